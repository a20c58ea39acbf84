//! What becomes of the open version of a story at the desk: handed in, taken back, thrown away.

use chrono::{DateTime, Utc};
use entity::{ReviewState, story_version};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::stories::{StoryDraft, Subject, open};
use super::{Editor, Refusal};
use foundation::audit;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Hands a story in, as it was seen.
pub async fn submit_story(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (subject, seen): (Subject, i64),
) -> Answer<(), Refusal> {
    let expected = [ReviewState::Draft, ReviewState::Rejected];
    retried(|| {
        move_once(
            db,
            now,
            editor,
            (subject, Some(seen)),
            &expected,
            ReviewState::Submitted,
        )
    })
    .await
}

/// Takes a story back that was handed in and not decided.
pub async fn withdraw_story(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    subject: Subject,
) -> Answer<(), Refusal> {
    let expected = [ReviewState::Submitted];
    retried(|| move_once(db, now, editor, (subject, None), &expected, ReviewState::Draft)).await
}

async fn move_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (subject, seen): (Subject, Option<i64>),
    from: &[ReviewState],
    to: ReviewState,
) -> Answer<(), Refusal> {
    use story_version::Column;
    let txn = write_txn(db).await?;
    if !subject.is_of(&txn, editor.producer).await? {
        return Ok(Err(Refusal::Unknown));
    }
    let Some(draft) = open(&txn, editor.producer, subject).await? else {
        return Ok(Err(Refusal::Stale));
    };
    let hands_in = to == ReviewState::Submitted;
    if hands_in && !draft.told.lacks().is_empty() {
        return Ok(Err(Refusal::Incomplete));
    }
    let mut change = story_version::Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .col_expr(Column::UpdatedAt, Expr::value(now));
    if hands_in {
        change = change
            .col_expr(Column::SubmittedAt, Expr::value(Some(now)))
            .col_expr(Column::Reason, Expr::value(None::<String>));
    }
    let moved = change
        .filter(Column::Id.eq(draft.id))
        .filter(Column::Revision.eq(seen.unwrap_or(draft.revision)))
        .filter(Column::State.is_in(from.iter().copied()))
        .exec(&txn)
        .await?;
    if moved.rows_affected != 1 {
        return Ok(Err(Refusal::Stale));
    }
    let action = if hands_in {
        "story.submit"
    } else {
        "story.withdraw"
    };
    note(&txn, now, editor, action, &draft).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Throws the open version of a story away.
pub async fn discard_story(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    subject: Subject,
) -> Answer<(), Refusal> {
    retried(|| discard_once(db, now, editor, subject)).await
}

async fn discard_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    subject: Subject,
) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    if !subject.is_of(&txn, editor.producer).await? {
        return Ok(Err(Refusal::Unknown));
    }
    let Some(draft) = open(&txn, editor.producer, subject).await? else {
        return Ok(Err(Refusal::Stale));
    };
    story_version::Entity::delete_many()
        .filter(story_version::Column::Id.eq(draft.id))
        .filter(story_version::Column::State.ne(ReviewState::Approved))
        .exec(&txn)
        .await?;
    note(&txn, now, editor, "story.discard", &draft).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

async fn note(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    action: &str,
    draft: &StoryDraft,
) -> Result<()> {
    let act = audit::Act {
        actor: editor.actor,
        action,
        subject_kind: "story_version",
        subject_id: Some(draft.id),
        before: None,
        after: Some(serde_json::to_value(&draft.told)?),
        reason: None,
    };
    audit::record(txn, now, act).await
}
