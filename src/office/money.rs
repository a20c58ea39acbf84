//! Everybody's money as far as it waits for a person: transfers nobody can place, disputes, and what the operator
//! collected by card and pays on to producers.

use std::collections::HashMap;

use actix_web::HttpResponse;
use entity::{BankLineState, PayoutStatus};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use commerce::checkout::{self, MatchRefusal, PayoutRefusal};
use domain::producers;
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Rows of each list.
const ROWS: u64 = 30;

#[derive(Serialize)]
struct LineView {
    id: i64,
    amount: i64,
    memo: String,
    at: String,
    account: String,
    /// Whose account it is, where it is one of ours.
    producer: Option<String>,
}

#[derive(Serialize)]
struct DisputeView {
    reference: String,
    amount: i64,
    status: String,
    since: String,
    over: Option<String>,
    orders: Vec<(String, String)>,
}

#[derive(Serialize)]
struct OwedView {
    producer: i64,
    name: String,
    amount: i64,
}

#[derive(Serialize)]
struct PayoutView {
    id: i64,
    name: String,
    amount: i64,
    at: String,
    paid: Option<String>,
    open: bool,
    /// Where it has to be sent, while it has to be.
    account: Option<String>,
}

#[derive(Serialize)]
struct MoneyPage {
    unmatched: Vec<LineView>,
    ignored: Vec<LineView>,
    disputes: Vec<DisputeView>,
    owed: Vec<OwedView>,
    payouts: Vec<PayoutView>,
    match_url: String,
    aside_url: String,
    payout_url: String,
    paid_url: String,
    /// The row whose form was refused: a line or a producer.
    refused: Option<i64>,
}

/// How a dispute stands, in words; what the card company may say beyond that is told as it says it.
fn dispute_words(visit: &Visit, status: &str) -> String {
    let key = match status {
        "needs_response" | "warning_needs_response" => "money.dispute_answer",
        "under_review" | "warning_under_review" => "money.dispute_review",
        "won" | "prevented" => "money.dispute_won",
        "lost" => "money.dispute_lost",
        "warning_closed" => "money.dispute_closed",
        _ => return status.to_owned(),
    };
    visit.text(key)
}

async fn shown(officer: &mut Officer, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let holders = checkout::holders(db).await?;
    let unmatched = checkout::lines_of_all(db, BankLineState::Unmatched, ROWS).await?;
    let ignored = checkout::lines_of_all(db, BankLineState::Ignored, ROWS).await?;
    let disputes = checkout::disputes(db, ROWS).await?;
    let owed = checkout::unpaid(db, ROWS).await?;
    let payouts = checkout::payouts(db, ROWS).await?;
    let open = |payout: &entity::payout::Model| payout.status == PayoutStatus::Claimed;
    let waiting = payouts.iter().filter(|payout| open(payout));
    let waiting: Vec<i64> = waiting.map(|payout| payout.producer_id).collect();
    let accounts = checkout::accounts_of(db, &waiting).await?;
    let named: Vec<i64> = unmatched
        .iter()
        .chain(&ignored)
        .filter_map(|line| holders.get(&line.account).copied())
        .chain(
            disputes
                .iter()
                .flat_map(|one| one.orders.iter().map(|(_, id)| *id)),
        )
        .chain(owed.iter().map(|(id, _)| *id))
        .chain(payouts.iter().map(|one| one.producer_id))
        .collect();
    let names: HashMap<i64, String> = producers::names(db, &named, locale).await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let line = |row: entity::bank_line::Model| LineView {
        producer: holders.get(&row.account).map(|id| name(*id)),
        id: row.id,
        amount: row.amount.dong(),
        memo: row.memo,
        at: format::moment(row.booked_at, locale),
        account: row.account,
    };
    let at = |key| urls::office(locale, key);
    let page = MoneyPage {
        unmatched: unmatched.into_iter().map(line).collect(),
        ignored: ignored.into_iter().map(line).collect(),
        disputes: disputes
            .into_iter()
            .map(|one| DisputeView {
                orders: one
                    .orders
                    .into_iter()
                    .map(|(number, id)| (number, name(id)))
                    .collect(),
                reference: one.dispute.provider_ref,
                amount: one.dispute.amount.dong(),
                status: dispute_words(visit, &one.dispute.status),
                since: format::moment(one.dispute.opened_at, locale),
                over: one.dispute.closed_at.map(|at| format::moment(at, locale)),
            })
            .collect(),
        owed: owed
            .into_iter()
            .map(|(id, amount)| OwedView {
                producer: id,
                name: name(id),
                amount: amount.dong(),
            })
            .collect(),
        payouts: payouts
            .into_iter()
            .map(|one| PayoutView {
                id: one.id,
                name: name(one.producer_id),
                amount: one.amount.dong(),
                at: format::moment(one.created_at, locale),
                paid: one.paid_at.map(|at| format::moment(at, locale)),
                open: open(&one),
                account: accounts.get(&one.producer_id).filter(|_| open(&one)).cloned(),
            })
            .collect(),
        match_url: at("money_match"),
        aside_url: at("money_aside"),
        payout_url: at("payout"),
        paid_url: at("payout_paid"),
        refused: form.number("line").or_else(|| form.number("producer")),
    };
    let title = visit.text("money.title");
    frame::page(
        officer,
        ("office/money.html", "money", &[], "money"),
        title,
        form,
        &page,
    )
}

/// `GET /quan-tri/tien`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    shown(&mut officer, &Form::default()).await
}

fn done(officer: &mut Officer, word: &str) -> HttpResponse {
    let to = urls::office(officer.shopper.visit.locale, "money");
    officer
        .shopper
        .see(&format!("{to}{}", urls::query(&[("done", word)])))
}

/// `POST /quan-tri/tien/khop`: gives a transfer to the order whose number a person found.
pub(super) async fn settle(Operator(mut officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = officer.shopper.visit.state.services.clone();
    let db = &services.db;
    let id = form.number("line").ok_or(Failure::NotFound)?;
    let line = checkout::line_of_any(db, id).await?.ok_or(Failure::NotFound)?;
    let payment = checkout::payment_for(db, form.get("order"), &line.account).await?;
    let key = match payment {
        None => "money.no_such_order",
        Some(payment) => {
            let now = services.clock.now();
            match checkout::match_line(db, now, id, payment, &officer.actor).await? {
                Ok(_) => return Ok(done(&mut officer, "saved")),
                Err(MatchRefusal::NoLine | MatchRefusal::NoPayment) => return Err(Failure::NotFound),
                Err(MatchRefusal::Matched) => "desk_orders.line_taken",
                Err(MatchRefusal::NotTransfer | MatchRefusal::NotPositive) => "desk_orders.not_transfer",
                Err(MatchRefusal::OtherAccount) => "desk_orders.other_account",
            }
        }
    };
    form.refuse("order", officer.shopper.visit.text(key));
    shown(&mut officer, &form).await
}

/// `POST /quan-tri/tien/bo-qua`: puts a transfer aside that is nothing of ours, or takes it out again.
pub(super) async fn aside(Operator(mut officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = officer.shopper.visit.state.services.clone();
    let id = form.number("line").ok_or(Failure::NotFound)?;
    checkout::line_of_any(&services.db, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let away = form.get("to") != "back";
    let now = services.clock.now();
    if checkout::put_aside(&services.db, now, id, away, &officer.actor).await? {
        return Ok(done(&mut officer, "saved"));
    }
    form.refuse("order", officer.shopper.visit.text("desk_orders.line_taken"));
    shown(&mut officer, &form).await
}

/// `POST /quan-tri/tien/chi-tra`: claims what a producer is owed, for the bank to be told next.
pub(super) async fn make(Operator(mut officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = officer.shopper.visit.state.services.clone();
    let id = form.number("producer").ok_or(Failure::NotFound)?;
    let now = services.clock.now();
    let visit = &officer.shopper.visit;
    let words = match checkout::make_payout(&services.db, now, id, &officer.actor).await? {
        Ok(_) => return Ok(done(&mut officer, "saved")),
        Err(PayoutRefusal::Nothing) => visit.text("money.nothing_owed"),
        Err(PayoutRefusal::Owes(amount)) => {
            let amount = format::vnd(amount, visit.locale);
            visit.text_with("money.owes_us", &[("amount", &amount)])
        }
    };
    form.refuse("producer", words);
    shown(&mut officer, &form).await
}

/// `POST /quan-tri/tien/chi-tra/da-chuyen`: the bank has sent a payout.
pub(super) async fn paid(Operator(mut officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = officer.shopper.visit.state.services.clone();
    let id = form.number("payout").ok_or(Failure::NotFound)?;
    let now = services.clock.now();
    if checkout::mark_paid(&services.db, now, id, &officer.actor).await? {
        return Ok(done(&mut officer, "saved"));
    }
    form.refuse("payout", officer.shopper.visit.text("money.paid_before"));
    shown(&mut officer, &form).await
}
