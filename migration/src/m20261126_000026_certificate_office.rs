//! What the office records of certificates: which ones are its own, their papers, and imports of decisions with the
//! rows they were made of.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    imports(manager).await?;
    rows(manager).await?;
    records(manager).await?;
    papers(manager).await
}

async fn imports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("certificate_imports")
                .col(big_pk_auto("id"))
                .col(string("status"))
                .col(integer("lines"))
                .col(string("created_by"))
                .col(timestamp_with_time_zone("created_at"))
                .col(string_null("applied_by"))
                .col(timestamp_with_time_zone_null("applied_at"))
                .col(string_null("undone_by"))
                .col(timestamp_with_time_zone_null("undone_at"))
                .check(check("status IN ('preview', 'applied', 'undone', 'discarded')"))
                .check(check("lines >= 0"))
                .check(check("(applied_at IS NULL) = (applied_by IS NULL)"))
                .check(check("(undone_at IS NULL) = (undone_by IS NULL)"))
                .check(check(
                    "status NOT IN ('applied', 'undone') OR applied_at IS NOT NULL",
                ))
                .check(check("(status = 'undone') = (undone_at IS NOT NULL)"))
                .to_owned(),
        )
        .await
}

async fn rows(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("certificate_import_rows")
                .col(big_pk_auto("id"))
                .col(big_integer("import_id"))
                .col(big_integer("line"))
                .col(text("typed"))
                .col(string("verdict"))
                .col(big_integer_null("product_id"))
                .col(big_integer_null("certificate_id"))
                .col(text_null("wanted"))
                .col(text_null("before"))
                .col(string_null("mark"))
                .col(text_null("problems"))
                .col(text_null("candidates"))
                .foreign_key(&mut foreign_key(
                    "certificate_import_rows",
                    "import_id",
                    "certificate_imports",
                    ForeignKeyAction::Cascade,
                ))
                .check(check(
                    "verdict IN ('new', 'renewal', 'upgrade', 'downgrade', 'earlier', 'proof', 'unchanged', 'refused', 'ambiguous')",
                ))
                .check(check("line >= 1"))
                .check(check(
                    "verdict IN ('unchanged', 'refused', 'ambiguous') OR (product_id IS NOT NULL AND wanted IS NOT NULL AND mark IS NOT NULL)",
                ))
                .check(check(
                    "verdict <> 'proof' OR (certificate_id IS NOT NULL AND before IS NOT NULL)",
                ))
                .check(check("verdict <> 'refused' OR problems IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("certificate_import_rows", &["import_id", "line"]))
        .await
}

async fn records(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("certificate_records")
                .col(big_integer("certificate_id"))
                .col(big_integer_null("import_id"))
                .col(string_null("revoked_decision"))
                .col(string("recorded_by"))
                .col(timestamp_with_time_zone("recorded_at"))
                .primary_key(
                    Index::create()
                        .name("certificate_records_pkey")
                        .col("certificate_id"),
                )
                .foreign_key(&mut foreign_key(
                    "certificate_records",
                    "certificate_id",
                    "certificates",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "certificate_records",
                    "import_id",
                    "certificate_imports",
                    ForeignKeyAction::Restrict,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("certificate_records", &["import_id"]))
        .await
}

async fn papers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("certificate_papers")
                .col(big_pk_auto("id"))
                .col(big_integer("certificate_id"))
                .col(string("key"))
                .col(string("content_type"))
                .col(string("created_by"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut foreign_key(
                    "certificate_papers",
                    "certificate_id",
                    "certificates",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("certificate_papers", &["key"]))
        .await?;
    manager
        .create_index(index("certificate_papers", &["certificate_id"]))
        .await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "certificate_papers",
        "certificate_records",
        "certificate_import_rows",
        "certificate_imports",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
