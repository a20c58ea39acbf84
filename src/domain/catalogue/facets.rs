//! Filters and the counts beside them, in one pass over the catalogue.

use std::collections::HashMap;

use entity::Vnd;

/// What is asked for by stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StarFilter {
    /// This many stars, shown today.
    Stars(i16),
    /// A certificate that once was and shows no stars today.
    Past,
}

impl StarFilter {
    /// Reads `3`, `4`, `5` or `past`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "3" => Some(Self::Stars(3)),
            "4" => Some(Self::Stars(4)),
            "5" => Some(Self::Stars(5)),
            "past" => Some(Self::Past),
            _ => None,
        }
    }
}

/// What the visitor wants to see. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Group, 1 to 6.
    pub group: Option<i64>,
    /// Set, 1 to 26.
    pub set: Option<i64>,
    /// Stars.
    pub stars: Option<StarFilter>,
    /// Commune key.
    pub commune: Option<i64>,
    /// Producer key.
    pub producer: Option<i64>,
    /// Lowest price.
    pub price_min: Option<Vnd>,
    /// Highest price.
    pub price_max: Option<Vnd>,
    /// Only what can be had now.
    pub in_stock: bool,
}

/// The facts of one product that filters look at, packed for the pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub group: i64,
    pub set: i64,
    /// Stars shown on the edition's day; 0 for none.
    pub stars: i16,
    /// Whether a certificate exists that shows none.
    pub past: bool,
    pub commune: Option<i64>,
    pub producer: i64,
    pub price: Option<Vnd>,
    pub available: bool,
}

/// How many products each choice would leave, all other filters holding.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// By group.
    pub groups: HashMap<i64, u32>,
    /// By set.
    pub sets: HashMap<i64, u32>,
    /// By stars shown today.
    pub stars: HashMap<i16, u32>,
    /// With a certificate of the past.
    pub past: u32,
    /// By commune, the fullest first.
    pub communes: Vec<(i64, u32)>,
    /// By producer, the fullest first.
    pub producers: Vec<(i64, u32)>,
    /// That can be had now.
    pub in_stock: u32,
}

const GROUP: u8 = 1;
const STARS: u8 = 1 << 1;
const COMMUNE: u8 = 1 << 2;
const PRODUCER: u8 = 1 << 3;
const PRICE: u8 = 1 << 4;
const STOCK: u8 = 1 << 5;
const SET: u8 = 1 << 6;

impl Filter {
    /// Which of the filters a product fails, one bit each: none, and it is listed; one alone, and it
    /// counts for the choices of that facet.
    fn failures(&self, facts: &Facts) -> u8 {
        let mut failed = 0;
        if self.group.is_some_and(|group| group != facts.group) {
            failed |= GROUP;
        }
        if self.set.is_some_and(|set| set != facts.set) {
            failed |= SET;
        }
        let stars_fit = match self.stars {
            None => true,
            Some(StarFilter::Stars(stars)) => facts.stars == stars,
            Some(StarFilter::Past) => facts.past,
        };
        if !stars_fit {
            failed |= STARS;
        }
        if self.commune.is_some_and(|commune| facts.commune != Some(commune)) {
            failed |= COMMUNE;
        }
        if self.producer.is_some_and(|producer| producer != facts.producer) {
            failed |= PRODUCER;
        }
        let cheap = self
            .price_min
            .is_none_or(|least| facts.price.is_some_and(|price| price >= least));
        let dear = self
            .price_max
            .is_none_or(|most| facts.price.is_some_and(|price| price <= most));
        if !(cheap && dear) {
            failed |= PRICE;
        }
        if self.in_stock && !facts.available {
            failed |= STOCK;
        }
        failed
    }

    /// Picks what fits out of an order and counts the choices along the way.
    pub(super) fn select(&self, order: impl Iterator<Item = u32>, facts: &[Facts]) -> (Vec<u32>, Counts) {
        let mut listed = Vec::new();
        let mut counts = Counts::default();
        let mut communes: HashMap<i64, u32> = HashMap::new();
        let mut producers: HashMap<i64, u32> = HashMap::new();
        for row in order {
            let Some(fact) = usize::try_from(row).ok().and_then(|row| facts.get(row)) else {
                continue;
            };
            let failed = self.failures(fact);
            if failed == 0 {
                listed.push(row);
            }
            // A set implies its group: choosing another group also gives up the set.
            if failed & !(GROUP | SET) == 0 {
                *counts.groups.entry(fact.group).or_default() += 1;
            }
            if failed & !SET == 0 {
                *counts.sets.entry(fact.set).or_default() += 1;
            }
            if failed & !STARS == 0 {
                if fact.stars > 0 {
                    *counts.stars.entry(fact.stars).or_default() += 1;
                }
                counts.past += u32::from(fact.past);
            }
            if failed & !COMMUNE == 0
                && let Some(commune) = fact.commune
            {
                *communes.entry(commune).or_default() += 1;
            }
            if failed & !PRODUCER == 0 {
                *producers.entry(fact.producer).or_default() += 1;
            }
            if failed & !STOCK == 0 {
                counts.in_stock += u32::from(fact.available);
            }
        }
        counts.communes = fullest(communes);
        counts.producers = fullest(producers);
        (listed, counts)
    }
}

/// Choices by their number, the fullest first.
fn fullest(counts: HashMap<i64, u32>) -> Vec<(i64, u32)> {
    let mut list: Vec<(i64, u32)> = counts.into_iter().collect();
    list.sort_unstable_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    list
}
