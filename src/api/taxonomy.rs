//! The fixed points that filters refer to: groups, sets and communes.

use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{json, language};
use super::reading::Language;
use super::shapes::Names;
use domain::taxonomy::Class;
use entity::Locale;
use shell::web::{Failure, Visit};

/// Groups, sets and communes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Taxonomy {
    /// The six groups in the order of the law.
    pub groups: Vec<ClassView>,
    /// The 26 sets of QĐ 26/2026/QĐ-TTg in the order of the law.
    pub sets: Vec<ClassView>,
    /// Commune-level units as of today, in Vietnamese order.
    pub communes: Vec<CommuneView>,
}

/// A group or a set.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassView {
    /// The number the law gives it.
    pub id: i64,
    /// Number of its group; of a group its own.
    pub group: i64,
    /// A readable key.
    pub slug: String,
    /// Its name in the asked language.
    pub name: String,
    /// Its name in both languages.
    pub names: Names,
    /// Whether goods of it may travel by parcel.
    pub parcel: bool,
}

/// A commune-level unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommuneView {
    /// The value of the `commune` filter.
    pub slug: String,
    /// Full Vietnamese name with its kind.
    pub name: String,
    /// Latitude of its middle, degrees.
    pub lat: f64,
    /// Longitude of its middle, degrees.
    pub lon: f64,
    /// Districts it lay in before July 2025.
    pub former_districts: Vec<String>,
}

impl ClassView {
    fn new(class: &Class, locale: Locale) -> Self {
        Self {
            id: class.id,
            group: class.group,
            slug: class.slug.clone(),
            name: class.name(locale).to_owned(),
            names: Names {
                vi: Some(class.name(Locale::Vi).to_owned()),
                en: Some(class.name(Locale::En).to_owned()),
            },
            parcel: class.parcel,
        }
    }
}

/// Groups, product sets and communes: the values that filters take.
#[utoipa::path(
    get,
    path = "/api/v1/taxonomy",
    tag = "taxonomy",
    params(Language),
    responses((status = 200, description = "All of it", body = Taxonomy))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let taxonomy = &visit.edition.taxonomy;
    let classes = |list: &[Class]| {
        list.iter()
            .map(|class| ClassView::new(class, visit.locale))
            .collect()
    };
    let answer = Taxonomy {
        groups: classes(taxonomy.groups()),
        sets: classes(taxonomy.sets()),
        communes: taxonomy
            .communes()
            .map(|commune| CommuneView {
                slug: commune.slug.clone(),
                name: commune.name.clone(),
                lat: commune.lat,
                lon: commune.lon,
                former_districts: commune.former_districts.clone(),
            })
            .collect(),
    };
    json(&visit, &answer)
}
