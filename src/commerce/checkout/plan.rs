//! From a cart to parcels: which producers' goods come in which way, at what price, and what stands in the
//! way. The same for the checkout page and for the placing itself, so that both say the same.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entity::{DeliveryMethod, Vnd, VndError, Zone};
use sea_orm::ConnectionTrait;

use super::coupons::{self, CouponTrouble};
use super::pickup::{PickupPlace, pickup_places};
use super::quote::{Coupon, Parcel, Quote, Want, quote, take_apart};
use super::shipping::{Offer, Rates, offer};
use crate::goods::Item;
use foundation::kernel::error::{Error, Result};
use foundation::kernel::geo::Position;

/// How the goods of one producer are to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The way.
    pub method: DeliveryMethod,
    /// The sales point, for fetching.
    pub place_id: Option<i64>,
}

/// The goods of one producer with the ways they can come.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The producer.
    pub producer_id: i64,
    /// Its goods.
    pub wants: Vec<Want<'a>>,
    /// Every way with its price or why it is not offered, in their order.
    pub offers: [(DeliveryMethod, Offer); 3],
    /// Where they can be fetched.
    pub places: Vec<PickupPlace>,
    /// What was chosen, or what comes first.
    pub choice: Choice,
    /// Whether the choice holds.
    pub chosen: Option<Vnd>,
}

/// A purchase to be.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// One a producer, in the order of the cart.
    pub groups: Vec<Group<'a>>,
    /// What it costs; ways that do not hold count as nothing.
    pub quote: Quote,
    /// The coupon, if one was typed: what it does or why nothing.
    pub coupon: Option<std::result::Result<Coupon, CouponTrouble>>,
}

/// Where the goods go, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Target {
    /// How far a parcel goes.
    pub zone: Option<Zone>,
    /// Where the buyer lives.
    pub home: Option<Position>,
}

/// Plans a purchase of these items. Sales points are looked up for the page, and for the placing only when
/// something is fetched.
pub async fn plan<'a>(
    db: &impl ConnectionTrait,
    items: &'a [Item],
    choices: &BTreeMap<i64, Choice>,
    target: Target,
    coupon_code: Option<&str>,
    (today, with_places): (NaiveDate, bool),
) -> Result<Plan<'a>> {
    let wants = take_apart(items).map_err(overflow)?;
    let mut producers: Vec<i64> = Vec::new();
    for want in &wants {
        if !producers.contains(&want.item.producer_id) {
            producers.push(want.item.producer_id);
        }
    }
    let rates = Rates::load(db, &producers, target.zone).await?;
    let places = if with_places {
        pickup_places(db, &wants).await?
    } else {
        HashMap::new()
    };
    let groups: Vec<Group<'a>> = producers
        .into_iter()
        .map(|producer_id| {
            let wants: Vec<Want<'a>> = wants
                .iter()
                .filter(|want| want.item.producer_id == producer_id)
                .copied()
                .collect();
            let places = places.get(&producer_id).cloned().unwrap_or_default();
            group(
                producer_id,
                wants,
                places,
                choices.get(&producer_id),
                &rates,
                target,
            )
        })
        .collect();
    let sums: Vec<(i64, Vnd)> = groups
        .iter()
        .map(|group| {
            let sum = group
                .wants
                .iter()
                .map(|want| want.goods.dong())
                .fold(0, i64::saturating_add);
            (group.producer_id, Vnd::new(sum))
        })
        .collect();
    let coupon = match coupon_code {
        Some(code) => Some(coupons::find(db, code, &sums, today).await?),
        None => None,
    };
    let parcels: Vec<Parcel<'_>> = groups
        .iter()
        .map(|group| Parcel {
            wants: group.wants.clone(),
            delivery: group.choice.method,
            fee: group.chosen.unwrap_or(Vnd::ZERO),
            zone: target.zone,
        })
        .collect();
    let holds = coupon.as_ref().and_then(|coupon| coupon.as_ref().ok());
    let quote = quote(&parcels, holds).map_err(overflow)?;
    Ok(Plan {
        groups,
        quote,
        coupon,
    })
}

fn overflow(error: VndError) -> Error {
    Error::because("working out a price", error)
}

fn group<'a>(
    producer_id: i64,
    wants: Vec<Want<'a>>,
    places: Vec<PickupPlace>,
    choice: Option<&Choice>,
    rates: &Rates,
    target: Target,
) -> Group<'a> {
    let offers = [
        DeliveryMethod::Parcel,
        DeliveryMethod::Own,
        DeliveryMethod::Pickup,
    ]
    .map(|method| {
        let offer = if method == DeliveryMethod::Pickup && places.is_empty() {
            Offer::NotOffered
        } else {
            offer(method, &wants, rates, target.zone, target.home)
        };
        (method, offer)
    });
    // Without a choice the first way that may work; a price may still hang on the address.
    let first = offers
        .iter()
        .find(|(_, offer)| matches!(offer, Offer::For(_) | Offer::NeedsAddress))
        .map_or(DeliveryMethod::Parcel, |(method, _)| *method);
    let choice = choice.copied().unwrap_or(Choice {
        method: first,
        place_id: None,
    });
    let chosen = offers
        .iter()
        .find(|(method, _)| *method == choice.method)
        .and_then(|(_, offer)| match offer {
            Offer::For(fee) => Some(*fee),
            _ => None,
        })
        .filter(|_| {
            choice.method != DeliveryMethod::Pickup
                || choice
                    .place_id
                    .is_some_and(|id| places.iter().any(|place| place.id == id))
        });
    Group {
        producer_id,
        wants,
        offers,
        places,
        choice,
        chosen,
    }
}
