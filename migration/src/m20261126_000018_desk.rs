//! What the producer's desk looks up: orders newest first, refunds of an order.

use sea_orm_migration::prelude::*;

use crate::{index, transactional};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_index(index("orders", &["producer_id", "id"]))
        .await?;
    manager.create_index(index("refunds", &["order_id"])).await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for name in ["refunds_order_id_idx", "orders_producer_id_id_idx"] {
        manager
            .get_connection()
            .execute_unprepared(&format!("DROP INDEX {name}"))
            .await?;
    }
    Ok(())
}
