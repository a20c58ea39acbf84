//! A producer's figures: what was sold in a period, by month, product and channel; who looked, who put something into a
//! cart, who bought; and all of it as a table to take along. For owners.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::NaiveDate;

use super::desk::OwnersDesk;
use super::figures_page::{self, Choice, FiguresPage};
use super::frame;
use commerce::figures::{self, MOST_MONTHS, Month, Period, PeriodRefusal};
use foundation::kernel::error::Error;
use shell::web::{Failure, Form, Visit, urls};

/// `GET /nguoi-ban/so-lieu?period=… | ?from=…&until=…`
pub async fn show(OwnersDesk(mut desk): OwnersDesk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let services = &visit.state.services;
    let (form, chosen, period) = asked(visit, services.clock.today());
    let shown = match period {
        Some(period) => {
            let found = figures::of_producer(&services.db, desk.producer, period, visit.locale).await?;
            Some(figures_page::shown(visit, period, &found))
        }
        None => None,
    };
    let here = urls::studio(visit.locale, "figures");
    let page = FiguresPage {
        choices: ["months", "year", "last"]
            .map(|key| Choice {
                key,
                url: format!("{here}{}", urls::query(&[("period", key)])),
                current: key == chosen,
            })
            .into(),
        here,
        shown,
    };
    let title = visit.text("figures.title");
    frame::page(
        &mut desk,
        ("studio/figures.html", "figures", &[], "figures"),
        title,
        &form,
        &page,
    )
    .await
}

/// `GET /nguoi-ban/so-lieu/bang?as=csv|xlsx&from=…&until=…`: products by month.
pub async fn table(OwnersDesk(mut desk): OwnersDesk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let services = &visit.state.services;
    let workbook = match visit.params.get("as") {
        None | Some("csv") => false,
        Some("xlsx") => true,
        Some(_) => return Err(Failure::NotFound),
    };
    let (form, _, period) = asked(visit, services.clock.today());
    let Some(period) = period else {
        // The page says what is wrong with it.
        let typed = urls::query(&[("from", form.get("from")), ("until", form.get("until"))]);
        let page = format!("{}{typed}", urls::studio(visit.locale, "figures"));
        return Ok(desk.shopper.see(&page));
    };
    let found = figures::of_producer(&services.db, desk.producer, period, visit.locale).await?;
    let sheet = figures_page::sheet(visit, &found);
    let (kind, end, bytes) = if workbook {
        let bytes =
            tabular::xlsx(&[sheet]).map_err(|error| Error::because("making a workbook of figures", error))?;
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            bytes,
        )
    } else {
        ("text/csv; charset=utf-8", "csv", tabular::csv(&sheet))
    };
    let (first, last) = (period.first().word(), period.last().word());
    let named = format!("attachment; filename=\"so-lieu-{first}-{last}.{end}\"");
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_DISPOSITION, named))
        .body(bytes);
    Ok(desk.shopper.answer(response))
}

/// The period an address names: two months, or the word of a choice, without one the last twelve months. What is no
/// period is refused beside its field.
fn asked(visit: &Visit, today: NaiveDate) -> (Form, &'static str, Option<Period>) {
    let typed = |name: &'static str| (name, visit.params.get(name).unwrap_or_default().to_owned());
    let mut form = Form::new([typed("from"), typed("until")]);
    let own = form.some("from").is_some() || form.some("until").is_some();
    let (chosen, period) = match visit.params.get("period") {
        _ if own => ("", between(visit, &mut form, today)),
        Some("year") => ("year", Some(Period::this_year(today))),
        Some("last") => ("last", Some(Period::last_year(today))),
        _ => ("months", Some(Period::twelve_months(today))),
    };
    if let Some(period) = period {
        form.set("from", period.first().word());
        form.set("until", period.last().word());
    }
    (form, chosen, period)
}

fn between(visit: &Visit, form: &mut Form, today: NaiveDate) -> Option<Period> {
    let mut month = |name: &str| {
        let Some(typed) = form.some(name) else {
            form.refuse(name, visit.text("form.required"));
            return None;
        };
        let month = Month::parse(typed);
        if month.is_none() {
            form.refuse(name, visit.text("figures.bad_month"));
        }
        month
    };
    let (first, last) = (month("from"), month("until"));
    match Period::new(first?, last?, today) {
        Ok(period) => Some(period),
        Err(PeriodRefusal::Backwards) => {
            form.refuse("until", visit.text("figures.backwards"));
            None
        }
        Err(PeriodRefusal::TooLong) => {
            let most = MOST_MONTHS.to_string();
            form.refuse("until", visit.text_with("figures.too_long", &[("n", &most)]));
            None
        }
        Err(PeriodRefusal::Ahead) => {
            form.refuse("from", visit.text("figures.ahead"));
            None
        }
    }
}
