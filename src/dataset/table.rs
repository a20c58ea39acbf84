//! CSV into rows with the line they begin on: RFC 4180 as UTF-8, with or without BOM, LF or CRLF.
//!
//! Pure. Everything about the shape of a file is judged here (encoding, quotes, header, number of
//! fields), so that the rows behind only judge values.

use super::reason::Reason;
use super::report::Refusal;

/// Longest file that is read.
const MAX_BYTES: usize = 64 << 20;

/// One row, its values in the order of the expected columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Line of the file it begins on, the header being 1.
    pub line: u64,
    /// Values as they stand in the file.
    pub values: Vec<String>,
}

/// Reads a file, or says all that is wrong with its shape.
pub fn read(bytes: &[u8], columns: &[&str]) -> Result<Vec<Record>, Vec<Refusal>> {
    if bytes.len() > MAX_BYTES {
        return Err(vec![Refusal::whole(1, Reason::FileTooLong { max: MAX_BYTES })]);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to();
        vec![Refusal::whole(line_at(bytes, byte), Reason::NotUtf8 { byte })]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines::new(text.as_bytes());
    let mut records = reader.records();
    let Some(Ok(header)) = records.next() else {
        return Err(vec![Refusal::whole(1, Reason::Empty)]);
    };
    let order = order_of(&header, columns)?;
    let mut rows = Vec::new();
    let mut refused = Vec::new();
    let mut last_line = 1;
    for record in records {
        // In-memory UTF-8 read as flexible records cannot fail; if it does, the row has no fields.
        let record = record.unwrap_or_default();
        let line = record
            .position()
            .map_or(last_line, |position| lines.of_record(position.byte()));
        last_line = line;
        if record.len() != header.len() {
            let (expected, found) = (header.len(), record.len());
            refused.push(Refusal::whole(line, Reason::Ragged { expected, found }));
            continue;
        }
        let values = order
            .iter()
            .map(|at| record.get(*at).unwrap_or_default().to_owned())
            .collect();
        rows.push(Record { line, values });
    }
    // An unclosed quotation mark swallows the rest of the file into one field.
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        refused.push(Refusal::whole(last_line, Reason::UnclosedQuote));
    }
    if refused.is_empty() {
        Ok(rows)
    } else {
        Err(refused)
    }
}

/// For each expected column its place in the header.
fn order_of(header: &csv::StringRecord, columns: &[&str]) -> Result<Vec<usize>, Vec<Refusal>> {
    let mut refused = Vec::new();
    for (at, name) in header.iter().enumerate() {
        if !columns.contains(&name) {
            refused.push(Refusal::new(1, name, name, Reason::UnknownColumn));
        } else if header.iter().take(at).any(|earlier| earlier == name) {
            refused.push(Refusal::new(1, name, name, Reason::DuplicateColumn));
        }
    }
    let mut order = Vec::with_capacity(columns.len());
    for column in columns {
        match header.iter().position(|name| name == *column) {
            Some(at) => order.push(at),
            None => refused.push(Refusal::new(1, column, column, Reason::MissingColumn)),
        }
    }
    if refused.is_empty() {
        Ok(order)
    } else {
        Err(refused)
    }
}

/// Line of a byte, from 1.
fn line_at(bytes: &[u8], offset: usize) -> u64 {
    let newlines = bytes.iter().take(offset).filter(|byte| **byte == b'\n').count();
    newlines as u64 + 1
}

/// Counts lines on the way through a file. The reader's own count is taken before line ends and blank
/// lines that precede a row, so it points one or more lines too early.
struct Lines<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            offset: 0,
            line: 1,
        }
    }

    /// Line on which the record that was found at `byte` really begins.
    fn of_record(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(here) = self.bytes.get(self.offset) {
            let blank = matches!(here, b'\n' | b'\r');
            if self.offset >= byte && !blank {
                break;
            }
            self.line += u64::from(*here == b'\n');
            self.offset += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["slug", "name"];

    fn reasons(bytes: &[u8]) -> Vec<(u64, &'static str)> {
        let refused = read(bytes, COLUMNS).unwrap_err();
        refused
            .iter()
            .map(|refusal| (refusal.line, refusal.reason.key()))
            .collect()
    }

    #[test]
    fn bom_crlf_quoted_newlines_blank_lines_and_another_order_are_fine() {
        let file = "\u{feff}name,slug\r\n\"Một,\r\nhai \"\"ba\"\"\",mot\r\n\r\nBốn,bon\r\nNăm,nam".as_bytes();
        let rows = read(file, COLUMNS).unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].values, ["mot", "Một,\r\nhai \"ba\""]);
        assert_eq!(
            rows.iter().map(|row| row.line).collect::<Vec<_>>(),
            [2, 5, 6],
            "lines are those of the file"
        );
    }

    #[test]
    fn the_encoding_is_refused_with_its_offset() {
        let refused = read(b"slug,name\na,b\nc,\xe9t\xe9\n", COLUMNS).unwrap_err();
        assert_eq!(refused, [Refusal::whole(3, Reason::NotUtf8 { byte: 16 })]);
    }

    #[test]
    fn the_header_must_be_ours() {
        assert_eq!(reasons(b""), [(1, "empty")]);
        assert_eq!(reasons(b"slug\na\n"), [(1, "missing_column")]);
        assert_eq!(reasons(b"slug,name,name\na,b,c\n"), [(1, "duplicate_column")]);
        assert_eq!(reasons(b"slug,name,colour\na,b,c\n"), [(1, "unknown_column")]);
    }

    #[test]
    fn ragged_rows_and_open_quotes_are_refused_where_they_stand() {
        assert_eq!(
            reasons(b"slug,name\na,b\nc\nd,e,f\n"),
            [(3, "ragged"), (4, "ragged")]
        );
        assert_eq!(
            reasons(b"slug,name\na,b\nc,\"d\ne,f\ng,h\n"),
            [(3, "unclosed_quote")]
        );
    }
}
