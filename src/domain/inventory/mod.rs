//! Stock. The one writer of `stock_items`: every change is a guarded update with its movement in the same
//! transaction, so that an item is always the sum of its movements and nothing is promised twice.
//!
//! Whoever promises stock for several lines sorts them by variant first ([`reserve`] does), so that two
//! carts never wait for each other. Made to order means that nothing is counted.

mod items;
mod ledger;
mod queries;
mod shelf;

pub use items::open_item;
pub use ledger::{
    Demand, Moved, Short, bring_back, count, keep, let_go, open_missing, reserve, sell, set_made_to_order,
};
pub use queries::{Discrepancy, Level, discrepancies, levels};
pub use shelf::{Shelf, ShelfRefusal, make_to_order, recount, recount_in, shelves};
