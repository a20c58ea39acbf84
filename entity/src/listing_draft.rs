//! What a producer wants a listing to say. The public goes on reading the listing until it is approved.

use sea_orm::entity::prelude::*;

use crate::ReviewState;

/// What a producer wants a listing to say. The public goes on reading the listing until it is approved.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "listing_drafts")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose listing.
    pub producer_id: i64,
    /// The product; one open draft each.
    pub product_id: i64,
    /// Where it stands.
    pub state: ReviewState,
    /// Grows with every change of the draft: who saves or decides says which one they saw.
    pub revision: i64,
    /// The product's revision when the draft was begun.
    pub base_revision: i64,
    /// The whole listing as JSON.
    #[sea_orm(column_type = "Text")]
    pub content: String,
    /// Why it was sent back.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
    /// Who changed it last.
    pub edited_by: String,
    /// When it was handed in (UTC).
    pub submitted_at: Option<DateTimeUtc>,
    /// When it was decided (UTC).
    pub decided_at: Option<DateTimeUtc>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Begun (UTC).
    pub created_at: DateTimeUtc,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
