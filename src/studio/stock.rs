//! The producer's shelf: what is there of each pack, counted one by one.

use actix_web::HttpResponse;
use serde::Serialize;

use super::desk::Desk;
use super::{frame, words};
use domain::inventory::{self, Shelf, ShelfRefusal};
use shell::web::{Failure, Form, Visit, units, urls};

/// Packs on the page.
const MOST: i64 = 500;
/// Characters of a reason.
const LONGEST: usize = 200;
/// Pieces one may have: more than any house holds.
const MOST_PIECES: i64 = 10_000_000;

#[derive(Serialize)]
struct ShelfView {
    id: i64,
    name: String,
    pack: String,
    sku: String,
    on_hand: i64,
    reserved: i64,
    free: i64,
    low: bool,
    made_to_order: bool,
    demo: bool,
}

#[derive(Serialize)]
struct StockPage {
    shelves: Vec<ShelfView>,
    low: usize,
    only_low: bool,
    all_url: String,
    low_url: String,
    made_url: String,
    /// The pack whose form was refused.
    refused: Option<i64>,
}

fn view(visit: &Visit, shelf: Shelf) -> ShelfView {
    ShelfView {
        id: shelf.variant_id,
        pack: units::spoken(visit, shelf.pack.as_deref().unwrap_or(&shelf.unit)),
        free: shelf.free(),
        low: shelf.is_low(),
        name: shelf.name,
        sku: shelf.sku,
        on_hand: shelf.on_hand,
        reserved: shelf.reserved,
        made_to_order: shelf.made_to_order,
        demo: shelf.demo,
    }
}

async fn shown(desk: &mut Desk, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let db = &visit.state.services.db;
    let shelves = inventory::shelves(db, desk.producer, visit.locale, MOST).await?;
    let refused = form.number("variant").filter(|_| !form.is_fine());
    let only_low = visit.params.ticked("low");
    let list = urls::studio(visit.locale, "stock");
    let page = StockPage {
        low: shelves.iter().filter(|shelf| shelf.is_low()).count(),
        shelves: shelves
            .into_iter()
            .filter(|shelf| !only_low || shelf.is_low() || Some(shelf.variant_id) == refused)
            .map(|shelf| view(visit, shelf))
            .collect(),
        only_low,
        low_url: format!("{list}{}", urls::query(&[("low", "1")])),
        all_url: list,
        made_url: urls::studio(visit.locale, "stock_made"),
        refused,
    };
    let title = visit.text("desk_orders.stock_title");
    frame::page(
        desk,
        ("studio/stock.html", "stock", &[], "stock"),
        title,
        form,
        &page,
    )
    .await
}

/// `GET /nguoi-ban/kho`
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    shown(&mut desk, &Form::default()).await
}

/// Refuses beside the field of the pack that the form is about.
fn refuse(visit: &Visit, form: &mut Form, variant: i64, refusal: ShelfRefusal) -> Result<(), Failure> {
    let typed = form.number("pieces").unwrap_or_default();
    let text = match refusal {
        ShelfRefusal::NotThere => return Err(Failure::NotFound),
        ShelfRefusal::Negative => visit.text("desk_orders.bad_pieces"),
        // Somebody bought in the same moment.
        ShelfRefusal::Promised(promised) if promised <= typed => visit.text("desk_orders.count_again"),
        ShelfRefusal::Promised(promised) => {
            let short = (promised - typed).to_string();
            let promised = promised.to_string();
            visit.text_with(
                "desk_orders.promised_more",
                &[("count", &promised), ("short", &short)],
            )
        }
        ShelfRefusal::Changed(on_hand) => {
            visit.text_with("desk_orders.count_changed", &[("count", &on_hand.to_string())])
        }
    };
    form.refuse(&format!("pieces-{variant}"), text);
    Ok(())
}

/// `POST /nguoi-ban/kho`: so many pieces of a pack are there.
pub async fn count(mut desk: Desk, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = desk.shopper.visit.state.services.clone();
    let variant = form.number("variant").ok_or(Failure::NotFound)?;
    let reason: String = form.get("reason").chars().take(LONGEST).collect();
    let pieces = form.number("pieces").filter(|pieces| *pieces <= MOST_PIECES);
    let Some(pieces) = pieces else {
        // Somebody else's pack is none, whatever was typed.
        let own = inventory::shelves(&services.db, desk.producer, desk.shopper.visit.locale, MOST).await?;
        if !own.iter().any(|shelf| shelf.variant_id == variant) {
            return Err(Failure::NotFound);
        }
        let text = desk.shopper.visit.text("desk_orders.bad_pieces");
        form.refuse(&format!("pieces-{variant}"), text);
        return shown(&mut desk, &form).await;
    };
    let outcome = inventory::recount(
        &services.db,
        services.clock.now(),
        (desk.producer, variant),
        (pieces, form.number("seen")),
        (&reason, &desk.actor),
    )
    .await?;
    match outcome {
        Ok(()) => {
            let to = words::told(desk.shopper.visit.locale, "stock", &[], "counted");
            Ok(desk.shopper.see(&format!("{to}#pack-{variant}")))
        }
        Err(refusal) => {
            refuse(&desk.shopper.visit, &mut form, variant, refusal)?;
            shown(&mut desk, &form).await
        }
    }
}

/// `POST /nguoi-ban/kho/lam-theo-don`: sold without counting, or counted again.
pub async fn made_to_order(mut desk: Desk, form: Form) -> Result<HttpResponse, Failure> {
    let services = desk.shopper.visit.state.services.clone();
    let variant = form.number("variant").ok_or(Failure::NotFound)?;
    let made = form.ticked("made");
    let ids = (desk.producer, variant);
    let now = services.clock.now();
    match inventory::make_to_order(&services.db, now, ids, made, &desk.actor).await? {
        Ok(()) => {
            let to = words::told(desk.shopper.visit.locale, "stock", &[], "saved");
            Ok(desk.shopper.see(&format!("{to}#pack-{variant}")))
        }
        Err(_) => Err(Failure::NotFound),
    }
}
