//! What was typed into an enquiry, and what is wrong with it.

use chrono::NaiveDate;

use super::checkout_form as typed;
use commerce::enquiries::{self, LONGEST_MESSAGE, MOST_PEOPLE, Wish};
use entity::show_phone;
use foundation::i18n::format;
use foundation::kernel::fold::clean;
use shell::web::{Form, Shopper, Visit};

/// Characters of a name.
const LONG_NAME: usize = 100;

/// The form with what is known of somebody already.
pub fn prefilled(shopper: &Shopper) -> Form {
    let Some(person) = &shopper.person else {
        return Form::default();
    };
    let phone = person.phone.as_deref().map(show_phone);
    Form::new([
        ("name", person.name.clone()),
        ("tel", phone.unwrap_or_default()),
        ("email", person.email.clone().unwrap_or_default()),
    ])
}

/// Judges the form: what is asked, or words beside the fields.
pub fn judge(shopper: &Shopper, form: &mut Form, product_id: i64, key: String) -> Option<Wish> {
    let visit = &shopper.visit;
    for (name, longest) in [("name", LONG_NAME), ("message", LONGEST_MESSAGE)] {
        let length = form.get(name).chars().count();
        if length == 0 {
            form.refuse(name, visit.text("form.required"));
        } else if length > longest {
            let most = format::number(i64::try_from(longest).unwrap_or(i64::MAX), visit.locale);
            form.refuse(name, visit.text_with("account.refused_length", &[("n", &most)]));
        }
    }
    let (has_phone, has_email) = (form.some("tel").is_some(), form.some("email").is_some());
    if !has_phone && !has_email {
        form.refuse("tel", visit.text("enquiry.no_way"));
    }
    let phone = has_phone.then(|| typed::phone(visit, form)).flatten();
    let email = typed::email(visit, form);
    let day = day(visit, form);
    let people = people(visit, form);
    if !form.ticked("consent") {
        form.refuse("consent", visit.text("enquiry.no_consent"));
    }
    form.is_fine().then(|| Wish {
        key,
        product_id,
        user_id: shopper.person.as_ref().map(|person| person.id),
        network: shopper.address.clone(),
        name: clean(form.get("name"), LONG_NAME),
        phone,
        email,
        day,
        people,
        message: form.get("message").to_owned(),
        locale: visit.locale,
    })
}

/// The day wanted: as a field for days sends it, or as people here write it.
fn day(visit: &Visit, form: &mut Form) -> Option<NaiveDate> {
    let text = form.some("day")?.to_owned();
    let read = ["%Y-%m-%d", "%d/%m/%Y"]
        .into_iter()
        .find_map(|how| NaiveDate::parse_from_str(&text, how).ok());
    let Some(day) = read else {
        form.refuse("day", visit.text("enquiry.bad_day"));
        return None;
    };
    // A field for days shows nothing but this.
    form.set("day", day.to_string());
    let days = enquiries::days(visit.state.services.clock.today());
    if !days.contains(&day) {
        let last = format::date(*days.end(), visit.locale);
        form.refuse("day", visit.text_with("enquiry.day_out", &[("day", &last)]));
    }
    Some(day)
}

/// How many come.
fn people(visit: &Visit, form: &mut Form) -> Option<i32> {
    form.some("people")?;
    let count = form
        .number("people")
        .and_then(|count| i32::try_from(count).ok())
        .filter(|count| (1..=MOST_PEOPLE).contains(count));
    if count.is_none() {
        let most = format::number(i64::from(MOST_PEOPLE), visit.locale);
        form.refuse("people", visit.text_with("enquiry.bad_people", &[("n", &most)]));
    }
    count
}
