//! Packs of a product: what one can put into a cart, with its price. They apply at once and are written down.

use chrono::{DateTime, Utc};
use entity::{PublicStatus, Vnd, producer_setting, product, stock_item, variant};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;

use super::queries::owned;
use super::{Editor, Refusal};
use crate::inventory;
use foundation::audit;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::publication;

/// What a pack is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewPack {
    /// Stock keeping unit, unique.
    pub sku: String,
    /// Size of the pack as written: "500 g".
    pub pack: Option<String>,
    /// What one piece is called.
    pub unit: String,
    /// Price of one piece, tax included.
    pub price: Vnd,
    /// Net weight in grams.
    pub weight_g: Option<i32>,
    /// Net volume in millilitres.
    pub volume_ml: Option<i32>,
    /// GTIN, 8, 12, 13 or 14 digits.
    pub gtin: Option<String>,
    /// Rate of value-added tax inside the price, hundredths of a per cent.
    pub vat_bps: Option<i32>,
    /// How many pieces one order may have at most.
    pub max_per_order: Option<i32>,
    /// Made when it is ordered: nothing is counted.
    pub made_to_order: bool,
}

impl NewPack {
    pub(super) fn read(row: variant::Model, made_to_order: bool) -> Self {
        Self {
            sku: row.sku,
            pack: row.pack,
            unit: row.unit,
            price: row.price,
            weight_g: row.weight_g,
            volume_ml: row.volume_ml,
            gtin: row.gtin,
            vat_bps: row.vat_bps,
            max_per_order: row.max_per_order,
            made_to_order,
        }
    }
}

/// A pack that is there.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Key.
    pub id: i64,
    /// What it is.
    pub is: NewPack,
    /// Pieces nobody has been promised.
    pub free: i64,
}

/// Whether digits are a GTIN: 8, 12, 13 or 14 of them, the last of which checks the others.
pub fn is_gtin(text: &str) -> bool {
    if !matches!(text.len(), 8 | 12 | 13 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let sum: u32 = text
        .bytes()
        .rev()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum.is_multiple_of(10)
}

/// The packs of a product, in their order.
pub async fn packs(db: &impl ConnectionTrait, product: i64) -> Result<Vec<Pack>> {
    let rows = variant::Entity::find()
        .filter(variant::Column::ProductId.eq(product))
        .order_by_asc(variant::Column::Position)
        .all(db)
        .await?;
    let items = stock_item::Entity::find()
        .filter(stock_item::Column::VariantId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let item = items.iter().find(|item| item.variant_id == row.id);
            Pack {
                id: row.id,
                free: item.map_or(0, |item| (item.on_hand - item.reserved).max(0)),
                is: NewPack::read(row, item.is_some_and(|item| item.made_to_order)),
            }
        })
        .collect())
}

/// One pack of a producer's own product.
pub async fn pack(
    db: &impl ConnectionTrait,
    producer: i64,
    (product, id): (i64, i64),
) -> Result<Option<Pack>> {
    if owned(db, producer, product).await?.is_none() {
        return Ok(None);
    }
    Ok(packs(db, product).await?.into_iter().find(|pack| pack.id == id))
}

/// Commission on what a producer sells, hundredths of a per cent.
pub async fn commission(db: &impl ConnectionTrait, producer: i64) -> Result<i32> {
    let found: Option<i32> = producer_setting::Entity::find_by_id(producer)
        .select_only()
        .column(producer_setting::Column::CommissionBps)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.unwrap_or(0))
}

/// Adds a pack to a producer's own product or changes the one with a key; `pieces` is what is counted of it now.
pub async fn save_pack(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, id): (i64, Option<i64>),
    wanted: &NewPack,
    pieces: Option<i64>,
) -> Answer<i64, Refusal> {
    retried(|| save_once(db, now, editor, (product, id), wanted, pieces)).await
}

async fn save_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, id): (i64, Option<i64>),
    wanted: &NewPack,
    pieces: Option<i64>,
) -> Answer<i64, Refusal> {
    let txn = write_txn(db).await?;
    let saved = save_pack_in(&txn, now, editor, (product, id), wanted, pieces).await?;
    if saved.is_ok() {
        txn.commit().await?;
    }
    Ok(saved)
}

/// The same as [`save_pack`] within somebody's transaction, which is rolled back where this is refused.
pub async fn save_pack_in(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, id): (i64, Option<i64>),
    wanted: &NewPack,
    pieces: Option<i64>,
) -> Answer<i64, Refusal> {
    // Two packs added at once would want the same place: the product's row is held.
    let held = product::Entity::find_by_id(product)
        .filter(product::Column::ProducerId.eq(editor.producer))
        .lock_exclusive()
        .one(txn)
        .await?;
    let Some(row) = held.filter(|row| row.status != PublicStatus::Retired) else {
        return Ok(Err(Refusal::Unknown));
    };
    let all = packs(txn, product).await?;
    let before = match id {
        None => None,
        Some(id) => match all.iter().find(|pack| pack.id == id) {
            Some(known) => Some(known.clone()),
            None => return Ok(Err(Refusal::Unknown)),
        },
    };
    if let Some(refusal) = taken(txn, id, wanted).await? {
        return Ok(Err(refusal));
    }
    let key = write(txn, (product, before.as_ref(), all.len()), wanted).await?;
    if before.is_none() {
        inventory::open_item(txn, key, wanted.made_to_order).await?;
    } else if before
        .as_ref()
        .is_some_and(|pack| pack.is.made_to_order != wanted.made_to_order)
    {
        inventory::set_made_to_order(txn, key, wanted.made_to_order).await?;
    }
    if let Some(pieces) = pieces
        && inventory::count(txn, now, key, pieces, "listing", editor.actor)
            .await?
            .is_err()
    {
        return Ok(Err(Refusal::Stale));
    }
    let act = audit::Act {
        actor: editor.actor,
        action: "pack.save",
        subject_kind: "variant",
        subject_id: Some(key),
        before: before
            .as_ref()
            .map(|pack| serde_json::to_value(&pack.is))
            .transpose()?,
        after: Some(serde_json::to_value(wanted)?),
        reason: None,
    };
    audit::record(txn, now, act).await?;
    if row.status == PublicStatus::Published {
        let revision = publication::announce(txn, now).await?;
        product::Entity::update_many()
            .col_expr(product::Column::Revision, Expr::value(revision))
            .filter(product::Column::Id.eq(product))
            .exec(txn)
            .await?;
    }
    Ok(Ok(key))
}

/// Whether another pack has the SKU or the GTIN.
async fn taken(txn: &Txn, id: Option<i64>, wanted: &NewPack) -> Result<Option<Refusal>> {
    let others = || variant::Entity::find().filter(variant::Column::Id.ne(id.unwrap_or(0)));
    let sku = others().filter(variant::Column::Sku.eq(wanted.sku.as_str()));
    if sku.one(txn).await?.is_some() {
        return Ok(Some(Refusal::TakenSku));
    }
    if let Some(gtin) = &wanted.gtin
        && others()
            .filter(variant::Column::Gtin.eq(gtin.as_str()))
            .one(txn)
            .await?
            .is_some()
    {
        return Ok(Some(Refusal::TakenGtin));
    }
    Ok(None)
}

async fn write(
    txn: &Txn,
    (product, before, count): (i64, Option<&Pack>, usize),
    wanted: &NewPack,
) -> Result<i64> {
    let mut row = variant::ActiveModel {
        sku: Set(wanted.sku.clone()),
        pack: Set(wanted.pack.clone()),
        unit: Set(wanted.unit.clone()),
        price: Set(wanted.price),
        demo_price: Set(false),
        weight_g: Set(wanted.weight_g),
        volume_ml: Set(wanted.volume_ml),
        gtin: Set(wanted.gtin.clone()),
        vat_bps: Set(wanted.vat_bps),
        max_per_order: Set(wanted.max_per_order),
        ..Default::default()
    };
    if let Some(pack) = before {
        row.id = Set(pack.id);
        return Ok(row.update(txn).await?.id);
    }
    row.product_id = Set(product);
    row.position = Set(next(txn, product, count).await?);
    Ok(row.insert(txn).await?.id)
}

/// The first place after all others.
async fn next(txn: &Txn, product: i64, count: usize) -> Result<i16> {
    let last: Option<i16> = variant::Entity::find()
        .select_only()
        .column(variant::Column::Position)
        .filter(variant::Column::ProductId.eq(product))
        .order_by_desc(variant::Column::Position)
        .into_tuple()
        .one(txn)
        .await?;
    let first_free = i16::try_from(count).unwrap_or(i16::MAX);
    Ok(last.map_or(first_free, |last| last.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::is_gtin;

    #[test]
    fn a_gtin_checks_itself() {
        for right in ["8938505974194", "96385074", "036000291452", "10614141000415"] {
            assert!(is_gtin(right), "{right}");
        }
        for wrong in ["8938505974195", "893850597419", "", "893850597419x", "1"] {
            assert!(!is_gtin(wrong), "{wrong}");
        }
    }
}
