//! Packs that run out: the producer is told when something was sold and few pieces are left.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use foundation::kernel::error::Result;

/// A pack that runs out.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Low {
    /// The variant.
    pub variant_id: i64,
    /// Where its producer is told.
    pub email: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Size of the pack.
    pub pack: Option<String>,
    /// Pieces nobody has been promised.
    pub left_over: i64,
}

/// Packs of which something was promised or sold within a day and no more is left than their producer wants to
/// be warned of. What is made to order never runs out.
pub async fn running_out(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Low>> {
    let sql = "SELECT s.variant_id AS variant_id, ps.email AS email, t.name AS name, v.pack AS pack, \
         s.on_hand - s.reserved AS left_over \
         FROM stock_items s JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = v.product_id \
         JOIN product_texts t ON t.product_id = p.id AND t.locale = 'vi' \
         JOIN producer_settings ps ON ps.producer_id = p.producer_id \
         WHERE ps.email IS NOT NULL AND s.made_to_order = FALSE AND p.status = 'published' \
         AND s.on_hand - s.reserved <= ps.low_stock_at \
         AND EXISTS (SELECT 1 FROM stock_movements m WHERE m.variant_id = s.variant_id \
                     AND m.kind IN ('reserve', 'sale') AND m.at > $1) \
         ORDER BY s.variant_id LIMIT 500";
    let since = now - TimeDelta::days(1);
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [since.into()]);
    Ok(Low::find_by_statement(statement).all(db).await?)
}
