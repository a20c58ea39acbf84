//! Everything that is kept of a producer, as one document: for an authority that asks for it, or for the producer
//! who leaves. Who bought is left out: an authority that needs to know asks for the order.

use chrono::{DateTime, Utc};
use entity::{
    OwnerKind, audit_entry, certificate, enquiry, ledger_entry, order, order_event, order_line, payout,
    producer, producer_member, producer_setting, producer_text, product, product_text, refund, remittance,
    remittance_line, return_request, stock_item, story, story_text, user, variant,
};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Result;

/// Everything about the producer of an address part, and who asked for it why is written down. `None` when there
/// is no such producer.
pub async fn of_producer(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    slug: &str,
    reason: &str,
) -> Result<Option<Value>> {
    let found: Option<i64> = producer::Entity::find()
        .select_only()
        .column(producer::Column::Id)
        .filter(producer::Column::Slug.eq(slug))
        .into_tuple()
        .one(db)
        .await?;
    let Some(id) = found else {
        return Ok(None);
    };
    // First the line in the log: what was handed over unlogged cannot be taken back.
    retried(|| async {
        let txn = write_txn(db).await?;
        let act = Act {
            actor,
            action: "producer.dossier",
            subject_kind: "producer",
            subject_id: Some(id),
            before: None,
            after: None,
            reason: Some(reason),
        };
        audit::record(&txn, now, act).await?;
        Ok(txn.commit().await?)
    })
    .await?;
    let record = json!({
        "made_at": now,
        "reason": reason,
        "producer": producer::Entity::find_by_id(id).into_json().one(db).await?,
        "texts": rows::<producer_text::Entity>(db, producer_text::Column::ProducerId.eq(id)).await?,
        "settings": rows::<producer_setting::Entity>(db, producer_setting::Column::ProducerId.eq(id)).await?,
        "members": members(db, id).await?,
        "catalogue": catalogue(db, id).await?,
        "stories": stories(db, id).await?,
        "sales": sales(db, id).await?,
        "enquiries": enquiries(db, id).await?,
        "audit": log(db, id).await?,
    });
    Ok(Some(record))
}

/// Rows as they stand in the database.
async fn rows<E: EntityTrait>(db: &Db, which: Expr) -> Result<Vec<Value>> {
    Ok(E::find().filter(which).into_json().all(db).await?)
}

fn products_of(producer: i64) -> SelectStatement {
    Query::select()
        .column(product::Column::Id)
        .from(product::Entity)
        .and_where(product::Column::ProducerId.eq(producer))
        .to_owned()
}

fn variants_of(producer: i64) -> SelectStatement {
    Query::select()
        .column(variant::Column::Id)
        .from(variant::Entity)
        .and_where(variant::Column::ProductId.in_subquery(products_of(producer)))
        .to_owned()
}

fn orders_of(producer: i64) -> SelectStatement {
    Query::select()
        .column(order::Column::Id)
        .from(order::Entity)
        .and_where(order::Column::ProducerId.eq(producer))
        .to_owned()
}

fn remittances_of(producer: i64) -> SelectStatement {
    Query::select()
        .column(remittance::Column::Id)
        .from(remittance::Entity)
        .and_where(remittance::Column::ProducerId.eq(producer))
        .to_owned()
}

/// Who works for it: names and how they are reached, and nothing of how they sign in.
async fn members(db: &Db, id: i64) -> Result<Vec<Value>> {
    let roles = producer_member::Entity::find()
        .filter(producer_member::Column::ProducerId.eq(id))
        .all(db)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(roles.iter().map(|row| row.user_id)))
        .all(db)
        .await?;
    Ok(roles
        .iter()
        .filter_map(|role| {
            let person = people.iter().find(|person| person.id == role.user_id)?;
            Some(json!({
                "name": person.name, "email": person.email, "phone": person.phone,
                "role": role.role.word(), "since": role.created_at,
            }))
        })
        .collect())
}

async fn catalogue(db: &Db, id: i64) -> Result<Value> {
    let (products, variants) = (|| products_of(id), || variants_of(id));
    Ok(json!({
        "products": rows::<product::Entity>(db, product::Column::ProducerId.eq(id)).await?,
        "texts": rows::<product_text::Entity>(db, product_text::Column::ProductId.in_subquery(products())).await?,
        "variants": rows::<variant::Entity>(db, variant::Column::ProductId.in_subquery(products())).await?,
        "stock": rows::<stock_item::Entity>(db, stock_item::Column::VariantId.in_subquery(variants())).await?,
        "certificates":
            rows::<certificate::Entity>(db, certificate::Column::ProductId.in_subquery(products())).await?,
    }))
}

/// Its own story and those of its products.
async fn stories(db: &Db, id: i64) -> Result<Vec<Value>> {
    let own = story::Column::OwnerKind
        .eq(OwnerKind::Producer)
        .and(story::Column::OwnerId.eq(id));
    let told = story::Column::OwnerKind
        .eq(OwnerKind::Product)
        .and(story::Column::OwnerId.in_subquery(products_of(id)));
    let found = story::Entity::find().filter(own.or(told)).all(db).await?;
    let ids: Vec<i64> = found.iter().map(|row| row.id).collect();
    let mut all = Vec::new();
    for some in ids.chunks(5_000) {
        let texts = story_text::Column::StoryId.is_in(some.iter().copied());
        all.extend(rows::<story_text::Entity>(db, texts).await?);
    }
    Ok(all)
}

async fn sales(db: &Db, id: i64) -> Result<Value> {
    let orders = || orders_of(id);
    Ok(json!({
        "orders": rows::<order::Entity>(db, order::Column::ProducerId.eq(id)).await?,
        "lines": rows::<order_line::Entity>(db, order_line::Column::OrderId.in_subquery(orders())).await?,
        "events": rows::<order_event::Entity>(db, order_event::Column::OrderId.in_subquery(orders())).await?,
        "refunds": rows::<refund::Entity>(db, refund::Column::OrderId.in_subquery(orders())).await?,
        "returns":
            rows::<return_request::Entity>(db, return_request::Column::OrderId.in_subquery(orders())).await?,
        "ledger": rows::<ledger_entry::Entity>(db, ledger_entry::Column::ProducerId.eq(id)).await?,
        "payouts": rows::<payout::Entity>(db, payout::Column::ProducerId.eq(id)).await?,
        "remittances": rows::<remittance::Entity>(db, remittance::Column::ProducerId.eq(id)).await?,
        "remittance_lines":
            rows::<remittance_line::Entity>(db, remittance_line::Column::RemittanceId.in_subquery(remittances_of(id)))
                .await?,
    }))
}

/// What was asked of it, without who asked.
async fn enquiries(db: &Db, id: i64) -> Result<Vec<Value>> {
    let found = enquiry::Entity::find()
        .filter(enquiry::Column::ProducerId.eq(id))
        .order_by_asc(enquiry::Column::Id)
        .all(db)
        .await?;
    Ok(found
        .into_iter()
        .map(|row| {
            json!({
                "product": row.product_name, "asked_at": row.created_at, "day": row.day, "people": row.people,
                "status": row.status,
            })
        })
        .collect())
}

/// What was done to its record.
async fn log(db: &Db, id: i64) -> Result<Vec<Value>> {
    let about = audit_entry::Column::SubjectKind
        .eq("producer")
        .and(audit_entry::Column::SubjectId.eq(id));
    rows::<audit_entry::Entity>(db, about).await
}
