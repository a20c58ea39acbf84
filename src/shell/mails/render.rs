//! From a row of the outbox to a message: what it says is gathered, then put into words.

use entity::{Locale, mail};
use serde::Serialize;
use serde_json::{Map, Value};

use super::enquiry_mail::EnquiryMail;
use super::order_mail::OrderMail;
use crate::services::Services;
use crate::web::{Views, urls};
use commerce::{enquiries, orders};
use domain::imprint::{self, Particulars};
use foundation::config::Mode;
use foundation::kernel::error::{Answer, Context, Result};
use foundation::mail::{Message, Picture, Sender, one_line};

/// Every message the site writes: each has a folder in `templates/mail`.
pub const TEMPLATES: [&str; 43] = [
    "order_placed",
    "order_paid",
    "order_confirmed",
    "order_shipped",
    "order_delivered",
    "order_cancelled",
    "order_refused",
    "order_refunded",
    "order_return_accepted",
    "order_return_refused",
    "unanswered_order",
    "order_disputed",
    "order_dispute_closed",
    "new_order",
    "sale_disputed",
    "sale_dispute_closed",
    "new_enquiry",
    "enquiry_sent",
    "low_stock",
    "certificate_expiring",
    "certificate_revoked",
    "paper_ending",
    "change_answered",
    "verify_email",
    "change_email",
    "reset_password",
    "password_changed",
    "sign_in_slowed",
    "account_exists",
    "email_changed",
    "new_complaint",
    "complaint_received",
    "complaint_answered",
    "application_received",
    "application_changes",
    "application_approved",
    "application_rejected",
    "producer_suspended",
    "producer_reinstated",
    "invitation",
    "bank_changed",
    "keeper_appointed",
    "point_unconfirmed",
];

/// Those about orders that go to a producer, without who buys.
const TO_PRODUCERS: [&str; 4] = [
    "new_order",
    "unanswered_order",
    "sale_disputed",
    "sale_dispute_closed",
];

/// What the frame of every message says.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    subject: String,
    home: String,
    host: String,
    contact: Option<String>,
    operator: Option<String>,
    demo: bool,
}

impl Frame {
    /// For this site in a language, with who runs it.
    pub fn new(services: &Services, operator: &Particulars, locale: Locale) -> Self {
        let origin = &services.origin;
        let shown = origin.split_once("://").map_or(&**origin, |(_, host)| host);
        let particulars = [&operator.name, &operator.address];
        let particulars: Vec<&str> = particulars.into_iter().flatten().map(String::as_str).collect();
        Self {
            subject: String::new(),
            home: format!("{origin}{}", urls::fixed(locale, "home")),
            host: shown.to_owned(),
            contact: operator.email.clone(),
            operator: (!particulars.is_empty()).then(|| particulars.join(", ")),
            demo: services.settings.mode == Mode::Demo,
        }
    }
}

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// All of it as text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Puts a message into words.
pub fn rendered(
    views: &Views,
    locale: Locale,
    template: &str,
    frame: &Frame,
    says: &impl Serialize,
) -> Result<Rendered> {
    let fill =
        |frame: &Frame, part: &str| views.page(locale, &format!("mail/{template}/{part}"), frame, says);
    // A subject is a line in a list: 120 signs are more than any shows.
    let subject = one_line(&fill(frame, "subject.txt")?, 120);
    let frame = Frame {
        subject: subject.clone(),
        ..frame.clone()
    };
    Ok(Rendered {
        subject,
        text: airy(&fill(&frame, "body.txt")?),
        html: fill(&frame, "body.html")?,
    })
}

/// Several empty lines become one: templates may then be written so that people can read them. Lines keep the
/// space at their end, since `-- ` opens a signature.
fn airy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.trim().lines() {
        let empty = line.trim().is_empty();
        if !(empty && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(if empty { "" } else { line });
        }
    }
    lines.join("\n") + "\n"
}

/// What a row of the outbox says, ready to go; or why it never will.
pub async fn message(services: &Services, views: &Views, row: &mail::Model) -> Answer<Message, String> {
    let payload: Value = serde_json::from_str(&row.payload).context("the payload of a message")?;
    let gathered = match gather(services, views, row, &payload).await? {
        Ok(gathered) => gathered,
        Err(why) => return Ok(Err(why)),
    };
    let saved = imprint::saved(&services.db).await?;
    let operator = saved.particulars.beside(&services.settings.operator);
    let frame = Frame::new(services, &operator, row.locale);
    let (rendered, pictures) = match gathered {
        Says::Order(mail) => (
            rendered(views, row.locale, &row.template, &frame, &*mail)?,
            mail.pictures(),
        ),
        Says::Enquiry(mail) => (
            rendered(views, row.locale, &row.template, &frame, &*mail)?,
            Vec::new(),
        ),
        Says::Plain(values) => (
            rendered(views, row.locale, &row.template, &frame, &values)?,
            Vec::<Picture>::new(),
        ),
    };
    let sender = Sender::new(&services.settings, &services.origin);
    Ok(Ok(Message {
        key: row.key.clone(),
        at: row.created_at,
        host: sender.host,
        from: sender.from,
        to: row.recipient.clone(),
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
        pictures,
    }))
}

enum Says {
    Order(Box<OrderMail>),
    Enquiry(Box<EnquiryMail>),
    Plain(Map<String, Value>),
}

async fn gather(
    services: &Services,
    views: &Views,
    row: &mail::Model,
    payload: &Value,
) -> Answer<Says, String> {
    let number = |name: &str| payload.get(name).and_then(Value::as_i64);
    let locale = row.locale;
    Ok(match row.template.as_str() {
        "certificate_expiring" | "certificate_revoked" => {
            let mut values = plain(payload);
            let code = payload.get("code").and_then(Value::as_str).unwrap_or_default();
            let url = format!("{}{}", services.origin, urls::certificate(locale, code));
            values.insert("url".to_owned(), Value::String(url));
            Ok(Says::Plain(values))
        }
        "low_stock"
        | "paper_ending"
        | "verify_email"
        | "change_email"
        | "reset_password"
        | "password_changed"
        | "sign_in_slowed"
        | "account_exists"
        | "email_changed"
        | "application_received"
        | "application_changes"
        | "application_approved"
        | "application_rejected"
        | "producer_suspended"
        | "producer_reinstated"
        | "invitation"
        | "bank_changed"
        | "keeper_appointed"
        | "point_unconfirmed"
        | "new_complaint"
        | "complaint_received"
        | "complaint_answered"
        | "change_answered" => {
            let path = payload.get("url").and_then(Value::as_str).unwrap_or_default();
            // A path of this site and nothing else: a link in a message of ours must not lead away.
            if !path.starts_with('/') || path.starts_with("//") || path.contains('\\') {
                return Ok(Err("a link that does not lead to this site".to_owned()));
            }
            let mut values = plain(payload);
            let url = format!("{}{path}", services.origin);
            values.insert("url".to_owned(), Value::String(url));
            Ok(Says::Plain(values))
        }
        template @ ("new_enquiry" | "enquiry_sent") => {
            let found = match number("enquiry") {
                Some(id) => enquiries::whole(&services.db, id, locale).await?,
                None => None,
            };
            let Some(view) = found else {
                return Ok(Err("its enquiry does not exist".to_owned()));
            };
            if view.enquiry.erased_at.is_some() {
                return Ok(Err("who asked had the particulars erased".to_owned()));
            }
            let mail = if template == "new_enquiry" {
                EnquiryMail::to_producer(services, locale, &view)
            } else {
                EnquiryMail::to_asker(services, locale, &view)
            };
            Ok(Says::Enquiry(Box::new(mail)))
        }
        template if TEMPLATES.contains(&template) => {
            let purchase = match number("purchase") {
                Some(id) => orders::whole(&services.db, id).await?,
                None => None,
            };
            let Some(purchase) = purchase else {
                return Ok(Err("its purchase does not exist".to_owned()));
            };
            let order = number("order");
            let amount = number("amount").unwrap_or_default();
            let mail = if TO_PRODUCERS.contains(&template) {
                order.and_then(|order| {
                    OrderMail::to_producer(services, views, locale, &purchase, (order, amount))
                })
            } else if purchase.purchase.erased_at.is_some() {
                return Ok(Err("the buyer had the particulars erased".to_owned()));
            } else {
                OrderMail::to_buyer(services, views, locale, &purchase, order, amount)?
            };
            let order_id = order.filter(|_| template.starts_with("order_return_"));
            let answer = match order_id {
                Some(id) => orders::returns_of(&services.db, &[id])
                    .await?
                    .into_iter()
                    .find_map(|asked| asked.request.answer),
                None => None,
            };
            let lost = payload.get("lost").and_then(Value::as_bool).unwrap_or_default();
            mail.map(|mail| Says::Order(Box::new(mail.with_outcome(lost).with_answer(answer))))
                .ok_or_else(|| "its order does not exist".to_owned())
        }
        other => Err(format!("nobody writes messages of the kind {other}")),
    })
}

/// The payload's own values; a name may be missing.
fn plain(payload: &Value) -> Map<String, Value> {
    let mut values = payload.as_object().cloned().unwrap_or_default();
    let name = values
        .get("name")
        .and_then(Value::as_str)
        .map(greeted)
        .unwrap_or_default();
    values.insert("name".to_owned(), Value::String(name));
    values
}

/// The name a message greets; nobody when it is no name. A form that sends its words to any address would
/// otherwise carry links and adverts.
pub(super) fn greeted(name: &str) -> String {
    let name = one_line(name, 200);
    let is_name = name.chars().count() <= 60 && !name.contains(['/', '\\', ':', '@', '<', '>', '{', '}']);
    if is_name { name } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::{airy, greeted};

    #[test]
    fn a_greeting_carries_no_advert() {
        assert_eq!(greeted("Nguyễn Thị  Lụa\n"), "Nguyễn Thị Lụa");
        for advert in [
            "Win at https://evil.example",
            "a@b.example",
            "<b>x",
            &"long ".repeat(20),
        ] {
            assert_eq!(greeted(advert), "", "{advert}");
        }
    }

    #[test]
    fn empty_lines_are_few_and_signatures_stay() {
        assert_eq!(airy("\n\na\n\n\n \nb\n-- \nc\n\n"), "a\n\nb\n-- \nc\n");
    }
}
