//! Products by what a file may call them: the code of a certificate, the address, the name and its maker.

use std::collections::HashMap;

use entity::{Locale, certificate, producer_text, product, product_text};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::KEYS;
use super::facts::{Field, Problem, Typed};
use crate::ratings::Certificate;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// What a product is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The product.
    pub product_id: i64,
    /// Address part.
    pub slug: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name of its maker in Vietnamese.
    pub producer: String,
}

/// What some products are called, by key.
pub async fn names_of(db: &impl ConnectionTrait, products: &[i64]) -> Result<HashMap<i64, Names>> {
    let mut found = HashMap::new();
    let mut makers: HashMap<i64, Vec<i64>> = HashMap::new();
    for some in products.chunks(KEYS) {
        let rows = product::Entity::find()
            .filter(product::Column::Id.is_in(some.iter().copied()))
            .all(db)
            .await?;
        for row in rows {
            makers.entry(row.producer_id).or_default().push(row.id);
            let names = Names {
                product_id: row.id,
                name: row.slug.clone(),
                slug: row.slug,
                producer: String::new(),
            };
            found.insert(names.product_id, names);
        }
        let texts = product_text::Entity::find()
            .filter(product_text::Column::ProductId.is_in(some.iter().copied()))
            .filter(product_text::Column::Locale.eq(Locale::Vi))
            .all(db)
            .await?;
        for text in texts {
            if let Some(names) = found.get_mut(&text.product_id) {
                names.name = text.name;
            }
        }
    }
    let wanted: Vec<i64> = makers.keys().copied().collect();
    for some in wanted.chunks(KEYS) {
        let texts = producer_text::Entity::find()
            .filter(producer_text::Column::ProducerId.is_in(some.iter().copied()))
            .filter(producer_text::Column::Locale.eq(Locale::Vi))
            .all(db)
            .await?;
        for text in texts {
            for id in makers.get(&text.producer_id).into_iter().flatten() {
                if let Some(names) = found.get_mut(id) {
                    names.producer.clone_from(&text.name);
                }
            }
        }
    }
    Ok(found)
}

/// What a line was matched with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// This product.
    Product(i64),
    /// One of these; somebody has to say which.
    Several(Vec<i64>),
    /// None, or not the one its code belongs to.
    Nothing(Field, Problem),
}

/// Everything a file is matched against: all products and all certificates, in memory.
pub(super) struct Register {
    slugs: HashMap<String, i64>,
    /// Products by their folded names in both languages.
    names: HashMap<String, Vec<i64>>,
    /// Folded names of a product's maker.
    makers: HashMap<i64, Vec<String>>,
    /// Products by the codes of their certificates.
    codes: HashMap<String, i64>,
    /// Certificates of a product, by key.
    certificates: HashMap<i64, Vec<Certificate>>,
}

impl Register {
    pub(super) async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let mut register = Self {
            slugs: HashMap::new(),
            names: HashMap::new(),
            makers: HashMap::new(),
            codes: HashMap::new(),
            certificates: HashMap::new(),
        };
        let mut of_maker: HashMap<i64, Vec<String>> = HashMap::new();
        for text in producer_text::Entity::find().all(db).await? {
            of_maker
                .entry(text.producer_id)
                .or_default()
                .push(plain(&text.name));
        }
        for row in product::Entity::find().all(db).await? {
            let makers = of_maker.get(&row.producer_id).cloned().unwrap_or_default();
            register.makers.insert(row.id, makers);
            register.slugs.insert(row.slug, row.id);
        }
        for text in product_text::Entity::find().all(db).await? {
            let known = register.names.entry(plain(&text.name)).or_default();
            if !known.contains(&text.product_id) {
                known.push(text.product_id);
            }
        }
        for row in certificate::Entity::find().all(db).await? {
            register.codes.insert(row.code.clone(), row.product_id);
            let of_product = register.certificates.entry(row.product_id).or_default();
            of_product.push(Certificate::from(row));
        }
        for of_product in register.certificates.values_mut() {
            of_product.sort_by_key(|one| one.id);
        }
        Ok(register)
    }

    /// Certificates of a product, by key.
    pub(super) fn certificates(&self, product: i64) -> &[Certificate] {
        self.certificates.get(&product).map_or(&[], Vec::as_slice)
    }

    /// Whose certificate has a code.
    pub(super) fn holder(&self, code: &str) -> Option<i64> {
        self.codes.get(code).copied()
    }

    /// The product a line is about.
    pub(super) fn find(&self, typed: &Typed) -> Match {
        let by_code = self.holder(&typed.code.trim().to_ascii_uppercase());
        let named = if let Some(chosen) = typed.chosen.filter(|id| self.makers.contains_key(id)) {
            Match::Product(chosen)
        } else if !typed.product.trim().is_empty() {
            match self.slugs.get(slug(&typed.product)) {
                Some(id) => Match::Product(*id),
                None => return Match::Nothing(Field::Product, Problem::NoProduct),
            }
        } else if typed.name.trim().is_empty() {
            match by_code {
                Some(id) => return Match::Product(id),
                None => return Match::Nothing(Field::Product, Problem::NoProduct),
            }
        } else {
            self.by_name(&typed.name, &typed.producer)
        };
        match (named, by_code) {
            (Match::Product(id), Some(holder)) if id != holder => {
                Match::Nothing(Field::Code, Problem::OtherProduct)
            }
            // The code says which of them.
            (Match::Several(ids), Some(holder)) if ids.contains(&holder) => Match::Product(holder),
            (Match::Several(_) | Match::Nothing(..), Some(_)) => {
                Match::Nothing(Field::Code, Problem::OtherProduct)
            }
            (named, _) => named,
        }
    }

    fn by_name(&self, name: &str, producer: &str) -> Match {
        let Some(ids) = self.names.get(&plain(name)) else {
            return Match::Nothing(Field::Product, Problem::NoProduct);
        };
        let producer = plain(producer);
        let of_maker: Vec<i64> = ids
            .iter()
            .copied()
            .filter(|id| {
                let makers = self.makers.get(id).map_or(&[][..], Vec::as_slice);
                producer.is_empty() || makers.contains(&producer)
            })
            .collect();
        match of_maker.as_slice() {
            [one] => Match::Product(*one),
            // A maker nobody knows by that name: somebody looks whether it is the same.
            [] => Match::Several(ids.clone()),
            _ => Match::Several(of_maker),
        }
    }
}

/// The last part of an address, or what stands there.
fn slug(typed: &str) -> &str {
    let path = typed.trim().split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// A name as it is compared: folded, with the usual short form of a co-operative.
fn plain(name: &str) -> String {
    let folded = fold(name);
    match folded.strip_prefix("hop tac xa ") {
        Some(rest) => format!("htx {rest}"),
        None => folded,
    }
}
