//! Making rows of pictures that people send: the same bytes are kept once, whoever sends them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::media_asset;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Picture, Rendition, picture};
use foundation::kernel::error::{Error, Result};
use foundation::media::{Limits, MediaRefusal, Processed, RenditionFormat, process, source_hash};

/// A picture that went through the pipeline and is kept nowhere yet.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its files.
    pub processed: Processed,
    source_hash: String,
}

/// Makes a picture of what was sent, or says why not. Slow: for blocking threads.
pub fn make(bytes: &[u8], limits: &Limits) -> std::result::Result<Made, MediaRefusal> {
    Ok(Made {
        processed: process(bytes, limits)?,
        source_hash: source_hash(bytes),
    })
}

/// The key of a picture, whose row is written unless the same one is there. Its files are stored before.
pub async fn keep(txn: &impl ConnectionTrait, now: DateTime<Utc>, made: &Made) -> Result<i64> {
    let processed = &made.processed;
    let row = media_asset::ActiveModel {
        source_hash: Set(made.source_hash.clone()),
        width: Set(i32::try_from(processed.width).unwrap_or(i32::MAX)),
        height: Set(i32::try_from(processed.height).unwrap_or(i32::MAX)),
        tone: Set(i16::from(processed.tone.index())),
        placeholder: Set(processed.placeholder.clone()),
        renditions: Set(serde_json::to_string(&renditions(processed))?),
        illustration: Set(false),
        created_at: Set(now),
        ..Default::default()
    };
    // Written over with itself, so that its row is held: it does not go before the draft names it that it is for.
    let same = OnConflict::column(media_asset::Column::SourceHash)
        .update_column(media_asset::Column::SourceHash)
        .to_owned();
    media_asset::Entity::insert(row)
        .on_conflict(same)
        .exec_without_returning(txn)
        .await?;
    let kept = media_asset::Entity::find()
        .filter(media_asset::Column::SourceHash.eq(made.source_hash.as_str()))
        .one(txn)
        .await?;
    kept.map(|row| row.id)
        .ok_or_else(|| Error::new("a picture that was just kept is not there"))
}

/// Files of a picture by size, as the gallery reads them.
fn renditions(processed: &Processed) -> Vec<Rendition> {
    processed
        .renditions
        .iter()
        .filter(|file| file.format == RenditionFormat::WebP)
        .map(|webp| Rendition {
            width: webp.width,
            height: webp.height,
            webp: webp.key.as_str().to_owned(),
            jpeg: processed
                .renditions
                .iter()
                .find(|file| file.format == RenditionFormat::Jpeg && file.width == webp.width)
                .map(|file| file.key.as_str().to_owned())
                .unwrap_or_default(),
        })
        .collect()
}

/// Pictures by key, given with their words; those that do not exist are missing.
pub async fn by_keys(
    db: &impl ConnectionTrait,
    wanted: &[(i64, String, String)],
) -> Result<HashMap<i64, Picture>> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = media_asset::Entity::find()
        .filter(media_asset::Column::Id.is_in(wanted.iter().map(|(id, ..)| *id)))
        .all(db)
        .await?;
    let mut found = HashMap::new();
    for (id, alt_vi, alt_en) in wanted {
        if let Some(row) = rows.iter().find(|row| row.id == *id) {
            found.insert(*id, picture(row, alt_vi.clone(), alt_en.clone())?);
        }
    }
    Ok(found)
}
