//! What is searched: one flat [`Document`] per product, producer, story, place, village or event.
//!
//! Built by `indexing` from the database (and by the tests from the data set); the doc comment of
//! each field says what feeds it. Everything a hit shows is in here, so a result page needs no SQL.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a document is; also the `kind` of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A product of the catalogue.
    Product,
    /// A cooperative, company or household.
    Producer,
    /// A long story; its slug is the slug of what it tells about.
    Story,
    /// A place that shows and sells OCOP goods, creative centres included.
    SalesPoint,
    /// A craft village.
    Village,
    /// A fair or promotion event.
    Event,
}

impl Kind {
    /// All kinds in the order of the facet.
    pub const ALL: [Self; 6] = [
        Self::Product,
        Self::Producer,
        Self::Village,
        Self::SalesPoint,
        Self::Story,
        Self::Event,
    ];

    /// The name in addresses, JSON and index terms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Producer => "producer",
            Self::Story => "story",
            Self::SalesPoint => "sales_point",
            Self::Village => "village",
            Self::Event => "event",
        }
    }

    /// The kind of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Names one document: kind and database id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DocKey {
    /// What it is.
    pub kind: Kind,
    /// Primary key in the table of that kind (of the story row for stories).
    pub id: i64,
}

impl DocKey {
    /// The identifier inside an index, `product-12`.
    pub fn term(self) -> String {
        format!("{}-{}", self.kind.as_str(), self.id)
    }
}

/// One searchable thing. Texts are display texts in NFC; folding happens in here.
///
/// Named after each field: the CSV column of the data set, or the row it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Primary key of the row.
    pub id: i64,
    /// `slug`; of a story the slug of its owner.
    pub slug: String,
    /// Stories only: kind and slug of the product, producer or place the story is about.
    pub owner: Option<(Kind, String)>,
    /// `name_vi`; of a story its own title or the owner's name.
    pub title_vi: String,
    /// `name_en`, may be empty.
    pub title_en: String,
    /// Short names people search by: product `tags`; empty for other kinds.
    pub keywords: Vec<String>,
    /// The craft: producers `craft_or_field`, villages `craft_vi` and `craft_en` (split at commas);
    /// products: the `craft_or_field` of their producer.
    pub craft: Vec<String>,
    /// Products: `name_vi` and `name_en` of their producer. Stories: names of the owner.
    pub producer_names: Vec<String>,
    /// Slug of the producer (products; producers themselves), for the `producer` filter.
    pub producer_slug: Option<String>,
    /// Name of the commune today without `Xã`/`Phường` (`communes.csv` of `commune_slug`).
    pub commune: Option<String>,
    /// `commune_slug`, for the `commune` filter and facet.
    pub commune_slug: Option<String>,
    /// `former_commune`, and former communes typed in addresses; products: of their producer.
    pub former_communes: Vec<String>,
    /// `former_district`; products: of their producer.
    pub former_districts: Vec<String>,
    /// `address_vi` of sales points, `venue_vi` of events.
    pub address: Option<String>,
    /// Sales points: names (vi, en) of the products and producers on display and of the linked village.
    /// Producers: names (vi, en) of their products.
    pub carries: Vec<String>,
    /// Products `summary_vi` and `ingredients_or_materials`; producers, villages and stories
    /// `story_vi` (villages also `what_to_do_vi`); sales points `notes_vi`, operator; events `description_vi`.
    pub body_vi: String,
    /// The same in English.
    pub body_en: String,
    /// Products: `story_vi` and `story_en` of their producer, joined by a line feed.
    pub background: String,
    /// Group 1 to 6 (products).
    pub group: Option<i64>,
    /// Product set 1 to 26 (products).
    pub set: Option<i64>,
    /// Stars of the newest certificate on record, lapsed or not (products); never typed in by hand.
    pub stars: Option<i64>,
    /// Last day on which that certificate is certainly valid (`expires_earliest`); `None` if undated.
    pub stars_until: Option<NaiveDate>,
    /// Lowest price of the variants in đồng (products).
    pub price: Option<i64>,
    /// May it be ordered now? (products; true for other kinds)
    pub in_stock: bool,
    /// Latitude, WGS 84.
    pub lat: Option<f64>,
    /// Longitude, WGS 84.
    pub lon: Option<f64>,
    /// Events: last day; a past event ranks lower.
    pub ends_on: Option<NaiveDate>,
}

impl Document {
    /// An empty document of that kind, to be filled field by field.
    pub fn new(kind: Kind, id: i64, slug: &str) -> Self {
        Self {
            kind,
            id,
            slug: slug.to_owned(),
            owner: None,
            title_vi: String::new(),
            title_en: String::new(),
            keywords: Vec::new(),
            craft: Vec::new(),
            producer_names: Vec::new(),
            producer_slug: None,
            commune: None,
            commune_slug: None,
            former_communes: Vec::new(),
            former_districts: Vec::new(),
            address: None,
            carries: Vec::new(),
            body_vi: String::new(),
            body_en: String::new(),
            background: String::new(),
            group: None,
            set: None,
            stars: None,
            stars_until: None,
            price: None,
            in_stock: true,
            lat: None,
            lon: None,
            ends_on: None,
        }
    }

    /// Its name in the index.
    pub const fn key(&self) -> DocKey {
        DocKey {
            kind: self.kind,
            id: self.id,
        }
    }
}
