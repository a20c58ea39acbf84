//! schema.org descriptions. An offer is claimed only where a thing can be bought, and a certification
//! only where the signed decision was seen and holds today.

use serde_json::{Value, json};

use domain::catalogue::{Availability, Detail, Product};
use domain::events::Event;
use domain::producers::Producer;
use domain::ratings::State;
use shell::web::{Visit, urls};

fn absolute(visit: &Visit, path: &str) -> String {
    format!("{}{path}", visit.state.services.origin)
}

/// Leaves out what is null or empty: validators complain of both.
fn tidy(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| (key, tidy(value)))
                .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()))
                .collect(),
        ),
        Value::Array(list) => Value::Array(list.into_iter().map(tidy).collect()),
        other => other,
    }
}

/// Who runs the site.
pub fn organization(visit: &Visit) -> Value {
    let operator = visit.operator();
    tidy(json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": operator.name.as_deref().unwrap_or("Chợ Làng"),
        "url": visit.state.services.origin.as_ref(),
        "email": operator.email,
        "telephone": operator.phone,
        "address": operator.address,
    }))
}

/// The site with its search.
pub fn website(visit: &Visit) -> Value {
    let target = absolute(visit, urls::fixed(visit.locale, "search"));
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Chợ Làng",
        "url": absolute(visit, urls::fixed(visit.locale, "home")),
        "inLanguage": visit.locale.tag(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": format!("{target}?q={{q}}")},
            "query-input": "required name=q",
        },
    })
}

/// A product, or a service of product set 26.
pub fn product(visit: &Visit, product: &Product, detail: &Detail) -> Value {
    let locale = visit.locale;
    let url = absolute(visit, &urls::product(locale, &product.slug));
    let maker = visit.edition.producer(product.producer_id);
    let images: Vec<String> = detail
        .pictures
        .iter()
        .filter_map(|picture| picture.renditions.last())
        .map(|size| absolute(visit, &format!("/media/{}", size.jpeg)))
        .collect();
    let certification = product.seal(visit.edition.day).and_then(|(certificate, standing)| {
        (standing.state == State::Current).then(|| {
            json!({
                "@type": "Certification",
                "name": format!("OCOP {}", standing.stars.get()),
                "certificationIdentification": certificate.decision_no,
                "issuedBy": certificate.issuer.as_ref().map(|name| json!({"@type": "Organization", "name": name})),
                "validFrom": certificate.issued_latest,
                "expires": certificate.expires_earliest,
                "certificationRating": {"@type": "Rating", "ratingValue": standing.stars.get(), "bestRating": 5},
                "url": absolute(visit, &urls::certificate(locale, &certificate.code)),
            })
        })
    });
    // Demonstration prices are no offers, and what cannot be had is none either.
    let offer = product
        .variant()
        .filter(|variant| !variant.demo_price && product.availability != Availability::OnRequest)
        .map(|variant| {
            let availability = match product.availability {
                Availability::InStock => "https://schema.org/InStock",
                Availability::MadeToOrder => "https://schema.org/MadeToOrder",
                Availability::SoldOut | Availability::OnRequest => "https://schema.org/OutOfStock",
            };
            json!({
                "@type": "Offer",
                "url": url,
                "price": variant.price.dong(),
                "priceCurrency": "VND",
                "availability": availability,
                "sku": variant.sku,
            })
        });
    let variant = product.variant();
    tidy(json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name(locale).0,
        "description": detail.summary.0,
        "url": url,
        "image": images,
        "sku": variant.map(|variant| variant.sku.as_str()),
        "gtin": variant.and_then(|variant| variant.gtin.as_deref()),
        "material": detail.materials.as_ref().map(|(text, _)| text.as_str()),
        "category": visit.edition.taxonomy.set(product.set_id).map(|set| set.name(locale)),
        "manufacturer": maker.map(|maker| json!({
            "@type": "Organization",
            "name": maker.name(locale).0,
            "url": absolute(visit, &urls::producer(locale, &maker.slug)),
        })),
        "hasCertification": certification,
        "offers": offer,
    }))
}

/// A producer.
pub fn producer(visit: &Visit, producer: &Producer) -> Value {
    let locale = visit.locale;
    let commune = producer
        .commune_id
        .and_then(|id| visit.edition.taxonomy.commune(id));
    tidy(json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": producer.name(locale).0,
        "url": absolute(visit, &urls::producer(locale, &producer.slug)),
        "description": producer.craft(locale),
        "foundingDate": producer.founded_year.map(|year| year.to_string()),
        "address": {
            "@type": "PostalAddress",
            "addressLocality": commune.map(|commune| commune.name.as_str()),
            "addressRegion": "Hà Nội",
            "addressCountry": "VN",
        },
    }))
}

/// An event, if it has a date: without one it is none to schema.org.
pub fn event(visit: &Visit, event: &Event) -> Option<Value> {
    let locale = visit.locale;
    let start = event.starts_on?;
    Some(tidy(json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.name(locale).0,
        "description": event.description(locale),
        "url": absolute(visit, &urls::event(locale, &event.slug)),
        "startDate": start,
        "endDate": event.ends_on,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": event.venue(locale).unwrap_or("Hà Nội"),
            "address": {"@type": "PostalAddress", "addressRegion": "Hà Nội", "addressCountry": "VN"},
        },
    })))
}
