//! Taking a record away within the hour and showing it again, by the address of its page; and the file of a producer
//! for authorities.

use actix_web::HttpResponse;
use actix_web::http::header;
use entity::{Locale, OwnerKind, PublicStatus};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use commerce::operations::dossier as files;
use commerce::operations::shown::{self, Order, Record, Refusal};
use foundation::kernel::error::Context as _;
use shell::web::{Failure, Form, Visit, urls};

/// Longest reason, in characters.
const LONGEST: usize = 1_000;

#[derive(Serialize)]
struct HidePage {
    record: Option<RecordView>,
    here: String,
    dossier: String,
    log: String,
}

#[derive(Serialize)]
struct RecordView {
    kind: &'static str,
    slug: String,
    name: String,
    url: Option<String>,
    status: &'static str,
    may_hide: bool,
    may_show: bool,
    producer: bool,
}

/// `GET /quan-tri/an-hien`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let typed = visit.params.get("address").unwrap_or_default().to_owned();
    let mut form = Form::new([("address", typed.clone())]);
    let mut record = None;
    if !typed.is_empty() {
        match named(&typed) {
            Some((kind, slug)) => record = shown::find(&visit.state.services.db, kind, slug).await?,
            None => form.refuse("address", visit.text("trust.refused_address")),
        }
        if record.is_none() {
            form.refuse("address", visit.text("trust.refused_nothing"));
        }
    }
    page(&mut officer, &form, record)
}

/// `POST /quan-tri/an-hien`
pub(super) async fn turn(Operator(mut officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let Some((kind, slug)) = shown::kind(form.get("kind")).zip(slug(&form)) else {
        form.refuse("address", officer.shopper.visit.text("trust.refused_nothing"));
        return page(&mut officer, &form, None);
    };
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let record = shown::find(&services.db, kind, &slug).await?;
    let Some(record) = record else {
        return Err(Failure::NotFound);
    };
    form.set("address", address(visit.locale, &record));
    reason(visit, &mut form);
    if form.is_fine() {
        let order = Order {
            show: form.get("verb") == "show",
            reason: form.get("reason"),
            basis: form.get("basis"),
        };
        let now = services.clock.now();
        match shown::turn(&services.db, now, &officer.actor, (kind, &slug), order).await? {
            Ok(record) => {
                // The page that is looked at next says it, and this process shows it at once.
                visit.state.editions.refresh().await?;
                let done = if order.show { "shown" } else { "hidden" };
                let to = format!(
                    "{}{}",
                    urls::office(visit.locale, "hide"),
                    urls::query(&[("address", &address(visit.locale, &record)), ("done", done)])
                );
                return Ok(officer.shopper.see(&to));
            }
            Err(Refusal::Missing) => return Err(Failure::NotFound),
            Err(Refusal::Elsewhere) => {
                let words = visit.text("trust.refused_elsewhere");
                form.refuse("reason", words);
            }
        }
    }
    page(&mut officer, &form, Some(record))
}

/// `POST /quan-tri/an-hien/ho-so`: everything that is kept of a producer, as one JSON file.
pub(super) async fn dossier(
    Operator(mut officer): Operator,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let record = match slug(&form) {
        Some(slug) => shown::find(&services.db, OwnerKind::Producer, &slug).await?,
        None => None,
    };
    let Some(record) = record else {
        form.refuse("address", visit.text("trust.refused_nothing"));
        return page(&mut officer, &form, None);
    };
    form.set("address", address(visit.locale, &record));
    reason(visit, &mut form);
    if !form.is_fine() {
        return page(&mut officer, &form, Some(record));
    }
    let now = services.clock.now();
    let all = Box::pin(files::of_producer(
        &services.db,
        now,
        &officer.actor,
        &record.slug,
        form.get("reason"),
    ))
    .await?
    .ok_or(Failure::NotFound)?;
    let text = serde_json::to_string_pretty(&all).context("the file of a producer")?;
    let name = format!("attachment; filename=\"{}.json\"", record.slug);
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/json; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(text);
    Ok(officer.shopper.answer(response))
}

fn slug(form: &Form) -> Option<String> {
    form.some("slug")
        .filter(|slug| urls::is_slug(slug))
        .map(str::to_owned)
}

/// Nobody is hidden, shown or handed over without a reason.
fn reason(visit: &Visit, form: &mut Form) {
    if form.get("reason").is_empty() {
        form.refuse("reason", visit.text("trust.refused_reason"));
    }
    for name in ["reason", "basis"] {
        if form.get(name).chars().count() > LONGEST {
            form.refuse(name, visit.text("trust.refused_long"));
        }
    }
}

fn page(officer: &mut Officer, form: &Form, record: Option<Record>) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let log = record.as_ref().map(|record| {
        let subject = format!("{}:{}", shown::word(record.kind), record.id);
        format!(
            "{}{}",
            urls::office(visit.locale, "audit"),
            urls::query(&[("subject", &subject)])
        )
    });
    let content = HidePage {
        record: record.map(|record| RecordView {
            kind: shown::word(record.kind),
            url: (record.status == PublicStatus::Published).then(|| address(visit.locale, &record)),
            status: match record.status {
                PublicStatus::Draft => "draft",
                PublicStatus::Published => "published",
                PublicStatus::Hidden => "hidden",
                PublicStatus::Retired => "retired",
            },
            may_hide: record.may_hide(),
            may_show: record.may_show(),
            producer: record.kind == OwnerKind::Producer,
            slug: record.slug,
            name: record.name,
        }),
        here: urls::office(visit.locale, "hide"),
        dossier: urls::office(visit.locale, "dossier"),
        log: log.unwrap_or_default(),
    };
    let title = visit.text("office.menu_hide");
    frame::page(
        officer,
        ("office/hide.html", "hide", &[], "hide"),
        title,
        form,
        &content,
    )
}

/// The address of a record's page; places stand below two prefixes, and both are understood here.
fn address(locale: Locale, record: &Record) -> String {
    match record.kind {
        OwnerKind::Product => urls::product(locale, &record.slug),
        OwnerKind::Producer => urls::producer(locale, &record.slug),
        OwnerKind::Place => urls::sales_point(locale, &record.slug),
        OwnerKind::Event => urls::event(locale, &record.slug),
        OwnerKind::Story => urls::story(locale, &record.slug),
    }
}

/// What an address names, with or without the site in front, in either language.
fn named(typed: &str) -> Option<(OwnerKind, &str)> {
    let path = match typed.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map(|(host, _)| rest.get(host.len()..))??,
        None => typed,
    };
    let path = path.split(['?', '#']).next()?.trim_end_matches('/');
    Locale::ALL.into_iter().find_map(|locale| {
        let prefixes = [
            (OwnerKind::Product, urls::product(locale, "")),
            (OwnerKind::Producer, urls::producer(locale, "")),
            (OwnerKind::Place, urls::sales_point(locale, "")),
            (OwnerKind::Place, urls::village(locale, "")),
            (OwnerKind::Event, urls::event(locale, "")),
            (OwnerKind::Story, urls::story(locale, "")),
        ];
        prefixes.iter().find_map(|(kind, prefix)| {
            let slug = path.strip_prefix(prefix.as_str())?;
            urls::is_slug(slug).then_some((*kind, slug))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_understood_as_they_are_copied() {
        for (typed, wanted) in [
            ("/san-pham/tra-sen", Some((OwnerKind::Product, "tra-sen"))),
            (
                "https://cho.vn/en/products/tra-sen?x=1#y",
                Some((OwnerKind::Product, "tra-sen")),
            ),
            (
                "https://cho.vn/nha-san-xuat/a-b/",
                Some((OwnerKind::Producer, "a-b")),
            ),
            ("/lang-nghe/bat-trang", Some((OwnerKind::Place, "bat-trang"))),
            ("/diem-ban/x", Some((OwnerKind::Place, "x"))),
            ("/en/stories/x", Some((OwnerKind::Story, "x"))),
            ("/su-kien/x", Some((OwnerKind::Event, "x"))),
            ("/san-pham", None),
            ("/san-pham/Trà", None),
            ("/san-pham/x/hoi", None),
            ("https://cho.vn", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(named(typed), wanted, "{typed}");
        }
    }
}
