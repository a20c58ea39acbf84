//! What is not public and needs no figures worked out before: who has sold lately, who stood at which event.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::SOLD;
use foundation::kernel::error::Result;

#[derive(FromQueryResult)]
struct Last {
    id: i64,
    last: Option<DateTime<Utc>>,
}

/// When each producer that is shown last sold something, if it ever did: one look into an index for each. Orders get
/// their keys as they are placed, so the youngest is the one with the highest.
pub async fn last_sales(db: &impl ConnectionTrait) -> Result<HashMap<i64, Option<DateTime<Utc>>>> {
    let sql = format!(
        "SELECT p.id AS id, (SELECT o.placed_at FROM orders o WHERE o.producer_id = p.id AND {SOLD} \
         ORDER BY o.id DESC LIMIT 1) AS last FROM producers p WHERE p.status = 'published'"
    );
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = Last::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.last)).collect())
}

/// Who stood at an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Booths on its plan.
    pub booths: i64,
    /// Producers of ours.
    pub producers: i64,
    /// Products they showed.
    pub products: i64,
    /// Visitors, where somebody wrote them down.
    pub visitors: Option<i64>,
    /// Turnover in đồng, where somebody wrote it down.
    pub turnover: Option<i64>,
    /// Contracts, where somebody wrote them down.
    pub contracts: Option<i64>,
}

#[derive(FromQueryResult)]
struct Brought {
    event_id: i64,
    visitors: Option<i64>,
    turnover: Option<i64>,
    contracts: Option<i64>,
}

#[derive(FromQueryResult)]
struct Stood {
    event_id: i64,
    booths: i64,
    producers: i64,
    products: i64,
}

/// Who stood at each event that has a plan, and what each is said to have brought, by event.
pub async fn attendance(db: &impl ConnectionTrait) -> Result<HashMap<i64, Attendance>> {
    let sql = "SELECT b.event_id AS event_id, COUNT(DISTINCT b.id) AS booths, \
         COUNT(DISTINCT b.producer_id) AS producers, COUNT(DISTINCT s.product_id) AS products \
         FROM event_booths b LEFT JOIN event_booth_products s ON s.booth_id = b.id GROUP BY b.event_id";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = Stood::find_by_statement(statement).all(db).await?;
    let stood = |row: Stood| Attendance {
        booths: row.booths,
        producers: row.producers,
        products: row.products,
        ..Attendance::default()
    };
    let mut found: HashMap<i64, Attendance> =
        rows.into_iter().map(|row| (row.event_id, stood(row))).collect();
    let sql =
        "SELECT event_id, visitors, turnover, CAST(contracts AS BIGINT) AS contracts FROM event_results";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    for row in Brought::find_by_statement(statement).all(db).await? {
        let event = found.entry(row.event_id).or_default();
        event.visitors = row.visitors;
        event.turnover = row.turnover;
        event.contracts = row.contracts;
    }
    Ok(found)
}
