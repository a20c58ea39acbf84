//! Producers with their names, crafts and stories.

use entity::{Locale, OwnerKind, PublicStatus, producer, producer_text};
use sea_orm::EntityTrait;

use super::stories::{Stories, Told};
use super::{Batch, commune_ids, load, missing};
use crate::rows::{Both, ProducerRow};
use crate::store;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// Writes `producers.csv`.
pub async fn producers(batch: &mut Batch<'_>, rows: &[ProducerRow]) -> Result<()> {
    let txn = batch.txn;
    let communes = commune_ids(txn).await?;
    batch.check_communes(
        &communes,
        rows.iter().map(|row| (row.line, row.commune.as_deref())),
    );
    let slugs: Vec<&str> = rows.iter().map(|row| row.slug.as_str()).collect();
    let known =
        load::<producer::Entity, _, _>(txn, producer::Column::Slug, &slugs, |row| row.slug.clone()).await?;
    let stories = Stories::load(batch, &slugs).await?;
    for row in rows.iter().filter(|row| row.story.is_some()) {
        let id = known.get(&row.slug).map(|known| known.id);
        stories.check(batch, row.line, &row.slug, OwnerKind::Producer, id);
    }
    batch.report.missing = missing(txn, producer::Entity::find(), known.len()).await?;
    if batch.is_refused() {
        return Ok(());
    }
    let ids: Vec<i64> = known.values().map(|known| known.id).collect();
    let texts = load::<producer_text::Entity, _, _>(txn, producer_text::Column::ProducerId, &ids, |row| {
        (row.producer_id, row.locale)
    })
    .await?;
    for row in rows {
        let before = known.get(&row.slug);
        let commune = row.commune.as_ref().and_then(|slug| communes.get(slug));
        let wanted = model(batch, row, commune.copied(), before);
        let id = if before.is_some() {
            wanted.id
        } else {
            let revision = batch.revision().await?;
            let row = producer::Model {
                revision,
                ..wanted.clone()
            };
            store::add(txn, row, producer::Column::Id).await?.id
        };
        let mut changed = before.is_some_and(|before| *before != wanted);
        for locale in Locale::ALL {
            let Some(name) = row.name.get(locale) else {
                continue;
            };
            // The file has crafts in Vietnamese only.
            let craft = row.craft.clone().filter(|_| locale == Locale::Vi);
            let text = producer_text::Model {
                producer_id: id,
                locale,
                name: name.to_owned(),
                sort_key: batch.collation.key(name),
                search_key: fold(&format!("{name} {}", row.craft.as_deref().unwrap_or_default())),
                craft,
            };
            changed |= store::keep(txn, texts.get(&(id, locale)), text).await?;
        }
        if let Some(body) = &row.story {
            let told = Told {
                owner: OwnerKind::Producer,
                slug: &row.slug,
                title: title(&row.name),
                body,
                source: &row.source,
                verified: row.verified,
            };
            changed |= stories.keep(batch, id, told).await?;
        }
        if let Some(before) = before.filter(|_| changed) {
            let row = producer::Model {
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

/// The record as the file has it; what the file does not know stays as it was.
fn model(
    batch: &Batch<'_>,
    row: &ProducerRow,
    commune_id: Option<i64>,
    before: Option<&producer::Model>,
) -> producer::Model {
    producer::Model {
        id: before.map_or(0, |before| before.id),
        slug: row.slug.clone(),
        legal_form: row.legal_form,
        commune_id,
        former_commune: row.former_commune.clone(),
        former_district: row.former_district.clone(),
        lat: row.position.map(|position| position.lat),
        lon: row.position.map(|position| position.lon),
        precision: row.position.map(|position| position.precision),
        founded_year: row.founded_year,
        status: before.map_or(PublicStatus::Published, |before| before.status),
        source: row.source.clone(),
        verified: row.verified,
        created_at: before.map_or(batch.now, |before| before.created_at),
        updated_at: before.map_or(batch.now, |before| before.updated_at),
        revision: before.map_or(0, |before| before.revision),
    }
}

fn title(name: &Both) -> Both {
    Both {
        vi: format!("Chuyện của {}", name.vi),
        en: name.en.as_ref().map(|name| format!("The story of {name}")),
    }
}
