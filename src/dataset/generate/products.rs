//! Synthetic products with texts, packs, prices, stock and certificates.

use entity::{
    Locale, ProductKind, PublicStatus, Vnd, certificate, product, product_text, stock_item, variant,
};
use rand::RngExt as _;

use super::rows::{insert, next_id};
use super::text::{pair, pick, summary, word};
use super::words::{GOODS, Goods, HAMLETS, MANNERS};
use super::{Maker, SOURCE, certificates};
use crate::stock::content;
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::kernel::fold::{fold, slug};

/// Makes `count` products from number `from` on.
pub async fn make(txn: &Txn, maker: &mut Maker, revision: i64, from: u64, count: u64) -> Result<()> {
    let mut id = next_id::<product::Entity>(txn, product::Column::Id).await?;
    let mut variant_id = next_id::<variant::Entity>(txn, variant::Column::Id).await?;
    let mut certificate_id = next_id::<certificate::Entity>(txn, certificate::Column::Id).await?;
    if from == 0 {
        maker.products.0 = id;
    }
    let (mut rows, mut texts, mut variants) = (vec![], vec![], vec![]);
    let (mut stock, mut certificates) = (vec![], vec![]);
    for number in from + 1..=from + count {
        let Some(goods) = pick(&mut maker.rng, &GOODS) else {
            continue;
        };
        let hamlet = word(&mut maker.rng, &HAMLETS);
        let manner = pair(&mut maker.rng, &MANNERS);
        let names = [
            format!("{} {} {hamlet}", goods.name[0], manner[0]),
            format!("{} {} from {hamlet}", manner[1], goods.name[1].to_lowercase()),
        ];
        let producer = maker.rng.random_range(0..maker.producers.1.max(1));
        rows.push(product::Model {
            id,
            slug: maker.slug(&slug(&names[0]), number),
            producer_id: maker.producers.0 + i64::try_from(producer).unwrap_or(0),
            set_id: goods.set,
            kind: if goods.set == 26 {
                ProductKind::Service
            } else {
                ProductKind::Goods
            },
            status: PublicStatus::Published,
            tags: format!("{};{hamlet}", goods.name[0].to_lowercase()),
            season_from: goods.season.map(|season| season.0),
            season_to: goods.season.map(|season| season.1),
            assessed_year: None,
            source: SOURCE.to_owned(),
            verified: false,
            created_at: maker.now,
            updated_at: maker.now,
            revision,
        });
        let told = summary(&mut maker.rng, [&names[0], &names[1]], hamlet, "nhà làm nghề");
        for ((locale, name), summary) in Locale::ALL.into_iter().zip(names).zip(told) {
            texts.push(product_text::Model {
                product_id: id,
                locale,
                sort_key: maker.keys.key(&name),
                search_key: fold(&name),
                name,
                summary,
                materials: (locale == Locale::Vi && !goods.of.is_empty()).then(|| goods.of.to_owned()),
                care: None,
            });
        }
        variants.push(pack(maker, goods, variant_id, id, number));
        if goods.set != 26 {
            stock.push(on_hand(maker, goods, variant_id));
        }
        if let Some(certificate) = certificates::draw(maker, certificate_id, id, number) {
            certificates.push(certificate);
            certificate_id += 1;
        }
        id += 1;
        variant_id += 1;
    }
    maker.products.1 += count;
    insert(txn, rows).await?;
    insert(txn, texts).await?;
    insert(txn, variants).await?;
    insert(txn, stock).await?;
    insert(txn, certificates).await
}

fn pack(maker: &mut Maker, goods: &Goods, id: i64, product_id: i64, number: u64) -> variant::Model {
    let content = content(goods.pack, goods.unit);
    let (low, high) = goods.price;
    variant::Model {
        id,
        product_id,
        sku: format!("GN-{}-{number}", maker.seed),
        position: 0,
        pack: goods.pack.map(str::to_owned),
        unit: goods.unit.to_owned(),
        price: Vnd::new(maker.rng.random_range(low..=high) * 1_000),
        demo_price: true,
        weight_g: content.weight_g,
        volume_ml: content.volume_ml,
        gtin: None,
        vat_bps: None,
        max_per_order: None,
    }
}

fn on_hand(maker: &mut Maker, goods: &Goods, variant_id: i64) -> stock_item::Model {
    let made_to_order = goods.price.1 >= 8_000;
    let on_hand = match maker.rng.random_range(0..16) {
        1 | 2 if !made_to_order => maker.rng.random_range(1..5),
        3.. if !made_to_order => maker.rng.random_range(8..400),
        _ => 0,
    };
    stock_item::Model {
        variant_id,
        on_hand,
        reserved: 0,
        made_to_order,
        demo: true,
    }
}
