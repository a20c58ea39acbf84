//! A form as a page shows it: what a browser would send if nobody typed anything.

use scraper::{ElementRef, Selector};

use super::browser::{Answer, Browser};

/// A form that is filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    action: String,
    pairs: Vec<(String, String)>,
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn attribute(element: ElementRef<'_>, name: &str) -> String {
    element.value().attr(name).unwrap_or_default().to_owned()
}

impl Filled {
    /// The form of a page that has a field of this name and is sent to be kept.
    #[track_caller]
    pub fn of(page: &Answer, field: &str) -> Self {
        let html = page.html();
        let named = select(&format!("[name='{field}']"));
        let form = html
            .select(&select("main form[method='post']"))
            .find(|form| form.select(&named).next().is_some())
            .unwrap_or_else(|| panic!("{}: no form with {field}", page.path));
        let mut pairs = Vec::new();
        for element in form.select(&select("input, select, textarea")) {
            let name = attribute(element, "name");
            let value = match element.value().name() {
                "textarea" => element.text().collect::<String>(),
                "select" => {
                    let chosen = element.select(&select("option[selected]")).next();
                    let first = || element.select(&select("option")).next();
                    chosen
                        .or_else(first)
                        .map(|option| attribute(option, "value"))
                        .unwrap_or_default()
                }
                _ => {
                    let boxed = matches!(attribute(element, "type").as_str(), "checkbox" | "radio");
                    if boxed && element.value().attr("checked").is_none() {
                        continue;
                    }
                    attribute(element, "value")
                }
            };
            pairs.push((name, value));
        }
        Self {
            action: attribute(form, "action"),
            pairs,
        }
    }

    /// The same with something typed into a field.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.pairs.retain(|(name, _)| name != field);
        self.pairs.push((field.to_owned(), value.to_owned()));
        self
    }

    /// The same with one more value of a field that may have several.
    #[must_use]
    pub fn and(mut self, field: &str, value: &str) -> Self {
        self.pairs.push((field.to_owned(), value.to_owned()));
        self
    }

    /// What stands in a field.
    #[track_caller]
    pub fn value(&self, field: &str) -> &str {
        let pair = self.pairs.iter().find(|(name, _)| name == field);
        pair.map_or_else(|| panic!("no field {field}"), |(_, value)| value)
    }

    /// Sends it.
    pub async fn send(&self, browser: &Browser) -> Answer {
        let pairs: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        browser.submit(&self.action, &pairs).await
    }
}
