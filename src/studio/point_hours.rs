//! When a sales point opens: the weekly rule, plain or as OSM writes it, with the week it means before it counts; and
//! the days that differ.

use actix_web::{HttpResponse, web};
use chrono::{Datelike, NaiveDate, Weekday};
use entity::hours_exception;
use serde::Serialize;

use super::point_desk::{Keeper, Point, page, words};
use commerce::keeping;
use domain::places::opening_hours::{Hours, HoursError};
use domain::places::weekly::{self, Times};
use domain::places::{exceptions, words as said};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// The fields of the week, Monday first.
const FIELDS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
/// How far ahead an exception may begin and end, in days.
const FAR: i64 = 732;

/// A weekly rule as OSM writes it, or hours that nobody has told.
pub(super) struct Rule(Option<String>);

impl Rule {
    fn text(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

#[derive(Serialize)]
struct DayField {
    name: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct DayLine {
    day: String,
    text: String,
    today: bool,
}

#[derive(Serialize)]
struct OtherDays {
    id: i64,
    days: String,
    text: String,
    notes: String,
}

#[derive(Serialize)]
struct HoursPage {
    days: Vec<DayField>,
    /// Whether the week is that of what was typed, and not of what counts now.
    preview: bool,
    /// The rule it means, as OSM writes it.
    rule: Option<String>,
    week: Vec<DayLine>,
    state: String,
    next: Option<String>,
    exceptions: Vec<OtherDays>,
    action: String,
    days_action: String,
    today: String,
    far: String,
}

/// The form with what is kept of the hours, wherever nothing was typed.
pub(super) fn as_kept(point: &Point, today: NaiveDate, form: &mut Form) {
    let row = &point.own.row;
    let kept = row.opening_hours.as_deref().unwrap_or_default();
    let week = weekly::plain(kept, today);
    let how = match (&week, kept) {
        (_, "") => "unknown",
        (Some(_), _) => "week",
        (None, _) => "osm",
    };
    let mut put = |name: &str, value: String| {
        if form.get(name).is_empty() {
            form.set(name, value);
        }
    };
    put("how", how.to_owned());
    put("osm", kept.to_owned());
    put("kind", "closed".to_owned());
    for (name, times) in FIELDS.iter().zip(week.iter().flatten()) {
        put(name, weekly::written(times, ", "));
    }
    form.set("seen", row.revision.to_string());
}

/// Hours with everything else that is kept of the place: market days and the days that differ.
fn whole(visit: &Visit, point: &Point, text: Option<&str>, rows: &[hours_exception::Model]) -> Hours {
    let hours = text.and_then(|text| Hours::parse(text).ok()).unwrap_or_default();
    hours
        .on_lunar_days(point.own.row.lunar_days.as_deref().unwrap_or_default())
        .with_exceptions(exceptions::of_rows(rows, visit.locale))
}

fn other_days(visit: &Visit, row: &hours_exception::Model) -> OtherDays {
    let notes = [row.note_vi.as_deref(), row.note_en.as_deref()];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    OtherDays {
        id: row.id,
        days: format::date_range(row.date_from, Some(row.date_to), visit.locale),
        text: match row.hours.as_deref() {
            None | Some("") => visit.text("hours.closed_day"),
            Some(hours) => hours.replace(',', ", "),
        },
        notes: notes.join(" · "),
    }
}

/// The page. `shown` is the rule whose week is to be seen, where it is not the one that counts.
pub(super) async fn hours_page(
    keeper: &mut Keeper,
    point: &Point,
    form: &Form,
    shown: Option<Rule>,
) -> Result<HttpResponse, Failure> {
    let today = keeper.today();
    let visit = keeper.visit();
    let (services, locale, row) = (&visit.state.services, visit.locale, &point.own.row);
    let (texts, now) = (visit.state.views.texts(), services.clock.now());
    let preview = shown.is_some();
    let rule = shown.map_or_else(|| row.opening_hours.clone(), |Rule(text)| text);
    let in_order = keeping::exceptions(&services.db, row.id, today, false).await?;
    let others = keeping::exceptions(&services.db, row.id, today, true).await?;
    let hours = whole(visit, point, rule.as_deref(), &in_order);
    let state = said::state(texts, locale, &hours, now);
    let mut day = Weekday::Mon;
    let content = HoursPage {
        days: FIELDS
            .into_iter()
            .map(|name| {
                let label = format::weekday(day, locale);
                day = day.succ();
                DayField { name, label }
            })
            .collect(),
        preview,
        week: hours
            .week(today)
            .iter()
            .map(|row| DayLine {
                day: format!(
                    "{} {}",
                    format::weekday(row.date.weekday(), locale),
                    row.date.format("%-d/%-m")
                ),
                text: said::day(texts, locale, row),
                today: row.date == today,
            })
            .collect(),
        state: state.label,
        next: state.next,
        exceptions: others.iter().map(|row| other_days(visit, row)).collect(),
        action: urls::studio_at(locale, "point_hours", &[&row.slug]),
        days_action: urls::studio_at(locale, "point_days", &[&row.slug]),
        today: today.to_string(),
        far: (today + chrono::TimeDelta::days(FAR)).to_string(),
        rule,
    };
    let title = visit.text("point.hours_title");
    page(
        keeper,
        Some(point),
        ("studio/point_hours.html", "point_hours"),
        title,
        form,
        &content,
    )
}

/// `GET /nguoi-ban/diem-ban/{slug}/gio-mo-cua`
pub(super) async fn show(mut keeper: Keeper, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let mut form = Form::default();
    as_kept(&point, keeper.today(), &mut form);
    hours_page(&mut keeper, &point, &form, None).await
}

/// The rule that was typed; refused beside its field when it is none.
fn typed(visit: &Visit, form: &mut Form) -> Option<Rule> {
    match form.get("how") {
        "unknown" => Some(Rule(None)),
        "week" => {
            let mut week: [Times; 7] = Default::default();
            for (name, times) in FIELDS.iter().zip(week.iter_mut()) {
                match weekly::times(form.get(name)) {
                    Some(read) => *times = read,
                    None => form.refuse(name, visit.text("point.refused_times")),
                }
            }
            if form.is_fine() && week.iter().all(Vec::is_empty) {
                form.refuse("mo", visit.text("point.refused_no_times"));
            }
            form.is_fine().then(|| Rule(Some(weekly::rule(&week))))
        }
        "osm" => {
            let text = form.get("osm").split_whitespace().collect::<Vec<_>>().join(" ");
            let key = match Hours::parse(&text) {
                Ok(_) => return Some(Rule(Some(text))),
                Err(_) if text.is_empty() => "form.required",
                Err(HoursError::TooLong) => "point.refused_long",
                Err(HoursError::Unsupported(_)) => "point.refused_open_end",
                Err(HoursError::Lunar(_)) => "point.refused_lunar",
                Err(HoursError::Syntax(_)) => "point.refused_syntax",
            };
            form.refuse("osm", visit.text(key));
            None
        }
        _ => {
            form.refuse("how", visit.text("point.choose"));
            None
        }
    }
}

/// `POST /nguoi-ban/diem-ban/{slug}/gio-mo-cua`: shows the week that what was typed means; kept is only what was
/// shown.
pub(super) async fn update(
    mut keeper: Keeper,
    slug: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    form.set("kind", "closed");
    let Some(rule) = typed(keeper.visit(), &mut form) else {
        return hours_page(&mut keeper, &point, &form, None).await;
    };
    let mark = format!("={}", rule.text());
    if form.get("do") != "save" || form.get("shown") != mark {
        form.set("shown", mark);
        return hours_page(&mut keeper, &point, &form, Some(rule)).await;
    }
    let services = keeper.visit().state.services.clone();
    let seen = form.number("seen").unwrap_or_default();
    let acting = keeper.acting(&point);
    let outcome = keeping::set_hours(
        &services.db,
        services.clock.now(),
        acting,
        seen,
        rule.0.as_deref(),
    )
    .await?;
    match outcome {
        Ok(()) => keeper.done("point_hours", &point, "saved").await,
        Err(refusal) => {
            let words = words(keeper.visit(), refusal)?;
            form.refuse("how", words);
            // What was typed stays; sent once more it counts, now that the person was told.
            form.set("seen", point.own.row.revision.to_string());
            hours_page(&mut keeper, &point, &form, Some(rule)).await
        }
    }
}
