//! Asking the search, with the database standing in while the engine is away.

use crate::indexing::fallback;
use crate::services::Services;
use foundation::kernel::error::Result;
use search::ranking::MAX_HITS;
use search::{DocKey, Hit, Hits, Kind, Near, Query};

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Keys, best first.
    pub keys: Vec<DocKey>,
    /// What the engine said; nothing when the database stood in.
    pub hits: Option<Hits>,
}

impl Found {
    /// Whether the database stood in.
    pub const fn is_degraded(&self) -> bool {
        self.hits.is_none()
    }
}

/// Asks the engine, and the database if the engine does not answer.
pub async fn find(services: &Services, query: &Query) -> Result<Found> {
    match services.search.search(query).await {
        Ok(hits) => {
            let keys = hits.items.iter().map(Hit::key).collect();
            Ok(Found {
                keys,
                hits: Some(hits),
            })
        }
        Err(error) => {
            tracing::warn!(error = %error, "the search engine is away; the database stands in");
            let mut keys = fallback::find(&services.db, &query.text).await?;
            keys.retain(|key| query.kinds.is_empty() || query.kinds.contains(&key.kind));
            let keys = keys.into_iter().skip(query.offset).take(query.limit).collect();
            Ok(Found { keys, hits: None })
        }
    }
}

/// As [`find`]; what lies around the place that the words name comes after what bears its name. `around`
/// are the words without that name, and the circle.
pub async fn find_around(
    services: &Services,
    query: &Query,
    around: Option<(String, Near)>,
) -> Result<Found> {
    // A circle that was asked for outright counts more than one read out of the words.
    let Some((text, near)) = around.filter(|_| query.filters.near.is_none()) else {
        return find(services, query).await;
    };
    let whole = Query {
        limit: MAX_HITS,
        offset: 0,
        ..query.clone()
    };
    let mut found = find(services, &whole).await?;
    let mut nearby = whole;
    nearby.text = text;
    nearby.filters.near = Some(near);
    if let Some(hits) = &mut found.hits
        && let Some(more) = find(services, &nearby).await?.hits
    {
        hits.append(more);
        found.keys = hits.items.iter().map(Hit::key).collect();
    }
    found.keys = found
        .keys
        .into_iter()
        .skip(query.offset)
        .take(query.limit)
        .collect();
    Ok(found)
}

/// Keys of products that fit a text, best first, as many as the engine gives.
pub async fn product_ids(services: &Services, text: &str, today: chrono::NaiveDate) -> Result<Vec<i64>> {
    let query = Query {
        kinds: vec![Kind::Product],
        limit: MAX_HITS,
        ..Query::new(text, today)
    };
    let found = find(services, &query).await?;
    Ok(found
        .keys
        .into_iter()
        .filter(|key| key.kind == Kind::Product)
        .map(|key| key.id)
        .collect())
}
