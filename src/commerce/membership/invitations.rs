//! Invitations by e-mail. The token is only in the letter, its hash in the row; it opens one door for one address,
//! once, within a week.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Locale, MemberRole, email_key, invitation, parse_email, user};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
};
use serde_json::json;

use super::Acting;
use super::people::{held_owners, put};
use crate::throttle;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::{Secrets, hash};
use foundation::mail::{self, Letter};

/// How long an invitation holds.
const LIFE: TimeDelta = TimeDelta::days(7);

/// An invitation as its producer sees it.
pub type Invitation = invitation::Model;

/// What an owner wants to send.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The producer.
    pub producer_id: i64,
    /// What the person will be.
    pub role: MemberRole,
}

/// Why nobody was invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviteRefusal {
    /// No e-mail address.
    Email,
    /// They work for the producer already, in that role or a higher one.
    Member,
    /// Who invites is no owner (any more).
    NotOwner,
    /// Too many invitations of late: wait so many seconds.
    Slowed(i64),
}

/// Why an invitation opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferRefusal {
    /// It was used, withdrawn, is too old, or never was.
    Void,
    /// It was sent to another address than that of who is signed in.
    Foreign,
}

/// Invites somebody. An older invitation to the same address dies. `link` makes the address of the page that takes
/// the token; `named` is the producer's name in a language.
pub async fn invite(
    (db, now, secrets): (&Db, DateTime<Utc>, &Secrets),
    acting: Acting<'_>,
    (typed, role): (&str, MemberRole),
    locale: Locale,
    named: &str,
    link: fn(Locale, &str) -> String,
) -> Answer<(), InviteRefusal> {
    let Some(address) = parse_email(typed) else {
        return Ok(Err(InviteRefusal::Email));
    };
    let token = secrets.token()?;
    retried(|| async {
        let txn = write_txn(db).await?;
        if !held_owners(&txn, acting.producer_id)
            .await?
            .contains(&acting.user_id)
        {
            return Ok(Err(InviteRefusal::NotOwner));
        }
        let key = email_key(&address);
        let known = user::Entity::find()
            .filter(user::Column::EmailKey.eq(&key))
            .one(&txn)
            .await?;
        if let Some(known) = &known
            && has_role(&txn, acting.producer_id, known.id, role).await?
        {
            return Ok(Err(InviteRefusal::Member));
        }
        if let Some(seconds) = slowed(&txn, now, acting.producer_id, &key).await? {
            return Ok(Err(InviteRefusal::Slowed(seconds)));
        }
        invitation::Entity::delete_many()
            .filter(invitation::Column::ProducerId.eq(acting.producer_id))
            .filter(invitation::Column::EmailKey.eq(&key))
            .filter(invitation::Column::UsedAt.is_null())
            .exec(&txn)
            .await?;
        let token_hash = hash(&token);
        let row = invitation::ActiveModel {
            producer_id: Set(acting.producer_id),
            email: Set(address.clone()),
            email_key: Set(key),
            role: Set(role),
            token_hash: Set(token_hash.clone()),
            invited_by: Set(acting.user_id),
            created_at: Set(now),
            expires_at: Set(now + LIFE),
            used_by: Set(None),
            used_at: Set(None),
            ..Default::default()
        };
        let id = invitation::Entity::insert(row).exec(&txn).await?.last_insert_id;
        let said = json!({"invitation": id, "email": address, "role": role.word()});
        record(&txn, now, acting, "member.invite", said).await?;
        let locale = known.as_ref().map_or(locale, |user| user.locale);
        let letter = Letter {
            key: format!("invitation:{id}"),
            template: "invitation",
            locale,
            recipient: address.clone(),
            payload: json!({
                "name": known.map(|user| user.name).unwrap_or_default(),
                "producer": named,
                "owner": role == MemberRole::Owner,
                "url": link(locale, &token),
            }),
        };
        mail::put(&txn, now, vec![letter]).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    action: &str,
    after: serde_json::Value,
) -> Result<()> {
    let act = Act {
        actor: acting.actor,
        action,
        subject_kind: "producer",
        subject_id: Some(acting.producer_id),
        before: None,
        after: Some(after),
        reason: None,
    };
    audit::record(txn, now, act).await
}

/// Whether somebody has a role already, or a higher one.
async fn has_role(
    db: &impl ConnectionTrait,
    producer_id: i64,
    user_id: i64,
    role: MemberRole,
) -> Result<bool> {
    let found = entity::producer_member::Entity::find_by_id((producer_id, user_id))
        .one(db)
        .await?;
    Ok(found.is_some_and(|member| member.role == role || member.role == MemberRole::Owner))
}

/// Counts an invitation with those of its producer and of its address; seconds to wait, when there were too many.
async fn slowed(txn: &Txn, now: DateTime<Utc>, producer_id: i64, key: &str) -> Result<Option<i64>> {
    let of_producer = format!("invitation:producer:{producer_id}");
    let to_address = format!("invitation:letters:{}", hash(key));
    let mut counts = vec![
        throttle::hold(txn, now, of_producer, throttle::ENQUIRIES).await?,
        throttle::hold(txn, now, to_address, throttle::LETTERS).await?,
    ];
    let wait = counts.iter().filter_map(|held| held.wait(now)).max();
    if wait.is_none() {
        for held in &mut counts {
            held.count(txn, now).await?;
        }
    }
    Ok(wait)
}

/// A producer's invitations that still open something, newest first.
pub async fn pending(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    producer_id: i64,
) -> Result<Vec<Invitation>> {
    Ok(invitation::Entity::find()
        .filter(invitation::Column::ProducerId.eq(producer_id))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(Expr::col(invitation::Column::ExpiresAt).gt(now))
        .order_by_desc(invitation::Column::Id)
        .all(db)
        .await?)
}

/// Takes an invitation back. `Err` when the producer has no such open invitation, or who acts is no owner.
pub async fn withdraw(db: &Db, now: DateTime<Utc>, acting: Acting<'_>, id: i64) -> Answer<(), OfferRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        if !held_owners(&txn, acting.producer_id)
            .await?
            .contains(&acting.user_id)
        {
            return Ok(Err(OfferRefusal::Foreign));
        }
        let gone = invitation::Entity::delete_many()
            .filter(invitation::Column::Id.eq(id))
            .filter(invitation::Column::ProducerId.eq(acting.producer_id))
            .filter(invitation::Column::UsedAt.is_null())
            .exec(&txn)
            .await?;
        if gone.rows_affected == 0 {
            return Ok(Err(OfferRefusal::Void));
        }
        record(&txn, now, acting, "member.uninvite", json!({"invitation": id})).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// What an invitation offers to who is signed in.
pub async fn look(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    token: &str,
    user_id: i64,
) -> Answer<Offer, OfferRefusal> {
    Ok(found(db, now, token, user_id).await?.map(|row| Offer {
        producer_id: row.producer_id,
        role: row.role,
    }))
}

async fn found(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    token: &str,
    user_id: i64,
) -> Answer<Invitation, OfferRefusal> {
    if token.is_empty() {
        return Ok(Err(OfferRefusal::Void));
    }
    let row = invitation::Entity::find()
        .filter(invitation::Column::TokenHash.eq(hash(token)))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(Expr::col(invitation::Column::ExpiresAt).gt(now))
        .one(db)
        .await?;
    let Some(row) = row else {
        return Ok(Err(OfferRefusal::Void));
    };
    let person = user::Entity::find_by_id(user_id).one(db).await?;
    let own = person.is_some_and(|user| user.email_key.as_deref() == Some(row.email_key.as_str()));
    Ok(if own { Ok(row) } else { Err(OfferRefusal::Foreign) })
}

/// Takes an invitation: it counts once, and for its address only. Answers with the producer.
pub async fn accept(db: &Db, now: DateTime<Utc>, token: &str, user_id: i64) -> Answer<i64, OfferRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let row = match found(&txn, now, token, user_id).await? {
            Ok(row) => row,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let used = invitation::Entity::update_many()
            .col_expr(invitation::Column::UsedAt, Expr::value(Some(now)))
            .col_expr(invitation::Column::UsedBy, Expr::value(Some(user_id)))
            .filter(invitation::Column::Id.eq(row.id))
            .filter(invitation::Column::UsedAt.is_null())
            .exec(&txn)
            .await?;
        if used.rows_affected != 1 {
            return Ok(Err(OfferRefusal::Void));
        }
        put(&txn, now, (row.producer_id, user_id), row.role).await?;
        let actor = format!("user:{user_id}");
        let acting = Acting {
            producer_id: row.producer_id,
            user_id,
            actor: &actor,
        };
        let said = json!({"invitation": row.id, "user": user_id, "role": row.role.word()});
        record(&txn, now, acting, "member.join", said).await?;
        txn.commit().await?;
        Ok(Ok(row.producer_id))
    })
    .await
}
