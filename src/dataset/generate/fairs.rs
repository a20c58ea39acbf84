//! A few synthetic fairs, past, present and to come, with their booths.

use chrono::Days;
use entity::{Locale, PublicStatus, event, event_booth, event_booth_product, event_text};
use rand::RngExt as _;

use super::places::some;
use super::rows::{insert, next_id};
use super::text::word;
use super::words::HAMLETS;
use super::{Maker, SOURCE};
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// Days from today that fairs begin on.
const STARTS: [i64; 6] = [-400, -120, -2, 12, 40, 90];
/// Booths of a fair.
const BOOTHS: i64 = 20;

/// Makes the fairs; says how many.
pub async fn make(txn: &Txn, maker: &mut Maker, revision: i64) -> Result<u64> {
    let mut id = next_id::<event::Entity>(txn, event::Column::Id).await?;
    let mut booth_id = next_id::<event_booth::Entity>(txn, event_booth::Column::Id).await?;
    let (mut rows, mut texts, mut booths, mut shown) = (vec![], vec![], vec![], vec![]);
    for (number, offset) in (1u64..).zip(STARTS) {
        let hamlet = word(&mut maker.rng, &HAMLETS);
        let days = Days::new(offset.unsigned_abs());
        let starts_on = if offset < 0 {
            maker.today.checked_sub_days(days)
        } else {
            maker.today.checked_add_days(days)
        };
        rows.push(event::Model {
            id,
            slug: maker.slug("hoi-cho", number),
            commune_id: maker.commune().map(|commune| commune.id),
            starts_on,
            ends_on: starts_on.and_then(|day| day.checked_add_days(Days::new(4))),
            booths: i32::try_from(BOOTHS).ok(),
            region: None,
            status: PublicStatus::Published,
            source: SOURCE.to_owned(),
            verified: false,
            created_at: maker.now,
            updated_at: maker.now,
            revision,
            lat: None,
            lon: None,
            edited_at: None,
        });
        let names = [
            format!("Hội chợ làng nghề {hamlet} lần {number}"),
            format!("{hamlet} craft fair no. {number}"),
        ];
        let what = [
            format!("Năm ngày bày hàng của {BOOTHS} gian, có trình diễn nghề và ăn thử."),
            format!("Five days with {BOOTHS} booths, crafts shown and tastings."),
        ];
        for ((locale, name), description) in Locale::ALL.into_iter().zip(names).zip(what) {
            let venue = format!("Sân đình {hamlet}");
            texts.push(event_text::Model {
                event_id: id,
                locale,
                sort_key: maker.keys.key(&name),
                search_key: fold(&format!("{name} {venue}")),
                name,
                venue: Some(venue),
                description,
            });
        }
        for booth in 1..=BOOTHS {
            let producer = maker.rng.random_range(0..maker.producers.1.max(1));
            booths.push(event_booth::Model {
                id: booth_id,
                event_id: id,
                number: format!("A{booth:02}"),
                producer_id: Some(maker.producers.0 + i64::try_from(producer).unwrap_or(0)),
                name: None,
                plan_column: None,
                plan_row: None,
            });
            for product_id in some(maker, maker.products, 5) {
                shown.push(event_booth_product::Model { booth_id, product_id });
            }
            booth_id += 1;
        }
        id += 1;
    }
    let made = rows.len() as u64;
    insert(txn, rows).await?;
    insert(txn, texts).await?;
    insert(txn, booths).await?;
    insert(txn, shown).await?;
    Ok(made)
}
