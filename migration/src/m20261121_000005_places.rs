//! Sales points, creative centres and craft villages, their shelves and hours.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("places")
                .col(big_pk_auto("id"))
                .col(string("slug"))
                .col(string("kind"))
                .col(small_integer_null("location_type"))
                .col(big_integer_null("commune_id"))
                .col(string_null("former_district"))
                .col(double_null("lat"))
                .col(double_null("lon"))
                .col(string_null("precision"))
                .col(string_null("operator"))
                .col(date_null("opened_on"))
                .col(text_null("opening_hours"))
                .col(string_null("lunar_days"))
                .col(string("status"))
                .col(date_null("last_confirmed_on"))
                .col(string_null("confirmed_by"))
                .col(string_null("criteria"))
                .col(string_null("decision_no"))
                .col(integer_null("floor_area_m2"))
                .col(string_null("phone"))
                .col(string_null("website"))
                .col(string("facilities").default(""))
                .col(string("languages").default(""))
                .col(string("payment_methods").default(""))
                .col(big_integer_null("village_id"))
                .col(string("public"))
                .col(text("source"))
                .col(boolean("verified"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(big_integer("revision"))
                .foreign_key(&mut foreign_key("places", "commune_id", "communes", ForeignKeyAction::Restrict))
                .foreign_key(&mut foreign_key("places", "village_id", "places", ForeignKeyAction::SetNull))
                .check(check("(lat IS NULL AND lon IS NULL AND \"precision\" IS NULL) OR (lat IS NOT NULL AND lon IS NOT NULL AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180 AND \"precision\" IS NOT NULL)"))
                .check(check("kind IN ('sales_point', 'creative_centre', 'craft_village')"))
                .check(check("status IN ('open', 'unverified', 'temporarily_closed', 'closed')"))
                .check(check("location_type IS NULL OR location_type BETWEEN 1 AND 8"))
                .check(check("floor_area_m2 IS NULL OR floor_area_m2 > 0"))
                .check(check("public IN ('draft', 'published', 'hidden', 'retired')"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("places", &["slug"])).await?;
    manager.create_index(index("places", &["kind"])).await?;
    manager.create_index(index("places", &["commune_id"])).await?;
    manager.create_index(index("places", &["revision"])).await?;
    manager.create_index(index("places", &["village_id"])).await?;
    manager
        .create_table(
            Table::create()
                .table("place_texts")
                .col(big_integer("place_id"))
                .col(string("locale"))
                .col(string("name"))
                .col(text_null("address"))
                .col(string_null("craft"))
                .col(text_null("what_to_do"))
                .col(text_null("getting_there"))
                .col(text_null("best_season"))
                .col(text_null("notes"))
                .col(string("sort_key"))
                .col(text("search_key"))
                .primary_key(
                    Index::create()
                        .name("place_texts_pkey")
                        .col("place_id")
                        .col("locale"),
                )
                .foreign_key(&mut foreign_key(
                    "place_texts",
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("place_stock")
                .col(big_integer("place_id"))
                .col(big_integer("product_id"))
                .col(date_null("last_confirmed_on"))
                .primary_key(
                    Index::create()
                        .name("place_stock_pkey")
                        .col("place_id")
                        .col("product_id"),
                )
                .foreign_key(&mut foreign_key(
                    "place_stock",
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "place_stock",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("place_stock", &["product_id"]))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("place_producers")
                .col(big_integer("place_id"))
                .col(big_integer("producer_id"))
                .col(date_null("last_confirmed_on"))
                .primary_key(
                    Index::create()
                        .name("place_producers_pkey")
                        .col("place_id")
                        .col("producer_id"),
                )
                .foreign_key(&mut foreign_key(
                    "place_producers",
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "place_producers",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("place_producers", &["producer_id"]))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("hours_exceptions")
                .col(big_pk_auto("id"))
                .col(big_integer("place_id"))
                .col(date("date_from"))
                .col(date("date_to"))
                .col(text_null("hours"))
                .col(string_null("note_vi"))
                .col(string_null("note_en"))
                .foreign_key(&mut foreign_key(
                    "hours_exceptions",
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("date_to >= date_from"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("hours_exceptions", &["place_id", "date_from"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "hours_exceptions",
        "place_producers",
        "place_stock",
        "place_texts",
        "places",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
