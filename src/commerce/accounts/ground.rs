//! What every operation of an account stands on, and how it is begun anew after giving way to another.

use chrono::{DateTime, Utc};
use entity::user;
use sea_orm::EntityTrait;

use super::letters::Paths;
use super::password;
use super::refusal::Refusal;
use super::throttle;
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::Secrets;

/// The database, the moment, the site's key and where letters lead.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Database.
    pub db: &'a Db,
    /// The moment of the request (UTC).
    pub now: DateTime<Utc>,
    /// Randomness and the site's key.
    pub secrets: &'a Secrets,
    /// Where letters lead.
    pub paths: &'a Paths,
}

impl Ground<'_> {
    /// The day in Việt Nam, for letters that go out once a day.
    pub(super) fn day(&self) -> String {
        vietnam_day(self.now).to_string()
    }

    /// Writes down what somebody did with their own account.
    pub(super) async fn record(&self, txn: &Txn, user_id: i64, action: &str) -> Result<()> {
        self.record_as(txn, &format!("user:{user_id}"), user_id, action)
            .await
    }

    /// Writes down what was done with an account, and by whom.
    pub(super) async fn record_as(&self, txn: &Txn, actor: &str, user_id: i64, action: &str) -> Result<()> {
        let act = Act {
            actor,
            action,
            subject_kind: "user",
            subject_id: Some(user_id),
            before: None,
            after: None,
            reason: None,
        };
        audit::record(txn, self.now, act).await
    }
}

/// A person with what they typed as their password: worked out before a transaction begins.
pub(super) struct Proof {
    user: user::Model,
    right: bool,
}

/// Compares a password with that of somebody who is signed in.
pub(super) async fn proof(db: &Db, user_id: i64, typed: &str) -> Answer<Proof, Refusal> {
    let Some(user) = user::Entity::find_by_id(user_id).one(db).await? else {
        return Ok(Err(Refusal::Missing));
    };
    let right = password::verify(typed, Some(&user.password_hash)).await?;
    Ok(Ok(Proof { user, right }))
}

impl Proof {
    /// Judges it within the transaction. After a refusal the transaction must be committed: it holds the
    /// count.
    pub(super) async fn judge(&self, txn: &Txn, now: DateTime<Utc>) -> Answer<user::Model, Refusal> {
        let key = format!("own:{}", self.user.id);
        let mut held = throttle::hold(txn, now, key, throttle::CODE).await?;
        if let Some(seconds) = held.wait(now) {
            return Ok(Err(Refusal::Slowed(seconds)));
        }
        let current = user::Entity::find_by_id(self.user.id).one(txn).await?;
        let same = current.filter(|row| row.password_hash == self.user.password_hash);
        match same {
            Some(user) if self.right => {
                held.clear(txn).await?;
                Ok(Ok(user))
            }
            _ => {
                held.count(txn, now).await?;
                Ok(Err(Refusal::Wrong))
            }
        }
    }
}
