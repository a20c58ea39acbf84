//! An invitation as who got it sees it: what it offers, and taking it. It opens nothing for anybody else, and
//! nothing twice.

use actix_web::{HttpResponse, web};
use entity::{Locale, MemberRole};
use serde::Serialize;

use super::desk::PRODUCER;
use commerce::membership::{self, Offer, OfferRefusal};
use domain::producers;
use shell::web::{Failure, Form, Meta, Shopper, urls};

#[derive(Serialize)]
struct InvitationPage {
    form: Form,
    /// `open`, `foreign` or `void`.
    state: &'static str,
    producer: String,
    owner: bool,
    action: String,
}

async fn page(
    shopper: &mut Shopper,
    token: &str,
    found: Result<Offer, OfferRefusal>,
    refused: bool,
) -> Result<HttpResponse, Failure> {
    let visit = &shopper.visit;
    let mut content = InvitationPage {
        form: Form::default(),
        state: "void",
        producer: String::new(),
        owner: false,
        action: urls::studio_at(visit.locale, "invitation", &[token]),
    };
    match found {
        Ok(offer) => {
            let id = offer.producer_id;
            let names = producers::names(&visit.state.services.db, &[id], visit.locale).await?;
            content.state = "open";
            content.producer = names.get(&id).cloned().unwrap_or_default();
            content.owner = offer.role == MemberRole::Owner;
        }
        Err(OfferRefusal::Foreign) => content.state = "foreign",
        Err(OfferRefusal::Void) => {}
    }
    let meta = Meta::new(
        visit.text("people.invitation"),
        urls::studio_at(Locale::Vi, "invitation", &[token]),
        urls::studio_at(Locale::En, "invitation", &[token]),
    );
    if refused {
        shopper.refused("studio/invitation.html", meta, &content)
    } else {
        shopper.page("studio/invitation.html", meta, &content)
    }
}

/// Whether a text can be a token at all.
fn is_token(text: &str) -> bool {
    text.len() <= 100
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// `GET /nguoi-ban/loi-moi/{token}`
pub(super) async fn show(mut shopper: Shopper, token: web::Path<String>) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    if !is_token(&token) {
        return Err(Failure::NotFound);
    }
    let services = shopper.visit.state.services.clone();
    let found = membership::look(&services.db, services.clock.now(), &token, person.id).await?;
    page(&mut shopper, &token, found, false).await
}

/// `POST /nguoi-ban/loi-moi/{token}`: takes it, and opens that producer's desk.
pub(super) async fn accept(mut shopper: Shopper, token: web::Path<String>) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    if !is_token(&token) {
        return Err(Failure::NotFound);
    }
    let services = shopper.visit.state.services.clone();
    match membership::accept(&services.db, services.clock.now(), &token, person.id).await? {
        Ok(producer) => {
            shopper.set_cookie(PRODUCER, &producer.to_string(), None);
            let home = urls::studio(shopper.visit.locale, "home");
            let to = format!("{home}{}", urls::query(&[("done", "joined")]));
            Ok(shopper.see(&to))
        }
        Err(refusal) => page(&mut shopper, &token, Err(refusal), true).await,
    }
}
