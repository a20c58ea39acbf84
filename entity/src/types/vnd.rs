//! Money: whole đồng in a private `i64`. There is no way in from a float and none out to one.

use std::fmt;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// An amount in Vietnamese đồng, which has no smaller unit (ISO 4217 exponent 0).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct Vnd(i64);

/// Why an amount was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VndError {
    /// The result would not fit: no real sum of đồng comes near it.
    #[error("the amount of đồng overflows")]
    Overflow,
    /// A split needs at least one positive weight.
    #[error("an amount cannot be split over no weight")]
    NoWeight,
}

impl Vnd {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of whole đồng.
    pub const fn new(dong: i64) -> Self {
        Self(dong)
    }

    /// The whole đồng, for storage and for formatting.
    pub const fn dong(self) -> i64 {
        self.0
    }

    /// The sum, or `Overflow`.
    pub fn plus(self, other: Self) -> Result<Self, VndError> {
        self.0.checked_add(other.0).map(Self).ok_or(VndError::Overflow)
    }

    /// The difference, or `Overflow`.
    pub fn minus(self, other: Self) -> Result<Self, VndError> {
        self.0.checked_sub(other.0).map(Self).ok_or(VndError::Overflow)
    }

    /// The amount for a number of pieces, or `Overflow`.
    pub fn times(self, quantity: i64) -> Result<Self, VndError> {
        self.0.checked_mul(quantity).map(Self).ok_or(VndError::Overflow)
    }

    /// Parts in proportion to `weights` whose sum is exactly the whole (largest remainder; a tie goes
    /// to the earlier part). Refuses when no weight is positive.
    pub fn split(self, weights: &[u64]) -> Result<Vec<Self>, VndError> {
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if total == 0 {
            return Err(VndError::NoWeight);
        }
        let whole = i128::from(self.0);
        let mut parts: Vec<(i128, i128)> = weights
            .iter()
            .map(|weight| {
                let share = whole * i128::from(*weight);
                (share.div_euclid(total), share.rem_euclid(total))
            })
            .collect();
        let given: i128 = parts.iter().map(|(floor, _)| floor).sum();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(parts.get(*index).map_or(0, |part| part.1)));
        let missing = usize::try_from(whole - given).map_err(|_too_many| VndError::Overflow)?;
        for index in order.into_iter().take(missing) {
            if let Some(part) = parts.get_mut(index) {
                part.0 += 1;
            }
        }
        parts
            .into_iter()
            .map(|(amount, _)| {
                i64::try_from(amount)
                    .map(Self)
                    .map_err(|_too_big| VndError::Overflow)
            })
            .collect()
    }
}

impl fmt::Display for Vnd {
    /// Plain digits: for machines. People read `i18n::format::vnd`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_split_sum_to_the_whole() {
        for whole in [0, 1, 2, 99, 100, 1_000_003, -7, i64::MAX] {
            for weights in [&[1, 1, 1][..], &[5], &[0, 1, 2], &[u64::MAX, 1, u64::MAX]] {
                let parts = Vnd::new(whole).split(weights).unwrap();
                let sum: i128 = parts.iter().map(|part| i128::from(part.dong())).sum();
                assert_eq!(sum, i128::from(whole), "{whole} over {weights:?}");
            }
        }
        assert_eq!(
            Vnd::new(100).split(&[1, 1, 1]).unwrap(),
            [Vnd::new(34), Vnd::new(33), Vnd::new(33)]
        );
        assert_eq!(Vnd::new(100).split(&[0, 0]), Err(VndError::NoWeight));
    }

    #[test]
    fn arithmetic_refuses_to_wrap() {
        assert_eq!(Vnd::new(i64::MAX).plus(Vnd::new(1)), Err(VndError::Overflow));
        assert_eq!(Vnd::new(i64::MIN).minus(Vnd::new(1)), Err(VndError::Overflow));
        assert_eq!(Vnd::new(i64::MAX / 2).times(3), Err(VndError::Overflow));
        assert_eq!(Vnd::new(25_000).times(3), Ok(Vnd::new(75_000)));
    }
}
