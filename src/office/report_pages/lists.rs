//! Reports that are lists: products, certificates that end, places, producers without a sale, events.

use std::sync::Arc;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use domain::catalogue::Product;
use domain::events::Event;
use domain::producers::Producer;
use domain::ratings::Certificate;
use entity::{Locale, PlaceKind, ProductKind, show_phone};

use super::built::{Built, Cell, Choice, Line, Part};
use super::{Report, drawn};
use crate::{figures, programme};
use commerce::reports;
use foundation::kernel::clock::vietnam_day;
use shell::web::{Failure, Visit, urls};

/// Spans of days one may ask for.
const DAYS: [i64; 5] = [30, 60, 90, 180, 365];

fn heads(visit: &Visit, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .map(|key| visit.text(&format!("report.head_{key}")))
        .collect()
}

/// The days an address asks for; else `usual`.
fn days(visit: &Visit, usual: i64) -> i64 {
    let typed = visit.params.number("days");
    typed.filter(|days| (1..=3_650).contains(days)).unwrap_or(usual)
}

fn day_choices(visit: &Visit, report: Report, current: i64) -> Vec<Choice> {
    DAYS.into_iter()
        .map(|days| Choice {
            label: visit.text_with("report.days", &[("n", &days.to_string())]),
            url: report.url(visit.locale, &[("days", &days.to_string())]),
            current: days == current,
        })
        .collect()
}

/// The cells every list of products begins with: name, producer, commune, group, set.
fn product_cells(visit: &Visit, product: &Product) -> Vec<Cell> {
    let (edition, locale) = (&visit.edition, visit.locale);
    let maker = edition.producer(product.producer_id);
    let commune = maker
        .and_then(|maker| maker.commune_id)
        .and_then(|id| edition.taxonomy.commune(id));
    let set = edition.taxonomy.set(product.set_id);
    let group = set.and_then(|set| edition.taxonomy.group(set.group));
    vec![
        Cell::link(product.name(locale).0, urls::product(locale, &product.slug)),
        Cell::text(maker.map_or("", |maker| maker.name(locale).0)),
        Cell::text(commune.map_or("", |commune| commune.name.as_str())),
        Cell::text(group.map_or("", |group| group.name(locale))),
        Cell::text(set.map_or("", |set| set.name(locale))),
    ]
}

/// The day of recognition; the year alone where no more is known.
fn issued(certificate: &Certificate, locale: Locale) -> Cell {
    match (certificate.issued_earliest, certificate.issued_latest) {
        (Some(from), Some(to)) if from != to => Cell::text(from.year().to_string()),
        (_, day) => Cell::day(day, locale),
    }
}

/// Products by name, each with the certificate it is shown with.
pub(super) fn products(visit: &Visit, part: Part) -> Built {
    let (edition, locale) = (&visit.edition, visit.locale);
    let mut all: Vec<&Arc<Product>> = edition.catalogue.products().iter().collect();
    all.sort_by(|one, other| {
        let names = one.sort_key(locale).cmp(other.sort_key(locale));
        names.then_with(|| one.id.cmp(&other.id))
    });
    let lines = part.of(&all).iter().map(|product| {
        let mut cells = product_cells(visit, product);
        if let Some((certificate, standing)) = product.seal(edition.day) {
            let stars = i64::from(standing.stars.get());
            cells.push(Cell::number(stars, locale));
            cells.push(Cell::text(
                visit.text(&format!("report.standing_{}", standing.state.key())),
            ));
            cells.push(Cell::text(certificate.decision_no.as_deref().unwrap_or_default()));
            cells.push(issued(certificate, locale));
            cells.push(Cell::day(certificate.shown_until(), locale));
        } else {
            cells.push(Cell::text(""));
            cells.push(Cell::text(visit.text("report.standing_none")));
            cells.extend((0..3).map(|_| Cell::text("")));
        }
        Line(cells)
    });
    Built {
        lines: lines.collect(),
        total: all.len(),
        charts: part.drawn(|| drawn::by_standing(visit, &all)),
        header: heads(
            visit,
            &[
                "product", "producer", "commune", "group", "set", "stars", "standing", "decision", "issued",
                "until",
            ],
        ),
        notes: vec![visit.text("report.note_products")],
        ..Built::default()
    }
}

/// Certificates that end within so many days.
pub(super) fn expiring(visit: &Visit, part: Part) -> Built {
    let (edition, locale) = (&visit.edition, visit.locale);
    let within = days(visit, 180);
    let all = figures::expiring(edition, within);
    let lines = part.of(&all).iter().map(|(product, last)| {
        let mut cells = product_cells(visit, product);
        let seal = product.seal(edition.day);
        cells.push(seal.map_or_else(
            || Cell::text(""),
            |(_, standing)| Cell::number(i64::from(standing.stars.get()), locale),
        ));
        cells.push(seal.map_or_else(
            || Cell::text(""),
            |(certificate, _)| {
                Cell::link(
                    certificate.code.as_str(),
                    urls::certificate(locale, &certificate.code),
                )
            },
        ));
        cells.push(Cell::day(Some(*last), locale));
        cells.push(Cell::number((*last - edition.day).num_days(), locale));
        Line(cells)
    });
    Built {
        lines: lines.collect(),
        total: all.len(),
        charts: part.drawn(|| drawn::by_month(visit, &all)),
        header: heads(
            visit,
            &[
                "product",
                "producer",
                "commune",
                "group",
                "set",
                "stars",
                "code",
                "until",
                "days_left",
            ],
        ),
        choices: day_choices(visit, Report::Expiring, within),
        notes: vec![visit.text("report.note_expiring")],
        query: vec![("days", within.to_string())],
        ..Built::default()
    }
}

/// Where goods are sold, by name.
pub(super) fn points(visit: &Visit, part: Part) -> Built {
    let (edition, locale) = (&visit.edition, visit.locale);
    let mut all: Vec<_> = figures::points(edition).collect();
    all.sort_by(|one, other| {
        let (one, other) = ((one.sort_key(locale), one.id), (other.sort_key(locale), other.id));
        one.cmp(&other)
    });
    let lines = part.of(&all).iter().map(|place| {
        let kind = if place.kind == PlaceKind::CreativeCentre {
            "creative_centre"
        } else {
            "sales_point"
        };
        let commune = place.commune_id.and_then(|id| edition.taxonomy.commune(id));
        let status = figures::STATUSES
            .iter()
            .find(|(_, status)| *status == place.status)
            .map_or("unverified", |(key, _)| *key);
        let phone = place.phone.as_deref().map_or_else(String::new, show_phone);
        Line(vec![
            Cell::link(place.name(locale).0, urls::sales_point(locale, &place.slug)),
            Cell::text(visit.text(&format!("report.kind_{kind}"))),
            Cell::text(place.address(locale).unwrap_or_default()),
            Cell::text(commune.map_or("", |commune| commune.name.as_str())),
            Cell::text(place.operator.as_deref().unwrap_or_default()),
            Cell::text(phone),
            Cell::text(visit.text(&format!("report.place_{status}"))),
            Cell::day(place.opened_on, locale),
            Cell::day(place.last_confirmed_on, locale),
            Cell::number(i64::try_from(place.stock.len()).unwrap_or(i64::MAX), locale),
        ])
    });
    Built {
        lines: lines.collect(),
        total: all.len(),
        charts: if part.screen {
            programme::place_charts(visit)
        } else {
            Vec::new()
        },
        header: heads(
            visit,
            &[
                "place",
                "kind",
                "address",
                "commune",
                "operator",
                "phone",
                "status",
                "opened",
                "confirmed",
                "products",
            ],
        ),
        ..Built::default()
    }
}

/// A producer with its last sale.
pub(crate) type Idle = (Arc<Producer>, Option<DateTime<Utc>>);

/// Producers that have something to sell and have sold nothing since a moment, with their last sale: who never sold
/// first, then whose last sale is longest ago.
pub(crate) async fn idle(visit: &Visit, since: DateTime<Utc>) -> Result<Vec<Idle>, Failure> {
    let edition = &visit.edition;
    let sales = reports::last_sales(&visit.state.services.db).await?;
    let sells = |producer: &Producer| {
        let mut products = edition.catalogue.of_producer(producer.id);
        products.any(|product| product.kind == ProductKind::Goods)
    };
    let mut found: Vec<_> = edition
        .producers()
        .filter(|producer| sells(producer))
        .map(|producer| (producer.clone(), sales.get(&producer.id).copied().flatten()))
        .filter(|(_, last)| last.is_none_or(|last| last < since))
        .collect();
    found.sort_by_key(|(producer, last)| (*last, producer.id));
    Ok(found)
}

/// The list of [`idle`].
pub(super) async fn idle_list(visit: &Visit, part: Part) -> Result<Built, Failure> {
    let (edition, locale) = (&visit.edition, visit.locale);
    let within = days(visit, programme::IDLE_DAYS);
    let now = visit.state.services.clock.now();
    let all = idle(visit, now - TimeDelta::days(within)).await?;
    let lines = part.of(&all).iter().map(|(producer, last)| {
        let commune = producer.commune_id.and_then(|id| edition.taxonomy.commune(id));
        let products = edition.catalogue.of_producer(producer.id).count();
        let last_day = last.map(vietnam_day);
        Line(vec![
            Cell::link(producer.name(locale).0, urls::producer(locale, &producer.slug)),
            Cell::text(commune.map_or("", |commune| commune.name.as_str())),
            Cell::number(i64::try_from(products).unwrap_or(i64::MAX), locale),
            match last_day {
                Some(day) => Cell::day(Some(day), locale),
                None => Cell::text(visit.text("report.never_sold")),
            },
        ])
    });
    Ok(Built {
        lines: lines.collect(),
        total: all.len(),
        charts: part.drawn(|| drawn::by_last_sale(visit, &all)),
        header: heads(visit, &["producer", "commune", "products", "last_sale"]),
        choices: day_choices(visit, Report::Idle, within),
        notes: vec![visit.text_with("report.note_idle", &[("days", &within.to_string())])],
        query: vec![("days", within.to_string())],
        ..Built::default()
    })
}

/// Events with who stood there, newest first.
pub(super) async fn events(visit: &Visit, part: Part) -> Result<Built, Failure> {
    let (edition, locale) = (&visit.edition, visit.locale);
    let stood = reports::attendance(&visit.state.services.db).await?;
    let mut all: Vec<&Arc<Event>> = edition.events().collect();
    all.sort_by_key(|event| (std::cmp::Reverse(event.starts_on), event.id));
    let lines = part.of(&all).iter().map(|event| {
        let commune = event.commune_id.and_then(|id| edition.taxonomy.commune(id));
        let at = stood.get(&event.id).copied().unwrap_or_default();
        // The plan, where there is one, knows better than what was announced.
        let booths = if at.booths > 0 {
            Some(at.booths)
        } else {
            event.booths.map(i64::from)
        };
        Line(vec![
            Cell::link(event.name(locale).0, urls::event(locale, &event.slug)),
            Cell::day(event.starts_on, locale),
            Cell::day(event.ends_on, locale),
            Cell::text(commune.map_or("", |commune| commune.name.as_str())),
            booths.map_or_else(|| Cell::text(""), |booths| Cell::number(booths, locale)),
            Cell::number(at.producers, locale),
            Cell::number(at.products, locale),
            at.visitors
                .map_or_else(|| Cell::text(""), |count| Cell::number(count, locale)),
            at.turnover
                .map_or_else(|| Cell::text(""), |amount| Cell::money(amount, locale)),
            at.contracts
                .map_or_else(|| Cell::text(""), |count| Cell::number(count, locale)),
        ])
    });
    Ok(Built {
        lines: lines.collect(),
        total: all.len(),
        charts: part.drawn(|| drawn::by_year(visit, &all)),
        header: heads(
            visit,
            &[
                "event",
                "from",
                "to",
                "commune",
                "booths",
                "producers",
                "products",
                "visitors",
                "turnover",
                "contracts",
            ],
        ),
        notes: vec![visit.text("report.note_events")],
        ..Built::default()
    })
}
