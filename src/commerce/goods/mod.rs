//! What a cart line is about today: names, price, stock, how its producer sells. Read from the rows, never
//! from memory: what is charged is what the database says inside the transaction that charges it.

mod rows;

use chrono::NaiveDate;
use entity::Vnd;

pub use rows::{Item, Part, of_cart, of_variant};

/// Sets whose goods are alcohol: the buyer has to be 18 (`domain.md` §5.4).
const ALCOHOL: [i64; 2] = [14, 15];
/// Set of services: enquiry or booking, nothing to send.
const SERVICES: i64 = 26;
/// Pieces one line may have at most, whatever the stock.
pub const MOST_PIECES: i64 = 999;

/// Why a line cannot be bought as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is not offered any more.
    Gone,
    /// Its producer sells nothing here for now.
    ProducerAway,
    /// Its producer is on holiday until and including that day.
    Closed(NaiveDate),
    /// A service: one enquires.
    Service,
    /// Nothing is left.
    SoldOut,
    /// So many are left, and more were wanted.
    OnlyLeft(i64),
    /// So many may be in one order at most, and more were wanted.
    TooMany(i64),
}

impl Item {
    /// Why it cannot be bought as it is; `None` when it can.
    pub fn trouble(&self, today: NaiveDate) -> Option<Trouble> {
        if self.status != "published" {
            return Some(Trouble::Gone);
        }
        if self.producer_status != "published" || !self.sells() {
            return Some(Trouble::ProducerAway);
        }
        if self.kind == "service" || self.set_id == SERVICES {
            return Some(Trouble::Service);
        }
        if let Some(until) = self.closed(today) {
            return Some(Trouble::Closed(until));
        }
        if self.quantity > self.most() {
            return Some(Trouble::TooMany(self.most()));
        }
        match self.free() {
            Some(free) if free <= 0 => Some(Trouble::SoldOut),
            Some(free) if free < self.quantity => Some(Trouble::OnlyLeft(free)),
            _ => None,
        }
    }

    /// Whether the producer has said how it sells.
    pub fn sells(&self) -> bool {
        [self.accepts_cod, self.accepts_transfer, self.accepts_card].contains(&Some(true))
    }

    /// Last day of a holiday that `today` falls into.
    fn closed(&self, today: NaiveDate) -> Option<NaiveDate> {
        let until = self.closed_until.filter(|until| *until >= today)?;
        self.closed_from.is_none_or(|from| from <= today).then_some(until)
    }

    /// Pieces one order may have.
    pub fn most(&self) -> i64 {
        self.max_per_order
            .map_or(MOST_PIECES, |most| i64::from(most).min(MOST_PIECES))
    }

    /// Pieces nobody has been promised; `None` where stock is not counted. A gift set has as many as the
    /// scarcest of its parts allows.
    pub fn free(&self) -> Option<i64> {
        if self.parts.is_empty() {
            return self
                .counted()
                .then(|| (self.on_hand.unwrap_or(0) - self.reserved.unwrap_or(0)).max(0));
        }
        self.parts
            .iter()
            .filter_map(|part| part.item.free().map(|free| free / part.quantity.max(1)))
            .min()
    }

    /// Whether stock is counted.
    pub fn counted(&self) -> bool {
        self.made_to_order != Some(true)
    }

    /// Whether only adults may buy it.
    pub fn for_adults(&self) -> bool {
        ALCOHOL.contains(&self.set_id) || self.parts.iter().any(|part| part.item.for_adults())
    }

    /// Weight of a piece, grams. Where none is told half a kilogram is assumed, a kilogram a litre.
    pub fn piece_weight(&self) -> i64 {
        match (self.weight_g, self.volume_ml) {
            (Some(grams), _) => i64::from(grams),
            (None, Some(millilitres)) => i64::from(millilitres),
            (None, None) => 500,
        }
    }

    /// Price of all pieces.
    pub fn sum(&self) -> Result<Vnd, entity::VndError> {
        self.price.times(self.quantity)
    }
}
