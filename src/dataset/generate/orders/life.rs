//! The life of one synthetic purchase: placed, paid, sent, delivered; some are called off, some are refused at the
//! door, the newest are still under way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    DeliveryMethod, Locale, MovementKind, OrderStatus, PaymentMethod, ReservationState, Vnd, Zone,
    ledger_entry, order, order_event, order_line, payment, payment_part, purchase, receipt, reservation,
    stock_movement,
};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::super::SOURCE;
use super::super::text::person;
use super::goods::{Goods, Pack};
use super::{number, pick};

/// The site's share, hundredths of a per cent.
const COMMISSION_BPS: i32 = 500;

/// Free keys.
pub(super) struct Next {
    pub(super) purchase: i64,
    pub(super) order: i64,
    pub(super) line: i64,
    pub(super) event: i64,
    pub(super) payment: i64,
    pub(super) receipt: i64,
    pub(super) ledger: i64,
    pub(super) movement: i64,
}

/// Takes the next key.
pub(super) fn take(key: &mut i64) -> i64 {
    let taken = *key;
    *key += 1;
    taken
}

/// Rows that are written together.
pub(super) struct Batch<'a> {
    pub(super) next: Next,
    pub(super) purchases: Vec<purchase::Model>,
    pub(super) orders: Vec<order::Model>,
    pub(super) lines: Vec<order_line::Model>,
    pub(super) events: Vec<order_event::Model>,
    pub(super) payments: Vec<payment::Model>,
    pub(super) parts: Vec<payment_part::Model>,
    pub(super) receipts: Vec<receipt::Model>,
    pub(super) ledger: Vec<ledger_entry::Model>,
    pub(super) reservations: Vec<reservation::Model>,
    pub(super) movements: Vec<stock_movement::Model>,
    /// Pieces that left the house for good, by variant.
    pub(super) sold: BTreeMap<i64, i64>,
    /// The next receipt's number of producers that got one.
    pub(super) counted: BTreeMap<i64, i64>,
    /// A moment before all of it.
    pub(super) first: DateTime<Utc>,
    goods: &'a [Goods],
    receipt_numbers: &'a mut BTreeMap<i64, i64>,
    now: DateTime<Utc>,
}

/// How far an order comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Cancelled,
    Confirmed,
    Packed,
    Shipped,
    Delivered,
    Refused,
}

impl End {
    const fn status(self) -> OrderStatus {
        match self {
            Self::Cancelled => OrderStatus::Cancelled,
            Self::Confirmed => OrderStatus::Confirmed,
            Self::Packed => OrderStatus::Packed,
            Self::Shipped => OrderStatus::Shipped,
            Self::Delivered => OrderStatus::Delivered,
            Self::Refused => OrderStatus::Refused,
        }
    }
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        next: Next,
        goods: &'a [Goods],
        receipt_numbers: &'a mut BTreeMap<i64, i64>,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            next,
            purchases: Vec::new(),
            orders: Vec::new(),
            lines: Vec::new(),
            events: Vec::new(),
            payments: Vec::new(),
            parts: Vec::new(),
            receipts: Vec::new(),
            ledger: Vec::new(),
            reservations: Vec::new(),
            movements: Vec::new(),
            sold: BTreeMap::new(),
            counted: BTreeMap::new(),
            first: now,
            goods,
            receipt_numbers,
            now,
        }
    }

    /// One purchase of one order, or of two where `two` allows it.
    pub(super) fn purchase(
        &mut self,
        rng: &mut ChaCha8Rng,
        (key, body): (String, String),
        placed: DateTime<Utc>,
        commune_id: Option<i64>,
        two: bool,
    ) {
        self.first = self.first.min(placed - TimeDelta::hours(1));
        let method = match rng.random_range(0..10) {
            0..5 => PaymentMethod::Cod,
            5..9 => PaymentMethod::BankTransfer,
            _ => PaymentMethod::Card,
        };
        // A card pays for all orders at once: one order each keeps the books plain.
        let wanted = if two && method != PaymentMethod::Card && rng.random_ratio(1, 5) {
            2
        } else {
            1
        };
        let mut makers: BTreeSet<i64> = BTreeSet::new();
        let id = take(&mut self.next.purchase);
        let (mut goods, mut shipping) = (0, 0);
        for _ in 0..wanted {
            let all = self.goods;
            let Some(maker) = pick(rng, all).filter(|maker| makers.insert(maker.producer_id)) else {
                continue;
            };
            let order = self.order(rng, (id, makers.len(), &body), maker, method, placed);
            goods += order.0;
            shipping += order.1;
        }
        self.purchases.push(purchase::Model {
            id,
            number: number(&body, 0),
            user_id: None,
            idempotency_key: key,
            request_hash: "generate".to_owned(),
            locale: if rng.random_ratio(1, 12) {
                Locale::En
            } else {
                Locale::Vi
            },
            name: person(rng),
            email: None,
            phone: format!("+849{:08}", rng.random_range(0..100_000_000)),
            street: Some(format!(
                "Số {}, ngõ {}",
                rng.random_range(1..200),
                rng.random_range(1..90)
            )),
            commune_id,
            ward: None,
            district: None,
            province: Some("Hà Nội".to_owned()),
            note: Some(SOURCE.to_owned()),
            gift_note: None,
            method,
            goods: Vnd::new(goods),
            shipping: Vnd::new(shipping),
            discount: Vnd::ZERO,
            total: Vnd::new(goods + shipping),
            coupon_code: None,
            invoice_name: None,
            invoice_tax_code: None,
            invoice_address: None,
            adult: false,
            placed_at: placed,
            erased_at: None,
        });
    }

    /// One order; returns its goods and its delivery.
    fn order(
        &mut self,
        rng: &mut ChaCha8Rng,
        (purchase_id, place, body): (i64, usize, &str),
        maker: &Goods,
        method: PaymentMethod,
        placed: DateTime<Utc>,
    ) -> (i64, i64) {
        let end = self.end(rng, method, placed);
        let id = take(&mut self.next.order);
        let (goods, vat, weight_g) = self.lines(rng, id, maker, end, placed);
        let (zone, fee) = match rng.random_range(0..4) {
            0 => (Zone::InnerHanoi, 20_000),
            1 => (Zone::OuterHanoi, 25_000),
            2 => (Zone::North, 32_000),
            _ => (Zone::Nation, 45_000),
        };
        let total = goods + fee;
        let commission = goods * i64::from(COMMISSION_BPS) / 10_000;
        let confirmed = self.later(placed, 3);
        let ended = match end {
            End::Cancelled | End::Shipped => self.later(placed, 30),
            End::Confirmed => confirmed,
            End::Packed => self.later(placed, 20),
            End::Delivered | End::Refused => self.later(placed, 72),
        };
        let invoice_no = (end != End::Cancelled).then(|| self.receipt_number(maker.producer_id));
        let number = number(body, place);
        self.orders.push(order::Model {
            id,
            purchase_id,
            position: i16::try_from(place).unwrap_or(1),
            number: number.clone(),
            producer_id: maker.producer_id,
            producer_name: maker.producer.clone(),
            status: end.status(),
            delivery: DeliveryMethod::Parcel,
            pickup_place_id: None,
            pickup_name: None,
            zone: Some(zone),
            goods: Vnd::new(goods),
            shipping: Vnd::new(fee),
            discount: Vnd::ZERO,
            subsidy: Vnd::ZERO,
            total: Vnd::new(total),
            vat: Vnd::new(vat),
            commission_bps: COMMISSION_BPS,
            commission: Vnd::new(commission),
            weight_g,
            carrier: None,
            tracking_code: None,
            expires_at: None,
            status_at: ended,
            placed_at: placed,
            delivered_at: (end == End::Delivered).then_some(ended),
            invoice_no,
        });
        self.timeline(id, method, end, [placed, confirmed, ended]);
        self.money(
            (purchase_id, id, maker.producer_id),
            (method, end),
            number,
            [total, commission, fee],
            [placed, confirmed, ended],
        );
        (goods, fee)
    }

    /// How far it comes: what is older than five days is over.
    fn end(&self, rng: &mut ChaCha8Rng, method: PaymentMethod, placed: DateTime<Utc>) -> End {
        match (self.now - placed).num_days() {
            0 => End::Confirmed,
            1 => End::Packed,
            2..5 => End::Shipped,
            _ => match rng.random_range(0..100) {
                0..7 => End::Cancelled,
                // Who has paid does not send it away at the door.
                7..10 if method == PaymentMethod::Cod => End::Refused,
                _ => End::Delivered,
            },
        }
    }

    /// So many hours later, and not in the future.
    fn later(&self, placed: DateTime<Utc>, hours: i64) -> DateTime<Utc> {
        (placed + TimeDelta::hours(hours)).min(self.now)
    }

    fn receipt_number(&mut self, producer_id: i64) -> i64 {
        let next = self.receipt_numbers.entry(producer_id).or_insert(1);
        let number = take(next);
        self.counted.insert(producer_id, *next);
        number
    }

    /// The lines of an order with their stock; returns goods, tax and weight.
    fn lines(
        &mut self,
        rng: &mut ChaCha8Rng,
        order_id: i64,
        maker: &Goods,
        end: End,
        placed: DateTime<Utc>,
    ) -> (i64, i64, i64) {
        let start = rng.random_range(0..maker.packs.len().max(1));
        let count = rng.random_range(1..=3).min(maker.packs.len());
        let (mut goods, mut vat, mut weight) = (0, 0, 0);
        let drawn = maker.packs.iter().cycle().skip(start).take(count);
        for (position, pack) in (1i16..).zip(drawn) {
            let quantity = rng.random_range(1..=4);
            let sum = pack.price.dong() * quantity;
            let bps = i64::from(pack.vat_bps.unwrap_or(0));
            // The tax is inside the price.
            let tax = sum * bps / (10_000 + bps);
            let id = take(&mut self.next.line);
            self.lines.push(order_line::Model {
                id,
                order_id,
                position,
                variant_id: Some(pack.variant_id),
                product_slug: pack.slug.clone(),
                sku: pack.sku.clone(),
                name_vi: pack.name_vi.clone(),
                name_en: pack.name_en.clone(),
                pack: pack.pack.clone(),
                unit: pack.unit.clone(),
                quantity,
                unit_price: pack.price,
                goods: Vnd::new(sum),
                discount: Vnd::ZERO,
                total: Vnd::new(sum),
                vat_bps: pack.vat_bps,
                vat: Vnd::new(tax),
                weight_g: pack.weight_g * quantity,
                counted: pack.counted,
                bundle_name: None,
            });
            if pack.counted {
                self.stock(id, pack, quantity, end, placed);
            }
            goods += sum;
            vat += tax;
            weight += pack.weight_g * quantity;
        }
        (goods, vat, weight)
    }

    /// The promise of a line and what became of it.
    fn stock(&mut self, line: i64, pack: &Pack, pieces: i64, end: End, placed: DateTime<Utc>) {
        let (state, last) = match end {
            End::Cancelled => (ReservationState::Released, self.later(placed, 30)),
            End::Refused => (ReservationState::Returned, self.later(placed, 72)),
            _ => (ReservationState::Sold, self.later(placed, 3)),
        };
        self.reservations.push(reservation::Model {
            order_line_id: line,
            variant_id: pack.variant_id,
            quantity: pieces,
            state,
            created_at: placed,
            updated_at: last,
        });
        self.movement(line, pack, MovementKind::Reserve, (0, pieces), placed);
        if end == End::Cancelled {
            self.movement(line, pack, MovementKind::Release, (0, -pieces), last);
            return;
        }
        let sold = self.later(placed, 3);
        self.movement(line, pack, MovementKind::Sale, (-pieces, -pieces), sold);
        if end == End::Refused {
            self.movement(line, pack, MovementKind::Return, (pieces, 0), last);
        } else {
            *self.sold.entry(pack.variant_id).or_default() += pieces;
        }
    }

    fn movement(
        &mut self,
        line: i64,
        pack: &Pack,
        kind: MovementKind,
        (on_hand, reserved): (i64, i64),
        at: DateTime<Utc>,
    ) {
        self.movements.push(stock_movement::Model {
            id: take(&mut self.next.movement),
            variant_id: pack.variant_id,
            kind,
            on_hand,
            reserved,
            order_line_id: Some(line),
            reason: None,
            actor: "generate".to_owned(),
            at,
        });
    }
}
