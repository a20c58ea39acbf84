//! What the page of a purchase shows: everything comes from the copies on its orders.

use chrono_tz::Asia::Ho_Chi_Minh;
use serde::Serialize;

use super::cart_view::Notice;
use commerce::orders::{OrderView, PurchaseView, ReturnView};
use commerce::payments::vietqr;
use entity::{Locale, OrderStatus, PaymentMethod, PaymentStatus, Vnd, order_line, show_phone};
use foundation::i18n::format;
use shell::web::{Meta, Visit, units, urls};

#[derive(Debug, Serialize)]
struct OrderLine {
    title: String,
    url: String,
    pack: String,
    quantity: i64,
    price: i64,
    total: i64,
    set: Option<String>,
}

#[derive(Debug, Serialize)]
struct EventLine {
    at: String,
    text: String,
    note: Option<String>,
}

/// What a transfer needs, each value to be copied.
#[derive(Debug, Serialize)]
struct TransferView {
    qr: Option<String>,
    bank: String,
    account: String,
    holder: String,
    amount: i64,
    memo: String,
}

/// A picture of a return: the small one stands on the page and leads to the large one.
#[derive(Debug, Serialize)]
struct Shot {
    small: String,
    large: String,
    alt: String,
}

/// A return that was asked for.
#[derive(Debug, Serialize)]
struct GivenBack {
    status: &'static str,
    status_label: String,
    asked_at: String,
    reason: String,
    answer: Option<String>,
    shots: Vec<Shot>,
}

#[derive(Debug, Serialize)]
struct PartView {
    number: String,
    producer: String,
    status: &'static str,
    status_label: String,
    lines: Vec<OrderLine>,
    events: Vec<EventLine>,
    delivery: String,
    pickup: Option<String>,
    tracking: Option<String>,
    goods: i64,
    shipping: i64,
    discount: i64,
    total: i64,
    vat: i64,
    until: Option<String>,
    payment: Option<&'static str>,
    payment_label: Option<String>,
    received: i64,
    refunded: i64,
    transfer: Option<TransferView>,
    cancel_url: Option<String>,
    return_url: Option<String>,
    given_back: Option<GivenBack>,
    receipt_url: Option<String>,
}

/// The page of a purchase.
#[derive(Debug, Serialize)]
pub struct OrderPage {
    number: String,
    token: String,
    placed_at: String,
    summary: String,
    fresh: bool,
    name: String,
    phone: String,
    email: Option<String>,
    address: Option<String>,
    commune: Option<String>,
    note: Option<String>,
    gift_note: Option<String>,
    method: &'static str,
    method_label: String,
    goods: i64,
    shipping: i64,
    discount: i64,
    total: i64,
    parts: Vec<PartView>,
    notice: Option<Notice>,
    pay_url: Option<String>,
    again_url: String,
}

/// A moment as people here read it: day and hour in Hà Nội.
fn moment(visit: &Visit, at: chrono::DateTime<chrono::Utc>) -> String {
    let local = at.with_timezone(&Ho_Chi_Minh);
    format!(
        "{}, {}",
        local.format("%H:%M"),
        format::date(local.date_naive(), visit.locale)
    )
}

/// How the parts of a purchase stand together: one word for all of them.
pub fn summary(orders: &[OrderView]) -> &'static str {
    let all = |test: fn(OrderStatus) -> bool| orders.iter().all(|view| test(view.order.status));
    let any = |test: fn(OrderStatus) -> bool| orders.iter().any(|view| test(view.order.status));
    if all(OrderStatus::is_called_off) {
        "cancelled"
    } else if any(OrderStatus::is_called_off) {
        "partly_cancelled"
    } else if all(|status| status == OrderStatus::Delivered) {
        "delivered"
    } else if any(|status| status == OrderStatus::AwaitingPayment) {
        "awaiting_payment"
    } else if any(|status| status == OrderStatus::AwaitingConfirmation) {
        "awaiting_confirmation"
    } else if any(|status| matches!(status, OrderStatus::Shipped | OrderStatus::Delivered)) {
        "under_way"
    } else {
        "confirmed"
    }
}

/// What the page says of itself.
pub fn meta(visit: &Visit, number: &str) -> Meta {
    let mut meta = Meta::new(
        visit.text_with("order.title", &[("name", number)]),
        urls::order(Locale::Vi, number),
        urls::order(Locale::En, number),
    );
    meta.lost = true;
    meta
}

/// The page; `token` opens it again.
pub fn page(
    visit: &Visit,
    view: &PurchaseView,
    returns: &[ReturnView],
    token: &str,
    commune: Option<String>,
    notice: Option<Notice>,
) -> OrderPage {
    let purchase = &view.purchase;
    let card_open = view
        .orders
        .iter()
        .any(|part| part.order.status == OrderStatus::AwaitingPayment)
        && purchase.method == PaymentMethod::Card;
    let address: Vec<&str> = [
        &purchase.street,
        &purchase.ward,
        &purchase.district,
        &purchase.province,
    ]
    .into_iter()
    .filter_map(|part| part.as_deref())
    .collect();
    OrderPage {
        number: purchase.number.clone(),
        token: token.to_owned(),
        placed_at: moment(visit, purchase.placed_at),
        summary: visit.text(&format!("order.summary_{}", summary(&view.orders))),
        fresh: visit.state.services.clock.now() - purchase.placed_at < chrono::TimeDelta::minutes(15),
        name: purchase.name.clone(),
        phone: show_phone(&purchase.phone),
        email: purchase.email.clone(),
        address: (!address.is_empty()).then(|| address.join(", ")),
        commune,
        note: purchase.note.clone(),
        gift_note: purchase.gift_note.clone(),
        method: purchase.method.word(),
        method_label: visit.text(&format!("checkout.method_{}", purchase.method.word())),
        goods: purchase.goods.dong(),
        shipping: purchase.shipping.dong(),
        discount: purchase.discount.dong(),
        total: purchase.total.dong(),
        parts: view
            .orders
            .iter()
            .map(|part| {
                let asked = returns
                    .iter()
                    .find(|asked| asked.request.order_id == part.order.id);
                self::part(visit, part, asked, token)
            })
            .collect(),
        notice,
        pay_url: card_open.then(|| urls::order_act(visit.locale, &purchase.number, "pay")),
        again_url: urls::order_act(visit.locale, &purchase.number, "again"),
    }
}

fn part(visit: &Visit, view: &OrderView, asked: Option<&ReturnView>, token: &str) -> PartView {
    let order = &view.order;
    let locale = visit.locale;
    let act = |act| {
        let path = urls::order_act(locale, &order.number, act);
        format!("{path}{}", urls::query(&[("t", token)]))
    };
    let payment = view.payment.as_ref();
    let standing = payment.map(|(payment, _)| payment.status);
    let tracking: Vec<&str> = [&order.carrier, &order.tracking_code]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    PartView {
        number: order.number.clone(),
        producer: order.producer_name.clone(),
        status: order.status.word(),
        status_label: visit.text(&format!("order.status_{}", order.status.word())),
        lines: view.lines.iter().map(|line| self::line(visit, line)).collect(),
        events: view
            .events
            .iter()
            .map(|event| EventLine {
                at: moment(visit, event.at),
                text: visit.text(&format!("order.event_{}", event.kind)),
                note: event_note(visit, &event.kind, event.note.as_deref()),
            })
            .collect(),
        delivery: visit.text(&format!("checkout.delivery_{}", order.delivery.word())),
        pickup: order.pickup_name.clone(),
        tracking: (!tracking.is_empty()).then(|| tracking.join(" · ")),
        goods: order.goods.dong(),
        shipping: order.shipping.dong(),
        discount: order.discount.dong(),
        total: order.total.dong(),
        vat: order.vat.dong(),
        until: order.expires_at.map(|until| moment(visit, until)),
        payment: standing.map(PaymentStatus::word),
        payment_label: standing.map(|status| visit.text(&format!("order.payment_{}", status.word()))),
        received: payment.map_or(0, |(_, part)| part.received.dong()),
        refunded: payment.map_or(0, |(_, part)| part.refunded.dong()),
        transfer: transfer(view),
        cancel_url: order
            .status
            .buyer_may_cancel()
            .then(|| urls::order_act(locale, &order.number, "cancel")),
        return_url: (order.status == OrderStatus::Delivered && asked.is_none()).then(|| act("return")),
        given_back: asked.map(|asked| given_back(visit, &order.number, asked, token)),
        receipt_url: order.invoice_no.is_some().then(|| act("receipt")),
    }
}

fn given_back(visit: &Visit, number: &str, asked: &ReturnView, token: &str) -> GivenBack {
    let request = &asked.request;
    let shot = |(n, id): (usize, i64)| {
        let path = urls::return_picture(visit.locale, number, &id.to_string());
        let with = |size| format!("{path}{}", urls::query(&[("t", token), ("size", size)]));
        Shot {
            small: with("small"),
            large: with(""),
            alt: visit.text_with("order.return_picture", &[("n", &n.to_string())]),
        }
    };
    GivenBack {
        status: request.status.word(),
        status_label: visit.text(&format!("order.return_status_{}", request.status.word())),
        asked_at: moment(visit, request.created_at),
        reason: request.reason.clone(),
        answer: request.answer.clone(),
        shots: (1..)
            .zip(asked.pictures.iter().map(|picture| picture.id))
            .map(shot)
            .collect(),
    }
}

/// Amounts stand in the timeline as plain digits; everything else is somebody's words.
fn event_note(visit: &Visit, kind: &str, note: Option<&str>) -> Option<String> {
    let note = note?;
    if matches!(
        kind,
        "paid" | "partly_paid" | "overpaid" | "late_money" | "refund" | "refunded"
    ) {
        let amount = note.parse().ok()?;
        return Some(format::vnd(Vnd::new(amount), visit.locale));
    }
    Some(note.to_owned())
}

fn line(visit: &Visit, line: &order_line::Model) -> OrderLine {
    let title = match (&line.name_en, visit.locale) {
        (Some(name), Locale::En) => name.clone(),
        _ => line.name_vi.clone(),
    };
    OrderLine {
        title,
        url: urls::product(visit.locale, &line.product_slug),
        pack: units::spoken(visit, line.pack.as_deref().unwrap_or(&line.unit)),
        quantity: line.quantity,
        price: line.unit_price.dong(),
        total: line.total.dong(),
        set: line.bundle_name.clone(),
    }
}

/// How to pay an order by transfer, while money is awaited.
fn transfer(view: &OrderView) -> Option<TransferView> {
    let (payment, part) = view.payment.as_ref()?;
    let open = part.amount.dong() - part.received.dong();
    let waits = view.order.status == OrderStatus::AwaitingPayment;
    if payment.method != PaymentMethod::BankTransfer || !waits || open <= 0 {
        return None;
    }
    let (bin, account) = (payment.bank_bin.as_deref()?, payment.bank_account.as_deref()?);
    Some(TransferView {
        qr: vietqr::TransferQr::of(payment).and_then(|code| code.svg().ok()),
        bank: vietqr::bank_name(bin).map_or_else(|| bin.to_owned(), str::to_owned),
        account: account.to_owned(),
        holder: payment.bank_holder.clone().unwrap_or_default(),
        amount: open,
        memo: payment.reference.clone(),
    })
}
