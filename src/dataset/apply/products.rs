//! Products with their texts, packs, stock and certificates.

use entity::{Locale, PublicStatus, product, product_text};
use sea_orm::EntityTrait;

use super::variants::Parts;
use super::{Batch, load, missing, producer_ids};
use crate::reason::Reason;
use crate::rows::ProductRow;
use crate::seasons::season;
use crate::{phrases, store};
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;
use foundation::publication;

/// Writes `products.csv`.
pub async fn products(batch: &mut Batch<'_>, rows: &[ProductRow]) -> Result<()> {
    let txn = batch.txn;
    let producers = producer_ids(txn, rows.iter().map(|row| row.producer.as_str())).await?;
    for row in rows {
        if !producers.contains_key(&row.producer) {
            batch.refuse(row.line, "producer_slug", &row.producer, Reason::UnknownProducer);
        }
    }
    let slugs: Vec<&str> = rows.iter().map(|row| row.slug.as_str()).collect();
    let known =
        load::<product::Entity, _, _>(txn, product::Column::Slug, &slugs, |row| row.slug.clone()).await?;
    batch.report.missing = missing(txn, product::Entity::find(), known.len()).await?;
    if batch.is_refused() {
        return Ok(());
    }
    let ids: Vec<i64> = known.values().map(|known| known.id).collect();
    let texts = load::<product_text::Entity, _, _>(txn, product_text::Column::ProductId, &ids, |row| {
        (row.product_id, row.locale)
    })
    .await?;
    let parts = Parts::load(batch, &ids).await?;
    for row in rows {
        let before = known.get(&row.slug);
        let Some(producer) = producers.get(&row.producer) else {
            continue;
        };
        let wanted = model(batch, row, *producer, before);
        let id = if before.is_some() {
            wanted.id
        } else {
            let revision = batch.revision().await?;
            let row = product::Model {
                revision,
                ..wanted.clone()
            };
            store::add(txn, row, product::Column::Id).await?.id
        };
        let mut changed = before.is_some_and(|before| *before != wanted);
        for locale in Locale::ALL {
            if let Some(text) = text(batch, id, row, locale) {
                changed |= store::keep(txn, texts.get(&(id, locale)), text).await?;
            }
        }
        changed |= parts.keep(batch, id, row).await?;
        if let Some(before) = before.filter(|_| changed) {
            let row = product::Model {
                updated_at: batch.now,
                revision: batch.revision().await?,
                ..wanted
            };
            store::keep(txn, Some(before), row).await?;
        }
        batch.count(before.is_none(), changed);
    }
    if batch.report.writes() {
        publication::set_demo_data(txn, true).await?;
    }
    Ok(())
}

/// The record as the file has it; what the file does not know stays as it was.
fn model(
    batch: &Batch<'_>,
    row: &ProductRow,
    producer_id: i64,
    before: Option<&product::Model>,
) -> product::Model {
    let months = season(&row.name.vi, &row.tags);
    product::Model {
        id: before.map_or(0, |before| before.id),
        slug: row.slug.clone(),
        producer_id,
        set_id: row.set,
        kind: row.kind,
        status: before.map_or(PublicStatus::Published, |before| before.status),
        tags: row.tags.join(";"),
        season_from: months.map(|(from, _)| from),
        season_to: months.map(|(_, to)| to),
        assessed_year: row.assessed_year,
        source: row.source.clone(),
        verified: row.verified,
        created_at: before.map_or(batch.now, |before| before.created_at),
        updated_at: before.map_or(batch.now, |before| before.updated_at),
        revision: before.map_or(0, |before| before.revision),
    }
}

/// The record in a language, if the file has it in that language.
fn text(batch: &Batch<'_>, id: i64, row: &ProductRow, locale: Locale) -> Option<product_text::Model> {
    let name = row.name.get(locale)?;
    let summary = row.summary.get(locale)?;
    let in_language = |text: &Option<String>| match locale {
        Locale::Vi => text.clone(),
        Locale::En => text.as_deref().and_then(phrases::english),
    };
    Some(product_text::Model {
        product_id: id,
        locale,
        name: name.to_owned(),
        summary: summary.to_owned(),
        materials: in_language(&row.materials),
        care: in_language(&row.care),
        sort_key: batch.collation.key(name),
        search_key: fold(name),
    })
}
