//! What the office sees of everybody's money: transfers nobody can place, disputes, whose account is whose.

use std::collections::HashMap;

use entity::{
    BankLineState, PayoutStatus, bank_line, dispute, order, payment, payment_part, payout, producer_setting,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::orders;
use crate::payments::statement::plain_account;
use crate::payments::vietqr::bank_name;
use foundation::kernel::error::Result;

/// Lines of everybody's accounts in a state, newest first.
pub async fn lines_of_all(
    db: &impl ConnectionTrait,
    state: BankLineState,
    most: u64,
) -> Result<Vec<bank_line::Model>> {
    Ok(bank_line::Entity::find()
        .filter(bank_line::Column::State.eq(state))
        .order_by_desc(bank_line::Column::BookedAt)
        .order_by_desc(bank_line::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// A line of whatever account.
pub async fn line_of_any(db: &impl ConnectionTrait, line_id: i64) -> Result<Option<bank_line::Model>> {
    Ok(bank_line::Entity::find_by_id(line_id).one(db).await?)
}

/// The producers that take transfers, by their account as lines of statements name it.
pub async fn holders(db: &impl ConnectionTrait) -> Result<HashMap<String, i64>> {
    let rows: Vec<(i64, Option<String>)> = producer_setting::Entity::find()
        .select_only()
        .column(producer_setting::Column::ProducerId)
        .column(producer_setting::Column::BankAccount)
        .filter(producer_setting::Column::BankAccount.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(producer, account)| Some((plain_account(&account?), producer)))
        .collect())
}

/// Where the bank sends money to some producers: bank, account and holder in one line. Who has no account is left
/// out.
pub async fn accounts_of(db: &impl ConnectionTrait, producers: &[i64]) -> Result<HashMap<i64, String>> {
    let rows = producer_setting::Entity::find()
        .filter(producer_setting::Column::ProducerId.is_in(producers.iter().copied()))
        .all(db)
        .await?;
    let told = rows.into_iter().filter_map(|row| {
        let bank = row.bank_bin.as_deref().and_then(bank_name)?;
        let (account, holder) = (row.bank_account?, row.bank_holder?);
        Some((row.producer_id, format!("{bank} · {account} · {holder}")))
    });
    Ok(told.collect())
}

/// The payment that a number as typed (of an order or of a purchase) names, by transfer to this account if there is one.
pub async fn payment_for(db: &impl ConnectionTrait, typed: &str, account: &str) -> Result<Option<i64>> {
    let Some(view) = orders::purchase(db, typed).await? else {
        return Ok(None);
    };
    let typed = orders::number::parse(typed).unwrap_or_default();
    let whole = view.purchase.number == typed;
    let payments = view
        .orders
        .iter()
        .filter(|one| whole || one.order.number == typed)
        .filter_map(|one| one.payment.as_ref().map(|(payment, _)| payment));
    let here = |payment: &payment::Model| {
        let told = payment.bank_account.as_deref().map(plain_account);
        told.is_some_and(|told| told == account)
    };
    let payments: Vec<&payment::Model> = payments.collect();
    let chosen = payments
        .iter()
        .find(|payment| here(payment))
        .or_else(|| payments.first());
    Ok(chosen.map(|payment| payment.id))
}

/// A dispute with the orders it is about.
#[derive(Clone, Debug)]
pub struct Disputed {
    /// The dispute.
    pub dispute: dispute::Model,
    /// Numbers of the orders, each with its producer.
    pub orders: Vec<(String, i64)>,
}

/// Disputes, open ones first, newest first: three queries.
pub async fn disputes(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Disputed>> {
    let open = dispute::Entity::find()
        .filter(dispute::Column::ClosedAt.is_null())
        .order_by_desc(dispute::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let over = dispute::Entity::find()
        .filter(dispute::Column::ClosedAt.is_not_null())
        .order_by_desc(dispute::Column::ClosedAt)
        .limit(most)
        .all(db)
        .await?;
    let rows: Vec<dispute::Model> = open.into_iter().chain(over).collect();
    let parts = payment_part::Entity::find()
        .filter(payment_part::Column::PaymentId.is_in(rows.iter().map(|row| row.payment_id)))
        .all(db)
        .await?;
    let orders: HashMap<i64, (String, i64)> = order::Entity::find()
        .filter(order::Column::Id.is_in(parts.iter().map(|part| part.order_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|order| (order.id, (order.number, order.producer_id)))
        .collect();
    Ok(rows
        .into_iter()
        .map(|dispute| Disputed {
            orders: parts
                .iter()
                .filter(|part| part.payment_id == dispute.payment_id)
                .filter_map(|part| orders.get(&part.order_id).cloned())
                .collect(),
            dispute,
        })
        .collect())
}

/// What of everybody's money waits for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoneyWaits {
    /// Transfers nobody can place.
    pub unmatched: u64,
    /// Open disputes.
    pub disputes: u64,
    /// Payouts that have to be sent.
    pub payouts: u64,
}

/// Counts what waits.
pub async fn money_waits(db: &impl ConnectionTrait) -> Result<MoneyWaits> {
    Ok(MoneyWaits {
        unmatched: bank_line::Entity::find()
            .filter(bank_line::Column::State.eq(BankLineState::Unmatched))
            .count(db)
            .await?,
        disputes: dispute::Entity::find()
            .filter(dispute::Column::ClosedAt.is_null())
            .count(db)
            .await?,
        payouts: payout::Entity::find()
            .filter(payout::Column::Status.eq(PayoutStatus::Claimed))
            .count(db)
            .await?,
    })
}
