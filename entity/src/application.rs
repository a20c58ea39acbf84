//! Somebody's application to sell.

use sea_orm::entity::prelude::*;

use crate::{ApplicationStatus, LegalForm, Locale};

/// Somebody's application to sell.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "applications")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who applies.
    pub user_id: i64,
    /// The same person while it is open: one at a time.
    pub open_of: Option<i64>,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// Grows with every change: who decides says which one was read.
    pub version: i32,
    /// Legal form.
    pub legal_form: Option<LegalForm>,
    /// Name in Vietnamese.
    pub name_vi: Option<String>,
    /// Name in English.
    pub name_en: Option<String>,
    /// Tax code.
    pub tax_code: Option<String>,
    /// Commune of today.
    pub commune_id: Option<i64>,
    /// Telephone for orders, E.164.
    pub phone: Option<String>,
    /// Where messages about orders go.
    pub email: Option<String>,
    /// Bank by its six-digit BIN (NAPAS).
    pub bank_bin: Option<String>,
    /// Account number.
    pub bank_account: Option<String>,
    /// Holder as the bank writes it.
    pub bank_holder: Option<String>,
    /// Language of the messages about it.
    pub locale: Locale,
    /// What the office said last, to the applicant.
    #[sea_orm(column_type = "Text")]
    pub answer: Option<String>,
    /// The producer that came of it.
    pub producer_id: Option<i64>,
    /// Begun (UTC).
    pub created_at: DateTimeUtc,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
    /// Last sent to the office (UTC).
    pub submitted_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
