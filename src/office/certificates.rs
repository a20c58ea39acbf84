//! Certificates: the list with its filter, the same as a table, and taking several of them back.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::NaiveDate;
use entity::{EvidenceGrade, Stars};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::queue::page_number;
use domain::certification::{self, Listed, MOST_REVOKED, Revocation, RevokeRefusal, Sift, Wanted};
use domain::ratings::Certificate;
use foundation::i18n::format;
use foundation::kernel::error::Context as _;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Visit, urls};

/// Certificates on a page: each is two lines.
const ROWS: u64 = 25;
/// Certificates in a table at most: more than the whole country has.
const MOST_EXPORTED: u64 = 50_000;
/// Characters of a reason.
const LONGEST: usize = 1_000;
/// Characters of a number of a decision.
const LONGEST_DECISION: usize = 80;
/// Days before the last one at which a certificate is marked.
const SOON: i64 = 180;
/// What a workbook is.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Serialize)]
struct ListPage {
    q: String,
    sifts: Vec<Choice>,
    stars: Vec<Choice>,
    rows: Vec<Row>,
    next: Option<String>,
    action: String,
    csv: String,
    xlsx: String,
    revoke: String,
    find: String,
    imports: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    current: bool,
}

/// A certificate in a list.
#[derive(Serialize)]
pub(super) struct Row {
    id: i64,
    code: String,
    name: String,
    producer: String,
    url: String,
    summary: String,
    state: &'static str,
    until: Option<String>,
    soon: bool,
}

/// What a certificate says on one line: stars, decision, day, grade.
pub(super) fn summary(visit: &Visit, said: &Certificate) -> String {
    let stars = said.stars.get().to_string();
    let mut parts = vec![visit.text_with("cert.stars_of", &[("stars", &stars)])];
    if said.potential_five {
        parts.push(visit.text("cert.potential"));
    }
    parts.extend(said.decision_no.clone());
    parts.extend(span(visit, said.issued_earliest, said.issued_latest));
    parts.push(visit.text(grade_key(said.grade)));
    parts.join(" · ")
}

/// A day, or the year of days that span one.
pub(super) fn span(visit: &Visit, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
    match (from?, to?) {
        (from, to) if from == to => Some(format::date(from, visit.locale)),
        (from, _) => Some(from.format("%Y").to_string()),
    }
}

/// The words for a grade.
pub(super) const fn grade_key(grade: EvidenceGrade) -> &'static str {
    match grade {
        EvidenceGrade::A => "cert.grade_a",
        EvidenceGrade::B => "cert.grade_b",
        EvidenceGrade::C => "cert.grade_c",
    }
}

/// A certificate as a row of a list.
pub(super) fn row(visit: &Visit, listed: Listed) -> Row {
    let today = visit.state.services.clock.today();
    let certificate = &listed.certificate;
    let standing = certificate.standing(today);
    let last = certificate
        .expires_earliest
        .filter(|_| standing.state.shows_stars());
    Row {
        id: certificate.id,
        code: certificate.code.clone(),
        url: urls::office_at(
            visit.locale,
            "certificate_product",
            &[&certificate.product_id.to_string()],
        ),
        summary: summary(visit, certificate),
        state: standing.state.key(),
        until: match certificate.revoked_on {
            Some(day) => Some(format::date(day, visit.locale)),
            None => span(visit, certificate.expires_earliest, certificate.expires_latest),
        },
        soon: last.is_some_and(|last| (last - today).num_days() <= SOON),
        name: listed.names.name,
        producer: listed.names.producer,
    }
}

/// What the address asks for: the word, the filter, the stars.
struct Asked {
    q: String,
    sift: &'static str,
    stars: Option<Stars>,
}

impl Asked {
    fn read(visit: &Visit) -> Self {
        let wanted = visit.params.get("state").unwrap_or_default();
        let found = Sift::ALL.iter().find(|(word, _)| *word == wanted);
        let stars = visit.params.number("stars");
        Self {
            q: clean(visit.params.get("q").unwrap_or_default(), 100),
            sift: found.map_or("all", |(word, _)| word),
            stars: stars
                .and_then(|stars| i16::try_from(stars).ok())
                .and_then(Stars::new),
        }
    }

    fn wanted(&self, today: NaiveDate) -> Wanted<'_> {
        Wanted {
            today,
            sift: Sift::parse(self.sift),
            stars: self.stars,
            text: &self.q,
        }
    }

    fn query(&self, page: &str) -> String {
        let stars = self
            .stars
            .map(|stars| stars.get().to_string())
            .unwrap_or_default();
        let sift = if self.sift == "all" { "" } else { self.sift };
        urls::query(&[("q", &self.q), ("state", sift), ("stars", &stars), ("page", page)])
    }
}

/// `GET /quan-tri/chung-nhan`
pub(super) async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let asked = Asked::read(visit);
    let page = page_number(visit);
    let reach = ((page - 1) * ROWS, ROWS + 1);
    let found = certification::list(&services.db, &asked.wanted(services.clock.today()), reach).await?;
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let at = |key| urls::office(visit.locale, key);
    let further = (page + 1).to_string();
    let content = ListPage {
        sifts: Sift::ALL
            .iter()
            .map(|(word, _)| Choice {
                value: (*word).to_owned(),
                label: visit.text(&format!("cert.sift_{word}")),
                current: *word == asked.sift,
            })
            .collect(),
        stars: Stars::ALL
            .iter()
            .map(|stars| {
                let value = stars.get().to_string();
                Choice {
                    label: visit.text_with("cert.stars_of", &[("stars", &value)]),
                    value,
                    current: Some(*stars) == asked.stars,
                }
            })
            .collect(),
        next: (found.len() > most).then(|| format!("{}{}", at("certificates"), asked.query(&further))),
        rows: found.into_iter().take(most).map(|one| row(visit, one)).collect(),
        action: at("certificates"),
        csv: format!("{}{}", at("certificates_csv"), asked.query("")),
        xlsx: format!("{}{}", at("certificates_xlsx"), asked.query("")),
        revoke: at("certificates_revoke"),
        find: at("certificate_find"),
        imports: at("certificate_imports"),
        q: asked.q,
    };
    let title = visit.text("cert.title");
    frame::page(
        &mut officer,
        ("office/certificates.html", "certificates", &[], "certificates"),
        title,
        &Form::default(),
        &content,
    )
}

async fn sheet(visit: &Visit) -> Result<tabular::Sheet, Failure> {
    let services = &visit.state.services;
    let today = services.clock.today();
    let asked = Asked::read(visit);
    let found = certification::list(&services.db, &asked.wanted(today), (0, MOST_EXPORTED)).await?;
    Ok(certification::exported(visit.locale, &found, |one| {
        let state = one.certificate.standing(today).state;
        visit.text(&format!("cert.state_{}", state.key()))
    }))
}

/// A table as a file to be saved.
pub(super) fn file(officer: &mut Officer, kind: &str, called: &str, bytes: Vec<u8>) -> HttpResponse {
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{called}\""),
        ))
        .body(bytes);
    officer.shopper.answer(response)
}

/// A sheet as CSV.
pub(super) fn as_csv(officer: &mut Officer, called: &str, sheet: &tabular::Sheet) -> HttpResponse {
    let called = format!("{called}.csv");
    file(officer, "text/csv; charset=utf-8", &called, tabular::csv(sheet))
}

/// A sheet as a workbook.
pub(super) fn as_xlsx(
    officer: &mut Officer,
    called: &str,
    sheet: tabular::Sheet,
) -> Result<HttpResponse, Failure> {
    let bytes = tabular::xlsx(&[sheet]).context("a workbook of certificates")?;
    Ok(file(officer, XLSX, &format!("{called}.xlsx"), bytes))
}

/// `GET /quan-tri/chung-nhan/bang.csv`: what the filter leaves.
pub(super) async fn csv(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let sheet = sheet(&officer.shopper.visit).await?;
    Ok(as_csv(&mut officer, "cho-lang-chung-nhan", &sheet))
}

/// `GET /quan-tri/chung-nhan/bang.xlsx`: the same as a workbook.
pub(super) async fn xlsx(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let sheet = sheet(&officer.shopper.visit).await?;
    as_xlsx(&mut officer, "cho-lang-chung-nhan", sheet)
}

#[derive(Serialize)]
struct RevokePage {
    rows: Vec<Row>,
    here: String,
    back: String,
}

/// Keys of certificates, each once, as many as are taken back in one go.
fn keys<'a>(chosen: impl Iterator<Item = &'a str>) -> Vec<i64> {
    let mut keys: Vec<i64> = chosen.filter_map(|key| key.parse().ok()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST_REVOKED);
    keys
}

async fn revoke_page(officer: &mut Officer, keys: &[i64], form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let found = certification::chosen(&visit.state.services.db, keys).await?;
    let content = RevokePage {
        rows: found.into_iter().map(|one| row(visit, one)).collect(),
        here: urls::office(visit.locale, "certificates_revoke"),
        back: urls::office(visit.locale, "certificates"),
    };
    let title = visit.text("cert.revoke_title");
    frame::page(
        officer,
        (
            "office/certificates_revoke.html",
            "certificates_revoke",
            &[],
            "certificates",
        ),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/chung-nhan/thu-hoi?c=1&c=2`: what was chosen, and the form.
pub(super) async fn choose(Operator(mut officer): Operator) -> Result<HttpResponse, Failure> {
    let keys = keys(officer.shopper.visit.params.all("c"));
    revoke_page(&mut officer, &keys, &Form::default()).await
}

/// `POST /quan-tri/chung-nhan/thu-hoi`
pub(super) async fn revoke(Operator(mut officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let pairs = form.pairs().filter(|(name, _)| *name == "c");
    let keys = keys(pairs.map(|(_, value)| value));
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    let day = revocation_day(visit, &mut form);
    for (name, longest) in [("reason", LONGEST), ("decision", LONGEST_DECISION)] {
        let typed = form.get(name).chars().count();
        if typed == 0 {
            form.refuse(name, visit.text("form.required"));
        } else if typed > longest {
            form.refuse(name, visit.text("cert.problem_too_long"));
        }
    }
    if let (Some(day), true) = (day, form.is_fine()) {
        let revocation = Revocation {
            day,
            reason: form.get("reason"),
            decision: form.get("decision"),
        };
        let now = services.clock.now();
        let outcome = certification::revoke(&services.db, now, &officer.actor, &keys, revocation).await?;
        match outcome {
            Ok(_) => {
                // The page that is looked at next shows no star any more.
                visit.state.editions.refresh().await?;
                let list = urls::office(visit.locale, "certificates");
                let to = format!("{list}{}", urls::query(&[("done", "revoked")]));
                return Ok(officer.shopper.see(&to));
            }
            Err(RevokeRefusal::Missing) => form.refuse("chosen", visit.text("cert.none_chosen")),
            Err(RevokeRefusal::Already(codes)) => {
                let codes = codes.join(", ");
                form.refuse(
                    "chosen",
                    visit.text_with("cert.revoked_already", &[("codes", &codes)]),
                );
            }
            Err(RevokeRefusal::Before(codes)) => {
                let codes = codes.join(", ");
                form.refuse(
                    "day",
                    visit.text_with("cert.revoked_before", &[("codes", &codes)]),
                );
            }
        }
    }
    revoke_page(&mut officer, &keys, &form).await
}

/// The first day without: today at the latest.
fn revocation_day(visit: &Visit, form: &mut Form) -> Option<NaiveDate> {
    let Ok(day) = form.get("day").parse::<NaiveDate>() else {
        form.refuse("day", visit.text("cert.problem_no_day"));
        return None;
    };
    if day > visit.state.services.clock.today() {
        form.refuse("day", visit.text("cert.problem_future"));
        return None;
    }
    Some(day)
}
