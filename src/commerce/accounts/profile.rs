//! What somebody says of themselves: name, telephone, language, password, and the address, which wants proof.

use entity::{Locale, TokenPurpose, email_key, parse_email, user};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::ground::{Ground, proof};
use super::refusal::Refusal;
use super::{letters, password, people, recovery, throttle, tokens};
use foundation::kernel::db::{is_duplicate, retried, write_txn};
use foundation::kernel::error::Answer;
use foundation::mail;

/// What may be changed without more ado.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// Language of the letters.
    pub locale: Locale,
}

/// Changes them. A number that somebody else signs in with is refused; to ask about many costs time.
pub async fn update(ground: Ground<'_>, user_id: i64, profile: &Profile) -> Answer<(), Refusal> {
    retried(|| update_once(ground, user_id, profile)).await
}

async fn update_once(ground: Ground<'_>, user_id: i64, profile: &Profile) -> Answer<(), Refusal> {
    let Ground { db, now, .. } = ground;
    let txn = write_txn(db).await?;
    let Some(user) = people::row(&txn, user_id).await? else {
        return Ok(Err(Refusal::Missing));
    };
    let new_phone = user.phone != profile.phone;
    if let (true, Some(phone)) = (new_phone, &profile.phone) {
        let mut held = throttle::hold(&txn, now, format!("phone:{user_id}"), throttle::CODE).await?;
        if let Some(seconds) = held.wait(now) {
            return Ok(Err(Refusal::Slowed(seconds)));
        }
        let taken = user::Entity::find()
            .filter(user::Column::Phone.eq(phone))
            .filter(user::Column::Id.ne(user_id))
            .count(&txn)
            .await?;
        held.count(&txn, now).await?;
        if taken > 0 {
            txn.commit().await?;
            return Ok(Err(Refusal::Taken));
        }
    }
    let row = user::ActiveModel {
        id: Set(user_id),
        name: Set(profile.name.clone()),
        phone: Set(profile.phone.clone()),
        phone_verified_at: Set(user.phone_verified_at.filter(|_| !new_phone)),
        locale: Set(profile.locale),
        updated_at: Set(now),
        ..Default::default()
    };
    match user::Entity::update(row).exec(&txn).await {
        Err(error) if is_duplicate(&error) => return Ok(Err(Refusal::Taken)),
        outcome => outcome?,
    };
    if new_phone {
        ground.record(&txn, user_id, "account.phone").await?;
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// Changes the password. Wants the old one; every other session ends.
pub async fn change_password(
    ground: Ground<'_>,
    (user_id, session_id): (i64, i64),
    old: &str,
    new: &str,
) -> Answer<(), Refusal> {
    let Some(user) = people::row(ground.db, user_id).await? else {
        return Ok(Err(Refusal::Missing));
    };
    if let Some(weakness) = recovery::weakness(&user, new) {
        return Ok(Err(weakness));
    }
    let proof = match proof(ground.db, user_id, old).await? {
        Ok(proof) => proof,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let made = password::hash(ground.secrets, new).await?;
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        let judged = proof.judge(&txn, ground.now).await?;
        if let Ok(user) = &judged {
            recovery::set(&txn, ground, user, &made, Some(session_id)).await?;
        }
        txn.commit().await?;
        Ok(judged.map(|_| ()))
    })
    .await
}

/// Asks for another address: the new one gets a link. Wants the password. An address that is somebody else's
/// gets the same answer, and its owner a letter.
pub async fn ask_email(ground: Ground<'_>, user_id: i64, old: &str, typed: &str) -> Answer<(), Refusal> {
    let Some(address) = parse_email(typed) else {
        return Ok(Err(Refusal::Email));
    };
    let proof = match proof(ground.db, user_id, old).await? {
        Ok(proof) => proof,
        Err(refusal) => return Ok(Err(refusal)),
    };
    retried(|| async {
        let Ground { db, now, .. } = ground;
        let txn = write_txn(db).await?;
        let user = match proof.judge(&txn, now).await? {
            Ok(user) => user,
            Err(refusal) => {
                txn.commit().await?;
                return Ok(Err(refusal));
            }
        };
        let mut held = throttle::hold(&txn, now, format!("letters:of:{user_id}"), throttle::LETTERS).await?;
        if let Some(seconds) = held.wait(now) {
            txn.commit().await?;
            return Ok(Err(Refusal::Slowed(seconds)));
        }
        held.count(&txn, now).await?;
        let owner = people::by_email(&txn, &email_key(&address)).await?;
        let letter = if let Some(owner) = owner.filter(|owner| owner.id != user.id) {
            letters::exists(&owner, &address, ground.paths, &ground.day())
        } else {
            let purpose = (user.id, TokenPurpose::ChangeEmail);
            let target = Some(address.clone());
            let token = tokens::issue(&txn, now, ground.secrets, purpose, target).await?;
            letters::change(&user, &address, ground.paths, &token)
        };
        mail::put(&txn, now, vec![letter]).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// What a link that proves an address would do, for the one who is signed in: the address.
pub async fn proves(ground: Ground<'_>, user_id: i64, token: &str) -> Answer<String, Refusal> {
    let link = tokens::find(ground.db, ground.now, token, &PROVING).await?;
    Ok(match link {
        Some(link) if link.user_id != user_id => Err(Refusal::Foreign),
        Some(link) => link.target.ok_or(Refusal::Link),
        None => Err(Refusal::Link),
    })
}

const PROVING: [TokenPurpose; 2] = [TokenPurpose::VerifyEmail, TokenPurpose::ChangeEmail];

/// Proves an address by its link, which counts once and for its owner only. A new address takes the place of
/// the old one, which is told.
pub async fn prove_email(ground: Ground<'_>, user_id: i64, token: &str) -> Answer<(), Refusal> {
    retried(|| prove_once(ground, user_id, token)).await
}

async fn prove_once(ground: Ground<'_>, user_id: i64, token: &str) -> Answer<(), Refusal> {
    let Ground { db, now, .. } = ground;
    let txn = write_txn(db).await?;
    let Some(link) = tokens::find(&txn, now, token, &PROVING).await? else {
        return Ok(Err(Refusal::Link));
    };
    if link.user_id != user_id {
        return Ok(Err(Refusal::Foreign));
    }
    let (Some(user), Some(address)) = (people::row(&txn, user_id).await?, &link.target) else {
        return Ok(Err(Refusal::Link));
    };
    if !tokens::spend(&txn, now, &link).await? {
        return Ok(Err(Refusal::Link));
    }
    let key = email_key(address);
    let changes = link.purpose == TokenPurpose::ChangeEmail;
    // A link that was sent to an address proves that one, and no other that took its place meanwhile.
    if !changes && user.email_key.as_deref() != Some(key.as_str()) {
        return Ok(Err(Refusal::Link));
    }
    let row = user::ActiveModel {
        id: Set(user_id),
        email: Set(Some(address.clone())),
        email_key: Set(Some(key)),
        email_verified_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    };
    match user::Entity::update(row).exec(&txn).await {
        // Somebody registered it while the letter was under way.
        Err(error) if is_duplicate(&error) => return Ok(Err(Refusal::Link)),
        outcome => outcome?,
    };
    if changes {
        tokens::revoke(&txn, user_id, None).await?;
        ground.record(&txn, user_id, "account.email").await?;
        let letter = user
            .email
            .as_ref()
            .map(|old| letters::changed(&user, old, ground.paths, token));
        mail::put(&txn, now, letter.into_iter().collect()).await?;
    }
    txn.commit().await?;
    Ok(Ok(()))
}
