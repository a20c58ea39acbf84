//! Accounts: people, their sessions, what they may do, and what they keep.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    users(manager).await?;
    user_sessions(manager).await?;
    known_devices(manager).await?;
    recovery_codes(manager).await?;
    account_tokens(manager).await?;
    throttles(manager).await?;
    producer_members(manager).await?;
    place_managers(manager).await?;
    Ok(())
}

async fn users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("users")
                .col(big_pk_auto("id"))
                .col(string_null("email"))
                .col(string_null("email_key"))
                .col(string_null("phone"))
                .col(string("name"))
                .col(string("password_hash"))
                .col(string("locale"))
                .col(string_null("staff_role"))
                .col(timestamp_with_time_zone_null("email_verified_at"))
                .col(timestamp_with_time_zone_null("phone_verified_at"))
                .col(string_null("totp_secret"))
                .col(timestamp_with_time_zone_null("totp_enabled_at"))
                .col(big_integer_null("totp_last_step"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(timestamp_with_time_zone_null("erased_at"))
                .check(check(
                    "erased_at IS NOT NULL OR email_key IS NOT NULL OR phone IS NOT NULL",
                ))
                .check(check("(email IS NULL) = (email_key IS NULL)"))
                .check(check(
                    "staff_role IS NULL OR staff_role IN ('operator', 'officer')",
                ))
                .check(check("locale IN ('vi', 'en')"))
                .check(check(
                    "erased_at IS NULL OR (email_key IS NULL AND phone IS NULL AND password_hash = '')",
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("users", &["email_key"])).await?;
    manager.create_index(unique("users", &["phone"])).await?;
    Ok(())
}

async fn user_sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("user_sessions")
                .col(big_pk_auto("id"))
                .col(string("token_hash"))
                .col(big_integer("user_id"))
                .col(string("agent"))
                .col(string("address"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("seen_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .foreign_key(&mut foreign_key(
                    "user_sessions",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("user_sessions", &["token_hash"]))
        .await?;
    manager.create_index(index("user_sessions", &["user_id"])).await?;
    Ok(())
}

async fn known_devices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("known_devices")
                .col(big_pk_auto("id"))
                .col(big_integer("user_id"))
                .col(string("token_hash"))
                .col(timestamp_with_time_zone("seen_at"))
                .foreign_key(&mut foreign_key(
                    "known_devices",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("known_devices", &["token_hash"]))
        .await?;
    manager.create_index(index("known_devices", &["user_id"])).await?;
    Ok(())
}

async fn recovery_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("recovery_codes")
                .col(big_pk_auto("id"))
                .col(big_integer("user_id"))
                .col(string("code_hash"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut foreign_key(
                    "recovery_codes",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("recovery_codes", &["user_id", "code_hash"]))
        .await?;
    Ok(())
}

async fn account_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("account_tokens")
                .col(big_pk_auto("id"))
                .col(big_integer("user_id"))
                .col(string("purpose"))
                .col(string("token_hash"))
                .col(string_null("target"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut foreign_key(
                    "account_tokens",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .check(check(
                    "purpose IN ('verify_email', 'change_email', 'reset_password')",
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("account_tokens", &["token_hash"]))
        .await?;
    manager
        .create_index(index("account_tokens", &["user_id"]))
        .await?;
    Ok(())
}

async fn throttles(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("throttles")
                .col(string("key"))
                .col(integer("count"))
                .col(timestamp_with_time_zone("window_from"))
                .primary_key(Index::create().name("throttles_pkey").col("key"))
                .check(check("count >= 0"))
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn producer_members(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("producer_members")
                .col(big_integer("producer_id"))
                .col(big_integer("user_id"))
                .col(string("role"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(
                    Index::create()
                        .name("producer_members_pkey")
                        .col("producer_id")
                        .col("user_id"),
                )
                .foreign_key(&mut foreign_key(
                    "producer_members",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "producer_members",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("role IN ('owner', 'staff')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("producer_members", &["user_id"]))
        .await?;
    Ok(())
}

async fn place_managers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("place_managers")
                .col(big_integer("place_id"))
                .col(big_integer("user_id"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(
                    Index::create()
                        .name("place_managers_pkey")
                        .col("place_id")
                        .col("user_id"),
                )
                .foreign_key(&mut foreign_key(
                    "place_managers",
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "place_managers",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("place_managers", &["user_id"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "place_managers",
        "producer_members",
        "throttles",
        "account_tokens",
        "recovery_codes",
        "known_devices",
        "user_sessions",
        "users",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
