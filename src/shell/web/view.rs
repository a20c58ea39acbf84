//! Templates and words: rendering a page or a fragment in a language.

use std::sync::Arc;

use entity::{Locale, Vnd};
use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context as Values, Kwargs, State as Scope, Tera, TeraResult, Value};

use super::assets::Assets;
use foundation::i18n::{Texts, format};
use foundation::kernel::error::{Context, Error, Result};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../templates"]
struct Templates;

/// The templates with everything they call.
#[derive(Clone)]
pub struct Views {
    tera: Arc<Tera>,
    texts: Arc<Texts>,
    assets: Arc<Assets>,
}

impl Views {
    /// Loads templates and texts. Unknown filters, functions and components are refused here.
    pub fn load() -> Result<Self> {
        let file = |path: &str| -> Result<String> {
            let file = Templates::get(path).ok_or_else(|| Error::new(format!("{path} is missing")))?;
            String::from_utf8(file.data.into_owned()).context(format!("{path} is not UTF-8"))
        };
        let words = |locale: Locale| -> Result<Vec<String>> {
            let folder = format!("locales/{}", locale.tag());
            let paths = Templates::iter().filter(|path| path.starts_with(&folder));
            paths.map(|path| file(&path)).collect()
        };
        let (vi, en) = (words(Locale::Vi)?, words(Locale::En)?);
        let texts = Texts::parse(vi.iter().map(String::as_str), en.iter().map(String::as_str))?;
        let texts = Arc::new(texts);
        let assets = Arc::new(Assets::load()?);
        let mut tera = Tera::new();
        register(&mut tera, &texts, &assets);
        let mut pages = Vec::new();
        for path in Templates::iter().filter(|path| !path.starts_with("locales/")) {
            pages.push((path.to_string(), file(&path)?));
        }
        tera.add_raw_templates(pages.iter().map(|(path, text)| (path.as_str(), text.as_str())))
            .context("the templates")?;
        Ok(Self {
            tera: Arc::new(tera),
            texts,
            assets,
        })
    }

    /// The texts.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The built files.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// Names of all templates: for the test that renders each.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.tera.get_template_names()
    }

    /// Renders a page: its own fields flat, `site` beside them.
    pub fn page(
        &self,
        locale: Locale,
        template: &str,
        site: &impl Serialize,
        page: &impl Serialize,
    ) -> Result<String> {
        let mut values = Values::from_serialize(page).context(format!("the fields of {template}"))?;
        values.insert("lang", locale.tag());
        values.insert("site", site);
        self.tera
            .render(template, &values)
            .context(format!("rendering {template}"))
    }

    /// Renders one component, for fragments that are kept.
    pub fn component(&self, locale: Locale, name: &str, values: &impl Serialize) -> Result<String> {
        let values = Values::from_serialize(values).context(format!("the parameters of {name}"))?;
        let mut implicit = Values::new();
        implicit.insert("lang", locale.tag());
        self.tera
            .render_component_with_implicits(name, &values, &implicit, None, true)
            .context(format!("rendering the component {name}"))
    }
}

fn locale_of(scope: &Scope) -> Locale {
    match scope.get::<String>("lang").as_ref().map(|lang| lang.as_deref()) {
        Ok(Some("en")) => Locale::En,
        _ => Locale::Vi,
    }
}

fn register(tera: &mut Tera, texts: &Arc<Texts>, assets: &Arc<Assets>) {
    let words = texts.clone();
    tera.register_function("t", move |kwargs: Kwargs, scope: &Scope| -> TeraResult<String> {
        let key: &str = kwargs.must_get("key")?;
        let locale = locale_of(scope);
        let given: Vec<(String, String)> = kwargs
            .iter()
            .filter(|(name, _)| name.as_str() != Some("key"))
            .map(|(name, value)| {
                (
                    name.as_str().unwrap_or_default().to_owned(),
                    spoken(value, locale),
                )
            })
            .collect();
        let arguments: Vec<(&str, &str)> = given
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        Ok(words.text(locale, key, &arguments))
    });
    let files = assets.clone();
    tera.register_function("asset", move |kwargs: Kwargs, _: &Scope| -> TeraResult<String> {
        Ok(files.url(kwargs.must_get("name")?))
    });
    tera.register_filter("vnd", |amount: i64, _: Kwargs, scope: &Scope| {
        format::vnd(Vnd::new(amount), locale_of(scope))
    });
    tera.register_filter(
        "date",
        |day: &str, _: Kwargs, scope: &Scope| match day.parse::<chrono::NaiveDate>() {
            Ok(day) => format::date(day, locale_of(scope)),
            Err(_) => day.to_owned(),
        },
    );
    tera.register_filter("distance", |metres: u32, _: Kwargs, scope: &Scope| {
        format::distance(metres, locale_of(scope))
    });
}

/// A value as it stands in a sentence: numbers with their thousands apart.
fn spoken(value: &Value, locale: Locale) -> String {
    match value.as_i128().and_then(|number| i64::try_from(number).ok()) {
        Some(number) if value.is_number() => format::number(number, locale),
        _ => value.to_string(),
    }
}
