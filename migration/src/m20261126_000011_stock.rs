//! Stock promised to orders, and every change of stock.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    reservations(manager).await?;
    stock_movements(manager).await?;
    // What stood there before movements were kept is their beginning.
    manager
        .get_connection()
        .execute_unprepared(
            "INSERT INTO stock_movements (variant_id, kind, on_hand, reserved, actor, at) \
             SELECT variant_id, 'opening', on_hand, 0, 'migration', CURRENT_TIMESTAMP FROM stock_items \
             WHERE on_hand > 0",
        )
        .await?;
    Ok(())
}

async fn reservations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("reservations")
                .col(big_integer("order_line_id"))
                .col(big_integer("variant_id"))
                .col(big_integer("quantity"))
                .col(string("state"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .primary_key(Index::create().name("reservations_pkey").col("order_line_id"))
                .foreign_key(&mut foreign_key(
                    "reservations",
                    "order_line_id",
                    "order_lines",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "reservations",
                    "variant_id",
                    "variants",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("quantity > 0"))
                .check(check("state IN ('held', 'sold', 'released', 'returned')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("reservations", &["variant_id", "state"]))
        .await?;
    Ok(())
}

async fn stock_movements(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("stock_movements")
                .col(big_pk_auto("id"))
                .col(big_integer("variant_id"))
                .col(string("kind"))
                .col(big_integer("on_hand"))
                .col(big_integer("reserved"))
                .col(big_integer_null("order_line_id"))
                .col(string_null("reason"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut foreign_key(
                    "stock_movements",
                    "variant_id",
                    "variants",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "stock_movements",
                    "order_line_id",
                    "order_lines",
                    ForeignKeyAction::Restrict,
                ))
                .check(check(
                    "kind IN ('opening', 'count', 'reserve', 'release', 'sale', 'return')",
                ))
                .check(check("on_hand <> 0 OR reserved <> 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("stock_movements", &["order_line_id", "kind"]))
        .await?;
    manager
        .create_index(index("stock_movements", &["variant_id"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["stock_movements", "reservations"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
