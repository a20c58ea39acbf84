//! What an import did to each file: counts, refusals, and a table people can read in either language.
//!
//! A refusal names file, line, column and what stood there, so that whoever keeps the file can mend it
//! without asking. The words for each reason live in `reason.rs`.

use std::fmt;

use entity::Locale;

use super::reason::Reason;
use super::source::DataFile;

/// Refusals of one file that are printed; the rest is counted.
const SHOWN: usize = 40;
/// Characters of a refused value that are repeated.
const SHORT: usize = 48;

/// Why one value, row or file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Line in the file, the header being line 1.
    pub line: u64,
    /// Column of the header; empty when the whole row or file is meant.
    pub column: String,
    /// What stood there, shortened.
    pub value: String,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Refusal {
    /// A refusal of a value in a column.
    pub fn new(line: u64, column: &str, value: &str, reason: Reason) -> Self {
        Self {
            line,
            column: column.to_owned(),
            value: shorten(value),
            reason,
        }
    }

    /// A refusal of a whole row or file.
    pub fn whole(line: u64, reason: Reason) -> Self {
        Self::new(line, "", "", reason)
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// Which file.
    pub file: DataFile,
    /// Whether the file was there.
    pub found: bool,
    /// Rows that are new in the database.
    pub inserted: usize,
    /// Rows whose record differed and was brought up to date.
    pub changed: usize,
    /// Rows that the database held already, word for word.
    pub unchanged: usize,
    /// Rows whose record the office has edited: what it says there stays.
    pub kept: usize,
    /// Records of the database that the file does not name. They stay.
    pub missing: usize,
    /// What was refused. If there is any, nothing of the file was written.
    pub refused: Vec<Refusal>,
}

impl FileReport {
    /// A report of a file that was read; counts follow.
    pub fn new(file: DataFile) -> Self {
        Self {
            file,
            found: true,
            inserted: 0,
            changed: 0,
            unchanged: 0,
            kept: 0,
            missing: 0,
            refused: Vec::new(),
        }
    }

    /// A report of a file that is not there.
    pub fn absent(file: DataFile) -> Self {
        Self {
            found: false,
            ..Self::new(file)
        }
    }

    /// Whether anything of the file was, or in a dry run would be, written.
    pub fn writes(&self) -> bool {
        self.refused.is_empty() && self.inserted + self.changed > 0
    }
}

/// Reports of all files as a table, with the refusals below it.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    reports: &'a [FileReport],
    locale: Locale,
    dry_run: bool,
}

impl<'a> Table<'a> {
    /// The table of an import, or of what one would have done.
    pub fn new(reports: &'a [FileReport], locale: Locale, dry_run: bool) -> Self {
        Self {
            reports,
            locale,
            dry_run,
        }
    }

    fn say(self, vi: &'static str, en: &'static str) -> &'static str {
        match self.locale {
            Locale::Vi => vi,
            Locale::En => en,
        }
    }

    fn outcome(self, report: &FileReport) -> &'static str {
        if !report.found {
            self.say("không có tệp", "no such file")
        } else if !report.refused.is_empty() {
            self.say("bị từ chối, không ghi gì", "refused, nothing written")
        } else if !report.writes() {
            self.say("không có gì mới", "nothing new")
        } else if self.dry_run {
            self.say("sẽ ghi (chạy thử)", "would be written (dry run)")
        } else {
            self.say("đã ghi", "written")
        }
    }
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = [
            self.say("Tệp", "File"),
            self.say("Mới", "New"),
            self.say("Đổi", "Changed"),
            self.say("Như cũ", "Same"),
            self.say("Giữ", "Kept"),
            self.say("Vắng", "Missing"),
            self.say("Lỗi", "Refused"),
        ];
        let [file, new, changed, same, kept, missing, refused] = head;
        writeln!(
            out,
            "{file:<20} {new:>8} {changed:>8} {same:>8} {kept:>8} {missing:>8} {refused:>8}"
        )?;
        for report in self.reports {
            writeln!(
                out,
                "{:<20} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}  {}",
                report.file.name(),
                report.inserted,
                report.changed,
                report.unchanged,
                report.kept,
                report.missing,
                report.refused.len(),
                self.outcome(report),
            )?;
        }
        for report in self.reports {
            for refusal in report.refused.iter().take(SHOWN) {
                write!(
                    out,
                    "{}:{}: {}",
                    report.file.name(),
                    refusal.line,
                    refusal.reason.message(self.locale)
                )?;
                if !refusal.column.is_empty() {
                    write!(out, " [{} = “{}”]", refusal.column, refusal.value)?;
                }
                writeln!(out)?;
            }
            if let Some(more) = report.refused.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                writeln!(
                    out,
                    "{}: {} {more}",
                    report.file.name(),
                    self.say("còn nữa:", "and more:")
                )?;
            }
        }
        Ok(())
    }
}

/// The beginning of a value, on one line, without what a terminal would obey.
fn shorten(value: &str) -> String {
    let mut short: String = value
        .chars()
        .take(SHORT)
        .map(|c| if c.is_control() { '�' } else { c })
        .collect();
    if value.chars().nth(SHORT).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_speaks_both_languages_and_says_where() {
        let mut refused = FileReport::new(DataFile::Products);
        refused
            .refused
            .push(Refusal::new(7, "stars", "6", Reason::ImpossibleStars));
        let mut written = FileReport::new(DataFile::Communes);
        written.inserted = 126;
        let reports = [written, refused, FileReport::absent(DataFile::Events)];
        let vi = Table::new(&reports, Locale::Vi, false).to_string();
        let en = Table::new(&reports, Locale::En, true).to_string();
        assert!(
            vi.contains("126") && vi.contains("đã ghi") && vi.contains("không có tệp"),
            "{vi}"
        );
        assert!(
            vi.contains("products.csv:7:") && vi.contains("[stars = “6”]"),
            "{vi}"
        );
        assert!(
            en.contains("dry run") && en.contains("products.csv:7:") && en.contains("3, 4 or 5"),
            "{en}"
        );
    }

    #[test]
    fn a_refused_value_is_short_and_harmless() {
        let refusal = Refusal::new(2, "name_vi", &"\u{1b}[31m".repeat(100), Reason::ControlCharacter);
        assert!(refusal.value.chars().count() <= SHORT + 1);
        assert!(!refusal.value.contains('\u{1b}'));
    }
}
