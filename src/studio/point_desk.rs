//! Who keeps a sales point, and what all pages about one share. Everything looked up here starts from the places the
//! person keeps: another place is not found.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::NaiveDate;
use entity::Locale;
use serde::Serialize;

use commerce::keeping::{self, Acting, KeepRefusal, Own};
use foundation::kernel::clock::vietnam_day;
use shell::web::{Failure, Form, Meta, Shopper, Visit, urls};

/// The menu of a place: pages in order.
const MENU: [&str; 5] = [
    "point",
    "point_shelf",
    "point_scan",
    "point_hours",
    "point_contact",
];

/// Short words for what was just done, which an address may carry.
const DONE: &[&str] = &[
    "confirmed",
    "known",
    "closed_for",
    "reopened",
    "reported",
    "withdrawn",
    "added",
    "had",
    "removed",
    "out",
    "back",
    "saved",
];

/// Somebody who keeps a place.
pub struct Keeper {
    /// The request.
    pub shopper: Shopper,
    /// Who.
    pub user: i64,
    /// The same as the audit writes it: `user:7`.
    pub actor: String,
}

impl FromRequest for Keeper {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let shopper = Shopper::from_request(request, payload);
        Box::pin(async move {
            let shopper = shopper.await?;
            let person = shopper.signed_in()?;
            if person.places.is_empty() {
                return Err(Failure::NotFound);
            }
            Ok(Self {
                user: person.id,
                actor: format!("user:{}", person.id),
                shopper,
            })
        })
    }
}

impl Keeper {
    /// The request.
    pub fn visit(&self) -> &Visit {
        &self.shopper.visit
    }

    /// Today in Vietnam, by the site's clock.
    pub fn today(&self) -> NaiveDate {
        vietnam_day(self.visit().state.services.clock.now())
    }

    /// All places the person keeps.
    pub async fn places(&self) -> Result<Vec<Own>, Failure> {
        Ok(keeping::own(&self.visit().state.services.db, self.user).await?)
    }

    /// One of them, with the others.
    pub async fn place(&self, slug: &str) -> Result<Point, Failure> {
        let mut others = self.places().await?;
        let at = others
            .iter()
            .position(|own| own.row.slug == slug)
            .ok_or(Failure::NotFound)?;
        let own = others.remove(at);
        Ok(Point { own, others })
    }

    /// The person acting on a place.
    pub fn acting(&self, point: &Point) -> Acting<'_> {
        Acting {
            place_id: point.own.row.id,
            user_id: self.user,
            actor: &self.actor,
        }
    }

    /// After something was done: this process shows it at once, and the next page says it.
    pub async fn done(&mut self, key: &str, point: &Point, done: &str) -> Result<HttpResponse, Failure> {
        self.visit().state.editions.refresh().await?;
        let to = urls::studio_at(self.visit().locale, key, &[&point.own.row.slug]);
        let to = format!("{to}{}", urls::query(&[("done", done)]));
        Ok(self.shopper.see(&to))
    }
}

/// A place, and the other ones of whoever keeps it.
pub struct Point {
    /// The place.
    pub own: Own,
    others: Vec<Own>,
}

/// A refusal in words. What is not there is no refusal but a page that is not found.
pub fn words(visit: &Visit, refusal: KeepRefusal) -> Result<String, Failure> {
    Ok(match refusal {
        KeepRefusal::Missing => return Err(Failure::NotFound),
        KeepRefusal::Changed => visit.text("point.refused_changed"),
        KeepRefusal::Closed => visit.text("point.refused_closed"),
        KeepRefusal::Waits => visit.text("point.refused_waits"),
        KeepRefusal::Full => visit.text("point.refused_full"),
        KeepRefusal::NotPublic => visit.text("point.refused_hidden"),
        KeepRefusal::Days => visit.text("point.refused_days"),
    })
}

#[derive(Serialize)]
struct MenuItem {
    key: &'static str,
    url: String,
    current: bool,
}

#[derive(Serialize)]
struct Link {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct Framed<'a, T: Serialize> {
    menu: Vec<MenuItem>,
    /// Name of the place; empty on the list of places.
    place: String,
    /// Its page, while the public finds one.
    public: Option<String>,
    others: Vec<Link>,
    /// The producer's desk, for who has one besides.
    studio: Option<String>,
    form: &'a Form,
    done: Option<String>,
    #[serde(flatten)]
    page: &'a T,
}

/// A page about a place, or about all of them where there is none; status 422 when its form was refused. `key` is
/// its entry in the table of addresses.
pub fn page(
    keeper: &mut Keeper,
    point: Option<&Point>,
    (template, key): (&str, &str),
    title: String,
    form: &Form,
    page: &impl Serialize,
) -> Result<HttpResponse, Failure> {
    let slug = point.map_or("", |point| point.own.row.slug.as_str());
    let meta = Meta::new(
        title,
        urls::studio_at(Locale::Vi, key, &[slug]),
        urls::studio_at(Locale::En, key, &[slug]),
    );
    let visit = &keeper.shopper.visit;
    let locale = visit.locale;
    let menu = |point: &Point| {
        MENU.map(|item| MenuItem {
            key: item,
            url: urls::studio_at(locale, item, &[&point.own.row.slug]),
            current: item == key,
        })
    };
    let others = point.map_or(&[][..], |point| point.others.as_slice());
    let sells = keeper
        .shopper
        .person
        .as_ref()
        .is_some_and(|person| !person.producers.is_empty());
    let framed = Framed {
        menu: point.map(|point| menu(point).into()).unwrap_or_default(),
        place: point.map_or_else(String::new, |point| point.own.name(locale).to_owned()),
        public: point
            .filter(|point| point.own.is_public())
            .map(|point| urls::sales_point(locale, &point.own.row.slug)),
        others: others
            .iter()
            .map(|own| Link {
                name: own.name(locale).to_owned(),
                url: urls::studio_at(locale, "point", &[&own.row.slug]),
            })
            .collect(),
        studio: sells.then(|| urls::studio(locale, "home")),
        form,
        done: visit
            .params
            .get("done")
            .filter(|key| DONE.contains(key))
            .map(|key| visit.text(&format!("point.done_{key}"))),
        page,
    };
    if form.is_fine() {
        keeper.shopper.page(template, meta, &framed)
    } else {
        keeper.shopper.refused(template, meta, &framed)
    }
}
