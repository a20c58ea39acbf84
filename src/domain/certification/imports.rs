//! Imports of decisions as the office's pages read them.

use std::collections::HashMap;

use entity::{ImportVerdict, certificate_import, certificate_import_row};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::facts::{Problems, Typed};
use super::model::read_certificate;
use super::register::{Names, names_of};
use crate::ratings::Certificate;
use foundation::kernel::error::{Context, Result};

/// An import.
pub type Import = certificate_import::Model;

/// How many lines mean what.
pub type Counts = HashMap<ImportVerdict, i64>;

/// A line with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Key of its row.
    pub id: i64,
    /// Line of the file, from 1.
    pub line: i64,
    /// What stands in it.
    pub typed: Typed,
    /// What it means.
    pub verdict: ImportVerdict,
    /// The product it is about.
    pub names: Option<Names>,
    /// The certificate it makes.
    pub wanted: Option<Certificate>,
    /// The certificate it was compared with.
    pub before: Option<Certificate>,
    /// What is wrong with it.
    pub problems: Vec<(super::Field, super::Problem)>,
    /// Products that may be meant.
    pub candidates: Vec<Names>,
}

/// An import by its key.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Import>> {
    Ok(certificate_import::Entity::find_by_id(id).one(db).await?)
}

/// Imports, the youngest first, at most so many after `skip`.
pub async fn imports(db: &impl ConnectionTrait, (skip, most): (u64, u64)) -> Result<Vec<Import>> {
    Ok(certificate_import::Entity::find()
        .order_by_desc(certificate_import::Column::Id)
        .offset(skip)
        .limit(most)
        .all(db)
        .await?)
}

/// How many lines of an import mean what.
pub async fn counts(db: &impl ConnectionTrait, import: i64) -> Result<Counts> {
    let found: Vec<(ImportVerdict, i64)> = certificate_import_row::Entity::find()
        .select_only()
        .column(certificate_import_row::Column::Verdict)
        .column_as(Expr::col(certificate_import_row::Column::Id).count(), "lines")
        .filter(certificate_import_row::Column::ImportId.eq(import))
        .group_by(certificate_import_row::Column::Verdict)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Lines of an import in their order, of one meaning or of all, at most so many after `skip`.
pub async fn lines_of(
    db: &impl ConnectionTrait,
    import: i64,
    verdict: Option<ImportVerdict>,
    (skip, most): (u64, u64),
) -> Result<Vec<Line>> {
    let mut query =
        certificate_import_row::Entity::find().filter(certificate_import_row::Column::ImportId.eq(import));
    if let Some(verdict) = verdict {
        query = query.filter(certificate_import_row::Column::Verdict.eq(verdict));
    }
    let rows = query
        .order_by_asc(certificate_import_row::Column::Line)
        .offset(skip)
        .limit(most)
        .all(db)
        .await?;
    let mut candidates = HashMap::new();
    for row in &rows {
        candidates.insert(row.id, read_candidates(row)?);
    }
    let mut products: Vec<i64> = rows.iter().filter_map(|row| row.product_id).collect();
    products.extend(candidates.values().flatten());
    products.sort_unstable();
    products.dedup();
    let names = names_of(db, &products).await?;
    rows.into_iter()
        .map(|row| {
            let meant = candidates.remove(&row.id).unwrap_or_default();
            Ok(Line {
                names: row.product_id.and_then(|id| names.get(&id).cloned()),
                typed: read_typed(&row)?,
                wanted: row.wanted.as_deref().map(read_certificate).transpose()?,
                before: row.before.as_deref().map(read_certificate).transpose()?,
                problems: read_problems(&row)?,
                candidates: meant.iter().filter_map(|id| names.get(id).cloned()).collect(),
                id: row.id,
                line: row.line,
                verdict: row.verdict,
            })
        })
        .collect()
}

pub(super) fn read_typed(row: &certificate_import_row::Model) -> Result<Typed> {
    serde_json::from_str(&row.typed).context("a line of an import")
}

pub(super) fn read_candidates(row: &certificate_import_row::Model) -> Result<Vec<i64>> {
    let text = row.candidates.as_deref().unwrap_or("[]");
    serde_json::from_str(text).context("the candidates of a line")
}

fn read_problems(row: &certificate_import_row::Model) -> Result<Problems> {
    let text = row.problems.as_deref().unwrap_or("[]");
    serde_json::from_str(text).context("what is wrong with a line")
}
