//! The plan of an event: where each booth stands on a grid. What somebody has set stays there; the others stand below,
//! a hall (the letters their numbers begin with) after the other, in the order of their numbers.

use super::rows::{Booth, hall_and_number};

/// Booths in a row that nobody has laid out.
const WIDE: u16 = 12;

/// A booth's place on the grid, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Column.
    pub column: u16,
    /// Row.
    pub row: u16,
}

/// The whole grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// Cells in the order of the booths.
    pub cells: Vec<Cell>,
}

/// Lays out booths that are in the order of their numbers.
pub fn plan(booths: &[Booth]) -> Plan {
    let set = |booth: &Booth| {
        let (column, row) = booth.cell?;
        Some(Cell {
            column: u16::try_from(column).ok()?,
            row: u16::try_from(row).ok()?,
        })
    };
    let taken = booths.iter().filter_map(set).map(|cell| cell.row).max();
    // A free row between what was laid out and what was not.
    let mut row = taken.map_or(1, |row| row.saturating_add(2));
    let mut column = 0;
    let mut hall: Option<&str> = None;
    let mut plan = Plan::default();
    for booth in booths {
        let cell = set(booth).unwrap_or_else(|| {
            let (here, _) = hall_and_number(&booth.number);
            if hall.is_some_and(|before| before != here) {
                (column, row) = (1, row.saturating_add(2));
            } else if column == WIDE {
                (column, row) = (1, row.saturating_add(1));
            } else {
                column += 1;
            }
            hall = Some(here);
            Cell { column, row }
        });
        plan.columns = plan.columns.max(cell.column);
        plan.rows = plan.rows.max(cell.row);
        plan.cells.push(cell);
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    fn booth(number: &str, cell: Option<(i16, i16)>) -> Booth {
        Booth {
            id: 0,
            number: number.to_owned(),
            producer_id: None,
            name: None,
            cell,
            product_ids: Vec::new(),
        }
    }

    #[test]
    fn what_was_set_stays_and_halls_stand_below_one_another() {
        let booths = [
            booth("A1", None),
            booth("A2", Some((5, 2))),
            booth("A3", None),
            booth("B1", None),
        ];
        let plan = plan(&booths);
        let cells: Vec<(u16, u16)> = plan.cells.iter().map(|cell| (cell.column, cell.row)).collect();
        assert_eq!(cells, [(1, 4), (5, 2), (2, 4), (1, 6)]);
        assert_eq!((plan.columns, plan.rows), (5, 6));
    }

    #[test]
    fn no_two_booths_share_a_cell() {
        let booths: Vec<Booth> = (1..=150).map(|n| booth(&format!("C{n}"), None)).collect();
        let plan = plan(&booths);
        let mut cells: Vec<(u16, u16)> = plan.cells.iter().map(|cell| (cell.column, cell.row)).collect();
        cells.sort_unstable();
        cells.dedup();
        assert_eq!(cells.len(), 150);
        assert_eq!((plan.columns, plan.rows), (12, 13));
    }
}
