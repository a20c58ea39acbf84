//! The catalogue with its facets.

use actix_web::HttpResponse;
use entity::Vnd;
use serde::Serialize;

use super::fragments;
use crate::catalogue::{Counts, Filter, Page, Slice, Sort, StarFilter};
use crate::i18n::format;
use crate::indexing::finding;
use crate::web::{Failure, Meta, Params, Visit, urls};

/// Products on a page.
pub const PAGE_SIZE: usize = 24;

#[derive(Serialize)]
struct ProductsPage {
    title: String,
    intro: Option<String>,
    total_label: String,
    cards: String,
    facets: Facets,
    sorts: Vec<SortLink>,
    pager: Pager,
    price: PriceForm,
}

/// The facets beside a list.
#[derive(Debug, Default, Serialize)]
pub struct Facets {
    groups: Vec<Facet>,
    active: Vec<Active>,
    clear_url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Facet {
    name: &'static str,
    label: String,
    options: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    label: String,
    value: String,
    count: u32,
    url: String,
    active: bool,
}

#[derive(Debug, Serialize)]
struct Active {
    label: String,
    remove_url: String,
}

#[derive(Serialize)]
struct SortLink {
    label: String,
    url: String,
    active: bool,
}

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

/// What was chosen, as it stands in the address.
struct Choices {
    q: String,
    pairs: Vec<(&'static str, String)>,
    filter: Filter,
    sort: Sort,
}

impl Choices {
    fn read(visit: &Visit) -> Self {
        let params = &visit.params;
        let edition = &visit.edition;
        let group = params
            .number("group")
            .filter(|id| edition.taxonomy.group(*id).is_some());
        let set = params
            .number("set")
            .filter(|id| edition.taxonomy.set(*id).is_some());
        let stars = params.get("stars").and_then(StarFilter::parse);
        let commune = params
            .get("commune")
            .and_then(|slug| edition.taxonomy.commune_by_slug(slug));
        let producer = params
            .get("producer")
            .and_then(|slug| edition.producer_by_slug(slug));
        let filter = Filter {
            group,
            set,
            stars,
            commune: commune.map(|commune| commune.id),
            producer: producer.map(|producer| producer.id),
            price_min: params.amount("price_min").map(Vnd::new),
            price_max: params.amount("price_max").map(Vnd::new),
            in_stock: params.ticked("in_stock"),
        };
        let text = |value: Option<String>| value.unwrap_or_default();
        let pairs = vec![
            ("q", params.get("q").unwrap_or_default().to_owned()),
            ("group", text(group.map(|id| id.to_string()))),
            ("set", text(set.map(|id| id.to_string()))),
            (
                "stars",
                stars.and(params.get("stars")).unwrap_or_default().to_owned(),
            ),
            ("commune", text(commune.map(|commune| commune.slug.clone()))),
            ("producer", text(producer.map(|producer| producer.slug.clone()))),
            ("price_min", text(filter.price_min.map(|price| price.to_string()))),
            ("price_max", text(filter.price_max.map(|price| price.to_string()))),
            (
                "in_stock",
                if filter.in_stock {
                    "1".to_owned()
                } else {
                    String::new()
                },
            ),
        ];
        let q = params.get("q").unwrap_or_default().to_owned();
        Self {
            q,
            pairs,
            filter,
            sort: Sort::parse(params.get("sort").unwrap_or_default()),
        }
    }

    /// The address with one choice changed; a change of filter goes back to the first page.
    fn url(&self, visit: &Visit, change: &[(&str, &str)]) -> String {
        let sort = if self.sort == Sort::default() {
            ""
        } else {
            self.sort.key()
        };
        let mut pairs: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        pairs.push(("sort", sort));
        pairs.retain(|(name, _)| change.iter().all(|(changed, _)| changed != name));
        pairs.extend_from_slice(change);
        format!("{}{}", urls::fixed(visit.locale, "products"), urls::query(&pairs))
    }

    fn is_filtered(&self) -> bool {
        self.pairs.iter().any(|(_, value)| !value.is_empty())
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
    let view = ProductsPage {
        total_label: match slice.total {
            1 => visit.text_with("products.total", &[("n", "1")]),
            _ => visit.text_with("products.total", &[("n", &total)]),
        },
        cards: fragments::opening_cards(&visit, &slice.products)?,
        facets: facets(&visit, &choices, &slice.counts),
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
        price: PriceForm {
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
        },
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
        counts: std::sync::Arc::new(counts),
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

/// How many communes and producers stand in the facets: the fullest ones, and the chosen one.
const LONGEST_FACET: usize = 12;

/// The fullest choices, and the chosen one wherever it stands.
fn shortlist(all: &[(i64, u32)], chosen: Option<i64>) -> impl Iterator<Item = (i64, u32)> + '_ {
    let (first, rest) = all.split_at(all.len().min(LONGEST_FACET));
    let chosen = rest.iter().find(move |(id, _)| chosen == Some(*id));
    first.iter().chain(chosen).copied()
}

fn facets(visit: &Visit, choices: &Choices, counts: &Counts) -> Facets {
    let edition = &visit.edition;
    let locale = visit.locale;
    let filter = &choices.filter;
    let choice = |name: &'static str, label: String, value: String, count: u32, active: bool| {
        let mut change = vec![(name, if active { "" } else { value.as_str() })];
        if name == "group" {
            change.push(("set", ""));
        }
        Choice {
            url: choices.url(visit, &change),
            label,
            value,
            count,
            active,
        }
    };
    let groups = edition
        .taxonomy
        .groups()
        .iter()
        .map(|group| {
            let count = counts.groups.get(&group.id).copied().unwrap_or(0);
            let active = filter.group == Some(group.id);
            choice(
                "group",
                group.name(locale).to_owned(),
                group.id.to_string(),
                count,
                active,
            )
        })
        .collect();
    let sets = edition
        .taxonomy
        .sets()
        .iter()
        .filter_map(|set| {
            let count = counts.sets.get(&set.id).copied().unwrap_or(0);
            let active = filter.set == Some(set.id);
            (count > 0 || active).then(|| {
                choice(
                    "set",
                    set.name(locale).to_owned(),
                    set.id.to_string(),
                    count,
                    active,
                )
            })
        })
        .collect();
    let mut stars: Vec<Choice> = [5, 4, 3]
        .into_iter()
        .map(|n: i16| {
            let count = counts.stars.get(&n).copied().unwrap_or(0);
            let active = filter.stars == Some(StarFilter::Stars(n));
            let label = visit.text_with("facets.n_stars", &[("n", &n.to_string())]);
            choice("stars", label, n.to_string(), count, active)
        })
        .collect();
    let past = filter.stars == Some(StarFilter::Past);
    stars.push(choice(
        "stars",
        visit.text("facets.past_stars"),
        "past".to_owned(),
        counts.past,
        past,
    ));

    let communes = shortlist(&counts.communes, filter.commune)
        .filter_map(|(id, count)| {
            let commune = edition.taxonomy.commune(id)?;
            let active = filter.commune == Some(id);
            Some(choice(
                "commune",
                commune.name.clone(),
                commune.slug.clone(),
                count,
                active,
            ))
        })
        .collect();
    let producers = shortlist(&counts.producers, filter.producer)
        .filter_map(|(id, count)| {
            let producer = edition.producer(id)?;
            let active = filter.producer == Some(id);
            let name = producer.name(locale).0.to_owned();
            Some(choice("producer", name, producer.slug.clone(), count, active))
        })
        .collect();
    let in_stock = choice(
        "in_stock",
        visit.text("facets.in_stock_only"),
        "1".to_owned(),
        counts.in_stock,
        filter.in_stock,
    );
    let facet = |name, key: &str, options| Facet {
        name,
        label: visit.text(key),
        options,
    };
    let groups = vec![
        facet("group", "facets.group", groups),
        facet("stars", "facets.stars", stars),
        facet("in_stock", "facets.in_stock", vec![in_stock]),
        facet("set", "facets.set", sets),
        facet("commune", "facets.commune", communes),
        facet("producer", "facets.producer", producers),
    ];
    let mut active: Vec<Active> = groups
        .iter()
        .flat_map(|facet| &facet.options)
        .filter(|choice| choice.active)
        .map(|choice| Active {
            label: choice.label.clone(),
            remove_url: choice.url.clone(),
        })
        .collect();
    for (name, price) in [("price_min", filter.price_min), ("price_max", filter.price_max)] {
        if let Some(price) = price {
            let label = visit.text_with(&format!("facets.{name}_is"), &[("price", &format::vnd(price))]);
            active.push(Active {
                label,
                remove_url: choices.url(visit, &[(name, "")]),
            });
        }
    }
    if !choices.q.is_empty() {
        active.push(Active {
            label: format!("“{}”", choices.q),
            remove_url: choices.url(visit, &[("q", "")]),
        });
    }
    let clear_url = (!active.is_empty()).then(|| urls::fixed(locale, "products").to_owned());
    Facets {
        groups,
        active,
        clear_url,
    }
}
