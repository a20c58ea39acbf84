//! Signing in with a full basket. The rule: of each variant the larger number counts, so that somebody who
//! fills the same basket on two devices does not buy twice; what was put aside comes back only if the
//! browser's cart wants it. The browser's cart is gone afterwards, so nobody else finds it.

use chrono::{DateTime, Utc};
use entity::{cart, cart_line};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::basket::{self, Owner};
use crate::goods::MOST_PIECES;
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// Makes a browser's cart part of a person's.
pub async fn take_over(txn: &Txn, now: DateTime<Utc>, token_hash: &str, user_id: i64) -> Result<()> {
    let Some(guest) = basket::find(txn, Owner::Browser(token_hash)).await? else {
        return Ok(());
    };
    let own = basket::find_or_make(txn, now, Owner::Person(user_id)).await?;
    let known = basket::lines(txn, own.id).await?;
    for line in basket::lines(txn, guest.id).await? {
        if let Some(known) = known.iter().find(|known| known.variant_id == line.variant_id) {
            let there = if known.saved { 0 } else { known.quantity };
            let row = cart_line::ActiveModel {
                id: Set(known.id),
                quantity: Set(there.max(line.quantity).clamp(1, MOST_PIECES)),
                saved: Set(known.saved && line.saved),
                ..Default::default()
            };
            cart_line::Entity::update(row).exec(txn).await?;
        } else {
            let row = cart_line::ActiveModel {
                cart_id: Set(own.id),
                variant_id: Set(line.variant_id),
                quantity: Set(line.quantity),
                seen_price: Set(line.seen_price),
                saved: Set(line.saved),
                added_at: Set(line.added_at),
                ..Default::default()
            };
            cart_line::Entity::insert(row).exec_without_returning(txn).await?;
        }
    }
    let row = cart::ActiveModel {
        id: Set(own.id),
        gift_note: Set(guest.gift_note.clone().or(own.gift_note)),
        coupon_code: Set(guest.coupon_code.clone().or(own.coupon_code)),
        updated_at: Set(now),
        ..Default::default()
    };
    cart::Entity::update(row).exec(txn).await?;
    cart::Entity::delete_by_id(guest.id).exec(txn).await?;
    Ok(())
}
