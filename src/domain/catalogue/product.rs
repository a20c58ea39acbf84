//! A product as an edition holds it: all that a card, a facet and an order need.

use std::sync::OnceLock;

use chrono::NaiveDate;
use entity::{Locale, ProductKind, Vnd};

use crate::gallery::Picture;
use crate::ratings::{self, Certificate, Standing};

/// Whether it can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// There are pieces that nobody has reserved.
    InStock,
    /// Made when ordered.
    MadeToOrder,
    /// All sold or reserved.
    SoldOut,
    /// A service: enquired about, not stocked.
    OnRequest,
}

/// One thing one can put into a cart.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Key.
    pub id: i64,
    /// Stock keeping unit.
    pub sku: String,
    /// Size of the pack as written.
    pub pack: Option<String>,
    /// What one piece is called.
    pub unit: String,
    /// Price of one piece, tax included.
    pub price: Vnd,
    /// Whether the price is a demonstration value.
    pub demo_price: bool,
    /// Net weight in grams.
    pub weight_g: Option<i32>,
    /// Net volume in millilitres.
    pub volume_ml: Option<i32>,
    /// GTIN.
    pub gtin: Option<String>,
    /// Pieces that nobody has reserved; `None` where stock is not counted.
    pub available: Option<i64>,
}

/// A product of the catalogue.
#[derive(Debug)]
pub struct Product {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Its maker.
    pub producer_id: i64,
    /// Product set, 1 to 26.
    pub set_id: i64,
    /// Goods or service.
    pub kind: ProductKind,
    /// First and last month of its season, 1 to 12.
    pub season: Option<(u32, u32)>,
    /// When it was last changed (UTC).
    pub updated_at: chrono::DateTime<chrono::Utc>,
    /// When it was added (UTC).
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Words it is also looked for by.
    pub tags: Vec<String>,
    /// Packs, in their order.
    pub variants: Vec<Variant>,
    /// Every certificate it ever had.
    pub certificates: Vec<Certificate>,
    /// First picture.
    pub picture: Option<Picture>,
    /// Whether it can be had.
    pub availability: Availability,
    pub(super) names: [Option<(String, String)>; 2],
    /// The card as HTML in both languages, made when first asked for. Certificates change with the
    /// day, so an edition of a new day starts with empty ones.
    pub cards: [OnceLock<Box<str>>; 2],
}

impl Product {
    /// Its name, and the language it is in: English falls back to Vietnamese.
    pub fn name(&self, locale: Locale) -> (&str, Locale) {
        match self.names.get(locale.index()).and_then(Option::as_ref) {
            Some((name, _)) => (name, locale),
            None => match self.names.first().and_then(Option::as_ref) {
                Some((name, _)) => (name, Locale::Vi),
                None => (&self.slug, Locale::Vi),
            },
        }
    }

    /// Whether it has a text of its own in a language.
    pub fn speaks(&self, locale: Locale) -> bool {
        self.names.get(locale.index()).is_some_and(Option::is_some)
    }

    /// Its place in an alphabetical list.
    pub fn sort_key(&self, locale: Locale) -> &str {
        let own = self.names.get(locale.index()).and_then(Option::as_ref);
        own.or(self.names.first().and_then(Option::as_ref))
            .map_or("", |(_, key)| key)
    }

    /// The certificate it is shown with on a day.
    pub fn seal(&self, day: NaiveDate) -> Option<(&Certificate, Standing)> {
        ratings::best(&self.certificates, day)
    }

    /// Stars that may be shown on a day.
    pub fn stars(&self, day: NaiveDate) -> Option<i16> {
        let (_, standing) = self.seal(day)?;
        standing.state.shows_stars().then(|| standing.stars.get())
    }

    /// The pack it is listed with: the first.
    pub fn variant(&self) -> Option<&Variant> {
        self.variants.first()
    }

    /// The price it is listed with.
    pub fn price(&self) -> Option<Vnd> {
        self.variant().map(|variant| variant.price)
    }

    /// Whether a month (1 to 12) lies in its season. Products of all the year are never "in season".
    pub fn in_season(&self, month: u32) -> bool {
        match self.season {
            None => false,
            Some((from, to)) if from <= to => (from..=to).contains(&month),
            Some((from, to)) => month >= from || month <= to,
        }
    }
}
