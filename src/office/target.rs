//! One target of the programme: the operator types in what its plan says.

use actix_web::{HttpResponse, web};
use entity::Measure;
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::programme::{YEARS, here, wanted};
use commerce::reports::{self, Target, TargetRefusal, TargetWish};
use shell::web::{Failure, Form, Visit, urls};

/// Highest number of a plan.
const HIGHEST: i64 = 1_000_000;
/// Characters of the plan's name.
const LONGEST: usize = 500;

#[derive(Serialize)]
struct TargetPage {
    measure: String,
    year: String,
    revision: i64,
    /// What stands there, in words.
    stands: Option<String>,
    here: String,
    back: String,
}

/// Year and measure of an address.
type Path = web::Path<(String, String)>;

/// `GET /quan-tri/chuong-trinh/muc-tieu/{year}/{measure}`
pub(super) async fn show(Operator(mut officer): Operator, path: Path) -> Result<HttpResponse, Failure> {
    let (year, measure) = named(&path)?;
    let db = &officer.shopper.visit.state.services.db;
    let target = reports::target(db, year, measure).await?;
    let form = target.as_ref().map_or_else(Form::default, |target| {
        Form::new([
            ("low", target.low.to_string()),
            (
                "high",
                target.high.map_or_else(String::new, |high| high.to_string()),
            ),
            ("source", target.source.clone()),
        ])
    });
    page(&mut officer, (year, measure), target, &form)
}

/// `POST /quan-tri/chuong-trinh/muc-tieu/{year}/{measure}`: sets it, or takes it away.
pub(super) async fn save(
    Operator(mut officer): Operator,
    path: Path,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let (year, measure) = named(&path)?;
    let visit = &officer.shopper.visit;
    let (db, now) = (&visit.state.services.db, visit.state.services.clock.now());
    let seen = form.number("revision").unwrap_or(0);
    let outcome = if form.get("verb") == "remove" {
        Some(reports::remove_target(db, now, &officer.actor, (year, measure), seen).await?)
    } else {
        match judged(visit, &mut form, (year, measure), seen) {
            Some(wish) => Some(reports::save_target(db, now, &officer.actor, &wish).await?),
            None => None,
        }
    };
    match outcome {
        Some(Ok(())) => {
            let back = here(visit.locale, year);
            return Ok(officer.shopper.see(&format!("{back}&done=saved")));
        }
        Some(Err(TargetRefusal::Changed)) => form.refuse("low", visit.text("programme.refused_changed")),
        None => {}
    }
    // The page says what stands there now: who sends the form again has seen it.
    let target = reports::target(db, year, measure).await?;
    page(&mut officer, (year, measure), target, &form)
}

fn named(path: &Path) -> Result<(i32, Measure), Failure> {
    let (year, measure) = (&path.0, &path.1);
    let year = year.parse::<i32>().ok().filter(|year| YEARS.contains(year));
    match (year, Measure::parse(measure)) {
        (Some(year), Some(measure)) => Ok((year, measure)),
        _ => Err(Failure::NotFound),
    }
}

/// A whole number as people write it: its thousands may be parted, as the pages do.
fn whole(typed: &str) -> Option<i64> {
    let groups: Vec<&str> = typed.split(['.', ',', ' ', '\u{a0}']).collect();
    let thousands = groups.iter().skip(1).all(|group| group.len() == 3);
    let digits = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    if thousands && digits {
        groups.concat().parse().ok()
    } else {
        None
    }
}

/// What was typed, as a wish; nothing when something is wrong with it.
fn judged(visit: &Visit, form: &mut Form, (year, measure): (i32, Measure), seen: i64) -> Option<TargetWish> {
    let mut number = |name: &str, required: bool| {
        let typed = form.get(name).to_owned();
        let number = whole(&typed).filter(|number| (1..=HIGHEST).contains(number));
        if typed.is_empty() && required {
            form.refuse(name, visit.text("form.required"));
        } else if !typed.is_empty() && number.is_none() {
            form.refuse(name, visit.text("programme.refused_number"));
        }
        number
    };
    let (low, high) = (number("low", true), number("high", false));
    if let (Some(low), Some(high)) = (low, high)
        && high < low
    {
        form.refuse("high", visit.text("programme.refused_span"));
    }
    let source = form.get("source").to_owned();
    if source.is_empty() {
        form.refuse("source", visit.text("form.required"));
    } else if source.chars().count() > LONGEST {
        form.refuse("source", visit.text("programme.refused_long"));
    }
    let low = low.filter(|_| form.is_fine())?;
    Some(TargetWish {
        year,
        measure,
        low,
        high,
        source,
        seen,
    })
}

fn page(
    officer: &mut Officer,
    (year, measure): (i32, Measure),
    target: Option<Target>,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let revision = target.as_ref().map_or(0, |target| target.revision);
    let stands = target.map(|target| format!("{} · {}", wanted(&target, visit.locale), target.source));
    let year = year.to_string();
    let arguments = [year.as_str(), measure.word()];
    let content = TargetPage {
        measure: visit.text(&format!("programme.measure_{}", measure.word())),
        here: urls::office_at(visit.locale, "programme_target", &arguments),
        back: format!(
            "{}{}",
            urls::office(visit.locale, "programme"),
            urls::query(&[("year", &year)])
        ),
        revision,
        stands,
        year: year.clone(),
    };
    let title = visit.text_with("programme.target_title", &[("year", &year)]);
    frame::page(
        officer,
        (
            "office/programme_target.html",
            "programme_target",
            &arguments,
            "programme",
        ),
        title,
        form,
        &content,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_have_its_thousands_parted() {
        for (typed, number) in [
            ("2500", Some(2_500)),
            ("2.500", Some(2_500)),
            ("1,000,000", Some(1_000_000)),
            ("2 500", Some(2_500)),
            ("2,5", None),
            ("-3", None),
            ("", None),
        ] {
            assert_eq!(whole(typed), number, "{typed}");
        }
    }
}
