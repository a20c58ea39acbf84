//! Addresses for the next order.

use actix_web::HttpResponse;
use entity::show_phone;
use serde::Serialize;

use super::frame::{at_most, ground, page, require, told, words};
use super::overview::phone;
use commerce::accounts::addresses::{self, Address, NewAddress};
use commerce::accounts::{Person, Refusal};
use commerce::addresses::{PROVINCES, Typed};
use shell::web::{Failure, Form, Shopper, urls};

#[derive(Serialize)]
struct AddressesPage {
    addresses: Vec<AddressView>,
    provinces: Vec<&'static str>,
}

#[derive(Serialize)]
struct AddressView {
    id: i64,
    name: String,
    phone: String,
    line: String,
    known: bool,
    preferred: bool,
}

fn view(address: Address) -> AddressView {
    let typed = Typed {
        street: address.street,
        ward: address.ward,
        district: address.district.unwrap_or_default(),
        province: address.province,
    };
    AddressView {
        id: address.id,
        name: address.name,
        phone: show_phone(&address.phone),
        line: typed.line(),
        known: address.commune_id.is_some(),
        preferred: address.preferred,
    }
}

async fn form_page(shopper: &mut Shopper, person: &Person, form: &Form) -> Result<HttpResponse, Failure> {
    let kept = addresses::list(&shopper.visit.state.services.db, person.id).await?;
    let content = AddressesPage {
        addresses: kept.into_iter().map(view).collect(),
        provinces: PROVINCES.iter().map(|province| province.name).collect(),
    };
    page(shopper, ("addresses", "account_addresses"), form, &content)
}

/// `GET /tai-khoan/dia-chi`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let mut form = Form::default();
    form.set("name", person.name.clone());
    form.set(
        "phone",
        person.phone.as_deref().map(show_phone).unwrap_or_default(),
    );
    form_page(&mut shopper, &person, &form).await
}

/// `POST /tai-khoan/dia-chi`
pub(super) async fn create(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let visit = &shopper.visit;
    require(visit, &mut form, &["name", "phone", "street", "ward", "province"]);
    for name in ["name", "street", "ward", "district", "province"] {
        at_most(visit, &mut form, name, 200);
    }
    let phone = phone(visit, &mut form, "phone").unwrap_or_default();
    if form.is_fine() {
        let text = |name| form.get(name).to_owned();
        let new = NewAddress {
            name: text("name"),
            phone,
            typed: Typed {
                street: text("street"),
                ward: text("ward"),
                district: text("district"),
                province: text("province"),
            },
            preferred: form.ticked("preferred"),
        };
        match addresses::add(ground(&shopper), person.id, &new).await? {
            Ok(()) => {
                let to = told(shopper.visit.locale, "account_addresses", "added");
                return Ok(shopper.see(&to));
            }
            Err(refusal) => {
                let field = if refusal == Refusal::Province {
                    "province"
                } else {
                    "street"
                };
                let text = words(&shopper.visit, refusal);
                form.refuse(field, text);
            }
        }
    }
    form_page(&mut shopper, &person, &form).await
}

/// `POST /tai-khoan/dia-chi/xoa`
pub(super) async fn destroy(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_addresses"))?;
    let id = form.number("id").ok_or(Failure::NotFound)?;
    let db = &shopper.visit.state.services.db;
    match addresses::remove(db, person.id, id).await? {
        Ok(()) => {
            let to = told(locale, "account_addresses", "removed");
            Ok(shopper.see(&to))
        }
        Err(_) => Err(Failure::NotFound),
    }
}

/// `POST /tai-khoan/dia-chi/chon`
pub(super) async fn prefer(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_addresses"))?;
    let id = form.number("id").ok_or(Failure::NotFound)?;
    let db = &shopper.visit.state.services.db;
    match addresses::prefer(db, person.id, id).await? {
        Ok(()) => {
            let to = told(locale, "account_addresses", "saved");
            Ok(shopper.see(&to))
        }
        Err(_) => Err(Failure::NotFound),
    }
}
