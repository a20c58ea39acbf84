//! What the checkout page shows.

use serde::Serialize;

use super::cart_view::{self, LineView, Notice};
use super::checkout_form::Asked;
use commerce::addresses::{Gazetteer, PROVINCES};
use commerce::checkout::{MethodTrouble, Offer, Plan, method_trouble};
use commerce::goods::Item;
use domain::places::words;
use entity::{DeliveryMethod, PaymentMethod};
use foundation::i18n::format;
use shell::web::{Form, Meta, Visit, urls};

/// A way of delivery.
#[derive(Debug, Serialize)]
struct OfferView {
    value: &'static str,
    label: String,
    price: Option<i64>,
    trouble: Option<String>,
    chosen: bool,
}

#[derive(Debug, Serialize)]
struct PlaceView {
    id: i64,
    name: String,
    address: Option<String>,
    url: String,
    hours: Option<String>,
    chosen: bool,
}

/// The goods of one producer with the ways they can come.
#[derive(Debug, Serialize)]
struct ParcelView {
    producer_id: i64,
    title: String,
    lines: Vec<(String, i64)>,
    offers: Vec<OfferView>,
    places: Vec<PlaceView>,
    goods: i64,
    shipping: Option<i64>,
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct MethodView {
    value: &'static str,
    label: String,
    hint: String,
    trouble: Option<String>,
    chosen: bool,
}

/// The checkout page.
#[derive(Debug, Serialize)]
pub struct CheckoutPage {
    form: Form,
    key: String,
    lines: Vec<LineView>,
    parcels: Vec<ParcelView>,
    methods: Vec<MethodView>,
    goods: i64,
    shipping: i64,
    discount: i64,
    total: i64,
    vat: i64,
    complete: bool,
    sent: bool,
    adults: bool,
    coupon: Option<Notice>,
    notice: Option<Notice>,
    provinces: Vec<&'static str>,
    communes: Vec<String>,
    commune: Option<String>,
    signed_in: bool,
}

/// All that the page is made of.
pub struct Parts<'a> {
    /// The form.
    pub form: Form,
    /// Its key.
    pub key: String,
    /// The goods.
    pub items: &'a [Item],
    /// What they cost.
    pub plan: &'a Plan<'a>,
    /// What was typed, read.
    pub asked: &'a Asked,
    /// Communes.
    pub gazetteer: &'a Gazetteer,
    /// Whether the site takes cards.
    pub cards: bool,
    /// Something said above the page.
    pub notice: Option<Notice>,
    /// Whether somebody is signed in.
    pub signed_in: bool,
}

/// What the page says of itself.
pub fn meta(visit: &Visit) -> Meta {
    Meta::own(visit.text("checkout.title"), "checkout")
}

/// The page.
pub fn page(visit: &Visit, parts: Parts<'_>) -> CheckoutPage {
    let Parts {
        form,
        items,
        plan,
        asked,
        ..
    } = parts;
    let quote = &plan.quote;
    let wanted: Vec<&Item> = plan
        .groups
        .iter()
        .flat_map(|group| group.wants.iter().map(|want| want.item))
        .collect();
    let methods = [
        PaymentMethod::Cod,
        PaymentMethod::BankTransfer,
        PaymentMethod::Card,
    ]
    .into_iter()
    .map(|method| {
        let trouble = method_trouble(method, &wanted, quote.total, parts.cards);
        MethodView {
            value: method.word(),
            label: visit.text(&format!("checkout.method_{}", method.word())),
            hint: visit.text(&format!("checkout.hint_{}", method.word())),
            chosen: asked.method == Some(method) && trouble.is_none(),
            trouble: trouble.map(|trouble| method_words(visit, &trouble)),
        }
    })
    .collect();
    let sent = plan
        .groups
        .iter()
        .any(|group| group.choice.method != DeliveryMethod::Pickup);
    CheckoutPage {
        key: parts.key,
        lines: items
            .iter()
            .map(|item| cart_view::line(visit, item, &form))
            .collect(),
        parcels: parcels(visit, plan, &form),
        methods,
        goods: quote.goods.dong(),
        shipping: quote.shipping.dong(),
        discount: quote.discount.dong(),
        total: quote.total.dong(),
        vat: quote.vat.dong(),
        complete: plan.groups.iter().all(|group| group.chosen.is_some()),
        sent,
        adults: items.iter().any(Item::for_adults),
        coupon: plan.coupon.as_ref().map(|coupon| match coupon {
            Ok(coupon) => Notice::good(visit.text_with("coupon.holds", &[("name", &coupon.code)])),
            Err(trouble) => Notice::bad(cart_view::coupon_words(visit, *trouble)),
        }),
        notice: parts.notice,
        provinces: PROVINCES.iter().map(|province| province.name).collect(),
        communes: parts
            .gazetteer
            .communes()
            .iter()
            .map(|commune| commune.name.clone())
            .collect(),
        commune: asked
            .commune_id
            .and_then(|id| parts.gazetteer.commune(id))
            .map(|commune| commune.name.clone()),
        signed_in: parts.signed_in,
        form,
    }
}

/// Why it cannot be paid for in that way, in words.
pub fn method_words(visit: &Visit, trouble: &MethodTrouble) -> String {
    match trouble {
        MethodTrouble::NoCards => visit.text("checkout.no_cards"),
        MethodTrouble::Producer(name) => visit.text_with("checkout.producer_refuses", &[("name", name)]),
        MethodTrouble::AboveLimit => visit.text_with(
            "checkout.above_limit",
            &[(
                "price",
                &format::vnd(commerce::checkout::CARD_LIMIT, visit.locale),
            )],
        ),
    }
}

fn parcels(visit: &Visit, plan: &Plan<'_>, form: &Form) -> Vec<ParcelView> {
    plan.groups
        .iter()
        .zip(&plan.quote.parts)
        .map(|(group, part)| {
            let first = group.wants.first().map(|want| want.item);
            let field = format!("delivery-{}", group.producer_id);
            ParcelView {
                producer_id: group.producer_id,
                title: first.map(|item| item.producer_name.clone()).unwrap_or_default(),
                lines: group
                    .wants
                    .iter()
                    .map(|want| (cart_view::title(visit, want.item), want.quantity))
                    .collect(),
                offers: group
                    .offers
                    .iter()
                    .filter(|(_, offer)| *offer != Offer::NotOffered)
                    .map(|(method, offer)| OfferView {
                        value: method.word(),
                        label: visit.text(&format!("checkout.delivery_{}", method.word())),
                        price: match offer {
                            Offer::For(price) => Some(price.dong()),
                            _ => None,
                        },
                        trouble: offer_words(visit, *offer),
                        chosen: group.choice.method == *method,
                    })
                    .collect(),
                places: group
                    .places
                    .iter()
                    .map(|place| PlaceView {
                        id: place.id,
                        name: place.name.clone(),
                        address: place.address.clone(),
                        url: urls::sales_point(visit.locale, &place.slug),
                        hours: hours(visit, place.id),
                        chosen: group.choice.place_id == Some(place.id),
                    })
                    .collect(),
                goods: part.goods.dong(),
                shipping: group.chosen.map(entity::Vnd::dong),
                error: form
                    .errors()
                    .iter()
                    .find(|error| error.field == field)
                    .map(|error| error.message.clone()),
            }
        })
        .collect()
}

/// Whether a sales point is open, and until when; or that nobody knows.
fn hours(visit: &Visit, place_id: i64) -> Option<String> {
    let place = visit.edition.places.by_id(place_id)?;
    let texts = visit.state.views.texts();
    let said = words::said(texts, visit.locale, place, visit.state.services.clock.now());
    Some(match said {
        Some(said) => match said.next {
            Some(next) => format!("{} · {next}", said.label),
            None => said.label,
        },
        None => visit.text("checkout.hours_unknown"),
    })
}

fn offer_words(visit: &Visit, offer: Offer) -> Option<String> {
    match offer {
        Offer::For(_) => None,
        Offer::NoParcel => Some(visit.text("checkout.no_parcel")),
        Offer::NeedsAddress => Some(visit.text("checkout.needs_address")),
        Offer::TooFar => Some(visit.text("checkout.too_far")),
        Offer::OutOfReach => Some(visit.text("terms.out_of_reach")),
        Offer::NotOffered => Some(visit.text("checkout.not_offered")),
    }
}
