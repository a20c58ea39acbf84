//! Loading products for an edition: six queries, whatever their number.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use entity::{OwnerKind, ProductKind, PublicStatus, producer, product, product_text, stock_item, variant};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::product::{Availability, Product, Variant};
use crate::gallery::{self, CHUNK, Picture};
use crate::ratings::{self, Certificate};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// Everything that hangs on products, by product.
struct Parts {
    names: HashMap<i64, [Option<(String, String)>; 2]>,
    variants: HashMap<i64, Vec<Variant>>,
    made_to_order: HashMap<i64, bool>,
    certificates: HashMap<i64, Vec<Certificate>>,
    pictures: HashMap<i64, Vec<Picture>>,
}

/// Products changed after a revision: `None` for those the public must not see (any more).
pub async fn changed_since(db: &Db, revision: i64) -> Result<Vec<(i64, Option<Arc<Product>>)>> {
    // Products of a maker that changed come along: one that is shown again brings back what it made.
    let makers = Query::select()
        .column(producer::Column::Id)
        .from(producer::Entity)
        .and_where(producer::Column::Revision.gt(revision))
        .to_owned();
    let changed = Condition::any()
        .add(product::Column::Revision.gt(revision))
        .add(product::Column::ProducerId.in_subquery(makers));
    let rows = product::Entity::find().filter(changed).all(db).await?;
    let ids: Option<Vec<i64>> = (revision > 0).then(|| rows.iter().map(|row| row.id).collect());
    let ids = ids.as_deref();
    let (variants, made_to_order) = variants(db, ids).await?;
    let mut parts = Parts {
        names: names(db, ids).await?,
        variants,
        made_to_order,
        certificates: ratings::by_products(db, ids).await?,
        pictures: gallery::pictures(db, OwnerKind::Product, ids, true).await?,
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            let public = row.status == PublicStatus::Published;
            (id, public.then(|| Arc::new(build(row, &mut parts))))
        })
        .collect())
}

fn build(row: product::Model, parts: &mut Parts) -> Product {
    let variants = parts.variants.remove(&row.id).unwrap_or_default();
    let availability = match row.kind {
        ProductKind::Service => Availability::OnRequest,
        ProductKind::Goods if variants.iter().any(|variant| variant.available > Some(0)) => {
            Availability::InStock
        }
        ProductKind::Goods if parts.made_to_order.get(&row.id) == Some(&true) => Availability::MadeToOrder,
        ProductKind::Goods => Availability::SoldOut,
    };
    let month = |month: Option<i16>| month.and_then(|month| u32::try_from(month).ok());
    Product {
        id: row.id,
        slug: row.slug,
        producer_id: row.producer_id,
        set_id: row.set_id,
        kind: row.kind,
        season: month(row.season_from).zip(month(row.season_to)),
        updated_at: row.updated_at,
        created_at: row.created_at,
        tags: row
            .tags
            .split(';')
            .map(str::trim)
            .filter(|tag| !tag.is_empty())
            .map(str::to_owned)
            .collect(),
        variants,
        certificates: parts.certificates.remove(&row.id).unwrap_or_default(),
        picture: parts
            .pictures
            .remove(&row.id)
            .and_then(|list| list.into_iter().next()),
        availability,
        names: parts.names.remove(&row.id).unwrap_or_default(),
        cards: [OnceLock::new(), OnceLock::new()],
    }
}

type Names = HashMap<i64, [Option<(String, String)>; 2]>;

async fn names(db: &Db, ids: Option<&[i64]>) -> Result<Names> {
    // Only what a card needs: summaries are long, and a hundred thousand of them are longer.
    let base = || {
        product_text::Entity::find().select_only().columns([
            product_text::Column::ProductId,
            product_text::Column::Locale,
            product_text::Column::Name,
            product_text::Column::SortKey,
        ])
    };
    let mut rows: Vec<(i64, entity::Locale, String, String)> = Vec::new();
    match ids {
        None => rows = base().into_tuple().all(db).await?,
        Some(ids) => {
            for chunk in ids.chunks(CHUNK) {
                let wanted = product_text::Column::ProductId.is_in(chunk.iter().copied());
                rows.extend(base().filter(wanted).into_tuple().all(db).await?);
            }
        }
    }
    let mut found: Names = HashMap::new();
    for (id, locale, name, sort_key) in rows {
        if let Some(slot) = found.entry(id).or_default().get_mut(locale.index()) {
            *slot = Some((name, sort_key));
        }
    }
    Ok(found)
}

/// Variants with what is free of them, and which products are made to order.
pub(super) async fn variants(
    db: &Db,
    ids: Option<&[i64]>,
) -> Result<(HashMap<i64, Vec<Variant>>, HashMap<i64, bool>)> {
    let base = || {
        variant::Entity::find()
            .order_by_asc(variant::Column::ProductId)
            .order_by_asc(variant::Column::Position)
    };
    let mut rows = Vec::new();
    let mut stock: HashMap<i64, stock_item::Model> = HashMap::new();
    match ids {
        None => {
            rows = base().all(db).await?;
            stock.extend(
                stock_item::Entity::find()
                    .all(db)
                    .await?
                    .into_iter()
                    .map(|s| (s.variant_id, s)),
            );
        }
        Some(ids) => {
            for chunk in ids.chunks(CHUNK) {
                let wanted = variant::Column::ProductId.is_in(chunk.iter().copied());
                let some = base().filter(wanted).all(db).await?;
                let keys: Vec<i64> = some.iter().map(|row| row.id).collect();
                for keys in keys.chunks(CHUNK) {
                    let wanted = stock_item::Column::VariantId.is_in(keys.iter().copied());
                    let items = stock_item::Entity::find().filter(wanted).all(db).await?;
                    stock.extend(items.into_iter().map(|s| (s.variant_id, s)));
                }
                rows.extend(some);
            }
        }
    }
    let mut found: HashMap<i64, Vec<Variant>> = HashMap::new();
    let mut made_to_order = HashMap::new();
    for row in rows {
        let item = stock.get(&row.id);
        if item.is_some_and(|item| item.made_to_order) {
            made_to_order.insert(row.product_id, true);
        }
        found.entry(row.product_id).or_default().push(Variant {
            id: row.id,
            sku: row.sku,
            pack: row.pack,
            unit: row.unit,
            price: row.price,
            demo_price: row.demo_price,
            weight_g: row.weight_g,
            volume_ml: row.volume_ml,
            gtin: row.gtin,
            available: item.map(|item| (item.on_hand - item.reserved).max(0)),
        });
    }
    Ok((found, made_to_order))
}
