//! The papers of a product: each one that is asked for with what was sent and a form to send one more. They go into
//! the private store and come out only to the product's producer, and to the office.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listings::{Own, Tab, at, done, own, tabs};
use domain::compliance::{self, MOST_PAPERS, PaperRefusal};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use shell::web::papers::{self, MOST_BYTES};
use shell::web::{Failure, Form, Upload, UploadLimits, Uploads, urls};

/// One file is taken; room for a second lets a file that is somewhat too long be told of beside its field.
const LIMITS: UploadLimits = UploadLimits {
    files: 2,
    file_bytes: MOST_BYTES,
};

#[derive(Serialize)]
struct PapersPage {
    tabs: Vec<Tab>,
    name: String,
    wanted: Vec<Wanted>,
    megabytes: usize,
    most: u64,
}

#[derive(Serialize)]
struct Wanted {
    id: i64,
    /// The name of its fields.
    field: String,
    until: String,
    label: String,
    required: bool,
    /// Whether a paper holds today.
    met: bool,
    papers: Vec<Sent>,
}

#[derive(Serialize)]
struct Sent {
    number: usize,
    pdf: bool,
    last_day: Option<String>,
    ended: bool,
    url: String,
    remove: String,
}

/// `GET /nguoi-ban/san-pham/{id}/giay-to`
pub async fn show(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    page(&mut desk, &own, &Form::default()).await
}

async fn page(desk: &mut Desk, own: &Own, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let (services, locale) = (&visit.state.services, visit.locale);
    let today = vietnam_day(services.clock.now());
    let asked = compliance::asked(&services.db, own.id, own.content().set_id).await?;
    let number = own.id.to_string();
    let page = PapersPage {
        tabs: tabs(visit, own.id, "papers"),
        name: own.name(locale),
        wanted: asked
            .into_iter()
            .map(|one| Wanted {
                id: one.id,
                field: format!("file_{}", one.id),
                until: format!("until_{}", one.id),
                label: one.label(locale).to_owned(),
                required: one.required,
                met: one.is_met(today),
                papers: one
                    .papers
                    .iter()
                    .enumerate()
                    .map(|(place, paper)| {
                        let key = paper.id.to_string();
                        let holes = [number.as_str(), key.as_str()];
                        Sent {
                            number: place + 1,
                            pdf: paper.content_type == "application/pdf",
                            last_day: paper.valid_until.map(|day| format::date(day, locale)),
                            ended: !compliance::holds(paper, today),
                            url: urls::studio_at(locale, "paper", &holes),
                            remove: urls::studio_at(locale, "paper_remove", &holes),
                        }
                    })
                    .collect(),
            })
            .collect(),
        megabytes: MOST_BYTES >> 20,
        most: MOST_PAPERS,
    };
    let title = visit.text("papers.title");
    frame::page(
        desk,
        ("studio/papers.html", "papers", &[&number], "listings"),
        title,
        form,
        &page,
    )
    .await
}

/// `POST /nguoi-ban/san-pham/{id}/giay-to`: one file for one requirement, with its last day where it has one.
pub async fn create(
    desk: OwnersDesk,
    id: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let mut came = upload.read(LIMITS).await?;
    let mut form = std::mem::take(&mut came.form);
    if let Err((field, words)) = add(&desk, &own, &form, came).await? {
        form.refuse(&field, words);
        return page(&mut desk, &own, &form).await;
    }
    let to = done(desk.shopper.visit.locale, "papers", own.id, "saved");
    Ok(desk.shopper.see(&to))
}

/// Makes and keeps a paper, or says beside which field what is wrong, and leaves no file behind then.
async fn add(
    desk: &Desk,
    own: &Own,
    form: &Form,
    came: Uploads,
) -> Result<Result<(), (String, String)>, Failure> {
    let visit = &desk.shopper.visit;
    let services = visit.state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let requirement = form.number("requirement").unwrap_or_default();
    let field = format!("file_{requirement}");
    let refused = |words: String| Ok(Err((field.clone(), words)));
    let asked = compliance::asked(db, own.id, own.content().set_id).await?;
    if !asked.iter().any(|one| one.id == requirement) {
        return refused(visit.text("papers.unasked"));
    }
    let typed = form.get(&format!("until_{requirement}"));
    let last_day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
    let late = last_day.is_some_and(|last| last < vietnam_day(now));
    if late || (last_day.is_none() && !typed.is_empty()) {
        let key = if late {
            "papers.ended_already"
        } else {
            "papers.no_day"
        };
        return Ok(Err((format!("until_{requirement}"), visit.text(key))));
    }
    let mut files = came.files.into_iter();
    let (Some(file), None, false) = (files.next(), files.next(), came.too_many) else {
        return refused(visit.text("apply.no_file"));
    };
    let paper = match papers::make(visit, file).await? {
        Ok(paper) => paper,
        Err(words) => return refused(words),
    };
    compliance::expect(db, now, &paper.key).await?;
    papers::keep(&services, &paper).await?;
    let who = (desk.producer, desk.actor.as_str());
    let of = (own.id, requirement);
    match compliance::add(db, now, who, of, &paper.key, last_day).await? {
        Ok(()) => Ok(Ok(())),
        Err(refusal) => {
            papers::discard(&services, &paper).await;
            refused(visit.text(match refusal {
                PaperRefusal::Missing => "papers.unasked",
                PaperRefusal::Full => "papers.full",
            }))
        }
    }
}

/// `GET /nguoi-ban/san-pham/{id}/giay-to/{paper}`
pub async fn download(desk: OwnersDesk, path: web::Path<(String, String)>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let (id, paper) = path.into_inner();
    let own = own(&desk, &id).await?;
    let paper: i64 = paper.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = desk.shopper.visit.state.services.clone();
    let paper = compliance::of_product(&services.db, own.id, paper)
        .await?
        .ok_or(Failure::NotFound)?;
    let response = papers::give(&services, &paper.key, &format!("giay-to-{}", paper.id)).await?;
    Ok(desk.shopper.answer(response))
}

/// `POST /nguoi-ban/san-pham/{id}/giay-to/{paper}/xoa`
pub async fn destroy(desk: OwnersDesk, path: web::Path<(String, String)>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let (id, paper) = path.into_inner();
    let own = own(&desk, &id).await?;
    let paper: i64 = paper.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = desk.shopper.visit.state.services.clone();
    let who = (desk.producer, desk.actor.as_str());
    if !compliance::remove(&services.db, services.clock.now(), who, (own.id, paper)).await? {
        return Err(Failure::NotFound);
    }
    let to = at(desk.shopper.visit.locale, "papers", own.id);
    Ok(desk.shopper.see(&to))
}
