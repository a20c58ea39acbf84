//! Which product a code means: the certificate its label bears, its page, its article number.

use entity::{OwnerKind, certificate, product, slug_history, variant};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use foundation::kernel::error::Result;

/// What was read from a code or typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// The code of a certificate.
    Certificate(String),
    /// The address part of a product, today's or an earlier one.
    Product(String),
    /// A GTIN, 8 to 14 digits.
    Gtin(String),
    /// Letters and digits that may be any of these, or a stock keeping unit.
    Bare(String),
}

/// The product that is meant, whatever the public sees of it; `None` when we know none.
pub async fn product_of(db: &impl ConnectionTrait, scanned: &Scanned) -> Result<Option<i64>> {
    Ok(match scanned {
        Scanned::Certificate(code) => by_certificate(db, code).await?,
        Scanned::Product(slug) => by_slug(db, slug).await?,
        Scanned::Gtin(gtin) => by_gtin(db, gtin).await?,
        Scanned::Bare(text) => {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            if let Some(id) = by_certificate(db, text).await? {
                Some(id)
            } else if let Some(id) = by_sku(db, text).await? {
                Some(id)
            } else if is_number {
                by_gtin(db, text).await?
            } else {
                by_slug(db, text).await?
            }
        }
    })
}

async fn by_certificate(db: &impl ConnectionTrait, code: &str) -> Result<Option<i64>> {
    Ok(certificate::Entity::find()
        .select_only()
        .column(certificate::Column::ProductId)
        .filter(certificate::Column::Code.eq(code.to_ascii_uppercase()))
        .into_tuple()
        .one(db)
        .await?)
}

async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<i64>> {
    let slug = slug.to_ascii_lowercase();
    let today: Option<i64> = product::Entity::find()
        .select_only()
        .column(product::Column::Id)
        .filter(product::Column::Slug.eq(&slug))
        .into_tuple()
        .one(db)
        .await?;
    if today.is_some() {
        return Ok(today);
    }
    Ok(slug_history::Entity::find()
        .select_only()
        .column(slug_history::Column::OwnerId)
        .filter(slug_history::Column::Kind.eq(OwnerKind::Product))
        .filter(slug_history::Column::OldSlug.eq(slug))
        .into_tuple()
        .one(db)
        .await?)
}

async fn by_sku(db: &impl ConnectionTrait, sku: &str) -> Result<Option<i64>> {
    let forms = [sku.to_owned(), sku.to_ascii_uppercase(), sku.to_ascii_lowercase()];
    Ok(variant::Entity::find()
        .select_only()
        .column(variant::Column::ProductId)
        .filter(variant::Column::Sku.is_in(forms))
        .into_tuple()
        .one(db)
        .await?)
}

/// A GTIN has 8, 12, 13 or 14 digits, and zeros in front make one out of the other. Several packs may bear one that
/// was typed twice: then it means nothing.
async fn by_gtin(db: &impl ConnectionTrait, gtin: &str) -> Result<Option<i64>> {
    let digits = gtin.trim_start_matches('0');
    if digits.is_empty() || gtin.len() > 14 {
        return Ok(None);
    }
    let mut forms: Vec<String> = [8, 12, 13, 14]
        .into_iter()
        .filter(|length| digits.len() <= *length)
        .map(|length| format!("{digits:0>length$}"))
        .collect();
    forms.push(gtin.to_owned());
    let mut found: Vec<i64> = variant::Entity::find()
        .select_only()
        .column(variant::Column::ProductId)
        .filter(variant::Column::Gtin.is_in(forms))
        .limit(10)
        .into_tuple()
        .all(db)
        .await?;
    found.sort_unstable();
    found.dedup();
    Ok(match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    })
}
