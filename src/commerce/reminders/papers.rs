//! Papers of products (food safety, origin, tests) that end soon: the producer is told a month and a week before.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{Locale, listing_paper};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::letters::{AT_ONCE, addresses, put_new};
use domain::compliance::{self, Ending};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::mail::Letter;

/// Days before the last one at which the producer is told.
const DAYS_BEFORE: [u64; 2] = [30, 7];

/// Papers of one producer that are told of at once.
const MOST: usize = 200;

/// Puts messages about papers that end soon and are followed by none, to the address a producer left and to its
/// owners; says how many. Each paper, step and person once, however often this runs. `link` is the page of a
/// product's papers at the desk.
pub async fn papers_ending(
    db: &Db,
    today: NaiveDate,
    now: DateTime<Utc>,
    link: impl Fn(Locale, i64) -> String,
) -> Result<usize> {
    let [far, _] = DAYS_BEFORE;
    let soon = today + TimeDelta::days(far.cast_signed());
    let producers: Vec<i64> = listing_paper::Entity::find()
        .select_only()
        .column(listing_paper::Column::ProducerId)
        .distinct()
        .filter(listing_paper::Column::ValidUntil.between(today, soon))
        .order_by_asc(listing_paper::Column::ProducerId)
        .into_tuple()
        .all(db)
        .await?;
    let mut count = 0;
    for some in producers.chunks(AT_ONCE) {
        let addresses = addresses(db, some).await?;
        for producer in some {
            let ending = compliance::ending(db, *producer, (today, far), MOST).await?;
            let mut letters = Vec::new();
            for (address, locale, end) in addresses.get(producer).into_iter().flatten() {
                letters.extend(ending.iter().filter_map(|paper| {
                    let key = format!("{}{end}", key(paper, today)?);
                    Some(Letter {
                        key,
                        template: "paper_ending",
                        locale: *locale,
                        recipient: address.clone(),
                        payload: json!({
                            "product": paper.name,
                            "paper": paper.label(*locale),
                            "day": paper.last_day,
                            "url": link(*locale, paper.product_id),
                        }),
                    })
                }));
            }
            count += put_new(db, now, letters).await?;
        }
    }
    Ok(count)
}

/// The beginning of a message's key, if one is due: papers that have ended are on the desk's first page.
fn key(paper: &Ending, today: NaiveDate) -> Option<String> {
    let left = u64::try_from((paper.last_day - today).num_days()).ok()?;
    let days = DAYS_BEFORE.into_iter().filter(|days| left <= *days).min()?;
    let Ending {
        product_id,
        requirement_id,
        last_day,
        ..
    } = paper;
    Some(format!(
        "paper_ending:{product_id}:{requirement_id}:{last_day}:{days}"
    ))
}
