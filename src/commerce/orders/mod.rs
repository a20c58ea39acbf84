//! Orders: what was bought, copied so that nothing that changes later changes them, and where they stand.
//! `lifecycle` is the only writer of a status; every move is a compare-and-set with its line on the timeline.

mod desk;
mod history;
mod lifecycle;
pub mod number;
mod queries;
mod reach;
mod return_files;
mod returns;

pub use desk::{
    DeskOrder, Tab, awaiting_transfer, chosen, desk_order, numbers_of_payments, of_producer, open_counts,
    open_returns, refunds_of, refunds_to_send, to_answer,
};
pub use history::{Event, record};
pub use lifecycle::{Moved, advance};
pub use queries::{
    OrderView, PurchaseView, invoice_number, lines_of, of_person, order, order_of, orders_of, purchase, whole,
};
pub use reach::{Reach, SHOWN_FOR, reach};
pub use return_files::{
    FORGET_FILES_JOB, expect_files, forget_files, forget_returns, picture_of, with_old_returns,
};
pub use returns::{ReturnRefusal, ReturnView, ask_return, is_asked, move_return, returns_of};
