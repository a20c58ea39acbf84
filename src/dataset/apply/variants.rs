//! What hangs on a product: its pack with a demonstration price, its stock and its certificate.

use std::collections::{HashMap, HashSet};

use chrono::Datelike as _;
use entity::{EvidenceGrade, certificate, certificate_record, stock_item, variant};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Batch, KEYS, load};
use crate::rows::ProductRow;
use crate::{certificates, stock, store};
use foundation::kernel::error::Result;

/// What the database holds for the products of a file.
pub struct Parts {
    variants: HashMap<i64, variant::Model>,
    stock: HashMap<i64, stock_item::Model>,
    certificates: HashMap<i64, Vec<certificate::Model>>,
    /// Certificates that are as the office left them.
    recorded: HashSet<i64>,
}

impl Parts {
    /// Loads what there is for some products.
    pub async fn load(batch: &Batch<'_>, products: &[i64]) -> Result<Self> {
        let txn = batch.txn;
        let mut variants = HashMap::new();
        let mut of_product: HashMap<i64, Vec<certificate::Model>> = HashMap::new();
        for ids in products.chunks(KEYS) {
            let first = variant::Entity::find()
                .filter(variant::Column::ProductId.is_in(ids.iter().copied()))
                .filter(variant::Column::Position.eq(0))
                .all(txn)
                .await?;
            variants.extend(first.into_iter().map(|row| (row.product_id, row)));
            let known = certificate::Entity::find()
                .filter(certificate::Column::ProductId.is_in(ids.iter().copied()))
                .all(txn)
                .await?;
            for row in known {
                of_product.entry(row.product_id).or_default().push(row);
            }
        }
        // All of them: an office records thousands, which is less than asking for each.
        let recorded: Vec<i64> = certificate_record::Entity::find()
            .select_only()
            .column(certificate_record::Column::CertificateId)
            .into_tuple()
            .all(txn)
            .await?;
        let ids: Vec<i64> = variants.values().map(|row: &variant::Model| row.id).collect();
        let stock =
            load::<stock_item::Entity, _, _>(txn, stock_item::Column::VariantId, &ids, |row| row.variant_id)
                .await?;
        Ok(Self {
            variants,
            stock,
            certificates: of_product,
            recorded: recorded.into_iter().collect(),
        })
    }

    /// Writes pack, stock and certificate where they are new or differ; says whether it did.
    pub async fn keep(&self, batch: &Batch<'_>, product_id: i64, row: &ProductRow) -> Result<bool> {
        let (variant_id, mut changed) = self.keep_variant(batch, product_id, row).await?;
        // Stock moves by orders and counts; the import only lays down the first one.
        if let Some(demo) = stock::demo(row).filter(|_| !self.stock.contains_key(&variant_id)) {
            let item = stock_item::Model {
                variant_id,
                on_hand: demo.on_hand,
                reserved: 0,
                made_to_order: demo.made_to_order,
                demo: true,
            };
            changed |= store::keep(batch.txn, None, item).await?;
        }
        changed |= self.keep_certificate(batch, product_id, row).await?;
        Ok(changed)
    }

    async fn keep_variant(
        &self,
        batch: &Batch<'_>,
        product_id: i64,
        row: &ProductRow,
    ) -> Result<(i64, bool)> {
        let before = self.variants.get(&product_id);
        if let Some(real) = before.filter(|before| !before.demo_price) {
            return Ok((real.id, false));
        }
        let content = stock::content(row.pack.as_deref(), &row.unit);
        let wanted = variant::Model {
            id: before.map_or(0, |before| before.id),
            product_id,
            sku: before.map_or_else(|| stock::sku(&row.slug), |before| before.sku.clone()),
            position: 0,
            pack: row.pack.clone(),
            unit: row.unit.clone(),
            price: row.price,
            demo_price: true,
            weight_g: content.weight_g,
            volume_ml: content.volume_ml,
            gtin: before.and_then(|before| before.gtin.clone()),
            vat_bps: before.and_then(|before| before.vat_bps),
            max_per_order: before.and_then(|before| before.max_per_order),
        };
        match before {
            Some(before) => Ok((before.id, store::keep(batch.txn, Some(before), wanted).await?)),
            None => Ok((store::add(batch.txn, wanted, variant::Column::Id).await?.id, true)),
        }
    }

    /// The import's own certificates are those whose code it would make itself. Others, and those an
    /// operator has recorded, matched with a decision or revoked, are not its to change.
    async fn keep_certificate(&self, batch: &Batch<'_>, product_id: i64, row: &ProductRow) -> Result<bool> {
        let facts = row.certificate.as_ref();
        let wanted = facts.map(|facts| certificates::certificate(&row.slug, facts, &row.source));
        let mut changed = false;
        let mut stands = false;
        for known in self.certificates.get(&product_id).into_iter().flatten() {
            let touched = known.grade != EvidenceGrade::B
                || known.revoked_on.is_some()
                || self.recorded.contains(&known.id);
            match &wanted {
                Some(wanted) if wanted.code == known.code => {
                    stands = true;
                    if touched {
                        continue;
                    }
                    let wanted = certificate::Model {
                        id: known.id,
                        product_id,
                        issuer: known.issuer.clone(),
                        recorded_at: known.recorded_at,
                        ..wanted.clone()
                    };
                    changed |= store::keep(batch.txn, Some(known), wanted).await?;
                }
                _ if !touched && is_ours(&row.slug, known) => {
                    certificate::Entity::delete_by_id(known.id)
                        .exec(batch.txn)
                        .await?;
                    changed = true;
                }
                _ => {}
            }
        }
        if let Some(wanted) = wanted.filter(|_| !stands) {
            let wanted = certificate::Model {
                product_id,
                recorded_at: batch.now,
                ..wanted
            };
            store::add(batch.txn, wanted, certificate::Column::Id).await?;
            changed = true;
        }
        Ok(changed)
    }
}

fn is_ours(slug: &str, known: &certificate::Model) -> bool {
    let year = known.issued_earliest.map(|day| day.year());
    [year, None]
        .into_iter()
        .any(|year| certificates::certificate_code(slug, known.stars, year) == known.code)
}
