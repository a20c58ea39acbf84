//! Loading what hangs on places, by place, for all of them or for some.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{Locale, hours_exception, place_producer, place_shortage, place_stock, place_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::rows::Text;
use crate::gallery::CHUNK;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// Rows of a table that hangs on places, of all of them or of some.
macro_rules! of_places {
    ($db:expr, $ids:expr, $query:expr, $column:expr) => {
        match $ids {
            None => $query.all($db).await?,
            Some(ids) => {
                let mut rows = Vec::new();
                for chunk in ids.chunks(CHUNK) {
                    rows.extend(
                        $query
                            .filter($column.is_in(chunk.iter().copied()))
                            .all($db)
                            .await?,
                    );
                }
                rows
            }
        }
    };
}

/// Place, language, name, address, craft, sort key and search key.
type TextRow = (
    i64,
    Locale,
    String,
    Option<String>,
    Option<String>,
    String,
    String,
);

pub(super) async fn texts(db: &Db, ids: Option<&[i64]>) -> Result<HashMap<i64, [Option<Text>; 2]>> {
    use place_text::{Column, Entity};
    // Only what lists and the map need; the long texts are read with the page.
    let base = || {
        Entity::find().select_only().columns([
            Column::PlaceId,
            Column::Locale,
            Column::Name,
            Column::Address,
            Column::Craft,
            Column::SortKey,
            Column::SearchKey,
        ])
    };
    let mut rows: Vec<TextRow> = Vec::new();
    match ids {
        None => rows = base().into_tuple().all(db).await?,
        Some(ids) => {
            for chunk in ids.chunks(CHUNK) {
                let wanted = base().filter(Column::PlaceId.is_in(chunk.iter().copied()));
                rows.extend(wanted.into_tuple().all(db).await?);
            }
        }
    }
    let mut found: HashMap<i64, [Option<Text>; 2]> = HashMap::new();
    for (id, locale, name, address, craft, sort_key, search_key) in rows {
        if let Some(slot) = found.entry(id).or_default().get_mut(locale.index()) {
            *slot = Some(Text {
                name,
                address,
                craft,
                sort_key,
                search_key,
            });
        }
    }
    Ok(found)
}

pub(super) async fn exceptions(
    db: &Db,
    ids: Option<&[i64]>,
) -> Result<HashMap<i64, Vec<hours_exception::Model>>> {
    use hours_exception::{Column, Entity};
    let rows = of_places!(db, ids, Entity::find().order_by_asc(Column::Id), Column::PlaceId);
    let mut found: HashMap<i64, Vec<_>> = HashMap::new();
    for row in rows {
        found.entry(row.place_id).or_default().push(row);
    }
    Ok(found)
}

pub(super) async fn stock(
    db: &Db,
    ids: Option<&[i64]>,
) -> Result<HashMap<i64, Vec<(i64, Option<NaiveDate>)>>> {
    use place_stock::{Column, Entity};
    let rows = of_places!(
        db,
        ids,
        Entity::find().order_by_asc(Column::ProductId),
        Column::PlaceId
    );
    let mut found: HashMap<i64, Vec<_>> = HashMap::new();
    for row in rows {
        found
            .entry(row.place_id)
            .or_default()
            .push((row.product_id, row.last_confirmed_on));
    }
    Ok(found)
}

pub(super) async fn shortages(db: &Db, ids: Option<&[i64]>) -> Result<HashMap<i64, Vec<(i64, NaiveDate)>>> {
    use place_shortage::{Column, Entity};
    let rows = of_places!(db, ids, Entity::find(), Column::PlaceId);
    let mut found: HashMap<i64, Vec<_>> = HashMap::new();
    for row in rows {
        found
            .entry(row.place_id)
            .or_default()
            .push((row.product_id, row.day));
    }
    Ok(found)
}

pub(super) async fn producers(db: &Db, ids: Option<&[i64]>) -> Result<HashMap<i64, Vec<i64>>> {
    use place_producer::{Column, Entity};
    let rows = of_places!(
        db,
        ids,
        Entity::find().order_by_asc(Column::ProducerId),
        Column::PlaceId
    );
    let mut found: HashMap<i64, Vec<i64>> = HashMap::new();
    for row in rows {
        found.entry(row.place_id).or_default().push(row.producer_id);
    }
    Ok(found)
}
