//! Which pictures show what: the links between things and the pictures of the media pipeline.

mod asset;
mod forget;

use std::collections::HashMap;

use entity::{Locale, OwnerKind, media_asset, media_link};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use foundation::kernel::db::Db;
use foundation::kernel::error::{Context, Result};

pub use asset::{Made, by_keys, keep, make};
pub use forget::{FORGET_PICTURES_JOB, forget_later, forget_pictures, withheld};

/// One size of a picture: the same view as WebP and as JPEG.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Key of the WebP in the store.
    pub webp: String,
    /// Key of the JPEG in the store.
    pub jpeg: String,
}

/// A picture with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// All sizes, smallest first.
    pub renditions: Vec<Rendition>,
    /// Width of the upright original in pixels.
    pub width: i32,
    /// Height of the upright original in pixels.
    pub height: i32,
    /// Placeholder tone, 0 to 15.
    pub tone: i16,
    /// Blurred miniature as a data URI.
    pub placeholder: String,
    /// Drawn, not photographed.
    pub illustration: bool,
    alt: [String; 2],
}

impl Picture {
    /// What is to be seen, in a language.
    pub fn alt(&self, locale: Locale) -> &str {
        self.alt.get(locale.index()).map_or("", String::as_str)
    }
}

/// How many keys go into one `IN` list: both databases bind that many with ease.
pub const CHUNK: usize = 5_000;

/// Pictures by owner, in the order of the gallery. `ids` of `None` means all of that kind; `first`
/// keeps only the first picture of each.
pub async fn pictures(
    db: &Db,
    kind: OwnerKind,
    ids: Option<&[i64]>,
    first: bool,
) -> Result<HashMap<i64, Vec<Picture>>> {
    let mut found: HashMap<i64, Vec<Picture>> = HashMap::new();
    let base = || {
        let mut query = media_link::Entity::find().filter(media_link::Column::OwnerKind.eq(kind));
        if first {
            query = query.filter(media_link::Column::Position.eq(0));
        }
        query
            .order_by_asc(media_link::Column::OwnerId)
            .order_by_asc(media_link::Column::Position)
    };
    let mut links = Vec::new();
    match ids {
        None => links = base().all(db).await?,
        Some(ids) => {
            for chunk in ids.chunks(CHUNK) {
                let owners = media_link::Column::OwnerId.is_in(chunk.iter().copied());
                links.extend(base().filter(owners).all(db).await?);
            }
        }
    }
    let mut wanted: Vec<i64> = links.iter().map(|link| link.media_id).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut assets: HashMap<i64, media_asset::Model> = HashMap::with_capacity(wanted.len());
    for chunk in wanted.chunks(CHUNK) {
        let rows = media_asset::Entity::find()
            .filter(media_asset::Column::Id.is_in(chunk.iter().copied()))
            .all(db)
            .await?;
        assets.extend(rows.into_iter().map(|asset| (asset.id, asset)));
    }
    for link in links {
        if let Some(asset) = assets.get(&link.media_id) {
            let picture = picture(asset, link.alt_vi, link.alt_en)?;
            found.entry(link.owner_id).or_default().push(picture);
        }
    }
    Ok(found)
}

fn picture(asset: &media_asset::Model, alt_vi: String, alt_en: String) -> Result<Picture> {
    let mut renditions: Vec<Rendition> = serde_json::from_str(&asset.renditions)
        .context(format!("the renditions of picture {} cannot be read", asset.id))?;
    renditions.sort_by_key(|rendition| rendition.width);
    Ok(Picture {
        renditions,
        width: asset.width,
        height: asset.height,
        tone: asset.tone,
        placeholder: asset.placeholder.clone(),
        illustration: asset.illustration,
        alt: [alt_vi, alt_en],
    })
}
