//! Taking a public record away within the hour, and showing it again (NĐ 248/2026/NĐ-CP, Điều 17: a platform removes
//! what an authority names within 24 hours). The version moves on in the same transaction, so that pages, lists, map,
//! sitemap, API and search lose it together.

use chrono::{DateTime, Utc};
use entity::{
    Locale, OwnerKind, PublicStatus, archived_product, event, event_text, place, place_text, producer,
    producer_text, product, product_text, story, story_text,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::publication;

/// A record with a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: OwnerKind,
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Whether the public sees it.
    pub status: PublicStatus,
    /// Whether it is hidden because its own producer put it away, who could bring it back.
    pub put_away: bool,
}

impl Record {
    /// Whether the office may hide it: what its producer put away too, so that it stays away.
    pub fn may_hide(&self) -> bool {
        self.status == PublicStatus::Published || self.put_away
    }

    /// Whether the office may show it again; what its producer put away is the producer's to bring back.
    pub fn may_show(&self) -> bool {
        self.status == PublicStatus::Hidden && !self.put_away
    }
}

/// Why nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such record.
    Missing,
    /// It stands elsewhere: hidden already, shown already, never shown or gone for good.
    Elsewhere,
}

/// What an authority or the operator demands.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Whether it is to be shown; otherwise hidden.
    pub show: bool,
    /// Why, in words.
    pub reason: &'a str,
    /// On which ground of law, or by whose letter; empty: none is named.
    pub basis: &'a str,
}

/// The word of a kind, as addresses of the office and the audit log have it.
pub const fn word(kind: OwnerKind) -> &'static str {
    match kind {
        OwnerKind::Product => "product",
        OwnerKind::Producer => "producer",
        OwnerKind::Place => "place",
        OwnerKind::Event => "event",
        OwnerKind::Story => "story",
    }
}

/// The kind of a word.
pub fn kind(word: &str) -> Option<OwnerKind> {
    [
        OwnerKind::Product,
        OwnerKind::Producer,
        OwnerKind::Place,
        OwnerKind::Event,
        OwnerKind::Story,
    ]
    .into_iter()
    .find(|kind| self::word(*kind) == word)
}

macro_rules! found {
    ($db:expr, $slug:expr, $entity:ident, $status:ident, $text:ident, $owner:ident, $name:ident) => {{
        let row: Option<(i64, PublicStatus)> = $entity::Entity::find()
            .select_only()
            .columns([$entity::Column::Id, $entity::Column::$status])
            .filter($entity::Column::Slug.eq($slug))
            .into_tuple()
            .one($db)
            .await?;
        match row {
            None => None,
            Some((id, status)) => {
                let name: Option<String> = $text::Entity::find()
                    .select_only()
                    .column($text::Column::$name)
                    .filter($text::Column::$owner.eq(id))
                    .filter($text::Column::Locale.eq(Locale::Vi))
                    .into_tuple()
                    .one($db)
                    .await?;
                Some((id, status, name))
            }
        }
    }};
}

/// The record of a kind under an address part, whether the public sees it or not.
pub async fn find(db: &impl ConnectionTrait, kind: OwnerKind, slug: &str) -> Result<Option<Record>> {
    let found = match kind {
        OwnerKind::Product => found!(db, slug, product, Status, product_text, ProductId, Name),
        OwnerKind::Producer => found!(db, slug, producer, Status, producer_text, ProducerId, Name),
        OwnerKind::Place => found!(db, slug, place, Public, place_text, PlaceId, Name),
        OwnerKind::Event => found!(db, slug, event, Status, event_text, EventId, Name),
        OwnerKind::Story => found!(db, slug, story, Status, story_text, StoryId, Title),
    };
    let Some((id, status, name)) = found else {
        return Ok(None);
    };
    let put_away = kind == OwnerKind::Product
        && status == PublicStatus::Hidden
        && archived_product::Entity::find_by_id(id).one(db).await?.is_some();
    Ok(Some(Record {
        kind,
        id,
        slug: slug.to_owned(),
        name: name.unwrap_or_else(|| slug.to_owned()),
        status,
        put_away,
    }))
}

macro_rules! turned {
    ($txn:expr, $id:expr, $revision:expr, $from:expr, $to:expr, $now:expr, $entity:ident, $status:ident) => {
        $entity::Entity::update_many()
            .col_expr($entity::Column::$status, Expr::value($to))
            .col_expr($entity::Column::Revision, Expr::value($revision))
            .col_expr($entity::Column::UpdatedAt, Expr::value($now))
            .filter($entity::Column::Id.eq($id))
            .filter($entity::Column::$status.eq($from))
            .exec($txn)
            .await?
            .rows_affected
    };
}

/// Hides a record or shows it again.
pub async fn turn(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (kind, slug): (OwnerKind, &str),
    order: Order<'_>,
) -> Answer<Record, Refusal> {
    retried(|| turn_once(db, now, actor, (kind, slug), order)).await
}

async fn turn_once(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (kind, slug): (OwnerKind, &str),
    order: Order<'_>,
) -> Answer<Record, Refusal> {
    let txn = write_txn(db).await?;
    let Some(record) = find(&txn, kind, slug).await? else {
        return Ok(Err(Refusal::Missing));
    };
    let (may, to) = if order.show {
        (record.may_show(), PublicStatus::Published)
    } else {
        (record.may_hide(), PublicStatus::Hidden)
    };
    if !may {
        return Ok(Err(Refusal::Elsewhere));
    }
    let from = record.status;
    if kind == OwnerKind::Product {
        // From now on it is where the office says, and its producer's putting away is over.
        archived_product::Entity::delete_by_id(record.id)
            .exec(&txn)
            .await?;
    }
    let revision = publication::announce(&txn, now).await?;
    let id = record.id;
    let touched = match kind {
        OwnerKind::Product => turned!(&txn, id, revision, from, to, now, product, Status),
        OwnerKind::Producer => turned!(&txn, id, revision, from, to, now, producer, Status),
        OwnerKind::Place => turned!(&txn, id, revision, from, to, now, place, Public),
        OwnerKind::Event => turned!(&txn, id, revision, from, to, now, event, Status),
        OwnerKind::Story => turned!(&txn, id, revision, from, to, now, story, Status),
    };
    if touched != 1 {
        return Ok(Err(Refusal::Elsewhere));
    }
    record_turn(&txn, now, actor, &record, order).await?;
    txn.commit().await?;
    Ok(Ok(Record {
        status: to,
        put_away: false,
        ..record
    }))
}

async fn record_turn(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    record: &Record,
    order: Order<'_>,
) -> Result<()> {
    let word = word(record.kind);
    let before = match (order.show, record.put_away) {
        (_, true) => "put_away",
        (true, false) => "hidden",
        (false, false) => "published",
    };
    let after = if order.show { "published" } else { "hidden" };
    let action = format!("{word}.{}", if order.show { "show" } else { "hide" });
    let act = Act {
        actor,
        action: &action,
        subject_kind: word,
        subject_id: Some(record.id),
        before: Some(json!({ "status": before, "slug": record.slug })),
        after: Some(json!({ "status": after, "slug": record.slug, "basis": order.basis })),
        reason: Some(order.reason),
    };
    audit::record(txn, now, act).await
}
