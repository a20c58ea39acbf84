//! Pages of prose: the rules, how OCOP works, how lists are ordered. The words stand in
//! `templates/documents/{key}.{language}.html`, until the operator publishes others for a legal page.

use actix_web::{HttpResponse, web};
use entity::{LegalPage, Locale};
use serde::Serialize;

use domain::imprint::{self, Period};
use foundation::i18n::format;
use shell::web::{Failure, Meta, Visit, operator, urls};

#[derive(Serialize)]
struct DocumentPage {
    weights: Vec<Weight>,
    limits: LimitsView,
    #[serde(flatten)]
    beside: Beside,
}

/// What a page says of a complaint's time limits.
#[derive(Serialize)]
struct LimitsView {
    hours: i32,
    days: i32,
}

/// What stands beside a legal page: its versions, and one that is to come.
#[derive(Default, Serialize)]
struct Beside {
    versions_url: Option<String>,
    coming: Option<Coming>,
    /// From when the Vietnamese text holds that this page does not say.
    source_from: Option<String>,
}

#[derive(Serialize)]
struct Coming {
    url: String,
    from: String,
}

/// A page in the operator's own words.
#[derive(Serialize)]
struct OwnPage {
    title: String,
    html: String,
    updated_label: String,
    #[serde(flatten)]
    beside: Beside,
}

#[derive(Serialize)]
struct Weight {
    label: String,
    value: String,
}

fn document(visit: &Visit, key: &str) -> Result<HttpResponse, Failure> {
    let locale = visit.locale;
    let imprint = &visit.edition.imprint;
    let title = visit.text(&format!("footer.{key}"));
    let meta = Meta::fixed(title.clone(), key)
        .under(locale, visit.text("nav.home"), "home")
        .about(visit.text(&format!("document.about_{key}")));
    let legal = LegalPage::parse(key);
    let beside = legal.map(|page| beside(visit, page)).unwrap_or_default();
    if let Some(text) = legal.and_then(|page| imprint.text(page, locale)) {
        let day = format::date(text.effective_from, locale);
        let page = OwnPage {
            title,
            html: operator::legal_html(&visit.state, locale, imprint, &text.body),
            updated_label: visit.text_with("imprint.holds_from", &[("date", &day)]),
            beside,
        };
        return visit.page("storefront/document.html", meta, &page);
    }
    let page = DocumentPage {
        weights: if key == "ranking" {
            weights(visit)
        } else {
            Vec::new()
        },
        limits: limits(visit),
        beside,
    };
    visit.page(&format!("documents/{key}.{}.html", locale.tag()), meta, &page)
}

fn limits(visit: &Visit) -> LimitsView {
    let limits = visit.edition.imprint.limits;
    LimitsView {
        hours: limits.acknowledge_hours,
        days: limits.answer_days,
    }
}

fn beside(visit: &Visit, page: LegalPage) -> Beside {
    let (locale, imprint) = (visit.locale, &visit.edition.imprint);
    let (own, coming) = (imprint.text(page, locale), imprint.coming(page, locale));
    let source = imprint
        .text(page, Locale::Vi)
        .filter(|_| own.is_none() && locale != Locale::Vi);
    Beside {
        versions_url: (own.is_some() || coming.is_some()).then(|| urls::legal_versions(locale, page.word())),
        coming: coming.map(|text| Coming {
            url: urls::legal_version(locale, page.word(), &text.version.to_string()),
            from: format::date(text.effective_from, locale),
        }),
        source_from: source.map(|text| format::date(text.effective_from, locale)),
    }
}

#[derive(Serialize)]
struct VersionRow {
    url: String,
    label: String,
    holds: bool,
}

#[derive(Serialize)]
struct VersionsPage {
    title: String,
    back: String,
    versions: Vec<VersionRow>,
}

/// All versions of a legal page that held, hold or will hold.
async fn versions(visit: &Visit, page: LegalPage) -> Result<HttpResponse, Failure> {
    let locale = visit.locale;
    let every = imprint::every(&visit.state.services.db, page, locale).await?;
    if every.is_empty() {
        return Err(Failure::NotFound);
    }
    let title = versions_title(visit, page);
    let rows = imprint::periods(&every)
        .into_iter()
        .map(|period| VersionRow {
            url: urls::legal_version(locale, page.word(), &period.version.to_string()),
            label: period_label(visit, &period),
            holds: period.holds(visit.edition.day),
        })
        .collect();
    let content = VersionsPage {
        title: title.clone(),
        back: urls::fixed(locale, page.word()).to_owned(),
        versions: rows,
    };
    let meta = meta(visit, page, title, &|locale| {
        urls::legal_versions(locale, page.word())
    });
    visit.page("storefront/document_versions.html", meta, &content)
}

/// One version of a legal page; 0 is the text that comes with the software.
async fn version(visit: &Visit, page: LegalPage, asked: &str) -> Result<HttpResponse, Failure> {
    let (locale, key) = (visit.locale, page.word());
    let every = imprint::every(&visit.state.services.db, page, locale).await?;
    let asked: i32 = asked.parse().map_err(|_no_number| Failure::NotFound)?;
    let period = imprint::periods(&every)
        .into_iter()
        .find(|period| period.version == asked && !every.is_empty())
        .ok_or(Failure::NotFound)?;
    let number = asked.to_string();
    let meta = meta(visit, page, period_label(visit, &period), &|locale| {
        urls::legal_version(locale, key, &number)
    });
    let beside = Beside {
        versions_url: Some(urls::legal_versions(locale, key)),
        ..Beside::default()
    };
    if let Some(text) = every.iter().find(|text| text.version == asked) {
        let content = OwnPage {
            title: visit.text(&format!("footer.{key}")),
            html: operator::legal_html(&visit.state, locale, &visit.edition.imprint, &text.body),
            updated_label: period_label(visit, &period),
            beside,
        };
        return visit.page("storefront/document.html", meta, &content);
    }
    let content = DocumentPage {
        weights: Vec::new(),
        limits: limits(visit),
        beside,
    };
    visit.page(&format!("documents/{key}.{}.html", locale.tag()), meta, &content)
}

fn versions_title(visit: &Visit, page: LegalPage) -> String {
    let name = visit.text(&format!("footer.{}", page.word()));
    visit.text_with("imprint.versions_of", &[("name", &name)])
}

/// From when until when a version holds.
fn period_label(visit: &Visit, period: &Period) -> String {
    let tell = |day| format::date(day, visit.locale);
    // The last day it holds is the one before the next begins.
    let until = period.until.and_then(|day| day.pred_opt()).map(tell);
    match (period.from.map(tell), until) {
        (Some(from), Some(until)) => {
            visit.text_with("imprint.held_between", &[("from", &from), ("until", &until)])
        }
        (Some(from), None) => visit.text_with("imprint.holds_from", &[("date", &from)]),
        (None, Some(until)) => visit.text_with("imprint.built_in_until", &[("date", &until)]),
        (None, None) => visit.text("imprint.built_in"),
    }
}

/// Versions are for people who look for them, and for no search engine: the page itself is what holds. Each
/// language has versions of its own.
fn meta(visit: &Visit, page: LegalPage, title: String, path: &dyn Fn(Locale) -> String) -> Meta {
    let mut paths = [None, None];
    if let Some(own) = paths.get_mut(visit.locale.index()) {
        *own = Some(path(visit.locale));
    }
    let name = visit.text(&format!("footer.{}", page.word()));
    Meta {
        title,
        paths,
        noindex: true,
        ..Meta::default()
    }
    .under(visit.locale, name, page.word())
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

macro_rules! histories {
    ($($page:ident, $list:ident, $one:ident);+) => {
        $(
            #[doc = concat!("The versions of the page `", stringify!($page), "`.")]
            pub async fn $list(visit: Visit) -> Result<HttpResponse, Failure> {
                versions(&visit, LegalPage::$page).await
            }

            #[doc = concat!("One version of the page `", stringify!($page), "`.")]
            pub async fn $one(visit: Visit, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
                version(&visit, LegalPage::$page, &asked).await
            }
        )+
    };
}

histories!(
    Terms, terms_versions, terms_version;
    Privacy, privacy_versions, privacy_version;
    Complaints, complaints_versions, complaints_version;
    Delivery, delivery_versions, delivery_version;
    Returns, returns_versions, returns_version;
    Payment, payment_versions, payment_version
);
