//! Packs of a product: SKU, size and price. They apply at once; what a buyer pays for a kilogram and what the
//! producer keeps stands beside the price.

use actix_web::{HttpResponse, web};
use entity::{Locale, Vnd};
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listings::{Own, Tab, done, own, tabs};
use super::terms::{TermsView, terms_of};
use super::words::amount;
use domain::listings::{
    self, CHEAPEST, DEAREST, Editor, MOST_CONTENT, MOST_COUNTED, MOST_PIECES, NewPack, PACK, Pack, RATES,
    Refusal, UNIT, is_gtin, is_sku,
};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

#[derive(Serialize)]
struct PacksPage {
    tabs: Vec<Tab>,
    name: String,
    packs: Vec<PackView>,
    new: bool,
    rates: Vec<String>,
    worth: Option<Worth>,
    back: String,
    stock: String,
    /// Commission in hundredths of a per cent, and as it is written: for reckoning while a price is typed.
    commission_bps: i32,
    commission: String,
    terms: Option<TermsView>,
}

#[derive(Serialize)]
struct PackView {
    url: String,
    sku: String,
    what: String,
    price: i64,
    worth: Worth,
    free: Option<i64>,
}

/// What a price comes to.
#[derive(Serialize)]
struct Worth {
    /// For a kilogram or litre.
    unit_price: Option<String>,
    /// What the producer keeps of it.
    net: String,
    /// Commission, in per cent as it is written.
    commission: String,
}

/// Hundredths of a per cent as they are written: `8,5`.
fn percent(bps: i32, locale: Locale) -> String {
    let (whole, part) = (bps / 100, bps % 100);
    if part == 0 {
        return whole.to_string();
    }
    let comma = if locale == Locale::Vi { ',' } else { '.' };
    let part = format!("{part:02}");
    format!("{whole}{comma}{}", part.trim_end_matches('0'))
}

/// What is left of a price. The commission is rounded down to whole đồng, as it is when goods are sold.
fn kept(price: Vnd, commission_bps: i32) -> Vnd {
    let taken = i128::from(price.dong()) * i128::from(commission_bps) / 10_000;
    let left = i128::from(price.dong()) - taken;
    Vnd::new(i64::try_from(left).unwrap_or(0).max(0))
}

fn worth(visit: &Visit, pack: &NewPack, commission_bps: i32) -> Worth {
    let locale = visit.locale;
    let content = match (pack.weight_g, pack.volume_ml) {
        (Some(grams), _) => Some((grams, "kg")),
        (None, Some(millilitres)) => Some((millilitres, "l")),
        (None, None) => None,
    };
    let unit_price = content.and_then(|(amount, unit)| {
        let price = format::unit_price(pack.price, amount)?;
        Some(visit.text_with(
            "product.unit_price",
            &[("price", &format::vnd(price, locale)), ("unit", unit)],
        ))
    });
    Worth {
        unit_price,
        net: format::vnd(kept(pack.price, commission_bps), locale),
        commission: percent(commission_bps, locale),
    }
}

/// `GET /nguoi-ban/san-pham/{id}/goi`
pub async fn index(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let all = listings::packs(&desk.shopper.visit.state.services.db, own.id).await?;
    let stem: String = own.content().slug.to_uppercase().chars().take(16).collect();
    let form = Form::new([("sku", format!("{}-{}", stem.trim_end_matches('-'), all.len() + 1))]);
    page(&mut desk, &own, None, &form, None).await
}

/// The page of all packs around a form that was refused.
pub(super) async fn refused(desk: &mut Desk, own: &Own, form: &Form) -> Result<HttpResponse, Failure> {
    page(desk, own, None, form, None).await
}

async fn page(
    desk: &mut Desk,
    own: &Own,
    one: Option<i64>,
    form: &Form,
    typed: Option<&NewPack>,
) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let commission = listings::commission(db, desk.producer).await?;
    let id = own.id.to_string();
    let packs = listings::packs(db, own.id).await?;
    let page = PacksPage {
        tabs: tabs(visit, own.id, "packs"),
        name: own.name(locale),
        packs: packs
            .into_iter()
            .filter(|_| one.is_none())
            .map(|pack| view(visit, own.id, &pack, commission))
            .collect(),
        new: one.is_none(),
        rates: RATES.iter().map(|rate| percent(*rate, Locale::En)).collect(),
        worth: typed.map(|typed| worth(visit, typed, commission)),
        back: urls::studio_at(locale, "packs", &[&id]),
        stock: urls::studio(locale, "stock"),
        commission_bps: commission,
        commission: percent(commission, locale),
        terms: match one {
            None => Some(terms_of(visit, own.id, form).await?),
            Some(_) => None,
        },
    };
    let title = visit.text("listing.packs_title");
    let number = one.map(|one| one.to_string()).unwrap_or_default();
    let arguments = [id.as_str(), number.as_str()];
    let (key, arguments): (&str, &[&str]) = match one {
        Some(_) => ("pack", &arguments),
        None => ("packs", &arguments),
    };
    frame::page(
        desk,
        ("studio/packs.html", key, arguments, "listings"),
        title,
        form,
        &page,
    )
    .await
}

fn view(visit: &Visit, product: i64, pack: &Pack, commission: i32) -> PackView {
    let at = [product.to_string(), pack.id.to_string()];
    PackView {
        url: urls::studio_at(visit.locale, "pack", &at.each_ref().map(String::as_str)),
        sku: pack.is.sku.clone(),
        what: pack.is.pack.clone().unwrap_or_else(|| pack.is.unit.clone()),
        price: pack.is.price.dong(),
        worth: worth(visit, &pack.is, commission),
        free: (!pack.is.made_to_order).then_some(pack.free),
    }
}

/// `POST /nguoi-ban/san-pham/{id}/goi`: one more.
pub async fn create(desk: OwnersDesk, id: web::Path<String>, form: Form) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    save(&mut desk, &own, None, form).await
}

async fn one(desk: &Desk, own: &Own, pack: &str) -> Result<Pack, Failure> {
    let pack: i64 = pack.parse().map_err(|_no_number| Failure::NotFound)?;
    let db = &desk.shopper.visit.state.services.db;
    listings::pack(db, desk.producer, (own.id, pack))
        .await?
        .ok_or(Failure::NotFound)
}

/// `GET /nguoi-ban/san-pham/{id}/goi/{pack}`
pub async fn show(desk: OwnersDesk, path: web::Path<(String, String)>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let (id, pack) = path.into_inner();
    let own = own(&desk, &id).await?;
    let pack = one(&desk, &own, &pack).await?;
    let is = &pack.is;
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    let form = Form::new([
        ("sku", is.sku.clone()),
        ("pack", is.pack.clone().unwrap_or_default()),
        ("unit", is.unit.clone()),
        (
            "price",
            format::number(is.price.dong(), desk.shopper.visit.locale),
        ),
        ("weight_g", number(is.weight_g)),
        ("volume_ml", number(is.volume_ml)),
        ("gtin", is.gtin.clone().unwrap_or_default()),
        (
            "vat",
            is.vat_bps
                .map(|rate| percent(rate, Locale::En))
                .unwrap_or_default(),
        ),
        ("max", number(is.max_per_order)),
        (
            "made_to_order",
            if is.made_to_order { "1" } else { "" }.to_owned(),
        ),
    ]);
    page(&mut desk, &own, Some(pack.id), &form, Some(is)).await
}

/// `POST /nguoi-ban/san-pham/{id}/goi/{pack}`
pub async fn update(
    desk: OwnersDesk,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let (id, pack) = path.into_inner();
    let own = own(&desk, &id).await?;
    let pack = one(&desk, &own, &pack).await?;
    save(&mut desk, &own, Some(pack.id), form).await
}

async fn save(desk: &mut Desk, own: &Own, one: Option<i64>, mut form: Form) -> Result<HttpResponse, Failure> {
    let (wanted, pieces) = parse(&desk.shopper.visit, &mut form, one.is_none());
    if form.is_fine() && form.get("do") != "preview" {
        let services = desk.shopper.visit.state.services.clone();
        let editor = Editor {
            producer: desk.producer,
            actor: &desk.actor,
        };
        let now = services.clock.now();
        match listings::save_pack(&services.db, now, editor, (own.id, one), &wanted, pieces).await? {
            Ok(_) => {
                let to = done(desk.shopper.visit.locale, "packs", own.id, "saved");
                return Ok(desk.shopper.see(&to));
            }
            Err(refusal) => {
                let field = match refusal {
                    Refusal::TakenSku => "sku",
                    Refusal::TakenGtin => "gtin",
                    _ => "made_to_order",
                };
                let text = super::listings::words(&desk.shopper.visit, refusal)?;
                form.refuse(field, text);
            }
        }
    }
    let typed = (wanted.price > Vnd::ZERO).then_some(&wanted);
    page(desk, own, one, &form, typed).await
}

/// A number that may be left out, within bounds.
fn within(visit: &Visit, form: &mut Form, name: &str, (least, most): (i64, i64)) -> Option<i64> {
    form.some(name)?;
    let number = amount(form.get(name)).filter(|number| (least..=most).contains(number));
    if number.is_none() {
        let bounds = [
            ("least", least.to_string()),
            ("most", format::number(most, visit.locale)),
        ];
        let bounds = bounds.each_ref().map(|(name, text)| (*name, text.as_str()));
        form.refuse(name, visit.text_with("listing.wrong_number", &bounds));
    }
    number
}

fn parse(visit: &Visit, form: &mut Form, new: bool) -> (NewPack, Option<i64>) {
    let sku = form.get("sku").to_uppercase();
    if !is_sku(&sku) {
        form.refuse("sku", visit.text("listing.wrong_sku"));
    }
    let pack = form.some("pack").map(str::to_owned);
    let unit = form.get("unit").to_owned();
    if unit.is_empty() {
        form.refuse("unit", visit.text("form.required"));
    }
    for (name, most) in [("pack", PACK), ("unit", UNIT)] {
        super::listing::at_most(visit, form, name, most);
    }
    let price = within(visit, form, "price", (CHEAPEST, DEAREST));
    if form.get("price").is_empty() {
        form.refuse("price", visit.text("form.required"));
    }
    let small = |number: Option<i64>| number.and_then(|number| i32::try_from(number).ok());
    let weight_g = small(within(visit, form, "weight_g", (1, MOST_CONTENT)));
    let volume_ml = small(within(visit, form, "volume_ml", (1, MOST_CONTENT)));
    let gtin = form.some("gtin").map(str::to_owned);
    if gtin.as_deref().is_some_and(|gtin| !is_gtin(gtin)) {
        form.refuse("gtin", visit.text("listing.wrong_gtin"));
    }
    let rate = form.get("vat").to_owned();
    let vat_bps = RATES.into_iter().find(|bps| percent(*bps, Locale::En) == rate);
    if !rate.is_empty() && vat_bps.is_none() {
        form.refuse("vat", visit.text("listing.wrong_rate"));
    }
    let max_per_order = small(within(visit, form, "max", (1, MOST_PIECES)));
    let made_to_order = form.ticked("made_to_order");
    let pieces = within(visit, form, "pieces", (0, MOST_COUNTED)).filter(|_| new && !made_to_order);
    let wanted = NewPack {
        sku,
        pack,
        unit,
        price: Vnd::new(price.unwrap_or(0)),
        weight_g,
        volume_ml,
        gtin,
        vat_bps,
        max_per_order,
        made_to_order,
    };
    (wanted, pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for text in ["45000", "45.000", "45,000 ₫", "45 000đ", "45\u{a0}000"] {
            assert_eq!(amount(text), Some(45_000), "{text}");
        }
        for text in ["", "45k", "-1", "4e4", "٤٥", "0,5", "99999999999999"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_kept_is_what_a_sale_leaves() {
        assert_eq!(kept(Vnd::new(45_000), 0), Vnd::new(45_000));
        assert_eq!(kept(Vnd::new(45_000), 850), Vnd::new(41_175));
        assert_eq!(kept(Vnd::new(999), 1), Vnd::new(999));
        assert_eq!(percent(850, Locale::Vi), "8,5");
        assert_eq!(percent(1_000, Locale::Vi), "10");
        assert_eq!(percent(5, Locale::En), "0.05");
    }
}
