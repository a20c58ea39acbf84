//! What has no picture yet, and what should be on it.

use std::collections::{HashMap, HashSet};

use entity::{
    Locale, OwnerKind, PlaceKind, PublicStatus, certificate, event, event_text, media_link, place,
    place_text, producer, producer_text, product, product_text,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect};

use crate::generate::SOURCE as SYNTHETIC;
use crate::reference;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;
use illustration::{Brief, Subject, Variation};

/// Pictures that synthetic products share.
const POOL: u64 = 40;

/// A picture that is missing.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Kind of its owner.
    pub kind: OwnerKind,
    /// Key of its owner.
    pub id: i64,
    /// Address part of its owner.
    pub slug: String,
    /// Place in the gallery.
    pub position: i16,
    /// Vietnamese name of its owner.
    pub name_vi: String,
    /// English name, or the Vietnamese one.
    pub name_en: String,
    /// What should be on it.
    pub brief: Brief,
}

/// Names by owner, Vietnamese and English.
type Names = HashMap<i64, [Option<String>; 2]>;

/// What has no picture: products first, since they are seen most, then places, makers and fairs. Synthetic
/// records are left out, they share theirs.
pub async fn missing(db: &Db) -> Result<Vec<Wanted>> {
    let mut wanted = products(db).await?;
    wanted.extend(places(db).await?);
    wanted.extend(producers(db).await?);
    wanted.extend(events(db).await?);
    Ok(wanted)
}

/// Briefs of the shared pictures.
pub fn pool() -> Vec<Brief> {
    (0..POOL)
        .filter_map(|number| {
            let set = i64::try_from(number % 26 + 1).ok()?;
            let group = reference::set(set)?.group;
            let variation = Variation::new("synthetic", number);
            Some(Brief::for_product(small(group), small(set), "", &[], variation))
        })
        .collect()
}

fn small(number: i64) -> u8 {
    u8::try_from(number).unwrap_or(0)
}

/// Owners of a kind with the places of their galleries that are taken.
async fn taken(db: &Db, kind: OwnerKind) -> Result<HashSet<(i64, i16)>> {
    let links: Vec<(i64, i16)> = media_link::Entity::find()
        .select_only()
        .column(media_link::Column::OwnerId)
        .column(media_link::Column::Position)
        .filter(media_link::Column::OwnerKind.eq(kind))
        .into_tuple()
        .all(db)
        .await?;
    Ok(links.into_iter().collect())
}

fn by_owner(texts: Vec<(i64, Locale, String)>) -> Names {
    let mut names = Names::new();
    for (owner, locale, name) in texts {
        let pair = names.entry(owner).or_default();
        if let Some(slot) = pair.get_mut(locale.index()) {
            *slot = Some(name);
        }
    }
    names
}

/// Names by owner, and the Vietnamese word for each owner's craft where one is told.
fn names_and_crafts(
    texts: impl Iterator<Item = (i64, Locale, String, Option<String>)>,
) -> (Names, HashMap<i64, String>) {
    let mut crafts = HashMap::new();
    let mut names = Vec::new();
    for (owner, locale, name, craft) in texts {
        if let (Locale::Vi, Some(craft)) = (locale, craft) {
            crafts.insert(owner, craft);
        }
        names.push((owner, locale, name));
    }
    (by_owner(names), crafts)
}

/// Vietnamese and English name; the slug where even the Vietnamese one is missing.
fn names_of(names: &mut Names, id: i64, slug: &str) -> (String, String) {
    let [vi, en] = names.remove(&id).unwrap_or_default();
    let vi = vi.unwrap_or_else(|| slug.to_owned());
    let en = en.unwrap_or_else(|| vi.clone());
    (vi, en)
}

async fn products(db: &Db) -> Result<Vec<Wanted>> {
    let taken = taken(db, OwnerKind::Product).await?;
    let rows = product::Entity::find()
        .filter(product::Column::Status.eq(PublicStatus::Published))
        .filter(product::Column::Source.ne(SYNTHETIC))
        .order_by_asc(product::Column::Id)
        .all(db)
        .await?;
    let five: HashSet<i64> = certificate::Entity::find()
        .select_only()
        .column(certificate::Column::ProductId)
        .filter(
            certificate::Column::Stars
                .eq(5)
                .or(certificate::Column::PotentialFive.eq(true)),
        )
        .into_tuple::<i64>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let makers: HashMap<i64, String> = producer::Entity::find()
        .select_only()
        .column(producer::Column::Id)
        .column(producer::Column::Slug)
        .filter(producer::Column::Source.ne(SYNTHETIC))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let texts = product_text::Entity::find()
        .select_only()
        .columns([
            product_text::Column::ProductId,
            product_text::Column::Locale,
            product_text::Column::Name,
        ])
        .filter(product_text::Column::ProductId.is_in(rows.iter().map(|row| row.id)))
        .into_tuple()
        .all(db)
        .await?;
    let mut names = by_owner(texts);
    let mut of_maker: HashMap<i64, u64> = HashMap::new();
    let mut wanted = Vec::new();
    for row in rows {
        // Neighbours of one maker get palettes and grounds that differ.
        let number = of_maker.entry(row.producer_id).or_default();
        let owner = makers.get(&row.producer_id).map_or("", String::as_str);
        let (name_vi, name_en) = names_of(&mut names, row.id, &row.slug);
        let group = reference::set(row.set_id).map_or(0, |set| set.group);
        let tags: Vec<String> = row.tags.split(';').map(fold).collect();
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let gallery = if five.contains(&row.id) { 2 } else { 1 };
        for position in 0..gallery {
            if taken.contains(&(row.id, position)) {
                continue;
            }
            let variation = Variation::new(owner, *number + 6 * u64::from(position.unsigned_abs()));
            wanted.push(Wanted {
                kind: OwnerKind::Product,
                id: row.id,
                slug: row.slug.clone(),
                position,
                name_vi: name_vi.clone(),
                name_en: name_en.clone(),
                brief: Brief::for_product(small(group), small(row.set_id), &fold(&name_vi), &tags, variation),
            });
        }
        *number += 1;
    }
    // All first pictures before any second one.
    wanted.sort_by_key(|wanted| wanted.position);
    Ok(wanted)
}

async fn places(db: &Db) -> Result<Vec<Wanted>> {
    let taken = taken(db, OwnerKind::Place).await?;
    let rows = place::Entity::find()
        .filter(place::Column::Public.eq(PublicStatus::Published))
        .filter(place::Column::Source.ne(SYNTHETIC))
        .order_by_asc(place::Column::Id)
        .all(db)
        .await?;
    let texts = place_text::Entity::find()
        .filter(place_text::Column::PlaceId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let rows_of = |text: place_text::Model| (text.place_id, text.locale, text.name, text.craft);
    let (mut names, crafts) = names_and_crafts(texts.into_iter().map(rows_of));
    let mut wanted = Vec::new();
    for row in rows.into_iter().filter(|row| !taken.contains(&(row.id, 0))) {
        let (name_vi, name_en) = names_of(&mut names, row.id, &row.slug);
        let variation = Variation::new(&row.slug, 0);
        let brief = if row.kind == PlaceKind::CraftVillage {
            let craft = crafts.get(&row.id).map_or("", String::as_str);
            Brief::for_trade(&fold(craft), &fold(&name_vi), variation)
        } else {
            Brief::of(Subject::MarketStall, variation)
        };
        wanted.push(Wanted {
            kind: OwnerKind::Place,
            id: row.id,
            slug: row.slug,
            position: 0,
            name_vi,
            name_en,
            brief,
        });
    }
    Ok(wanted)
}

async fn producers(db: &Db) -> Result<Vec<Wanted>> {
    let taken = taken(db, OwnerKind::Producer).await?;
    let rows = producer::Entity::find()
        .filter(producer::Column::Status.eq(PublicStatus::Published))
        .filter(producer::Column::Source.ne(SYNTHETIC))
        .order_by_asc(producer::Column::Id)
        .all(db)
        .await?;
    let texts = producer_text::Entity::find()
        .filter(producer_text::Column::ProducerId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let rows_of = |text: producer_text::Model| (text.producer_id, text.locale, text.name, text.craft);
    let (mut names, crafts) = names_and_crafts(texts.into_iter().map(rows_of));
    let mut wanted = Vec::new();
    for row in rows.into_iter().filter(|row| !taken.contains(&(row.id, 0))) {
        let (name_vi, name_en) = names_of(&mut names, row.id, &row.slug);
        let craft = crafts.get(&row.id).map_or("", String::as_str);
        let variation = Variation::new(&row.slug, 100);
        wanted.push(Wanted {
            kind: OwnerKind::Producer,
            id: row.id,
            slug: row.slug,
            position: 0,
            brief: Brief::for_trade(&fold(craft), &fold(&name_vi), variation),
            name_vi,
            name_en,
        });
    }
    Ok(wanted)
}

async fn events(db: &Db) -> Result<Vec<Wanted>> {
    let taken = taken(db, OwnerKind::Event).await?;
    let rows = event::Entity::find()
        .filter(event::Column::Status.eq(PublicStatus::Published))
        .filter(event::Column::Source.ne(SYNTHETIC))
        .order_by_asc(event::Column::Id)
        .all(db)
        .await?;
    let texts = event_text::Entity::find()
        .select_only()
        .columns([
            event_text::Column::EventId,
            event_text::Column::Locale,
            event_text::Column::Name,
        ])
        .filter(event_text::Column::EventId.is_in(rows.iter().map(|row| row.id)))
        .into_tuple()
        .all(db)
        .await?;
    let mut names = by_owner(texts);
    let mut wanted = Vec::new();
    for row in rows.into_iter().filter(|row| !taken.contains(&(row.id, 0))) {
        let (name_vi, name_en) = names_of(&mut names, row.id, &row.slug);
        wanted.push(Wanted {
            kind: OwnerKind::Event,
            id: row.id,
            brief: Brief::of(Subject::Fair, Variation::new(&row.slug, 0)),
            slug: row.slug,
            position: 0,
            name_vi,
            name_en,
        });
    }
    Ok(wanted)
}
