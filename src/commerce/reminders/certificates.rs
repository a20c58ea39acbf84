//! Certificates that end soon (one holds 36 months): the producer is told half a year, a quarter and a month
//! before, since being ranked anew takes months.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{Locale, certificate, producer_setting, product, product_text};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, sea_query::Expr};
use serde_json::json;

use foundation::kernel::db::{Db, write_txn};
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

/// Puts messages about certificates that end soon, to producers that left an address; says how many. Only where
/// the last day is known, and not where a younger certificate of the product holds longer. Each certificate and
/// step once, however often this runs.
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
        let keys = some.iter().map(|(key, _)| key.clone()).collect();
        let told: HashSet<String> = mail::known(db, keys).await?.into_iter().collect();
        let new: Vec<&(String, certificate::Model)> =
            some.iter().filter(|(key, _)| !told.contains(key)).collect();
        if new.is_empty() {
            continue;
        }
        let letters = written(db, &new).await?;
        count += letters.len();
        let txn = write_txn(db).await?;
        mail::put(&txn, now, letters).await?;
        txn.commit().await?;
    }
    Ok(count)
}

async fn written(db: &Db, wanted: &[&(String, certificate::Model)]) -> Result<Vec<Letter>> {
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
    let addresses: HashMap<i64, String> = producer_setting::Entity::find()
        .filter(
            producer_setting::Column::ProducerId.is_in(products.values().map(|product| product.producer_id)),
        )
        .all(db)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.producer_id, row.email?)))
        .collect();
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
        let Some(address) = addresses.get(&product.producer_id) else {
            continue;
        };
        let name = names.get(&row.product_id).unwrap_or(&product.slug);
        letters.push(Letter {
            key: key.clone(),
            template: "certificate_expiring",
            locale: Locale::Vi,
            recipient: address.clone(),
            payload: json!({
                "product": name,
                "code": row.code,
                "decision": row.decision_no,
                "day": row.expires_latest,
            }),
        });
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
