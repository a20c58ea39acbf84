//! Jobs and messages that did not go, with their cause: tried again or thrown away by the operator.

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use commerce::operations::queue::{self, Job, Message, Missing, Verb};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Rows of each list: who has more has one cause, and sees it.
const ROWS: u64 = 25;

#[derive(Serialize)]
struct JobsPage {
    buried: Vec<JobView>,
    letters: Vec<LetterView>,
    waiting: Vec<JobView>,
    job_act: String,
    mail_act: String,
}

#[derive(Serialize)]
struct JobView {
    id: i64,
    kind: String,
    payload: String,
    attempts: i32,
    since: String,
    next: String,
    dead: Option<String>,
    cause: Option<String>,
    runs: bool,
}

#[derive(Serialize)]
struct LetterView {
    id: i64,
    key: String,
    template: String,
    to: String,
    since: String,
    dead: Option<String>,
    cause: Option<String>,
}

/// `GET /quan-tri/viec-nen`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let (db, now) = (&services.db, services.clock.now());
    let tell = |at: DateTime<Utc>| format::moment(at, visit.locale);
    let job = |job: Job| JobView {
        id: job.id,
        kind: job.kind,
        payload: job.payload,
        attempts: job.attempts,
        since: tell(job.created_at),
        next: tell(job.run_at),
        dead: job.dead_at.map(tell),
        cause: job.cause,
        runs: job.runs,
    };
    let letter = |letter: Message| LetterView {
        id: letter.id,
        key: letter.key,
        template: letter.template,
        to: masked(&letter.recipient),
        since: tell(letter.created_at),
        dead: letter.dead_at.map(tell),
        cause: letter.cause,
    };
    let page = JobsPage {
        buried: queue::buried(db, now, ROWS).await?.into_iter().map(job).collect(),
        letters: queue::dead_letters(db, ROWS)
            .await?
            .into_iter()
            .map(letter)
            .collect(),
        waiting: queue::waiting(db, now, ROWS)
            .await?
            .into_iter()
            .map(job)
            .collect(),
        job_act: urls::office(visit.locale, "job_act"),
        mail_act: urls::office(visit.locale, "mail_act"),
    };
    let title = visit.text("office.menu_jobs");
    frame::page(
        &mut officer,
        ("office/jobs.html", "jobs", &[], "jobs"),
        title,
        &Form::default(),
        &page,
    )
}

/// `POST /quan-tri/viec-nen/viec`
pub(super) async fn job(Operator(mut officer): Operator, form: Form) -> Result<HttpResponse, Failure> {
    let (id, verb) = asked(&form)?;
    let services = &officer.shopper.visit.state.services;
    let outcome = queue::act_on_job(&services.db, services.clock.now(), &officer.actor, id, verb).await?;
    done(&mut officer, outcome, verb)
}

/// `POST /quan-tri/viec-nen/thu`
pub(super) async fn message(Operator(mut officer): Operator, form: Form) -> Result<HttpResponse, Failure> {
    let (id, verb) = asked(&form)?;
    let services = &officer.shopper.visit.state.services;
    let outcome = queue::act_on_message(&services.db, services.clock.now(), &officer.actor, id, verb).await?;
    done(&mut officer, outcome, verb)
}

/// Which row, and what with it: both come from our own buttons.
fn asked(form: &Form) -> Result<(i64, Verb), Failure> {
    let verb = match form.get("verb") {
        "retry" => Verb::Retry,
        "discard" => Verb::Discard,
        _ => return Err(Failure::NotFound),
    };
    Ok((form.number("id").ok_or(Failure::NotFound)?, verb))
}

fn done(officer: &mut Officer, outcome: Result<(), Missing>, verb: Verb) -> Result<HttpResponse, Failure> {
    outcome.map_err(|_missing| Failure::NotFound)?;
    let word = match verb {
        Verb::Retry => "retried",
        Verb::Discard => "discarded",
    };
    let locale = officer.shopper.visit.locale;
    let to = format!(
        "{}{}",
        urls::office(locale, "jobs"),
        urls::query(&[("done", word)])
    );
    Ok(officer.shopper.see(&to))
}

/// Enough of an address to know it again, and not more: the page is read by people who need no address.
fn masked(address: &str) -> String {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return "…".to_owned();
    };
    let first: String = local.chars().take(2).collect();
    format!("{first}…@{domain}")
}

/// How long ago, in words of the page: minutes, hours or days.
pub(super) fn ago(visit: &Visit, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes().max(0);
    let (key, count) = match minutes {
        0..120 => ("trust.minutes", minutes),
        120..2_880 => ("trust.hours", minutes / 60),
        _ => ("trust.days", minutes / 1_440),
    };
    visit.text_with(key, &[("n", &format::number(count, visit.locale))])
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn no_address_is_shown_whole() {
        assert_eq!(masked("lan.nguyen@example.com"), "la…@example.com");
        assert_eq!(masked("ữ@example.com"), "ữ…@example.com");
        assert_eq!(masked("nobody"), "…");
    }
}
