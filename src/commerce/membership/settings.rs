//! How a producer sells: one row, changed part by part, each change written down with what it was before. A new
//! bank account is told to every owner, since money goes there.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, MemberRole, Vnd, producer_member, producer_setting, user};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect,
};
use serde_json::{Value, json};

use super::Acting;
use super::account::BankAccount;
use super::people::held_owners;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::mail::{self, Letter};

/// Pieces at which a producer is warned before it says otherwise.
pub const DEFAULT_LOW_STOCK: i32 = 5;
/// The furthest a producer may deliver by itself, metres.
pub const LONGEST_RADIUS_M: i32 = 100_000;

/// How a producer sells.
pub type Settings = producer_setting::Model;

/// A part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// How it is reached about orders.
    Contact {
        /// Telephone, E.164.
        phone: Option<String>,
        /// E-mail address.
        email: Option<String>,
    },
    /// Where transfers go.
    Bank(BankAccount),
    /// Ways of payment.
    Ways {
        /// Cash on delivery.
        cod: bool,
        /// Transfers; they need an account.
        transfer: bool,
        /// Cards, through the operator.
        card: bool,
    },
    /// How goods come.
    Delivery {
        /// How far it delivers itself, metres, and what that costs.
        own: Option<(i32, Vnd)>,
        /// Goods above this are sent free.
        free_from: Option<Vnd>,
    },
    /// First and last day on which nothing is sent.
    Holiday(Option<(NaiveDate, NaiveDate)>),
    /// Pieces at which it is warned.
    LowStock(i32),
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsRefusal {
    /// Who acts is no owner (any more).
    NotOwner,
    /// Transfers need an account.
    NoAccount,
    /// Another producer takes transfers on that account.
    AccountTaken,
}

/// How a producer sells, if it has said so.
pub async fn of_producer(db: &impl ConnectionTrait, producer_id: i64) -> Result<Option<Settings>> {
    Ok(producer_setting::Entity::find_by_id(producer_id).one(db).await?)
}

/// Changes a part. `link` makes the address of the settings, for letters.
pub async fn change(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    change: &Change,
    named: &str,
    link: fn(Locale) -> String,
) -> Answer<(), SettingsRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        if !held_owners(&txn, acting.producer_id)
            .await?
            .contains(&acting.user_id)
        {
            return Ok(Err(SettingsRefusal::NotOwner));
        }
        let before = held(&txn, now, acting.producer_id).await?;
        if matches!(change, Change::Ways { transfer: true, .. }) && before.bank_account.is_none() {
            return Ok(Err(SettingsRefusal::NoAccount));
        }
        if let Change::Bank(account) = change
            && is_taken(&txn, acting.producer_id, account).await?
        {
            return Ok(Err(SettingsRefusal::AccountTaken));
        }
        let after = applied(before.clone(), change);
        let (old, new) = (said(&before, change), said(&after, change));
        if old == new {
            return Ok(Ok(()));
        }
        let row = Settings {
            updated_at: now,
            ..after
        };
        row.into_active_model().reset_all().update(&txn).await?;
        let act = Act {
            actor: acting.actor,
            action: action(change),
            subject_kind: "producer",
            subject_id: Some(acting.producer_id),
            before: Some(old),
            after: Some(new),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        if let Change::Bank(account) = change {
            let letters = to_owners(&txn, now, acting.producer_id, account, named, link).await?;
            mail::put(&txn, now, letters).await?;
        }
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Whether another producer takes transfers on an account. A statement is booked by its account alone: whoever could
/// name somebody else's would read what came there, and say that it came.
pub async fn is_taken(txn: &Txn, producer_id: i64, account: &BankAccount) -> Result<bool> {
    let others = producer_setting::Entity::find()
        .filter(producer_setting::Column::BankAccount.eq(&account.account))
        .filter(producer_setting::Column::ProducerId.ne(producer_id))
        .count(txn)
        .await?;
    Ok(others > 0)
}

/// Writes contact and account of somebody who begins to sell, within a transaction: cash and transfers at first.
pub async fn upsert(
    txn: &Txn,
    now: DateTime<Utc>,
    producer_id: i64,
    (phone, email): (String, String),
    account: &BankAccount,
) -> Result<()> {
    let before = held(txn, now, producer_id).await?;
    let contact = Change::Contact {
        phone: Some(phone),
        email: Some(email),
    };
    let row = Settings {
        accepts_transfer: true,
        updated_at: now,
        ..applied(applied(before, &contact), &Change::Bank(account.clone()))
    };
    row.into_active_model().reset_all().update(txn).await?;
    Ok(())
}

/// The row, made where there is none, and held until the transaction ends.
async fn held(txn: &Txn, now: DateTime<Utc>, producer_id: i64) -> Result<Settings> {
    let found = producer_setting::Entity::find_by_id(producer_id)
        .lock_exclusive()
        .one(txn)
        .await?;
    if let Some(found) = found {
        return Ok(found);
    }
    let row = Settings {
        producer_id,
        phone: None,
        email: None,
        bank_bin: None,
        bank_account: None,
        bank_holder: None,
        accepts_cod: true,
        accepts_transfer: false,
        accepts_card: false,
        commission_bps: 0,
        own_radius_m: None,
        own_fee: None,
        free_from: None,
        closed_from: None,
        closed_until: None,
        low_stock_at: DEFAULT_LOW_STOCK,
        updated_at: now,
    };
    producer_setting::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(txn)
        .await?;
    Ok(row)
}

fn applied(row: Settings, change: &Change) -> Settings {
    match change {
        Change::Contact { phone, email } => Settings {
            phone: phone.clone(),
            email: email.clone(),
            ..row
        },
        Change::Bank(account) => Settings {
            bank_bin: Some(account.bin.clone()),
            bank_account: Some(account.account.clone()),
            bank_holder: Some(account.holder.clone()),
            ..row
        },
        Change::Ways { cod, transfer, card } => Settings {
            accepts_cod: *cod,
            accepts_transfer: *transfer,
            accepts_card: *card,
            ..row
        },
        Change::Delivery { own, free_from } => Settings {
            own_radius_m: own.map(|(radius, _)| radius),
            own_fee: own.map(|(_, fee)| fee),
            free_from: *free_from,
            ..row
        },
        Change::Holiday(days) => Settings {
            closed_from: days.map(|(from, _)| from),
            closed_until: days.map(|(_, until)| until),
            ..row
        },
        Change::LowStock(pieces) => Settings {
            low_stock_at: *pieces,
            ..row
        },
    }
}

/// The part that a change is about, as the audit writes it.
fn said(row: &Settings, change: &Change) -> Value {
    match change {
        Change::Contact { .. } => json!({"phone": row.phone, "email": row.email}),
        Change::Bank(_) => json!({
            "bin": row.bank_bin, "account": row.bank_account, "holder": row.bank_holder,
        }),
        Change::Ways { .. } => json!({
            "cod": row.accepts_cod, "transfer": row.accepts_transfer, "card": row.accepts_card,
        }),
        Change::Delivery { .. } => json!({
            "radius_m": row.own_radius_m,
            "fee": row.own_fee.map(Vnd::dong),
            "free_from": row.free_from.map(Vnd::dong),
        }),
        Change::Holiday(_) => json!({
            "from": row.closed_from.map(|day| day.to_string()),
            "until": row.closed_until.map(|day| day.to_string()),
        }),
        Change::LowStock(_) => json!({"pieces": row.low_stock_at}),
    }
}

const fn action(change: &Change) -> &'static str {
    match change {
        Change::Contact { .. } => "settings.contact",
        Change::Bank(_) => "settings.bank",
        Change::Ways { .. } => "settings.ways",
        Change::Delivery { .. } => "settings.delivery",
        Change::Holiday(_) => "settings.holiday",
        Change::LowStock(_) => "settings.low_stock",
    }
}

/// "Another account", to every owner with an address. The account is told by its end alone.
async fn to_owners(
    txn: &Txn,
    now: DateTime<Utc>,
    producer_id: i64,
    account: &BankAccount,
    named: &str,
    link: fn(Locale) -> String,
) -> Result<Vec<Letter>> {
    let owners = owners(txn, producer_id).await?;
    Ok(owners
        .into_iter()
        .filter_map(|owner| {
            Some(Letter {
                key: format!(
                    "bank_changed:{producer_id}:{}:{}",
                    now.timestamp_micros(),
                    owner.id
                ),
                template: "bank_changed",
                locale: owner.locale,
                recipient: owner.email?,
                payload: json!({
                    "name": owner.name,
                    "producer": named,
                    "account": account.shown_end(),
                    "url": link(owner.locale),
                }),
            })
        })
        .collect())
}

/// The people who own a producer.
pub(super) async fn owners(txn: &impl ConnectionTrait, producer_id: i64) -> Result<Vec<user::Model>> {
    let ids: Vec<i64> = producer_member::Entity::find()
        .select_only()
        .column(producer_member::Column::UserId)
        .filter(producer_member::Column::ProducerId.eq(producer_id))
        .filter(producer_member::Column::Role.eq(MemberRole::Owner))
        .into_tuple()
        .all(txn)
        .await?;
    Ok(user::Entity::find()
        .filter(user::Column::Id.is_in(ids))
        .all(txn)
        .await?)
}
