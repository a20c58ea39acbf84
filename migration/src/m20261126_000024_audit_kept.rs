//! The audit log is only added to: the database itself refuses to change or remove what was written down, whoever
//! asks through the application.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::transactional;

transactional!(up, down);

const SQLITE: &[&str] = &[
    "CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries \
     BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
    "CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries \
     BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$",
    "CREATE TRIGGER audit_entries_no_change BEFORE UPDATE OR DELETE ON audit_entries \
     FOR EACH ROW EXECUTE FUNCTION keep_audit_entries()",
    "CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries \
     FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entries()",
];

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
    run(manager, if postgres { POSTGRES } else { SQLITE }).await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
    let statements: &[&str] = if postgres {
        &[
            "DROP TRIGGER audit_entries_no_truncate ON audit_entries",
            "DROP TRIGGER audit_entries_no_change ON audit_entries",
            "DROP FUNCTION keep_audit_entries()",
        ]
    } else {
        &[
            "DROP TRIGGER audit_entries_no_delete",
            "DROP TRIGGER audit_entries_no_update",
        ]
    };
    run(manager, statements).await
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
