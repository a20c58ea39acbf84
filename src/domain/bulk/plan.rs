//! What a table comes to: what is there is loaded once, however many rows it has, and every row is judged.

use std::collections::{HashMap, HashSet};

use entity::variant;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use tabular::Table;

use super::column::{Column, tidy};
use super::judge::Judge;
use super::part::Cells;
use super::row::Row;
use crate::listings;
use foundation::kernel::error::Result;

/// Values of one query: more are asked for in several.
const AT_ONCE: usize = 20_000;

/// A table that somebody sent.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its rows.
    pub table: &'a Table,
    /// Where its columns stand.
    pub places: &'a [(Column, usize)],
    /// The product sets there are.
    pub sets: &'a [i64],
}

/// Judges every row against what the producer has. Nothing is written. Eight queries, whatever the number of rows.
pub async fn plan(db: &impl ConnectionTrait, producer: i64, asked: Asked<'_>) -> Result<Vec<Row>> {
    let rows: Vec<(u32, Cells)> = asked
        .table
        .rows
        .iter()
        .map(|row| {
            let cell = |at: usize| tidy(row.cells.get(at).map_or("", String::as_str));
            let cells = asked
                .places
                .iter()
                .map(|(column, at)| (*column, cell(*at)))
                .collect();
            (row.line, cells)
        })
        .collect();
    let wholes = listings::wholes(db, producer).await?;
    let taken = skus(db, &said(&rows, Column::Sku)).await?;
    let gtins = gtins(db, &said(&rows, Column::Gtin)).await?;
    let mut judge = Judge::new(&wholes, asked.sets, taken, gtins);
    Ok(rows
        .iter()
        .map(|(line, cells)| judge.judge(*line, cells))
        .collect())
}

/// What stands in a column, each value once, as it stands and in capitals.
fn said(rows: &[(u32, Cells)], column: Column) -> Vec<String> {
    let all = rows.iter().filter_map(|(_, cells)| cells.get(&column));
    let every: HashSet<String> = all
        .filter(|cell| !cell.is_empty())
        .flat_map(|cell| [cell.clone(), cell.to_uppercase()])
        .collect();
    every.into_iter().collect()
}

/// Which of some stock keeping units somebody has, in capitals; those of the producer itself are found before.
async fn skus(db: &impl ConnectionTrait, wanted: &[String]) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for some in wanted.chunks(AT_ONCE) {
        let rows: Vec<String> = variant::Entity::find()
            .select_only()
            .column(variant::Column::Sku)
            .filter(variant::Column::Sku.is_in(some.iter().map(String::as_str)))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows.iter().map(|sku| sku.to_uppercase()));
    }
    Ok(found)
}

/// The packs that have some GTINs.
async fn gtins(db: &impl ConnectionTrait, wanted: &[String]) -> Result<HashMap<String, i64>> {
    let mut found = HashMap::new();
    for some in wanted.chunks(AT_ONCE) {
        let rows: Vec<(Option<String>, i64)> = variant::Entity::find()
            .select_only()
            .columns([variant::Column::Gtin, variant::Column::Id])
            .filter(variant::Column::Gtin.is_in(some.iter().map(String::as_str)))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows.into_iter().filter_map(|(gtin, id)| Some((gtin?, id))));
    }
    Ok(found)
}
