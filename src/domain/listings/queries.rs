//! Reading listings: what is public of them, what a producer has, what its drafts say.

use std::collections::HashMap;

use entity::{
    Locale, OwnerKind, PublicStatus, ReviewState, archived_product, listing_draft, media_link, product,
    product_text, variant,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::content::{Listing, Shot, Words};
use foundation::kernel::error::Result;

/// A product of a producer with this key, if it is one.
pub async fn owned(db: &impl ConnectionTrait, producer: i64, product: i64) -> Result<Option<product::Model>> {
    Ok(product::Entity::find_by_id(product)
        .filter(product::Column::ProducerId.eq(producer))
        .one(db)
        .await?)
}

/// What the public reads of a product, or would read if it were public.
pub async fn live(db: &impl ConnectionTrait, product: &product::Model) -> Result<Listing> {
    let texts = product_text::Entity::find()
        .filter(product_text::Column::ProductId.eq(product.id))
        .all(db)
        .await?;
    let words = |locale: Locale| {
        let text = texts.iter().find(|text| text.locale == locale);
        text.map(|text| Words {
            name: text.name.clone(),
            summary: text.summary.clone(),
            materials: text.materials.clone().unwrap_or_default(),
            care: text.care.clone().unwrap_or_default(),
        })
        .unwrap_or_default()
    };
    let links = media_link::Entity::find()
        .filter(media_link::Column::OwnerKind.eq(OwnerKind::Product))
        .filter(media_link::Column::OwnerId.eq(product.id))
        .order_by_asc(media_link::Column::Position)
        .all(db)
        .await?;
    Ok(Listing {
        slug: product.slug.clone(),
        set_id: product.set_id,
        kind: product.kind,
        season: product.season_from.zip(product.season_to),
        vi: words(Locale::Vi),
        en: words(Locale::En),
        pictures: links
            .into_iter()
            .map(|link| Shot {
                media_id: link.media_id,
                alt_vi: link.alt_vi,
                alt_en: link.alt_en,
            })
            .collect(),
    })
}

/// A product in a producer's list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Key.
    pub id: i64,
    /// Name in the language asked for, or in Vietnamese.
    pub name: String,
    /// What the public sees.
    pub status: PublicStatus,
    /// Whether the producer itself put it away.
    pub archived: bool,
    /// Where its open draft stands.
    pub draft: Option<ReviewState>,
    /// Its packs.
    pub packs: usize,
}

/// The products of a producer, by name. Four queries, whatever their number.
pub async fn mine(db: &impl ConnectionTrait, producer: i64, locale: Locale) -> Result<Vec<Row>> {
    let products = product::Entity::find()
        .filter(product::Column::ProducerId.eq(producer))
        .filter(product::Column::Status.ne(PublicStatus::Retired))
        .all(db)
        .await?;
    let ids: Vec<i64> = products.iter().map(|product| product.id).collect();
    let names = names(db, &ids, locale).await?;
    let drafts: HashMap<i64, ReviewState> = listing_draft::Entity::find()
        .select_only()
        .column(listing_draft::Column::ProductId)
        .column(listing_draft::Column::State)
        .filter(listing_draft::Column::ProducerId.eq(producer))
        .filter(listing_draft::Column::State.ne(ReviewState::Approved))
        .into_tuple::<(i64, ReviewState)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let archived: Vec<i64> = archived_product::Entity::find()
        .filter(archived_product::Column::ProductId.is_in(ids.iter().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.product_id)
        .collect();
    let packs: Vec<i64> = variant::Entity::find()
        .select_only()
        .column(variant::Column::ProductId)
        .filter(variant::Column::ProductId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let mut rows: Vec<(String, Row)> = products
        .into_iter()
        .map(|product| {
            let (name, key) = names
                .get(&product.id)
                .cloned()
                .unwrap_or((product.slug, String::new()));
            let row = Row {
                id: product.id,
                name,
                status: product.status,
                archived: archived.contains(&product.id),
                draft: drafts.get(&product.id).copied(),
                packs: packs.iter().filter(|of| **of == product.id).count(),
            };
            (key, row)
        })
        .collect();
    rows.sort_by(|(a, one), (b, other)| a.cmp(b).then(one.id.cmp(&other.id)));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Names of a producer's products that are not gone for good, by key.
pub async fn own_products(
    db: &impl ConnectionTrait,
    producer: i64,
    locale: Locale,
) -> Result<Vec<(i64, String)>> {
    let rows = mine(db, producer, locale).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Names with their keys for sorting, in a language or else in Vietnamese.
pub(super) async fn names(
    db: &impl ConnectionTrait,
    ids: &[i64],
    locale: Locale,
) -> Result<HashMap<i64, (String, String)>> {
    let texts = product_text::Entity::find()
        .filter(product_text::Column::ProductId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let (own, others): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.locale == locale);
    Ok(others
        .into_iter()
        .filter(|text| text.locale == Locale::Vi)
        .chain(own)
        .map(|text| (text.product_id, (text.name, text.sort_key)))
        .collect())
}
