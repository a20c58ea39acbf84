//! What only the page of one product needs: its long texts, all its pictures and where it is sold.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{DeliveryReach, Locale, OwnerKind, place_stock, product, product_term, product_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::gallery::{self, Picture};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// The long part of a product.
#[derive(Clone, Debug)]
pub struct Detail {
    /// What it is, and the language that is told in.
    pub summary: (String, Locale),
    /// Ingredients or materials, and the language.
    pub materials: Option<(String, Locale)>,
    /// Storage or care, and the language.
    pub care: Option<(String, Locale)>,
    /// All pictures.
    pub pictures: Vec<Picture>,
    /// Places that sell it.
    pub shelves: Vec<Shelf>,
    /// Where the facts come from.
    pub source: String,
    /// Year it was put forward, where only that is known.
    pub assessed_year: Option<i32>,
    /// How far it travels by parcel, where it does not go anywhere.
    pub reach: Option<DeliveryReach>,
    /// Pieces that can be made in a week.
    pub weekly_capacity: Option<i32>,
}

/// That a place sells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Key of the place.
    pub place_id: i64,
    /// Day it was last seen there.
    pub last_confirmed_on: Option<NaiveDate>,
}

/// Reads the long part. `None` when the product has gone since the edition was made.
pub async fn detail(db: &Db, id: i64, locale: Locale) -> Result<Option<Detail>> {
    let Some(row) = product::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let texts = product_text::Entity::find()
        .filter(product_text::Column::ProductId.eq(id))
        .all(db)
        .await?;
    let in_order = || {
        let own = texts.iter().find(|text| text.locale == locale);
        own.into_iter()
            .chain(texts.iter().filter(|text| text.locale != locale))
    };
    let Some(summary) = in_order().map(|text| (text.summary.clone(), text.locale)).next() else {
        return Ok(None);
    };
    let first = |pick: fn(&product_text::Model) -> &Option<String>| {
        in_order().find_map(|text| pick(text).clone().map(|words| (words, text.locale)))
    };
    let shelves = place_stock::Entity::find()
        .filter(place_stock::Column::ProductId.eq(id))
        .all(db)
        .await?;
    let terms = product_term::Entity::find_by_id(id).one(db).await?;
    let mut pictures = gallery::pictures(db, OwnerKind::Product, Some(&[id]), false).await?;
    Ok(Some(Detail {
        summary,
        materials: first(|text| &text.materials),
        care: first(|text| &text.care),
        pictures: pictures.remove(&id).unwrap_or_default(),
        shelves: shelves
            .into_iter()
            .map(|row| Shelf {
                place_id: row.place_id,
                last_confirmed_on: row.last_confirmed_on,
            })
            .collect(),
        source: row.source,
        assessed_year: row.assessed_year,
        reach: terms
            .as_ref()
            .map(|terms| terms.reach)
            .filter(|reach| *reach != DeliveryReach::Anywhere),
        weekly_capacity: terms.and_then(|terms| terms.weekly_capacity),
    }))
}

/// What some products are in a few sentences, by key; in a language or else in Vietnamese. One query.
pub async fn summaries(db: &Db, ids: &[i64], locale: Locale) -> Result<HashMap<i64, String>> {
    let texts = product_text::Entity::find()
        .filter(product_text::Column::ProductId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let (own, others): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.locale == locale);
    Ok(others
        .into_iter()
        .chain(own)
        .filter(|text| !text.summary.trim().is_empty())
        .map(|text| (text.product_id, text.summary))
        .collect())
}
