//! All a producer has, at once: its products with what is written of them, their packs and what is counted. Six
//! queries, whatever their number.

use std::collections::HashMap;

use entity::{
    Locale, PublicStatus, ReviewState, listing_draft, product, product_term, product_text, stock_item,
    variant,
};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::content::{Listing, Words};
use super::drafts::{Draft, of_product};
use super::packs::NewPack;
use super::queries::{live, owned};
use super::terms::{Terms, terms};
use foundation::kernel::error::Result;

/// A product with its packs.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Key.
    pub id: i64,
    /// Revision of its open draft; 0 while there is none.
    pub revision: i64,
    /// What the draft says, or else what is public. Pictures are those of the draft and are not looked up otherwise.
    pub listing: Listing,
    /// How far it travels and how much of it can be made.
    pub terms: Terms,
    /// Packs in their order.
    pub packs: Vec<WholePack>,
}

/// A pack with what is counted of it.
#[derive(Clone, Debug)]
pub struct WholePack {
    /// Key.
    pub id: i64,
    /// What it is.
    pub is: NewPack,
    /// Pieces in the house.
    pub on_hand: i64,
    /// Pieces promised to orders.
    pub reserved: i64,
}

/// The products of a producer that are not gone for good, oldest first.
pub async fn wholes(db: &impl ConnectionTrait, producer: i64) -> Result<Vec<Whole>> {
    let products = product::Entity::find()
        .filter(product::Column::ProducerId.eq(producer))
        .filter(product::Column::Status.ne(PublicStatus::Retired))
        .order_by_asc(product::Column::Id)
        .all(db)
        .await?;
    let mut texts = texts(db, producer).await?;
    let mut packs = packs(db, &keys(producer)).await?;
    let mut set = product_term::Entity::find()
        .filter(product_term::Column::ProductId.in_subquery(keys(producer)))
        .all(db)
        .await?
        .iter()
        .map(|row| (row.product_id, Terms::read(row)))
        .collect::<HashMap<i64, Terms>>();
    let drafts = listing_draft::Entity::find()
        .filter(listing_draft::Column::ProducerId.eq(producer))
        .filter(listing_draft::Column::State.ne(ReviewState::Approved))
        .all(db)
        .await?;
    let mut open = HashMap::new();
    for row in drafts {
        let draft = Draft::read(row)?;
        open.insert(draft.product_id, draft);
    }
    Ok(products
        .into_iter()
        .map(|product| {
            let id = product.id;
            let (revision, listing) = match open.remove(&id) {
                Some(draft) => (draft.revision, draft.content),
                None => (0, public(product, &mut texts)),
            };
            Whole {
                id,
                revision,
                listing,
                terms: set.remove(&id).unwrap_or_default(),
                packs: packs.remove(&id).unwrap_or_default(),
            }
        })
        .collect())
}

/// One of them with its pictures, whether its draft says so or what is public; `None` when it is not the producer's.
pub async fn whole(db: &impl ConnectionTrait, producer: i64, product: i64) -> Result<Option<Whole>> {
    let row = owned(db, producer, product).await?;
    let Some(row) = row.filter(|row| row.status != PublicStatus::Retired) else {
        return Ok(None);
    };
    let (revision, listing) = match of_product(db, producer, product).await? {
        Some(draft) => (draft.revision, draft.content),
        None => (0, live(db, &row).await?),
    };
    let one = Query::select()
        .column(product::Column::Id)
        .from(product::Entity)
        .and_where(product::Column::Id.eq(product))
        .to_owned();
    let packs = packs(db, &one).await?.remove(&product).unwrap_or_default();
    Ok(Some(Whole {
        id: product,
        revision,
        listing,
        terms: terms(db, product).await?,
        packs,
    }))
}

fn public(product: product::Model, texts: &mut HashMap<(i64, Locale), Words>) -> Listing {
    let mut words = |locale| texts.remove(&(product.id, locale)).unwrap_or_default();
    let (vi, en) = (words(Locale::Vi), words(Locale::En));
    Listing {
        slug: product.slug,
        set_id: product.set_id,
        kind: product.kind,
        season: product.season_from.zip(product.season_to),
        vi,
        en,
        pictures: Vec::new(),
    }
}

/// Keys of a producer's products.
fn keys(producer: i64) -> SelectStatement {
    Query::select()
        .column(product::Column::Id)
        .from(product::Entity)
        .and_where(product::Column::ProducerId.eq(producer))
        .to_owned()
}

async fn texts(db: &impl ConnectionTrait, producer: i64) -> Result<HashMap<(i64, Locale), Words>> {
    let rows = product_text::Entity::find()
        .filter(product_text::Column::ProductId.in_subquery(keys(producer)))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let words = Words {
                name: row.name,
                summary: row.summary,
                materials: row.materials.unwrap_or_default(),
                care: row.care.unwrap_or_default(),
            };
            ((row.product_id, row.locale), words)
        })
        .collect())
}

/// The packs of some products, given by their keys.
async fn packs(db: &impl ConnectionTrait, of: &SelectStatement) -> Result<HashMap<i64, Vec<WholePack>>> {
    let rows = variant::Entity::find()
        .filter(variant::Column::ProductId.in_subquery(of.clone()))
        .order_by_asc(variant::Column::ProductId)
        .order_by_asc(variant::Column::Position)
        .all(db)
        .await?;
    let own = Query::select()
        .column(variant::Column::Id)
        .from(variant::Entity)
        .and_where(variant::Column::ProductId.in_subquery(of.clone()))
        .to_owned();
    let items: HashMap<i64, stock_item::Model> = stock_item::Entity::find()
        .filter(stock_item::Column::VariantId.in_subquery(own))
        .all(db)
        .await?
        .into_iter()
        .map(|item| (item.variant_id, item))
        .collect();
    let mut sorted: HashMap<i64, Vec<WholePack>> = HashMap::new();
    for row in rows {
        let item = items.get(&row.id);
        sorted.entry(row.product_id).or_default().push(WholePack {
            id: row.id,
            on_hand: item.map_or(0, |item| item.on_hand),
            reserved: item.map_or(0, |item| item.reserved),
            is: NewPack::read(row, item.is_some_and(|item| item.made_to_order)),
        });
    }
    Ok(sorted)
}
