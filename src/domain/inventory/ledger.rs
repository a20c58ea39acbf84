//! Promising, letting go, selling, taking back and counting.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{MovementKind, ReservationState, reservation, stock_item, stock_movement};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Statement,
};

use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};

/// Pieces of a variant that an order line wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The variant.
    pub variant_id: i64,
    /// Pieces, more than none.
    pub quantity: i64,
    /// Whether stock is counted; what is made to order always suffices.
    pub counted: bool,
}

/// Not enough is left of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// The variant.
    pub variant_id: i64,
}

/// Variants that the public sees differently now: sold out, or back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Nothing is left of these, or something is again.
    pub turned: Vec<i64>,
}

/// Promises stock for all demands of a purchase, or for none: the caller rolls back when it is told that
/// something is short. Demands on one variant are added up first, so that several lines cannot each take
/// the last piece. The movements are written by [`keep`] once the lines have their keys.
pub async fn reserve(txn: &Txn, demands: &[Demand]) -> Result<std::result::Result<Moved, Short>> {
    let mut wanted: BTreeMap<i64, i64> = BTreeMap::new();
    for demand in demands.iter().filter(|demand| demand.counted) {
        let sum = wanted.entry(demand.variant_id).or_default();
        *sum = sum.saturating_add(demand.quantity);
    }
    let mut moved = Moved::default();
    for (variant_id, quantity) in wanted {
        let free = Expr::col(stock_item::Column::OnHand).sub(Expr::col(stock_item::Column::Reserved));
        let left = stock_item::Entity::update_many()
            .col_expr(
                stock_item::Column::Reserved,
                Expr::col(stock_item::Column::Reserved).add(quantity),
            )
            .filter(stock_item::Column::VariantId.eq(variant_id))
            .filter(stock_item::Column::MadeToOrder.eq(false))
            .filter(free.gte(quantity))
            .exec_with_returning(txn)
            .await?;
        match left.first() {
            None => return Ok(Err(Short { variant_id })),
            Some(item) if item.on_hand == item.reserved => moved.turned.push(variant_id),
            Some(_) => {}
        }
    }
    Ok(Ok(moved))
}

/// What was promised to one line.
#[derive(Clone, Copy, Debug)]
struct Promise {
    line: i64,
    variant: i64,
    quantity: i64,
}

/// Writes down what [`reserve`] promised: a reservation and a movement for each counted line, given as
/// (order line, demand). Two statements, whatever the number of lines.
pub async fn keep(txn: &Txn, now: DateTime<Utc>, lines: &[(i64, Demand)]) -> Result<()> {
    let counted: Vec<&(i64, Demand)> = lines.iter().filter(|(_, demand)| demand.counted).collect();
    if counted.is_empty() {
        return Ok(());
    }
    let reservations = counted.iter().map(|(line, demand)| reservation::ActiveModel {
        order_line_id: Set(*line),
        variant_id: Set(demand.variant_id),
        quantity: Set(demand.quantity),
        state: Set(ReservationState::Held),
        created_at: Set(now),
        updated_at: Set(now),
    });
    reservation::Entity::insert_many(reservations)
        .exec_without_returning(txn)
        .await?;
    let movements = counted.iter().map(|(line, demand)| {
        movement(
            MovementKind::Reserve,
            demand.variant_id,
            0,
            demand.quantity,
            Some(*line),
            "buyer",
            now,
        )
    });
    stock_movement::Entity::insert_many(movements)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Lets go of what was promised to these lines and not sold yet.
pub async fn let_go(txn: &Txn, now: DateTime<Utc>, lines: &[i64], actor: &str) -> Result<Moved> {
    let promises = turn(
        txn,
        now,
        lines,
        ReservationState::Held,
        ReservationState::Released,
    )
    .await?;
    apply(txn, now, &promises, MovementKind::Release, actor).await
}

/// Takes what was promised to these lines out of the house.
pub async fn sell(txn: &Txn, now: DateTime<Utc>, lines: &[i64], actor: &str) -> Result<Moved> {
    let promises = turn(txn, now, lines, ReservationState::Held, ReservationState::Sold).await?;
    apply(txn, now, &promises, MovementKind::Sale, actor).await
}

/// Puts what these lines took out back into the house.
pub async fn bring_back(txn: &Txn, now: DateTime<Utc>, lines: &[i64], actor: &str) -> Result<Moved> {
    let promises = turn(
        txn,
        now,
        lines,
        ReservationState::Sold,
        ReservationState::Returned,
    )
    .await?;
    apply(txn, now, &promises, MovementKind::Return, actor).await
}

/// Moves reservations from one state to the next; those that stand elsewhere are left alone, which is what
/// makes a repeated cancellation harmless.
async fn turn(
    txn: &Txn,
    now: DateTime<Utc>,
    lines: &[i64],
    from: ReservationState,
    to: ReservationState,
) -> Result<Vec<Promise>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let rows = reservation::Entity::update_many()
        .col_expr(reservation::Column::State, Expr::value(to))
        .col_expr(reservation::Column::UpdatedAt, Expr::value(now))
        .filter(reservation::Column::OrderLineId.is_in(lines.iter().copied()))
        .filter(reservation::Column::State.eq(from))
        .exec_with_returning(txn)
        .await?;
    let mut promises: Vec<Promise> = rows
        .into_iter()
        .map(|row| Promise {
            line: row.order_line_id,
            variant: row.variant_id,
            quantity: row.quantity,
        })
        .collect();
    promises.sort_by_key(|promise| (promise.variant, promise.line));
    Ok(promises)
}

async fn apply(
    txn: &Txn,
    now: DateTime<Utc>,
    promises: &[Promise],
    kind: MovementKind,
    actor: &str,
) -> Result<Moved> {
    // What one piece does to the pieces in the house and to those promised.
    let (on_hand, reserved) = match kind {
        MovementKind::Release => (0, -1),
        MovementKind::Sale => (-1, -1),
        MovementKind::Return => (1, 0),
        MovementKind::Opening | MovementKind::Count | MovementKind::Reserve => {
            return Err(Error::new("no move of a promise"));
        }
    };
    let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
    for promise in promises {
        *sums.entry(promise.variant).or_default() += promise.quantity;
    }
    let mut moved = Moved::default();
    for (variant_id, quantity) in sums {
        let rows = stock_item::Entity::update_many()
            .col_expr(
                stock_item::Column::OnHand,
                Expr::col(stock_item::Column::OnHand).add(on_hand * quantity),
            )
            .col_expr(
                stock_item::Column::Reserved,
                Expr::col(stock_item::Column::Reserved).add(reserved * quantity),
            )
            .filter(stock_item::Column::VariantId.eq(variant_id))
            .exec_with_returning(txn)
            .await?;
        let item = rows
            .first()
            .ok_or_else(|| Error::new(format!("variant {variant_id} has lost its stock item")))?;
        let free = item.on_hand - item.reserved;
        if free > 0 && free <= (on_hand - reserved) * quantity {
            moved.turned.push(variant_id);
        }
    }
    if !promises.is_empty() {
        let movements = promises.iter().map(|promise| {
            movement(
                kind,
                promise.variant,
                on_hand * promise.quantity,
                reserved * promise.quantity,
                Some(promise.line),
                actor,
                now,
            )
        });
        stock_movement::Entity::insert_many(movements)
            .exec_without_returning(txn)
            .await?;
    }
    Ok(moved)
}

/// Sets the pieces in the house to what somebody counted. Fewer than are promised is refused: the promises
/// come first. Returns what the public sees differently, or how many are promised.
pub async fn count(
    txn: &Txn,
    now: DateTime<Utc>,
    variant_id: i64,
    pieces: i64,
    reason: &str,
    actor: &str,
) -> Result<std::result::Result<Moved, i64>> {
    let Some(item) = stock_item::Entity::find_by_id(variant_id).one(txn).await? else {
        return Err(Error::new(format!("variant {variant_id} has no stock item")));
    };
    if pieces < item.reserved || pieces < 0 {
        return Ok(Err(item.reserved));
    }
    let changed = stock_item::Entity::update_many()
        .col_expr(stock_item::Column::OnHand, Expr::value(pieces))
        .col_expr(stock_item::Column::Demo, Expr::value(false))
        .filter(stock_item::Column::VariantId.eq(variant_id))
        .filter(stock_item::Column::OnHand.eq(item.on_hand))
        .filter(stock_item::Column::Reserved.lte(pieces))
        .exec(txn)
        .await?;
    if changed.rows_affected != 1 {
        // Somebody sold in between: as good as too few, and the caller shows the new numbers.
        return Ok(Err(item.reserved));
    }
    let mut moved = Moved::default();
    if pieces != item.on_hand {
        let mut row = movement(
            MovementKind::Count,
            variant_id,
            pieces - item.on_hand,
            0,
            None,
            actor,
            now,
        );
        row.reason = Set(Some(reason.to_owned()));
        stock_movement::Entity::insert(row)
            .exec_without_returning(txn)
            .await?;
        if (item.on_hand > item.reserved) != (pieces > item.reserved) {
            moved.turned.push(variant_id);
        }
    }
    Ok(Ok(moved))
}

/// Sells a variant without counting it, or counts it again. The pieces and the promises stay what they are.
pub async fn set_made_to_order(txn: &Txn, variant_id: i64, made: bool) -> Result<()> {
    stock_item::Entity::update_many()
        .col_expr(stock_item::Column::MadeToOrder, Expr::value(made))
        .filter(stock_item::Column::VariantId.eq(variant_id))
        .exec(txn)
        .await?;
    Ok(())
}

/// Writes the first movement of every item that has pieces and no movement yet: after an import or
/// `generate`, which lay items down in bulk.
pub async fn open_missing(txn: &Txn, now: DateTime<Utc>, actor: &str) -> Result<()> {
    let backend = txn.get_database_backend();
    let sql = match backend {
        sea_orm::DatabaseBackend::Postgres => {
            "INSERT INTO stock_movements (variant_id, kind, on_hand, reserved, actor, at) \
             SELECT s.variant_id, 'opening', s.on_hand, 0, $1, $2 FROM stock_items s \
             WHERE s.on_hand > 0 AND NOT EXISTS \
             (SELECT 1 FROM stock_movements m WHERE m.variant_id = s.variant_id)"
        }
        _ => {
            "INSERT INTO stock_movements (variant_id, kind, on_hand, reserved, actor, at) \
             SELECT s.variant_id, 'opening', s.on_hand, 0, ?, ? FROM stock_items s \
             WHERE s.on_hand > 0 AND NOT EXISTS \
             (SELECT 1 FROM stock_movements m WHERE m.variant_id = s.variant_id)"
        }
    };
    txn.execute_raw(Statement::from_sql_and_values(
        backend,
        sql,
        [actor.into(), now.into()],
    ))
    .await?;
    Ok(())
}

fn movement(
    kind: MovementKind,
    variant_id: i64,
    on_hand: i64,
    reserved: i64,
    order_line_id: Option<i64>,
    actor: &str,
    now: DateTime<Utc>,
) -> stock_movement::ActiveModel {
    stock_movement::ActiveModel {
        variant_id: Set(variant_id),
        kind: Set(kind),
        on_hand: Set(on_hand),
        reserved: Set(reserved),
        order_line_id: Set(order_line_id),
        reason: Set(None),
        actor: Set(actor.to_owned()),
        at: Set(now),
        ..Default::default()
    }
}
