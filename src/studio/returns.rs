//! Goods that buyers want to give back: the producer's answer, the goods that arrive, and the pictures, which are
//! found by way of the producer's own order and never by their name.

use actix_web::{HttpResponse, web};

use super::desk::Desk;
use super::{order, words};
use commerce::checkout::{self, GiveBackTrouble};
use commerce::orders;
use foundation::media::private::Size;
use shell::web::private_pictures;
use shell::web::{Failure, Form};

/// Characters of an answer.
const LONGEST: usize = 1_000;

/// `POST /nguoi-ban/don-hang/{number}/tra-hang`
pub async fn answer(
    mut desk: Desk,
    number: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let found = order::own(&desk, &number).await?;
    let services = desk.shopper.visit.state.services.clone();
    let (db, now, id) = (&services.db, services.clock.now(), found.view.order.id);
    let said: String = form.raw("answer").trim().chars().take(LONGEST).collect();
    let (outcome, done) = match form.get("say") {
        "yes" | "no" => {
            let yes = form.get("say") == "yes";
            let outcome = checkout::answer_return(db, now, id, (yes, &said), &desk.actor).await?;
            (outcome, "answered")
        }
        "arrived" => {
            let outcome = checkout::return_arrived(db, now, id, &desk.actor).await?;
            (outcome, "arrived")
        }
        _ => {
            form.refuse("answer", desk.shopper.visit.text("form.required"));
            return order::shown(&mut desk, &found, form).await;
        }
    };
    let visit = &desk.shopper.visit;
    let refusal = match outcome {
        Ok(()) => {
            let number = found.view.order.number.as_str();
            let to = words::told(visit.locale, "order", &[number], done);
            return Ok(desk.shopper.see(&to));
        }
        Err(GiveBackTrouble::NoReason) => visit.text("desk_orders.answer_needed"),
        Err(GiveBackTrouble::Answered) => visit.text("desk_orders.answered_before"),
        Err(GiveBackTrouble::StandsAt(status)) => {
            let name = visit.text(&format!("order.status_{}", status.word()));
            visit.text_with("desk_orders.stands_at", &[("name", &name)])
        }
    };
    form.refuse("answer", refusal);
    let found = order::own(&desk, &number).await?;
    order::shown(&mut desk, &found, form).await
}

/// `GET /nguoi-ban/don-hang/{number}/tra-hang/{picture}`, with `size=small` as it stands on the order's page.
pub async fn picture(mut desk: Desk, asked: web::Path<(String, String)>) -> Result<HttpResponse, Failure> {
    let (number, picture) = asked.into_inner();
    let found = order::own(&desk, &number).await?;
    let id: i64 = picture.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = desk.shopper.visit.state.services.clone();
    let row = orders::picture_of(&services.db, found.view.order.id, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let size = match desk.shopper.visit.params.get("size") {
        Some("small") => Size::Small,
        _ => Size::Large,
    };
    let called = format!("{}-{id}", found.view.order.number);
    let response = private_pictures::show(&services, &row.key, size, &called).await?;
    Ok(desk.shopper.answer(response))
}
