//! Moving an order on: one form a step, the same from the list and from the order's page.

use actix_web::{HttpResponse, web};

use super::desk::Desk;
use super::{order, words};
use commerce::checkout::{self, By, CancelRefusal, FulfilRefusal, Step};
use commerce::orders::Tab;
use entity::OrderStatus;
use shell::web::{Failure, Form, urls};

/// Characters of a reason, a carrier and its number.
const LONGEST_REASON: usize = 300;
const LONGEST_NAME: usize = 60;

/// What the form asks for.
fn asked(form: &Form) -> Option<Step> {
    let said = |name| {
        form.some(name)
            .map(|text| text.chars().take(LONGEST_NAME).collect())
    };
    match form.get("step") {
        "confirm" => Some(Step::Confirm),
        "pack" => Some(Step::Pack),
        "ship" => Some(Step::Ship {
            carrier: said("carrier"),
            tracking: said("tracking"),
        }),
        "deliver" => Some(Step::Deliver),
        "refuse" => Some(Step::Refuse),
        _ => None,
    }
}

/// Where it goes on: on the list it came from, with the order on top, or on the order's page.
fn onward(desk: &Desk, form: &Form, number: &str, done: &str) -> String {
    let locale = desk.shopper.visit.locale;
    match form.some("from") {
        Some(tab) => {
            let tab = Tab::named(tab).word();
            let query = urls::query(&[("tab", tab), ("just", number), ("done", done)]);
            format!("{}{query}", urls::studio(locale, "orders"))
        }
        None => words::told(locale, "order", &[number], done),
    }
}

/// It stands elsewhere: somebody was faster, or the page was old.
fn stands(desk: &Desk, form: &mut Form, status: OrderStatus) {
    let visit = &desk.shopper.visit;
    let name = visit.text(&format!("order.status_{}", status.word()));
    form.refuse(
        "step",
        visit.text_with("desk_orders.stands_at", &[("name", &name)]),
    );
}

/// `POST /nguoi-ban/don-hang/{number}/buoc`
pub async fn step(
    mut desk: Desk,
    number: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let found = order::own(&desk, &number).await?;
    let Some(step) = asked(&form) else {
        form.refuse("step", desk.shopper.visit.text("desk_orders.no_such_step"));
        return order::shown(&mut desk, &found, form).await;
    };
    let services = desk.shopper.visit.state.services.clone();
    let (id, number) = (found.view.order.id, found.view.order.number.clone());
    let outcome = checkout::fulfil(&services.db, services.clock.now(), id, &step, &desk.actor).await?;
    match outcome {
        Ok(()) => {
            let to = onward(&desk, &form, &number, "step");
            Ok(desk.shopper.see(&to))
        }
        Err(FulfilRefusal::StandsAt(status)) => {
            stands(&desk, &mut form, status);
            let found = order::own(&desk, &number).await?;
            order::shown(&mut desk, &found, form).await
        }
    }
}

/// `POST /nguoi-ban/don-hang/{number}/huy`: the buyer reads the reason, so there has to be one.
pub async fn cancel(
    mut desk: Desk,
    number: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let found = order::own(&desk, &number).await?;
    let reason: String = form.get("reason").chars().take(LONGEST_REASON).collect();
    if reason.is_empty() {
        form.refuse("reason", desk.shopper.visit.text("desk_orders.reason_needed"));
        return order::shown(&mut desk, &found, form).await;
    }
    let services = desk.shopper.visit.state.services.clone();
    let (id, number) = (found.view.order.id, found.view.order.number.clone());
    let why = (desk.actor.as_str(), Some(reason.as_str()));
    let outcome = checkout::cancel(&services.db, services.clock.now(), id, By::Seller, why).await?;
    match outcome {
        Ok(()) => {
            let to = onward(&desk, &form, &number, "cancelled");
            Ok(desk.shopper.see(&to))
        }
        Err(CancelRefusal::StandsAt(status)) => {
            stands(&desk, &mut form, status);
            let found = order::own(&desk, &number).await?;
            order::shown(&mut desk, &found, form).await
        }
    }
}
