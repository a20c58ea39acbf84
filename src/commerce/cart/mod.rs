//! Carts: of a person with an account, or of a browser until somebody signs in with it. A cart holds
//! variants and quantities, never prices; what a line costs is read anew each time it is shown.

mod basket;
mod merge;

pub use basket::{
    AddRefusal, Cart, Owner, add, counts, find, find_or_make, remove, save_for_later, see_prices, set_coupon,
    set_gift_note, set_quantity, take_out, tidy,
};
pub use merge::take_over;
