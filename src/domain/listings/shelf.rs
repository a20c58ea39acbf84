//! Products come to the desk, are copied, put away and brought back.

use chrono::{DateTime, Utc};
use entity::{Locale, OwnerKind, PublicStatus, archived_product, producer_text, product, product_text};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::content::Listing;
use super::drafts::{lay_down, note, of_product};
use super::queries::{live, owned};
use super::{Editor, Refusal};
use crate::slugs;
use foundation::kernel::collate::Collation;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::kernel::fold::{fold, slug, truncate_chars};
use foundation::publication;

/// Characters of an address part.
const LONGEST_SLUG: usize = 120;
/// Numbers that are tried behind an address that is taken.
const TRIES: u32 = 60;

/// Makes a product that only its producer sees, with its draft; its address is made from `content`'s and is free.
pub async fn create(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, content: &Listing) -> Result<i64> {
    retried(|| create_once(db, now, editor, content)).await
}

async fn create_once(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, content: &Listing) -> Result<i64> {
    let txn = write_txn(db).await?;
    let id = create_in(&txn, now, editor, content).await?;
    txn.commit().await?;
    Ok(id)
}

/// The same as [`create`] within somebody's transaction.
pub async fn create_in(txn: &Txn, now: DateTime<Utc>, editor: Editor<'_>, content: &Listing) -> Result<i64> {
    let id = lay_out(txn, now, editor, content.clone()).await?;
    let made = serde_json::to_value(content)?;
    note(txn, now, editor, "listing.create", id, made).await?;
    Ok(id)
}

async fn lay_out(txn: &Txn, now: DateTime<Utc>, editor: Editor<'_>, mut content: Listing) -> Result<i64> {
    content.slug = free_slug(txn, &content.slug).await?;
    let told_by = producer_text::Entity::find()
        .filter(producer_text::Column::ProducerId.eq(editor.producer))
        .filter(producer_text::Column::Locale.eq(Locale::Vi))
        .one(txn)
        .await?;
    let row = product::ActiveModel {
        slug: Set(content.slug.clone()),
        producer_id: Set(editor.producer),
        set_id: Set(content.set_id),
        kind: Set(content.kind),
        status: Set(PublicStatus::Draft),
        tags: Set(String::new()),
        season_from: Set(content.season.map(|(from, _)| from)),
        season_to: Set(content.season.map(|(_, to)| to)),
        assessed_year: Set(None),
        // Where the facts come from, until somebody can name a document: whoever makes it.
        source: Set(told_by.map(|text| text.name).unwrap_or_default()),
        verified: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
        revision: Set(0),
        ..Default::default()
    };
    let product = row.insert(txn).await?;
    let text = product_text::ActiveModel {
        product_id: Set(product.id),
        locale: Set(Locale::Vi),
        name: Set(content.vi.name.clone()),
        summary: Set(content.vi.summary.clone()),
        materials: Set(None),
        care: Set(None),
        sort_key: Set(Collation::vietnamese().key(&content.vi.name)),
        search_key: Set(fold(&content.vi.name)),
    };
    product_text::Entity::insert(text)
        .exec_without_returning(txn)
        .await?;
    lay_down(txn, now, editor, &product, &content).await?;
    Ok(product.id)
}

/// An address part that nobody has or had, made from a text.
async fn free_slug(txn: &Txn, wanted: &str) -> Result<String> {
    let wanted = slug(truncate_chars(wanted, LONGEST_SLUG));
    let wanted = if wanted.is_empty() { "san-pham" } else { &wanted };
    for number in 1..=TRIES {
        let candidate = if number == 1 {
            wanted.to_owned()
        } else {
            format!("{wanted}-{number}")
        };
        if slug_is_free(txn, &candidate, 0).await? {
            return Ok(candidate);
        }
    }
    Err(Error::new("no address is free for a product"))
}

/// Whether a product may have an address part: no other one has it or had it, and no other story stands there.
pub(super) async fn slug_is_free(txn: &Txn, slug: &str, product: i64) -> Result<bool> {
    let other = product::Entity::find()
        .filter(product::Column::Slug.eq(slug))
        .filter(product::Column::Id.ne(product))
        .one(txn)
        .await?;
    Ok(other.is_none() && slugs::is_free(txn, OwnerKind::Product, slug, product).await?)
}

/// Copies what a product says now, draft before public, into a new one without packs: SKU and stock are one
/// pack's own.
pub async fn duplicate(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
) -> Answer<i64, Refusal> {
    retried(|| duplicate_once(db, now, editor, product)).await
}

async fn duplicate_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
) -> Answer<i64, Refusal> {
    let txn = write_txn(db).await?;
    let Some(row) = owned(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let content = match of_product(&txn, editor.producer, product).await? {
        Some(draft) => draft.content,
        None => live(&txn, &row).await?,
    };
    let id = lay_out(&txn, now, editor, content).await?;
    note(&txn, now, editor, "listing.duplicate", id, json!({"of": product})).await?;
    txn.commit().await?;
    Ok(Ok(id))
}

/// Puts a public product away: its page answers 404, carts show it as no longer offered.
pub async fn archive(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    retried(|| archive_once(db, now, editor, product)).await
}

async fn archive_once(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    if owned(&txn, editor.producer, product).await?.is_none() {
        return Ok(Err(Refusal::Unknown));
    }
    if !turn(&txn, now, product, PublicStatus::Published, PublicStatus::Hidden).await? {
        return Ok(Err(Refusal::Stale));
    }
    let row = archived_product::ActiveModel {
        product_id: Set(product),
        actor: Set(editor.actor.to_owned()),
        archived_at: Set(now),
    };
    archived_product::Entity::insert(row)
        .on_conflict(
            OnConflict::column(archived_product::Column::ProductId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    note(&txn, now, editor, "listing.archive", product, json!({})).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Shows a product again that its own producer put away; what the office hid stays hidden.
pub async fn restore(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    retried(|| restore_once(db, now, editor, product)).await
}

async fn restore_once(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    if owned(&txn, editor.producer, product).await?.is_none() {
        return Ok(Err(Refusal::Unknown));
    }
    let own = archived_product::Entity::delete_by_id(product).exec(&txn).await?;
    if own.rows_affected != 1
        || !turn(&txn, now, product, PublicStatus::Hidden, PublicStatus::Published).await?
    {
        return Ok(Err(Refusal::Stale));
    }
    note(&txn, now, editor, "listing.restore", product, json!({})).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Moves a product from one public state to the next, for everybody to see; `false` when it stands elsewhere.
async fn turn(
    txn: &Txn,
    now: DateTime<Utc>,
    product: i64,
    from: PublicStatus,
    to: PublicStatus,
) -> Result<bool> {
    let revision = publication::announce(txn, now).await?;
    let turned = product::Entity::update_many()
        .col_expr(product::Column::Status, Expr::value(to))
        .col_expr(product::Column::Revision, Expr::value(revision))
        .col_expr(product::Column::UpdatedAt, Expr::value(now))
        .filter(product::Column::Id.eq(product))
        .filter(product::Column::Status.eq(from))
        .exec(txn)
        .await?;
    Ok(turned.rows_affected == 1)
}
