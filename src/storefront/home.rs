//! The home page: what is in season, stories, villages, fairs, and what the stars mean.

use std::cmp::Reverse;
use std::sync::Arc;

use actix_web::HttpResponse;
use chrono::Datelike;
use entity::PlaceKind;
use serde::Serialize;

use super::cards::{EventCard, Link, ProductCard, StoryCard};
use super::place_card::PlaceCard;
use super::structured_data;
use domain::catalogue::{Availability, Filter, Page, Product, Sort};
use domain::events::Timing;
use shell::web::{Failure, Meta, Visit, urls};

#[derive(Serialize)]
struct HomePage {
    hero: Vec<ProductCard>,
    groups: Vec<Link>,
    season: Vec<ProductCard>,
    starred: Vec<ProductCard>,
    events: Vec<EventCard>,
    villages: Vec<PlaceCard>,
    stories: Vec<StoryCard>,
    counts: Counts,
}

#[derive(Serialize)]
struct Counts {
    products: usize,
    producers: usize,
    places: usize,
    villages: usize,
}

/// `/` and `/en`.
pub async fn show(visit: Visit) -> Result<HttpResponse, Failure> {
    let edition = &visit.edition;
    let day = edition.day;
    let catalogue = &edition.catalogue;
    let cards = |products: Vec<&Arc<Product>>| -> Vec<ProductCard> {
        products
            .into_iter()
            .map(|product| ProductCard::new(&visit, product))
            .collect()
    };

    let mut season: Vec<&Arc<Product>> = catalogue
        .products()
        .iter()
        .filter(|p| p.in_season(day.month()) && p.availability != Availability::SoldOut)
        .collect();
    // Another eight each day, the same for everybody on that day.
    season.sort_by_key(|product| (product.picture.is_none(), shuffled(product.id, day.ordinal())));
    let season = spread(season, 8);

    let mut starred: Vec<&Arc<Product>> = catalogue
        .products()
        .iter()
        .filter(|product| product.certificates.iter().any(|one| one.stars.get() == 5))
        .collect();
    starred.sort_by_key(|product| {
        let state = product.seal(day).map(|(_, standing)| standing.state);
        (
            state,
            Reverse(product.certificates.iter().map(|one| one.issued_latest).max()),
            product.id,
        )
    });
    starred.truncate(8);

    let mut pictured: Vec<&Arc<Product>> = catalogue
        .products()
        .iter()
        .filter(|p| p.picture.is_some())
        .collect();
    pictured.sort_by_key(|product| shuffled(product.id, day.ordinal() + 7));
    let hero = spread(pictured, 3);

    let mut stories: Vec<_> = edition.stories().collect();
    stories.sort_by_key(|story| shuffled(story.id, day.ordinal()));
    stories.truncate(5);

    let mut events: Vec<_> = edition
        .events()
        .filter(|event| event.timing(day) != Timing::Past)
        .collect();
    events.sort_by_key(|event| (event.starts_on, event.id));
    if events.is_empty() {
        // Nothing is announced: the latest ones still tell what such a fair is.
        events = edition
            .events()
            .filter(|event| event.starts_on.is_some())
            .collect();
        events.sort_by_key(|event| (Reverse(event.starts_on), event.id));
    }
    events.truncate(4);

    let everything = catalogue.page(
        &Filter::default(),
        Sort::default(),
        visit.locale,
        Page::Number(1),
        1,
    );
    let counts = everything.map(|slice| slice.counts).unwrap_or_default();
    let groups = edition
        .taxonomy
        .groups()
        .iter()
        .map(|group| Link {
            label: group.name(visit.locale).to_owned(),
            url: format!("{}?group={}", urls::fixed(visit.locale, "products"), group.id),
            count: counts
                .groups
                .get(&group.id)
                .and_then(|count| usize::try_from(*count).ok()),
            active: false,
        })
        .collect();

    let (mut villages, points): (Vec<_>, Vec<_>) = edition
        .places
        .all()
        .iter()
        .partition(|place| place.kind == PlaceKind::CraftVillage);
    villages.sort_by_key(|village| (village.picture.is_none(), shuffled(village.id, day.ordinal())));
    let count = villages.len();
    villages.truncate(6);

    let page = HomePage {
        villages: villages
            .into_iter()
            .map(|village| PlaceCard::new(&visit, village, None))
            .collect(),
        hero: cards(hero),
        groups,
        season: cards(season),
        starred: cards(starred),
        events: events
            .into_iter()
            .map(|event| EventCard::new(&visit, event))
            .collect(),
        stories: stories
            .into_iter()
            .map(|story| StoryCard::new(&visit, story))
            .collect(),
        counts: Counts {
            products: catalogue.len(),
            producers: edition.producers().count(),
            places: points.len(),
            villages: count,
        },
    };
    let mut meta = Meta::fixed(visit.text("home.meta_title"), "home").about(visit.text("home.meta"));
    meta.json_ld = vec![
        structured_data::organization(&visit),
        structured_data::website(&visit),
    ];
    visit.page("storefront/home.html", meta, &page)
}

/// A number that puts ids into another order each day (Knuth's multiplicative hash).
fn shuffled(id: i64, day: u32) -> u64 {
    let seed = id
        .unsigned_abs()
        .wrapping_mul(1_000_003)
        .wrapping_add(u64::from(day));
    seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20
}

/// The first so many, no two of one producer while others are left.
fn spread(products: Vec<&Arc<Product>>, count: usize) -> Vec<&Arc<Product>> {
    let mut seen = std::collections::HashSet::new();
    let (first, again): (Vec<_>, Vec<_>) = products
        .into_iter()
        .partition(|product| seen.insert(product.producer_id));
    first.into_iter().chain(again).take(count).collect()
}
