//! Reading the figures of sales that were worked out.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{Vnd, sales_group, sales_month};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::calendar;
use foundation::kernel::error::Result;

/// What was sold of a group in a month; group 0 is everything.
pub type GroupMonth = sales_group::Model;

/// Every month by group, oldest first: seven rows a month at most.
pub async fn by_group(db: &impl ConnectionTrait) -> Result<Vec<GroupMonth>> {
    Ok(sales_group::Entity::find()
        .order_by_asc(sales_group::Column::Month)
        .order_by_asc(sales_group::Column::GroupId)
        .all(db)
        .await?)
}

/// Turnover less what went back, in a year, by product; products that sold nothing are left out. A thousand products at
/// most, so that both databases can bind them.
pub async fn net_of_products(
    db: &impl ConnectionTrait,
    year: i32,
    products: &[i64],
) -> Result<HashMap<i64, Vnd>> {
    let Some((first, last)): Option<(NaiveDate, NaiveDate)> = calendar::year(year) else {
        return Ok(HashMap::new());
    };
    if products.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, i64)> = sales_month::Entity::find()
        .select_only()
        .column(sales_month::Column::ProductId)
        .column_as(Expr::cust("CAST(SUM(turnover - refunded) AS BIGINT)"), "net")
        .filter(sales_month::Column::Month.between(first, last))
        .filter(sales_month::Column::ProductId.is_in(products.iter().copied()))
        .group_by(sales_month::Column::ProductId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(product, net)| (product, Vnd::new(net)))
        .collect())
}
