//! What can be ordered: the variants of every public producer, with the words an order copies.

use std::collections::{BTreeMap, HashMap};

use entity::{
    Locale, ProductKind, PublicStatus, Vnd, producer_text, product, product_text, stock_item, variant,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// A producer with its goods; never without any.
#[derive(Clone, Debug)]
pub(super) struct Goods {
    pub(super) producer_id: i64,
    pub(super) producer: String,
    pub(super) packs: Vec<Pack>,
}

/// A pack that can be ordered.
#[derive(Clone, Debug)]
pub(super) struct Pack {
    pub(super) variant_id: i64,
    pub(super) slug: String,
    pub(super) sku: String,
    pub(super) name_vi: String,
    pub(super) name_en: Option<String>,
    pub(super) pack: Option<String>,
    pub(super) unit: String,
    pub(super) price: Vnd,
    pub(super) vat_bps: Option<i32>,
    pub(super) weight_g: i64,
    /// Whether stock is counted; not for what is made to order.
    pub(super) counted: bool,
}

/// Weight of a piece nobody has weighed, grams.
const UNWEIGHED: i32 = 500;
/// Dearest piece that is ordered by the dozen of these people.
const DEAREST: i64 = 50_000_000;

/// All goods that have stock or are made to order, by producer.
pub(super) async fn load(db: &Db) -> Result<Vec<Goods>> {
    let made_to_order: HashMap<i64, bool> = stock_item::Entity::find()
        .select_only()
        .columns([stock_item::Column::VariantId, stock_item::Column::MadeToOrder])
        .into_tuple::<(i64, bool)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let products: HashMap<i64, (String, i64)> = product::Entity::find()
        .select_only()
        .columns([
            product::Column::Id,
            product::Column::Slug,
            product::Column::ProducerId,
        ])
        .filter(product::Column::Kind.eq(ProductKind::Goods))
        .filter(product::Column::Status.eq(PublicStatus::Published))
        .into_tuple::<(i64, String, i64)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, slug, producer)| (id, (slug, producer)))
        .collect();
    let mut names: HashMap<(i64, Locale), String> = product_text::Entity::find()
        .select_only()
        .columns([
            product_text::Column::ProductId,
            product_text::Column::Locale,
            product_text::Column::Name,
        ])
        .into_tuple::<(i64, Locale, String)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, locale, name)| ((id, locale), name))
        .collect();
    let makers: HashMap<i64, String> = producer_text::Entity::find()
        .select_only()
        .columns([producer_text::Column::ProducerId, producer_text::Column::Name])
        .filter(producer_text::Column::Locale.eq(Locale::Vi))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let variants = variant::Entity::find()
        .order_by_asc(variant::Column::Id)
        .all(db)
        .await?;
    let mut found: BTreeMap<i64, Goods> = BTreeMap::new();
    for row in variants {
        let (Some(made_to_order), Some((slug, producer_id))) =
            (made_to_order.get(&row.id), products.get(&row.product_id))
        else {
            continue;
        };
        if !(1..=DEAREST).contains(&row.price.dong()) {
            continue;
        }
        let goods = found.entry(*producer_id).or_insert_with(|| Goods {
            producer_id: *producer_id,
            producer: makers.get(producer_id).cloned().unwrap_or_default(),
            packs: Vec::new(),
        });
        goods.packs.push(Pack {
            variant_id: row.id,
            slug: slug.clone(),
            sku: row.sku,
            name_vi: names
                .get(&(row.product_id, Locale::Vi))
                .cloned()
                .unwrap_or_else(|| slug.clone()),
            name_en: names.remove(&(row.product_id, Locale::En)),
            pack: row.pack,
            unit: row.unit,
            price: row.price,
            vat_bps: row.vat_bps,
            weight_g: i64::from(row.weight_g.unwrap_or(UNWEIGHED)),
            counted: !made_to_order,
        });
    }
    Ok(found.into_values().collect())
}
