//! Stock. The one writer of `stock_items`: every change is a guarded update with its movement in the same
//! transaction, so that an item is always the sum of its movements and nothing is promised twice.
//!
//! Whoever promises stock for several lines sorts them by variant first ([`reserve`] does), so that two
//! carts never wait for each other. Made to order means that nothing is counted.

mod ledger;
mod queries;

pub use ledger::{Demand, Moved, Short, bring_back, count, keep, let_go, open_missing, reserve, sell};
pub use queries::{Discrepancy, Level, discrepancies, levels};
