//! `/dev/mail`: the messages of a demonstration, which go into a folder and not to people. In production, or
//! with a mail server, these pages do not exist.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use foundation::config::Mode;
use foundation::i18n::format;
use foundation::mail::{Files, Kept};
use shell::web::{Failure, Meta, State, Visit, urls};

/// The HTML of a message is other people's words: it may style itself and show the pictures inside it, nothing
/// else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:; sandbox";

#[derive(Serialize)]
struct Row {
    url: String,
    at: String,
    to: String,
    subject: String,
}

#[derive(Serialize)]
struct List {
    mails: Vec<Row>,
}

#[derive(Serialize)]
struct One {
    key: String,
    at: String,
    from: String,
    to: String,
    subject: String,
    text: String,
    html_url: String,
    list_url: String,
}

fn folder(state: &State) -> Result<&Files, Failure> {
    let services = &state.services;
    services
        .mail
        .files()
        .filter(|_| services.settings.mode == Mode::Demo)
        .ok_or(Failure::NotFound)
}

fn meta(title: String) -> Meta {
    Meta {
        title,
        noindex: true,
        ..Meta::default()
    }
}

/// The newest messages.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let mails = folder(&visit.state)?.list().await?;
    let page = List {
        mails: mails
            .into_iter()
            .map(|kept| Row {
                url: urls::dev_mail(Some(&kept.id)),
                at: format::moment(kept.at, visit.locale),
                to: kept.to,
                subject: kept.subject,
            })
            .collect(),
    };
    visit.private_page("dev/mails.html", meta(visit.text("dev_mail.title")), &page)
}

async fn one(state: &State, id: &str) -> Result<Kept, Failure> {
    folder(state)?.get(id).await.ok_or(Failure::NotFound)
}

/// One message: its headers and its text.
pub async fn show(visit: Visit, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let kept = one(&visit.state, &id).await?;
    let page = One {
        at: format::moment(kept.at, visit.locale),
        html_url: urls::dev_mail_html(&kept.id),
        list_url: urls::dev_mail(None),
        key: kept.key,
        from: kept.from,
        to: kept.to,
        subject: kept.subject.clone(),
        text: kept.text,
    };
    visit.private_page("dev/mail.html", meta(kept.subject), &page)
}

/// The HTML of one message, alone.
pub async fn html(state: web::Data<State>, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let kept = one(&state, &id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(kept.html))
}
