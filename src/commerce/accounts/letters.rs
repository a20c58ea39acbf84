//! The letters about accounts. Each payload holds `name` and, where the letter leads somewhere, `url`, a path
//! of the site in the letter's language.

use entity::{Locale, user};
use foundation::mail::Letter;
use serde_json::json;

/// Where the links of letters lead: paths in the language of a letter, given by the surface that knows them.
#[derive(Clone, Copy, Debug)]
pub struct Paths {
    /// The page that proves an address; `?token=` is put behind it.
    pub verify: fn(Locale) -> &'static str,
    /// The page that sets a password anew; `?token=` is put behind it.
    pub reset: fn(Locale) -> &'static str,
    /// The sign-in page.
    pub sign_in: fn(Locale) -> &'static str,
    /// The page of somebody's sessions and password.
    pub security: fn(Locale) -> &'static str,
}

fn letter(user: &user::Model, template: &'static str, key: &str, recipient: &str, url: &str) -> Letter {
    Letter {
        key: format!("{template}:{}:{key}", user.id),
        template,
        locale: user.locale,
        recipient: recipient.to_owned(),
        payload: json!({"name": user.name, "url": url, "email": recipient}),
    }
}

/// The first letters of a token's hash: enough to tell letters apart, and no way back to the token.
fn mark(token: &str) -> String {
    foundation::kernel::secrets::hash(token)
        .chars()
        .take(16)
        .collect()
}

/// "Is this your address?" Template `verify_email`: `name`, `email`, `url` (proves the address; 3 days).
pub(super) fn verify(user: &user::Model, email: &str, paths: &Paths, token: &str) -> Letter {
    let url = format!("{}?token={token}", (paths.verify)(user.locale));
    letter(user, "verify_email", &mark(token), email, &url)
}

/// "Is this your new address?", to the new one. Template `change_email`: `name`, `email`, `url` (1 hour).
pub(super) fn change(user: &user::Model, email: &str, paths: &Paths, token: &str) -> Letter {
    let url = format!("{}?token={token}", (paths.verify)(user.locale));
    letter(user, "change_email", &mark(token), email, &url)
}

/// "Your address was changed", to the old one. Template `email_changed`: `name`, `email` (the old one),
/// `url` (the sign-in page).
pub(super) fn changed(user: &user::Model, old: &str, paths: &Paths, token: &str) -> Letter {
    let url = (paths.sign_in)(user.locale);
    letter(user, "email_changed", &mark(token), old, url)
}

/// "You have an account already", for an address that was registered again or taken by somebody else's change.
/// Template `account_exists`: `name`, `email`, `url` (the sign-in page). At most one a day.
pub(super) fn exists(user: &user::Model, email: &str, paths: &Paths, day: &str) -> Letter {
    letter(user, "account_exists", day, email, (paths.sign_in)(user.locale))
}

/// "Here you set a new password." Template `reset_password`: `name`, `email`, `url` (1 hour).
pub(super) fn reset(user: &user::Model, email: &str, paths: &Paths, token: &str) -> Letter {
    let url = format!("{}?token={token}", (paths.reset)(user.locale));
    letter(user, "reset_password", &mark(token), email, &url)
}

/// "Your password was changed." Template `password_changed`: `name`, `email`, `url` (the security page).
pub(super) fn password_changed(user: &user::Model, paths: &Paths, at: i64) -> Option<Letter> {
    let email = user.email.as_deref()?;
    let url = (paths.security)(user.locale);
    Some(letter(user, "password_changed", &at.to_string(), email, url))
}

/// "Somebody guesses at your password." Template `sign_in_slowed`: `name`, `email`, `url` (the security page).
/// At most one a day.
pub(super) fn slowed(user: &user::Model, paths: &Paths, day: &str) -> Option<Letter> {
    let email = user.email.as_deref()?;
    let url = (paths.security)(user.locale);
    Some(letter(user, "sign_in_slowed", day, email, url))
}
