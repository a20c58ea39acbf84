//! Commune-level units and the six groups with their 26 product sets.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("communes")
                .col(big_pk_auto("id"))
                .col(string("slug"))
                .col(string("name"))
                .col(string("kind"))
                .col(string("province_code"))
                .col(string_null("code"))
                .col(double("lat"))
                .col(double("lon"))
                .col(date("valid_from"))
                .col(date_null("valid_to"))
                .col(string("sort_key"))
                .col(string("search_key"))
                .col(text("source"))
                .check(check("lat BETWEEN -90 AND 90"))
                .check(check("lon BETWEEN -180 AND 180"))
                .check(check("kind IN ('phuong', 'xa', 'dac_khu')"))
                .check(check("valid_to IS NULL OR valid_to >= valid_from"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("communes", &["slug"])).await?;
    manager.create_index(unique("communes", &["code"])).await?;
    manager
        .create_table(
            Table::create()
                .table("commune_predecessors")
                .col(big_pk_auto("id"))
                .col(big_integer("commune_id"))
                .col(string("former_district"))
                .col(string_null("former_commune"))
                .col(string("search_key"))
                .foreign_key(&mut foreign_key(
                    "commune_predecessors",
                    "commune_id",
                    "communes",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique(
            "commune_predecessors",
            &["commune_id", "former_district", "former_commune"],
        ))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("product_groups")
                .col(big_integer("id"))
                .col(string("slug"))
                .col(string("roman"))
                .col(string("name_vi"))
                .col(string("name_en"))
                .primary_key(Index::create().name("product_groups_pkey").col("id"))
                .check(check("id BETWEEN 1 AND 6"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("product_groups", &["slug"])).await?;
    manager
        .create_table(
            Table::create()
                .table("product_sets")
                .col(big_integer("id"))
                .col(big_integer("group_id"))
                .col(string("slug"))
                .col(string("name_vi"))
                .col(string("name_en"))
                .col(string("class_vi"))
                .col(string("ministry"))
                .col(boolean("parcel"))
                .primary_key(Index::create().name("product_sets_pkey").col("id"))
                .foreign_key(&mut foreign_key(
                    "product_sets",
                    "group_id",
                    "product_groups",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("id BETWEEN 1 AND 26"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("product_sets", &["slug"])).await?;
    manager
        .create_table(
            Table::create()
                .table("product_set_aliases")
                .col(big_pk_auto("id"))
                .col(small_integer("generation"))
                .col(string("name_vi"))
                .col(string("search_key"))
                .col(big_integer("group_id"))
                .col(big_integer_null("set_id"))
                .foreign_key(&mut foreign_key(
                    "product_set_aliases",
                    "group_id",
                    "product_groups",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "product_set_aliases",
                    "set_id",
                    "product_sets",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("generation IN (1, 2)"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("product_set_aliases", &["generation", "name_vi"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "product_set_aliases",
        "product_sets",
        "product_groups",
        "commune_predecessors",
        "communes",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
