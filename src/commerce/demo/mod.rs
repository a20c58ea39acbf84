//! How the producers of the data set sell while everything is a demonstration: cash and transfers, to accounts
//! that no bank has, so that nobody can pay for goods that are not there.

use chrono::{DateTime, Utc};
use entity::{Locale, PublicStatus, Vnd, producer, producer_setting, producer_text};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use foundation::kernel::db::{Db, rows_per_insert, write_txn};
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// The bank of the made-up accounts: they begin with letters, which no account there does.
const BANK: &str = "970436";
/// How far a producer of the demonstration delivers itself, metres, and what it asks for.
const RADIUS: i32 = 12_000;
const FEE: Vnd = Vnd::new(20_000);
/// Goods above this are sent free.
const FREE_FROM: Vnd = Vnd::new(1_500_000);

/// Lets every public producer sell that has not said how it does. Doing it twice does it once.
pub async fn let_sell(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let known: Vec<i64> = producer_setting::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.producer_id)
        .collect();
    let producers = producer::Entity::find()
        .filter(producer::Column::Status.eq(PublicStatus::Published))
        .all(db)
        .await?;
    let names = producer_text::Entity::find()
        .filter(producer_text::Column::Locale.eq(Locale::Vi))
        .all(db)
        .await?;
    let rows: Vec<producer_setting::ActiveModel> = producers
        .into_iter()
        .filter(|producer| !known.contains(&producer.id))
        .map(|producer| {
            let name = names.iter().find(|text| text.producer_id == producer.id);
            let holder = fold(name.map_or(producer.slug.as_str(), |text| &text.name)).to_uppercase();
            let placed = producer.lat.is_some();
            producer_setting::ActiveModel {
                producer_id: Set(producer.id),
                phone: Set(None),
                email: Set(Some(format!("{}@example.com", producer.slug))),
                bank_bin: Set(Some(BANK.to_owned())),
                bank_account: Set(Some(format!("DEMO{:08}", producer.id))),
                bank_holder: Set(Some(holder.chars().take(50).collect())),
                accepts_cod: Set(true),
                accepts_transfer: Set(true),
                accepts_card: Set(true),
                commission_bps: Set(0),
                own_radius_m: Set(placed.then_some(RADIUS)),
                own_fee: Set(placed.then_some(FEE)),
                free_from: Set(Some(FREE_FROM)),
                closed_from: Set(None),
                closed_until: Set(None),
                low_stock_at: Set(5),
                updated_at: Set(now),
            }
        })
        .collect();
    let count = rows.len();
    let txn = write_txn(db).await?;
    for chunk in rows.chunks(rows_per_insert(17)) {
        producer_setting::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(count)
}
