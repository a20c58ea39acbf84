//! Buying and selling, as rules and SQL: no HTTP and no HTML. `checkout` puts carts, orders, stock and
//! payments together.

pub mod accounts;
pub mod addresses;
pub mod applications;
pub mod assessments;
pub mod cart;
pub mod complaints;
pub mod enquiries;
pub mod fairs;
pub mod figures;
pub mod goods;
pub mod keeping;
pub mod membership;
pub mod orders;
pub mod payments;
pub mod reminders;
pub mod sites;
pub mod throttle;

pub mod checkout;
pub mod demo;
pub mod operations;
pub mod reports;
