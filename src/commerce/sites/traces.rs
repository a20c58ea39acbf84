//! Old addresses: each leads to what has left it, at once and not from hop to hop, since the history names the thing
//! and not its next address. Coming back to an address takes it out of the history.

use entity::{OwnerKind, place, slug_history, story};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// Writes down that something had an address part.
pub async fn remember_slug(txn: &Txn, kind: OwnerKind, old: &str, owner: i64) -> Result<()> {
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

/// Takes an address part that something has again out of its history.
pub async fn forget_slug(txn: &Txn, kind: OwnerKind, slug: &str, owner: i64) -> Result<()> {
    slug_history::Entity::delete_many()
        .filter(slug_history::Column::Kind.eq(kind))
        .filter(slug_history::Column::OldSlug.eq(slug))
        .filter(slug_history::Column::OwnerId.eq(owner))
        .exec(txn)
        .await?;
    Ok(())
}

/// Whether a place may have an address part: no other one has or had it, and no story of somebody else stands there.
pub(super) async fn is_free(txn: &Txn, slug: &str, id: i64) -> Result<bool> {
    let other = place::Entity::find()
        .filter(place::Column::Slug.eq(slug))
        .filter(place::Column::Id.ne(id))
        .one(txn)
        .await?;
    let earlier = slug_history::Entity::find()
        .filter(slug_history::Column::Kind.eq(OwnerKind::Place))
        .filter(slug_history::Column::OldSlug.eq(slug))
        .filter(slug_history::Column::OwnerId.ne(id))
        .one(txn)
        .await?;
    let told = story::Entity::find()
        .filter(story::Column::Slug.eq(slug))
        .one(txn)
        .await?;
    let own = told
        .as_ref()
        .is_none_or(|told| told.owner_kind == OwnerKind::Place && told.owner_id == id);
    Ok(other.is_none() && earlier.is_none() && own)
}

/// A place moves to another address part, and its story with it.
pub(super) async fn leave(txn: &Txn, before: &place::Model, slug: &str, revision: i64) -> Result<()> {
    remember_slug(txn, OwnerKind::Place, &before.slug, before.id).await?;
    forget_slug(txn, OwnerKind::Place, slug, before.id).await?;
    let told = story::Entity::find()
        .filter(story::Column::OwnerKind.eq(OwnerKind::Place))
        .filter(story::Column::OwnerId.eq(before.id))
        .one(txn)
        .await?;
    if let Some(told) = told {
        remember_slug(txn, OwnerKind::Story, &told.slug, told.id).await?;
        forget_slug(txn, OwnerKind::Story, slug, told.id).await?;
        story::Entity::update_many()
            .col_expr(story::Column::Slug, Expr::value(slug.to_owned()))
            .col_expr(story::Column::Revision, Expr::value(revision))
            .filter(story::Column::Id.eq(told.id))
            .exec(txn)
            .await?;
    }
    Ok(())
}
