//! A producer's orders as its desk reads them: by what has to be done with them, newest first. Every query begins
//! at the producer.

use std::collections::HashMap;

use entity::{
    OrderStatus, PaymentMethod, RefundStatus, ReturnStatus, order, payment, payment_part, purchase, refund,
    return_request,
};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::number;
use super::queries::{OrderView, with_details};
use foundation::kernel::error::Result;

/// What has to be done with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Money or the producer's word is awaited.
    Confirm,
    /// It has to be made ready.
    Pack,
    /// It has to be sent.
    Ship,
    /// It is under way.
    Way,
    /// It is over.
    Done,
}

impl Tab {
    /// All of them, in the order of work.
    pub const ALL: [Self; 5] = [Self::Confirm, Self::Pack, Self::Ship, Self::Way, Self::Done];

    /// As an address says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Pack => "pack",
            Self::Ship => "ship",
            Self::Way => "way",
            Self::Done => "done",
        }
    }

    /// The tab an address names; the first for anything else.
    pub fn named(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|tab| tab.word() == word)
            .unwrap_or(Self::Confirm)
    }

    /// Where an order of a status is to be found.
    pub const fn of(status: OrderStatus) -> Self {
        match status {
            OrderStatus::AwaitingPayment | OrderStatus::AwaitingConfirmation => Self::Confirm,
            OrderStatus::Confirmed => Self::Pack,
            OrderStatus::Packed => Self::Ship,
            OrderStatus::Shipped => Self::Way,
            OrderStatus::Delivered
            | OrderStatus::Cancelled
            | OrderStatus::Refused
            | OrderStatus::Returned => Self::Done,
        }
    }

    const fn statuses(self) -> &'static [OrderStatus] {
        match self {
            Self::Confirm => &[OrderStatus::AwaitingConfirmation, OrderStatus::AwaitingPayment],
            Self::Pack => &[OrderStatus::Confirmed],
            Self::Ship => &[OrderStatus::Packed],
            Self::Way => &[OrderStatus::Shipped],
            Self::Done => &[
                OrderStatus::Delivered,
                OrderStatus::Cancelled,
                OrderStatus::Refused,
                OrderStatus::Returned,
            ],
        }
    }
}

/// An order with who bought. What of that may be seen is [`super::reach`]'s to say.
#[derive(Clone, Debug)]
pub struct DeskOrder {
    /// The purchase it is part of.
    pub purchase: purchase::Model,
    /// The order.
    pub view: OrderView,
}

/// A producer's orders of a tab, newest first; those below `before` only.
pub async fn of_producer(
    db: &impl ConnectionTrait,
    producer_id: i64,
    tab: Tab,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<DeskOrder>> {
    let mut query = own(producer_id)
        .filter(order::Column::Status.is_in(tab.statuses().iter().copied()))
        .order_by_desc(order::Column::Id)
        .limit(most);
    if let Some(before) = before {
        query = query.filter(order::Column::Id.lt(before));
    }
    complete(db, query).await
}

/// One order of a producer by its number, with who bought.
pub async fn desk_order(
    db: &impl ConnectionTrait,
    producer_id: i64,
    typed: &str,
) -> Result<Option<DeskOrder>> {
    let Some(number) = number::parse(typed) else {
        return Ok(None);
    };
    let query = own(producer_id).filter(order::Column::Number.eq(number));
    Ok(complete(db, query).await?.pop())
}

/// Those of these orders that are the producer's, oldest first: for sheets.
pub async fn chosen(
    db: &impl ConnectionTrait,
    producer_id: i64,
    typed: &[&str],
    most: u64,
) -> Result<Vec<DeskOrder>> {
    let numbers: Vec<String> = typed.iter().filter_map(|one| number::parse(one)).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let query = own(producer_id)
        .filter(order::Column::Number.is_in(numbers))
        .order_by_asc(order::Column::Id)
        .limit(most);
    complete(db, query).await
}

/// Orders of a producer that wait for a transfer, newest first.
pub async fn awaiting_transfer(
    db: &impl ConnectionTrait,
    producer_id: i64,
    most: u64,
) -> Result<Vec<DeskOrder>> {
    let by_transfer = Query::select()
        .column(purchase::Column::Id)
        .from(purchase::Entity)
        .and_where(purchase::Column::Method.eq(PaymentMethod::BankTransfer))
        .to_owned();
    let query = own(producer_id)
        .filter(order::Column::Status.eq(OrderStatus::AwaitingPayment))
        .filter(Expr::col(order::Column::PurchaseId).in_subquery(by_transfer))
        .order_by_desc(order::Column::Id)
        .limit(most);
    complete(db, query).await
}

/// Orders that wait for the producer's word, those first that run out first.
pub async fn to_answer(db: &impl ConnectionTrait, producer_id: i64, most: u64) -> Result<Vec<order::Model>> {
    Ok(own(producer_id)
        .filter(order::Column::Status.eq(OrderStatus::AwaitingConfirmation))
        .order_by_asc(order::Column::ExpiresAt)
        .order_by_asc(order::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// How many orders a producer has in each state that is not over.
pub async fn open_counts(db: &impl ConnectionTrait, producer_id: i64) -> Result<HashMap<OrderStatus, i64>> {
    let open = [Tab::Confirm, Tab::Pack, Tab::Ship, Tab::Way]
        .into_iter()
        .flat_map(|tab| tab.statuses().iter().copied());
    let rows: Vec<(OrderStatus, i64)> = own(producer_id)
        .select_only()
        .column(order::Column::Status)
        .column_as(order::Column::Id.count(), "orders")
        .filter(order::Column::Status.is_in(open))
        .group_by(order::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Orders of a producer whose buyers ask to give goods back and that wait for an answer or for the goods, with
/// where the return stands.
pub async fn open_returns(
    db: &impl ConnectionTrait,
    producer_id: i64,
    most: u64,
) -> Result<Vec<(order::Model, ReturnStatus)>> {
    let requests = return_request::Entity::find()
        .filter(return_request::Column::Status.is_in([ReturnStatus::Asked, ReturnStatus::Accepted]))
        .filter(Expr::col(return_request::Column::OrderId).in_subquery(keys_of(producer_id)))
        .order_by_asc(return_request::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let orders = of_keys(db, requests.iter().map(|request| request.order_id)).await?;
    Ok(requests
        .iter()
        .filter_map(|request| {
            let order = orders.iter().find(|order| order.id == request.order_id)?;
            Some((order.clone(), request.status))
        })
        .collect())
}

/// Refunds that a producer has to send itself, since the money was paid straight to it, with their orders.
pub async fn refunds_to_send(
    db: &impl ConnectionTrait,
    producer_id: i64,
    most: u64,
) -> Result<Vec<(order::Model, refund::Model)>> {
    let by_card = Query::select()
        .column(payment::Column::Id)
        .from(payment::Entity)
        .and_where(payment::Column::Method.eq(PaymentMethod::Card))
        .to_owned();
    let refunds = refund::Entity::find()
        .filter(refund::Column::Status.eq(RefundStatus::Asked))
        .filter(Expr::col(refund::Column::OrderId).in_subquery(keys_of(producer_id)))
        .filter(Expr::col(refund::Column::PaymentId).not_in_subquery(by_card))
        .order_by_asc(refund::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let orders = of_keys(db, refunds.iter().map(|refund| refund.order_id)).await?;
    Ok(refunds
        .into_iter()
        .filter_map(|refund| {
            let order = orders.iter().find(|order| order.id == refund.order_id)?;
            Some((order.clone(), refund))
        })
        .collect())
}

/// The refunds of an order, oldest first. Whose order it is, is the caller's to know.
pub async fn refunds_of(db: &impl ConnectionTrait, order_id: i64) -> Result<Vec<refund::Model>> {
    Ok(refund::Entity::find()
        .filter(refund::Column::OrderId.eq(order_id))
        .order_by_asc(refund::Column::Id)
        .all(db)
        .await?)
}

/// For payments, the number of the producer's order that each is for.
pub async fn numbers_of_payments(
    db: &impl ConnectionTrait,
    producer_id: i64,
    payments: &[i64],
) -> Result<HashMap<i64, String>> {
    if payments.is_empty() {
        return Ok(HashMap::new());
    }
    let parts = payment_part::Entity::find()
        .filter(payment_part::Column::PaymentId.is_in(payments.iter().copied()))
        .filter(Expr::col(payment_part::Column::OrderId).in_subquery(keys_of(producer_id)))
        .all(db)
        .await?;
    let orders = of_keys(db, parts.iter().map(|part| part.order_id)).await?;
    Ok(parts
        .iter()
        .filter_map(|part| {
            let order = orders.iter().find(|order| order.id == part.order_id)?;
            Some((part.payment_id, order.number.clone()))
        })
        .collect())
}

fn own(producer_id: i64) -> Select<order::Entity> {
    order::Entity::find().filter(order::Column::ProducerId.eq(producer_id))
}

fn keys_of(producer_id: i64) -> SelectStatement {
    Query::select()
        .column(order::Column::Id)
        .from(order::Entity)
        .and_where(order::Column::ProducerId.eq(producer_id))
        .to_owned()
}

async fn of_keys(db: &impl ConnectionTrait, keys: impl Iterator<Item = i64>) -> Result<Vec<order::Model>> {
    Ok(order::Entity::find()
        .filter(order::Column::Id.is_in(keys))
        .all(db)
        .await?)
}

/// The orders of a query with all that is on them: six queries, whatever their number.
async fn complete(db: &impl ConnectionTrait, query: Select<order::Entity>) -> Result<Vec<DeskOrder>> {
    let orders = query.all(db).await?;
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let purchases: HashMap<i64, purchase::Model> = purchase::Entity::find()
        .filter(purchase::Column::Id.is_in(orders.iter().map(|order| order.purchase_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|purchase| (purchase.id, purchase))
        .collect();
    let views = with_details(db, orders).await?;
    Ok(views
        .into_iter()
        .filter_map(|view| {
            let purchase = purchases.get(&view.order.purchase_id)?.clone();
            Some(DeskOrder { purchase, view })
        })
        .collect())
}
