//! The office looks at stories that were handed in and lets them be public.

use chrono::{DateTime, Utc};
use entity::{
    Locale, OwnerKind, PublicStatus, ReviewState, producer, producer_text, product, story, story_text,
    story_version,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::Refusal;
use super::content::Told;
use super::letters::PathOf;
use super::queries::names;
use super::stories::{StoryDraft, Subject, public};
use super::verdict::{Decision, Verdict, tell};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::kernel::fold::fold;
use foundation::kernel::secrets::hash;
use foundation::publication;

/// A story that was handed in, or was decided meanwhile.
#[derive(Clone, Debug)]
pub struct StoryChange {
    /// What it would say.
    pub draft: StoryDraft,
    /// Whose it is.
    pub producer_id: i64,
    /// Name of what it is about; empty for the producer itself.
    pub about: String,
    /// What the public reads now.
    pub before: Option<Told>,
    /// The mark of `before`: a decision holds for what was seen.
    pub mark: String,
}

fn mark(told: Option<&Told>) -> Result<String> {
    Ok(hash(&serde_json::to_string(&told)?))
}

/// Stories that wait, the longest first, `most` at the most: (key, producer, title, since).
pub async fn story_queue(
    db: &impl ConnectionTrait,
    most: u64,
) -> Result<Vec<(i64, i64, String, Option<DateTime<Utc>>)>> {
    let rows = story_version::Entity::find()
        .filter(story_version::Column::State.eq(ReviewState::Submitted))
        .order_by_asc(story_version::Column::SubmittedAt)
        .order_by_asc(story_version::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let (producer, since) = (row.producer_id, row.submitted_at);
            let version = StoryDraft::read(row)?;
            Ok((version.id, producer, version.told.title_vi, since))
        })
        .collect()
}

/// A story that was handed in, beside what is public.
pub async fn show_story(db: &impl ConnectionTrait, version: i64) -> Result<Option<StoryChange>> {
    let Some(row) = story_version::Entity::find_by_id(version)
        .filter(story_version::Column::State.ne(ReviewState::Draft))
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    let about = match Subject::of(&row) {
        Subject::Producer => String::new(),
        Subject::Product(id) => names(db, &[id], Locale::Vi)
            .await?
            .remove(&id)
            .map(|(name, _)| name)
            .unwrap_or_default(),
    };
    let before = public(db, (row.owner_kind, row.owner_id)).await?;
    Ok(Some(StoryChange {
        producer_id: row.producer_id,
        about,
        mark: mark(before.as_ref())?,
        before,
        draft: StoryDraft::read(row)?,
    }))
}

/// Decides on a story as it was seen, given as (revision, mark of what is public). Its owners are told.
pub async fn decide_story(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    version: i64,
    seen: (i64, &str),
    verdict: &Verdict,
    path: PathOf,
) -> Answer<(), Refusal> {
    retried(|| decide_once(db, now, actor, version, seen, verdict, path)).await
}

async fn decide_once(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    version: i64,
    (revision, seen): (i64, &str),
    verdict: &Verdict,
    path: PathOf,
) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    let Some(row) = story_version::Entity::find_by_id(version).one(&txn).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    if !turn(&txn, now, actor, (version, revision), verdict).await? {
        return Ok(Err(Refusal::Stale));
    }
    let before = public(&txn, (row.owner_kind, row.owner_id)).await?;
    let told = StoryDraft::read(row.clone())?.told;
    if *verdict == Verdict::Approve {
        if mark(before.as_ref())? != seen {
            return Ok(Err(Refusal::Stale));
        }
        keep_first(&txn, now, &row, before.as_ref()).await?;
        if let Err(refusal) = apply(&txn, now, &row, &told).await? {
            return Ok(Err(refusal));
        }
    }
    let subject = match Subject::of(&row) {
        Subject::Producer => 0,
        Subject::Product(id) => id,
    };
    let decision = Decision {
        kind: "story",
        change: version,
        producer: row.producer_id,
        named: &told.title_vi,
        subject,
        logged: ("story_version", version),
        before: before.as_ref().map(serde_json::to_value).transpose()?,
        after: serde_json::to_value(&told)?,
    };
    tell(&txn, now, actor, verdict, decision, path).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

async fn turn(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    (version, revision): (i64, i64),
    verdict: &Verdict,
) -> Result<bool> {
    use story_version::Column;
    let turned = story_version::Entity::update_many()
        .col_expr(Column::State, Expr::value(verdict.state()))
        .col_expr(Column::Reason, Expr::value(verdict.reason().map(str::to_owned)))
        .col_expr(Column::DecidedAt, Expr::value(Some(now)))
        .col_expr(Column::DecidedBy, Expr::value(Some(actor.to_owned())))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(version))
        .filter(Column::Revision.eq(revision))
        .filter(Column::State.eq(ReviewState::Submitted))
        .exec(txn)
        .await?;
    Ok(turned.rows_affected == 1)
}

/// Keeps what was public before versions were kept, so that the first change loses nothing.
async fn keep_first(
    txn: &Txn,
    now: DateTime<Utc>,
    row: &story_version::Model,
    before: Option<&Told>,
) -> Result<()> {
    use story_version::Column;
    let Some(before) = before else {
        return Ok(());
    };
    let earlier = story_version::Entity::find()
        .filter(Column::OwnerKind.eq(row.owner_kind))
        .filter(Column::OwnerId.eq(row.owner_id))
        .filter(Column::State.eq(ReviewState::Approved))
        .filter(Column::Id.ne(row.id))
        .one(txn)
        .await?;
    if earlier.is_some() {
        return Ok(());
    }
    let first = story_version::ActiveModel {
        producer_id: Set(row.producer_id),
        owner_kind: Set(row.owner_kind),
        owner_id: Set(row.owner_id),
        state: Set(ReviewState::Approved),
        revision: Set(1),
        content: Set(serde_json::to_string(before)?),
        reason: Set(None),
        edited_by: Set("system".to_owned()),
        submitted_at: Set(None),
        decided_at: Set(None),
        decided_by: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    story_version::Entity::insert(first)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// The address part of what a story is about, which is the story's too; and the name of who made it.
async fn ground(txn: &Txn, row: &story_version::Model) -> Result<(String, String)> {
    let gone = || Error::new("what a story is about is not there");
    let slug = match Subject::of(row) {
        Subject::Producer => producer::Entity::find_by_id(row.producer_id)
            .one(txn)
            .await?
            .map(|producer| producer.slug),
        Subject::Product(id) => product::Entity::find_by_id(id)
            .one(txn)
            .await?
            .map(|product| product.slug),
    };
    let name = producer_text::Entity::find()
        .filter(producer_text::Column::ProducerId.eq(row.producer_id))
        .filter(producer_text::Column::Locale.eq(Locale::Vi))
        .one(txn)
        .await?;
    Ok((
        slug.ok_or_else(gone)?,
        name.map(|text| text.name).unwrap_or_default(),
    ))
}

/// Makes a story what the public reads.
async fn apply(
    txn: &Txn,
    now: DateTime<Utc>,
    row: &story_version::Model,
    told: &Told,
) -> Answer<(), Refusal> {
    let (slug, maker) = ground(txn, row).await?;
    let found = story::Entity::find()
        .filter(story::Column::OwnerKind.eq(row.owner_kind))
        .filter(story::Column::OwnerId.eq(row.owner_id))
        .one(txn)
        .await?;
    let revision = publication::announce(txn, now).await?;
    let told_by = (!told.told_by.is_empty()).then(|| told.told_by.clone());
    let id = if let Some(known) = found {
        let status = match known.status {
            PublicStatus::Draft => PublicStatus::Published,
            other => other,
        };
        story::Entity::update_many()
            .col_expr(story::Column::Status, Expr::value(status))
            .col_expr(story::Column::ToldBy, Expr::value(told_by))
            .col_expr(story::Column::ToldOn, Expr::value(told.told_on))
            .col_expr(story::Column::UpdatedAt, Expr::value(now))
            .col_expr(story::Column::Revision, Expr::value(revision))
            .filter(story::Column::Id.eq(known.id))
            .exec(txn)
            .await?;
        known.id
    } else {
        let other = story::Entity::find()
            .filter(story::Column::Slug.eq(slug.as_str()))
            .one(txn)
            .await?;
        if other.is_some() {
            return Ok(Err(Refusal::TakenSlug));
        }
        let new = story::ActiveModel {
            slug: Set(slug),
            owner_kind: Set(row.owner_kind),
            owner_id: Set(row.owner_id),
            status: Set(PublicStatus::Published),
            told_by: Set(told_by),
            told_on: Set(told.told_on),
            source: Set(maker),
            verified: Set(false),
            created_at: Set(now),
            updated_at: Set(now),
            revision: Set(revision),
            ..Default::default()
        };
        new.insert(txn).await?.id
    };
    texts(txn, id, told).await?;
    touch(txn, row, revision).await?;
    Ok(Ok(()))
}

async fn texts(txn: &Txn, story: i64, told: &Told) -> Result<()> {
    story_text::Entity::delete_many()
        .filter(story_text::Column::StoryId.eq(story))
        .exec(txn)
        .await?;
    let rows: Vec<story_text::ActiveModel> = Locale::ALL
        .into_iter()
        .map(|locale| (locale, told.text(locale)))
        .filter(|(_, (title, body))| !title.is_empty() && !body.is_empty())
        .map(|(locale, (title, body))| story_text::ActiveModel {
            story_id: Set(story),
            locale: Set(locale),
            title: Set(title.to_owned()),
            body: Set(body.to_owned()),
            search_key: Set(fold(title)),
        })
        .collect();
    story_text::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Marks what the story is about as changed: its page and its entry in the index tell of the story.
async fn touch(txn: &Txn, row: &story_version::Model, revision: i64) -> Result<()> {
    if row.owner_kind == OwnerKind::Product {
        product::Entity::update_many()
            .col_expr(product::Column::Revision, Expr::value(revision))
            .filter(product::Column::Id.eq(row.owner_id))
            .exec(txn)
            .await?;
    } else {
        producer::Entity::update_many()
            .col_expr(producer::Column::Revision, Expr::value(revision))
            .filter(producer::Column::Id.eq(row.owner_id))
            .exec(txn)
            .await?;
    }
    Ok(())
}
