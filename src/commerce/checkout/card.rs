//! Paying by card: one live page a purchase, and whatever tells of money is believed only after the company
//! itself was asked. The browser's return, the notice and the reconciliation all end in [`witness`].

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Locale, PaymentMethod, PaymentStatus, Vnd, order, payment, purchase};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::settle::{Settled, settle};
use crate::payments::{self, CardError, CardOrder, CardProvider, Session, SessionStands};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};

/// How long a page stays open after the order's time is up. The company wants half an hour at least from its
/// making, and the buyer may begin at the last moment; what comes too late goes back by itself.
const PAGE_LINGERS: TimeDelta = TimeDelta::minutes(35);

/// Where the buyer comes back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnUrls {
    /// Once it is paid.
    pub success: String,
    /// Having changed their mind.
    pub cancel: String,
}

/// Why a buyer cannot pay by card now.
#[derive(Clone, Debug, PartialEq)]
pub enum BeginRefusal {
    /// It is not to be paid by card.
    NotCard,
    /// It is paid, called off, or its time is up.
    NotWanted(PaymentStatus),
    /// The company says no.
    Refused(String),
    /// The company cannot be reached: try again in a moment.
    Away,
}

/// Sends a buyer to pay: makes the purchase's page, or finds the one that is open. Asked twice at once, both
/// get the same.
pub async fn begin(
    db: &Db,
    now: DateTime<Utc>,
    cards: &dyn CardProvider,
    payment_id: i64,
    urls: &ReturnUrls,
) -> Answer<String, BeginRefusal> {
    let payment = payments::payment(db, payment_id)
        .await?
        .ok_or_else(|| Error::new("a card payment that is not there"))?;
    if payment.method != PaymentMethod::Card {
        return Ok(Err(BeginRefusal::NotCard));
    }
    let over = payment.expires_at.is_some_and(|until| until <= now);
    if payment.status != PaymentStatus::Pending || over {
        return Ok(Err(BeginRefusal::NotWanted(payment.status)));
    }
    if let Some(known) = &payment.provider_ref {
        let session = match cards.read(known).await {
            Ok(session) => session,
            Err(error) => return Ok(Err(refusal(error))),
        };
        match session.stands {
            SessionStands::Open => {
                if let Some(url) = session.url.or_else(|| payment.redirect_url.clone()) {
                    return Ok(Ok(url));
                }
            }
            SessionStands::Paid | SessionStands::Pending => {
                let witnessed = witness(db, now, &session).await?;
                let status = match witnessed {
                    Witnessed::Settled(_, status) => status,
                    _ => payment.status,
                };
                return Ok(Err(BeginRefusal::NotWanted(status)));
            }
            SessionStands::Expired => {}
        }
    }
    let session = match start(db, cards, &payment, now, urls).await? {
        Ok(session) => session,
        Err(error) => return Ok(Err(refusal(error))),
    };
    let Some(url) = session.url.clone() else {
        return Ok(Err(BeginRefusal::Away));
    };
    if keep(db, now, &payment, &session).await? {
        return Ok(Ok(url));
    }
    // Somebody was faster: theirs is the page, and ours must not be paid on beside it.
    let stands = payments::payment(db, payment_id)
        .await?
        .ok_or_else(|| Error::new("a card payment that went away"))?;
    let theirs = stands.provider_ref.as_deref();
    if theirs != Some(session.id.as_str()) {
        let _ = cards.expire(&session.id).await;
    }
    if stands.status != PaymentStatus::Pending {
        return Ok(Err(BeginRefusal::NotWanted(stands.status)));
    }
    Ok(stands.redirect_url.ok_or(BeginRefusal::Away))
}

fn refusal(error: CardError) -> BeginRefusal {
    match error {
        CardError::Refused(why) => {
            tracing::warn!(%why, "the card company refuses a payment");
            BeginRefusal::Refused(why)
        }
        CardError::Away(error) => {
            tracing::warn!(%error, "the card company is away");
            BeginRefusal::Away
        }
    }
}

async fn start(
    db: &Db,
    cards: &dyn CardProvider,
    payment: &payment::Model,
    now: DateTime<Utc>,
    urls: &ReturnUrls,
) -> Result<std::result::Result<Session, CardError>> {
    let purchase = purchase::Entity::find_by_id(payment.purchase_id)
        .one(db)
        .await?
        .ok_or_else(|| Error::new("a payment without its purchase"))?;
    let orders = order::Entity::find()
        .filter(order::Column::PurchaseId.eq(payment.purchase_id))
        .order_by_asc(order::Column::Position)
        .all(db)
        .await?;
    let parts = payments::parts_of(db, payment.id).await?;
    let lines: Vec<(String, Vnd)> = orders
        .iter()
        .filter_map(|order| {
            let part = parts.iter().find(|part| part.order_id == order.id)?;
            let words = match purchase.locale {
                Locale::Vi => "Đơn",
                Locale::En => "Order",
            };
            let name = format!("{words} {} · {}", order.number, order.producer_name);
            (part.amount > Vnd::ZERO).then_some((name, part.amount))
        })
        .collect();
    // The key of an attempt is what stood there before it, so that two at once ask for the same page.
    let attempt = payment.provider_ref.as_deref().unwrap_or("first");
    let key = format!("page:{}:{attempt}", payment.reference);
    // The same for every request of an attempt: with another moment the company would refuse the key.
    let until = payment.expires_at.unwrap_or(now) + PAGE_LINGERS;
    let wanted = CardOrder {
        reference: &payment.reference,
        key: &key,
        lines: &lines,
        locale: purchase.locale,
        email: purchase.email.as_deref(),
        success_url: &urls.success,
        cancel_url: &urls.cancel,
        expires_at: until,
    };
    Ok(cards.start(&wanted).await)
}

/// Writes down a page, if none was written down meanwhile and the money is still wanted.
async fn keep(db: &Db, now: DateTime<Utc>, before: &payment::Model, session: &Session) -> Result<bool> {
    let same = match &before.provider_ref {
        Some(known) => payment::Column::ProviderRef.eq(known),
        None => payment::Column::ProviderRef.is_null(),
    };
    let kept = payment::Entity::update_many()
        .col_expr(
            payment::Column::ProviderRef,
            Expr::value(Some(session.id.clone())),
        )
        .col_expr(payment::Column::RedirectUrl, Expr::value(session.url.clone()))
        .col_expr(payment::Column::UpdatedAt, Expr::value(now))
        .filter(payment::Column::Id.eq(before.id))
        .filter(payment::Column::Status.eq(PaymentStatus::Pending))
        .filter(same)
        .exec(db)
        .await?;
    Ok(kept.rows_affected == 1)
}

/// What a page that was looked at means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Witnessed {
    /// It brought this payment money, now or before; the payment stands there.
    Settled(Settled, PaymentStatus),
    /// It waits, or the money is not certain yet.
    NotPaid(SessionStands),
    /// It is of no payment of ours, or of another amount or currency: nothing was done.
    Mismatch(&'static str),
}

/// The buyer came back: looks at the purchase's page at the company. `Ok(None)` when there is none.
pub async fn returned(
    db: &Db,
    now: DateTime<Utc>,
    cards: &dyn CardProvider,
    payment_id: i64,
) -> std::result::Result<Option<Witnessed>, CardError> {
    let payment = payments::payment(db, payment_id).await.map_err(CardError::Away)?;
    let Some(session) = payment.and_then(|payment| payment.provider_ref) else {
        return Ok(None);
    };
    notice(db, now, cards, &session).await.map(Some)
}

/// Somebody told of a page: asks the company about it and acts on what it says, and on nothing else.
pub async fn notice(
    db: &Db,
    now: DateTime<Utc>,
    cards: &dyn CardProvider,
    session_id: &str,
) -> std::result::Result<Witnessed, CardError> {
    let session = cards.read(session_id).await?;
    witness(db, now, &session).await.map_err(CardError::Away)
}

/// Believes a page that is paid, if reference, currency and amount are ours.
async fn witness(db: &Db, now: DateTime<Utc>, session: &Session) -> Result<Witnessed> {
    let outcome = retried(|| witness_once(db, now, session)).await;
    if let Ok(Witnessed::Mismatch(why)) = &outcome {
        tracing::warn!(session = %session.id, why, "a card page that does not fit");
    }
    outcome
}

async fn witness_once(db: &Db, now: DateTime<Utc>, session: &Session) -> Result<Witnessed> {
    if session.stands != SessionStands::Paid {
        return Ok(Witnessed::NotPaid(session.stands));
    }
    let Some(reference) = session.reference.as_deref().filter(|text| !text.is_empty()) else {
        return Ok(Witnessed::Mismatch("no reference"));
    };
    let txn = write_txn(db).await?;
    let Some(payment) = payments::by_reference(&txn, reference).await? else {
        return Ok(Witnessed::Mismatch("unknown reference"));
    };
    if payment.method != PaymentMethod::Card {
        return Ok(Witnessed::Mismatch("not a card payment"));
    }
    if session.currency.as_deref() != Some("vnd") {
        return Ok(Witnessed::Mismatch("another currency"));
    }
    if session.amount != Some(payment.amount.dong()) {
        return Ok(Witnessed::Mismatch("another amount"));
    }
    if let Some(intent) = &session.intent {
        payment::Entity::update_many()
            .col_expr(payment::Column::ProviderIntent, Expr::value(Some(intent.clone())))
            .filter(payment::Column::Id.eq(payment.id))
            .filter(payment::Column::ProviderIntent.is_null())
            .exec(&txn)
            .await?;
    }
    let source = format!("stripe:{}", session.id);
    let settled = settle(&txn, now, payment.id, payment.amount, &source, "system").await?;
    let status = match settled {
        Settled::Now(status) => status,
        // Read anew: whoever was faster may have moved it since it was read above.
        Settled::Before => payments::payment(&txn, payment.id)
            .await?
            .map_or(payment.status, |now| now.status),
    };
    txn.commit().await?;
    Ok(Witnessed::Settled(settled, status))
}
