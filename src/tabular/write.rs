//! Tables that people fetch.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text, never a formula.
    Text(String),
    /// A whole number: pieces, đồng.
    Integer(i64),
    /// Another number, a share or a position.
    Number(f64),
    /// A day.
    Day(NaiveDate),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// One sheet with its header.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name of the sheet in a workbook; what a workbook cannot hold is left out of it.
    pub name: String,
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Value>>,
}

/// A CSV file (UTF-8 with its mark, commas, CRLF): Excel opens it right, and text that begins like a formula carries
/// an apostrophe in front, which [`super::read`] takes away again (OWASP, CSV injection).
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut out);
    let header = sheet.header.iter().map(|name| safe(name));
    // Writing into memory does not fail, and rows may be of any width.
    let mut written = writer.write_record(header.map(Cow::into_owned));
    for row in &sheet.rows {
        written = written.and_then(|()| writer.write_record(row.iter().map(plain)));
    }
    drop(written);
    drop(writer);
    out
}

fn plain(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => safe(text).into_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Day(day) => day.to_string(),
    }
}

fn safe(text: &str) -> Cow<'_, str> {
    if looks_like_a_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether an office program would work it out.
pub(super) fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A workbook. Text is stored as text, so no cell is a formula; the header stays in sight.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let day_format = Format::new().set_num_format("yyyy-mm-dd");
    let thousands = Format::new().set_num_format("#,##0");
    for (at, sheet) in sheets.iter().enumerate() {
        let page = book.add_worksheet();
        page.set_name(sheet_name(&sheet.name, at))?;
        page.set_freeze_panes(1, 0)?;
        for (column, name) in (0_u16..).zip(&sheet.header) {
            page.write_string_with_format(0, column, name, &bold)?;
            let width = name.chars().count().clamp(10, 40);
            page.set_column_width(column, f64::from(u32::try_from(width).unwrap_or(10)))?;
        }
        for (line, row) in (1_u32..).zip(&sheet.rows) {
            for (column, value) in (0_u16..).zip(row) {
                match value {
                    Value::Empty => {}
                    Value::Text(text) => {
                        page.write_string(line, column, short(text))?;
                    }
                    #[expect(clippy::cast_precision_loss, reason = "a workbook holds numbers as f64")]
                    Value::Integer(number) => {
                        page.write_number_with_format(line, column, *number as f64, &thousands)?;
                    }
                    Value::Number(number) => {
                        page.write_number(line, column, *number)?;
                    }
                    Value::Day(day) => {
                        let text = day.to_string();
                        let serial = rust_xlsxwriter::ExcelDateTime::parse_from_str(&text)?;
                        page.write_datetime_with_format(line, column, serial, &day_format)?;
                    }
                }
            }
        }
    }
    book.save_to_buffer()
}

/// A cell holds 32,767 characters.
fn short(text: &str) -> String {
    text.chars().take(32_767).collect()
}

/// A name a workbook takes: 31 characters, none of `[]:*?/\`, not empty, no apostrophe at an end.
fn sheet_name(name: &str, at: usize) -> String {
    let kept: String = name
        .chars()
        .filter(|letter| !"[]:*?/\\".contains(*letter))
        .take(31)
        .collect();
    let kept = kept.trim_matches('\'').trim();
    if kept.is_empty() {
        format!("{}", at + 1)
    } else {
        kept.to_owned()
    }
}
