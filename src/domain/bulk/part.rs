//! What a row says, and what one part of it, the product or the pack, comes to.

use std::collections::BTreeMap;

use super::column::Column;
use super::row::{Change, Problem};

/// What a row says, by column; columns that the file does not have are missing.
pub(super) type Cells = BTreeMap<Column, String>;

/// What a row says in a column; nothing where the file does not have it.
pub(super) fn said(cells: &Cells, column: Column) -> &str {
    cells.get(&column).map_or("", String::as_str)
}

/// What one part of a row comes to.
#[derive(Default)]
pub(super) struct Part {
    pub(super) changes: Vec<Change>,
    pub(super) problems: Vec<Problem>,
}

impl Part {
    pub(super) fn change(&mut self, column: Column, before: String, after: String) {
        self.changes.push(Change {
            column,
            before,
            after,
        });
    }
}
