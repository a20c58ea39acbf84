//! What lists show of things: the small view models that the card components read.

use entity::{LegalForm, OwnerKind, ProductKind};
use serde::Serialize;

use domain::catalogue::{Availability, Product};
use domain::events::{Event, Timing};
use domain::gallery;
use domain::producers::Producer;
use domain::stories::Story;
use foundation::i18n::format;
use shell::web::{Picture, Visit, units, urls};

pub use shell::web::Seal;

/// A product in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ProductCard {
    slug: String,
    url: String,
    title: String,
    title_lang: &'static str,
    producer: String,
    producer_url: String,
    commune: Option<String>,
    price: Option<i64>,
    unit: Option<String>,
    price_label: Option<String>,
    in_stock: bool,
    made_to_order: bool,
    kind: ProductKind,
    picture: Option<Picture>,
    seal: Option<Seal>,
}

impl ProductCard {
    /// A product in a list.
    pub fn new(visit: &Visit, product: &Product) -> Self {
        let locale = visit.locale;
        let (title, lang) = product.name(locale);
        let producer = visit.edition.producer(product.producer_id);
        let variant = product.variant();
        Self {
            slug: product.slug.clone(),
            url: urls::product(locale, &product.slug),
            title: title.to_owned(),
            title_lang: lang.tag(),
            producer: producer.map_or_else(String::new, |producer| producer.name(locale).0.to_owned()),
            producer_url: producer.map_or_else(String::new, |p| urls::producer(locale, &p.slug)),
            commune: producer.and_then(|producer| commune_name(visit, producer.commune_id)),
            price: variant.map(|variant| variant.price.dong()),
            unit: variant.map(|variant| units::sold_by(visit, variant)),
            price_label: variant.is_none().then(|| visit.text("card.ask_price")),
            in_stock: product.availability == Availability::InStock,
            made_to_order: product.availability == Availability::MadeToOrder,
            kind: product.kind,
            picture: product
                .picture
                .as_ref()
                .map(|picture| Picture::small(picture, locale)),
            seal: Seal::of(visit, product),
        }
    }
}

/// A commune's name by key.
pub fn commune_name(visit: &Visit, id: Option<i64>) -> Option<String> {
    visit
        .edition
        .taxonomy
        .commune(id?)
        .map(|commune| commune.name.clone())
}

/// A producer in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ProducerCard {
    slug: String,
    url: String,
    title: String,
    title_lang: &'static str,
    kind_label: String,
    commune: Option<String>,
    craft: Option<String>,
    picture: Option<Picture>,
    products: usize,
}

impl ProducerCard {
    /// A producer in a list.
    pub fn new(visit: &Visit, producer: &Producer) -> Self {
        let locale = visit.locale;
        let (title, lang) = producer.name(locale);
        Self {
            slug: producer.slug.clone(),
            url: urls::producer(locale, &producer.slug),
            title: title.to_owned(),
            title_lang: lang.tag(),
            kind_label: visit.text(legal_form_key(producer.legal_form)),
            commune: commune_name(visit, producer.commune_id).or_else(|| producer.former_district.clone()),
            craft: producer.craft(locale).map(str::to_owned),
            picture: producer
                .picture
                .as_ref()
                .map(|picture| Picture::small(picture, locale)),
            products: visit.edition.catalogue.of_producer(producer.id).count(),
        }
    }
}

/// The text of a legal form.
pub fn legal_form_key(form: LegalForm) -> &'static str {
    match form {
        LegalForm::Cooperative => "producer.cooperative",
        LegalForm::CooperativeGroup => "producer.cooperative_group",
        LegalForm::Company => "producer.company",
        LegalForm::Household => "producer.household",
        LegalForm::Association => "producer.association",
    }
}

/// A story in a list.
#[derive(Clone, Debug, Serialize)]
pub struct StoryCard {
    url: String,
    title: String,
    title_lang: &'static str,
    excerpt: String,
    owner_label: String,
    picture: Option<Picture>,
}

impl StoryCard {
    /// A story in a list.
    pub fn new(visit: &Visit, story: &Story) -> Self {
        let locale = visit.locale;
        let (title, lang) = story.title(locale);
        Self {
            url: urls::story(locale, &story.slug),
            title: title.to_owned(),
            title_lang: lang.tag(),
            excerpt: story.excerpt(locale).to_owned(),
            owner_label: visit.text(owner_key(story.owner_kind)),
            picture: owner_picture(visit, story).map(|picture| Picture::small(picture, locale)),
        }
    }
}

/// The text of what a story is about.
pub fn owner_key(kind: OwnerKind) -> &'static str {
    match kind {
        OwnerKind::Product => "story.of_product",
        OwnerKind::Producer => "story.of_producer",
        OwnerKind::Place => "story.of_place",
        OwnerKind::Event => "story.of_event",
        OwnerKind::Story => "story.of_story",
    }
}

/// The picture of what a story is about.
pub fn owner_picture<'a>(visit: &'a Visit, story: &Story) -> Option<&'a gallery::Picture> {
    match story.owner_kind {
        OwnerKind::Product => visit.edition.catalogue.by_id(story.owner_id)?.picture.as_ref(),
        OwnerKind::Producer => visit.edition.producer(story.owner_id)?.picture.as_ref(),
        OwnerKind::Place => visit.edition.places.by_id(story.owner_id)?.picture.as_ref(),
        OwnerKind::Event | OwnerKind::Story => None,
    }
}

/// An event in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EventCard {
    url: String,
    title: String,
    title_lang: &'static str,
    dates_label: String,
    state: &'static str,
    venue: Option<String>,
    region: Option<String>,
    booths: Option<i32>,
}

impl EventCard {
    /// An event in a list.
    pub fn new(visit: &Visit, event: &Event) -> Self {
        let locale = visit.locale;
        let (title, lang) = event.name(locale);
        Self {
            url: urls::event(locale, &event.slug),
            title: title.to_owned(),
            title_lang: lang.tag(),
            dates_label: match event.starts_on {
                Some(start) => format::date_range(start, event.ends_on, locale),
                None => visit.text("events.undated"),
            },
            state: match event.timing(visit.edition.day) {
                Timing::Upcoming => "upcoming",
                Timing::Now => "now",
                Timing::Past => "past",
            },
            venue: event.venue(locale).map(str::to_owned),
            region: event
                .region
                .as_ref()
                .map(|region| visit.text(&format!("events.region_{region}"))),
            booths: event.booths,
        }
    }
}

/// A line of a list of facts.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    label: String,
    value: String,
}

/// Collects the facts that are known.
#[derive(Debug, Default)]
pub struct Facts(Vec<Fact>);

impl Facts {
    /// Adds one, if there is something to say.
    pub fn add(&mut self, visit: &Visit, key: &str, value: Option<impl Into<String>>) -> &mut Self {
        if let Some(value) = value
            .map(Into::into)
            .filter(|value: &String| !value.trim().is_empty())
        {
            self.0.push(Fact {
                label: visit.text(key),
                value,
            });
        }
        self
    }

    /// All that were added.
    pub fn list(self) -> Vec<Fact> {
        self.0
    }
}

/// A link with words.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// How many things are there.
    pub count: Option<usize>,
    /// Whether it is what is shown now.
    pub active: bool,
}
