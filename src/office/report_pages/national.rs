//! The table of the national data specification on screen; its files are made in the background.

use std::sync::Arc;

use chrono::Datelike;
use domain::catalogue::Product;
use entity::Locale;

use super::Report;
use super::built::{Built, Cell, Choice, Line, Part};
use crate::programme;
use commerce::reports::{COLUMNS, net_of_products, stars_word};
use shell::web::{Failure, Visit, urls};

/// Products that were ever certified, in the order of their keys, with the year's turnover.
pub(super) async fn build(visit: &Visit, part: Part) -> Result<Built, Failure> {
    let (edition, locale) = (&visit.edition, visit.locale);
    let year = programme::asked_year(visit);
    let mut all: Vec<&Arc<Product>> = edition
        .catalogue
        .products()
        .iter()
        .filter(|product| product.seal(edition.day).is_some())
        .collect();
    all.sort_by_key(|product| product.id);
    let some = part.of(&all);
    let ids: Vec<i64> = some.iter().map(|product| product.id).collect();
    let db = &visit.state.services.db;
    let turnover = net_of_products(db, year, &ids).await?;
    let codes = commerce::reports::commune_codes(db).await?;
    let lines = some.iter().filter_map(|product| {
        let (certificate, standing) = product.seal(edition.day)?;
        let maker = edition.producer(product.producer_id);
        let unit = maker
            .and_then(|maker| maker.commune_id)
            .and_then(|commune| codes.get(&commune).cloned().flatten());
        Some(Line(vec![
            Cell::link(
                certificate.code.as_str(),
                urls::certificate(locale, &certificate.code),
            ),
            Cell::text(unit.unwrap_or_default()),
            Cell::text(year.to_string()),
            Cell::text(product.slug.as_str()),
            Cell::text(product.name(Locale::Vi).0),
            Cell::text(stars_word(standing.stars)),
            Cell::text(maker.map_or("", |maker| maker.name(Locale::Vi).0)),
            Cell::money(turnover.get(&product.id).map_or(0, |net| net.dong()), locale),
            Cell::text(visit.text(&format!("report.standing_{}", standing.state.key()))),
        ]))
    });
    Ok(Built {
        lines: lines.collect(),
        total: all.len(),
        header: COLUMNS.map(str::to_owned).to_vec(),
        choices: (edition.day.year() - 4..=edition.day.year())
            .map(|one| Choice {
                label: one.to_string(),
                url: Report::National.url(locale, &[("year", &one.to_string())]),
                current: one == year,
            })
            .collect(),
        notes: vec![
            visit.text("report.note_national"),
            visit.text("report.note_refunds"),
        ],
        query: vec![("year", year.to_string())],
        ..Built::default()
    })
}
