//! What the programme counts, from the public content in memory: no query.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use domain::catalogue::Product;
use domain::edition::Edition;
use domain::places::Place;
use domain::ratings::Certificate;
use entity::{Measure, PlaceKind, PlaceStatus};

/// Products whose certificate holds today, counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// All of them.
    pub(super) all: i64,
    /// By stars.
    pub(super) stars: BTreeMap<i16, i64>,
    /// By group.
    pub(super) groups: HashMap<i64, i64>,
    /// By set.
    pub(super) sets: HashMap<i64, i64>,
    /// By the commune of their producer; `None` where that is not known.
    pub(super) communes: HashMap<Option<i64>, i64>,
    /// By the year of recognition; `None` where no year is named.
    pub(super) years: BTreeMap<Option<i32>, i64>,
}

/// Counts the products whose certificate holds today.
pub(super) fn certified(edition: &Edition) -> Counts {
    let mut counts = Counts::default();
    for (product, certificate) in holding(edition) {
        counts.all += 1;
        *counts.stars.entry(certificate.stars.get()).or_default() += 1;
        *counts.sets.entry(product.set_id).or_default() += 1;
        if let Some(set) = edition.taxonomy.set(product.set_id) {
            *counts.groups.entry(set.group).or_default() += 1;
        }
        let commune = edition
            .producer(product.producer_id)
            .and_then(|maker| maker.commune_id);
        *counts.communes.entry(commune).or_default() += 1;
        *counts.years.entry(year(certificate)).or_default() += 1;
    }
    counts
}

/// Products whose certificate holds today, each with it.
pub(super) fn holding(edition: &Edition) -> impl Iterator<Item = (&Arc<Product>, &Certificate)> {
    edition.catalogue.products().iter().filter_map(|product| {
        let (certificate, standing) = product.seal(edition.day)?;
        standing.state.shows_stars().then_some((product, certificate))
    })
}

/// The year of recognition, where it is one year.
fn year(certificate: &Certificate) -> Option<i32> {
    let (first, last) = (certificate.issued_earliest?, certificate.issued_latest?);
    (first.year() == last.year()).then_some(first.year())
}

/// Products whose certificate ends within so many days, with its last day: the soonest first.
pub(super) fn expiring(edition: &Edition, days: i64) -> Vec<(Arc<Product>, NaiveDate)> {
    let mut ending: Vec<(Arc<Product>, NaiveDate)> = holding(edition)
        .filter_map(|(product, certificate)| {
            let last = certificate.shown_until()?;
            ((last - edition.day).num_days() <= days).then(|| (product.clone(), last))
        })
        .collect();
    ending.sort_by_key(|(product, last)| (*last, product.id));
    ending
}

/// What has been reached of a measure in a year. What holds today says nothing of another year.
pub(super) fn reached(edition: &Edition, measure: Measure, of: i32) -> Option<i64> {
    let count = match measure {
        Measure::Certified if of != edition.day.year() => return None,
        Measure::Certified => holding(edition).count(),
        Measure::Recognised => {
            let recognised = |product: &&Arc<Product>| {
                let mut all = product.certificates.iter();
                all.any(|one| one.revoked_on.is_none() && year(one) == Some(of))
            };
            edition.catalogue.products().iter().filter(recognised).count()
        }
        Measure::NewPoints => {
            let opened = |place: &&Arc<Place>| {
                place.kind == PlaceKind::SalesPoint
                    && place
                        .opened_on
                        .is_some_and(|day| day.year() == of && day <= edition.day)
            };
            edition.places.all().iter().filter(opened).count()
        }
        Measure::Events => {
            let began =
                |day: Option<NaiveDate>| day.is_some_and(|day| day.year() == of && day <= edition.day);
            edition.events().filter(|event| began(event.starts_on)).count()
        }
    };
    i64::try_from(count).ok()
}

/// Sales points and creative centres: where goods are sold.
pub(super) fn points(edition: &Edition) -> impl Iterator<Item = &Arc<Place>> {
    let all = edition.places.all().iter();
    all.filter(|place| place.kind != PlaceKind::CraftVillage)
}

/// How places can be visited, in the order of the pages, with the end of the key of its words.
pub(super) const STATUSES: [(&str, PlaceStatus); 4] = [
    ("open", PlaceStatus::Open),
    ("unverified", PlaceStatus::Unverified),
    ("temporarily_closed", PlaceStatus::TemporarilyClosed),
    ("closed", PlaceStatus::Closed),
];

/// How long ago a record was confirmed, in the order of the pages.
pub(super) const AGES: [&str; 4] = ["fresh", "year", "old", "never"];

/// Which of [`AGES`] a day of confirmation is: within 90 days, within a year, longer ago, never.
pub(super) fn age(confirmed: Option<NaiveDate>, today: NaiveDate) -> &'static str {
    match confirmed.map(|day| (today - day).num_days()) {
        Some(days) if days <= 90 => "fresh",
        Some(days) if days <= 365 => "year",
        Some(_) => "old",
        None => "never",
    }
}
