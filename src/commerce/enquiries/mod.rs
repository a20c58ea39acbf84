//! Enquiries: a service (product set 26) is never put into a cart, one asks its producer or books with it
//! (`domain.md` §5.4). An enquiry is a row with the messages about it, written in one transaction: [`ask`] is its
//! only beginning, and the same form sent twice asks once. Who asked is forgotten with the account ([`erase`]) or
//! when it was long ago ([`forget_before`]).

mod answer;
mod ask;
mod forget;
mod letters;
mod queries;

use std::ops::RangeInclusive;

use chrono::{Months, NaiveDate};

pub use answer::{mark, unanswered};
pub use ask::{EnquiryRefusal, Wish, ask};
pub use forget::{erase, forget_before};
pub use queries::{Contact, Whole, contact, of_person, of_producer, whole};

/// Characters of a message.
pub const LONGEST_MESSAGE: usize = 2_000;
/// People that may come at once.
pub const MOST_PEOPLE: i32 = 1_000;

/// The days one may ask for: from today in Việt Nam to the same day a year ahead.
pub fn days(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    let last = today.checked_add_months(Months::new(12)).unwrap_or(today);
    today..=last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_ahead_and_no_further() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = days(day("2028-02-29"));
        for (text, open) in [
            ("2028-02-28", false),
            ("2028-02-29", true),
            ("2029-02-28", true),
            ("2029-03-01", false),
        ] {
            assert_eq!(days.contains(&day(text)), open, "{text}");
        }
    }
}
