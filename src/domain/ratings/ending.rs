//! Certificates of a producer that end soon: for its desk.

use chrono::{NaiveDate, TimeDelta};
use entity::{Locale, certificate, product, product_text};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect,
};

use foundation::kernel::error::Result;

/// A certificate that ends soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Public code of its page.
    pub code: String,
    /// The product.
    pub product_id: i64,
    /// Name of the product in Vietnamese.
    pub name: String,
    /// Last day on which it certainly holds.
    pub last_day: NaiveDate,
}

/// Certificates of a producer's products that end within so many days, soonest first; not where a younger one of
/// the product holds longer.
pub async fn ending_soon(
    db: &impl ConnectionTrait,
    producer_id: i64,
    (today, days): (NaiveDate, i64),
    most: u64,
) -> Result<Vec<Ending>> {
    let own = Query::select()
        .column(product::Column::Id)
        .from(product::Entity)
        .and_where(product::Column::ProducerId.eq(producer_id))
        .to_owned();
    let rows = certificate::Entity::find()
        .filter(Expr::col(certificate::Column::ProductId).in_subquery(own))
        .filter(certificate::Column::RevokedOn.is_null())
        .filter(certificate::Column::ExpiresEarliest.gte(today))
        .order_by_asc(certificate::Column::ExpiresEarliest)
        .order_by_asc(certificate::Column::Id)
        .limit(1_000)
        .all(db)
        .await?;
    let until = today + TimeDelta::days(days);
    let mut ending: Vec<Ending> = Vec::new();
    for row in &rows {
        let Some(last_day) = row.expires_earliest.filter(|day| *day <= until) else {
            continue;
        };
        let renewed = rows
            .iter()
            .any(|other| other.product_id == row.product_id && other.expires_earliest > row.expires_earliest);
        if !renewed {
            ending.push(Ending {
                code: row.code.clone(),
                product_id: row.product_id,
                name: String::new(),
                last_day,
            });
        }
    }
    ending.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    let names = product_text::Entity::find()
        .filter(product_text::Column::ProductId.is_in(ending.iter().map(|one| one.product_id)))
        .filter(product_text::Column::Locale.eq(Locale::Vi))
        .all(db)
        .await?;
    for one in &mut ending {
        if let Some(text) = names.iter().find(|text| text.product_id == one.product_id) {
            one.name.clone_from(&text.name);
        }
    }
    Ok(ending)
}
