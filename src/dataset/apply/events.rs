//! Fairs.

use entity::{Locale, OwnerKind, PublicStatus, event, event_text};
use sea_orm::EntityTrait;

use super::{Batch, commune_ids, load, missing, moved};
use crate::rows::EventRow;
use crate::store;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// Writes `events.csv`.
pub async fn events(batch: &mut Batch<'_>, rows: &[EventRow]) -> Result<()> {
    let txn = batch.txn;
    let communes = commune_ids(txn).await?;
    batch.check_communes(
        &communes,
        rows.iter().map(|row| (row.line, row.commune.as_deref())),
    );
    let slugs: Vec<&str> = rows.iter().map(|row| row.slug.as_str()).collect();
    let mut known =
        load::<event::Entity, _, _>(txn, event::Column::Slug, &slugs, |row| row.slug.clone()).await?;
    for (slug, id) in moved(txn, OwnerKind::Event, &slugs).await? {
        if let Some(row) = event::Entity::find_by_id(id).one(txn).await? {
            known.entry(slug).or_insert(row);
        }
    }
    batch.report.missing = missing(txn, event::Entity::find(), known.len()).await?;
    if batch.is_refused() {
        return Ok(());
    }
    let ids: Vec<i64> = known.values().map(|known| known.id).collect();
    let texts = load::<event_text::Entity, _, _>(txn, event_text::Column::EventId, &ids, |row| {
        (row.event_id, row.locale)
    })
    .await?;
    for row in rows {
        let before = known.get(&row.slug);
        if before.is_some_and(|before| before.edited_at.is_some()) {
            batch.report.kept += 1;
            continue;
        }
        let wanted = event::Model {
            id: before.map_or(0, |before| before.id),
            slug: row.slug.clone(),
            commune_id: row.commune.as_ref().and_then(|slug| communes.get(slug)).copied(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            booths: row.booths,
            region: row.region.map(str::to_owned),
            status: before.map_or(PublicStatus::Published, |before| before.status),
            source: row.source.clone(),
            verified: row.verified,
            created_at: before.map_or(batch.now, |before| before.created_at),
            updated_at: before.map_or(batch.now, |before| before.updated_at),
            revision: before.map_or(0, |before| before.revision),
            // The data set knows the commune and no more.
            lat: before.and_then(|before| before.lat),
            lon: before.and_then(|before| before.lon),
            edited_at: None,
        };
        let id = if before.is_some() {
            wanted.id
        } else {
            let revision = batch.revision().await?;
            let row = event::Model {
                revision,
                ..wanted.clone()
            };
            store::add(txn, row, event::Column::Id).await?.id
        };
        let mut changed = before.is_some_and(|before| *before != wanted);
        for locale in Locale::ALL {
            let (Some(name), Some(description)) = (row.name.get(locale), row.description.get(locale)) else {
                continue;
            };
            let text = event_text::Model {
                event_id: id,
                locale,
                name: name.to_owned(),
                venue: row.venue.clone(),
                description: description.to_owned(),
                sort_key: batch.collation.key(name),
                search_key: fold(&format!("{name} {}", row.venue.as_deref().unwrap_or_default())),
            };
            changed |= store::keep(txn, texts.get(&(id, locale)), text).await?;
        }
        if let Some(before) = before.filter(|_| changed) {
            let row = event::Model {
                updated_at: batch.now,
                revision: batch.revision().await?,
                ..wanted
            };
            store::keep(txn, Some(before), row).await?;
        }
        batch.count(before.is_none(), changed);
    }
    Ok(())
}
