//! What the database says of a producer's period. Five queries, whatever there is: orders, their lines, refunds,
//! views, names. Each begins at the producer and its period, by an index of both, and adds up there.

use std::collections::HashMap;

use entity::{DeliveryMethod, Locale, OrderStatus, PaymentMethod};
use sea_orm::{ConnectionTrait, DatabaseBackend, FromQueryResult, Statement, Value};

use super::period::Period;
use foundation::kernel::error::Result;

/// States in which an order is sold.
const SOLD: [OrderStatus; 4] = [
    OrderStatus::Confirmed,
    OrderStatus::Packed,
    OrderStatus::Shipped,
    OrderStatus::Delivered,
];

/// Whether an order of this state is sold.
pub fn is_sold(status: OrderStatus) -> bool {
    SOLD.contains(&status)
}

#[derive(FromQueryResult)]
pub(super) struct OrderRow {
    pub(super) month: String,
    pub(super) method: PaymentMethod,
    pub(super) delivery: DeliveryMethod,
    pub(super) status: OrderStatus,
    pub(super) orders: i64,
    pub(super) total: i64,
}

#[derive(FromQueryResult)]
pub(super) struct LineRow {
    pub(super) month: String,
    pub(super) method: PaymentMethod,
    pub(super) delivery: DeliveryMethod,
    pub(super) product_id: Option<i64>,
    pub(super) slug: Option<String>,
    pub(super) name: String,
    pub(super) orders: i64,
    pub(super) pieces: i64,
    pub(super) sold: i64,
}

#[derive(FromQueryResult)]
pub(super) struct RefundRow {
    pub(super) status: OrderStatus,
    pub(super) orders: i64,
    pub(super) amount: i64,
}

#[derive(FromQueryResult)]
pub(super) struct ViewRow {
    pub(super) product_id: i64,
    pub(super) month: String,
    pub(super) views: i64,
    pub(super) carts: i64,
}

#[derive(FromQueryResult)]
struct NameRow {
    id: i64,
    name: String,
}

/// What the database said.
pub(super) struct Rows {
    pub(super) orders: Vec<OrderRow>,
    pub(super) lines: Vec<LineRow>,
    pub(super) refunds: Vec<RefundRow>,
    pub(super) views: Vec<ViewRow>,
    pub(super) names: HashMap<i64, String>,
}

impl Rows {
    /// Asks for all of it.
    pub(super) async fn read(
        db: &impl ConnectionTrait,
        producer_id: i64,
        period: Period,
        locale: Locale,
    ) -> Result<Self> {
        let backend = db.get_database_backend();
        let within = |sql: &str| {
            let values: [Value; 3] = [
                producer_id.into(),
                period.first().begins().into(),
                period.last().plus(1).begins().into(),
            ];
            Statement::from_sql_and_values(backend, sql, values)
        };
        let placed = month_of(backend, "o.placed_at");
        let sold: Vec<String> = SOLD.iter().map(|status| format!("'{}'", status.word())).collect();
        let sold = sold.join(", ");
        let orders = within(&format!(
            "SELECT {placed} AS month, pu.method AS method, o.delivery AS delivery, o.status AS status, \
             COUNT(*) AS orders, CAST(SUM(o.total) AS BIGINT) AS total \
             FROM orders o JOIN purchases pu ON pu.id = o.purchase_id \
             WHERE o.producer_id = $1 AND o.placed_at >= $2 AND o.placed_at < $3 GROUP BY 1, 2, 3, 4"
        ));
        let lines = within(&format!(
            "SELECT {placed} AS month, pu.method AS method, o.delivery AS delivery, v.product_id AS product_id, \
             CASE WHEN v.product_id IS NULL THEN l.product_slug END AS slug, MAX(l.name_vi) AS name, \
             COUNT(DISTINCT o.id) AS orders, CAST(SUM(l.quantity) AS BIGINT) AS pieces, \
             CAST(SUM(l.total) AS BIGINT) AS sold \
             FROM orders o JOIN purchases pu ON pu.id = o.purchase_id JOIN order_lines l ON l.order_id = o.id \
             LEFT JOIN variants v ON v.id = l.variant_id \
             WHERE o.producer_id = $1 AND o.placed_at >= $2 AND o.placed_at < $3 AND o.status IN ({sold}) \
             GROUP BY 1, 2, 3, 4, 5"
        ));
        let refunds = within(
            "SELECT o.status AS status, COUNT(DISTINCT o.id) AS orders, CAST(SUM(r.amount) AS BIGINT) AS amount \
             FROM orders o JOIN refunds r ON r.order_id = o.id \
             WHERE o.producer_id = $1 AND o.placed_at >= $2 AND o.placed_at < $3 AND r.status <> 'failed' \
             GROUP BY 1",
        );
        let views = format!(
            "SELECT p.id AS product_id, {} AS month, CAST(SUM(d.views) AS BIGINT) AS views, \
             CAST(SUM(d.carts) AS BIGINT) AS carts FROM products p JOIN product_days d ON d.product_id = p.id \
             WHERE p.producer_id = $1 AND d.day >= $2 AND d.day < $3 GROUP BY 1, 2",
            month_of_day(backend, "d.day")
        );
        let days: [Value; 3] = [
            producer_id.into(),
            period.first().first_day().into(),
            period.last().plus(1).first_day().into(),
        ];
        let views = Statement::from_sql_and_values(backend, views, days);
        let names = "SELECT p.id AS id, COALESCE(own.name, vi.name, p.slug) AS name FROM products p \
             LEFT JOIN product_texts vi ON vi.product_id = p.id AND vi.locale = 'vi' \
             LEFT JOIN product_texts own ON own.product_id = p.id AND own.locale = $2 WHERE p.producer_id = $1";
        let whose: [Value; 2] = [producer_id.into(), locale.tag().into()];
        let names = Statement::from_sql_and_values(backend, names, whose);

        Ok(Self {
            orders: OrderRow::find_by_statement(orders).all(db).await?,
            lines: LineRow::find_by_statement(lines).all(db).await?,
            refunds: RefundRow::find_by_statement(refunds).all(db).await?,
            views: ViewRow::find_by_statement(views).all(db).await?,
            names: NameRow::find_by_statement(names)
                .all(db)
                .await?
                .into_iter()
                .map(|row| (row.id, row.name))
                .collect(),
        })
    }
}

/// The month in Việt Nam a moment lies in, as text `2026-11`.
fn month_of(backend: DatabaseBackend, column: &str) -> String {
    if backend == DatabaseBackend::Postgres {
        format!("to_char({column} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')")
    } else {
        // UTC+7 all year since 1975.
        format!("strftime('%Y-%m', {column}, '+7 hours')")
    }
}

/// The month a day lies in, as text `2026-11`.
fn month_of_day(backend: DatabaseBackend, column: &str) -> String {
    if backend == DatabaseBackend::Postgres {
        format!("to_char({column}, 'YYYY-MM')")
    } else {
        format!("substr({column}, 1, 7)")
    }
}
