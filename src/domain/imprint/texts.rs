//! Versions of the legal pages: published with the first day on which they hold, and never changed afterwards.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{LegalPage, Locale, legal_text};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::publication;

/// A version of a page as it was published.
pub type Text = legal_text::Model;

/// Days before which a text may be published.
const AHEAD: i64 = 366;
/// Versions of a page that are listed: more than two a month for ten years.
const MOST: u64 = 300;

/// Why a text was not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRefusal {
    /// Somebody else published a version meanwhile.
    Stale,
    /// It would hold from a day that is over.
    Past,
    /// It would hold only in more than a year.
    FarAhead,
    /// It is the text that stands there already.
    Same,
}

/// Every version of a page in a language, the newest first.
pub async fn every(db: &impl ConnectionTrait, page: LegalPage, locale: Locale) -> Result<Vec<Text>> {
    Ok(legal_text::Entity::find()
        .filter(legal_text::Column::Page.eq(page))
        .filter(legal_text::Column::Locale.eq(locale))
        .order_by_desc(legal_text::Column::Version)
        .limit(MOST)
        .all(db)
        .await?)
}

/// One version of a page in a language.
pub async fn one(
    db: &impl ConnectionTrait,
    page: LegalPage,
    locale: Locale,
    version: i32,
) -> Result<Option<Text>> {
    Ok(legal_text::Entity::find()
        .filter(legal_text::Column::Page.eq(page))
        .filter(legal_text::Column::Locale.eq(locale))
        .filter(legal_text::Column::Version.eq(version))
        .one(db)
        .await?)
}

/// The texts that hold on a day, of each page and language the newest version that has begun; and those that are
/// published and wait for their day. A version that waits is taken back by a newer one.
pub(super) async fn standing(db: &impl ConnectionTrait, day: NaiveDate) -> Result<(Vec<Text>, Vec<Text>)> {
    let begun = newest(db, Some(day)).await?;
    let (mut holding, mut coming) = (Vec::new(), Vec::new());
    for (page, locale, version) in newest(db, None).await? {
        let last = one(db, page, locale, version).await?;
        let (begins, holds): (Vec<Text>, Vec<Text>) =
            last.into_iter().partition(|text| text.effective_from > day);
        coming.extend(begins);
        holding.extend(holds);
    }
    for (page, locale, version) in begun {
        let known = |text: &Text| text.page == page && text.locale == locale;
        if !holding.iter().any(known) {
            holding.extend(one(db, page, locale, version).await?);
        }
    }
    Ok((holding, coming))
}

/// The newest version of each page and language, of those that have begun on a day or of all.
async fn newest(
    db: &impl ConnectionTrait,
    begun: Option<NaiveDate>,
) -> Result<Vec<(LegalPage, Locale, i32)>> {
    let mut query = legal_text::Entity::find()
        .select_only()
        .column(legal_text::Column::Page)
        .column(legal_text::Column::Locale)
        .column_as(legal_text::Column::Version.max(), "newest");
    if let Some(day) = begun {
        query = query.filter(legal_text::Column::EffectiveFrom.lte(day));
    }
    Ok(query
        .group_by(legal_text::Column::Page)
        .group_by(legal_text::Column::Locale)
        .into_tuple()
        .all(db)
        .await?)
}

/// How long a version held or holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its number; 0 is the text that comes with the software.
    pub version: i32,
    /// Its first day; none for the text that comes with the software.
    pub from: Option<NaiveDate>,
    /// The first day of the version after it.
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Whether it holds on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// Which versions held when, the newest first. What was taken back before its day never held and is left out.
pub fn periods(texts: &[Text]) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::with_capacity(texts.len() + 1);
    let mut by_version: Vec<&Text> = texts.iter().collect();
    by_version.sort_by_key(|text| std::cmp::Reverse(text.version));
    for text in by_version {
        let after = periods.last().and_then(|later| later.from);
        if after.is_none_or(|later| text.effective_from < later) {
            periods.push(Period {
                version: text.version,
                from: Some(text.effective_from),
                until: after,
            });
        }
    }
    periods.push(Period {
        version: 0,
        from: None,
        until: periods.last().and_then(|first| first.from),
    });
    periods
}

/// The name of the terms somebody agrees to now: what a consent keeps. `built_in` is that of the text that comes with
/// the software.
pub async fn wording(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    page: LegalPage,
    locale: Locale,
    built_in: &str,
) -> Result<String> {
    let newest: Option<i32> = legal_text::Entity::find()
        .select_only()
        .column(legal_text::Column::Version)
        .filter(legal_text::Column::Page.eq(page))
        .filter(legal_text::Column::Locale.eq(locale))
        .filter(legal_text::Column::EffectiveFrom.lte(vietnam_day(now)))
        .order_by_desc(legal_text::Column::Version)
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.map_or_else(
        || built_in.to_owned(),
        |version| format!("{}-{}-{version}", page.word(), locale.tag()),
    ))
}

/// Publishes a version of a page after the one that was seen (0: none), from a day on. Returns its number.
pub async fn publish(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (page, locale, seen): (LegalPage, Locale, i32),
    (body, effective_from): (&str, NaiveDate),
) -> Answer<i32, TextRefusal> {
    retried(|| async {
        let today = vietnam_day(now);
        if effective_from < today {
            return Ok(Err(TextRefusal::Past));
        }
        if (effective_from - today).num_days() > AHEAD {
            return Ok(Err(TextRefusal::FarAhead));
        }
        let txn = write_txn(db).await?;
        let last = every(&txn, page, locale).await?.into_iter().next();
        if last.as_ref().map_or(0, |text| text.version) != seen {
            return Ok(Err(TextRefusal::Stale));
        }
        if last
            .as_ref()
            .is_some_and(|text| text.body == body && text.effective_from <= effective_from)
        {
            return Ok(Err(TextRefusal::Same));
        }
        let version = seen + 1;
        let row = legal_text::ActiveModel {
            page: Set(page),
            locale: Set(locale),
            version: Set(version),
            body: Set(body.to_owned()),
            effective_from: Set(effective_from),
            published_at: Set(now),
            published_by: Set(actor.to_owned()),
            ..Default::default()
        };
        let id = match legal_text::Entity::insert(row).exec(&txn).await {
            Ok(done) => done.last_insert_id,
            Err(error) if is_duplicate(&error) => return Ok(Err(TextRefusal::Stale)),
            Err(error) => return Err(error.into()),
        };
        let place = |version: i32, from: NaiveDate| {
            json!({
                "page": page.word(), "locale": locale.tag(), "version": version, "effective_from": from,
            })
        };
        let act = Act {
            actor,
            action: "site.legal_text",
            subject_kind: "legal_text",
            subject_id: Some(id),
            before: last.as_ref().map(|text| place(text.version, text.effective_from)),
            after: Some(place(version, effective_from)),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        publication::announce(&txn, now).await?;
        txn.commit().await?;
        Ok(Ok(version))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(version: i32, from: &str) -> Text {
        Text {
            id: i64::from(version),
            page: LegalPage::Terms,
            locale: Locale::Vi,
            version,
            body: "x".to_owned(),
            effective_from: from.parse().unwrap(),
            published_at: DateTime::UNIX_EPOCH,
            published_by: "user:1".to_owned(),
        }
    }

    #[test]
    fn what_was_taken_back_before_its_day_never_held() {
        let texts = [
            text(1, "2026-12-01"),
            text(2, "2027-06-01"),
            text(3, "2027-02-01"),
            // Corrected on the same day.
            text(4, "2027-02-01"),
        ];
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let (first, last) = (day("2026-12-01"), day("2027-02-01"));
        let all: Vec<_> = periods(&texts)
            .iter()
            .map(|one| (one.version, one.from, one.until))
            .collect();
        assert_eq!(
            all,
            [
                (4, Some(last), None),
                (1, Some(first), Some(last)),
                (0, None, Some(first)),
            ]
        );
        let held: Vec<i32> = periods(&texts)
            .iter()
            .filter(|one| one.holds(day("2027-01-31")))
            .map(|one| one.version)
            .collect();
        assert_eq!(held, [1]);
        assert!(periods(&[])[0].holds(first));
    }
}
