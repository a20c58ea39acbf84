//! The first page of an account: who one is, and what may be changed without more ado.

use actix_web::HttpResponse;
use entity::{Locale, MemberRole, PhoneError, StaffRole, parse_phone, show_phone};
use serde::Serialize;

use super::frame::{at_most, ground, page, require, told, words};
use commerce::accounts::profile::{Profile, update as change};
use commerce::accounts::{Person, Refusal};
use shell::web::{Failure, Form, Shopper, Visit, urls};

#[derive(Serialize)]
struct AccountPage {
    email: Option<String>,
    proven: bool,
    roles: Vec<String>,
    english: bool,
}

/// What the person is besides a buyer, in words.
fn roles(visit: &Visit, person: &Person) -> Vec<String> {
    let mut roles = Vec::new();
    match person.staff {
        Some(StaffRole::Operator) => roles.push(visit.text("account.role_operator")),
        Some(StaffRole::Officer) => roles.push(visit.text("account.role_officer")),
        None => {}
    }
    for (id, role) in &person.producers {
        let key = match role {
            MemberRole::Owner => "account.role_owner",
            MemberRole::Staff => "account.role_staff",
        };
        if let Some(producer) = visit.edition.producer(*id) {
            roles.push(visit.text_with(key, &[("name", producer.name(visit.locale).0)]));
        }
    }
    for id in &person.places {
        if let Some(place) = visit.edition.places.by_id(*id) {
            let name = place.name(visit.locale).0;
            roles.push(visit.text_with("account.role_place", &[("name", name)]));
        }
    }
    roles
}

/// The page with a form, as it is kept or as it was typed.
pub(super) fn form_page(
    shopper: &mut Shopper,
    person: &Person,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let mut form = form.clone();
    if form.get("name").is_empty() && !form.errors().iter().any(|error| error.field == "name") {
        form.set("name", person.name.clone());
        form.set(
            "phone",
            person.phone.as_deref().map(show_phone).unwrap_or_default(),
        );
        form.set("locale", person.locale.tag());
    }
    let content = AccountPage {
        email: person.email.clone(),
        proven: person.email_verified,
        roles: roles(&shopper.visit, person),
        english: form.get("locale") == Locale::En.tag(),
    };
    page(shopper, ("account", "account"), &form, &content)
}

/// `GET /tai-khoan`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    form_page(&mut shopper, &person, &Form::default())
}

/// A telephone number as typed, refused beside its field when it is none.
pub(super) fn phone(visit: &Visit, form: &mut Form, name: &str) -> Option<String> {
    match parse_phone(form.some(name)?) {
        Ok(phone) => Some(phone),
        Err(PhoneError::OldPrefix(new)) => {
            form.refuse(
                name,
                visit.text_with("account.refused_old_phone", &[("new", &new)]),
            );
            None
        }
        Err(PhoneError::Malformed) => {
            form.refuse(name, visit.text("account.refused_phone"));
            None
        }
    }
}

/// `POST /tai-khoan`
pub(super) async fn update(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let visit = &shopper.visit;
    require(visit, &mut form, &["name"]);
    at_most(visit, &mut form, "name", 100);
    let profile = Profile {
        name: form.get("name").to_owned(),
        phone: phone(visit, &mut form, "phone"),
        locale: if form.get("locale") == Locale::En.tag() {
            Locale::En
        } else {
            Locale::Vi
        },
    };
    if person.email.is_none() && profile.phone.is_none() {
        // One of the two is how somebody comes in.
        form.refuse("phone", visit.text("form.required"));
    }
    if form.is_fine() {
        match change(ground(&shopper), person.id, &profile).await? {
            Ok(()) => {
                let to = told(shopper.visit.locale, "account", "saved");
                return Ok(shopper.see(&to));
            }
            Err(Refusal::Missing) => {
                return Err(Failure::SignIn(
                    urls::own(shopper.visit.locale, "sign_in").to_owned(),
                ));
            }
            Err(refusal) => form.refuse("phone", words(&shopper.visit, refusal)),
        }
    }
    form_page(&mut shopper, &person, &form)
}
