//! What all pages of the desk share: the menu, whose desk it is, what was just done.

use actix_web::HttpResponse;
use entity::Locale;
use serde::Serialize;

use super::desk::Desk;
use domain::producers;
use shell::web::desk_menu::{self, Groups, MenuGroup};
use shell::web::{Failure, Form, Meta, urls};

/// The menu.
const MENU: Groups = &[
    (
        "sales",
        &["home", "orders", "statements", "cod", "enquiries", "figures"],
    ),
    ("goods", &["listings", "stock", "stories", "print"]),
    ("producer", &["people", "settings"]),
];

/// What only owners have of it.
const OWNERS: &[&str] = &["figures", "stories", "people", "settings"];

/// Short words for what was just done, which an address may carry.
const DONE: &[&str] = &[
    "saved",
    "step",
    "cancelled",
    "refunded",
    "sent",
    "received",
    "answered",
    "arrived",
    "counted",
    "handed_in",
    "back",
    "invited",
    "withdrawn",
    "removed",
    "joined",
];

#[derive(Serialize)]
struct Other {
    id: i64,
    name: String,
    current: bool,
}

#[derive(Serialize)]
struct Framed<'a, T: Serialize> {
    menu: Vec<MenuGroup>,
    producer: String,
    /// All producers the person works for, where there are several.
    others: Vec<Other>,
    switch: String,
    owner: bool,
    /// The sales points the person keeps besides.
    points: Option<String>,
    form: &'a Form,
    done: Option<String>,
    #[serde(flatten)]
    page: &'a T,
}

/// A page of the desk; status 422 when its form was refused. `key` is its entry in the table of addresses with
/// `arguments` for the holes, `menu` the item of the menu it belongs to.
pub async fn page(
    desk: &mut Desk,
    (template, key, arguments, menu): (&str, &str, &[&str], &str),
    title: String,
    form: &Form,
    page: &impl Serialize,
) -> Result<HttpResponse, Failure> {
    let meta = Meta::new(
        title,
        urls::studio_at(Locale::Vi, key, arguments),
        urls::studio_at(Locale::En, key, arguments),
    );
    let visit = &desk.shopper.visit;
    let locale = visit.locale;
    let all: Vec<i64> = match &desk.shopper.person {
        Some(person) => person.producers.iter().map(|(id, _)| *id).collect(),
        None => Vec::new(),
    };
    let names = producers::names(&visit.state.services.db, &all, locale).await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let owner = desk.is_owner();
    let framed = Framed {
        menu: desk_menu::menu(
            MENU,
            menu,
            |page| owner || !OWNERS.contains(&page),
            |page| urls::studio(locale, page),
        ),
        producer: name(desk.producer),
        others: all
            .iter()
            .filter(|_| all.len() > 1)
            .map(|id| Other {
                id: *id,
                name: name(*id),
                current: *id == desk.producer,
            })
            .collect(),
        switch: urls::studio(locale, "switch"),
        owner,
        points: desk
            .shopper
            .person
            .as_ref()
            .is_some_and(|person| !person.places.is_empty())
            .then(|| urls::studio(locale, "points")),
        form,
        done: visit
            .params
            .get("done")
            .filter(|key| DONE.contains(key))
            .map(|key| visit.text(&format!("studio.done_{key}"))),
        page,
    };
    if form.is_fine() {
        desk.shopper.page(template, meta, &framed)
    } else {
        desk.shopper.refused(template, meta, &framed)
    }
}
