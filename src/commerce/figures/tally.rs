//! How often products are looked at. A page from memory costs fifteen microseconds, so a view is one addition to a
//! number that the page itself holds; once a minute the numbers are added to the rows of their days. Several processes
//! add to the same rows.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{Months, NaiveDate};
use entity::{product, product_day};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};

use foundation::kernel::db::{Db, Txn, retried, rows_per_insert, write_txn};
use foundation::kernel::error::Result;

/// Views are kept as long as the longest period that is shown: five years.
const KEPT: Months = Months::new(60);

/// Views of one product on one day that are not written down yet. Its clones count together.
#[derive(Clone, Debug, Default)]
pub struct Counter(Arc<AtomicU32>);

impl Counter {
    /// Counts a view.
    pub fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Everything that is not written down yet, by product and day. It holds no more than there are pages in memory, and
/// what was looked at in the last minute.
#[derive(Debug, Default)]
pub struct Tally(Mutex<HashMap<Key, Counter>>);

/// A product and a day in Việt Nam.
type Key = (i64, NaiveDate);

impl Tally {
    /// The counter of a product on a day, for whoever gives out its page.
    pub fn counter(&self, product_id: i64, day: NaiveDate) -> Counter {
        self.counters().entry((product_id, day)).or_default().clone()
    }

    /// Takes what was counted, in the order of the keys, so that processes which write the same rows do not wait for
    /// each other crosswise. Counters that no page holds any more are let go.
    fn take(&self) -> Vec<(Key, u32)> {
        let mut taken = Vec::new();
        self.counters().retain(|key, counter| {
            // Once it is held here alone nobody can get hold of it before the lock is open again; the fence lets
            // the last view of the one who let go be seen.
            let alone = Arc::strong_count(&counter.0) == 1;
            fence(Ordering::Acquire);
            let views = counter.0.swap(0, Ordering::Relaxed);
            if views > 0 {
                taken.push((*key, views));
            }
            !alone
        });
        taken.sort_unstable();
        taken
    }

    fn give_back(&self, taken: &[(Key, u32)]) {
        for ((product_id, day), views) in taken {
            self.counter(*product_id, *day)
                .0
                .fetch_add(*views, Ordering::Relaxed);
        }
    }

    fn counters(&self) -> MutexGuard<'_, HashMap<Key, Counter>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds what was counted to the rows of its days and returns how many views that were. What cannot be written goes on
/// being counted.
pub async fn flush(db: &Db, tally: &Tally) -> Result<u64> {
    let taken = tally.take();
    if taken.is_empty() {
        return Ok(0);
    }
    match retried(|| write(db, &taken)).await {
        Ok(()) => Ok(taken.iter().map(|(_, views)| u64::from(*views)).sum()),
        Err(error) => {
            tally.give_back(&taken);
            Err(error)
        }
    }
}

async fn write(db: &Db, taken: &[(Key, u32)]) -> Result<()> {
    let txn = write_txn(db).await?;
    for some in taken.chunks(rows_per_insert(4)) {
        let ids = some.iter().map(|((product_id, _), _)| *product_id);
        // A product that went meanwhile must not hold up the others.
        let known: HashSet<i64> = product::Entity::find()
            .select_only()
            .column(product::Column::Id)
            .filter(product::Column::Id.is_in(ids))
            .into_tuple::<i64>()
            .all(&txn)
            .await?
            .into_iter()
            .collect();
        let rows: Vec<product_day::ActiveModel> = some
            .iter()
            .filter(|((product_id, _), _)| known.contains(product_id))
            .map(|((product_id, day), views)| row(*product_id, *day, (i64::from(*views), 0)))
            .collect();
        add(&txn, rows).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// Counts that a product was put into a cart that did not hold it, in the transaction that does so.
pub async fn put_into_cart(txn: &Txn, product_id: i64, day: NaiveDate) -> Result<()> {
    add(txn, vec![row(product_id, day, (0, 1))]).await
}

fn row(product_id: i64, day: NaiveDate, (views, carts): (i64, i64)) -> product_day::ActiveModel {
    product_day::ActiveModel {
        product_id: Set(product_id),
        day: Set(day),
        views: Set(views),
        carts: Set(carts),
    }
}

/// Adds to the rows that are there, and makes those that are not.
async fn add(txn: &Txn, rows: Vec<product_day::ActiveModel>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let conflict = OnConflict::columns([product_day::Column::ProductId, product_day::Column::Day])
        .value(
            product_day::Column::Views,
            Expr::cust("product_days.views + excluded.views"),
        )
        .value(
            product_day::Column::Carts,
            Expr::cust("product_days.carts + excluded.carts"),
        )
        .to_owned();
    product_day::Entity::insert_many(rows)
        .on_conflict(conflict)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Puts away what is older than any period that is shown; returns how many rows that were.
pub async fn forget(db: &Db, today: NaiveDate) -> Result<u64> {
    let oldest = today.checked_sub_months(KEPT).unwrap_or(NaiveDate::MIN);
    let gone = product_day::Entity::delete_many()
        .filter(Expr::col(product_day::Column::Day).lt(oldest))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
    }

    #[test]
    fn what_was_counted_is_taken_once_and_counters_without_a_page_go() {
        let tally = Tally::default();
        let (page, twin) = (tally.counter(1, day(21)), tally.counter(1, day(21)));
        tally.counter(2, day(21)).add();
        tally.counter(1, day(22)).add();
        page.add();
        twin.add();
        assert_eq!(
            tally.take(),
            [((1, day(21)), 2), ((1, day(22)), 1), ((2, day(21)), 1)]
        );
        assert_eq!(tally.take(), []);
        assert_eq!(tally.counters().len(), 1, "only what a page holds is kept");
        page.add();
        drop((page, twin));
        assert_eq!(
            tally.take(),
            [((1, day(21)), 1)],
            "the last view of a page counts"
        );
        assert_eq!(tally.counters().len(), 0);
    }

    #[test]
    fn what_could_not_be_written_is_counted_on() {
        let tally = Tally::default();
        tally.counter(1, day(21)).add();
        let taken = tally.take();
        tally.give_back(&taken);
        tally.counter(1, day(21)).add();
        assert_eq!(tally.take(), [((1, day(21)), 2)]);
    }

    #[test]
    fn views_from_many_threads_are_all_there() {
        let tally = Tally::default();
        let mut taken = 0;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5_000 {
                        tally.counter(1, day(21)).add();
                    }
                });
            }
            for _ in 0..50 {
                taken += tally.take().iter().map(|(_, views)| *views).sum::<u32>();
            }
        });
        taken += tally.take().iter().map(|(_, views)| *views).sum::<u32>();
        assert_eq!(taken, 20_000);
    }
}
