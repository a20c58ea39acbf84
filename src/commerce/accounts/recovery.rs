//! A forgotten password, and what else a mailed link can do. Known and unknown addresses get the same answer.

use entity::{TokenPurpose, email_key, parse_email, user};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::ground::Ground;
use super::refusal::Refusal;
use super::{letters, password, people, sessions, sign_in, throttle, tokens};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::hash;
use foundation::mail;

/// Sends a link that sets the password anew, if the address is somebody's.
pub async fn ask(ground: Ground<'_>, typed: &str, network: &str) -> Answer<(), Refusal> {
    let Some(address) = parse_email(typed) else {
        return Ok(Err(Refusal::Email));
    };
    retried(|| ask_once(ground, &address, network)).await
}

async fn ask_once(ground: Ground<'_>, address: &str, network: &str) -> Answer<(), Refusal> {
    let Ground { db, now, .. } = ground;
    let key = email_key(address);
    let txn = write_txn(db).await?;
    let asking = format!("asking:network:{network}");
    let mut asking = throttle::hold(&txn, now, asking, throttle::ASKING).await?;
    let mut letters = throttle::hold(&txn, now, format!("letters:{}", hash(&key)), throttle::LETTERS).await?;
    let wait = asking.wait(now).max(letters.wait(now));
    if let Some(seconds) = wait {
        return Ok(Err(Refusal::Slowed(seconds)));
    }
    asking.count(&txn, now).await?;
    letters.count(&txn, now).await?;
    if let Some(user) = people::by_email(&txn, &key).await? {
        let purpose = (user.id, TokenPurpose::ResetPassword);
        let token = tokens::issue(&txn, now, ground.secrets, purpose, None).await?;
        let known = user.email.as_deref().unwrap_or(address);
        let letter = letters::reset(&user, known, ground.paths, &token);
        mail::put(&txn, now, vec![letter]).await?;
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// Whether a link for a new password still opens the form, for the one who is signed in or for nobody.
pub async fn opens(
    db: &Db,
    now: chrono::DateTime<chrono::Utc>,
    token: &str,
    signed_in: Option<i64>,
) -> Answer<(), Refusal> {
    let link = tokens::find(db, now, token, &[TokenPurpose::ResetPassword]).await?;
    Ok(match link {
        None => Err(Refusal::Link),
        Some(link) if signed_in.is_some_and(|id| id != link.user_id) => Err(Refusal::Foreign),
        Some(_) => Ok(()),
    })
}

/// Sets the password anew. All sessions end, all browsers are strangers again, all other links die; whoever
/// got the letter has proven the address.
pub async fn reset(
    ground: Ground<'_>,
    token: &str,
    new: &str,
    signed_in: Option<i64>,
) -> Answer<(), Refusal> {
    let purposes = [TokenPurpose::ResetPassword];
    let Some(link) = tokens::find(ground.db, ground.now, token, &purposes).await? else {
        return Ok(Err(Refusal::Link));
    };
    if signed_in.is_some_and(|id| id != link.user_id) {
        return Ok(Err(Refusal::Foreign));
    }
    let Some(user) = people::row(ground.db, link.user_id).await? else {
        return Ok(Err(Refusal::Link));
    };
    if let Some(weakness) = weakness(&user, new) {
        return Ok(Err(weakness));
    }
    let made = password::hash(ground.secrets, new).await?;
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        if !tokens::spend(&txn, ground.now, &link).await? {
            return Ok(Err(Refusal::Link));
        }
        let Some(user) = people::row(&txn, link.user_id).await? else {
            return Ok(Err(Refusal::Link));
        };
        let row = user::ActiveModel {
            id: Set(user.id),
            email_verified_at: Set(user.email_verified_at.or(Some(ground.now))),
            ..Default::default()
        };
        user::Entity::update(row).exec(&txn).await?;
        set(&txn, ground, &user, &made, None).await?;
        throttle::forget(&txn, &sign_in::account_key(user.id)).await?;
        throttle::forget(&txn, &format!("own:{}", user.id)).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// What is wrong with a new password of somebody.
pub(super) fn weakness(user: &user::Model, new: &str) -> Option<Refusal> {
    let about = [
        user.name.as_str(),
        user.email.as_deref().unwrap_or_default(),
        user.phone.as_deref().unwrap_or_default(),
    ];
    password::weakness(new, &about).map(Refusal::Weak)
}

/// Sets a new password: every session but one ends, every browser is a stranger again, links die, and the owner
/// is told.
pub(super) async fn set(
    txn: &Txn,
    ground: Ground<'_>,
    user: &user::Model,
    made: &str,
    keep: Option<i64>,
) -> Result<()> {
    let row = user::ActiveModel {
        id: Set(user.id),
        password_hash: Set(made.to_owned()),
        updated_at: Set(ground.now),
        ..Default::default()
    };
    user::Entity::update(row).exec(txn).await?;
    sessions::revoke(txn, user.id, None, keep).await?;
    sign_in::forget_devices(txn, user.id).await?;
    tokens::revoke(txn, user.id, Some(TokenPurpose::ResetPassword)).await?;
    tokens::revoke(txn, user.id, Some(TokenPurpose::ChangeEmail)).await?;
    ground.record(txn, user.id, "account.password").await?;
    let letter = letters::password_changed(user, ground.paths, ground.now.timestamp());
    mail::put(txn, ground.now, letter.into_iter().collect()).await
}
