//! The page of one order: what, for whom, where it stands, and everything that can be done with it.

use actix_web::{HttpResponse, web};

use super::desk::Desk;
use super::{frame, order_page};
use commerce::orders::{self, DeskOrder};
use shell::web::{Failure, Form};

/// The order with a number, if it is the producer's.
pub(super) async fn own(desk: &Desk, typed: &str) -> Result<DeskOrder, Failure> {
    let db = &desk.shopper.visit.state.services.db;
    orders::desk_order(db, desk.producer, typed)
        .await?
        .ok_or(Failure::NotFound)
}

/// The page; with status 422 when a form on it was refused.
pub(super) async fn shown(
    desk: &mut Desk,
    order: &DeskOrder,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    if form.get("key").is_empty() {
        // Each page has its own: a form that is sent twice acts once.
        let key = desk.shopper.visit.state.services.secrets.token()?;
        form.set("key", key);
    }
    let page = order_page::page(desk, order).await?;
    let number = order.view.order.number.as_str();
    let title = desk
        .shopper
        .visit
        .text_with("desk_orders.order_title", &[("name", number)]);
    frame::page(
        desk,
        ("studio/order.html", "order", &[number], "orders"),
        title,
        &form,
        &page,
    )
    .await
}

/// `GET /nguoi-ban/don-hang/{number}`
pub async fn show(mut desk: Desk, number: web::Path<String>) -> Result<HttpResponse, Failure> {
    let found = own(&desk, &number).await?;
    shown(&mut desk, &found, Form::default()).await
}
