//! What a purchase costs: pure, and the only place where totals are worked out. They are copied onto the
//! purchase, its orders and their lines, and the database repeats that they add up.

use entity::{CouponKind, DeliveryMethod, Vnd, VndError, Zone};

use super::shipping;
use crate::goods::Item;

/// Hundredths of a per cent in a whole.
const WHOLE: i64 = 10_000;

/// A coupon that holds today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// Key.
    pub id: i64,
    /// What was typed, in capitals.
    pub code: String,
    /// What it does.
    pub kind: CouponKind,
    /// Per cent or đồng.
    pub value: i64,
    /// Whose goods it is for, and who bears it; the site when empty.
    pub producer_id: Option<i64>,
    /// Goods at least.
    pub min_goods: Vnd,
}

/// Goods as they will stand in an order: a line of the cart, or what one part of a gift set brings.
#[derive(Clone, Copy, Debug)]
pub struct Want<'a> {
    /// What.
    pub item: &'a Item,
    /// Pieces.
    pub quantity: i64,
    /// Their price, or their share in the price of the set.
    pub goods: Vnd,
    /// The gift set, if they are in one.
    pub set: Option<&'a Item>,
}

/// The goods of one producer with the way they come.
#[derive(Clone, Debug)]
pub struct Parcel<'a> {
    /// The goods, one producer's.
    pub wants: Vec<Want<'a>>,
    /// How they come.
    pub delivery: DeliveryMethod,
    /// What that costs.
    pub fee: Vnd,
    /// The zone the fee was worked out for.
    pub zone: Option<Zone>,
}

/// A line of an order, worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The variant.
    pub variant_id: i64,
    /// Pieces.
    pub quantity: i64,
    /// Price of a piece.
    pub unit_price: Vnd,
    /// Price of the pieces, or its share in a gift set.
    pub goods: Vnd,
    /// Taken off.
    pub discount: Vnd,
    /// To pay.
    pub total: Vnd,
    /// Tax inside the total.
    pub vat: Vnd,
    /// Rate of the tax, hundredths of a per cent.
    pub vat_bps: Option<i32>,
    /// The variant of its gift set.
    pub set: Option<i64>,
}

/// An order, worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The producer.
    pub producer_id: i64,
    /// Its lines.
    pub lines: Vec<Line>,
    /// How it comes.
    pub delivery: DeliveryMethod,
    /// The zone the fee was worked out for.
    pub zone: Option<Zone>,
    /// Goods.
    pub goods: Vnd,
    /// Delivery.
    pub shipping: Vnd,
    /// Taken off.
    pub discount: Vnd,
    /// What of it the site bears.
    pub subsidy: Vnd,
    /// To pay.
    pub total: Vnd,
    /// Tax inside the total.
    pub vat: Vnd,
    /// Commission, hundredths of a per cent.
    pub commission_bps: i32,
    /// Commission.
    pub commission: Vnd,
    /// Grams.
    pub weight_g: i64,
}

/// A purchase, worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// One part a producer, in the order of the cart.
    pub parts: Vec<Part>,
    /// Goods.
    pub goods: Vnd,
    /// Delivery.
    pub shipping: Vnd,
    /// Taken off.
    pub discount: Vnd,
    /// To pay.
    pub total: Vnd,
    /// Tax inside the total.
    pub vat: Vnd,
}

/// The tax inside an amount that includes it: 8 % of 10,800 đồng is 800. Half a đồng goes up.
pub fn vat_inside(total: Vnd, bps: Option<i32>) -> Vnd {
    let Some(bps) = bps.map(i64::from).filter(|bps| *bps > 0) else {
        return Vnd::ZERO;
    };
    let whole = i128::from(WHOLE + bps);
    let net = (i128::from(total.dong()) * i128::from(WHOLE) * 2 + whole) / (whole * 2);
    let net = i64::try_from(net).unwrap_or(total.dong());
    Vnd::new(total.dong() - net)
}

/// A share in hundredths of a per cent, rounded down: nobody pays commission on a part of a đồng.
fn share(amount: Vnd, bps: i64) -> Vnd {
    let part = i128::from(amount.dong()) * i128::from(bps) / i128::from(WHOLE);
    Vnd::new(i64::try_from(part).unwrap_or(0))
}

/// Takes gift sets apart: what a set costs is shared by its parts in proportion to their weights, exactly.
pub fn take_apart(items: &[Item]) -> Result<Vec<Want<'_>>, VndError> {
    let mut wants = Vec::with_capacity(items.len());
    for item in items {
        let goods = item.sum()?;
        if item.parts.is_empty() {
            wants.push(Want {
                item,
                quantity: item.quantity,
                goods,
                set: None,
            });
            continue;
        }
        let weights: Vec<u64> = item
            .parts
            .iter()
            .map(|part| u64::try_from(part.weight).unwrap_or(0))
            .collect();
        for (part, goods) in item.parts.iter().zip(split(goods, &weights)?) {
            wants.push(Want {
                item: &part.item,
                quantity: part.quantity.saturating_mul(item.quantity),
                goods,
                set: Some(item),
            });
        }
    }
    Ok(wants)
}

/// Works out a purchase. A coupon whose conditions do not hold takes nothing off; the caller tells why.
pub fn quote(parcels: &[Parcel<'_>], coupon: Option<&Coupon>) -> Result<Quote, VndError> {
    let mut parts = Vec::with_capacity(parcels.len());
    for parcel in parcels {
        parts.push(part(parcel)?);
    }
    if let Some(coupon) = coupon {
        take_off(&mut parts, coupon)?;
    }
    let mut quote = Quote::default();
    for part in &mut parts {
        for line in &mut part.lines {
            line.total = line.goods.minus(line.discount)?;
            line.vat = vat_inside(line.total, line.vat_bps);
            part.vat = part.vat.plus(line.vat)?;
        }
        part.total = part.goods.plus(part.shipping)?.minus(part.discount)?;
        let own = part.discount.minus(part.subsidy)?;
        let base = Vnd::new(part.goods.minus(own)?.dong().max(0));
        part.commission = share(base, i64::from(part.commission_bps));
        quote.goods = quote.goods.plus(part.goods)?;
        quote.shipping = quote.shipping.plus(part.shipping)?;
        quote.discount = quote.discount.plus(part.discount)?;
        quote.total = quote.total.plus(part.total)?;
        quote.vat = quote.vat.plus(part.vat)?;
    }
    quote.parts = parts;
    Ok(quote)
}

fn part(parcel: &Parcel<'_>) -> Result<Part, VndError> {
    let first = parcel.wants.first().map(|want| want.item);
    let lines: Vec<Line> = parcel.wants.iter().map(line).collect();
    let goods = lines
        .iter()
        .try_fold(Vnd::ZERO, |sum, line| sum.plus(line.goods))?;
    Ok(Part {
        producer_id: first.map_or(0, |item| item.producer_id),
        lines,
        delivery: parcel.delivery,
        zone: parcel.zone,
        goods,
        shipping: parcel.fee,
        discount: Vnd::ZERO,
        subsidy: Vnd::ZERO,
        total: Vnd::ZERO,
        vat: Vnd::ZERO,
        commission_bps: first.and_then(|item| item.commission_bps).unwrap_or(0),
        commission: Vnd::ZERO,
        weight_g: shipping::weight(&parcel.wants),
    })
}

fn line(want: &Want<'_>) -> Line {
    Line {
        variant_id: want.item.variant_id,
        quantity: want.quantity,
        unit_price: want.item.price,
        goods: want.goods,
        discount: Vnd::ZERO,
        total: want.goods,
        vat: Vnd::ZERO,
        vat_bps: want.item.vat_bps,
        set: want.set.map(|set| set.variant_id),
    }
}

fn take_off(parts: &mut [Part], coupon: &Coupon) -> Result<(), VndError> {
    let concerned: Vec<usize> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| coupon.producer_id.is_none_or(|id| id == part.producer_id))
        .map(|(index, _)| index)
        .collect();
    let mut goods = Vnd::ZERO;
    for part in concerned.iter().filter_map(|index| parts.get(*index)) {
        goods = goods.plus(part.goods)?;
    }
    if concerned.is_empty() || goods < coupon.min_goods {
        return Ok(());
    }
    let off = match coupon.kind {
        CouponKind::Percent => share(goods, coupon.value.saturating_mul(100)),
        CouponKind::Amount => Vnd::new(coupon.value).min(goods),
        CouponKind::FreeShipping => Vnd::ZERO,
    };
    let weights: Vec<u64> = concerned
        .iter()
        .filter_map(|index| parts.get(*index))
        .map(|part| weight_of(part.goods))
        .collect();
    let shares = split(off, &weights)?;
    for (index, share) in concerned.into_iter().zip(shares) {
        let Some(part) = parts.get_mut(index) else {
            continue;
        };
        let off = if coupon.kind == CouponKind::FreeShipping {
            part.shipping
        } else {
            spread(part, share)?;
            share
        };
        part.discount = part.discount.plus(off)?;
        if coupon.producer_id.is_none() {
            part.subsidy = part.subsidy.plus(off)?;
        }
    }
    Ok(())
}

/// Takes an amount off the lines of an order, in proportion to their goods.
fn spread(part: &mut Part, off: Vnd) -> Result<(), VndError> {
    let weights: Vec<u64> = part.lines.iter().map(|line| weight_of(line.goods)).collect();
    for (line, share) in part.lines.iter_mut().zip(split(off, &weights)?) {
        line.discount = line.discount.plus(share)?;
    }
    Ok(())
}

fn weight_of(amount: Vnd) -> u64 {
    u64::try_from(amount.dong()).unwrap_or(0)
}

/// Splits exactly; nothing over nothing is nothing.
fn split(amount: Vnd, weights: &[u64]) -> Result<Vec<Vnd>, VndError> {
    if weights.iter().all(|weight| *weight == 0) {
        return Ok(vec![Vnd::ZERO; weights.len()]);
    }
    amount.split(weights)
}
