//! A person as the rest of the house sees one.

use entity::{
    Locale, MemberRole, StaffRole, email_key, parse_email, parse_phone, place_manager, producer_member, user,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use foundation::kernel::error::Result;

/// Somebody who is signed in. Rights are read with the session, on every request: who loses one has lost it
/// by the next click.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Key.
    pub id: i64,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Whether the address was proven.
    pub email_verified: bool,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// Language of the messages.
    pub locale: Locale,
    /// What the person is to the programme office.
    pub staff: Option<StaffRole>,
    /// Producers the person works for.
    pub producers: Vec<(i64, MemberRole)>,
    /// Sales points whose record the person keeps.
    pub places: Vec<i64>,
    /// Whether a second factor is on.
    pub second_factor: bool,
}

/// A person by key; erased ones are nobody.
pub async fn person(db: &impl ConnectionTrait, id: i64) -> Result<Option<Person>> {
    let found = user::Entity::find_by_id(id)
        .filter(user::Column::ErasedAt.is_null())
        .one(db)
        .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    let producers = producer_member::Entity::find()
        .filter(producer_member::Column::UserId.eq(id))
        .all(db)
        .await?;
    let places = place_manager::Entity::find()
        .filter(place_manager::Column::UserId.eq(id))
        .all(db)
        .await?;
    Ok(Some(Person {
        id: row.id,
        name: row.name,
        email: row.email,
        email_verified: row.email_verified_at.is_some(),
        phone: row.phone,
        locale: row.locale,
        staff: row.staff_role,
        producers: producers
            .into_iter()
            .map(|row| (row.producer_id, row.role))
            .collect(),
        places: places.into_iter().map(|row| row.place_id).collect(),
        second_factor: row.totp_enabled_at.is_some(),
    }))
}

/// A row that is not erased.
pub(super) async fn row(db: &impl ConnectionTrait, id: i64) -> Result<Option<user::Model>> {
    Ok(user::Entity::find_by_id(id)
        .filter(user::Column::ErasedAt.is_null())
        .one(db)
        .await?)
}

/// Whose address it is, by its key.
pub(super) async fn by_email(db: &impl ConnectionTrait, key: &str) -> Result<Option<user::Model>> {
    Ok(user::Entity::find()
        .filter(user::Column::EmailKey.eq(key))
        .one(db)
        .await?)
}

/// The one form of what somebody types to sign in: the key of an e-mail address or a number in E.164.
/// `None` when it is neither, and so nobody's.
pub(super) fn login(typed: &str) -> Option<String> {
    if typed.contains('@') {
        parse_email(typed).map(|address| email_key(&address))
    } else {
        parse_phone(typed).ok()
    }
}

/// Who signs in by that.
pub(super) async fn by_login(db: &impl ConnectionTrait, login: Option<&str>) -> Result<Option<user::Model>> {
    let Some(login) = login else {
        return Ok(None);
    };
    if login.contains('@') {
        return by_email(db, login).await;
    }
    Ok(user::Entity::find()
        .filter(user::Column::Phone.eq(login))
        .one(db)
        .await?)
}
