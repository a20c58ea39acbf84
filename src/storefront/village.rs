//! Craft villages: the list, and one with its story, its makers and the points that sell its goods.

use std::collections::HashSet;
use std::sync::Arc;

use actix_web::{HttpResponse, web};
use entity::{Locale, OwnerKind, PlaceKind};
use serde::Serialize;
use serde_json::{Value, json};

use super::cards::{Fact, ProducerCard, ProductCard, commune_name};
use super::list;
use super::list::Pager;
use super::missing::missing;
use super::place::{facts, geo, postal_address};
use super::place_card::{Direction, PlaceCard, directions, is_timed, metres};
use super::producers::StoryView;
use domain::catalogue::Product;
use domain::edition::Edition;
use domain::places::{self, Filter, Place, words};
use domain::producers::Producer;
use foundation::i18n::format;
use foundation::kernel::geo::Position;
use shell::web::{Failure, Meta, Picture, Visit, urls};

const PAGE_SIZE: usize = 30;
/// A maker this near, in metres, in the same commune counts as one of the village.
const AT_HOME: f64 = 2_500.0;
/// How many products and how many points the page shows.
const SHOWN: (usize, usize) = (8, 6);
/// How far the points around a village may lie, in metres.
const AROUND: f64 = 12_000.0;

#[derive(Serialize)]
struct VillagesPage {
    title: String,
    intro: String,
    total_label: String,
    villages: Vec<PlaceCard>,
    facets: Option<()>,
    pager: Pager,
}

/// `/lang-nghe` and `/en/craft-villages`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let locale = visit.locale;
    let filter = Filter {
        kinds: vec![PlaceKind::CraftVillage],
        ..Filter::default()
    };
    let villages: Vec<&Arc<Place>> = visit
        .edition
        .places
        .select(&filter, locale)
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    let base = urls::fixed(locale, "villages");
    let slice = list::slice(&visit, &villages, |place| place.id, PAGE_SIZE, base, &[])?;
    let n = format::number(i64::try_from(villages.len()).unwrap_or(0), locale);
    let page = VillagesPage {
        title: visit.text("nav.villages"),
        intro: visit.text("villages.intro"),
        total_label: visit.text_with("villages.total", &[("n", &n)]),
        villages: slice
            .items
            .iter()
            .map(|place| PlaceCard::new(&visit, place, None))
            .collect(),
        facets: None,
        pager: slice.pager,
    };
    let mut meta = Meta::fixed(visit.text("nav.villages"), "villages")
        .about(visit.text("villages.meta"))
        .under(locale, visit.text("nav.home"), "home")
        .under(locale, visit.text("nav.villages"), "villages");
    meta.noindex = slice.start > 0;
    visit.page("storefront/villages.html", meta, &page)
}

#[derive(Serialize)]
struct VillagePage {
    village: VillageView,
    story: Option<StoryView>,
    facts: Vec<Fact>,
    producers: Vec<ProducerCard>,
    products: Vec<ProductCard>,
    products_url: Option<String>,
    places: Vec<PlaceCard>,
}

#[derive(Serialize)]
struct VillageView {
    slug: String,
    title: String,
    title_lang: &'static str,
    craft: Option<String>,
    commune: Option<String>,
    former_label: Option<String>,
    picture: Option<Picture>,
    what_to_do: Option<String>,
    getting_there: Option<String>,
    best_season: Option<String>,
    market: Option<String>,
    precision_label: Option<String>,
    confirmed_label: String,
    directions: Vec<Direction>,
    trips_url: String,
}

/// `/lang-nghe/{slug}` and `/en/craft-villages/{slug}`.
pub async fn show(visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let edition = visit.edition.clone();
    let locale = visit.locale;
    let place = match edition.places.by_slug(&slug) {
        Some(place) if place.kind == PlaceKind::CraftVillage => place,
        Some(point) => return Err(Failure::Moved(urls::sales_point(locale, &point.slug))),
        None => return Err(missing(&visit, OwnerKind::Place, &slug, urls::village)),
    };
    let detail = places::detail(&visit.state.services.db, place.id, locale).await?;
    let makers = makers(&edition, place, locale);
    let products = products(&edition, &makers);
    let points = points(&edition, place);
    let timed = points.iter().any(|(point, _)| is_timed(point));
    let texts = visit.state.views.texts();
    let (title, lang) = place.name(locale);
    let former = place.former_district.as_deref();
    let page = VillagePage {
        story: StoryView::of(&visit, OwnerKind::Place, place.id).await?,
        facts: facts(&visit, place),
        producers: makers
            .iter()
            .map(|maker| ProducerCard::new(&visit, maker))
            .collect(),
        products: products
            .iter()
            .map(|product| ProductCard::new(&visit, product))
            .collect(),
        products_url: edition
            .taxonomy
            .commune(place.commune_id.unwrap_or(0))
            .map(|commune| {
                format!(
                    "{}{}",
                    urls::fixed(locale, "products"),
                    urls::query(&[("commune", &commune.slug)])
                )
            }),
        places: points
            .iter()
            .map(|(point, away)| PlaceCard::new(&visit, point, metres(*away)))
            .collect(),
        village: VillageView {
            slug: place.slug.clone(),
            title: title.to_owned(),
            title_lang: lang.tag(),
            craft: place.craft(locale).map(str::to_owned),
            commune: commune_name(&visit, place.commune_id),
            former_label: former.map(|name| visit.text_with("place.former", &[("name", name)])),
            picture: place
                .picture
                .as_ref()
                .map(|picture| Picture::full(picture, locale)),
            what_to_do: detail.what_to_do.map(|(text, _)| text),
            getting_there: detail.getting_there.map(|(text, _)| text),
            best_season: detail.best_season.map(|(text, _)| text),
            market: words::market(texts, locale, place.hours(locale), edition.day),
            precision_label: words::precision(texts, locale, place),
            confirmed_label: words::confirmed(texts, locale, place),
            directions: directions(&visit, place),
            trips_url: format!(
                "{}{}",
                urls::fixed(locale, "trips"),
                urls::query(&[("stop", &place.slug)])
            ),
        },
    };
    let mut meta = Meta::new(
        title,
        urls::village(Locale::Vi, &place.slug),
        urls::village(Locale::En, &place.slug),
    )
    .about(about(&visit, place))
    .under(locale, visit.text("nav.home"), "home")
    .under(locale, visit.text("nav.villages"), "villages");
    meta.picture = Some(urls::social_picture(locale, OwnerKind::Place, &place.slug));
    meta.json_ld.push(attraction(&visit, place));
    if timed {
        visit.fresh_page("storefront/village.html", meta, &page)
    } else {
        visit.page("storefront/village.html", meta, &page)
    }
}

/// The first words of its story, or its craft and commune.
fn about(visit: &Visit, place: &Place) -> String {
    match visit.edition.story_of(OwnerKind::Place, place.id) {
        Some(story) => story.excerpt(visit.locale).to_owned(),
        None => place.craft(visit.locale).unwrap_or_default().to_owned(),
    }
}

/// Makers that the village's points show, and those at home in it.
fn makers<'a>(edition: &'a Edition, place: &Place, locale: Locale) -> Vec<&'a Arc<Producer>> {
    let shown: HashSet<i64> = edition
        .places
        .of_village(place.id)
        .flat_map(|point| point.producers.iter().copied())
        .chain(place.producers.iter().copied())
        .collect();
    let at_home = |producer: &Producer| {
        let (Some(here), Some((lat, lon, _))) = (place.at(), producer.position) else {
            return false;
        };
        producer.commune_id == place.commune_id
            && Position::new(lat, lon).is_some_and(|there| here.metres_to(there) <= AT_HOME)
    };
    let mut makers: Vec<_> = edition
        .producers()
        .filter(|producer| {
            // A point in the village may show makers from elsewhere: those are not of the village.
            at_home(producer) || (shown.contains(&producer.id) && producer.commune_id == place.commune_id)
        })
        .collect();
    makers.sort_by(|a, b| a.sort_key(locale).cmp(b.sort_key(locale)).then(a.id.cmp(&b.id)));
    makers
}

/// Products of the makers, one of each in turn, so that no maker fills the shelf.
fn products<'a>(edition: &'a Edition, makers: &[&Arc<Producer>]) -> Vec<&'a Arc<Product>> {
    let mut shelves: Vec<_> = makers
        .iter()
        .map(|maker| edition.catalogue.of_producer(maker.id))
        .collect();
    let mut products = Vec::new();
    while products.len() < SHOWN.0 {
        let before = products.len();
        products.extend(shelves.iter_mut().filter_map(Iterator::next));
        if products.len() == before {
            break;
        }
    }
    products.truncate(SHOWN.0);
    products
}

/// The village's own points first, then what is near.
fn points<'a>(edition: &'a Edition, place: &Place) -> Vec<places::Found<'a>> {
    let mut points = edition.places.nearby(place, AROUND, 40);
    points.retain(|(point, _)| point.kind != PlaceKind::CraftVillage);
    let own: Vec<_> = edition.places.of_village(place.id).collect();
    let known: HashSet<i64> = points.iter().map(|(point, _)| point.id).collect();
    points.extend(
        own.into_iter()
            .filter(|point| !known.contains(&point.id))
            .map(|point| (point, None)),
    );
    // Sorting keeps the order of distance among equals.
    points.sort_by_key(|(point, _)| point.village_id != Some(place.id));
    points.truncate(SHOWN.1);
    points
}

/// schema.org TouristAttraction.
fn attraction(visit: &Visit, place: &Place) -> Value {
    let mut attraction = json!({
        "@context": "https://schema.org",
        "@type": "TouristAttraction",
        "name": place.name(visit.locale).0,
        "description": about(visit, place),
        "url": format!("{}{}", visit.state.services.origin, urls::village(visit.locale, &place.slug)),
        "address": postal_address(visit, place),
        "isAccessibleForFree": true,
    });
    if let (Some(object), geo @ Value::Object(_)) = (attraction.as_object_mut(), geo(place)) {
        object.insert("geo".to_owned(), geo);
    }
    attraction
}
