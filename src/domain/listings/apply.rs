//! Making a draft public: row, texts, pictures and address in the caller's transaction, under a new version.

use chrono::{DateTime, Utc};
use entity::{Locale, OwnerKind, PublicStatus, media_link, product, product_text};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Refusal;
use super::content::Listing;
use super::shelf::slug_is_free;
use crate::{gallery, slugs};
use foundation::kernel::collate::Collation;
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::fold::fold;
use foundation::publication;

/// Makes a listing what the public reads of a product. What is hidden stays hidden.
pub(super) async fn apply(
    txn: &Txn,
    now: DateTime<Utc>,
    before: &product::Model,
    content: &Listing,
) -> Answer<(), Refusal> {
    let moves = content.slug != before.slug;
    if moves && !slug_is_free(txn, &content.slug, before.id).await? {
        return Ok(Err(Refusal::TakenSlug));
    }
    let revision = publication::announce(txn, now).await?;
    if moves {
        let seen = (before.status != PublicStatus::Draft).then_some(before.slug.as_str());
        slugs::leave(
            txn,
            (OwnerKind::Product, before.id),
            seen,
            &content.slug,
            revision,
        )
        .await?;
    }
    let status = match before.status {
        PublicStatus::Draft => PublicStatus::Published,
        other => other,
    };
    product::Entity::update_many()
        .col_expr(product::Column::Slug, Expr::value(content.slug.clone()))
        .col_expr(product::Column::SetId, Expr::value(content.set_id))
        .col_expr(product::Column::Kind, Expr::value(content.kind))
        .col_expr(product::Column::Status, Expr::value(status))
        .col_expr(
            product::Column::SeasonFrom,
            Expr::value(content.season.map(|(from, _)| from)),
        )
        .col_expr(
            product::Column::SeasonTo,
            Expr::value(content.season.map(|(_, to)| to)),
        )
        .col_expr(product::Column::UpdatedAt, Expr::value(now))
        .col_expr(product::Column::Revision, Expr::value(revision))
        .filter(product::Column::Id.eq(before.id))
        .exec(txn)
        .await?;
    texts(txn, before.id, content).await?;
    pictures(txn, now, before.id, content).await?;
    Ok(Ok(()))
}

async fn texts(txn: &Txn, product: i64, content: &Listing) -> Result<()> {
    let collation = Collation::vietnamese();
    product_text::Entity::delete_many()
        .filter(product_text::Column::ProductId.eq(product))
        .exec(txn)
        .await?;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let rows: Vec<product_text::ActiveModel> = Locale::ALL
        .into_iter()
        .map(|locale| (locale, content.words(locale)))
        .filter(|(_, words)| !words.name.is_empty())
        .map(|(locale, words)| product_text::ActiveModel {
            product_id: Set(product),
            locale: Set(locale),
            name: Set(words.name.clone()),
            summary: Set(words.summary.clone()),
            materials: Set(some(&words.materials)),
            care: Set(some(&words.care)),
            sort_key: Set(collation.key(&words.name)),
            search_key: Set(fold(&words.name)),
        })
        .collect();
    product_text::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

async fn pictures(txn: &Txn, now: DateTime<Utc>, product: i64, content: &Listing) -> Result<()> {
    let shown: Vec<i64> = media_link::Entity::find()
        .select_only()
        .column(media_link::Column::MediaId)
        .filter(media_link::Column::OwnerKind.eq(OwnerKind::Product))
        .filter(media_link::Column::OwnerId.eq(product))
        .into_tuple()
        .all(txn)
        .await?;
    let dropped: Vec<i64> = shown
        .into_iter()
        .filter(|id| !content.pictures.iter().any(|shot| shot.media_id == *id))
        .collect();
    gallery::forget_later(txn, now, &dropped).await?;
    media_link::Entity::delete_many()
        .filter(media_link::Column::OwnerKind.eq(OwnerKind::Product))
        .filter(media_link::Column::OwnerId.eq(product))
        .exec(txn)
        .await?;
    if content.pictures.is_empty() {
        return Ok(());
    }
    let rows = content
        .pictures
        .iter()
        .zip(0_i16..)
        .map(|(shot, position)| media_link::ActiveModel {
            owner_kind: Set(OwnerKind::Product),
            owner_id: Set(product),
            position: Set(position),
            media_id: Set(shot.media_id),
            alt_vi: Set(shot.alt_vi.clone()),
            alt_en: Set(shot.alt_en.clone()),
            ..Default::default()
        });
    media_link::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
