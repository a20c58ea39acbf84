//! Paper: what is to be got together for several orders, the slip that goes into a parcel, the label that goes onto
//! it. Pages for the browser's own printing; the label says no price.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use entity::{DeliveryMethod, show_phone};
use serde::Serialize;

use super::desk::Desk;
use super::{frame, order, words};
use commerce::enquiries;
use commerce::orders::{self, DeskOrder};
use foundation::i18n::format;
use shell::web::{Failure, Form, urls};

/// Orders on one list.
const MOST: usize = 50;

#[derive(Serialize)]
struct Wanted {
    name: String,
    pack: String,
    sku: String,
    quantity: i64,
    /// Each order with how many of it.
    orders: Vec<(String, i64)>,
}

#[derive(Serialize)]
struct PickPage {
    wanted: Vec<Wanted>,
    orders: usize,
    list: String,
    printed_at: String,
}

/// `GET /nguoi-ban/soan-hang?n=…&n=…`: goods of the chosen orders, each once with where it goes.
pub async fn pick_list(mut desk: Desk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let services = &visit.state.services;
    let numbers: Vec<&str> = visit.params.all("n").take(MOST).collect();
    let most = u64::try_from(MOST).unwrap_or(u64::MAX);
    let chosen = orders::chosen(&services.db, desk.producer, &numbers, most).await?;
    let mut wanted: BTreeMap<(String, String, String), Wanted> = BTreeMap::new();
    for order in &chosen {
        for line in &order.view.lines {
            let (name, pack) = words::goods(visit, line);
            let key = (name.clone(), pack.clone(), line.sku.clone());
            let one = wanted.entry(key).or_insert_with(|| Wanted {
                name,
                pack,
                sku: line.sku.clone(),
                quantity: 0,
                orders: Vec::new(),
            });
            one.quantity = one.quantity.saturating_add(line.quantity);
            one.orders.push((order.view.order.number.clone(), line.quantity));
        }
    }
    let page = PickPage {
        wanted: wanted.into_values().collect(),
        orders: chosen.len(),
        list: urls::studio(visit.locale, "orders"),
        printed_at: format::moment(services.clock.now(), visit.locale),
    };
    let title = visit.text("desk_orders.pick_title");
    frame::page(
        &mut desk,
        ("studio/pick_list.html", "pick_list", &[], "orders"),
        title,
        &Form::default(),
        &page,
    )
    .await
}

#[derive(Serialize)]
struct SheetLine {
    name: String,
    pack: String,
    sku: String,
    set: Option<String>,
    quantity: i64,
}

/// A page with a sheet.
#[derive(Serialize)]
struct SheetPage {
    sheet: Sheet,
}

#[derive(Serialize)]
struct Sheet {
    number: String,
    placed: String,
    from: String,
    from_phone: Option<String>,
    name: String,
    phone: String,
    address: Option<String>,
    typed: Option<String>,
    pickup: Option<String>,
    delivery: String,
    tracking: Option<String>,
    note: Option<String>,
    gift_note: Option<String>,
    weight_g: i64,
    pieces: i64,
    lines: Vec<SheetLine>,
    back: String,
}

/// What both sheets say of an order.
async fn sheet(desk: &Desk, order: &DeskOrder) -> Result<Sheet, Failure> {
    let visit = &desk.shopper.visit;
    let services = &visit.state.services;
    let row = &order.view.order;
    let reach = orders::reach(&order.purchase, row, services.clock.now());
    let (address, typed) = words::addresses(desk, &reach).await?;
    let contact = enquiries::contact(&services.db, desk.producer).await?;
    let tracking = [&row.carrier, &row.tracking_code];
    let tracking: Vec<&str> = tracking.into_iter().flatten().map(String::as_str).collect();
    let fetched = row.delivery == DeliveryMethod::Pickup;
    Ok(Sheet {
        number: row.number.clone(),
        placed: format::moment(row.placed_at, visit.locale),
        from: row.producer_name.clone(),
        from_phone: contact.phone.as_deref().map(show_phone),
        name: reach.name,
        phone: reach.phone,
        address: address.filter(|_| !fetched),
        typed: typed.filter(|_| !fetched),
        pickup: row.pickup_name.clone().filter(|_| fetched),
        delivery: visit.text(&format!("checkout.delivery_{}", row.delivery.word())),
        tracking: (!tracking.is_empty()).then(|| tracking.join(" · ")),
        note: reach.note,
        gift_note: reach.gift_note,
        weight_g: row.weight_g,
        pieces: order.view.lines.iter().map(|line| line.quantity).sum(),
        lines: order
            .view
            .lines
            .iter()
            .map(|line| {
                let (name, pack) = words::goods(visit, line);
                SheetLine {
                    name,
                    pack,
                    sku: line.sku.clone(),
                    set: line.bundle_name.clone(),
                    quantity: line.quantity,
                }
            })
            .collect(),
        back: urls::studio_at(visit.locale, "order", &[&row.number]),
    })
}

async fn printed(
    mut desk: Desk,
    number: &str,
    (template, key, title): (&str, &str, &str),
) -> Result<HttpResponse, Failure> {
    let found = order::own(&desk, number).await?;
    let page = SheetPage {
        sheet: sheet(&desk, &found).await?,
    };
    let number = found.view.order.number.as_str();
    let title = desk.shopper.visit.text_with(title, &[("name", number)]);
    let form = Form::default();
    frame::page(
        &mut desk,
        (template, key, &[number], "orders"),
        title,
        &form,
        &page,
    )
    .await
}

/// `GET /nguoi-ban/don-hang/{number}/phieu`: what goes into the parcel.
pub async fn slip(desk: Desk, number: web::Path<String>) -> Result<HttpResponse, Failure> {
    let what = ("studio/slip.html", "order_slip", "desk_orders.slip_title");
    printed(desk, &number, what).await
}

/// `GET /nguoi-ban/don-hang/{number}/nhan`: what goes onto the parcel.
pub async fn label(desk: Desk, number: web::Path<String>) -> Result<HttpResponse, Failure> {
    let what = ("studio/label.html", "order_label", "desk_orders.label_title");
    printed(desk, &number, what).await
}
