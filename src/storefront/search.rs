//! The search: one box over everything, one ranked list; and suggestions while typing.

use actix_web::HttpResponse;
use entity::{Locale, OwnerKind};
use serde::Serialize;

use super::cards::{self, Link, Seal};
use super::list::{Pager, page_of};
use domain::catalogue::Page;
use foundation::i18n::format;
use search::{DocKey, Kind, Language, Query};
use shell::indexing::finding::{self, Found};
use shell::web::{Failure, Meta, Picture, Visit, place_query, urls};

const PAGE_SIZE: usize = 20;
/// Suggestions in the list below the box.
const SUGGESTIONS: usize = 8;
/// Searches to try when nothing was found or nothing was asked.
const TRIES: [&str; 6] = [
    "gốm Bát Tràng",
    "trà sen",
    "lụa",
    "bánh chưng",
    "nón làng Chuông",
    "4 sao",
];

#[derive(Serialize)]
struct SearchPage {
    q: String,
    total_label: String,
    corrected: Option<String>,
    kinds: Vec<Link>,
    results: Vec<ResultView>,
    pager: Pager,
    tries: Vec<Link>,
    degraded: bool,
}

#[derive(Serialize)]
struct ResultView {
    kind: &'static str,
    kind_label: String,
    title: String,
    url: String,
    excerpt: Option<String>,
    picture: Option<Picture>,
    seal: Option<Seal>,
}

fn language(locale: Locale) -> Language {
    match locale {
        Locale::Vi => Language::Vi,
        Locale::En => Language::En,
    }
}

/// `/tim-kiem` and `/en/search`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let q = visit.params.get("q").unwrap_or_default().to_owned();
    let kind = visit.params.get("kind").and_then(Kind::parse);
    let number = match page_of(&visit.params) {
        Page::Number(number) => number.min(50),
        Page::After(_) | Page::Before(_) => 1,
    };
    let base = urls::fixed(visit.locale, "search");
    let mut page = SearchPage {
        q: q.clone(),
        total_label: String::new(),
        corrected: None,
        kinds: Vec::new(),
        results: Vec::new(),
        pager: Pager::default(),
        tries: Vec::new(),
        degraded: false,
    };
    if !q.is_empty() {
        let query = Query {
            kinds: kind.into_iter().collect(),
            limit: PAGE_SIZE,
            offset: (number - 1) * PAGE_SIZE,
            language: language(visit.locale),
            ..Query::new(&q, visit.edition.day)
        };
        let around = place_query::around(&visit.edition, &q);
        let found = finding::find_around(&visit.state.services, &query, around).await?;
        page.degraded = found.is_degraded();
        page.results = found.keys.iter().filter_map(|key| result(&visit, *key)).collect();
        fill(&visit, &mut page, &found, kind, number, base).await;
    }
    if page.results.is_empty() {
        page.tries = TRIES
            .into_iter()
            .map(|text| Link {
                label: text.to_owned(),
                url: format!("{base}{}", urls::query(&[("q", text)])),
                count: None,
                active: false,
            })
            .collect();
    }
    let title = if q.is_empty() {
        visit.text("search.blank")
    } else {
        visit.text_with("search.title", &[("name", &q)])
    };
    let mut meta = Meta::fixed(title, "search").about(visit.text("search.meta"));
    meta.noindex = true;
    meta.q = q;
    if page.degraded {
        // What the database found in a bad hour must not be kept.
        return visit.private_page("storefront/search.html", meta, &page);
    }
    visit.page("storefront/search.html", meta, &page)
}

/// Counts, kinds and paging around the results.
async fn fill(
    visit: &Visit,
    page: &mut SearchPage,
    found: &Found,
    kind: Option<Kind>,
    number: usize,
    base: &str,
) {
    let Some(hits) = &found.hits else {
        return;
    };
    page.corrected.clone_from(&hits.corrected);
    let n = format::number(i64::try_from(hits.total).unwrap_or(0), visit.locale);
    page.total_label = visit.text_with("search.total", &[("n", &n)]);
    // Narrowed to one kind the engine counts that kind alone: ask once more for the others.
    let counts = if kind.is_some() {
        let all = Query {
            limit: 1,
            ..Query::new(&page.q, visit.edition.day)
        };
        let around = place_query::around(&visit.edition, &page.q);
        let all = finding::find_around(&visit.state.services, &all, around)
            .await
            .ok();
        all.and_then(|found| found.hits)
            .map(|hits| hits.kinds)
            .unwrap_or_default()
    } else {
        hits.kinds.clone()
    };
    if counts.len() > 1 {
        page.kinds = counts
            .into_iter()
            .map(|(one, count)| {
                let active = kind == Some(one);
                let value = if active { "" } else { one.as_str() };
                Link {
                    label: visit.text(&format!("search.kind_{}", one.as_str())),
                    url: format!("{base}{}", urls::query(&[("q", &page.q), ("kind", value)])),
                    count: Some(count),
                    active,
                }
            })
            .collect();
    }
    let start = (number - 1) * PAGE_SIZE;
    let link = |number: usize| {
        let number = number.to_string();
        let kind = kind.map_or("", Kind::as_str);
        let number = if number == "1" { "" } else { number.as_str() };
        format!(
            "{base}{}",
            urls::query(&[("q", &page.q), ("kind", kind), ("page", number)])
        )
    };
    page.pager = Pager {
        prev: (number > 1).then(|| link(number - 1)),
        next: (start + page.results.len() < hits.total && !page.results.is_empty()).then(|| link(number + 1)),
        first: (number > 1).then(|| link(1)),
        label: if page.results.is_empty() {
            String::new()
        } else {
            Pager::label(visit, start, page.results.len(), hits.total)
        },
    };
}

fn result(visit: &Visit, key: DocKey) -> Option<ResultView> {
    let locale = visit.locale;
    let edition = &visit.edition;
    let small =
        |picture: Option<&domain::gallery::Picture>| picture.map(|picture| Picture::small(picture, locale));
    let kind_label = visit.text(&format!("search.one_{}", key.kind.as_str()));
    let view =
        |title: &str, url: String, excerpt: Option<String>, picture: Option<Picture>, seal: Option<Seal>| {
            Some(ResultView {
                kind: key.kind.as_str(),
                kind_label,
                title: title.to_owned(),
                url,
                excerpt,
                picture,
                seal,
            })
        };
    match key.kind {
        Kind::Product => {
            let row = edition.catalogue.by_id(key.id)?;
            let producer = edition.producer(row.producer_id)?;
            let commune = cards::commune_name(visit, producer.commune_id);
            let line: Vec<&str> = std::iter::once(producer.name(locale).0)
                .chain(commune.as_deref())
                .collect();
            let url = urls::product(locale, &row.slug);
            view(
                row.name(locale).0,
                url,
                Some(line.join(" · ")),
                small(row.picture.as_ref()),
                Seal::of(visit, row),
            )
        }
        Kind::Producer => {
            let row = edition.producer(key.id)?;
            let story = edition
                .story_of(OwnerKind::Producer, row.id)
                .map(|story| story.excerpt(locale).to_owned());
            view(
                row.name(locale).0,
                urls::producer(locale, &row.slug),
                story,
                small(row.picture.as_ref()),
                None,
            )
        }
        Kind::Story => {
            let row = edition.story(key.id)?;
            let picture = small(cards::owner_picture(visit, row));
            view(
                row.title(locale).0,
                urls::story(locale, &row.slug),
                Some(row.excerpt(locale).to_owned()),
                picture,
                None,
            )
        }
        Kind::SalesPoint | Kind::Village => {
            let row = edition.places.by_id(key.id)?;
            let url = super::place_card::place_url(locale, row.kind, &row.slug);
            let story = edition
                .story_of(OwnerKind::Place, row.id)
                .map(|story| story.excerpt(locale));
            let line = row.address(locale).or(story).map(str::to_owned);
            view(row.name(locale).0, url, line, small(row.picture.as_ref()), None)
        }
        Kind::Event => {
            let row = edition.event(key.id)?;
            let dates = row
                .starts_on
                .map(|start| format::date_range(start, row.ends_on, locale));
            let line: Vec<&str> = dates.as_deref().into_iter().chain(row.venue(locale)).collect();
            view(
                row.name(locale).0,
                urls::event(locale, &row.slug),
                Some(line.join(" · ")),
                small(row.picture.as_ref()),
                None,
            )
        }
    }
}

#[derive(Serialize)]
struct Suggestions {
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    title: String,
    url: String,
    kind: String,
}

/// `/tim-kiem/goi-y` and `/en/search/suggestions`: JSON for the list below the box.
pub async fn suggest(visit: Visit) -> Result<HttpResponse, Failure> {
    let q = visit.params.get("q").unwrap_or_default();
    let found = visit
        .state
        .services
        .search
        .suggest(q, language(visit.locale), SUGGESTIONS)
        .await;
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            // Nobody waits for a suggestion: the box itself still works.
            tracing::debug!(error = %error, "no suggestions");
            Vec::new()
        }
    };
    let locale = visit.locale;
    let suggestions = found
        .into_iter()
        .map(|one| Suggestion {
            url: match one.kind {
                Kind::Product => urls::product(locale, &one.slug),
                Kind::Producer => urls::producer(locale, &one.slug),
                Kind::Story => urls::story(locale, &one.slug),
                Kind::SalesPoint => urls::sales_point(locale, &one.slug),
                Kind::Village => urls::village(locale, &one.slug),
                Kind::Event => urls::event(locale, &one.slug),
            },
            kind: visit.text(&format!("search.one_{}", one.kind.as_str())),
            title: one.title,
        })
        .collect();
    let body = serde_json::to_string(&Suggestions { suggestions })
        .map_err(foundation::kernel::error::Error::from)?;
    Ok(visit.shared("application/json", body))
}
