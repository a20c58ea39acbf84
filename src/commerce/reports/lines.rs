//! Every line that was sold in a year, as CSV. Nothing in it says who bought.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::{Locale, report_run};
use sea_orm::{FromQueryResult, Statement, Value};
use tabular::Sheet;

use super::SOLD;
use super::files::{Say, told};
use foundation::kernel::clock::{vietnam_day, vietnam_midnight};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// The columns: keys of their words.
const COLUMNS: [&str; 13] = [
    "day",
    "order",
    "status",
    "producer",
    "product",
    "sku",
    "pack",
    "pieces",
    "unit_price",
    "goods",
    "discount",
    "total",
    "delivery",
];
/// Days after which it is said how far it has come: writing that down costs more than reading a day.
const TELL_EVERY: i64 = 7;

#[derive(FromQueryResult)]
struct Line {
    placed_at: DateTime<Utc>,
    number: String,
    status: String,
    producer: String,
    product: String,
    sku: String,
    pack: Option<String>,
    quantity: i64,
    unit_price: i64,
    goods: i64,
    discount: i64,
    total: i64,
    delivery: String,
}

/// The file of a run: a day after the other, each read by itself, so that nothing is held for long and no more than a
/// day's rows lie in memory beside the file.
pub(super) async fn file(db: &Db, run: &report_run::Model, say: &Say) -> Result<Vec<u8>> {
    let word = |key: &str| say(run.locale, &format!("report.line_{key}"));
    let mut sheet = Sheet {
        name: String::new(),
        header: COLUMNS.map(word).to_vec(),
        rows: Vec::new(),
    };
    let mut out = tabular::csv(&sheet);
    let head = out.len();
    let Some(mut day) = NaiveDate::from_ymd_opt(run.year, 1, 1) else {
        return Ok(out);
    };
    let total = if day.leap_year() { 366 } else { 365 };
    told(db, run.id, 0, total).await?;
    let mut done = 0;
    while day.year() == run.year {
        let Some(next) = day.succ_opt() else {
            break;
        };
        sheet.rows = read(db, vietnam_midnight(day), vietnam_midnight(next))
            .await?
            .into_iter()
            .map(|line| cells(line, run.locale, say))
            .collect();
        if !sheet.rows.is_empty() {
            let more = tabular::csv(&sheet);
            out.extend_from_slice(more.get(head..).unwrap_or_default());
        }
        day = next;
        done += 1;
        if done % TELL_EVERY == 0 || done == total {
            told(db, run.id, done, total).await?;
        }
    }
    Ok(out)
}

async fn read(db: &Db, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Line>> {
    let sql = format!(
        "SELECT o.placed_at AS placed_at, o.number AS number, o.status AS status, o.producer_name AS producer, \
         l.name_vi AS product, l.sku AS sku, l.pack AS pack, l.quantity AS quantity, l.unit_price AS unit_price, \
         l.goods AS goods, l.discount AS discount, l.total AS total, o.delivery AS delivery \
         FROM orders o JOIN order_lines l ON l.order_id = o.id \
         WHERE o.placed_at >= $1 AND o.placed_at < $2 AND {SOLD} ORDER BY o.placed_at, o.id, l.position"
    );
    let values: [Value; 2] = [from.into(), until.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Line::find_by_statement(statement).all(db).await?)
}

fn cells(line: Line, locale: Locale, say: &Say) -> Vec<tabular::Value> {
    vec![
        vietnam_day(line.placed_at).into(),
        line.number.into(),
        say(locale, &format!("report.order_{}", line.status)).into(),
        line.producer.into(),
        line.product.into(),
        line.sku.into(),
        line.pack.into(),
        line.quantity.into(),
        line.unit_price.into(),
        line.goods.into(),
        line.discount.into(),
        line.total.into(),
        say(locale, &format!("report.delivery_{}", line.delivery)).into(),
    ]
}
