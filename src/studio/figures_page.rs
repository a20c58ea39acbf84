//! Figures as a page shows them and as a table that is fetched.

use commerce::figures::{Figures, MonthFigures, Period, ProductFigures, Totals};
use entity::Vnd;
use foundation::i18n::format;
use serde::Serialize;
use shell::web::charts::{self, Chart, Point};
use shell::web::{Visit, urls};
use tabular::{Sheet, Value};

/// Products on the page; the table to fetch has all.
const MOST_PRODUCTS: usize = 20;

/// The page.
#[derive(Serialize)]
pub(super) struct FiguresPage {
    pub(super) here: String,
    pub(super) choices: Vec<Choice>,
    /// Nothing where what was asked for is no period.
    pub(super) shown: Option<Shown>,
}

/// A period that is one tap away.
#[derive(Serialize)]
pub(super) struct Choice {
    pub(super) key: &'static str,
    pub(super) url: String,
    pub(super) current: bool,
}

/// A period's figures.
#[derive(Serialize)]
pub(super) struct Shown {
    from: String,
    until: String,
    facts: Vec<Fact>,
    /// Whether anything is sold: charts of noughts say nothing.
    sold: bool,
    months: Chart,
    products: Chart,
    channels: Chart,
    funnel: Vec<Step>,
    /// Products that are not on the page.
    further: usize,
    csv: String,
    xlsx: String,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

/// A product from being looked at to being bought, numbers as people read them.
#[derive(Serialize)]
struct Step {
    name: String,
    views: String,
    carts: String,
    orders: String,
    pieces: String,
    /// Orders for a hundred views; nothing where nobody looked.
    rate: Option<String>,
}

/// What the page shows of a period.
pub(super) fn shown(visit: &Visit, period: Period, figures: &Figures) -> Shown {
    let months = ["figures.month", "figures.sold_orders"].map(|key| visit.text(key));
    let products = ["figures.product", "figures.sold"].map(|key| visit.text(key));
    let channels = ["figures.channel", "figures.sold_orders"].map(|key| visit.text(key));
    let table = urls::studio(visit.locale, "figures_table");
    let (first, last) = (period.first().word(), period.last().word());
    let fetched = |kind: &str| {
        format!(
            "{table}{}",
            urls::query(&[("as", kind), ("from", &first), ("until", &last)])
        )
    };
    Shown {
        from: period.first().spoken(),
        until: period.last().spoken(),
        facts: facts(visit, &figures.totals),
        sold: figures.totals.orders > 0,
        months: charts::columns(
            visit.text("figures.by_month"),
            months,
            figures
                .months
                .iter()
                .map(|month| of_month(visit, month))
                .collect(),
        ),
        products: charts::bars(
            visit.text("figures.by_product"),
            products,
            figures
                .products
                .iter()
                .filter(|product| product.orders > 0)
                .take(MOST_PRODUCTS)
                .map(|product| Point {
                    label: product.name.clone(),
                    value: product.sold,
                    text: vnd(visit, product.sold),
                })
                .collect(),
        ),
        channels: charts::bars(
            visit.text("figures.by_channel"),
            channels,
            figures
                .channels
                .iter()
                .map(|channel| Point {
                    label: [
                        visit.text(&format!("checkout.method_{}", channel.method.word())),
                        visit.text(&format!("checkout.delivery_{}", channel.delivery.word())),
                    ]
                    .join(" · "),
                    value: channel.sold,
                    text: with_orders(visit, channel.sold, channel.orders),
                })
                .collect(),
        ),
        funnel: figures
            .products
            .iter()
            .take(MOST_PRODUCTS)
            .map(|product| step(visit, product))
            .collect(),
        further: figures.products.len().saturating_sub(MOST_PRODUCTS),
        csv: fetched("csv"),
        xlsx: fetched("xlsx"),
    }
}

fn facts(visit: &Visit, totals: &Totals) -> Vec<Fact> {
    let number = |value: i64| format::number(value, visit.locale);
    let both = |count: i64, amount: i64| {
        if count == 0 {
            number(0)
        } else {
            format!("{} ({})", number(count), vnd(visit, amount))
        }
    };
    let rows = [
        ("figures.sold", vnd(visit, totals.sold)),
        (
            "figures.left",
            vnd(visit, totals.sold.saturating_sub(totals.refunded_of_sold)),
        ),
        ("figures.orders", number(totals.orders)),
        (
            "figures.average",
            totals
                .average()
                .map_or("–".to_owned(), |amount| vnd(visit, amount)),
        ),
        ("figures.pieces", number(totals.pieces)),
        ("figures.placed", number(totals.placed)),
        ("figures.waiting", number(totals.waiting)),
        (
            "figures.cancelled",
            both(totals.cancelled, totals.cancelled_amount),
        ),
        ("figures.returned", number(totals.returned)),
        ("figures.refunded", both(totals.refunded, totals.refunded_amount)),
    ];
    rows.into_iter()
        .map(|(key, value)| Fact {
            label: visit.text(key),
            value,
        })
        .collect()
}

fn of_month(visit: &Visit, month: &MonthFigures) -> Point {
    Point {
        label: month.month.spoken(),
        value: month.sold,
        text: with_orders(visit, month.sold, month.orders),
    }
}

fn step(visit: &Visit, product: &ProductFigures) -> Step {
    let number = |value: i64| format::number(value, visit.locale);
    Step {
        name: product.name.clone(),
        views: number(product.views),
        carts: number(product.carts),
        orders: number(product.orders),
        pieces: number(product.pieces),
        rate: rate(product).map(|tenths| {
            let point = if visit.locale == entity::Locale::Vi {
                ','
            } else {
                '.'
            };
            format!("{}{point}{}", number(tenths / 10), tenths % 10)
        }),
    }
}

/// Orders for a thousand views, rounded. More than a thousand are possible: one looks once and buys again.
fn rate(product: &ProductFigures) -> Option<i64> {
    let views = product.views;
    let rounded = product.orders.saturating_mul(1_000).saturating_add(views / 2);
    rounded.checked_div(views)
}

fn vnd(visit: &Visit, amount: i64) -> String {
    format::vnd(Vnd::new(amount), visit.locale)
}

fn with_orders(visit: &Visit, amount: i64, orders: i64) -> String {
    let count = format::number(orders, visit.locale);
    let orders = visit.text_with("figures.n_orders", &[("n", &count)]);
    format!("{} · {orders}", vnd(visit, amount))
}

/// The table that is fetched: a line for each product and month in which it was sold, looked at or put into a cart.
pub(super) fn sheet(visit: &Visit, figures: &Figures) -> Sheet {
    let header = [
        "figures.month",
        "figures.product",
        "figures.views",
        "figures.carts",
        "figures.orders",
        "figures.pieces",
        "figures.sold",
    ];
    Sheet {
        name: visit.text("figures.title"),
        header: header.map(|key| visit.text(key)).into(),
        rows: figures
            .lines
            .iter()
            .map(|line| {
                let product = &line.product;
                vec![
                    Value::from(line.month.word()),
                    Value::from(product.name.as_str()),
                    Value::from(product.views),
                    Value::from(product.carts),
                    Value::from(product.orders),
                    Value::from(product.pieces),
                    Value::from(product.sold),
                ]
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_for_a_thousand_views_are_rounded_and_nobody_divides_by_nothing() {
        let of = |orders, views| {
            rate(&ProductFigures {
                orders,
                views,
                ..ProductFigures::default()
            })
        };
        assert_eq!(of(1, 30), Some(33));
        assert_eq!(of(2, 3), Some(667));
        assert_eq!(of(0, 9), Some(0));
        assert_eq!(of(4, 2), Some(2_000));
        assert_eq!(of(4, 0), None);
    }
}
