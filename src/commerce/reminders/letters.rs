//! What all reminders have in common: whom a producer's go to, and that each is put once.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::{Locale, MemberRole, email_key, producer_member, producer_setting, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::mail::{self, Letter};

/// Things worked on in one go: statements have a limited number of values.
pub(super) const AT_ONCE: usize = 500;

/// Puts those letters that were never put; says how many.
pub(super) async fn put_new(db: &Db, now: DateTime<Utc>, letters: Vec<Letter>) -> Result<usize> {
    let mut count = 0;
    for some in letters.chunks(AT_ONCE) {
        let keys = some.iter().map(|letter| letter.key.clone()).collect();
        let told: HashSet<String> = mail::known(db, keys).await?.into_iter().collect();
        let new: Vec<Letter> = some
            .iter()
            .filter(|letter| !told.contains(&letter.key))
            .cloned()
            .collect();
        if !new.is_empty() {
            count += new.len();
            mail::put_now(db, now, new).await?;
        }
    }
    Ok(count)
}

/// Who is told of what becomes of a producer's goods: address, language, and the end of the letter's key.
pub(super) type Told = (String, Locale, String);

/// The addresses that producers left, and those of their owners, each address once a producer.
pub(super) async fn addresses(db: &Db, producers: &[i64]) -> Result<HashMap<i64, Vec<Told>>> {
    let mut found: HashMap<i64, Vec<Told>> = HashMap::new();
    let left = producer_setting::Entity::find()
        .filter(producer_setting::Column::ProducerId.is_in(producers.iter().copied()))
        .all(db)
        .await?;
    for row in left {
        if let Some(address) = row.email {
            let told = found.entry(row.producer_id).or_default();
            told.push((address, Locale::Vi, String::new()));
        }
    }
    let owners = producer_member::Entity::find()
        .filter(producer_member::Column::ProducerId.is_in(producers.iter().copied()))
        .filter(producer_member::Column::Role.eq(MemberRole::Owner))
        .all(db)
        .await?;
    let people: HashMap<i64, user::Model> = user::Entity::find()
        .filter(user::Column::Id.is_in(owners.iter().map(|owner| owner.user_id)))
        .filter(user::Column::ErasedAt.is_null())
        .all(db)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    for owner in owners {
        let Some(person) = people.get(&owner.user_id) else {
            continue;
        };
        let Some(address) = &person.email else {
            continue;
        };
        let told = found.entry(owner.producer_id).or_default();
        if !told
            .iter()
            .any(|(known, ..)| email_key(known) == email_key(address))
        {
            told.push((address.clone(), person.locale, format!(":{}", person.id)));
        }
    }
    Ok(found)
}
