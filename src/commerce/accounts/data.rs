//! One's own data: a copy of all of it, and its erasure (Luật 91/2025). What the law of commerce and accounts
//! wants kept, orders for three years, is kept without a link to the person.

use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::{
    MemberRole, OrderStatus, account_token, cart, consent, follow, order, place_manager, producer_member,
    purchase, user, user_address, wish,
};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::ground::{Ground, proof};
use super::refusal::Refusal;
use super::{second_factor, sessions, sign_in, throttle};
use crate::applications;
use crate::enquiries;
use crate::orders;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// How long an order is kept after it was placed, months.
pub const ORDERS_KEPT: Months = Months::new(36);

/// Where an order will not move any more.
const DONE: [OrderStatus; 4] = [
    OrderStatus::Delivered,
    OrderStatus::Cancelled,
    OrderStatus::Refused,
    OrderStatus::Returned,
];

/// What is left after an erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Purchases that are kept without a link to the person.
    pub purchases: u64,
    /// Those of them that are under way: name and address stay until they are done.
    pub under_way: u64,
    /// The last day on which one is kept.
    pub until: Option<NaiveDate>,
}

/// What an erasure would leave, shown before it is asked for.
pub async fn would_keep(db: &Db, user_id: i64) -> Result<Kept> {
    kept(db, user_id).await
}

async fn kept(db: &impl sea_orm::ConnectionTrait, user_id: i64) -> Result<Kept> {
    let own = || purchase::Entity::find().filter(purchase::Column::UserId.eq(user_id));
    let last: Option<DateTime<Utc>> = own()
        .select_only()
        .column(purchase::Column::PlacedAt)
        .order_by_desc(purchase::Column::PlacedAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(Kept {
        purchases: own().count(db).await?,
        under_way: own()
            .filter(Expr::col(purchase::Column::Id).in_subquery(open_purchases()))
            .count(db)
            .await?,
        until: last.and_then(|placed| vietnam_day(placed).checked_add_months(ORDERS_KEPT)),
    })
}

/// Purchases with an order that is not done.
fn open_purchases() -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(order::Column::PurchaseId)
        .from(order::Entity)
        .and_where(order::Column::Status.is_not_in(DONE))
        .to_owned()
}

/// Erases an account at once. Wants the password. Refused to the last owner of a producer: somebody else has
/// to be one first.
pub async fn erase(ground: Ground<'_>, user_id: i64, password: &str) -> Answer<Kept, Refusal> {
    let proof = match proof(ground.db, user_id, password).await? {
        Ok(proof) => proof,
        Err(refusal) => return Ok(Err(refusal)),
    };
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        if let Err(refusal) = proof.judge(&txn, ground.now).await? {
            txn.commit().await?;
            return Ok(Err(refusal));
        }
        if is_last_owner(&txn, user_id).await? {
            return Ok(Err(Refusal::LastOwner));
        }
        let kept = kept(&txn, user_id).await?;
        unlink_orders(&txn, ground.now, user_id).await?;
        drop_rows(&txn, user_id).await?;
        enquiries::erase(&txn, ground.now, user_id).await?;
        applications::erase(&txn, ground.now, user_id).await?;
        let row = user::ActiveModel {
            id: Set(user_id),
            email: Set(None),
            email_key: Set(None),
            phone: Set(None),
            name: Set(String::new()),
            password_hash: Set(String::new()),
            staff_role: Set(None),
            email_verified_at: Set(None),
            phone_verified_at: Set(None),
            totp_secret: Set(None),
            totp_enabled_at: Set(None),
            totp_last_step: Set(None),
            updated_at: Set(ground.now),
            erased_at: Set(Some(ground.now)),
            ..Default::default()
        };
        user::Entity::update(row).exec(&txn).await?;
        ground.record(&txn, user_id, "account.erase").await?;
        txn.commit().await?;
        Ok(Ok(kept))
    })
    .await
}

/// Whether somebody owns a producer that nobody else owns. The owners' rows are held, so that two of them
/// cannot leave at once.
async fn is_last_owner(txn: &Txn, user_id: i64) -> Result<bool> {
    let own = Query::select()
        .column(producer_member::Column::ProducerId)
        .from(producer_member::Entity)
        .and_where(producer_member::Column::UserId.eq(user_id))
        .and_where(producer_member::Column::Role.eq(MemberRole::Owner))
        .to_owned();
    let owners = producer_member::Entity::find()
        .filter(producer_member::Column::Role.eq(MemberRole::Owner))
        .filter(Expr::col(producer_member::Column::ProducerId).in_subquery(own))
        .order_by_asc(producer_member::Column::ProducerId)
        .order_by_asc(producer_member::Column::UserId)
        .lock_exclusive()
        .all(txn)
        .await?;
    Ok(owners.iter().filter(|row| row.user_id == user_id).any(|mine| {
        !owners
            .iter()
            .any(|other| other.producer_id == mine.producer_id && other.user_id != user_id)
    }))
}

/// Cuts the link between orders and person, empties the particulars of those that are done, and forgets what was
/// said and shown in returns.
async fn unlink_orders(txn: &Txn, now: DateTime<Utc>, user_id: i64) -> Result<()> {
    let own: Vec<i64> = purchase::Entity::find()
        .select_only()
        .column(purchase::Column::Id)
        .filter(purchase::Column::UserId.eq(user_id))
        .into_tuple()
        .all(txn)
        .await?;
    orders::forget_returns(txn, now, &own).await?;
    purchase::Entity::update_many()
        .col_expr(purchase::Column::UserId, Expr::value(Option::<i64>::None))
        .col_expr(purchase::Column::ErasedAt, Expr::value(Some(now)))
        .filter(purchase::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    empty_particulars(txn).await?;
    Ok(())
}

/// Empties name, address, telephone and words of purchases whose owner is gone and whose orders are done. What
/// stands on an invoice stays: accounts must be kept.
async fn empty_particulars(db: &impl sea_orm::ConnectionTrait) -> Result<u64> {
    let nothing = || Expr::value(Option::<String>::None);
    let emptied = purchase::Entity::update_many()
        .col_expr(purchase::Column::Name, Expr::value(""))
        .col_expr(purchase::Column::Phone, Expr::value(""))
        .col_expr(purchase::Column::Email, nothing())
        .col_expr(purchase::Column::Street, nothing())
        .col_expr(purchase::Column::Ward, nothing())
        .col_expr(purchase::Column::District, nothing())
        .col_expr(purchase::Column::Note, nothing())
        .col_expr(purchase::Column::GiftNote, nothing())
        .filter(purchase::Column::ErasedAt.is_not_null())
        // In these words stands the index: a value that is bound would hide them.
        .filter(Expr::cust("phone <> ''"))
        .filter(Expr::col(purchase::Column::Id).not_in_subquery(open_purchases()))
        .exec(db)
        .await?;
    Ok(emptied.rows_affected)
}

/// What time does: purchases of erased accounts lose their particulars when they are done, counts of tries go.
pub async fn tidy(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    throttle::tidy(db, now).await?;
    empty_particulars(db).await
}

/// Cuts purchases loose from who bought that were placed before `before`; says which, at most `limit`. Their
/// particulars are emptied with the next [`tidy`], once all of their orders are done.
pub async fn let_go(txn: &Txn, now: DateTime<Utc>, before: DateTime<Utc>, limit: u64) -> Result<Vec<i64>> {
    let due: Vec<i64> = purchase::Entity::find()
        .select_only()
        .column(purchase::Column::Id)
        .filter(purchase::Column::ErasedAt.is_null())
        .filter(Expr::col(purchase::Column::PlacedAt).lt(before))
        .order_by_asc(purchase::Column::PlacedAt)
        .limit(limit)
        .into_tuple()
        .all(txn)
        .await?;
    if !due.is_empty() {
        purchase::Entity::update_many()
            .col_expr(purchase::Column::UserId, Expr::value(Option::<i64>::None))
            .col_expr(purchase::Column::ErasedAt, Expr::value(Some(now)))
            .filter(purchase::Column::Id.is_in(due.iter().copied()))
            .exec(txn)
            .await?;
    }
    Ok(due)
}

/// Everything that is the person's alone.
async fn drop_rows(txn: &Txn, user_id: i64) -> Result<()> {
    sessions::revoke(txn, user_id, None, None).await?;
    sign_in::forget_devices(txn, user_id).await?;
    second_factor::drop_codes(txn, user_id).await?;
    throttle::forget(txn, &sign_in::account_key(user_id)).await?;
    account_token::Entity::delete_many()
        .filter(account_token::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    user_address::Entity::delete_many()
        .filter(user_address::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    wish::Entity::delete_many()
        .filter(wish::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    follow::Entity::delete_many()
        .filter(follow::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    cart::Entity::delete_many()
        .filter(cart::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    producer_member::Entity::delete_many()
        .filter(producer_member::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    place_manager::Entity::delete_many()
        .filter(place_manager::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    consent::Entity::update_many()
        .col_expr(consent::Column::UserId, Expr::value(Option::<i64>::None))
        .filter(consent::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    Ok(())
}
