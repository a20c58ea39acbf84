//! The figures of sales: they are the sums of the orders, one run goes at a time, and what cuts it off only delays it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use commerce::reports::{self, Asked, SALES_JOB};
use dataset::{GenerateOptions, Silent, generate};
use foundation::jobs::{self, Handlers, JobError};
use foundation::kernel::error::Error;

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;
use crate::support::selling::{at, key, owner, sale, step};
use crate::support::shop::Shop;

const BUTTON: &str = "/quan-tri/bao-cao/tinh-lai";
const SOLD: &str = "o.status NOT IN ('awaiting_payment', 'awaiting_confirmation', 'cancelled', 'refused')";

/// A sum over the lines of what was sold, straight from the orders.
fn straight(column: &str) -> String {
    format!(
        "SELECT CAST(COALESCE(SUM({column}), 0) AS BIGINT) FROM orders o JOIN order_lines l ON l.order_id = o.id \
         WHERE {SOLD}"
    )
}

fn sum(table: &str, column: &str, of: &str) -> String {
    format!("SELECT CAST(COALESCE(SUM({column}), 0) AS BIGINT) FROM {table} WHERE {of}")
}

/// Insists that both tables say what the orders say.
async fn adds_up(app: &App) {
    for (column, line) in [("pieces", "l.quantity"), ("turnover", "l.total")] {
        let wanted = app.count(&straight(line)).await;
        for (table, of) in [
            ("sales_months", "1 = 1"),
            ("sales_groups", "group_id = 0"),
            ("sales_groups", "group_id > 0"),
        ] {
            assert_eq!(
                app.count(&sum(table, column, of)).await,
                wanted,
                "{column} of {table}, {of}"
            );
        }
    }
    let orders = app
        .count(&format!("SELECT COUNT(*) FROM orders o WHERE {SOLD}"))
        .await;
    assert_eq!(
        app.count(&sum("sales_groups", "orders", "group_id = 0")).await,
        orders
    );
}

/// Waits until no run is under way.
async fn worked_out(app: &App) {
    for _ in 0..400 {
        if app
            .count("SELECT COUNT(*) FROM sales_runs WHERE state = 'running'")
            .await
            == 0
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the figures are never worked out");
}

/// Presses the button and waits; once more where a run was under way that may have passed the last month.
async fn press(app: &App, operator: &Browser) {
    for _ in 0..3 {
        let pressed = operator.submit(BUTTON, &[]).await.is(303);
        worked_out(app).await;
        if pressed.location().contains("done=figuring") {
            return;
        }
    }
    panic!("something else always runs");
}

#[tokio::test]
async fn the_figures_are_the_sums_of_the_orders() {
    let shop = Shop::open().await;
    shop.app.demo_people().await;
    let app = &shop.app;
    let buyer = shop.customer();
    let [one, two, three, four] = [&shop.goods[0], &shop.goods[1], &shop.goods[2], &shop.goods[3]];
    let mut sellers = Vec::new();
    for (who, goods) in [("point", one), ("officer", two), ("buyer", four)] {
        sellers.push(owner(&shop, who, goods).await);
    }
    // Delivered, and part of it given back.
    let delivered = sale(&shop, &buyer, &[one], "cod").await.remove(0);
    for next in ["confirm", "pack", "ship", "deliver"] {
        step(&sellers[0], &delivered, next).await.is(303);
    }
    let form = key(&sellers[0], &delivered).await;
    let back = [
        ("refund_amount", "1.000"),
        ("refund_why", "Vỡ một góc"),
        ("key", form.as_str()),
    ];
    sellers[0]
        .submit(&at(&delivered, "hoan-tien"), &back)
        .await
        .is(303);
    // Confirmed; waiting; called off.
    let confirmed = sale(&shop, &buyer, &[two], "cod").await.remove(0);
    step(&sellers[1], &confirmed, "confirm").await.is(303);
    sale(&shop, &buyer, &[three], "cod").await;
    let off = sale(&shop, &buyer, &[four], "cod").await.remove(0);
    sellers[2]
        .submit(&at(&off, "huy"), &[("reason", "Hết hàng")])
        .await
        .is(303);

    let operator = app.signed_in("operator").await;
    let officer = app.signed_in("officer").await;
    officer.submit(BUTTON, &[]).await.is(404);
    press(app, &operator).await;
    adds_up(app).await;
    assert_eq!(app.count(&sum("sales_groups", "orders", "group_id = 0")).await, 2);
    for (table, of) in [("sales_months", "1 = 1"), ("sales_groups", "group_id = 0")] {
        assert_eq!(app.count(&sum(table, "refunded", of)).await, 1_000, "{table}");
    }
    let net = one.price + two.price - 1_000;
    let page = officer.get("/quan-tri/bao-cao/doanh-so?year=2026").await.is(200);
    let shown = foundation::i18n::format::vnd(entity::Vnd::new(net), entity::Locale::Vi);
    let shown = shown.replace('\u{a0}', " ");
    assert!(page.main().contains(&shown), "{shown}: {}", page.main());
    assert!(page.main().contains("Quý 4/2026"), "{}", page.main());
    let csv = officer
        .get("/quan-tri/bao-cao/doanh-so/bang.csv?year=1999")
        .await
        .is(200)
        .text();
    assert!(
        csv.lines().any(|line| line.ends_with(&format!(",1000,{net}"))),
        "{csv}"
    );
    let english = officer.get("/en/office/reports/sales?year=2026").await.is(200);
    assert!(english.main().contains("Q4 2026"), "{}", english.main());
    // A sale of the next month gets a month of its own, and the older one stays.
    app.advance(TimeDelta::days(20));
    let operator = app.signed_in("operator").await;
    let seller = owner(&shop, "officer", two).await;
    let later = sale(&shop, &shop.customer(), &[two], "cod").await.remove(0);
    step(&seller, &later, "confirm").await.is(303);
    press(app, &operator).await;
    adds_up(app).await;
    assert_eq!(
        app.count("SELECT COUNT(DISTINCT month) FROM sales_months").await,
        2
    );
    shop.close().await;
}

/// A site without a worker, with orders of five years, and nobody's job in its queue.
async fn five_years() -> App {
    let app = App::quiet(Content::Data, &[]).await;
    commerce::demo::let_sell(&app.world.db, app.clock.now())
        .await
        .unwrap();
    let orders = GenerateOptions {
        products: 0,
        producers: 0,
        places: 0,
        orders: 600,
        seed: 5,
    };
    generate(&app.world.db, &app.clock, &orders, None, &Silent)
        .await
        .unwrap();
    app.world.run("DELETE FROM jobs").await;
    app
}

/// Handlers that work months out and fail at the so-manieth.
fn failing_at(app: &App, broken: usize) -> Handlers {
    let (db, clock) = (app.world.db.clone(), app.clock.clone());
    let count = Arc::new(AtomicUsize::new(0));
    Handlers::default().with(SALES_JOB, move |payload| {
        let (db, clock, count) = (db.clone(), clock.clone(), count.clone());
        async move {
            if count.fetch_add(1, Ordering::SeqCst) == broken {
                return Err(JobError::Retry(Error::new("the worker was cut off")));
            }
            reports::figure_month(&db, clock.now(), &payload).await
        }
    })
}

async fn run(app: &App, handlers: &Handlers) {
    jobs::run_due(&app.world.db, &app.clock, handlers).await.unwrap();
}

#[tokio::test]
async fn a_run_that_is_cut_off_goes_on_and_another_press_does_nothing() {
    let app = five_years().await;
    let (db, now) = (&app.world.db, app.clock.now());
    let both = tokio::join!(
        reports::ask_figures(db, now, "user:1", true),
        reports::ask_figures(db, now, "user:2", true)
    );
    let mut asked = [both.0.unwrap(), both.1.unwrap()];
    asked.sort_by_key(|asked| *asked == Asked::Runs);
    assert_eq!(asked, [Asked::Begun, Asked::Runs], "one of two presses begins it");
    let queued = format!("SELECT COUNT(*) FROM jobs WHERE kind = '{SALES_JOB}'");
    assert_eq!(app.count(&queued).await, 1);
    // It fails at its fourth month, and waits.
    let handlers = failing_at(&app, 3);
    run(&app, &handlers).await;
    let progress = reports::progress(db).await.unwrap();
    let running = progress.running.unwrap();
    assert_eq!((running.done, progress.as_of), (3, None));
    assert!(running.total >= 60, "{running:?}");
    assert_eq!(
        reports::ask_figures(db, now, "user:1", true).await.unwrap(),
        Asked::Runs
    );
    assert_eq!(app.count(&queued).await, 1, "it waits for its next try");
    // A job that is lost altogether is put back by whoever looks next.
    app.world.run("DELETE FROM jobs").await;
    assert_eq!(reports::nightly(db, now).await.unwrap(), Some(Asked::Runs));
    assert_eq!(app.count(&queued).await, 1);
    run(&app, &handlers).await;
    let progress = reports::progress(db).await.unwrap();
    assert_eq!(progress.running, None);
    assert!(progress.whole && progress.as_of.is_some());
    adds_up(&app).await;
    let months = "SELECT COUNT(DISTINCT month) FROM sales_groups";
    assert_eq!(
        app.count(months).await,
        i64::from(running.total),
        "also months without an order"
    );
    // The same again changes nothing; a job that comes late finds nothing to do.
    let before = app.count("SELECT COUNT(*) FROM sales_months").await;
    let late = serde_json::json!({ "run": 1 });
    reports::figure_month(db, now, &late).await.unwrap();
    assert_eq!(
        reports::ask_figures(db, now, "user:1", true).await.unwrap(),
        Asked::Begun
    );
    run(&app, &failing_at(&app, usize::MAX)).await;
    assert_eq!(app.count("SELECT COUNT(*) FROM sales_months").await, before);
    adds_up(&app).await;
    app.stop().await;
}

#[tokio::test]
async fn the_night_does_the_last_months_once() {
    let app = five_years().await;
    let db = &app.world.db;
    let night = async || reports::nightly(db, app.clock.now()).await.unwrap();
    let handlers = failing_at(&app, usize::MAX);
    // Never worked out: all of it, once today.
    assert_eq!(night().await, Some(Asked::Begun));
    run(&app, &handlers).await;
    assert_eq!(night().await, None);
    // One in the morning is no night's work yet; three is.
    app.advance(TimeDelta::hours(15));
    assert_eq!(night().await, None);
    app.advance(TimeDelta::hours(2));
    // What changed in the last months shows, and what changed before does not.
    app.world
        .run(
            "UPDATE orders SET status = 'refused' WHERE status = 'delivered' AND delivered_at > '2026-10-01'",
        )
        .await;
    assert_eq!(night().await, Some(Asked::Begun));
    run(&app, &handlers).await;
    let last = app
        .count("SELECT CAST(total AS BIGINT) FROM sales_runs ORDER BY id DESC LIMIT 1")
        .await;
    assert_eq!(last, i64::from(reports::OPEN_MONTHS) + 1);
    adds_up(&app).await;
    app.world
        .run("UPDATE orders SET status = 'refused' WHERE status = 'delivered' AND placed_at < '2023-01-01'")
        .await;
    app.advance(TimeDelta::hours(24));
    assert_eq!(night().await, Some(Asked::Begun));
    run(&app, &handlers).await;
    let wrong = app.count(&sum("sales_groups", "turnover", "group_id = 0")).await;
    assert!(wrong > app.count(&straight("l.total")).await);
    // The button does all of it.
    reports::ask_figures(db, app.clock.now(), "user:1", true)
        .await
        .unwrap();
    run(&app, &handlers).await;
    adds_up(&app).await;
    app.stop().await;
}

#[tokio::test]
async fn without_an_order_there_is_nothing_to_work_out() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let pressed = operator.submit(BUTTON, &[]).await.is(303);
    assert!(
        pressed.location().contains("done=no_orders"),
        "{}",
        pressed.location()
    );
    assert_eq!(app.count("SELECT COUNT(*) FROM sales_runs").await, 0);
    let page = operator.get(pressed.location()).await.is(200);
    assert!(page.main().contains("Chưa tính lần nào."), "{}", page.main());
    app.stop().await;
}

#[tokio::test]
async fn refunds_are_shared_out_over_the_goods_and_no_further() {
    let app = five_years().await;
    // Whole orders with their delivery, odd parts, single đồng; every second one failed.
    app.world
        .run(
            "INSERT INTO refunds (payment_id, order_id, amount, idempotency_key, reason, status, actor, created_at) \
             SELECT p.payment_id, o.id, \
             CASE WHEN o.id % 3 = 0 THEN o.total WHEN o.id % 3 = 1 THEN o.goods / 7 + 1 ELSE 1 END, \
             'back-' || CAST(o.id AS TEXT), 'x', CASE WHEN o.id % 2 = 0 THEN 'failed' ELSE 'done' END, 'test', \
             '2026-11-20 03:00:00+00:00' \
             FROM orders o JOIN payment_parts p ON p.order_id = o.id WHERE o.status = 'delivered'",
        )
        .await;
    let (db, now) = (&app.world.db, app.clock.now());
    reports::ask_figures(db, now, "user:1", true).await.unwrap();
    run(&app, &failing_at(&app, usize::MAX)).await;
    adds_up(&app).await;
    let back = app
        .count(
            "SELECT CAST(SUM(CASE WHEN r.amount < o.goods THEN r.amount ELSE o.goods END) AS BIGINT) \
             FROM refunds r JOIN orders o ON o.id = r.order_id WHERE r.status <> 'failed'",
        )
        .await;
    assert!(back > 1_000_000, "{back}");
    for (table, of) in [
        ("sales_months", "1 = 1"),
        ("sales_groups", "group_id = 0"),
        ("sales_groups", "group_id > 0"),
    ] {
        assert_eq!(
            app.count(&sum(table, "refunded", of)).await,
            back,
            "{table}, {of}"
        );
    }
    app.stop().await;
}
