//! The second factor: a code of six digits that changes every half minute (TOTP, RFC 6238), and ten codes on
//! paper for the day the phone is lost. Offered to everybody; demanded, in production, of those who may harm
//! others. Every code counts once.

use chrono::DateTime;
use entity::{MemberRole, StaffRole, recovery_code, user};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use totp_rs::{Builder, Secret, Totp};

use super::ground::{Ground, proof};
use super::people::{self, Person};
use super::refusal::Refusal;
use super::sign_in::{self, Client, Opened};
use super::throttle;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Context, Result};
use foundation::kernel::secrets::{Secrets, hash};

/// Codes on paper.
const RECOVERY_CODES: usize = 10;
/// Letters of a code on paper: none that looks like another.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Letters of such a code: 49 bits.
const CODE_LENGTH: usize = 10;
/// How long somebody may take between password and code, seconds.
const TICKET_LIFE: i64 = 600;
/// Who issues the codes, as the program on the phone shows it.
const ISSUER: &str = "Chợ Làng";

/// What a phone has to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The secret in Base32, to be typed.
    pub secret: String,
    /// The `otpauth:` address, to be drawn as a QR code.
    pub url: String,
}

/// Whether somebody may not go on without a second factor: operators, officers and owners, in production.
pub fn demanded(person: &Person, production: bool) -> bool {
    let harms = matches!(person.staff, Some(StaffRole::Operator | StaffRole::Officer))
        || person
            .producers
            .iter()
            .any(|(_, role)| *role == MemberRole::Owner);
    production && harms && !person.second_factor
}

fn about(user_id: i64) -> String {
    format!("user:{user_id}:totp")
}

fn totp(secrets: &Secrets, user: &user::Model) -> Result<Option<Totp>> {
    let Some(sealed) = &user.totp_secret else {
        return Ok(None);
    };
    let secret = secrets.open(&about(user.id), sealed)?;
    let account = user
        .email
        .as_deref()
        .or(user.phone.as_deref())
        .unwrap_or_default();
    let made = Builder::new()
        .with_secret(Secret::new(secret.into_boxed_slice()))
        .with_issuer(Some(ISSUER))
        .with_account_name(account)
        .build()
        .context("the secret of a second factor")?;
    Ok(Some(made))
}

/// The secret that waits for its first code, of somebody who has begun.
pub async fn pending(db: &Db, secrets: &Secrets, user_id: i64) -> Result<Option<Setup>> {
    let begun = people::row(db, user_id)
        .await?
        .filter(|user| user.totp_enabled_at.is_none());
    let Some(user) = begun else {
        return Ok(None);
    };
    let Some(totp) = totp(secrets, &user)? else {
        return Ok(None);
    };
    Ok(Some(Setup {
        secret: totp.secret().to_base32(),
        url: totp.to_url().context("the address of a second factor")?,
    }))
}

/// How many codes on paper are left.
pub async fn codes_left(db: &Db, user_id: i64) -> Result<u64> {
    use sea_orm::PaginatorTrait as _;
    Ok(recovery_code::Entity::find()
        .filter(recovery_code::Column::UserId.eq(user_id))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(db)
        .await?)
}

/// Begins: makes a secret that counts only when a first code has been shown. Wants the password.
pub async fn begin(ground: Ground<'_>, user_id: i64, password: &str) -> Answer<(), Refusal> {
    let proof = match proof(ground.db, user_id, password).await? {
        Ok(proof) => proof,
        Err(refusal) => return Ok(Err(refusal)),
    };
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        let judged = proof.judge(&txn, ground.now).await?;
        if let Ok(user) = &judged
            && user.totp_enabled_at.is_none()
        {
            let mut secret = [0; 20];
            ground.secrets.fill(&mut secret)?;
            let sealed = ground.secrets.seal(&about(user.id), &secret)?;
            let row = user::ActiveModel {
                id: Set(user.id),
                totp_secret: Set(Some(sealed)),
                totp_last_step: Set(None),
                updated_at: Set(ground.now),
                ..Default::default()
            };
            user::Entity::update(row).exec(&txn).await?;
        }
        txn.commit().await?;
        Ok(judged.map(|_| ()))
    })
    .await
}

/// Switches it on with the first code; returns the codes for paper, which are shown this once.
pub async fn confirm(ground: Ground<'_>, user_id: i64, code: &str) -> Answer<Vec<String>, Refusal> {
    retried(|| confirm_once(ground, user_id, code)).await
}

async fn confirm_once(ground: Ground<'_>, user_id: i64, code: &str) -> Answer<Vec<String>, Refusal> {
    let Ground { db, now, .. } = ground;
    let txn = write_txn(db).await?;
    let mut held = throttle::hold(&txn, now, format!("factor:{user_id}"), throttle::CODE).await?;
    if let Some(seconds) = held.wait(now) {
        return Ok(Err(Refusal::Slowed(seconds)));
    }
    let begun = people::row(&txn, user_id)
        .await?
        .filter(|user| user.totp_enabled_at.is_none());
    let Some(user) = begun else {
        return Ok(Err(Refusal::Missing));
    };
    if !uses_code(&txn, ground, &user, code).await? {
        held.count(&txn, now).await?;
        txn.commit().await?;
        return Ok(Err(Refusal::WrongCode));
    }
    let row = user::ActiveModel {
        id: Set(user.id),
        totp_enabled_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    };
    user::Entity::update(row).exec(&txn).await?;
    held.clear(&txn).await?;
    ground.record(&txn, user.id, "account.factor_on").await?;
    let codes = new_codes(&txn, ground, user.id).await?;
    txn.commit().await?;
    Ok(Ok(codes))
}

/// Switches it off. Wants the password.
pub async fn off(ground: Ground<'_>, user_id: i64, password: &str) -> Answer<(), Refusal> {
    let proof = match proof(ground.db, user_id, password).await? {
        Ok(proof) => proof,
        Err(refusal) => return Ok(Err(refusal)),
    };
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        let judged = proof.judge(&txn, ground.now).await?;
        if let Ok(user) = &judged {
            let row = user::ActiveModel {
                id: Set(user.id),
                totp_secret: Set(None),
                totp_enabled_at: Set(None),
                totp_last_step: Set(None),
                updated_at: Set(ground.now),
                ..Default::default()
            };
            user::Entity::update(row).exec(&txn).await?;
            drop_codes(&txn, user.id).await?;
            ground.record(&txn, user.id, "account.factor_off").await?;
        }
        txn.commit().await?;
        Ok(judged.map(|_| ()))
    })
    .await
}

/// New codes for paper; the old ones die. Wants the password.
pub async fn renew_codes(ground: Ground<'_>, user_id: i64, password: &str) -> Answer<Vec<String>, Refusal> {
    let proof = match proof(ground.db, user_id, password).await? {
        Ok(proof) => proof,
        Err(refusal) => return Ok(Err(refusal)),
    };
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        let answer = match proof.judge(&txn, ground.now).await? {
            Ok(user) if user.totp_enabled_at.is_some() => {
                ground.record(&txn, user.id, "account.recovery_codes").await?;
                Ok(new_codes(&txn, ground, user.id).await?)
            }
            Ok(_) => Err(Refusal::Missing),
            Err(refusal) => Err(refusal),
        };
        txn.commit().await?;
        Ok(answer)
    })
    .await
}

/// What the right password is worth for ten minutes. It dies with the password and with the factor.
pub(super) fn ticket(ground: Ground<'_>, user: &user::Model) -> Result<String> {
    let until = ground.now.timestamp() + TICKET_LIFE;
    let tag = ground.secrets.sign("second-factor", &ticket_text(user, until))?;
    Ok(format!("{}.{until}.{tag}", user.id))
}

fn ticket_text(user: &user::Model, until: i64) -> String {
    let since = user.totp_enabled_at.map_or(0, |at: DateTime<_>| at.timestamp());
    format!("{}.{until}.{}.{since}", user.id, user.password_hash)
}

async fn holder(ground: Ground<'_>, txn: &Txn, ticket: &str) -> Result<Option<user::Model>> {
    let mut parts = ticket.splitn(3, '.');
    let (Some(id), Some(until), Some(tag)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let (Ok(id), Ok(until)) = (id.parse::<i64>(), until.parse::<i64>()) else {
        return Ok(None);
    };
    if until < ground.now.timestamp() {
        return Ok(None);
    }
    let user = people::row(txn, id).await?;
    Ok(user.filter(|user| {
        user.totp_enabled_at.is_some()
            && ground
                .secrets
                .verify("second-factor", &ticket_text(user, until), tag)
    }))
}

/// Lets somebody in who has shown the password before and shows a code now, of the phone or of the paper.
pub async fn enter(
    ground: Ground<'_>,
    client: Client<'_>,
    ticket: &str,
    code: &str,
) -> Answer<Opened, Refusal> {
    retried(|| enter_once(ground, client, ticket, code)).await
}

async fn enter_once(
    ground: Ground<'_>,
    client: Client<'_>,
    ticket: &str,
    code: &str,
) -> Answer<Opened, Refusal> {
    let Ground { db, now, .. } = ground;
    let txn = write_txn(db).await?;
    let Some(user) = holder(ground, &txn, ticket).await? else {
        return Ok(Err(Refusal::Link));
    };
    let mut held = throttle::hold(&txn, now, format!("factor:{}", user.id), throttle::CODE).await?;
    if let Some(seconds) = held.wait(now) {
        return Ok(Err(Refusal::Slowed(seconds)));
    }
    if !uses_code(&txn, ground, &user, code).await? && !uses_paper(&txn, ground, user.id, code).await? {
        held.count(&txn, now).await?;
        txn.commit().await?;
        return Ok(Err(Refusal::WrongCode));
    }
    held.clear(&txn).await?;
    let opened = sign_in::open(&txn, ground, client, &user).await?;
    txn.commit().await?;
    Ok(Ok(opened))
}

/// Uses up a code of the phone: its time step must be later than any that was used.
async fn uses_code(txn: &Txn, ground: Ground<'_>, user: &user::Model, typed: &str) -> Result<bool> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let Some(totp) = totp(ground.secrets, user)? else {
        return Ok(false);
    };
    let Ok(seconds) = u64::try_from(ground.now.timestamp()) else {
        return Ok(false);
    };
    let Some(step) = totp
        .check(&digits, seconds)
        .and_then(|step| i64::try_from(step).ok())
    else {
        return Ok(false);
    };
    let used = user::Entity::update_many()
        .col_expr(user::Column::TotpLastStep, Expr::value(Some(step)))
        .filter(user::Column::Id.eq(user.id))
        .filter(
            Expr::col(user::Column::TotpLastStep)
                .is_null()
                .or(Expr::col(user::Column::TotpLastStep).lt(step)),
        )
        .exec(txn)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Uses up a code of the paper.
async fn uses_paper(txn: &Txn, ground: Ground<'_>, user_id: i64, typed: &str) -> Result<bool> {
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    if plain.len() != CODE_LENGTH {
        return Ok(false);
    }
    let used = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(Some(ground.now)))
        .filter(recovery_code::Column::UserId.eq(user_id))
        .filter(recovery_code::Column::CodeHash.eq(paper_hash(ground.secrets, user_id, &plain)?))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(txn)
        .await?;
    if used.rows_affected == 1 {
        ground.record(txn, user_id, "account.recovery_code").await?;
    }
    Ok(used.rows_affected == 1)
}

fn paper_hash(secrets: &Secrets, user_id: i64, plain: &str) -> Result<String> {
    Ok(hash(
        &secrets.sign("recovery-code", &format!("{user_id}:{plain}"))?,
    ))
}

pub(super) async fn drop_codes(txn: &Txn, user_id: i64) -> Result<()> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    Ok(())
}

/// Makes codes for paper, as people read them: `abcde-fghij`.
async fn new_codes(txn: &Txn, ground: Ground<'_>, user_id: i64) -> Result<Vec<String>> {
    drop_codes(txn, user_id).await?;
    let mut shown = Vec::with_capacity(RECOVERY_CODES);
    let mut rows = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let mut plain = String::with_capacity(CODE_LENGTH);
        for _ in 0..CODE_LENGTH {
            let at = ground.secrets.below(u32::try_from(LETTERS.len()).unwrap_or(1))?;
            let letter = usize::try_from(at).ok().and_then(|at| LETTERS.get(at));
            plain.push(char::from(letter.copied().unwrap_or(b'a')));
        }
        rows.push(recovery_code::ActiveModel {
            user_id: Set(user_id),
            code_hash: Set(paper_hash(ground.secrets, user_id, &plain)?),
            used_at: Set(None),
            ..Default::default()
        });
        let (left, right) = plain.split_at(CODE_LENGTH / 2);
        shown.push(format!("{left}-{right}"));
    }
    recovery_code::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(shown)
}
