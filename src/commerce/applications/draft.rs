//! Writing an application, step by step, and sending it.

use chrono::{DateTime, Utc};
use entity::{ApplicationStatus, LegalForm, Locale, application};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};

use super::queries::{open_of_person, whole_of};
use super::{Application, Move, advance, letter};
use crate::membership::BankAccount;
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::mail;

/// What a step says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nothing yet: it is begun.
    Begin,
    /// Who sells.
    Who {
        /// Legal form.
        legal_form: LegalForm,
        /// Name in Vietnamese.
        name_vi: String,
        /// Name in English.
        name_en: Option<String>,
        /// Tax code.
        tax_code: String,
        /// Commune of today.
        commune_id: i64,
    },
    /// How they are reached.
    Contact {
        /// Telephone, E.164.
        phone: String,
        /// E-mail address.
        email: String,
    },
    /// Where transfers go.
    Bank(BankAccount),
}

/// Why nothing was written or sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyRefusal {
    /// The office has it: nothing can be changed now.
    Closed,
    /// Something is missing.
    Incomplete(Vec<Missing>),
}

/// What an application lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Who sells.
    Who,
    /// How they are reached.
    Contact,
    /// The account.
    Bank,
    /// A paper that is required.
    Paper,
}

/// Writes a step into a person's open application, which is begun where there is none.
pub async fn save(
    db: &Db,
    now: DateTime<Utc>,
    (user_id, locale): (i64, Locale),
    part: &Part,
) -> Answer<(), ApplyRefusal> {
    retried(|| save_once(db, now, (user_id, locale), part)).await
}

async fn save_once(
    db: &Db,
    now: DateTime<Utc>,
    (user_id, locale): (i64, Locale),
    part: &Part,
) -> Answer<(), ApplyRefusal> {
    let txn = write_txn(db).await?;
    let known = held(&txn, user_id).await?;
    let row = if let Some(known) = known {
        known
    } else if let Some(begun) = begin(&txn, now, user_id, locale).await? {
        begun
    } else {
        // Begun by another request of the same person just now.
        drop(txn);
        return Box::pin(save_once(db, now, (user_id, locale), part)).await;
    };
    if !row.status.is_writable() {
        return Ok(Err(ApplyRefusal::Closed));
    }
    if *part != Part::Begin {
        let row = Application {
            version: row.version + 1,
            locale,
            updated_at: now,
            ..written(row, part)
        };
        row.into_active_model().reset_all().update(&txn).await?;
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// A person's open application, held until the transaction ends.
pub(super) async fn held(txn: &Txn, user_id: i64) -> Result<Option<Application>> {
    Ok(application::Entity::find()
        .filter(application::Column::OpenOf.eq(user_id))
        .lock_exclusive()
        .one(txn)
        .await?)
}

async fn begin(txn: &Txn, now: DateTime<Utc>, user_id: i64, locale: Locale) -> Result<Option<Application>> {
    let row = application::ActiveModel {
        user_id: Set(user_id),
        open_of: Set(Some(user_id)),
        status: Set(ApplicationStatus::Draft),
        version: Set(1),
        locale: Set(locale),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    match application::Entity::insert(row).exec_without_returning(txn).await {
        Ok(_) => open_of_person(txn, user_id).await,
        Err(error) if is_duplicate(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn written(row: Application, part: &Part) -> Application {
    match part.clone() {
        Part::Begin => row,
        Part::Who {
            legal_form,
            name_vi,
            name_en,
            tax_code,
            commune_id,
        } => Application {
            legal_form: Some(legal_form),
            name_vi: Some(name_vi),
            name_en,
            tax_code: Some(tax_code),
            commune_id: Some(commune_id),
            ..row
        },
        Part::Contact { phone, email } => Application {
            phone: Some(phone),
            email: Some(email),
            ..row
        },
        Part::Bank(account) => Application {
            bank_bin: Some(account.bin),
            bank_account: Some(account.account),
            bank_holder: Some(account.holder),
            ..row
        },
    }
}

/// What an application lacks before it can be sent.
pub async fn missing(db: &impl ConnectionTrait, row: &Application) -> Result<Vec<Missing>> {
    let mut missing = Vec::new();
    if row.legal_form.is_none() || row.name_vi.is_none() || row.tax_code.is_none() || row.commune_id.is_none()
    {
        missing.push(Missing::Who);
    }
    if row.phone.is_none() || row.email.is_none() {
        missing.push(Missing::Contact);
    }
    if row.bank_bin.is_none() || row.bank_account.is_none() || row.bank_holder.is_none() {
        missing.push(Missing::Bank);
    }
    let whole = whole_of(db, row.clone()).await?;
    let lacks = whole.requirements.iter().any(|requirement| {
        requirement.required
            && !whole
                .papers
                .iter()
                .any(|paper| paper.requirement_id == requirement.id)
    });
    if lacks {
        missing.push(Missing::Paper);
    }
    Ok(missing)
}

/// Sends a person's application to the office. `url` is the page on which they follow it.
pub async fn submit(db: &Db, now: DateTime<Utc>, user_id: i64, url: &str) -> Answer<(), ApplyRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(row) = held(&txn, user_id).await? else {
            return Ok(Err(ApplyRefusal::Closed));
        };
        if !row.status.is_writable() {
            return Ok(Err(ApplyRefusal::Closed));
        }
        let missing = missing(&txn, &row).await?;
        if !missing.is_empty() {
            return Ok(Err(ApplyRefusal::Incomplete(missing)));
        }
        let sent = application::ActiveModel {
            id: Set(row.id),
            submitted_at: Set(Some(now)),
            answer: Set(None),
            ..Default::default()
        };
        application::Entity::update(sent).exec(&txn).await?;
        let actor = format!("user:{user_id}");
        let made = Move {
            to: ApplicationStatus::Applied,
            actor: &actor,
            note: None,
        };
        if !advance(&txn, now, &row, &made).await? {
            return Ok(Err(ApplyRefusal::Closed));
        }
        let letter = letter(&txn, &row, "application_received", None, url).await?;
        mail::put(&txn, now, letter.into_iter().collect()).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}
