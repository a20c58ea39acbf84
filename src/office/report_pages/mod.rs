//! The reports: each on screen with charts, on paper, as CSV and as a workbook; and what is too large for that, as a
//! file that is made in the background.

mod built;
mod drawn;
mod files;
mod lists;
mod national;
mod sales;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use entity::Locale;
use serde::Serialize;

use crate::desk::Officer;
use crate::frame;
use built::{Built, Choice, Line, Part};
use files::{FileForm, Files};
use foundation::kernel::error::Context;
use shell::web::charts::Chart;
use shell::web::guarded::{Guarded, Need};
use shell::web::{Failure, Form, Visit, urls};

pub(super) use files::{ask, fetch, figures};
pub(super) use lists::idle;
pub(super) use sales::{Standing, standing};

/// Rows on a page.
const ROWS: usize = 20;
/// Rows of a page of sales: a year of four quarters, each with six groups, the rest and everything.
const SALES_ROWS: usize = 32;

/// A report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Report {
    /// Products with what they are certified for.
    Products,
    /// Certificates that end soon.
    Expiring,
    /// Where goods are sold.
    Points,
    /// Producers that have not sold lately.
    Idle,
    /// Sales by group and quarter.
    Sales,
    /// Events and who stood there.
    Events,
    /// The table of the national data specification.
    National,
}

impl Report {
    const ALL: [Self; 7] = [
        Self::Products,
        Self::Expiring,
        Self::Points,
        Self::Idle,
        Self::Sales,
        Self::Events,
        Self::National,
    ];

    /// The end of the keys of its words.
    const fn word(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Expiring => "expiring",
            Self::Points => "points",
            Self::Idle => "idle",
            Self::Sales => "sales",
            Self::Events => "events",
            Self::National => "national",
        }
    }

    /// Rows on a page of it.
    const fn rows(self) -> usize {
        if matches!(self, Self::Sales) {
            SALES_ROWS
        } else {
            ROWS
        }
    }

    fn key(self) -> String {
        format!("report_{}", self.word())
    }

    /// The address of its page.
    pub(super) fn url(self, locale: Locale, query: &[(&str, &str)]) -> String {
        format!("{}{}", urls::office(locale, &self.key()), urls::query(query))
    }

    /// The address of its table in a format.
    fn table_url(self, locale: Locale, format: &str, query: &[(&str, &str)]) -> String {
        let path = urls::office_at(locale, &format!("{}_table", self.key()), &[format]);
        format!("{path}{}", urls::query(query))
    }

    /// What it says: the asked part of its rows.
    async fn build(self, visit: &Visit, part: Part) -> Result<Built, Failure> {
        match self {
            Self::Products => Ok(lists::products(visit, part)),
            Self::Expiring => Ok(lists::expiring(visit, part)),
            Self::Points => Ok(lists::points(visit, part)),
            Self::Idle => lists::idle_list(visit, part).await,
            Self::Sales => sales::build(visit, part).await,
            Self::Events => lists::events(visit, part).await,
            Self::National => national::build(visit, part).await,
        }
    }
}

/// The routes of all reports in a language.
pub(super) fn listed(locale: Locale) -> Vec<Guarded> {
    let mut routes = Vec::new();
    for report in Report::ALL {
        let page = urls::office(locale, &report.key());
        let show = move |officer: Officer| show(officer, report);
        routes.push(Guarded::get(page, Need::Officer, show));
        if report != Report::National {
            let file = urls::office(locale, &format!("{}_table", report.key()));
            let table = move |officer: Officer, format: web::Path<String>| table(officer, report, format);
            routes.push(Guarded::get(file, Need::Officer, table));
        }
    }
    routes
}

#[derive(Serialize)]
struct ReportPage {
    heading: String,
    lead: String,
    notes: Vec<String>,
    choices: Vec<Choice>,
    charts: Vec<Chart>,
    header: Vec<String>,
    lines: Vec<Line>,
    figures: bool,
    total: String,
    csv: Option<String>,
    xlsx: Option<String>,
    pager: Pager,
    standing: Option<Standing>,
    files: Option<FileForm>,
    back: String,
}

#[derive(Serialize)]
struct Pager {
    prev: Option<String>,
    next: Option<String>,
    first: Option<String>,
    label: Option<String>,
}

async fn show(mut officer: Officer, report: Report) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (locale, rows) = (visit.locale, report.rows());
    let mut number = visit.params.number("page").unwrap_or(1).clamp(1, 100_000);
    let mut skip = usize::try_from(number - 1).unwrap_or(0).saturating_mul(rows);
    let part = |skip| Part {
        skip,
        most: rows,
        screen: true,
    };
    let mut built = Box::pin(report.build(visit, part(skip))).await?;
    if built.lines.is_empty() && built.total > 0 {
        // Beyond the end: the last page.
        let pages = built.total.div_ceil(rows);
        number = i64::try_from(pages).unwrap_or(1);
        skip = (pages - 1) * rows;
        built = Box::pin(report.build(visit, part(skip))).await?;
    }
    let query: Vec<(&str, &str)> = built
        .query
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let at = |page: i64| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let mut query = query.clone();
        query.push(("page", &page));
        report.url(locale, &query)
    };
    let pages = built.total.div_ceil(rows);
    let more = skip.saturating_add(rows) < built.total;
    let direct = report != Report::National && built.total > 0;
    let title = visit.text(&format!("report.title_{}", report.word()));
    let page = ReportPage {
        heading: title.clone(),
        lead: visit.text(&format!("report.lead_{}", report.word())),
        total: visit.text_with("report.rows", &[("n", &built::number(built.total, locale))]),
        csv: direct.then(|| report.table_url(locale, "csv", &query)),
        xlsx: direct.then(|| report.table_url(locale, "xlsx", &query)),
        pager: Pager {
            prev: (number > 1 && built.total > 0).then(|| at(number - 1)),
            next: more.then(|| at(number + 1)),
            first: (number > 1).then(|| at(1)),
            label: (pages > 1).then(|| {
                let words = [("page", &*number.to_string()), ("pages", &*pages.to_string())];
                visit.text_with("report.page", &words)
            }),
        },
        standing: match report {
            Report::Sales | Report::National => Some(standing(visit, at(number)).await?),
            _ => None,
        },
        files: FileForm::of(visit, report),
        back: urls::office(locale, "reports"),
        notes: built.notes,
        choices: built.choices,
        charts: built.charts,
        header: built.header,
        lines: built.lines,
        figures: built.figures,
    };
    let key = report.key();
    frame::page(
        &mut officer,
        ("office/report.html", key.as_str(), &[], "reports"),
        title,
        &Form::default(),
        &page,
    )
}

/// The whole of a report as a table of an office program.
async fn table(
    mut officer: Officer,
    report: Report,
    format: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let workbook = match format.as_str() {
        "csv" => false,
        "xlsx" => true,
        _ => return Err(Failure::NotFound),
    };
    let visit = &officer.shopper.visit;
    let part = Part {
        skip: 0,
        most: usize::MAX,
        screen: false,
    };
    let built = Box::pin(report.build(visit, part)).await?;
    let sheet = tabular::Sheet {
        name: visit.text(&format!("report.title_{}", report.word())),
        header: built.header,
        rows: built.lines.into_iter().map(Line::values).collect(),
    };
    // A large workbook takes a second of processor, which whoever else is answered by this thread must not wait for.
    let made = web::block(move || {
        if workbook {
            tabular::xlsx(&[sheet]).context("making a workbook")
        } else {
            Ok(tabular::csv(&sheet))
        }
    });
    let bytes = made.await.context("making a table")??;
    let (kind, ending) = if workbook {
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        )
    } else {
        ("text/csv; charset=utf-8", "csv")
    };
    let name = format!("{}-{}.{ending}", report.word(), visit.edition.day);
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(bytes);
    Ok(officer.shopper.answer(response))
}

#[derive(Serialize)]
struct IndexPage {
    reports: Vec<ReportLink>,
    standing: Standing,
    files: Files,
}

#[derive(Serialize)]
struct ReportLink {
    title: String,
    lead: String,
    url: String,
}

/// `GET /quan-tri/bao-cao`
pub(super) async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let files = Files::of(&officer).await?;
    index_page(&mut officer, files, &Form::default()).await
}

async fn index_page(officer: &mut Officer, files: Files, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let page = IndexPage {
        reports: Report::ALL
            .into_iter()
            .map(|report| ReportLink {
                title: visit.text(&format!("report.title_{}", report.word())),
                lead: visit.text(&format!("report.lead_{}", report.word())),
                url: report.url(visit.locale, &[]),
            })
            .collect(),
        standing: standing(visit, urls::office(visit.locale, "reports")).await?,
        files,
    };
    let title = visit.text("report.title");
    frame::page(
        officer,
        ("office/reports.html", "reports", &[], "reports"),
        title,
        form,
        &page,
    )
}
