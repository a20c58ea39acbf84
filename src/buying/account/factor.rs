//! The second factor: setting it up, switching it off, codes for paper.

use actix_web::HttpResponse;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;

use super::frame::{ground, page, require, told, words};
use super::security;
use commerce::accounts::{Refusal, second_factor};
use foundation::kernel::error::Context;
use shell::web::{Failure, Form, Shopper, urls};

#[derive(Serialize)]
struct FactorPage {
    secret: String,
    qr_svg: String,
}

#[derive(Serialize)]
struct CodesPage {
    codes: Vec<String>,
}

/// A QR code as SVG, without style attributes.
fn qr(text: &str) -> Result<String, Failure> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).context("a QR code")?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .quiet_zone(true)
        .build();
    let start = drawn.find("<svg").unwrap_or(0);
    Ok(drawn.get(start..).unwrap_or_default().to_owned())
}

/// The secret in groups of four, as people type it.
fn grouped(secret: &str) -> String {
    let mut text = String::with_capacity(secret.len() * 5 / 4);
    for (index, letter) in secret.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push(' ');
        }
        text.push(letter);
    }
    text
}

async fn setup_page(shopper: &mut Shopper, user_id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let at = ground(shopper);
    let Some(setup) = second_factor::pending(at.db, at.secrets, user_id).await? else {
        // Nothing has been begun, or it is on already.
        let to = urls::own(shopper.visit.locale, "account_security");
        return Ok(shopper.see(to));
    };
    let content = FactorPage {
        qr_svg: qr(&setup.url)?,
        secret: grouped(&setup.secret),
    };
    page(shopper, ("factor", "account_factor"), form, &content)
}

/// `GET /tai-khoan/bao-mat/hai-lop`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    setup_page(&mut shopper, person.id, &Form::default()).await
}

/// `POST /tai-khoan/bao-mat/hai-lop/bat-dau`
pub(super) async fn begin(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_security"))?;
    match second_factor::begin(ground(&shopper), person.id, form.raw("factor_password")).await? {
        Ok(()) => Ok(shopper.see(urls::own(locale, "account_factor"))),
        Err(refusal) => {
            form.refuse("factor_password", words(&shopper.visit, refusal));
            security::form_page(&mut shopper, &person, form).await
        }
    }
}

/// `POST /tai-khoan/bao-mat/hai-lop`. The codes for paper are in this answer and nowhere else: it is no
/// redirection.
pub(super) async fn confirm(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    require(&shopper.visit, &mut form, &["code"]);
    if form.is_fine() {
        let code = form.get("code").to_owned();
        match second_factor::confirm(ground(&shopper), person.id, &code).await? {
            Ok(codes) => {
                let content = CodesPage { codes };
                return page(&mut shopper, ("codes", "account_factor"), &form, &content);
            }
            Err(Refusal::Missing) => {
                let to = urls::own(shopper.visit.locale, "account_security");
                return Ok(shopper.see(to));
            }
            Err(refusal) => form.refuse("code", words(&shopper.visit, refusal)),
        }
    }
    setup_page(&mut shopper, person.id, &form).await
}

/// `POST /tai-khoan/bao-mat/hai-lop/tat`
pub(super) async fn off(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_security"))?;
    match second_factor::off(ground(&shopper), person.id, form.raw("factor_password")).await? {
        Ok(()) => {
            let to = told(locale, "account_security", "factor_off");
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            form.refuse("factor_password", words(&shopper.visit, refusal));
            security::form_page(&mut shopper, &person, form).await
        }
    }
}

/// `POST /tai-khoan/bao-mat/hai-lop/ma-du-phong`
pub(super) async fn codes(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_security"))?;
    let answer = second_factor::renew_codes(ground(&shopper), person.id, form.raw("factor_password")).await?;
    match answer {
        Ok(codes) => {
            form.forget("factor_password");
            let content = CodesPage { codes };
            page(&mut shopper, ("codes", "account_factor"), &form, &content)
        }
        Err(refusal) => {
            form.refuse("factor_password", words(&shopper.visit, refusal));
            security::form_page(&mut shopper, &person, form).await
        }
    }
}
