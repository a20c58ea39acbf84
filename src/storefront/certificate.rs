//! The check of a certificate: what the code on a package or shelf leads to. It tells the truth of
//! today, whatever was true when the label was printed.

use actix_web::{HttpResponse, web};
use entity::{EvidenceGrade, Locale};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;

use super::cards::{Fact, Seal};
use super::label::{self, LabelView};
use super::product::certificate_facts;
use domain::ratings::{self, State};
use foundation::i18n::format;
use foundation::kernel::error::Context;
use shell::web::{Failure, Meta, Visit, urls};

#[derive(Serialize)]
struct CertificatePage {
    certificate: CertificateView,
    others: Vec<Other>,
    /// What the label says that led here, and what became of it.
    label: Option<LabelView>,
}

#[derive(Serialize)]
struct CertificateView {
    code: String,
    seal: Seal,
    facts: Vec<Fact>,
    verdict: String,
    checked_label: String,
    qr_svg: String,
    source: String,
    product: Named,
    producer: Named,
}

#[derive(Serialize)]
struct Named {
    title: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct Other {
    label: String,
    url: String,
}

/// `/chung-nhan/{code}` and `/en/certificates/{code}`; with `s`, what a printed label says.
pub async fn show(visit: Visit, code: web::Path<String>) -> Result<HttpResponse, Failure> {
    if !label::is_code(&code) {
        return Err(Failure::NotFound);
    }
    let signed = label::signed(&visit.params);
    let upper = code.to_ascii_uppercase();
    if upper != *code {
        let to = urls::certificate_label(visit.locale, &upper, signed.unwrap_or_default());
        return Err(Failure::Moved(to));
    }
    let db = &visit.state.services.db;
    let certificate = ratings::by_code(db, &code).await?.ok_or(Failure::NotFound)?;
    let edition = visit.edition.clone();
    let locale = visit.locale;
    let product = edition.catalogue.by_id(certificate.product_id);
    let producer = product.and_then(|product| edition.producer(product.producer_id));
    let standing = certificate.standing(edition.day);
    let seal = Seal::new(&visit, &certificate, standing);
    let all = ratings::of_product(db, certificate.product_id).await?;
    let label = match signed {
        Some(text) => Some(LabelView::new(&visit, &code, text, (Some(&certificate), &all))?),
        None => None,
    };
    let others = all
        .iter()
        .filter(|other| other.id != certificate.id)
        .map(|other| Other {
            label: Seal::new(&visit, other, other.standing(edition.day)).label,
            url: urls::certificate(locale, &other.code),
        })
        .collect();
    let verdict = match (standing.state, certificate.grade) {
        (State::Unconfirmed, EvidenceGrade::C) => "certificate.verdict_unconfirmed_seller".to_owned(),
        (state, _) => format!("certificate.verdict_{}", state.key()),
    };
    let day = format::date(edition.day, locale);
    // A page that is hidden today leaves its certificate readable, without a way to it.
    let unlisted = || visit.text("certificate.unlisted");
    let page = CertificatePage {
        certificate: CertificateView {
            verdict: visit.text(&verdict),
            checked_label: visit.text_with("certificate.checked", &[("day", &day)]),
            facts: certificate_facts(&visit, &certificate).await?,
            qr_svg: qr(&format!(
                "{}{}",
                visit.state.services.origin,
                urls::certificate(locale, &code)
            ))?,
            source: certificate.source.clone(),
            code: certificate.code.clone(),
            product: Named {
                title: product.map_or_else(unlisted, |product| product.name(locale).0.to_owned()),
                url: product.map(|product| urls::product(locale, &product.slug)),
            },
            producer: Named {
                title: producer.map_or_else(String::new, |producer| producer.name(locale).0.to_owned()),
                url: producer.map(|producer| urls::producer(locale, &producer.slug)),
            },
            seal,
        },
        others,
        label,
    };
    let title = visit.text_with("certificate.title", &[("code", &certificate.code)]);
    let mut meta = Meta::new(
        title,
        urls::certificate(Locale::Vi, &certificate.code),
        urls::certificate(Locale::En, &certificate.code),
    )
    .about(page.certificate.verdict.clone());
    // Thousands of near-empty pages are nothing for search engines; people come here by code.
    meta.noindex = true;
    let template = "storefront/certificate.html";
    // What nobody signed is answered and not kept: anybody can make up any number of such addresses.
    match &page.label {
        Some(label) if !label.is_ours() => visit.private_page(template, meta, &page),
        _ => visit.page(template, meta, &page),
    }
}

/// A QR code as SVG, without style attributes.
fn qr(text: &str) -> Result<String, Failure> {
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).context("the QR code of a certificate")?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .quiet_zone(true)
        .build();
    let start = drawn.find("<svg").unwrap_or(0);
    Ok(drawn.get(start..).unwrap_or_default().to_owned())
}
