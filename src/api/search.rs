//! The search for programs: the same ranked list as on the page, with its counts.

use actix_web::HttpResponse;
use entity::{Locale, OwnerKind};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::answer::{fresh_json, json, language};
use super::facets::{Choice, fullest, star_choice};
use super::reading::{Language, ProductFilters, bad, commune, number};
use super::shapes::absolute;
use foundation::kernel::geo::{DEFAULT_RADIUS_KM, Position, radius_km};
use search::{self, DocKey, Filters, Hits, Kind, Near, Query};
use shell::indexing::finding;
use shell::web::{Failure, Visit, place_query, urls};

/// Results when nothing is asked.
const DEFAULT_LIMIT: i64 = 20;
/// Most results in an answer.
const MAX_LIMIT: i64 = 100;
/// Results that may be skipped: nobody reads further, and a program pages through the lists.
const MAX_OFFSET: i64 = 900;

/// The ranked list.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Results {
    /// Best first.
    pub results: Vec<ResultItem>,
    /// Counts of everything that fits.
    pub facets: SearchFacets,
    /// How many fit in all.
    pub total: usize,
    /// Whether `total` and the counts are only lower bounds.
    pub more: bool,
    /// The text that was searched instead, when what was typed found nothing.
    pub corrected: Option<String>,
    /// Whether the engine is away and a plain search of names stands in for it.
    pub degraded: bool,
}

/// A result.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultItem {
    /// `product`, `producer`, `story`, `sales_point` (creative centres too), `village` or `event`.
    #[schema(value_type = String, example = "product")]
    pub kind: Kind,
    /// Address part; of a story, that of what it is about.
    pub slug: String,
    /// Title in the asked language.
    pub title: String,
    /// Its page for people.
    pub url: String,
    /// Its resource in this API.
    pub href: String,
    /// What a story is about: `product`, `producer` or `village`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_kind: Option<&'static str>,
}

/// Counts by filter.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct SearchFacets {
    /// By kind.
    pub kind: Vec<Choice>,
    /// By group (products).
    pub group: Vec<Choice>,
    /// By stars shown today (products).
    pub stars: Vec<Choice>,
    /// By commune, the fullest 50.
    pub commune: Vec<Choice>,
}

/// What is looked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read where they are used; described here")]
pub struct Asked {
    /// Words as anybody types them: marks may be missing, names of old districts work. Treated as text
    /// whatever it holds, and cut after 200 characters; nothing asked finds nothing.
    #[param(example = "gom bat trang")]
    q: Option<String>,
    /// Only these kinds; may be given several times.
    kind: Option<Vec<String>>,
    /// Results in the answer.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// Only what lies around this point, the nearer the better; latitude and longitude, read to a hundredth
    /// of a degree. A name works in `q` too: `điểm bán gần Hà Đông`.
    #[param(example = "21.03,105.85")]
    near: Option<String>,
    /// Radius of that circle in kilometres.
    #[param(minimum = 0, maximum = 100, default = 15)]
    radius_km: Option<f64>,
    /// Results to skip.
    #[param(minimum = 0, maximum = 900, default = 0)]
    offset: Option<i64>,
}

/// One ranked list over products, producers, stories, sales points, villages and events.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "search",
    params(Asked, ProductFilters, Language),
    responses((status = 200, description = "What was found, in rank order", body = Results))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let limit = number(&visit.params, "limit", 1, MAX_LIMIT)?.unwrap_or(DEFAULT_LIMIT);
    let offset = number(&visit.params, "offset", 0, MAX_OFFSET)?.unwrap_or(0);
    let kinds = kinds(&visit)?;
    let filters = filters(&visit)?;
    let Some(text) = visit.params.get("q") else {
        return json(&visit, &Results::default());
    };
    let query = Query {
        kinds,
        filters,
        limit: usize::try_from(limit).unwrap_or(0),
        offset: usize::try_from(offset).unwrap_or(0),
        language: match visit.locale {
            Locale::Vi => search::Language::Vi,
            Locale::En => search::Language::En,
        },
        ..Query::new(text, visit.edition.day)
    };
    let around = place_query::around(&visit.edition, text);
    let found = finding::find_around(&visit.state.services, &query, around).await?;
    let results: Vec<ResultItem> = found.keys.iter().filter_map(|key| item(&visit, *key)).collect();
    let degraded = found.is_degraded();
    let mut answer = Results {
        total: results.len(),
        results,
        degraded,
        ..Results::default()
    };
    if let Some(hits) = found.hits {
        answer.facets = facets(&visit, &hits);
        answer.total = hits.total;
        answer.more = hits.more;
        answer.corrected = hits.corrected;
    }
    // What the database found in a bad hour is not kept.
    if degraded {
        fresh_json(&visit, &answer)
    } else {
        json(&visit, &answer)
    }
}

/// Keys of products that fit a text, best first.
pub async fn product_ids(visit: &Visit, text: &str) -> Result<Vec<i64>, Failure> {
    Ok(finding::product_ids(&visit.state.services, text, visit.edition.day).await?)
}

fn kinds(visit: &Visit) -> Result<Vec<Kind>, Failure> {
    let parse = |name: &str| {
        Kind::parse(name).ok_or_else(|| {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            bad("kind", &format!("one of {} is wanted", known.join(", ")))
        })
    };
    visit.params.all("kind").map(parse).collect()
}

fn filters(visit: &Visit) -> Result<Filters, Failure> {
    let asked = ProductFilters::read(visit)?;
    asked.filter(visit)?;
    commune(visit)?;
    let stars = match asked.stars.as_deref() {
        Some("past") => return Err(bad("stars", "3, 4 or 5 is wanted here")),
        Some(stars) => stars.parse().ok(),
        None => None,
    };
    Ok(Filters {
        groups: asked.group.into_iter().collect(),
        sets: asked.set.into_iter().collect(),
        stars: stars.into_iter().collect(),
        communes: asked.commune.into_iter().collect(),
        producers: asked.producer.into_iter().collect(),
        price_min: asked.price_min,
        price_max: asked.price_max,
        in_stock: asked.in_stock == Some(true),
        near: near(visit)?,
    })
}

fn near(visit: &Visit) -> Result<Option<Near>, Failure> {
    let Some(text) = visit.params.get("near") else {
        return Ok(None);
    };
    let centre = Position::parse(text).map_err(|error| bad("near", &error.to_string()))?;
    let radius = visit
        .params
        .get("radius_km")
        .map_or(Ok(DEFAULT_RADIUS_KM), radius_km);
    let radius = radius.map_err(|error| bad("radius_km", &error.to_string()))?;
    Ok(Some(Near {
        centre: centre.coarse(),
        metres: radius * 1_000.0,
    }))
}

/// A result out of the edition: what the index still knows but the public no longer sees is left out.
fn item(visit: &Visit, key: DocKey) -> Option<ResultItem> {
    let edition = &visit.edition;
    let locale = visit.locale;
    let made = |slug: &str, title: &str, page: fn(Locale, &str) -> String, collection: &str| ResultItem {
        kind: key.kind,
        slug: slug.to_owned(),
        title: title.to_owned(),
        url: absolute(visit, &page(locale, slug)),
        href: absolute(visit, &urls::api_item(locale, collection, slug)),
        owner_kind: None,
    };
    Some(match key.kind {
        Kind::Product => {
            let product = edition.catalogue.by_id(key.id)?;
            made(&product.slug, product.name(locale).0, urls::product, "products")
        }
        Kind::Producer => {
            let producer = edition.producer(key.id)?;
            made(
                &producer.slug,
                producer.name(locale).0,
                urls::producer,
                "producers",
            )
        }
        Kind::Story => {
            let story = edition.story(key.id).filter(|story| edition.is_told(story))?;
            let owner_kind = match story.owner_kind {
                OwnerKind::Product => "product",
                OwnerKind::Producer => "producer",
                OwnerKind::Place => "village",
                OwnerKind::Event | OwnerKind::Story => return None,
            };
            ResultItem {
                owner_kind: Some(owner_kind),
                ..made(&story.slug, story.title(locale).0, urls::story, "stories")
            }
        }
        Kind::SalesPoint => {
            let place = edition.places.by_id(key.id)?;
            made(&place.slug, place.name(locale).0, urls::sales_point, "places")
        }
        Kind::Village => {
            let place = edition.places.by_id(key.id)?;
            made(&place.slug, place.name(locale).0, urls::village, "places")
        }
        Kind::Event => {
            let event = edition.event(key.id)?;
            made(&event.slug, event.name(locale).0, urls::event, "events")
        }
    })
}

fn facets(visit: &Visit, hits: &Hits) -> SearchFacets {
    let taxonomy = &visit.edition.taxonomy;
    let kinds = hits.kinds.iter().map(|(kind, count)| {
        let name = visit.text(&format!("search.kind_{}", kind.as_str()));
        Choice::new(kind.as_str(), &name, *count)
    });
    let groups = hits.groups.iter().filter_map(|(id, count)| {
        let group = taxonomy.group(*id)?;
        Some(Choice::new(&id.to_string(), group.name(visit.locale), *count))
    });
    let communes = hits.communes.iter().filter_map(|(slug, count)| {
        let commune = taxonomy.commune_by_slug(slug)?;
        Some(Choice::new(slug, &commune.name, *count))
    });
    SearchFacets {
        kind: fullest(kinds.collect()),
        group: groups.collect(),
        stars: hits
            .stars
            .iter()
            .rev()
            .map(|(stars, count)| star_choice(visit, *stars, *count))
            .collect(),
        commune: fullest(communes.collect()),
    }
}
