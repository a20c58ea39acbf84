//! Fairs: what is on, what is to come, what was; one with its booths.

use std::cmp::Reverse;

use actix_web::{HttpResponse, web};
use entity::{Locale, OwnerKind};
use serde::Serialize;

use super::cards::EventCard;
use super::list::Pager;
use super::missing::missing;
use super::{list, structured_data};
use domain::events::{self, Timing};
use shell::web::booth_plan::BoothPlan;
use shell::web::{Failure, Meta, Visit, urls};

const PAGE_SIZE: usize = 30;

#[derive(Serialize)]
struct EventsPage {
    title: String,
    intro: String,
    now: Vec<EventCard>,
    upcoming: Vec<EventCard>,
    past: Vec<EventCard>,
    pager: Pager,
}

/// `/su-kien` and `/en/events`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let locale = visit.locale;
    let day = visit.edition.day;
    let of = |timing: Timing| {
        let mut events: Vec<_> = visit
            .edition
            .events()
            .filter(|event| event.timing(day) == timing)
            .collect();
        events.sort_by_key(|event| (event.starts_on, event.id));
        events
    };
    let mut past = of(Timing::Past);
    past.sort_by_key(|event| (Reverse(event.starts_on), event.id));
    let base = urls::fixed(locale, "events");
    let slice = list::slice(&visit, &past, |event| event.id, PAGE_SIZE, base, &[])?;
    let cards = |events: Vec<_>| {
        events
            .into_iter()
            .map(|event| EventCard::new(&visit, event))
            .collect()
    };
    let page = EventsPage {
        title: visit.text("nav.events"),
        intro: visit.text("events.intro"),
        now: cards(
            of(Timing::Now)
                .into_iter()
                .map(|event| &**event)
                .collect::<Vec<_>>(),
        ),
        upcoming: cards(
            of(Timing::Upcoming)
                .into_iter()
                .map(|event| &**event)
                .collect::<Vec<_>>(),
        ),
        past: slice
            .items
            .iter()
            .map(|event| EventCard::new(&visit, event))
            .collect(),
        pager: slice.pager,
    };
    let mut meta = Meta::fixed(visit.text("nav.events"), "events")
        .about(visit.text("events.meta"))
        .under(locale, visit.text("nav.home"), "home")
        .under(locale, visit.text("nav.events"), "events");
    meta.noindex = slice.start > 0;
    visit.page("storefront/events.html", meta, &page)
}

#[derive(Serialize)]
struct EventPage {
    event: EventView,
    booths: Vec<BoothView>,
    plan: Option<BoothPlan>,
    near_url: Option<String>,
    more: Vec<EventCard>,
}

#[derive(Serialize)]
struct EventView {
    #[serde(flatten)]
    card: EventCard,
    description: String,
}

#[derive(Serialize)]
struct BoothView {
    number: String,
    producer: String,
    producer_url: Option<String>,
    products: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    title: String,
    url: String,
}

/// `/su-kien/{slug}` and `/en/events/{slug}`.
pub async fn show(visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let edition = visit.edition.clone();
    let locale = visit.locale;
    let Some(event) = edition.event_by_slug(&slug) else {
        return Err(missing(&visit, OwnerKind::Event, &slug, urls::event));
    };
    let booths = events::booths(&visit.state.services.db, event.id).await?;
    let plan = BoothPlan::of(&booths);
    let booths = booths
        .into_iter()
        .map(|booth| {
            let producer = booth.producer_id.and_then(|id| edition.producer(id));
            BoothView {
                number: booth.number,
                producer: producer
                    .map(|producer| producer.name(locale).0.to_owned())
                    .or(booth.name)
                    .unwrap_or_default(),
                producer_url: producer.map(|producer| urls::producer(locale, &producer.slug)),
                products: booth
                    .product_ids
                    .iter()
                    .filter_map(|id| edition.catalogue.by_id(*id))
                    .map(|product| Shown {
                        title: product.name(locale).0.to_owned(),
                        url: urls::product(locale, &product.slug),
                    })
                    .collect(),
            }
        })
        .collect();
    let mut others: Vec<_> = edition.events().filter(|other| other.id != event.id).collect();
    others.sort_by_key(|other| {
        (
            other.commune_id != event.commune_id,
            Reverse(other.starts_on),
            other.id,
        )
    });
    let page = EventPage {
        event: EventView {
            card: EventCard::new(&visit, event),
            description: event.description(locale).to_owned(),
        },
        booths,
        plan,
        near_url: event.at.map(|at| {
            let near = format!("{},{}", at.lat(), at.lon());
            format!(
                "{}{}",
                urls::fixed(locale, "map"),
                urls::query(&[("near", &near)])
            )
        }),
        more: others
            .into_iter()
            .take(3)
            .map(|other| EventCard::new(&visit, other))
            .collect(),
    };
    let (title, _) = event.name(locale);
    let mut meta = Meta::new(
        title,
        urls::event(Locale::Vi, &event.slug),
        urls::event(Locale::En, &event.slug),
    )
    .told_in(locale, event.speaks(locale))
    .about(event.description(locale))
    .under(locale, visit.text("nav.home"), "home")
    .under(locale, visit.text("nav.events"), "events");
    meta.picture = Some(urls::social_picture(locale, OwnerKind::Event, &event.slug));
    meta.json_ld.extend(structured_data::event(&visit, event));
    visit.page("storefront/event.html", meta, &page)
}
