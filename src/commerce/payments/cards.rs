//! What a card company must be able to do. Stripe does it (`stripe`); nothing else here or above knows which
//! company it is.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use entity::{Locale, Vnd};

use foundation::kernel::error::Error;

/// A page where a buyer is to pay.
#[derive(Clone, Debug)]
pub struct CardOrder<'a> {
    /// Our reference, which comes back with whatever the company tells.
    pub reference: &'a str,
    /// The same key asks for the same page, never for a second one.
    pub key: &'a str,
    /// What is paid for, as the buyer is to read it. Amounts are more than nothing.
    pub lines: &'a [(String, Vnd)],
    /// Language of the page.
    pub locale: Locale,
    /// Where the company sends its own receipt, if anywhere.
    pub email: Option<&'a str>,
    /// Where the buyer goes once it is paid.
    pub success_url: &'a str,
    /// Where the buyer goes to change their mind.
    pub cancel_url: &'a str,
    /// Until when the page can be paid on.
    pub expires_at: DateTime<Utc>,
}

/// Where a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStands {
    /// It waits for the buyer.
    Open,
    /// It is paid.
    Paid,
    /// The buyer is done, and the money is not certain yet.
    Pending,
    /// It can no longer be paid on.
    Expired,
}

/// A page where a buyer pays, as the company knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The company's number.
    pub id: String,
    /// Where the page is, while it waits.
    pub url: Option<String>,
    /// Where it stands.
    pub stands: SessionStands,
    /// How much, in the smallest unit of its currency.
    pub amount: Option<i64>,
    /// Currency, small letters.
    pub currency: Option<String>,
    /// Our reference.
    pub reference: Option<String>,
    /// The company's number of the payment, once there is one.
    pub intent: Option<String>,
}

/// Why the company did not do what it was asked for.
#[derive(Debug)]
pub enum CardError {
    /// It says no, and would say so again.
    Refused(String),
    /// It cannot be reached, has too much to do, or does not take our key: worth another try later.
    Away(Error),
}

/// Why a notice is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadNotice {
    /// The signature is another one, or too old.
    Signature,
    /// It has no number: nothing that the company sends.
    Content,
}

/// What a notice is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardNotice {
    /// Something happened to a page; its number. What, is asked of the company.
    Session(String),
    /// A buyer's bank takes money back, or has decided about it.
    Dispute {
        /// The company's number of the dispute.
        id: String,
        /// The company's number of the payment.
        intent: String,
        /// How much, in the smallest unit of its currency.
        amount: i64,
        /// Currency, small letters.
        currency: String,
        /// As the company says: `needs_response`, `won`, `lost`, ….
        status: String,
        /// Whether it is over.
        closed: bool,
    },
    /// Money that was to go back could not be brought back; the company's number of the refund.
    RefundFailed(String),
    /// Nothing that concerns us; its kind.
    Other(String),
}

/// A card company.
#[async_trait]
pub trait CardProvider: Send + Sync {
    /// Makes a page to pay on.
    async fn start(&self, order: &CardOrder<'_>) -> Result<Session, CardError>;

    /// How a page stands now.
    async fn read(&self, session: &str) -> Result<Session, CardError>;

    /// Closes a page that waits.
    async fn expire(&self, session: &str) -> Result<(), CardError>;

    /// Gives money back; the same key gives back once. Returns the company's number.
    async fn refund(&self, intent: &str, amount: Vnd, key: &str) -> Result<String, CardError>;

    /// The number of a refund that was made with a key, however long ago: companies forget keys after a day.
    async fn refunded(&self, intent: &str, key: &str) -> Result<Option<String>, CardError>;

    /// Whether a notice comes from the company; its number there.
    fn verify(&self, body: &str, signature: &str, now: DateTime<Utc>) -> Result<String, BadNotice>;

    /// What a notice says.
    fn notice(&self, body: &str) -> Option<CardNotice>;
}
