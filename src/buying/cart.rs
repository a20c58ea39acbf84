//! The cart: putting in, changing, looking.

use actix_web::HttpResponse;
use actix_web::http::header;

use super::cart_view::{self, Notice};
use commerce::cart::{self, AddRefusal};
use commerce::goods::MOST_PIECES;
use shell::web::{Failure, Form, Shopper, urls};

/// `GET /gio-hang`.
pub async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let notice = match shopper.visit.params.get("ok") {
        Some("added") => Some(Notice::good(shopper.visit.text("cart.added"))),
        Some("again") => Some(Notice::good(shopper.visit.text("cart.added_again"))),
        _ => None,
    };
    let (meta, page) = cart_view::load(&shopper, &Form::default(), notice).await?;
    shopper.page("buying/cart.html", meta, &page)
}

/// `POST /gio-hang`: `variant` in a `quantity`, 1 when none is said.
pub async fn add(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let variant = form
        .number("variant")
        .ok_or_else(|| Failure::Bad("variant".to_owned()))?;
    let quantity = if form.pairs().any(|(name, _)| name == "quantity") {
        pieces(&form, "quantity")
    } else {
        Some(1)
    };
    let Some(quantity) = quantity else {
        let words = bad_quantity(&shopper);
        form.refuse("quantity", words.clone());
        let notice = Some(Notice::bad(words));
        let (meta, page) = cart_view::load(&shopper, &form, notice).await?;
        return shopper.refused("buying/cart.html", meta, &page);
    };
    let owner = shopper.cart_owner()?;
    let services = shopper.visit.state.services.clone();
    let added = cart::add(
        &services.db,
        services.clock.now(),
        owner.as_ref(),
        variant,
        quantity,
    )
    .await?;
    match added {
        Ok(()) => {
            let cart = urls::own(shopper.visit.locale, "cart");
            Ok(shopper.see(&format!("{cart}?ok=added")))
        }
        Err(AddRefusal::NoSuchGoods) => Err(Failure::NotFound),
        Err(refusal) => {
            let words = match refusal {
                AddRefusal::Trouble(trouble) => cart_view::words(&shopper.visit, trouble),
                AddRefusal::Full | AddRefusal::NoSuchGoods => shopper.visit.text("cart.full"),
            };
            form.refuse("quantity", words.clone());
            let (meta, page) = cart_view::load(&shopper, &form, Some(Notice::bad(words))).await?;
            shopper.refused("buying/cart.html", meta, &page)
        }
    }
}

/// `POST /gio-hang/dong`: an `action` on a `line`: `set` to a `quantity`, `remove`, `save`, `back`.
pub async fn change(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let Some(own) = shopper.cart().await? else {
        return Err(Failure::NotFound);
    };
    let line = form.number("line").ok_or(Failure::NotFound)?;
    let services = shopper.visit.state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let found = match form.get("action") {
        "remove" => cart::remove(db, now, own.id, line).await?,
        "save" => cart::save_for_later(db, now, own.id, line, true).await?,
        "back" => cart::save_for_later(db, now, own.id, line, false).await?,
        "" | "set" => {
            let Some(quantity) = pieces(&form, "quantity") else {
                let words = bad_quantity(&shopper);
                form.refuse(&format!("quantity-{line}"), words);
                let (meta, page) = cart_view::load(&shopper, &form, None).await?;
                return shopper.refused("buying/cart.html", meta, &page);
            };
            cart::set_quantity(db, now, own.id, line, quantity).await?
        }
        _ => return Err(Failure::Bad("action".to_owned())),
    };
    if !found {
        return Err(Failure::NotFound);
    }
    let cart = urls::own(shopper.visit.locale, "cart");
    Ok(shopper.see(cart))
}

/// `POST /gio-hang/loi-nhan`: the words that go with the goods, and a coupon.
pub async fn note(mut shopper: Shopper, form: Form) -> Result<HttpResponse, Failure> {
    let Some(own) = shopper.cart().await? else {
        return Err(Failure::NotFound);
    };
    let services = shopper.visit.state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let has = |name: &str| form.pairs().any(|(known, _)| known == name);
    if has("gift_note") {
        cart::set_gift_note(db, now, own.id, form.some("gift_note").map(|text| cut(text, 500))).await?;
    }
    if has("coupon") {
        let code = form.some("coupon").map(|code| cut(code, 40).to_uppercase());
        cart::set_coupon(db, now, own.id, code).await?;
    }
    let cart = urls::own(shopper.visit.locale, "cart");
    Ok(shopper.see(cart))
}

/// `GET /gio-hang/so-luong`: `{"count": n}`, for the badge that a script draws on cached pages.
pub async fn count(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let count = match shopper.cart().await? {
        Some(own) => cart::counts(&shopper.visit.state.services.db, own.id).await?,
        None => 0,
    };
    let response = HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .json(serde_json::json!({"count": count}));
    Ok(shopper.answer(response))
}

/// A number of pieces: 1 to 999 in ASCII digits.
fn pieces(form: &Form, name: &str) -> Option<i64> {
    form.number(name)
        .filter(|pieces| (1..=MOST_PIECES).contains(pieces))
}

fn bad_quantity(shopper: &Shopper) -> String {
    let most = MOST_PIECES.to_string();
    shopper.visit.text_with("cart.bad_quantity", &[("n", &most)])
}
