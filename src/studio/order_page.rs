//! What the page of an order shows. Everything of the goods comes from the copies on the order; of the buyer only
//! what `orders::reach` lets through.

use entity::{OrderStatus, PaymentMethod, RefundStatus, ReturnStatus, Vnd};
use serde::Serialize;

use super::desk::Desk;
use super::order_cards::{Card, card};
use super::words;
use commerce::orders::{self, DeskOrder, ReturnView};
use foundation::i18n::format;
use shell::web::{Failure, Visit, urls};

#[derive(Serialize)]
struct LineView {
    name: String,
    pack: String,
    sku: String,
    set: Option<String>,
    quantity: i64,
    total: i64,
}

#[derive(Serialize)]
struct EventView {
    at: String,
    text: String,
    note: Option<String>,
}

#[derive(Serialize)]
struct BuyerView {
    masked: bool,
    email: Option<String>,
    address: Option<String>,
    typed: Option<String>,
    gift_note: Option<String>,
    invoice: Option<String>,
}

#[derive(Serialize)]
struct RefundView {
    id: i64,
    amount: i64,
    at: String,
    reason: String,
    status: &'static str,
    /// Whether the producer sends it and has not said so.
    to_send: bool,
}

#[derive(Serialize)]
struct MoneyView {
    goods: i64,
    shipping: i64,
    discount: i64,
    total: i64,
    vat: i64,
    received: i64,
    refunded: i64,
    /// What can still go back.
    left: i64,
    /// What is still awaited by transfer, where a person may say that it came.
    open: Option<i64>,
    by_card: bool,
    refunds: Vec<RefundView>,
}

#[derive(Serialize)]
struct Shot {
    small: String,
    large: String,
    alt: String,
}

#[derive(Serialize)]
struct GivenBack {
    status: &'static str,
    asked_at: String,
    reason: String,
    answer: Option<String>,
    shots: Vec<Shot>,
    /// Whether the producer has to answer.
    to_answer: bool,
    /// Whether the goods are awaited.
    to_arrive: bool,
}

/// The page.
#[derive(Serialize)]
pub(super) struct OrderPage {
    card: Card,
    tracking: Option<String>,
    lines: Vec<LineView>,
    events: Vec<EventView>,
    buyer: BuyerView,
    money: MoneyView,
    given_back: Option<GivenBack>,
    may_ship: bool,
    list: String,
    refund_url: String,
    sent_url: String,
    received_url: String,
    return_url: String,
    slip_url: String,
    label_url: String,
}

/// The page of an order.
pub(super) async fn page(desk: &Desk, order: &DeskOrder) -> Result<OrderPage, Failure> {
    let visit = &desk.shopper.visit;
    let services = &visit.state.services;
    let (db, now) = (&services.db, services.clock.now());
    let DeskOrder { purchase, view } = order;
    let row = &view.order;
    let refunds = orders::refunds_of(db, row.id).await?;
    let asked = orders::returns_of(db, &[row.id]).await?.pop();
    let reach = orders::reach(purchase, row, now);
    let (address, typed) = words::addresses(desk, &reach).await?;
    let invoice = [
        &purchase.invoice_name,
        &purchase.invoice_tax_code,
        &purchase.invoice_address,
    ];
    let invoice: Vec<&str> = invoice.into_iter().flatten().map(String::as_str).collect();
    let tracking = [&row.carrier, &row.tracking_code];
    let tracking: Vec<&str> = tracking.into_iter().flatten().map(String::as_str).collect();
    let part = view.payment.as_ref().map(|(_, part)| part);
    let received = part.map_or(0, |part| part.received.dong());
    let refunded = part.map_or(0, |part| part.refunded.dong());
    let open = part.map_or(0, |part| part.amount.dong()) - received;
    let by_card = purchase.method == PaymentMethod::Card;
    let awaited = purchase.method == PaymentMethod::BankTransfer && !row.status.is_called_off();
    let at = |key| urls::studio_at(visit.locale, key, &[&row.number]);
    Ok(OrderPage {
        card: card(visit, order, now),
        tracking: (!tracking.is_empty()).then(|| tracking.join(" · ")),
        lines: lines(visit, order),
        events: events(visit, order, reach.masked),
        money: MoneyView {
            goods: row.goods.dong(),
            shipping: row.shipping.dong(),
            discount: row.discount.dong(),
            total: row.total.dong(),
            vat: row.vat.dong(),
            received,
            refunded,
            left: received - refunded,
            open: (awaited && open > 0).then_some(open),
            by_card,
            refunds: refunds
                .into_iter()
                .map(|refund| RefundView {
                    id: refund.id,
                    amount: refund.amount.dong(),
                    at: format::moment(refund.created_at, visit.locale),
                    reason: reason(visit, &refund.reason),
                    to_send: !by_card && refund.status == RefundStatus::Asked,
                    status: refund.status.word(),
                })
                .collect(),
        },
        buyer: BuyerView {
            masked: reach.masked,
            email: reach.email,
            address,
            typed,
            gift_note: reach.gift_note,
            invoice: (!reach.masked && !invoice.is_empty()).then(|| invoice.join(" · ")),
        },
        given_back: asked.map(|asked| given_back(visit, &row.number, row.status, &asked)),
        may_ship: row.status == OrderStatus::Confirmed,
        list: urls::studio(visit.locale, "orders"),
        refund_url: at("order_refund"),
        sent_url: at("order_sent"),
        received_url: at("order_received"),
        return_url: at("order_return"),
        slip_url: at("order_slip"),
        label_url: at("order_label"),
    })
}

fn lines(visit: &Visit, order: &DeskOrder) -> Vec<LineView> {
    let lines = order.view.lines.iter().map(|line| {
        let (name, pack) = words::goods(visit, line);
        LineView {
            name,
            pack,
            sku: line.sku.clone(),
            set: line.bundle_name.clone(),
            quantity: line.quantity,
            total: line.total.dong(),
        }
    });
    lines.collect()
}

/// The timeline. What buyers wrote goes with what else is held back of them.
fn events(visit: &Visit, order: &DeskOrder, masked: bool) -> Vec<EventView> {
    let events = order.view.events.iter().map(|event| {
        let amount = matches!(
            event.kind.as_str(),
            "paid" | "partly_paid" | "overpaid" | "late_money" | "refund" | "refunded"
        );
        let note = event
            .note
            .as_deref()
            .filter(|_| !(masked && event.actor == "buyer"));
        EventView {
            at: format::moment(event.at, visit.locale),
            text: visit.text(&format!("order.event_{}", event.kind)),
            note: note.map(|note| match note.parse() {
                Ok(dong) if amount => format::vnd(Vnd::new(dong), visit.locale),
                _ => note.to_owned(),
            }),
        }
    });
    events.collect()
}

/// Why money goes back: a word of ours, or somebody's own.
fn reason(visit: &Visit, reason: &str) -> String {
    match reason {
        "cancelled" | "late" => visit.text(&format!("desk_orders.refund_{reason}")),
        typed => typed.to_owned(),
    }
}

fn given_back(visit: &Visit, number: &str, status: OrderStatus, asked: &ReturnView) -> GivenBack {
    let request = &asked.request;
    let shot = |(n, id): (usize, i64)| {
        let large = urls::studio_at(visit.locale, "order_picture", &[number, &id.to_string()]);
        Shot {
            small: format!("{large}{}", urls::query(&[("size", "small")])),
            large,
            alt: visit.text_with("order.return_picture", &[("n", &n.to_string())]),
        }
    };
    GivenBack {
        status: request.status.word(),
        asked_at: format::moment(request.created_at, visit.locale),
        reason: request.reason.clone(),
        answer: request.answer.clone(),
        shots: (1..)
            .zip(asked.pictures.iter().map(|picture| picture.id))
            .map(shot)
            .collect(),
        to_answer: request.status == ReturnStatus::Asked,
        to_arrive: request.status == ReturnStatus::Accepted && status == OrderStatus::Delivered,
    }
}
