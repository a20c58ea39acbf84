//! Money. What is expected, what came in, what went back, and who has or is owed it. `book` is the only writer
//! of the ledger, `money` and `back` of payments, receipts and refunds. Nothing here knows how an order moves; `checkout` does.
//!
//! Accounts: the buyer's money is the sum of all lines. A receipt is a line of the producer's; when an order
//! is settled, commission and delivery move to their own accounts and the site's part of a discount moves the
//! other way, so the sum of a settlement is nothing. Whoever has the cash is its custody.
//!
//! The outside: `cards` is what a card company must be able to do, `stripe` the one we know; `vietqr` writes
//! the square for a transfer, `statement` and `bank_notice` read what banks say.

mod back;
pub mod bank_notice;
mod book;
mod cards;
mod money;
mod queries;
pub mod statement;
mod stripe;
pub mod vietqr;

pub use back::{GiveBackRefusal, fail_refund, finish_refund, give_back};
pub use book::{Posting, post};
pub use cards::{BadNotice, CardError, CardNotice, CardOrder, CardProvider, Session, SessionStands};
pub use money::{Expected, Received, Share, cancel_rest, expect, lock, receive};
pub use queries::{by_intent, by_reference, by_session, of_order, of_purchase, parts_of, payment};
pub use statement::Credit;
pub use stripe::Stripe;
