//! Putting in, changing, taking out.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{cart, cart_line};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};

use crate::figures;
use crate::goods::{self, MOST_PIECES, Trouble};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, write_txn};
use foundation::kernel::error::{Answer, Error, Result};

/// Lines a cart may have.
const MOST_LINES: usize = 100;

/// A cart nobody came back to is thrown away after this.
const FORGOTTEN: TimeDelta = TimeDelta::days(90);

/// Whose cart.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'a> {
    /// A person's.
    Person(i64),
    /// A browser's, by the hash of its token.
    Browser(&'a str),
}

/// A cart.
pub type Cart = cart::Model;

/// Why something was not put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddRefusal {
    /// There is no such variant.
    NoSuchGoods,
    /// It cannot be bought.
    Trouble(Trouble),
    /// No more lines fit.
    Full,
}

/// The owner's cart, if there is one.
pub async fn find(db: &impl ConnectionTrait, owner: Owner<'_>) -> Result<Option<Cart>> {
    let query = match owner {
        Owner::Person(id) => cart::Entity::find().filter(cart::Column::UserId.eq(id)),
        Owner::Browser(hash) => cart::Entity::find().filter(cart::Column::TokenHash.eq(hash)),
    };
    Ok(query.one(db).await?)
}

/// The owner's cart, made if need be; two requests at once get the same one.
pub async fn find_or_make(txn: &Txn, now: DateTime<Utc>, owner: Owner<'_>) -> Result<Cart> {
    let (user_id, token_hash) = match owner {
        Owner::Person(id) => (Some(id), None),
        Owner::Browser(hash) => (None, Some(hash.to_owned())),
    };
    let row = cart::ActiveModel {
        user_id: Set(user_id),
        token_hash: Set(token_hash),
        gift_note: Set(None),
        coupon_code: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    cart::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    find(txn, owner)
        .await?
        .ok_or_else(|| Error::new("a cart that was just made is not there"))
}

/// Puts pieces of a variant in, on top of those that are there. Refused when they cannot be bought in that
/// number; what is in the cart stays as it was then.
pub async fn add(
    db: &Db,
    now: DateTime<Utc>,
    owner: Owner<'_>,
    variant_id: i64,
    quantity: i64,
) -> Answer<(), AddRefusal> {
    let txn = write_txn(db).await?;
    let cart = find_or_make(&txn, now, owner).await?;
    let lines = lines(&txn, cart.id).await?;
    let known = lines.iter().find(|line| line.variant_id == variant_id);
    if known.is_none() && lines.len() >= MOST_LINES {
        return Ok(Err(AddRefusal::Full));
    }
    let there = known.filter(|line| !line.saved).map_or(0, |line| line.quantity);
    let wanted = there.saturating_add(quantity);
    let Some(item) = goods::of_variant(&txn, variant_id, wanted).await? else {
        return Ok(Err(AddRefusal::NoSuchGoods));
    };
    if let Some(trouble) = item.trouble(vietnam_day(now)) {
        return Ok(Err(AddRefusal::Trouble(trouble)));
    }
    let row = cart_line::ActiveModel {
        cart_id: Set(cart.id),
        variant_id: Set(variant_id),
        quantity: Set(wanted),
        seen_price: Set(item.price),
        saved: Set(false),
        added_at: Set(now),
        ..Default::default()
    };
    cart_line::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([cart_line::Column::CartId, cart_line::Column::VariantId])
                .update_columns([
                    cart_line::Column::Quantity,
                    cart_line::Column::SeenPrice,
                    cart_line::Column::Saved,
                ])
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    // Once a cart: more pieces of what is there already are no further cart.
    if known.is_none_or(|line| line.saved) {
        figures::put_into_cart(&txn, item.product_id, vietnam_day(now)).await?;
    }
    touch(&txn, now, cart.id).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Sets the pieces of a line of this cart; says whether there is such a line. More than can be bought is
/// kept as typed and told on the cart page, where the person stands.
pub async fn set_quantity(
    db: &Db,
    now: DateTime<Utc>,
    cart_id: i64,
    line_id: i64,
    quantity: i64,
) -> Result<bool> {
    change(db, now, cart_id, line_id, |update| {
        update.col_expr(
            cart_line::Column::Quantity,
            Expr::value(quantity.clamp(1, MOST_PIECES)),
        )
    })
    .await
}

/// Puts a line of this cart aside, or back among what is bought.
pub async fn save_for_later(
    db: &Db,
    now: DateTime<Utc>,
    cart_id: i64,
    line_id: i64,
    saved: bool,
) -> Result<bool> {
    change(db, now, cart_id, line_id, |update| {
        update.col_expr(cart_line::Column::Saved, Expr::value(saved))
    })
    .await
}

async fn change(
    db: &Db,
    now: DateTime<Utc>,
    cart_id: i64,
    line_id: i64,
    what: impl FnOnce(sea_orm::UpdateMany<cart_line::Entity>) -> sea_orm::UpdateMany<cart_line::Entity>,
) -> Result<bool> {
    let txn = write_txn(db).await?;
    let changed = what(cart_line::Entity::update_many())
        .filter(cart_line::Column::Id.eq(line_id))
        .filter(cart_line::Column::CartId.eq(cart_id))
        .exec(&txn)
        .await?
        .rows_affected;
    touch(&txn, now, cart_id).await?;
    txn.commit().await?;
    Ok(changed == 1)
}

/// Takes a line out of this cart.
pub async fn remove(db: &Db, now: DateTime<Utc>, cart_id: i64, line_id: i64) -> Result<bool> {
    let txn = write_txn(db).await?;
    let gone = cart_line::Entity::delete_many()
        .filter(cart_line::Column::Id.eq(line_id))
        .filter(cart_line::Column::CartId.eq(cart_id))
        .exec(&txn)
        .await?
        .rows_affected;
    touch(&txn, now, cart_id).await?;
    txn.commit().await?;
    Ok(gone == 1)
}

/// Takes lines that were bought out of their cart.
pub async fn take_out(txn: &Txn, lines: &[i64]) -> Result<()> {
    cart_line::Entity::delete_many()
        .filter(cart_line::Column::Id.is_in(lines.iter().copied()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Keeps the words that go with the goods.
pub async fn set_gift_note(db: &Db, now: DateTime<Utc>, cart_id: i64, note: Option<String>) -> Result<()> {
    let row = cart::ActiveModel {
        id: Set(cart_id),
        gift_note: Set(note),
        updated_at: Set(now),
        ..Default::default()
    };
    cart::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Keeps a coupon that was typed; whether it holds is judged when prices are worked out.
pub async fn set_coupon(db: &Db, now: DateTime<Utc>, cart_id: i64, code: Option<String>) -> Result<()> {
    let row = cart::ActiveModel {
        id: Set(cart_id),
        coupon_code: Set(code),
        updated_at: Set(now),
        ..Default::default()
    };
    cart::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Remembers the prices that the buyer has been shown, so that only a later change is told.
pub async fn see_prices(db: &Db, changed: &[(i64, entity::Vnd)]) -> Result<()> {
    for (line_id, price) in changed {
        cart_line::Entity::update_many()
            .col_expr(cart_line::Column::SeenPrice, Expr::value(*price))
            .filter(cart_line::Column::Id.eq(*line_id))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Pieces in a cart, for the badge.
pub async fn counts(db: &impl ConnectionTrait, cart_id: i64) -> Result<i64> {
    Ok(lines(db, cart_id)
        .await?
        .iter()
        .filter(|line| !line.saved)
        .map(|line| line.quantity)
        .sum())
}

/// Throws away the carts of browsers that nobody came back to.
pub async fn tidy(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    let gone = cart::Entity::delete_many()
        .filter(cart::Column::UserId.is_null())
        .filter(Expr::col(cart::Column::UpdatedAt).lt(now - FORGOTTEN))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}

pub(super) async fn lines(db: &impl ConnectionTrait, cart_id: i64) -> Result<Vec<cart_line::Model>> {
    Ok(cart_line::Entity::find()
        .filter(cart_line::Column::CartId.eq(cart_id))
        .all(db)
        .await?)
}

async fn touch(txn: &Txn, now: DateTime<Utc>, cart_id: i64) -> Result<()> {
    cart::Entity::update_many()
        .col_expr(cart::Column::UpdatedAt, Expr::value(now))
        .filter(cart::Column::Id.eq(cart_id))
        .exec(txn)
        .await?;
    Ok(())
}
