//! The plan of an event as a drawing: worked out here, drawn by a template, the same at the office and for the public.

use serde::Serialize;

use domain::events::{Booth, plan};

/// Width and height of a booth, and of the way between two.
const BOOTH: (u32, u32) = (64, 40);
const WAY: u32 = 8;

/// A plan, in units of its drawing.
#[derive(Clone, Debug, Serialize)]
pub struct BoothPlan {
    width: u32,
    height: u32,
    cells: Vec<Cell>,
}

#[derive(Clone, Debug, Serialize)]
struct Cell {
    number: String,
    /// Number of its line in the list beside the plan, from 1.
    line: usize,
    x: u32,
    y: u32,
    /// Where its number stands.
    middle: u32,
    base: u32,
    taken: bool,
}

impl BoothPlan {
    /// Of booths in the order of their list; nothing without booths.
    pub fn of(booths: &[Booth]) -> Option<Self> {
        if booths.is_empty() {
            return None;
        }
        let plan = plan(booths);
        let at = |number: u16, size: u32| WAY + u32::from(number.saturating_sub(1)) * (size + WAY);
        let cells = booths.iter().zip(&plan.cells).zip(1..);
        Some(Self {
            width: at(plan.columns + 1, BOOTH.0),
            height: at(plan.rows + 1, BOOTH.1),
            cells: cells
                .map(|((booth, cell), line)| {
                    let (x, y) = (at(cell.column, BOOTH.0), at(cell.row, BOOTH.1));
                    Cell {
                        number: booth.number.clone(),
                        line,
                        x,
                        y,
                        middle: x + BOOTH.0 / 2,
                        base: y + BOOTH.1 / 2 + 5,
                        taken: booth.producer_id.is_some() || booth.name.is_some(),
                    }
                })
                .collect(),
        })
    }
}
