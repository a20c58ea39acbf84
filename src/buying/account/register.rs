//! Becoming somebody.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{at_most, ground, next, page, require, words};
use commerce::accounts::Refusal;
use commerce::accounts::password::SHORTEST;
use commerce::accounts::register::{Registration, register};
use entity::parse_email;
use shell::web::{Failure, Form, Shopper, urls};

#[derive(Serialize)]
struct RegisterPage {
    next: String,
    sign_in_url: String,
    shortest: usize,
}

fn form_page(shopper: &mut Shopper, mut form: Form, next: String) -> Result<HttpResponse, Failure> {
    form.forget("password");
    let path = urls::own(shopper.visit.locale, "sign_in");
    let content = RegisterPage {
        sign_in_url: format!("{path}{}", urls::query(&[("next", &next)])),
        shortest: SHORTEST,
        next,
    };
    page(shopper, ("register", "register"), &form, &content)
}

/// `GET /dang-ky`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let asked = urls::local(shopper.visit.params.get("next").unwrap_or_default()).unwrap_or_default();
    if shopper.person.is_some() {
        let to = next(&shopper.visit, &asked);
        return Ok(shopper.see(&to));
    }
    form_page(&mut shopper, Form::default(), asked)
}

/// `POST /dang-ky`. The answer does not say whether the address was known: its owner gets a letter.
pub(super) async fn create(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let asked = urls::local(form.get("next")).unwrap_or_default();
    let visit = &shopper.visit;
    require(visit, &mut form, &["name", "email"]);
    at_most(visit, &mut form, "name", 100);
    if form.raw("password").is_empty() {
        form.refuse("password", visit.text("form.required"));
    }
    if parse_email(form.get("email")).is_none() {
        form.refuse("email", words(visit, Refusal::Email));
    }
    if !form.is_fine() {
        return form_page(&mut shopper, form, asked);
    }
    let wish = Registration {
        name: form.get("name"),
        email: form.get("email"),
        password: form.raw("password"),
        locale: visit.locale,
        network: &shopper.address,
    };
    match register(ground(&shopper), &wish).await? {
        Ok(()) => {
            let path = urls::own(shopper.visit.locale, "sign_in");
            let to = format!(
                "{path}{}",
                urls::query(&[("done", "registered"), ("next", &asked)])
            );
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            let field = match refusal {
                Refusal::Weak(_) => "password",
                _ => "email",
            };
            let text = words(&shopper.visit, refusal);
            form.refuse(field, text);
            form_page(&mut shopper, form, asked)
        }
    }
}
