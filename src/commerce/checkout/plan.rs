//! From a cart to parcels: which producers' goods come in which way, at what price, and what stands in the
//! way. The same for the checkout page and for the placing itself, so that both say the same.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entity::{
    DeliveryMethod, Locale, PlaceKind, PlaceStatus, PublicStatus, Vnd, VndError, Zone, place, place_producer,
    place_text,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::coupons::{self, CouponTrouble};
use super::quote::{Coupon, Parcel, Quote, Want, quote, take_apart};
use super::shipping::{Offer, Rates, offer};
use crate::goods::Item;
use foundation::kernel::error::{Error, Result};
use foundation::kernel::geo::Position;

/// Sales points offered for fetching, when none shows the producer's goods yet: the nearest so many.
const NEAREST: usize = 3;

/// How the goods of one producer are to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The way.
    pub method: DeliveryMethod,
    /// The sales point, for fetching.
    pub place_id: Option<i64>,
}

/// A sales point goods can be fetched from.
#[derive(Clone, Debug, PartialEq)]
pub struct PickupPlace {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: Option<String>,
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
    let rates = Rates::load(db, &producers).await?;
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

/// Where the goods of each producer can be fetched: at sales points that show its goods, and where there is
/// none yet at the nearest ones. Closed ones are left out.
pub async fn pickup_places(
    db: &impl ConnectionTrait,
    wants: &[Want<'_>],
) -> Result<HashMap<i64, Vec<PickupPlace>>> {
    let producers: BTreeMap<i64, Option<Position>> = wants
        .iter()
        .map(|want| {
            let at = want.item.producer_lat.zip(want.item.producer_lon);
            (
                want.item.producer_id,
                at.and_then(|(lat, lon)| Position::new(lat, lon)),
            )
        })
        .collect();
    let points = place::Entity::find()
        .filter(place::Column::Kind.ne(PlaceKind::CraftVillage))
        .filter(place::Column::Public.eq(PublicStatus::Published))
        .filter(place::Column::Status.is_in([PlaceStatus::Open, PlaceStatus::Unverified]))
        .all(db)
        .await?;
    let shown = place_producer::Entity::find()
        .filter(place_producer::Column::ProducerId.is_in(producers.keys().copied()))
        .all(db)
        .await?;
    let mut chosen: HashMap<i64, Vec<i64>> = HashMap::new();
    for (producer, at) in &producers {
        let mut own: Vec<i64> = shown
            .iter()
            .filter(|row| row.producer_id == *producer && points.iter().any(|point| point.id == row.place_id))
            .map(|row| row.place_id)
            .collect();
        if let (true, Some(at)) = (own.is_empty(), at) {
            let mut near: Vec<(i64, f64)> = points
                .iter()
                .filter_map(|point| {
                    let there = Position::new(point.lat?, point.lon?)?;
                    Some((point.id, at.metres_to(there)))
                })
                .collect();
            near.sort_by(|a, b| a.1.total_cmp(&b.1));
            own = near.into_iter().take(NEAREST).map(|(id, _)| id).collect();
        }
        chosen.insert(*producer, own);
    }
    let ids: Vec<i64> = chosen.values().flatten().copied().collect();
    let texts = place_text::Entity::find()
        .filter(place_text::Column::PlaceId.is_in(ids))
        .filter(place_text::Column::Locale.eq(Locale::Vi))
        .all(db)
        .await?;
    let view = |id: &i64| {
        let point = points.iter().find(|point| point.id == *id)?;
        let text = texts.iter().find(|text| text.place_id == *id)?;
        Some(PickupPlace {
            id: *id,
            slug: point.slug.clone(),
            name: text.name.clone(),
            address: text.address.clone(),
        })
    };
    Ok(chosen
        .into_iter()
        .map(|(producer, ids)| (producer, ids.iter().filter_map(view).collect()))
        .collect())
}
