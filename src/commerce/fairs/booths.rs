//! Numbered booths: many at once, and one with who stands there and what is shown. Every change is public at once.

use chrono::{DateTime, Utc};
use entity::{
    Locale, PublicStatus, event, event_booth, event_booth_product, producer, product, product_text,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::{Value, json};

use super::numbers::{MOST_BOOTHS, NumberFault, expand};
use domain::events::{self, Booth};
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::hash;
use foundation::publication;

/// Rows and columns a plan may have.
const PLAN: std::ops::RangeInclusive<i16> = 1..=40;
/// Products of a producer that may be chosen from.
const MOST_PRODUCTS: u64 = 100;

/// Why a booth stays as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoothRefusal {
    /// There is no such event or booth.
    Missing,
    /// Somebody else changed it meanwhile.
    Stale,
    /// The numbers cannot be read.
    Numbers(NumberFault),
    /// The event has a booth of this number already.
    TakenNumber(String),
    /// Another booth stands in this cell of the plan.
    TakenCell,
    /// No cell of the plan: both numbers from 1 to 40, or none.
    BadCell,
    /// There is no such producer, or it is not public.
    NoProducer,
    /// One of the products is not the producer's.
    ForeignProduct,
}

/// What is done to a booth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A producer stands there from now on, with none of its products chosen yet.
    Assign(i64),
    /// Nobody stands there any more.
    Clear,
    /// Number, the name of who is no producer of ours, place on the plan, products.
    Set {
        /// Its number.
        number: String,
        /// Who stands there, where it is no producer of ours.
        name: Option<String>,
        /// Column and row.
        cell: Option<(i16, i16)>,
        /// Products, by key.
        products: Vec<i64>,
    },
    /// It goes.
    Remove,
}

/// A product that may be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Key.
    pub id: i64,
    /// Vietnamese name.
    pub name: String,
}

/// Marks how a booth stands: who changes it says what was seen.
pub fn mark(booth: &Booth) -> String {
    hash(&said(booth).to_string())
}

fn said(booth: &Booth) -> Value {
    json!({
        "number": booth.number,
        "producer": booth.producer_id,
        "name": booth.name,
        "cell": booth.cell,
        "products": booth.product_ids,
    })
}

/// A booth of an event.
pub async fn own(db: &impl ConnectionTrait, event: i64, booth: i64) -> Result<Option<Booth>> {
    let all = events::booths(db, event).await?;
    Ok(all.into_iter().find(|one| one.id == booth))
}

/// The public products of a producer.
pub async fn of_producer(db: &impl ConnectionTrait, producer: i64) -> Result<Vec<Shown>> {
    let ids: Vec<i64> = product::Entity::find()
        .select_only()
        .column(product::Column::Id)
        .filter(product::Column::ProducerId.eq(producer))
        .filter(product::Column::Status.eq(PublicStatus::Published))
        .order_by_asc(product::Column::Id)
        .limit(MOST_PRODUCTS)
        .into_tuple()
        .all(db)
        .await?;
    let names: Vec<(i64, String)> = product_text::Entity::find()
        .select_only()
        .columns([product_text::Column::ProductId, product_text::Column::Name])
        .filter(product_text::Column::ProductId.is_in(ids))
        .filter(product_text::Column::Locale.eq(Locale::Vi))
        .order_by_asc(product_text::Column::SortKey)
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().map(|(id, name)| Shown { id, name }).collect())
}

/// Holds an event until the transaction ends, so that two who change its booths follow one another.
async fn held(txn: &Txn, event: i64) -> Result<bool> {
    let found = event::Entity::find_by_id(event).lock_exclusive().one(txn).await?;
    Ok(found.is_some())
}

/// Adds booths (`A1-A20, B1`), all of them or none; says how many.
pub async fn add(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    event: i64,
    list: &str,
) -> Answer<usize, BoothRefusal> {
    let numbers = match expand(list) {
        Ok(numbers) => numbers,
        Err(fault) => return Ok(Err(BoothRefusal::Numbers(fault))),
    };
    retried(|| async {
        let txn = write_txn(db).await?;
        if !held(&txn, event).await? {
            return Ok(Err(BoothRefusal::Missing));
        }
        let of_event = || event_booth::Entity::find().filter(event_booth::Column::EventId.eq(event));
        let there = of_event().count(&txn).await?;
        if usize::try_from(there).unwrap_or(MOST_BOOTHS) + numbers.len() > MOST_BOOTHS {
            return Ok(Err(BoothRefusal::Numbers(NumberFault::TooMany)));
        }
        let taken = of_event()
            .filter(event_booth::Column::Number.is_in(numbers.iter().cloned()))
            .order_by_asc(event_booth::Column::Id)
            .one(&txn)
            .await?;
        if let Some(taken) = taken {
            return Ok(Err(BoothRefusal::TakenNumber(taken.number)));
        }
        let rows = numbers.iter().map(|number| event_booth::ActiveModel {
            event_id: Set(event),
            number: Set(number.clone()),
            producer_id: Set(None),
            name: Set(None),
            plan_column: Set(None),
            plan_row: Set(None),
            ..Default::default()
        });
        event_booth::Entity::insert_many(rows)
            .exec_without_returning(&txn)
            .await?;
        publication::announce(&txn, now).await?;
        let act = Act {
            actor,
            action: "event.add_booths",
            subject_kind: "event",
            subject_id: Some(event),
            before: None,
            after: Some(json!({ "booths": numbers })),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(numbers.len()))
    })
    .await
}

/// Changes a booth as it was seen.
pub async fn change(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (event, booth): (i64, i64),
    seen: &str,
    change: &Change,
) -> Answer<(), BoothRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        if !held(&txn, event).await? {
            return Ok(Err(BoothRefusal::Missing));
        }
        let all = events::booths(&txn, event).await?;
        let Some(before) = all.iter().find(|one| one.id == booth) else {
            return Ok(Err(BoothRefusal::Missing));
        };
        if mark(before) != seen {
            return Ok(Err(BoothRefusal::Stale));
        }
        let after = match wanted(&txn, &all, before, change).await? {
            Ok(after) => after,
            Err(refusal) => return Ok(Err(refusal)),
        };
        match &after {
            Some(after) => write(&txn, after).await?,
            None => {
                event_booth::Entity::delete_by_id(booth).exec(&txn).await?;
            }
        }
        publication::announce(&txn, now).await?;
        let act = Act {
            actor,
            action: if after.is_some() {
                "event.change_booth"
            } else {
                "event.remove_booth"
            },
            subject_kind: "event",
            subject_id: Some(event),
            before: Some(said(before)),
            after: after.as_ref().map(said),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// The booth as it will stand; nothing when it goes.
async fn wanted(
    txn: &Txn,
    all: &[Booth],
    before: &Booth,
    change: &Change,
) -> Answer<Option<Booth>, BoothRefusal> {
    let others = || all.iter().filter(|one| one.id != before.id);
    Ok(match change {
        Change::Remove => Ok(None),
        Change::Clear => Ok(Some(Booth {
            producer_id: None,
            name: None,
            product_ids: Vec::new(),
            ..before.clone()
        })),
        Change::Assign(producer) => {
            let found = producer::Entity::find_by_id(*producer)
                .filter(producer::Column::Status.eq(PublicStatus::Published))
                .one(txn)
                .await?;
            if found.is_none() {
                return Ok(Err(BoothRefusal::NoProducer));
            }
            Ok(Some(Booth {
                producer_id: Some(*producer),
                name: None,
                product_ids: Vec::new(),
                ..before.clone()
            }))
        }
        Change::Set {
            number,
            name,
            cell,
            products,
        } => {
            let number = match expand(number) {
                Ok(mut numbers) if numbers.len() == 1 => numbers.pop().unwrap_or_default(),
                Ok(_) => return Ok(Err(BoothRefusal::Numbers(NumberFault::TooMany))),
                Err(fault) => return Ok(Err(BoothRefusal::Numbers(fault))),
            };
            if others().any(|one| one.number == number) {
                return Ok(Err(BoothRefusal::TakenNumber(number)));
            }
            if cell.is_some_and(|(column, row)| !PLAN.contains(&column) || !PLAN.contains(&row)) {
                return Ok(Err(BoothRefusal::BadCell));
            }
            if cell.is_some() && others().any(|one| one.cell == *cell) {
                return Ok(Err(BoothRefusal::TakenCell));
            }
            let mut product_ids = products.clone();
            product_ids.sort_unstable();
            product_ids.dedup();
            // What stands there already may have been hidden meanwhile: it stays.
            let known = match before.producer_id {
                Some(producer) => of_producer(txn, producer).await?,
                None => Vec::new(),
            };
            let fine = |id: &i64| known.iter().any(|one| one.id == *id) || before.product_ids.contains(id);
            if !product_ids.iter().all(fine) {
                return Ok(Err(BoothRefusal::ForeignProduct));
            }
            Ok(Some(Booth {
                number,
                name: name.clone().filter(|_| before.producer_id.is_none()),
                cell: *cell,
                product_ids,
                ..before.clone()
            }))
        }
    })
}

async fn write(txn: &Txn, after: &Booth) -> Result<()> {
    event_booth::Entity::update_many()
        .col_expr(event_booth::Column::Number, Expr::value(after.number.clone()))
        .col_expr(event_booth::Column::ProducerId, Expr::value(after.producer_id))
        .col_expr(event_booth::Column::Name, Expr::value(after.name.clone()))
        .col_expr(
            event_booth::Column::PlanColumn,
            Expr::value(after.cell.map(|(column, _)| column)),
        )
        .col_expr(
            event_booth::Column::PlanRow,
            Expr::value(after.cell.map(|(_, row)| row)),
        )
        .filter(event_booth::Column::Id.eq(after.id))
        .exec(txn)
        .await?;
    event_booth_product::Entity::delete_many()
        .filter(event_booth_product::Column::BoothId.eq(after.id))
        .exec(txn)
        .await?;
    if after.product_ids.is_empty() {
        return Ok(());
    }
    let rows = after
        .product_ids
        .iter()
        .map(|product| event_booth_product::ActiveModel {
            booth_id: Set(after.id),
            product_id: Set(*product),
        });
    event_booth_product::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
