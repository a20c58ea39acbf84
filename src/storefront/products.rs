//! The catalogue with its facets.

use std::sync::Arc;

use actix_web::HttpResponse;
use entity::Vnd;
use serde::Serialize;

use super::facets::{Choices, Facets, facets};
use super::fragments;
use super::list::{Pager, page_of};
use domain::catalogue::{Counts, Page, Slice, Sort};
use foundation::i18n::format;
use foundation::kernel::error::Error;
use shell::indexing::finding;
use shell::web::{Failure, Meta, Visit, urls};

/// Products on a page.
pub const PAGE_SIZE: usize = 24;

#[derive(Serialize)]
struct ProductsPage {
    title: String,
    intro: Option<String>,
    total_label: String,
    cards: String,
    facets: Arc<str>,
    active: Arc<str>,
    clear_url: &'static str,
    sorts: Vec<SortLink>,
    pager: Pager,
}

/// What the facets are rendered from.
#[derive(Serialize)]
struct FacetPieces {
    facets: Facets,
    price: PriceForm,
}

#[derive(Serialize)]
struct ActivePieces<'a> {
    facets: &'a Facets,
}

#[derive(Serialize)]
struct SortLink {
    label: String,
    url: String,
    active: bool,
}

#[derive(Serialize)]
struct PriceForm {
    action: &'static str,
    min: Option<i64>,
    max: Option<i64>,
    hidden: Vec<Hidden>,
}

#[derive(Serialize)]
struct Hidden {
    name: &'static str,
    value: String,
}

/// `/san-pham` and `/en/products`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let choices = Choices::read(&visit);
    let page = page_of(&visit.params);
    let catalogue = &visit.edition.catalogue;
    let slice = if choices.q.is_empty() {
        catalogue.page(&choices.filter, choices.sort, visit.locale, page, PAGE_SIZE)
    } else {
        found(&visit, &choices, page).await
    };
    let slice = slice.ok_or(Failure::NotFound)?;
    let total = format::number(i64::try_from(slice.total).unwrap_or(i64::MAX), visit.locale);
    let (title, intro) = heading(&visit, &choices);
    let (side, active) = beside(&visit, &choices, &slice.counts)?;
    let view = ProductsPage {
        total_label: match slice.total {
            1 => visit.text_with("products.total", &[("n", "1")]),
            _ => visit.text_with("products.total", &[("n", &total)]),
        },
        cards: fragments::opening_cards(&visit, &slice.products)?,
        facets: side,
        active,
        clear_url: urls::fixed(visit.locale, "products"),
        sorts: Sort::ALL
            .into_iter()
            .map(|sort| SortLink {
                label: visit.text(&format!("products.sort_{}", sort.key().replace('-', "down_"))),
                url: choices.url(
                    &visit,
                    &[("sort", if sort == Sort::default() { "" } else { sort.key() })],
                ),
                active: sort == choices.sort,
            })
            .collect(),
        pager: pager(&visit, &choices, &slice),
        title: title.clone(),
        intro,
    };
    let mut meta = Meta::fixed(title, "products")
        .about(visit.text("products.meta"))
        .under(visit.locale, visit.text("nav.home"), "home")
        .under(visit.locale, visit.text("nav.products"), "products");
    // A group is a page of its own for search engines; every other choice is the visitor's.
    let alone = |name: &str| {
        choices
            .pairs
            .iter()
            .all(|(key, value)| value.is_empty() || *key == name)
    };
    if let (Some(group), true) = (choices.filter.group, alone("group")) {
        for path in meta.paths.iter_mut().flatten() {
            *path = format!("{path}?group={group}");
        }
    } else {
        meta.noindex = choices.is_filtered();
    }
    meta.noindex |= slice.start > 0 || choices.sort != Sort::default();
    choices.q.clone_into(&mut meta.q);
    visit.page("storefront/products.html", meta, &view)
}

/// The facets and the line of what is chosen, as HTML. Every page of a list shares them, so they are
/// kept; those beside words that somebody typed are not, there is no end of words.
fn beside(visit: &Visit, choices: &Choices, counts: &Counts) -> Result<(Arc<str>, Arc<str>), Error> {
    let views = &visit.state.views;
    let made = std::cell::OnceCell::new();
    let pieces = || {
        made.get_or_init(|| FacetPieces {
            facets: facets(visit, choices, counts),
            price: PriceForm::of(visit, choices),
        })
    };
    let side = || views.component(visit.locale, "ui.catalogue_facets", pieces());
    let active = || {
        let facets = &pieces().facets;
        views.component(visit.locale, "ui.active_facets", &ActivePieces { facets })
    };
    if !choices.q.is_empty() {
        return Ok((side()?.into(), active()?.into()));
    }
    let list = choices.url(visit, &[]);
    Ok((
        visit.kept(&format!("facets {list}"), side)?,
        visit.kept(&format!("active {list}"), active)?,
    ))
}

impl PriceForm {
    fn of(visit: &Visit, choices: &Choices) -> Self {
        Self {
            action: urls::fixed(visit.locale, "products"),
            min: choices.filter.price_min.map(Vnd::dong),
            max: choices.filter.price_max.map(Vnd::dong),
            hidden: choices
                .pairs
                .iter()
                .filter(|(name, value)| !value.is_empty() && !name.starts_with("price_"))
                .map(|(name, value)| Hidden {
                    name,
                    value: value.clone(),
                })
                .collect(),
        }
    }
}

/// Products found by text, then filtered; in the order of relevance unless another one is chosen.
async fn found(visit: &Visit, choices: &Choices, page: Page) -> Option<Slice> {
    let ids = finding::product_ids(&visit.state.services, &choices.q, visit.edition.day)
        .await
        .ok()?;
    let (products, counts) = visit.edition.catalogue.among(&ids, &choices.filter);
    let total = products.len();
    let at = |id: i64| products.iter().position(|product| product.id == id);
    let start = match page {
        Page::Number(number) => (number - 1).checked_mul(PAGE_SIZE)?,
        Page::After(id) => at(id)? + 1,
        Page::Before(id) => at(id)?.saturating_sub(PAGE_SIZE),
    };
    if start >= total && start > 0 {
        return None;
    }
    let products = products.into_iter().skip(start).take(PAGE_SIZE).collect();
    Some(Slice {
        products,
        total,
        start,
        counts: Arc::new(counts),
    })
}

fn heading(visit: &Visit, choices: &Choices) -> (String, Option<String>) {
    let taxonomy = &visit.edition.taxonomy;
    let class = choices.filter.set.and_then(|id| taxonomy.set(id));
    let class = class.or(choices.filter.group.and_then(|id| taxonomy.group(id)));
    match class {
        Some(class) => (class.name(visit.locale).to_owned(), None),
        None => (visit.text("nav.products"), Some(visit.text("products.intro"))),
    }
}

fn pager(visit: &Visit, choices: &Choices, slice: &Slice) -> Pager {
    let first = slice.products.first().map(|product| product.id.to_string());
    let last = slice.products.last().map(|product| product.id.to_string());
    let more = slice.start + slice.products.len() < slice.total;
    Pager {
        prev: first
            .filter(|_| slice.start > 0)
            .map(|id| choices.url(visit, &[("before", &id)])),
        next: last
            .filter(|_| more)
            .map(|id| choices.url(visit, &[("after", &id)])),
        first: (slice.start > 0).then(|| choices.url(visit, &[])),
        label: if slice.products.is_empty() {
            String::new()
        } else {
            Pager::label(visit, slice.start, slice.products.len(), slice.total)
        },
    }
}
