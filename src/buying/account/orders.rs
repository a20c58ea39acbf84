//! A person's purchases, newest first, page by page, and on the first page what they asked about services.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{day, page};
use crate::order_view::summary;
use commerce::{enquiries, orders};
use foundation::i18n::format;
use shell::web::{Failure, Form, Shopper, Visit, urls};

/// Purchases on a page.
const AT_ONCE: usize = 20;
/// Enquiries that are shown: the latest.
const ASKED: u64 = 20;

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
struct Asked {
    title: String,
    url: Option<String>,
    by: Option<String>,
    on: String,
    day: Option<String>,
    people: Option<i32>,
    status: String,
}

#[derive(Serialize)]
struct OrdersPage {
    orders: Vec<Bought>,
    more: Option<String>,
    enquiries: Vec<Asked>,
}

/// What the person asked: under today's name of the service, and with a link while it has a page.
async fn asked(visit: &Visit, user_id: i64) -> Result<Vec<Asked>, Failure> {
    let (edition, locale) = (&visit.edition, visit.locale);
    let found = enquiries::of_person(&visit.state.services.db, user_id, ASKED).await?;
    let list = found.into_iter().map(|row| {
        let product = edition.catalogue.by_id(row.product_id);
        Asked {
            title: product.map_or(row.product_name, |product| product.name(locale).0.to_owned()),
            url: product.map(|product| urls::product(locale, &product.slug)),
            by: edition
                .producer(row.producer_id)
                .map(|producer| producer.name(locale).0.to_owned()),
            on: day(visit, row.created_at),
            day: row.day.map(|day| format::date(day, locale)),
            people: row.people,
            status: visit.text(&format!("enquiry.status_{}", row.status.word())),
        }
    });
    Ok(list.collect())
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
    let enquiries = match before {
        None => asked(visit, person.id).await?,
        Some(_) => Vec::new(),
    };
    let content = OrdersPage {
        orders,
        more,
        enquiries,
    };
    page(
        &mut shopper,
        ("orders", "account_orders"),
        &Form::default(),
        &content,
    )
}
