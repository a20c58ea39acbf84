//! Another password.

use actix_web::HttpResponse;

use super::frame::{ground, told, words};
use super::security;
use commerce::accounts::{Refusal, profile};
use shell::web::{Failure, Form, Shopper, urls};

/// `POST /tai-khoan/bao-mat/mat-khau`
pub(super) async fn update(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_security"))?;
    let session = shopper.session.as_ref().map_or(0, |session| session.id);
    let answer = profile::change_password(
        ground(&shopper),
        (person.id, session),
        form.raw("old_password"),
        form.raw("new_password"),
    )
    .await?;
    match answer {
        Ok(()) => {
            let to = told(locale, "account_security", "password");
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            let field = match refusal {
                Refusal::Weak(_) => "new_password",
                _ => "old_password",
            };
            let text = words(&shopper.visit, refusal);
            form.refuse(field, text);
            security::form_page(&mut shopper, &person, form).await
        }
    }
}
