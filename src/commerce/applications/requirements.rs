//! What the office wants to see: a list that the operator keeps.

use chrono::{DateTime, Utc};
use entity::{LegalForm, requirement};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::{Value, json};

use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Result;

/// Something the office wants to see.
pub type Requirement = requirement::Model;

/// Every requirement, also those that are not asked for now.
pub async fn every(db: &impl ConnectionTrait) -> Result<Vec<Requirement>> {
    Ok(requirement::Entity::find()
        .order_by_asc(requirement::Column::Position)
        .order_by_asc(requirement::Column::Id)
        .all(db)
        .await?)
}

/// What is asked of a legal form that applies now; what listings need is not.
pub async fn applicable(db: &impl ConnectionTrait, form: Option<LegalForm>) -> Result<Vec<Requirement>> {
    let asked = requirement::Entity::find()
        .filter(requirement::Column::Active.eq(true))
        .filter(requirement::Column::Sets.eq(""))
        .order_by_asc(requirement::Column::Position)
        .order_by_asc(requirement::Column::Id)
        .all(db)
        .await?;
    Ok(asked
        .into_iter()
        .filter(|requirement| requirement.legal_form.is_none_or(|only| Some(only) == form))
        .collect())
}

/// Writes a requirement, a new one where its key is 0. `false` when there is none of that key.
pub async fn put(db: &Db, now: DateTime<Utc>, actor: &str, wanted: &Requirement) -> Result<bool> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let before = requirement::Entity::find_by_id(wanted.id).one(&txn).await?;
        if wanted.id != 0 && before.is_none() {
            return Ok(false);
        }
        let row = requirement::ActiveModel {
            id: if wanted.id == 0 { NotSet } else { Set(wanted.id) },
            label_vi: Set(wanted.label_vi.clone()),
            label_en: Set(wanted.label_en.clone()),
            legal_form: Set(wanted.legal_form),
            sets: Set(wanted.sets.clone()),
            required: Set(wanted.required),
            position: Set(wanted.position),
            active: Set(wanted.active),
            updated_at: Set(now),
        };
        let id = if wanted.id == 0 {
            requirement::Entity::insert(row).exec(&txn).await?.last_insert_id
        } else {
            requirement::Entity::update(row).exec(&txn).await?.id
        };
        let act = Act {
            actor,
            action: "requirement.put",
            subject_kind: "requirement",
            subject_id: Some(id),
            before: before.as_ref().map(said),
            after: Some(said(wanted)),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(true)
    })
    .await
}

fn said(row: &Requirement) -> Value {
    json!({
        "vi": row.label_vi,
        "en": row.label_en,
        "legal_form": row.legal_form.map(LegalForm::word),
        "sets": row.sets,
        "required": row.required,
        "position": row.position,
        "active": row.active,
    })
}
