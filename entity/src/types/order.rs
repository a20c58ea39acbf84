//! Where an order stands, how it comes, and what happened to stock. Legal moves are written here once.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed; money is awaited.
    AwaitingPayment,
    /// Placed; the producer has to confirm it, for cash on delivery.
    AwaitingConfirmation,
    /// Paid or confirmed: it will be made ready.
    Confirmed,
    /// Made ready.
    Packed,
    /// Under way, or ready to be fetched.
    Shipped,
    /// With the buyer.
    Delivered,
    /// Called off before it was under way.
    Cancelled,
    /// Not taken at the door.
    Refused,
    /// Given back after delivery.
    Returned,
}

impl OrderStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AwaitingPayment => "awaiting_payment",
            Self::AwaitingConfirmation => "awaiting_confirmation",
            Self::Confirmed => "confirmed",
            Self::Packed => "packed",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::Returned => "returned",
        }
    }
}

/// How an order comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryMethod {
    /// By a carrier, by zone and weight.
    Parcel,
    /// By the producer, within its radius.
    Own,
    /// Fetched at a sales point, free.
    Pickup,
}

impl DeliveryMethod {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Parcel => "parcel",
            Self::Own => "own",
            Self::Pickup => "pickup",
        }
    }
}

/// How far a parcel goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// A ward (phường) of Hà Nội.
    InnerHanoi,
    /// A commune (xã) of Hà Nội.
    OuterHanoi,
    /// Another province of the north.
    North,
    /// Anywhere else in Việt Nam.
    Nation,
}

impl Zone {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InnerHanoi => "inner_hanoi",
            Self::OuterHanoi => "outer_hanoi",
            Self::North => "north",
            Self::Nation => "nation",
        }
    }
}

/// What became of stock that was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ReservationState {
    /// Kept for the order.
    Held,
    /// Out of the house.
    Sold,
    /// Let go.
    Released,
    /// Sold and come back.
    Returned,
}

impl ReservationState {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Sold => "sold",
            Self::Released => "released",
            Self::Returned => "returned",
        }
    }
}

/// Why a stock item changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// It was there when counting began.
    Opening,
    /// Somebody counted or imported.
    Count,
    /// Promised to an order.
    Reserve,
    /// Let go.
    Release,
    /// Sold.
    Sale,
    /// Come back.
    Return,
}

impl MovementKind {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Count => "count",
            Self::Reserve => "reserve",
            Self::Release => "release",
            Self::Sale => "sale",
            Self::Return => "return",
        }
    }
}

/// What became of a wish to give goods back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ReturnStatus {
    /// The producer has to answer.
    Asked,
    /// The goods may be sent back.
    Accepted,
    /// The producer says no, with a reason.
    Refused,
    /// The goods are back.
    Received,
}

impl ReturnStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Received => "received",
        }
    }
}

/// What a coupon does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum CouponKind {
    /// Takes a part off the goods.
    Percent,
    /// Takes an amount off the goods.
    Amount,
    /// Makes delivery free.
    FreeShipping,
}

impl CouponKind {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Amount => "amount",
            Self::FreeShipping => "free_shipping",
        }
    }
}

impl OrderStatus {
    /// Whether the state may follow. What has ended stays ended, but for goods that come back.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::AwaitingPayment => matches!(next, Self::Confirmed | Self::Cancelled),
            Self::AwaitingConfirmation => matches!(next, Self::Confirmed | Self::Cancelled),
            Self::Confirmed => matches!(next, Self::Packed | Self::Shipped | Self::Cancelled),
            Self::Packed => matches!(next, Self::Shipped | Self::Cancelled),
            Self::Shipped => matches!(next, Self::Delivered | Self::Refused),
            Self::Delivered => matches!(next, Self::Returned),
            Self::Cancelled | Self::Refused | Self::Returned => false,
        }
    }

    /// Whether nothing more is sold, owed or sent.
    pub const fn is_called_off(self) -> bool {
        matches!(self, Self::Cancelled | Self::Refused | Self::Returned)
    }

    /// Whether it still waits for money or a word, and its goods are only kept.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::AwaitingPayment | Self::AwaitingConfirmation)
    }

    /// Whether a buyer may call it off without asking.
    pub const fn buyer_may_cancel(self) -> bool {
        matches!(
            self,
            Self::AwaitingPayment | Self::AwaitingConfirmation | Self::Confirmed
        )
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::OrderStatus;

    #[test]
    fn every_state_is_reached_and_every_way_ends() {
        let starts = [OrderStatus::AwaitingPayment, OrderStatus::AwaitingConfirmation];
        for state in OrderStatus::iter() {
            assert!(!state.may_become(state), "a move changes something: {state:?}");
            let reached = starts.contains(&state) || OrderStatus::iter().any(|from| from.may_become(state));
            assert!(reached, "nothing leads to {state:?}");
        }
        for (from, to) in [
            (OrderStatus::Shipped, OrderStatus::Cancelled),
            (OrderStatus::Cancelled, OrderStatus::Confirmed),
            (OrderStatus::AwaitingPayment, OrderStatus::Shipped),
            (OrderStatus::Delivered, OrderStatus::Cancelled),
        ] {
            assert!(!from.may_become(to), "{from:?} to {to:?}");
        }
    }
}
