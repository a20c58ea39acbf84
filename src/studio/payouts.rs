//! What the operator collected by card for this producer, and paid on.

use actix_web::HttpResponse;
use entity::Vnd;
use serde::Serialize;

use super::desk::OwnersDesk;
use super::frame;
use commerce::checkout;
use foundation::i18n::format;
use shell::web::{Failure, Form};

/// Payouts that are shown: two a month for four years.
const MOST: u64 = 100;

#[derive(Serialize)]
struct PayoutView {
    amount: i64,
    at: String,
    paid: Option<String>,
}

#[derive(Serialize)]
struct PayoutsPage {
    /// What the next payout would be.
    balance: i64,
    /// Whether the producer owes that.
    owes: bool,
    payouts: Vec<PayoutView>,
}

/// `GET /nguoi-ban/chi-tra`
pub async fn show(OwnersDesk(mut desk): OwnersDesk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let balance = checkout::balance(db, desk.producer).await?;
    let payouts = checkout::payouts_of(db, desk.producer, MOST).await?;
    let page = PayoutsPage {
        balance: balance.dong().abs(),
        owes: balance < Vnd::ZERO,
        payouts: payouts
            .into_iter()
            .map(|one| PayoutView {
                amount: one.amount.dong(),
                at: format::moment(one.created_at, locale),
                paid: one.paid_at.map(|at| format::moment(at, locale)),
            })
            .collect(),
    };
    let title = visit.text("money.mine");
    frame::page(
        &mut desk,
        ("studio/payouts.html", "payouts", &[], "statements"),
        title,
        &Form::default(),
        &page,
    )
    .await
}
