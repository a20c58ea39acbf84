//! Working the figures of sales out: a run goes month by month, and each month is a job of its own.
//!
//! A month's job reads, then writes the month's rows, the run's progress and the next month's job in one transaction.
//! A worker that dies does the same month again; one that comes twice finds the month done and leaves it.

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{SalesRunState, Vnd, order, sales_group, sales_month, sales_run};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

use super::calendar::{earlier, later, month_of, span};
use super::gather::{self, Figures};
use foundation::audit::{self, Act};
use foundation::jobs::{self, JobError};
use foundation::kernel::clock::{vietnam_day, vietnam_hour};
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, rows_per_insert, write_txn};
use foundation::kernel::error::Result;

/// Kind of the job that works one month out. Its payload is `{"run": 3}`.
pub const SALES_JOB: &str = "sales_month";
/// Months before the present one that are worked out anew every night: an order is delivered, given back and paid back
/// within them. What changes an older one shows when the operator has everything worked out anew.
pub const OPEN_MONTHS: u32 = 4;
/// Hour of the night from which the nightly run begins, in Việt Nam.
const NIGHT: u32 = 2;
/// Longest rest after a month.
const LONGEST_REST: Duration = Duration::from_secs(2);
/// Who the nightly run is.
const SYSTEM: &str = "system";

/// What became of a wish to have the figures worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A run began.
    Begun,
    /// One runs already.
    Runs,
    /// There is no order yet.
    Nothing,
}

/// A run under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// Months that are done.
    pub done: i32,
    /// Months it has.
    pub total: i32,
}

/// How the figures stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// When the last run was finished: pages show figures as of then.
    pub as_of: Option<DateTime<Utc>>,
    /// Whether all months were ever worked out.
    pub whole: bool,
    /// The run under way.
    pub running: Option<Running>,
}

/// How the figures stand.
pub async fn progress(db: &impl ConnectionTrait) -> Result<Progress> {
    let finished = || sales_run::Entity::find().filter(sales_run::Column::State.eq(SalesRunState::Done));
    let last = finished()
        .order_by_desc(sales_run::Column::FinishedAt)
        .one(db)
        .await?;
    let whole = match &last {
        Some(last) if !last.whole => {
            let whole = finished().filter(sales_run::Column::Whole.eq(true)).one(db);
            whole.await?.is_some()
        }
        other => other.is_some(),
    };
    Ok(Progress {
        as_of: last.and_then(|run| run.finished_at),
        whole,
        running: running(db).await?.map(|run| Running {
            done: run.done,
            total: run.total,
        }),
    })
}

async fn running(db: &impl ConnectionTrait) -> Result<Option<sales_run::Model>> {
    let query = sales_run::Entity::find().filter(sales_run::Column::State.eq(SalesRunState::Running));
    Ok(query.one(db).await?)
}

/// Has the figures worked out: all months, or those that may still change. While a run is under way nothing begins; if
/// its job was given up, it goes on where it stopped.
pub async fn ask_figures(db: &Db, now: DateTime<Utc>, actor: &str, whole: bool) -> Result<Asked> {
    retried(|| async {
        let txn = write_txn(db).await?;
        if let Some(run) = running(&txn).await? {
            let payload = json!({ "run": run.id });
            let waits = jobs::among(&txn, SALES_JOB, std::slice::from_ref(&payload), now).await?;
            if waits.is_empty() {
                enqueue(&txn, now, run.id).await?;
                txn.commit().await?;
            }
            return Ok(Asked::Runs);
        }
        let first: Option<DateTime<Utc>> = order::Entity::find()
            .select_only()
            .column(order::Column::PlacedAt)
            .order_by_asc(order::Column::PlacedAt)
            .limit(1)
            .into_tuple()
            .one(&txn)
            .await?;
        let Some(first) = first else {
            return Ok(Asked::Nothing);
        };
        let last = month_of(now);
        let first = if whole {
            month_of(first)
        } else {
            month_of(first).max(earlier(last, OPEN_MONTHS))
        };
        let row = sales_run::ActiveModel {
            state: Set(SalesRunState::Running),
            first_month: Set(first),
            done: Set(0),
            total: Set(span(first, last).max(1)),
            whole: Set(whole),
            actor: Set(actor.to_owned()),
            started_at: Set(now),
            finished_at: Set(None),
            ..Default::default()
        };
        let run = match sales_run::Entity::insert(row).exec_with_returning(&txn).await {
            Ok(run) => run,
            // Somebody pressed at the same moment.
            Err(error) if is_duplicate(&error) => return Ok(Asked::Runs),
            Err(error) => return Err(error.into()),
        };
        if actor != SYSTEM {
            let act = Act {
                actor,
                action: "report.figures",
                subject_kind: "sales_run",
                subject_id: Some(run.id),
                before: None,
                after: Some(json!({ "first_month": first, "months": run.total })),
                reason: None,
            };
            audit::record(&txn, now, act).await?;
        }
        enqueue(&txn, now, run.id).await?;
        txn.commit().await?;
        Ok(Asked::Begun)
    })
    .await
}

async fn enqueue(txn: &Txn, now: DateTime<Utc>, run: i64) -> Result<()> {
    jobs::enqueue(txn, SALES_JOB, &json!({ "run": run }), Some("month"), now).await
}

/// What the night does, however often it is asked: once a day, after two in the morning, the months that may still
/// change, or all of them where that was never done; and it sets a run going again that stands still.
pub async fn nightly(db: &Db, now: DateTime<Utc>) -> Result<Option<Asked>> {
    if running(db).await?.is_some() {
        return Ok(Some(ask_figures(db, now, SYSTEM, false).await?));
    }
    let hour = vietnam_hour(now);
    let last = sales_run::Entity::find()
        .filter(sales_run::Column::Actor.eq(SYSTEM))
        .order_by_desc(sales_run::Column::StartedAt)
        .one(db)
        .await?;
    let done_today = last.is_some_and(|run| vietnam_day(run.started_at) == vietnam_day(now));
    if hour < NIGHT || done_today {
        return Ok(None);
    }
    let whole = !progress(db).await?.whole;
    Ok(Some(ask_figures(db, now, SYSTEM, whole).await?))
}

/// Works the next month of a run out, then rests as long as that took: a run never has more than half of a processor.
pub async fn figure_month(db: &Db, now: DateTime<Utc>, payload: &Value) -> Result<(), JobError> {
    let id = jobs::number(payload, "run")?;
    let run = sales_run::Entity::find_by_id(id).one(db).await;
    let run = run.map_err(foundation::kernel::error::Error::from)?;
    let Some(run) = run.filter(|run| run.state == SalesRunState::Running) else {
        return Ok(());
    };
    let began = Instant::now();
    let month = later(run.first_month, u32::try_from(run.done).unwrap_or(0));
    let figures = gather::month(db, month).await?;
    retried(|| write(db, now, &run, month, &figures)).await?;
    tokio::time::sleep(began.elapsed().min(LONGEST_REST)).await;
    Ok(())
}

async fn write(
    db: &Db,
    now: DateTime<Utc>,
    run: &sales_run::Model,
    month: NaiveDate,
    figures: &Figures,
) -> Result<()> {
    let txn = write_txn(db).await?;
    let last = run.done + 1 >= run.total;
    let mut step = sales_run::Entity::update_many()
        .col_expr(sales_run::Column::Done, Expr::value(run.done + 1))
        .filter(sales_run::Column::Id.eq(run.id))
        .filter(sales_run::Column::Done.eq(run.done))
        .filter(sales_run::Column::State.eq(SalesRunState::Running));
    if last {
        step = step
            .col_expr(sales_run::Column::State, Expr::value(SalesRunState::Done))
            .col_expr(sales_run::Column::FinishedAt, Expr::value(Some(now)));
    }
    if step.exec(&txn).await?.rows_affected == 0 {
        // Another worker was faster.
        return Ok(());
    }
    sales_month::Entity::delete_many()
        .filter(sales_month::Column::Month.eq(month))
        .exec(&txn)
        .await?;
    sales_group::Entity::delete_many()
        .filter(sales_group::Column::Month.eq(month))
        .exec(&txn)
        .await?;
    for some in figures.products.chunks(rows_per_insert(9).min(1_000)) {
        let rows = some.iter().map(|row| sales_month::ActiveModel {
            month: Set(month),
            producer_id: Set(row.producer_id),
            product_id: Set(row.product_id),
            set_id: Set(row.set_id),
            orders: Set(row.orders),
            pieces: Set(row.pieces),
            turnover: Set(Vnd::new(row.turnover)),
            refunded: Set(Vnd::new(row.refunded)),
            made_at: Set(now),
            ..Default::default()
        });
        sales_month::Entity::insert_many(rows)
            .exec_without_returning(&txn)
            .await?;
    }
    let groups = figures.groups.iter().map(|row| sales_group::ActiveModel {
        month: Set(month),
        group_id: Set(row.group_id),
        orders: Set(row.orders),
        pieces: Set(row.pieces),
        turnover: Set(Vnd::new(row.turnover)),
        refunded: Set(Vnd::new(row.refunded)),
        made_at: Set(now),
    });
    sales_group::Entity::insert_many(groups)
        .exec_without_returning(&txn)
        .await?;
    if !last {
        enqueue(&txn, now, run.id).await?;
    }
    txn.commit().await?;
    Ok(())
}
