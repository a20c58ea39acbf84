//! Papers come and go. Rows are in the database and files are not: a job is put down before a file is written, and
//! looks an hour later whether a row names it; whatever happens in between, nothing stays behind.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::{Locale, PublicStatus, listing_paper, product, product_text, requirement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::{Value, json};

use super::Paper;
use foundation::audit::{self, Act};
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::media::{BlobStore, MediaKey, private};

/// Kind of the job that removes papers no row names. Its payload is `{"keys": […]}`.
pub const FORGET_JOB: &str = "forget_listing_papers";
/// Papers a product may have.
pub const MOST_PAPERS: u64 = 20;
/// Papers of a producer that are looked at for their last day.
const LOOKED_AT: u64 = 5_000;
/// When files that were written are looked at: long after the request that brought them is over.
const LOOKED_AT_AFTER: TimeDelta = TimeDelta::hours(1);

/// Why a paper was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperRefusal {
    /// Nobody asks for that, or there is no such product.
    Missing,
    /// No more fit.
    Full,
}

/// Puts down that a file is about to be written.
pub async fn expect(db: &Db, now: DateTime<Utc>, key: &MediaKey) -> Result<()> {
    let payload = json!({"keys": [key.as_str()]});
    jobs::enqueue(db, FORGET_JOB, &payload, None, now + LOOKED_AT_AFTER).await
}

/// Adds a paper, whose file is kept already, to a producer's own product.
pub async fn add(
    db: &Db,
    now: DateTime<Utc>,
    (producer, actor): (i64, &str),
    (product, requirement): (i64, i64),
    key: &MediaKey,
    valid_until: Option<NaiveDate>,
) -> Answer<(), PaperRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let own = product::Entity::find_by_id(product)
            .filter(product::Column::ProducerId.eq(producer))
            .filter(product::Column::Status.ne(PublicStatus::Retired))
            .lock_exclusive()
            .one(&txn)
            .await?;
        let asked = requirement::Entity::find_by_id(requirement)
            .filter(requirement::Column::Active.eq(true))
            .filter(requirement::Column::Sets.ne(""))
            .one(&txn)
            .await?;
        if own.is_none() || asked.is_none() {
            return Ok(Err(PaperRefusal::Missing));
        }
        let count = listing_paper::Entity::find()
            .filter(listing_paper::Column::ProductId.eq(product))
            .count(&txn)
            .await?;
        if count >= MOST_PAPERS {
            return Ok(Err(PaperRefusal::Full));
        }
        let row = listing_paper::ActiveModel {
            producer_id: Set(producer),
            product_id: Set(product),
            requirement_id: Set(requirement),
            key: Set(key.as_str().to_owned()),
            content_type: Set(key.content_type().to_owned()),
            valid_until: Set(valid_until),
            actor: Set(actor.to_owned()),
            created_at: Set(now),
            ..Default::default()
        };
        listing_paper::Entity::insert(row)
            .exec_without_returning(&txn)
            .await?;
        let said = json!({"requirement": requirement, "valid_until": valid_until});
        note(&txn, now, actor, "paper.add", product, (None, Some(said))).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Takes a paper away from a producer's own product; its file goes by a job. `false` when there is none.
pub async fn remove(
    db: &Db,
    now: DateTime<Utc>,
    (producer, actor): (i64, &str),
    (product, paper): (i64, i64),
) -> Result<bool> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let row = listing_paper::Entity::find_by_id(paper)
            .filter(listing_paper::Column::ProducerId.eq(producer))
            .filter(listing_paper::Column::ProductId.eq(product))
            .one(&txn)
            .await?;
        let Some(row) = row else {
            return Ok(false);
        };
        listing_paper::Entity::delete_by_id(row.id).exec(&txn).await?;
        jobs::enqueue(&txn, FORGET_JOB, &json!({"keys": [row.key]}), None, now).await?;
        let said = json!({"requirement": row.requirement_id, "valid_until": row.valid_until});
        note(&txn, now, actor, "paper.remove", product, (Some(said), None)).await?;
        txn.commit().await?;
        Ok(true)
    })
    .await
}

async fn note(
    txn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    actor: &str,
    action: &str,
    product: i64,
    (before, after): (Option<Value>, Option<Value>),
) -> Result<()> {
    let act = Act {
        actor,
        action,
        subject_kind: "product",
        subject_id: Some(product),
        before,
        after,
        reason: None,
    };
    audit::record(txn, now, act).await
}

/// A paper that ends soon or has ended, with nothing after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The product.
    pub product_id: i64,
    /// Its name in Vietnamese.
    pub name: String,
    /// What the paper shows.
    pub requirement_id: i64,
    /// What the paper is, in Vietnamese.
    pub label_vi: String,
    /// The same in English.
    pub label_en: String,
    /// Its last day.
    pub last_day: NaiveDate,
}

impl Ending {
    /// What the paper is.
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.label_vi,
            Locale::En => &self.label_en,
        }
    }
}

/// A producer's papers that end within some days, or have ended, and are followed by none; the first to end first.
pub async fn ending(
    db: &impl ConnectionTrait,
    producer: i64,
    (today, days): (NaiveDate, u64),
    most: usize,
) -> Result<Vec<Ending>> {
    let papers = listing_paper::Entity::find()
        .filter(listing_paper::Column::ProducerId.eq(producer))
        .order_by_asc(listing_paper::Column::Id)
        .limit(LOOKED_AT)
        .all(db)
        .await?;
    let soon = today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    let mut ends = last_days(&papers);
    ends.retain(|(_, last)| *last <= soon);
    ends.sort_by_key(|((product, _), last)| (*last, *product));
    ends.truncate(most);
    let products: Vec<i64> = ends.iter().map(|((product, _), _)| *product).collect();
    let names: HashMap<i64, String> = product_text::Entity::find()
        .select_only()
        .columns([product_text::Column::ProductId, product_text::Column::Name])
        .filter(product_text::Column::ProductId.is_in(products))
        .filter(product_text::Column::Locale.eq(Locale::Vi))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let asked: HashMap<i64, requirement::Model> = requirement::Entity::find()
        .filter(requirement::Column::Active.eq(true))
        .filter(requirement::Column::Sets.ne(""))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    Ok(ends
        .into_iter()
        .filter_map(|((product_id, requirement_id), last_day)| {
            let asked = asked.get(&requirement_id)?;
            Some(Ending {
                product_id,
                name: names.get(&product_id).cloned().unwrap_or_default(),
                requirement_id,
                label_vi: asked.label_vi.clone(),
                label_en: asked.label_en.clone(),
                last_day,
            })
        })
        .collect())
}

/// The last day on which a paper of each product and requirement holds; those that have no end are left out.
fn last_days(papers: &[Paper]) -> Vec<((i64, i64), NaiveDate)> {
    let mut last: HashMap<(i64, i64), Option<NaiveDate>> = HashMap::new();
    for paper in papers {
        let known = last
            .entry((paper.product_id, paper.requirement_id))
            .or_insert(paper.valid_until);
        *known = known.zip(paper.valid_until).map(|(one, other)| one.max(other));
    }
    last.into_iter()
        .filter_map(|(of, day)| Some((of, day?)))
        .collect()
}

/// Removes those files of a job that no row names (any more). Doing it twice does it once.
pub async fn forget(db: &Db, files: &dyn BlobStore, payload: &Value) -> Result<(), JobError> {
    private::forget_unnamed::<listing_paper::Entity>(db, files, payload, listing_paper::Column::Key).await
}
