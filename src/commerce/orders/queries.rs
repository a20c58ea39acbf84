//! Reading purchases and orders, always from somebody's own: by number with its token checked outside, by
//! person, by producer.

use entity::{order, order_event, order_line, payment, payment_part, purchase};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::number;
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};

/// An order with all that its page shows.
#[derive(Clone, Debug)]
pub struct OrderView {
    /// The order.
    pub order: order::Model,
    /// Its lines.
    pub lines: Vec<order_line::Model>,
    /// Its timeline, oldest first.
    pub events: Vec<order_event::Model>,
    /// Its part in a payment, with the payment.
    pub payment: Option<(payment::Model, payment_part::Model)>,
}

/// A purchase with its orders.
#[derive(Clone, Debug)]
pub struct PurchaseView {
    /// The purchase.
    pub purchase: purchase::Model,
    /// Its orders, in their places.
    pub orders: Vec<OrderView>,
}

/// A purchase by its number, or by that of one of its orders, as typed. Whether the asker may see it is the
/// caller's to check, with the token or the person.
pub async fn purchase(db: &impl ConnectionTrait, typed: &str) -> Result<Option<PurchaseView>> {
    let Some(number) = number::parse(typed) else {
        return Ok(None);
    };
    let own = purchase::Entity::find()
        .filter(purchase::Column::Number.eq(&number))
        .one(db)
        .await?;
    let found = if own.is_some() {
        own
    } else {
        let order = order::Entity::find()
            .filter(order::Column::Number.eq(&number))
            .one(db)
            .await?;
        match order {
            Some(order) => purchase::Entity::find_by_id(order.purchase_id).one(db).await?,
            None => None,
        }
    };
    match found {
        Some(purchase) => {
            let orders = orders_of(db, purchase.id).await?;
            Ok(Some(PurchaseView { purchase, orders }))
        }
        None => Ok(None),
    }
}

/// A purchase by its key, with everything on it.
pub async fn whole(db: &impl ConnectionTrait, purchase_id: i64) -> Result<Option<PurchaseView>> {
    match purchase::Entity::find_by_id(purchase_id).one(db).await? {
        Some(purchase) => {
            let orders = orders_of(db, purchase.id).await?;
            Ok(Some(PurchaseView { purchase, orders }))
        }
        None => Ok(None),
    }
}

/// The orders of a purchase with everything on them: five queries, whatever their number.
pub async fn orders_of(db: &impl ConnectionTrait, purchase_id: i64) -> Result<Vec<OrderView>> {
    let orders = order::Entity::find()
        .filter(order::Column::PurchaseId.eq(purchase_id))
        .order_by_asc(order::Column::Position)
        .all(db)
        .await?;
    with_details(db, orders).await
}

/// One order with everything on it.
pub async fn order(db: &impl ConnectionTrait, order_id: i64) -> Result<Option<OrderView>> {
    let found = order::Entity::find_by_id(order_id).all(db).await?;
    Ok(with_details(db, found).await?.pop())
}

/// One order of a producer by its number.
pub async fn order_of(db: &impl ConnectionTrait, producer_id: i64, typed: &str) -> Result<Option<OrderView>> {
    let Some(number) = number::parse(typed) else {
        return Ok(None);
    };
    let found = order::Entity::find()
        .filter(order::Column::ProducerId.eq(producer_id))
        .filter(order::Column::Number.eq(number))
        .all(db)
        .await?;
    Ok(with_details(db, found).await?.pop())
}

pub(super) async fn with_details(
    db: &impl ConnectionTrait,
    orders: Vec<order::Model>,
) -> Result<Vec<OrderView>> {
    let ids: Vec<i64> = orders.iter().map(|order| order.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let lines = order_line::Entity::find()
        .filter(order_line::Column::OrderId.is_in(ids.iter().copied()))
        .order_by_asc(order_line::Column::Position)
        .all(db)
        .await?;
    let events = order_event::Entity::find()
        .filter(order_event::Column::OrderId.is_in(ids.iter().copied()))
        .order_by_asc(order_event::Column::Id)
        .all(db)
        .await?;
    let parts = payment_part::Entity::find()
        .filter(payment_part::Column::OrderId.is_in(ids))
        .all(db)
        .await?;
    let payments = payment::Entity::find()
        .filter(payment::Column::Id.is_in(parts.iter().map(|part| part.payment_id)))
        .all(db)
        .await?;
    Ok(orders
        .into_iter()
        .map(|order| OrderView {
            lines: lines
                .iter()
                .filter(|line| line.order_id == order.id)
                .cloned()
                .collect(),
            events: events
                .iter()
                .filter(|event| event.order_id == order.id)
                .cloned()
                .collect(),
            payment: parts
                .iter()
                .find(|part| part.order_id == order.id)
                .and_then(|part| {
                    let payment = payments.iter().find(|payment| payment.id == part.payment_id)?;
                    Some((payment.clone(), part.clone()))
                }),
            order,
        })
        .collect())
}

/// The keys of an order's lines.
pub async fn lines_of(txn: &Txn, order_id: i64) -> Result<Vec<i64>> {
    Ok(order_line::Entity::find()
        .select_only()
        .column(order_line::Column::Id)
        .filter(order_line::Column::OrderId.eq(order_id))
        .into_tuple()
        .all(txn)
        .await?)
}

/// A person's purchases, newest first; `before` is the key of the last one on the page before.
pub async fn of_person(
    db: &impl ConnectionTrait,
    user_id: i64,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<PurchaseView>> {
    let mut query = purchase::Entity::find()
        .filter(purchase::Column::UserId.eq(user_id))
        .order_by_desc(purchase::Column::Id)
        .limit(limit);
    if let Some(before) = before {
        query = query.filter(purchase::Column::Id.lt(before));
    }
    let purchases = query.all(db).await?;
    let orders = order::Entity::find()
        .filter(order::Column::PurchaseId.is_in(purchases.iter().map(|purchase| purchase.id)))
        .order_by_asc(order::Column::Position)
        .all(db)
        .await?;
    let mut all = with_details(db, orders).await?;
    Ok(purchases
        .into_iter()
        .map(|purchase| {
            let (own, rest) = all
                .drain(..)
                .partition(|view: &OrderView| view.order.purchase_id == purchase.id);
            all = rest;
            PurchaseView {
                purchase,
                orders: own,
            }
        })
        .collect())
}

/// Gives an order the next number in its producer's own series of receipts, if it has none. The counter is
/// locked until the transaction ends, so the series has no gap.
pub async fn invoice_number(txn: &Txn, order: &order::Model) -> Result<i64> {
    use entity::counter;
    use sea_orm::ActiveValue::Set;
    use sea_orm::ExprTrait as _;
    use sea_orm::sea_query::{Expr, OnConflict};

    if let Some(number) = order.invoice_no {
        return Ok(number);
    }
    let name = format!("receipt:{}", order.producer_id);
    let row = counter::ActiveModel {
        name: Set(name.clone()),
        next: Set(1),
    };
    counter::Entity::insert(row)
        .on_conflict(OnConflict::column(counter::Column::Name).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    let counted = counter::Entity::update_many()
        .col_expr(counter::Column::Next, Expr::col(counter::Column::Next).add(1))
        .filter(counter::Column::Name.eq(name))
        .exec_with_returning(txn)
        .await?;
    let number = counted
        .first()
        .map(|row| row.next - 1)
        .ok_or_else(|| Error::new("a series of receipts that cannot count"))?;
    order::Entity::update_many()
        .col_expr(order::Column::InvoiceNo, Expr::value(Some(number)))
        .filter(order::Column::Id.eq(order.id))
        .exec(txn)
        .await?;
    Ok(number)
}
