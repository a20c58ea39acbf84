//! How a place is reached, what one can pay with there, and what else a visitor finds.

use chrono::{DateTime, Utc};
use entity::place;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use super::{Acting, KeepRefusal, held, write};
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Answer;

/// What a keeper may say of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// Facility keys.
    pub facilities: Vec<String>,
    /// BCP 47 tags of languages spoken.
    pub languages: Vec<String>,
    /// Payment method keys.
    pub payment_methods: Vec<String>,
}

/// Sets it. `seen` is the revision that was looked at.
pub async fn set_contact(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    seen: i64,
    contact: &Contact,
) -> Answer<(), KeepRefusal> {
    retried(|| set(db, now, acting, seen, contact)).await
}

async fn set(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    seen: i64,
    contact: &Contact,
) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    let Some(before) = held(&txn, acting).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    let change = place::ActiveModel {
        phone: Set(contact.phone.clone()),
        facilities: Set(contact.facilities.join(",")),
        languages: Set(contact.languages.join(",")),
        payment_methods: Set(contact.payment_methods.join(",")),
        ..Default::default()
    };
    let (was, is) = (shown(&before), told(contact));
    if was == is {
        return Ok(Ok(()));
    }
    if before.revision != seen {
        return Ok(Err(KeepRefusal::Changed));
    }
    write(&txn, now, acting.place_id, change).await?;
    let act = Act {
        actor: acting.actor,
        action: "point.contact",
        subject_kind: "place",
        subject_id: Some(acting.place_id),
        before: Some(was),
        after: Some(is),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

fn shown(row: &place::Model) -> Value {
    json!({
        "phone": row.phone, "facilities": row.facilities, "languages": row.languages,
        "payment_methods": row.payment_methods,
    })
}

fn told(contact: &Contact) -> Value {
    json!({
        "phone": contact.phone, "facilities": contact.facilities.join(","),
        "languages": contact.languages.join(","), "payment_methods": contact.payment_methods.join(","),
    })
}
