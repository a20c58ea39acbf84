//! The audit log: who did what, when, to what, with what stood there before and after. It is read here and nowhere
//! changed.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use super::desk::Officer;
use super::frame;
use commerce::operations::trail::{self, Entry, Wanted};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Lines on a page: each is a line or two, and pages stay small.
const LINES: u64 = 30;

/// Fields of the filter.
const FIELDS: [&str; 5] = ["who", "action", "subject", "from", "until"];

#[derive(Serialize)]
struct AuditPage {
    entries: Vec<EntryView>,
    actions: Vec<String>,
    action: String,
    here: String,
    table: String,
    pager: Pager,
}

#[derive(Serialize)]
struct Pager {
    prev: Option<String>,
    next: Option<String>,
    first: Option<String>,
    label: Option<String>,
}

#[derive(Serialize)]
struct EntryView {
    at: String,
    who: String,
    actor: String,
    action: String,
    subject: String,
    subject_url: String,
    changes: Vec<ChangeView>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct ChangeView {
    what: String,
    before: Option<String>,
    after: Option<String>,
}

/// `GET /quan-tri/nhat-ky`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let db = &visit.state.services.db;
    let (form, from, until) = asked(visit);
    let wanted = Wanted {
        before: visit.params.number("before"),
        ..wanted(&form, from, until)
    };
    let mut entries = if form.is_fine() {
        trail::list(db, &wanted, LINES + 1).await?
    } else {
        Vec::new()
    };
    let more = u64::try_from(entries.len()).unwrap_or(0) > LINES;
    entries.truncate(usize::try_from(LINES).unwrap_or(0));
    let last = entries.last().map(|entry| entry.id.to_string());
    let page = AuditPage {
        actions: trail::actions(db).await?,
        action: form.get("action").to_owned(),
        here: urls::office(visit.locale, "audit"),
        table: format!("{}{}", urls::office(visit.locale, "audit_csv"), query(&form, "")),
        pager: Pager {
            prev: None,
            next: last
                .filter(|_| more)
                .map(|last| format!("{}{}", urls::office(visit.locale, "audit"), query(&form, &last))),
            first: wanted
                .before
                .map(|_| format!("{}{}", urls::office(visit.locale, "audit"), query(&form, ""))),
            label: None,
        },
        entries: entries.into_iter().map(|entry| view(visit, entry)).collect(),
    };
    let title = visit.text("office.menu_audit");
    frame::page(
        &mut officer,
        ("office/audit.html", "audit", &[], "audit"),
        title,
        &form,
        &page,
    )
}

/// `GET /quan-tri/nhat-ky/bang.csv`: what the filter leaves, as a table for spreadsheets.
pub(super) async fn table(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (form, from, until) = asked(visit);
    if !form.is_fine() {
        return Err(Failure::Bad("from".to_owned()));
    }
    let text = trail::csv(&visit.state.services.db, &wanted(&form, from, until)).await?;
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"cho-lang-nhat-ky.csv\"",
        ))
        .body(text);
    Ok(officer.shopper.answer(response))
}

type Moment = Option<DateTime<Utc>>;

/// What was typed into the filter, and the days it names.
fn asked(visit: &Visit) -> (Form, Moment, Moment) {
    let values = FIELDS.map(|name| (name, visit.params.get(name).unwrap_or_default().to_owned()));
    let mut form = Form::new(values);
    let mut day = |name: &str, later: i64| {
        let typed = form.some(name)?.to_owned();
        let found = typed
            .parse::<NaiveDate>()
            .ok()
            .and_then(|day| midnight(day, later));
        if found.is_none() {
            form.refuse(name, visit.text("trust.refused_day"));
        }
        found
    };
    let (from, until) = (day("from", 0), day("until", 1));
    (form, from, until)
}

fn wanted(form: &Form, from: Moment, until: Moment) -> Wanted<'_> {
    Wanted {
        who: form.some("who"),
        action: form.some("action"),
        subject: form.some("subject"),
        from,
        until,
        before: None,
    }
}

/// Midnight in Việt Nam (UTC+7, without daylight saving) that many days after a day begins.
fn midnight(day: NaiveDate, later: i64) -> Moment {
    let moment = day.and_hms_opt(0, 0, 0)?.and_utc();
    moment.checked_add_signed(TimeDelta::hours(24 * later - 7))
}

fn query(form: &Form, before: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = FIELDS.iter().map(|name| (*name, form.get(name))).collect();
    pairs.push(("before", before));
    urls::query(&pairs)
}

fn view(visit: &Visit, entry: Entry) -> EntryView {
    let subject = match entry.subject_id {
        Some(id) => format!("{}:{id}", entry.subject_kind),
        None => entry.subject_kind,
    };
    EntryView {
        at: format::moment(entry.at, visit.locale),
        who: entry.name.unwrap_or_else(|| entry.actor.clone()),
        actor: entry.actor,
        action: entry.action,
        subject_url: format!(
            "{}{}",
            urls::office(visit.locale, "audit"),
            urls::query(&[("subject", &subject)])
        ),
        subject,
        changes: entry
            .changes
            .into_iter()
            .map(|change| ChangeView {
                what: change.what,
                before: change.before,
                after: change.after,
            })
            .collect(),
        reason: entry.reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_hanoi() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(
            midnight(day, 0).unwrap().to_rfc3339(),
            "2026-11-20T17:00:00+00:00"
        );
        assert_eq!(
            midnight(day, 1).unwrap().to_rfc3339(),
            "2026-11-21T17:00:00+00:00"
        );
        assert_eq!(midnight(NaiveDate::MAX, 2), None);
    }
}
