//! A copy of all that the site keeps about somebody, as JSON that programs and people can read.

use entity::{cart_line, consent, producer_member, user_session};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::ground::Ground;
use super::{addresses, keepsakes, people, sessions};
use crate::applications::{self, Whole};
use crate::cart::{self, Owner};
use crate::enquiries;
use crate::orders::{self, PurchaseView, ReturnView};
use foundation::kernel::error::{Error, Result};

/// Purchases or enquiries in one copy: more than anybody has.
const MOST: u64 = 10_000;
/// Applications in one copy: one is open at a time.
const MOST_APPLICATIONS: u64 = 100;

/// Everything about a person, from their own rows only.
pub async fn export(ground: Ground<'_>, user_id: i64) -> Result<Value> {
    let db = ground.db;
    let user = people::row(db, user_id)
        .await?
        .ok_or_else(|| Error::new("a person who is signed in and not there"))?;
    let addresses: Vec<Value> = addresses::list(db, user_id)
        .await?
        .into_iter()
        .map(|row| {
            json!({
                "name": row.name, "phone": row.phone, "street": row.street, "ward": row.ward,
                "district": row.district, "province": row.province, "preferred": row.preferred,
                "since": row.created_at,
            })
        })
        .collect();
    let sessions: Vec<Value> = sessions::of_person(db, ground.now, user_id)
        .await?
        .into_iter()
        .map(|row: user_session::Model| {
            json!({"browser": row.agent, "network": row.address, "since": row.created_at, "seen": row.seen_at})
        })
        .collect();
    let memberships: Vec<Value> = producer_member::Entity::find()
        .filter(producer_member::Column::UserId.eq(user_id))
        .all(db)
        .await?
        .into_iter()
        .map(|row| json!({"producer": row.producer_id, "role": row.role.word(), "since": row.created_at}))
        .collect();
    let consents: Vec<Value> = consent::Entity::find()
        .filter(consent::Column::UserId.eq(user_id))
        .all(db)
        .await?
        .into_iter()
        .map(|row| {
            json!({"purpose": row.purpose, "granted": row.granted, "wording": row.text_version, "at": row.at})
        })
        .collect();
    let purchases = orders::of_person(db, user_id, None, MOST).await?;
    let ids: Vec<i64> = purchases
        .iter()
        .flat_map(|view| view.orders.iter().map(|view| view.order.id))
        .collect();
    let returns = orders::returns_of(db, &ids).await?;
    let purchases: Vec<Value> = purchases.iter().map(|view| purchase(view, &returns)).collect();
    let enquiries: Vec<Value> = enquiries::of_person(db, user_id, MOST)
        .await?
        .into_iter()
        .map(|row| {
            json!({
                "product": row.product_name, "asked_at": row.created_at, "name": row.name, "phone": row.phone,
                "email": row.email, "day": row.day, "people": row.people, "message": row.message,
                "status": row.status.word(), "wording": row.text_version,
            })
        })
        .collect();
    let applications: Vec<Value> = applications::of_person(db, user_id, MOST_APPLICATIONS)
        .await?
        .iter()
        .map(application)
        .collect();
    Ok(json!({
        "exported_at": ground.now,
        "person": {
            "name": user.name,
            "email": user.email,
            "email_verified_at": user.email_verified_at,
            "phone": user.phone,
            "language": user.locale.tag(),
            "office_role": user.staff_role.map(entity::StaffRole::word),
            "second_factor_since": user.totp_enabled_at,
            "created_at": user.created_at,
        },
        "addresses": addresses,
        "sessions": sessions,
        "producers": memberships,
        "wishes": keepsakes::wishes(db, user_id).await?,
        "follows": keepsakes::follows(db, user_id).await?,
        "cart": cart(ground, user_id).await?,
        "consents": consents,
        "purchases": purchases,
        "enquiries": enquiries,
        "applications": applications,
    }))
}

/// An application to sell; its papers by what they show, to be looked at on its pages.
fn application(whole: &Whole) -> Value {
    let row = &whole.application;
    let papers: Vec<Value> = whole
        .papers
        .iter()
        .map(|paper| {
            let shows = whole
                .requirements
                .iter()
                .find(|one| one.id == paper.requirement_id);
            json!({
                "shows": shows.map(|one| one.label_vi.as_str()), "kind": paper.content_type,
                "sent_at": paper.created_at,
            })
        })
        .collect();
    json!({
        "status": row.status.word(), "begun_at": row.created_at, "sent_at": row.submitted_at,
        "legal_form": row.legal_form.map(entity::LegalForm::word), "name": row.name_vi, "name_en": row.name_en,
        "tax_code": row.tax_code, "phone": row.phone, "email": row.email, "bank": row.bank_bin,
        "account": row.bank_account, "holder": row.bank_holder, "answer": row.answer, "papers": papers,
    })
}

async fn cart(ground: Ground<'_>, user_id: i64) -> Result<Value> {
    let Some(cart) = cart::find(ground.db, Owner::Person(user_id)).await? else {
        return Ok(Value::Null);
    };
    let lines: Vec<Value> = cart_line::Entity::find()
        .filter(cart_line::Column::CartId.eq(cart.id))
        .all(ground.db)
        .await?
        .into_iter()
        .map(|line| json!({"variant": line.variant_id, "quantity": line.quantity, "saved": line.saved}))
        .collect();
    Ok(json!({"gift_note": cart.gift_note, "coupon": cart.coupon_code, "lines": lines}))
}

fn purchase(view: &PurchaseView, returns: &[ReturnView]) -> Value {
    let PurchaseView { purchase, orders } = view;
    let orders: Vec<Value> = orders
        .iter()
        .map(|view| {
            let lines: Vec<Value> = view
                .lines
                .iter()
                .map(|line| json!({"name": line.name_vi, "quantity": line.quantity, "total_dong": line.total.dong()}))
                .collect();
            json!({
                "number": view.order.number, "producer": view.order.producer_name,
                "status": view.order.status.word(), "total_dong": view.order.total.dong(), "lines": lines,
                "return": returns.iter().find(|asked| asked.request.order_id == view.order.id).map(given_back),
            })
        })
        .collect();
    json!({
        "number": purchase.number, "placed_at": purchase.placed_at, "name": purchase.name,
        "email": purchase.email, "phone": purchase.phone, "street": purchase.street,
        "ward": purchase.ward, "district": purchase.district, "province": purchase.province,
        "note": purchase.note, "gift_note": purchase.gift_note, "method": purchase.method.word(),
        "total_dong": purchase.total.dong(), "invoice_name": purchase.invoice_name,
        "invoice_tax_code": purchase.invoice_tax_code, "invoice_address": purchase.invoice_address,
        "orders": orders,
    })
}

/// A return; its pictures are to be seen and saved on the page of the order.
fn given_back(view: &ReturnView) -> Value {
    let request = &view.request;
    json!({
        "asked_at": request.created_at, "reason": request.reason, "status": request.status.word(),
        "answer": request.answer, "pictures": view.pictures.len(),
    })
}
