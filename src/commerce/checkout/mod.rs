//! Buying: prices worked out, a purchase placed, money settled, orders called off. Rules that need several
//! concepts at once stand here; each operation opens one transaction and everything else waits for its commit.

mod bank;
mod by_hand;
mod cancel;
mod card;
mod check;
mod coupons;
mod disputes;
mod fulfil;
mod give_backs;
mod letters;
mod methods;
mod notices;
mod oversight;
mod payouts;
mod pickup;
mod place;
mod plan;
mod quote;
mod reconcile;
mod refunds;
mod remit;
mod remit_lists;
mod retention;
mod rows;
mod settle;
mod shipping;
mod sweep;

pub use bank::{
    Booked, MatchRefusal, StatementBooked, book_line, book_statement, match_line, received_by_hand,
};
pub use by_hand::{SentRefusal, account_of, own_line, own_lines, put_aside, refund_sent, set_aside};
pub use cancel::{By, CancelRefusal, cancel};
pub use card::{BeginRefusal, ReturnUrls, Witnessed, begin, returned};
pub use check::{Finding, check};
pub use coupons::{CouponTrouble, find as find_coupon};
pub use fulfil::{FulfilRefusal, Step, fulfil};
pub use give_backs::{GiveBackTrouble, answer_return, return_arrived};
pub use letters::{order_letter, purchase_letter};
pub use methods::{CARD_LIMIT, MethodTrouble, method_trouble};
pub use notices::{BANK, NOTICE_JOB, STRIPE, handle_notice, keep_notice};
pub use oversight::{
    Disputed, MoneyWaits, accounts_of, disputes, holders, line_of_any, lines_of_all, money_waits, payment_for,
};
pub use payouts::{PayoutRefusal, balance, make_payout, mark_paid, payouts, payouts_of, unpaid};
pub use pickup::PickupPlace;
pub use place::{
    Buyer, Invoice, PlaceRefusal, Placed, Wish, order_token, place, placed_before, purchase_token,
};
pub use plan::{Choice, Group, Plan, Target, plan};
pub use quote::{Coupon, Line, Parcel, Part, Quote, Want, quote, take_apart, vat_inside};
pub use reconcile::{Reconciled, reconcile};
pub use refunds::{REFUND_JOB, refund, send_refund};
pub use remit::{
    Compared, DifferenceRefusal, Handed, HandedLine, MOST_LINES, RemitRefusal, compare, remit,
    settle_difference,
};
pub use remit_lists::{
    Outstanding, Remittance, RemittanceLine, open_differences, outstanding, remittance, remittances,
};
pub use retention::{Forgotten, forget};
pub use settle::{Settled, confirm, settle};
pub use shipping::{Offer, Rates};
pub use sweep::{Swept, sweep};
