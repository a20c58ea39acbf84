//! What the programme means to reach in a year: typed in from its plan by the operator. None stands in the code.

use chrono::{DateTime, Utc};
use entity::{Measure, programme_target};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// A target.
pub type Target = programme_target::Model;

/// A target as somebody wants it. The form has judged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetWish {
    /// The year.
    pub year: i32,
    /// What is counted.
    pub measure: Measure,
    /// At least so many, 1 or more.
    pub low: i64,
    /// The upper end, not below `low`.
    pub high: Option<i64>,
    /// The plan: number and name of the document.
    pub source: String,
    /// The revision that was seen; 0 where there was none.
    pub seen: i64,
}

/// Why a target is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetRefusal {
    /// Somebody changed it meanwhile.
    Changed,
}

/// The targets of a year.
pub async fn targets(db: &impl ConnectionTrait, year: i32) -> Result<Vec<Target>> {
    Ok(programme_target::Entity::find()
        .filter(programme_target::Column::Year.eq(year))
        .all(db)
        .await?)
}

/// The target of a year for something.
pub async fn target(db: &impl ConnectionTrait, year: i32, measure: Measure) -> Result<Option<Target>> {
    Ok(programme_target::Entity::find()
        .filter(programme_target::Column::Year.eq(year))
        .filter(programme_target::Column::Measure.eq(measure))
        .one(db)
        .await?)
}

/// Sets a target.
pub async fn save_target(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    wish: &TargetWish,
) -> Answer<(), TargetRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let before = target(&txn, wish.year, wish.measure).await?;
        if before.as_ref().map_or(0, |row| row.revision) != wish.seen {
            return Ok(Err(TargetRefusal::Changed));
        }
        let saved = match &before {
            Some(before) => change(&txn, now, before, wish).await?,
            None => match insert(&txn, now, wish).await {
                Ok(()) => true,
                Err(error) if is_duplicate(&error) => return Ok(Err(TargetRefusal::Changed)),
                Err(error) => return Err(error.into()),
            },
        };
        if !saved {
            return Ok(Err(TargetRefusal::Changed));
        }
        let after = json!({
            "year": wish.year, "measure": wish.measure.word(), "low": wish.low, "high": wish.high,
            "source": wish.source,
        });
        record(&txn, now, (actor, "target.set"), before.as_ref(), Some(after)).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

async fn insert(txn: &Txn, now: DateTime<Utc>, wish: &TargetWish) -> std::result::Result<(), sea_orm::DbErr> {
    let row = programme_target::ActiveModel {
        year: Set(wish.year),
        measure: Set(wish.measure),
        low: Set(wish.low),
        high: Set(wish.high),
        source: Set(wish.source.clone()),
        revision: Set(1),
        updated_at: Set(now),
        ..Default::default()
    };
    programme_target::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

async fn change(txn: &Txn, now: DateTime<Utc>, before: &Target, wish: &TargetWish) -> Result<bool> {
    let changed = programme_target::Entity::update_many()
        .col_expr(programme_target::Column::Low, Expr::value(wish.low))
        .col_expr(programme_target::Column::High, Expr::value(wish.high))
        .col_expr(programme_target::Column::Source, Expr::value(wish.source.clone()))
        .col_expr(
            programme_target::Column::Revision,
            Expr::value(before.revision + 1),
        )
        .col_expr(programme_target::Column::UpdatedAt, Expr::value(now))
        .filter(programme_target::Column::Id.eq(before.id))
        .filter(programme_target::Column::Revision.eq(before.revision))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Takes a target away, given with the revision that was seen.
pub async fn remove_target(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (year, measure): (i32, Measure),
    seen: i64,
) -> Answer<(), TargetRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(before) = target(&txn, year, measure)
            .await?
            .filter(|row| row.revision == seen)
        else {
            return Ok(Err(TargetRefusal::Changed));
        };
        let gone = programme_target::Entity::delete_many()
            .filter(programme_target::Column::Id.eq(before.id))
            .filter(programme_target::Column::Revision.eq(seen))
            .exec(&txn)
            .await?;
        if gone.rows_affected != 1 {
            return Ok(Err(TargetRefusal::Changed));
        }
        record(&txn, now, (actor, "target.remove"), Some(&before), None).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    (actor, action): (&str, &str),
    before: Option<&Target>,
    after: Option<Value>,
) -> Result<()> {
    let before = before.map(|row| {
        json!({
            "year": row.year, "measure": row.measure.word(), "low": row.low, "high": row.high,
            "source": row.source,
        })
    });
    let act = Act {
        actor,
        action,
        subject_kind: "programme_target",
        subject_id: None,
        before,
        after,
        reason: None,
    };
    audit::record(txn, now, act).await
}
