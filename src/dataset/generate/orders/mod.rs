//! Synthetic orders over the last five years, with everything that hangs on an order: purchase, lines, timeline,
//! payment, receipt, ledger, promises and movements of stock. The books balance (`cho-lang check` says so) and the
//! pieces in the house stay what they were: each batch first takes in what it will sell.
//!
//! Written as rows and not by way of the checkout: a million orders take minutes. Every purchase says in its note
//! that nobody bought it.

mod books;
mod goods;
mod life;

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    MovementKind, counter, ledger_entry, order, order_event, order_line, payment, purchase, receipt,
    stock_movement,
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::super::progress::Progress;
use super::rows::{insert, next_id, settle};
use super::{Maker, SOURCE};
use foundation::kernel::db::{Db, Txn, write_txn};
use foundation::kernel::error::{Error, Result};
use goods::Goods;
use life::{Batch, Next};

/// Orders that go into one transaction.
const STEP: u64 = 2_000;
/// How far back they go.
const SPAN: TimeDelta = TimeDelta::days(5 * 365);
/// Signs of an order's number (as in `orders::number`): 31 of them, a prime.
const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKMNPQRTVWXYZ";
/// Numbers there are.
const NUMBERS: u64 = 31 * 31 * 31 * 31 * 31 * 31;
/// Walks through all numbers without meeting one twice: it shares no divisor with 31.
const STRIDE: u64 = 387_420_489;

/// Tables whose keys are given here.
const TABLES: [&str; 8] = [
    "purchases",
    "orders",
    "order_lines",
    "order_events",
    "payments",
    "receipts",
    "ledger_entries",
    "stock_movements",
];

/// Makes `count` orders of whatever goods the database has.
pub(super) async fn make(db: &Db, maker: &mut Maker, count: u64, progress: &dyn Progress) -> Result<u64> {
    let used = purchase::Entity::find()
        .filter(purchase::Column::IdempotencyKey.eq(key(maker.seed, 0)))
        .count(db)
        .await?;
    if used > 0 {
        return Err(Error::new(format!(
            "the orders of seed {} are in the database already",
            maker.seed
        )));
    }
    let goods = goods::load(db).await?;
    if goods.is_empty() {
        return Err(Error::new("orders need goods: give --products at least 1"));
    }
    let mut receipts = receipts_so_far(db).await?;
    // A generator of its own: products of a seed are the same with and without orders.
    let mut rng = ChaCha8Rng::seed_from_u64(maker.seed ^ 0x0f0e_4d3e_0a5e_11ed);
    let offset = rng.random_range(0..NUMBERS);
    let mut walk = (0..NUMBERS).map(|n| (n * STRIDE + offset) % NUMBERS);
    progress.begin("orders", count);
    let (mut made, mut purchases) = (0, 0);
    while made < count {
        let step = STEP.min(count - made);
        let txn = write_txn(db).await?;
        let bodies = free_numbers(&txn, &mut walk, step).await?;
        let mut batch = Batch::new(next(&txn).await?, &goods, &mut receipts, maker.now);
        for body in bodies {
            let left = step - batch.orders.len() as u64;
            if left == 0 {
                break;
            }
            // Evenly over the years, in the order of their keys.
            let share = made + batch.orders.len() as u64;
            let placed = at(maker.now, share, count);
            let commune = maker.commune().map(|commune| commune.id);
            batch.purchase(
                &mut rng,
                (key(maker.seed, purchases), body),
                placed,
                commune,
                left > 1,
            );
            purchases += 1;
        }
        let step = batch.orders.len() as u64;
        write(&txn, batch).await?;
        txn.commit().await?;
        made += step;
        progress.advance(step);
    }
    progress.end();
    Ok(made)
}

/// The key of a purchase, by which a seed is known again.
fn key(seed: u64, number: u64) -> String {
    format!("generate-{seed}-{number}")
}

/// The moment of an order's share of the years; the last ones are an hour old.
fn at(now: DateTime<Utc>, share: u64, count: u64) -> DateTime<Utc> {
    let seconds = u64::try_from(SPAN.num_seconds()).unwrap_or(0);
    let passed = seconds.saturating_mul(share) / count.max(1);
    now - TimeDelta::hours(1) - SPAN + TimeDelta::seconds(i64::try_from(passed).unwrap_or(0))
}

/// A number with its check character; `place` 0 is the purchase.
fn number(body: &str, place: usize) -> String {
    let sign = |at: usize| char::from(SIGNS.get(at % 31).copied().unwrap_or(b'0'));
    let text = format!("{body}{}", sign(place));
    let sum: usize = text
        .bytes()
        .enumerate()
        .map(|(index, letter)| SIGNS.iter().position(|sign| *sign == letter).unwrap_or(0) * (index + 2))
        .sum();
    format!("CL{text}{}", sign(sum))
}

/// The six signs of a value.
fn body(mut value: u64) -> String {
    let mut signs = Vec::with_capacity(6);
    for _ in 0..6 {
        let at = usize::try_from(value % 31).unwrap_or(0);
        signs.push(char::from(SIGNS.get(at).copied().unwrap_or(b'0')));
        value /= 31;
    }
    signs.into_iter().collect()
}

/// So many bodies of numbers that no purchase has.
async fn free_numbers(txn: &Txn, walk: &mut impl Iterator<Item = u64>, most: u64) -> Result<Vec<String>> {
    let bodies: Vec<String> = walk.take(usize::try_from(most).unwrap_or(0)).map(body).collect();
    let taken: HashSet<String> = purchase::Entity::find()
        .select_only()
        .column(purchase::Column::Number)
        .filter(purchase::Column::Number.is_in(bodies.iter().map(|body| number(body, 0))))
        .into_tuple::<String>()
        .all(txn)
        .await?
        .into_iter()
        .collect();
    Ok(bodies
        .into_iter()
        .filter(|body| !taken.contains(&number(body, 0)))
        .collect())
}

/// The next number of each producer's receipts.
async fn receipts_so_far(db: &Db) -> Result<BTreeMap<i64, i64>> {
    let rows = counter::Entity::find()
        .filter(counter::Column::Name.starts_with("receipt:"))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.name.strip_prefix("receipt:")?.parse().ok()?, row.next)))
        .collect())
}

/// The first free keys.
async fn next(txn: &Txn) -> Result<Next> {
    Ok(Next {
        purchase: next_id::<purchase::Entity>(txn, purchase::Column::Id).await?,
        order: next_id::<order::Entity>(txn, order::Column::Id).await?,
        line: next_id::<order_line::Entity>(txn, order_line::Column::Id).await?,
        event: next_id::<order_event::Entity>(txn, order_event::Column::Id).await?,
        payment: next_id::<payment::Entity>(txn, payment::Column::Id).await?,
        receipt: next_id::<receipt::Entity>(txn, receipt::Column::Id).await?,
        ledger: next_id::<ledger_entry::Entity>(txn, ledger_entry::Column::Id).await?,
        movement: next_id::<stock_movement::Entity>(txn, stock_movement::Column::Id).await?,
    })
}

/// Writes a batch: first what it takes in, then what it sells.
async fn write(txn: &Txn, batch: Batch<'_>) -> Result<()> {
    let Batch {
        mut next,
        sold,
        counted,
        first,
        ..
    } = batch;
    insert(txn, batch.purchases).await?;
    insert(txn, batch.orders).await?;
    insert(txn, batch.lines).await?;
    insert(txn, batch.payments).await?;
    insert(txn, batch.parts).await?;
    insert(txn, batch.receipts).await?;
    insert(txn, batch.ledger).await?;
    insert(txn, batch.events).await?;
    insert(txn, batch.reservations).await?;
    let mut movements = batch.movements;
    for (variant_id, pieces) in sold {
        movements.push(stock_movement::Model {
            id: next.movement,
            variant_id,
            kind: MovementKind::Count,
            on_hand: pieces,
            reserved: 0,
            order_line_id: None,
            reason: Some(SOURCE.to_owned()),
            actor: "generate".to_owned(),
            at: first,
        });
        next.movement += 1;
    }
    insert(txn, movements).await?;
    let counters: Vec<counter::ActiveModel> = counted
        .into_iter()
        .map(|(producer_id, next)| counter::ActiveModel {
            name: Set(format!("receipt:{producer_id}")),
            next: Set(next),
        })
        .collect();
    for some in counters.chunks(1_000) {
        counter::Entity::insert_many(some.iter().cloned())
            .on_conflict(
                OnConflict::column(counter::Column::Name)
                    .update_column(counter::Column::Next)
                    .to_owned(),
            )
            .exec_without_returning(txn)
            .await?;
    }
    settle(txn, &TABLES).await
}

/// One of the goods' producers: the first ones sell most, as in life.
fn pick<'a>(rng: &mut ChaCha8Rng, goods: &'a [Goods]) -> Option<&'a Goods> {
    let count = goods.len().max(1);
    let drawn = rng.random_range(0..count);
    goods.get(rng.random_range(0..=drawn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_orders() {
        // The same as `orders::number` makes: its own tests hold these.
        assert_eq!(number("7K2M9Q", 1).len(), 10);
        let bodies: HashSet<String> = (0..5_000).map(|n| body((n * STRIDE + 7) % NUMBERS)).collect();
        assert_eq!(bodies.len(), 5_000);
        assert!(bodies.iter().all(|body| body.len() == 6));
    }
}
