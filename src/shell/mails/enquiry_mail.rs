//! What messages about enquiries say.

use entity::{Locale, show_phone};
use serde::Serialize;

use super::render::greeted;
use crate::services::Services;
use crate::web::urls;
use commerce::enquiries::Whole;
use foundation::i18n::format;
use foundation::mail::one_line;

/// A message about an enquiry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct EnquiryMail {
    /// Whom it greets; empty for a producer.
    name: String,
    product: String,
    producer: String,
    /// The page of the service.
    url: String,
    day: Option<String>,
    people: Option<i32>,
    message: Option<String>,
    /// Who asks and how they are reached: for the producer only.
    asker: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    /// Whether they would rather be answered in English.
    english: bool,
    /// The producer's telephone, for who asks.
    call: Option<String>,
}

impl EnquiryMail {
    /// To the producer: who asks what. Replying to it reaches nobody, so it says where the answer goes.
    pub(super) fn to_producer(services: &Services, locale: Locale, view: &Whole) -> Self {
        let enquiry = &view.enquiry;
        Self {
            message: Some(enquiry.message.clone()),
            asker: Some(one_line(&enquiry.name, 200)),
            phone: enquiry.phone.as_deref().map(show_phone),
            email: enquiry.email.clone(),
            english: enquiry.locale == Locale::En,
            ..made(services, locale, view)
        }
    }

    /// To who asked: what, and who answers. Anybody can type any address into the form, so their own words go
    /// only to one that is known to be theirs.
    pub(super) fn to_asker(services: &Services, locale: Locale, view: &Whole) -> Self {
        let enquiry = &view.enquiry;
        Self {
            name: greeted(&enquiry.name),
            message: view.proven.then(|| enquiry.message.clone()),
            call: view.contact.phone.as_deref().map(show_phone),
            ..made(services, locale, view)
        }
    }
}

/// What both sides read.
fn made(services: &Services, locale: Locale, view: &Whole) -> EnquiryMail {
    EnquiryMail {
        name: String::new(),
        product: view.product.clone(),
        producer: view.producer.clone(),
        url: format!("{}{}", services.origin, urls::product(locale, &view.slug)),
        day: view.enquiry.day.map(|day| format::date(day, locale)),
        people: view.enquiry.people,
        message: None,
        asker: None,
        phone: None,
        email: None,
        english: false,
        call: None,
    }
}
