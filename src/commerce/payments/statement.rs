//! Bank statements as CSV, as banks export them: a few lines of preamble, headers in Vietnamese or English,
//! commas or semicolons, dates and amounts in the manner of the country. Only what came in is read.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use entity::Vnd;
use sha2::{Digest as _, Sha256};

use foundation::kernel::clock::vietnam_moment;
use foundation::kernel::fold::fold;

/// Rows that may stand before the headers.
const PREAMBLE: usize = 40;
/// Rows of a statement at most.
const MOST_ROWS: usize = 20_000;

/// Money that came into an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The account.
    pub account: String,
    /// The bank's number of the line, or one made of what the line says.
    pub reference: String,
    /// How much, more than nothing.
    pub amount: Vnd,
    /// The words that came with it.
    pub memo: String,
    /// When (UTC).
    pub booked_at: DateTime<Utc>,
}

/// Why a statement is not read; nothing of it is used. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementRefusal {
    /// It is not UTF-8.
    NotUtf8,
    /// No line has headers for date, amount credited and description.
    NoHeaders,
    /// The date on a line is none.
    Date(usize),
    /// The amount on a line is none, or has a fraction of a đồng.
    Amount(usize),
    /// A line cannot be split into cells.
    Broken(usize),
    /// More rows than one statement may have.
    TooLong,
}

/// What columns may be called, folded. The first column that fits best is taken.
const DATES: &[&str] = &[
    "ngay giao dich",
    "ngay gd",
    "ngay hach toan",
    "ngay hieu luc",
    "ngay",
    "thoi gian",
    "transaction date",
    "posting date",
    "booking date",
    "value date",
    "date",
    "tnx date",
    "booked at",
];
const CREDITS: &[&str] = &[
    "so tien ghi co",
    "phat sinh co",
    "ghi co",
    "tien vao",
    "so tien vao",
    "co",
    "credit amount",
    "amount credited",
    "credit",
    "credited",
    "so tien",
    "so tien gd",
    "amount",
];
const MEMOS: &[&str] = &[
    "noi dung giao dich",
    "noi dung chi tiet",
    "noi dung",
    "dien giai",
    "mo ta",
    "mo ta giao dich",
    "transaction detail",
    "transaction details",
    "transaction description",
    "description",
    "details",
    "remark",
    "remarks",
    "memo",
    "narrative",
];
const REFERENCES: &[&str] = &[
    "so tham chieu",
    "ma tham chieu",
    "ma giao dich",
    "ma gd",
    "so but toan",
    "so giao dich",
    "so gd",
    "so chung tu",
    "so ct",
    "reference number",
    "reference no",
    "reference",
    "ref no",
    "ref",
    "transaction id",
    "transaction no",
    "transaction number",
    "doc no",
];

/// Where the columns stand.
#[derive(Clone, Copy, Debug)]
struct Columns {
    date: usize,
    credit: usize,
    memo: usize,
    reference: Option<usize>,
}

/// Reads the statement of one account. Debits and lines without an amount are left out.
pub fn parse(account: &str, bytes: &[u8]) -> Result<Vec<Credit>, StatementRefusal> {
    let text = std::str::from_utf8(bytes).map_err(|_not_utf8| StatementRefusal::NotUtf8)?;
    let text = text.trim_start_matches('\u{feff}');
    // The separator is the one that makes headers of some line.
    for separator in [b',', b';', b'\t'] {
        let rows = rows(text, separator)?;
        let heads = rows
            .iter()
            .take(PREAMBLE)
            .enumerate()
            .find_map(|(at, (_, cells))| Some((at, columns(cells)?)));
        if let Some((at, columns)) = heads {
            return credits(account, rows.get(at + 1..).unwrap_or_default(), columns);
        }
    }
    Err(StatementRefusal::NoHeaders)
}

type Row = (usize, Vec<String>);

/// All rows with their lines.
fn rows(text: &str, separator: u8) -> Result<Vec<Row>, StatementRefusal> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            StatementRefusal::Broken(usize::try_from(line).unwrap_or(0))
        })?;
        if rows.len() >= MOST_ROWS {
            return Err(StatementRefusal::TooLong);
        }
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((
            usize::try_from(line).unwrap_or(0),
            record.iter().map(str::to_owned).collect(),
        ));
    }
    Ok(rows)
}

/// The columns, if this row is the one with the headers.
fn columns(cells: &[String]) -> Option<Columns> {
    // A header may say the same in two languages: "Ngày giao dịch/ Transaction date", "Credit (VND)".
    let names: Vec<Vec<String>> = cells
        .iter()
        .map(|cell| {
            cell.split(['/', '(', ')', '\n', '|'])
                .map(|name| fold(name).trim_end_matches(" vnd").to_owned())
                .collect()
        })
        .collect();
    let column = |wanted: &[&str]| {
        wanted
            .iter()
            .find_map(|word| names.iter().position(|cell| cell.iter().any(|name| name == word)))
    };
    Some(Columns {
        date: column(DATES)?,
        credit: column(CREDITS)?,
        memo: column(MEMOS)?,
        reference: column(REFERENCES),
    })
}

fn credits(account: &str, rows: &[Row], columns: Columns) -> Result<Vec<Credit>, StatementRefusal> {
    let account = plain_account(account);
    let mut found: Vec<Credit> = Vec::new();
    for (line, cells) in rows {
        let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        // Totals and remarks at the foot have no date.
        let (day, credit) = (cell(columns.date), cell(columns.credit));
        if day.is_empty() || credit.is_empty() || !day.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let booked_at = moment(day).ok_or(StatementRefusal::Date(*line))?;
        let dong = amount(credit).ok_or(StatementRefusal::Amount(*line))?;
        if dong <= 0 {
            continue;
        }
        let memo = cell(columns.memo).to_owned();
        let reference = match columns.reference.map(cell).filter(|text| !text.is_empty()) {
            Some(reference) => reference.to_owned(),
            None => made_up(&found, booked_at, dong, &memo),
        };
        found.push(Credit {
            account: account.clone(),
            reference,
            amount: Vnd::new(dong),
            memo,
            booked_at,
        });
    }
    Ok(found)
}

/// An account without the blanks, dots and hyphens that people group its digits with.
pub fn plain_account(account: &str) -> String {
    account
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_uppercase()
}

/// The number of a line whose bank gives none: the same line of the same statement gets the same one, and two
/// like lines get two.
fn made_up(before: &[Credit], booked_at: DateTime<Utc>, dong: i64, memo: &str) -> String {
    let alike = before
        .iter()
        .filter(|one| one.booked_at == booked_at && one.amount.dong() == dong && one.memo == memo)
        .count();
    let text = format!("{}|{dong}|{memo}|{alike}", booked_at.timestamp());
    let digest = hex::encode(Sha256::digest(text.as_bytes()));
    format!("line:{}", digest.get(..24).unwrap_or(&digest))
}

/// A day, or a moment of a day, in Việt Nam.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim().replace('T', " ");
    let (day, time) = text.split_once(' ').unwrap_or((&text, ""));
    let day = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(day, form).ok())
        .filter(|day| day.year() >= 2000)?;
    let time = time.trim();
    let time = if time.is_empty() {
        NaiveTime::MIN
    } else {
        ["%H:%M:%S", "%H:%M"]
            .iter()
            .find_map(|form| NaiveTime::parse_from_str(time, form).ok())?
    };
    let local = NaiveDateTime::new(day, time);
    vietnam_moment(local)
}

/// Whole đồng as written in Việt Nam or in English: `1.250.000`, `1,250,000`, `+1250000 VND`, `1,250,000.00`.
/// A debit is negative: `-50.000`, `(50.000)`.
fn amount(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = ["VND", "VNĐ", "đ", "₫", "vnd"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(&text);
    let (text, negative) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => match text.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (text.strip_prefix('+').unwrap_or(text), false),
        },
    };
    // One or two digits after the last separator are hundredths, and đồng have none.
    let text = match text.rfind(['.', ',']).map(|at| text.split_at(at)) {
        Some((whole, cents)) if matches!(cents.len(), 2 | 3) => {
            if cents.bytes().skip(1).any(|digit| digit != b'0') {
                return None;
            }
            whole
        }
        _ => text,
    };
    let mut groups = text.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let separators: std::collections::BTreeSet<char> =
        text.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let grouped = separators.len() <= 1
        && rest.iter().all(|group| group.len() == 3)
        && (rest.is_empty() || first.len() <= 3);
    let digits = first.to_owned() + &rest.concat();
    if !grouped || first.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let dong: i64 = digits.parse().ok()?;
    Some(if negative { -dong } else { dong })
}

#[cfg(test)]
#[path = "statement_tests.rs"]
mod tests;
