//! Address parts that something had: each leads to what has left it, at once and not from hop to hop, since the history
//! names the thing and not its next address. Coming back to an address takes it out of the history. A story stands
//! under its owner's address and moves with it.

use entity::{OwnerKind, slug_history, story};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter};

use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// Whether others leave an address part to something of a kind: none of that kind had it, and no story of another owner
/// stands there. Whether one has it now is the caller's to look at. A new thing has the key 0.
pub async fn is_free(txn: &Txn, kind: OwnerKind, slug: &str, id: i64) -> Result<bool> {
    let earlier = slug_history::Entity::find()
        .filter(slug_history::Column::Kind.eq(kind))
        .filter(slug_history::Column::OldSlug.eq(slug))
        .filter(slug_history::Column::OwnerId.ne(id))
        .one(txn)
        .await?;
    let not_its_own = Condition::any()
        .add(story::Column::OwnerKind.ne(kind))
        .add(story::Column::OwnerId.ne(id));
    let told = story::Entity::find()
        .filter(story::Column::Slug.eq(slug))
        .filter(not_its_own)
        .one(txn)
        .await?;
    Ok(earlier.is_none() && told.is_none())
}

/// Something moves from an address part to another one, and its story with it. `old` is nothing where the public never
/// saw it.
pub async fn leave(
    txn: &Txn,
    (kind, id): (OwnerKind, i64),
    old: Option<&str>,
    slug: &str,
    revision: i64,
) -> Result<()> {
    if let Some(old) = old {
        remember(txn, kind, old, id).await?;
    }
    forget(txn, kind, slug, id).await?;
    let told = story::Entity::find()
        .filter(story::Column::OwnerKind.eq(kind))
        .filter(story::Column::OwnerId.eq(id))
        .one(txn)
        .await?;
    if let Some(told) = told {
        remember(txn, OwnerKind::Story, &told.slug, told.id).await?;
        forget(txn, OwnerKind::Story, slug, told.id).await?;
        story::Entity::update_many()
            .col_expr(story::Column::Slug, Expr::value(slug.to_owned()))
            .col_expr(story::Column::Revision, Expr::value(revision))
            .filter(story::Column::Id.eq(told.id))
            .exec(txn)
            .await?;
    }
    Ok(())
}

async fn remember(txn: &Txn, kind: OwnerKind, old: &str, owner: i64) -> Result<()> {
    let row = slug_history::ActiveModel {
        kind: Set(kind),
        old_slug: Set(old.to_owned()),
        owner_id: Set(owner),
        ..Default::default()
    };
    let known = OnConflict::columns([slug_history::Column::Kind, slug_history::Column::OldSlug])
        .update_column(slug_history::Column::OwnerId)
        .to_owned();
    slug_history::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

async fn forget(txn: &Txn, kind: OwnerKind, slug: &str, owner: i64) -> Result<()> {
    slug_history::Entity::delete_many()
        .filter(slug_history::Column::Kind.eq(kind))
        .filter(slug_history::Column::OldSlug.eq(slug))
        .filter(slug_history::Column::OwnerId.eq(owner))
        .exec(txn)
        .await?;
    Ok(())
}
