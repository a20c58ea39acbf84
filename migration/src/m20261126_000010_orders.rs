//! Carts, purchases, the orders they are made of, and what becomes of them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    carts(manager).await?;
    cart_lines(manager).await?;
    purchases(manager).await?;
    orders(manager).await?;
    order_lines(manager).await?;
    order_events(manager).await?;
    return_requests(manager).await?;
    return_pictures(manager).await?;
    counters(manager).await?;
    Ok(())
}

async fn carts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("carts")
                .col(big_pk_auto("id"))
                .col(string_null("token_hash"))
                .col(big_integer_null("user_id"))
                .col(text_null("gift_note"))
                .col(string_null("coupon_code"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut foreign_key(
                    "carts",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("token_hash IS NOT NULL OR user_id IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("carts", &["token_hash"])).await?;
    manager.create_index(unique("carts", &["user_id"])).await?;
    manager.create_index(index("carts", &["updated_at"])).await?;
    Ok(())
}

async fn cart_lines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("cart_lines")
                .col(big_pk_auto("id"))
                .col(big_integer("cart_id"))
                .col(big_integer("variant_id"))
                .col(big_integer("quantity"))
                .col(big_integer("seen_price"))
                .col(boolean("saved"))
                .col(timestamp_with_time_zone("added_at"))
                .foreign_key(&mut foreign_key(
                    "cart_lines",
                    "cart_id",
                    "carts",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "cart_lines",
                    "variant_id",
                    "variants",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("quantity BETWEEN 1 AND 9999"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("cart_lines", &["cart_id", "variant_id"]))
        .await?;
    manager.create_index(index("cart_lines", &["variant_id"])).await?;
    Ok(())
}

async fn purchases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("purchases")
                .col(big_pk_auto("id"))
                .col(string("number"))
                .col(big_integer_null("user_id"))
                .col(string("idempotency_key"))
                .col(string("request_hash"))
                .col(string("locale"))
                .col(string("name"))
                .col(string_null("email"))
                .col(string("phone"))
                .col(string_null("street"))
                .col(big_integer_null("commune_id"))
                .col(string_null("ward"))
                .col(string_null("district"))
                .col(string_null("province"))
                .col(text_null("note"))
                .col(text_null("gift_note"))
                .col(string("method"))
                .col(big_integer("goods"))
                .col(big_integer("shipping"))
                .col(big_integer("discount"))
                .col(big_integer("total"))
                .col(string_null("coupon_code"))
                .col(string_null("invoice_name"))
                .col(string_null("invoice_tax_code"))
                .col(string_null("invoice_address"))
                .col(boolean("adult"))
                .col(timestamp_with_time_zone("placed_at"))
                .col(timestamp_with_time_zone_null("erased_at"))
                .foreign_key(&mut foreign_key(
                    "purchases",
                    "user_id",
                    "users",
                    ForeignKeyAction::SetNull,
                ))
                .foreign_key(&mut foreign_key(
                    "purchases",
                    "commune_id",
                    "communes",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("total = goods + shipping - discount"))
                .check(check(
                    "goods >= 0 AND shipping >= 0 AND discount >= 0 AND total >= 0",
                ))
                .check(check("method IN ('cod', 'bank_transfer', 'card')"))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("purchases", &["number"])).await?;
    manager
        .create_index(unique("purchases", &["idempotency_key"]))
        .await?;
    manager.create_index(index("purchases", &["user_id"])).await?;
    manager.create_index(index("purchases", &["placed_at"])).await?;
    Ok(())
}

async fn orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("orders")
                .col(big_pk_auto("id"))
                .col(big_integer("purchase_id"))
                .col(small_integer("position"))
                .col(string("number"))
                .col(big_integer("producer_id"))
                .col(string("producer_name"))
                .col(string("status"))
                .col(string("delivery"))
                .col(big_integer_null("pickup_place_id"))
                .col(string_null("pickup_name"))
                .col(string_null("zone"))
                .col(big_integer("goods"))
                .col(big_integer("shipping"))
                .col(big_integer("discount"))
                .col(big_integer("subsidy"))
                .col(big_integer("total"))
                .col(big_integer("vat"))
                .col(integer("commission_bps"))
                .col(big_integer("commission"))
                .col(big_integer("weight_g"))
                .col(string_null("carrier"))
                .col(string_null("tracking_code"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone("status_at"))
                .col(timestamp_with_time_zone("placed_at"))
                .col(timestamp_with_time_zone_null("delivered_at"))
                .col(big_integer_null("invoice_no"))
                .foreign_key(&mut foreign_key("orders", "purchase_id", "purchases", ForeignKeyAction::Restrict))
                .foreign_key(&mut foreign_key("orders", "producer_id", "producers", ForeignKeyAction::Restrict))
                .check(check("total = goods + shipping - discount"))
                .check(check("goods >= 0 AND shipping >= 0 AND discount >= 0 AND total >= 0 AND vat >= 0 AND vat <= total"))
                .check(check("subsidy BETWEEN 0 AND discount"))
                .check(check("commission BETWEEN 0 AND goods"))
                .check(check("status IN ('awaiting_payment', 'awaiting_confirmation', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled', 'refused', 'returned')"))
                .check(check("delivery IN ('parcel', 'own', 'pickup')"))
                .check(check("zone IS NULL OR zone IN ('inner_hanoi', 'outer_hanoi', 'north', 'nation')"))
                .check(check("delivery <> 'pickup' OR pickup_name IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("orders", &["number"])).await?;
    manager
        .create_index(unique("orders", &["purchase_id", "position"]))
        .await?;
    manager
        .create_index(unique("orders", &["purchase_id", "producer_id"]))
        .await?;
    manager
        .create_index(unique("orders", &["producer_id", "invoice_no"]))
        .await?;
    manager
        .create_index(index("orders", &["producer_id", "status"]))
        .await?;
    manager
        .create_index(index("orders", &["status", "expires_at"]))
        .await?;
    Ok(())
}

async fn order_lines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("order_lines")
                .col(big_pk_auto("id"))
                .col(big_integer("order_id"))
                .col(small_integer("position"))
                .col(big_integer_null("variant_id"))
                .col(string("product_slug"))
                .col(string("sku"))
                .col(string("name_vi"))
                .col(string_null("name_en"))
                .col(string_null("pack"))
                .col(string("unit"))
                .col(big_integer("quantity"))
                .col(big_integer("unit_price"))
                .col(big_integer("goods"))
                .col(big_integer("discount"))
                .col(big_integer("total"))
                .col(integer_null("vat_bps"))
                .col(big_integer("vat"))
                .col(big_integer("weight_g"))
                .col(boolean("counted"))
                .col(string_null("bundle_name"))
                .foreign_key(&mut foreign_key(
                    "order_lines",
                    "order_id",
                    "orders",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "order_lines",
                    "variant_id",
                    "variants",
                    ForeignKeyAction::SetNull,
                ))
                .check(check("quantity > 0"))
                .check(check(
                    "unit_price >= 0 AND goods >= 0 AND discount >= 0 AND vat >= 0 AND vat <= total",
                ))
                .check(check("total = goods - discount"))
                .check(check("total >= 0"))
                .check(check("bundle_name IS NOT NULL OR goods = unit_price * quantity"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("order_lines", &["order_id", "position"]))
        .await?;
    manager
        .create_index(index("order_lines", &["variant_id"]))
        .await?;
    Ok(())
}

async fn order_events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("order_events")
                .col(big_pk_auto("id"))
                .col(big_integer("order_id"))
                .col(string("kind"))
                .col(string_null("from_status"))
                .col(string_null("to_status"))
                .col(string("actor"))
                .col(text_null("note"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut foreign_key(
                    "order_events",
                    "order_id",
                    "orders",
                    ForeignKeyAction::Restrict,
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("order_events", &["order_id"])).await?;
    manager
        .create_index(index("order_events", &["kind", "at"]))
        .await?;
    Ok(())
}

async fn return_requests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("return_requests")
                .col(big_pk_auto("id"))
                .col(big_integer("order_id"))
                .col(text("reason"))
                .col(string("status"))
                .col(text_null("answer"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut foreign_key(
                    "return_requests",
                    "order_id",
                    "orders",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("status IN ('asked', 'accepted', 'refused', 'received')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("return_requests", &["order_id"]))
        .await?;
    Ok(())
}

async fn return_pictures(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("return_pictures")
                .col(big_pk_auto("id"))
                .col(big_integer("return_id"))
                .col(string("key"))
                .col(string("content_type"))
                .foreign_key(&mut foreign_key(
                    "return_pictures",
                    "return_id",
                    "return_requests",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("return_pictures", &["key"])).await?;
    Ok(())
}

async fn counters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("counters")
                .col(string("name"))
                .col(big_integer("next"))
                .primary_key(Index::create().name("counters_pkey").col("name"))
                .check(check("next >= 1"))
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "counters",
        "return_pictures",
        "return_requests",
        "order_events",
        "order_lines",
        "orders",
        "purchases",
        "cart_lines",
        "carts",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
