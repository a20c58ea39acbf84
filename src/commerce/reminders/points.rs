//! Sales points that nobody has confirmed for more than a week: their keepers are reminded, once a week, until
//! somebody has.

use chrono::{DateTime, NaiveDate, Utc};
use entity::Locale;
use sea_orm::{FromQueryResult, Statement};
use serde_json::json;

use super::letters::put_new;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::mail::Letter;

/// Days between two reminders, and after which the first comes.
const WEEK: i64 = 7;

/// A keeper with one of the places.
#[derive(Clone, Debug, FromQueryResult)]
struct Kept {
    place_id: i64,
    slug: String,
    place: String,
    user_id: i64,
    name: String,
    email: String,
    locale: Locale,
    since: DateTime<Utc>,
    last_confirmed_on: Option<NaiveDate>,
}

/// Puts a message to every keeper of a place that nobody has confirmed for more than a week, to proven addresses;
/// says how many. Weeks are counted from the last confirmation, or from the day the place was given to them: one
/// message each, however often this runs. Places that are closed or hidden are left alone. `link` is the page of a
/// place at the desk.
pub async fn points_unconfirmed(
    db: &Db,
    now: DateTime<Utc>,
    link: impl Fn(Locale, &str) -> String,
) -> Result<usize> {
    let today = vietnam_day(now);
    let letters = kept(db).await?.into_iter().filter_map(|kept| {
        let base = kept.last_confirmed_on.unwrap_or_else(|| vietnam_day(kept.since));
        let step = step(base, today)?;
        let (place, keeper) = (kept.place_id, kept.user_id);
        Some(Letter {
            key: format!("point_unconfirmed:{place}:{keeper}:{base}:{step}"),
            template: "point_unconfirmed",
            locale: kept.locale,
            recipient: kept.email,
            payload: json!({
                "name": kept.name,
                "place": kept.place,
                "day": kept.last_confirmed_on,
                "url": link(kept.locale, &kept.slug),
            }),
        })
    });
    put_new(db, now, letters.collect()).await
}

/// Which reminder is due, from 1; none within the first week.
fn step(base: NaiveDate, today: NaiveDate) -> Option<i64> {
    let days = (today - base).num_days();
    (days > WEEK).then(|| (days - 1) / WEEK)
}

async fn kept(db: &Db) -> Result<Vec<Kept>> {
    let sql = "SELECT p.id AS place_id, p.slug AS slug, COALESCE(o.name, t.name) AS place, u.id AS user_id, \
         u.name AS name, u.email AS email, u.locale AS locale, m.created_at AS since, \
         p.last_confirmed_on AS last_confirmed_on \
         FROM place_managers m JOIN places p ON p.id = m.place_id JOIN users u ON u.id = m.user_id \
         JOIN place_texts t ON t.place_id = p.id AND t.locale = 'vi' \
         LEFT JOIN place_texts o ON o.place_id = p.id AND o.locale = u.locale \
         WHERE p.public = 'published' AND p.status IN ('open', 'unverified') AND p.kind <> 'craft_village' \
         AND u.erased_at IS NULL AND u.email IS NOT NULL AND u.email_verified_at IS NOT NULL \
         ORDER BY p.id, u.id LIMIT 20000";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    Ok(Kept::find_by_statement(statement).all(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_a_week_after_the_first() {
        let base: NaiveDate = "2026-11-01".parse().unwrap();
        let at = |days: u64| step(base, base + chrono::Days::new(days));
        assert_eq!(at(0), None);
        assert_eq!(at(7), None);
        assert_eq!(at(8), Some(1));
        assert_eq!(at(14), Some(1));
        assert_eq!(at(15), Some(2));
        assert_eq!(at(22), Some(3));
    }
}
