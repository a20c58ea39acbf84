//! An order as a card: what, for whom, how it is paid and delivered, and the one thing to do next.

use chrono::{DateTime, Utc};
use entity::{DeliveryMethod, OrderStatus, PaymentMethod, PaymentStatus};
use serde::Serialize;

use super::words;
use commerce::orders::{self, DeskOrder};
use foundation::i18n::format;
use shell::web::{Visit, urls};

/// Lines a card names.
const NAMED: usize = 3;

/// The next step.
#[derive(Serialize)]
pub(super) struct Next {
    /// What the form says.
    step: &'static str,
    /// Which words its button has.
    label: &'static str,
    /// Whether a carrier and its number may be told.
    carried: bool,
}

/// An order in a list.
#[derive(Serialize)]
pub(super) struct Card {
    number: String,
    url: String,
    status: &'static str,
    status_label: String,
    goods: Vec<String>,
    further: usize,
    total: i64,
    delivery: String,
    place: Option<String>,
    method: String,
    paid: bool,
    payment: String,
    name: String,
    phone: String,
    call: Option<String>,
    until: Option<String>,
    placed: String,
    note: Option<String>,
    next: Option<Next>,
    step_url: String,
    cancel_url: Option<String>,
    may_refuse: bool,
    /// Whether it may stand on a list of what is to be got together.
    pickable: bool,
}

/// What comes next for an order.
fn next(status: OrderStatus, delivery: DeliveryMethod, method: PaymentMethod) -> Option<Next> {
    let pickup = delivery == DeliveryMethod::Pickup;
    let (step, label, carried) = match status {
        OrderStatus::AwaitingConfirmation => ("confirm", "confirm", false),
        OrderStatus::Confirmed => ("pack", "pack", false),
        OrderStatus::Packed if pickup => ("ship", "ready", false),
        OrderStatus::Packed => ("ship", "ship", delivery == DeliveryMethod::Parcel),
        OrderStatus::Shipped if method == PaymentMethod::Cod => ("deliver", "deliver_cod", false),
        OrderStatus::Shipped if pickup => ("deliver", "hand_over", false),
        OrderStatus::Shipped => ("deliver", "deliver", false),
        OrderStatus::AwaitingPayment
        | OrderStatus::Delivered
        | OrderStatus::Cancelled
        | OrderStatus::Refused
        | OrderStatus::Returned => return None,
    };
    Some(Next { step, label, carried })
}

/// The card of an order.
pub(super) fn card(visit: &Visit, order: &DeskOrder, now: DateTime<Utc>) -> Card {
    let locale = visit.locale;
    let DeskOrder { purchase, view } = order;
    let row = &view.order;
    let reach = orders::reach(purchase, row, now);
    let standing = view.payment.as_ref().map(|(payment, _)| payment.status);
    let got = view
        .payment
        .as_ref()
        .is_some_and(|(_, part)| part.received >= part.amount);
    let goods = view.lines.iter().take(NAMED).map(|line| {
        let (name, pack) = words::goods(visit, line);
        format!("{} × {name} ({pack})", line.quantity)
    });
    let place = match row.delivery {
        DeliveryMethod::Pickup => row.pickup_name.clone(),
        DeliveryMethod::Parcel | DeliveryMethod::Own => {
            let parts: Vec<String> = [reach.ward, reach.province].into_iter().flatten().collect();
            Some(parts.join(", ")).filter(|place| !place.is_empty())
        }
    };
    let at = |key| urls::studio_at(locale, key, &[&row.number]);
    let may_cancel = row.status.may_become(OrderStatus::Cancelled);
    Card {
        url: at("order"),
        status: row.status.word(),
        status_label: visit.text(&format!("order.status_{}", row.status.word())),
        goods: goods.collect(),
        further: view.lines.len().saturating_sub(NAMED),
        total: row.total.dong(),
        delivery: visit.text(&format!("checkout.delivery_{}", row.delivery.word())),
        place,
        method: visit.text(&format!("checkout.method_{}", purchase.method.word())),
        paid: got,
        payment: standing.map_or_else(String::new, |status: PaymentStatus| {
            visit.text(&format!("order.payment_{}", status.word()))
        }),
        name: reach.name,
        phone: reach.phone,
        call: reach.call,
        until: row
            .expires_at
            .filter(|_| row.status.is_waiting())
            .map(|until| format::moment(until, locale)),
        placed: format::moment(row.placed_at, locale),
        note: reach.note,
        next: next(row.status, row.delivery, purchase.method),
        step_url: at("order_step"),
        cancel_url: may_cancel.then(|| at("order_cancel")),
        may_refuse: row.status == OrderStatus::Shipped,
        pickable: matches!(row.status, OrderStatus::Confirmed | OrderStatus::Packed),
        number: row.number.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_order_has_one_next_step() {
        let step = |status| {
            next(status, DeliveryMethod::Parcel, PaymentMethod::Cod).map(|next| (next.step, next.label))
        };
        assert_eq!(
            step(OrderStatus::AwaitingConfirmation),
            Some(("confirm", "confirm"))
        );
        assert_eq!(step(OrderStatus::Confirmed), Some(("pack", "pack")));
        assert_eq!(step(OrderStatus::Packed), Some(("ship", "ship")));
        assert_eq!(step(OrderStatus::Shipped), Some(("deliver", "deliver_cod")));
        assert_eq!(step(OrderStatus::Delivered), None);
        let fetched = next(OrderStatus::Packed, DeliveryMethod::Pickup, PaymentMethod::Card);
        assert!(fetched.is_some_and(|next| next.label == "ready" && !next.carried));
    }
}
