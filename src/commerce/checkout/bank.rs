//! Money on producers' accounts: lines of statements, by file, by messenger or by hand, matched to the payment
//! whose number stands in their words and whose account they are on.

use chrono::{DateTime, Utc};
use entity::{BankLineState, PaymentMethod, PaymentStatus, Vnd, bank_line, payment};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};

use super::settle::{Settled, settle};
use crate::orders::number;
use crate::payments::statement::{self, StatementRefusal, plain_account};
use crate::payments::{self, Credit};
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booked {
    /// It was known; nothing changed.
    Before,
    /// It is written down, and nobody knows yet what it is for.
    Unmatched(i64),
    /// It is money for a payment, which stands there now.
    Matched(i64, PaymentStatus),
}

/// Writes down a line and the money it brings. `source` says how it got here: `csv`, `webhook`, `hand`.
pub async fn book_line(db: &Db, now: DateTime<Utc>, line: &Credit, source: &str) -> Result<Booked> {
    retried(|| book_once(db, now, line, source)).await
}

async fn book_once(db: &Db, now: DateTime<Utc>, line: &Credit, source: &str) -> Result<Booked> {
    let txn = write_txn(db).await?;
    let row = bank_line::ActiveModel {
        account: Set(plain_account(&line.account)),
        reference: Set(line.reference.clone()),
        amount: Set(line.amount),
        memo: Set(line.memo.clone()),
        booked_at: Set(line.booked_at),
        source: Set(source.to_owned()),
        state: Set(BankLineState::Unmatched),
        payment_id: Set(None),
        created_at: Set(now),
        ..Default::default()
    };
    let inserted = bank_line::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([bank_line::Column::Account, bank_line::Column::Reference])
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec(&txn)
        .await?;
    let TryInsertResult::Inserted(inserted) = inserted else {
        return Ok(Booked::Before);
    };
    let line_id = inserted.last_insert_id;
    let payment = meant(&txn, line).await?;
    let booked = match payment {
        Some(payment) => match take(&txn, now, line_id, &payment, line.amount, "bank").await? {
            Some(Settled::Now(status)) => Booked::Matched(payment.id, status),
            Some(Settled::Before) => Booked::Matched(payment.id, payment.status),
            None => return Err(Error::new("a line that was just written is not there")),
        },
        None => Booked::Unmatched(line_id),
    };
    txn.commit().await?;
    Ok(booked)
}

/// The payment a line is for: its number stands in the words, and it is on the account the buyer was told.
async fn meant(txn: &Txn, line: &Credit) -> Result<Option<payment::Model>> {
    let Some(number) = number::find_in(&line.memo) else {
        return Ok(None);
    };
    let payment = payments::by_reference(txn, &number).await?;
    Ok(payment.filter(|payment| on_its_account(payment, &line.account)))
}

fn on_its_account(payment: &payment::Model, account: &str) -> bool {
    let told = payment.bank_account.as_deref().map(plain_account);
    payment.method == PaymentMethod::BankTransfer
        && told.is_some_and(|told| !told.is_empty() && told == plain_account(account))
}

/// Gives a line to a payment, if nobody has given it away yet.
async fn take(
    txn: &Txn,
    now: DateTime<Utc>,
    line_id: i64,
    payment: &payment::Model,
    amount: Vnd,
    actor: &str,
) -> Result<Option<Settled>> {
    let taken = bank_line::Entity::update_many()
        .col_expr(bank_line::Column::State, Expr::value(BankLineState::Matched))
        .col_expr(bank_line::Column::PaymentId, Expr::value(Some(payment.id)))
        .filter(bank_line::Column::Id.eq(line_id))
        .filter(bank_line::Column::State.ne(BankLineState::Matched))
        .exec(txn)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    let source = format!("bank:{line_id}");
    settle(txn, now, payment.id, amount, &source, actor)
        .await
        .map(Some)
}

/// Why money is not given to a payment by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchRefusal {
    /// There is no such line.
    NoLine,
    /// There is no such payment.
    NoPayment,
    /// It is somebody's already.
    Matched,
    /// The payment is not one by transfer.
    NotTransfer,
    /// It came in on another account than the payment's.
    OtherAccount,
    /// Nothing, or less than nothing.
    NotPositive,
}

/// Gives a line that nobody knew what it is for to a payment, because a person knows. Whether the person may
/// is the caller's to check.
pub async fn match_line(
    db: &Db,
    now: DateTime<Utc>,
    line_id: i64,
    payment_id: i64,
    actor: &str,
) -> Answer<Settled, MatchRefusal> {
    retried(|| match_once(db, now, line_id, payment_id, actor)).await
}

async fn match_once(
    db: &Db,
    now: DateTime<Utc>,
    line_id: i64,
    payment_id: i64,
    actor: &str,
) -> Answer<Settled, MatchRefusal> {
    let txn = write_txn(db).await?;
    let Some(line) = bank_line::Entity::find_by_id(line_id).one(&txn).await? else {
        return Ok(Err(MatchRefusal::NoLine));
    };
    let Some(payment) = payments::payment(&txn, payment_id).await? else {
        return Ok(Err(MatchRefusal::NoPayment));
    };
    if payment.method != PaymentMethod::BankTransfer {
        return Ok(Err(MatchRefusal::NotTransfer));
    }
    if !on_its_account(&payment, &line.account) {
        return Ok(Err(MatchRefusal::OtherAccount));
    }
    let Some(settled) = take(&txn, now, line_id, &payment, line.amount, actor).await? else {
        return Ok(Err(MatchRefusal::Matched));
    };
    audited(&txn, now, "payment.matched", &payment, (line.amount, actor)).await?;
    txn.commit().await?;
    Ok(Ok(settled))
}

/// Money that a person saw on the account, without a line that says so. `key` is the form's: the same one
/// counts once.
pub async fn received_by_hand(
    db: &Db,
    now: DateTime<Utc>,
    payment_id: i64,
    amount: Vnd,
    key: &str,
    actor: &str,
) -> Answer<Settled, MatchRefusal> {
    retried(|| by_hand_once(db, now, payment_id, amount, key, actor)).await
}

async fn by_hand_once(
    db: &Db,
    now: DateTime<Utc>,
    payment_id: i64,
    amount: Vnd,
    key: &str,
    actor: &str,
) -> Answer<Settled, MatchRefusal> {
    if amount <= Vnd::ZERO {
        return Ok(Err(MatchRefusal::NotPositive));
    }
    let txn = write_txn(db).await?;
    let Some(payment) = payments::payment(&txn, payment_id).await? else {
        return Ok(Err(MatchRefusal::NoPayment));
    };
    if payment.method != PaymentMethod::BankTransfer {
        return Ok(Err(MatchRefusal::NotTransfer));
    }
    let settled = settle(&txn, now, payment_id, amount, &format!("hand:{key}"), actor).await?;
    if settled != Settled::Before {
        audited(&txn, now, "payment.received", &payment, (amount, actor)).await?;
    }
    txn.commit().await?;
    Ok(Ok(settled))
}

/// Writes down who said what money is for.
async fn audited(
    txn: &Txn,
    now: DateTime<Utc>,
    action: &str,
    payment: &payment::Model,
    (amount, actor): (Vnd, &str),
) -> Result<()> {
    let act = Act {
        actor,
        action,
        subject_kind: "payment",
        subject_id: Some(payment.id),
        before: Some(serde_json::json!({"received": payment.received.dong()})),
        after: Some(serde_json::json!({"amount": amount.dong()})),
        reason: None,
    };
    audit::record(txn, now, act).await
}

/// What became of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatementBooked {
    /// Lines that were known.
    pub before: usize,
    /// Lines that are money for a payment.
    pub matched: usize,
    /// Lines that a person has to look at.
    pub unmatched: usize,
}

/// Books all credits of a statement, each in a transaction of its own: sent again, it goes on where it stopped.
pub async fn book_statement(
    db: &Db,
    now: DateTime<Utc>,
    account: &str,
    bytes: &[u8],
) -> Answer<StatementBooked, StatementRefusal> {
    let lines = match statement::parse(account, bytes) {
        Ok(lines) => lines,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut sum = StatementBooked::default();
    for line in &lines {
        match book_line(db, now, line, "csv").await? {
            Booked::Before => sum.before += 1,
            Booked::Matched(..) => sum.matched += 1,
            Booked::Unmatched(_) => sum.unmatched += 1,
        }
    }
    Ok(Ok(sum))
}
