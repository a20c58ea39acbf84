//! Certificates for programs. Stars are only ever given together with their state on a day; where the
//! state does not let them be shown, `stars` is null.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use entity::{EvidenceGrade, IssuerLevel};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{json, language};
use super::reading::Language;
use super::shapes::{Link, absolute};
use domain::ratings::{self, Certificate};
use shell::web::{Failure, Visit, urls};

/// What a product's certificate is worth today.
#[derive(Debug, Serialize, ToSchema)]
pub struct Seal {
    /// `current` (in date, matched with the signed decision), `unconfirmed` (in date as the press or the
    /// seller says), `unproven` (dates not known well enough), `lapsed` or `revoked`.
    #[schema(example = "unconfirmed")]
    pub state: &'static str,
    /// 3, 4 or 5; null unless the state is `current` or `unconfirmed`.
    #[schema(minimum = 3, maximum = 5)]
    pub stars: Option<i16>,
    /// Whether the signed decision was seen.
    pub confirmed: bool,
    /// Day of the decision, where it is known exactly.
    pub issued: Option<NaiveDate>,
    /// First day the decision can have been signed.
    pub issued_earliest: Option<NaiveDate>,
    /// Last day the decision can have been signed.
    pub issued_latest: Option<NaiveDate>,
    /// Last day on which it is surely valid.
    pub expires: Option<NaiveDate>,
    /// Last day on which it can be valid.
    pub expires_latest: Option<NaiveDate>,
    /// Code of the check page, as in the QR code on a label.
    pub code: String,
    /// The check page.
    pub url: String,
    /// Its resource in this API.
    pub href: String,
}

impl Seal {
    /// A certificate as of the edition's day.
    pub fn new(visit: &Visit, certificate: &Certificate) -> Self {
        let standing = certificate.standing(visit.edition.day);
        let issued = certificate
            .issued_latest
            .filter(|day| certificate.issued_earliest == Some(*day));
        Self {
            state: standing.state.key(),
            stars: standing.state.shows_stars().then(|| standing.stars.get()),
            confirmed: certificate.grade == EvidenceGrade::A,
            issued,
            issued_earliest: certificate.issued_earliest,
            issued_latest: certificate.issued_latest,
            expires: certificate.expires_earliest,
            expires_latest: certificate.expires_latest,
            url: absolute(visit, &urls::certificate(visit.locale, &certificate.code)),
            href: absolute(
                visit,
                &urls::api_item(visit.locale, "certificates", &certificate.code),
            ),
            code: certificate.code.clone(),
        }
    }
}

/// A certificate with all that is recorded of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificateDetail {
    /// What it is worth today.
    #[serde(flatten)]
    pub seal: Seal,
    /// The day (in Việt Nam) it is judged on.
    pub as_of: NaiveDate,
    /// Stars that its paper names, whether they may be shown today or not: a record of the past, no rating.
    #[schema(minimum = 3, maximum = 5)]
    pub named_stars: i16,
    /// Waiting for the ministry's fifth star: legally four.
    pub potential_five: bool,
    /// Who recognised it, where named.
    pub issuer: Option<String>,
    /// `district`, `province` or `national`, as of the certificate's date.
    #[schema(value_type = Option<String>)]
    pub issuer_level: Option<IssuerLevel>,
    /// Number of the decision, where named.
    pub decision_no: Option<String>,
    /// `A` signed decision seen, `B` reported by the press, `C` said by the seller.
    #[schema(value_type = String, example = "B")]
    pub evidence: EvidenceGrade,
    /// Day it was taken back.
    pub revoked_on: Option<NaiveDate>,
    /// Why it was taken back.
    pub revoked_reason: Option<String>,
    /// Generation of rules, 1 to 3.
    pub generation: Option<i16>,
    /// Where this is said.
    pub source: String,
    /// The product; null while it is not shown.
    pub product: Option<Link>,
    /// Its maker; null while it is not shown.
    pub producer: Option<Link>,
}

/// A certificate by the code on a label, whatever became of it.
#[utoipa::path(
    get,
    path = "/api/v1/certificates/{code}",
    tag = "certificates",
    params(("code" = String, Path, description = "Code of the certificate, capital letters"), Language),
    responses((status = 200, description = "The certificate as of today", body = CertificateDetail))
)]
pub async fn show(mut visit: Visit, code: web::Path<String>) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let valid = (4..=40).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !valid {
        return Err(Failure::NotFound);
    }
    let upper = code.to_ascii_uppercase();
    if upper != *code {
        return Err(Failure::Moved(urls::api_item(
            visit.locale,
            "certificates",
            &upper,
        )));
    }
    let certificate = ratings::by_code(&visit.state.services.db, &code)
        .await?
        .ok_or(Failure::NotFound)?;
    let product = visit.edition.catalogue.by_id(certificate.product_id);
    let producer = product.and_then(|product| visit.edition.producer(product.producer_id));
    let detail = CertificateDetail {
        seal: Seal::new(&visit, &certificate),
        as_of: visit.edition.day,
        named_stars: certificate.stars.get(),
        potential_five: certificate.potential_five,
        issuer: certificate.issuer,
        issuer_level: certificate.issuer_level,
        decision_no: certificate.decision_no,
        evidence: certificate.grade,
        revoked_on: certificate.revoked_on,
        revoked_reason: certificate.revoked_reason,
        generation: certificate.generation,
        source: certificate.source,
        product: product.map(|product| Link::product(&visit, product)),
        producer: producer.map(|producer| Link::producer(&visit, producer)),
    };
    json(&visit, &detail)
}
