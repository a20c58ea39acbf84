//! A forgotten password: asking for a link, and setting a new one with it.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{Plain, ground, page, require, told, words};
use commerce::accounts::password::SHORTEST;
use commerce::accounts::{Refusal, recovery};
use shell::web::{Failure, Form, Shopper};

#[derive(Serialize)]
struct ResetPage {
    token: String,
    usable: bool,
    shortest: usize,
}

/// `GET /quen-mat-khau`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    page(&mut shopper, ("recover", "recover"), &Form::default(), &Plain {})
}

/// `POST /quen-mat-khau`. The answer is the same whoever's address it is.
pub(super) async fn create(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    require(&shopper.visit, &mut form, &["email"]);
    if form.is_fine() {
        let email = form.get("email").to_owned();
        match recovery::ask(ground(&shopper), &email, &shopper.address).await? {
            Ok(()) => {
                let to = told(shopper.visit.locale, "recover", "asked");
                return Ok(shopper.see(&to));
            }
            Err(refusal) => form.refuse("email", words(&shopper.visit, refusal)),
        }
    }
    page(&mut shopper, ("recover", "recover"), &form, &Plain {})
}

fn reset_page(
    shopper: &mut Shopper,
    mut form: Form,
    token: String,
    usable: bool,
) -> Result<HttpResponse, Failure> {
    form.forget("password");
    let content = ResetPage {
        token,
        usable,
        shortest: SHORTEST,
    };
    page(shopper, ("reset", "reset"), &form, &content)
}

fn signed_in(shopper: &Shopper) -> Option<i64> {
    shopper.person.as_ref().map(|person| person.id)
}

/// `GET /dat-lai-mat-khau?token=`
pub(super) async fn edit(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let token = shopper.visit.params.get("token").unwrap_or_default().to_owned();
    let ground = ground(&shopper);
    let answer = recovery::opens(ground.db, ground.now, &token, signed_in(&shopper)).await?;
    let mut form = Form::default();
    if let Err(refusal) = answer {
        form.refuse("token", words(&shopper.visit, refusal));
    }
    let usable = form.is_fine();
    reset_page(&mut shopper, form, token, usable)
}

/// `POST /dat-lai-mat-khau`
pub(super) async fn update(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let token = form.get("token").to_owned();
    if form.raw("password").is_empty() {
        form.refuse("password", shopper.visit.text("form.required"));
        return reset_page(&mut shopper, form, token, true);
    }
    let me = signed_in(&shopper);
    let answer = recovery::reset(ground(&shopper), &token, form.raw("password"), me).await?;
    match answer {
        Ok(()) => {
            let to = told(shopper.visit.locale, "sign_in", "reset");
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            let usable = matches!(refusal, Refusal::Weak(_));
            let text = words(&shopper.visit, refusal);
            form.refuse(if usable { "password" } else { "token" }, text);
            reset_page(&mut shopper, form, token, usable)
        }
    }
}
