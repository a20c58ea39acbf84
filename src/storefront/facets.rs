//! What a visitor chose in the catalogue, and the facets beside the list with their counts and links.

use entity::Vnd;
use serde::Serialize;

use domain::catalogue::{Counts, Filter, Sort, StarFilter};
use foundation::i18n::format;
use shell::web::{Visit, urls};

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

/// What was chosen, as it stands in the address.
pub struct Choices {
    /// Words to search for.
    pub q: String,
    /// Every choice by name, empty where nothing is chosen.
    pub pairs: Vec<(&'static str, String)>,
    /// What narrows the list.
    pub filter: Filter,
    /// The order.
    pub sort: Sort,
}

impl Choices {
    /// What an address asks for; what does not exist narrows nothing.
    pub fn read(visit: &Visit) -> Self {
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
    pub fn url(&self, visit: &Visit, change: &[(&str, &str)]) -> String {
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

    /// Whether anything is chosen.
    pub fn is_filtered(&self) -> bool {
        self.pairs.iter().any(|(_, value)| !value.is_empty())
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

/// The facets for what was chosen.
pub fn facets(visit: &Visit, choices: &Choices, counts: &Counts) -> Facets {
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
            let label = visit.text_with(
                &format!("facets.{name}_is"),
                &[("price", &format::vnd(price, locale))],
            );
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
