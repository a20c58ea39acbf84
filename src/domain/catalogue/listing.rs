//! The products of one edition in their orders, and pages of them by key.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use entity::Locale;

use super::facets::{Counts, Facts, Filter};
use super::product::{Availability, Product};
use crate::producers::Producer;
use foundation::kernel::cache::Cache;

/// In which order products are listed. What `Featured` means is told on the public page about ranking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Certified and confirmed first, then more stars, then in season, then in stock, then by name.
    #[default]
    Featured,
    /// By name, in Vietnamese order.
    Name,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// Newest first.
    Newest,
}

impl Sort {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 5] = [
        Self::Featured,
        Self::Name,
        Self::PriceUp,
        Self::PriceDown,
        Self::Newest,
    ];

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Featured => "featured",
            Self::Name => "name",
            Self::PriceUp => "price",
            Self::PriceDown => "-price",
            Self::Newest => "newest",
        }
    }

    /// Reads the word; anything else is the default.
    pub fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|sort| sort.key() == text)
            .unwrap_or_default()
    }
}

/// All public products of an edition.
#[derive(Debug)]
pub struct Catalogue {
    products: Vec<Arc<Product>>,
    facts: Vec<Facts>,
    by_id: HashMap<i64, u32>,
    by_slug: HashMap<String, u32>,
    by_producer: HashMap<i64, Vec<u32>>,
    orders: HashMap<(Sort, Locale), Order>,
    selections: Cache<(Filter, Sort, Locale), Arc<Selection>>,
}

#[derive(Debug)]
struct Order {
    rows: Vec<u32>,
    /// Place of each row in `rows`.
    ranks: Vec<u32>,
}

/// What a filter leaves, in one order.
#[derive(Debug)]
struct Selection {
    rows: Vec<u32>,
    counts: Arc<Counts>,
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The nth, from 1.
    Number(usize),
    /// What follows a product: stable while others come and go.
    After(i64),
    /// What precedes a product.
    Before(i64),
}

/// One page of products.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The products, in order.
    pub products: Vec<Arc<Product>>,
    /// How many there are in all.
    pub total: usize,
    /// Position of the first one, from 0.
    pub start: usize,
    /// Counts beside the filters.
    pub counts: Arc<Counts>,
}

impl Catalogue {
    /// Works out orders and facts. Products of producers that the public does not see are left out.
    pub fn new(
        mut products: Vec<Arc<Product>>,
        producers: &HashMap<i64, Arc<Producer>>,
        group_of_set: &HashMap<i64, i64>,
        day: NaiveDate,
    ) -> Self {
        products.retain(|product| producers.contains_key(&product.producer_id));
        products.sort_by_key(|product| product.id);
        let facts: Vec<Facts> = products
            .iter()
            .map(|product| {
                let stars = product.stars(day).unwrap_or(0);
                Facts {
                    group: group_of_set.get(&product.set_id).copied().unwrap_or(0),
                    set: product.set_id,
                    stars,
                    past: stars == 0 && !product.certificates.is_empty(),
                    commune: producers
                        .get(&product.producer_id)
                        .and_then(|producer| producer.commune_id),
                    producer: product.producer_id,
                    price: product.price(),
                    available: matches!(
                        product.availability,
                        Availability::InStock | Availability::MadeToOrder
                    ),
                }
            })
            .collect();
        let row = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let by_id = products
            .iter()
            .enumerate()
            .map(|(index, product)| (product.id, row(index)))
            .collect();
        let by_slug = products
            .iter()
            .enumerate()
            .map(|(index, product)| (product.slug.clone(), row(index)))
            .collect();
        let mut by_producer: HashMap<i64, Vec<u32>> = HashMap::new();
        for (index, product) in products.iter().enumerate() {
            by_producer
                .entry(product.producer_id)
                .or_default()
                .push(row(index));
        }
        let mut orders = HashMap::new();
        for locale in Locale::ALL {
            for sort in Sort::ALL {
                orders.insert((sort, locale), Order::new(&products, sort, locale, day));
            }
        }
        Self {
            products,
            facts,
            by_id,
            by_slug,
            by_producer,
            orders,
            selections: Cache::new(64 * 1024 * 1024, 4 * 1024, |_, selection| {
                selection.rows.len() * 4 + 1_024
            }),
        }
    }

    /// How many products there are.
    pub fn len(&self) -> usize {
        self.products.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.products.is_empty()
    }

    /// All products, by key.
    pub fn products(&self) -> &[Arc<Product>] {
        &self.products
    }

    /// A product by key.
    pub fn by_id(&self, id: i64) -> Option<&Arc<Product>> {
        self.row(*self.by_id.get(&id)?)
    }

    /// A product by address part.
    pub fn by_slug(&self, slug: &str) -> Option<&Arc<Product>> {
        self.row(*self.by_slug.get(slug)?)
    }

    /// The products of a producer, by key.
    pub fn of_producer(&self, producer: i64) -> impl Iterator<Item = &Arc<Product>> {
        self.by_producer
            .get(&producer)
            .into_iter()
            .flatten()
            .filter_map(|row| self.row(*row))
    }

    fn row(&self, row: u32) -> Option<&Arc<Product>> {
        self.products.get(usize::try_from(row).ok()?)
    }

    /// A page of what a filter leaves. `None` when there is no such page.
    pub fn page(
        &self,
        filter: &Filter,
        sort: Sort,
        locale: Locale,
        page: Page,
        size: usize,
    ) -> Option<Slice> {
        let order = self.orders.get(&(sort, locale))?;
        let selection = self.selections.get_or_make(&(filter.clone(), sort, locale), || {
            let (rows, counts) = filter.select(order.rows.iter().copied(), &self.facts);
            Arc::new(Selection {
                rows,
                counts: Arc::new(counts),
            })
        });
        let total = selection.rows.len();
        // The key may have left this list, or the catalogue, since: its rank still tells the place.
        let place = |id: i64| {
            let row = *self.by_id.get(&id)?;
            let rank = order.rank(row);
            Some((
                rank,
                selection.rows.partition_point(|row| order.rank(*row) < rank),
            ))
        };
        let start = match page {
            Page::Number(number) => number.checked_sub(1)?.checked_mul(size)?,
            Page::After(id) => {
                let (rank, at) = place(id)?;
                let listed = selection.rows.get(at).is_some_and(|row| order.rank(*row) == rank);
                at + usize::from(listed)
            }
            Page::Before(id) => place(id)?.1.saturating_sub(size),
        };
        if start >= total && start > 0 {
            return None;
        }
        let products = selection
            .rows
            .get(start..(start + size).min(total))?
            .iter()
            .filter_map(|row| self.row(*row).cloned())
            .collect();
        Some(Slice {
            products,
            total,
            start,
            counts: selection.counts.clone(),
        })
    }

    /// Puts products found by text into one of the orders of lists.
    pub fn arrange(&self, products: &mut [Arc<Product>], sort: Sort, locale: Locale) {
        if let Some(order) = self.orders.get(&(sort, locale)) {
            products.sort_by_key(|product| self.by_id.get(&product.id).map(|row| order.rank(*row)));
        }
    }

    /// What a filter leaves of products found by text, in the order they were found.
    pub fn among(&self, found: &[i64], filter: &Filter) -> (Vec<Arc<Product>>, Counts) {
        let rows = found.iter().filter_map(|id| self.by_id.get(id).copied());
        let (rows, counts) = filter.select(rows, &self.facts);
        (
            rows.into_iter()
                .filter_map(|row| self.row(row).cloned())
                .collect(),
            counts,
        )
    }
}

impl Order {
    fn new(products: &[Arc<Product>], sort: Sort, locale: Locale, day: NaiveDate) -> Self {
        let mut keyed: Vec<(_, &str, u32)> = products
            .iter()
            .enumerate()
            .map(|(index, product)| {
                let first: (i64, Reverse<i16>, bool, bool) = match sort {
                    Sort::Featured => {
                        let seal = product.seal(day);
                        let shown = seal.filter(|(_, standing)| standing.state.shows_stars());
                        let trust = shown.map_or(2, |(_, standing)| {
                            i64::from(standing.state != crate::ratings::State::Current)
                        });
                        let stars = shown.map_or(0, |(_, standing)| standing.stars.get());
                        let out = product.availability == Availability::SoldOut;
                        (trust, Reverse(stars), !product.in_season(day.month()), out)
                    }
                    Sort::Name => (0, Reverse(0), false, false),
                    Sort::PriceUp => (
                        product.price().map_or(i64::MAX, entity::Vnd::dong),
                        Reverse(0),
                        false,
                        false,
                    ),
                    Sort::PriceDown => {
                        let price = product.price().map_or(i64::MAX, |price| -price.dong());
                        (price, Reverse(0), false, false)
                    }
                    Sort::Newest => (-product.created_at.timestamp(), Reverse(0), false, false),
                };
                (
                    first,
                    product.sort_key(locale),
                    u32::try_from(index).unwrap_or(u32::MAX),
                )
            })
            .collect();
        keyed.sort_unstable();
        let rows: Vec<u32> = keyed.into_iter().map(|(_, _, row)| row).collect();
        let mut ranks = vec![0; rows.len()];
        for (rank, row) in rows.iter().enumerate() {
            if let Some(slot) = usize::try_from(*row).ok().and_then(|row| ranks.get_mut(row)) {
                *slot = u32::try_from(rank).unwrap_or(u32::MAX);
            }
        }
        Self { rows, ranks }
    }

    fn rank(&self, row: u32) -> u32 {
        usize::try_from(row)
            .ok()
            .and_then(|row| self.ranks.get(row))
            .copied()
            .unwrap_or(u32::MAX)
    }
}
