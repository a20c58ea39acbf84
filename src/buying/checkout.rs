//! The checkout: one page, one submit. The total that was shown comes back with the form and has to hold.

use actix_web::HttpResponse;
use sha2::{Digest as _, Sha256};

use super::cart_view::{self, Notice};
use super::checkout_form::{self as typed, Asked};
use super::checkout_view::{self as view, Parts};
use super::form_key;
use commerce::addresses::Gazetteer;
use commerce::cart::Cart;
use commerce::checkout::{self, PlaceRefusal, Plan, Wish};
use commerce::goods::{self, Item};
use entity::Vnd;
use foundation::i18n::format;
use shell::web::{Failure, Form, Shopper, Visit, urls};

const TEMPLATE: &str = "buying/checkout.html";

/// The cart with its goods, or the way back to the cart when there is nothing to buy.
async fn basket(shopper: &Shopper) -> Result<Option<(Cart, Vec<Item>)>, Failure> {
    let Some(cart) = shopper.cart().await? else {
        return Ok(None);
    };
    let mut items = goods::of_cart(&shopper.visit.state.services.db, cart.id, false).await?;
    let day = shopper.visit.edition.day;
    // What cannot be bought stays in the cart, explained there; the rest can be bought.
    items.retain(|item| item.trouble(day).is_none());
    Ok((!items.is_empty()).then_some((cart, items)))
}

async fn plan<'a>(
    visit: &Visit,
    cart: &Cart,
    items: &'a [Item],
    asked: &Asked,
    with_places: bool,
) -> Result<Plan<'a>, Failure> {
    let services = &visit.state.services;
    Ok(checkout::plan(
        &services.db,
        items,
        &asked.choices,
        asked.target,
        cart.coupon_code.as_deref(),
        (visit.edition.day, with_places),
    )
    .await?)
}

fn parts<'a>(
    shopper: &Shopper,
    form: Form,
    items: &'a [Item],
    plan: &'a Plan<'a>,
    (asked, gazetteer): (&'a Asked, &'a Gazetteer),
    notice: Option<Notice>,
) -> Result<Parts<'a>, Failure> {
    Ok(Parts {
        key: form_key::made(shopper, &form)?,
        form,
        items,
        plan,
        asked,
        gazetteer,
        cards: shopper.visit.state.services.takes_cards(),
        notice,
        signed_in: shopper.person.is_some(),
    })
}

/// `GET /dat-hang`.
pub async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let Some((cart, items)) = basket(&shopper).await? else {
        let path = urls::own(shopper.visit.locale, "cart");
        return Ok(shopper.see(path));
    };
    let gazetteer = shopper.visit.state.gazetteer().await?;
    let form = typed::prefilled(&shopper).await?;
    let asked = typed::read(&form, &gazetteer);
    let plan = plan(&shopper.visit, &cart, &items, &asked, true).await?;
    let parts = parts(&shopper, form, &items, &plan, (&asked, &gazetteer), None)?;
    let page = view::page(&shopper.visit, parts);
    let meta = view::meta(&shopper.visit);
    shopper.page(TEMPLATE, meta, &page)
}

/// `POST /dat-hang/tinh-tien`: the same page with prices for what is typed so far; nothing is judged. Without
/// scripts it is the button "work out the total".
pub async fn preview(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let Some((cart, items)) = basket(&shopper).await? else {
        let path = urls::own(shopper.visit.locale, "cart");
        return Ok(shopper.see(path));
    };
    let gazetteer = shopper.visit.state.gazetteer().await?;
    let asked = typed::read(&form, &gazetteer);
    let plan = plan(&shopper.visit, &cart, &items, &asked, true).await?;
    let parts = parts(&shopper, form, &items, &plan, (&asked, &gazetteer), None)?;
    let page = view::page(&shopper.visit, parts);
    let meta = view::meta(&shopper.visit);
    shopper.page(TEMPLATE, meta, &page)
}

/// `POST /dat-hang`.
pub async fn submit(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let key = form_key::sent(&shopper, &form)?;
    let content = content(&form);
    let services = shopper.visit.state.services.clone();
    if let Some(placed) = checkout::placed_before(&services.db, &key, &content).await? {
        return there(&mut shopper, &placed.number);
    }
    let Some((cart, items)) = basket(&shopper).await? else {
        // The same form may have been sent twice at once, and the other one has just emptied the cart.
        if let Some(placed) = checkout::placed_before(&services.db, &key, &content).await? {
            return there(&mut shopper, &placed.number);
        }
        let path = urls::own(shopper.visit.locale, "cart");
        return Ok(shopper.see(path));
    };
    let gazetteer = shopper.visit.state.gazetteer().await?;
    let asked = typed::read(&form, &gazetteer);
    let plan = plan(&shopper.visit, &cart, &items, &asked, asked.fetches()).await?;
    let user_id = shopper.person.as_ref().map(|person| person.id);
    let buyer = typed::judge(&shopper.visit, &mut form, &asked, &plan, user_id);
    let invoice = typed::invoice(&shopper.visit, &mut form);
    let adults = items.iter().any(Item::for_adults);
    if adults && !form.ticked("adult") {
        form.refuse("adult", shopper.visit.text("checkout.adults_only"));
    }
    let (Some(buyer), Some(method), true) = (buyer, asked.method, form.is_fine()) else {
        let plan = self::plan(&shopper.visit, &cart, &items, &asked, true).await?;
        let parts = parts(&shopper, form, &items, &plan, (&asked, &gazetteer), None)?;
        let page = view::page(&shopper.visit, parts);
        let meta = view::meta(&shopper.visit);
        return shopper.refused(TEMPLATE, meta, &page);
    };
    let wish = Wish {
        cart_id: cart.id,
        key,
        content,
        buyer,
        choices: plan
            .groups
            .iter()
            .map(|group| (group.producer_id, group.choice))
            .collect(),
        target: asked.target,
        method,
        shown_total: Vnd::new(form.number("total").unwrap_or(-1)),
        adult: form.ticked("adult"),
        marketing: form.ticked("marketing"),
        note: typed::note(&form),
        coupon: cart.coupon_code.clone(),
        gift_note: cart.gift_note.clone(),
        invoice,
        cards: services.takes_cards(),
    };
    let now = services.clock.now();
    match checkout::place(&services.db, now, &services.secrets, &wish).await? {
        Ok(placed) => there(&mut shopper, &placed.number),
        Err(refusal) => {
            let notice = Some(refusal_words(&shopper.visit, &mut form, &refusal));
            // What changed is read again, so that the page shows what holds now.
            let items = goods::of_cart(&services.db, cart.id, false).await?;
            let day = shopper.visit.edition.day;
            let items: Vec<Item> = items
                .into_iter()
                .filter(|item| item.trouble(day).is_none())
                .collect();
            if items.is_empty() {
                let (meta, page) = cart_view::load(&shopper, &form, notice).await?;
                return shopper.refused("buying/cart.html", meta, &page);
            }
            let plan = self::plan(&shopper.visit, &cart, &items, &asked, true).await?;
            let parts = parts(&shopper, form, &items, &plan, (&asked, &gazetteer), notice)?;
            let page = view::page(&shopper.visit, parts);
            let meta = view::meta(&shopper.visit);
            shopper.refused(TEMPLATE, meta, &page)
        }
    }
}

/// What the same key must come with again: everything typed but the total, which is judged on its own.
fn content(form: &Form) -> String {
    let mut pairs: Vec<(&str, &str)> = form
        .pairs()
        .filter(|(name, _)| !matches!(*name, "total" | "key"))
        .collect();
    pairs.sort_unstable();
    let mut hash = Sha256::new();
    for (name, value) in pairs {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(value.as_bytes());
        hash.update([1]);
    }
    hex::encode(hash.finalize())
}

/// To the purchase that stands.
fn there(shopper: &mut Shopper, number: &str) -> Result<HttpResponse, Failure> {
    let token = checkout::purchase_token(&shopper.visit.state.services.secrets, number)?;
    let path = urls::order_with(shopper.visit.locale, number, &token);
    Ok(shopper.see(&path))
}

/// What a refusal is told, beside a field or above the page.
fn refusal_words(visit: &Visit, form: &mut Form, refusal: &PlaceRefusal) -> Notice {
    let money = |amount: Vnd| format::vnd(amount, visit.locale);
    let text = match refusal {
        PlaceRefusal::Empty => visit.text("checkout.empty"),
        PlaceRefusal::Changed(shown, now) if shown.dong() < 0 => {
            visit.text_with("checkout.no_total", &[("price", &money(*now))])
        }
        PlaceRefusal::Changed(shown, now) => visit.text_with(
            "checkout.total_changed",
            &[("from", &money(*shown)), ("price", &money(*now))],
        ),
        PlaceRefusal::Troubles(troubles) => {
            let words: Vec<String> = troubles
                .iter()
                .map(|(_, trouble)| cart_view::words(visit, *trouble))
                .collect();
            format!("{} {}", visit.text("checkout.goods_changed"), words.join(" "))
        }
        PlaceRefusal::Delivery(producer) => {
            let words = visit.text("checkout.choose_delivery");
            form.refuse(&format!("delivery-{producer}"), words.clone());
            words
        }
        PlaceRefusal::Method(trouble) => {
            let words = view::method_words(visit, trouble);
            form.refuse("method", words.clone());
            words
        }
        PlaceRefusal::Adults => visit.text("checkout.adults_only"),
        PlaceRefusal::Coupon(trouble) => cart_view::coupon_words(visit, *trouble),
        PlaceRefusal::KeyUsed => {
            // Another form was sent with this key; the next one gets its own.
            form.forget("key");
            visit.text("checkout.key_used")
        }
        PlaceRefusal::TooManyProducers => visit.text("checkout.too_many_producers"),
    };
    Notice::bad(text)
}
