//! The statement of the producer's own account: taken as the bank gives it, matched by itself where the number of
//! an order stands in the words, and by hand where not.

use std::collections::HashMap;

use actix_web::HttpResponse;
use entity::{BankLineState, bank_line};
use serde::Serialize;

use super::desk::Desk;
use super::{frame, words};
use commerce::checkout::{self, MatchRefusal};
use commerce::orders::{self, DeskOrder};
use commerce::payments::statement::StatementRefusal;
use foundation::i18n::format;
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, urls};

/// Lines of a kind that are shown.
const MOST: u64 = 30;
/// Orders that a line may be given to.
const MOST_OPEN: u64 = 100;
/// A statement of twenty thousand rows fits.
const FILE: UploadLimits = UploadLimits {
    files: 1,
    file_bytes: 4 << 20,
};

#[derive(Serialize)]
struct LineView {
    id: i64,
    amount: i64,
    memo: String,
    at: String,
    order: Option<(String, String)>,
}

#[derive(Serialize)]
struct OpenOrder {
    number: String,
    amount: i64,
    name: String,
}

#[derive(Serialize)]
struct StatementsPage {
    account: Option<String>,
    unmatched: Vec<LineView>,
    matched: Vec<LineView>,
    ignored: Vec<LineView>,
    open: Vec<OpenOrder>,
    /// What became of the statement that was just sent: money for orders, for a person to look at, known before.
    booked: Option<(i64, i64, i64)>,
    book_url: String,
    match_url: String,
    aside_url: String,
    payouts_url: String,
    /// The line whose form was refused.
    refused: Option<i64>,
}

fn line(visit: &Visit, row: &bank_line::Model, orders: &HashMap<i64, String>) -> LineView {
    let order = row.payment_id.and_then(|payment| orders.get(&payment));
    LineView {
        id: row.id,
        amount: row.amount.dong(),
        memo: row.memo.clone(),
        at: format::moment(row.booked_at, visit.locale),
        order: order.map(|number| {
            let url = urls::studio_at(visit.locale, "order", &[number]);
            (number.clone(), url)
        }),
    }
}

fn open(order: &DeskOrder) -> Option<OpenOrder> {
    let (_, part) = order.view.payment.as_ref()?;
    Some(OpenOrder {
        number: order.view.order.number.clone(),
        amount: part.amount.dong() - part.received.dong(),
        name: order.purchase.name.clone(),
    })
}

async fn shown(desk: &mut Desk, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let (db, producer) = (&visit.state.services.db, desk.producer);
    let unmatched = checkout::own_lines(db, producer, BankLineState::Unmatched, MOST).await?;
    let matched = checkout::own_lines(db, producer, BankLineState::Matched, MOST).await?;
    let ignored = checkout::own_lines(db, producer, BankLineState::Ignored, MOST).await?;
    let payments: Vec<i64> = matched.iter().filter_map(|row| row.payment_id).collect();
    let numbers = orders::numbers_of_payments(db, producer, &payments).await?;
    let waiting = orders::awaiting_transfer(db, producer, MOST_OPEN).await?;
    let told = |name| visit.params.number(name).filter(|n| (0..=100_000).contains(n));
    let view = |rows: &[bank_line::Model]| -> Vec<LineView> {
        rows.iter().map(|row| line(visit, row, &numbers)).collect()
    };
    let page = StatementsPage {
        account: checkout::account_of(db, producer).await?,
        unmatched: view(&unmatched),
        matched: view(&matched),
        ignored: view(&ignored),
        open: waiting.iter().filter_map(open).collect(),
        booked: match (told("m"), told("u"), told("b")) {
            (Some(matched), Some(unmatched), Some(before)) => Some((matched, unmatched, before)),
            _ => None,
        },
        book_url: urls::studio(visit.locale, "statements"),
        match_url: urls::studio(visit.locale, "statement_match"),
        aside_url: urls::studio(visit.locale, "statement_aside"),
        payouts_url: urls::studio(visit.locale, "payouts"),
        refused: form.number("line"),
    };
    let title = visit.text("desk_orders.statements_title");
    frame::page(
        desk,
        ("studio/statements.html", "statements", &[], "statements"),
        title,
        form,
        &page,
    )
    .await
}

/// `GET /nguoi-ban/sao-ke`
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    shown(&mut desk, &Form::default()).await
}

/// `POST /nguoi-ban/sao-ke`: books a statement of the producer's own account. Sent again, it counts nothing twice.
pub async fn book(mut desk: Desk, upload: Upload) -> Result<HttpResponse, Failure> {
    let came = upload.read(FILE).await?;
    let mut form = came.form;
    let visit = &desk.shopper.visit;
    let services = visit.state.services.clone();
    let Some(account) = checkout::account_of(&services.db, desk.producer).await? else {
        form.refuse("file", visit.text("desk_orders.no_account"));
        return shown(&mut desk, &form).await;
    };
    let file = came.files.into_iter().next();
    let Some(bytes) = file.and_then(|file| file.bytes).filter(|bytes| !bytes.is_empty()) else {
        form.refuse("file", visit.text("desk_orders.no_file"));
        return shown(&mut desk, &form).await;
    };
    let now = services.clock.now();
    match checkout::book_statement(&services.db, now, &account, &bytes).await? {
        Ok(sum) => {
            let text = |count: usize| count.to_string();
            let (matched, unmatched, before) = (text(sum.matched), text(sum.unmatched), text(sum.before));
            let query = urls::query(&[("m", &matched), ("u", &unmatched), ("b", &before)]);
            let to = format!("{}{query}", urls::studio(visit.locale, "statements"));
            Ok(desk.shopper.see(&to))
        }
        Err(refusal) => {
            let words = refused(visit, &refusal);
            form.refuse("file", words);
            shown(&mut desk, &form).await
        }
    }
}

fn refused(visit: &Visit, refusal: &StatementRefusal) -> String {
    let at = |key: &str, line: usize| visit.text_with(key, &[("n", &line.to_string())]);
    match refusal {
        StatementRefusal::NotUtf8 => visit.text("desk_orders.file_not_utf8"),
        StatementRefusal::NoHeaders => visit.text("desk_orders.file_no_headers"),
        StatementRefusal::Date(line) => at("desk_orders.file_date", *line),
        StatementRefusal::Amount(line) => at("desk_orders.file_amount", *line),
        StatementRefusal::Broken(line) => at("desk_orders.file_broken", *line),
        StatementRefusal::TooLong => visit.text("desk_orders.file_too_long"),
    }
}

/// `POST /nguoi-ban/sao-ke/khop`: gives a line to an order, both the producer's own.
pub async fn settle(mut desk: Desk, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = desk.shopper.visit.state.services.clone();
    let db = &services.db;
    let id = form.number("line").ok_or(Failure::NotFound)?;
    checkout::own_line(db, desk.producer, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let order = orders::desk_order(db, desk.producer, form.get("order")).await?;
    let payment = order.and_then(|order| order.view.payment.map(|(payment, _)| payment.id));
    let visit = &desk.shopper.visit;
    let Some(payment) = payment else {
        form.refuse("order", visit.text("desk_orders.choose_order"));
        return shown(&mut desk, &form).await;
    };
    let outcome = checkout::match_line(db, services.clock.now(), id, payment, &desk.actor).await?;
    let words = match outcome {
        Ok(_) => {
            let to = words::told(visit.locale, "statements", &[], "received");
            return Ok(desk.shopper.see(&to));
        }
        Err(MatchRefusal::NoLine | MatchRefusal::NoPayment) => return Err(Failure::NotFound),
        Err(MatchRefusal::Matched) => visit.text("desk_orders.line_taken"),
        Err(MatchRefusal::NotTransfer | MatchRefusal::NotPositive) => visit.text("desk_orders.not_transfer"),
        Err(MatchRefusal::OtherAccount) => visit.text("desk_orders.other_account"),
    };
    form.refuse("order", words);
    shown(&mut desk, &form).await
}

/// `POST /nguoi-ban/sao-ke/bo-qua`: puts a line aside that is nothing of ours, or takes it out again.
pub async fn aside(mut desk: Desk, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = desk.shopper.visit.state.services.clone();
    let id = form.number("line").ok_or(Failure::NotFound)?;
    let ids = (desk.producer, id);
    let away = form.get("to") != "back";
    let now = services.clock.now();
    match checkout::set_aside(&services.db, now, ids, away, &desk.actor).await? {
        None => Err(Failure::NotFound),
        Some(true) => {
            let to = words::told(desk.shopper.visit.locale, "statements", &[], "saved");
            Ok(desk.shopper.see(&to))
        }
        Some(false) => {
            form.refuse("order", desk.shopper.visit.text("desk_orders.line_taken"));
            shown(&mut desk, &form).await
        }
    }
}
