//! Which messages an enquiry causes. What they say is read from its row when they are written, so that what was
//! erased meanwhile is not sent.

use entity::Locale;
use serde_json::json;

use foundation::mail::Letter;

/// "Somebody asks", to a producer that left an address.
pub(super) fn to_producer(id: i64, address: Option<String>) -> Option<Letter> {
    address.map(|recipient| Letter {
        key: format!("new_enquiry:{id}"),
        template: "new_enquiry",
        locale: Locale::Vi,
        recipient,
        payload: json!({"enquiry": id}),
    })
}

/// "Your question is with the producer", to who asked.
pub(super) fn to_asker(id: i64, address: &str, locale: Locale) -> Letter {
    Letter {
        key: format!("enquiry_sent:{id}"),
        template: "enquiry_sent",
        locale,
        recipient: address.to_owned(),
        payload: json!({"enquiry": id}),
    }
}
