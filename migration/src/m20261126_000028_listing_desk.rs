//! Tables of listings that producers send, kept for a day until somebody says that they are to be written; papers
//! that products of some sets need; how far a product travels and how much of it can be made.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    listing_imports(manager).await?;
    listing_import_rows(manager).await?;
    manager
        .alter_table(
            Table::alter()
                .table("requirements")
                .add_column(text("sets").default(""))
                .to_owned(),
        )
        .await?;
    manager.execute(usual_requirements()).await?;
    listing_papers(manager).await?;
    product_terms(manager).await
}

async fn product_terms(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("product_terms")
                .col(big_integer("product_id"))
                .col(string("reach"))
                .col(integer_null("weekly_capacity"))
                .col(timestamp_with_time_zone("updated_at"))
                .primary_key(Index::create().name("product_terms_pkey").col("product_id"))
                .foreign_key(&mut foreign_key(
                    "product_terms",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("reach IN ('anywhere', 'north', 'hanoi', 'by_hand')"))
                .check(check("weekly_capacity IS NULL OR weekly_capacity > 0"))
                .to_owned(),
        )
        .await
}

/// What the office begins with, wished for and not required until the operator says so: (Vietnamese, English, sets).
fn usual_requirements() -> InsertStatement {
    const USUAL: [(&str, &str, &str); 3] = [
        (
            "Bản tự công bố hoặc đăng ký bản công bố sản phẩm (thực phẩm bao gói sẵn)",
            "Self-declaration or registered declaration of the product (packaged food)",
            "5,6,7,8,9,10,11,12,13,14,15,16,17",
        ),
        (
            "Giấy chứng nhận hoặc bản cam kết an toàn thực phẩm của cơ sở",
            "Food safety certificate or commitment of the facility",
            "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17",
        ),
        ("Giấy phép sản xuất rượu", "Licence to make spirits", "14,15"),
    ];
    let mut insert = Query::insert();
    insert.into_table("requirements").columns([
        "label_vi",
        "label_en",
        "sets",
        "required",
        "position",
        "active",
        "updated_at",
    ]);
    for (position, (vi, en, sets)) in (20_i32..).zip(USUAL) {
        insert.values_panic([
            vi.into(),
            en.into(),
            sets.into(),
            false.into(),
            position.into(),
            true.into(),
            Expr::cust("'2026-11-26T00:00:00+00:00'"),
        ]);
    }
    insert
}

async fn listing_papers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("listing_papers")
                .col(big_pk_auto("id"))
                .col(big_integer("producer_id"))
                .col(big_integer("product_id"))
                .col(big_integer("requirement_id"))
                .col(string("key"))
                .col(string("content_type"))
                .col(date_null("valid_until"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut foreign_key(
                    "listing_papers",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "listing_papers",
                    "product_id",
                    "products",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "listing_papers",
                    "requirement_id",
                    "requirements",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("content_type IN ('image/jpeg', 'application/pdf')"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("listing_papers", &["key"])).await?;
    manager
        .create_index(index("listing_papers", &["product_id"]))
        .await?;
    manager
        .create_index(index("listing_papers", &["producer_id"]))
        .await
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
    for table in [
        "product_terms",
        "listing_papers",
        "listing_import_rows",
        "listing_imports",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    // Before this, every requirement was one of applications: those of listings would be asked of all who apply.
    manager
        .get_connection()
        .execute_unprepared("DELETE FROM requirements WHERE sets <> ''")
        .await?;
    manager
        .alter_table(
            Table::alter()
                .table("requirements")
                .drop_column("sets")
                .to_owned(),
        )
        .await
}
