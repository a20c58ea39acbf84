//! Tables of listings that producers send, kept for a day until somebody says that they are to be written.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    listing_imports(manager).await?;
    listing_import_rows(manager).await
}

async fn listing_imports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("listing_imports")
                .col(big_pk_auto("id"))
                .col(big_integer("producer_id"))
                .col(string("actor"))
                .col(text("ignored"))
                .col(big_integer("rows_read"))
                .col(big_integer("new_products"))
                .col(big_integer("new_packs"))
                .col(big_integer("changed"))
                .col(big_integer("unchanged"))
                .col(big_integer("refused"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("confirmed_at"))
                .col(timestamp_with_time_zone_null("written_at"))
                .foreign_key(&mut foreign_key(
                    "listing_imports",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Cascade,
                ))
                .check(check(
                    "rows_read = new_products + new_packs + changed + unchanged + refused",
                ))
                .check(check(
                    "new_products >= 0 AND new_packs >= 0 AND changed >= 0 AND unchanged >= 0 AND refused >= 0",
                ))
                .check(check("written_at IS NULL OR confirmed_at IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("listing_imports", &["producer_id"]))
        .await?;
    manager
        .create_index(index("listing_imports", &["expires_at"]))
        .await
}

async fn listing_import_rows(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("listing_import_rows")
                .col(big_pk_auto("id"))
                .col(big_integer("import_id"))
                .col(big_integer("line"))
                .col(integer("place"))
                .col(string("kind"))
                .col(string("outcome"))
                .col(big_integer_null("product_id"))
                .col(big_integer_null("variant_id"))
                .col(big_integer("revision"))
                .col(text("name"))
                .col(text("sku"))
                .col(text("content"))
                .foreign_key(&mut foreign_key(
                    "listing_import_rows",
                    "import_id",
                    "listing_imports",
                    ForeignKeyAction::Cascade,
                ))
                .check(check(
                    "kind IN ('new_product', 'new_pack', 'changed', 'unchanged', 'refused')",
                ))
                .check(check("outcome IN ('nothing', 'waiting', 'written', 'left')"))
                .check(check(
                    "(kind IN ('unchanged', 'refused')) = (outcome = 'nothing')",
                ))
                .check(check("line > 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("listing_import_rows", &["import_id", "kind", "line"]))
        .await?;
    manager
        .create_index(index("listing_import_rows", &["import_id", "outcome", "place"]))
        .await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["listing_import_rows", "listing_imports"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
