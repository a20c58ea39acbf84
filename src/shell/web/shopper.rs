//! Somebody who does more than read: signed in or not, with a cart or not. Handlers that take a [`Shopper`]
//! answer for one person only: nothing they send may be kept by a cache.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use serde::Serialize;

use super::failure::Failure;
use super::site::Meta;
use super::urls;
use super::visit::Visit;
use commerce::accounts::{Person, second_factor, sessions};
use commerce::cart::{self, Cart, Owner};
use foundation::config::Mode;
use foundation::kernel::secrets::hash;

/// The cookie of a session.
pub const SESSION: &str = "session";
/// The cookie of a browser's cart.
pub const CART: &str = "cart";
/// The cookie by which a browser is known that has signed in before.
pub const DEVICE: &str = "device";

/// How long a cart's cookie lives.
const CART_LIFE: Duration = Duration::days(90);

/// A request of one person.
pub struct Shopper {
    /// The request.
    pub visit: Visit,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The session, where somebody is signed in.
    pub session: Option<sessions::Session>,
    /// Whether a second factor is demanded of them that they have not set up. Until then they have no rights
    /// but those of a buyer.
    pub lacks_factor: bool,
    /// The token of the browser's cart.
    pub cart_token: Option<String>,
    /// What the browser calls itself.
    pub agent: String,
    /// The network the request comes from.
    pub address: String,
    /// The page to come back to after signing in: this one, or for a form the page it was sent from.
    back: String,
    cookies: Vec<(String, String)>,
    set: Vec<Cookie<'static>>,
}

impl Shopper {
    /// Whose cart it is, if there can be one.
    fn owner(&self) -> Option<OwnerOf> {
        match (&self.person, &self.cart_token) {
            (Some(person), _) => Some(OwnerOf::Person(person.id)),
            (None, Some(token)) => Some(OwnerOf::Browser(hash(token))),
            (None, None) => None,
        }
    }

    /// The cart, if there is one.
    pub async fn cart(&self) -> Result<Option<Cart>, Failure> {
        let db = &self.visit.state.services.db;
        match self.owner() {
            Some(owner) => Ok(cart::find(db, owner.as_ref()).await?),
            None => Ok(None),
        }
    }

    /// Whose cart something goes into; a browser without one gets a token.
    pub fn cart_owner(&mut self) -> Result<OwnerOf, Failure> {
        if let Some(owner) = self.owner() {
            return Ok(owner);
        }
        let token = self.visit.state.services.secrets.token()?;
        self.set_cookie(CART, &token, Some(CART_LIFE));
        self.cart_token = Some(token.clone());
        Ok(OwnerOf::Browser(hash(&token)))
    }

    /// The value of a cookie of ours; empty when it is not there.
    pub fn cookie(&self, name: &str) -> &str {
        let name = self.cookie_name(name);
        self.cookies
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }

    /// Sends a cookie with the answer: HttpOnly, of this host only, Secure outside loopback.
    pub fn set_cookie(&mut self, name: &str, value: &str, life: Option<Duration>) {
        let mut cookie = Cookie::build(self.cookie_name(name), value.to_owned())
            .path("/")
            .http_only(true)
            .secure(self.is_secure())
            .same_site(SameSite::Lax)
            .finish();
        cookie.set_max_age(life);
        self.set.push(cookie);
    }

    /// Takes a cookie away with the answer.
    pub fn drop_cookie(&mut self, name: &str) {
        self.set_cookie(name, "", Some(Duration::ZERO));
    }

    fn is_secure(&self) -> bool {
        self.visit.state.services.origin.starts_with("https://")
    }

    /// Browsers hold a name with this prefix to Secure, the whole host and the root path.
    fn cookie_name(&self, name: &str) -> String {
        if self.is_secure() {
            format!("__Host-{name}")
        } else {
            name.to_owned()
        }
    }

    /// A page for this person.
    pub fn page(
        &mut self,
        template: &str,
        mut meta: Meta,
        page: &impl Serialize,
    ) -> Result<HttpResponse, Failure> {
        meta.noindex = true;
        meta.personal = true;
        meta.person = self.person.as_ref().map(|person| person.name.clone());
        let response = self.visit.private_page(template, meta, page)?;
        Ok(self.answer(response))
    }

    /// The page of a form that was refused: the same page with status 422.
    pub fn refused(
        &mut self,
        template: &str,
        meta: Meta,
        page: &impl Serialize,
    ) -> Result<HttpResponse, Failure> {
        let mut response = self.page(template, meta, page)?;
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
        Ok(response)
    }

    /// After something was done: the page to look at next.
    pub fn see(&mut self, path: &str) -> HttpResponse {
        let response = HttpResponse::SeeOther()
            .insert_header((header::LOCATION, path))
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .finish();
        self.answer(response)
    }

    /// Any other answer for this person, with its cookies.
    pub fn answer(&mut self, mut response: HttpResponse) -> HttpResponse {
        for cookie in self.set.drain(..) {
            // Fails only for names and values that are no header, and ours are.
            let _ = response.add_cookie(&cookie);
        }
        response
    }

    /// Who is signed in, or the way to the sign-in page and back. Somebody who must have a second factor and
    /// has none is led to where it is set up.
    pub fn signed_in(&self) -> Result<Person, Failure> {
        self.signed_in_or(&self.back)
    }

    /// Who is signed in, for what is no page of its own: the way back leads to another one.
    pub fn signed_in_or(&self, back: &str) -> Result<Person, Failure> {
        let locale = self.visit.locale;
        let Some(person) = self.person.clone() else {
            let back = urls::query(&[("next", back)]);
            return Err(Failure::SignIn(format!("{}{back}", urls::own(locale, "sign_in"))));
        };
        if self.lacks_factor && !self.visit.path.starts_with(urls::own(locale, "account_security")) {
            return Err(Failure::SignIn(urls::own(locale, "account_security").to_owned()));
        }
        Ok(person)
    }
}

/// The page a form stands on, where a form was sent: it has an address to come back to, what forms are sent to has none.
/// Only its path is taken, so that nobody is led to another site.
fn page_of_form(request: &HttpRequest) -> Option<String> {
    if request.method().is_safe() {
        return None;
    }
    let referer = request.headers().get(header::REFERER)?.to_str().ok()?;
    let page = url::Url::parse(referer).ok()?;
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    (page.authority() == host).then(|| page.path().to_owned())
}

/// Whose cart, owned.
#[derive(Clone, Debug)]
pub enum OwnerOf {
    /// A person's.
    Person(i64),
    /// A browser's, by the hash of its token.
    Browser(String),
}

impl OwnerOf {
    /// As the cart wants it.
    pub fn as_ref(&self) -> Owner<'_> {
        match self {
            Self::Person(id) => Owner::Person(*id),
            Self::Browser(hash) => Owner::Browser(hash),
        }
    }
}

impl FromRequest for Shopper {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let visit = Visit::from_request(request, payload);
        let cookies = request
            .cookies()
            .map(|cookies| {
                cookies
                    .iter()
                    .map(|cookie| (cookie.name().to_owned(), cookie.value().to_owned()))
                    .collect()
            })
            .unwrap_or_default();
        let agent = request
            .headers()
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let address = request
            .app_data::<actix_web::web::Data<super::state::State>>()
            .map(|state| state.front.network(request))
            .unwrap_or_default();
        let sent_from = page_of_form(request);
        Box::pin(async move {
            let visit = visit.await?;
            let mut shopper = Self {
                back: sent_from.unwrap_or_else(|| visit.path.clone()),
                visit,
                person: None,
                session: None,
                lacks_factor: false,
                cart_token: None,
                agent,
                address,
                cookies,
                set: Vec::new(),
            };
            let token = shopper.cookie(SESSION).to_owned();
            if !token.is_empty() {
                let services = &shopper.visit.state.services;
                let production = services.settings.mode == Mode::Production;
                if let Some((session, mut person)) =
                    sessions::find(&services.db, services.clock.now(), &token).await?
                {
                    shopper.lacks_factor = second_factor::demanded(&person, production);
                    if shopper.lacks_factor {
                        person.staff = None;
                        person.producers.clear();
                        person.places.clear();
                    }
                    shopper.session = Some(session);
                    shopper.person = Some(person);
                } else {
                    shopper.drop_cookie(SESSION);
                }
            }
            shopper.cart_token = Some(shopper.cookie(CART).to_owned()).filter(|token| !token.is_empty());
            Ok(shopper)
        })
    }
}
