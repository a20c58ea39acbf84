//! The list of criteria, which the operator keeps.

use chrono::{DateTime, NaiveDate, Utc};
use entity::criterion;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::hash;

/// A criterion.
pub type Criterion = criterion::Model;

/// Parts of a decision, in their order.
pub const BLOCKS: [&str; 3] = ["location", "products", "operation"];

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// QĐ 920/QĐ-BCT of 16/04/2019, for 2019–2020.
    Qd920,
    /// QĐ 950/QĐ-BCT of 18/04/2023, for 2023–2025; nothing that follows it is known.
    Qd950,
    /// QĐ 6385/QĐ-UBND of Hà Nội, on creative centres: 100 points.
    Qd6385,
}

impl Version {
    /// All of them, the latest first.
    pub const ALL: [Self; 3] = [Self::Qd950, Self::Qd6385, Self::Qd920];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Qd920 => "920",
            Self::Qd950 => "950",
            Self::Qd6385 => "6385",
        }
    }

    /// The decision of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.word() == word)
    }

    /// Whether its period had ended on a day: 31/12/2020 and 31/12/2025.
    pub fn has_ended(self, day: NaiveDate) -> bool {
        let last = match self {
            Self::Qd920 => NaiveDate::from_ymd_opt(2020, 12, 31),
            Self::Qd950 => NaiveDate::from_ymd_opt(2025, 12, 31),
            Self::Qd6385 => None,
        };
        last.is_some_and(|last| day > last)
    }
}

/// A criterion as the operator wants it.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The decision.
    pub version: Version,
    /// Part of it.
    pub block: String,
    /// Its place in the list.
    pub position: i32,
    /// In Vietnamese.
    pub text_vi: String,
    /// In English.
    pub text_en: String,
    /// Points at most; nothing: met or not.
    pub max_points: Option<i32>,
    /// Whether a place fails without it.
    pub required: bool,
    /// Whether it was checked against the original.
    pub verified: bool,
    /// Whether it is asked for.
    pub active: bool,
}

/// Why a criterion stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CriterionRefusal {
    /// There is no such criterion.
    Missing,
    /// Somebody else changed it meanwhile.
    Stale,
}

/// All criteria, by decision and place.
pub async fn every(db: &impl ConnectionTrait) -> Result<Vec<Criterion>> {
    Ok(criterion::Entity::find()
        .order_by_asc(criterion::Column::Version)
        .order_by_asc(criterion::Column::Position)
        .order_by_asc(criterion::Column::Id)
        .all(db)
        .await?)
}

/// Those of a decision that are asked for.
pub async fn active(db: &impl ConnectionTrait, version: Version) -> Result<Vec<Criterion>> {
    let all = every(db).await?;
    Ok(all
        .into_iter()
        .filter(|one| one.active && one.version == version.word())
        .collect())
}

/// A criterion.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<Criterion>> {
    Ok(criterion::Entity::find()
        .filter(criterion::Column::Id.eq(id))
        .one(db)
        .await?)
}

fn said(row: &Criterion) -> serde_json::Value {
    json!({
        "version": row.version, "block": row.block, "position": row.position, "text_vi": row.text_vi,
        "text_en": row.text_en, "max_points": row.max_points, "required": row.required,
        "verified": row.verified, "active": row.active,
    })
}

/// Marks what a criterion says: who changes it says what was seen.
pub fn mark(row: &Criterion) -> String {
    hash(&said(row).to_string())
}

/// Adds a criterion, or changes the one of a key as it was seen.
pub async fn put(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    known: Option<(i64, &str)>,
    wish: &Wish,
) -> Answer<(), CriterionRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let before = match known {
            None => None,
            Some((id, seen)) => {
                let held = criterion::Entity::find_by_id(id).lock_exclusive();
                let Some(row) = held.one(&txn).await? else {
                    return Ok(Err(CriterionRefusal::Missing));
                };
                if mark(&row) != seen {
                    return Ok(Err(CriterionRefusal::Stale));
                }
                Some(row)
            }
        };
        let mut row = criterion::ActiveModel {
            version: Set(wish.version.word().to_owned()),
            block: Set(wish.block.clone()),
            position: Set(wish.position),
            text_vi: Set(wish.text_vi.clone()),
            text_en: Set(wish.text_en.clone()),
            max_points: Set(wish.max_points),
            required: Set(wish.required),
            verified: Set(wish.verified),
            active: Set(wish.active),
            updated_at: Set(now),
            ..Default::default()
        };
        let after = match &before {
            Some(before) => {
                row.id = Set(before.id);
                row.update(&txn).await?
            }
            None => row.insert(&txn).await?,
        };
        let act = Act {
            actor,
            action: "criterion.put",
            subject_kind: "criterion",
            subject_id: Some(after.id),
            before: before.as_ref().map(said),
            after: Some(said(&after)),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}
