//! A producer's shelf: what is there of each of its packs, and setting that right. Every query begins at the
//! producer.

use chrono::{DateTime, Utc};
use entity::{Locale, product, stock_item, variant};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};
use serde_json::json;

use super::ledger;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::publication;

/// A pack on a producer's shelf.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Shelf {
    /// The variant.
    pub variant_id: i64,
    /// Name of the product.
    pub name: String,
    /// Size of the pack.
    pub pack: Option<String>,
    /// What a piece is called.
    pub unit: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Pieces in the house.
    pub on_hand: i64,
    /// Pieces promised to orders.
    pub reserved: i64,
    /// Made when ordered: nothing is counted.
    pub made_to_order: bool,
    /// Whether the number is a demonstration value.
    pub demo: bool,
    /// Pieces at which the producer wants to be warned.
    pub low_at: i64,
}

impl Shelf {
    /// Pieces nobody has been promised.
    pub fn free(&self) -> i64 {
        if self.on_hand > self.reserved {
            self.on_hand - self.reserved
        } else {
            0
        }
    }

    /// Whether it runs out.
    pub fn is_low(&self) -> bool {
        !self.made_to_order && self.free() <= self.low_at
    }
}

/// Why a pack is not set right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfRefusal {
    /// The producer has no such pack, or nothing is kept of it.
    NotThere,
    /// Less than nothing.
    Negative,
    /// So many pieces are promised to orders, and promises come first.
    Promised(i64),
    /// It changed while somebody counted: so many are in the house by now.
    Changed(i64),
}

/// Every pack of a producer, by name, at most `most`.
pub async fn shelves(
    db: &impl ConnectionTrait,
    producer_id: i64,
    locale: Locale,
    most: i64,
) -> Result<Vec<Shelf>> {
    let sql = "SELECT s.variant_id AS variant_id, COALESCE(own.name, vi.name, p.slug) AS name, v.pack AS pack, \
         v.unit AS unit, v.sku AS sku, s.on_hand AS on_hand, s.reserved AS reserved, \
         s.made_to_order AS made_to_order, s.demo AS demo, \
         CAST(COALESCE(ps.low_stock_at, 0) AS BIGINT) AS low_at \
         FROM products p JOIN variants v ON v.product_id = p.id JOIN stock_items s ON s.variant_id = v.id \
         LEFT JOIN product_texts vi ON vi.product_id = p.id AND vi.locale = 'vi' \
         LEFT JOIN product_texts own ON own.product_id = p.id AND own.locale = $2 \
         LEFT JOIN producer_settings ps ON ps.producer_id = p.producer_id \
         WHERE p.producer_id = $1 ORDER BY vi.sort_key, p.id, v.position LIMIT $3";
    let values = [producer_id.into(), locale.tag().into(), most.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Shelf::find_by_statement(statement).all(db).await?)
}

/// Sets the pieces in the house to what somebody counted; `seen` is what the page showed when they began. Fewer
/// than are promised is refused.
pub async fn recount(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, variant_id): (i64, i64),
    (pieces, seen): (i64, Option<i64>),
    (reason, actor): (&str, &str),
) -> Answer<(), ShelfRefusal> {
    retried(|| {
        recount_once(
            db,
            now,
            (producer_id, variant_id),
            (pieces, seen),
            (reason, actor),
        )
    })
    .await
}

async fn recount_once(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, variant_id): (i64, i64),
    (pieces, seen): (i64, Option<i64>),
    (reason, actor): (&str, &str),
) -> Answer<(), ShelfRefusal> {
    let txn = write_txn(db).await?;
    let counted = recount_in(
        &txn,
        now,
        (producer_id, variant_id),
        (pieces, seen),
        (reason, actor),
    )
    .await?;
    if counted.is_ok() {
        txn.commit().await?;
    }
    Ok(counted)
}

/// The same as [`recount`] within somebody's transaction, which is rolled back where this is refused.
pub async fn recount_in(
    txn: &Txn,
    now: DateTime<Utc>,
    (producer_id, variant_id): (i64, i64),
    (pieces, seen): (i64, Option<i64>),
    (reason, actor): (&str, &str),
) -> Answer<(), ShelfRefusal> {
    if pieces < 0 {
        return Ok(Err(ShelfRefusal::Negative));
    }
    let Some(item) = own(txn, producer_id, variant_id).await? else {
        return Ok(Err(ShelfRefusal::NotThere));
    };
    if seen.is_some_and(|seen| seen != item.on_hand) {
        return Ok(Err(ShelfRefusal::Changed(item.on_hand)));
    }
    let moved = match ledger::count(txn, now, variant_id, pieces, reason, actor).await? {
        Ok(moved) => moved,
        Err(promised) => return Ok(Err(ShelfRefusal::Promised(promised))),
    };
    publication::touch_products(txn, now, &moved.turned).await?;
    let act = Act {
        actor,
        action: "stock.count",
        subject_kind: "variant",
        subject_id: Some(variant_id),
        before: Some(json!({"on_hand": item.on_hand})),
        after: Some(json!({"on_hand": pieces})),
        reason: Some(reason).filter(|reason| !reason.is_empty()),
    };
    audit::record(txn, now, act).await?;
    Ok(Ok(()))
}

/// Sells a pack without counting it, or counts it again: then what is there by the last count, less what is
/// promised, is what can be sold.
pub async fn make_to_order(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, variant_id): (i64, i64),
    made: bool,
    actor: &str,
) -> Answer<(), ShelfRefusal> {
    retried(|| made_once(db, now, (producer_id, variant_id), made, actor)).await
}

async fn made_once(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, variant_id): (i64, i64),
    made: bool,
    actor: &str,
) -> Answer<(), ShelfRefusal> {
    let txn = write_txn(db).await?;
    let Some(item) = own(&txn, producer_id, variant_id).await? else {
        return Ok(Err(ShelfRefusal::NotThere));
    };
    if item.made_to_order == made {
        return Ok(Ok(()));
    }
    ledger::set_made_to_order(&txn, variant_id, made).await?;
    // "Made to order" stands on the page, whether pieces are left or not.
    publication::touch_products(&txn, now, &[variant_id]).await?;
    let act = Act {
        actor,
        action: "stock.made_to_order",
        subject_kind: "variant",
        subject_id: Some(variant_id),
        before: Some(json!({"made_to_order": item.made_to_order})),
        after: Some(json!({"made_to_order": made})),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// What is kept of a pack, if it is the producer's.
async fn own(txn: &Txn, producer_id: i64, variant_id: i64) -> Result<Option<stock_item::Model>> {
    let Some(variant) = variant::Entity::find_by_id(variant_id).one(txn).await? else {
        return Ok(None);
    };
    let product = product::Entity::find_by_id(variant.product_id)
        .filter(product::Column::ProducerId.eq(producer_id))
        .one(txn)
        .await?;
    match product {
        Some(_) => Ok(stock_item::Entity::find_by_id(variant_id).one(txn).await?),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_to_order_never_runs_out() {
        let shelf = Shelf {
            variant_id: 1,
            name: "a".to_owned(),
            pack: None,
            unit: "kg".to_owned(),
            sku: "S".to_owned(),
            on_hand: 5,
            reserved: 3,
            made_to_order: false,
            demo: false,
            low_at: 2,
        };
        assert_eq!((shelf.free(), shelf.is_low()), (2, true));
        let plenty = Shelf {
            on_hand: 6,
            ..shelf.clone()
        };
        assert!(!plenty.is_low());
        let made = Shelf {
            made_to_order: true,
            ..shelf
        };
        assert!(!made.is_low());
    }
}
