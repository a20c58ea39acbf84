//! Ways to pay, and why one is not offered.

use entity::{PaymentMethod, Vnd};

use crate::goods::Item;

/// The most a card can pay in one go: eight digits (Stripe's limit for an amount in đồng).
pub const CARD_LIMIT: Vnd = Vnd::new(99_999_999);

/// Why a way to pay is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodTrouble {
    /// The site does not take cards.
    NoCards,
    /// A producer does not take it; its name.
    Producer(String),
    /// More than a card can pay.
    AboveLimit,
}

/// Why these goods cannot be paid for in that way; `None` when they can.
pub fn method_trouble(
    method: PaymentMethod,
    items: &[&Item],
    total: Vnd,
    cards: bool,
) -> Option<MethodTrouble> {
    if method == PaymentMethod::Card && !cards {
        return Some(MethodTrouble::NoCards);
    }
    let takes = |item: &&&Item| {
        let takes = match method {
            PaymentMethod::Cod => item.accepts_cod,
            PaymentMethod::BankTransfer => item.accepts_transfer,
            PaymentMethod::Card => item.accepts_card,
        };
        takes == Some(true)
    };
    if let Some(item) = items.iter().find(|item| !takes(item)) {
        return Some(MethodTrouble::Producer(item.producer_name.clone()));
    }
    (method == PaymentMethod::Card && total > CARD_LIMIT).then_some(MethodTrouble::AboveLimit)
}
