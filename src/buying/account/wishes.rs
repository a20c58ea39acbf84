//! What somebody keeps an eye on: products and producers. The buttons stand on their pages and here.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{ground, page};
use commerce::accounts::keepsakes;
use domain::catalogue::Availability;
use foundation::i18n::format;
use shell::web::{Failure, Form, Shopper, urls};

#[derive(Serialize)]
struct WishesPage {
    wishes: Vec<Kept>,
    follows: Vec<Kept>,
}

#[derive(Serialize)]
struct Kept {
    slug: String,
    title: String,
    lang: &'static str,
    url: String,
    by: Option<String>,
    price: Option<String>,
    sold_out: bool,
    picture: Option<String>,
    tone: i16,
}

/// `GET /tai-khoan/yeu-thich`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let visit = &shopper.visit;
    let (db, locale, edition) = (&visit.state.services.db, visit.locale, &visit.edition);
    let picture = |picture: &domain::gallery::Picture| {
        picture
            .renditions
            .first()
            .map(|smallest| urls::picture(&smallest.jpeg))
    };
    let wishes = keepsakes::wishes(db, person.id)
        .await?
        .into_iter()
        .filter_map(|id| edition.catalogue.by_id(id))
        .map(|product| {
            let (title, lang) = product.name(locale);
            let cheapest = product.variants.iter().map(|variant| variant.price).min();
            Kept {
                slug: product.slug.clone(),
                title: title.to_owned(),
                lang: lang.tag(),
                url: urls::product(locale, &product.slug),
                by: edition
                    .producer(product.producer_id)
                    .map(|producer| producer.name(locale).0.to_owned()),
                price: cheapest.map(|price| format::vnd(price, locale)),
                sold_out: product.availability == Availability::SoldOut,
                picture: product.picture.as_ref().and_then(picture),
                tone: product.picture.as_ref().map_or(0, |picture| picture.tone),
            }
        })
        .collect();
    let follows = keepsakes::follows(db, person.id)
        .await?
        .into_iter()
        .filter_map(|id| edition.producer(id))
        .map(|producer| {
            let (title, lang) = producer.name(locale);
            Kept {
                slug: producer.slug.clone(),
                title: title.to_owned(),
                lang: lang.tag(),
                url: urls::producer(locale, &producer.slug),
                by: producer.craft(locale).map(str::to_owned),
                price: None,
                sold_out: false,
                picture: producer.picture.as_ref().and_then(picture),
                tone: producer.picture.as_ref().map_or(0, |picture| picture.tone),
            }
        })
        .collect();
    let content = WishesPage { wishes, follows };
    page(
        &mut shopper,
        ("wishes", "account_wishes"),
        &Form::default(),
        &content,
    )
}

/// The page to go back to: the one the button stood on, or the list.
fn back(shopper: &Shopper, form: &Form) -> String {
    urls::local(form.get("next"))
        .unwrap_or_else(|| urls::own(shopper.visit.locale, "account_wishes").to_owned())
}

/// `POST /tai-khoan/yeu-thich` with `product` (its slug), `on` (1 or 0) and `next` (the page to go back to).
pub(super) async fn wish(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let slug = form.get("product").to_owned();
    let found = shopper.visit.edition.catalogue.by_slug(&slug).map(|row| row.id);
    let id = found.ok_or(Failure::NotFound)?;
    let back = back(&shopper, &form);
    let person = shopper.signed_in_or(&back)?;
    // Somebody with five hundred wishes has enough: the answer is the same.
    let _full = keepsakes::set_wish(ground(&shopper), person.id, id, form.ticked("on")).await?;
    Ok(shopper.see(&back))
}

/// `POST /tai-khoan/theo-doi` with `producer` (its slug), `on` (1 or 0) and `next`.
pub(super) async fn follow(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let slug = form.get("producer").to_owned();
    let found = shopper.visit.edition.producer_by_slug(&slug).map(|row| row.id);
    let id = found.ok_or(Failure::NotFound)?;
    let back = back(&shopper, &form);
    let person = shopper.signed_in_or(&back)?;
    let _full = keepsakes::set_follow(ground(&shopper), person.id, id, form.ticked("on")).await?;
    Ok(shopper.see(&back))
}
