//! One request as handlers see it: its language, the edition that was current when it came, and the
//! way to answer with a page.

use std::cell::Cell;
use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::Locale;
use serde::Serialize;

use super::failure::Failure;
use super::params::Params;
use super::site::{Meta, Site};
use super::state::State;
use super::urls;
use domain::edition::Edition;
use domain::imprint::Particulars;
use foundation::kernel::error::Error;

/// How long an answer holds that says what is open now.
const FRESH: TimeDelta = TimeDelta::seconds(30);

/// Marks an answer that is the same for every anonymous visitor, with the edition it was made from.
#[derive(Clone, Copy, Debug)]
pub struct Shared {
    /// Number of the edition.
    pub edition: u64,
    /// When it stops being true within the edition: a door opens or closes.
    pub until: Option<DateTime<Utc>>,
}

/// Marks an answer as the page of a product: whoever gets it has looked at the product.
#[derive(Clone, Copy, Debug)]
pub struct Viewed {
    /// The product.
    pub product: i64,
    /// The day of the edition the page was made from, which is the day of every view of it.
    pub day: NaiveDate,
}

/// A request.
pub struct Visit {
    /// What handlers may reach.
    pub state: web::Data<State>,
    /// The language of the address.
    pub locale: Locale,
    /// The public content.
    pub edition: Arc<Edition>,
    /// Its path.
    pub path: String,
    /// Its query.
    pub params: Params,
    serial: u64,
    until: Cell<Option<DateTime<Utc>>>,
}

impl Visit {
    /// A text in the visit's language.
    pub fn text(&self, key: &str) -> String {
        self.state.views.texts().text(self.locale, key, &[])
    }

    /// A text with arguments.
    pub fn text_with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.state.views.texts().text(self.locale, key, arguments)
    }

    /// A page that every anonymous visitor sees alike: it may be kept.
    pub fn page(&self, template: &str, meta: Meta, page: &impl Serialize) -> Result<HttpResponse, Failure> {
        let html = self.html(template, meta, page)?;
        Ok(self.shared("text/html; charset=utf-8", html))
    }

    /// The same of a product: its views are counted, those from memory too.
    pub fn product_page(
        &self,
        template: &str,
        meta: Meta,
        page: &impl Serialize,
        product: i64,
    ) -> Result<HttpResponse, Failure> {
        let mut response = self.page(template, meta, page)?;
        let day = self.edition.day;
        response.extensions_mut().insert(Viewed { product, day });
        Ok(response)
    }

    /// A page that is made for one visitor.
    pub fn private_page(
        &self,
        template: &str,
        meta: Meta,
        page: &impl Serialize,
    ) -> Result<HttpResponse, Failure> {
        let html = self.html(template, meta, page)?;
        Ok(HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .body(html))
    }

    /// Says that something on the page changes at a moment: it is kept no longer than that.
    pub fn true_until(&self, moment: DateTime<Utc>) {
        let earlier = self.until.get().is_none_or(|until| moment < until);
        if earlier {
            self.until.set(Some(moment));
        }
    }

    /// A page that says what is open now: kept for half a minute.
    pub fn fresh_page(
        &self,
        template: &str,
        meta: Meta,
        page: &impl Serialize,
    ) -> Result<HttpResponse, Failure> {
        self.true_until(self.state.services.clock.now() + FRESH);
        self.page(template, meta, page)
    }

    /// Any other answer that says what is open now.
    pub fn fresh(&self, content_type: &'static str, body: impl Into<String>) -> HttpResponse {
        self.true_until(self.state.services.clock.now() + FRESH);
        self.shared(content_type, body)
    }

    /// Any other answer that is the same for everybody.
    pub fn shared(&self, content_type: &'static str, body: impl Into<String>) -> HttpResponse {
        let mut response = HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, content_type))
            .body(body.into());
        response.extensions_mut().insert(Shared {
            edition: self.serial,
            until: self.until.get(),
        });
        response
    }

    /// A piece of this edition and language that other pages share; `name` says all else it depends on.
    pub fn kept(&self, name: &str, make: impl FnOnce() -> Result<String, Error>) -> Result<Arc<str>, Error> {
        let name = format!("{}|{}|{name}", self.serial, self.locale.tag());
        self.state.fragments.kept(&name, make)
    }

    fn html(&self, template: &str, meta: Meta, page: &impl Serialize) -> Result<String, Failure> {
        let site = self.site(meta);
        Ok(self.state.views.page(self.locale, template, &site, page)?)
    }

    /// Who runs the site, as of this edition.
    pub fn operator(&self) -> Particulars {
        self.edition
            .imprint
            .particulars(&self.state.services.settings.operator)
    }

    fn site(&self, meta: Meta) -> Site {
        Site::new(&self.state, self.locale, &self.path, &self.edition, meta)
    }
}

impl FromRequest for Visit {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(state) = request.app_data::<web::Data<State>>() else {
            return ready(Err(Failure::Unavailable(
                "the application has no state".to_owned(),
            )));
        };
        // The number first: an edition that comes between the two is then kept under the older one,
        // which nobody asks for any more.
        let serial = state.editions.serial();
        ready(Ok(Self {
            state: state.clone(),
            locale: urls::locale_of(request.path()),
            edition: state.editions.current(),
            path: request.path().to_owned(),
            params: Params::parse(request.query_string()),
            serial,
            until: Cell::new(None),
        }))
    }
}
