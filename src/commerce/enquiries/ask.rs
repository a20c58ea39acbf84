//! Asking: one transaction from the form to the enquiry, the counts of who asks, and the messages.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{EnquiryStatus, Locale, email_key, enquiry};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement,
};

use super::letters;
use crate::throttle;
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::hash;
use foundation::mail;

/// Version of the words that who asks agrees to (`enquiry.consent`).
const TERMS: &str = "2026-11";

/// What somebody wants to ask. The form has judged it: there is a telephone or an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The key of the form.
    pub key: String,
    /// The service.
    pub product_id: i64,
    /// Who asks, with an account.
    pub user_id: Option<i64>,
    /// The network it comes from.
    pub network: String,
    /// Who asks.
    pub name: String,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The day wanted, one of [`days`](super::days).
    pub day: Option<NaiveDate>,
    /// How many come, up to [`MOST_PEOPLE`](super::MOST_PEOPLE).
    pub people: Option<i32>,
    /// What they want to know.
    pub message: String,
    /// Language of the messages to them.
    pub locale: Locale,
}

/// Why nothing was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnquiryRefusal {
    /// There is no such service, or it is not offered now.
    Gone,
    /// The key was used for something else.
    KeyUsed,
    /// Too many enquiries of late: wait so many seconds.
    Slowed(i64),
}

/// Asks, and tells producer and asker by e-mail where there is an address. Answers with the key of the enquiry,
/// which is the one made before when the same form comes again.
pub async fn ask(db: &Db, now: DateTime<Utc>, wish: &Wish) -> Answer<i64, EnquiryRefusal> {
    retried(|| once(db, now, wish)).await
}

async fn once(db: &Db, now: DateTime<Utc>, wish: &Wish) -> Answer<i64, EnquiryRefusal> {
    if let Some(known) = known(db, wish).await? {
        return Ok(known);
    }
    let txn = write_txn(db).await?;
    let Some(offer) = offer(&txn, wish.product_id).await? else {
        return Ok(Err(EnquiryRefusal::Gone));
    };
    if let Some(seconds) = slowed(&txn, now, wish).await? {
        // The form may have been sent twice at once, and the other one was the last that was allowed.
        drop(txn);
        let refusal = EnquiryRefusal::Slowed(seconds);
        return Ok(known(db, wish).await?.unwrap_or(Err(refusal)));
    }
    let row = enquiry::ActiveModel {
        idempotency_key: Set(wish.key.clone()),
        product_id: Set(wish.product_id),
        producer_id: Set(offer.producer_id),
        product_name: Set(offer.name),
        user_id: Set(wish.user_id),
        name: Set(wish.name.clone()),
        phone: Set(wish.phone.clone()),
        email: Set(wish.email.clone()),
        day: Set(wish.day),
        people: Set(wish.people),
        message: Set(wish.message.clone()),
        locale: Set(wish.locale),
        status: Set(EnquiryStatus::New),
        text_version: Set(TERMS.to_owned()),
        created_at: Set(now),
        erased_at: Set(None),
        ..Default::default()
    };
    let id = match enquiry::Entity::insert(row).exec(&txn).await {
        Ok(made) => made.last_insert_id,
        Err(error) if is_duplicate(&error) => {
            drop(txn);
            let refusal = EnquiryRefusal::KeyUsed;
            return Ok(known(db, wish).await?.unwrap_or(Err(refusal)));
        }
        Err(error) => return Err(error.into()),
    };
    let mut letters: Vec<mail::Letter> = letters::to_producer(id, offer.email).into_iter().collect();
    if let Some(address) = &wish.email
        && may_write(&txn, now, address).await?
    {
        letters.push(letters::to_asker(id, address, wish.locale));
    }
    mail::put(&txn, now, letters).await?;
    txn.commit().await?;
    Ok(Ok(id))
}

/// What the key was used for before.
async fn known(
    db: &impl ConnectionTrait,
    wish: &Wish,
) -> Result<Option<std::result::Result<i64, EnquiryRefusal>>> {
    let found = enquiry::Entity::find()
        .filter(enquiry::Column::IdempotencyKey.eq(&wish.key))
        .one(db)
        .await?;
    Ok(found.map(|row| {
        if is_same(&row, wish) {
            Ok(row.id)
        } else {
            Err(EnquiryRefusal::KeyUsed)
        }
    }))
}

/// Whether a row asks what is wished.
fn is_same(row: &enquiry::Model, wish: &Wish) -> bool {
    row.product_id == wish.product_id
        && row.name == wish.name
        && row.phone == wish.phone
        && row.email == wish.email
        && row.day == wish.day
        && row.people == wish.people
        && row.message == wish.message
}

/// A service that is offered: its own page and its producer's are public.
#[derive(FromQueryResult)]
struct Offer {
    producer_id: i64,
    name: String,
    email: Option<String>,
}

async fn offer(txn: &Txn, product_id: i64) -> Result<Option<Offer>> {
    let sql = "SELECT p.producer_id AS producer_id, t.name AS name, ps.email AS email FROM products p \
         JOIN producers pr ON pr.id = p.producer_id \
         JOIN product_texts t ON t.product_id = p.id AND t.locale = 'vi' \
         LEFT JOIN producer_settings ps ON ps.producer_id = pr.id \
         WHERE p.id = $1 AND p.kind = 'service' AND p.status = 'published' AND pr.status = 'published'";
    let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, [product_id.into()]);
    Ok(Offer::find_by_statement(statement).one(txn).await?)
}

/// Counts an enquiry with those of its network and person; seconds to wait, when there were too many.
async fn slowed(txn: &Txn, now: DateTime<Utc>, wish: &Wish) -> Result<Option<i64>> {
    let network = format!("enquiry:network:{}", wish.network);
    let mut counts = vec![throttle::hold(txn, now, network, throttle::ASKING).await?];
    if let Some(id) = wish.user_id {
        let person = format!("enquiry:person:{id}");
        counts.push(throttle::hold(txn, now, person, throttle::ENQUIRIES).await?);
    }
    let wait = counts.iter().filter_map(|held| held.wait(now)).max();
    if wait.is_none() {
        for held in &mut counts {
            held.count(txn, now).await?;
        }
    }
    Ok(wait)
}

/// Whether one more message may go to an address that anybody may have typed. Without it the enquiry stands all
/// the same: only the copy is left out.
async fn may_write(txn: &Txn, now: DateTime<Utc>, address: &str) -> Result<bool> {
    let key = format!("enquiry:letters:{}", hash(&email_key(address)));
    let mut held = throttle::hold(txn, now, key, throttle::LETTERS).await?;
    if held.wait(now).is_some() {
        return Ok(false);
    }
    held.count(txn, now).await?;
    Ok(true)
}
