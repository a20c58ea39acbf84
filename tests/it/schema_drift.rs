//! Entities and migrations are written apart; here they must agree, column by column, both ways: name,
//! kind and whether a value may be missing. SQLite forgives a wrong width, PostgreSQL does not.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ColumnType, DatabaseBackend, EntityName, EntityTrait, Iterable};

use crate::support::db::TestDb;
use crate::support::{files, schema};

/// (table, column) → (kind, may be empty), as entities say.
type Wanted = BTreeMap<(String, String), (&'static str, bool)>;

fn add<E>(wanted: &mut Wanted, _: E)
where
    E: EntityTrait + EntityName + Default,
{
    let table = E::default().table_name().to_owned();
    for column in E::Column::iter() {
        let definition = column.def();
        let name = sea_orm::IdenStatic::as_str(&column).to_owned();
        let kind = family(definition.get_column_type());
        wanted.insert((table.clone(), name), (kind, definition.is_null()));
    }
}

/// The kind of a column in a word both databases can be asked about.
fn family(kind: &ColumnType) -> &'static str {
    match kind {
        ColumnType::String(_) | ColumnType::Text | ColumnType::Char(_) => "text",
        ColumnType::SmallInteger => "small",
        ColumnType::Integer => "integer",
        ColumnType::BigInteger => "big",
        ColumnType::Double => "double",
        ColumnType::Boolean => "boolean",
        ColumnType::Date => "date",
        ColumnType::TimestampWithTimeZone => "moment",
        other => panic!("a column type nobody has thought of: {other:?}"),
    }
}

/// The same word for what the database says. SQLite calls all widths alike.
fn said(kind: &str) -> &'static str {
    match kind.split('(').next().unwrap_or(kind) {
        "character varying" | "varchar" | "text" | "char" | "character" => "text",
        "smallint" => "small",
        "integer" => "integer",
        "bigint" => "big",
        "double precision" | "double" | "real" => "double",
        "boolean" => "boolean",
        "date" | "date_text" => "date",
        "timestamp with time zone" | "timestamp_with_timezone_text" => "moment",
        other => panic!("a type of the database nobody has thought of: {other}"),
    }
}

macro_rules! entities {
    ($($name:ident),* $(,)?) => {{
        let mut wanted = Wanted::new();
        $( add(&mut wanted, entity::$name::Entity); )*
        (wanted, [$( stringify!($name) ),*])
    }};
}

fn wanted() -> Wanted {
    let (wanted, names) = entities![
        account_token,
        archived_product,
        application,
        application_document,
        application_event,
        application_tick,
        audit_entry,
        bank_line,
        bundle_part,
        cart,
        cart_line,
        catalogue_state,
        certificate,
        certificate_import,
        certificate_import_row,
        certificate_paper,
        certificate_record,
        commune,
        commune_predecessor,
        complaint,
        consent,
        counter,
        coupon,
        criterion,
        dispute,
        enquiry,
        event,
        event_booth,
        event_booth_product,
        event_booth_result,
        event_result,
        event_text,
        follow,
        hours_exception,
        invitation,
        job,
        known_device,
        ledger_entry,
        legal_text,
        listing_draft,
        listing_import,
        listing_import_row,
        listing_paper,
        mail,
        media_asset,
        media_link,
        order,
        order_event,
        order_line,
        payment,
        payment_notice,
        payment_part,
        payout,
        place,
        place_closure,
        place_manager,
        place_notice,
        place_producer,
        place_shortage,
        place_import,
        place_paper,
        place_sheet,
        place_sheet_row,
        place_stock,
        place_text,
        producer,
        producer_member,
        producer_setting,
        producer_text,
        product,
        product_day,
        product_group,
        product_set,
        product_set_alias,
        product_term,
        product_text,
        programme_target,
        purchase,
        receipt,
        recovery_code,
        refund,
        remittance,
        remittance_line,
        report_run,
        requirement,
        reservation,
        return_picture,
        return_request,
        sales_group,
        sales_month,
        sales_run,
        shipping_rate,
        site_particular,
        slug_history,
        stock_item,
        stock_movement,
        story,
        story_text,
        story_version,
        throttle,
        user,
        user_address,
        user_session,
        variant,
        wish,
    ];
    let declared: BTreeSet<String> = files::below("entity/src", &["lib.rs"])
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter(|name| *name != "types")
        .map(str::to_owned)
        .collect();
    let listed: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(listed, declared, "an entity is missing from this test");
    wanted
}

#[tokio::test]
async fn entities_and_migrations_agree() {
    let world = TestDb::tables().await;
    let sqlite = world.db.get_database_backend() == DatabaseBackend::Sqlite;
    let wanted = wanted();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for column in schema::dump(&world.db).await {
        let key = (column.table.clone(), column.name.clone());
        match wanted.get(&key) {
            None => wrong.push(format!("{}.{}: no entity has it", column.table, column.name)),
            Some((kind, nullable)) => {
                let whole = ["small", "integer", "big"];
                let said = said(&column.kind);
                let alike = said == *kind || (sqlite && whole.contains(&said) && whole.contains(kind));
                if !alike {
                    wrong.push(format!(
                        "{}.{}: {kind} here, {said} there",
                        column.table, column.name
                    ));
                }
                if *nullable != column.nullable {
                    wrong.push(format!(
                        "{}.{}: may be empty {nullable} in the entity, {} in the database",
                        column.table, column.name, column.nullable
                    ));
                }
            }
        }
        seen.insert(key);
    }
    for (table, column) in wanted.keys().filter(|key| !seen.contains(*key)) {
        wrong.push(format!("{table}.{column}: no migration makes it"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_must_be_unique_is() {
    let world = TestDb::tables().await;
    let unique = schema::unique(&world.db).await;
    for (table, columns) in [
        ("jobs", "kind,dedupe_key"),
        ("enquiries", "idempotency_key"),
        ("communes", "slug"),
        ("producers", "slug"),
        ("products", "slug"),
        ("variants", "sku"),
        ("certificates", "code"),
        ("certificate_import_rows", "import_id,line"),
        ("certificate_papers", "key"),
        ("places", "slug"),
        ("events", "slug"),
        ("event_booths", "event_id,number"),
        ("stories", "slug"),
        ("stories", "owner_kind,owner_id"),
        ("media_assets", "source_hash"),
        ("place_notices", "waiting_of"),
        ("slug_history", "kind,old_slug"),
    ] {
        let found = unique.iter().any(|(of, over)| of == table && over == columns);
        assert!(found, "{table} ({columns}) is not unique");
    }
}
