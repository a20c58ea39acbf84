//! The figures of one month, read from its orders in one snapshot.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::Vnd;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseBackend, FromQueryResult, IsolationLevel, Statement,
    TransactionOptions, TransactionTrait, Value,
};

use super::SOLD;
use super::calendar::later;
use foundation::kernel::clock::vietnam_midnight;
use foundation::kernel::db::{Db, Txn};
use foundation::kernel::error::{Error, Result};

/// What a producer sold of a product.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Sold {
    pub(super) producer_id: i64,
    pub(super) product_id: Option<i64>,
    pub(super) set_id: Option<i64>,
    pub(super) group_id: Option<i64>,
    pub(super) orders: i64,
    pub(super) pieces: i64,
    pub(super) turnover: i64,
    /// Filled in afterwards.
    #[sea_orm(skip)]
    pub(super) refunded: i64,
}

/// What was sold of a group; group 0 is everything.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Group {
    pub(super) group_id: i64,
    pub(super) orders: i64,
    pub(super) pieces: i64,
    pub(super) turnover: i64,
    pub(super) refunded: i64,
}

/// The figures of a month.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    pub(super) products: Vec<Sold>,
    pub(super) groups: Vec<Group>,
}

/// The lines of what was sold between two moments, each with its product: by its pack while that exists, else by the
/// address the product had.
const LINES: &str = "FROM orders o JOIN order_lines l ON l.order_id = o.id \
     LEFT JOIN variants v ON v.id = l.variant_id \
     LEFT JOIN products p ON v.id IS NULL AND p.slug = l.product_slug \
     LEFT JOIN products q ON q.id = COALESCE(v.product_id, p.id) \
     LEFT JOIN product_sets st ON st.id = q.set_id \
     WHERE o.placed_at >= $1 AND o.placed_at < $2 AND";

/// Reads a month.
pub(super) async fn month(db: &Db, month: NaiveDate) -> Result<Figures> {
    let txn = snapshot(db).await?;
    let range = [vietnam_midnight(month), vietnam_midnight(later(month, 1))];
    let mut products = sold(&txn, range).await?;
    let back = refunded(&txn, range).await?;
    for row in &mut products {
        let key = (row.producer_id, row.product_id);
        row.refunded = back.get(&key).copied().unwrap_or(0);
    }
    let mut groups = orders_by_group(&txn, range).await?;
    txn.rollback().await?;
    for row in &products {
        for group in &mut groups {
            if group.group_id == 0 || Some(group.group_id) == row.group_id {
                group.pieces += row.pieces;
                group.turnover += row.turnover;
                group.refunded += row.refunded;
            }
        }
    }
    Ok(Figures { products, groups })
}

/// A transaction that only reads, all of it as of one moment: PostgreSQL has to be told, SQLite does it by itself.
async fn snapshot(db: &Db) -> Result<Txn> {
    let postgres = db.get_database_backend() == DatabaseBackend::Postgres;
    let options = TransactionOptions {
        isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
        access_mode: postgres.then_some(AccessMode::ReadOnly),
        ..TransactionOptions::default()
    };
    Ok(db.begin_with_options(options).await?)
}

fn statement(txn: &Txn, sql: String, [from, until]: [DateTime<Utc>; 2]) -> Statement {
    let values: [Value; 2] = [from.into(), until.into()];
    Statement::from_sql_and_values(txn.get_database_backend(), sql, values)
}

async fn sold(txn: &Txn, range: [DateTime<Utc>; 2]) -> Result<Vec<Sold>> {
    let sql = format!(
        "SELECT o.producer_id AS producer_id, q.id AS product_id, q.set_id AS set_id, st.group_id AS group_id, \
         COUNT(DISTINCT o.id) AS orders, CAST(SUM(l.quantity) AS BIGINT) AS pieces, \
         CAST(SUM(l.total) AS BIGINT) AS turnover \
         {LINES} {SOLD} GROUP BY o.producer_id, q.id, q.set_id, st.group_id"
    );
    Ok(Sold::find_by_statement(statement(txn, sql, range))
        .all(txn)
        .await?)
}

#[derive(FromQueryResult)]
struct Counted {
    group_id: i64,
    orders: i64,
}

/// Orders by group, and all of them under 0. An order of two groups is one order, so they do not add up.
async fn orders_by_group(txn: &Txn, range: [DateTime<Utc>; 2]) -> Result<Vec<Group>> {
    let by_group = format!(
        "SELECT st.group_id AS group_id, COUNT(DISTINCT o.id) AS orders \
         {LINES} {SOLD} AND st.group_id IS NOT NULL GROUP BY st.group_id"
    );
    let all = format!(
        "SELECT CAST(0 AS BIGINT) AS group_id, COUNT(*) AS orders FROM orders o \
         WHERE o.placed_at >= $1 AND o.placed_at < $2 AND {SOLD}"
    );
    let mut groups = Vec::new();
    for sql in [all, by_group] {
        let found = Counted::find_by_statement(statement(txn, sql, range))
            .all(txn)
            .await?;
        groups.extend(found.into_iter().map(|row| Group {
            group_id: row.group_id,
            orders: row.orders,
            ..Group::default()
        }));
    }
    Ok(groups)
}

#[derive(FromQueryResult)]
struct Back {
    order_id: i64,
    producer_id: i64,
    product_id: Option<i64>,
    total: i64,
    refund: i64,
}

/// A producer and a product of it, where it is known still.
type Key = (i64, Option<i64>);

/// What went back, by producer and product. A refund is about a whole order: it is shared out over the order's goods
/// in proportion to what they cost, and what is more than the goods was for delivery. One that failed did not go.
async fn refunded(txn: &Txn, range: [DateTime<Utc>; 2]) -> Result<HashMap<Key, i64>> {
    let sql = format!(
        "SELECT o.id AS order_id, o.producer_id AS producer_id, q.id AS product_id, \
         CAST(SUM(l.total) AS BIGINT) AS total, \
         (SELECT CAST(SUM(r.amount) AS BIGINT) FROM refunds r WHERE r.order_id = o.id AND r.status <> 'failed') \
         AS refund \
         {LINES} {SOLD} AND EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND r.status <> 'failed') \
         GROUP BY o.id, o.producer_id, q.id ORDER BY o.id"
    );
    let rows = Back::find_by_statement(statement(txn, sql, range))
        .all(txn)
        .await?;
    let mut found: HashMap<Key, i64> = HashMap::new();
    for order in rows.chunk_by(|one, other| one.order_id == other.order_id) {
        let weights: Vec<u64> = order
            .iter()
            .map(|row| u64::try_from(row.total).unwrap_or(0))
            .collect();
        let goods: i64 = order.iter().map(|row| row.total).sum();
        let back = order.first().map_or(0, |row| row.refund.min(goods));
        if back <= 0 {
            continue;
        }
        let parts = Vnd::new(back)
            .split(&weights)
            .map_err(|error| Error::because("sharing a refund out", error))?;
        for (row, part) in order.iter().zip(parts) {
            *found.entry((row.producer_id, row.product_id)).or_default() += part.dong();
        }
    }
    Ok(found)
}
