//! What the cart page shows.

use serde::Serialize;

use commerce::goods::{self, Item, Trouble};
use commerce::{cart, checkout};
use domain::catalogue::Product;
use foundation::i18n::format;
use foundation::kernel::error::Error;
use shell::web::{Failure, Form, Meta, Picture, Seal, Shopper, Visit, units, urls};

/// Something said above the page.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    kind: &'static str,
    icon: &'static str,
    text: String,
}

impl Notice {
    /// It went well.
    pub fn good(text: String) -> Self {
        Self {
            kind: "is-good",
            icon: "check",
            text,
        }
    }

    /// It did not.
    pub fn bad(text: String) -> Self {
        Self {
            kind: "is-bad",
            icon: "alert",
            text,
        }
    }
}

/// A line as the cart, the checkout and the order show it.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    id: i64,
    variant_id: i64,
    title: String,
    url: Option<String>,
    picture: Option<Picture>,
    /// What its certificate is worth today: a cart is never told of stars that are gone.
    seal: Option<Seal>,
    pack: String,
    price: i64,
    was: Option<i64>,
    quantity: i64,
    typed: String,
    error: Option<String>,
    sum: i64,
    most: i64,
    trouble: Option<String>,
    left: Option<String>,
    made_to_order: bool,
    inside: Vec<String>,
}

/// The goods of one producer.
#[derive(Debug, Serialize)]
pub struct GroupView {
    title: Option<String>,
    url: Option<String>,
    lines: Vec<LineView>,
    sum: i64,
}

/// The cart page.
#[derive(Debug, Serialize)]
pub struct CartPage {
    groups: Vec<GroupView>,
    saved: Vec<LineView>,
    pieces: i64,
    goods: i64,
    blocked: usize,
    can_buy: bool,
    coupon: String,
    coupon_note: Option<Notice>,
    gift_note: String,
    notice: Option<Notice>,
    form: Form,
}

/// Few enough left to say so.
const FEW: i64 = 5;

/// Why goods cannot be bought as they are, in words.
pub fn words(visit: &Visit, trouble: Trouble) -> String {
    let n = |count: i64| format::number(count, visit.locale);
    match trouble {
        Trouble::Gone => visit.text("cart.gone"),
        Trouble::ProducerAway => visit.text("cart.producer_away"),
        Trouble::Closed(until) => {
            visit.text_with("cart.closed", &[("day", &format::date(until, visit.locale))])
        }
        Trouble::Service => visit.text("cart.service"),
        Trouble::SoldOut => visit.text("cart.sold_out"),
        Trouble::OnlyLeft(left) => visit.text_with("cart.only_left", &[("n", &n(left))]),
        Trouble::TooMany(most) => visit.text_with("cart.too_many", &[("n", &n(most))]),
    }
}

/// What a coupon that does nothing is told.
pub fn coupon_words(visit: &Visit, trouble: checkout::CouponTrouble) -> String {
    use checkout::CouponTrouble;
    match trouble {
        CouponTrouble::Unknown => visit.text("coupon.unknown"),
        CouponTrouble::NotNow => visit.text("coupon.not_now"),
        CouponTrouble::UsedUp => visit.text("coupon.used_up"),
        CouponTrouble::TooLittle(least) => visit.text_with(
            "coupon.too_little",
            &[("price", &format::vnd(least, visit.locale))],
        ),
    }
}

/// A line, given what was typed into its form.
pub fn line(visit: &Visit, item: &Item, form: &Form) -> LineView {
    let edition = &visit.edition;
    let product = edition.catalogue.by_id(item.product_id);
    let trouble = item.trouble(edition.day);
    let asked = form.number("line") == Some(item.line_id) && item.line_id != 0;
    let error = form
        .errors()
        .iter()
        .find(|error| error.field == format!("quantity-{}", item.line_id))
        .map(|error| error.message.clone());
    let few = item
        .free()
        .filter(|free| (1..=FEW).contains(free) && trouble.is_none());
    LineView {
        id: item.line_id,
        variant_id: item.variant_id,
        title: title(visit, item),
        url: product.map(|product: &std::sync::Arc<Product>| urls::product(visit.locale, &product.slug)),
        picture: product
            .and_then(|product| product.picture.as_ref())
            .map(|picture| Picture::small(picture, visit.locale)),
        seal: product.and_then(|product| Seal::of(visit, product)),
        pack: units::spoken(visit, item.pack.as_deref().unwrap_or(&item.unit)),
        price: item.price.dong(),
        was: (item.seen_price != item.price).then(|| item.seen_price.dong()),
        quantity: item.quantity,
        typed: if asked && error.is_some() {
            form.get("quantity").to_owned()
        } else {
            item.quantity.to_string()
        },
        error,
        sum: item.sum().map_or(0, entity::Vnd::dong),
        most: item.most(),
        trouble: trouble.map(|trouble| words(visit, trouble)),
        left: few.map(|few| visit.text_with("cart.few_left", &[("n", &format::number(few, visit.locale))])),
        made_to_order: !item.counted(),
        inside: item
            .parts
            .iter()
            .map(|part| format!("{} × {}", part.quantity, title(visit, &part.item)))
            .collect(),
    }
}

/// The name of goods in the visit's language, as far as there is one.
pub fn title(visit: &Visit, item: &Item) -> String {
    match (&item.name_en, visit.locale) {
        (Some(name), entity::Locale::En) => name.clone(),
        _ => item.name_vi.clone(),
    }
}

/// The page, and what it says of itself. Prices that changed are told once: showing them is seeing them.
pub async fn load(
    shopper: &Shopper,
    form: &Form,
    notice: Option<Notice>,
) -> Result<(Meta, CartPage), Failure> {
    let visit = &shopper.visit;
    let db = &visit.state.services.db;
    let own = shopper.cart().await?;
    let items = match &own {
        Some(own) => goods::of_cart(db, own.id, true).await?,
        None => Vec::new(),
    };
    let mut page = CartPage {
        groups: groups(visit, &items, form),
        saved: Vec::new(),
        pieces: 0,
        goods: 0,
        blocked: 0,
        can_buy: false,
        coupon: own
            .as_ref()
            .and_then(|own| own.coupon_code.clone())
            .unwrap_or_default(),
        coupon_note: None,
        gift_note: own
            .as_ref()
            .and_then(|own| own.gift_note.clone())
            .unwrap_or_default(),
        notice,
        form: form.clone(),
    };
    for item in &items {
        if item.saved {
            page.saved.push(line(visit, item, form));
        } else if item.trouble(visit.edition.day).is_some() {
            page.blocked += 1;
        } else {
            let sum = item
                .sum()
                .map_err(|error| Error::because("adding up a cart", error))?;
            page.pieces += item.quantity;
            page.goods = page.goods.saturating_add(sum.dong());
        }
    }
    page.can_buy = page.pieces > 0;
    if !page.coupon.is_empty() && page.can_buy {
        page.coupon_note = Some(coupon_note(visit, &page.coupon, &items).await?);
    }
    let changed: Vec<(i64, entity::Vnd)> = items
        .iter()
        .filter(|item| item.seen_price != item.price)
        .map(|item| (item.line_id, item.price))
        .collect();
    cart::see_prices(db, &changed).await?;
    let meta = Meta::own(visit.text("cart.title"), "cart");
    Ok((meta, page))
}

async fn coupon_note(visit: &Visit, code: &str, items: &[Item]) -> Result<Notice, Failure> {
    let sums: Vec<(i64, entity::Vnd)> = items
        .iter()
        .filter(|item| !item.saved)
        .filter_map(|item| Some((item.producer_id, item.sum().ok()?)))
        .collect();
    let db = &visit.state.services.db;
    Ok(
        match checkout::find_coupon(db, code, &sums, visit.edition.day).await? {
            Ok(_) => Notice::good(visit.text_with("coupon.holds", &[("name", code)])),
            Err(trouble) => Notice::bad(coupon_words(visit, trouble)),
        },
    )
}

/// Lines by producer, in the order the producers came; gift sets of several producers stand on their own.
fn groups(visit: &Visit, items: &[Item], form: &Form) -> Vec<GroupView> {
    let mut groups: Vec<(Option<i64>, GroupView)> = Vec::new();
    for item in items.iter().filter(|item| !item.saved) {
        let key = item.parts.is_empty().then_some(item.producer_id);
        let at = groups
            .iter()
            .position(|(known, _)| *known == key)
            .unwrap_or_else(|| {
                let (title, url) = match key {
                    Some(_) => (
                        Some(item.producer_name.clone()),
                        Some(urls::producer(visit.locale, &item.producer_slug)),
                    ),
                    None => (None, None),
                };
                let group = GroupView {
                    title,
                    url,
                    lines: Vec::new(),
                    sum: 0,
                };
                groups.push((key, group));
                groups.len() - 1
            });
        if let Some((_, group)) = groups.get_mut(at) {
            let view = line(visit, item, form);
            if view.trouble.is_none() {
                group.sum = group.sum.saturating_add(view.sum);
            }
            group.lines.push(view);
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
