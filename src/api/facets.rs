//! How many results each choice of a filter would leave.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use domain::catalogue::Counts;
use shell::web::Visit;

/// Most choices of one facet: the fullest ones.
const LONGEST: usize = 50;

/// A choice of a filter.
#[derive(Debug, Serialize, ToSchema)]
pub struct Choice {
    /// The filter's value.
    pub value: String,
    /// What it is called.
    pub name: String,
    /// How many results it would leave.
    pub count: usize,
}

/// Counts by filter.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Facets {
    /// By group.
    pub group: Vec<Choice>,
    /// By set.
    pub set: Vec<Choice>,
    /// By stars shown today, and `past`.
    pub stars: Vec<Choice>,
    /// By commune, the fullest 50.
    pub commune: Vec<Choice>,
    /// By producer, the fullest 50.
    pub producer: Vec<Choice>,
    /// That can be ordered now.
    pub in_stock: usize,
}

impl Facets {
    /// The counts of the catalogue with their names.
    pub fn new(visit: &Visit, counts: &Counts) -> Self {
        let taxonomy = &visit.edition.taxonomy;
        let classes = |classes: &[domain::taxonomy::Class], of: &std::collections::HashMap<i64, u32>| {
            let choice = |class: &domain::taxonomy::Class| {
                let count = *of.get(&class.id)?;
                Some(Choice::new(
                    &class.id.to_string(),
                    class.name(visit.locale),
                    size(count),
                ))
            };
            classes.iter().filter_map(choice).collect()
        };
        let stars: BTreeMap<i16, u32> = counts
            .stars
            .iter()
            .map(|(stars, count)| (-stars, *count))
            .collect();
        let mut stars: Vec<Choice> = stars
            .into_iter()
            .map(|(stars, count)| star_choice(visit, i64::from(-stars), size(count)))
            .collect();
        if counts.past > 0 {
            stars.push(Choice::new(
                "past",
                &visit.text("facets.past_stars"),
                size(counts.past),
            ));
        }
        let communes = counts.communes.iter().filter_map(|(id, count)| {
            let commune = taxonomy.commune(*id)?;
            Some(Choice::new(&commune.slug, &commune.name, size(*count)))
        });
        let mut producers: Vec<(u32, i64)> =
            counts.producers.iter().map(|(id, count)| (*count, *id)).collect();
        // Only the fullest get a name: there may be ten thousand.
        if producers.len() > LONGEST {
            producers.select_nth_unstable_by(LONGEST, |a, b| b.cmp(a));
            producers.truncate(LONGEST);
        }
        let producers = producers.into_iter().filter_map(|(count, id)| {
            let producer = visit.edition.producer(id)?;
            Some(Choice::new(
                &producer.slug,
                producer.name(visit.locale).0,
                size(count),
            ))
        });
        Self {
            group: classes(taxonomy.groups(), &counts.groups),
            set: classes(taxonomy.sets(), &counts.sets),
            stars,
            commune: fullest(communes.collect()),
            producer: fullest(producers.collect()),
            in_stock: size(counts.in_stock),
        }
    }
}

/// The choice of a number of stars.
pub fn star_choice(visit: &Visit, stars: i64, count: usize) -> Choice {
    let stars = stars.to_string();
    Choice::new(
        &stars,
        &visit.text_with("facets.n_stars", &[("n", &stars)]),
        count,
    )
}

/// The fullest choices, fullest first.
pub fn fullest(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    choices.truncate(LONGEST);
    choices
}

impl Choice {
    /// A choice.
    pub fn new(value: &str, name: &str, count: usize) -> Self {
        Self {
            value: value.to_owned(),
            name: name.to_owned(),
            count,
        }
    }
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
