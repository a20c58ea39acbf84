//! A file of places on its way in: what it would change is shown, kept aside with the revisions that were seen, and
//! written only when somebody says so, all of it or nothing.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{place, place_import, place_text};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
};
use serde::{Deserialize, Serialize};

use super::exchange::Came;
use super::fault::{Fault, Wrong};
use super::judge::judge;
use super::save::{Edit, SaveRefusal, lookups, save_in, sheet_of};
use super::sheet::{FIELDS, Sheet};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// So long a file waits for a word.
const KEPT: TimeDelta = TimeDelta::days(7);

/// A line that would change something.
#[derive(Clone, Debug)]
pub struct Change {
    /// Line of the file.
    pub line: u32,
    /// Its address part.
    pub slug: String,
    /// Whether the place is new.
    pub new: bool,
    /// Fields with what stands there and what will.
    pub fields: Vec<(&'static str, String, String)>,
    staged: Staged,
}

/// A line as it is kept aside.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Staged {
    line: u32,
    id: Option<i64>,
    seen: i64,
    sheet: Sheet,
}

/// A line that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Line of the file.
    pub line: u32,
    /// Its address part.
    pub slug: String,
    /// The field, or nothing where somebody has changed the place since the file was made or looked at.
    pub wrong: Option<Wrong>,
}

/// What a file would do.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Lines that would change something.
    pub changes: Vec<Change>,
    /// Lines that cannot be written.
    pub faults: Vec<LineFault>,
    /// Lines that say what stands there.
    pub unchanged: usize,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// So many places were written.
    Written(usize),
    /// Nothing was, because of these lines.
    Refused(Vec<LineFault>),
}

type Known = HashMap<String, (place::Model, Vec<place_text::Model>)>;

async fn known(db: &impl ConnectionTrait, slugs: Vec<String>) -> Result<Known> {
    let rows = place::Entity::find()
        .filter(place::Column::Slug.is_in(slugs))
        .all(db)
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut texts: HashMap<i64, Vec<place_text::Model>> = HashMap::new();
    let of_rows = place_text::Entity::find().filter(place_text::Column::PlaceId.is_in(ids));
    for text in of_rows.all(db).await? {
        texts.entry(text.place_id).or_default().push(text);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let texts = texts.remove(&row.id).unwrap_or_default();
            (row.slug.clone(), (row, texts))
        })
        .collect())
}

/// Says what a file would do; writes nothing. Fields a file does not have stay as they are.
pub async fn preview(db: &impl ConnectionTrait, now: DateTime<Utc>, lines: &[Came]) -> Result<Preview> {
    let slug = |came: &Came| {
        let said = came.said.iter().find(|(field, _)| *field == "slug");
        said.map_or_else(String::new, |(_, slug)| slug.clone())
    };
    let known = known(db, lines.iter().map(slug).collect()).await?;
    let lookups = lookups(db).await?;
    let mut seen: HashSet<String> = HashSet::new();
    let mut preview = Preview::default();
    for came in lines {
        let slug = slug(came);
        let mut refuse = |wrong: Option<Wrong>| {
            preview.faults.push(LineFault {
                line: came.line,
                slug: slug.clone(),
                wrong,
            });
        };
        if !seen.insert(slug.clone()) {
            refuse(Some(Wrong {
                field: "slug",
                fault: Fault::TakenSlug,
            }));
            continue;
        }
        let before = known.get(&slug);
        let old = before.map_or_else(Sheet::default, |(row, texts)| sheet_of(row, texts, &lookups));
        if before.is_some_and(|(row, _)| came.revision.is_some_and(|revision| revision != row.revision)) {
            refuse(None);
            continue;
        }
        let mut sheet = old.clone();
        for (field, text) in &came.said {
            sheet.set(field, text.clone());
        }
        let judged = match judge(&sheet, before.map(|(row, _)| row), &lookups, now) {
            Ok(judged) => judged,
            Err(wrong) => {
                for one in wrong {
                    refuse(Some(one));
                }
                continue;
            }
        };
        let new = sheet_of(&judged.row, &judged.texts, &lookups);
        let changed = old.differs_in(&new, &FIELDS);
        if changed.is_empty() {
            preview.unchanged += 1;
            continue;
        }
        preview.changes.push(Change {
            line: came.line,
            new: before.is_none(),
            fields: changed
                .into_iter()
                .map(|field| (field, old.get(field).to_owned(), new.get(field).to_owned()))
                .collect(),
            staged: Staged {
                line: came.line,
                id: before.map(|(row, _)| row.id),
                seen: before.map_or(0, |(row, _)| row.revision),
                sheet: new,
            },
            slug,
        });
    }
    Ok(preview)
}

/// Keeps aside what a file would change, for a week, and says under which key.
pub async fn stage(db: &Db, now: DateTime<Utc>, actor: &str, changes: &[Change]) -> Result<i64> {
    let lines: Vec<&Staged> = changes.iter().map(|change| &change.staged).collect();
    let lines = serde_json::to_string(&lines)?;
    retried(|| async {
        let txn = write_txn(db).await?;
        place_import::Entity::delete_many()
            .filter(Expr::col(place_import::Column::CreatedAt).lt(now - KEPT))
            .exec(&txn)
            .await?;
        let row = place_import::ActiveModel {
            actor: Set(actor.to_owned()),
            created_at: Set(now),
            applied_at: Set(None),
            lines: Set(lines.clone()),
            ..Default::default()
        };
        let row = row.insert(&txn).await?;
        txn.commit().await?;
        Ok(row.id)
    })
    .await
}

/// What a file that was kept aside would change now; nothing if there is none, or it was written already.
pub async fn staged(db: &impl ConnectionTrait, now: DateTime<Utc>, id: i64) -> Result<Option<Preview>> {
    let Some(lines) = waiting(db, id).await? else {
        return Ok(None);
    };
    let lines: Vec<Came> = lines
        .into_iter()
        .map(|line| Came {
            line: line.line,
            said: FIELDS
                .into_iter()
                .map(|field| (field, line.sheet.get(field).to_owned()))
                .collect(),
            revision: Some(line.seen),
        })
        .collect();
    Ok(Some(preview(db, now, &lines).await?))
}

async fn waiting(db: &impl ConnectionTrait, id: i64) -> Result<Option<Vec<Staged>>> {
    let row = place_import::Entity::find_by_id(id)
        .filter(place_import::Column::AppliedAt.is_null())
        .one(db)
        .await?;
    Ok(match row {
        Some(row) => Some(serde_json::from_str(&row.lines)?),
        None => None,
    })
}

/// Writes what was kept aside, as it was seen: one place that somebody has changed meanwhile, and nothing is written.
pub async fn apply(db: &Db, now: DateTime<Utc>, actor: &str, id: i64) -> Answer<Applied, ()> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(lines) = waiting(&txn, id).await? else {
            return Ok(Err(()));
        };
        let taken = place_import::Entity::update_many()
            .col_expr(place_import::Column::AppliedAt, Expr::value(Some(now)))
            .filter(place_import::Column::Id.eq(id))
            .filter(place_import::Column::AppliedAt.is_null())
            .exec(&txn)
            .await?;
        if taken.rows_affected != 1 {
            return Ok(Err(()));
        }
        let lookups = lookups(&txn).await?;
        let (mut written, mut faults) = (0, Vec::new());
        for line in &lines {
            let edit = Edit {
                actor,
                id: line.id,
                seen: line.seen,
                sheet: &line.sheet,
            };
            let mut refuse = |wrong: Option<Wrong>| {
                faults.push(LineFault {
                    line: line.line,
                    slug: line.sheet.get("slug").to_owned(),
                    wrong,
                });
            };
            match save_in(&txn, now, edit, &lookups).await? {
                Ok((_, changed)) => written += usize::from(changed),
                Err(SaveRefusal::Missing | SaveRefusal::Stale) => refuse(None),
                Err(SaveRefusal::Wrong(wrong)) => {
                    for one in wrong {
                        refuse(Some(one));
                    }
                }
            }
        }
        if !faults.is_empty() {
            return Ok(Ok(Applied::Refused(faults)));
        }
        txn.commit().await?;
        Ok(Ok(Applied::Written(written)))
    })
    .await
}
