//! A version of a legal page in a language, as it was published. Nothing of it is ever changed.

use sea_orm::entity::prelude::*;

use crate::{LegalPage, Locale};

/// A version of a legal page in a language, as it was published. Nothing of it is ever changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_texts")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Which page.
    pub page: LegalPage,
    /// In which language.
    pub locale: Locale,
    /// Counts the versions of a page in a language, from 1.
    pub version: i32,
    /// The text, in Markdown with placeholders for the particulars.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The first day on which it holds.
    pub effective_from: Date,
    /// When it was published (UTC).
    pub published_at: DateTimeUtc,
    /// Who published it.
    pub published_by: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
