//! What the operator collected and has not paid on yet, by producer: looked for on a page, and most lines of the ledger
//! are paid on or never were the operator's.

use sea_orm_migration::prelude::*;

use crate::transactional;

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .get_connection()
        .execute_unprepared(
            // The account comes first: without an equality SQLite would take another index.
            "CREATE INDEX ledger_entries_unpaid_idx ON ledger_entries (account, producer_id, amount) \
             WHERE custody = 'operator' AND payout_id IS NULL",
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .get_connection()
        .execute_unprepared("DROP INDEX ledger_entries_unpaid_idx")
        .await?;
    Ok(())
}
