//! Which messages a purchase causes. What they say is read from the orders when they are written: everything
//! on an order is a copy, so it says the same whenever that is.

use std::collections::HashMap;

use entity::{Locale, Vnd, dispute, order, producer_setting, purchase, refund};
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::mail::Letter;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::place::Wish;
use crate::goods::Item;

/// How the card company calls a dispute that the buyer's bank won.
pub(super) const LOST: &str = "lost";

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

/// "The buyer's bank takes money back", and how that ended: to the buyer and to each producer that left an address,
/// once a dispute and order. `shares` are orders with what of them is in dispute.
pub(super) async fn dispute_letters(
    txn: &Txn,
    dispute: &dispute::Model,
    shares: &[(order::Model, Vnd)],
) -> Result<Vec<Letter>> {
    let purchases: HashMap<i64, purchase::Model> = purchase::Entity::find()
        .filter(purchase::Column::Id.is_in(shares.iter().map(|(order, _)| order.purchase_id)))
        .all(txn)
        .await?
        .into_iter()
        .map(|purchase| (purchase.id, purchase))
        .collect();
    let producers: HashMap<i64, String> = producer_setting::Entity::find()
        .filter(producer_setting::Column::ProducerId.is_in(shares.iter().map(|(order, _)| order.producer_id)))
        .all(txn)
        .await?
        .into_iter()
        .filter_map(|setting| Some((setting.producer_id, setting.email?)))
        .collect();
    let (to_buyer, to_producer) = match dispute.closed_at {
        None => ("order_disputed", "sale_disputed"),
        Some(_) => ("order_dispute_closed", "sale_dispute_closed"),
    };
    let mut letters = Vec::new();
    for (order, amount) in shares {
        let Some(purchase) = purchases.get(&order.purchase_id) else {
            continue;
        };
        let sides = [
            (to_buyer, purchase.locale, purchase.email.as_ref()),
            (to_producer, Locale::Vi, producers.get(&order.producer_id)),
        ];
        for (template, locale, address) in sides {
            let Some(address) = address else { continue };
            letters.push(Letter {
                key: format!("{template}:{}:{}", dispute.id, order.id),
                template,
                locale,
                recipient: address.clone(),
                payload: json!({
                    "purchase": purchase.id,
                    "order": order.id,
                    "amount": amount.dong(),
                    "lost": dispute.status == LOST,
                }),
            });
        }
    }
    Ok(letters)
}
