//! The second step of coming in: a code of the phone, or one of the paper.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{cart_hash, client, ground, page, require, words};
use super::sign_in::{TICKET, enter};
use commerce::accounts::{Refusal, second_factor};
use shell::web::{Failure, Form, Shopper, urls};

#[derive(Serialize)]
struct CodePage {
    next: String,
}

fn form_page(shopper: &mut Shopper, form: &Form, next: String) -> Result<HttpResponse, Failure> {
    page(
        shopper,
        ("second_factor", "second_factor"),
        form,
        &CodePage { next },
    )
}

/// Back to the beginning, for who has no ticket.
fn begin_again(shopper: &mut Shopper, next: &str) -> HttpResponse {
    let path = urls::own(shopper.visit.locale, "sign_in");
    let to = format!("{path}{}", urls::query(&[("next", next)]));
    shopper.see(&to)
}

/// `GET /dang-nhap/ma-xac-thuc`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let next = urls::local(shopper.visit.params.get("next").unwrap_or_default()).unwrap_or_default();
    if shopper.cookie(TICKET).is_empty() {
        return Ok(begin_again(&mut shopper, &next));
    }
    form_page(&mut shopper, &Form::default(), next)
}

/// `POST /dang-nhap/ma-xac-thuc`
pub(super) async fn create(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let next = urls::local(form.get("next")).unwrap_or_default();
    require(&shopper.visit, &mut form, &["code"]);
    if !form.is_fine() {
        return form_page(&mut shopper, &form, next);
    }
    let ticket = shopper.cookie(TICKET).to_owned();
    let cart = cart_hash(&shopper);
    let client = client(&shopper, cart.as_deref());
    let code = form.get("code").to_owned();
    match second_factor::enter(ground(&shopper), client, &ticket, &code).await? {
        Ok(opened) => enter(&mut shopper, &opened, &next).await,
        Err(Refusal::Link) => {
            shopper.drop_cookie(TICKET);
            Ok(begin_again(&mut shopper, &next))
        }
        Err(refusal) => {
            let text = words(&shopper.visit, refusal);
            form.forget("code");
            form.refuse("code", text);
            form_page(&mut shopper, &form, next)
        }
    }
}
