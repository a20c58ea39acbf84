//! A person's purchases, newest first, page by page.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{day, page};
use crate::order_view::summary;
use commerce::orders;
use shell::web::{Failure, Form, Shopper, urls};

/// Purchases on a page.
const AT_ONCE: usize = 20;

#[derive(Serialize)]
struct Bought {
    number: String,
    url: String,
    day: String,
    summary: String,
    total: i64,
    makers: Vec<String>,
}

#[derive(Serialize)]
struct OrdersPage {
    orders: Vec<Bought>,
    more: Option<String>,
}

/// `GET /tai-khoan/don-hang?before=…`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let visit = &shopper.visit;
    let before = visit.params.number("before");
    let limit = AT_ONCE + 1;
    let found = orders::of_person(
        &visit.state.services.db,
        person.id,
        before,
        u64::try_from(limit).unwrap_or(u64::MAX),
    )
    .await?;
    let list = urls::own(visit.locale, "account_orders");
    let more = (found.len() > AT_ONCE)
        .then(|| found.get(AT_ONCE - 1))
        .flatten()
        .map(|last| {
            let key = last.purchase.id.to_string();
            format!("{list}{}", urls::query(&[("before", &key)]))
        });
    let orders = found
        .iter()
        .take(AT_ONCE)
        .map(|view| Bought {
            number: view.purchase.number.clone(),
            url: urls::order(visit.locale, &view.purchase.number),
            day: day(visit, view.purchase.placed_at),
            summary: visit.text(&format!("order.summary_{}", summary(&view.orders))),
            total: view.purchase.total.dong(),
            makers: view
                .orders
                .iter()
                .map(|part| part.order.producer_name.clone())
                .collect(),
        })
        .collect();
    let content = OrdersPage { orders, more };
    page(
        &mut shopper,
        ("orders", "account_orders"),
        &Form::default(),
        &content,
    )
}
