//! What an approval makes: the producer with its names, its owner, its settings.

use chrono::{DateTime, Utc};
use entity::{Locale, OwnerKind, PublicStatus, producer, producer_text, slug_history};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::Application;
use super::review::DecisionRefusal;
use crate::membership::{self, BankAccount};
use foundation::audit::{self, Act};
use foundation::kernel::collate::Collation;
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Answer, Error, Result};
use foundation::kernel::fold::{fold, slug, truncate_chars};
use foundation::publication;

/// Characters of an address part at most.
const LONGEST_SLUG: usize = 80;

/// As which producer somebody sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// As a new one.
    New,
    /// As one that the public knows already, by its address part; it must have no owner yet.
    Known(String),
}

/// Gives who applies their producer, new or known, and makes them its owner.
pub(super) async fn seat(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    row: &Application,
    place: &Place,
) -> Answer<i64, DecisionRefusal> {
    let revision = publication::announce(txn, now).await?;
    let producer_id = match place {
        Place::New => make(txn, now, revision, row).await?,
        Place::Known(slug) => match known(txn, now, revision, slug).await? {
            Ok(id) => id,
            Err(refusal) => return Ok(Err(refusal)),
        },
    };
    let (Some(phone), Some(email)) = (row.phone.clone(), row.email.clone()) else {
        return Err(Error::new("an application was approved without a contact"));
    };
    let account = BankAccount {
        bin: given(row.bank_bin.as_ref())?,
        account: given(row.bank_account.as_ref())?,
        holder: given(row.bank_holder.as_ref())?,
    };
    if membership::is_taken(txn, producer_id, &account).await? {
        return Ok(Err(DecisionRefusal::AccountTaken));
    }
    membership::make_owner(txn, now, producer_id, row.user_id).await?;
    membership::upsert(txn, now, producer_id, (phone, email), &account).await?;
    let act = Act {
        actor,
        action: "producer.approve",
        subject_kind: "producer",
        subject_id: Some(producer_id),
        before: None,
        after: Some(json!({
            "application": row.id, "owner": row.user_id, "new": *place == Place::New,
        })),
        reason: None,
    };
    audit::record(txn, now, act).await?;
    Ok(Ok(producer_id))
}

fn given(text: Option<&String>) -> Result<String> {
    text.cloned()
        .ok_or_else(|| Error::new("an application was approved that lacks something"))
}

async fn make(txn: &Txn, now: DateTime<Utc>, revision: i64, row: &Application) -> Result<i64> {
    let name = given(row.name_vi.as_ref())?;
    let legal_form = row
        .legal_form
        .ok_or_else(|| Error::new("an application was approved without a legal form"))?;
    let producer = producer::ActiveModel {
        slug: Set(free_slug(txn, &name, row.id).await?),
        legal_form: Set(legal_form),
        commune_id: Set(row.commune_id),
        former_commune: Set(None),
        former_district: Set(None),
        lat: Set(None),
        lon: Set(None),
        precision: Set(None),
        founded_year: Set(None),
        status: Set(PublicStatus::Published),
        source: Set(format!("application {}", row.id)),
        verified: Set(true),
        created_at: Set(now),
        updated_at: Set(now),
        revision: Set(revision),
        ..Default::default()
    };
    let id = producer::Entity::insert(producer).exec(txn).await?.last_insert_id;
    let order = Collation::vietnamese();
    let named = [(Locale::Vi, Some(name)), (Locale::En, row.name_en.clone())];
    let texts = named.into_iter().filter_map(|(locale, name)| {
        let name = name?;
        Some(producer_text::ActiveModel {
            producer_id: Set(id),
            locale: Set(locale),
            sort_key: Set(order.key(&name)),
            search_key: Set(fold(&name)),
            name: Set(name),
            craft: Set(None),
        })
    });
    producer_text::Entity::insert_many(texts)
        .exec_without_returning(txn)
        .await?;
    Ok(id)
}

/// An address part that no producer has or had.
async fn free_slug(txn: &Txn, name: &str, application_id: i64) -> Result<String> {
    let base = slug(name);
    let base = truncate_chars(&base, LONGEST_SLUG).trim_end_matches('-');
    let base = if base.is_empty() { "nha-san-xuat" } else { base };
    for candidate in [
        base.to_owned(),
        format!("{base}-2"),
        format!("{base}-3"),
        format!("{base}-h{application_id}"),
    ] {
        let now = producer::Entity::find()
            .filter(producer::Column::Slug.eq(&candidate))
            .count(txn)
            .await?;
        let once = slug_history::Entity::find()
            .filter(slug_history::Column::Kind.eq(OwnerKind::Producer))
            .filter(slug_history::Column::OldSlug.eq(&candidate))
            .count(txn)
            .await?;
        if now + once == 0 {
            return Ok(candidate);
        }
    }
    Err(Error::new(format!("every address part for {base} is taken")))
}

async fn known(txn: &Txn, now: DateTime<Utc>, revision: i64, slug: &str) -> Answer<i64, DecisionRefusal> {
    let found = producer::Entity::find()
        .filter(producer::Column::Slug.eq(slug))
        .lock_exclusive()
        .one(txn)
        .await?;
    // One that was taken away by the operator comes back by the operator's own act, and not by this one.
    let Some(found) = found.filter(|row| matches!(row.status, PublicStatus::Draft | PublicStatus::Published))
    else {
        return Ok(Err(DecisionRefusal::NoProducer));
    };
    if membership::owners_exist(txn, found.id).await? {
        return Ok(Err(DecisionRefusal::Owned));
    }
    producer::Entity::update_many()
        .col_expr(producer::Column::Status, Expr::value("published"))
        .col_expr(producer::Column::UpdatedAt, Expr::value(now))
        .col_expr(producer::Column::Revision, Expr::value(revision))
        .filter(producer::Column::Id.eq(found.id))
        .exec(txn)
        .await?;
    Ok(Ok(found.id))
}
