//! Coming in, by e-mail address or phone number and password. Known and unknown people get the same answer
//! in the same time. Tries are counted for the account and for the network; a browser that has been in before
//! has a count of its own, so that strangers who guess do not keep the owner out.

use entity::{Locale, known_device, user};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::ground::Ground;
use super::refusal::Refusal;
use super::{letters, password, people, second_factor, sessions, throttle};
use crate::cart;
use foundation::kernel::db::{Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::hash;
use foundation::mail;

/// Browsers of one person that are remembered.
const MOST_DEVICES: u64 = 20;

/// The browser somebody comes in with.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    /// What it calls itself.
    pub agent: &'a str,
    /// Its network.
    pub network: &'a str,
    /// The token of the session it has, which ends.
    pub session: &'a str,
    /// The token by which it may be known.
    pub device: &'a str,
    /// The hash of the token of its cart.
    pub cart: Option<&'a str>,
}

/// Somebody is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Who.
    pub user_id: i64,
    /// Their language.
    pub locale: Locale,
    /// Token of the new session.
    pub session: String,
    /// Token by which the browser is known from now on.
    pub device: String,
}

/// How far somebody with the right password got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// In.
    In(Opened),
    /// The second factor is still to come; the ticket is what the first one is worth.
    SecondFactor(String),
}

/// Lets somebody in.
pub async fn sign_in(
    ground: Ground<'_>,
    client: Client<'_>,
    typed: &str,
    password: &str,
) -> Answer<Entered, Refusal> {
    let login = people::login(typed);
    let user = people::by_login(ground.db, login.as_deref()).await?;
    let phc = user.as_ref().map(|user| user.password_hash.as_str());
    let right = password::verify(password, phc).await?;
    let who = Who {
        name: login.unwrap_or_else(|| typed.trim().to_lowercase()),
        user,
    };
    retried(|| once(ground, client, &who, right)).await
}

/// Who is meant, known or not.
struct Who {
    name: String,
    user: Option<user::Model>,
}

async fn once(ground: Ground<'_>, client: Client<'_>, who: &Who, right: bool) -> Answer<Entered, Refusal> {
    let Ground { db, now, .. } = ground;
    let txn = write_txn(db).await?;
    let mut counts = counts(&txn, ground, client, who).await?;
    if let Some(seconds) = counts.iter().filter_map(|held| held.wait(now)).max() {
        return Ok(Err(Refusal::Slowed(seconds)));
    }
    let current = match &who.user {
        Some(user) if right => people::row(&txn, user.id)
            .await?
            .filter(|row| row.password_hash == user.password_hash),
        _ => None,
    };
    let Some(user) = current else {
        let mut too_many = false;
        for held in &mut counts {
            too_many |= held.count(&txn, now).await?;
        }
        if let (true, Some(user)) = (too_many, &who.user) {
            tell_owner(&txn, ground, user).await?;
        }
        txn.commit().await?;
        return Ok(Err(Refusal::Wrong));
    };
    let entered = if user.totp_enabled_at.is_some() {
        Entered::SecondFactor(second_factor::ticket(ground, &user)?)
    } else {
        Entered::In(open(&txn, ground, client, &user).await?)
    };
    txn.commit().await?;
    Ok(Ok(entered))
}

/// The counts a try goes into: those of network and account, or that of a known browser alone.
async fn counts(txn: &Txn, ground: Ground<'_>, client: Client<'_>, who: &Who) -> Result<Vec<throttle::Held>> {
    let now = ground.now;
    let known = match &who.user {
        Some(user) => device(txn, user.id, client.device).await?,
        None => None,
    };
    if let Some(device) = known {
        let key = format!("sign-in:device:{}", device.id);
        return Ok(vec![throttle::hold(txn, now, key, throttle::DEVICE).await?]);
    }
    let network = format!("sign-in:network:{}", client.network);
    let account = match &who.user {
        Some(user) => account_key(user.id),
        None => format!("sign-in:nobody:{}", hash(&who.name)),
    };
    Ok(vec![
        throttle::hold(txn, now, network, throttle::NETWORK).await?,
        throttle::hold(txn, now, account, throttle::ACCOUNT).await?,
    ])
}

/// Where an account's wrong passwords are counted.
pub(super) fn account_key(user_id: i64) -> String {
    format!("sign-in:account:{user_id}")
}

/// Somebody guesses: the owner hears of it, once a day.
async fn tell_owner(txn: &Txn, ground: Ground<'_>, user: &user::Model) -> Result<()> {
    ground.record_as(txn, "system", user.id, "account.slow").await?;
    let letter = letters::slowed(user, ground.paths, &ground.day());
    mail::put(txn, ground.now, letter.into_iter().collect()).await
}

/// Opens the session of somebody who has shown all that was asked for: the old one of this browser ends, its
/// cart becomes theirs, and the browser is known from now on.
pub(super) async fn open(
    txn: &Txn,
    ground: Ground<'_>,
    client: Client<'_>,
    user: &user::Model,
) -> Result<Opened> {
    let Ground { now, secrets, .. } = ground;
    if !client.session.is_empty() {
        sessions::close(txn, client.session).await?;
    }
    let session = sessions::open(txn, now, secrets, user.id, (client.agent, client.network)).await?;
    let device = remember(txn, ground, user.id, client.device).await?;
    if let Some(cart) = client.cart {
        cart::take_over(txn, now, cart, user.id).await?;
    }
    throttle::forget(txn, &account_key(user.id)).await?;
    ground.record(txn, user.id, "account.sign_in").await?;
    Ok(Opened {
        user_id: user.id,
        locale: user.locale,
        session,
        device,
    })
}

/// A browser's token as it is kept for one person: the same browser may be known for several.
fn device_hash(user_id: i64, token: &str) -> String {
    hash(&format!("{user_id}:{token}"))
}

/// The browser, if it is known for this person.
async fn device(db: &impl ConnectionTrait, user_id: i64, token: &str) -> Result<Option<known_device::Model>> {
    if token.is_empty() {
        return Ok(None);
    }
    Ok(known_device::Entity::find()
        .filter(known_device::Column::UserId.eq(user_id))
        .filter(known_device::Column::TokenHash.eq(device_hash(user_id, token)))
        .one(db)
        .await?)
}

/// Knows a browser from now on. A token that is not known for this person is never taken over: somebody else
/// may have planted it.
async fn remember(txn: &Txn, ground: Ground<'_>, user_id: i64, token: &str) -> Result<String> {
    if let Some(known) = device(txn, user_id, token).await? {
        known_device::Entity::update_many()
            .col_expr(known_device::Column::SeenAt, Expr::value(ground.now))
            .filter(known_device::Column::Id.eq(known.id))
            .exec(txn)
            .await?;
        return Ok(token.to_owned());
    }
    let token = ground.secrets.token()?;
    let row = known_device::ActiveModel {
        user_id: Set(user_id),
        token_hash: Set(device_hash(user_id, &token)),
        seen_at: Set(ground.now),
        ..Default::default()
    };
    known_device::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    let kept: Vec<i64> = known_device::Entity::find()
        .select_only()
        .column(known_device::Column::Id)
        .filter(known_device::Column::UserId.eq(user_id))
        .order_by_desc(known_device::Column::SeenAt)
        .order_by_desc(known_device::Column::Id)
        .limit(MOST_DEVICES)
        .into_tuple()
        .all(txn)
        .await?;
    known_device::Entity::delete_many()
        .filter(known_device::Column::UserId.eq(user_id))
        .filter(known_device::Column::Id.is_not_in(kept))
        .exec(txn)
        .await?;
    Ok(token)
}

/// Forgets the browsers of a person, all of them: when the password may have been somebody else's.
pub(super) async fn forget_devices(txn: &Txn, user_id: i64) -> Result<()> {
    known_device::Entity::delete_many()
        .filter(known_device::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    Ok(())
}
