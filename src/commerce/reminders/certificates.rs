//! Certificates that end soon (one holds 36 months): the producer is told half a year, a quarter and a month
//! before, since being ranked anew takes months. And those that were taken back.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{Locale, certificate, certificate_record, product, product_text};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};

use super::letters::{AT_ONCE, addresses, put_new};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::mail::Letter;

/// Days before the last one at which the producer is told.
pub const DAYS_BEFORE: [i64; 3] = [180, 90, 30];

/// Days for which a revocation is news: who records an old one tells nobody.
const NEWS_DAYS: i64 = 30;

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
    let longest = longest(db, &ending).await?;
    let wanted = ending.into_iter().filter_map(|row| {
        let days = step(row.expires_latest?, today)?;
        let renewed = longest.get(&row.product_id).copied() > row.expires_latest;
        (!renewed).then(|| (format!("certificate_expiring:{}:{days}", row.id), row))
    });
    tell(
        db,
        now,
        "certificate_expiring",
        wanted.collect(),
        |row| json!({"decision": row.decision_no, "day": row.expires_latest}),
    )
    .await
}

/// Puts messages about certificates that were taken back, to the same people; says how many. Each certificate, first
/// day without it and person once, however often this runs.
pub async fn certificates_revoked(db: &Db, today: NaiveDate, now: DateTime<Utc>) -> Result<usize> {
    let revoked = certificate::Entity::find()
        .filter(certificate::Column::RevokedOn.gte(today - TimeDelta::days(NEWS_DAYS)))
        .all(db)
        .await?;
    let mut decisions: HashMap<i64, Option<String>> = HashMap::new();
    for some in revoked.chunks(AT_ONCE) {
        let records = certificate_record::Entity::find()
            .filter(certificate_record::Column::CertificateId.is_in(some.iter().map(|row| row.id)))
            .all(db)
            .await?;
        decisions.extend(
            records
                .into_iter()
                .map(|record| (record.certificate_id, record.revoked_decision)),
        );
    }
    let wanted = revoked.into_iter().filter_map(|row| {
        let key = format!("certificate_revoked:{}:{}", row.id, row.revoked_on?);
        Some((key, row))
    });
    tell(db, now, "certificate_revoked", wanted.collect(), |row| {
        let decision = decisions.get(&row.id).cloned().flatten();
        json!({"decision": decision, "day": row.revoked_on, "reason": row.revoked_reason})
    })
    .await
}

/// Until when a product has a certificate at least, by product.
async fn longest(db: &Db, rows: &[certificate::Model]) -> Result<HashMap<i64, NaiveDate>> {
    let mut longest: HashMap<i64, NaiveDate> = HashMap::new();
    for some in rows.chunks(AT_ONCE) {
        let others = certificate::Entity::find()
            .filter(certificate::Column::ProductId.is_in(some.iter().map(|row| row.product_id)))
            .filter(certificate::Column::RevokedOn.is_null())
            .all(db)
            .await?;
        for row in others {
            if let Some(last) = row.expires_earliest {
                let longest = longest.entry(row.product_id).or_insert(last);
                *longest = Ord::max(last, *longest);
            }
        }
    }
    Ok(longest)
}

/// Puts the messages that are not put yet, one for each certificate (with the beginning of its key) and person.
async fn tell(
    db: &Db,
    now: DateTime<Utc>,
    template: &'static str,
    wanted: Vec<(String, certificate::Model)>,
    says: impl Fn(&certificate::Model) -> Value,
) -> Result<usize> {
    let mut count = 0;
    for some in wanted.chunks(AT_ONCE) {
        count += put_new(db, now, written(db, template, some, &says).await?).await?;
    }
    Ok(count)
}

async fn written(
    db: &Db,
    template: &'static str,
    wanted: &[(String, certificate::Model)],
    says: impl Fn(&certificate::Model) -> Value,
) -> Result<Vec<Letter>> {
    let ids: Vec<i64> = wanted.iter().map(|(_, row)| row.product_id).collect();
    let products: HashMap<i64, product::Model> = product::Entity::find()
        .filter(product::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let names: HashMap<i64, String> = product_text::Entity::find()
        .filter(product_text::Column::ProductId.is_in(ids))
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
    let mut letters = Vec::new();
    for (key, row) in wanted {
        let Some(product) = products.get(&row.product_id) else {
            continue;
        };
        let mut payload = says(row);
        if let Some(fields) = payload.as_object_mut() {
            let name = names.get(&row.product_id).unwrap_or(&product.slug);
            fields.insert("product".to_owned(), name.as_str().into());
            fields.insert("code".to_owned(), row.code.as_str().into());
        }
        for (address, locale, end) in addresses.get(&product.producer_id).into_iter().flatten() {
            letters.push(Letter {
                key: format!("{key}{end}"),
                template,
                locale: *locale,
                recipient: address.clone(),
                payload: payload.clone(),
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
