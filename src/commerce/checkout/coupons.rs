//! Coupons: finding one that holds, and using it up. A coupon is used by a guarded update, so a coupon for
//! one use is used once, however many carts send it together.

use chrono::NaiveDate;
use entity::{Vnd, coupon};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};

use super::quote::Coupon;
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// Why a coupon does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponTrouble {
    /// There is none of that name, or not for these goods.
    Unknown,
    /// Not today.
    NotNow,
    /// All its uses are used.
    UsedUp,
    /// For goods of at least this much.
    TooLittle(Vnd),
}

/// The coupon of a code, judged for goods of these producers with their sums.
pub async fn find(
    db: &impl ConnectionTrait,
    code: &str,
    goods: &[(i64, Vnd)],
    today: NaiveDate,
) -> Result<std::result::Result<Coupon, CouponTrouble>> {
    let code = code.trim().to_uppercase();
    let found = coupon::Entity::find()
        .filter(coupon::Column::Code.eq(&code))
        .one(db)
        .await?;
    let Some(row) = found else {
        return Ok(Err(CouponTrouble::Unknown));
    };
    if today < row.valid_from || row.valid_until.is_some_and(|last| today > last) {
        return Ok(Err(CouponTrouble::NotNow));
    }
    if row.max_uses.is_some_and(|most| row.used >= most) {
        return Ok(Err(CouponTrouble::UsedUp));
    }
    let concerned: Vec<&(i64, Vnd)> = goods
        .iter()
        .filter(|(producer, _)| row.producer_id.is_none_or(|own| own == *producer))
        .collect();
    if concerned.is_empty() {
        return Ok(Err(CouponTrouble::Unknown));
    }
    let sum = concerned
        .iter()
        .fold(0_i64, |sum, (_, amount)| sum.saturating_add(amount.dong()));
    if sum < row.min_goods.dong() {
        return Ok(Err(CouponTrouble::TooLittle(row.min_goods)));
    }
    Ok(Ok(Coupon {
        id: row.id,
        code: row.code,
        kind: row.kind,
        value: row.value,
        producer_id: row.producer_id,
        min_goods: row.min_goods,
    }))
}

/// Uses a coupon once; says whether a use was left.
pub(super) async fn use_one(txn: &Txn, coupon: &Coupon) -> Result<bool> {
    let left = Condition::any()
        .add(coupon::Column::MaxUses.is_null())
        .add(Expr::col(coupon::Column::Used).lt(Expr::col(coupon::Column::MaxUses)));
    let used = coupon::Entity::update_many()
        .col_expr(coupon::Column::Used, Expr::col(coupon::Column::Used).add(1))
        .filter(coupon::Column::Id.eq(coupon.id))
        .filter(left)
        .exec(txn)
        .await?;
    Ok(used.rows_affected == 1)
}
