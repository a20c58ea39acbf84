//! How often something was tried of late: wrong passwords, letters asked for, enquiries. A row is held while it is
//! judged, so that tries at the same moment are counted one after the other.

use chrono::{DateTime, TimeDelta, Utc};
use entity::throttle;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};

use foundation::kernel::db::{Db, Txn};
use foundation::kernel::error::{Error, Result};

/// Longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// What is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Tries that cost nothing.
    pub tries: i32,
    /// After so long without a try it starts anew.
    pub window: TimeDelta,
    /// The pause after the first try too many; it doubles with each further one.
    pub pause: TimeDelta,
}

/// Wrong passwords of one account, whatever networks they come from.
pub const ACCOUNT: Limit = Limit {
    tries: 10,
    window: TimeDelta::minutes(30),
    pause: TimeDelta::minutes(1),
};
/// Wrong passwords from one network, whatever accounts they are for.
pub const NETWORK: Limit = Limit {
    tries: 60,
    window: TimeDelta::minutes(30),
    pause: TimeDelta::seconds(15),
};
/// Wrong passwords from a browser that is known.
pub const DEVICE: Limit = Limit {
    tries: 10,
    window: TimeDelta::minutes(30),
    pause: TimeDelta::minutes(1),
};
/// Wrong codes of one account, and wrong passwords of somebody who is signed in.
pub const CODE: Limit = Limit {
    tries: 8,
    window: TimeDelta::minutes(30),
    pause: TimeDelta::minutes(1),
};
/// Letters to one address that anybody may ask for.
pub const LETTERS: Limit = Limit {
    tries: 4,
    window: TimeDelta::hours(1),
    pause: TimeDelta::minutes(5),
};
/// Accounts, letters or enquiries asked for from one network.
pub const ASKING: Limit = Limit {
    tries: 40,
    window: TimeDelta::hours(1),
    pause: TimeDelta::minutes(1),
};
/// Enquiries of one person.
pub const ENQUIRIES: Limit = Limit {
    tries: 20,
    window: TimeDelta::hours(1),
    pause: TimeDelta::minutes(5),
};

/// A count that is held until the transaction ends.
#[derive(Clone, Debug)]
pub struct Held {
    key: String,
    count: i32,
    from: DateTime<Utc>,
    limit: Limit,
}

/// How often a count is made that others put away at the same moment.
const TRIES: usize = 10;

/// Takes hold of a count.
pub async fn hold(txn: &Txn, now: DateTime<Utc>, key: String, limit: Limit) -> Result<Held> {
    for _ in 0..TRIES {
        let row = throttle::ActiveModel {
            key: Set(key.clone()),
            count: Set(0),
            window_from: Set(now),
        };
        throttle::Entity::insert(row)
            .on_conflict(OnConflict::column(throttle::Column::Key).do_nothing().to_owned())
            .exec_without_returning(txn)
            .await?;
        let row = throttle::Entity::find_by_id(key.clone())
            .lock_exclusive()
            .one(txn)
            .await?;
        // Whoever held it may just have put it away.
        if let Some(row) = row {
            return Ok(Held {
                key,
                count: row.count,
                from: row.window_from,
                limit,
            });
        }
    }
    Err(Error::new("a count that was just made is not there"))
}

impl Held {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        now - self.from > self.limit.window
    }

    /// Seconds to wait before the next try, if there were too many.
    pub fn wait(&self, now: DateTime<Utc>) -> Option<i64> {
        let over = self.count - self.limit.tries;
        if over < 0 || self.is_over(now) {
            return None;
        }
        let pause = (self.limit.pause * (1 << over.clamp(0, 8))).min(LONGEST_PAUSE);
        let left = self.from + pause - now;
        (left > TimeDelta::zero()).then(|| left.num_seconds().clamp(1, i64::MAX))
    }

    /// Counts a try; says whether it was the one that made it too many.
    pub async fn count(&mut self, txn: &Txn, now: DateTime<Utc>) -> Result<bool> {
        self.count = if self.is_over(now) { 1 } else { self.count + 1 };
        self.from = now;
        throttle::Entity::update_many()
            .col_expr(throttle::Column::Count, Expr::value(self.count))
            .col_expr(throttle::Column::WindowFrom, Expr::value(now))
            .filter(throttle::Column::Key.eq(&self.key))
            .exec(txn)
            .await?;
        Ok(self.count == self.limit.tries)
    }

    /// Forgets the tries.
    pub async fn clear(self, txn: &Txn) -> Result<()> {
        forget(txn, &self.key).await
    }
}

/// Forgets the tries of a key.
pub async fn forget(txn: &Txn, key: &str) -> Result<()> {
    throttle::Entity::delete_by_id(key.to_owned()).exec(txn).await?;
    Ok(())
}

/// Puts away counts that no longer count.
pub async fn tidy(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    let gone = throttle::Entity::delete_many()
        .filter(Expr::col(throttle::Column::WindowFrom).lt(now - TimeDelta::days(1)))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let from = DateTime::UNIX_EPOCH;
        let at = |count, seconds| {
            Held {
                key: String::new(),
                count,
                from,
                limit: ACCOUNT,
            }
            .wait(from + TimeDelta::seconds(seconds))
        };
        assert_eq!(at(9, 0), None);
        assert_eq!(at(10, 0), Some(60));
        assert_eq!(at(10, 60), None);
        assert_eq!(at(11, 60), Some(60));
        assert_eq!(at(500, 0), Some(900));
        assert_eq!(at(500, 901), None);
    }
}
