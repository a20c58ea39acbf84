//! Forgetting who asked and what: with the account, and when it was long ago. That somebody asked about a service
//! stays, without a link to anybody.

use chrono::{DateTime, Utc};
use entity::enquiry;
use sea_orm::sea_query::{Expr, IntoCondition};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use foundation::kernel::error::Result;

/// Forgets what a person asked; says how many enquiries that were.
pub async fn erase(txn: &impl ConnectionTrait, now: DateTime<Utc>, user_id: i64) -> Result<u64> {
    blank(txn, now, enquiry::Column::UserId.eq(user_id)).await
}

/// Forgets who asked before a moment; says how many enquiries that were.
pub async fn forget_before(
    txn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    cutoff: DateTime<Utc>,
) -> Result<u64> {
    blank(txn, now, enquiry::Column::CreatedAt.lt(cutoff)).await
}

async fn blank(txn: &impl ConnectionTrait, now: DateTime<Utc>, which: impl IntoCondition) -> Result<u64> {
    let nothing = || Expr::value(Option::<String>::None);
    let blanked = enquiry::Entity::update_many()
        .col_expr(enquiry::Column::Name, Expr::value(""))
        .col_expr(enquiry::Column::Phone, nothing())
        .col_expr(enquiry::Column::Email, nothing())
        .col_expr(enquiry::Column::Message, Expr::value(""))
        .col_expr(enquiry::Column::UserId, Expr::value(Option::<i64>::None))
        .col_expr(enquiry::Column::ErasedAt, Expr::value(Some(now)))
        .filter(which)
        .filter(enquiry::Column::ErasedAt.is_null())
        .exec(txn)
        .await?;
    Ok(blanked.rows_affected)
}
