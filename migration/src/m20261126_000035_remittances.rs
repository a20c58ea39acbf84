//! Cash that carriers collected and handed over, a batch at a time.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("remittances")
                .col(big_pk_auto("id"))
                .col(big_integer("producer_id"))
                .col(string("carrier"))
                .col(string("carrier_key"))
                .col(string("batch"))
                .col(string("batch_key"))
                .col(date("remitted_on"))
                .col(big_integer("collected"))
                .col(big_integer("fee"))
                .col(timestamp_with_time_zone("created_at"))
                .col(string("created_by"))
                .foreign_key(&mut foreign_key(
                    "remittances",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("carrier_key <> '' AND batch_key <> ''"))
                .check(check("collected >= 0 AND fee >= 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique(
            "remittances",
            &["producer_id", "carrier_key", "batch_key"],
        ))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("remittance_lines")
                .col(big_pk_auto("id"))
                .col(big_integer("remittance_id"))
                .col(integer("position"))
                .col(string("number"))
                .col(big_integer_null("order_id"))
                .col(big_integer_null("expected"))
                .col(big_integer("collected"))
                .col(big_integer("fee"))
                .col(string("state"))
                .col(text_null("reason"))
                .col(timestamp_with_time_zone_null("settled_at"))
                .col(string_null("settled_by"))
                .foreign_key(&mut foreign_key(
                    "remittance_lines",
                    "remittance_id",
                    "remittances",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "remittance_lines",
                    "order_id",
                    "orders",
                    ForeignKeyAction::Restrict,
                ))
                .check(check(
                    "state IN ('exact', 'short', 'over', 'unknown', 'repeated')",
                ))
                .check(check("collected >= 0 AND fee >= 0"))
                .check(check("(state = 'unknown') = (order_id IS NULL)"))
                .check(check("(order_id IS NULL) = (expected IS NULL)"))
                .check(check("state <> 'exact' OR collected = expected"))
                .check(check("state <> 'short' OR collected < expected"))
                .check(check("state <> 'over' OR collected > expected"))
                .check(check(
                    "settled_at IS NULL OR (state <> 'exact' AND reason IS NOT NULL)",
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("remittance_lines", &["remittance_id", "position"]))
        .await?;
    manager
        .create_index(index("remittance_lines", &["order_id"]))
        .await?;
    // An order is handed over once; what comes again is written down as that.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX remittance_lines_once_key ON remittance_lines (order_id) WHERE state <> 'repeated'",
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["remittance_lines", "remittances"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
