//! Workbooks (XLSX): what they unpack to is counted before anything is read, and cells are read one by one.

use std::io::{Cursor, Read, sink};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::{Limits, Row, Table, Unreadable};

/// How many times its longest length a workbook may unpack to.
const UNPACKED: u64 = 10;
/// Files of one workbook; ours have about ten.
const MAX_FILES: usize = 500;

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Table, Unreadable> {
    measure(bytes, limits)?;
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_broken| Unreadable::Unknown)?;
    let sheet = book.sheet_names().into_iter().next().ok_or(Unreadable::Empty)?;
    let mut cells = book
        .worksheet_cells_reader(&sheet)
        .map_err(|_broken| Unreadable::Unknown)?;
    let mut ended = false;
    let mut next = None;
    let row_of = move || -> Option<Result<Row, Unreadable>> {
        if ended {
            return None;
        }
        let mut row: Option<Row> = None;
        loop {
            let read = match next.take() {
                Some(cell) => Ok(Some(cell)),
                None => cells.next_cell(),
            };
            let Ok(cell) = read else {
                ended = true;
                return Some(Err(Unreadable::Unknown));
            };
            let Some(cell) = cell else {
                ended = true;
                return row.map(Ok);
            };
            let (at, column) = cell.get_position();
            let text = text_of(cell.get_value());
            // A cell that is formatted and empty says nothing, wherever it stands.
            if text.is_empty() {
                continue;
            }
            let line = at.saturating_add(1);
            if row.as_ref().is_some_and(|row| row.line != line) {
                next = Some(cell);
                return row.map(Ok);
            }
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if column >= limits.columns {
                ended = true;
                return Some(Err(Unreadable::TooManyColumns { max: limits.columns }));
            }
            let row = row.get_or_insert_with(|| Row {
                line,
                cells: Vec::new(),
            });
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            if let Some(place) = row.cells.get_mut(column) {
                *place = text;
            }
        }
    };
    Table::lay(std::iter::from_fn(row_of), limits)
}

/// Unpacks everything into nothing and counts: what an archive says of itself is not believed.
fn measure(bytes: &[u8], limits: Limits) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Unreadable::Unknown)?;
    if archive.len() > MAX_FILES {
        return Err(Unreadable::Unknown);
    }
    let max = limits.bytes as u64 * UNPACKED;
    let mut left = max;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_broken| Unreadable::Unknown)?;
        let read =
            std::io::copy(&mut file.take(left + 1), &mut sink()).map_err(|_broken| Unreadable::Unknown)?;
        left = left
            .checked_sub(read)
            .ok_or(Unreadable::TooLong { max: limits.bytes })?;
    }
    Ok(())
}

/// A cell as a person reads it: whole numbers without a point, dates as `2026-11-26`.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) | DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
    }
}
