//! Products, variants, stock and certificates.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("products")
                .col(big_pk_auto("id"))
                .col(string("slug"))
                .col(big_integer("producer_id"))
                .col(big_integer("set_id"))
                .col(string("kind"))
                .col(string("status"))
                .col(text("tags"))
                .col(small_integer_null("season_from"))
                .col(small_integer_null("season_to"))
                .col(integer_null("assessed_year"))
                .col(text("source"))
                .col(boolean("verified"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(big_integer("revision"))
                .foreign_key(&mut foreign_key(
                    "products",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "products",
                    "set_id",
                    "product_sets",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("status IN ('draft', 'published', 'hidden', 'retired')"))
                .check(check("kind IN ('goods', 'service')"))
                .check(check("(season_from IS NULL) = (season_to IS NULL)"))
                .check(check(
                    "season_from IS NULL OR (season_from BETWEEN 1 AND 12 AND season_to BETWEEN 1 AND 12)",
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("products", &["slug"])).await?;
    manager.create_index(index("products", &["producer_id"])).await?;
    manager.create_index(index("products", &["set_id"])).await?;
    manager.create_index(index("products", &["revision"])).await?;
    manager
        .create_table(
            Table::create()
                .table("product_texts")
                .col(big_integer("product_id"))
                .col(string("locale"))
                .col(string("name"))
                .col(text("summary"))
                .col(text_null("materials"))
                .col(text_null("care"))
                .col(string("sort_key"))
                .col(text("search_key"))
                .primary_key(
                    Index::create()
                        .name("product_texts_pkey")
                        .col("product_id")
                        .col("locale"),
                )
                .foreign_key(&mut foreign_key(
                    "product_texts",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("variants")
                .col(big_pk_auto("id"))
                .col(big_integer("product_id"))
                .col(string("sku"))
                .col(small_integer("position"))
                .col(string_null("pack"))
                .col(string("unit"))
                .col(big_integer("price"))
                .col(boolean("demo_price"))
                .col(integer_null("weight_g"))
                .col(integer_null("volume_ml"))
                .col(string_null("gtin"))
                .foreign_key(&mut foreign_key(
                    "variants",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("price >= 0"))
                .check(check("weight_g IS NULL OR weight_g > 0"))
                .check(check("volume_ml IS NULL OR volume_ml > 0"))
                .check(check("position >= 0"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("variants", &["sku"])).await?;
    manager.create_index(unique("variants", &["gtin"])).await?;
    manager
        .create_index(unique("variants", &["product_id", "position"]))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("stock_items")
                .col(big_integer("variant_id"))
                .col(big_integer("on_hand"))
                .col(big_integer("reserved"))
                .col(boolean("made_to_order"))
                .col(boolean("demo"))
                .primary_key(Index::create().name("stock_items_pkey").col("variant_id"))
                .foreign_key(&mut foreign_key(
                    "stock_items",
                    "variant_id",
                    "variants",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("on_hand >= 0"))
                .check(check("reserved >= 0"))
                .check(check("made_to_order OR reserved <= on_hand"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("certificates")
                .col(big_pk_auto("id"))
                .col(big_integer("product_id"))
                .col(string("code"))
                .col(small_integer("stars"))
                .col(boolean("potential_five"))
                .col(string_null("issuer"))
                .col(string_null("issuer_level"))
                .col(string_null("decision_no"))
                .col(date_null("issued_earliest"))
                .col(date_null("issued_latest"))
                .col(date_null("expires_earliest"))
                .col(date_null("expires_latest"))
                .col(date_null("revoked_on"))
                .col(text_null("revoked_reason"))
                .col(string("grade"))
                .col(small_integer_null("generation"))
                .col(text("source"))
                .col(timestamp_with_time_zone("recorded_at"))
                .foreign_key(&mut foreign_key("certificates", "product_id", "products", ForeignKeyAction::Cascade))
                .check(check("stars BETWEEN 3 AND 5"))
                .check(check("NOT potential_five OR stars = 4"))
                .check(check("grade IN ('A', 'B', 'C')"))
                .check(check("generation IS NULL OR generation BETWEEN 1 AND 3"))
                .check(check("(issued_earliest IS NULL AND issued_latest IS NULL AND expires_earliest IS NULL AND expires_latest IS NULL) OR (issued_earliest IS NOT NULL AND issued_latest IS NOT NULL AND expires_earliest IS NOT NULL AND expires_latest IS NOT NULL AND issued_earliest <= issued_latest AND expires_earliest <= expires_latest AND issued_latest < expires_latest)"))
                .check(check("grade <> 'A' OR (decision_no IS NOT NULL AND issued_earliest IS NOT NULL AND issued_earliest = issued_latest)"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("certificates", &["code"])).await?;
    manager
        .create_index(index("certificates", &["product_id"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "certificates",
        "stock_items",
        "variants",
        "product_texts",
        "products",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
