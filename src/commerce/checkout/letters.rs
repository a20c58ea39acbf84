//! Which messages a purchase causes. What they say is read from the orders when they are written: everything
//! on an order is a copy, so it says the same whenever that is.

use entity::{Locale, order, purchase, refund};
use foundation::mail::Letter;
use serde_json::json;

use super::place::Wish;
use crate::goods::Item;

/// The messages of a purchase that was just placed: to the buyer, and to each producer that left an address.
pub(super) fn placed(wish: &Wish, purchase_id: i64, made: &[order::Model], items: &[Item]) -> Vec<Letter> {
    let mut letters = purchase_letter(wish.buyer.email.as_deref(), wish.buyer.locale, purchase_id);
    for order in made {
        let item = items
            .iter()
            .flat_map(|item| std::iter::once(item).chain(item.parts.iter().map(|part| &part.item)))
            .find(|item| item.producer_id == order.producer_id);
        if let Some(address) = item.and_then(|item| item.producer_email.clone()) {
            letters.push(Letter {
                key: format!("new_order:{}", order.id),
                template: "new_order",
                locale: Locale::Vi,
                recipient: address,
                payload: json!({"purchase": purchase_id, "order": order.id}),
            });
        }
    }
    letters
}

/// "We have your order", with how to pay.
pub fn purchase_letter(email: Option<&str>, locale: Locale, purchase_id: i64) -> Vec<Letter> {
    email
        .map(|email| Letter {
            key: format!("order_placed:{purchase_id}"),
            template: "order_placed",
            locale,
            recipient: email.to_owned(),
            payload: json!({"purchase": purchase_id}),
        })
        .into_iter()
        .collect()
}

/// A message to the buyer about one order; once a kind and order.
pub fn order_letter(purchase: &purchase::Model, order: &order::Model, template: &'static str) -> Vec<Letter> {
    purchase
        .email
        .as_ref()
        .map(|email| Letter {
            key: format!("{template}:{}", order.id),
            template,
            locale: purchase.locale,
            recipient: email.clone(),
            payload: json!({"purchase": purchase.id, "order": order.id}),
        })
        .into_iter()
        .collect()
}

/// "Your money goes back."
pub(super) fn refund_letter(
    purchase: &purchase::Model,
    order: &order::Model,
    refund: &refund::Model,
) -> Vec<Letter> {
    purchase
        .email
        .as_ref()
        .map(|email| Letter {
            key: format!("order_refunded:{}", refund.id),
            template: "order_refunded",
            locale: purchase.locale,
            recipient: email.clone(),
            payload: json!({
                "purchase": purchase.id,
                "order": order.id,
                "amount": refund.amount.dong(),
            }),
        })
        .into_iter()
        .collect()
}
