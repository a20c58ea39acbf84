//! Who runs the site, as the operator says it on screen: one row, or none yet.

use sea_orm::entity::prelude::*;

use crate::Badge;

/// Who runs the site, as the operator says it on screen: one row, or none yet.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site_particulars")]
pub struct Model {
    /// Key: always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// Grows with every change: who saves says which one they saw.
    pub revision: i64,
    /// Full name of the owner of the platform.
    pub name: Option<String>,
    /// Registered office.
    pub address: Option<String>,
    /// Legal representative.
    pub representative: Option<String>,
    /// What the representative is there.
    pub representative_title: Option<String>,
    /// Business code, which is the tax code.
    pub tax_code: Option<String>,
    /// When the code was issued.
    pub issued_on: Option<Date>,
    /// By whom, and so where.
    pub issued_by: Option<String>,
    /// Telephone as it is shown.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Registered domain.
    pub domain: Option<String>,
    /// What the Ministry of Industry and Trade knows of the site.
    pub badge: Badge,
    /// Where the ministry says so.
    pub badge_url: Option<String>,
    /// Within so many hours a complaint is acknowledged.
    pub acknowledge_hours: i32,
    /// Within so many working days it is answered.
    pub answer_days: i32,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
    /// Who changed it last.
    pub updated_by: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
