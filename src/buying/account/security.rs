//! Where somebody is signed in, and how it is kept safe.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{day, ground, page, told};
use commerce::accounts::password::SHORTEST;
use commerce::accounts::{Person, second_factor, sessions};
use shell::web::{Failure, Form, Shopper, urls};

#[derive(Serialize)]
struct SecurityPage {
    sessions: Vec<SessionView>,
    shortest: usize,
    email: Option<String>,
    factor: bool,
    codes_left: u64,
    demanded: bool,
}

#[derive(Serialize)]
struct SessionView {
    id: i64,
    browser: String,
    network: String,
    since: String,
    seen: String,
    this: bool,
}

/// What a browser calls itself, in two words: program and system.
fn browser(agent: &str) -> String {
    let program = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("coc_coc", "Cốc Cốc"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let system = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |table: &[(&str, &'static str)]| {
        table
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(&program), find(&system)) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}

/// The page, with what was typed into one of its forms; no password comes back.
pub(super) async fn form_page(
    shopper: &mut Shopper,
    person: &Person,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    for name in [
        "old_password",
        "new_password",
        "email_password",
        "factor_password",
    ] {
        form.forget(name);
    }
    let ground = ground(shopper);
    let this = shopper.session.as_ref().map(|session| session.id);
    let list = sessions::of_person(ground.db, ground.now, person.id).await?;
    let content = SecurityPage {
        sessions: list
            .into_iter()
            .map(|session| SessionView {
                this: this == Some(session.id),
                id: session.id,
                browser: browser(&session.agent),
                network: session.address,
                since: day(&shopper.visit, session.created_at),
                seen: day(&shopper.visit, session.seen_at),
            })
            .collect(),
        shortest: SHORTEST,
        email: person.email.clone(),
        factor: person.second_factor,
        codes_left: second_factor::codes_left(ground.db, person.id).await?,
        demanded: shopper.lacks_factor,
    };
    page(shopper, ("security", "account_security"), &form, &content)
}

/// `GET /tai-khoan/bao-mat`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    form_page(&mut shopper, &person, Form::default()).await
}

/// `POST /tai-khoan/bao-mat/phien`: ends one of one's own sessions, or all but this one.
pub(super) async fn destroy(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let person = shopper.signed_in_or(urls::own(locale, "account_security"))?;
    let this = shopper.session.as_ref().map(|session| session.id);
    let db = &shopper.visit.state.services.db;
    if form.get("id") == "all" {
        sessions::revoke(db, person.id, None, this).await?;
    } else {
        let id = form.number("id").ok_or(Failure::NotFound)?;
        if sessions::revoke(db, person.id, Some(id), None).await? == 0 {
            return Err(Failure::NotFound);
        }
    }
    let to = told(locale, "account_security", "sessions");
    Ok(shopper.see(&to))
}
