//! Reading payments.

use entity::{payment, payment_part};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use foundation::kernel::error::Result;

/// A payment by key.
pub async fn payment(db: &impl ConnectionTrait, id: i64) -> Result<Option<payment::Model>> {
    Ok(payment::Entity::find_by_id(id).one(db).await?)
}

/// A payment by its memo or reference.
pub async fn by_reference(db: &impl ConnectionTrait, reference: &str) -> Result<Option<payment::Model>> {
    Ok(payment::Entity::find()
        .filter(payment::Column::Reference.eq(reference))
        .one(db)
        .await?)
}

/// A payment by the card company's session.
pub async fn by_session(db: &impl ConnectionTrait, session: &str) -> Result<Option<payment::Model>> {
    Ok(payment::Entity::find()
        .filter(payment::Column::ProviderRef.eq(session))
        .one(db)
        .await?)
}

/// A payment by the card company's payment.
pub async fn by_intent(db: &impl ConnectionTrait, intent: &str) -> Result<Option<payment::Model>> {
    Ok(payment::Entity::find()
        .filter(payment::Column::ProviderIntent.eq(intent))
        .one(db)
        .await?)
}

/// The payments of a purchase.
pub async fn of_purchase(db: &impl ConnectionTrait, purchase_id: i64) -> Result<Vec<payment::Model>> {
    Ok(payment::Entity::find()
        .filter(payment::Column::PurchaseId.eq(purchase_id))
        .order_by_asc(payment::Column::Id)
        .all(db)
        .await?)
}

/// The orders' parts in a payment.
pub async fn parts_of(db: &impl ConnectionTrait, payment_id: i64) -> Result<Vec<payment_part::Model>> {
    Ok(payment_part::Entity::find()
        .filter(payment_part::Column::PaymentId.eq(payment_id))
        .order_by_asc(payment_part::Column::OrderId)
        .all(db)
        .await?)
}

/// The payment an order is part of.
pub async fn of_order(db: &impl ConnectionTrait, order_id: i64) -> Result<Option<payment::Model>> {
    let part = payment_part::Entity::find()
        .filter(payment_part::Column::OrderId.eq(order_id))
        .one(db)
        .await?;
    match part {
        Some(part) => payment(db, part.payment_id).await,
        None => Ok(None),
    }
}
