//! Recording by hand: a new certificate of a product, or what is known of one that stands there, with the paper behind it.

use actix_web::{HttpResponse, web};
use entity::{EvidenceGrade, IssuerLevel};
use serde::Serialize;

use super::certificate::{CertificateView, key, product_of, product_page, product_url, view};
use super::desk::{Officer, Operator};
use super::frame;
use domain::certification::{self, Facts, Field, Kept, Listed, Paper, RecordRefusal, Typed};
use shell::services::Services;
use shell::web::papers::{self, MOST_BYTES, NewPaper};
use shell::web::upload::UploadedFile;
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, urls};

/// One file is taken; room for a second lets a file that is somewhat too long be told of beside its field.
const LIMITS: UploadLimits = UploadLimits {
    files: 2,
    file_bytes: MOST_BYTES,
};

/// The fields in the order of the form, so that what is wrong is told in it.
const SHOWN: [Field; 9] = [
    Field::Stars,
    Field::PotentialFive,
    Field::DecisionNo,
    Field::SignedOn,
    Field::Issuer,
    Field::Level,
    Field::Grade,
    Field::Source,
    Field::Code,
];

#[derive(Serialize)]
struct ProofPage {
    certificate: CertificateView,
    name: String,
    here: String,
    back: String,
    seen: String,
    megabytes: usize,
}

/// What a form says, with words beside what is wrong.
fn facts(visit: &Visit, form: &mut Form, stars: Option<i16>, paper: bool) -> Option<Facts> {
    let typed = Typed {
        code: form.get("code").to_owned(),
        stars: stars.map_or_else(|| form.get("stars").to_owned(), |stars| stars.to_string()),
        potential_five: form.get("potential_five").to_owned(),
        decision_no: form.get("decision_no").to_owned(),
        issuer: form.get("issuer").to_owned(),
        level: form.get("level").to_owned(),
        signed_on: form.get("signed_on").to_owned(),
        grade: form.get("grade").to_owned(),
        source: form.get("source").to_owned(),
        ..Typed::default()
    };
    let bare = typed.source.is_empty() && !paper;
    let judged = certification::judge_facts(&typed, visit.state.services.clock.today(), paper);
    let wrong = judged.as_ref().err().map_or(&[][..], Vec::as_slice);
    for shown in SHOWN {
        if shown == Field::Source && bare {
            form.refuse("source", visit.text("cert.no_evidence"));
        }
        for (field, problem) in wrong.iter().filter(|(field, _)| *field == shown) {
            form.refuse(
                field.word(),
                visit.text(&format!("cert.problem_{}", problem.word())),
            );
        }
    }
    judged.ok().filter(|_| form.is_fine())
}

/// Makes and keeps the file of a paper, or says beside its field what is wrong with it.
async fn kept(
    services: &Services,
    visit: &Visit,
    form: &mut Form,
    file: Option<UploadedFile>,
) -> Result<Option<NewPaper>, Failure> {
    let Some(file) = file else {
        return Ok(None);
    };
    match papers::make(visit, file).await? {
        Ok(paper) => {
            certification::expect(&services.db, services.clock.now(), &paper.key).await?;
            papers::keep(services, &paper).await?;
            Ok(Some(paper))
        }
        Err(words) => {
            form.refuse("paper", words);
            Ok(None)
        }
    }
}

/// Says what stands against recording.
fn refuse(visit: &Visit, form: &mut Form, refusal: &RecordRefusal) -> Result<(), Failure> {
    match refusal {
        RecordRefusal::Missing => return Err(Failure::NotFound),
        RecordRefusal::Moved => form.refuse("decision_no", visit.text("cert.moved")),
        RecordRefusal::Wrong(field, problem) => {
            form.refuse(
                field.word(),
                visit.text(&format!("cert.problem_{}", problem.word())),
            );
        }
    }
    Ok(())
}

/// `POST /quan-tri/chung-nhan/san-pham/{id}`: a new certificate of the product.
pub(super) async fn record(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let came = upload.read(LIMITS).await?;
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    product_of(visit, id).await?;
    let mut form = came.form;
    let file = came.files.into_iter().next();
    if let Some(facts) = facts(visit, &mut form, None, file.is_some()) {
        let paper = kept(&services, visit, &mut form, file).await?;
        if form.is_fine() {
            let seen = form.get("seen").to_owned();
            let kept = Kept {
                actor: &officer.actor,
                facts: &facts,
                paper: paper.as_ref().map(|paper| &paper.key),
            };
            let (db, now, secrets) = (&services.db, services.clock.now(), &services.secrets);
            match certification::record(db, now, secrets, (id, &seen), kept).await? {
                Ok(_) => {
                    // The page that is looked at next shows the stars.
                    visit.state.editions.refresh().await?;
                    let to = product_url(visit, id) + &urls::query(&[("done", "recorded")]);
                    return Ok(officer.shopper.see(&to));
                }
                Err(refusal) => {
                    if let Some(paper) = &paper {
                        papers::discard(&services, paper).await;
                    }
                    refuse(visit, &mut form, &refusal)?;
                }
            }
        }
    }
    product_page(&mut officer, id, &form).await
}

/// A certificate with its product, by its key.
async fn one(visit: &Visit, id: i64) -> Result<(Listed, Vec<Paper>), Failure> {
    let db = &visit.state.services.db;
    let listed = certification::chosen(db, &[id]).await?.into_iter().next();
    let papers = certification::papers_of(db, &[id]).await?;
    Ok((listed.ok_or(Failure::NotFound)?, papers))
}

fn proof_page(
    officer: &mut Officer,
    listed: &Listed,
    papers: &[Paper],
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let id = listed.certificate.id.to_string();
    let content = ProofPage {
        certificate: view(visit, listed, papers),
        name: listed.names.name.clone(),
        here: urls::office_at(visit.locale, "certificate_prove", &[&id]),
        back: product_url(visit, listed.certificate.product_id),
        seen: certification::mark(std::slice::from_ref(&listed.certificate))?,
        megabytes: MOST_BYTES >> 20,
    };
    let title = visit.text_with("cert.prove_title", &[("code", &content.certificate.code)]);
    frame::page(
        officer,
        (
            "office/certificate_proof.html",
            "certificate_prove",
            &[id.as_str()],
            "certificates",
        ),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/chung-nhan/doi-chieu/{id}`: what is known of a certificate, to be set right.
pub(super) async fn proof(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (listed, papers) = one(&officer.shopper.visit, key(&asked)?).await?;
    let certificate = &listed.certificate;
    let signed = match (certificate.issued_earliest, certificate.issued_latest) {
        (Some(from), Some(to)) if from == to => from.format("%d/%m/%Y").to_string(),
        (Some(from), _) => from.format("%Y").to_string(),
        _ => String::new(),
    };
    let level = certificate.issuer_level.map_or("", |level| match level {
        IssuerLevel::District => "district",
        IssuerLevel::Province => "province",
        IssuerLevel::National => "national",
    });
    let grade = match certificate.grade {
        EvidenceGrade::A => "A",
        EvidenceGrade::B => "B",
        EvidenceGrade::C => "C",
    };
    let potential = if certificate.potential_five { "1" } else { "" };
    let form = Form::new([
        ("potential_five", potential.to_owned()),
        ("decision_no", certificate.decision_no.clone().unwrap_or_default()),
        ("issuer", certificate.issuer.clone().unwrap_or_default()),
        ("level", level.to_owned()),
        ("signed_on", signed),
        ("grade", grade.to_owned()),
        ("source", certificate.source.clone()),
    ]);
    proof_page(&mut officer, &listed, &papers, &form)
}

/// `POST /quan-tri/chung-nhan/doi-chieu/{id}`
pub(super) async fn prove(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let came = upload.read(LIMITS).await?;
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    let (listed, behind) = one(visit, id).await?;
    let mut form = came.form;
    let file = came.files.into_iter().next();
    let backed = file.is_some() || !behind.is_empty();
    let stars = listed.certificate.stars.get();
    if let Some(facts) = facts(visit, &mut form, Some(stars), backed) {
        let paper = kept(&services, visit, &mut form, file).await?;
        if form.is_fine() {
            let seen = form.get("seen").to_owned();
            let kept = Kept {
                actor: &officer.actor,
                facts: &facts,
                paper: paper.as_ref().map(|paper| &paper.key),
            };
            match certification::prove(&services.db, services.clock.now(), (id, &seen), kept).await? {
                Ok(()) => {
                    visit.state.editions.refresh().await?;
                    let page = product_url(visit, listed.certificate.product_id);
                    let to = format!("{page}{}", urls::query(&[("done", "proven")]));
                    return Ok(officer.shopper.see(&to));
                }
                Err(refusal) => {
                    if let Some(paper) = &paper {
                        papers::discard(&services, paper).await;
                    }
                    refuse(visit, &mut form, &refusal)?;
                }
            }
        }
    }
    proof_page(&mut officer, &listed, &behind, &form)
}
