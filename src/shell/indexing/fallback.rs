//! Searching without an index: names in the database, folded, all words anywhere. Poor, but it finds
//! a thing by its name while the engine is away (AC-89).

use entity::{event_text, place, place_text, producer_text, product_text};
use sea_orm::sea_query::{Condition, LikeExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::documents::kind_of;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::kernel::fold;
use search::{DocKey, Kind};

/// Words that are looked at; what follows them is ignored.
const WORDS: usize = 6;
/// Rows of a kind.
const ROWS: u64 = 60;

macro_rules! find {
    ($db:expr, $entity:ident, $id:ident, $words:expr) => {{
        let mut all = Condition::all();
        for word in $words {
            // Folded words are letters and digits only: nothing in them means anything to LIKE.
            all = all.add($entity::Column::SearchKey.like(LikeExpr::new(format!("%{word}%"))));
        }
        let found: Vec<i64> = $entity::Entity::find()
            .select_only()
            .column($entity::Column::$id)
            .distinct()
            .filter(all)
            .limit(ROWS)
            .into_tuple()
            .all($db)
            .await?;
        found
    }};
}

/// What has all the words in its name, by kind: products, producers, places, events.
pub async fn find(db: &Db, text: &str) -> Result<Vec<DocKey>> {
    let folded = fold::fold(text);
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .take(WORDS)
        .collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let key = |kind, id| DocKey { kind, id };
    let mut keys: Vec<DocKey> = Vec::new();
    keys.extend(
        find!(db, product_text, ProductId, &words)
            .into_iter()
            .map(|id| key(Kind::Product, id)),
    );
    keys.extend(
        find!(db, producer_text, ProducerId, &words)
            .into_iter()
            .map(|id| key(Kind::Producer, id)),
    );
    let places = find!(db, place_text, PlaceId, &words);
    let kinds = place::Entity::find()
        .filter(place::Column::Id.is_in(places))
        .all(db)
        .await?;
    keys.extend(kinds.into_iter().map(|row| key(kind_of(row.kind), row.id)));
    keys.extend(
        find!(db, event_text, EventId, &words)
            .into_iter()
            .map(|id| key(Kind::Event, id)),
    );
    Ok(keys)
}
