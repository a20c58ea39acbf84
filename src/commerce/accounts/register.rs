//! Becoming somebody. Known and unknown addresses get the same answer: whose address it is learns the truth
//! by letter.

use entity::{Locale, TokenPurpose, email_key, parse_email, user};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::ground::Ground;
use super::letters;
use super::people;
use super::refusal::Refusal;
use super::{password, throttle, tokens};
use foundation::kernel::db::{retried, write_txn};
use foundation::kernel::error::{Answer, Error};
use foundation::kernel::secrets::hash;
use foundation::mail;

/// What somebody typed who wants an account.
#[derive(Clone, Debug)]
pub struct Registration<'a> {
    /// Name.
    pub name: &'a str,
    /// E-mail address.
    pub email: &'a str,
    /// Password.
    pub password: &'a str,
    /// Language of the letters.
    pub locale: Locale,
    /// The network it comes from.
    pub network: &'a str,
}

/// Makes an account and sends the letter that proves its address. For an address that has an account, its
/// owner is told by letter and nothing else happens.
pub async fn register(ground: Ground<'_>, wish: &Registration<'_>) -> Answer<(), Refusal> {
    let Some(address) = parse_email(wish.email) else {
        return Ok(Err(Refusal::Email));
    };
    if let Some(weakness) = password::weakness(wish.password, &[wish.name, wish.email]) {
        return Ok(Err(Refusal::Weak(weakness)));
    }
    // Before anybody looks whether the address is known, so that it takes as long.
    let made = password::hash(ground.secrets, wish.password).await?;
    retried(|| once(ground, wish, &address, &made)).await
}

async fn once(ground: Ground<'_>, wish: &Registration<'_>, address: &str, made: &str) -> Answer<(), Refusal> {
    let Ground { db, now, .. } = ground;
    let key = email_key(address);
    let txn = write_txn(db).await?;
    let network = format!("asking:network:{}", wish.network);
    let mut asking = throttle::hold(&txn, now, network, throttle::ASKING).await?;
    if let Some(seconds) = asking.wait(now) {
        return Ok(Err(Refusal::Slowed(seconds)));
    }
    asking.count(&txn, now).await?;
    let row = user::ActiveModel {
        email: Set(Some(address.to_owned())),
        email_key: Set(Some(key.clone())),
        phone: Set(None),
        name: Set(wish.name.to_owned()),
        password_hash: Set(made.to_owned()),
        locale: Set(wish.locale),
        staff_role: Set(None),
        email_verified_at: Set(None),
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
        .exec_without_returning(&txn)
        .await?;
    let user = people::by_email(&txn, &key)
        .await?
        .ok_or_else(|| Error::new("an account that was just made is not there"))?;
    // The hash has a salt of its own: it tells whether the row is the one of this very form.
    let letter = if user.password_hash == made {
        ground.record(&txn, user.id, "account.register").await?;
        let purpose = (user.id, TokenPurpose::VerifyEmail);
        let token = tokens::issue(&txn, now, ground.secrets, purpose, Some(address.to_owned())).await?;
        letters::verify(&user, address, ground.paths, &token)
    } else {
        let known = user.email.as_deref().unwrap_or(address);
        letters::exists(&user, known, ground.paths, &ground.day())
    };
    mail::put(&txn, now, vec![letter]).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Sends the letter again that proves the address of somebody who is signed in. Silent when it is proven.
pub async fn send_again(ground: Ground<'_>, user_id: i64) -> Answer<(), Refusal> {
    retried(|| send_once(ground, user_id)).await
}

async fn send_once(ground: Ground<'_>, user_id: i64) -> Answer<(), Refusal> {
    let Ground { db, now, .. } = ground;
    let txn = write_txn(db).await?;
    let Some(user) = people::row(&txn, user_id).await? else {
        return Ok(Err(Refusal::Missing));
    };
    let Some(address) = user.email.clone().filter(|_| user.email_verified_at.is_none()) else {
        return Ok(Ok(()));
    };
    let key = format!("letters:{}", hash(&email_key(&address)));
    let mut held = throttle::hold(&txn, now, key, throttle::LETTERS).await?;
    if let Some(seconds) = held.wait(now) {
        return Ok(Err(Refusal::Slowed(seconds)));
    }
    held.count(&txn, now).await?;
    let purpose = (user.id, TokenPurpose::VerifyEmail);
    let token = tokens::issue(&txn, now, ground.secrets, purpose, Some(address.clone())).await?;
    let letter = letters::verify(&user, &address, ground.paths, &token);
    mail::put(&txn, now, vec![letter]).await?;
    txn.commit().await?;
    Ok(Ok(()))
}
