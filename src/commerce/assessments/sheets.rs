//! Sheets: filled in once and never changed. A correction is a new sheet, and all of them stay readable.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{place, place_sheet, place_sheet_row};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::criteria::{Version, active};
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Result;

/// A sheet.
pub type Sheet = place_sheet::Model;
/// One line of a sheet.
pub type Row = place_sheet_row::Model;

/// What may be concluded.
pub const CONCLUSIONS: [&str; 3] = ["meets", "fails", "open"];
/// Sheets of a place that are listed.
const MOST: u64 = 100;

/// What is said to one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The criterion.
    pub criterion: i64,
    /// Points, where it gives any.
    pub points: Option<i32>,
    /// Whether it is met, where it gives none.
    pub met: Option<bool>,
    /// Remark.
    pub note: String,
}

/// A sheet as it was filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The decision.
    pub version: Version,
    /// Day of the assessment.
    pub assessed_on: NaiveDate,
    /// Who assessed.
    pub assessed_by: String,
    /// `meets`, `fails` or `open`.
    pub conclusion: String,
    /// Anything else.
    pub note: String,
    /// An answer for each criterion of the decision that is asked for.
    pub answers: Vec<Answer>,
    /// Key of the form: the same form is one sheet.
    pub key: String,
}

/// Why no sheet was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such place.
    Missing,
    /// The criteria are others by now.
    Changed,
    /// A day that is still to come.
    Future,
    /// More points than this criterion gives, or fewer than none.
    Points(i64),
    /// It is said to meet the criteria while this one, which is required, is not met.
    Unmet(i64),
}

/// Sheets of a place, the latest first.
pub async fn history(db: &impl ConnectionTrait, place: i64) -> Result<Vec<Sheet>> {
    Ok(place_sheet::Entity::find()
        .filter(place_sheet::Column::PlaceId.eq(place))
        .order_by_desc(place_sheet::Column::AssessedOn)
        .order_by_desc(place_sheet::Column::Id)
        .limit(MOST)
        .all(db)
        .await?)
}

/// A sheet of a place.
pub async fn sheet(db: &impl ConnectionTrait, place: i64, id: i64) -> Result<Option<Sheet>> {
    Ok(place_sheet::Entity::find_by_id(id)
        .filter(place_sheet::Column::PlaceId.eq(place))
        .one(db)
        .await?)
}

/// The lines of a sheet.
pub async fn rows(db: &impl ConnectionTrait, sheet: i64) -> Result<Vec<Row>> {
    Ok(place_sheet_row::Entity::find()
        .filter(place_sheet_row::Column::SheetId.eq(sheet))
        .order_by_asc(place_sheet_row::Column::Position)
        .all(db)
        .await?)
}

/// Keeps a sheet and says its key. The total is worked out here and nowhere else.
pub async fn fill(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place: i64,
    filled: &Filled,
) -> Result<std::result::Result<i64, Refused>> {
    retried(|| async {
        let txn = write_txn(db).await?;
        // Held, so that a form that is sent twice at once waits here and finds its sheet.
        let held = place::Entity::find_by_id(place)
            .lock_exclusive()
            .one(&txn)
            .await?;
        if held.is_none() {
            return Ok(Err(Refused::Missing));
        }
        let known = place_sheet::Entity::find()
            .filter(place_sheet::Column::IdempotencyKey.eq(filled.key.as_str()))
            .one(&txn)
            .await?;
        if let Some(known) = known {
            return Ok(if known.place_id == place {
                Ok(known.id)
            } else {
                Err(Refused::Missing)
            });
        }
        if filled.assessed_on > vietnam_day(now) {
            return Ok(Err(Refused::Future));
        }
        let criteria = active(&txn, filled.version).await?;
        let asked: Vec<i64> = criteria.iter().map(|one| one.id).collect();
        let said: Vec<i64> = filled.answers.iter().map(|answer| answer.criterion).collect();
        if asked != said {
            return Ok(Err(Refused::Changed));
        }
        let (mut total, mut out_of) = (0, 0);
        for (one, answer) in criteria.iter().zip(&filled.answers) {
            let most = one.max_points.unwrap_or(0);
            if answer.points.is_some_and(|points| !(0..=most).contains(&points)) {
                return Ok(Err(Refused::Points(one.id)));
            }
            let met = match one.max_points {
                Some(_) => answer.points.is_some_and(|points| points > 0),
                None => answer.met == Some(true),
            };
            if filled.conclusion == "meets" && one.required && !met {
                return Ok(Err(Refused::Unmet(one.id)));
            }
            total += answer.points.unwrap_or(0);
            out_of += most;
        }
        let row = place_sheet::ActiveModel {
            place_id: Set(place),
            version: Set(filled.version.word().to_owned()),
            assessed_on: Set(filled.assessed_on),
            assessed_by: Set(filled.assessed_by.clone()),
            conclusion: Set(filled.conclusion.clone()),
            note: Set(filled.note.clone()),
            total: Set(total),
            out_of: Set(out_of),
            idempotency_key: Set(filled.key.clone()),
            actor: Set(actor.to_owned()),
            created_at: Set(now),
            ..Default::default()
        };
        let sheet = row.insert(&txn).await?;
        let lines = criteria
            .iter()
            .zip(&filled.answers)
            .zip(1..)
            .map(|((one, answer), position)| place_sheet_row::ActiveModel {
                sheet_id: Set(sheet.id),
                position: Set(position),
                block: Set(one.block.clone()),
                text_vi: Set(one.text_vi.clone()),
                text_en: Set(one.text_en.clone()),
                max_points: Set(one.max_points),
                required: Set(one.required),
                points: Set(answer.points.filter(|_| one.max_points.is_some())),
                met: Set(answer.met.filter(|_| one.max_points.is_none())),
                note: Set(answer.note.clone()),
            });
        let lines: Vec<_> = lines.collect();
        if !lines.is_empty() {
            place_sheet_row::Entity::insert_many(lines)
                .exec_without_returning(&txn)
                .await?;
        }
        let act = Act {
            actor,
            action: "place.assess",
            subject_kind: "place",
            subject_id: Some(place),
            before: None,
            after: Some(json!({
                "sheet": sheet.id, "version": sheet.version, "assessed_on": sheet.assessed_on.to_string(),
                "total": total, "out_of": out_of, "conclusion": sheet.conclusion,
            })),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(sheet.id))
    })
    .await
}
