//! What forms of the desk share: values as typed, refused beside their field in the person's language.

use entity::{PhoneError, Vnd, parse_email, parse_phone};
use foundation::i18n::format;
use shell::web::{Form, Visit};

use super::words::amount as amount_of;

/// Refuses the fields that are empty and must not be.
pub(super) fn require(visit: &Visit, form: &mut Form, names: &[&str]) {
    for name in names {
        if form.get(name).is_empty() {
            form.refuse(name, visit.text("form.required"));
        }
    }
}

/// Refuses a field that is longer than it may be.
pub(super) fn at_most(visit: &Visit, form: &mut Form, name: &str, most: usize) {
    if form.get(name).chars().count() > most {
        let words = visit.text_with("account.refused_length", &[("n", &most.to_string())]);
        form.refuse(name, words);
    }
}

/// A telephone number in E.164; nothing for an empty field, refused when it is none.
pub(super) fn phone(visit: &Visit, form: &mut Form, name: &str) -> Option<String> {
    match parse_phone(form.some(name)?) {
        Ok(phone) => Some(phone),
        Err(PhoneError::OldPrefix(new)) => {
            form.refuse(name, visit.text_with("form.old_phone", &[("name", &new)]));
            None
        }
        Err(PhoneError::Malformed) => {
            form.refuse(name, visit.text("form.bad_phone"));
            None
        }
    }
}

/// An e-mail address; nothing for an empty field, refused when it is none.
pub(super) fn email(visit: &Visit, form: &mut Form, name: &str) -> Option<String> {
    let address = parse_email(form.some(name)?);
    if address.is_none() {
        form.refuse(name, visit.text("form.bad_email"));
    }
    address
}

/// A whole number within bounds, its digits grouped with dots or blanks if somebody likes; nothing for an empty
/// field, refused when it is none.
pub(super) fn number(visit: &Visit, form: &mut Form, name: &str, most: i64) -> Option<i64> {
    let typed = form.some(name)?;
    let value = amount_of(typed).filter(|value| *value <= most);
    if value.is_none() {
        let most = format::number(most, visit.locale);
        let words = visit.text_with("people.bad_number", &[("n", &most)]);
        form.refuse(name, words);
    }
    value
}

/// An amount in đồng.
pub(super) fn amount(visit: &Visit, form: &mut Form, name: &str) -> Option<Vnd> {
    number(visit, form, name, 1_000_000_000).map(Vnd::new)
}
