//! Producers: the list, and one with its story and products.

use actix_web::{HttpResponse, web};
use entity::{LegalForm, Locale, OwnerKind};
use serde::Serialize;

use super::cards::{self, Fact, Facts, Link, ProducerCard};
use super::fragments;
use super::list::Pager;
use super::missing::missing;
use super::place_card::PlaceCard;
use super::{list, structured_data};
use domain::catalogue::{Filter, Page, Sort};
use domain::stories;
use foundation::i18n::format;
use shell::web::{Failure, Meta, Picture, Visit, urls};

const PAGE_SIZE: usize = 30;
/// How many of its products a producer's page shows before it leads to the catalogue.
const SHOWN: usize = 12;

#[derive(Serialize)]
struct ProducersPage {
    title: String,
    intro: String,
    total_label: String,
    producers: Vec<ProducerCard>,
    kinds: Vec<Link>,
    facets: Option<()>,
    pager: Pager,
}

const FORMS: [(&str, LegalForm); 5] = [
    ("cooperative", LegalForm::Cooperative),
    ("company", LegalForm::Company),
    ("household", LegalForm::Household),
    ("cooperative_group", LegalForm::CooperativeGroup),
    ("association", LegalForm::Association),
];

/// `/nha-san-xuat` and `/en/producers`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let edition = &visit.edition;
    let locale = visit.locale;
    let base = urls::fixed(locale, "producers");
    let kind = visit
        .params
        .get("kind")
        .and_then(|kind| FORMS.iter().find(|(key, _)| *key == kind));
    let commune = visit
        .params
        .get("commune")
        .and_then(|slug| edition.taxonomy.commune_by_slug(slug));
    let mut producers: Vec<_> = edition
        .producers()
        .filter(|producer| kind.is_none_or(|(_, form)| producer.legal_form == *form))
        .filter(|producer| commune.is_none_or(|commune| producer.commune_id == Some(commune.id)))
        .collect();
    producers.sort_by(|a, b| a.sort_key(locale).cmp(b.sort_key(locale)).then(a.id.cmp(&b.id)));
    let kinds = FORMS
        .iter()
        .map(|(key, form)| {
            let active = kind.is_some_and(|(chosen, _)| chosen == key);
            let commune = commune.map_or("", |commune| commune.slug.as_str());
            let query = urls::query(&[("kind", if active { "" } else { key }), ("commune", commune)]);
            Link {
                label: visit.text(&format!("producers.{key}")),
                url: format!("{base}{query}"),
                count: Some(
                    edition
                        .producers()
                        .filter(|producer| producer.legal_form == *form)
                        .count(),
                ),
                active,
            }
        })
        .collect();
    let chosen = [
        ("kind", kind.map_or("", |(key, _)| key)),
        ("commune", commune.map_or("", |commune| commune.slug.as_str())),
    ];
    let slice = list::slice(
        &visit,
        &producers,
        |producer| producer.id,
        PAGE_SIZE,
        base,
        &chosen,
    )?;
    let n = format::number(i64::try_from(producers.len()).unwrap_or(0), locale);
    let page = ProducersPage {
        title: visit.text("nav.producers"),
        intro: visit.text("producers.intro"),
        total_label: visit.text_with("producers.total", &[("n", &n)]),
        producers: slice
            .items
            .iter()
            .map(|producer| ProducerCard::new(&visit, producer))
            .collect(),
        kinds,
        facets: None,
        pager: slice.pager,
    };
    let mut meta = Meta::fixed(visit.text("nav.producers"), "producers")
        .about(visit.text("producers.meta"))
        .under(locale, visit.text("nav.home"), "home")
        .under(locale, visit.text("nav.producers"), "producers");
    meta.noindex = slice.start > 0 || kind.is_some() || commune.is_some();
    visit.page("storefront/producers.html", meta, &page)
}

#[derive(Serialize)]
struct ProducerPage {
    producer: ProducerView,
    facts: Vec<Fact>,
    story: Option<StoryView>,
    cards: String,
    products_url: String,
    village: Option<PlaceCard>,
    places: Vec<PlaceCard>,
}

#[derive(Serialize)]
struct ProducerView {
    slug: String,
    follow_url: &'static str,
    title: String,
    title_lang: &'static str,
    kind_label: String,
    craft: Option<String>,
    commune: Option<String>,
    picture: Option<Picture>,
}

/// A story on the page of its owner.
#[derive(Serialize)]
pub struct StoryView {
    title: Option<String>,
    html: String,
    lang: &'static str,
    byline: Option<String>,
}

impl StoryView {
    /// The story of something, whole.
    pub async fn of(visit: &Visit, kind: OwnerKind, owner: i64) -> Result<Option<Self>, Failure> {
        let Some(story) = visit.edition.story_of(kind, owner) else {
            return Ok(None);
        };
        let body = stories::body(&visit.state.services.db, story.id, visit.locale).await?;
        Ok(body.map(|body| Self {
            title: None,
            html: stories::to_html(&body.markdown),
            lang: body.locale.tag(),
            byline: Some(byline(visit, story)),
        }))
    }
}

/// Who told a story and when; where nobody is named, where the facts come from.
pub fn byline(visit: &Visit, story: &stories::Story) -> String {
    let day = story.told_on.map(|day| format::date(day, visit.locale));
    match (&story.told_by, day) {
        (Some(who), Some(day)) => visit.text_with("story.told_by_on", &[("name", who), ("day", &day)]),
        (Some(who), None) => visit.text_with("story.told_by", &[("name", who)]),
        (None, _) => visit.text("story.written_from_sources"),
    }
}

/// `/nha-san-xuat/{slug}` and `/en/producers/{slug}`.
pub async fn show(visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let edition = visit.edition.clone();
    let locale = visit.locale;
    let Some(producer) = edition.producer_by_slug(&slug) else {
        return Err(missing(&visit, OwnerKind::Producer, &slug, urls::producer));
    };
    let filter = Filter {
        producer: Some(producer.id),
        ..Filter::default()
    };
    let products = edition
        .catalogue
        .page(&filter, Sort::Featured, locale, Page::Number(1), SHOWN)
        .map(|slice| slice.products)
        .unwrap_or_default();
    let places: Vec<_> = edition.places.showing(producer.id).collect();
    let village = places
        .iter()
        .find_map(|place| edition.places.by_id(place.village_id?))
        .map(|village| PlaceCard::new(&visit, village, None));
    let (title, lang) = producer.name(locale);
    let commune = cards::commune_name(&visit, producer.commune_id);
    let mut facts = Facts::default();
    let former = [
        producer.former_commune.as_deref(),
        producer.former_district.as_deref(),
    ];
    let former: Vec<&str> = former.into_iter().flatten().collect();
    let former = (!former.is_empty()).then(|| former.join(", "));
    facts
        .add(
            &visit,
            "producer.legal_form",
            Some(visit.text(cards::legal_form_key(producer.legal_form))),
        )
        .add(&visit, "producer.address", commune.clone())
        .add(&visit, "producer.former", former)
        .add(
            &visit,
            "producer.founded",
            producer.founded_year.map(|year| year.to_string()),
        )
        .add(&visit, "producer.source", Some(producer.source.as_str()));
    let page = ProducerPage {
        producer: ProducerView {
            slug: producer.slug.clone(),
            follow_url: urls::act(locale, "follow"),
            title: title.to_owned(),
            title_lang: lang.tag(),
            kind_label: visit.text(cards::legal_form_key(producer.legal_form)),
            craft: producer.craft(locale).map(str::to_owned),
            commune,
            picture: producer
                .picture
                .as_ref()
                .map(|picture| Picture::full(picture, locale)),
        },
        facts: facts.list(),
        story: StoryView::of(&visit, OwnerKind::Producer, producer.id).await?,
        cards: fragments::product_cards(&visit, &products)?,
        products_url: format!("{}?producer={}", urls::fixed(locale, "products"), producer.slug),
        village,
        places: places
            .into_iter()
            .take(12)
            .map(|place| PlaceCard::new(&visit, place, None))
            .collect(),
    };
    let about = edition.story_of(OwnerKind::Producer, producer.id).map_or_else(
        || page.producer.title.clone(),
        |story| story.excerpt(locale).to_owned(),
    );
    let mut meta = Meta::new(
        title,
        urls::producer(Locale::Vi, &producer.slug),
        urls::producer(Locale::En, &producer.slug),
    )
    .told_in(locale, producer.speaks(locale))
    .about(about)
    .under(locale, visit.text("nav.home"), "home")
    .under(locale, visit.text("nav.producers"), "producers");
    meta.picture = Some(urls::social_picture(locale, OwnerKind::Producer, &producer.slug));
    meta.json_ld.push(structured_data::producer(&visit, producer));
    visit.page("storefront/producer.html", meta, &page)
}
