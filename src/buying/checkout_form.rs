//! What was typed into the checkout, and what is wrong with it.

use std::collections::BTreeMap;

use commerce::accounts::addresses;
use commerce::addresses::{Gazetteer, Typed, province};
use commerce::checkout::{Buyer, Choice, Invoice, Plan, Target};
use entity::{DeliveryMethod, PaymentMethod, PhoneError, parse_email, parse_phone};
use shell::web::{Failure, Form, Shopper, Visit};

/// Characters of a name, a street, a note.
const LONG_NAME: usize = 100;
const LONG_STREET: usize = 200;
const LONG_NOTE: usize = 500;

/// The form read without judging it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Address as typed.
    pub address: Typed,
    /// Commune, where it is one we know.
    pub commune_id: Option<i64>,
    /// Where to.
    pub target: Target,
    /// How each producer's goods come.
    pub choices: BTreeMap<i64, Choice>,
    /// How it is paid.
    pub method: Option<PaymentMethod>,
}

impl Asked {
    /// Whether something is to be fetched at a sales point.
    pub fn fetches(&self) -> bool {
        self.choices
            .values()
            .any(|choice| choice.method == DeliveryMethod::Pickup)
    }
}

/// Reads the form. Unknown words count as not said.
pub fn read(form: &Form, gazetteer: &Gazetteer) -> Asked {
    let cut = |name: &str| form.get(name).chars().take(LONG_STREET).collect::<String>();
    let address = Typed {
        street: cut("street-address"),
        ward: cut("address-level2"),
        district: cut("address-level3"),
        province: cut("address-level1"),
    };
    let commune = gazetteer.find(&address);
    let mut choices = BTreeMap::new();
    for (name, value) in form.pairs() {
        let Some(producer) = name.strip_prefix("delivery-").and_then(|id| id.parse().ok()) else {
            continue;
        };
        let method = match value {
            "parcel" => DeliveryMethod::Parcel,
            "own" => DeliveryMethod::Own,
            "pickup" => DeliveryMethod::Pickup,
            _ => continue,
        };
        let place_id = form
            .number(&format!("pickup-{producer}"))
            .filter(|_| method == DeliveryMethod::Pickup);
        choices.insert(producer, Choice { method, place_id });
    }
    Asked {
        target: Target {
            zone: gazetteer.zone(&address, commune),
            home: commune.and_then(|commune| commune.middle),
        },
        commune_id: commune.map(|commune| commune.id),
        choices,
        method: match form.get("method") {
            "cod" => Some(PaymentMethod::Cod),
            "bank_transfer" => Some(PaymentMethod::BankTransfer),
            "card" => Some(PaymentMethod::Card),
            _ => None,
        },
        address,
    }
}

/// The form with what is known of somebody already: the address they keep first.
pub async fn prefilled(shopper: &Shopper) -> Result<Form, Failure> {
    let db = &shopper.visit.state.services.db;
    let kept = match &shopper.person {
        Some(person) => addresses::list(db, person.id).await?.into_iter().next(),
        None => None,
    };
    let mut form = known(shopper);
    if let Some(kept) = kept {
        form.set("name", kept.name);
        form.set("tel", entity::show_phone(&kept.phone));
        form.set("street-address", kept.street);
        form.set("address-level2", kept.ward);
        form.set("address-level3", kept.district.unwrap_or_default());
        form.set("address-level1", kept.province);
    }
    Ok(form)
}

fn known(shopper: &Shopper) -> Form {
    let person = shopper.person.as_ref();
    let phone = person.and_then(|person| person.phone.as_deref());
    Form::new([
        (
            "name",
            person.map(|person| person.name.clone()).unwrap_or_default(),
        ),
        (
            "email",
            person.and_then(|person| person.email.clone()).unwrap_or_default(),
        ),
        ("tel", phone.map(entity::show_phone).unwrap_or_default()),
        ("address-level1", "Hà Nội".to_owned()),
        ("method", "cod".to_owned()),
    ])
}

/// The telephone number in E.164; words beside the field when it is none.
pub fn phone(visit: &Visit, form: &mut Form) -> Option<String> {
    let words = match parse_phone(form.get("tel")) {
        Ok(phone) => return Some(phone),
        Err(PhoneError::OldPrefix(new)) => visit.text_with("form.old_phone", &[("name", &new)]),
        Err(PhoneError::Malformed) => visit.text("form.bad_phone"),
    };
    form.refuse("tel", words);
    None
}

/// The e-mail address, if one was typed; words beside the field when it is none.
pub fn email(visit: &Visit, form: &mut Form) -> Option<String> {
    let address = parse_email(form.some("email")?);
    if address.is_none() {
        form.refuse("email", visit.text("form.bad_email"));
    }
    address
}

/// Judges the form: who buys, or words beside the fields.
pub fn judge(
    visit: &Visit,
    form: &mut Form,
    asked: &Asked,
    plan: &Plan<'_>,
    user_id: Option<i64>,
) -> Option<Buyer> {
    let name: String = form.get("name").chars().take(LONG_NAME).collect();
    if name.is_empty() {
        form.refuse("name", visit.text("form.required"));
    }
    let phone = phone(visit, form).unwrap_or_default();
    let email = email(visit, form);
    let sent = plan
        .groups
        .iter()
        .any(|group| group.choice.method != DeliveryMethod::Pickup);
    if sent {
        judge_address(visit, form, asked);
    }
    for group in &plan.groups {
        if group.chosen.is_none() && form.is_fine() {
            let field = format!("delivery-{}", group.producer_id);
            let key = if group.choice.method == DeliveryMethod::Pickup && !group.places.is_empty() {
                "checkout.choose_place"
            } else {
                "checkout.choose_delivery"
            };
            form.refuse(&field, visit.text(key));
        }
    }
    if asked.method.is_none() {
        form.refuse("method", visit.text("checkout.choose_method"));
    }
    if !form.ticked("terms") {
        form.refuse("terms", visit.text("checkout.accept_terms"));
    }
    form.is_fine().then(|| Buyer {
        user_id,
        name,
        email,
        phone,
        address: if sent {
            asked.address.clone()
        } else {
            Typed::default()
        },
        commune_id: asked.commune_id.filter(|_| sent),
        locale: visit.locale,
    })
}

fn judge_address(visit: &Visit, form: &mut Form, asked: &Asked) {
    for (name, text) in [
        ("street-address", &asked.address.street),
        ("address-level2", &asked.address.ward),
        ("address-level1", &asked.address.province),
    ] {
        if text.trim().is_empty() {
            form.refuse(name, visit.text("form.required"));
        }
    }
    if province(&asked.address.province).is_none() {
        form.refuse("address-level1", visit.text("form.bad_province"));
    }
}

/// For whom a receipt is made out, if one was asked for; words beside the fields when it cannot be.
pub fn invoice(visit: &Visit, form: &mut Form) -> Option<Invoice> {
    if !form.ticked("invoice") {
        return None;
    }
    let invoice = Invoice {
        name: form.get("organization").chars().take(LONG_STREET).collect(),
        tax_code: form
            .get("tax-code")
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect(),
        address: form.get("invoice-address").chars().take(LONG_STREET).collect(),
    };
    if invoice.name.is_empty() {
        form.refuse("organization", visit.text("form.required"));
    }
    // Ten digits, or ten, a hyphen and three for a branch; twelve are a person's number (Luật Quản lý thuế).
    let digits: String = invoice.tax_code.chars().filter(|c| *c != '-').collect();
    let plain = digits.chars().all(|c| c.is_ascii_digit());
    if !plain || !matches!(digits.len(), 10 | 12 | 13) {
        form.refuse("tax-code", visit.text("checkout.bad_tax_code"));
    }
    Some(invoice)
}

/// Words to the producers.
pub fn note(form: &Form) -> Option<String> {
    form.some("note")
        .map(|text| text.chars().take(LONG_NOTE).collect())
}
