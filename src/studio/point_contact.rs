//! How a sales point is reached, what one can pay with there, and what else a visitor finds.

use actix_web::{HttpResponse, web};
use entity::show_phone;
use serde::Serialize;

use super::point_desk::{Keeper, Point, page, words};
use super::typed::phone;
use commerce::keeping::{self, Contact};
use commerce::sites::{FACILITIES, LANGUAGES, PAYMENTS};
use shell::web::{Failure, Form};

/// The groups of boxes: the beginning of their fields, and what can be ticked.
const GROUPS: [(&str, &[&str]); 3] = [("pay", &PAYMENTS), ("has", &FACILITIES), ("speaks", &LANGUAGES)];

#[derive(Serialize)]
struct Choice {
    name: String,
    label: String,
}

#[derive(Serialize)]
struct ContactPage {
    payment: Vec<Choice>,
    facilities: Vec<Choice>,
    languages: Vec<Choice>,
}

fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|key| !key.is_empty())
}

fn as_kept(point: &Point) -> Form {
    let row = &point.own.row;
    let mut form = Form::default();
    form.set("seen", row.revision.to_string());
    form.set("phone", row.phone.as_deref().map(show_phone).unwrap_or_default());
    let kept = [&row.payment_methods, &row.facilities, &row.languages];
    for ((group, known), kept) in GROUPS.iter().zip(kept) {
        for key in keys(kept).filter(|key| known.contains(key)) {
            form.set(&format!("{group}_{key}"), "1");
        }
    }
    form
}

fn contact_page(keeper: &mut Keeper, point: &Point, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = keeper.visit();
    let choice = |name: String, label: String| Choice { name, label };
    let content = ContactPage {
        payment: PAYMENTS
            .iter()
            .map(|key| choice(format!("pay_{key}"), visit.text(&format!("point.pay_{key}"))))
            .collect(),
        facilities: FACILITIES
            .iter()
            .map(|key| choice(format!("has_{key}"), visit.text(&format!("point.has_{key}"))))
            .collect(),
        languages: LANGUAGES
            .iter()
            .map(|key| {
                choice(
                    format!("speaks_{key}"),
                    visit.text(&format!("point.speaks_{key}")),
                )
            })
            .collect(),
    };
    let title = visit.text("point.contact_title");
    page(
        keeper,
        Some(point),
        ("studio/point_contact.html", "point_contact"),
        title,
        form,
        &content,
    )
}

/// `GET /nguoi-ban/diem-ban/{slug}/lien-he`
pub(super) async fn show(mut keeper: Keeper, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let form = as_kept(&point);
    contact_page(&mut keeper, &point, &form)
}

/// What is ticked in a group; keys that the page does not offer stay as they are.
fn ticked(form: &Form, group: &str, known: &[&str], kept: &str) -> Vec<String> {
    let chosen = known
        .iter()
        .copied()
        .filter(|key| form.ticked(&format!("{group}_{key}")));
    let others = keys(kept).filter(|key| !known.contains(key));
    chosen.chain(others).map(str::to_owned).collect()
}

/// `POST /nguoi-ban/diem-ban/{slug}/lien-he`
pub(super) async fn update(
    mut keeper: Keeper,
    slug: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let row = &point.own.row;
    let phone = phone(keeper.visit(), &mut form, "phone");
    let contact = Contact {
        phone,
        payment_methods: ticked(&form, "pay", &PAYMENTS, &row.payment_methods),
        facilities: ticked(&form, "has", &FACILITIES, &row.facilities),
        languages: ticked(&form, "speaks", &LANGUAGES, &row.languages),
    };
    if form.is_fine() {
        let services = keeper.visit().state.services.clone();
        let seen = form.number("seen").unwrap_or_default();
        let acting = keeper.acting(&point);
        match keeping::set_contact(&services.db, services.clock.now(), acting, seen, &contact).await? {
            Ok(()) => return keeper.done("point_contact", &point, "saved").await,
            Err(refusal) => {
                let words = words(keeper.visit(), refusal)?;
                form.refuse("phone", words);
            }
        }
    }
    // What was typed stays; sent once more it counts, now that the person was told.
    form.set("seen", row.revision.to_string());
    contact_page(&mut keeper, &point, &form)
}
