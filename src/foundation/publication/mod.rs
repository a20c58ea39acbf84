//! The version of the public content. Every write that the public can see bumps it in its own
//! transaction; editions, cards and pages are keyed by it, so nothing stale outlives a change.

use chrono::{DateTime, Utc};
use entity::catalogue_state;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, ExprTrait, QuerySelect};
use serde_json::json;

use crate::jobs;
use crate::kernel::error::{Error, Result};

/// Kind of the job that brings the search index up. Its payload is `{"from": version}`: everything of
/// that revision or a later one has changed.
pub const INDEX_JOB: &str = "index";

/// Begins a version within a transaction, asks for its search index and returns it: the `revision` of every row that
/// the transaction changes.
pub async fn announce(txn: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<i64> {
    let revision = bump(txn).await?;
    let from = json!({ "from": revision });
    jobs::enqueue(txn, INDEX_JOB, &from, Some("catalogue"), now).await?;
    Ok(revision)
}

/// The same for what the search does not know: pictures.
pub async fn bump(txn: &impl ConnectionTrait) -> Result<i64> {
    let state = catalogue_state::Entity::update_many()
        .col_expr(
            catalogue_state::Column::Version,
            Expr::col(catalogue_state::Column::Version).add(1),
        )
        .exec_with_returning(txn)
        .await?;
    state
        .first()
        .map(|row| row.version)
        .ok_or_else(|| Error::new("the catalogue has lost its state row"))
}

/// Tells the public that products look different: they sold out, or are back. Given by their variants; none
/// changes nothing.
pub async fn touch_products(txn: &impl ConnectionTrait, now: DateTime<Utc>, variants: &[i64]) -> Result<()> {
    use entity::{product, variant};
    use sea_orm::{ColumnTrait, QueryFilter};

    if variants.is_empty() {
        return Ok(());
    }
    let products: Vec<i64> = variant::Entity::find()
        .select_only()
        .column(variant::Column::ProductId)
        .filter(variant::Column::Id.is_in(variants.iter().copied()))
        .into_tuple()
        .all(txn)
        .await?;
    let revision = announce(txn, now).await?;
    product::Entity::update_many()
        .col_expr(product::Column::Revision, Expr::value(revision))
        .filter(product::Column::Id.is_in(products))
        .exec(txn)
        .await?;
    Ok(())
}

/// What the state row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Grows with every public change.
    pub version: i64,
    /// Whether prices and stock are demonstration values: the site says so, and nobody is charged.
    pub demo_data: bool,
}

/// Reads the state row.
pub async fn state(db: &impl ConnectionTrait) -> Result<State> {
    let (version, demo_data) = catalogue_state::Entity::find()
        .select_only()
        .columns([
            catalogue_state::Column::Version,
            catalogue_state::Column::DemoData,
        ])
        .into_tuple()
        .one(db)
        .await?
        .ok_or_else(|| Error::new("the catalogue has lost its state row"))?;
    Ok(State { version, demo_data })
}

/// Says whether the prices and stock loaded are demonstration values.
pub async fn set_demo_data(txn: &impl ConnectionTrait, demo: bool) -> Result<()> {
    catalogue_state::Entity::update_many()
        .col_expr(catalogue_state::Column::DemoData, Expr::value(demo))
        .exec(txn)
        .await?;
    Ok(())
}
