//! How a producer sells, for its owners: several small forms on one page, each saved by itself.

use actix_web::HttpResponse;
use chrono::NaiveDate;
use entity::show_phone;
use serde::Serialize;

use super::bank_form::{self, Bank, banks};
use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::people::{named, own_id};
use super::typed::{amount, email, number, phone, require};
use commerce::membership::{self, Acting, Change, LONGEST_RADIUS_M, SettingsRefusal};
use commerce::payments::vietqr::bank_name;
use shell::web::{Failure, Form, urls};

#[derive(Serialize)]
struct SettingsPage {
    banks: Vec<Bank>,
    /// The account money goes to now, in words.
    account: Option<String>,
    cards: bool,
    today: NaiveDate,
    contact: String,
    bank: String,
    ways: String,
    delivery: String,
    holiday: String,
    stock: String,
}

/// The page: every form as it is kept, and the one that was typed as it was typed.
pub(super) async fn form_page(desk: &mut Desk, typed: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let (locale, services) = (visit.locale, &visit.state.services);
    let row = membership::of_producer(&services.db, desk.producer).await?;
    let mut form = typed.clone();
    let sent = |name: &str| typed.pairs().any(|(known, _)| known == name);
    let mut account = None;
    if let Some(row) = &row {
        let tick = |on: bool| if on { "1".to_owned() } else { String::new() };
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let dong =
            |amount: Option<entity::Vnd>| amount.map(|amount| amount.dong().to_string()).unwrap_or_default();
        let radius = row.own_radius_m.map(|metres| (metres / 1_000).to_string());
        // Boxes that are not ticked are not sent: the form they stand in says that it was.
        let ways = sent("ways");
        for (name, value, kept) in [
            (
                "phone",
                row.phone.as_deref().map(show_phone).unwrap_or_default(),
                !sent("phone"),
            ),
            ("email", row.email.clone().unwrap_or_default(), !sent("email")),
            ("cod", tick(row.accepts_cod), !ways),
            ("transfer", tick(row.accepts_transfer), !ways),
            ("card", tick(row.accepts_card), !ways),
            ("radius", radius.unwrap_or_default(), !sent("radius")),
            ("fee", dong(row.own_fee), !sent("fee")),
            ("free_from", dong(row.free_from), !sent("free_from")),
            ("closed_from", day(row.closed_from), !sent("closed_from")),
            ("closed_until", day(row.closed_until), !sent("closed_until")),
            ("low_stock", row.low_stock_at.to_string(), !sent("low_stock")),
        ] {
            if kept {
                form.set(name, value);
            }
        }
        if let (Some(bin), Some(number), Some(holder)) = (&row.bank_bin, &row.bank_account, &row.bank_holder)
        {
            let bank = bank_name(bin).unwrap_or(bin);
            account = Some(format!("{bank} · {number} · {holder}"));
        }
    } else {
        for (name, value) in [
            ("cod", "1".to_owned()),
            ("low_stock", membership::DEFAULT_LOW_STOCK.to_string()),
        ] {
            if !sent(name) && !sent("ways") {
                form.set(name, value);
            }
        }
    }
    let at = |key: &str| urls::studio(locale, key);
    let content = SettingsPage {
        banks: banks(),
        account,
        cards: services.takes_cards(),
        today: services.clock.today(),
        contact: at("settings_contact"),
        bank: at("settings_bank"),
        ways: at("settings_ways"),
        delivery: at("settings_delivery"),
        holiday: at("settings_holiday"),
        stock: at("settings_stock"),
    };
    let title = visit.text("people.settings");
    frame::page(
        desk,
        ("studio/settings.html", "settings", &[], "settings"),
        title,
        &form,
        &content,
    )
    .await
}

/// Makes a change and shows the settings, or says beside a field why not.
pub(super) async fn make(
    desk: &mut Desk,
    mut form: Form,
    change: Option<Change>,
) -> Result<HttpResponse, Failure> {
    if let (Some(change), true) = (change, form.is_fine()) {
        let locale = desk.shopper.visit.locale;
        let named = named(desk, locale).await?;
        let services = desk.shopper.visit.state.services.clone();
        let acting = Acting {
            producer_id: desk.producer,
            user_id: own_id(desk)?,
            actor: &desk.actor,
        };
        let now = services.clock.now();
        let link = |locale| urls::studio(locale, "settings");
        match membership::change(&services.db, now, acting, &change, &named, link).await? {
            Ok(()) => {
                let page = urls::studio(locale, "settings");
                let to = format!("{page}{}", urls::query(&[("done", "saved")]));
                return Ok(desk.shopper.see(&to));
            }
            Err(SettingsRefusal::NotOwner) => return Err(Failure::NotFound),
            Err(SettingsRefusal::NoAccount) => {
                form.refuse("transfer", desk.shopper.visit.text("people.no_account"));
            }
            Err(SettingsRefusal::AccountTaken) => {
                form.refuse("account", desk.shopper.visit.text("people.account_taken"));
            }
        }
    }
    form_page(desk, &form).await
}

/// `GET /nguoi-ban/cai-dat`
pub(super) async fn show(desk: OwnersDesk) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    form_page(&mut desk, &Form::default()).await
}

/// `POST /nguoi-ban/cai-dat/lien-he`
pub(super) async fn contact(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let visit = &desk.shopper.visit;
    let phone = phone(visit, &mut form, "phone");
    let email = email(visit, &mut form, "email");
    if form.get("phone").is_empty() && form.get("email").is_empty() {
        form.refuse("phone", visit.text("people.no_contact"));
    }
    make(&mut desk, form, Some(Change::Contact { phone, email })).await
}

/// `POST /nguoi-ban/cai-dat/ngan-hang`
pub(super) async fn bank(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let account = bank_form::judge(&desk.shopper.visit, &mut form);
    make(&mut desk, form, account.map(Change::Bank)).await
}

/// `POST /nguoi-ban/cai-dat/thanh-toan`
pub(super) async fn ways(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let (cod, transfer, card) = (form.ticked("cod"), form.ticked("transfer"), form.ticked("card"));
    if !(cod || transfer || card) {
        form.refuse("cod", desk.shopper.visit.text("people.no_way"));
    }
    make(&mut desk, form, Some(Change::Ways { cod, transfer, card })).await
}

/// `POST /nguoi-ban/cai-dat/giao-hang`
pub(super) async fn delivery(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let visit = &desk.shopper.visit;
    if !form.pairs().any(|(name, _)| name == "radius") {
        form.refuse("radius", visit.text("form.required"));
    }
    let longest = i64::from(LONGEST_RADIUS_M) / 1_000;
    let kilometres = number(visit, &mut form, "radius", longest);
    let fee = amount(visit, &mut form, "fee");
    let free_from = amount(visit, &mut form, "free_from");
    let own = match (kilometres.filter(|kilometres| *kilometres > 0), fee) {
        (Some(kilometres), Some(fee)) => i32::try_from(kilometres * 1_000).ok().map(|radius| (radius, fee)),
        (Some(_), None) => {
            form.refuse("fee", visit.text("people.no_fee"));
            None
        }
        (None, _) => None,
    };
    make(&mut desk, form, Some(Change::Delivery { own, free_from })).await
}

/// `POST /nguoi-ban/cai-dat/ton-kho`
pub(super) async fn stock(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let visit = &desk.shopper.visit;
    require(visit, &mut form, &["low_stock"]);
    let pieces = number(visit, &mut form, "low_stock", 100_000);
    let change = pieces
        .and_then(|pieces| i32::try_from(pieces).ok())
        .map(Change::LowStock);
    make(&mut desk, form, change).await
}
