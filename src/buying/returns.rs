//! Giving goods back: a reason, sent to the producer.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::order::open;
use commerce::orders::{self, OrderView, PurchaseView, ReturnRefusal, number};
use entity::{Locale, OrderStatus};
use shell::web::{Failure, Form, Meta, Shopper, urls};

const TEMPLATE: &str = "buying/return.html";
/// Characters of a reason.
const LONGEST: usize = 1_000;

#[derive(Serialize)]
struct ReturnPage {
    form: Form,
    number: String,
    producer: String,
    token: String,
    back: String,
}

/// The order a page is about, if it can be given back.
async fn delivered(
    shopper: &Shopper,
    asked: &str,
    token: &str,
) -> Result<(PurchaseView, OrderView, String), Failure> {
    let (view, token) = open(shopper, asked, token).await?;
    let number = number::parse(asked).ok_or(Failure::NotFound)?;
    let part = view
        .orders
        .iter()
        .find(|part| part.order.number == number && part.order.status == OrderStatus::Delivered)
        .cloned()
        .ok_or(Failure::NotFound)?;
    Ok((view, part, token))
}

fn page(
    shopper: &Shopper,
    view: &PurchaseView,
    part: &OrderView,
    token: &str,
    form: Form,
) -> (Meta, ReturnPage) {
    let number = part.order.number.clone();
    let meta = Meta {
        lost: true,
        ..Meta::new(
            shopper.visit.text("return.title"),
            urls::order_act(Locale::Vi, &number, "return"),
            urls::order_act(Locale::En, &number, "return"),
        )
    };
    let page = ReturnPage {
        form,
        producer: part.order.producer_name.clone(),
        token: token.to_owned(),
        back: urls::order_with(shopper.visit.locale, &view.purchase.number, token),
        number,
    };
    (meta, page)
}

/// `GET /don-hang/{number}/tra-hang?t=…`.
pub async fn show(mut shopper: Shopper, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let token = shopper.visit.params.get("t").unwrap_or_default().to_owned();
    let (view, part, token) = delivered(&shopper, &asked, &token).await?;
    let (meta, page) = page(&shopper, &view, &part, &token, Form::default());
    shopper.page(TEMPLATE, meta, &page)
}

/// `POST /don-hang/{number}/tra-hang`.
pub async fn create(
    mut shopper: Shopper,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let (view, part, token) = delivered(&shopper, &asked, form.get("t")).await?;
    let reason: String = form.get("reason").chars().take(LONGEST).collect();
    let refused = if reason.is_empty() {
        Some("form.required")
    } else {
        let services = shopper.visit.state.services.clone();
        let now = services.clock.now();
        match orders::ask_return(&services.db, now, part.order.id, &reason).await? {
            Ok(()) => None,
            Err(ReturnRefusal::Asked) => Some("return.asked_before"),
            Err(ReturnRefusal::NotDelivered) => return Err(Failure::NotFound),
        }
    };
    if let Some(key) = refused {
        let words = shopper.visit.text(key);
        form.refuse("reason", words);
        let (meta, page) = page(&shopper, &view, &part, &token, form);
        return shopper.refused(TEMPLATE, meta, &page);
    }
    let path = urls::order(shopper.visit.locale, &view.purchase.number);
    let query = urls::query(&[("t", &token), ("ok", "returned")]);
    Ok(shopper.see(&format!("{path}{query}")))
}
