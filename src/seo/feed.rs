//! News as Atom (RFC 4287): the newest products, stories and fairs, in one language.

use std::fmt::Write;

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};

use super::xml::escape;
use domain::catalogue::{Filter, Page, Sort};
use foundation::i18n::format;
use shell::web::{Failure, Visit, urls};

/// Newest things of each kind.
const EACH: usize = 20;

struct Entry {
    title: String,
    path: String,
    summary: String,
    kind: &'static str,
    published: DateTime<Utc>,
    updated: DateTime<Utc>,
}

/// `/feed.xml` and `/en/feed.xml`.
pub async fn show(visit: Visit) -> Result<HttpResponse, Failure> {
    let mut entries = products(&visit);
    entries.extend(stories(&visit));
    entries.extend(events(&visit));
    entries.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.path.cmp(&b.path)));
    let origin = &visit.state.services.origin;
    let locale = visit.locale;
    let own = urls::fixed(locale, "feed");
    let home = urls::fixed(locale, "home");
    let updated = entries
        .iter()
        .map(|entry| entry.updated)
        .max()
        .unwrap_or(DateTime::UNIX_EPOCH);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{origin}{own}</id>\n<title>Chợ Làng</title>\n<subtitle>{}</subtitle>\n<updated>{}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{origin}{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{origin}{home}\"/>\n\
         <author><name>Chợ Làng</name></author>\n",
        locale.tag(),
        escape(&visit.text("layout.tagline")),
        moment(updated),
    );
    for entry in &entries {
        let _ = write!(
            xml,
            "<entry>\n<id>{origin}{path}</id>\n<title>{title}</title>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{origin}{path}\"/>\n\
             <category term=\"{kind}\"/>\n<published>{published}</published>\n<updated>{updated}</updated>\n\
             <summary>{summary}</summary>\n</entry>\n",
            path = escape(&entry.path),
            title = escape(&entry.title),
            kind = entry.kind,
            published = moment(entry.published),
            updated = moment(entry.updated),
            summary = escape(&entry.summary),
        );
    }
    xml.push_str("</feed>\n");
    Ok(visit.shared("application/atom+xml; charset=utf-8", xml))
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// English news only tells what is told in English.
fn products(visit: &Visit) -> Vec<Entry> {
    let edition = &visit.edition;
    let locale = visit.locale;
    let newest = edition.catalogue.page(
        &Filter::default(),
        Sort::Newest,
        locale,
        Page::Number(1),
        EACH * 2,
    );
    let newest = newest.map(|slice| slice.products).unwrap_or_default();
    newest
        .iter()
        .filter(|product| product.speaks(locale))
        .take(EACH)
        .map(|product| {
            let producer = edition.producer(product.producer_id);
            let set = edition
                .taxonomy
                .set(product.set_id)
                .map(|set| set.name(locale).to_owned());
            let commune = producer
                .and_then(|producer| producer.commune_id)
                .and_then(|id| edition.taxonomy.commune(id))
                .map(|commune| commune.name.clone());
            let producer = producer.map(|producer| producer.name(locale).0.to_owned());
            let parts: Vec<String> = [producer, commune, set].into_iter().flatten().collect();
            Entry {
                title: product.name(locale).0.to_owned(),
                path: urls::product(locale, &product.slug),
                summary: parts.join(" · "),
                kind: "product",
                published: product.created_at,
                updated: product.updated_at,
            }
        })
        .collect()
}

fn stories(visit: &Visit) -> Vec<Entry> {
    let locale = visit.locale;
    let told = visit
        .edition
        .newest_stories()
        .iter()
        .filter(|story| story.speaks(locale))
        .take(EACH);
    told.map(|story| Entry {
        title: story.title(locale).0.to_owned(),
        path: urls::story(locale, &story.slug),
        summary: story.excerpt(locale).to_owned(),
        kind: "story",
        published: story.updated_at,
        updated: story.updated_at,
    })
    .collect()
}

fn events(visit: &Visit) -> Vec<Entry> {
    let locale = visit.locale;
    let told = visit
        .edition
        .latest_events()
        .iter()
        .filter(|event| event.speaks(locale))
        .take(EACH);
    told.map(|event| {
        let days = event
            .starts_on
            .map(|day| format::date_range(day, event.ends_on, locale));
        let venue = event.venue(locale).map(str::to_owned);
        let parts: Vec<String> = [days, venue, Some(event.description(locale).to_owned())]
            .into_iter()
            .flatten()
            .collect();
        Entry {
            title: event.name(locale).0.to_owned(),
            path: urls::event(locale, &event.slug),
            summary: parts.join(" · "),
            kind: "event",
            published: event.updated_at,
            updated: event.updated_at,
        }
    })
    .collect()
}
