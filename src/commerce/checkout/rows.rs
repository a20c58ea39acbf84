//! The rows of a purchase that is placed: itself, its orders, their lines, its payments and consents.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    DeliveryMethod, LegalPage, OrderStatus, PaymentMethod, Vnd, consent, order, order_line, purchase,
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::place::Wish;
use super::plan::Plan;
use super::quote::Part;
use crate::orders::number;
use crate::payments::{self, Expected};
use domain::imprint;
use domain::inventory::Demand;
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};
use foundation::kernel::secrets::Secrets;

/// How long goods are kept for who pays by card, by transfer, or waits for the producer's word.
const CARD_WAIT: TimeDelta = TimeDelta::minutes(30);
const TRANSFER_WAIT: TimeDelta = TimeDelta::hours(24);
const CONFIRM_WAIT: TimeDelta = TimeDelta::hours(48);

/// Version of the terms that come with the software; the operator's own carry numbers of their own.
const TERMS: &str = "2026-11";

/// Writes the purchase; `None` when another request with the same key was faster.
pub(super) async fn purchase_row(
    txn: &Txn,
    now: DateTime<Utc>,
    secrets: &Secrets,
    wish: &Wish,
    plan: &Plan<'_>,
) -> Result<Option<(i64, String)>> {
    let body = number::body(secrets)?;
    let buyer = &wish.buyer;
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let coupon = plan.coupon.as_ref().and_then(|coupon| coupon.as_ref().ok());
    let row = purchase::ActiveModel {
        number: Set(number::number(&body, 0)?),
        user_id: Set(buyer.user_id),
        idempotency_key: Set(wish.key.clone()),
        request_hash: Set(wish.content.clone()),
        locale: Set(buyer.locale),
        name: Set(buyer.name.clone()),
        email: Set(buyer.email.clone()),
        phone: Set(buyer.phone.clone()),
        street: Set(some(&buyer.address.street)),
        commune_id: Set(buyer.commune_id),
        ward: Set(some(&buyer.address.ward)),
        district: Set(some(&buyer.address.district)),
        province: Set(some(&buyer.address.province)),
        note: Set(wish.note.clone()),
        gift_note: Set(wish.gift_note.clone()),
        method: Set(wish.method),
        goods: Set(plan.quote.goods),
        shipping: Set(plan.quote.shipping),
        discount: Set(plan.quote.discount),
        total: Set(plan.quote.total),
        coupon_code: Set(coupon.map(|coupon| coupon.code.clone())),
        invoice_name: Set(wish.invoice.as_ref().map(|invoice| invoice.name.clone())),
        invoice_tax_code: Set(wish.invoice.as_ref().map(|invoice| invoice.tax_code.clone())),
        invoice_address: Set(wish.invoice.as_ref().map(|invoice| invoice.address.clone())),
        adult: Set(wish.adult),
        placed_at: Set(now),
        erased_at: Set(None),
        ..Default::default()
    };
    match purchase::Entity::insert(row).exec(txn).await {
        Ok(made) => Ok(Some((made.last_insert_id, body))),
        Err(error) if foundation::kernel::db::is_duplicate(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Until when goods are kept, and where an order begins.
fn beginning(now: DateTime<Utc>, method: PaymentMethod, total: Vnd) -> (OrderStatus, DateTime<Utc>) {
    match method {
        PaymentMethod::Cod if total > Vnd::ZERO => (OrderStatus::AwaitingConfirmation, now + CONFIRM_WAIT),
        PaymentMethod::Card => (OrderStatus::AwaitingPayment, now + CARD_WAIT),
        _ => (OrderStatus::AwaitingPayment, now + TRANSFER_WAIT),
    }
}

pub(super) async fn order_rows(
    txn: &Txn,
    now: DateTime<Utc>,
    purchase_id: i64,
    body: &str,
    wish: &Wish,
    plan: &Plan<'_>,
) -> Result<Vec<order::Model>> {
    let mut rows = Vec::with_capacity(plan.groups.len());
    for (index, (group, part)) in plan.groups.iter().zip(&plan.quote.parts).enumerate() {
        let place = index + 1;
        let (status, until) = beginning(now, wish.method, part.total);
        let first = group.wants.first().map(|want| want.item);
        let pickup = group
            .choice
            .place_id
            .filter(|_| part.delivery == DeliveryMethod::Pickup)
            .and_then(|id| group.places.iter().find(|place| place.id == id));
        rows.push(order::ActiveModel {
            purchase_id: Set(purchase_id),
            position: Set(i16::try_from(place).unwrap_or(i16::MAX)),
            number: Set(number::number(body, place)?),
            producer_id: Set(part.producer_id),
            producer_name: Set(first.map(|item| item.producer_name.clone()).unwrap_or_default()),
            status: Set(status),
            delivery: Set(part.delivery),
            pickup_place_id: Set(pickup.map(|place| place.id)),
            pickup_name: Set(pickup.map(|place| match &place.address {
                Some(address) => format!("{}, {address}", place.name),
                None => place.name.clone(),
            })),
            zone: Set(part.zone.filter(|_| part.delivery == DeliveryMethod::Parcel)),
            goods: Set(part.goods),
            shipping: Set(part.shipping),
            discount: Set(part.discount),
            subsidy: Set(part.subsidy),
            total: Set(part.total),
            vat: Set(part.vat),
            commission_bps: Set(part.commission_bps),
            commission: Set(part.commission),
            weight_g: Set(part.weight_g),
            expires_at: Set(Some(until)),
            status_at: Set(now),
            placed_at: Set(now),
            ..Default::default()
        });
    }
    let mut made = order::Entity::insert_many(rows).exec_with_returning(txn).await?;
    made.sort_by_key(|order| order.position);
    Ok(made)
}

/// Writes the lines of all orders in one statement; returns their keys with what each wants.
pub(super) async fn line_rows(
    txn: &Txn,
    made: &[order::Model],
    plan: &Plan<'_>,
) -> Result<Vec<(i64, Demand)>> {
    let mut rows = Vec::new();
    let mut demands: BTreeMap<(i64, i16), Demand> = BTreeMap::new();
    for (order, (group, part)) in made.iter().zip(plan.groups.iter().zip(&plan.quote.parts)) {
        for (index, (want, line)) in group.wants.iter().zip(&part.lines).enumerate() {
            let position = i16::try_from(index + 1).unwrap_or(i16::MAX);
            let item = want.item;
            demands.insert(
                (order.id, position),
                Demand {
                    variant_id: item.variant_id,
                    quantity: want.quantity,
                    counted: item.counted(),
                },
            );
            rows.push(order_line::ActiveModel {
                order_id: Set(order.id),
                position: Set(position),
                variant_id: Set(Some(item.variant_id)),
                product_slug: Set(item.slug.clone()),
                sku: Set(item.sku.clone()),
                name_vi: Set(item.name_vi.clone()),
                name_en: Set(item.name_en.clone()),
                pack: Set(item.pack.clone()),
                unit: Set(item.unit.clone()),
                quantity: Set(line.quantity),
                unit_price: Set(line.unit_price),
                goods: Set(line.goods),
                discount: Set(line.discount),
                total: Set(line.total),
                vat_bps: Set(line.vat_bps),
                vat: Set(line.vat),
                weight_g: Set(item.piece_weight().saturating_mul(line.quantity)),
                counted: Set(item.counted()),
                bundle_name: Set(want.set.map(|set| set.name_vi.clone())),
                ..Default::default()
            });
        }
    }
    let made = order_line::Entity::insert_many(rows)
        .exec_with_returning(txn)
        .await?;
    made.iter()
        .map(|row| {
            let demand = demands
                .get(&(row.order_id, row.position))
                .ok_or_else(|| Error::new("a line that nobody wanted"))?;
            Ok((row.id, *demand))
        })
        .collect()
}

/// Expects the money: one payment for a card, one an order for cash and transfers.
pub(super) async fn payments_of(
    txn: &Txn,
    now: DateTime<Utc>,
    purchase_id: i64,
    wish: &Wish,
    made: &[order::Model],
    plan: &Plan<'_>,
) -> Result<()> {
    let share = |(order, part): (&order::Model, &Part)| (order.id, part.total);
    let expected: Vec<Expected> = if wish.method == PaymentMethod::Card {
        vec![Expected {
            reference: made.first().map(|order| order.number.clone()).unwrap_or_default(),
            account: None,
            shares: made.iter().zip(&plan.quote.parts).map(share).collect(),
            expires_at: made.first().and_then(|order| order.expires_at),
        }]
    } else {
        made.iter()
            .zip(plan.groups.iter().zip(&plan.quote.parts))
            .map(|(order, (group, part))| {
                let item = group.wants.first().map(|want| want.item);
                let account = item
                    .filter(|_| wish.method == PaymentMethod::BankTransfer)
                    .and_then(|item| {
                        let (bin, account) = (item.bank_bin.clone()?, item.bank_account.clone()?);
                        Some((bin, account, item.bank_holder.clone().unwrap_or_default()))
                    });
                Expected {
                    reference: order.number.clone(),
                    account,
                    shares: vec![(order.id, part.total)],
                    expires_at: order.expires_at,
                }
            })
            .collect()
    };
    payments::expect(txn, now, purchase_id, wish.method, &expected).await
}

pub(super) async fn consents(txn: &Txn, now: DateTime<Utc>, purchase_id: i64, wish: &Wish) -> Result<()> {
    let (page, locale) = (LegalPage::Terms, wish.buyer.locale);
    let terms = imprint::wording(txn, now, page, locale, TERMS).await?;
    let rows =
        [("order", true), ("marketing", wish.marketing)].map(|(purpose, granted)| consent::ActiveModel {
            user_id: Set(wish.buyer.user_id),
            purchase_id: Set(Some(purchase_id)),
            purpose: Set(purpose.to_owned()),
            granted: Set(granted),
            text_version: Set(terms.clone()),
            at: Set(now),
            ..Default::default()
        });
    consent::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
