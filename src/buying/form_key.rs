//! The key of a form that must do its work once: made with the page, sent with the form, the same when it is sent
//! twice.

use sha2::{Digest as _, Sha256};

use shell::web::{Failure, Form, Shopper};

/// Shorter ones could be guessed or chosen by hand; ours are never.
const SHORTEST: usize = 16;

/// The key for a page with a form: the one that came with it, or a new one.
pub fn made(shopper: &Shopper, form: &Form) -> Result<String, Failure> {
    let known = form.get("key");
    if known.is_empty() {
        Ok(shopper.visit.state.services.secrets.token()?)
    } else {
        Ok(known.to_owned())
    }
}

/// The key that came with a form, as whose it is: the same key from somebody else is another one.
pub fn sent(shopper: &Shopper, form: &Form) -> Result<String, Failure> {
    let key: String = form.get("key").chars().take(100).collect();
    if key.len() < SHORTEST {
        return Err(Failure::Bad("key".to_owned()));
    }
    let who = match (&shopper.person, &shopper.cart_token) {
        (Some(person), _) => format!("person:{}", person.id),
        (None, Some(token)) => token.clone(),
        (None, None) => String::new(),
    };
    Ok(hex::encode(Sha256::digest(format!("{who}|{key}").as_bytes())))
}
