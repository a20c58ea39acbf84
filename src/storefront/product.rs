//! A product: its pictures, certificate, maker, story, price and where to buy it in person.

use actix_web::{HttpResponse, web};
use entity::{OwnerKind, ProductKind};
use serde::Serialize;

use super::cards::{Fact, Facts, ProducerCard, ProductCard, Seal, StoryCard};
use super::missing::missing;
use super::place_card::{PlaceCard, freshness};
use super::{related, structured_data};
use domain::catalogue::{self, Availability, Detail, Product, Variant};
use domain::ratings::{self, Certificate};
use foundation::i18n::format;
use shell::web::{Crumb, Failure, Meta, Picture, Visit, units, urls};

#[derive(Serialize)]
struct ProductPage {
    product: ProductView,
    pictures: Vec<Picture>,
    seal: Option<Seal>,
    certificate_facts: Vec<Fact>,
    history: Vec<Seal>,
    facts: Vec<Fact>,
    producer: ProducerCard,
    story: Option<StoryCard>,
    notices: Vec<String>,
    places: Vec<SoldAt>,
    related: Vec<ProductCard>,
}

#[derive(Serialize)]
struct ProductView {
    slug: String,
    title: String,
    title_lang: &'static str,
    summary: String,
    summary_lang: &'static str,
    price: Option<i64>,
    unit: Option<String>,
    price_label: Option<String>,
    unit_price_label: Option<String>,
    in_stock: bool,
    made_to_order: bool,
    kind: ProductKind,
    set_name: Option<String>,
    set_url: Option<String>,
    group_name: Option<String>,
    group_url: Option<String>,
    demo: bool,
    offers: Vec<OfferView>,
    /// Where one asks about a service.
    enquire_url: Option<String>,
}

/// A pack that can be put into the cart.
#[derive(Serialize)]
struct OfferView {
    id: i64,
    pack: String,
    price: i64,
}

#[derive(Serialize)]
struct SoldAt {
    #[serde(flatten)]
    card: PlaceCard,
    fresh_label: String,
    fresh: &'static str,
}

/// `/san-pham/{slug}` and `/en/products/{slug}`.
pub async fn show(visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let edition = visit.edition.clone();
    let Some(product) = edition.catalogue.by_slug(&slug) else {
        return Err(missing(&visit, OwnerKind::Product, &slug, urls::product));
    };
    let Some(producer) = edition.producer(product.producer_id) else {
        return Err(Failure::NotFound);
    };
    let db = &visit.state.services.db;
    let detail = catalogue::detail(db, product.id, visit.locale)
        .await?
        .ok_or(Failure::NotFound)?;
    let seal = product.seal(edition.day);
    let story = edition
        .story_of(OwnerKind::Product, product.id)
        .or_else(|| edition.story_of(OwnerKind::Producer, producer.id));
    let mut places: Vec<SoldAt> = detail
        .shelves
        .iter()
        .filter_map(|shelf| {
            let place = edition.places.by_id(shelf.place_id)?;
            let (fresh, fresh_label) = freshness(&visit, place, product.id, shelf.last_confirmed_on);
            Some(SoldAt {
                card: PlaceCard::new(&visit, place, None),
                fresh_label,
                fresh,
            })
        })
        .collect();
    places.sort_by(|a, b| a.card.title().cmp(b.card.title()));

    let history: Vec<Seal> = product
        .certificates
        .iter()
        .filter(|one| seal.is_none_or(|(shown, _)| shown.id != one.id))
        .map(|one| Seal::new(&visit, one, one.standing(edition.day)))
        .collect();
    let page = ProductPage {
        product: view(&visit, product, &detail),
        pictures: detail
            .pictures
            .iter()
            .map(|picture| Picture::full(picture, visit.locale))
            .collect(),
        seal: seal.map(|(certificate, standing)| Seal::new(&visit, certificate, standing)),
        certificate_facts: match seal {
            Some((certificate, _)) => certificate_facts(&visit, certificate).await?,
            None => Vec::new(),
        },
        history,
        facts: facts(&visit, product, &detail),
        producer: ProducerCard::new(&visit, producer),
        story: story.map(|story| StoryCard::new(&visit, story)),
        notices: notices(&visit, product),
        places,
        related: related::products(&visit, product, 4)
            .into_iter()
            .map(|other| ProductCard::new(&visit, other))
            .collect(),
    };
    let meta = meta(&visit, product, &detail, &page);
    visit.product_page("storefront/product.html", meta, &page, product.id)
}

fn meta(visit: &Visit, product: &Product, detail: &Detail, page: &ProductPage) -> Meta {
    let locale = visit.locale;
    let title = page.product.title.clone();
    let mut meta = Meta::new(
        title.clone(),
        urls::product(entity::Locale::Vi, &product.slug),
        urls::product(entity::Locale::En, &product.slug),
    )
    .told_in(locale, product.speaks(locale))
    .about(detail.summary.0.clone())
    .under(locale, visit.text("nav.home"), "home")
    .under(locale, visit.text("nav.products"), "products");
    if let (Some(name), Some(url)) = (&page.product.group_name, &page.product.group_url) {
        meta.breadcrumbs.push(Crumb {
            title: name.clone(),
            url: Some(url.clone()),
        });
    }
    meta.picture = Some(urls::social_picture(locale, OwnerKind::Product, &product.slug));
    meta.json_ld
        .push(structured_data::product(visit, product, detail));
    meta
}

fn view(visit: &Visit, product: &Product, detail: &Detail) -> ProductView {
    let locale = visit.locale;
    let (title, lang) = product.name(locale);
    let set = visit.edition.taxonomy.set(product.set_id);
    let group = set.and_then(|set| visit.edition.taxonomy.group(set.group));
    let list = urls::fixed(locale, "products");
    let variant = product.variant();
    ProductView {
        slug: product.slug.clone(),
        title: title.to_owned(),
        title_lang: lang.tag(),
        summary: detail.summary.0.clone(),
        summary_lang: detail.summary.1.tag(),
        price: variant.map(|variant| variant.price.dong()),
        unit: variant.map(|variant| units::sold_by(visit, variant)),
        price_label: variant.is_none().then(|| visit.text("card.ask_price")),
        unit_price_label: variant.and_then(|variant| unit_price(visit, variant)),
        in_stock: product.availability == Availability::InStock,
        made_to_order: product.availability == Availability::MadeToOrder,
        kind: product.kind,
        set_name: set.map(|set| set.name(locale).to_owned()),
        set_url: set.map(|set| format!("{list}?set={}", set.id)),
        group_name: group.map(|group| group.name(locale).to_owned()),
        group_url: group.map(|group| format!("{list}?group={}", group.id)),
        demo: variant.is_some_and(|variant| variant.demo_price),
        offers: offers(visit, product),
        enquire_url: (product.kind == ProductKind::Service).then(|| urls::enquiry(locale, &product.slug)),
    }
}

/// The packs that can be bought now; none of a service.
fn offers(visit: &Visit, product: &Product) -> Vec<OfferView> {
    let buyable = matches!(
        product.availability,
        Availability::InStock | Availability::MadeToOrder
    );
    product
        .variants
        .iter()
        .filter(|variant| buyable && variant.available.is_none_or(|pieces| pieces > 0))
        .map(|variant| OfferView {
            id: variant.id,
            pack: units::sold_by(visit, variant),
            price: variant.price.dong(),
        })
        .collect()
}

/// "170.000 ₫ / kg" for packs of a known size.
fn unit_price(visit: &Visit, variant: &Variant) -> Option<String> {
    let (amount, unit) = match (variant.weight_g, variant.volume_ml) {
        (Some(grams), _) => (grams, "kg"),
        (None, Some(millilitres)) => (millilitres, "l"),
        (None, None) => return None,
    };
    // A pack of exactly one unit says it already.
    let price = format::unit_price(variant.price, amount).filter(|price| *price != variant.price)?;
    Some(visit.text_with(
        "product.unit_price",
        &[("price", &format::vnd(price, visit.locale)), ("unit", unit)],
    ))
}

fn facts(visit: &Visit, product: &Product, detail: &Detail) -> Vec<Fact> {
    let month = |month: u32| visit.text(&format!("months.m{month}"));
    let season = product.season.map(|(from, to)| {
        visit.text_with(
            "product.season_span",
            &[("from", &month(from)), ("to", &month(to))],
        )
    });
    let reach = detail
        .reach
        .map(|reach| visit.text(&format!("terms.reach_{}", reach.word())));
    let capacity = detail.weekly_capacity.map(|pieces| {
        visit.text_with(
            "terms.a_week",
            &[("n", &format::number(i64::from(pieces), visit.locale))],
        )
    });
    let mut facts = Facts::default();
    facts
        .add(
            visit,
            "product.materials",
            detail.materials.as_ref().map(|(text, _)| text.as_str()),
        )
        .add(
            visit,
            "product.care",
            detail.care.as_ref().map(|(text, _)| text.as_str()),
        )
        .add(visit, "product.season", season)
        .add(visit, "terms.reach", reach)
        .add(visit, "terms.capacity", capacity)
        .add(
            visit,
            "product.sku",
            product.variant().map(|variant| variant.sku.as_str()),
        )
        .add(
            visit,
            "product.gtin",
            product.variant().and_then(|variant| variant.gtin.as_deref()),
        )
        .add(
            visit,
            "product.assessed",
            detail.assessed_year.map(|year| year.to_string()),
        )
        .add(visit, "product.source", Some(detail.source.as_str()));
    facts.list()
}

/// What is known of a certificate, line by line.
pub async fn certificate_facts(visit: &Visit, certificate: &Certificate) -> Result<Vec<Fact>, Failure> {
    use chrono::Datelike;
    let locale = visit.locale;
    let span =
        |earliest: Option<chrono::NaiveDate>, latest: Option<chrono::NaiveDate>| match (earliest, latest) {
            (Some(from), Some(to)) if from == to => Some(format::date(from, locale)),
            (Some(from), Some(_)) => {
                Some(visit.text_with("certificate.year_only", &[("year", &from.year().to_string())]))
            }
            _ => None,
        };
    let expires = match (certificate.expires_earliest, certificate.expires_latest) {
        (Some(from), Some(to)) if from != to => Some(visit.text_with(
            "certificate.expires_span",
            &[
                ("from", &format::date(from, locale)),
                ("to", &format::date(to, locale)),
            ],
        )),
        (from, to) => span(from, to),
    };
    let grade = match certificate.grade {
        entity::EvidenceGrade::A => "certificate.grade_a",
        entity::EvidenceGrade::B => "certificate.grade_b",
        entity::EvidenceGrade::C => "certificate.grade_c",
    };
    let level = certificate.issuer_level.map(|level| match level {
        entity::IssuerLevel::District => visit.text("certificate.level_district"),
        entity::IssuerLevel::Province => visit.text("certificate.level_province"),
        entity::IssuerLevel::National => visit.text("certificate.level_national"),
    });
    let revoked_decision = ratings::revoked_decision(&visit.state.services.db, certificate).await?;
    let mut facts = Facts::default();
    facts
        .add(visit, "certificate.code", Some(certificate.code.as_str()))
        .add(visit, "certificate.decision", certificate.decision_no.as_deref())
        .add(visit, "certificate.issuer", certificate.issuer.clone().or(level))
        .add(
            visit,
            "certificate.issued",
            span(certificate.issued_earliest, certificate.issued_latest),
        )
        .add(visit, "certificate.expires", expires)
        .add(
            visit,
            "certificate.revoked_on",
            certificate.revoked_on.map(|day| format::date(day, locale)),
        )
        .add(
            visit,
            "certificate.revoked_reason",
            certificate.revoked_reason.as_deref(),
        )
        .add(visit, "certificate.revoked_decision", revoked_decision)
        .add(visit, "certificate.evidence", Some(visit.text(grade)));
    Ok(facts.list())
}

/// Warnings the law wants for some sets (`domain.md` §5.4).
fn notices(visit: &Visit, product: &Product) -> Vec<String> {
    let mut notices = Vec::new();
    match product.set_id {
        14 | 15 => notices.push(visit.text("product.notice_alcohol")),
        18 => notices.push(visit.text("product.notice_supplement")),
        25 => notices.push(visit.text("product.notice_animals")),
        26 => notices.push(visit.text("product.notice_service")),
        _ => {}
    }
    notices
}
