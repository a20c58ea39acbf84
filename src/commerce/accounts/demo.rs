//! The people of a try-out: one of each kind, so that everything can be looked at. Made in demonstration mode
//! only.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    Locale, MemberRole, StaffRole, email_key, place, place_manager, producer, producer_member, user,
};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{password, people};
use foundation::kernel::db::{Db, Txn, write_txn};
use foundation::kernel::error::{Error, Result};
use foundation::kernel::secrets::Secrets;

/// Somebody of the try-out.
#[derive(Clone, Copy, Debug)]
pub struct DemoPerson {
    /// The address they sign in with.
    pub email: &'static str,
    /// Their name.
    pub name: &'static str,
    staff: Option<StaffRole>,
    producer: Option<(&'static str, MemberRole)>,
    place: Option<&'static str>,
}

const fn somebody(email: &'static str, name: &'static str) -> DemoPerson {
    DemoPerson {
        email,
        name,
        staff: None,
        producer: None,
        place: None,
    }
}

/// All of them.
pub const PEOPLE: [DemoPerson; 7] = [
    DemoPerson {
        staff: Some(StaffRole::Operator),
        ..somebody("operator@example.com", "Phạm Thu Hà")
    },
    DemoPerson {
        staff: Some(StaffRole::Officer),
        ..somebody("officer@example.com", "Đỗ Minh Quân")
    },
    DemoPerson {
        producer: Some(("gom-su-quang-vinh", MemberRole::Owner)),
        ..somebody("producer@example.com", "Hà Thị Vinh")
    },
    DemoPerson {
        producer: Some(("gom-su-tan-thinh", MemberRole::Owner)),
        ..somebody("producer2@example.com", "Nguyễn Văn Thịnh")
    },
    DemoPerson {
        producer: Some(("gom-su-quang-vinh", MemberRole::Staff)),
        ..somebody("staff@example.com", "Trần Quốc Bảo")
    },
    DemoPerson {
        place: Some("diem-ocop-bat-trang"),
        ..somebody("point@example.com", "Lê Thị Mai")
    },
    somebody("buyer@example.com", "Nguyễn Thị Lan"),
];

/// Makes the people of the try-out where they are missing, with this password, their roles and what they work
/// for. What is there already stays; a password that was changed is set back, since the start names it.
pub async fn ensure_demo_people(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    password: &str,
) -> Result<()> {
    // They share a hash as long as nobody changes it: looking is slow on purpose, and each start does it.
    let mut judged: HashMap<String, bool> = HashMap::new();
    let mut stale = Vec::new();
    for person in &PEOPLE {
        let known = people::by_email(db, &email_key(person.email)).await?;
        let Some(phc) = known.map(|user| user.password_hash) else {
            stale.push(person.email);
            continue;
        };
        if !judged.contains_key(&phc) {
            let fits = password::verify(password, Some(&phc)).await?;
            judged.insert(phc.clone(), fits);
        }
        if judged.get(&phc) != Some(&true) {
            stale.push(person.email);
        }
    }
    let made = match judged.into_iter().find(|(_, fits)| *fits) {
        Some((fitting, _)) => fitting,
        None => password::hash(secrets, password).await?,
    };
    let txn = write_txn(db).await?;
    for person in &PEOPLE {
        let user = ensure(&txn, now, person, &made, stale.contains(&person.email)).await?;
        ensure_roles(&txn, now, person, user.id).await?;
    }
    txn.commit().await?;
    Ok(())
}

async fn ensure(
    txn: &Txn,
    now: DateTime<Utc>,
    person: &DemoPerson,
    made: &str,
    stale: bool,
) -> Result<user::Model> {
    let key = email_key(person.email);
    let row = user::ActiveModel {
        email: Set(Some(person.email.to_owned())),
        email_key: Set(Some(key.clone())),
        phone: Set(None),
        name: Set(person.name.to_owned()),
        password_hash: Set(made.to_owned()),
        locale: Set(Locale::Vi),
        staff_role: Set(person.staff),
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
    user::Entity::insert(row)
        .on_conflict(OnConflict::column(user::Column::EmailKey).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    let user = people::by_email(txn, &key)
        .await?
        .ok_or_else(|| Error::new("a person of the try-out that was just made is not there"))?;
    if stale && user.password_hash != made {
        let row = user::ActiveModel {
            id: Set(user.id),
            password_hash: Set(made.to_owned()),
            updated_at: Set(now),
            ..Default::default()
        };
        user::Entity::update(row).exec(txn).await?;
    }
    Ok(user)
}

/// Roles are given, never taken: what somebody tries out stays. A data set without the producer or the place
/// leaves them out.
async fn ensure_roles(txn: &Txn, now: DateTime<Utc>, person: &DemoPerson, user_id: i64) -> Result<()> {
    if let Some((slug, role)) = person.producer {
        let found = producer::Entity::find()
            .filter(producer::Column::Slug.eq(slug))
            .one(txn)
            .await?;
        if let Some(found) = found {
            let row = producer_member::ActiveModel {
                producer_id: Set(found.id),
                user_id: Set(user_id),
                role: Set(role),
                created_at: Set(now),
            };
            producer_member::Entity::insert(row)
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(txn)
                .await?;
        }
    }
    if let Some(slug) = person.place {
        let found = place::Entity::find()
            .filter(place::Column::Slug.eq(slug))
            .one(txn)
            .await?;
        if let Some(found) = found {
            let row = place_manager::ActiveModel {
                place_id: Set(found.id),
                user_id: Set(user_id),
                created_at: Set(now),
            };
            place_manager::Entity::insert(row)
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(txn)
                .await?;
        }
    }
    Ok(())
}
