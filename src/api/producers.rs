//! Producers for programs.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use entity::{LegalForm, OwnerKind};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::answer::{json, language, linked, missing};
use super::paging::{List, Paging};
use super::products;
use super::reading::{Language, commune, word};
use super::shapes::{CommuneRef, Link, Names, Picture, Position};
use domain::producers::Producer;
use shell::web::{Failure, Visit};

/// Most products and places that a producer's resource names; the list has them all.
const NAMED: usize = 50;

const FORMS: [(&str, LegalForm); 5] = [
    ("cooperative", LegalForm::Cooperative),
    ("cooperative_group", LegalForm::CooperativeGroup),
    ("company", LegalForm::Company),
    ("household", LegalForm::Household),
    ("association", LegalForm::Association),
];

/// A producer as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProducerItem {
    /// Its name, page and resource.
    #[serde(flatten)]
    pub link: Link,
    /// Its name in both languages.
    pub names: Names,
    /// `cooperative`, `cooperative_group`, `company`, `household` or `association`.
    #[schema(value_type = String, example = "cooperative")]
    pub legal_form: LegalForm,
    /// Its craft or field.
    pub craft: Option<String>,
    /// Its commune today.
    pub commune: Option<CommuneRef>,
    /// Its commune before July 2025, as the source writes it.
    pub former_commune: Option<String>,
    /// Its district before July 2025.
    pub former_district: Option<String>,
    /// Where it is.
    pub position: Option<Position>,
    /// Year of foundation.
    pub founded_year: Option<i32>,
    /// Number of its products in the catalogue.
    pub product_count: usize,
    /// Whether a source names it.
    pub verified: bool,
    /// Where the facts come from.
    pub source: String,
    /// First picture.
    pub picture: Option<Picture>,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
}

/// A producer with what leads on from it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProducerDetail {
    /// As in lists.
    #[serde(flatten)]
    pub item: ProducerItem,
    /// Its products, the first 50.
    pub products: Vec<Link>,
    /// Address of the list of all its products.
    pub products_href: String,
    /// Places that show its goods, the first 50.
    pub shown_at: Vec<Link>,
    /// Its story.
    pub story: Option<Link>,
}

/// The filters of the list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read where they are used; described here")]
pub struct ProducerFilters {
    /// `cooperative`, `cooperative_group`, `company`, `household` or `association`.
    kind: Option<String>,
    /// Slug of a commune, see `/api/v1/taxonomy`.
    commune: Option<String>,
}

impl ProducerItem {
    fn new(visit: &Visit, producer: &Producer) -> Self {
        Self {
            link: Link::producer(visit, producer),
            names: Names::new(|locale| producer.name(locale)),
            legal_form: producer.legal_form,
            craft: producer.craft(visit.locale).map(str::to_owned),
            commune: CommuneRef::of(visit, producer.commune_id),
            former_commune: producer.former_commune.clone(),
            former_district: producer.former_district.clone(),
            position: producer
                .position
                .map(|(lat, lon, precision)| Position { lat, lon, precision }),
            founded_year: producer.founded_year,
            product_count: visit.edition.catalogue.of_producer(producer.id).count(),
            verified: producer.verified,
            source: producer.source.clone(),
            picture: producer
                .picture
                .as_ref()
                .map(|picture| Picture::new(visit, picture)),
            updated_at: producer.updated_at,
        }
    }
}

/// Producers by name.
#[utoipa::path(
    get,
    path = "/api/v1/producers",
    tag = "producers",
    params(ProducerFilters, Paging, Language),
    responses((status = 200, description = "A page of producers", body = List<ProducerItem>))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let paging = Paging::read(&visit)?;
    let form = word(&visit.params, "kind", &FORMS)?;
    let commune = commune(&visit)?;
    let edition = &visit.edition;
    let producers: Vec<_> = edition
        .producers_by_name(visit.locale)
        .iter()
        .filter(|producer| form.is_none_or(|form| producer.legal_form == form))
        .filter(|producer| commune.is_none_or(|commune| producer.commune_id == Some(commune)))
        .collect();
    let order = format!("name-{}", visit.locale.tag());
    let (items, next) = paging.cut(&visit, &order, &producers, |producer| producer.id)?;
    let list = List {
        data: items
            .iter()
            .map(|producer| ProducerItem::new(&visit, producer))
            .collect(),
        total: producers.len(),
        as_of: edition.day,
        next,
    };
    Ok(linked(json(&visit, &list)?, list.next.as_deref()))
}

/// One producer with its products, story and the places that show its goods.
#[utoipa::path(
    get,
    path = "/api/v1/producers/{slug}",
    tag = "producers",
    params(("slug" = String, Path, description = "Slug of the producer"), Language),
    responses((status = 200, description = "The producer", body = ProducerDetail))
)]
pub async fn show(mut visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let edition = &visit.edition;
    let Some(producer) = edition.producer_by_slug(&slug) else {
        return Err(missing(&visit, "producers", OwnerKind::Producer, &slug));
    };
    let products = edition.catalogue.of_producer(producer.id).take(NAMED);
    let story = edition.story_of(OwnerKind::Producer, producer.id);
    let detail = ProducerDetail {
        item: ProducerItem::new(&visit, producer),
        products: products.map(|product| Link::product(&visit, product)).collect(),
        products_href: products::of(&visit, "producer", &producer.slug),
        shown_at: edition
            .places
            .showing(producer.id)
            .take(NAMED)
            .map(|place| Link::place(&visit, place))
            .collect(),
        story: story.map(|story| Link::story(&visit, story)),
    };
    json(&visit, &detail)
}
