//! Products for programs.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{OwnerKind, ProductKind};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::answer::{json, language, linked, missing};
use super::certificates::Seal;
use super::facets::Facets;
use super::paging::{Paging, Start, stale};
use super::reading::{Language, ProductFilters, word};
use super::shapes::{ClassRef, CommuneRef, Link, Names, Picture, Text};
use domain::catalogue::{self, Availability, Counts, Page, Product, Slice, Sort, Variant};
use shell::web::{Failure, Visit, urls};

/// A product as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductItem {
    /// Its name, page and resource.
    #[serde(flatten)]
    pub link: Link,
    /// Its name in both languages.
    pub names: Names,
    /// `goods`, or `service` (set 26: enquired about, not ordered).
    #[schema(value_type = String, example = "goods")]
    pub kind: ProductKind,
    /// One of the six groups.
    pub group: Option<ClassRef>,
    /// One of the 26 sets.
    pub set: Option<ClassRef>,
    /// Its maker.
    pub producer: Option<Link>,
    /// Commune of its maker.
    pub commune: Option<CommuneRef>,
    /// Price of the first pack in đồng, tax included; null where it is to be asked for.
    #[schema(example = 180_000)]
    pub price: Option<i64>,
    /// Currency of all prices.
    #[schema(example = "VND")]
    pub currency: &'static str,
    /// Whether the price is a demonstration value that nobody sells at.
    pub demo_price: bool,
    /// `in_stock`, `made_to_order`, `sold_out` or `on_request`.
    #[schema(example = "in_stock")]
    pub availability: &'static str,
    /// Months it is in season; null all the year.
    pub season: Option<Season>,
    /// Its certificate as of today; null if it never had one. There is no star without it.
    pub certificate: Option<Seal>,
    /// First picture.
    pub picture: Option<Picture>,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
}

/// First and last month of a season, 1 to 12; the last may lie in the next year.
#[derive(Debug, Serialize, ToSchema)]
pub struct Season {
    /// First month.
    pub from: u32,
    /// Last month.
    pub to: u32,
}

/// A product with everything that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductDetail {
    /// As in lists.
    #[serde(flatten)]
    pub item: ProductItem,
    /// What it is.
    pub summary: Text,
    /// Ingredients or materials.
    pub materials: Option<Text>,
    /// Storage or care.
    pub care: Option<Text>,
    /// Words it is also looked for by.
    pub tags: Vec<String>,
    /// Packs.
    pub variants: Vec<VariantView>,
    /// Every certificate it ever had.
    pub certificates: Vec<Seal>,
    /// All pictures.
    pub pictures: Vec<Picture>,
    /// Places that sell it.
    pub sold_at: Vec<Shelf>,
    /// Its own story, or its maker's.
    pub story: Option<Link>,
    /// Year it was put forward, where only that is known.
    pub assessed_year: Option<i32>,
    /// Where the facts come from.
    pub source: String,
    /// The day (in Việt Nam) that certificates are judged on.
    pub as_of: NaiveDate,
}

/// A pack.
#[derive(Debug, Serialize, ToSchema)]
pub struct VariantView {
    /// Stock keeping unit.
    pub sku: String,
    /// Size of the pack as written.
    pub pack: Option<String>,
    /// What one piece is called.
    pub unit: String,
    /// Price of one piece in đồng, tax included.
    pub price: i64,
    /// Whether the price is a demonstration value.
    pub demo_price: bool,
    /// Net weight in grams.
    pub weight_g: Option<i32>,
    /// Net volume in millilitres.
    pub volume_ml: Option<i32>,
    /// GTIN.
    pub gtin: Option<String>,
    /// Pieces that can be had now; null where stock is not counted.
    pub available: Option<i64>,
}

/// A place that sells something.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shelf {
    /// The place.
    pub place: Link,
    /// Day it was last seen there; the older, the better it is to ask first.
    pub last_confirmed_on: Option<NaiveDate>,
    /// Whether the place says that it has run out today.
    pub out_today: bool,
}

/// A page of products with the counts beside the filters.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductList {
    /// The products, in order.
    pub data: Vec<ProductItem>,
    /// How many there are in all.
    pub total: usize,
    /// Address of the page that follows; null on the last one. Also in the `Link` header.
    pub next: Option<String>,
    /// The day (in Việt Nam) that certificates are judged on.
    pub as_of: NaiveDate,
    /// How many products each choice would leave.
    pub facets: Facets,
}

/// Text and order.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read where they are used; described here")]
pub struct Order {
    /// Words to look for, as in the search box; the best match comes first unless `sort` says otherwise.
    q: Option<String>,
    /// `featured` (default; see the public page about ranking), `name`, `price`, `-price` or `newest`.
    #[param(pattern = "^(featured|name|price|-price|newest)$")]
    sort: Option<String>,
}

impl ProductItem {
    /// A product in the asked language.
    pub fn new(visit: &Visit, product: &Product) -> Self {
        let edition = &visit.edition;
        let set = edition.taxonomy.set(product.set_id);
        let group = set.and_then(|set| edition.taxonomy.group(set.group));
        let producer = edition.producer(product.producer_id);
        Self {
            link: Link::product(visit, product),
            names: Names::new(|locale| product.name(locale)),
            kind: product.kind,
            group: group.map(|group| ClassRef::new(visit, group)),
            set: set.map(|set| ClassRef::new(visit, set)),
            producer: producer.map(|producer| Link::producer(visit, producer)),
            commune: CommuneRef::of(visit, producer.and_then(|producer| producer.commune_id)),
            price: product.price().map(entity::Vnd::dong),
            currency: "VND",
            demo_price: product.variant().is_some_and(|variant| variant.demo_price),
            availability: availability(product.availability),
            season: product.season.map(|(from, to)| Season { from, to }),
            certificate: product
                .seal(edition.day)
                .map(|(certificate, _)| Seal::new(visit, certificate)),
            picture: product
                .picture
                .as_ref()
                .map(|picture| Picture::new(visit, picture)),
            updated_at: product.updated_at,
        }
    }
}

const fn availability(availability: Availability) -> &'static str {
    match availability {
        Availability::InStock => "in_stock",
        Availability::MadeToOrder => "made_to_order",
        Availability::SoldOut => "sold_out",
        Availability::OnRequest => "on_request",
    }
}

impl VariantView {
    fn new(variant: &Variant) -> Self {
        Self {
            sku: variant.sku.clone(),
            pack: variant.pack.clone(),
            unit: variant.unit.clone(),
            price: variant.price.dong(),
            demo_price: variant.demo_price,
            weight_g: variant.weight_g,
            volume_ml: variant.volume_ml,
            gtin: variant.gtin.clone(),
            available: variant.available,
        }
    }
}

/// Products of the catalogue, filtered and in order.
#[utoipa::path(
    get,
    path = "/api/v1/products",
    tag = "products",
    params(Order, ProductFilters, Paging, Language),
    responses((status = 200, description = "A page of products", body = ProductList))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let paging = Paging::read(&visit)?;
    let filter = ProductFilters::read(&visit)?.filter(&visit)?;
    let sorts = Sort::ALL.map(|sort| (sort.key(), sort));
    let sort = word(&visit.params, "sort", &sorts)?;
    let found = match visit.params.get("q") {
        Some(text) => Some(super::search::product_ids(&visit, text).await?),
        None => None,
    };
    let catalogue = &visit.edition.catalogue;
    let word = match (&found, sort) {
        (Some(_), None) => "found".to_owned(),
        (_, sort) => format!("{}-{}", sort.unwrap_or_default().key(), visit.locale.tag()),
    };
    let (products, total, counts, next) = if let Some(found) = found {
        let (mut products, counts) = catalogue.among(&found, &filter);
        if let Some(sort) = sort {
            catalogue.arrange(&mut products, sort, visit.locale);
        }
        let (items, next) = paging.cut(&visit, &word, &products, |product| product.id)?;
        (items.to_vec(), products.len(), Arc::new(counts), next)
    } else {
        let page = |page| {
            catalogue.page(
                &filter,
                sort.unwrap_or_default(),
                visit.locale,
                page,
                paging.limit,
            )
        };
        let slice = match paging.start(&word)? {
            Start::At(position) => page(Page::Number(position / paging.limit + 1)),
            Start::After(keys) => {
                let last = keys
                    .into_iter()
                    .find(|id| catalogue.by_id(*id).is_some())
                    .ok_or_else(stale)?;
                page(Page::After(last))
            }
        };
        // Beyond the end: an empty page that still knows how many there are.
        let slice = slice.or_else(|| {
            page(Page::Number(1)).map(|first| Slice {
                products: Vec::new(),
                ..first
            })
        });
        let slice = slice.ok_or(Failure::NotFound)?;
        let more = !slice.products.is_empty() && slice.start + slice.products.len() < slice.total;
        let next = more.then(|| paging.next(&visit, &word, slice.products.iter().map(|product| product.id)));
        (slice.products, slice.total, slice.counts, next)
    };
    answer(&visit, &products, total, &counts, next)
}

fn answer(
    visit: &Visit,
    products: &[Arc<Product>],
    total: usize,
    counts: &Counts,
    next: Option<String>,
) -> Result<HttpResponse, Failure> {
    let list = ProductList {
        data: products
            .iter()
            .map(|product| ProductItem::new(visit, product))
            .collect(),
        total,
        as_of: visit.edition.day,
        facets: Facets::new(visit, counts),
        next,
    };
    Ok(linked(json(visit, &list)?, list.next.as_deref()))
}

/// One product with its packs, certificates, pictures and the places that sell it.
#[utoipa::path(
    get,
    path = "/api/v1/products/{slug}",
    tag = "products",
    params(("slug" = String, Path, description = "Slug of the product"), Language),
    responses((status = 200, description = "The product", body = ProductDetail))
)]
pub async fn show(mut visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let edition = visit.edition.clone();
    let Some(product) = edition.catalogue.by_slug(&slug) else {
        return Err(missing(&visit, "products", OwnerKind::Product, &slug));
    };
    let detail = catalogue::detail(&visit.state.services.db, product.id, visit.locale)
        .await?
        .ok_or(Failure::NotFound)?;
    let story = edition
        .story_of(OwnerKind::Product, product.id)
        .or_else(|| edition.story_of(OwnerKind::Producer, product.producer_id));
    let shelves = detail.shelves.iter().filter_map(|shelf| {
        let place = edition.places.by_id(shelf.place_id)?;
        Some(Shelf {
            place: Link::place(&visit, place),
            last_confirmed_on: shelf.last_confirmed_on,
            out_today: place.is_out(product.id, edition.day),
        })
    });
    let view = ProductDetail {
        item: ProductItem::new(&visit, product),
        sold_at: shelves.collect(),
        summary: Text::new(detail.summary),
        materials: detail.materials.map(Text::new),
        care: detail.care.map(Text::new),
        tags: product.tags.clone(),
        variants: product.variants.iter().map(VariantView::new).collect(),
        certificates: product
            .certificates
            .iter()
            .map(|one| Seal::new(&visit, one))
            .collect(),
        pictures: detail
            .pictures
            .iter()
            .map(|picture| Picture::new(&visit, picture))
            .collect(),
        story: story.map(|story| Link::story(&visit, story)),
        assessed_year: detail.assessed_year,
        source: detail.source,
        as_of: edition.day,
    };
    json(&visit, &view)
}

/// The address of the products of something: a filter of the list.
pub fn of(visit: &Visit, name: &str, value: &str) -> String {
    let lang = if visit.locale == entity::Locale::En {
        "en"
    } else {
        ""
    };
    let query = urls::query(&[(name, value), ("lang", lang)]);
    super::shapes::absolute(visit, &format!("{}{query}", urls::api("products")))
}
