//! Placing a purchase: one transaction from the cart to orders, promises of stock, payments, messages and
//! jobs. Nothing is half done, and the same key never buys twice.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{DeliveryMethod, Locale, PaymentMethod, Vnd, purchase};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::coupons::{self, CouponTrouble};
use super::letters;
use super::methods::{MethodTrouble, method_trouble};
use super::plan::{self, Choice, Plan, Target};
use super::rows::{consents, line_rows, order_rows, payments_of, purchase_row};
use super::settle;
use crate::addresses::Typed;
use crate::cart;
use crate::goods::{self, Item, Trouble};
use crate::orders::{self, number};
use domain::inventory::{self, Demand};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::Secrets;
use foundation::{mail, publication};

/// Who buys and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// With an account.
    pub user_id: Option<i64>,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone, E.164.
    pub phone: String,
    /// Address as typed; empty when everything is fetched.
    pub address: Typed,
    /// Commune, where it is one we know.
    pub commune_id: Option<i64>,
    /// Language of the messages.
    pub locale: Locale,
}

/// Whom a receipt is made out to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// Name.
    pub name: String,
    /// Tax code.
    pub tax_code: String,
    /// Address.
    pub address: String,
}

/// What is to be bought and how.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The cart.
    pub cart_id: i64,
    /// The key of the form.
    pub key: String,
    /// SHA-256 of what was sent, hex: the same key with other content is refused.
    pub content: String,
    /// Who buys.
    pub buyer: Buyer,
    /// How each producer's goods come.
    pub choices: BTreeMap<i64, Choice>,
    /// Where to.
    pub target: Target,
    /// How it is paid.
    pub method: PaymentMethod,
    /// The total the buyer was shown.
    pub shown_total: Vnd,
    /// The buyer says to be 18.
    pub adult: bool,
    /// The buyer wants news.
    pub marketing: bool,
    /// Words to the producers.
    pub note: Option<String>,
    /// Coupon, gift note.
    pub coupon: Option<String>,
    /// Words that go with the goods.
    pub gift_note: Option<String>,
    /// For whom a receipt is made out.
    pub invoice: Option<Invoice>,
    /// Whether the site takes cards.
    pub cards: bool,
}

/// Why nothing was bought. Nothing was charged, and the cart is as it was.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceRefusal {
    /// The cart holds nothing to buy.
    Empty,
    /// The total is another one now: shown, now.
    Changed(Vnd, Vnd),
    /// Lines that cannot be bought: (variant, why).
    Troubles(Vec<(i64, Trouble)>),
    /// The goods of a producer cannot come in the chosen way.
    Delivery(i64),
    /// It cannot be paid for in that way.
    Method(MethodTrouble),
    /// There is alcohol in it, and the buyer did not say to be 18.
    Adults,
    /// The coupon does not hold.
    Coupon(CouponTrouble),
    /// The key was used for something else.
    KeyUsed,
    /// More producers than one purchase can hold.
    TooManyProducers,
}

/// A purchase that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Key.
    pub purchase_id: i64,
    /// Number.
    pub number: String,
    /// Whether it stood before: a form that was sent again.
    pub again: bool,
}

/// The token in a purchase's address: a signature, so it needs no column and cannot be guessed.
pub fn purchase_token(secrets: &Secrets, number: &str) -> Result<String> {
    secrets.sign("purchase", number)
}

/// Whether a token opens a purchase.
pub fn order_token(secrets: &Secrets, number: &str, token: &str) -> bool {
    secrets.verify("purchase", number, token)
}

/// The purchase that this key stands for, sent with the same content: a form that comes again.
pub async fn placed_before(db: &Db, key: &str, content: &str) -> Result<Option<Placed>> {
    let found = purchase::Entity::find()
        .filter(purchase::Column::IdempotencyKey.eq(key))
        .filter(purchase::Column::RequestHash.eq(content))
        .one(db)
        .await?;
    Ok(found.map(|row| Placed {
        purchase_id: row.id,
        number: row.number,
        again: true,
    }))
}

/// Places a purchase, or says which one its key placed before: the database refuses the second one, and
/// [`placed_before`] is cheaper to ask first.
pub async fn place(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    wish: &Wish,
) -> Answer<Placed, PlaceRefusal> {
    match retried(|| once(db, now, secrets, wish)).await? {
        Ok(placed) => Ok(Ok(placed)),
        // The form may have been sent twice at once, and the other one has just taken the goods, the coupon or
        // what was in the cart.
        Err(refusal) => Ok(known(db, wish).await?.unwrap_or(Err(refusal))),
    }
}

async fn once(db: &Db, now: DateTime<Utc>, secrets: &Secrets, wish: &Wish) -> Answer<Placed, PlaceRefusal> {
    let txn = write_txn(db).await?;
    let today = vietnam_day(now);
    // What cannot be bought stays in the cart, and the rest can be bought: the total tells whether that is
    // what the buyer was shown.
    let (items, blocked): (Vec<Item>, Vec<Item>) = goods::of_cart(&txn, wish.cart_id, false)
        .await?
        .into_iter()
        .partition(|item| item.trouble(today).is_none());
    if items.is_empty() && !blocked.is_empty() {
        let why = |item: &Item| Some((item.variant_id, item.trouble(today)?));
        return Ok(Err(PlaceRefusal::Troubles(
            blocked.iter().filter_map(why).collect(),
        )));
    }
    if items.is_empty() {
        return Ok(Err(PlaceRefusal::Empty));
    }
    let fetched = |choice: &Choice| choice.method == DeliveryMethod::Pickup;
    let with_places = wish.choices.values().any(fetched);
    let plan = plan::plan(
        &txn,
        &items,
        &wish.choices,
        wish.target,
        wish.coupon.as_deref(),
        (today, with_places),
    )
    .await?;
    if let Some(refusal) = refused(wish, &items, &plan) {
        return Ok(Err(refusal));
    }
    if let Some(Ok(coupon)) = &plan.coupon
        && !coupons::use_one(&txn, coupon).await?
    {
        return Ok(Err(PlaceRefusal::Coupon(CouponTrouble::UsedUp)));
    }
    let demands: Vec<Demand> = plan
        .groups
        .iter()
        .flat_map(|group| &group.wants)
        .map(|want| Demand {
            variant_id: want.item.variant_id,
            quantity: want.quantity,
            counted: want.item.counted(),
        })
        .collect();
    let moved = match inventory::reserve(&txn, &demands).await? {
        Ok(moved) => moved,
        Err(short) => {
            let left = Trouble::SoldOut;
            return Ok(Err(PlaceRefusal::Troubles(vec![(short.variant_id, left)])));
        }
    };
    let Some((purchase_id, body)) = purchase_row(&txn, now, secrets, wish, &plan).await? else {
        return Ok(Err(PlaceRefusal::KeyUsed));
    };
    let made = order_rows(&txn, now, purchase_id, &body, wish, &plan).await?;
    let lines = line_rows(&txn, &made, &plan).await?;
    inventory::keep(&txn, now, &lines).await?;
    payments_of(&txn, now, purchase_id, wish, &made, &plan).await?;
    let events: Vec<orders::Event<'_>> = made
        .iter()
        .map(|order| orders::Event {
            order_id: order.id,
            kind: "placed",
            moved: Some((None, order.status)),
            actor: "buyer",
            note: None,
        })
        .collect();
    orders::record(&txn, now, &events).await?;
    consents(&txn, now, purchase_id, wish).await?;
    mail::put(&txn, now, letters::placed(wish, purchase_id, &made, &items)).await?;
    let bought: Vec<i64> = items.iter().map(|item| item.line_id).collect();
    cart::take_out(&txn, &bought).await?;
    for order in made.iter().filter(|order| order.total == Vnd::ZERO) {
        settle::confirm(&txn, now, order, "system").await?;
    }
    publication::touch_products(&txn, now, &moved.turned).await?;
    txn.commit().await?;
    Ok(Ok(Placed {
        purchase_id,
        number: number::number(&body, 0)?,
        again: false,
    }))
}

/// What the key was used for before.
async fn known(
    db: &impl ConnectionTrait,
    wish: &Wish,
) -> Result<Option<std::result::Result<Placed, PlaceRefusal>>> {
    let found = purchase::Entity::find()
        .filter(purchase::Column::IdempotencyKey.eq(&wish.key))
        .one(db)
        .await?;
    Ok(found.map(|row| {
        if row.request_hash == wish.content {
            Ok(Placed {
                purchase_id: row.id,
                number: row.number,
                again: true,
            })
        } else {
            Err(PlaceRefusal::KeyUsed)
        }
    }))
}

/// What stands in the way of a purchase, the first thing first.
fn refused(wish: &Wish, items: &[Item], plan: &Plan<'_>) -> Option<PlaceRefusal> {
    if plan.groups.len() > number::MOST_ORDERS {
        return Some(PlaceRefusal::TooManyProducers);
    }
    if let Some(group) = plan.groups.iter().find(|group| group.chosen.is_none()) {
        return Some(PlaceRefusal::Delivery(group.producer_id));
    }
    if let Some(Err(trouble)) = plan.coupon {
        return Some(PlaceRefusal::Coupon(trouble));
    }
    if plan.quote.total != wish.shown_total {
        return Some(PlaceRefusal::Changed(wish.shown_total, plan.quote.total));
    }
    if items.iter().any(Item::for_adults) && !wish.adult {
        return Some(PlaceRefusal::Adults);
    }
    let wanted: Vec<&Item> = plan
        .groups
        .iter()
        .flat_map(|group| group.wants.iter().map(|want| want.item))
        .collect();
    method_trouble(wish.method, &wanted, plan.quote.total, wish.cards).map(PlaceRefusal::Method)
}
