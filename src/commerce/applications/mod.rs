//! Applications to sell: written in steps and kept after each, sent to the office, looked at there, and approved,
//! sent back or refused. A person has one that is open at a time. A move is a compare-and-set on state and
//! version, with its row of history, its audit and its letter in the same transaction; an approval makes the
//! producer, its owner and its settings in it too.

mod approve;
mod draft;
mod erase;
mod papers;
mod queries;
mod requirements;
mod review;
mod withdraw;

use chrono::{DateTime, Utc};
use entity::{ApplicationStatus, application, application_event, user};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

pub use approve::Place;
pub use draft::{ApplyRefusal, Missing, Part, missing, save, submit};
pub use erase::erase;
pub use papers::{
    FORGET_PAPERS_JOB, MOST_PAPERS, PaperRefusal, add, expect, forget_papers, of_application, remove,
};
pub use queries::{
    Counts, Listed, Whole, counts, events, last_of_person, listed, of_person, open_of_person, whole,
};
pub use requirements::{Requirement, applicable, every, put};
pub use review::{DecisionRefusal, Links, Verdict, decide, set_ticks, take};
pub use withdraw::{WithdrawRefusal, may_withdraw, withdraw};

use foundation::audit::{self, Act};
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::mail::Letter;

/// A paper that came with an application.
pub type Paper = entity::application_document::Model;
/// An application.
pub type Application = application::Model;

/// A move of an application.
struct Move<'a> {
    to: ApplicationStatus,
    actor: &'a str,
    note: Option<&'a str>,
}

/// Moves an application that stands as it was read, with its row of history and its audit. `false` when it stands
/// elsewhere meanwhile, or was changed.
async fn advance(txn: &Txn, now: DateTime<Utc>, read: &Application, made: &Move<'_>) -> Result<bool> {
    if !read.status.may_become(made.to) {
        return Ok(false);
    }
    let moved = application::Entity::update_many()
        .col_expr(application::Column::Status, Expr::value(made.to.word()))
        .col_expr(application::Column::Version, Expr::value(read.version + 1))
        .col_expr(application::Column::UpdatedAt, Expr::value(now))
        .filter(application::Column::Id.eq(read.id))
        .filter(application::Column::Status.eq(read.status))
        .filter(application::Column::Version.eq(read.version))
        .exec(txn)
        .await?;
    if moved.rows_affected != 1 {
        return Ok(false);
    }
    record(txn, now, read, made).await?;
    Ok(true)
}

/// The row of history and the audit of a move.
async fn record(txn: &Txn, now: DateTime<Utc>, read: &Application, made: &Move<'_>) -> Result<()> {
    let row = application_event::ActiveModel {
        application_id: Set(read.id),
        at: Set(now),
        actor: Set(made.actor.to_owned()),
        from_status: Set(read.status),
        to_status: Set(made.to),
        note: Set(made.note.map(str::to_owned)),
        ..Default::default()
    };
    application_event::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    let act = Act {
        actor: made.actor,
        action: "application.move",
        subject_kind: "application",
        subject_id: Some(read.id),
        before: Some(json!({"status": read.status.word()})),
        after: Some(json!({"status": made.to.word()})),
        reason: made.note,
    };
    audit::record(txn, now, act).await
}

/// A letter to who applies; nobody is written to who has no address.
async fn letter(
    txn: &Txn,
    read: &Application,
    template: &'static str,
    note: Option<&str>,
    url: &str,
) -> Result<Option<Letter>> {
    let person = user::Entity::find_by_id(read.user_id).one(txn).await?;
    Ok(person.and_then(|user| {
        Some(Letter {
            key: format!("{template}:{}:{}", read.id, read.version),
            template,
            locale: read.locale,
            recipient: user.email?,
            payload: json!({
                "name": user.name,
                "producer": read.name_vi.clone().unwrap_or_default(),
                "note": note.unwrap_or_default(),
                "url": url,
            }),
        })
    }))
}
