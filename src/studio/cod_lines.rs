//! The lines of a carrier's batch: typed one under the other, or taken out of the carrier's file.

use entity::Vnd;
use tabular::{Limits, Table, UPLOAD, Unreadable};

use super::words::amount;
use commerce::checkout::{HandedLine, MOST_LINES};
use shell::web::Visit;

/// Characters of an order's number as a carrier may have it.
const LONG_NUMBER: usize = 40;
/// What carriers call their columns.
const NUMBERS: [&str; 8] = [
    "mã đơn",
    "mã đơn hàng",
    "mã đơn khách hàng",
    "mã đơn hàng riêng",
    "mã đơn shop",
    "order",
    "order number",
    "client order code",
];
const COLLECTED: [&str; 8] = [
    "thu hộ",
    "tiền thu hộ",
    "số tiền thu hộ",
    "tiền cod",
    "cod",
    "đã thu",
    "collected",
    "cod amount",
];
const FEES: [&str; 8] = [
    "phí",
    "cước",
    "phí dịch vụ",
    "phí vận chuyển",
    "cước vận chuyển",
    "tổng phí",
    "fee",
    "shipping fee",
];

/// Why a list is not taken. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListTrouble {
    /// A line that is no number with an amount.
    Line(u32),
    /// No lines, or too many.
    Count,
    /// The file is too long.
    TooLong,
    /// The file is no table.
    NoTable,
    /// The table lacks a column for the order's number or for what was collected.
    NoColumns,
}

impl ListTrouble {
    pub(super) fn words(&self, visit: &Visit) -> String {
        match self {
            Self::Line(line) => visit.text_with("cod.refused_line", &[("n", &line.to_string())]),
            Self::Count => visit.text_with("cod.refused_count", &[("n", &MOST_LINES.to_string())]),
            Self::TooLong => visit.text("cod.refused_long"),
            Self::NoTable => visit.text("cod.refused_table"),
            Self::NoColumns => visit.text("cod.refused_columns"),
        }
    }
}

/// Lines as they are typed: number; collected; fee. The fee may be left out.
pub(super) fn typed(text: &str) -> Result<Vec<HandedLine>, ListTrouble> {
    let mut lines = Vec::new();
    for (line, at) in text.lines().zip(1_u32..) {
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = if line.contains([';', '\t']) {
            line.split([';', '\t']).map(str::trim).collect()
        } else {
            line.split_whitespace().collect()
        };
        let (number, collected, fee) = match cells.as_slice() {
            [number, collected] | [number, collected, ""] => (number, collected, &"0"),
            [number, collected, fee] => (number, collected, fee),
            _ => return Err(ListTrouble::Line(at)),
        };
        lines.push(read(number, collected, fee).ok_or(ListTrouble::Line(at))?);
    }
    counted(lines)
}

/// Lines of a carrier's file; rows without a number, as those of sums, are left out.
pub(super) fn from_file(bytes: &[u8]) -> Result<Vec<HandedLine>, ListTrouble> {
    let table = tabular::read(bytes, limits()).map_err(|why| match why {
        Unreadable::TooLong { .. } => ListTrouble::TooLong,
        Unreadable::TooManyRows { .. } => ListTrouble::Count,
        _ => ListTrouble::NoTable,
    })?;
    taken(&table)
}

fn limits() -> Limits {
    Limits {
        rows: MOST_LINES + 20,
        cell: 500,
        ..UPLOAD
    }
}

fn taken(table: &Table) -> Result<Vec<HandedLine>, ListTrouble> {
    let (Some(number), Some(collected)) = (table.column(&NUMBERS), table.column(&COLLECTED)) else {
        return Err(ListTrouble::NoColumns);
    };
    let fee = table.column(&FEES);
    let mut lines = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let cell = |at: usize| row.cells.get(at).map_or("", String::as_str);
        if cell(number).is_empty() {
            continue;
        }
        let kept = fee.map_or("", cell);
        let kept = if kept.is_empty() { "0" } else { kept };
        let line = read(cell(number), cell(collected), kept);
        lines.push(line.ok_or(ListTrouble::Line(row.line))?);
    }
    counted(lines)
}

fn counted(lines: Vec<HandedLine>) -> Result<Vec<HandedLine>, ListTrouble> {
    if (1..=MOST_LINES).contains(&lines.len()) {
        Ok(lines)
    } else {
        Err(ListTrouble::Count)
    }
}

fn read(number: &str, collected: &str, fee: &str) -> Option<HandedLine> {
    let plain = !number.is_empty()
        && number.chars().count() <= LONG_NUMBER
        && !number.contains(|c: char| c == ';' || c.is_control());
    // A digit at least: blanks and dots alone are no amount.
    let dong = |text: &str| {
        let some = text.bytes().any(|b| b.is_ascii_digit());
        amount(text).filter(|_| some).map(Vnd::new)
    };
    plain.then_some(HandedLine {
        number: number.to_owned(),
        collected: dong(collected)?,
        fee: dong(fee)?,
    })
}

/// Lines as they are typed, out of what was read.
pub(super) fn written(lines: &[HandedLine]) -> String {
    let rows: Vec<String> = lines
        .iter()
        .map(|line| format!("{}; {}; {}", line.number, line.collected.dong(), line.fee.dong()))
        .collect();
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: &str, collected: i64, fee: i64) -> HandedLine {
        HandedLine {
            number: number.to_owned(),
            collected: Vnd::new(collected),
            fee: Vnd::new(fee),
        }
    }

    #[test]
    fn lines_are_typed_in_several_ways_and_come_back_alike() {
        let wanted = [
            line("CL1", 120_000, 15_000),
            line("CL2", 80_000, 0),
            line("CL 3", 0, 9),
        ];
        let lines = typed("CL1 120.000 15.000\n\n CL2\t80,000₫\nCL 3; 0; 9\n").unwrap();
        assert_eq!(lines, wanted);
        assert_eq!(typed(&written(&lines)).unwrap(), wanted);
        for (text, trouble) in [
            ("", ListTrouble::Count),
            ("\n\n", ListTrouble::Count),
            ("CL1", ListTrouble::Line(1)),
            ("CL1 1 2 3", ListTrouble::Line(1)),
            ("CL1 1\nCL2 -5", ListTrouble::Line(2)),
            ("CL1 1e9", ListTrouble::Line(1)),
            ("CL1; ; 5", ListTrouble::Line(1)),
            ("CL1 99999999999999999999", ListTrouble::Line(1)),
        ] {
            assert_eq!(typed(text), Err(trouble), "{text}");
        }
        let many = "CL1 1\n".repeat(MOST_LINES + 1);
        assert_eq!(typed(&many), Err(ListTrouble::Count));
    }

    #[test]
    fn a_carriers_table_is_read_by_its_columns() {
        let csv =
            "STT,Mã đơn hàng,Tiền thu hộ,Phí dịch vụ\n1,CL1,\"120,000\",15000\n2,CL2,0,\n,,120000,15000\n";
        assert_eq!(
            from_file(csv.as_bytes()).unwrap(),
            [line("CL1", 120_000, 15_000), line("CL2", 0, 0)]
        );
        for (text, trouble) in [
            ("", ListTrouble::NoTable),
            ("a,b\n1,2\n", ListTrouble::NoColumns),
            ("order,cod\n", ListTrouble::Count),
            ("order,cod\nCL1,x\n", ListTrouble::Line(2)),
            ("order,cod\nCL1\n", ListTrouble::Line(2)),
        ] {
            assert_eq!(from_file(text.as_bytes()), Err(trouble), "{text}");
        }
        assert_eq!(from_file(b"PK\x03\x04junk"), Err(ListTrouble::NoTable));
    }
}
