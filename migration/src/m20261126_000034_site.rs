//! Who runs the site and what its legal pages say, kept by the operator.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("site_particulars")
                // The one row there is; none until something is saved for the first time.
                .col(big_integer("id"))
                .col(big_integer("revision"))
                .col(string_null("name"))
                .col(string_null("address"))
                .col(string_null("representative"))
                .col(string_null("representative_title"))
                .col(string_null("tax_code"))
                .col(date_null("issued_on"))
                .col(string_null("issued_by"))
                .col(string_null("phone"))
                .col(string_null("email"))
                .col(string_null("domain"))
                .col(string("badge"))
                .col(string_null("badge_url"))
                .col(integer("acknowledge_hours"))
                .col(integer("answer_days"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(string("updated_by"))
                .primary_key(Index::create().name("site_particulars_pkey").col("id"))
                .check(check("id = 1"))
                .check(check("revision > 0"))
                .check(check("badge IN ('none', 'notified', 'registered')"))
                .check(check("(badge = 'none') = (badge_url IS NULL)"))
                .check(check("acknowledge_hours BETWEEN 1 AND 168"))
                .check(check("answer_days BETWEEN 1 AND 60"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("legal_texts")
                .col(big_pk_auto("id"))
                .col(string("page"))
                .col(string("locale"))
                .col(integer("version"))
                .col(text("body"))
                .col(date("effective_from"))
                .col(timestamp_with_time_zone("published_at"))
                .col(string("published_by"))
                .check(check(
                    "page IN ('terms', 'privacy', 'complaints', 'delivery', 'returns', 'payment')",
                ))
                .check(check("locale IN ('vi', 'en')"))
                .check(check("version > 0"))
                .check(check("body <> ''"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("legal_texts", &["page", "locale", "version"]))
        .await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["legal_texts", "site_particulars"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
