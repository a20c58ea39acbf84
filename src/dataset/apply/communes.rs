//! Wards and communes with the districts they lay in.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{commune, commune_predecessor};
use sea_orm::EntityTrait;

use super::{Batch, load, missing};
use crate::rows::CommuneRow;
use crate::store;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// Hà Nội.
const PROVINCE: &str = "01";
/// First day of the two-level administration.
const REFORM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2025, 7, 1);

/// Writes `communes.csv`.
pub async fn communes(batch: &mut Batch<'_>, rows: &[CommuneRow]) -> Result<()> {
    let txn = batch.txn;
    let slugs: Vec<&str> = rows.iter().map(|row| row.slug.as_str()).collect();
    let known =
        load::<commune::Entity, _, _>(txn, commune::Column::Slug, &slugs, |row| row.slug.clone()).await?;
    batch.report.missing = missing(txn, commune::Entity::find(), known.len()).await?;
    let mut districts: HashMap<i64, Vec<commune_predecessor::Model>> = HashMap::new();
    for district in commune_predecessor::Entity::find().all(txn).await? {
        districts.entry(district.commune_id).or_default().push(district);
    }
    for row in rows {
        let before = known.get(&row.slug);
        let wanted = commune::Model {
            id: before.map_or(0, |before| before.id),
            slug: row.slug.clone(),
            name: row.name.clone(),
            kind: row.kind.to_owned(),
            province_code: PROVINCE.to_owned(),
            code: before.and_then(|before| before.code.clone()),
            lat: row.lat,
            lon: row.lon,
            valid_from: before.map_or(REFORM.unwrap_or_default(), |before| before.valid_from),
            valid_to: before.and_then(|before| before.valid_to),
            sort_key: batch.collation.key(&row.name),
            search_key: fold(&row.name),
            source: row.source.clone(),
        };
        let (id, mut changed) = match before {
            Some(before) => (before.id, store::keep(txn, Some(before), wanted).await?),
            None => (store::add(txn, wanted, commune::Column::Id).await?.id, false),
        };
        let lay_in = districts.remove(&id).unwrap_or_default();
        changed |= keep_districts(batch, id, row, &lay_in).await?;
        if before.is_none() || changed {
            batch.revision().await?;
        }
        batch.count(before.is_none(), changed);
    }
    Ok(())
}

/// Rows with a former commune come from elsewhere and stay.
async fn keep_districts(
    batch: &Batch<'_>,
    id: i64,
    row: &CommuneRow,
    known: &[commune_predecessor::Model],
) -> Result<bool> {
    let mut changed = false;
    for district in &row.former_districts {
        if known.iter().any(|known| known.former_district == *district) {
            continue;
        }
        let wanted = commune_predecessor::Model {
            id: 0,
            commune_id: id,
            former_district: district.clone(),
            former_commune: None,
            search_key: fold(district),
        };
        store::add(batch.txn, wanted, commune_predecessor::Column::Id).await?;
        changed = true;
    }
    for gone in known.iter().filter(|known| {
        known.former_commune.is_none() && !row.former_districts.contains(&known.former_district)
    }) {
        commune_predecessor::Entity::delete_by_id(gone.id)
            .exec(batch.txn)
            .await?;
        changed = true;
    }
    Ok(changed)
}
