//! Pictures that nothing shows any more go, row and files; and which files are kept away while what they show is
//! hidden by the office.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use entity::{ReviewState, listing_draft, media_asset, media_link};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect,
    Statement,
};
use serde_json::{Value, json};

use super::Rendition;
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, Txn, write_txn};
use foundation::kernel::error::{Context, Result};
use foundation::media::{BlobStore, MediaKey};

/// Kind of the job that removes pictures nothing shows. Its payload is `{"pictures": […]}`: their keys.
pub const FORGET_PICTURES_JOB: &str = "forget_pictures";

/// Asks within a transaction for pictures to be looked at: those of them go that nothing shows afterwards.
pub async fn forget_later(txn: &impl ConnectionTrait, now: DateTime<Utc>, pictures: &[i64]) -> Result<()> {
    if pictures.is_empty() {
        return Ok(());
    }
    let payload = json!({ "pictures": pictures });
    jobs::enqueue(txn, FORGET_PICTURES_JOB, &payload, None, now).await
}

/// Removes those pictures of a job that nothing shows. Doing it twice does it once.
pub async fn forget_pictures(db: &Db, store: &dyn BlobStore, payload: &Value) -> Result<(), JobError> {
    let pictures = payload.get("pictures").and_then(Value::as_array);
    let pictures = pictures.ok_or_else(|| JobError::GiveUp("a job without its pictures".to_owned()))?;
    for id in pictures.iter().filter_map(Value::as_i64) {
        forget(db, store, id).await?;
    }
    Ok(())
}

/// The row is locked first: whoever sends the same picture just now waits ([`super::keep`] touches it) and makes it
/// anew, or has named it in a draft, which is then seen here. Files go before the row's end is written, so that a
/// picture that is made anew finds either all of them or none.
async fn forget(db: &Db, store: &dyn BlobStore, id: i64) -> Result<()> {
    let txn = write_txn(db).await?;
    let row = media_asset::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&txn)
        .await?;
    let Some(row) = row else {
        return Ok(());
    };
    if is_named(&txn, id).await? {
        return Ok(());
    }
    media_asset::Entity::delete_by_id(id).exec(&txn).await?;
    for key in files(&row.renditions)?
        .iter()
        .filter_map(|key| MediaKey::parse(key))
    {
        store.delete(&key).await.context("removing a picture")?;
    }
    txn.commit().await?;
    Ok(())
}

/// Whether something public or hidden shows a picture, or an open draft names it.
async fn is_named(txn: &Txn, id: i64) -> Result<bool> {
    let links = media_link::Entity::find()
        .filter(media_link::Column::MediaId.eq(id))
        .count(txn)
        .await?;
    if links > 0 {
        return Ok(true);
    }
    let drafts = listing_draft::Entity::find()
        .filter(listing_draft::Column::State.ne(ReviewState::Approved))
        .filter(listing_draft::Column::Content.contains(format!("\"media_id\":{id},")))
        .count(txn)
        .await?;
    Ok(drafts > 0)
}

fn files(renditions: &str) -> Result<Vec<String>> {
    let sizes: Vec<Rendition> = serde_json::from_str(renditions).context("the renditions of a picture")?;
    Ok(sizes
        .into_iter()
        .flat_map(|size| [size.webp, size.jpeg])
        .collect())
}

/// Pictures of what the office hides that nothing public shows. What a producer put away itself is not hidden by the
/// office; of a producer that is hidden, all products are.
const WITHHELD: &str = "SELECT a.renditions AS renditions FROM media_assets a WHERE a.id IN (\
    SELECT media_id FROM media_links WHERE owner_kind = 'product' AND owner_id IN (\
        SELECT id FROM products WHERE (status = 'hidden' AND id NOT IN (SELECT product_id FROM archived_products)) \
        OR producer_id IN (SELECT id FROM producers WHERE status = 'hidden')) \
    UNION SELECT media_id FROM media_links WHERE owner_kind = 'producer' AND owner_id IN (\
        SELECT id FROM producers WHERE status = 'hidden') \
    UNION SELECT media_id FROM media_links WHERE owner_kind = 'place' AND owner_id IN (\
        SELECT id FROM places WHERE public = 'hidden') \
    UNION SELECT media_id FROM media_links WHERE owner_kind = 'event' AND owner_id IN (\
        SELECT id FROM events WHERE status = 'hidden') \
    UNION SELECT media_id FROM media_links WHERE owner_kind = 'story' AND owner_id IN (\
        SELECT id FROM stories WHERE status = 'hidden')) \
    AND NOT EXISTS (SELECT 1 FROM media_links m WHERE m.media_id = a.id AND (\
        (m.owner_kind = 'product' AND EXISTS (SELECT 1 FROM products p JOIN producers q ON q.id = p.producer_id \
            WHERE p.id = m.owner_id AND p.status = 'published' AND q.status = 'published')) \
        OR (m.owner_kind = 'producer' AND EXISTS (\
            SELECT 1 FROM producers q WHERE q.id = m.owner_id AND q.status = 'published')) \
        OR (m.owner_kind = 'place' AND EXISTS (\
            SELECT 1 FROM places q WHERE q.id = m.owner_id AND q.public = 'published')) \
        OR (m.owner_kind = 'event' AND EXISTS (\
            SELECT 1 FROM events q WHERE q.id = m.owner_id AND q.status = 'published')) \
        OR (m.owner_kind = 'story' AND EXISTS (\
            SELECT 1 FROM stories q WHERE q.id = m.owner_id AND q.status = 'published'))))";

#[derive(FromQueryResult)]
struct Renditions {
    renditions: String,
}

/// Keys of the files that are not given out now, because the office hides what they show. Worked out anew from what is
/// hidden, so that nothing has to be put back when it is shown again.
pub async fn withheld(db: &Db) -> Result<HashSet<String>> {
    let statement = Statement::from_string(db.get_database_backend(), WITHHELD);
    let rows = Renditions::find_by_statement(statement).all(db).await?;
    let mut keys = HashSet::new();
    for row in rows {
        keys.extend(files(&row.renditions)?);
    }
    Ok(keys)
}
