//! What delivery costs, and which ways of delivery there are for the goods of one producer.

use entity::{DeliveryMethod, DeliveryReach, Vnd, Zone, shipping_rate};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::quote::Want;
use foundation::kernel::error::Result;
use foundation::kernel::geo::Position;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Whose; everybody's when empty.
    pub producer_id: Option<i64>,
    /// Where to.
    pub zone: Zone,
    /// Grams up to and including.
    pub up_to_g: i64,
    /// Fee.
    pub fee: Vnd,
}

/// The common table and those of some producers, lightest first.
#[derive(Clone, Debug, Default)]
pub struct Rates(pub Vec<Rate>);

impl Rates {
    /// Reads what applies to parcels of these producers into a zone; nothing as long as it is not known where to.
    pub async fn load(db: &impl ConnectionTrait, producers: &[i64], zone: Option<Zone>) -> Result<Self> {
        let Some(zone) = zone else {
            return Ok(Self::default());
        };
        let rows = shipping_rate::Entity::find()
            .filter(shipping_rate::Column::Zone.eq(zone))
            .filter(
                Condition::any()
                    .add(shipping_rate::Column::ProducerId.is_null())
                    .add(shipping_rate::Column::ProducerId.is_in(producers.iter().copied())),
            )
            .order_by_asc(shipping_rate::Column::UpToG)
            .all(db)
            .await?;
        Ok(Self(
            rows.into_iter()
                .map(|row| Rate {
                    producer_id: row.producer_id,
                    zone: row.zone,
                    up_to_g: i64::from(row.up_to_g),
                    fee: row.fee,
                })
                .collect(),
        ))
    }

    /// The fee of a parcel. A producer's own rows for a zone stand in for the common ones. What is heavier
    /// than the heaviest row goes in several parcels of that weight.
    pub fn fee(&self, producer_id: i64, zone: Zone, grams: i64) -> Option<Vnd> {
        let of = |whose: Option<i64>| -> Vec<&Rate> {
            self.0
                .iter()
                .filter(|rate| rate.producer_id == whose && rate.zone == zone)
                .collect()
        };
        let mut table = of(Some(producer_id));
        if table.is_empty() {
            table = of(None);
        }
        let heaviest = table.last()?;
        let whole = grams / heaviest.up_to_g.max(1);
        let rest = grams % heaviest.up_to_g.max(1);
        let mut fee = heaviest.fee.times(whole).ok()?;
        if rest > 0 || whole == 0 {
            let row = table.iter().find(|rate| rate.up_to_g >= rest)?;
            fee = fee.plus(row.fee).ok()?;
        }
        Some(fee)
    }
}

/// Why a way of delivery is not offered, or what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// It costs so much.
    For(Vnd),
    /// The goods may not travel by parcel.
    NoParcel,
    /// The address is not known well enough yet.
    NeedsAddress,
    /// The producer does not deliver so far.
    TooFar,
    /// One of the goods is not sent so far.
    OutOfReach,
    /// The producer does not deliver itself.
    NotOffered,
}

/// What a way of delivery costs for the goods of one producer.
pub fn offer(
    method: DeliveryMethod,
    wants: &[Want<'_>],
    rates: &Rates,
    zone: Option<Zone>,
    home: Option<Position>,
) -> Offer {
    let Some(first) = wants.first().map(|want| want.item) else {
        return Offer::NotOffered;
    };
    let goods = wants
        .iter()
        .fold(0_i64, |sum, want| sum.saturating_add(want.goods.dong()));
    let free = first.free_from.is_some_and(|from| goods >= from.dong());
    match method {
        DeliveryMethod::Pickup => Offer::For(Vnd::ZERO),
        DeliveryMethod::Parcel => {
            let by_hand = |want: &Want<'_>| want.item.reach == DeliveryReach::ByHand;
            if wants.iter().any(|want| !want.item.parcel || by_hand(want)) {
                return Offer::NoParcel;
            }
            let Some(zone) = zone else {
                return Offer::NeedsAddress;
            };
            if wants.iter().any(|want| !want.item.reach.holds(zone)) {
                return Offer::OutOfReach;
            }
            match rates.fee(first.producer_id, zone, weight(wants)) {
                Some(_) if free => Offer::For(Vnd::ZERO),
                Some(fee) => Offer::For(fee),
                None => Offer::NotOffered,
            }
        }
        DeliveryMethod::Own => {
            let (Some(radius), Some(fee)) = (first.own_radius_m, first.own_fee) else {
                return Offer::NotOffered;
            };
            let from = first
                .producer_lat
                .zip(first.producer_lon)
                .and_then(|(lat, lon)| Position::new(lat, lon));
            let (Some(from), Some(home)) = (from, home) else {
                return Offer::NeedsAddress;
            };
            if from.metres_to(home) > f64::from(radius) {
                return Offer::TooFar;
            }
            Offer::For(if free { Vnd::ZERO } else { fee })
        }
    }
}

/// Weight of all pieces, grams.
pub fn weight(wants: &[Want<'_>]) -> i64 {
    wants.iter().fold(0_i64, |sum, want| {
        sum.saturating_add(want.item.piece_weight().saturating_mul(want.quantity))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> Rates {
        let rate = |producer_id, up_to_g, fee| Rate {
            producer_id,
            zone: Zone::North,
            up_to_g,
            fee: Vnd::new(fee),
        };
        Rates(vec![
            rate(None, 1_000, 30_000),
            rate(Some(7), 1_000, 10_000),
            rate(None, 5_000, 50_000),
        ])
    }

    #[test]
    fn fees_go_by_weight_and_producer() {
        let rates = rates();
        for (producer, grams, fee) in [
            (1, 0, Some(30_000)),
            (1, 1_000, Some(30_000)),
            (1, 1_001, Some(50_000)),
            (1, 5_000, Some(50_000)),
            (1, 5_001, Some(80_000)),
            (1, 12_000, Some(150_000)),
            (7, 500, Some(10_000)),
            (7, 2_500, Some(30_000)),
        ] {
            assert_eq!(
                rates.fee(producer, Zone::North, grams),
                fee.map(Vnd::new),
                "{producer} {grams}"
            );
        }
        assert_eq!(rates.fee(1, Zone::Nation, 100), None);
    }
}
