//! Places: craft villages with their stories, sales points and creative centres with their shelves.

use std::collections::{HashMap, HashSet};

use entity::{Locale, OwnerKind, PlaceKind, place, place_manager, place_producer, place_stock, place_text};
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter};

use super::stories::{Stories, Told, lower_first};
use super::{Batch, commune_ids, load, missing, moved, producer_ids, product_ids, village_ids};
use crate::reason::Reason;
use crate::rows::{Both, PlaceRow, SalesPointRow, VillageRow};
use crate::{phrases, store};
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// Market days of the lunar month that everybody there knows (`domain.md` §6).
const MARKETS: [(&str, &str); 1] = [("lang-non-chuong", "4,10,14,20,24,30")];

/// What a file found in the database.
struct Known {
    communes: HashMap<String, i64>,
    places: HashMap<String, place::Model>,
    texts: HashMap<(i64, Locale), place_text::Model>,
}

impl Known {
    /// Loads what there is, and refuses rows whose commune is unknown or whose slug is taken.
    async fn load<'r>(
        batch: &mut Batch<'_>,
        rows: impl Iterator<Item = &'r PlaceRow> + Clone,
        villages: bool,
    ) -> Result<Self> {
        let txn = batch.txn;
        let communes = commune_ids(txn).await?;
        batch.check_communes(
            &communes,
            rows.clone().map(|row| (row.line, row.commune.as_deref())),
        );
        let slugs: Vec<&str> = rows.clone().map(|row| row.slug.as_str()).collect();
        let mut places =
            load::<place::Entity, _, _>(txn, place::Column::Slug, &slugs, |row| row.slug.clone()).await?;
        for (slug, id) in moved(txn, OwnerKind::Place, &slugs).await? {
            if let Some(row) = place::Entity::find_by_id(id).one(txn).await? {
                places.entry(slug).or_insert(row);
            }
        }
        for row in rows {
            let other = places
                .get(&row.slug)
                .is_some_and(|place| (place.kind == PlaceKind::CraftVillage) != villages);
            if other {
                batch.refuse(row.line, "slug", &row.slug, Reason::TakenSlug);
            }
        }
        let of_file = place::Entity::find().filter(if villages {
            place::Column::Kind.eq(PlaceKind::CraftVillage)
        } else {
            place::Column::Kind.ne(PlaceKind::CraftVillage)
        });
        batch.report.missing = missing(txn, of_file, places.len()).await?;
        let ids: Vec<i64> = places.values().map(|place| place.id).collect();
        let texts = load::<place_text::Entity, _, _>(txn, place_text::Column::PlaceId, &ids, |row| {
            (row.place_id, row.locale)
        })
        .await?;
        Ok(Self {
            communes,
            places,
            texts,
        })
    }

    /// Whether the office edited a place: all it says, its name and position, stays.
    fn edited(&self, row: &PlaceRow) -> bool {
        self.places
            .get(&row.slug)
            .is_some_and(|before| before.edited_at.is_some())
    }

    /// The record as the file has it; what the file does not know stays as it was.
    fn model(&self, batch: &Batch<'_>, row: &PlaceRow) -> place::Model {
        let blank = place::Model {
            slug: row.slug.clone(),
            kind: row.kind,
            ..place::Model::blank(batch.now)
        };
        let before = self.places.get(&row.slug).cloned().unwrap_or(blank);
        // A door that somebody measured beats the middle of a commune.
        let position = row.position.filter(|_| before.last_confirmed_on.is_none());
        place::Model {
            kind: row.kind,
            commune_id: row
                .commune
                .as_ref()
                .and_then(|slug| self.communes.get(slug))
                .copied(),
            former_district: row.former_district.clone(),
            lat: position.map(|position| position.lat).or(before.lat),
            lon: position.map(|position| position.lon).or(before.lon),
            precision: position.map(|position| position.precision).or(before.precision),
            source: row.source.clone(),
            verified: row.verified,
            ..before
        }
    }

    /// Inserts a new record, or gives the key of the one there is.
    async fn id(&self, batch: &mut Batch<'_>, wanted: &place::Model) -> Result<i64> {
        if let Some(before) = self.places.get(&wanted.slug) {
            return Ok(before.id);
        }
        let row = place::Model {
            revision: batch.revision().await?,
            ..wanted.clone()
        };
        Ok(store::add(batch.txn, row, place::Column::Id).await?.id)
    }

    async fn keep_text(&self, batch: &Batch<'_>, text: place_text::Model) -> Result<bool> {
        let known = self.texts.get(&(text.place_id, text.locale));
        let named = [
            Some(text.name.as_str()),
            text.address.as_deref(),
            text.craft.as_deref(),
        ];
        let search_key = fold(&named.into_iter().flatten().collect::<Vec<_>>().join(" "));
        let sort_key = batch.collation.key(&text.name);
        let text = place_text::Model {
            sort_key,
            search_key,
            ..text
        };
        store::keep(batch.txn, known, text).await
    }

    /// Brings a known record up to date where anything of it changed, and counts it.
    async fn finish(&self, batch: &mut Batch<'_>, wanted: place::Model, parts_changed: bool) -> Result<()> {
        let before = self.places.get(&wanted.slug);
        let changed = before.is_some_and(|before| parts_changed || *before != wanted);
        if changed {
            let row = place::Model {
                updated_at: batch.now,
                revision: batch.revision().await?,
                ..wanted
            };
            store::keep(batch.txn, before, row).await?;
        }
        batch.count(before.is_none(), changed);
        Ok(())
    }
}

fn blank_text(place_id: i64, locale: Locale, name: &str) -> place_text::Model {
    place_text::Model {
        place_id,
        locale,
        name: name.to_owned(),
        address: None,
        craft: None,
        what_to_do: None,
        getting_there: None,
        best_season: None,
        notes: None,
        sort_key: String::new(),
        search_key: String::new(),
    }
}

fn said(text: Option<&Both>, locale: Locale) -> Option<String> {
    text.and_then(|text| text.get(locale)).map(str::to_owned)
}

/// Writes `craft_villages.csv`.
pub async fn villages(batch: &mut Batch<'_>, rows: &[VillageRow]) -> Result<()> {
    let known = Known::load(batch, rows.iter().map(|row| &row.place), true).await?;
    let slugs: Vec<&str> = rows.iter().map(|row| row.place.slug.as_str()).collect();
    let stories = Stories::load(batch, &slugs).await?;
    for row in rows.iter().filter(|row| row.story.is_some()) {
        let id = known.places.get(&row.place.slug).map(|place| place.id);
        stories.check(batch, row.place.line, &row.place.slug, OwnerKind::Place, id);
    }
    if batch.is_refused() {
        return Ok(());
    }
    for row in rows {
        if known.edited(&row.place) {
            batch.report.kept += 1;
            continue;
        }
        let mut wanted = known.model(batch, &row.place);
        let days = MARKETS.iter().find(|(slug, _)| *slug == row.place.slug);
        wanted.lunar_days = wanted.lunar_days.or(days.map(|(_, days)| (*days).to_owned()));
        let id = known.id(batch, &wanted).await?;
        let mut changed = false;
        for locale in Locale::ALL {
            let Some(name) = row.place.name.get(locale) else {
                continue;
            };
            let text = place_text::Model {
                craft: row.craft.get(locale).map(str::to_owned),
                what_to_do: said(row.what_to_do.as_ref(), locale),
                getting_there: said(row.getting_there.as_ref(), locale),
                best_season: match locale {
                    Locale::Vi => row.best_season.clone(),
                    Locale::En => row.best_season.as_deref().and_then(phrases::english),
                },
                ..blank_text(id, locale, name)
            };
            changed |= known.keep_text(batch, text).await?;
        }
        if let Some(body) = &row.story {
            let name = &row.place.name;
            let told = Told {
                owner: OwnerKind::Place,
                slug: &row.place.slug,
                title: Both {
                    vi: format!("Chuyện {}", lower_first(&name.vi)),
                    en: name.en.as_ref().map(|name| format!("The story of {name}")),
                },
                body,
                source: &row.place.source,
                verified: row.place.verified,
            };
            changed |= stories.keep(batch, id, told).await?;
        }
        known.finish(batch, wanted, changed).await?;
    }
    Ok(())
}

/// Writes `sales_points.csv`.
pub async fn sales_points(batch: &mut Batch<'_>, rows: &[SalesPointRow]) -> Result<()> {
    let txn = batch.txn;
    let known = Known::load(batch, rows.iter().map(|row| &row.place), false).await?;
    let wanted_products = rows
        .iter()
        .flat_map(|row| row.products.iter().map(String::as_str));
    let products = product_ids(txn, wanted_products.collect()).await?;
    let producers = producer_ids(
        txn,
        rows.iter()
            .flat_map(|row| row.producers.iter().map(String::as_str)),
    )
    .await?;
    let villages = village_ids(txn).await?;
    for row in rows {
        let line = row.place.line;
        for slug in row.products.iter().filter(|slug| !products.contains_key(*slug)) {
            batch.refuse(line, "products_on_display", slug, Reason::UnknownProduct);
        }
        for slug in row.producers.iter().filter(|slug| !producers.contains_key(*slug)) {
            batch.refuse(line, "producers_on_display", slug, Reason::UnknownProducer);
        }
        if let Some(slug) = row.village.as_ref().filter(|slug| !villages.contains_key(*slug)) {
            batch.refuse(line, "linked_craft_village_slug", slug, Reason::UnknownVillage);
        }
    }
    if batch.is_refused() {
        return Ok(());
    }
    let ids: Vec<i64> = known.places.values().map(|place| place.id).collect();
    let kept =
        load::<place_manager::Entity, _, _>(txn, place_manager::Column::PlaceId, &ids, |row| row.place_id)
            .await?;
    let shelves = load::<place_stock::Entity, _, _>(txn, place_stock::Column::PlaceId, &ids, |row| {
        (row.place_id, row.product_id)
    })
    .await?;
    let shows = load::<place_producer::Entity, _, _>(txn, place_producer::Column::PlaceId, &ids, |row| {
        (row.place_id, row.producer_id)
    })
    .await?;
    for row in rows {
        if known.edited(&row.place) {
            batch.report.kept += 1;
            continue;
        }
        let mut wanted = known.model(batch, &row.place);
        wanted.location_type = row.location_type.or(wanted.location_type);
        wanted.operator = row.operator.clone().or(wanted.operator);
        wanted.opened_on = row.opened_on.or(wanted.opened_on);
        // Hours and shelf of a place that somebody keeps are that person's.
        let is_kept = known
            .places
            .get(&row.place.slug)
            .is_some_and(|before| kept.contains_key(&before.id));
        if !is_kept {
            wanted.opening_hours = row.opening_hours.clone().or(wanted.opening_hours);
        }
        wanted.village_id = row.village.as_ref().and_then(|slug| villages.get(slug)).copied();
        if wanted.last_confirmed_on.is_none() && !is_kept {
            wanted.status = row.status;
        }
        let id = known.id(batch, &wanted).await?;
        let mut changed = false;
        for locale in Locale::ALL {
            let Some(name) = row.place.name.get(locale) else {
                continue;
            };
            let text = place_text::Model {
                address: row.address.clone(),
                notes: said(row.notes.as_ref(), locale),
                ..blank_text(id, locale, name)
            };
            changed |= known.keep_text(batch, text).await?;
        }
        let on_shelf: HashSet<i64> = row
            .products
            .iter()
            .filter_map(|slug| products.get(slug))
            .copied()
            .collect();
        for product_id in on_shelf.iter().filter(|_| !is_kept) {
            if !shelves.contains_key(&(id, *product_id)) {
                let item = place_stock::Model {
                    place_id: id,
                    product_id: *product_id,
                    last_confirmed_on: None,
                };
                changed |= store::keep(txn, None, item).await?;
            }
        }
        // What somebody confirmed on the spot outlives a file that does not know it.
        for gone in shelves.values().filter(|item| {
            !is_kept
                && item.place_id == id
                && item.last_confirmed_on.is_none()
                && !on_shelf.contains(&item.product_id)
        }) {
            gone.clone().delete(txn).await?;
            changed = true;
        }
        let on_show: HashSet<i64> = row
            .producers
            .iter()
            .filter_map(|slug| producers.get(slug))
            .copied()
            .collect();
        for producer_id in &on_show {
            if !shows.contains_key(&(id, *producer_id)) {
                let item = place_producer::Model {
                    place_id: id,
                    producer_id: *producer_id,
                    last_confirmed_on: None,
                };
                changed |= store::keep(txn, None, item).await?;
            }
        }
        for gone in shows.values().filter(|item| {
            item.place_id == id && item.last_confirmed_on.is_none() && !on_show.contains(&item.producer_id)
        }) {
            gone.clone().delete(txn).await?;
            changed = true;
        }
        known.finish(batch, wanted, changed).await?;
    }
    Ok(())
}
