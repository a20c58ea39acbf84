//! Money of an order by hand: it came, part of it goes back, it was sent back. Each form has a key of its own, so
//! that a second tap does nothing twice.

use actix_web::{HttpResponse, web};
use entity::Vnd;

use super::desk::Desk;
use super::order;
use super::words::{self, amount, key_of};
use commerce::checkout::{self, MatchRefusal, SentRefusal};
use commerce::payments::GiveBackRefusal;
use foundation::i18n::format;
use shell::web::{Failure, Form};

/// Characters of a reason.
const LONGEST: usize = 300;

/// `POST /nguoi-ban/don-hang/{number}/hoan-tien`
pub async fn refund(
    mut desk: Desk,
    number: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let found = order::own(&desk, &number).await?;
    let visit = &desk.shopper.visit;
    let services = visit.state.services.clone();
    let typed = amount(form.get("refund_amount"));
    if typed.is_none() {
        form.refuse("refund_amount", visit.text("desk_orders.bad_amount"));
    }
    let why: String = form.get("refund_why").chars().take(LONGEST).collect();
    if why.is_empty() {
        form.refuse("refund_why", visit.text("form.required"));
    }
    let key = key_of(form.get("key")).map(|key| format!("desk:{}:{key}", found.view.order.id));
    if key.is_none() {
        form.refuse("refund_amount", visit.text("desk_orders.old_form"));
    }
    let (Some(typed), Some(key), true) = (typed, key, form.is_fine()) else {
        return order::shown(&mut desk, &found, form).await;
    };
    let outcome = checkout::refund(
        &services.db,
        services.clock.now(),
        found.view.order.id,
        Vnd::new(typed),
        &key,
        (&why, &desk.actor),
    )
    .await?;
    let refusal = match outcome {
        Ok(_) => {
            let to = words::told(visit.locale, "order", &[&found.view.order.number], "refunded");
            return Ok(desk.shopper.see(&to));
        }
        Err(GiveBackRefusal::NotPositive) => visit.text("desk_orders.bad_amount"),
        Err(GiveBackRefusal::MoreThanReceived(left)) => {
            let left = format::vnd(left, visit.locale);
            visit.text_with("desk_orders.more_than_received", &[("price", &left)])
        }
    };
    form.refuse("refund_amount", refusal);
    order::shown(&mut desk, &found, form).await
}

/// `POST /nguoi-ban/don-hang/{number}/da-hoan`: "I have sent the money back."
pub async fn sent(
    mut desk: Desk,
    number: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let found = order::own(&desk, &number).await?;
    let refund = form.number("refund").ok_or(Failure::NotFound)?;
    let services = desk.shopper.visit.state.services.clone();
    let ids = (found.view.order.id, refund);
    let outcome = checkout::refund_sent(&services.db, services.clock.now(), ids, &desk.actor).await?;
    match outcome {
        Ok(()) => {
            let number = found.view.order.number.as_str();
            let to = words::told(desk.shopper.visit.locale, "order", &[number], "sent");
            Ok(desk.shopper.see(&to))
        }
        Err(SentRefusal::NoRefund) => Err(Failure::NotFound),
        Err(refusal @ (SentRefusal::ByCard | SentRefusal::Over)) => {
            let words = match refusal {
                SentRefusal::ByCard => "desk_orders.sent_by_card",
                _ => "desk_orders.sent_before",
            };
            form.refuse("money", desk.shopper.visit.text(words));
            order::shown(&mut desk, &found, form).await
        }
    }
}

/// `POST /nguoi-ban/don-hang/{number}/nhan-tien`: a transfer that was seen on the account.
pub async fn received(
    mut desk: Desk,
    number: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let found = order::own(&desk, &number).await?;
    let visit = &desk.shopper.visit;
    let services = visit.state.services.clone();
    let Some((payment, _)) = &found.view.payment else {
        return Err(Failure::NotFound);
    };
    let typed = amount(form.get("received_amount"));
    if typed.is_none() {
        form.refuse("received_amount", visit.text("desk_orders.bad_amount"));
    }
    let key = key_of(form.get("key")).map(|key| format!("{}:{key}", payment.id));
    if key.is_none() {
        form.refuse("received_amount", visit.text("desk_orders.old_form"));
    }
    let (Some(typed), Some(key), true) = (typed, key, form.is_fine()) else {
        return order::shown(&mut desk, &found, form).await;
    };
    let outcome = checkout::received_by_hand(
        &services.db,
        services.clock.now(),
        payment.id,
        Vnd::new(typed),
        &key,
        &desk.actor,
    )
    .await?;
    let refusal = match outcome {
        Ok(_) => {
            let number = found.view.order.number.as_str();
            let to = words::told(visit.locale, "order", &[number], "received");
            return Ok(desk.shopper.see(&to));
        }
        Err(MatchRefusal::NotPositive) => visit.text("desk_orders.bad_amount"),
        Err(
            MatchRefusal::NotTransfer
            | MatchRefusal::NoLine
            | MatchRefusal::NoPayment
            | MatchRefusal::Matched
            | MatchRefusal::OtherAccount,
        ) => visit.text("desk_orders.not_transfer"),
    };
    form.refuse("received_amount", refusal);
    order::shown(&mut desk, &found, form).await
}
