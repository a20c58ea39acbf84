//! Reading producers outside of an edition: for desks, which see them before and after the public does.

use std::collections::HashMap;

use entity::{Locale, producer_text};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use foundation::kernel::error::Result;

/// Names of producers by key, in a language or else in Vietnamese.
pub async fn names(db: &impl ConnectionTrait, ids: &[i64], locale: Locale) -> Result<HashMap<i64, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = producer_text::Entity::find()
        .filter(producer_text::Column::ProducerId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let (own, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.locale == locale);
    Ok(others
        .into_iter()
        .filter(|row| row.locale == Locale::Vi)
        .chain(own)
        .map(|row| (row.producer_id, row.name))
        .collect())
}
