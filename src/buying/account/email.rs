//! Addresses and their proof: the link of a letter, the letter once more, another address.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{ground, page, require, told, words};
use super::security;
use commerce::accounts::{Refusal, profile, register};
use shell::web::{Failure, Form, Shopper, urls};

#[derive(Serialize)]
struct VerifyPage {
    token: String,
    address: Option<String>,
}

/// `GET /xac-nhan?token=`. It shows and changes nothing: programs that look at letters open links too.
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let token = shopper.visit.params.get("token").unwrap_or_default().to_owned();
    let back = format!("{}{}", shopper.visit.path, urls::query(&[("token", &token)]));
    let person = shopper.signed_in_or(&back)?;
    let answer = profile::proves(ground(&shopper), person.id, &token).await?;
    let mut form = Form::default();
    let address = match answer {
        Ok(address) => Some(address),
        Err(refusal) => {
            form.refuse("token", words(&shopper.visit, refusal));
            None
        }
    };
    page(
        &mut shopper,
        ("verify", "verify"),
        &form,
        &VerifyPage { token, address },
    )
}

/// `POST /xac-nhan`
pub(super) async fn prove(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let token = form.get("token").to_owned();
    let back = format!("{}{}", shopper.visit.path, urls::query(&[("token", &token)]));
    let person = shopper.signed_in_or(&back)?;
    match profile::prove_email(ground(&shopper), person.id, &token).await? {
        Ok(()) => {
            let to = told(shopper.visit.locale, "account", "proven");
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            form.refuse("token", words(&shopper.visit, refusal));
            let content = VerifyPage { token, address: None };
            page(&mut shopper, ("verify", "verify"), &form, &content)
        }
    }
}

/// `POST /xac-nhan/gui-lai`
pub(super) async fn send_again(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account"))?;
    match register::send_again(ground(&shopper), person.id).await? {
        Ok(()) => {
            let to = told(locale, "account", "sent");
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            let mut form = form;
            let text = words(&shopper.visit, refusal);
            form.refuse("send_again", text);
            super::overview::form_page(&mut shopper, &person, &form)
        }
    }
}

/// `POST /tai-khoan/bao-mat/thu-dien-tu`. The answer does not say whether the address is somebody's.
pub(super) async fn ask(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_security"))?;
    require(&shopper.visit, &mut form, &["email"]);
    if form.is_fine() {
        let email = form.get("email").to_owned();
        let answer =
            profile::ask_email(ground(&shopper), person.id, form.raw("email_password"), &email).await?;
        match answer {
            Ok(()) => {
                let to = told(locale, "account_security", "email");
                return Ok(shopper.see(&to));
            }
            Err(refusal) => {
                let field = match refusal {
                    Refusal::Wrong => "email_password",
                    _ => "email",
                };
                let text = words(&shopper.visit, refusal);
                form.refuse(field, text);
            }
        }
    }
    security::form_page(&mut shopper, &person, form).await
}
