//! How far a product travels and how much of it can be made in a week: a small form below its packs.

use actix_web::{HttpResponse, web};
use entity::DeliveryReach;
use serde::Serialize;

use super::desk::OwnersDesk;
use super::listings::{at, done, editor, own, words};
use super::variants::refused;
use domain::listings::{self, MOST_A_WEEK, Terms};
use shell::web::{Failure, Form, Visit};

/// The terms of a product as its form shows them.
#[derive(Serialize)]
pub(super) struct TermsView {
    reaches: Vec<Reach>,
    capacity: String,
    act: String,
}

#[derive(Serialize)]
struct Reach {
    value: &'static str,
    label: String,
    chosen: bool,
}

/// The terms of a product: what was typed, or else what is kept.
pub(super) async fn terms_of(visit: &Visit, product: i64, form: &Form) -> Result<TermsView, Failure> {
    let terms = listings::terms(&visit.state.services.db, product).await?;
    let typed = form.some("reach").and_then(DeliveryReach::parse);
    let reach = typed.unwrap_or(terms.reach);
    let kept = terms.weekly_capacity.map(|pieces| pieces.to_string());
    let capacity = if form.pairs().any(|(name, _)| name == "capacity") {
        form.get("capacity").to_owned()
    } else {
        kept.unwrap_or_default()
    };
    Ok(TermsView {
        reaches: DeliveryReach::ALL
            .into_iter()
            .map(|one| Reach {
                value: one.word(),
                label: visit.text(&format!("terms.reach_{}", one.word())),
                chosen: one == reach,
            })
            .collect(),
        capacity,
        act: at(visit.locale, "terms", product),
    })
}

/// `POST /nguoi-ban/san-pham/{id}/giao-hang`
pub async fn update(
    desk: OwnersDesk,
    id: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let visit = &desk.shopper.visit;
    let services = visit.state.services.clone();
    let reach = DeliveryReach::parse(form.get("reach"));
    if reach.is_none() {
        form.refuse("reach", visit.text("terms.choose"));
    }
    let pieces = super::typed::number(visit, &mut form, "capacity", MOST_A_WEEK);
    if pieces == Some(0) {
        form.refuse("capacity", visit.text("terms.not_none"));
    }
    let (Some(reach), true) = (reach, form.is_fine()) else {
        return refused(&mut desk, &own, &form).await;
    };
    let wanted = Terms {
        reach,
        weekly_capacity: pieces.and_then(|pieces| i32::try_from(pieces).ok()),
    };
    let now = services.clock.now();
    match listings::save_terms(&services.db, now, editor(&desk), own.id, wanted).await? {
        Ok(()) => {
            let to = done(desk.shopper.visit.locale, "packs", own.id, "saved");
            Ok(desk.shopper.see(&to))
        }
        Err(refusal) => {
            let text = words(&desk.shopper.visit, refusal)?;
            form.refuse("reach", text);
            refused(&mut desk, &own, &form).await
        }
    }
}
