//! Complaining: one transaction from the form to the complaint, the counts of who complains, and the messages.

use chrono::{DateTime, Utc};
use entity::{ComplaintStatus, ComplaintTopic, Locale, complaint, email_key};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::limits::answer_by;
use crate::throttle;
use domain::imprint;
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::{Secrets, hash};
use foundation::mail::{self, Letter};

/// Characters of a complaint.
pub const LONGEST_MESSAGE: usize = 4_000;

/// Signs of a number: none that is taken for another when it is said or written.
const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKMNPQRTVWXYZ";
/// Random signs of a number: it is said, and a token opens the page.
const LENGTH: usize = 8;

/// What somebody complains of. The form has judged it: there is a telephone or an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The key of the form.
    pub key: String,
    /// The network it comes from.
    pub network: String,
    /// What it is about.
    pub topic: ComplaintTopic,
    /// The page, product or order that is meant.
    pub about: Option<String>,
    /// Who complains.
    pub name: String,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// In their words.
    pub message: String,
    /// Language of the messages to them.
    pub locale: Locale,
}

/// A complaint that stands, and where it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lodged {
    /// Its number.
    pub number: String,
}

/// Why nothing was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComplaintRefusal {
    /// The key was used for something else.
    KeyUsed,
    /// Too many of late: wait so many seconds.
    Slowed(i64),
}

/// Where the messages of a complaint lead: the path of its page for who complains, and that of the office.
pub struct Paths<'a> {
    /// The page that a token opens, given language, number and token.
    pub page: &'a (dyn Fn(Locale, &str, &str) -> String + Send + Sync),
    /// The page of the office, given the number.
    pub office: &'a (dyn Fn(&str) -> String + Send + Sync),
    /// Who at the office is told.
    pub operator: Option<&'a str>,
}

/// Writes a complaint down, and tells who complains and the office. The same form sent again is the same complaint.
pub async fn lodge(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    paths: &Paths<'_>,
    wish: &Wish,
) -> Answer<Lodged, ComplaintRefusal> {
    retried(|| once(db, now, secrets, paths, wish)).await
}

async fn once(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    paths: &Paths<'_>,
    wish: &Wish,
) -> Answer<Lodged, ComplaintRefusal> {
    if let Some(known) = known(db, wish).await? {
        return Ok(known);
    }
    let txn = write_txn(db).await?;
    let network = format!("complaint:network:{}", wish.network);
    let mut held = throttle::hold(&txn, now, network, throttle::ENQUIRIES).await?;
    if let Some(seconds) = held.wait(now) {
        return Ok(Err(ComplaintRefusal::Slowed(seconds)));
    }
    held.count(&txn, now).await?;
    let number = number(secrets)?;
    let limits = imprint::limits(&txn).await?;
    let row = complaint::ActiveModel {
        number: Set(number.clone()),
        idempotency_key: Set(wish.key.clone()),
        topic: Set(wish.topic),
        about: Set(wish.about.clone()),
        name: Set(wish.name.clone()),
        phone: Set(wish.phone.clone()),
        email: Set(wish.email.clone()),
        message: Set(wish.message.clone()),
        locale: Set(wish.locale),
        status: Set(ComplaintStatus::New),
        answer: Set(None),
        created_at: Set(now),
        acknowledge_by: Set(now + limits.acknowledge_within()),
        answer_by: Set(answer_by(now, limits.answer_days)),
        acknowledged_at: Set(None),
        answered_at: Set(None),
        closed_at: Set(None),
        erased_at: Set(None),
        ..Default::default()
    };
    match complaint::Entity::insert(row).exec_without_returning(&txn).await {
        Ok(_) => {}
        Err(error) if is_duplicate(&error) => {
            drop(txn);
            let refusal = ComplaintRefusal::KeyUsed;
            return Ok(known(db, wish).await?.unwrap_or(Err(refusal)));
        }
        Err(error) => return Err(error.into()),
    }
    let mut letters = Vec::new();
    if let Some(recipient) = paths.operator {
        letters.push(Letter {
            key: format!("new_complaint:{number}"),
            template: "new_complaint",
            locale: Locale::Vi,
            recipient: recipient.to_owned(),
            payload: json!({"number": number, "url": (paths.office)(&number)}),
        });
    }
    if let Some(recipient) = &wish.email
        && may_write(&txn, now, recipient).await?
    {
        let token = super::token(secrets, &number)?;
        letters.push(Letter {
            key: format!("complaint_received:{number}"),
            template: "complaint_received",
            locale: wish.locale,
            recipient: recipient.clone(),
            payload: json!({
                "name": wish.name, "number": number, "url": (paths.page)(wish.locale, &number, &token),
            }),
        });
    }
    mail::put(&txn, now, letters).await?;
    txn.commit().await?;
    Ok(Ok(Lodged { number }))
}

/// What the key was used for before.
async fn known(
    db: &impl ConnectionTrait,
    wish: &Wish,
) -> Result<Option<std::result::Result<Lodged, ComplaintRefusal>>> {
    let found = complaint::Entity::find()
        .filter(complaint::Column::IdempotencyKey.eq(&wish.key))
        .one(db)
        .await?;
    Ok(found.map(|row| {
        let same = row.topic == wish.topic && row.about == wish.about && row.message == wish.message;
        if same {
            Ok(Lodged { number: row.number })
        } else {
            Err(ComplaintRefusal::KeyUsed)
        }
    }))
}

/// `KN` and eight random signs.
fn number(secrets: &Secrets) -> Result<String> {
    let mut text = "KN".to_owned();
    for _ in 0..LENGTH {
        let at = usize::try_from(secrets.below(31)?).unwrap_or(0);
        text.push(char::from(SIGNS.get(at).copied().unwrap_or(b'0')));
    }
    Ok(text)
}

/// Whether one more message may go to an address that anybody may have typed.
async fn may_write(txn: &Txn, now: DateTime<Utc>, address: &str) -> Result<bool> {
    let key = format!("complaint:letters:{}", hash(&email_key(address)));
    let mut held = throttle::hold(txn, now, key, throttle::LETTERS).await?;
    if held.wait(now).is_some() {
        return Ok(false);
    }
    held.count(txn, now).await?;
    Ok(true)
}
