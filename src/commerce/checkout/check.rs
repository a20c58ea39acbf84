//! Proof that stock and money hold together: what came in is what went back and what somebody has or is owed,
//! to the đồng; totals are sums; numbers are right; nothing hangs. `cho-lang check` prints what it finds. Reads
//! only, with the same statements on both databases.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{order, payment_notice, purchase};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QuerySelect,
    Statement,
};

use crate::orders::number;
use domain::inventory;
use foundation::kernel::error::Result;

/// A notice that is not worked off after so long hangs.
const NOTICE_HANGS: TimeDelta = TimeDelta::minutes(10);

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What should hold.
    pub rule: &'static str,
    /// Where it does not: a number, or a key.
    pub about: String,
    /// What should stand there.
    pub expected: i64,
    /// What stands there.
    pub found: i64,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{}: {} should be {} and is {}",
            self.rule, self.about, self.expected, self.found
        )
    }
}

/// A row of a rule that is broken.
#[derive(Debug, FromQueryResult)]
struct Broken {
    about: String,
    expected: i64,
    found: i64,
}

/// Each rule in words, with the statement that finds where it is broken.
const RULES: &[(&str, &str)] = &[
    (
        "all that came in less all that went back is all that stands in the ledger",
        "SELECT 'the whole site' AS about, t.expected AS expected, t.found AS found FROM (SELECT \
         CAST((SELECT COALESCE(SUM(amount), 0) FROM receipts) \
            - (SELECT COALESCE(SUM(amount), 0) FROM refunds WHERE status <> 'failed') AS BIGINT) AS expected, \
         CAST((SELECT COALESCE(SUM(amount), 0) FROM ledger_entries) AS BIGINT) AS found) t \
         WHERE t.expected <> t.found",
    ),
    (
        "what an order got less what went back is what the ledger says of it",
        "SELECT o.number AS about, CAST(COALESCE(p.held, 0) AS BIGINT) AS expected, \
         CAST(COALESCE(l.held, 0) AS BIGINT) AS found FROM orders o \
         LEFT JOIN (SELECT order_id, SUM(received - refunded) AS held FROM payment_parts GROUP BY order_id) p \
            ON p.order_id = o.id \
         LEFT JOIN (SELECT order_id, SUM(amount) AS held FROM ledger_entries GROUP BY order_id) l \
            ON l.order_id = o.id \
         WHERE COALESCE(p.held, 0) <> COALESCE(l.held, 0)",
    ),
    (
        "what a payment received is the sum of its receipts",
        "SELECT p.reference AS about, CAST(COALESCE(r.sum, 0) AS BIGINT) AS expected, p.received AS found \
         FROM payments p LEFT JOIN (SELECT payment_id, SUM(amount) AS sum FROM receipts GROUP BY payment_id) r \
            ON r.payment_id = p.id WHERE p.received <> COALESCE(r.sum, 0)",
    ),
    (
        "what is wanted for a payment is the sum of its parts",
        "SELECT p.reference AS about, CAST(COALESCE(s.sum, 0) AS BIGINT) AS expected, p.amount AS found \
         FROM payments p LEFT JOIN (SELECT payment_id, SUM(amount) AS sum FROM payment_parts GROUP BY payment_id) s \
            ON s.payment_id = p.id WHERE p.amount <> COALESCE(s.sum, 0)",
    ),
    (
        "what a payment received is what its parts received",
        "SELECT p.reference AS about, CAST(COALESCE(s.sum, 0) AS BIGINT) AS expected, p.received AS found \
         FROM payments p LEFT JOIN (SELECT payment_id, SUM(received) AS sum FROM payment_parts GROUP BY payment_id) s \
            ON s.payment_id = p.id WHERE p.received <> COALESCE(s.sum, 0)",
    ),
    (
        "what of a payment went back is what of its parts went back",
        "SELECT p.reference AS about, CAST(COALESCE(s.sum, 0) AS BIGINT) AS expected, p.refunded AS found \
         FROM payments p LEFT JOIN (SELECT payment_id, SUM(refunded) AS sum FROM payment_parts GROUP BY payment_id) s \
            ON s.payment_id = p.id WHERE p.refunded <> COALESCE(s.sum, 0)",
    ),
    (
        "what of an order went back is the sum of its refunds that hold",
        "SELECT o.number AS about, CAST(COALESCE(r.sum, 0) AS BIGINT) AS expected, pp.refunded AS found \
         FROM payment_parts pp JOIN orders o ON o.id = pp.order_id \
         LEFT JOIN (SELECT order_id, SUM(amount) AS sum FROM refunds WHERE status <> 'failed' GROUP BY order_id) r \
            ON r.order_id = pp.order_id WHERE pp.refunded <> COALESCE(r.sum, 0)",
    ),
    (
        "an order has its part in one payment, of its total",
        "SELECT o.number AS about, o.total AS expected, COALESCE(pp.amount, -1) AS found FROM orders o \
         LEFT JOIN payment_parts pp ON pp.order_id = o.id WHERE COALESCE(pp.amount, -1) <> o.total",
    ),
    (
        "the total of a purchase is the sum of its orders",
        "SELECT p.number AS about, CAST(COALESCE(o.sum, 0) AS BIGINT) AS expected, p.total AS found \
         FROM purchases p LEFT JOIN (SELECT purchase_id, SUM(total) AS sum FROM orders GROUP BY purchase_id) o \
            ON o.purchase_id = p.id WHERE p.total <> COALESCE(o.sum, 0)",
    ),
    (
        "goods, delivery and discounts of a purchase are those of its orders",
        "SELECT p.number AS about, CAST(COALESCE(o.sum, 0) AS BIGINT) AS expected, \
         p.goods + p.shipping + p.discount AS found FROM purchases p \
         LEFT JOIN (SELECT purchase_id, SUM(goods) AS goods, SUM(shipping) AS shipping, SUM(discount) AS discount, \
                    SUM(goods + shipping + discount) AS sum FROM orders GROUP BY purchase_id) o \
            ON o.purchase_id = p.id \
         WHERE p.goods <> COALESCE(o.goods, 0) OR p.shipping <> COALESCE(o.shipping, 0) \
            OR p.discount <> COALESCE(o.discount, 0)",
    ),
    (
        "an order belongs to a purchase",
        "SELECT o.number AS about, o.purchase_id AS expected, CAST(0 AS BIGINT) AS found FROM orders o \
         WHERE NOT EXISTS (SELECT 1 FROM purchases p WHERE p.id = o.purchase_id)",
    ),
    (
        "the total of an order is its lines and its delivery, less the discount that is on no line",
        "SELECT o.number AS about, \
         CAST(COALESCE(l.total, 0) + o.shipping - (o.discount - COALESCE(l.discount, 0)) AS BIGINT) AS expected, \
         o.total AS found FROM orders o \
         LEFT JOIN (SELECT order_id, SUM(total) AS total, SUM(discount) AS discount, SUM(goods) AS goods, \
                    SUM(vat) AS vat FROM order_lines GROUP BY order_id) l ON l.order_id = o.id \
         WHERE o.total <> COALESCE(l.total, 0) + o.shipping - (o.discount - COALESCE(l.discount, 0)) \
            OR o.goods <> COALESCE(l.goods, 0) OR o.vat <> COALESCE(l.vat, 0) \
            OR o.discount - COALESCE(l.discount, 0) NOT BETWEEN 0 AND o.shipping",
    ),
    (
        "the receipts of a producer count from 1 without a gap",
        "SELECT CAST(producer_id AS TEXT) AS about, CAST(COUNT(*) AS BIGINT) AS expected, \
         CAST(MAX(invoice_no) AS BIGINT) AS found FROM orders WHERE invoice_no IS NOT NULL GROUP BY producer_id \
         HAVING MAX(invoice_no) <> COUNT(*) OR MIN(invoice_no) <> 1 OR COUNT(DISTINCT invoice_no) <> COUNT(*)",
    ),
    (
        "a carrier's batch is the sum of its lines",
        "SELECT r.batch AS about, CAST(COALESCE(l.sum, 0) AS BIGINT) AS expected, r.collected + r.fee AS found \
         FROM remittances r LEFT JOIN (SELECT remittance_id, SUM(collected + fee) AS sum FROM remittance_lines \
                                       GROUP BY remittance_id) l \
            ON l.remittance_id = r.id WHERE r.collected + r.fee <> COALESCE(l.sum, 0)",
    ),
    (
        "a carrier hands over the cash of the producer's own orders",
        "SELECT o.number AS about, r.producer_id AS expected, o.producer_id AS found FROM remittance_lines l \
         JOIN remittances r ON r.id = l.remittance_id JOIN orders o ON o.id = l.order_id \
         WHERE o.producer_id <> r.producer_id",
    ),
    (
        "an order that has all its money waits for none",
        "SELECT o.number AS about, pp.amount AS expected, pp.received AS found FROM orders o \
         JOIN payment_parts pp ON pp.order_id = o.id \
         WHERE o.status = 'awaiting_payment' AND pp.received >= pp.amount",
    ),
    (
        "an order that is called off keeps no goods",
        "SELECT o.number AS about, CAST(0 AS BIGINT) AS expected, CAST(SUM(r.quantity) AS BIGINT) AS found \
         FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN reservations r ON r.order_line_id = l.id \
         WHERE o.status IN ('cancelled', 'refused', 'returned') AND r.state IN ('held', 'sold') \
         GROUP BY o.number",
    ),
    (
        "an order that is confirmed has its goods out of the house",
        "SELECT o.number AS about, CAST(0 AS BIGINT) AS expected, CAST(SUM(r.quantity) AS BIGINT) AS found \
         FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN reservations r ON r.order_line_id = l.id \
         WHERE o.status IN ('confirmed', 'packed', 'shipped', 'delivered') AND r.state <> 'sold' \
         GROUP BY o.number",
    ),
    (
        "a payout is the sum of the lines it claims",
        "SELECT CAST(p.id AS TEXT) AS about, CAST(COALESCE(l.sum, 0) AS BIGINT) AS expected, p.amount AS found \
         FROM payouts p LEFT JOIN (SELECT payout_id, SUM(amount) AS sum FROM ledger_entries \
                                   WHERE payout_id IS NOT NULL GROUP BY payout_id) l ON l.payout_id = p.id \
         WHERE p.amount <> COALESCE(l.sum, 0)",
    ),
    (
        "a payout claims the producer's own lines, of money the operator has",
        "SELECT CAST(l.id AS TEXT) AS about, p.producer_id AS expected, l.producer_id AS found \
         FROM ledger_entries l JOIN payouts p ON p.id = l.payout_id \
         WHERE l.producer_id <> p.producer_id OR l.account <> 'producer' OR l.custody <> 'operator'",
    ),
    (
        "a line of a statement that is matched is a receipt of its payment",
        "SELECT CAST(b.id AS TEXT) AS about, b.amount AS expected, COALESCE(r.amount, 0) AS found \
         FROM bank_lines b LEFT JOIN receipts r ON r.source = 'bank:' || CAST(b.id AS TEXT) \
            AND r.payment_id = b.payment_id \
         WHERE b.state = 'matched' AND COALESCE(r.amount, 0) <> b.amount",
    ),
];

/// Everything that does not hold.
pub async fn check(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (rule, sql) in RULES {
        let statement = Statement::from_string(db.get_database_backend(), *sql);
        let broken = Broken::find_by_statement(statement).all(db).await?;
        findings.extend(broken.into_iter().map(|row| Finding {
            rule,
            about: row.about,
            expected: row.expected,
            found: row.found,
        }));
    }
    for wrong in inventory::discrepancies(db).await? {
        let (expected, found) = if wrong.on_hand == wrong.moved {
            (wrong.held, wrong.reserved)
        } else {
            (wrong.moved, wrong.on_hand)
        };
        findings.push(Finding {
            rule: "stock is the sum of its movements, and what is promised is what is kept for orders",
            about: format!("variant {}", wrong.variant_id),
            expected,
            found,
        });
    }
    numbers(db, &mut findings).await?;
    hanging(db, now, &mut findings).await?;
    Ok(findings)
}

/// Numbers of purchases and orders have a right check character, and none stands twice.
async fn numbers(db: &impl ConnectionTrait, findings: &mut Vec<Finding>) -> Result<()> {
    let mut all: Vec<String> = purchase::Entity::find()
        .select_only()
        .column(purchase::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let orders: Vec<String> = order::Entity::find()
        .select_only()
        .column(order::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    all.extend(orders);
    all.sort_unstable();
    for twice in all.windows(2) {
        if let [one, other] = twice
            && one == other
        {
            findings.push(Finding {
                rule: "a number stands once",
                about: one.clone(),
                expected: 1,
                found: 2,
            });
        }
    }
    let wrong = all
        .into_iter()
        .filter(|text| number::parse(text).as_ref() != Some(text));
    findings.extend(wrong.map(|about| Finding {
        rule: "a number has a right check character",
        about,
        expected: 1,
        found: 0,
    }));
    Ok(())
}

/// Notices that nobody worked off.
async fn hanging(db: &impl ConnectionTrait, now: DateTime<Utc>, findings: &mut Vec<Finding>) -> Result<()> {
    let late = payment_notice::Entity::find()
        .filter(payment_notice::Column::HandledAt.is_null())
        .filter(Expr::col(payment_notice::Column::ReceivedAt).lt(now - NOTICE_HANGS))
        .all(db)
        .await?;
    findings.extend(late.into_iter().map(|notice| Finding {
        rule: "a notice is worked off within ten minutes",
        about: format!("{} {}", notice.provider, notice.notice_id),
        expected: 1,
        found: 0,
    }));
    Ok(())
}
