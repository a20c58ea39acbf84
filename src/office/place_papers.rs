//! Papers of a place: they go into the private store and come out to the office alone, each looked up from its place.

use actix_web::{HttpResponse, web};

use super::desk::{Officer, Operator};
use super::place_sheets::{found, page};
use super::places::key;
use commerce::assessments::{self, MOST_PAPERS, PaperRefusal};
use foundation::kernel::fold::clean;
use shell::web::papers::{self, MOST_BYTES};
use shell::web::{Failure, Upload, UploadLimits, urls};

/// Room for a second file, so that one that is somewhat too long is told of beside its field.
const LIMITS: UploadLimits = UploadLimits {
    files: 2,
    file_bytes: MOST_BYTES,
};
/// Characters of a title.
const LINE: usize = 160;

/// `POST /quan-tri/dia-diem/{id}/giay-to`: one paper with its title.
pub(super) async fn attach(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = found(visit, &asked).await?;
    let came = upload.read(LIMITS).await?;
    let mut form = came.form;
    let title = clean(form.get("title"), LINE);
    if title.is_empty() {
        form.refuse("title", visit.text("form.required"));
    }
    let mut files = came.files.into_iter();
    let file = if let (Some(file), None, false) = (files.next(), files.next(), came.too_many) {
        Some(file)
    } else {
        form.refuse("paper", visit.text("apply.no_file"));
        None
    };
    if let (Some(file), true) = (file, form.is_fine()) {
        let services = visit.state.services.clone();
        match papers::make(visit, file).await? {
            Err(words) => form.refuse("paper", words),
            Ok(paper) => {
                let (db, now, id) = (&services.db, services.clock.now(), stored.row.id);
                assessments::expect(db, now, &paper.key).await?;
                papers::keep(&services, &paper).await?;
                let kept = assessments::attach(db, now, &officer.actor, id, &title, &paper.key).await?;
                if kept.is_ok() {
                    return Ok(done(&mut officer, id));
                }
                papers::discard(&services, &paper).await;
                if kept == Err(PaperRefusal::Missing) {
                    return Err(Failure::NotFound);
                }
                let most = MOST_PAPERS.to_string();
                form.refuse("paper", visit.text_with("criteria.papers_full", &[("n", &most)]));
            }
        }
    }
    page(&mut officer, &stored, None, &form).await
}

fn done(officer: &mut Officer, place: i64) -> HttpResponse {
    let here = urls::office_at(
        officer.shopper.visit.locale,
        "place_sheets",
        &[&place.to_string()],
    );
    let to = format!("{here}{}", urls::query(&[("done", "saved")]));
    officer.shopper.see(&to)
}

/// `GET /quan-tri/dia-diem/{id}/giay-to/{paper}`
pub(super) async fn download(
    mut officer: Officer,
    asked: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (place, paper) = (key(&asked.0)?, key(&asked.1)?);
    let services = officer.shopper.visit.state.services.clone();
    let row = assessments::paper(&services.db, place, paper).await?;
    let row = row.ok_or(Failure::NotFound)?;
    let response = papers::give(&services, &row.key, &format!("dia-diem-{place}-{paper}")).await?;
    Ok(officer.shopper.answer(response))
}

/// `POST /quan-tri/dia-diem/{id}/giay-to/{paper}`: takes a paper away.
pub(super) async fn detach(
    Operator(mut officer): Operator,
    asked: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (place, paper) = (key(&asked.0)?, key(&asked.1)?);
    let services = officer.shopper.visit.state.services.clone();
    let now = services.clock.now();
    match assessments::detach(&services.db, now, &officer.actor, place, paper).await? {
        Ok(()) => Ok(done(&mut officer, place)),
        Err(_) => Err(Failure::NotFound),
    }
}
