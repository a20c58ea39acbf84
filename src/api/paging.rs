//! Pages of a list for programs: `limit`, an opaque `cursor`, and the address of what follows.
//!
//! A cursor names the last items that were sent, not a position, so a list that grows or shrinks
//! between two requests neither repeats nor skips anything.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use shell::web::{Failure, Visit, urls};

/// Items on a page when nothing is asked.
const DEFAULT_LIMIT: usize = 20;
/// Most items on a page.
pub const MAX_LIMIT: usize = 100;
/// How many of the last items a cursor names: if some of them vanish, the others still tell the place.
const WITNESSES: usize = 5;
/// Longest cursor that is read.
const LONGEST: usize = 160;

/// Which part of a list is asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: usize,
    /// Where to go on: the value out of the `next` link of the page before. Beats `page`.
    pub cursor: Option<String>,
    /// The nth page, from 1, for those who want to jump; a page beyond the end is empty. Prefer `cursor`.
    #[param(minimum = 1)]
    pub page: Option<usize>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The items, in order.
    pub data: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// Address of the page that follows; null on the last one. Also in the `Link` header.
    pub next: Option<String>,
    /// The day (in Việt Nam) that certificates are judged on.
    pub as_of: chrono::NaiveDate,
}

/// What a cursor says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Cursor {
    /// Keys of the last items, the very last first.
    after: Vec<i64>,
    /// The order it belongs to.
    order: String,
}

/// Where a page begins.
#[derive(Debug, PartialEq, Eq)]
pub enum Start {
    /// At a position, from 0.
    At(usize),
    /// After the first of these keys that is still there.
    After(Vec<i64>),
}

impl Paging {
    /// Reads the parameters.
    pub fn read(visit: &Visit) -> Result<Self, Failure> {
        let whole = |name: &str| match visit.params.get(name) {
            None => Ok(None),
            Some(text) => match text.parse::<usize>() {
                Ok(number) if number > 0 => Ok(Some(number)),
                _ => Err(Failure::Bad(format!(
                    "{name}: a whole number from 1 on is wanted"
                ))),
            },
        };
        let limit = whole("limit")?.unwrap_or(DEFAULT_LIMIT);
        if limit > MAX_LIMIT {
            return Err(Failure::Bad(format!("limit: at most {MAX_LIMIT}")));
        }
        Ok(Self {
            limit,
            cursor: visit.params.get("cursor").map(str::to_owned),
            page: whole("page")?,
        })
    }

    /// Where the page begins in a list of this order.
    pub fn start(&self, order: &str) -> Result<Start, Failure> {
        match &self.cursor {
            Some(text) => Ok(Start::After(decode(text, order)?)),
            None => Ok(Start::At(
                self.page
                    .unwrap_or(1)
                    .saturating_sub(1)
                    .saturating_mul(self.limit),
            )),
        }
    }

    /// The address of what follows a page that ends with these keys.
    #[expect(clippy::unused_self, reason = "reads as a question to the page")]
    pub fn next(&self, visit: &Visit, order: &str, keys: impl DoubleEndedIterator<Item = i64>) -> String {
        let cursor = Cursor {
            after: keys.rev().take(WITNESSES).collect(),
            order: order.to_owned(),
        };
        let cursor = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor).unwrap_or_default());
        let mut pairs: Vec<(&str, &str)> = visit
            .params
            .pairs()
            .filter(|(name, _)| !matches!(*name, "cursor" | "page"))
            .collect();
        pairs.push(("cursor", &cursor));
        format!(
            "{}{}{}",
            visit.state.services.origin,
            visit.path,
            urls::query(&pairs)
        )
    }

    /// Cuts the page out of a whole list.
    pub fn cut<'a, T>(
        &self,
        visit: &Visit,
        order: &str,
        all: &'a [T],
        key: impl Fn(&T) -> i64,
    ) -> Result<(&'a [T], Option<String>), Failure> {
        let start = match self.start(order)? {
            Start::At(position) => position.min(all.len()),
            Start::After(keys) => {
                let found = keys
                    .iter()
                    .find_map(|wanted| all.iter().position(|item| key(item) == *wanted));
                found.ok_or_else(stale)? + 1
            }
        };
        let end = start.saturating_add(self.limit).min(all.len());
        let items = all.get(start..end).unwrap_or_default();
        let next =
            (end < all.len() && !items.is_empty()).then(|| self.next(visit, order, items.iter().map(&key)));
        Ok((items, next))
    }
}

/// A cursor whose items have all gone, or that never was one of ours.
pub fn stale() -> Failure {
    Failure::Bad("cursor: not a cursor of this list, or too old; start again without it".to_owned())
}

fn decode(text: &str, order: &str) -> Result<Vec<i64>, Failure> {
    if text.len() > LONGEST {
        return Err(stale());
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok().ok_or_else(stale)?;
    let cursor: Cursor = serde_json::from_slice(&bytes).ok().ok_or_else(stale)?;
    if cursor.order != order || cursor.after.is_empty() || cursor.after.len() > WITNESSES {
        return Err(stale());
    }
    Ok(cursor.after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(cursor: &Cursor) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(cursor).unwrap())
    }

    #[test]
    fn a_cursor_belongs_to_its_order() {
        let text = encoded(&Cursor {
            after: vec![7, 3],
            order: "name-vi".to_owned(),
        });
        assert_eq!(decode(&text, "name-vi").unwrap(), [7, 3]);
        assert!(matches!(decode(&text, "price-vi"), Err(Failure::Bad(_))));
    }

    #[test]
    fn forged_and_broken_cursors_are_refused() {
        let many = Cursor {
            after: (0..50).collect(),
            order: "a".to_owned(),
        };
        let none = Cursor {
            after: vec![],
            order: "a".to_owned(),
        };
        for text in [
            "",
            "x",
            "%%%",
            "e30",
            "bnVsbA",
            &encoded(&many),
            &encoded(&none),
            &"A".repeat(4_000),
        ] {
            assert!(matches!(decode(text, "a"), Err(Failure::Bad(_))), "{text}");
        }
    }

    #[test]
    fn the_longest_honest_cursor_is_short_enough() {
        let cursor = Cursor {
            after: vec![i64::MAX / 1_000; WITNESSES],
            order: "featured-vi".to_owned(),
        };
        assert!(encoded(&cursor).len() <= LONGEST, "{}", encoded(&cursor).len());
    }
}
