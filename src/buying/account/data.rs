//! One's own data: a copy of it, and its erasure with a receipt.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::NaiveDate;
use serde::Serialize;

use super::frame::{ground, page, words};
use commerce::accounts::data::{Kept, erase, would_keep};
use commerce::accounts::{Person, Refusal, export};
use foundation::i18n::format;
use foundation::kernel::error::Context;
use shell::web::shopper::{CART, DEVICE, SESSION};
use shell::web::{Failure, Form, Shopper, Visit, urls};

/// What the signature of a receipt is for.
const RECEIPT: &str = "erasure-receipt";

#[derive(Serialize)]
struct DataPage {
    kept: KeptView,
    copy_url: &'static str,
}

#[derive(Serialize)]
struct ReceiptPage {
    kept: KeptView,
    on: String,
}

/// What stays, in words.
#[derive(Serialize)]
struct KeptView {
    purchases: u64,
    under_way: u64,
    until: Option<String>,
}

fn view(visit: &Visit, kept: &Kept) -> KeptView {
    KeptView {
        purchases: kept.purchases,
        under_way: kept.under_way,
        until: kept.until.map(|day| format::date(day, visit.locale)),
    }
}

async fn form_page(shopper: &mut Shopper, person: &Person, mut form: Form) -> Result<HttpResponse, Failure> {
    form.forget("password");
    let kept = would_keep(&shopper.visit.state.services.db, person.id).await?;
    let content = DataPage {
        kept: view(&shopper.visit, &kept),
        copy_url: urls::own(shopper.visit.locale, "account_copy"),
    };
    page(shopper, ("data", "account_data"), &form, &content)
}

/// `GET /tai-khoan/du-lieu`, and the receipt of an erasure for whoever has its address.
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    if let Some(receipt) = shopper.visit.params.get("receipt").map(str::to_owned) {
        let Some((on, kept)) = read(&shopper, &receipt) else {
            return Err(Failure::NotFound);
        };
        let content = ReceiptPage {
            kept: view(&shopper.visit, &kept),
            on: format::date(on, shopper.visit.locale),
        };
        return page(
            &mut shopper,
            ("receipt", "account_data"),
            &Form::default(),
            &content,
        );
    }
    let person = shopper.signed_in()?;
    form_page(&mut shopper, &person, Form::default()).await
}

/// `GET /tai-khoan/du-lieu/ban-sao`: everything as one JSON file.
pub(super) async fn copy(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let all = export(ground(&shopper), person.id).await?;
    let text = serde_json::to_string_pretty(&all).context("the copy of somebody's data")?;
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/json; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"cho-lang-du-lieu.json\"",
        ))
        .body(text);
    Ok(shopper.answer(response))
}

/// `POST /tai-khoan/du-lieu`: erases the account.
pub(super) async fn destroy(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    if !form.ticked("sure") {
        form.refuse("sure", shopper.visit.text("account.refused_sure"));
        return form_page(&mut shopper, &person, form).await;
    }
    match erase(ground(&shopper), person.id, form.raw("password")).await? {
        Ok(kept) => {
            for name in [SESSION, DEVICE, CART] {
                shopper.drop_cookie(name);
            }
            let page = urls::own(shopper.visit.locale, "account_data");
            let receipt = written(&shopper, &kept)?;
            let to = format!("{page}{}", urls::query(&[("receipt", &receipt)]));
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            let field = match refusal {
                Refusal::LastOwner => "sure",
                _ => "password",
            };
            let text = words(&shopper.visit, refusal);
            form.refuse(field, text);
            form_page(&mut shopper, &person, form).await
        }
    }
}

/// A receipt as an address carries it: nothing is stored about somebody who is gone, and nobody else can
/// write one.
fn written(shopper: &Shopper, kept: &Kept) -> Result<String, Failure> {
    let services = &shopper.visit.state.services;
    let until = kept.until.map(|day| day.to_string()).unwrap_or_default();
    let text = format!(
        "{}.{}.{}.{until}",
        services.clock.today(),
        kept.purchases,
        kept.under_way
    );
    let tag = services.secrets.sign(RECEIPT, &text)?;
    Ok(format!("{text}.{tag}"))
}

fn read(shopper: &Shopper, receipt: &str) -> Option<(NaiveDate, Kept)> {
    let (text, tag) = receipt.rsplit_once('.')?;
    if !shopper.visit.state.services.secrets.verify(RECEIPT, text, tag) {
        return None;
    }
    let mut parts = text.split('.');
    let on = parts.next()?.parse().ok()?;
    let kept = Kept {
        purchases: parts.next()?.parse().ok()?,
        under_way: parts.next()?.parse().ok()?,
        until: parts.next()?.parse().ok(),
    };
    Some((on, kept))
}
