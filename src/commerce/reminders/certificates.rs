//! Certificates that end soon (one holds 36 months): the producer is told half a year, a quarter and a month
//! before, since being ranked anew takes months.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{
    Locale, MemberRole, certificate, email_key, producer_member, producer_setting, product, product_text,
    user,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, sea_query::Expr};
use serde_json::json;

use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::mail::{self, Letter};

/// Days before the last one at which the producer is told.
pub const DAYS_BEFORE: [i64; 3] = [180, 90, 30];

/// Certificates worked on in one go: statements have a limited number of values.
const AT_ONCE: usize = 500;

/// The step a certificate stands at: the smallest one it has reached. A site that starts late tells once and not
/// three times.
fn step(last_day: NaiveDate, today: NaiveDate) -> Option<i64> {
    let left = (last_day - today).num_days();
    (left >= 0)
        .then(|| DAYS_BEFORE.into_iter().filter(|days| left <= *days).min())
        .flatten()
}

/// Puts messages about certificates that end soon, to the address a producer left and to its owners; says how many.
/// Only where the last day is known, and not where a younger certificate of the product holds longer. Each
/// certificate, step and person once, however often this runs.
pub async fn certificates_expiring(db: &Db, today: NaiveDate, now: DateTime<Utc>) -> Result<usize> {
    let far = today + TimeDelta::days(DAYS_BEFORE.into_iter().max().unwrap_or_default());
    let ending = certificate::Entity::find()
        .filter(certificate::Column::RevokedOn.is_null())
        .filter(certificate::Column::ExpiresLatest.between(today, far))
        .filter(
            Expr::col(certificate::Column::ExpiresEarliest).eq(Expr::col(certificate::Column::ExpiresLatest)),
        )
        .all(db)
        .await?;
    let wanted: Vec<(String, certificate::Model)> = ending
        .into_iter()
        .filter_map(|row| {
            let days = step(row.expires_latest?, today)?;
            Some((format!("certificate_expiring:{}:{days}", row.id), row))
        })
        .collect();
    let mut count = 0;
    for some in wanted.chunks(AT_ONCE) {
        let letters = written(db, some).await?;
        let keys: Vec<String> = letters.iter().map(|letter| letter.key.clone()).collect();
        let mut told: HashSet<String> = HashSet::new();
        for keys in keys.chunks(AT_ONCE) {
            told.extend(mail::known(db, keys.to_vec()).await?);
        }
        let new: Vec<Letter> = letters
            .into_iter()
            .filter(|letter| !told.contains(&letter.key))
            .collect();
        count += new.len();
        for letters in new.chunks(AT_ONCE) {
            mail::put_now(db, now, letters.to_vec()).await?;
        }
    }
    Ok(count)
}

/// Who is told of a producer's certificates: address, language, and the end of the letter's key.
type Told = (String, Locale, String);

/// The addresses that producers left, and those of their owners, each address once a producer.
async fn addresses(db: &Db, producers: &[i64]) -> Result<HashMap<i64, Vec<Told>>> {
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

async fn written(db: &Db, wanted: &[(String, certificate::Model)]) -> Result<Vec<Letter>> {
    let ids: Vec<i64> = wanted.iter().map(|(_, row)| row.product_id).collect();
    let products: HashMap<i64, product::Model> = product::Entity::find()
        .filter(product::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let names: HashMap<i64, String> = product_text::Entity::find()
        .filter(product_text::Column::ProductId.is_in(ids.iter().copied()))
        .filter(product_text::Column::Locale.eq(Locale::Vi))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.product_id, row.name))
        .collect();
    let mut producers: Vec<i64> = products.values().map(|product| product.producer_id).collect();
    producers.sort_unstable();
    producers.dedup();
    let addresses = addresses(db, &producers).await?;
    let mut longest: HashMap<i64, NaiveDate> = HashMap::new();
    let others = certificate::Entity::find()
        .filter(certificate::Column::ProductId.is_in(ids))
        .filter(certificate::Column::RevokedOn.is_null())
        .all(db)
        .await?;
    for row in others {
        if let Some(last) = row.expires_earliest {
            let longest = longest.entry(row.product_id).or_insert(last);
            *longest = Ord::max(last, *longest);
        }
    }
    let renewed = |row: &certificate::Model| longest.get(&row.product_id).copied() > row.expires_latest;
    let mut letters = Vec::new();
    for (key, row) in wanted.iter().filter(|(_, row)| !renewed(row)) {
        let Some(product) = products.get(&row.product_id) else {
            continue;
        };
        let name = names.get(&row.product_id).unwrap_or(&product.slug);
        for (address, locale, end) in addresses.get(&product.producer_id).into_iter().flatten() {
            letters.push(Letter {
                key: format!("{key}{end}"),
                template: "certificate_expiring",
                locale: *locale,
                recipient: address.clone(),
                payload: json!({
                    "product": name,
                    "code": row.code,
                    "decision": row.decision_no,
                    "day": row.expires_latest,
                }),
            });
        }
    }
    Ok(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_step_counts() {
        let last: NaiveDate = "2027-06-30".parse().unwrap();
        let at = |left: i64| step(last, last - TimeDelta::days(left));
        assert_eq!(at(181), None);
        assert_eq!(at(180), Some(180));
        assert_eq!(at(91), Some(180));
        assert_eq!(at(90), Some(90));
        assert_eq!(at(31), Some(90));
        assert_eq!(at(30), Some(30));
        assert_eq!(at(0), Some(30));
        assert_eq!(at(-1), None);
    }
}
