//! Reading stock, and comparing it with its movements.

use std::collections::HashMap;

use entity::stock_item;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};

use foundation::kernel::error::Result;

/// What is there of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// Pieces nobody has been promised.
    pub free: i64,
    /// Sold without stock.
    pub made_to_order: bool,
}

/// What is there of some variants; those without a stock item are missing.
pub async fn levels(db: &impl ConnectionTrait, variants: &[i64]) -> Result<HashMap<i64, Level>> {
    let rows = stock_item::Entity::find()
        .filter(stock_item::Column::VariantId.is_in(variants.iter().copied()))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let level = Level {
                free: (row.on_hand - row.reserved).max(0),
                made_to_order: row.made_to_order,
            };
            (row.variant_id, level)
        })
        .collect())
}

/// A stock item that is not what its movements or its promises add up to.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Discrepancy {
    /// The variant.
    pub variant_id: i64,
    /// Pieces in the house.
    pub on_hand: i64,
    /// Pieces that came in and went out.
    pub moved: i64,
    /// Pieces promised.
    pub reserved: i64,
    /// Pieces promised by movements.
    pub promised: i64,
    /// Pieces kept for orders.
    pub held: i64,
}

/// Every stock item that does not add up.
pub async fn discrepancies(db: &impl ConnectionTrait) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT s.variant_id AS variant_id, s.on_hand AS on_hand, s.reserved AS reserved, \
         CAST(COALESCE(m.on_hand, 0) AS BIGINT) AS moved, CAST(COALESCE(m.reserved, 0) AS BIGINT) AS promised, \
         CAST(COALESCE(r.held, 0) AS BIGINT) AS held \
         FROM stock_items s \
         LEFT JOIN (SELECT variant_id, SUM(on_hand) AS on_hand, SUM(reserved) AS reserved \
                    FROM stock_movements GROUP BY variant_id) m ON m.variant_id = s.variant_id \
         LEFT JOIN (SELECT variant_id, SUM(quantity) AS held FROM reservations WHERE state = 'held' \
                    GROUP BY variant_id) r ON r.variant_id = s.variant_id \
         WHERE s.on_hand <> COALESCE(m.on_hand, 0) OR s.reserved <> COALESCE(m.reserved, 0) \
            OR s.reserved <> COALESCE(r.held, 0) \
         ORDER BY s.variant_id";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    Ok(Discrepancy::find_by_statement(statement).all(db).await?)
}
