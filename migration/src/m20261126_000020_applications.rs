//! Applications to sell: what the office wants to see, what people send, and what became of it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

const STATUSES: &str = "('draft', 'applied', 'in_review', 'changes_asked', 'approved', 'rejected')";
const FORMS: &str = "('cooperative', 'cooperative_group', 'company', 'household', 'association')";

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    requirements(manager).await?;
    applications(manager).await?;
    application_documents(manager).await?;
    application_events(manager).await?;
    application_ticks(manager).await?;
    manager.execute(usual_requirements()).await
}

/// What the office begins with, for the operator to change: (Vietnamese, English, legal form, required).
fn usual_requirements() -> InsertStatement {
    const USUAL: [(&str, &str, Option<&str>, bool); 7] = [
        (
            "Giấy chứng nhận đăng ký doanh nghiệp",
            "Business registration certificate",
            Some("company"),
            true,
        ),
        (
            "Giấy chứng nhận đăng ký hợp tác xã",
            "Cooperative registration certificate",
            Some("cooperative"),
            true,
        ),
        (
            "Hợp đồng hợp tác của tổ hợp tác",
            "Agreement of the cooperative group",
            Some("cooperative_group"),
            true,
        ),
        (
            "Giấy chứng nhận đăng ký hộ kinh doanh",
            "Household business registration certificate",
            Some("household"),
            true,
        ),
        (
            "Quyết định thành lập hội",
            "Decision establishing the association",
            Some("association"),
            true,
        ),
        (
            "Giấy chứng nhận sản phẩm OCOP còn hiệu lực",
            "OCOP product certificate in force",
            None,
            true,
        ),
        (
            "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm (nếu bán thực phẩm)",
            "Food safety certificate (for food)",
            None,
            false,
        ),
    ];
    let mut insert = Query::insert();
    insert.into_table("requirements").columns([
        "label_vi",
        "label_en",
        "legal_form",
        "required",
        "position",
        "active",
        "updated_at",
    ]);
    for (position, (vi, en, form, required)) in (1_i32..).zip(USUAL) {
        insert.values_panic([
            vi.into(),
            en.into(),
            form.map(str::to_owned).into(),
            required.into(),
            position.into(),
            true.into(),
            Expr::cust("'2026-11-26T00:00:00+00:00'"),
        ]);
    }
    insert
}

async fn requirements(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("requirements")
                .col(big_pk_auto("id"))
                .col(text("label_vi"))
                .col(text("label_en"))
                .col(string_null("legal_form"))
                .col(boolean("required"))
                .col(integer("position"))
                .col(boolean("active"))
                .col(timestamp_with_time_zone("updated_at"))
                .check(Expr::cust(format!("legal_form IS NULL OR legal_form IN {FORMS}")))
                .check(check("label_vi <> '' AND label_en <> ''"))
                .to_owned(),
        )
        .await
}

async fn applications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("applications")
                .col(big_pk_auto("id"))
                .col(big_integer("user_id"))
                .col(big_integer_null("open_of"))
                .col(string("status"))
                .col(integer("version"))
                .col(string_null("legal_form"))
                .col(string_null("name_vi"))
                .col(string_null("name_en"))
                .col(string_null("tax_code"))
                .col(big_integer_null("commune_id"))
                .col(string_null("phone"))
                .col(string_null("email"))
                .col(string_null("bank_bin"))
                .col(string_null("bank_account"))
                .col(string_null("bank_holder"))
                .col(string("locale"))
                .col(text_null("answer"))
                .col(big_integer_null("producer_id"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(timestamp_with_time_zone_null("submitted_at"))
                .foreign_key(&mut foreign_key(
                    "applications",
                    "user_id",
                    "users",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "applications",
                    "commune_id",
                    "communes",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "applications",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .check(Expr::cust(format!("status IN {STATUSES}")))
                .check(Expr::cust(format!("legal_form IS NULL OR legal_form IN {FORMS}")))
                .check(check(
                    "(status IN ('approved', 'rejected')) = (open_of IS NULL)",
                ))
                .check(check("open_of IS NULL OR open_of = user_id"))
                .check(check("(status = 'approved') = (producer_id IS NOT NULL)"))
                .check(check(
                    "status IN ('draft', 'rejected') OR (legal_form IS NOT NULL AND name_vi IS NOT NULL AND tax_code IS NOT NULL AND commune_id IS NOT NULL AND phone IS NOT NULL AND email IS NOT NULL AND bank_bin IS NOT NULL AND bank_account IS NOT NULL AND bank_holder IS NOT NULL AND submitted_at IS NOT NULL)",
                ))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("applications", &["open_of"])).await?;
    manager.create_index(index("applications", &["user_id"])).await?;
    manager
        .create_index(index("applications", &["status", "submitted_at"]))
        .await?;
    manager
        .create_index(index("applications", &["producer_id"]))
        .await?;
    Ok(())
}

async fn application_documents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("application_documents")
                .col(big_pk_auto("id"))
                .col(big_integer("application_id"))
                .col(big_integer("requirement_id"))
                .col(string("key"))
                .col(string("content_type"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut foreign_key(
                    "application_documents",
                    "application_id",
                    "applications",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "application_documents",
                    "requirement_id",
                    "requirements",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("content_type IN ('image/jpeg', 'application/pdf')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("application_documents", &["key"]))
        .await?;
    manager
        .create_index(index("application_documents", &["application_id"]))
        .await?;
    Ok(())
}

async fn application_events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("application_events")
                .col(big_pk_auto("id"))
                .col(big_integer("application_id"))
                .col(timestamp_with_time_zone("at"))
                .col(string("actor"))
                .col(string("from_status"))
                .col(string("to_status"))
                .col(text_null("note"))
                .foreign_key(&mut foreign_key(
                    "application_events",
                    "application_id",
                    "applications",
                    ForeignKeyAction::Cascade,
                ))
                .check(Expr::cust(format!(
                    "from_status IN {STATUSES} AND to_status IN {STATUSES}"
                )))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("application_events", &["application_id"]))
        .await?;
    Ok(())
}

async fn application_ticks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("application_ticks")
                .col(big_integer("application_id"))
                .col(big_integer("requirement_id"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("at"))
                .primary_key(
                    Index::create()
                        .name("application_ticks_pkey")
                        .col("application_id")
                        .col("requirement_id"),
                )
                .foreign_key(&mut foreign_key(
                    "application_ticks",
                    "application_id",
                    "applications",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "application_ticks",
                    "requirement_id",
                    "requirements",
                    ForeignKeyAction::Restrict,
                ))
                .to_owned(),
        )
        .await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "application_ticks",
        "application_events",
        "application_documents",
        "applications",
        "requirements",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
