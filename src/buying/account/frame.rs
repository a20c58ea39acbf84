//! What all pages of an account share: the menu, the words of refusals, where letters lead.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use entity::Locale;
use serde::Serialize;

use commerce::accounts::password::{LONGEST, SHORTEST, Weakness};
use commerce::accounts::sign_in::Client;
use commerce::accounts::{Ground, Paths, Refusal};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::secrets::hash;
use shell::web::shopper::{DEVICE, SESSION};
use shell::web::{Failure, Form, Meta, Shopper, Visit, urls};

/// Where letters lead.
const PATHS: Paths = Paths {
    verify: |locale| urls::own(locale, "verify"),
    reset: |locale| urls::own(locale, "reset"),
    sign_in: |locale| urls::own(locale, "sign_in"),
    security: |locale| urls::own(locale, "account_security"),
};

/// The menu of an account: pages in order.
const MENU: [&str; 6] = [
    "account",
    "account_orders",
    "account_addresses",
    "account_wishes",
    "account_security",
    "account_data",
];

/// Short words for what was just done, which an address may carry.
const DONE: [&str; 12] = [
    "saved",
    "added",
    "removed",
    "password",
    "email",
    "proven",
    "sent",
    "sessions",
    "factor_off",
    "registered",
    "reset",
    "asked",
];

#[derive(Serialize)]
struct MenuItem {
    key: &'static str,
    url: &'static str,
    current: bool,
}

/// A page with what all of them show.
#[derive(Serialize)]
struct Framed<'a, T: Serialize> {
    menu: Vec<MenuItem>,
    /// The producer's desk, for whoever works for one.
    studio: Option<String>,
    /// Where one applies to sell, for whoever works for no producer.
    apply: Option<String>,
    /// The sales points one keeps.
    points: Option<String>,
    /// The office, for whoever works there.
    office: Option<String>,
    acts: BTreeMap<&'static str, &'static str>,
    form: &'a Form,
    done: Option<String>,
    #[serde(flatten)]
    page: &'a T,
}

/// A page without fields of its own.
#[derive(Serialize)]
pub(super) struct Plain {}

/// What operations stand on.
pub(super) fn ground(shopper: &Shopper) -> Ground<'_> {
    let services = &shopper.visit.state.services;
    Ground {
        db: &services.db,
        now: services.clock.now(),
        secrets: &services.secrets,
        paths: &PATHS,
    }
}

/// The browser as it comes in. The hash of its cart lives with the caller.
pub(super) fn client<'a>(shopper: &'a Shopper, cart: Option<&'a str>) -> Client<'a> {
    Client {
        agent: &shopper.agent,
        network: &shopper.address,
        session: shopper.cookie(SESSION),
        device: shopper.cookie(DEVICE),
        cart,
    }
}

/// The hash of the token of the browser's cart.
pub(super) fn cart_hash(shopper: &Shopper) -> Option<String> {
    shopper.cart_token.as_deref().map(hash)
}

/// Where somebody goes after signing in: a path of this site, or the account.
pub(super) fn next(visit: &Visit, typed: &str) -> String {
    urls::local(typed).unwrap_or_else(|| urls::own(visit.locale, "account").to_owned())
}

/// What was done, as the page before says in its address.
pub(super) fn done(visit: &Visit) -> Option<String> {
    let key = visit.params.get("done").filter(|key| DONE.contains(key))?;
    Some(visit.text(&format!("account.done_{key}")))
}

/// The address of a page that says what was just done.
pub(super) fn told(locale: Locale, key: &str, done: &str) -> String {
    format!("{}{}", urls::own(locale, key), urls::query(&[("done", done)]))
}

/// A page of an account; status 422 when its form was refused.
pub(super) fn page(
    shopper: &mut Shopper,
    (template, key): (&str, &str),
    form: &Form,
    page: &impl Serialize,
) -> Result<HttpResponse, Failure> {
    let visit = &shopper.visit;
    let locale = visit.locale;
    let person = shopper.person.as_ref();
    let meta = Meta::own(visit.text(&format!("account.title_{key}")), key);
    let framed = Framed {
        menu: MENU
            .into_iter()
            .map(|item| MenuItem {
                key: item,
                url: urls::own(locale, item),
                current: item == key || (item == "account_security" && key == "account_factor"),
            })
            .collect(),
        studio: person
            .is_some_and(|person| !person.producers.is_empty())
            .then(|| urls::studio(locale, "home")),
        apply: person
            .is_some_and(|person| person.producers.is_empty())
            .then(|| urls::studio(locale, "apply")),
        points: person
            .is_some_and(|person| !person.places.is_empty())
            .then(|| urls::studio(locale, "points")),
        office: person
            .is_some_and(|person| person.staff.is_some())
            .then(|| urls::office(locale, "home")),
        acts: urls::all_acts(locale).collect(),
        form,
        done: done(visit),
        page,
    };
    let template = format!("buying/account/{template}.html");
    if form.is_fine() {
        shopper.page(&template, meta, &framed)
    } else {
        shopper.refused(&template, meta, &framed)
    }
}

/// A refusal in words.
pub(super) fn words(visit: &Visit, refusal: Refusal) -> String {
    let key = match refusal {
        Refusal::Wrong => "password",
        Refusal::WrongCode => "code",
        Refusal::Slowed(seconds) => {
            let minutes = (seconds + 59) / 60;
            return visit.text_with("account.refused_slowed", &[("n", &minutes.to_string())]);
        }
        Refusal::Link => "link",
        Refusal::Foreign => "foreign",
        Refusal::Weak(Weakness::Short) => {
            return visit.text_with("account.refused_short", &[("n", &SHORTEST.to_string())]);
        }
        Refusal::Weak(Weakness::Long) => {
            return visit.text_with("account.refused_long", &[("n", &LONGEST.to_string())]);
        }
        Refusal::Weak(Weakness::Guessable) => "guessable",
        Refusal::Email => "email",
        Refusal::Taken => "taken",
        Refusal::Province => "province",
        Refusal::Full => "full",
        Refusal::Missing => "missing",
        Refusal::LastOwner => "last_owner",
    };
    visit.text(&format!("account.refused_{key}"))
}

/// Refuses the fields that are empty and must not be.
pub(super) fn require(visit: &Visit, form: &mut Form, names: &[&str]) {
    for name in names {
        if form.get(name).is_empty() {
            form.refuse(name, visit.text("form.required"));
        }
    }
}

/// Refuses a field that is longer than it may be.
pub(super) fn at_most(visit: &Visit, form: &mut Form, name: &str, most: usize) {
    if form.get(name).chars().count() > most {
        let words = visit.text_with("account.refused_length", &[("n", &most.to_string())]);
        form.refuse(name, words);
    }
}

/// A moment as a day in the visit's language.
pub(super) fn day(visit: &Visit, at: chrono::DateTime<chrono::Utc>) -> String {
    format::date(vietnam_day(at), visit.locale)
}
