//! What was typed into a form: every value is kept, also the wrong ones, so that a refusal can show the form
//! again as it was, with the words beside each field.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Serialize;

use super::failure::Failure;
use foundation::kernel::fold::nfc;

/// Longest value that is kept, in characters: stories and notes fit.
const LONGEST: usize = 20_000;
/// Fields a form may have.
const MOST_FIELDS: usize = 400;

/// A form as it was sent, and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Form {
    values: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    by: BTreeMap<String, String>,
    #[serde(skip)]
    all: Vec<(String, String)>,
}

/// What is wrong with a field, in the person's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field, which is also the id of its element.
    pub field: String,
    /// In words.
    pub message: String,
}

impl Form {
    /// An empty form, or one with values that are known already.
    pub fn new<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let all: Vec<(String, String)> = values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self::from_pairs(all)
    }

    /// From pairs as they came; the last of several values of a name is the one that counts.
    pub fn from_pairs(all: Vec<(String, String)>) -> Self {
        Self {
            values: all.iter().cloned().collect(),
            all,
            ..Self::default()
        }
    }

    /// From the body of a form without files.
    pub(super) fn from_urlencoded(body: &[u8]) -> Self {
        let pairs = url::form_urlencoded::parse(body).take(MOST_FIELDS);
        Self::from_pairs(pairs.map(|(name, value)| (clean(&name), clean(&value))).collect())
    }

    /// The value of a field on one line, without blanks around; empty when it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.trim())
    }

    /// The value of a field exactly as it was typed: for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// The value of a field if it is not empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.get(name), "1" | "on" | "true" | "yes")
    }

    /// A whole number in ASCII digits.
    pub fn number(&self, name: &str) -> Option<i64> {
        let text = self.get(name);
        (!text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    }

    /// Every pair, in the order it came.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Sets a value, for what is worked out.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// Says what is wrong with a field; the first word about a field stays.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        let message = message.into();
        if !self.by.contains_key(field) {
            self.by.insert(field.to_owned(), message.clone());
            self.errors.push(FieldError {
                field: field.to_owned(),
                message,
            });
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// What is wrong.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Forgets a value that must not come back in a page: a password.
    pub fn forget(&mut self, name: &str) {
        self.values.remove(name);
        self.all.retain(|(known, _)| known != name);
    }
}

/// Text as it is kept: NFC, no control characters but line feeds, cut where nobody types so much.
pub(super) fn clean(text: &str) -> String {
    nfc(text).replace("\r\n", "\n").chars().take(LONGEST).collect()
}

impl FromRequest for Form {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE).cloned();
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            // Another content type is how a page of another site would try to be taken for a form. One that
            // carries files is taken by `Upload`, where a handler asks for it.
            let kind = kind
                .as_ref()
                .and_then(|kind| kind.to_str().ok())
                .unwrap_or_default();
            if kind.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
                return Err(Failure::Forbidden);
            }
            let bytes = bytes.await.map_err(|_too_long| Failure::TooLarge)?;
            Ok(Self::from_urlencoded(&bytes))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_values_are_kept_with_their_words() {
        let mut form = Form::new([("quantity", "٣".to_owned()), ("name", " Lan ".to_owned())]);
        assert_eq!(form.number("quantity"), None);
        assert_eq!(form.get("name"), "Lan");
        form.refuse("quantity", "a number, please");
        form.refuse("quantity", "again");
        assert_eq!(form.errors().len(), 1);
        let json = serde_json::to_value(&form).unwrap();
        assert_eq!(json["values"]["quantity"], "٣");
        assert_eq!(json["by"]["quantity"], "a number, please");
        for text in ["0", "-1", "1.5", "1e9", "", "999999999999999999999"] {
            let form = Form::new([("n", text.to_owned())]);
            assert_eq!(form.number("n"), (text == "0").then_some(0), "{text}");
        }
    }
}
