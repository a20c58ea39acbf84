//! What all pages of the office share: the menu, what was just done.

use actix_web::HttpResponse;
use entity::Locale;
use serde::Serialize;

use super::desk::Officer;
use shell::web::desk_menu::{self, Groups, MenuGroup};
use shell::web::{Failure, Form, Meta, urls};

/// The menu.
const MENU: Groups = &[
    (
        "work",
        &["home", "applications", "changes", "complaints", "money"],
    ),
    (
        "programme",
        &[
            "programme",
            "reports",
            "certificates",
            "producers",
            "requirements",
        ],
    ),
    ("map", &["places", "keepers", "events", "criteria"]),
    ("house", &["site", "hide", "audit", "jobs", "health"]),
];

/// Short words for what was just done, which an address may carry.
const DONE: &[&str] = &[
    "saved",
    "published",
    "retried",
    "discarded",
    "hidden",
    "shown",
    "taken",
    "decided",
    "suspended",
    "reinstated",
    "recorded",
    "proven",
    "revoked",
    "read",
    "chosen",
    "compared",
    "applied",
    "undone",
    "confirmed",
    "imported",
    "figuring",
    "figures_run",
    "no_orders",
    "file_asked",
];

#[derive(Serialize)]
struct Framed<'a, T: Serialize> {
    menu: Vec<MenuGroup>,
    operator: bool,
    form: &'a Form,
    done: Option<String>,
    #[serde(flatten)]
    page: &'a T,
}

/// A page of the office; status 422 when its form was refused. `key` is its entry in the table of addresses with
/// `arguments` for the holes, `menu` the item of the menu it belongs to.
pub fn page(
    officer: &mut Officer,
    (template, key, arguments, menu): (&str, &str, &[&str], &str),
    title: String,
    form: &Form,
    page: &impl Serialize,
) -> Result<HttpResponse, Failure> {
    let meta = Meta::new(
        title,
        urls::office_at(Locale::Vi, key, arguments),
        urls::office_at(Locale::En, key, arguments),
    );
    let visit = &officer.shopper.visit;
    let framed = Framed {
        menu: desk_menu::menu(MENU, menu, |_| true, |key| urls::office(visit.locale, key)),
        operator: officer.is_operator(),
        form,
        done: visit
            .params
            .get("done")
            .filter(|key| DONE.contains(key))
            .map(|key| visit.text(&format!("office.done_{key}"))),
        page,
    };
    if form.is_fine() {
        officer.shopper.page(template, meta, &framed)
    } else {
        officer.shopper.refused(template, meta, &framed)
    }
}
