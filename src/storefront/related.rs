//! Which other products to show beside one.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use chrono::Datelike;

use domain::catalogue::{Availability, Product};
use shell::web::Visit;

/// How many products of a set are looked at: at a hundred thousand products nobody needs the rest.
const CANDIDATES: usize = 400;

/// Neighbours: the same maker first, then the same set with most words in common.
pub fn products<'a>(visit: &'a Visit, product: &Product, count: usize) -> Vec<&'a Arc<Product>> {
    let catalogue = &visit.edition.catalogue;
    let tags: HashSet<&str> = product.tags.iter().map(String::as_str).collect();
    let month = visit.edition.day.month();
    let siblings = catalogue.of_producer(product.producer_id);
    // Begin at a place that depends on the product, so that not all pages lead to the same few.
    let begin = usize::try_from(product.id.unsigned_abs()).unwrap_or(0) % catalogue.len().max(1);
    let (before, after) = catalogue.products().split_at(begin);
    let same_set = after
        .iter()
        .chain(before)
        .filter(|other| other.set_id == product.set_id)
        .take(CANDIDATES);
    let mut seen = HashSet::from([product.id]);
    let mut all: Vec<&Arc<Product>> = siblings
        .chain(same_set)
        .filter(|other| seen.insert(other.id))
        .collect();
    all.sort_by_key(|other| {
        let shared = other
            .tags
            .iter()
            .filter(|tag| tags.contains(tag.as_str()))
            .count();
        let same_maker = usize::from(other.producer_id == product.producer_id);
        (
            other.availability == Availability::SoldOut,
            Reverse(shared + same_maker * 2),
            !other.in_season(month),
            other.id,
        )
    });
    all.truncate(count);
    all
}
