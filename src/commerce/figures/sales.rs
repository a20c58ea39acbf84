//! What a producer sold in a period, added up from what the database said.
//!
//! The rule, which the page says too: an order counts in the month in which it was placed. It is sold once it is paid
//! or confirmed and as long as it is not called off, refused at the door or given back. What is sold is goods less what
//! was taken off them, without delivery. Money that went back for an order that stays sold stands beside it and is
//! taken off no product, since nobody says for which it was.

use std::collections::BTreeMap;

use entity::{DeliveryMethod, Locale, OrderStatus, PaymentMethod};
use sea_orm::ConnectionTrait;

use super::period::{Month, Period};
use super::rows::{Rows, is_sold};
use foundation::kernel::error::Result;

/// A period in sums. Amounts are whole đồng.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Orders that were placed, whatever became of them.
    pub placed: i64,
    /// Orders that are sold.
    pub orders: i64,
    /// Pieces of those.
    pub pieces: i64,
    /// Goods of those, less what was taken off them, without delivery.
    pub sold: i64,
    /// Orders that wait for money or for the producer's word.
    pub waiting: i64,
    /// Orders that were called off or not taken at the door.
    pub cancelled: i64,
    /// What was to be paid for those.
    pub cancelled_amount: i64,
    /// Orders that were given back.
    pub returned: i64,
    /// Orders for which money went back or has to go back.
    pub refunded: i64,
    /// All of that money.
    pub refunded_amount: i64,
    /// The part of it that belongs to orders which stay sold.
    pub refunded_of_sold: i64,
}

impl Totals {
    /// What an order that is sold brings on average, rounded down; nothing where there is none.
    pub const fn average(&self) -> Option<i64> {
        self.sold.checked_div(self.orders)
    }
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthFigures {
    /// Which.
    pub month: Month,
    /// Orders that are sold.
    pub orders: i64,
    /// Pieces.
    pub pieces: i64,
    /// Đồng.
    pub sold: i64,
}

/// A product in the whole period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFigures {
    /// Its name today; of what is gone, as it was sold.
    pub name: String,
    /// Times its page was looked at.
    pub views: i64,
    /// Carts it was put into.
    pub carts: i64,
    /// Orders that are sold and hold it.
    pub orders: i64,
    /// Pieces.
    pub pieces: i64,
    /// Đồng.
    pub sold: i64,
}

/// A way of paying with a way of delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelFigures {
    /// How it is paid.
    pub method: PaymentMethod,
    /// How it comes.
    pub delivery: DeliveryMethod,
    /// Orders that are sold.
    pub orders: i64,
    /// Đồng.
    pub sold: i64,
}

/// A product in a month, for the table that is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which month.
    pub month: Month,
    /// The product in that month.
    pub product: ProductFigures,
}

/// A producer's figures of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Sums.
    pub totals: Totals,
    /// Every month of the period, also those without an order.
    pub months: Vec<MonthFigures>,
    /// Products that were sold, looked at or put into a cart; those that brought most first.
    pub products: Vec<ProductFigures>,
    /// Channels in which something was sold; those that brought most first.
    pub channels: Vec<ChannelFigures>,
    /// Products by month, in the order of the months.
    pub lines: Vec<Line>,
}

/// What a line is of: a product, or the address of one that is gone.
type Key = (Option<i64>, Option<String>);

/// The figures of a producer, its products named in a language.
pub async fn of_producer(
    db: &impl ConnectionTrait,
    producer_id: i64,
    period: Period,
    locale: Locale,
) -> Result<Figures> {
    let rows = Rows::read(db, producer_id, period, locale).await?;
    Ok(rows.added_up(period))
}

impl Rows {
    fn added_up(self, period: Period) -> Figures {
        let totals = self.totals();
        let lines = self.by_product_and_month();
        let mut products: BTreeMap<&Key, ProductFigures> = BTreeMap::new();
        for ((_, key), line) in &lines {
            let product = products.entry(key).or_insert_with(|| ProductFigures {
                name: line.name.clone(),
                ..ProductFigures::default()
            });
            product.views += line.views;
            product.carts += line.carts;
            product.orders += line.orders;
            product.pieces += line.pieces;
            product.sold += line.sold;
        }
        let mut products: Vec<ProductFigures> = products.into_values().collect();
        products.sort_by(|a, b| {
            let most = |one: &ProductFigures| (one.sold, one.orders, one.carts, one.views);
            most(b).cmp(&most(a)).then_with(|| a.name.cmp(&b.name))
        });
        Figures {
            totals,
            months: self.by_month(period),
            products,
            channels: self.by_channel(),
            lines: lines
                .into_iter()
                .map(|((month, _), product)| Line { month, product })
                .collect(),
        }
    }

    fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for row in &self.orders {
            totals.placed += row.orders;
            match row.status {
                OrderStatus::AwaitingPayment | OrderStatus::AwaitingConfirmation => {
                    totals.waiting += row.orders;
                }
                OrderStatus::Cancelled | OrderStatus::Refused => {
                    totals.cancelled += row.orders;
                    totals.cancelled_amount += row.total;
                }
                OrderStatus::Returned => totals.returned += row.orders,
                OrderStatus::Confirmed
                | OrderStatus::Packed
                | OrderStatus::Shipped
                | OrderStatus::Delivered => totals.orders += row.orders,
            }
        }
        for row in &self.lines {
            totals.pieces += row.pieces;
            totals.sold += row.sold;
        }
        for row in &self.refunds {
            totals.refunded += row.orders;
            totals.refunded_amount += row.amount;
            if is_sold(row.status) {
                totals.refunded_of_sold += row.amount;
            }
        }
        totals
    }

    fn by_month(&self, period: Period) -> Vec<MonthFigures> {
        let mut months: Vec<MonthFigures> = period
            .months()
            .map(|month| MonthFigures {
                month,
                orders: 0,
                pieces: 0,
                sold: 0,
            })
            .collect();
        let mut add = |word: &str, orders: i64, pieces: i64, sold: i64| {
            let month = Month::parse(word);
            if let Some(known) = months.iter_mut().find(|known| Some(known.month) == month) {
                known.orders += orders;
                known.pieces += pieces;
                known.sold += sold;
            }
        };
        for row in self.orders.iter().filter(|row| is_sold(row.status)) {
            add(&row.month, row.orders, 0, 0);
        }
        for row in &self.lines {
            add(&row.month, 0, row.pieces, row.sold);
        }
        months
    }

    fn by_channel(&self) -> Vec<ChannelFigures> {
        let mut channels: Vec<ChannelFigures> = Vec::new();
        let mut add = |method: PaymentMethod, delivery: DeliveryMethod, orders: i64, sold: i64| {
            let known = channels
                .iter_mut()
                .find(|known| known.method == method && known.delivery == delivery);
            match known {
                Some(known) => {
                    known.orders += orders;
                    known.sold += sold;
                }
                None => channels.push(ChannelFigures {
                    method,
                    delivery,
                    orders,
                    sold,
                }),
            }
        };
        for row in self.orders.iter().filter(|row| is_sold(row.status)) {
            add(row.method, row.delivery, row.orders, 0);
        }
        for row in &self.lines {
            add(row.method, row.delivery, 0, row.sold);
        }
        channels.sort_by_key(|channel| {
            let ways = (channel.method.word(), channel.delivery.word());
            (std::cmp::Reverse(channel.sold), ways)
        });
        channels
    }

    fn by_product_and_month(&self) -> BTreeMap<(Month, Key), ProductFigures> {
        let mut lines: BTreeMap<(Month, Key), ProductFigures> = BTreeMap::new();
        let named = |id: i64| self.names.get(&id).cloned();
        for row in &self.lines {
            let Some(month) = Month::parse(&row.month) else {
                continue;
            };
            let line = lines
                .entry((month, (row.product_id, row.slug.clone())))
                .or_insert_with(|| ProductFigures {
                    name: row.product_id.and_then(named).unwrap_or_else(|| row.name.clone()),
                    ..ProductFigures::default()
                });
            line.orders += row.orders;
            line.pieces += row.pieces;
            line.sold += row.sold;
        }
        for row in &self.views {
            let Some(month) = Month::parse(&row.month) else {
                continue;
            };
            let line = lines
                .entry((month, (Some(row.product_id), None)))
                .or_insert_with(|| ProductFigures {
                    name: named(row.product_id).unwrap_or_default(),
                    ..ProductFigures::default()
                });
            line.views += row.views;
            line.carts += row.carts;
        }
        lines
    }
}
