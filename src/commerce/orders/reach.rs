//! What a producer may see of who bought. The one place that decides it: pages, sheets and exports ask here.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{OrderStatus, order, purchase, show_phone};

/// How long after its end an order says who bought and where they live.
pub const SHOWN_FOR: TimeDelta = TimeDelta::days(30);

/// Who bought, as far as it may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Whether anything is held back.
    pub masked: bool,
    /// Name.
    pub name: String,
    /// Telephone, as people read it.
    pub phone: String,
    /// Telephone to be called, E.164; none when it is held back or erased.
    pub call: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// House number and street; none for what is fetched.
    pub street: Option<String>,
    /// Ward or commune as typed.
    pub ward: Option<String>,
    /// District before July 2025, as typed.
    pub district: Option<String>,
    /// Province or city.
    pub province: Option<String>,
    /// Present commune.
    pub commune_id: Option<i64>,
    /// Words to the producer.
    pub note: Option<String>,
    /// Words that go with the goods.
    pub gift_note: Option<String>,
}

/// Since when nothing more is to be delivered.
fn over_since(order: &order::Model) -> Option<DateTime<Utc>> {
    match order.status {
        OrderStatus::Delivered | OrderStatus::Returned => Some(order.delivered_at.unwrap_or(order.status_at)),
        OrderStatus::Cancelled | OrderStatus::Refused => Some(order.status_at),
        OrderStatus::AwaitingPayment
        | OrderStatus::AwaitingConfirmation
        | OrderStatus::Confirmed
        | OrderStatus::Packed
        | OrderStatus::Shipped => None,
    }
}

/// Who bought: everything while there is something to do and for [`SHOWN_FOR`] after that, and then no more than
/// tells one order from another.
pub fn reach(purchase: &purchase::Model, order: &order::Model, now: DateTime<Utc>) -> Reach {
    let masked = over_since(order).is_some_and(|since| now - since >= SHOWN_FOR);
    if masked {
        return Reach {
            masked,
            name: veiled_name(&purchase.name),
            phone: veiled_phone(&purchase.phone),
            call: None,
            email: None,
            street: None,
            ward: None,
            district: None,
            province: purchase.province.clone(),
            commune_id: None,
            note: None,
            gift_note: None,
        };
    }
    // Without a street everything is fetched; what else is there only worked out fees.
    let address = |part: &Option<String>| part.clone().filter(|_| purchase.street.is_some());
    Reach {
        masked,
        name: purchase.name.clone(),
        phone: show_phone(&purchase.phone),
        call: Some(purchase.phone.clone()).filter(|phone| !phone.is_empty()),
        email: purchase.email.clone(),
        street: purchase.street.clone(),
        ward: address(&purchase.ward),
        district: address(&purchase.district),
        province: address(&purchase.province),
        commune_id: purchase.commune_id.filter(|_| purchase.street.is_some()),
        note: purchase.note.clone(),
        gift_note: purchase.gift_note.clone(),
    }
}

/// The family name and no more.
fn veiled_name(name: &str) -> String {
    match name.split_whitespace().next() {
        Some(family) => format!("{family} •••"),
        None => String::new(),
    }
}

/// The last three digits and no more.
fn veiled_phone(phone: &str) -> String {
    let count = phone.chars().count();
    if count == 0 {
        return String::new();
    }
    let last: String = phone.chars().skip(count.saturating_sub(3)).collect();
    format!("••• ••• {last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_veil_leaves_nothing_to_call() {
        assert_eq!(veiled_name("Nguyễn Thị Lan"), "Nguyễn •••");
        assert_eq!(veiled_name(""), "");
        assert_eq!(veiled_phone("+84912345678"), "••• ••• 678");
        assert_eq!(veiled_phone(""), "");
    }
}
