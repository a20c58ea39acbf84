//! How often products were looked at and put into carts, a row a day; and what a producer's sales of a period are
//! found by.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("product_days")
                .col(big_integer("product_id"))
                .col(date("day"))
                .col(big_integer("views"))
                .col(big_integer("carts"))
                .primary_key(
                    Index::create()
                        .name("product_days_pkey")
                        .col("product_id")
                        .col("day"),
                )
                .foreign_key(&mut foreign_key(
                    "product_days",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("views >= 0 AND carts >= 0"))
                .to_owned(),
        )
        .await?;
    // What is too old is looked for by its day.
    manager.create_index(index("product_days", &["day"])).await?;
    // What a producer sold in a period. Wider ones would answer twice as fast and make every order dearer to place.
    manager
        .create_index(index("orders", &["producer_id", "placed_at"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .drop_index(
            Index::drop()
                .name("orders_producer_id_placed_at_idx")
                .table("orders")
                .to_owned(),
        )
        .await?;
    manager
        .drop_table(Table::drop().table("product_days").to_owned())
        .await
}
