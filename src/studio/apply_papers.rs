//! The papers of an application: each requirement with what was sent for it and a form to send one more. They go
//! into the private store and come out only to who sent them, and to the office.

use actix_web::{HttpResponse, web};
use entity::Locale;
use serde::Serialize;

use super::apply::{overview, page, writable};
use commerce::accounts::Person;
use commerce::applications::{self, Application, MOST_PAPERS, PaperRefusal};
use shell::services::Services;
use shell::web::papers::{self, MOST_BYTES, NewPaper};
use shell::web::{Failure, Form, Shopper, Upload, UploadLimits, Uploads, urls};

/// One file is taken; room for a second lets a file that is somewhat too long be told of beside its field.
const LIMITS: UploadLimits = UploadLimits {
    files: 2,
    file_bytes: MOST_BYTES,
};

#[derive(Serialize)]
struct Wanted {
    id: i64,
    /// The name of its field.
    field: String,
    label: String,
    required: bool,
    papers: Vec<Sent>,
}

#[derive(Serialize)]
struct Sent {
    number: usize,
    pdf: bool,
    url: String,
    remove: String,
}

#[derive(Serialize)]
struct PapersPage {
    wanted: Vec<Wanted>,
    /// Whether it is known who sells: what is asked depends on it.
    known: bool,
    megabytes: usize,
    most: u64,
    action: String,
    next: String,
}

async fn form_page(
    shopper: &mut Shopper,
    row: Option<&Application>,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let visit = &shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let (requirements, sent) = match row {
        Some(row) => {
            let whole = applications::whole(db, row.id).await?.ok_or(Failure::NotFound)?;
            (whole.requirements, whole.papers)
        }
        None => (applications::applicable(db, None).await?, Vec::new()),
    };
    let at = |key: &str, id: i64| urls::studio_at(locale, key, &[&id.to_string()]);
    let content = PapersPage {
        wanted: requirements
            .into_iter()
            .map(|one| Wanted {
                id: one.id,
                field: format!("file_{}", one.id),
                label: if locale == Locale::Vi {
                    one.label_vi
                } else {
                    one.label_en
                },
                required: one.required,
                papers: sent
                    .iter()
                    .filter(|paper| paper.requirement_id == one.id)
                    .enumerate()
                    .map(|(place, paper)| Sent {
                        number: place + 1,
                        pdf: paper.content_type == "application/pdf",
                        url: at("apply_paper", paper.id),
                        remove: at("apply_paper_remove", paper.id),
                    })
                    .collect(),
            })
            .collect(),
        known: row.is_some_and(|row| row.legal_form.is_some()),
        megabytes: MOST_BYTES >> 20,
        most: MOST_PAPERS,
        action: urls::studio(locale, "apply_papers"),
        next: urls::studio(locale, "apply_send"),
    };
    page(
        shopper,
        row,
        ("studio/apply_papers.html", "apply_papers"),
        form,
        &content,
    )
    .await
}

/// `GET /nguoi-ban/dang-ky-ban/giay-to`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    match writable(&mut shopper, &person).await? {
        Ok(row) => form_page(&mut shopper, row.as_ref(), &Form::default()).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /nguoi-ban/dang-ky-ban/giay-to`: one file for one requirement.
pub(super) async fn create(mut shopper: Shopper, upload: Upload) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(row) => row,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let came = upload.read(LIMITS).await?;
    let mut form = Form::default();
    match add(&shopper, &person, came).await? {
        Ok(()) => {
            let to = urls::studio(shopper.visit.locale, "apply_papers");
            return Ok(shopper.see(&to));
        }
        Err((field, words)) => form.refuse(&field, words),
    }
    form_page(&mut shopper, row.as_ref(), &form).await
}

/// Makes and keeps a paper, or says beside which field what is wrong, and leaves no file behind then.
async fn add(
    shopper: &Shopper,
    person: &Person,
    came: Uploads,
) -> Result<Result<(), (String, String)>, Failure> {
    let visit = &shopper.visit;
    let services = visit.state.services.clone();
    let requirement = came.form.number("requirement").unwrap_or_default();
    let field = format!("file_{requirement}");
    let refused = |words: String| Ok(Err((field.clone(), words)));
    let mut files = came.files.into_iter();
    let (Some(file), None, false) = (files.next(), files.next(), came.too_many) else {
        return refused(visit.text("apply.no_file"));
    };
    let paper = match papers::make(visit, file).await? {
        Ok(paper) => paper,
        Err(words) => return refused(words),
    };
    Ok(match keep(&services, person, requirement, &paper).await? {
        Ok(()) => Ok(()),
        Err(refusal) => {
            papers::discard(&services, &paper).await;
            let key = match refusal {
                PaperRefusal::Closed => "apply.paper_closed",
                PaperRefusal::Missing => "apply.paper_unasked",
                PaperRefusal::Full => "apply.paper_full",
            };
            Err((field, visit.text(key)))
        }
    })
}

async fn keep(
    services: &Services,
    person: &Person,
    requirement: i64,
    paper: &NewPaper,
) -> Result<Result<(), PaperRefusal>, Failure> {
    let (db, now) = (&services.db, services.clock.now());
    applications::expect(db, now, &paper.key).await?;
    papers::keep(services, paper).await?;
    Ok(applications::add(db, now, person.id, requirement, &paper.key).await?)
}

/// `GET /nguoi-ban/dang-ky-ban/giay-to/{id}`: one's own paper, also after the application was sent.
pub(super) async fn download(
    mut shopper: Shopper,
    asked: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let id: i64 = asked.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = shopper.visit.state.services.clone();
    let row = applications::last_of_person(&services.db, person.id)
        .await?
        .ok_or(Failure::NotFound)?;
    let paper = applications::of_application(&services.db, row.id, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let response = papers::give(&services, &paper.key, &format!("giay-to-{id}")).await?;
    Ok(shopper.answer(response))
}

/// `POST /nguoi-ban/dang-ky-ban/giay-to/{id}/xoa`
pub(super) async fn destroy(mut shopper: Shopper, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let back = urls::studio(locale, "apply_papers");
    let person = shopper.signed_in_or(&back)?;
    let id: i64 = asked.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = shopper.visit.state.services.clone();
    match applications::remove(&services.db, services.clock.now(), person.id, id).await? {
        Ok(()) => Ok(shopper.see(&back)),
        Err(PaperRefusal::Closed) => match applications::open_of_person(&services.db, person.id).await? {
            Some(_) => Ok(overview(&mut shopper)),
            None => Err(Failure::NotFound),
        },
        Err(PaperRefusal::Missing | PaperRefusal::Full) => Err(Failure::NotFound),
    }
}
