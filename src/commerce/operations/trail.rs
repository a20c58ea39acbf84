//! The audit log as people read it: filtered, page by page, with what changed side by side. Nothing here writes, and
//! the database refuses to change or remove a line (migration 24).

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use entity::{audit_entry, email_key, user};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde_json::Value;

use foundation::kernel::error::{Context, Result};

/// Lines that an export holds at most: enough for years of a programme office.
pub const MOST_EXPORTED: u64 = 50_000;

/// Longest value that is shown of a change, in characters.
const LONGEST: usize = 300;

/// Which lines are wanted. What is empty does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Who: an e-mail address, or the actor as it is written down (`user:7`, `cli`).
    pub who: Option<&'a str>,
    /// What was done, or how it begins: `job.retry`, `product`.
    pub action: Option<&'a str>,
    /// What it was done to: a kind, or a kind and a key (`producer:12`).
    pub subject: Option<&'a str>,
    /// Not before (UTC).
    pub from: Option<DateTime<Utc>>,
    /// Before (UTC).
    pub until: Option<DateTime<Utc>>,
    /// Older than the line of this key: the next page.
    pub before: Option<i64>,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Key.
    pub id: i64,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Who, as it is written down.
    pub actor: String,
    /// Who that is, where it is a person who still has an account.
    pub name: Option<String>,
    /// What was done.
    pub action: String,
    /// What kind of thing it was done to.
    pub subject_kind: String,
    /// Its key.
    pub subject_id: Option<i64>,
    /// What changed.
    pub changes: Vec<Change>,
    /// Why.
    pub reason: Option<String>,
}

/// One value that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which one; empty where the whole thing is one value.
    pub what: String,
    /// What it was.
    pub before: Option<String>,
    /// What it became.
    pub after: Option<String>,
}

/// The lines that are wanted, newest first, at most so many.
pub async fn list(db: &impl ConnectionTrait, wanted: &Wanted<'_>, most: u64) -> Result<Vec<Entry>> {
    let Some(query) = narrowed(db, wanted).await? else {
        return Ok(Vec::new());
    };
    let rows = query
        .order_by_desc(audit_entry::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let names = names(db, rows.iter().map(|row| row.actor.as_str()).collect()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            id: row.id,
            at: row.at,
            name: person_of(&row.actor).and_then(|id| names.get(&id).cloned()),
            actor: row.actor,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            changes: changes(row.before.as_deref(), row.after.as_deref()),
            reason: row.reason,
        })
        .collect())
}

/// Everything that was ever done, by its word, for choosing.
pub async fn actions(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    Ok(audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::Action)
        .distinct()
        .order_by_asc(audit_entry::Column::Action)
        .into_tuple()
        .all(db)
        .await?)
}

/// The lines that are wanted as a table for spreadsheets (UTF-8 with its mark, so that Excel reads Vietnamese).
pub async fn csv(db: &impl ConnectionTrait, wanted: &Wanted<'_>) -> Result<Vec<u8>> {
    let entries = list(db, wanted, MOST_EXPORTED).await?;
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record([
            "at",
            "actor",
            "name",
            "action",
            "subject",
            "subject_id",
            "what",
            "before",
            "after",
            "reason",
        ])
        .context("writing a table")?;
    for entry in &entries {
        let whole = [Change {
            what: String::new(),
            before: None,
            after: None,
        }];
        let changes: &[Change] = if entry.changes.is_empty() {
            &whole
        } else {
            &entry.changes
        };
        for change in changes {
            let cells = [
                entry.at.to_rfc3339(),
                entry.actor.clone(),
                entry.name.clone().unwrap_or_default(),
                entry.action.clone(),
                entry.subject_kind.clone(),
                entry.subject_id.map(|id| id.to_string()).unwrap_or_default(),
                change.what.clone(),
                change.before.clone().unwrap_or_default(),
                change.after.clone().unwrap_or_default(),
                entry.reason.clone().unwrap_or_default(),
            ];
            writer
                .write_record(cells.iter().map(|cell| harmless(cell)))
                .context("writing a table")?;
        }
    }
    writer.into_inner().context("finishing a table")
}

/// A cell that no spreadsheet takes for a formula (AC-76).
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The query; `None` when nobody is who was asked for.
async fn narrowed(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
) -> Result<Option<Select<audit_entry::Entity>>> {
    let mut query = audit_entry::Entity::find();
    if let Some(who) = wanted.who {
        let actor = if who.contains('@') {
            let found: Option<i64> = user::Entity::find()
                .select_only()
                .column(user::Column::Id)
                .filter(user::Column::EmailKey.eq(email_key(who)))
                .into_tuple()
                .one(db)
                .await?;
            let Some(id) = found else {
                return Ok(None);
            };
            format!("user:{id}")
        } else {
            who.to_owned()
        };
        query = query.filter(audit_entry::Column::Actor.eq(actor));
    }
    if let Some(action) = wanted.action {
        // "product" also means "product.hide".
        let exact = audit_entry::Column::Action.eq(action);
        let below = audit_entry::Column::Action.starts_with(format!("{action}."));
        query = query.filter(exact.or(below));
    }
    if let Some(subject) = wanted.subject {
        let (kind, id) = match subject.split_once(':') {
            Some((kind, id)) => (kind, Some(id)),
            None => (subject, None),
        };
        query = query.filter(audit_entry::Column::SubjectKind.eq(kind));
        if let Some(id) = id {
            let Ok(id) = id.trim().parse::<i64>() else {
                return Ok(None);
            };
            query = query.filter(audit_entry::Column::SubjectId.eq(id));
        }
    }
    if let Some(from) = wanted.from {
        query = query.filter(Expr::col(audit_entry::Column::At).gte(from));
    }
    if let Some(until) = wanted.until {
        query = query.filter(Expr::col(audit_entry::Column::At).lt(until));
    }
    if let Some(before) = wanted.before {
        query = query.filter(audit_entry::Column::Id.lt(before));
    }
    Ok(Some(query))
}

fn person_of(actor: &str) -> Option<i64> {
    actor.strip_prefix("user:")?.parse().ok()
}

/// The names of people, by the actor that is written down (`user:7`); who has none is left out.
pub async fn people(db: &impl ConnectionTrait, actors: &[&str]) -> Result<HashMap<String, String>> {
    let names = names(db, actors.to_vec()).await?;
    let told = names.into_iter();
    Ok(told.map(|(id, name)| (format!("user:{id}"), name)).collect())
}

async fn names(db: &impl ConnectionTrait, actors: Vec<&str>) -> Result<HashMap<i64, String>> {
    let mut ids: Vec<i64> = actors.into_iter().filter_map(person_of).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names = HashMap::new();
    // In pieces that both databases can bind.
    for some in ids.chunks(5_000) {
        let found: Vec<(i64, String)> = user::Entity::find()
            .select_only()
            .columns([user::Column::Id, user::Column::Name])
            .filter(user::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        names.extend(found.into_iter().filter(|(_, name)| !name.is_empty()));
    }
    Ok(names)
}

/// What differs between two documents, value by value.
fn changes(before: Option<&str>, after: Option<&str>) -> Vec<Change> {
    let (before, after) = (flat(before), flat(after));
    let mut whats: Vec<&String> = before.keys().chain(after.keys()).collect();
    whats.sort_unstable();
    whats.dedup();
    whats
        .into_iter()
        .filter(|what| before.get(*what) != after.get(*what))
        .map(|what| Change {
            what: what.clone(),
            before: before.get(what).cloned(),
            after: after.get(what).cloned(),
        })
        .collect()
}

/// A document as one level of names and texts. What is no JSON is one text.
fn flat(text: Option<&str>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if let Some(text) = text {
        let value = serde_json::from_str(text).unwrap_or_else(|_no_json| Value::String(text.to_owned()));
        flatten("", &value, &mut found);
    }
    found
}

fn flatten(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    let text = match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                flatten(&path, value, found);
            }
            return;
        }
        Value::Null => return,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let short: String = text.chars().take(LONGEST).collect();
    let cut = short.len() < text.len();
    found.insert(path.to_owned(), if cut { format!("{short}…") } else { short });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: Option<&str>, after: Option<&str>) -> Vec<(String, String, String)> {
        changes(before, after)
            .into_iter()
            .map(|one| {
                (
                    one.what,
                    one.before.unwrap_or_default(),
                    one.after.unwrap_or_default(),
                )
            })
            .collect()
    }

    fn row(what: &str, before: &str, after: &str) -> (String, String, String) {
        (what.to_owned(), before.to_owned(), after.to_owned())
    }

    #[test]
    fn only_what_differs_is_told() {
        assert_eq!(
            told(
                Some(r#"{"price":1000,"name":"Trà","to":{"a":1,"b":null}}"#),
                Some(r#"{"price":1200,"name":"Trà","to":{"a":2,"b":3}}"#)
            ),
            [
                row("price", "1000", "1200"),
                row("to.a", "1", "2"),
                row("to.b", "", "3")
            ]
        );
        assert_eq!(told(None, None), []);
        assert_eq!(told(None, Some("true")), [row("", "", "true")]);
        assert_eq!(told(Some("not json {"), None), [row("", "not json {", "")]);
        let long = format!("\"{}\"", "ữ".repeat(1_000));
        let shown = told(None, Some(&long));
        assert_eq!(shown[0].2.chars().count(), LONGEST + 1);
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("+84 24", "'+84 24"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("chè", "chè"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), safe);
        }
    }
}
