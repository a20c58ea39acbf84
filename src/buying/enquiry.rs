//! Asking about a service. Its page is the same for everybody and kept, so the form has a page of its own.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::cart_view::Notice;
use super::enquiry_form as typed;
use super::form_key;
use commerce::enquiries::{self, EnquiryRefusal, LONGEST_MESSAGE};
use domain::catalogue::Product;
use domain::producers::Producer;
use entity::{Locale, OwnerKind, ProductKind, show_phone};
use shell::web::{Failure, Form, Meta, Picture, Shopper, Visit, units, urls};

const TEMPLATE: &str = "buying/enquiry.html";

/// A service and who offers it.
struct Service {
    product: Arc<Product>,
    producer: Arc<Producer>,
}

#[derive(Serialize)]
struct EnquiryPage {
    form: Form,
    key: String,
    notice: Option<Notice>,
    action: String,
    service: ServiceView,
    first_day: String,
    last_day: String,
    longest: usize,
    signed_in: bool,
    /// What stands there instead of the form once it was sent.
    sent: Option<Sent>,
}

#[derive(Serialize)]
struct ServiceView {
    title: String,
    title_lang: &'static str,
    url: String,
    by: String,
    by_lang: &'static str,
    by_url: String,
    picture: Option<Picture>,
    price: Option<i64>,
    unit: Option<String>,
    price_label: Option<String>,
}

#[derive(Serialize)]
struct Sent {
    /// Whether the producer gets a message; otherwise it has to look here.
    mailed: bool,
    /// The producer's telephone as one reads and as one dials it.
    call: Option<[String; 2]>,
}

/// The service of an address, also of one that it had before.
fn offered(visit: &Visit, slug: &str) -> Result<Service, Failure> {
    let edition = &visit.edition;
    let catalogue = &edition.catalogue;
    let moved = || catalogue.by_slug(edition.moved(OwnerKind::Product, slug)?);
    let product = catalogue
        .by_slug(slug)
        .or_else(moved)
        .filter(|product| product.kind == ProductKind::Service)
        .ok_or(Failure::NotFound)?;
    let producer = edition.producer(product.producer_id).ok_or(Failure::NotFound)?;
    Ok(Service {
        product: product.clone(),
        producer: producer.clone(),
    })
}

fn view(visit: &Visit, service: &Service) -> ServiceView {
    let locale = visit.locale;
    let Service { product, producer } = service;
    let (title, title_lang) = product.name(locale);
    let (by, by_lang) = producer.name(locale);
    let variant = product.variant();
    ServiceView {
        title: title.to_owned(),
        title_lang: title_lang.tag(),
        url: urls::product(locale, &product.slug),
        by: by.to_owned(),
        by_lang: by_lang.tag(),
        by_url: urls::producer(locale, &producer.slug),
        picture: product
            .picture
            .as_ref()
            .map(|picture| Picture::small(picture, locale)),
        price: variant.map(|variant| variant.price.dong()),
        unit: variant.map(|variant| units::sold_by(visit, variant)),
        price_label: variant.is_none().then(|| visit.text("card.ask_price")),
    }
}

/// The page with a form, as it begins or as it was typed; status 422 when it was refused.
fn page(
    shopper: &mut Shopper,
    service: &Service,
    form: Form,
    notice: Option<Notice>,
    sent: Option<Sent>,
) -> Result<HttpResponse, Failure> {
    let visit = &shopper.visit;
    let slug = &service.product.slug;
    let days = enquiries::days(visit.state.services.clock.today());
    let refused = notice.is_some() || !form.is_fine();
    let page = EnquiryPage {
        key: form_key::made(shopper, &form)?,
        form,
        notice,
        action: urls::enquiry(visit.locale, slug),
        service: view(visit, service),
        first_day: days.start().to_string(),
        last_day: days.end().to_string(),
        longest: LONGEST_MESSAGE,
        signed_in: shopper.person.is_some(),
        sent,
    };
    let title = visit.text_with("enquiry.page_title", &[("name", &page.service.title)]);
    let meta = Meta {
        lost: true,
        ..Meta::new(
            title,
            urls::enquiry(Locale::Vi, slug),
            urls::enquiry(Locale::En, slug),
        )
    };
    if refused {
        shopper.refused(TEMPLATE, meta, &page)
    } else {
        shopper.page(TEMPLATE, meta, &page)
    }
}

/// `GET /san-pham/{slug}/hoi`; with `?ok=sent` after the form was sent.
pub async fn show(mut shopper: Shopper, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let service = offered(&shopper.visit, &slug)?;
    let locale = shopper.visit.locale;
    if service.product.slug != *slug {
        return Err(Failure::Moved(urls::enquiry(locale, &service.product.slug)));
    }
    if shopper.visit.params.get("ok") == Some("sent") {
        let db = &shopper.visit.state.services.db;
        let contact = enquiries::contact(db, service.producer.id).await?;
        let sent = Sent {
            mailed: contact.mailed,
            call: contact.phone.map(|phone| [show_phone(&phone), phone]),
        };
        return page(&mut shopper, &service, Form::default(), None, Some(sent));
    }
    let form = typed::prefilled(&shopper);
    page(&mut shopper, &service, form, None, None)
}

/// `POST /san-pham/{slug}/hoi`.
pub async fn create(
    mut shopper: Shopper,
    slug: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let service = offered(&shopper.visit, &slug)?;
    let key = form_key::sent(&shopper, &form)?;
    let Some(wish) = typed::judge(&shopper, &mut form, service.product.id, key) else {
        return page(&mut shopper, &service, form, None, None);
    };
    let services = shopper.visit.state.services.clone();
    let words = match enquiries::ask(&services.db, services.clock.now(), &wish).await? {
        Ok(_) => {
            let path = urls::enquiry(shopper.visit.locale, &service.product.slug);
            let query = urls::query(&[("ok", "sent")]);
            return Ok(shopper.see(&format!("{path}{query}")));
        }
        Err(EnquiryRefusal::Gone) => return Err(Failure::NotFound),
        Err(EnquiryRefusal::KeyUsed) => {
            // Another form was sent with this key; the next one gets its own.
            form.forget("key");
            shopper.visit.text("enquiry.key_used")
        }
        Err(EnquiryRefusal::Slowed(seconds)) => {
            let minutes = (seconds + 59) / 60;
            shopper
                .visit
                .text_with("enquiry.slowed", &[("n", &minutes.to_string())])
        }
    };
    page(&mut shopper, &service, form, Some(Notice::bad(words)), None)
}
