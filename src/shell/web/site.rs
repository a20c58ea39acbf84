//! What the frame of every page needs: titles, addresses, languages, the operator.

use chrono::Datelike;
use entity::Locale;
use std::sync::Arc;

use serde::Serialize;

use super::operator::OperatorView;
use super::state::State;
use super::urls;
use domain::edition::Edition;

/// What a page says of itself. Handlers fill it in; [`Site`] is made of it.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// Title without the site's name.
    pub title: String,
    /// One or two sentences for search engines and cards.
    pub description: String,
    /// Paths of the page in Vietnamese and English, with the part of the query that makes it another
    /// page. A language that has no such page is left out: its visitors see the other one, unlisted.
    pub paths: [Option<String>; 2],
    /// Not for search engines: filtered lists, search results, fallbacks in another language.
    pub noindex: bool,
    /// A page for a failure: it stands at no address of its own, its paths only lead elsewhere.
    pub lost: bool,
    /// Path of the picture for social networks; the site's, if there is none.
    pub picture: Option<String>,
    /// JSON-LD, each a whole document.
    pub json_ld: Vec<serde_json::Value>,
    /// The way here: titles and addresses; the last one is the page.
    pub breadcrumbs: Vec<Crumb>,
    /// What was typed into the search box.
    pub q: String,
    /// Who is signed in, on a page that is made for one person.
    pub person: Option<String>,
    /// Whether the page is made for one person: then it knows the addresses of all such pages.
    pub personal: bool,
}

impl Meta {
    /// A page that stands at one address in each language.
    pub fn new(title: impl Into<String>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            paths: [Some(vi.into()), Some(en.into())],
            ..Self::default()
        }
    }

    /// A page that is made for one person.
    pub fn own(title: impl Into<String>, key: &str) -> Self {
        Self::new(title, urls::own(Locale::Vi, key), urls::own(Locale::En, key))
    }

    /// A fixed page.
    pub fn fixed(title: impl Into<String>, key: &str) -> Self {
        Self::new(title, urls::fixed(Locale::Vi, key), urls::fixed(Locale::En, key))
    }

    /// Without its own address in a language that the thing is not told in: the page shows the other
    /// language's text there and is canonical where that text belongs.
    #[must_use]
    pub fn told_in(mut self, locale: Locale, told: bool) -> Self {
        if !told && let Some(own) = self.paths.get_mut(locale.index()) {
            *own = None;
        }
        self
    }

    /// With a description.
    #[must_use]
    pub fn about(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// With the way here: fixed page by key and its title, then the page itself.
    #[must_use]
    pub fn under(mut self, locale: Locale, title: impl Into<String>, key: &str) -> Self {
        let url = Some(urls::fixed(locale, key).to_owned());
        self.breadcrumbs.push(Crumb {
            title: title.into(),
            url,
        });
        self
    }
}

/// A step of the way here.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// What it is called.
    pub title: String,
    /// Its address; none for the page itself.
    pub url: Option<String>,
}

/// A page in a language.
#[derive(Debug, Serialize)]
struct Alternate {
    lang: &'static str,
    url: String,
}

#[derive(Debug, Serialize)]
struct NavItem {
    key: &'static str,
    url: &'static str,
    current: bool,
}

/// The frame of a page, as templates read it.
#[derive(Debug, Serialize)]
pub struct Site {
    lang: &'static str,
    title: String,
    description: String,
    canonical: Option<String>,
    alternates: Vec<Alternate>,
    noindex: bool,
    lost: bool,
    og_image: Option<String>,
    json_ld: Vec<String>,
    breadcrumbs: Vec<Crumb>,
    q: String,
    person: Option<String>,
    demo: bool,
    footer: Arc<str>,
    operator: OperatorView,
    nav: Vec<NavItem>,
    urls: std::collections::BTreeMap<&'static str, &'static str>,
    year: i32,
}

/// The main menu, in order.
const NAV: [&str; 6] = ["products", "producers", "stories", "map", "villages", "events"];

impl Site {
    /// The frame for a page at `path`.
    pub fn new(state: &State, locale: Locale, path: &str, edition: &Edition, meta: Meta) -> Self {
        let year = edition.day.year();
        let origin = &state.services.origin;
        let alternates: Vec<Alternate> = Locale::ALL
            .into_iter()
            .zip(&meta.paths)
            .filter_map(|(locale, path)| {
                Some(Alternate {
                    lang: locale.tag(),
                    url: format!("{origin}{}", path.as_ref()?),
                })
            })
            .collect();
        let own = meta.paths.get(locale.index()).and_then(Option::as_ref);
        // A text that exists in the other language only is canonical there.
        let canonical = own
            .or(meta.paths.iter().flatten().next())
            .map(|path| format!("{origin}{path}"));
        let title = match meta.title.as_str() {
            "" => "Chợ Làng".to_owned(),
            title => format!("{title} · Chợ Làng"),
        };
        let mut breadcrumbs = meta.breadcrumbs;
        if let Some(last) = breadcrumbs.last_mut()
            && last.title == meta.title
        {
            last.url = None;
        } else if !breadcrumbs.is_empty() {
            breadcrumbs.push(Crumb {
                title: meta.title.clone(),
                url: None,
            });
        }
        let mut json_ld = meta.json_ld;
        if breadcrumbs.len() > 1 {
            json_ld.push(breadcrumb_list(origin, &breadcrumbs, canonical.as_deref()));
        }
        Self {
            lang: locale.tag(),
            title,
            description: meta.description,
            canonical,
            alternates,
            noindex: meta.noindex || own.is_none(),
            lost: meta.lost,
            og_image: (!meta.lost && !meta.personal).then(|| {
                let path = meta.picture.unwrap_or_else(|| urls::social_site(locale));
                format!("{origin}{path}")
            }),
            json_ld: json_ld.iter().map(script_safe).collect(),
            breadcrumbs,
            q: meta.q,
            person: meta.person,
            demo: edition.demo_data,
            footer: footer(state, locale, edition),
            operator: OperatorView::new(state, locale, &edition.imprint),
            nav: nav(locale, path),
            urls: urls::all_fixed(locale)
                .chain(urls::all_own(locale).filter(|(key, _)| meta.personal || EVERYWHERE.contains(key)))
                .collect(),
            year,
        }
    }
}

/// Pages made for one person that every page leads to. The rest would only make each list dearer.
const EVERYWHERE: [&str; 5] = ["cart", "cart_count", "account", "account_wishes", "complaint"];

/// A page without fields of its own.
const NOTHING: std::collections::BTreeMap<&str, &str> = std::collections::BTreeMap::new();

/// What the footer shows.
#[derive(Serialize)]
struct Footer {
    operator: OperatorView,
    nav: Vec<NavItem>,
    urls: std::collections::BTreeMap<&'static str, &'static str>,
    year: i32,
}

/// The footer as kept HTML: the same on every page of a language until the particulars change, whose revision is part
/// of its name.
fn footer(state: &State, locale: Locale, edition: &Edition) -> Arc<str> {
    let (year, revision) = (edition.day.year(), edition.imprint.revision);
    let name = format!("footer|{}|{year}|{revision}", locale.tag());
    let made = state.fragments.kept(&name, || {
        let footer = Footer {
            operator: OperatorView::new(state, locale, &edition.imprint),
            nav: nav(locale, ""),
            urls: urls::all_fixed(locale).collect(),
            year,
        };
        state.views.page(locale, "layouts/footer.html", &footer, &NOTHING)
    });
    made.unwrap_or_else(|error| {
        tracing::error!(error = %error, "the footer cannot be rendered");
        Arc::from("")
    })
}

fn nav(locale: Locale, path: &str) -> Vec<NavItem> {
    NAV.into_iter()
        .map(|key| {
            let url = urls::fixed(locale, key);
            let below = path.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'));
            NavItem {
                key,
                url,
                current: path == url || below,
            }
        })
        .collect()
}

/// schema.org BreadcrumbList.
fn breadcrumb_list(origin: &str, crumbs: &[Crumb], page: Option<&str>) -> serde_json::Value {
    let items: Vec<_> = crumbs
        .iter()
        .enumerate()
        .map(|(index, crumb)| {
            let url = crumb.url.as_ref().map(|path| format!("{origin}{path}"));
            serde_json::json!({
                "@type": "ListItem",
                "position": index + 1,
                "name": crumb.title,
                "item": url.or(page.map(str::to_owned)),
            })
        })
        .collect();
    serde_json::json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    })
}

/// JSON for a script element: `<`, `>` and `&` as escapes, so that no text can end the element.
fn script_safe(value: &serde_json::Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_cannot_end_its_script_element() {
        let text = script_safe(&serde_json::json!({"name": "</script><script>alert(1)"}));
        assert!(!text.contains('<'), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["name"], "</script><script>alert(1)");
    }
}
