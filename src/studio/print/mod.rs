//! Shelf cards, stall posters and package labels as PDF, with a signed QR code that leads to the check of the
//! certificate. Stars and code only for what is valid on the day of printing. Format of the code: `docs/qr.md`.

mod choice;
mod item;
mod layout;
mod sheets;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use entity::Locale;
use serde::Serialize;

use super::desk::Desk;
use super::frame;
use choice::{Choice, Kind, MOST_LABELS};
use domain::catalogue::{self, Product};
use domain::labels::Label;
use domain::listings;
use foundation::i18n::format;
use foundation::kernel::error::Error;
use foundation::kernel::fold::truncate_chars;
use shell::web::{Failure, Form, Visit, units, urls};

/// Products on a page of the form: more would make it heavy for a phone.
const PAGE: usize = 18;
/// Letters of a product's or producer's address part in the name of a file.
const SLUG: usize = 60;

#[derive(Serialize)]
struct PrintPage {
    rows: Vec<Row>,
    kinds: [&'static str; 4],
    languages: [&'static str; 3],
    most: usize,
    pager: Option<Pager>,
    page: usize,
    action: String,
}

/// A product that can be printed.
#[derive(Serialize)]
struct Row {
    id: i64,
    name: String,
    /// Its stars with their last day, or why there are none.
    state: String,
    stars: bool,
    chosen: bool,
    /// The name of the field with its packs.
    field: String,
    packs: Vec<Pack>,
}

#[derive(Serialize)]
struct Pack {
    id: i64,
    label: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Pager {
    prev: Option<String>,
    next: Option<String>,
    first: Option<String>,
    label: String,
}

/// The producer's public products, by name.
fn products(visit: &Visit, producer: i64) -> Vec<&Product> {
    let mut own: Vec<&Product> = visit
        .edition
        .catalogue
        .of_producer(producer)
        .map(std::sync::Arc::as_ref)
        .collect();
    own.sort_by_key(|product| (product.sort_key(visit.locale), product.id));
    own
}

/// `GET /nguoi-ban/in-an`, with `product` for one that is chosen already.
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let asked = visit.params.number("product");
    let own = products(visit, desk.producer);
    let place = own.iter().position(|product| Some(product.id) == asked);
    let page = match place {
        Some(place) => place / PAGE + 1,
        None => visit
            .params
            .number("page")
            .and_then(|page| usize::try_from(page).ok())
            .unwrap_or(1),
    };
    let address = visit
        .edition
        .producer(desk.producer)
        .and_then(|producer| item::place(visit, producer))
        .unwrap_or_default();
    let mut typed = vec![
        ("kind", "cards".to_owned()),
        ("language", visit.locale.tag().to_owned()),
        ("count", "24".to_owned()),
        ("address", address),
        ("page", page.to_string()),
    ];
    if let (Some(id), Some(_)) = (asked, place) {
        typed.push(("product", id.to_string()));
    }
    let form = Form::new(typed);
    form_page(&mut desk, &form).await
}

async fn form_page(desk: &mut Desk, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let own = products(visit, desk.producer);
    let last = own.len().div_ceil(PAGE).max(1);
    let asked = form.number("page").and_then(|page| usize::try_from(page).ok());
    let page = asked.unwrap_or(1).clamp(1, last);
    let start = (page - 1) * PAGE;
    let rows: Vec<Row> = own
        .iter()
        .skip(start)
        .take(PAGE)
        .map(|product| row(visit, form, product))
        .collect();
    let content = PrintPage {
        pager: (last > 1).then(|| pager(visit, (page, last), (start, rows.len(), own.len()))),
        rows,
        kinds: Kind::ALL.map(Kind::word),
        languages: choice::LANGUAGES,
        most: MOST_LABELS,
        page,
        action: urls::studio(visit.locale, "print"),
    };
    let title = visit.text("print.title");
    frame::page(
        desk,
        ("studio/print.html", "print", &[], "print"),
        title,
        form,
        &content,
    )
    .await
}

fn row(visit: &Visit, form: &Form, product: &Product) -> Row {
    let locale = visit.locale;
    let seal = product.seal(visit.edition.day);
    let proof = seal.and_then(|(certificate, _)| Label::new(certificate, "", visit.edition.day));
    let state = if let Some(label) = &proof {
        visit.text_with(
            "print.stars_until",
            &[
                ("stars", &label.stars.get().to_string()),
                ("until", &format::date(label.valid_until, locale)),
            ],
        )
    } else {
        let why = match seal {
            None => "none",
            Some((_, standing)) if standing.state.shows_stars() => "unproven",
            Some((_, standing)) => standing.state.key(),
        };
        let why = visit.text(&format!("print.why_{why}"));
        format!("{why} {}", visit.text("print.no_stars"))
    };
    let (id, field) = (product.id.to_string(), choice::pack_field(product.id));
    let kept = form.get(&field);
    Row {
        id: product.id,
        name: product.name(locale).0.to_owned(),
        state,
        stars: proof.is_some(),
        chosen: form.pairs().any(|(name, value)| name == "product" && value == id),
        packs: product
            .variants
            .iter()
            .enumerate()
            .map(|(place, variant)| Pack {
                id: variant.id,
                label: units::sold_by(visit, variant),
                chosen: if kept.is_empty() {
                    place == 0
                } else {
                    kept == variant.id.to_string()
                },
            })
            .collect(),
        field,
    }
}

fn pager(visit: &Visit, (page, last): (usize, usize), (start, shown, total): (usize, usize, usize)) -> Pager {
    let at = |page: usize| {
        let query = urls::query(&[("page", &page.to_string())]);
        format!("{}{query}", urls::studio(visit.locale, "print"))
    };
    let text = |number: usize| format::number(i64::try_from(number).unwrap_or(i64::MAX), visit.locale);
    let (from, to, total) = (text(start + 1), text(start + shown), text(total));
    Pager {
        prev: (page > 1).then(|| at(page - 1)),
        next: (page < last).then(|| at(page + 1)),
        first: None,
        label: visit.text_with("pager.range", &[("from", &from), ("to", &to), ("total", &total)]),
    }
}

/// `POST /nguoi-ban/in-an`: the file.
pub async fn create(mut desk: Desk, mut form: Form) -> Result<HttpResponse, Failure> {
    let chosen = choice::products(&form)?;
    let visit = &desk.shopper.visit;
    let services = visit.state.services.clone();
    for id in &chosen {
        let public = visit.edition.catalogue.by_id(*id);
        if public.is_some_and(|product| product.producer_id == desk.producer) {
            continue;
        }
        // Their own that went away meanwhile is told to them; everybody else's is not there.
        let own = listings::owned(&services.db, desk.producer, *id).await?;
        own.ok_or(Failure::NotFound)?;
        form.refuse("product", visit.text("print.refused_hidden"));
        break;
    }
    let Some(choice) = choice::read(visit, &mut form, chosen) else {
        return form_page(&mut desk, &form).await;
    };
    let summaries = match choice.kind {
        Kind::Poster => {
            let ids: Vec<i64> = choice.products.iter().map(|(id, _)| *id).collect();
            catalogue::summaries(&services.db, &ids, choice.locale).await?
        }
        _ => std::collections::HashMap::new(),
    };
    let items = item::items(visit, &choice, &summaries)?;
    let name = file_name(visit, desk.producer, &choice);
    let job = sheets::Job {
        views: visit.state.views.clone(),
        author: visit
            .edition
            .producer(desk.producer)
            .map_or_else(String::new, |producer| producer.name(choice.locale).0.to_owned()),
        items,
        choice,
    };
    let drawn = web::block(move || sheets::pdf(&job))
        .await
        .map_err(|error| Error::because("drawing cards and labels", error))??;
    let Ok(pdf) = drawn else {
        return Err(Failure::Unavailable(
            "the fonts for paper are not built".to_owned(),
        ));
    };
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/pdf"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(pdf);
    Ok(desk.shopper.answer(response))
}

/// What the file is called: ASCII without blanks, since address parts and our own words are.
fn file_name(visit: &Visit, producer: i64, choice: &Choice) -> String {
    let edition = &visit.edition;
    let slug = match choice.products.as_slice() {
        [(id, _)] => edition.catalogue.by_id(*id).map(|product| product.slug.as_str()),
        _ => edition.producer(producer).map(|producer| producer.slug.as_str()),
    };
    let what = visit.text(&format!("print.file_{}", choice.kind.word()));
    let slug = truncate_chars(slug.unwrap_or("ocop"), SLUG).trim_end_matches('-');
    format!("{what}-{slug}-{}.pdf", edition.day)
}

/// The address of the page with a product chosen.
pub(super) fn with(locale: Locale, product: i64) -> String {
    let query = urls::query(&[("product", &product.to_string())]);
    format!("{}{query}", urls::studio(locale, "print"))
}
