//! Stories as they are written at the desk: the open version, and those that were public.

use chrono::{DateTime, Utc};
use entity::{Locale, OwnerKind, ReviewState, story, story_text, story_version};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::content::Told;
use super::queries::owned;
use super::{Editor, Refusal};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Context, Result};

/// Versions that are listed.
const MOST_VERSIONS: u64 = 30;

/// What a producer's story is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The producer itself.
    Producer,
    /// One of its products.
    Product(i64),
}

impl Subject {
    pub(super) fn owner(self, producer: i64) -> (OwnerKind, i64) {
        match self {
            Self::Producer => (OwnerKind::Producer, producer),
            Self::Product(id) => (OwnerKind::Product, id),
        }
    }

    /// From a row.
    pub(super) fn of(row: &story_version::Model) -> Self {
        match row.owner_kind {
            OwnerKind::Product => Self::Product(row.owner_id),
            _ => Self::Producer,
        }
    }

    /// Whether it is the producer's own.
    pub(super) async fn is_of(self, db: &impl ConnectionTrait, producer: i64) -> Result<bool> {
        match self {
            Self::Producer => Ok(true),
            Self::Product(id) => Ok(owned(db, producer, id).await?.is_some()),
        }
    }
}

/// The open version of a story.
#[derive(Clone, Debug)]
pub struct StoryDraft {
    /// Key.
    pub id: i64,
    /// Where it stands.
    pub state: ReviewState,
    /// Which revision this is.
    pub revision: i64,
    /// The story.
    pub told: Told,
    /// Why it was sent back.
    pub reason: Option<String>,
    /// When it was handed in (UTC).
    pub submitted_at: Option<DateTime<Utc>>,
}

impl StoryDraft {
    pub(super) fn read(row: story_version::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            state: row.state,
            revision: row.revision,
            told: serde_json::from_str(&row.content).context("the content of a story")?,
            reason: row.reason,
            submitted_at: row.submitted_at,
        })
    }
}

/// What the public reads of a story, if there is one.
pub(super) async fn public(db: &impl ConnectionTrait, owner: (OwnerKind, i64)) -> Result<Option<Told>> {
    let found = story::Entity::find()
        .filter(story::Column::OwnerKind.eq(owner.0))
        .filter(story::Column::OwnerId.eq(owner.1))
        .one(db)
        .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    let texts = story_text::Entity::find()
        .filter(story_text::Column::StoryId.eq(row.id))
        .all(db)
        .await?;
    let text = |locale: Locale| {
        let own = texts.iter().find(|text| text.locale == locale);
        own.map(|text| (text.title.clone(), text.body.clone()))
            .unwrap_or_default()
    };
    let ((title_vi, body_vi), (title_en, body_en)) = (text(Locale::Vi), text(Locale::En));
    Ok(Some(Told {
        title_vi,
        body_vi,
        title_en,
        body_en,
        told_by: row.told_by.unwrap_or_default(),
        told_on: row.told_on,
    }))
}

/// The open version of a story.
pub(super) async fn open(
    db: &impl ConnectionTrait,
    producer: i64,
    subject: Subject,
) -> Result<Option<StoryDraft>> {
    let (kind, id) = subject.owner(producer);
    let row = story_version::Entity::find()
        .filter(story_version::Column::ProducerId.eq(producer))
        .filter(story_version::Column::OwnerKind.eq(kind))
        .filter(story_version::Column::OwnerId.eq(id))
        .filter(story_version::Column::State.ne(ReviewState::Approved))
        .one(db)
        .await?;
    row.map(StoryDraft::read).transpose()
}

/// What is public of a story and what is being written, both of which may be missing; `None` when it is about
/// nothing of the producer's.
pub async fn story(
    db: &impl ConnectionTrait,
    producer: i64,
    subject: Subject,
) -> Result<Option<(Option<Told>, Option<StoryDraft>)>> {
    if !subject.is_of(db, producer).await? {
        return Ok(None);
    }
    let told = public(db, subject.owner(producer)).await?;
    Ok(Some((told, open(db, producer, subject).await?)))
}

/// Versions that were public, the newest first: (key, when, title).
pub async fn story_versions(
    db: &impl ConnectionTrait,
    producer: i64,
    subject: Subject,
) -> Result<Vec<(i64, Option<DateTime<Utc>>, String)>> {
    let (kind, id) = subject.owner(producer);
    let rows = story_version::Entity::find()
        .filter(story_version::Column::ProducerId.eq(producer))
        .filter(story_version::Column::OwnerKind.eq(kind))
        .filter(story_version::Column::OwnerId.eq(id))
        .filter(story_version::Column::State.eq(ReviewState::Approved))
        .order_by_desc(story_version::Column::Id)
        .limit(MOST_VERSIONS)
        .all(db)
        .await?;
    let mut versions = rows
        .into_iter()
        .map(|row| {
            let when = row.decided_at;
            let version = StoryDraft::read(row)?;
            Ok((version.id, when, version.told.title_vi))
        })
        .collect::<Result<Vec<_>>>()?;
    // The one from before versions were kept has no day of decision and is the oldest.
    versions.sort_by_key(|(id, when, _)| std::cmp::Reverse((*when, *id)));
    Ok(versions)
}

/// A version that was public, of this very story.
pub async fn story_version(
    db: &impl ConnectionTrait,
    producer: i64,
    subject: Subject,
    version: i64,
) -> Result<Option<Told>> {
    let (kind, id) = subject.owner(producer);
    let row = story_version::Entity::find_by_id(version)
        .filter(story_version::Column::ProducerId.eq(producer))
        .filter(story_version::Column::OwnerKind.eq(kind))
        .filter(story_version::Column::OwnerId.eq(id))
        .filter(story_version::Column::State.eq(ReviewState::Approved))
        .one(db)
        .await?;
    Ok(row.map(StoryDraft::read).transpose()?.map(|version| version.told))
}

/// Saves a story, if nobody saved since `seen`; 0 begins a version. One that was handed in is taken back by it.
pub async fn save_story(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (subject, seen): (Subject, i64),
    told: &Told,
) -> Answer<StoryDraft, Refusal> {
    retried(|| save_once(db, now, editor, (subject, seen), told)).await
}

async fn save_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (subject, seen): (Subject, i64),
    told: &Told,
) -> Answer<StoryDraft, Refusal> {
    use story_version::Column;
    let txn = write_txn(db).await?;
    if !subject.is_of(&txn, editor.producer).await? {
        return Ok(Err(Refusal::Unknown));
    }
    let mut seen = seen;
    let mut draft = open(&txn, editor.producer, subject).await?;
    if draft.is_none() && seen == 0 {
        lay_down(&txn, now, editor, subject, told).await?;
        draft = open(&txn, editor.producer, subject).await?;
        seen = 1;
    }
    let Some(draft) = draft else {
        return Ok(Err(Refusal::Stale));
    };
    let state = match draft.state {
        ReviewState::Rejected => ReviewState::Rejected,
        _ => ReviewState::Draft,
    };
    let written = story_version::Entity::update_many()
        .col_expr(Column::Content, Expr::value(serde_json::to_string(told)?))
        .col_expr(Column::Revision, Expr::value(seen.saturating_add(1)))
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::EditedBy, Expr::value(editor.actor.to_owned()))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(draft.id))
        .filter(Column::Revision.eq(seen))
        .filter(Column::State.eq(draft.state))
        .exec(&txn)
        .await?;
    if written.rows_affected != 1 {
        return Ok(Err(Refusal::Stale));
    }
    let draft = open(&txn, editor.producer, subject).await?;
    txn.commit().await?;
    Ok(draft.ok_or(Refusal::Stale))
}

/// Writes the first revision of a version, unless the story has an open one.
async fn lay_down(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    subject: Subject,
    told: &Told,
) -> Result<()> {
    let (kind, id) = subject.owner(editor.producer);
    let row = story_version::ActiveModel {
        producer_id: Set(editor.producer),
        owner_kind: Set(kind),
        owner_id: Set(id),
        state: Set(ReviewState::Draft),
        revision: Set(1),
        content: Set(serde_json::to_string(told)?),
        reason: Set(None),
        edited_by: Set(editor.actor.to_owned()),
        submitted_at: Set(None),
        decided_at: Set(None),
        decided_by: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    story_version::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
