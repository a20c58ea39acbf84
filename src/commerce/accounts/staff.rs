//! The people of the programme office, made and unmade from the machine the site runs on: the first operator has
//! nobody above who could let them in. Whoever may run commands there is believed; every act is written down.

use chrono::{DateTime, Utc};
use entity::{Locale, StaffRole, email_key, parse_email, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::refusal::Refusal;
use super::{password, people, second_factor, sessions, sign_in, throttle};
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::Secrets;

/// Who acts, as the audit log has it.
const ACTOR: &str = "cli";

/// Somebody of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Key.
    pub id: i64,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// What they are to the office.
    pub role: StaffRole,
    /// Whether a second factor is on.
    pub second_factor: bool,
}

/// What became of somebody who was to be operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// They have an account now, with the password that was given.
    New(i64),
    /// They had an account: it was given the role and kept its password.
    Raised(i64),
    /// They were operator before: nothing was changed.
    Before(i64),
}

/// Everybody of the office, by address.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Staff>> {
    let rows = user::Entity::find()
        .filter(user::Column::StaffRole.is_not_null())
        .filter(user::Column::ErasedAt.is_null())
        .order_by_asc(user::Column::EmailKey)
        .order_by_asc(user::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Staff {
                id: row.id,
                name: row.name,
                email: row.email,
                role: row.staff_role?,
                second_factor: row.totp_enabled_at.is_some(),
            })
        })
        .collect())
}

/// Makes somebody operator. Their address counts as proven: whoever runs the command answers for it.
pub async fn create(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    (name, email): (&str, &str),
    new_password: &str,
) -> Answer<Made, Refusal> {
    let Some(address) = parse_email(email) else {
        return Ok(Err(Refusal::Email));
    };
    if let Some(weakness) = password::weakness(new_password, &[name, email]) {
        return Ok(Err(Refusal::Weak(weakness)));
    }
    let phc = password::hash(secrets, new_password).await?;
    retried(|| create_once(db, now, name, &address, &phc)).await
}

async fn create_once(
    db: &Db,
    now: DateTime<Utc>,
    name: &str,
    address: &str,
    phc: &str,
) -> Answer<Made, Refusal> {
    let key = email_key(address);
    let txn = write_txn(db).await?;
    if let Some(known) = people::by_email(&txn, &key).await? {
        if known.staff_role == Some(StaffRole::Operator) {
            return Ok(Ok(Made::Before(known.id)));
        }
        let row = user::ActiveModel {
            id: Set(known.id),
            staff_role: Set(Some(StaffRole::Operator)),
            updated_at: Set(now),
            ..Default::default()
        };
        user::Entity::update(row).exec(&txn).await?;
        record(
            &txn,
            now,
            "staff.create",
            known.id,
            (known.staff_role, Some(StaffRole::Operator)),
        )
        .await?;
        txn.commit().await?;
        return Ok(Ok(Made::Raised(known.id)));
    }
    let row = user::ActiveModel {
        email: Set(Some(address.to_owned())),
        email_key: Set(Some(key)),
        phone: Set(None),
        name: Set(name.to_owned()),
        password_hash: Set(phc.to_owned()),
        locale: Set(Locale::Vi),
        staff_role: Set(Some(StaffRole::Operator)),
        email_verified_at: Set(Some(now)),
        phone_verified_at: Set(None),
        totp_secret: Set(None),
        totp_enabled_at: Set(None),
        totp_last_step: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        erased_at: Set(None),
        ..Default::default()
    };
    let made = match user::Entity::insert(row).exec(&txn).await {
        Ok(made) => made.last_insert_id,
        // Registered in this very moment: the command is simply run again.
        Err(error) if foundation::kernel::db::is_duplicate(&error) => return Ok(Err(Refusal::Taken)),
        Err(error) => return Err(error.into()),
    };
    record(&txn, now, "staff.create", made, (None, Some(StaffRole::Operator))).await?;
    txn.commit().await?;
    Ok(Ok(Made::New(made)))
}

/// Gives somebody of the office a new password; every session of theirs ends. With `without_factor` the second
/// factor goes too, for who has lost the device: it is demanded anew at the next sign-in.
pub async fn reset_password(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    email: &str,
    new_password: &str,
    without_factor: bool,
) -> Answer<(), Refusal> {
    if let Some(weakness) = password::weakness(new_password, &[email]) {
        return Ok(Err(Refusal::Weak(weakness)));
    }
    let phc = password::hash(secrets, new_password).await?;
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(known) = of_office(&txn, email).await? else {
            return Ok(Err(Refusal::Missing));
        };
        let mut row = user::ActiveModel {
            id: Set(known.id),
            password_hash: Set(phc.clone()),
            updated_at: Set(now),
            ..Default::default()
        };
        if without_factor {
            row.totp_secret = Set(None);
            row.totp_enabled_at = Set(None);
            row.totp_last_step = Set(None);
            second_factor::drop_codes(&txn, known.id).await?;
        }
        user::Entity::update(row).exec(&txn).await?;
        // Who tried too often before asking for help gets in at once.
        throttle::forget(&txn, &sign_in::account_key(known.id)).await?;
        strangers(&txn, known.id).await?;
        let action = if without_factor {
            "staff.reset_password_and_factor"
        } else {
            "staff.reset_password"
        };
        record(&txn, now, action, known.id, (known.staff_role, known.staff_role)).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Takes the role from somebody of the office; every session of theirs ends. The last operator stays.
pub async fn demote(db: &Db, now: DateTime<Utc>, email: &str) -> Answer<(), Refusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(known) = of_office(&txn, email).await? else {
            return Ok(Err(Refusal::Missing));
        };
        // Locked, so that two operators who take the role from each other do not both succeed.
        let operators = user::Entity::find()
            .filter(user::Column::StaffRole.eq(StaffRole::Operator))
            .filter(user::Column::ErasedAt.is_null())
            .order_by_asc(user::Column::Id)
            .lock_exclusive()
            .all(&txn)
            .await?;
        if !operators.iter().any(|row| row.id != known.id) && known.staff_role == Some(StaffRole::Operator) {
            return Ok(Err(Refusal::LastOwner));
        }
        let row = user::ActiveModel {
            id: Set(known.id),
            staff_role: Set(None),
            updated_at: Set(now),
            ..Default::default()
        };
        user::Entity::update(row).exec(&txn).await?;
        strangers(&txn, known.id).await?;
        record(&txn, now, "staff.demote", known.id, (known.staff_role, None)).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

async fn of_office(txn: &Txn, email: &str) -> Result<Option<user::Model>> {
    let Some(address) = parse_email(email) else {
        return Ok(None);
    };
    let known = people::by_email(txn, &email_key(&address)).await?;
    Ok(known.filter(|row| row.staff_role.is_some() && row.erased_at.is_none()))
}

/// Ends every session and makes every browser a stranger again.
async fn strangers(txn: &Txn, user_id: i64) -> Result<()> {
    sessions::revoke(txn, user_id, None, None).await?;
    sign_in::forget_devices(txn, user_id).await
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    action: &str,
    user_id: i64,
    (before, after): (Option<StaffRole>, Option<StaffRole>),
) -> Result<()> {
    let role = |role: Option<StaffRole>| json!({ "role": role });
    let act = Act {
        actor: ACTOR,
        action,
        subject_kind: "user",
        subject_id: Some(user_id),
        before: Some(role(before)),
        after: Some(role(after)),
        reason: None,
    };
    audit::record(txn, now, act).await
}
