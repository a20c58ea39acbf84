//! Synthetic data of any size for scale tests: the same seed on the same database gives the same rows.
//!
//! Producers, products, places and fairs with plausible names, stories, prices, stock and certificates of
//! every standing. Slugs end in seed and number, so that sets of several seeds live side by side and the
//! same one is not made twice. Nothing here is a real person, firm or product, and every row says so.

mod certificates;
mod fairs;
mod orders;
mod places;
mod producers;
mod products;
mod rows;
mod text;
mod words;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{OwnerKind, commune, media_link, place, product};
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::pictures::draw_pool;
use super::progress::Progress;
use super::source::Source;
use super::{import, reference};
use domain::inventory;
use foundation::kernel::clock::Clock;
use foundation::kernel::db::{Db, Txn, analyze, write_txn};
use foundation::kernel::error::{Error, Result};
use foundation::media::BlobStore;
use foundation::publication;
use rows::Keys;

/// What every synthetic row says of its source.
pub const SOURCE: &str = "Dữ liệu tổng hợp, chỉ để thử tải";

/// Products that go into one transaction.
const STEP: u64 = 2_000;

/// How much to make.
#[derive(Clone, Copy, Debug)]
pub struct GenerateOptions {
    /// Products.
    pub products: u64,
    /// Producers; at least one if there are products.
    pub producers: u64,
    /// Sales points, creative centres and craft villages together.
    pub places: u64,
    /// Orders, spread over the producers and the last five years.
    pub orders: u64,
    /// The same number gives the same rows.
    pub seed: u64,
}

/// How much was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generated {
    /// Products.
    pub products: u64,
    /// Producers.
    pub producers: u64,
    /// Places.
    pub places: u64,
    /// Fairs.
    pub events: u64,
    /// Orders.
    pub orders: u64,
}

/// A commune to put things into.
#[derive(Clone, Debug)]
struct Commune {
    id: i64,
    lat: f64,
    lon: f64,
}

/// What all parts of a run share.
struct Maker {
    rng: ChaCha8Rng,
    keys: Keys,
    communes: Vec<Commune>,
    seed: u64,
    now: DateTime<Utc>,
    today: NaiveDate,
    /// Keys of the producers made, first and how many.
    producers: (i64, u64),
    /// Keys of the products made, first and how many.
    products: (i64, u64),
    /// Keys of the pictures that are shared.
    pool: Vec<i64>,
}

impl Maker {
    /// An address part that no other seed or number has.
    fn slug(&self, base: &str, number: u64) -> String {
        let base: String = base.chars().take(48).collect();
        format!("{}-{}-{number}", base.trim_end_matches('-'), self.seed)
    }

    fn commune(&mut self) -> Option<Commune> {
        text::pick(&mut self.rng, &self.communes).cloned()
    }
}

/// Makes synthetic data, with a pool of shared drawings when a store is given. Orders are made of the goods that are
/// there, also alone. Fails when this seed has been used on the database for the same, or when the database refuses.
pub async fn generate(
    db: &Db,
    clock: &Clock,
    options: &GenerateOptions,
    pictures: Option<&Arc<dyn BlobStore>>,
    progress: &dyn Progress,
) -> Result<Generated> {
    if options.products > 0 && options.producers == 0 {
        return Err(Error::new("products need producers: give --producers at least 1"));
    }
    let used = product::Entity::find()
        .filter(product::Column::Slug.like(format!("%-{}-1", options.seed)))
        .filter(product::Column::Source.eq(SOURCE))
        .count(db)
        .await?;
    if used > 0 && options.products + options.producers + options.places > 0 {
        return Err(Error::new(format!(
            "the data of seed {} are in the database already",
            options.seed
        )));
    }
    let known = commune::Entity::find().order_by_asc(commune::Column::Slug);
    let mut communes = known.clone().all(db).await?;
    if communes.is_empty() {
        let options = import::Options {
            source: Source::communes(),
            dry_run: false,
        };
        import::import(db, clock, &options, progress).await?;
        communes = known.all(db).await?;
    }
    let pool = match pictures {
        Some(blobs) => Box::pin(draw_pool(db, clock, blobs, progress)).await?,
        None => Vec::new(),
    };
    let mut maker = Maker {
        rng: ChaCha8Rng::seed_from_u64(options.seed),
        keys: Keys::new(),
        communes: communes
            .into_iter()
            .map(|row| Commune {
                id: row.id,
                lat: row.lat,
                lon: row.lon,
            })
            .collect(),
        seed: options.seed,
        now: clock.now(),
        today: clock.today(),
        producers: (0, 0),
        products: (0, 0),
        pool,
    };
    let mut made = Generated::default();

    progress.begin("producers", options.producers);
    let mut number = 0;
    while number < options.producers {
        let count = STEP.min(options.producers - number);
        let (txn, revision) = begin(db, &maker).await?;
        if number == 0 {
            reference::ensure(&txn).await?;
        }
        producers::make(&txn, &mut maker, revision, number, count).await?;
        finish(txn, &maker).await?;
        number += count;
        progress.advance(count);
    }
    made.producers = number;
    progress.end();

    progress.begin("products", options.products);
    let mut number = 0;
    while number < options.products {
        let count = STEP.min(options.products - number);
        let (txn, revision) = begin(db, &maker).await?;
        let first = rows::next_id::<product::Entity>(&txn, product::Column::Id).await?;
        products::make(&txn, &mut maker, revision, number, count).await?;
        link(&txn, &maker, OwnerKind::Product, first, count).await?;
        publication::set_demo_data(&txn, true).await?;
        finish(txn, &maker).await?;
        number += count;
        progress.advance(count);
    }
    made.products = number;
    progress.end();

    progress.begin("places", options.places);
    let mut number = 0;
    while number < options.places {
        let count = STEP.min(options.places - number);
        let (txn, revision) = begin(db, &maker).await?;
        let first = rows::next_id::<place::Entity>(&txn, place::Column::Id).await?;
        places::make(&txn, &mut maker, revision, number, count).await?;
        link(&txn, &maker, OwnerKind::Place, first, count).await?;
        finish(txn, &maker).await?;
        number += count;
        progress.advance(count);
    }
    made.places = number;
    progress.end();

    if made.products > 0 {
        let (txn, revision) = begin(db, &maker).await?;
        made.events = fairs::make(&txn, &mut maker, revision).await?;
        finish(txn, &maker).await?;
    }
    if options.orders > 0 {
        made.orders = Box::pin(orders::make(db, &mut maker, options.orders, progress)).await?;
    }
    analyze(db).await?;
    Ok(made)
}

/// Gives each of `count` new things one of the shared pictures.
async fn link(txn: &Txn, maker: &Maker, owner_kind: OwnerKind, first: i64, count: u64) -> Result<()> {
    if maker.pool.is_empty() {
        return Ok(());
    }
    let id = rows::next_id::<media_link::Entity>(txn, media_link::Column::Id).await?;
    let links = (0i64..)
        .take(usize::try_from(count).unwrap_or(0))
        .zip(maker.pool.iter().cycle());
    let links = links.map(|(number, media_id)| media_link::Model {
        id: id + number,
        owner_kind,
        owner_id: first + number,
        position: 0,
        media_id: *media_id,
        alt_vi: "Ảnh minh họa dùng chung".to_owned(),
        alt_en: "Shared illustration".to_owned(),
    });
    rows::insert(txn, links.collect()).await
}

/// A transaction with its version and the job that indexes it.
async fn begin(db: &Db, maker: &Maker) -> Result<(Txn, i64)> {
    let txn = write_txn(db).await?;
    let revision = publication::announce(&txn, maker.now).await?;
    Ok((txn, revision))
}

async fn finish(txn: Txn, maker: &Maker) -> Result<()> {
    const TABLES: [&str; 8] = [
        "producers",
        "products",
        "variants",
        "certificates",
        "places",
        "stories",
        "events",
        "event_booths",
    ];
    rows::settle(&txn, &TABLES).await?;
    rows::settle(&txn, &["hours_exceptions", "media_links"]).await?;
    inventory::open_missing(&txn, maker.now, "generate").await?;
    txn.commit().await?;
    Ok(())
}
