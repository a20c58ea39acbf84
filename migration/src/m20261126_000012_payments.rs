//! Payments, what banks and card companies say of them, refunds, and who is owed what.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    payments(manager).await?;
    payment_parts(manager).await?;
    payment_notices(manager).await?;
    receipts(manager).await?;
    bank_lines(manager).await?;
    refunds(manager).await?;
    disputes(manager).await?;
    payouts(manager).await?;
    ledger_entries(manager).await?;
    Ok(())
}

async fn payments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("payments")
                .col(big_pk_auto("id"))
                .col(big_integer("purchase_id"))
                .col(string("method"))
                .col(string("reference"))
                .col(string_null("provider_ref"))
                .col(string_null("provider_intent"))
                .col(text_null("redirect_url"))
                .col(string_null("bank_bin"))
                .col(string_null("bank_account"))
                .col(string_null("bank_holder"))
                .col(big_integer("amount"))
                .col(big_integer("received"))
                .col(big_integer("refunded"))
                .col(string("status"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut foreign_key(
                    "payments",
                    "purchase_id",
                    "purchases",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount >= 0 AND received >= 0 AND refunded >= 0"))
                .check(check("refunded <= received"))
                .check(check("method IN ('cod', 'bank_transfer', 'card')"))
                .check(check(
                    "status IN ('pending', 'partial', 'paid', 'over', 'cancelled')",
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("payments", &["reference"])).await?;
    manager
        .create_index(unique("payments", &["provider_ref"]))
        .await?;
    manager.create_index(index("payments", &["purchase_id"])).await?;
    manager.create_index(index("payments", &["status"])).await?;
    Ok(())
}

async fn payment_parts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("payment_parts")
                .col(big_integer("payment_id"))
                .col(big_integer("order_id"))
                .col(big_integer("amount"))
                .col(big_integer("received"))
                .col(big_integer("refunded"))
                .primary_key(
                    Index::create()
                        .name("payment_parts_pkey")
                        .col("payment_id")
                        .col("order_id"),
                )
                .foreign_key(&mut foreign_key(
                    "payment_parts",
                    "payment_id",
                    "payments",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "payment_parts",
                    "order_id",
                    "orders",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount >= 0 AND received >= 0 AND refunded >= 0"))
                .check(check("refunded <= received"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("payment_parts", &["order_id"]))
        .await?;
    Ok(())
}

async fn payment_notices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("payment_notices")
                .col(big_pk_auto("id"))
                .col(string("provider"))
                .col(string("notice_id"))
                .col(text("body"))
                .col(timestamp_with_time_zone("received_at"))
                .col(timestamp_with_time_zone_null("handled_at"))
                .col(string_null("outcome"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("payment_notices", &["provider", "notice_id"]))
        .await?;
    manager
        .create_index(index("payment_notices", &["handled_at"]))
        .await?;
    Ok(())
}

async fn receipts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("receipts")
                .col(big_pk_auto("id"))
                .col(big_integer("payment_id"))
                .col(string("source"))
                .col(big_integer("amount"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut foreign_key(
                    "receipts",
                    "payment_id",
                    "payments",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount > 0"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("receipts", &["source"])).await?;
    manager.create_index(index("receipts", &["payment_id"])).await?;
    Ok(())
}

async fn bank_lines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("bank_lines")
                .col(big_pk_auto("id"))
                .col(string("account"))
                .col(string("reference"))
                .col(big_integer("amount"))
                .col(text("memo"))
                .col(timestamp_with_time_zone("booked_at"))
                .col(string("source"))
                .col(string("state"))
                .col(big_integer_null("payment_id"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut foreign_key(
                    "bank_lines",
                    "payment_id",
                    "payments",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount > 0"))
                .check(check("state IN ('matched', 'unmatched', 'ignored')"))
                .check(check("(state = 'matched') = (payment_id IS NOT NULL)"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("bank_lines", &["account", "reference"]))
        .await?;
    manager.create_index(index("bank_lines", &["state"])).await?;
    manager.create_index(index("bank_lines", &["payment_id"])).await?;
    Ok(())
}

async fn refunds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("refunds")
                .col(big_pk_auto("id"))
                .col(big_integer("payment_id"))
                .col(big_integer("order_id"))
                .col(big_integer("amount"))
                .col(string("idempotency_key"))
                .col(text("reason"))
                .col(string("status"))
                .col(string_null("provider_ref"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("done_at"))
                .foreign_key(&mut foreign_key(
                    "refunds",
                    "payment_id",
                    "payments",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "refunds",
                    "order_id",
                    "orders",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount > 0"))
                .check(check("status IN ('asked', 'done', 'failed')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("refunds", &["idempotency_key"]))
        .await?;
    manager.create_index(index("refunds", &["payment_id"])).await?;
    manager.create_index(index("refunds", &["status"])).await?;
    Ok(())
}

async fn disputes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("disputes")
                .col(big_pk_auto("id"))
                .col(big_integer("payment_id"))
                .col(string("provider_ref"))
                .col(big_integer("amount"))
                .col(string("status"))
                .col(timestamp_with_time_zone("opened_at"))
                .col(timestamp_with_time_zone_null("closed_at"))
                .foreign_key(&mut foreign_key(
                    "disputes",
                    "payment_id",
                    "payments",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount >= 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("disputes", &["provider_ref"]))
        .await?;
    manager.create_index(index("disputes", &["payment_id"])).await?;
    Ok(())
}

async fn payouts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("payouts")
                .col(big_pk_auto("id"))
                .col(big_integer("producer_id"))
                .col(big_integer("amount"))
                .col(string("status"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("paid_at"))
                .foreign_key(&mut foreign_key(
                    "payouts",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount > 0"))
                .check(check("status IN ('claimed', 'paid')"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("payouts", &["producer_id"])).await?;
    Ok(())
}

async fn ledger_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("ledger_entries")
                .col(big_pk_auto("id"))
                .col(string("account"))
                .col(big_integer("producer_id"))
                .col(big_integer("order_id"))
                .col(big_integer("amount"))
                .col(string("custody"))
                .col(string("source"))
                .col(big_integer_null("payout_id"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut foreign_key(
                    "ledger_entries",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "ledger_entries",
                    "order_id",
                    "orders",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "ledger_entries",
                    "payout_id",
                    "payouts",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("amount <> 0"))
                .check(check(
                    "account IN ('producer', 'commission', 'shipping', 'subsidy')",
                ))
                .check(check("custody IN ('producer', 'operator')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("ledger_entries", &["account", "order_id", "source"]))
        .await?;
    manager
        .create_index(index("ledger_entries", &["producer_id", "account"]))
        .await?;
    manager
        .create_index(index("ledger_entries", &["payout_id"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "ledger_entries",
        "payouts",
        "disputes",
        "refunds",
        "bank_lines",
        "receipts",
        "payment_notices",
        "payment_parts",
        "payments",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
