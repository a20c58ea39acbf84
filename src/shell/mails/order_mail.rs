//! What messages about orders say.

use std::sync::Arc;

use entity::{Locale, OrderStatus, PaymentMethod, purchase};
use serde::Serialize;

use super::pay::{self, Transfer};
use super::render::greeted;
use crate::services::Services;
use crate::web::{Views, urls};
use commerce::checkout;
use commerce::orders::{OrderView, PurchaseView};
use foundation::i18n::format;
use foundation::kernel::error::Result;
use foundation::mail::Picture;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Line {
    name: String,
    pack: Option<String>,
    bundle: Option<String>,
    quantity: i64,
    unit_price: i64,
    goods: i64,
}

/// One producer's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Part {
    number: String,
    producer: String,
    delivery: &'static str,
    pickup: Option<String>,
    carrier: Option<String>,
    tracking: Option<String>,
    lines: Vec<Line>,
    shipping: i64,
    discount: i64,
    total: i64,
    vat: i64,
}

/// A message about a purchase or one of its orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderMail {
    /// Whom it greets; empty for a producer.
    name: String,
    /// Number of the purchase, or of the order that it is about.
    number: String,
    /// The producer of that order.
    producer: String,
    /// Where it can be seen.
    url: String,
    method: &'static str,
    /// Whether something is still to be paid.
    wants_money: bool,
    /// Whether something was paid.
    paid: bool,
    transfers: Vec<Transfer>,
    parts: Vec<Part>,
    total: i64,
    /// The total in words of money, for subjects.
    amount_text: String,
    /// What goes back or is in dispute, in a message about that.
    amount: i64,
    /// Whether the buyer's bank kept the money, in a message about the end of a dispute.
    lost: bool,
    address: Option<String>,
    /// Until when goods are kept, for producers.
    until: Option<String>,
    /// Why it was called off, as somebody wrote it.
    reason: Option<String>,
    /// What the producer says to a wish to give goods back.
    answer: Option<String>,
    #[serde(skip)]
    pictures: Arc<[Picture]>,
}

impl OrderMail {
    /// To the buyer: about the purchase, or about one of its orders.
    pub fn to_buyer(
        services: &Services,
        views: &Views,
        locale: Locale,
        view: &PurchaseView,
        order_id: Option<i64>,
        amount: i64,
    ) -> Result<Option<Self>> {
        let purchase = &view.purchase;
        let token = checkout::purchase_token(&services.secrets, &purchase.number)?;
        let url = format!(
            "{}{}",
            services.origin,
            urls::order_with(locale, &purchase.number, &token)
        );
        Ok(made(views, locale, view, order_id).map(|mail| Self {
            name: greeted(&purchase.name),
            url,
            amount,
            address: address(purchase),
            until: None,
            ..mail
        }))
    }

    /// To a producer: about its order, without who buys and where it goes, which stand on the page only.
    pub fn to_producer(
        services: &Services,
        views: &Views,
        locale: Locale,
        view: &PurchaseView,
        (order_id, amount): (i64, i64),
    ) -> Option<Self> {
        let mail = made(views, locale, view, Some(order_id))?;
        let path = urls::studio_at(locale, "order", &[&mail.number]);
        Some(Self {
            url: format!("{}{path}", services.origin),
            amount,
            transfers: Vec::new(),
            pictures: Arc::default(),
            ..mail
        })
    }

    /// The same, in a message about the end of a dispute: whether the buyer's bank kept the money.
    #[must_use]
    pub fn with_outcome(self, lost: bool) -> Self {
        Self { lost, ..self }
    }

    /// The same, in a message about goods that somebody wants to give back: the producer's words.
    #[must_use]
    pub fn with_answer(self, answer: Option<String>) -> Self {
        Self { answer, ..self }
    }

    /// The pictures that go with it.
    pub fn pictures(&self) -> Vec<Picture> {
        self.pictures.to_vec()
    }
}

/// What both sides read; nothing when the order is not in the purchase.
fn made(views: &Views, locale: Locale, view: &PurchaseView, order_id: Option<i64>) -> Option<OrderMail> {
    let purchase = &view.purchase;
    let about: Vec<OrderView> = view
        .orders
        .iter()
        .filter(|one| order_id.is_none_or(|id| one.order.id == id))
        .cloned()
        .collect();
    let first = about.first()?;
    let open: Vec<OrderView> = about
        .iter()
        .filter(|one| one.order.status == OrderStatus::AwaitingPayment)
        .cloned()
        .collect();
    let (transfers, pictures) = match purchase.method {
        PaymentMethod::BankTransfer => pay::transfers(&open, views.texts(), locale),
        PaymentMethod::Cod | PaymentMethod::Card => (Vec::new(), Vec::new()),
    };
    let wants_money = about.iter().any(|one| {
        one.order.status.is_waiting()
            && one
                .payment
                .as_ref()
                .is_some_and(|(payment, _)| pay::is_wanted(payment))
    });
    let total = match order_id {
        Some(_) => first.order.total,
        None => purchase.total,
    };
    let paid = about.iter().any(|one| {
        one.payment
            .as_ref()
            .is_some_and(|(_, part)| part.received.dong() > 0)
    });
    Some(OrderMail {
        name: String::new(),
        number: match order_id {
            Some(_) => first.order.number.clone(),
            None => purchase.number.clone(),
        },
        producer: first.order.producer_name.clone(),
        url: String::new(),
        method: purchase.method.word(),
        wants_money,
        paid,
        transfers,
        parts: about.iter().map(|one| part(one, locale)).collect(),
        total: total.dong(),
        amount_text: format::vnd(total, locale),
        amount: 0,
        lost: false,
        address: None,
        until: first
            .order
            .expires_at
            .filter(|_| first.order.status.is_waiting())
            .map(|until| format::moment(until, locale)),
        reason: reason(first),
        answer: None,
        pictures: pictures.into(),
    })
}

fn part(view: &OrderView, locale: Locale) -> Part {
    let order = &view.order;
    Part {
        number: order.number.clone(),
        producer: order.producer_name.clone(),
        delivery: order.delivery.word(),
        pickup: order.pickup_name.clone(),
        carrier: order.carrier.clone(),
        tracking: order.tracking_code.clone(),
        lines: view
            .lines
            .iter()
            .map(|line| Line {
                name: match (locale, &line.name_en) {
                    (Locale::En, Some(name)) => name.clone(),
                    _ => line.name_vi.clone(),
                },
                pack: line.pack.clone(),
                bundle: line.bundle_name.clone(),
                quantity: line.quantity,
                unit_price: line.unit_price.dong(),
                goods: line.goods.dong(),
            })
            .collect(),
        shipping: order.shipping.dong(),
        discount: order.discount.dong(),
        total: order.total.dong(),
        vat: order.vat.dong(),
    }
}

/// What somebody wrote when the order was called off.
fn reason(view: &OrderView) -> Option<String> {
    let event = view
        .events
        .iter()
        .rev()
        .find(|event| matches!(event.kind.as_str(), "cancelled" | "refused"))?;
    event.note.clone().filter(|note| !note.trim().is_empty())
}

/// The address as it was typed, on one line.
pub fn address(purchase: &purchase::Model) -> Option<String> {
    let typed = [
        &purchase.street,
        &purchase.ward,
        &purchase.district,
        &purchase.province,
    ];
    let parts: Vec<&str> = typed.into_iter().flatten().map(String::as_str).collect();
    // Without a street everything is fetched; what else is there only worked out fees.
    (purchase.street.is_some() && !parts.is_empty()).then(|| parts.join(", "))
}
