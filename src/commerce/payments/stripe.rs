//! Stripe: the only file that names its crates. Requests are typed; of the answers only the fields that we look
//! at are read, so that a new field or a left-out one never stands between a buyer and their goods. What counts
//! is always asked of Stripe itself; a notice only says where to look.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use entity::{Locale, Vnd};
use serde_json::Value;
use stripe::{Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError, StripeRequest as _};
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    ExpireCheckoutSession, ProductData, RetrieveCheckoutSession,
};
use stripe_checkout::{CheckoutSessionLocale, CheckoutSessionMode};
use stripe_client_core::{RequestBuilder, StripeMethod};
use stripe_types::Currency;
use stripe_webhook::{Webhook, WebhookError};

use super::cards::{BadNotice, CardError, CardNotice, CardOrder, CardProvider, Session, SessionStands};
use foundation::kernel::error::{Context, Error, Result};

/// How long one request may take. A buyer waits for it.
const PATIENCE: Duration = Duration::from_secs(12);

/// Stripe, with the keys of the site.
pub struct Stripe {
    client: Client,
    webhook_secret: String,
}

/// What is read of a Checkout Session.
#[derive(miniserde::Deserialize)]
struct SessionRead {
    id: String,
    url: Option<String>,
    status: Option<String>,
    payment_status: Option<String>,
    amount_total: Option<i64>,
    currency: Option<String>,
    client_reference_id: Option<String>,
    payment_intent: Option<miniserde::json::Value>,
}

/// What is read of a refund.
#[derive(miniserde::Deserialize)]
struct RefundRead {
    id: String,
    status: Option<String>,
    failure_reason: Option<String>,
    metadata: Option<std::collections::BTreeMap<String, String>>,
}

/// What is read of a list of refunds.
#[derive(miniserde::Deserialize)]
struct RefundsRead {
    data: Vec<RefundRead>,
}

impl Stripe {
    /// With the secret key, the secret of the webhook endpoint, and another address than Stripe's own for tests.
    pub fn new(secret_key: &str, webhook_secret: &str, api_base: Option<&str>) -> Result<Self> {
        let mut builder = ClientBuilder::new(secret_key).timeout(PATIENCE);
        if let Some(base) = api_base {
            builder = builder.url(base);
        }
        Ok(Self {
            client: builder.build().context("the settings of Stripe")?,
            webhook_secret: webhook_secret.to_owned(),
        })
    }
}

fn key(text: &str) -> std::result::Result<RequestStrategy, CardError> {
    let key = IdempotencyKey::new(text).map_err(|error| CardError::Refused(error.to_string()))?;
    Ok(RequestStrategy::Idempotent(key))
}

/// Sorts failures into what Stripe refuses and what may pass.
fn sort(error: StripeError) -> CardError {
    let StripeError::Stripe(told, status) = error else {
        return CardError::Away(Error::because("Stripe", error));
    };
    // A key that was used with other parameters says nothing about the money.
    let mixed_up = told.type_ == stripe::ApiErrorsType::IdempotencyError;
    let code = told.code.map(|code| code.to_string()).unwrap_or_default();
    let words = told.message.unwrap_or_default();
    let said = format!("{status} {} {code} {words}", told.type_);
    // 401 and 403 are about our key, 409 about another request that is under way.
    if matches!(status, 400 | 402 | 404) && !mixed_up {
        CardError::Refused(said)
    } else {
        CardError::Away(Error::new(format!("Stripe answers {said}")))
    }
}

fn session(read: SessionRead) -> Session {
    let intent = match read.payment_intent {
        Some(miniserde::json::Value::String(id)) => Some(id),
        Some(miniserde::json::Value::Object(object)) => match object.get("id") {
            Some(miniserde::json::Value::String(id)) => Some(id.clone()),
            _ => None,
        },
        _ => None,
    };
    // Only this one word means that the money is there; whatever else Stripe may come to say does not.
    let paid = read.payment_status.as_deref() == Some("paid");
    let stands = match read.status.as_deref() {
        _ if paid => SessionStands::Paid,
        Some("open") => SessionStands::Open,
        Some("expired") => SessionStands::Expired,
        _ => SessionStands::Pending,
    };
    Session {
        id: read.id,
        url: read.url,
        stands,
        amount: read.amount_total,
        currency: read.currency,
        reference: read.client_reference_id,
        intent,
    }
}

#[async_trait]
impl CardProvider for Stripe {
    async fn start(&self, order: &CardOrder<'_>) -> std::result::Result<Session, CardError> {
        // Đồng have no smaller unit at Stripe: 150,000 ₫ is 150000.
        let lines: Vec<CreateCheckoutSessionLineItems> = order
            .lines
            .iter()
            .map(|(name, amount)| {
                let mut price = CreateCheckoutSessionLineItemsPriceData::new(Currency::VND);
                price.unit_amount = Some(amount.dong());
                price.product_data = Some(ProductData::new(name.as_str()));
                let mut line = CreateCheckoutSessionLineItems::new();
                line.price_data = Some(price);
                line.quantity = Some(1);
                line
            })
            .collect();
        let locale = match order.locale {
            Locale::Vi => CheckoutSessionLocale::Vi,
            Locale::En => CheckoutSessionLocale::En,
        };
        let mut request = CreateCheckoutSession::new()
            .mode(CheckoutSessionMode::Payment)
            .client_reference_id(order.reference)
            .line_items(lines)
            .locale(locale)
            .success_url(order.success_url)
            .cancel_url(order.cancel_url)
            .expires_at(order.expires_at.timestamp());
        if let Some(email) = order.email {
            request = request.customer_email(email);
        }
        let read = request
            .build()
            .customize::<SessionRead>()
            .request_strategy(key(order.key)?)
            .send(&self.client)
            .await
            .map_err(sort)?;
        Ok(session(read))
    }

    async fn read(&self, id: &str) -> std::result::Result<Session, CardError> {
        let read = RetrieveCheckoutSession::new(id)
            .build()
            .customize::<SessionRead>()
            .send(&self.client)
            .await
            .map_err(sort)?;
        Ok(session(read))
    }

    async fn expire(&self, id: &str) -> std::result::Result<(), CardError> {
        ExpireCheckoutSession::new(id)
            .build()
            .customize::<SessionRead>()
            .send(&self.client)
            .await
            .map(|_| ())
            .map_err(sort)
    }

    async fn refund(
        &self,
        intent: &str,
        amount: Vnd,
        refund_key: &str,
    ) -> std::result::Result<String, CardError> {
        let form = [
            ("payment_intent", intent.to_owned()),
            ("amount", amount.dong().to_string()),
            ("metadata[key]", refund_key.to_owned()),
        ];
        let mut request = RequestBuilder::new(StripeMethod::Post, "/refunds");
        request.body = Some(encoded(&form));
        let read = request
            .customize::<RefundRead>()
            .request_strategy(key(refund_key)?)
            .send(&self.client)
            .await
            .map_err(sort)?;
        match read.status.as_deref() {
            Some("failed" | "canceled") => Err(CardError::Refused(
                read.failure_reason.unwrap_or_else(|| "failed".to_owned()),
            )),
            _ => Ok(read.id),
        }
    }

    async fn refunded(
        &self,
        intent: &str,
        refund_key: &str,
    ) -> std::result::Result<Option<String>, CardError> {
        let mut request = RequestBuilder::new(StripeMethod::Get, "/refunds");
        request.query = Some(encoded(&[
            ("payment_intent", intent.to_owned()),
            ("limit", "100".to_owned()),
        ]));
        let list = request
            .customize::<RefundsRead>()
            .send(&self.client)
            .await
            .map_err(sort)?;
        let same = |one: &RefundRead| {
            let kept = one.metadata.as_ref().and_then(|metadata| metadata.get("key"));
            kept.is_some_and(|kept| kept == refund_key)
        };
        Ok(list.data.into_iter().find(same).map(|one| one.id))
    }

    fn verify(
        &self,
        body: &str,
        signature: &str,
        now: DateTime<Utc>,
    ) -> std::result::Result<String, BadNotice> {
        // An empty secret would be one that everybody knows.
        if self.webhook_secret.is_empty() {
            return Err(BadNotice::Signature);
        }
        let checked =
            Webhook::construct_event_with_timestamp(body, signature, &self.webhook_secret, now.timestamp());
        match checked {
            Ok(event) => Ok(event.id.to_string()),
            // Signed by Stripe, but of another version than these crates were made for: it is kept all the same.
            Err(WebhookError::BadParse(_)) => serde_json::from_str::<Value>(body)
                .ok()
                .and_then(|value| Some(value.get("id")?.as_str()?.to_owned()))
                .filter(|id| !id.is_empty())
                .ok_or(BadNotice::Content),
            Err(_) => Err(BadNotice::Signature),
        }
    }

    fn notice(&self, body: &str) -> Option<CardNotice> {
        let value: Value = serde_json::from_str(body).ok()?;
        let kind = value.get("type")?.as_str()?;
        let object = value.get("data")?.get("object")?;
        let text = |name: &str| Some(object.get(name)?.as_str()?.to_owned());
        if kind.starts_with("checkout.session.") {
            return Some(CardNotice::Session(text("id")?));
        }
        let of_refund = kind.starts_with("refund.") || kind == "charge.refund.updated";
        if of_refund && matches!(text("status").as_deref(), Some("failed" | "canceled")) {
            return Some(CardNotice::RefundFailed(text("id")?));
        }
        if kind.starts_with("charge.dispute.") {
            // A number, or the whole payment where somebody asked for that.
            let intent = object.get("payment_intent")?;
            let intent = intent.as_str().or_else(|| intent.get("id")?.as_str())?;
            return Some(CardNotice::Dispute {
                id: text("id")?,
                intent: intent.to_owned(),
                amount: object.get("amount")?.as_i64()?,
                currency: text("currency")?,
                status: text("status")?,
                closed: kind == "charge.dispute.closed",
            });
        }
        Some(CardNotice::Other(kind.to_owned()))
    }
}

/// Pairs as a form sends them.
fn encoded(pairs: &[(&str, String)]) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        form.append_pair(name, value);
    }
    form.finish()
}
