//! Pages of lists: back and forth by key, the catalogue's and those of the shorter lists (producers,
//! stories, past events).

use serde::Serialize;

use domain::catalogue::Page;
use foundation::i18n::format;
use shell::web::{Failure, Params, Visit, urls};

/// Back and forth in a list.
#[derive(Debug, Default, Serialize)]
pub struct Pager {
    /// Address of the page before.
    pub prev: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// Address of the first page.
    pub first: Option<String>,
    /// "25–48 of 256".
    pub label: String,
}

impl Pager {
    /// The words between back and forth.
    pub fn label(visit: &Visit, start: usize, shown: usize, total: usize) -> String {
        let text = |number: usize| format::number(i64::try_from(number).unwrap_or(i64::MAX), visit.locale);
        let (from, to, total) = (text(start + 1), text(start + shown), text(total));
        visit.text_with("pager.range", &[("from", &from), ("to", &to), ("total", &total)])
    }
}

/// Which page of a list an address asks for.
pub fn page_of(params: &Params) -> Page {
    if let Some(id) = params.number("after") {
        return Page::After(id);
    }
    if let Some(id) = params.number("before") {
        return Page::Before(id);
    }
    let number = params
        .number("page")
        .and_then(|page| usize::try_from(page).ok())
        .unwrap_or(1);
    Page::Number(number.max(1))
}

/// One page of a list.
pub struct Slice<'a, T> {
    /// What stands on it.
    pub items: &'a [T],
    /// Position of the first item, from 0.
    pub start: usize,
    /// Back and forth.
    pub pager: Pager,
}

/// Cuts the page that the address asks for. `chosen` are the filters to keep in the links.
pub fn slice<'a, T>(
    visit: &Visit,
    all: &'a [T],
    key: impl Fn(&T) -> i64,
    size: usize,
    base: &str,
    chosen: &[(&str, &str)],
) -> Result<Slice<'a, T>, Failure> {
    let at = |id: i64| {
        all.iter()
            .position(|item| key(item) == id)
            .ok_or(Failure::NotFound)
    };
    let start = match page_of(&visit.params) {
        Page::Number(number) => (number - 1).checked_mul(size).ok_or(Failure::NotFound)?,
        Page::After(id) => at(id)? + 1,
        Page::Before(id) => at(id)?.saturating_sub(size),
    };
    if start > 0 && start >= all.len() {
        return Err(Failure::NotFound);
    }
    let items = all
        .get(start..all.len().min(start.saturating_add(size)))
        .unwrap_or_default();
    let link = |name: &str, id: Option<i64>| {
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let mut pairs = chosen.to_vec();
        pairs.push((name, &id));
        format!("{base}{}", urls::query(&pairs))
    };
    let more = start + items.len() < all.len();
    let pager = Pager {
        prev: (start > 0).then(|| link("before", items.first().map(&key))),
        next: more.then(|| link("after", items.last().map(&key))),
        first: (start > 0).then(|| link("after", None)),
        label: if items.is_empty() {
            String::new()
        } else {
            Pager::label(visit, start, items.len(), all.len())
        },
    };
    Ok(Slice { items, start, pager })
}
