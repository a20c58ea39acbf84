//! What addresses may ask for. A value that makes no sense is refused by the parameter's name, and
//! never silently left out: a program would take the whole list for the filtered one.

use entity::Vnd;
use utoipa::IntoParams;

use domain::catalogue::{Filter, StarFilter};
use shell::web::{Failure, Params, Visit};

/// The language of names and texts.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by `answer::language`; described here")]
pub struct Language {
    /// `vi` (default) or `en`: the language of `name`, `title` and texts. What has no translation answers
    /// in Vietnamese.
    #[param(example = "en", pattern = "^(vi|en)$")]
    lang: Option<String>,
}

/// The filters of the catalogue, named as on the pages.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProductFilters {
    /// Group of the programme.
    #[param(minimum = 1, maximum = 6)]
    pub group: Option<i64>,
    /// Product set of QĐ 26/2026/QĐ-TTg.
    #[param(minimum = 1, maximum = 26)]
    pub set: Option<i64>,
    /// `3`, `4` or `5` shown today, or `past`: had a certificate that shows none today.
    #[param(pattern = "^([345]|past)$")]
    pub stars: Option<String>,
    /// Slug of a commune, see `/api/v1/taxonomy`.
    pub commune: Option<String>,
    /// Slug of a producer.
    pub producer: Option<String>,
    /// Lowest price in đồng.
    #[param(minimum = 0)]
    pub price_min: Option<i64>,
    /// Highest price in đồng.
    #[param(minimum = 0)]
    pub price_max: Option<i64>,
    /// `1`: only what can be ordered now.
    pub in_stock: Option<bool>,
}

/// A refusal that names the parameter.
pub fn bad(name: &str, why: &str) -> Failure {
    Failure::Bad(format!("{name}: {why}"))
}

/// A whole number within bounds.
pub fn number(params: &Params, name: &str, least: i64, most: i64) -> Result<Option<i64>, Failure> {
    let Some(text) = params.get(name) else {
        return Ok(None);
    };
    let number = text
        .parse::<i64>()
        .ok()
        .filter(|number| (least..=most).contains(number));
    match number {
        Some(number) => Ok(Some(number)),
        None if most == i64::MAX => Err(bad(name, &format!("a whole number from {least} on is wanted"))),
        None => Err(bad(
            name,
            &format!("a whole number from {least} to {most} is wanted"),
        )),
    }
}

/// A switch: `1`, `true`, `on`, `yes` or their opposites.
pub fn switch(params: &Params, name: &str) -> Result<Option<bool>, Failure> {
    match params.get(name) {
        None => Ok(None),
        Some("1" | "true" | "on" | "yes") => Ok(Some(true)),
        Some("0" | "false" | "off" | "no") => Ok(Some(false)),
        Some(_) => Err(bad(name, "1 or 0 is wanted")),
    }
}

/// One of some words.
pub fn word<T: Copy>(params: &Params, name: &str, words: &[(&str, T)]) -> Result<Option<T>, Failure> {
    let Some(text) = params.get(name) else {
        return Ok(None);
    };
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        Ok(Some(*value))
    } else {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Err(bad(name, &format!("one of {} is wanted", known.join(", "))))
    }
}

/// The key of the commune that an address names.
pub fn commune(visit: &Visit) -> Result<Option<i64>, Failure> {
    let Some(slug) = visit.params.get("commune") else {
        return Ok(None);
    };
    match visit.edition.taxonomy.commune_by_slug(slug) {
        Some(commune) => Ok(Some(commune.id)),
        None => Err(bad("commune", "no commune has this slug")),
    }
}

impl ProductFilters {
    /// Reads the parameters.
    pub fn read(visit: &Visit) -> Result<Self, Failure> {
        let params = &visit.params;
        let text = |name: &str| params.get(name).map(str::to_owned);
        let filters = Self {
            group: number(params, "group", 1, 6)?,
            set: number(params, "set", 1, 26)?,
            stars: text("stars"),
            commune: text("commune"),
            producer: text("producer"),
            price_min: number(params, "price_min", 0, i64::MAX)?,
            price_max: number(params, "price_max", 0, i64::MAX)?,
            in_stock: switch(params, "in_stock")?,
        };
        if filters
            .stars
            .as_deref()
            .is_some_and(|stars| StarFilter::parse(stars).is_none())
        {
            return Err(bad("stars", "3, 4, 5 or past is wanted"));
        }
        if filters
            .price_min
            .zip(filters.price_max)
            .is_some_and(|(least, most)| least > most)
        {
            return Err(bad("price_max", "less than price_min"));
        }
        Ok(filters)
    }

    /// The filter of the catalogue.
    pub fn filter(&self, visit: &Visit) -> Result<Filter, Failure> {
        let producer = match &self.producer {
            None => None,
            Some(slug) => Some(
                visit
                    .edition
                    .producer_by_slug(slug)
                    .ok_or_else(|| bad("producer", "no producer has this slug"))?
                    .id,
            ),
        };
        Ok(Filter {
            group: self.group,
            set: self.set,
            stars: self.stars.as_deref().and_then(StarFilter::parse),
            commune: commune(visit)?,
            producer,
            price_min: self.price_min.map(Vnd::new),
            price_max: self.price_max.map(Vnd::new),
            in_stock: self.in_stock == Some(true),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(failure: Failure) -> String {
        match failure {
            Failure::Bad(what) => what,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn refusals_name_the_parameter() {
        let params = Params::parse("group=9&n=x&on=maybe&kind=moon&big=99999999999999999999&minus=-1");
        assert!(said(number(&params, "group", 1, 6).unwrap_err()).starts_with("group: "));
        assert!(said(number(&params, "n", 1, 6).unwrap_err()).starts_with("n: "));
        assert!(said(number(&params, "big", 0, i64::MAX).unwrap_err()).starts_with("big: "));
        assert!(said(number(&params, "minus", 0, i64::MAX).unwrap_err()).starts_with("minus: "));
        assert!(said(switch(&params, "on").unwrap_err()).starts_with("on: "));
        let kind = word(&params, "kind", &[("sun", 1), ("star", 2)]).unwrap_err();
        assert_eq!(said(kind), "kind: one of sun, star is wanted");
        assert_eq!(number(&params, "absent", 1, 6).unwrap(), None);
    }
}
