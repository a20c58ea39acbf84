//! Certificates as the office looks for them: by what they are worth today, by stars, by a word.

use chrono::{NaiveDate, TimeDelta};
use entity::{Stars, certificate, certificate_record};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement, Value,
};
use std::collections::HashMap;

use super::KEYS;
use super::register::{Names, names_of};
use crate::ratings::Certificate;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// Days before the last one at which a certificate stands first in the list.
const SOON: i64 = 180;

/// Which certificates are wanted, by what they are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sift {
    /// All of them.
    #[default]
    All,
    /// In date and matched with the decision.
    Current,
    /// In date by the press or the seller.
    Unconfirmed,
    /// In date, and not for longer than so many days; not where a younger one of the product holds longer.
    Ending(i64),
    /// Dates that are not known well enough.
    Unproven,
    /// Past their last day.
    Lapsed,
    /// Taken back.
    Revoked,
}

impl Sift {
    /// All of them with their words, in the order of the filter.
    pub const ALL: [(&'static str, Self); 9] = [
        ("all", Self::All),
        ("ending_30", Self::Ending(30)),
        ("ending_90", Self::Ending(90)),
        ("ending_180", Self::Ending(180)),
        ("unconfirmed", Self::Unconfirmed),
        ("unproven", Self::Unproven),
        ("current", Self::Current),
        ("lapsed", Self::Lapsed),
        ("revoked", Self::Revoked),
    ];

    /// The one of a word; all for a word that is none.
    pub fn parse(word: &str) -> Self {
        let found = Self::ALL.iter().find(|(known, _)| *known == word);
        found.map_or(Self::All, |(_, sift)| *sift)
    }
}

/// Which certificates are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Today, in Việt Nam.
    pub today: NaiveDate,
    /// By what they are worth.
    pub sift: Sift,
    /// By their stars.
    pub stars: Option<Stars>,
    /// By a word: of the product, its maker, the code, the decision. Empty: by none.
    pub text: &'a str,
}

/// A certificate with what it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The certificate.
    pub certificate: Certificate,
    /// What it is of.
    pub names: Names,
    /// Number of the decision that revoked it.
    pub revoked_decision: Option<String>,
    /// Whether it is as the office left it.
    pub recorded: bool,
}

#[derive(FromQueryResult)]
struct Key {
    id: i64,
}

/// In date on the day `$1`, for certain.
const HOLDS: &str =
    "(c.revoked_on IS NULL OR c.revoked_on > $1) AND c.expires_earliest >= $1 AND c.issued_latest <= $1";

/// Not taken back on the day `$1`.
const STANDS: &str = "(c.revoked_on IS NULL OR c.revoked_on > $1)";

/// The values of a statement, by their places.
struct Values(Vec<Value>);

impl Values {
    /// Takes a value and says its place.
    fn place(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }
}

/// What certificates of a filter have in common.
fn condition(sift: Sift, today: NaiveDate, values: &mut Values) -> String {
    match sift {
        Sift::All => "1 = 1".to_owned(),
        Sift::Current => format!("{HOLDS} AND c.grade = 'A'"),
        Sift::Unconfirmed => format!("{HOLDS} AND c.grade <> 'A'"),
        Sift::Ending(days) => {
            let last = values.place(today + TimeDelta::days(days));
            format!(
                "{HOLDS} AND c.expires_earliest <= {last} AND NOT EXISTS (SELECT 1 FROM certificates y \
                 WHERE y.product_id = c.product_id AND y.revoked_on IS NULL \
                 AND y.expires_earliest > c.expires_earliest)"
            )
        }
        Sift::Unproven => format!(
            "{STANDS} AND NOT COALESCE(c.expires_latest < $1, FALSE) AND NOT COALESCE({HOLDS}, FALSE)"
        ),
        Sift::Lapsed => format!("{STANDS} AND c.expires_latest < $1"),
        Sift::Revoked => "c.revoked_on <= $1".to_owned(),
    }
}

/// What certificates with a word have in common.
fn with_word(text: &str, values: &mut Values) -> String {
    let typed: String = text
        .chars()
        .filter(|letter| !matches!(letter, '%' | '_' | '\\'))
        .collect();
    let typed = typed.trim();
    if typed.is_empty() {
        return "1 = 1".to_owned();
    }
    let folded = fold(typed);
    // A word of signs alone is looked for in codes and decisions only.
    let words = if folded.is_empty() { typed } else { folded.as_str() };
    let words = values.place(format!("%{words}%"));
    let code = values.place(format!("%{}%", typed.to_uppercase()));
    let number = values.place(format!("%{typed}%"));
    format!(
        "(t.search_key LIKE {words} OR r.search_key LIKE {words} OR c.code LIKE {code} \
         OR c.decision_no LIKE {number} OR c.decision_no LIKE {code})"
    )
}

/// Certificates that are wanted, at most so many after `skip`: those that end soon first, then those nobody has
/// confirmed.
pub async fn list(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
    (skip, most): (u64, u64),
) -> Result<Vec<Listed>> {
    let mut values = Values(Vec::new());
    values.place(wanted.today);
    values.place(wanted.today + TimeDelta::days(SOON));
    let condition = condition(wanted.sift, wanted.today, &mut values);
    let word = with_word(wanted.text, &mut values);
    let stars = match wanted.stars {
        Some(stars) => format!("c.stars = {}", stars.get()),
        None => "1 = 1".to_owned(),
    };
    let sql = format!(
        "SELECT c.id AS id FROM certificates c JOIN products p ON p.id = c.product_id \
         LEFT JOIN product_texts t ON t.product_id = p.id AND t.locale = 'vi' \
         LEFT JOIN producer_texts r ON r.producer_id = p.producer_id AND r.locale = 'vi' \
         WHERE {condition} AND {word} AND {stars} \
         ORDER BY CASE WHEN {HOLDS} AND c.expires_earliest <= $2 THEN 0 WHEN {HOLDS} AND c.grade <> 'A' THEN 1 \
         WHEN c.revoked_on <= $1 THEN 5 WHEN c.expires_latest < $1 THEN 4 WHEN {HOLDS} THEN 3 ELSE 2 END, \
         CASE WHEN c.expires_earliest IS NULL THEN 1 ELSE 0 END, c.expires_earliest, c.id \
         LIMIT {most} OFFSET {skip}"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values.0);
    let keys = Key::find_by_statement(statement).all(db).await?;
    listed(db, &keys.iter().map(|key| key.id).collect::<Vec<_>>()).await
}

/// Certificates by their keys, in that order.
pub(super) async fn listed(db: &impl ConnectionTrait, keys: &[i64]) -> Result<Vec<Listed>> {
    let mut rows = HashMap::new();
    for some in keys.chunks(KEYS) {
        let found = certificate::Entity::find()
            .filter(certificate::Column::Id.is_in(some.iter().copied()))
            .all(db)
            .await?;
        rows.extend(found.into_iter().map(|row| (row.id, row)));
    }
    let rows = keys.iter().filter_map(|key| rows.remove(key)).collect();
    described(db, rows).await
}

/// Every certificate of a product, the newest first.
pub async fn of_product(db: &impl ConnectionTrait, product: i64) -> Result<Vec<Listed>> {
    let rows = certificate::Entity::find()
        .filter(certificate::Column::ProductId.eq(product))
        .order_by_desc(certificate::Column::Id)
        .all(db)
        .await?;
    let mut listed = described(db, rows).await?;
    // Days that are not known come last on both databases.
    listed.sort_by_key(|one| {
        let certificate = &one.certificate;
        std::cmp::Reverse((certificate.issued_latest, certificate.id))
    });
    Ok(listed)
}

async fn described(db: &impl ConnectionTrait, rows: Vec<certificate::Model>) -> Result<Vec<Listed>> {
    let mut products: Vec<i64> = rows.iter().map(|row| row.product_id).collect();
    products.sort_unstable();
    products.dedup();
    let names = names_of(db, &products).await?;
    let keys: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut records = HashMap::new();
    for some in keys.chunks(KEYS) {
        let found = certificate_record::Entity::find()
            .filter(certificate_record::Column::CertificateId.is_in(some.iter().copied()))
            .all(db)
            .await?;
        records.extend(found.into_iter().map(|row| (row.certificate_id, row)));
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let record = records.remove(&row.id);
            Listed {
                names: names.get(&row.product_id).cloned().unwrap_or_default(),
                recorded: record.is_some(),
                revoked_decision: record.and_then(|record| record.revoked_decision),
                certificate: row.into(),
            }
        })
        .collect())
}

/// Products whose name or address holds a word, whether the public sees them or not; at most so many.
pub async fn found_products(db: &impl ConnectionTrait, text: &str, most: u64) -> Result<Vec<Names>> {
    let folded = fold(text);
    let last = text
        .trim()
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT p.id AS id FROM products p JOIN product_texts t ON t.product_id = p.id AND t.locale = 'vi' \
         WHERE t.search_key LIKE $1 OR p.slug = $2 ORDER BY CASE WHEN p.slug = $2 THEN 0 ELSE 1 END, \
         t.sort_key, p.id LIMIT {most}"
    );
    let values = [Value::from(format!("%{folded}%")), Value::from(last.to_owned())];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let keys: Vec<i64> = Key::find_by_statement(statement)
        .all(db)
        .await?
        .into_iter()
        .map(|key| key.id)
        .collect();
    let mut names = names_of(db, &keys).await?;
    Ok(keys.iter().filter_map(|key| names.remove(key)).collect())
}
