//! The page of a purchase: for whoever holds its token, and for the person whose it is. Anybody else finds
//! nothing there.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::cart_view::Notice;
use super::order_view;
use commerce::checkout::{self, BeginRefusal, By, CancelRefusal};
use commerce::orders::{self, PurchaseView};
use commerce::{cart, goods};
use entity::{PaymentStatus, parse_phone};
use foundation::mail;
use shell::web::{Failure, Form, Meta, Shopper, urls};

const TEMPLATE: &str = "buying/order.html";

/// The most that is looked at when somebody comes back from paying: the payments of one purchase.
async fn come_back(shopper: &Shopper, view: &PurchaseView) -> Result<(), Failure> {
    let services = &shopper.visit.state.services;
    let Some(cards) = services.cards.as_deref() else {
        return Ok(());
    };
    let payments = view.orders.iter().filter_map(|part| part.payment.as_ref());
    let waiting = payments
        .map(|(payment, _)| payment)
        .find(|payment| payment.status == PaymentStatus::Pending);
    if let Some(payment) = waiting {
        let seen = checkout::returned(&services.db, services.clock.now(), cards, payment.id).await;
        if let Err(error) = seen {
            // The notice or the reconciliation tells it later: nothing hangs on the browser coming back.
            tracing::warn!(error = ?error, "a card page could not be looked at");
        }
    }
    Ok(())
}

/// The purchase with a number, if the asker may see it, with the token that opens it.
pub(super) async fn open(
    shopper: &Shopper,
    number: &str,
    token: &str,
) -> Result<(PurchaseView, String), Failure> {
    let services = &shopper.visit.state.services;
    let Some(view) = orders::purchase(&services.db, number).await? else {
        return Err(Failure::NotFound);
    };
    let purchase = &view.purchase;
    let own = shopper
        .person
        .as_ref()
        .is_some_and(|person| purchase.user_id == Some(person.id));
    if !own && !checkout::order_token(&services.secrets, &purchase.number, token) {
        return Err(Failure::NotFound);
    }
    let token = checkout::purchase_token(&services.secrets, &purchase.number)?;
    Ok((view, token))
}

async fn shown(
    shopper: &mut Shopper,
    view: &PurchaseView,
    token: &str,
    notice: Option<Notice>,
    refused: bool,
) -> Result<HttpResponse, Failure> {
    let gazetteer = shopper.visit.state.gazetteer().await?;
    let commune = view
        .purchase
        .commune_id
        .and_then(|id| gazetteer.commune(id))
        .map(|commune| commune.name.clone());
    let ids: Vec<i64> = view.orders.iter().map(|part| part.order.id).collect();
    let returns = orders::returns_of(&shopper.visit.state.services.db, &ids).await?;
    let page = order_view::page(&shopper.visit, view, &returns, token, commune, notice);
    let meta = order_view::meta(&shopper.visit, &view.purchase.number);
    if refused {
        shopper.refused(TEMPLATE, meta, &page)
    } else {
        shopper.page(TEMPLATE, meta, &page)
    }
}

/// `GET /don-hang/{number}?t=…`.
pub async fn show(mut shopper: Shopper, number: web::Path<String>) -> Result<HttpResponse, Failure> {
    let token = shopper.visit.params.get("t").unwrap_or_default().to_owned();
    let (mut view, token) = open(&shopper, &number, &token).await?;
    if shopper.visit.params.get("card").is_some() {
        come_back(&shopper, &view).await?;
        (view, _) = open(&shopper, &number, &token).await?;
    }
    let notice = match shopper.visit.params.get("ok") {
        Some("cancelled") => Some(Notice::good(shopper.visit.text("order.cancelled_now"))),
        Some("returned") => Some(Notice::good(shopper.visit.text("order.return_asked"))),
        _ => None,
    };
    shown(&mut shopper, &view, &token, notice, false).await
}

/// `POST /don-hang/{number}/huy`: calls one order off, while a buyer may.
pub async fn cancel(
    mut shopper: Shopper,
    number: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let (view, token) = open(&shopper, &number, form.get("t")).await?;
    let number = orders::number::parse(&number).ok_or(Failure::NotFound)?;
    let Some(part) = view.orders.iter().find(|part| part.order.number == number) else {
        return Err(Failure::NotFound);
    };
    let services = shopper.visit.state.services.clone();
    let reason: String = form.get("reason").chars().take(300).collect();
    let reason = Some(reason.as_str()).filter(|reason| !reason.is_empty());
    let outcome = checkout::cancel(
        &services.db,
        services.clock.now(),
        part.order.id,
        By::Buyer,
        ("buyer", reason),
    )
    .await?;
    match outcome {
        Ok(()) => {
            let path = urls::order(shopper.visit.locale, &view.purchase.number);
            let query = urls::query(&[("t", &token), ("ok", "cancelled")]);
            Ok(shopper.see(&format!("{path}{query}")))
        }
        Err(CancelRefusal::StandsAt(status)) => {
            let stands = shopper.visit.text(&format!("order.status_{}", status.word()));
            let words = shopper
                .visit
                .text_with("order.too_late_to_cancel", &[("name", &stands)]);
            let (view, token) = open(&shopper, &view.purchase.number, &token).await?;
            shown(&mut shopper, &view, &token, Some(Notice::bad(words)), true).await
        }
    }
}

/// `POST /don-hang/{number}/thanh-toan`: to the card company's page, made now or made before.
pub async fn pay(
    mut shopper: Shopper,
    number: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let (view, token) = open(&shopper, &number, form.get("t")).await?;
    let payment = view.orders.first().and_then(|part| part.payment.as_ref());
    let services = shopper.visit.state.services.clone();
    let (Some((payment, _)), Some(cards)) = (payment, services.cards.as_deref()) else {
        return Err(Failure::NotFound);
    };
    let back = urls::order(shopper.visit.locale, &view.purchase.number);
    let to = |card| {
        let query = urls::query(&[("t", &token), ("card", card)]);
        format!("{}{back}{query}", services.origin)
    };
    let urls = checkout::ReturnUrls {
        success: to("paid"),
        cancel: to("not-paid"),
    };
    match checkout::begin(&services.db, services.clock.now(), cards, payment.id, &urls).await? {
        Ok(page) => Ok(shopper.see(&page)),
        Err(refusal) => {
            let key = match refusal {
                BeginRefusal::NotCard | BeginRefusal::NotWanted(_) => "order.card_not_wanted",
                BeginRefusal::Refused(_) => "order.card_refused",
                BeginRefusal::Away => "order.card_away",
            };
            let notice = Notice::bad(shopper.visit.text(key));
            let (view, token) = open(&shopper, &view.purchase.number, &token).await?;
            shown(&mut shopper, &view, &token, Some(notice), true).await
        }
    }
}

/// `POST /don-hang/{number}/mua-lai`: puts what can still be bought into the cart again.
pub async fn again(
    mut shopper: Shopper,
    number: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let (view, _) = open(&shopper, &number, form.get("t")).await?;
    let owner = shopper.cart_owner()?;
    let services = shopper.visit.state.services.clone();
    for line in view.orders.iter().flat_map(|part| &part.lines) {
        let Some(variant) = line.variant_id.filter(|_| line.bundle_name.is_none()) else {
            continue;
        };
        let (db, now) = (&services.db, services.clock.now());
        // As many as can be had; what cannot be had at all is left out.
        let free = goods::of_variant(db, variant, line.quantity)
            .await?
            .and_then(|item| item.free());
        let pieces = free.map_or(line.quantity, |free| free.min(line.quantity));
        if pieces > 0 {
            let _ = cart::add(db, now, owner.as_ref(), variant, pieces).await?;
        }
    }
    let cart = urls::own(shopper.visit.locale, "cart");
    Ok(shopper.see(&format!("{cart}?ok=again")))
}

#[derive(Serialize)]
struct LookupPage {
    form: Form,
    sent: bool,
}

/// `GET /don-hang`: for guests who have lost the link.
pub async fn ask(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let page = LookupPage {
        form: Form::default(),
        sent: false,
    };
    let meta = Meta::own(shopper.visit.text("order.lookup_title"), "order_lookup");
    shopper.page("buying/order_lookup.html", meta, &page)
}

/// `POST /don-hang`: sends the link to the address on the order, if number and telephone belong together. The
/// answer is the same either way.
pub async fn find(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let meta = Meta::own(shopper.visit.text("order.lookup_title"), "order_lookup");
    let Ok(phone) = parse_phone(form.get("tel")) else {
        let words = shopper.visit.text("form.bad_phone");
        form.refuse("tel", words);
        let page = LookupPage { form, sent: false };
        return shopper.refused("buying/order_lookup.html", meta, &page);
    };
    let services = shopper.visit.state.services.clone();
    let now = services.clock.now();
    if let Some(view) = orders::purchase(&services.db, form.get("number")).await?
        && view.purchase.phone == phone
    {
        // Once in ten minutes at most, whoever asks.
        let window = now.timestamp() / 600;
        let letters = checkout::purchase_letter(
            view.purchase.email.as_deref(),
            view.purchase.locale,
            view.purchase.id,
        );
        let letters = letters
            .into_iter()
            .map(|letter| mail::Letter {
                key: format!("{}:again:{window}", letter.key),
                ..letter
            })
            .collect();
        mail::put_now(&services.db, now, letters).await?;
    }
    let page = LookupPage { form, sent: true };
    shopper.page("buying/order_lookup.html", meta, &page)
}
