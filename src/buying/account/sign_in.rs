//! Coming in and going out.

use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use serde::Serialize;

use super::frame::{cart_hash, client, ground, next, page, require, words};
use commerce::accounts::demo;
use commerce::accounts::second_factor::demanded;
use commerce::accounts::sign_in::{self, Entered, Opened};
use commerce::accounts::{Refusal, person, sessions};
use foundation::config::Mode;
use shell::web::shopper::{CART, DEVICE, SESSION};
use shell::web::{Failure, Form, Shopper, urls};

/// The cookie of somebody who has shown the password and not the code.
pub(super) const TICKET: &str = "ticket";
/// How long that is good for; the ticket itself says so too.
const TICKET_LIFE: Duration = Duration::minutes(10);
const SESSION_LIFE: Duration = Duration::days(30);
const DEVICE_LIFE: Duration = Duration::days(365);

#[derive(Serialize)]
struct SignInPage {
    next: String,
    register_url: String,
    recover_url: &'static str,
    demo: Option<Demo>,
}

/// The people of the try-out, who are named in demonstration mode only.
#[derive(Serialize)]
struct Demo {
    people: Vec<&'static str>,
    password: String,
}

fn form_page(shopper: &mut Shopper, mut form: Form, next: &str) -> Result<HttpResponse, Failure> {
    form.forget("password");
    let visit = &shopper.visit;
    let settings = &visit.state.services.settings;
    let demo = (settings.mode == Mode::Demo).then(|| Demo {
        people: demo::PEOPLE.iter().map(|person| person.email).collect(),
        password: settings.demo_password.clone(),
    });
    let own = |key| urls::own(visit.locale, key);
    let content = SignInPage {
        next: next.to_owned(),
        register_url: format!("{}{}", own("register"), urls::query(&[("next", next)])),
        recover_url: own("recover"),
        demo,
    };
    page(shopper, ("sign_in", "sign_in"), &form, &content)
}

/// The path in `next`, as it was given, if it leads somewhere on this site.
fn asked(typed: &str) -> String {
    urls::local(typed).unwrap_or_default()
}

/// `GET /dang-nhap`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let asked = asked(shopper.visit.params.get("next").unwrap_or_default());
    if shopper.person.is_some() {
        let to = next(&shopper.visit, &asked);
        return Ok(shopper.see(&to));
    }
    form_page(&mut shopper, Form::default(), &asked)
}

/// `POST /dang-nhap`
pub(super) async fn create(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let asked = asked(form.get("next"));
    require(&shopper.visit, &mut form, &["login"]);
    if form.raw("password").is_empty() {
        form.refuse("password", shopper.visit.text("form.required"));
    }
    if !form.is_fine() {
        return form_page(&mut shopper, form, &asked);
    }
    let cart = cart_hash(&shopper);
    let client = client(&shopper, cart.as_deref());
    let login = form.get("login").to_owned();
    let answer = sign_in::sign_in(ground(&shopper), client, &login, form.raw("password")).await?;
    match answer {
        Ok(Entered::In(opened)) => enter(&mut shopper, &opened, &asked).await,
        Ok(Entered::SecondFactor(ticket)) => {
            shopper.set_cookie(TICKET, &ticket, Some(TICKET_LIFE));
            let path = urls::own(shopper.visit.locale, "second_factor");
            let to = format!("{path}{}", urls::query(&[("next", &asked)]));
            Ok(shopper.see(&to))
        }
        Err(refusal) => {
            let visit = &shopper.visit;
            let text = match refusal {
                Refusal::Wrong => visit.text("account.refused_wrong"),
                other => words(visit, other),
            };
            form.refuse("login", text);
            form_page(&mut shopper, form, &asked)
        }
    }
}

/// The answer to somebody who is in: the cookies, and where to go.
pub(super) async fn enter(
    shopper: &mut Shopper,
    opened: &Opened,
    asked: &str,
) -> Result<HttpResponse, Failure> {
    shopper.set_cookie(SESSION, &opened.session, Some(SESSION_LIFE));
    shopper.set_cookie(DEVICE, &opened.device, Some(DEVICE_LIFE));
    if !shopper.cookie(TICKET).is_empty() {
        shopper.drop_cookie(TICKET);
    }
    if shopper.cart_token.is_some() {
        shopper.drop_cookie(CART);
    }
    let services = &shopper.visit.state.services;
    let production = services.settings.mode == Mode::Production;
    let person = person(&services.db, opened.user_id).await?;
    let to = if person.is_some_and(|person| demanded(&person, production)) {
        urls::own(shopper.visit.locale, "account_security").to_owned()
    } else {
        next(&shopper.visit, asked)
    };
    Ok(shopper.see(&to))
}

/// `POST /dang-xuat`
pub(super) async fn destroy(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let token = shopper.cookie(SESSION).to_owned();
    if !token.is_empty() {
        sessions::close(&shopper.visit.state.services.db, &token).await?;
        shopper.drop_cookie(SESSION);
    }
    let home = urls::fixed(shopper.visit.locale, "home");
    Ok(shopper.see(home))
}
