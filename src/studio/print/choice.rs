//! What is to be printed, as the form says it; everything is bounded.

use std::collections::BTreeSet;

use entity::Locale;

use shell::web::{Failure, Form, Visit};

/// Products in a file.
const MOST_PRODUCTS: usize = 60;
/// Labels in a file: ten sheets.
pub(super) const MOST_LABELS: usize = 240;
/// Letters of the address below the maker.
const ADDRESS: usize = 160;

/// The words for the language on paper.
pub(super) const LANGUAGES: [&str; 3] = ["vi", "en", "both"];

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A shelf card on a page of A6.
    Card,
    /// Four shelf cards on a sheet of A4.
    Cards,
    /// A poster of A4.
    Poster,
    /// 24 labels on a sheet of A4.
    Label,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cards, Self::Card, Self::Poster, Self::Label];

    /// The word for it in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Cards => "cards",
            Self::Poster => "poster",
            Self::Label => "label",
        }
    }
}

/// What is to be printed.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Products, each with the pack that is named.
    pub products: Vec<(i64, Option<i64>)>,
    /// What.
    pub kind: Kind,
    /// The language of everything that is said once.
    pub locale: Locale,
    /// Whether names and the chief words are said in English too.
    pub both: bool,
    /// Labels of each product.
    pub count: usize,
    /// Address below the maker; may be empty.
    pub address: String,
}

/// The field with the pack of a product.
pub(super) fn pack_field(product: i64) -> String {
    format!("pack_{product}")
}

/// The products that were ticked, each once. What is no key at all is nobody's.
pub(super) fn products(form: &Form) -> Result<BTreeSet<i64>, Failure> {
    form.pairs()
        .filter(|(name, value)| *name == "product" && !value.is_empty())
        .map(|(_, value)| value.parse().map_err(|_no_number| Failure::NotFound))
        .collect()
}

/// Reads the rest; what is wrong stands in the form afterwards. `chosen` are products of the producer, or the form
/// says already that they are not.
pub(super) fn read(visit: &Visit, form: &mut Form, chosen: BTreeSet<i64>) -> Option<Choice> {
    let refused = |word: &str, most: usize| {
        visit.text_with(&format!("print.refused_{word}"), &[("most", &most.to_string())])
    };
    if chosen.is_empty() {
        form.refuse("product", refused("none", 0));
    }
    if chosen.len() > MOST_PRODUCTS {
        form.refuse("product", refused("too_many", MOST_PRODUCTS));
    }
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == form.get("kind"));
    if kind.is_none() {
        form.refuse("kind", refused("kind", 0));
    }
    let language = LANGUAGES.into_iter().find(|word| *word == form.get("language"));
    if language.is_none() {
        form.refuse("language", refused("language", 0));
    }
    let count = form
        .number("count")
        .and_then(|count| usize::try_from(count).ok())
        .filter(|count| (1..=MOST_LABELS).contains(count));
    if kind == Some(Kind::Label) {
        match count {
            None => form.refuse("count", refused("count", MOST_LABELS)),
            Some(count) if count * chosen.len() > MOST_LABELS => {
                form.refuse("count", refused("labels", MOST_LABELS));
            }
            Some(_) => {}
        }
    }
    let address = foundation::mail::one_line(form.get("address"), ADDRESS + 1);
    if address.chars().count() > ADDRESS {
        form.refuse("address", refused("address", ADDRESS));
    }
    let mut products = Vec::with_capacity(chosen.len());
    for id in chosen.into_iter().take(MOST_PRODUCTS) {
        let field = pack_field(id);
        let pack = form.number(&field);
        let sold = visit.edition.catalogue.by_id(id);
        let known = pack.is_some_and(|pack| {
            sold.is_some_and(|product| product.variants.iter().any(|one| one.id == pack))
        });
        if !known && form.some(&field).is_some() {
            form.refuse(&field, refused("pack", 0));
        }
        products.push((id, pack));
    }
    if !form.is_fine() {
        return None;
    }
    Some(Choice {
        products,
        kind: kind?,
        locale: if language? == "en" { Locale::En } else { Locale::Vi },
        both: language? == "both",
        count: count.unwrap_or(1),
        address,
    })
}
