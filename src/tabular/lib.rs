//! Tables that people send and fetch: CSV and XLSX in, CSV and XLSX out.
//!
//! Pure. What comes in is read within fixed bounds of memory and time whatever it claims to be ([`Limits`]); what goes
//! out opens in an office program without one cell being taken for a formula, and comes back as it went. What the
//! columns mean is the caller's business.

mod text;
mod workbook;
mod write;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

pub use write::{Sheet, Value, csv, xlsx};

/// How much is read of a file that somebody sent.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file; of a workbook also a tenth of what it may unpack to.
    pub bytes: usize,
    /// Rows below the header.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters of one cell.
    pub cell: usize,
}

/// What a form takes: 5 MB, 20,000 rows.
pub const UPLOAD: Limits = Limits {
    bytes: 5 << 20,
    rows: 20_000,
    columns: 64,
    cell: 20_000,
};

/// A table as it was sent: trimmed text in Unicode NFC, every row as wide as the header, empty rows left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns as they stand.
    pub header: Vec<String>,
    /// Rows in their order.
    pub rows: Vec<Row>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file or row of the sheet it begins on, the first being 1.
    pub line: u32,
    /// Cells, one a column.
    pub cells: Vec<String>,
}

/// Why a file is not read at all. Lines count from 1.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unreadable {
    /// The file is too long, or unpacks to too much.
    #[error("longer than {max} bytes")]
    TooLong {
        /// Bytes allowed.
        max: usize,
    },
    /// Too many rows.
    #[error("more than {max} rows")]
    TooManyRows {
        /// Rows allowed.
        max: usize,
    },
    /// Too many columns.
    #[error("more than {max} columns")]
    TooManyColumns {
        /// Columns allowed.
        max: usize,
    },
    /// One cell is too long.
    #[error("line {line}: a cell longer than {max} characters")]
    CellTooLong {
        /// Where.
        line: u32,
        /// Characters allowed.
        max: usize,
    },
    /// A row has more cells than the header has columns.
    #[error("line {line}: {found} cells under {expected} columns")]
    Ragged {
        /// Where.
        line: u32,
        /// Columns of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A quotation mark that opens and never closes.
    #[error("an unclosed quotation mark")]
    UnclosedQuote,
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// A column without a name, or two of one name.
    #[error("column {name:?} stands twice")]
    SameColumn {
        /// Its name.
        name: String,
    },
    /// No text in an encoding that is read, or a workbook that is broken, locked or of an older kind.
    #[error("neither text nor a workbook")]
    Unknown,
}

impl Table {
    /// Place of the first column with one of these names, whatever their case and spaces.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let wanted: Vec<String> = names.iter().map(|name| plain(name)).collect();
        self.header.iter().position(|name| wanted.contains(&plain(name)))
    }

    /// Judges and lays out what a file's rows say; the first one is the header.
    fn lay(
        mut rows: impl Iterator<Item = Result<Row, Unreadable>>,
        limits: Limits,
    ) -> Result<Self, Unreadable> {
        let header = loop {
            let row = rows.next().ok_or(Unreadable::Empty)??;
            let cells = trimmed(row.cells);
            if !cells.is_empty() {
                break cells;
            }
        };
        if header.len() > limits.columns {
            return Err(Unreadable::TooManyColumns { max: limits.columns });
        }
        for (at, name) in header.iter().enumerate() {
            if header
                .iter()
                .take(at)
                .any(|earlier| plain(earlier) == plain(name))
            {
                return Err(Unreadable::SameColumn { name: name.clone() });
            }
        }
        let mut table = Self {
            header,
            rows: Vec::new(),
        };
        for row in rows {
            let Row { line, cells } = row?;
            let mut cells = trimmed(cells);
            if cells.is_empty() {
                continue;
            }
            if table.rows.len() == limits.rows {
                return Err(Unreadable::TooManyRows { max: limits.rows });
            }
            let expected = table.header.len();
            if cells.len() > expected {
                let found = cells.len();
                return Err(Unreadable::Ragged {
                    line,
                    expected,
                    found,
                });
            }
            if cells.iter().any(|cell| cell.chars().count() > limits.cell) {
                let max = limits.cell;
                return Err(Unreadable::CellTooLong { line, max });
            }
            cells.resize(expected, String::new());
            table.rows.push(Row { line, cells });
        }
        Ok(table)
    }
}

/// Reads a table from what somebody sent: a workbook (XLSX, its first sheet) or text (UTF-8, UTF-16, Windows-1258;
/// commas, semicolons or tabs). What it is shows in its bytes and never in its name.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Table, Unreadable> {
    if bytes.len() > limits.bytes {
        return Err(Unreadable::TooLong { max: limits.bytes });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes, limits);
    }
    text::read(bytes, limits)
}

/// A name of a column as it is compared.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Cells without the empty ones at the end.
fn trimmed(cells: Vec<String>) -> Vec<String> {
    let mut cells: Vec<String> = cells.into_iter().map(|cell| clean(&cell)).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

/// A cell as it is kept: NFC, without spaces around it, without NUL, and without the mark that keeps it from being a
/// formula.
fn clean(cell: &str) -> String {
    let cell: String = cell.nfc().filter(|letter| *letter != '\0').collect();
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if write::looks_like_a_formula(rest) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests;
