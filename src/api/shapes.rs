//! What many answers have in common: names in both languages, links, pictures, positions, problems.

use entity::{Locale, PlaceKind, Precision};
use serde::Serialize;
use utoipa::ToSchema;

use domain::catalogue::Product;
use domain::gallery;
use domain::places::Place;
use domain::producers::Producer;
use domain::stories::Story;
use domain::taxonomy::{Class, Commune};
use shell::web::{Visit, urls};

/// A name in both languages; a missing translation is null.
#[derive(Debug, Serialize, ToSchema)]
pub struct Names {
    /// Vietnamese.
    pub vi: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl Names {
    /// From something that may speak either language.
    pub fn new<'a>(name: impl Fn(Locale) -> (&'a str, Locale)) -> Self {
        let own = |locale| {
            Some(name(locale))
                .filter(|(_, told)| *told == locale)
                .map(|(text, _)| text.to_owned())
        };
        Self {
            vi: own(Locale::Vi),
            en: own(Locale::En),
        }
    }
}

/// A text with the language it is in: where there is no translation, the other language answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Text {
    /// The words.
    pub text: String,
    /// `vi` or `en`.
    #[schema(example = "vi")]
    pub language: &'static str,
}

impl Text {
    /// From a text and its language.
    pub fn new((text, locale): (String, Locale)) -> Self {
        Self {
            text,
            language: locale.tag(),
        }
    }
}

/// Something else, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    /// Address part; stable, and 301 leads on when it changes.
    pub slug: String,
    /// Name in the asked language.
    pub name: String,
    /// Its page for people.
    pub url: String,
    /// Its resource in this API.
    pub href: String,
}

impl Link {
    /// A product.
    pub fn product(visit: &Visit, product: &Product) -> Self {
        Self::new(
            visit,
            "products",
            &product.slug,
            product.name(visit.locale).0,
            urls::product,
        )
    }

    /// A producer.
    pub fn producer(visit: &Visit, producer: &Producer) -> Self {
        Self::new(
            visit,
            "producers",
            &producer.slug,
            producer.name(visit.locale).0,
            urls::producer,
        )
    }

    /// A place of any kind.
    pub fn place(visit: &Visit, place: &Place) -> Self {
        let url = match place.kind {
            PlaceKind::CraftVillage => urls::village,
            PlaceKind::SalesPoint | PlaceKind::CreativeCentre => urls::sales_point,
        };
        Self::new(visit, "places", &place.slug, place.name(visit.locale).0, url)
    }

    /// A story.
    pub fn story(visit: &Visit, story: &Story) -> Self {
        Self::new(
            visit,
            "stories",
            &story.slug,
            story.title(visit.locale).0,
            urls::story,
        )
    }

    /// Anything, from its collection, slug, name and the function of its page's address.
    pub fn new(
        visit: &Visit,
        collection: &str,
        slug: &str,
        name: &str,
        url: fn(Locale, &str) -> String,
    ) -> Self {
        Self {
            slug: slug.to_owned(),
            name: name.to_owned(),
            url: absolute(visit, &url(visit.locale, slug)),
            href: absolute(visit, &urls::api_item(visit.locale, collection, slug)),
        }
    }
}

/// A path of the site as a whole address.
pub fn absolute(visit: &Visit, path: &str) -> String {
    format!("{}{path}", visit.state.services.origin)
}

/// A group (1 to 6) or set (1 to 26) of the programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassRef {
    /// The number the law gives it.
    pub id: i64,
    /// Its name.
    pub name: String,
}

impl ClassRef {
    /// A group or set in the asked language.
    pub fn new(visit: &Visit, class: &Class) -> Self {
        Self {
            id: class.id,
            name: class.name(visit.locale).to_owned(),
        }
    }
}

/// A commune-level unit as of today.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommuneRef {
    /// Address part, the value of the `commune` filter.
    pub slug: String,
    /// Full Vietnamese name with its kind.
    pub name: String,
}

impl CommuneRef {
    /// The commune of a key.
    pub fn of(visit: &Visit, id: Option<i64>) -> Option<Self> {
        let commune: &Commune = visit.edition.taxonomy.commune(id?)?;
        Some(Self {
            slug: commune.slug.clone(),
            name: commune.name.clone(),
        })
    }
}

/// Where something is, and how exactly that is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct Position {
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// `door`, `approximate` (street or village) or `centroid` (middle of the former commune).
    #[schema(value_type = String, example = "centroid")]
    pub precision: Precision,
}

/// A picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct Picture {
    /// What is to be seen.
    pub alt: String,
    /// Width of the original in pixels.
    pub width: i32,
    /// Height of the original in pixels.
    pub height: i32,
    /// Drawn for the site, not photographed.
    pub illustration: bool,
    /// All sizes, smallest first.
    pub sizes: Vec<Size>,
}

/// One size of a picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct Size {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Address as WebP.
    pub webp: String,
    /// Address as JPEG.
    pub jpeg: String,
}

impl Picture {
    /// A picture with its words in the asked language.
    pub fn new(visit: &Visit, picture: &gallery::Picture) -> Self {
        let url = |key: &str| absolute(visit, &urls::picture(key));
        Self {
            alt: picture.alt(visit.locale).to_owned(),
            width: picture.width,
            height: picture.height,
            illustration: picture.illustration,
            sizes: picture
                .renditions
                .iter()
                .map(|size| Size {
                    width: size.width,
                    height: size.height,
                    webp: url(&size.webp),
                    jpeg: url(&size.jpeg),
                })
                .collect(),
        }
    }
}

/// A refusal (RFC 9457, `application/problem+json`).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says what happened.
    pub r#type: String,
    /// The status in words.
    #[schema(example = "Bad Request")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 400)]
    pub status: u16,
    /// What is wrong; it begins with the name of the parameter.
    #[schema(example = "limit: at most 100")]
    pub detail: Option<String>,
    /// Path that was asked for.
    pub instance: String,
}
