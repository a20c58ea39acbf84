//! The steps of an application that are typed: who sells, how they are reached, where transfers go.

use actix_web::HttpResponse;
use entity::{LegalForm, parse_tax_code, show_phone};
use serde::Serialize;

use super::apply::{page, save, writable};
use super::bank_form::{self, Bank, banks};
use super::typed::{at_most, email, phone, require};
use commerce::applications::{Application, Part};
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Shopper, urls};

/// Characters of a name.
const LONGEST_NAME: usize = 200;

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct WhoPage {
    forms: Vec<Choice>,
    communes: Vec<Choice>,
    action: String,
}

async fn who_page(
    shopper: &mut Shopper,
    row: Option<&Application>,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let visit = &shopper.visit;
    let gazetteer = visit.state.gazetteer().await?;
    let content = WhoPage {
        forms: LegalForm::ALL
            .iter()
            .map(|form| Choice {
                value: form.word().to_owned(),
                label: visit.text(&format!("apply.form_{}", form.word())),
            })
            .collect(),
        communes: gazetteer
            .communes()
            .iter()
            .map(|commune| Choice {
                value: commune.id.to_string(),
                label: commune.name.clone(),
            })
            .collect(),
        action: urls::studio(visit.locale, "apply_who"),
    };
    page(
        shopper,
        row,
        ("studio/apply_who.html", "apply_who"),
        form,
        &content,
    )
    .await
}

/// `GET /nguoi-ban/dang-ky-ban/chu-the`
pub(super) async fn who(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(row) => row,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let mut form = Form::default();
    if let Some(row) = &row {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        form.set(
            "legal_form",
            row.legal_form.map(LegalForm::word).unwrap_or_default(),
        );
        form.set("name_vi", text(&row.name_vi));
        form.set("name_en", text(&row.name_en));
        form.set("tax_code", text(&row.tax_code));
        form.set(
            "commune",
            row.commune_id.map(|id| id.to_string()).unwrap_or_default(),
        );
    }
    who_page(&mut shopper, row.as_ref(), &form).await
}

/// `POST /nguoi-ban/dang-ky-ban/chu-the`
pub(super) async fn save_who(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(row) => row,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if let Some(part) = judge_who(&shopper, &mut form).await? {
        return save(&mut shopper, &person, &part, "apply_contact").await;
    }
    who_page(&mut shopper, row.as_ref(), &form).await
}

async fn judge_who(shopper: &Shopper, form: &mut Form) -> Result<Option<Part>, Failure> {
    let visit = &shopper.visit;
    require(visit, form, &["legal_form", "name_vi", "tax_code", "commune"]);
    at_most(visit, form, "name_vi", LONGEST_NAME);
    at_most(visit, form, "name_en", LONGEST_NAME);
    let legal_form = LegalForm::parse(form.get("legal_form"));
    if legal_form.is_none() {
        form.refuse("legal_form", visit.text("apply.choose"));
    }
    let named = |text: &str| text.chars().any(char::is_alphabetic);
    if !named(form.get("name_vi")) {
        form.refuse("name_vi", visit.text("apply.bad_name"));
    }
    if form.some("name_en").is_some_and(|name| !named(name)) {
        form.refuse("name_en", visit.text("apply.bad_name"));
    }
    let tax_code = parse_tax_code(form.get("tax_code"));
    if tax_code.is_none() {
        form.refuse("tax_code", visit.text("apply.bad_tax_code"));
    }
    let gazetteer = visit.state.gazetteer().await?;
    let commune = form
        .number("commune")
        .and_then(|id| gazetteer.commune(id))
        .map(|commune| commune.id);
    if commune.is_none() {
        form.refuse("commune", visit.text("apply.choose"));
    }
    let (Some(legal_form), Some(tax_code), Some(commune_id), true) =
        (legal_form, tax_code, commune, form.is_fine())
    else {
        return Ok(None);
    };
    Ok(Some(Part::Who {
        legal_form,
        name_vi: clean(form.get("name_vi"), LONGEST_NAME),
        name_en: form.some("name_en").map(|name| clean(name, LONGEST_NAME)),
        tax_code,
        commune_id,
    }))
}

#[derive(Serialize)]
struct ContactPage {
    action: String,
}

async fn contact_page(
    shopper: &mut Shopper,
    row: Option<&Application>,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let action = urls::studio(shopper.visit.locale, "apply_contact");
    page(
        shopper,
        row,
        ("studio/apply_contact.html", "apply_contact"),
        form,
        &ContactPage { action },
    )
    .await
}

/// `GET /nguoi-ban/dang-ky-ban/lien-he`: what the account says is filled in.
pub(super) async fn contact(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(row) => row,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let known = row.as_ref();
    let phone = known.and_then(|row| row.phone.clone()).or(person.phone.clone());
    let email = known.and_then(|row| row.email.clone()).or(person.email.clone());
    let mut form = Form::default();
    form.set("phone", phone.as_deref().map(show_phone).unwrap_or_default());
    form.set("email", email.unwrap_or_default());
    contact_page(&mut shopper, row.as_ref(), &form).await
}

/// `POST /nguoi-ban/dang-ky-ban/lien-he`
pub(super) async fn save_contact(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(row) => row,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let visit = &shopper.visit;
    require(visit, &mut form, &["phone", "email"]);
    let phone = phone(visit, &mut form, "phone");
    let email = email(visit, &mut form, "email");
    if let (Some(phone), Some(email), true) = (phone, email, form.is_fine()) {
        let part = Part::Contact { phone, email };
        return save(&mut shopper, &person, &part, "apply_bank").await;
    }
    contact_page(&mut shopper, row.as_ref(), &form).await
}

#[derive(Serialize)]
struct BankPage {
    banks: Vec<Bank>,
    action: String,
}

async fn bank_page(
    shopper: &mut Shopper,
    row: Option<&Application>,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let content = BankPage {
        banks: banks(),
        action: urls::studio(shopper.visit.locale, "apply_bank"),
    };
    page(
        shopper,
        row,
        ("studio/apply_bank.html", "apply_bank"),
        form,
        &content,
    )
    .await
}

/// `GET /nguoi-ban/dang-ky-ban/ngan-hang`
pub(super) async fn bank(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(row) => row,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let mut form = Form::default();
    if let Some(row) = &row {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        // The second time stays empty: it is there to be typed.
        form.set("bank", text(&row.bank_bin));
        form.set("account", text(&row.bank_account));
        form.set("holder", text(&row.bank_holder));
    }
    bank_page(&mut shopper, row.as_ref(), &form).await
}

/// `POST /nguoi-ban/dang-ky-ban/ngan-hang`
pub(super) async fn save_bank(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(row) => row,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if let Some(account) = bank_form::judge(&shopper.visit, &mut form) {
        return save(&mut shopper, &person, &Part::Bank(account), "apply_papers").await;
    }
    bank_page(&mut shopper, row.as_ref(), &form).await
}
