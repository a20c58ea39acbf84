//! What the database itself refuses, whoever writes: rules that code may forget stand here too.

use crate::support::db::TestDb;

const MOMENT: &str = "'2026-11-21 03:00:00+00:00'";

/// A producer (1), a product (1) and its variant (1), which the rows under test lean on.
async fn world() -> TestDb {
    let world = TestDb::tables().await;
    let rows = [
        "INSERT INTO product_groups (id, slug, roman, name_vi, name_en) VALUES (1, 'g', 'I', 'a', 'a')".to_owned(),
        "INSERT INTO product_sets (id, group_id, slug, name_vi, name_en, class_vi, ministry, parcel) VALUES (1, 1, 's', 'a', 'a', 'a', 'a', true)".to_owned(),
        producer("1", "'p1', 'coop', NULL, NULL, NULL, 'published'"),
        product("1", "'a', 1, 1, 'goods', 'published', NULL, NULL"),
        "INSERT INTO variants (id, product_id, sku, position, unit, price, demo_price) VALUES (1, 1, 'A', 0, 'kg', 1, true)".to_owned(),
    ];
    for sql in rows {
        world.run(&sql).await;
    }
    world
}

fn producer(id: &str, values: &str) -> String {
    format!(
        "INSERT INTO producers (id, slug, legal_form, lat, lon, \"precision\", status, source, verified, created_at, updated_at, revision) \
         VALUES ({id}, {values}, 'x', true, {MOMENT}, {MOMENT}, 1)"
    )
}

fn product(id: &str, values: &str) -> String {
    format!(
        "INSERT INTO products (id, slug, producer_id, set_id, kind, status, season_from, season_to, tags, source, verified, created_at, updated_at, revision) \
         VALUES ({id}, {values}, '', 'x', true, {MOMENT}, {MOMENT}, 1)"
    )
}

fn certificate(id: u32, values: &str) -> String {
    format!(
        "INSERT INTO certificates (id, product_id, code, stars, potential_five, grade, decision_no, issued_earliest, issued_latest, expires_earliest, expires_latest, source, recorded_at) \
         VALUES ({id}, 1, 'C{id}', {values}, 'x', {MOMENT})"
    )
}

fn place(id: u32, values: &str) -> String {
    format!(
        "INSERT INTO places (id, slug, kind, status, public, lat, lon, \"precision\", location_type, source, verified, created_at, updated_at, revision) \
         VALUES ({id}, 'pl{id}', {values}, 'x', true, {MOMENT}, {MOMENT}, 1)"
    )
}

fn event(id: u32, values: &str) -> String {
    format!(
        "INSERT INTO events (id, slug, starts_on, ends_on, booths, status, source, verified, created_at, updated_at, revision) \
         VALUES ({id}, 'e{id}', {values}, 'x', true, {MOMENT}, {MOMENT}, 1)"
    )
}

#[tokio::test]
async fn certificates_keep_the_law() {
    let world = world().await;
    let dated = "'2026-01-01', '2026-01-01', '2029-01-01', '2029-01-01'";
    world
        .run(&certificate(1, &format!("5, false, 'A', '12/QĐ', {dated}")))
        .await;
    world
        .run(&certificate(2, "4, true, 'B', NULL, NULL, NULL, NULL, NULL"))
        .await;
    for (why, values) in [
        ("two stars", format!("2, false, 'B', NULL, {dated}")),
        ("six stars", format!("6, false, 'B', NULL, {dated}")),
        (
            "five stars that wait for the ministry",
            format!("5, true, 'B', NULL, {dated}"),
        ),
        ("an unknown grade", format!("3, false, 'D', NULL, {dated}")),
        (
            "a matched decision without its number",
            format!("3, false, 'A', NULL, {dated}"),
        ),
        (
            "a matched decision without its day",
            "3, false, 'A', '1', NULL, NULL, NULL, NULL".to_owned(),
        ),
        (
            "half a date",
            "3, false, 'B', NULL, '2026-01-01', NULL, NULL, NULL".to_owned(),
        ),
        (
            "no end",
            "3, false, 'B', NULL, '2026-01-01', '2026-01-01', NULL, NULL".to_owned(),
        ),
        (
            "an end before its beginning",
            "3, false, 'B', NULL, '2026-01-01', '2026-01-01', '2025-01-01', '2025-01-01'".to_owned(),
        ),
        (
            "the last day first",
            "3, false, 'B', NULL, '2026-12-31', '2026-01-01', '2029-01-01', '2029-12-31'".to_owned(),
        ),
    ] {
        let error = world.refused(&certificate(9, &values)).await;
        assert!(error.to_lowercase().contains("check"), "{why}: {error}");
    }
    let twice = certificate(9, &format!("3, false, 'B', NULL, {dated}")).replace("'C9'", "'C1'");
    assert!(
        world.refused(&twice).await.to_lowercase().contains("unique"),
        "one code for two"
    );
}

#[tokio::test]
async fn stock_and_prices_are_never_negative() {
    let world = world().await;
    let stock = |values: &str| {
        format!(
            "INSERT INTO stock_items (variant_id, on_hand, reserved, made_to_order, demo) VALUES (1, {values}, true)"
        )
    };
    for values in ["-1, 0, false", "1, -1, false", "1, 2, false"] {
        world.refused(&stock(values)).await;
    }
    world.run(&stock("0, 3, true")).await;
    world
        .refused("UPDATE stock_items SET made_to_order = false")
        .await;
    for change in ["price = -1", "weight_g = 0", "volume_ml = -5", "position = -1"] {
        world.refused(&format!("UPDATE variants SET {change}")).await;
    }
    world.run("UPDATE variants SET price = 3000000000").await;
}

#[tokio::test]
async fn positions_are_whole_or_absent() {
    let world = world().await;
    world
        .run(&place(
            1,
            "'sales_point', 'open', 'published', 21.0, 105.8, 'exact', 3",
        ))
        .await;
    world
        .run(&place(
            2,
            "'craft_village', 'unverified', 'draft', NULL, NULL, NULL, NULL",
        ))
        .await;
    for (why, values) in [
        (
            "half a position",
            "'sales_point', 'open', 'published', 21.0, NULL, 'exact', NULL",
        ),
        (
            "the other half",
            "'sales_point', 'open', 'published', NULL, 105.8, 'exact', NULL",
        ),
        (
            "no precision",
            "'sales_point', 'open', 'published', 21.0, 105.8, NULL, NULL",
        ),
        (
            "precision of nothing",
            "'sales_point', 'open', 'published', NULL, NULL, 'exact', NULL",
        ),
        (
            "a swapped position",
            "'sales_point', 'open', 'published', 105.8, 21.0, 'exact', NULL",
        ),
        (
            "an unknown kind",
            "'shop', 'open', 'published', NULL, NULL, NULL, NULL",
        ),
        (
            "an unknown status",
            "'sales_point', 'opened', 'published', NULL, NULL, NULL, NULL",
        ),
        (
            "an unknown visibility",
            "'sales_point', 'open', 'public', NULL, NULL, NULL, NULL",
        ),
        (
            "a ninth kind of location",
            "'sales_point', 'open', 'published', NULL, NULL, NULL, 9",
        ),
    ] {
        let error = world.refused(&place(9, values)).await;
        assert!(error.to_lowercase().contains("check"), "{why}: {error}");
    }
    for (why, values) in [
        (
            "half a position",
            "'p9', 'coop', 21.0, NULL, 'exact', 'published'",
        ),
        ("an unknown status", "'p9', 'coop', NULL, NULL, NULL, 'live'"),
    ] {
        let error = world.refused(&producer("9", values)).await;
        assert!(error.to_lowercase().contains("check"), "{why}: {error}");
    }
}

#[tokio::test]
async fn products_and_events_are_sane() {
    let world = world().await;
    for (why, values) in [
        ("half a season", "'b', 1, 1, 'goods', 'published', 5, NULL"),
        ("a thirteenth month", "'b', 1, 1, 'goods', 'published', 5, 13"),
        ("an unknown kind", "'b', 1, 1, 'thing', 'published', NULL, NULL"),
        ("an unknown status", "'b', 1, 1, 'goods', 'sold', NULL, NULL"),
        ("no such producer", "'b', 99, 1, 'goods', 'published', NULL, NULL"),
        ("no such set", "'b', 1, 27, 'goods', 'published', NULL, NULL"),
        ("a slug taken", "'a', 1, 1, 'goods', 'published', NULL, NULL"),
    ] {
        let error = world.refused(&product("9", values)).await;
        assert!(!error.to_lowercase().contains("syntax"), "{why}: {error}");
    }
    world
        .run(&product("9", "'winter', 1, 1, 'goods', 'published', 11, 2"))
        .await;
    world
        .run(&event(1, "'2026-11-21', '2026-11-21', NULL, 'published'"))
        .await;
    for (why, values) in [
        (
            "an end before the beginning",
            "'2026-11-21', '2026-11-20', NULL, 'published'",
        ),
        (
            "an end without a beginning",
            "NULL, '2026-11-20', NULL, 'published'",
        ),
        ("no booths at all", "NULL, NULL, 0, 'published'"),
    ] {
        let error = world.refused(&event(9, values)).await;
        assert!(error.to_lowercase().contains("check"), "{why}: {error}");
    }
    world.refused("DELETE FROM producers").await;
    world.refused("DELETE FROM product_sets").await;
}

#[tokio::test]
async fn an_enquiry_can_be_answered_until_it_is_forgotten() {
    let world = world().await;
    let enquiry = |key: &str, values: &str| {
        format!(
            "INSERT INTO enquiries (idempotency_key, product_id, producer_id, product_name, name, message, phone, email, people, locale, status, text_version, created_at, erased_at) \
             VALUES ('{key}', 1, 1, 'a', {values})"
        )
    };
    let now = MOMENT;
    for (key, values) in [
        (
            "phone",
            format!("'Lan', 'x', '+84912345678', NULL, 1000, 'vi', 'new', '1', {now}, NULL"),
        ),
        (
            "email",
            format!("'Lan', 'x', NULL, 'a@x.vn', NULL, 'en', 'answered', '1', {now}, NULL"),
        ),
        (
            "forgotten",
            format!("'', '', NULL, NULL, 1, 'vi', 'closed', '1', {now}, {now}"),
        ),
    ] {
        world.run(&enquiry(key, &values)).await;
    }
    for (why, values) in [
        (
            "nobody comes",
            format!("'Lan', 'x', '+84912345678', NULL, 0, 'vi', 'new', '1', {now}, NULL"),
        ),
        (
            "a town comes",
            format!("'Lan', 'x', '+84912345678', NULL, 1001, 'vi', 'new', '1', {now}, NULL"),
        ),
        (
            "no way to answer",
            format!("'Lan', 'x', NULL, NULL, 1, 'vi', 'new', '1', {now}, NULL"),
        ),
        (
            "nothing asked",
            format!("'Lan', '', NULL, 'a@x.vn', 1, 'vi', 'new', '1', {now}, NULL"),
        ),
        (
            "from nobody",
            format!("'', 'x', NULL, 'a@x.vn', 1, 'vi', 'new', '1', {now}, NULL"),
        ),
        (
            "an unknown status",
            format!("'Lan', 'x', NULL, 'a@x.vn', 1, 'vi', 'open', '1', {now}, NULL"),
        ),
        (
            "an unknown language",
            format!("'Lan', 'x', NULL, 'a@x.vn', 1, 'fr', 'new', '1', {now}, NULL"),
        ),
        (
            "half forgotten",
            format!("'', '', NULL, 'a@x.vn', 1, 'vi', 'new', '1', {now}, {now}"),
        ),
    ] {
        let error = world.refused(&enquiry("new", &values)).await;
        assert!(error.to_lowercase().contains("check"), "{why}: {error}");
    }
    let again = enquiry(
        "phone",
        &format!("'Lan', 'x', NULL, 'a@x.vn', 1, 'vi', 'new', '1', {now}, NULL"),
    );
    let error = world.refused(&again).await;
    assert!(
        error.to_lowercase().contains("unique"),
        "one key for two: {error}"
    );
}

#[tokio::test]
async fn the_state_of_the_catalogue_is_one_row() {
    let world = TestDb::tables().await;
    world
        .refused("INSERT INTO catalogue_state (id, version, demo_data) VALUES (2, 1, false)")
        .await;
    world.refused("UPDATE catalogue_state SET version = 0").await;
    let db = &world.db;
    let first = foundation::publication::bump(db).await.unwrap();
    let second = foundation::publication::bump(db).await.unwrap();
    assert_eq!(second, first + 1);
    assert_eq!(foundation::publication::state(db).await.unwrap().version, second);
}

#[tokio::test]
async fn reports_keep_their_rules() {
    let world = world().await;
    let month = |values: &str| {
        format!(
            "INSERT INTO sales_months (month, producer_id, product_id, orders, pieces, turnover, refunded, made_at) \
             VALUES ('2026-11-01', 1, 1, {values}, {MOMENT})"
        )
    };
    world.run(&month("1, 2, 50000, 50000")).await;
    let run = |values: &str| {
        format!(
            "INSERT INTO sales_runs (state, first_month, done, total, whole, actor, started_at, finished_at) \
             VALUES ({values})"
        )
    };
    world
        .run(&run(&format!(
            "'running', '2026-11-01', 0, 3, true, 'x', {MOMENT}, NULL"
        )))
        .await;
    let target = |values: &str| {
        format!(
            "INSERT INTO programme_targets (year, measure, low, high, source, revision, updated_at) \
             VALUES ({values}, {MOMENT})"
        )
    };
    world
        .run(&target("2026, 'certified', 400, NULL, 'KH 15', 1"))
        .await;
    for (why, sql) in [
        ("more back than was sold", month("1, 2, 50000, 50001")),
        ("no order", month("0, 2, 50000, 0")),
        (
            "finished in the middle",
            run(&format!(
                "'done', '2026-11-01', 1, 3, true, 'x', {MOMENT}, {MOMENT}"
            )),
        ),
        (
            "a second run at a time",
            run(&format!(
                "'running', '2026-11-01', 0, 3, true, 'x', {MOMENT}, NULL"
            )),
        ),
        ("a target twice", target("2026, 'certified', 1, NULL, 'KH 16', 1")),
        ("no target", target("2026, 'events', 0, NULL, 'KH 16', 1")),
        (
            "a span that ends before it begins",
            target("2026, 'events', 2, 1, 'KH 16', 1"),
        ),
        ("a target from nowhere", target("2026, 'events', 2, 3, '', 1")),
        ("an unknown measure", target("2026, 'luck', 2, 3, 'KH 16', 1")),
        (
            "a group that does not exist",
            format!("INSERT INTO sales_groups VALUES ('2026-11-01', 7, 1, 1, 1, 0, {MOMENT})"),
        ),
    ] {
        let error = world.refused(&sql).await.to_lowercase();
        assert!(
            error.contains("check") || error.contains("unique"),
            "{why}: {error}"
        );
    }
}
