//! A listing as a buyer will see it, for its producer alone: made of what is being written, which no public page
//! knows.

use actix_web::{HttpResponse, web};
use entity::Locale;
use serde::Serialize;

use super::desk::OwnersDesk;
use super::frame;
use super::listings::{Tab, own, tabs};
use super::pictures::shots;
use domain::listings;
use foundation::i18n::format;
use shell::web::{Failure, Form, Picture};

#[derive(Serialize)]
struct PreviewPage {
    tabs: Vec<Tab>,
    name: String,
    name_lang: &'static str,
    summary: String,
    /// Whether there is no text in the page's language, so that visitors read the Vietnamese one.
    borrowed: bool,
    set_name: String,
    pictures: Vec<Picture>,
    offers: Vec<Offer>,
    facts: Vec<Fact>,
    state: Option<&'static str>,
}

#[derive(Serialize)]
struct Offer {
    what: String,
    price: i64,
    unit_price: Option<String>,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

/// `GET /nguoi-ban/san-pham/{id}/xem-truoc`
pub async fn show(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let visit = &desk.shopper.visit;
    let locale = visit.locale;
    let content = own.content();
    let borrowed = content.words(locale).name.is_empty();
    let told_in = if borrowed { Locale::Vi } else { locale };
    let words = content.words(told_in);
    let packs = listings::packs(&visit.state.services.db, own.id).await?;
    let offers = packs
        .into_iter()
        .map(|pack| {
            let (price, is) = (pack.is.price, pack.is);
            let unit = if is.weight_g.is_some() { "kg" } else { "l" };
            let unit_price = is
                .weight_g
                .or(is.volume_ml)
                .and_then(|amount| format::unit_price(price, amount))
                .map(|price| {
                    let arguments = [("price", format::vnd(price, locale)), ("unit", unit.to_owned())];
                    let arguments = arguments.each_ref().map(|(name, text)| (*name, text.as_str()));
                    visit.text_with("product.unit_price", &arguments)
                });
            Offer {
                what: is.pack.unwrap_or(is.unit),
                price: price.dong(),
                unit_price,
            }
        })
        .collect();
    let month = |month: i16| visit.text(&format!("months.m{month}"));
    let season = content.season.map(|(from, to)| {
        let (from, to) = (month(from), month(to));
        visit.text_with("product.season_span", &[("from", &from), ("to", &to)])
    });
    let facts = [
        ("materials", Some(words.materials.clone())),
        ("care", Some(words.care.clone())),
        ("season", season),
    ];
    let page = PreviewPage {
        tabs: tabs(visit, own.id, "listing_preview"),
        name: words.name.clone(),
        name_lang: told_in.tag(),
        summary: words.summary.clone(),
        borrowed,
        set_name: visit
            .edition
            .taxonomy
            .set(content.set_id)
            .map(|set| set.name(locale).to_owned())
            .unwrap_or_default(),
        pictures: shots(visit, &own).await?.into_iter().flatten().collect(),
        offers,
        facts: facts
            .into_iter()
            .filter_map(|(key, value)| {
                let value = value.filter(|value| !value.is_empty())?;
                let label = visit.text(&format!("listing.{key}"));
                Some(Fact { label, value })
            })
            .collect(),
        state: own.draft.as_ref().map(|draft| draft.state.word()),
    };
    let (id, title) = (own.id.to_string(), visit.text("listing.tab_listing_preview"));
    frame::page(
        &mut desk,
        ("studio/preview.html", "listing_preview", &[&id], "listings"),
        title,
        &Form::default(),
        &page,
    )
    .await
}
