//! One import of decisions: what each line means, choosing where several products may be meant, applying, undoing.

use actix_web::{HttpResponse, web};
use entity::{ImportStatus, ImportVerdict};
use serde::Serialize;

use super::certificate::{key, product_url};
use super::certificates::summary;
use super::desk::{Officer, Operator};
use super::frame;
use super::queue::page_number;
use commerce::operations::trail;
use domain::certification::{self, ApplyRefusal, Field, Line, Typed, UndoRefusal};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Lines on a page.
const ROWS: u64 = 15;
/// Characters of a reason.
const LONGEST: usize = 1_000;

#[derive(Serialize)]
struct CountView {
    word: &'static str,
    count: String,
    url: String,
    current: bool,
}

#[derive(Serialize)]
struct ProblemView {
    column: String,
    value: String,
    reason: String,
}

#[derive(Serialize)]
struct CandidateView {
    id: i64,
    name: String,
    producer: String,
    chosen: bool,
}

#[derive(Serialize)]
struct LineView {
    line: String,
    verdict: &'static str,
    name: String,
    producer: String,
    url: Option<String>,
    after: String,
    before: Option<String>,
    problems: Vec<ProblemView>,
    candidates: Vec<CandidateView>,
    field: String,
}

#[derive(Serialize)]
struct ImportPage {
    number: String,
    status: &'static str,
    lines: String,
    writes: String,
    waiting: Option<String>,
    created: Option<String>,
    applied: Option<String>,
    undone: Option<String>,
    counts: Vec<CountView>,
    rows: Vec<LineView>,
    may_apply: bool,
    may_undo: bool,
    open: bool,
    choosing: bool,
    next: Option<String>,
    all: bool,
    here: String,
    shown: String,
    back: String,
    log: String,
}

/// What the address asks to see of an import.
fn verdict(visit: &Visit) -> Option<ImportVerdict> {
    ImportVerdict::parse(visit.params.get("verdict").unwrap_or_default())
}

fn cell(typed: &Typed, field: Field) -> String {
    match field {
        Field::Product if typed.product.is_empty() => typed.name.clone(),
        Field::Product => typed.product.clone(),
        Field::Code => typed.code.clone(),
        Field::Stars => typed.stars.clone(),
        Field::PotentialFive => typed.potential_five.clone(),
        Field::DecisionNo => typed.decision_no.clone(),
        Field::Issuer => typed.issuer.clone(),
        Field::Level => typed.level.clone(),
        Field::SignedOn => typed.signed_on.clone(),
        Field::Grade => typed.grade.clone(),
        Field::Source => typed.source.clone(),
    }
}

fn line(visit: &Visit, line: Line) -> LineView {
    let said = [&line.typed.stars, &line.typed.decision_no, &line.typed.signed_on];
    let said: Vec<&str> = said.into_iter().map(String::as_str).collect();
    let after = match &line.wanted {
        Some(wanted) => summary(visit, wanted),
        None => said.join(" · "),
    };
    // Long cells are cut: the file has them whole.
    let short = |text: String| text.chars().take(80).collect::<String>();
    LineView {
        line: line.line.to_string(),
        verdict: line.verdict.word(),
        url: line
            .names
            .as_ref()
            .map(|names| product_url(visit, names.product_id)),
        name: line.names.as_ref().map_or_else(
            || {
                short(if line.typed.name.is_empty() {
                    line.typed.product.clone()
                } else {
                    line.typed.name.clone()
                })
            },
            |names| names.name.clone(),
        ),
        producer: line
            .names
            .map_or_else(|| short(line.typed.producer.clone()), |names| names.producer),
        after: short(after),
        before: line.before.as_ref().map(|before| summary(visit, before)),
        problems: line
            .problems
            .iter()
            .map(|(field, problem)| ProblemView {
                column: visit.text(&format!("cert.column_{}", field.word())),
                value: short(cell(&line.typed, *field)),
                reason: visit.text(&format!("cert.problem_{}", problem.word())),
            })
            .collect(),
        candidates: line
            .candidates
            .into_iter()
            .map(|names| CandidateView {
                chosen: line.typed.chosen == Some(names.product_id),
                id: names.product_id,
                name: names.name,
                producer: names.producer,
            })
            .collect(),
        field: format!("row_{}", line.id),
    }
}

async fn page(officer: &mut Officer, id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let import = certification::by_id(db, id).await?.ok_or(Failure::NotFound)?;
    let counts = certification::counts(db, id).await?;
    let asked = verdict(visit);
    let word = asked.map_or("", ImportVerdict::word);
    let number = page_number(visit);
    let reach = ((number - 1) * ROWS, ROWS + 1);
    let found = certification::lines_of(db, id, asked, reach).await?;
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let further = (number + 1).to_string();
    let more = found.len() > most;
    let rows: Vec<LineView> = found.into_iter().take(most).map(|one| line(visit, one)).collect();
    let of = |verdict: &ImportVerdict| counts.get(verdict).copied().unwrap_or_default();
    let writes: i64 = ImportVerdict::WRITES.iter().map(of).sum();
    let waiting = Some(of(&ImportVerdict::Ambiguous));
    let key = id.to_string();
    let here = urls::office_at(locale, "certificate_import", &[&key]);
    let current = number.to_string();
    let actors = [&import.created_by].into_iter().chain(&import.applied_by);
    let actors: Vec<&str> = actors.chain(&import.undone_by).map(String::as_str).collect();
    let people = trail::people(db, &actors).await?;
    let told = |by: Option<&String>, at: Option<_>| {
        let (by, at) = (by?, format::moment(at?, locale));
        Some(format!("{at} ({})", people.get(by).unwrap_or(by)))
    };
    let open = import.status == ImportStatus::Preview;
    let content = ImportPage {
        number: key.clone(),
        status: import.status.word(),
        lines: format::number(i64::from(import.lines), locale),
        writes: format::number(writes, locale),
        waiting: waiting
            .filter(|waiting| *waiting > 0)
            .map(|waiting| format::number(waiting, locale)),
        created: told(Some(&import.created_by), Some(import.created_at)),
        applied: told(import.applied_by.as_ref(), import.applied_at),
        undone: told(import.undone_by.as_ref(), import.undone_at),
        counts: ImportVerdict::ALL
            .iter()
            .filter(|verdict| of(verdict) > 0)
            .map(|verdict| CountView {
                word: verdict.word(),
                count: format::number(of(verdict), locale),
                url: format!("{here}{}", urls::query(&[("verdict", verdict.word())])),
                current: asked == Some(*verdict),
            })
            .collect(),
        may_apply: open && writes > 0,
        may_undo: import.status == ImportStatus::Applied,
        choosing: open && rows.iter().any(|row| !row.candidates.is_empty()),
        open,
        all: asked.is_none(),
        rows,
        next: more.then(|| format!("{here}{}", urls::query(&[("verdict", word), ("page", &further)]))),
        shown: format!("{here}{}", urls::query(&[("verdict", word), ("page", &current)])),
        back: urls::office(locale, "certificate_imports"),
        log: format!(
            "{}{}",
            urls::office(locale, "audit"),
            urls::query(&[("subject", &format!("certificate_import:{id}"))])
        ),
        here,
    };
    let title = visit.text_with("cert.import_title", &[("number", &key)]);
    frame::page(
        officer,
        (
            "office/certificate_import.html",
            "certificate_import",
            &[key.as_str()],
            "certificates",
        ),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/chung-nhan/nhap/{id}`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    page(&mut officer, id, &Form::default()).await
}

/// `POST /quan-tri/chung-nhan/nhap/{id}`: chooses, compares anew, applies, undoes or puts away, by the button.
pub(super) async fn update(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    let (db, now, secrets) = (&services.db, services.clock.now(), &services.secrets);
    if certification::by_id(db, id).await?.is_none() {
        return Err(Failure::NotFound);
    }
    let actor = officer.actor.as_str();
    let outcome = match form.get("verb") {
        "choose" => {
            let choices = choices(&form);
            let chosen = certification::choose(db, now, secrets, id, &choices).await?;
            chosen
                .map(|()| "chosen")
                .map_err(|refusal| why_not(visit, &refusal))
        }
        "reconsider" => {
            let compared = certification::reconsider(db, now, secrets, id).await?;
            compared
                .map(|()| "compared")
                .map_err(|refusal| why_not(visit, &refusal))
        }
        "discard" => {
            let put_away = certification::discard(db, now, actor, id).await?;
            put_away
                .map(|()| "discarded")
                .map_err(|refusal| why_not(visit, &refusal))
        }
        "apply" => {
            let applied = certification::apply(db, now, actor, id).await?;
            applied
                .map(|_| "applied")
                .map_err(|refusal| why_not(visit, &refusal))
        }
        "undo" => {
            let reason: String = form.get("reason").chars().take(LONGEST).collect();
            if reason.is_empty() {
                Err(("reason", visit.text("form.required")))
            } else {
                let undone = certification::undo(db, now, actor, id, &reason).await?;
                undone
                    .map(|_| "undone")
                    .map_err(|refusal| stands(visit, &refusal))
            }
        }
        _ => Err(("verb", visit.text("form.required"))),
    };
    match outcome {
        Ok(done) => {
            // What was applied or taken back shows on the page that is looked at next.
            visit.state.editions.refresh().await?;
            let here = urls::office_at(visit.locale, "certificate_import", &[&id.to_string()]);
            let word = verdict(visit).map_or("", ImportVerdict::word);
            let query = urls::query(&[("verdict", word), ("done", done)]);
            Ok(officer.shopper.see(&format!("{here}{query}")))
        }
        Err((field, words)) => {
            form.refuse(field, words);
            page(&mut officer, id, &form).await
        }
    }
}

/// The products that were chosen for lines, by their rows; nothing leaves a line out.
fn choices(form: &Form) -> Vec<(i64, Option<i64>)> {
    form.pairs()
        .filter_map(|(name, value)| {
            let row = name.strip_prefix("row_")?.parse().ok()?;
            Some((row, value.parse().ok()))
        })
        .collect()
}

fn why_not(visit: &Visit, refusal: &ApplyRefusal) -> (&'static str, String) {
    let words = match refusal {
        ApplyRefusal::Missing => visit.text("cert.import_elsewhere"),
        ApplyRefusal::StandsAt(status) => {
            let status = visit.text(&format!("cert.import_{}", status.word()));
            visit.text_with("cert.import_stands", &[("status", &status)])
        }
        ApplyRefusal::Nothing => visit.text("cert.import_nothing"),
        ApplyRefusal::Moved(lines) => visit.text_with("cert.import_moved", &[("lines", &lines.to_string())]),
    };
    ("verb", words)
}

fn stands(visit: &Visit, refusal: &UndoRefusal) -> (&'static str, String) {
    let words = match refusal {
        UndoRefusal::Missing => visit.text("cert.import_elsewhere"),
        UndoRefusal::StandsAt(status) => {
            let status = visit.text(&format!("cert.import_{}", status.word()));
            visit.text_with("cert.import_stands", &[("status", &status)])
        }
        UndoRefusal::InTheWay(count, products) => {
            let names: Vec<&str> = products.iter().map(|names| names.name.as_str()).collect();
            let arguments = [("products", count.to_string()), ("names", names.join("; "))];
            let [products, names] = &arguments;
            visit.text_with(
                "cert.in_the_way",
                &[(products.0, &products.1), (names.0, &names.1)],
            )
        }
    };
    ("reason", words)
}
