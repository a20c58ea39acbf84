//! Making an edition, from nothing or from the one before it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Edition;
use super::traces::Traces;
use crate::catalogue::{self, Catalogue, Product};
use crate::imprint::Imprint;
use crate::places::{self, Place, Places};
use crate::taxonomy::Taxonomy;
use crate::{events, gallery, producers, stories};
use foundation::kernel::db::Db;
use foundation::kernel::error::{Context, Result};
use foundation::publication;

/// Makes the edition of the database's version for a day. From the edition before only what changed
/// since is read, unless the day has turned: then certificates stand differently and all is made anew.
pub(super) async fn build(db: &Db, day: NaiveDate, before: Option<&Arc<Edition>>) -> Result<Edition> {
    let before = before.filter(|edition| edition.day == day).cloned();
    // Read first: a change that commits while we load is then simply loaded again next time.
    let state = publication::state(db).await?;
    let since = before.as_ref().map_or(0, |edition| edition.version);
    let imprint = Imprint::load(db, day).await?;
    let taxonomy = Taxonomy::load(db).await?;
    let new_producers = producers::changed_since(db, since).await?;
    let new_products = catalogue::changed_since(db, since).await?;
    let new_stories = stories::changed_since(db, since).await?;
    let new_events = events::changed_since(db, since).await?;
    let traces = Traces::load(db).await?;
    let withheld = gallery::withheld(db).await?;
    let new_places = places::changed_since(db, since).await?;
    tokio::task::spawn_blocking(move || {
        let old = before.as_deref();
        let producers = merge(old.map(|edition| &edition.producers), new_producers);
        let stories = merge(old.map(|edition| &edition.stories), new_stories);
        let events = merge(old.map(|edition| &edition.events), new_events);
        let mut products: HashMap<i64, Arc<Product>> = old
            .map(|edition| {
                edition
                    .catalogue
                    .products()
                    .iter()
                    .map(|p| (p.id, p.clone()))
                    .collect()
            })
            .unwrap_or_default();
        for (id, product) in new_products {
            match product {
                Some(product) => products.insert(id, product),
                None => products.remove(&id),
            };
        }
        let group_of_set = taxonomy.sets().iter().map(|set| (set.id, set.group)).collect();
        let products = products.into_values().collect();
        let catalogue = Catalogue::new(products, &producers, &group_of_set, day);
        let mut places: HashMap<i64, Arc<Place>> = old
            .map(|edition| {
                edition
                    .places
                    .all()
                    .iter()
                    .map(|place| (place.id, place.clone()))
                    .collect()
            })
            .unwrap_or_default();
        for (id, place) in new_places {
            match place {
                Some(place) => places.insert(id, Arc::new(place)),
                None => places.remove(&id),
            };
        }
        let places = Places::new(places.into_values().collect(), |place| {
            shown(place, &catalogue, &group_of_set)
        });
        Edition {
            traces,
            withheld,
            lists: super::lists::Lists::default(),
            version: state.version,
            day,
            demo_data: state.demo_data,
            imprint,
            taxonomy,
            catalogue,
            places,
            producers_by_slug: producers.values().map(|row| (row.slug.clone(), row.id)).collect(),
            producers,
            stories_by_slug: stories.values().map(|row| (row.slug.clone(), row.id)).collect(),
            stories_by_owner: stories
                .values()
                .map(|row| ((row.owner_kind, row.owner_id), row.id))
                .collect(),
            stories,
            events_by_slug: events.values().map(|row| (row.slug.clone(), row.id)).collect(),
            events,
        }
    })
    .await
    .context("the edition was not finished")
}

/// The groups of goods that can be seen at a place: what it sells, and what its producers make.
fn shown(place: &Place, catalogue: &Catalogue, group_of_set: &HashMap<i64, i64>) -> Vec<i64> {
    let sold = place.stock.iter().filter_map(|(id, _)| catalogue.by_id(*id));
    let made = place.producers.iter().flat_map(|id| catalogue.of_producer(*id));
    sold.chain(made)
        .filter_map(|product| group_of_set.get(&product.set_id))
        .copied()
        .collect()
}

/// What there was, with what changed put in or taken out.
fn merge<T>(old: Option<&HashMap<i64, Arc<T>>>, changed: Vec<(i64, Option<T>)>) -> HashMap<i64, Arc<T>> {
    let mut all = old.cloned().unwrap_or_default();
    for (id, row) in changed {
        match row {
            Some(row) => all.insert(id, Arc::new(row)),
            None => all.remove(&id),
        };
    }
    all
}
