//! The items that stock is counted on: one a variant, laid down empty.

use entity::stock_item;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// Lays down the empty item of a new variant. Pieces come by counting them.
pub async fn open_item(txn: &Txn, variant_id: i64, made_to_order: bool) -> Result<()> {
    let row = stock_item::ActiveModel {
        variant_id: Set(variant_id),
        on_hand: Set(0),
        reserved: Set(0),
        made_to_order: Set(made_to_order),
        demo: Set(false),
    };
    stock_item::Entity::insert(row)
        .on_conflict(
            OnConflict::column(stock_item::Column::VariantId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
