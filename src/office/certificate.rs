//! All certificates of one product, past ones too, with their papers; and finding the product.

use actix_web::{HttpResponse, web};
use entity::IssuerLevel;
use serde::Serialize;

use super::certificates::{grade_key, span};
use super::desk::Officer;
use super::frame;
use domain::certification::{self, Listed, Names, Paper};
use domain::ratings::Certificate;
use foundation::i18n::format;
use foundation::kernel::fold::clean;
use shell::web::papers::{self, MOST_BYTES};
use shell::web::{Failure, Form, Visit, urls};

/// Products that a search offers.
const MOST_FOUND: u64 = 20;

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct PaperView {
    url: String,
    number: usize,
    pdf: bool,
}

/// A certificate with all that is known of it.
#[derive(Serialize)]
pub(super) struct CertificateView {
    pub(super) code: String,
    check: String,
    stars: i16,
    potential: bool,
    state: &'static str,
    facts: Vec<Fact>,
    papers: Vec<PaperView>,
    prove: String,
    revoke: Option<String>,
    log: String,
}

#[derive(Serialize)]
struct ProductPage {
    name: String,
    producer: String,
    public: String,
    certificates: Vec<CertificateView>,
    here: String,
    back: String,
    seen: String,
    megabytes: usize,
}

#[derive(Serialize)]
struct Found {
    name: String,
    producer: String,
    url: String,
}

#[derive(Serialize)]
struct FindPage {
    q: String,
    products: Vec<Found>,
    action: String,
    back: String,
}

/// The key in an address.
pub(super) fn key(asked: &str) -> Result<i64, Failure> {
    asked.parse().map_err(|_no_number| Failure::NotFound)
}

/// `GET /quan-tri/chung-nhan/san-pham?q=…`: the product that gets a certificate.
pub(super) async fn find(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let q = clean(visit.params.get("q").unwrap_or_default(), 200);
    let found = certification::found_products(&visit.state.services.db, &q, MOST_FOUND).await?;
    let content = FindPage {
        products: found
            .into_iter()
            .map(|one| Found {
                url: product_url(visit, one.product_id),
                name: one.name,
                producer: one.producer,
            })
            .collect(),
        action: urls::office(visit.locale, "certificate_find"),
        back: urls::office(visit.locale, "certificates"),
        q,
    };
    let title = visit.text("cert.find_title");
    frame::page(
        &mut officer,
        (
            "office/certificate_find.html",
            "certificate_find",
            &[],
            "certificates",
        ),
        title,
        &Form::default(),
        &content,
    )
}

/// The page of a product's certificates.
pub(super) fn product_url(visit: &Visit, product: i64) -> String {
    urls::office_at(visit.locale, "certificate_product", &[&product.to_string()])
}

/// A certificate with those of the papers that are its own.
pub(super) fn view(visit: &Visit, listed: &Listed, papers: &[Paper]) -> CertificateView {
    let certificate = &listed.certificate;
    let locale = visit.locale;
    let id = certificate.id.to_string();
    let level = certificate.issuer_level.map(|level| visit.text(level_key(level)));
    let facts = [
        ("cert.column_decision_no", certificate.decision_no.clone()),
        ("cert.column_issuer", certificate.issuer.clone()),
        ("cert.column_level", level),
        (
            "cert.column_signed_on",
            span(visit, certificate.issued_earliest, certificate.issued_latest),
        ),
        (
            "cert.expires",
            span(visit, certificate.expires_earliest, certificate.expires_latest),
        ),
        (
            "cert.column_grade",
            Some(visit.text(grade_key(certificate.grade))),
        ),
        ("cert.column_source", Some(certificate.source.clone())),
        (
            "cert.revoked_on",
            certificate.revoked_on.map(|day| format::date(day, locale)),
        ),
        ("cert.revoked_reason", certificate.revoked_reason.clone()),
        ("cert.revoked_decision", listed.revoked_decision.clone()),
    ];
    CertificateView {
        code: certificate.code.clone(),
        check: urls::certificate(locale, &certificate.code),
        stars: certificate.stars.get(),
        potential: certificate.potential_five,
        state: certificate
            .standing(visit.state.services.clock.today())
            .state
            .key(),
        facts: facts
            .into_iter()
            .filter_map(|(label, value)| {
                Some(Fact {
                    label: visit.text(label),
                    value: value.filter(|value| !value.is_empty())?,
                })
            })
            .collect(),
        papers: papers
            .iter()
            .filter(|paper| paper.certificate_id == certificate.id)
            .enumerate()
            .map(|(place, paper)| PaperView {
                url: urls::office_at(locale, "certificate_paper", &[&paper.id.to_string()]),
                number: place + 1,
                pdf: paper.content_type == "application/pdf",
            })
            .collect(),
        prove: urls::office_at(locale, "certificate_prove", &[&id]),
        revoke: certificate.revoked_on.is_none().then(|| {
            let revoke = urls::office(locale, "certificates_revoke");
            format!("{revoke}{}", urls::query(&[("c", &id)]))
        }),
        log: format!(
            "{}{}",
            urls::office(locale, "audit"),
            urls::query(&[("subject", &format!("certificate:{id}"))])
        ),
    }
}

const fn level_key(level: IssuerLevel) -> &'static str {
    match level {
        IssuerLevel::District => "cert.level_district",
        IssuerLevel::Province => "cert.level_province",
        IssuerLevel::National => "cert.level_national",
    }
}

/// A product with all its certificates and their papers.
pub(super) async fn product_of(visit: &Visit, id: i64) -> Result<(Names, Vec<Listed>, Vec<Paper>), Failure> {
    let db = &visit.state.services.db;
    let names = certification::names_of(db, &[id]).await?.remove(&id);
    let names = names.ok_or(Failure::NotFound)?;
    let listed = certification::of_product(db, id).await?;
    let keys: Vec<i64> = listed.iter().map(|one| one.certificate.id).collect();
    let papers = certification::papers_of(db, &keys).await?;
    Ok((names, listed, papers))
}

/// The page of a product; status 422 when its form was refused.
pub(super) async fn product_page(
    officer: &mut Officer,
    id: i64,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (names, listed, papers) = product_of(visit, id).await?;
    let mut stood: Vec<Certificate> = listed.iter().map(|one| one.certificate.clone()).collect();
    stood.sort_by_key(|one| one.id);
    let content = ProductPage {
        name: names.name.clone(),
        producer: names.producer,
        public: urls::product(visit.locale, &names.slug),
        certificates: listed.iter().map(|one| view(visit, one, &papers)).collect(),
        here: product_url(visit, id),
        back: urls::office(visit.locale, "certificates"),
        seen: certification::mark(&stood)?,
        megabytes: MOST_BYTES >> 20,
    };
    let key = id.to_string();
    frame::page(
        officer,
        (
            "office/certificate_product.html",
            "certificate_product",
            &[key.as_str()],
            "certificates",
        ),
        names.name,
        form,
        &content,
    )
}

/// `GET /quan-tri/chung-nhan/san-pham/{id}`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    product_page(&mut officer, id, &Form::default()).await
}

/// `GET /quan-tri/chung-nhan/giay-to/{paper}`
pub(super) async fn download(
    mut officer: Officer,
    asked: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let services = officer.shopper.visit.state.services.clone();
    let paper = certification::paper(&services.db, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let called = format!("chung-nhan-{}-{id}", paper.certificate_id);
    let response = papers::give(&services, &paper.key, &called).await?;
    Ok(officer.shopper.answer(response))
}
