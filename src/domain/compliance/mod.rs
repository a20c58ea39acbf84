//! Papers that the law wants for products of some sets: a self-declaration, a certificate of food safety, a licence.
//! Which ones is the operator's list (`requirements` with product sets); they are private, may have a last day, and a
//! listing that lacks one that is required is not handed in.

mod papers;
mod sets;

use chrono::NaiveDate;
use entity::{Locale, listing_paper, requirement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use foundation::kernel::error::Result;

pub use papers::{Ending, FORGET_JOB, MOST_PAPERS, PaperRefusal, add, ending, expect, forget, remove};
pub use sets::parse_sets;

/// A paper about a product.
pub type Paper = listing_paper::Model;

/// A paper that is asked for, with what was sent.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Key of the requirement.
    pub id: i64,
    /// What it is, in Vietnamese.
    pub label_vi: String,
    /// The same in English.
    pub label_en: String,
    /// Whether a listing is not handed in without it.
    pub required: bool,
    /// What was sent, oldest first.
    pub papers: Vec<Paper>,
}

impl Asked {
    /// What it is, in a language.
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.label_vi,
            Locale::En => &self.label_en,
        }
    }

    /// Whether a paper that holds on a day was sent.
    pub fn is_met(&self, today: NaiveDate) -> bool {
        self.papers.iter().any(|paper| holds(paper, today))
    }
}

/// Whether a paper holds on a day.
pub fn holds(paper: &Paper, day: NaiveDate) -> bool {
    paper.valid_until.is_none_or(|last| last >= day)
}

/// What is asked for a product of a set, and what was asked once and sent; with its papers.
pub async fn asked(db: &impl ConnectionTrait, product: i64, set: i64) -> Result<Vec<Asked>> {
    let papers = listing_paper::Entity::find()
        .filter(listing_paper::Column::ProductId.eq(product))
        .order_by_asc(listing_paper::Column::Id)
        .all(db)
        .await?;
    let rows = requirement::Entity::find()
        .filter(requirement::Column::Sets.ne(""))
        .order_by_asc(requirement::Column::Position)
        .order_by_asc(requirement::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let sent: Vec<Paper> = papers
                .iter()
                .filter(|paper| paper.requirement_id == row.id)
                .cloned()
                .collect();
            let now = row.active && sets::holds(&row.sets, set);
            (now || !sent.is_empty()).then_some(Asked {
                id: row.id,
                label_vi: row.label_vi,
                label_en: row.label_en,
                required: row.required && now,
                papers: sent,
            })
        })
        .collect())
}

/// Whether a product of a set lacks a paper that is required.
pub async fn is_lacking(db: &impl ConnectionTrait, product: i64, set: i64, today: NaiveDate) -> Result<bool> {
    let asked = asked(db, product, set).await?;
    Ok(asked.iter().any(|one| one.required && !one.is_met(today)))
}

/// A paper of a product. The product is the asker's own, or the asker is of the office.
pub async fn of_product(db: &impl ConnectionTrait, product: i64, paper: i64) -> Result<Option<Paper>> {
    Ok(listing_paper::Entity::find_by_id(paper)
        .filter(listing_paper::Column::ProductId.eq(product))
        .one(db)
        .await?)
}
