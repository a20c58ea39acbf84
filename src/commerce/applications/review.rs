//! The office's part: it takes an application, ticks what it has seen, and decides.

use chrono::{DateTime, Utc};
use entity::{ApplicationStatus, Locale, application, application_tick};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::approve::{Place, seat};
use super::queries::whole_of;
use super::{Application, Move, advance, letter, record};
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::mail;

/// Makes the addresses that letters lead to, in a language: the page of the application, and the desk.
pub type Links = (fn(Locale) -> String, fn(Locale) -> String);

/// What the office says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They sell: as a new producer, or as one that is known.
    Approve(Place),
    /// They have to change something; what.
    Change(String),
    /// They do not sell; why.
    Reject(String),
}

/// Why nothing was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionRefusal {
    /// There is no such application.
    Missing,
    /// It stands elsewhere meanwhile, or was changed since it was read.
    Moved,
    /// Something that is required was not ticked.
    Unticked,
    /// There is no producer of that address.
    NoProducer,
    /// The producer has an owner, who can invite people.
    Owned,
    /// Another producer takes transfers on the account.
    AccountTaken,
}

async fn held(txn: &Txn, id: i64) -> Result<Option<Application>> {
    Ok(application::Entity::find_by_id(id)
        .lock_exclusive()
        .one(txn)
        .await?)
}

/// Takes an application to look at it.
pub async fn take(db: &Db, now: DateTime<Utc>, actor: &str, id: i64) -> Answer<(), DecisionRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(row) = held(&txn, id).await? else {
            return Ok(Err(DecisionRefusal::Missing));
        };
        let made = Move {
            to: ApplicationStatus::InReview,
            actor,
            note: None,
        };
        if !advance(&txn, now, &row, &made).await? {
            return Ok(Err(DecisionRefusal::Moved));
        }
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Writes down what the office has seen of an application that it looks at: these requirements and no others.
pub async fn set_ticks(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    id: i64,
    seen: &[i64],
) -> Answer<(), DecisionRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(row) = held(&txn, id).await? else {
            return Ok(Err(DecisionRefusal::Missing));
        };
        if row.status != ApplicationStatus::InReview {
            return Ok(Err(DecisionRefusal::Moved));
        }
        let whole = whole_of(&txn, row).await?;
        let wanted: Vec<i64> = whole
            .requirements
            .iter()
            .map(|one| one.id)
            .filter(|one| seen.contains(one))
            .collect();
        application_tick::Entity::delete_many()
            .filter(application_tick::Column::ApplicationId.eq(id))
            .filter(application_tick::Column::RequirementId.is_not_in(wanted.iter().copied()))
            .exec(&txn)
            .await?;
        let fresh: Vec<application_tick::ActiveModel> = wanted
            .iter()
            .filter(|one| !whole.ticked.contains(one))
            .map(|one| application_tick::ActiveModel {
                application_id: Set(id),
                requirement_id: Set(*one),
                actor: Set(actor.to_owned()),
                at: Set(now),
            })
            .collect();
        if !fresh.is_empty() {
            application_tick::Entity::insert_many(fresh)
                .exec_without_returning(&txn)
                .await?;
        }
        let mut before: Vec<i64> = whole.ticked.iter().copied().collect();
        before.sort_unstable();
        let act = Act {
            actor,
            action: "application.tick",
            subject_kind: "application",
            subject_id: Some(id),
            before: Some(json!(before)),
            after: Some(json!(wanted)),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Decides about an application as it was read (`version`).
pub async fn decide(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (id, version): (i64, i32),
    verdict: &Verdict,
    links: Links,
) -> Answer<(), DecisionRefusal> {
    retried(|| decide_once(db, now, actor, (id, version), verdict, links)).await
}

async fn decide_once(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (id, version): (i64, i32),
    verdict: &Verdict,
    links: Links,
) -> Answer<(), DecisionRefusal> {
    let txn = write_txn(db).await?;
    let Some(row) = held(&txn, id).await? else {
        return Ok(Err(DecisionRefusal::Missing));
    };
    let (to, template, note) = match verdict {
        Verdict::Approve(_) => (ApplicationStatus::Approved, "application_approved", None),
        Verdict::Change(what) => (
            ApplicationStatus::ChangesAsked,
            "application_changes",
            Some(what.as_str()),
        ),
        Verdict::Reject(why) => (
            ApplicationStatus::Rejected,
            "application_rejected",
            Some(why.as_str()),
        ),
    };
    if row.version != version || !row.status.may_become(to) {
        return Ok(Err(DecisionRefusal::Moved));
    }
    let producer = match verdict {
        Verdict::Approve(place) => {
            let whole = whole_of(&txn, row.clone()).await?;
            let unticked = whole
                .requirements
                .iter()
                .any(|one| one.required && !whole.ticked.contains(&one.id));
            if unticked {
                return Ok(Err(DecisionRefusal::Unticked));
            }
            match seat(&txn, now, actor, &row, place).await? {
                Ok(producer) => Some(producer),
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        Verdict::Change(_) | Verdict::Reject(_) => None,
    };
    // One statement for all that a state is bound to: the database refuses halves.
    let open = (to == ApplicationStatus::ChangesAsked).then_some(row.user_id);
    let moved = application::Entity::update_many()
        .col_expr(application::Column::Status, Expr::value(to.word()))
        .col_expr(application::Column::OpenOf, Expr::value(open))
        .col_expr(application::Column::ProducerId, Expr::value(producer))
        .col_expr(application::Column::Answer, Expr::value(note.map(str::to_owned)))
        .col_expr(application::Column::Version, Expr::value(row.version + 1))
        .col_expr(application::Column::UpdatedAt, Expr::value(now))
        .filter(application::Column::Id.eq(id))
        .filter(application::Column::Status.eq(row.status))
        .filter(application::Column::Version.eq(version))
        .exec(&txn)
        .await?;
    if moved.rows_affected != 1 {
        return Ok(Err(DecisionRefusal::Moved));
    }
    record(&txn, now, &row, &Move { to, actor, note }).await?;
    let (own, desk) = links;
    let url = if producer.is_some() {
        desk(row.locale)
    } else {
        own(row.locale)
    };
    let letter = letter(&txn, &row, template, note, &url).await?;
    mail::put(&txn, now, letter.into_iter().collect()).await?;
    txn.commit().await?;
    Ok(Ok(()))
}
