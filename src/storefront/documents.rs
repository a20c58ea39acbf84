//! Pages of prose: the rules, how OCOP works, how lists are ordered. The words stand in
//! `templates/documents/{key}.{language}.html`.

use actix_web::HttpResponse;
use serde::Serialize;

use foundation::i18n::format;
use shell::web::{Failure, Meta, Visit};

#[derive(Default, Serialize)]
struct DocumentPage {
    weights: Vec<Weight>,
}

#[derive(Serialize)]
struct Weight {
    label: String,
    value: String,
}

fn document(visit: &Visit, key: &str) -> Result<HttpResponse, Failure> {
    let title = visit.text(&format!("footer.{key}"));
    let page = DocumentPage {
        weights: if key == "ranking" {
            weights(visit)
        } else {
            Vec::new()
        },
    };
    let meta = Meta::fixed(title.clone(), key)
        .under(visit.locale, visit.text("nav.home"), "home")
        .about(visit.text(&format!("document.about_{key}")));
    visit.page(
        &format!("documents/{key}.{}.html", visit.locale.tag()),
        meta,
        &page,
    )
}

/// The numbers the search really ranks by: a duty of NĐ 248/2026/NĐ-CP, Điều 11.
fn weights(visit: &Visit) -> Vec<Weight> {
    search::ranking::CRITERIA
        .iter()
        .map(|criterion| Weight {
            label: visit
                .state
                .views
                .texts()
                .get(
                    visit.locale,
                    &format!("ranking.{}", criterion.key.replace('-', "_")),
                    &[],
                )
                .unwrap_or_else(|| criterion.what.to_owned()),
            value: format::decimal(criterion.weight, visit.locale),
        })
        .collect()
}

macro_rules! documents {
    ($($name:ident),+) => {
        $(
            #[doc = concat!("The page `", stringify!($name), "`.")]
            pub async fn $name(visit: Visit) -> Result<HttpResponse, Failure> {
                document(&visit, stringify!($name))
            }
        )+
    };
}

documents!(
    about_ocop, ranking, terms, privacy, complaints, delivery, returns, payment
);
