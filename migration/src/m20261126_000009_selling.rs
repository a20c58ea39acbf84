//! How a producer sells: money, delivery, holidays, sets of gifts, coupons.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    producer_settings(manager).await?;
    shipping_rates(manager).await?;
    bundle_parts(manager).await?;
    coupons(manager).await?;
    manager
        .alter_table(
            Table::alter()
                .table("variants")
                .add_column(
                    integer_null("vat_bps").check(check("vat_bps IS NULL OR vat_bps BETWEEN 0 AND 5000")),
                )
                .to_owned(),
        )
        .await?;
    manager
        .alter_table(
            Table::alter()
                .table("variants")
                .add_column(
                    integer_null("max_per_order").check(check("max_per_order IS NULL OR max_per_order > 0")),
                )
                .to_owned(),
        )
        .await?;
    manager.execute(rates()).await
}

/// The common table of what a parcel costs, for the operator to change: (zone, grams up to, đồng).
fn rates() -> InsertStatement {
    const RATES: [(&str, i32, i64); 24] = [
        ("inner_hanoi", 1_000, 22_000),
        ("inner_hanoi", 2_000, 25_000),
        ("inner_hanoi", 5_000, 32_000),
        ("inner_hanoi", 10_000, 45_000),
        ("inner_hanoi", 20_000, 70_000),
        ("inner_hanoi", 50_000, 150_000),
        ("outer_hanoi", 1_000, 27_000),
        ("outer_hanoi", 2_000, 31_000),
        ("outer_hanoi", 5_000, 40_000),
        ("outer_hanoi", 10_000, 58_000),
        ("outer_hanoi", 20_000, 90_000),
        ("outer_hanoi", 50_000, 190_000),
        ("north", 1_000, 32_000),
        ("north", 2_000, 38_000),
        ("north", 5_000, 55_000),
        ("north", 10_000, 85_000),
        ("north", 20_000, 140_000),
        ("north", 50_000, 300_000),
        ("nation", 1_000, 38_000),
        ("nation", 2_000, 47_000),
        ("nation", 5_000, 74_000),
        ("nation", 10_000, 120_000),
        ("nation", 20_000, 210_000),
        ("nation", 50_000, 480_000),
    ];
    let mut insert = Query::insert()
        .into_table("shipping_rates")
        .columns(["zone", "up_to_g", "fee"])
        .to_owned();
    for (zone, up_to_g, fee) in RATES {
        insert.values_panic([zone.into(), up_to_g.into(), fee.into()]);
    }
    insert
}

async fn producer_settings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("producer_settings")
                .col(big_integer("producer_id"))
                .col(string_null("phone"))
                .col(string_null("email"))
                .col(string_null("bank_bin"))
                .col(string_null("bank_account"))
                .col(string_null("bank_holder"))
                .col(boolean("accepts_cod"))
                .col(boolean("accepts_transfer"))
                .col(boolean("accepts_card"))
                .col(integer("commission_bps"))
                .col(integer_null("own_radius_m"))
                .col(big_integer_null("own_fee"))
                .col(big_integer_null("free_from"))
                .col(date_null("closed_from"))
                .col(date_null("closed_until"))
                .col(integer("low_stock_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .primary_key(Index::create().name("producer_settings_pkey").col("producer_id"))
                .foreign_key(&mut foreign_key("producer_settings", "producer_id", "producers", ForeignKeyAction::Cascade))
                .check(check("NOT accepts_transfer OR (bank_bin IS NOT NULL AND bank_account IS NOT NULL AND bank_holder IS NOT NULL)"))
                .check(check("commission_bps BETWEEN 0 AND 5000"))
                .check(check("own_radius_m IS NULL OR (own_radius_m > 0 AND own_fee IS NOT NULL AND own_fee >= 0)"))
                .check(check("free_from IS NULL OR free_from >= 0"))
                .check(check("low_stock_at >= 0"))
                .check(check("closed_from IS NULL OR closed_until IS NULL OR closed_from <= closed_until"))
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn shipping_rates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("shipping_rates")
                .col(big_pk_auto("id"))
                .col(big_integer_null("producer_id"))
                .col(string("zone"))
                .col(integer("up_to_g"))
                .col(big_integer("fee"))
                .foreign_key(&mut foreign_key(
                    "shipping_rates",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("fee >= 0"))
                .check(check("up_to_g > 0"))
                .check(check("zone IN ('inner_hanoi', 'outer_hanoi', 'north', 'nation')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("shipping_rates", &["producer_id", "zone", "up_to_g"]))
        .await?;
    Ok(())
}

async fn bundle_parts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("bundle_parts")
                .col(big_integer("bundle_id"))
                .col(big_integer("part_id"))
                .col(big_integer("quantity"))
                .col(big_integer("weight"))
                .primary_key(
                    Index::create()
                        .name("bundle_parts_pkey")
                        .col("bundle_id")
                        .col("part_id"),
                )
                .foreign_key(&mut foreign_key(
                    "bundle_parts",
                    "bundle_id",
                    "variants",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "bundle_parts",
                    "part_id",
                    "variants",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("quantity > 0"))
                .check(check("weight > 0"))
                .check(check("bundle_id <> part_id"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("bundle_parts", &["part_id"])).await?;
    Ok(())
}

async fn coupons(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("coupons")
                .col(big_pk_auto("id"))
                .col(string("code"))
                .col(string("kind"))
                .col(big_integer("value"))
                .col(big_integer_null("producer_id"))
                .col(big_integer("min_goods"))
                .col(big_integer_null("max_uses"))
                .col(big_integer("used"))
                .col(date("valid_from"))
                .col(date_null("valid_until"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut foreign_key("coupons", "producer_id", "producers", ForeignKeyAction::Cascade))
                .check(check("kind IN ('percent', 'amount', 'free_shipping')"))
                .check(check("(kind = 'percent' AND value BETWEEN 1 AND 100) OR (kind = 'amount' AND value > 0) OR (kind = 'free_shipping' AND value = 0)"))
                .check(check("used >= 0"))
                .check(check("max_uses IS NULL OR used <= max_uses"))
                .check(check("min_goods >= 0"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("coupons", &["code"])).await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .alter_table(Table::alter().table("variants").drop_column("vat_bps").to_owned())
        .await?;
    manager
        .alter_table(
            Table::alter()
                .table("variants")
                .drop_column("max_per_order")
                .to_owned(),
        )
        .await?;
    for table in ["coupons", "bundle_parts", "shipping_rates", "producer_settings"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
