//! What the desk reads of cash on delivery: what carriers still have to hand over, batches, and lines that do not fit.
//! Every query begins at the producer.

use entity::{
    OrderStatus, PaymentMethod, RemittanceState, Vnd, order, purchase, remittance, remittance_line,
};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::remit;
use foundation::kernel::error::Result;

/// A batch that was written down.
pub type Remittance = remittance::Model;
/// A line of one.
pub type RemittanceLine = remittance_line::Model;

/// Cash that carriers still have to hand over.
#[derive(Clone, Debug, Default)]
pub struct Outstanding {
    /// How many orders that are.
    pub count: u64,
    /// The oldest of them, with what is expected.
    pub orders: Vec<(order::Model, Vnd)>,
}

/// Orders of a producer that are paid in cash, are under way or delivered, and whose money no carrier has handed over;
/// the oldest `most`.
pub async fn outstanding(db: &impl ConnectionTrait, producer_id: i64, most: u64) -> Result<Outstanding> {
    let query = || -> Select<order::Entity> {
        let in_cash = Query::select()
            .column(purchase::Column::Id)
            .from(purchase::Entity)
            .and_where(purchase::Column::Method.eq(PaymentMethod::Cod))
            .to_owned();
        let handed_over = Query::select()
            .column(remittance_line::Column::OrderId)
            .from(remittance_line::Entity)
            .and_where(remittance_line::Column::OrderId.is_not_null())
            .to_owned();
        order::Entity::find()
            .filter(order::Column::ProducerId.eq(producer_id))
            .filter(order::Column::Status.is_in([OrderStatus::Shipped, OrderStatus::Delivered]))
            .filter(Expr::col(order::Column::PurchaseId).in_subquery(in_cash))
            .filter(Expr::col(order::Column::Id).not_in_subquery(handed_over))
    };
    let count = query().count(db).await?;
    let orders = query()
        .order_by_asc(order::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let due = remit::expected(db, &orders).await?;
    Ok(Outstanding {
        count,
        orders: orders
            .into_iter()
            .map(|order| {
                let due = due.get(&order.id).copied().unwrap_or(Vnd::ZERO);
                (order, due)
            })
            .collect(),
    })
}

/// Batches of a producer, the newest first.
pub async fn remittances(db: &impl ConnectionTrait, producer_id: i64, most: u64) -> Result<Vec<Remittance>> {
    Ok(remittance::Entity::find()
        .filter(remittance::Column::ProducerId.eq(producer_id))
        .order_by_desc(remittance::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// A batch of a producer with its lines.
pub async fn remittance(
    db: &impl ConnectionTrait,
    producer_id: i64,
    id: i64,
) -> Result<Option<(Remittance, Vec<RemittanceLine>)>> {
    let found = remittance::Entity::find_by_id(id)
        .filter(remittance::Column::ProducerId.eq(producer_id))
        .one(db)
        .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let lines = remittance_line::Entity::find()
        .filter(remittance_line::Column::RemittanceId.eq(id))
        .order_by_asc(remittance_line::Column::Position)
        .all(db)
        .await?;
    Ok(Some((found, lines)))
}

/// Lines of a producer's batches that do not fit and are not settled, the oldest first.
pub async fn open_differences(
    db: &impl ConnectionTrait,
    producer_id: i64,
    most: u64,
) -> Result<Vec<RemittanceLine>> {
    Ok(remittance_line::Entity::find()
        .filter(Expr::col(remittance_line::Column::RemittanceId).in_subquery(own(producer_id)))
        .filter(remittance_line::Column::State.ne(RemittanceState::Exact))
        .filter(remittance_line::Column::SettledAt.is_null())
        .order_by_asc(remittance_line::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

fn own(producer_id: i64) -> SelectStatement {
    Query::select()
        .column(remittance::Column::Id)
        .from(remittance::Entity)
        .and_where(remittance::Column::ProducerId.eq(producer_id))
        .to_owned()
}
