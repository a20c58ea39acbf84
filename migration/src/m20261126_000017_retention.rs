//! What the search for purchases to be forgotten stands on: it runs for ever, over rows that only grow in number.

use sea_orm_migration::prelude::*;

use crate::transactional;

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE INDEX purchases_to_empty_idx ON purchases (id) WHERE erased_at IS NOT NULL AND phone <> ''",
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE INDEX purchases_kept_idx ON purchases (placed_at) WHERE erased_at IS NULL",
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for name in ["purchases_to_empty_idx", "purchases_kept_idx"] {
        manager
            .get_connection()
            .execute_unprepared(&format!("DROP INDEX {name}"))
            .await?;
    }
    Ok(())
}
