//! Stories: the list, and one in full.

use actix_web::{HttpResponse, web};
use entity::{Locale, OwnerKind};
use serde::Serialize;

use super::cards::{self, Link, StoryCard};
use super::list::Pager;
use super::missing::missing;
use super::place_card::place_url;
use super::producers::byline;
use super::{fragments, list};
use domain::catalogue::{Filter, Page, Sort};
use domain::stories::{self, Story};
use shell::web::{Failure, Meta, Picture, Visit, urls};

const PAGE_SIZE: usize = 24;
const KINDS: [(&str, OwnerKind); 3] = [
    ("producer", OwnerKind::Producer),
    ("village", OwnerKind::Place),
    ("product", OwnerKind::Product),
];

#[derive(Serialize)]
struct StoriesPage {
    title: String,
    intro: String,
    stories: Vec<StoryCard>,
    kinds: Vec<Link>,
    pager: Pager,
}

/// `/cau-chuyen` and `/en/stories`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let locale = visit.locale;
    let edition = &visit.edition;
    let base = urls::fixed(locale, "stories");
    let kind = visit
        .params
        .get("kind")
        .and_then(|kind| KINDS.iter().find(|(key, _)| *key == kind));
    let mut all: Vec<_> = edition
        .stories()
        .filter(|story| kind.is_none_or(|(_, kind)| story.owner_kind == *kind))
        .collect();
    // The longer told first would favour the wordy; the newest first favours nobody for long.
    all.sort_by_key(|story| {
        (
            std::cmp::Reverse(story.updated_at),
            story.owner_kind != OwnerKind::Place,
            story.id,
        )
    });
    let chosen = [("kind", kind.map_or("", |(key, _)| key))];
    let slice = list::slice(&visit, &all, |story| story.id, PAGE_SIZE, base, &chosen)?;
    let kinds = KINDS
        .iter()
        .filter_map(|(key, owner)| {
            let count = edition
                .stories()
                .filter(|story| story.owner_kind == *owner)
                .count();
            let active = kind.is_some_and(|(chosen, _)| chosen == key);
            (count > 0).then(|| Link {
                label: visit.text(&format!("stories.{key}")),
                url: format!(
                    "{base}{}",
                    urls::query(&[("kind", if active { "" } else { key })])
                ),
                count: Some(count),
                active,
            })
        })
        .collect();
    let page = StoriesPage {
        title: visit.text("nav.stories"),
        intro: visit.text("stories.intro"),
        stories: slice
            .items
            .iter()
            .map(|story| StoryCard::new(&visit, story))
            .collect(),
        kinds,
        pager: slice.pager,
    };
    let mut meta = Meta::fixed(visit.text("nav.stories"), "stories")
        .about(visit.text("stories.meta"))
        .under(locale, visit.text("nav.home"), "home")
        .under(locale, visit.text("nav.stories"), "stories");
    meta.noindex = slice.start > 0 || kind.is_some();
    visit.page("storefront/stories.html", meta, &page)
}

#[derive(Serialize)]
struct StoryPage {
    story: StoryView,
    cards: String,
    more: Vec<StoryCard>,
}

#[derive(Serialize)]
struct StoryView {
    title: String,
    title_lang: &'static str,
    html: String,
    byline: Option<String>,
    picture: Option<Picture>,
    owner_kind_label: String,
    owner_title: String,
    owner_url: String,
}

/// Name and address of what a story is about.
pub fn owner(visit: &Visit, story: &Story) -> Option<(String, String)> {
    let locale = visit.locale;
    let edition = &visit.edition;
    match story.owner_kind {
        OwnerKind::Product => {
            let product = edition.catalogue.by_id(story.owner_id)?;
            Some((
                product.name(locale).0.to_owned(),
                urls::product(locale, &product.slug),
            ))
        }
        OwnerKind::Producer => {
            let producer = edition.producer(story.owner_id)?;
            Some((
                producer.name(locale).0.to_owned(),
                urls::producer(locale, &producer.slug),
            ))
        }
        OwnerKind::Place => {
            let place = edition.places.by_id(story.owner_id)?;
            Some((
                place.name(locale).0.to_owned(),
                place_url(locale, place.kind, &place.slug),
            ))
        }
        OwnerKind::Event | OwnerKind::Story => None,
    }
}

/// `/cau-chuyen/{slug}` and `/en/stories/{slug}`.
pub async fn show(visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let edition = visit.edition.clone();
    let locale = visit.locale;
    let Some(story) = edition.story_by_slug(&slug) else {
        return Err(missing(&visit, OwnerKind::Story, &slug, urls::story));
    };
    // The story of something that is hidden is hidden with it.
    let (owner_title, owner_url) = owner(&visit, story).ok_or(Failure::NotFound)?;
    let body = stories::body(&visit.state.services.db, story.id, locale)
        .await?
        .ok_or(Failure::NotFound)?;
    let (title, lang) = story.title(locale);
    let maker = match story.owner_kind {
        OwnerKind::Producer => Some(story.owner_id),
        OwnerKind::Product => edition
            .catalogue
            .by_id(story.owner_id)
            .map(|product| product.producer_id),
        _ => None,
    };
    let products = maker.and_then(|producer| {
        let filter = Filter {
            producer: Some(producer),
            ..Filter::default()
        };
        edition
            .catalogue
            .page(&filter, Sort::Featured, locale, Page::Number(1), 4)
    });
    let products = products.map(|slice| slice.products).unwrap_or_default();
    let mut others: Vec<_> = edition
        .stories()
        .filter(|other| other.id != story.id && other.owner_kind == story.owner_kind)
        .collect();
    others.sort_by_key(|other| ((other.id - story.id).unsigned_abs(), other.id));
    let page = StoryPage {
        story: StoryView {
            title: title.to_owned(),
            title_lang: lang.tag(),
            html: stories::to_html(&body.markdown),
            byline: Some(byline(&visit, story)),
            picture: cards::owner_picture(&visit, story).map(|picture| Picture::full(picture, locale)),
            owner_kind_label: visit.text(cards::owner_key(story.owner_kind)),
            owner_title,
            owner_url,
        },
        cards: fragments::product_cards(&visit, &products)?,
        more: others
            .into_iter()
            .take(3)
            .map(|other| StoryCard::new(&visit, other))
            .collect(),
    };
    let mut meta = Meta::new(
        title,
        urls::story(Locale::Vi, &story.slug),
        urls::story(Locale::En, &story.slug),
    )
    .told_in(locale, story.speaks(locale))
    .about(story.excerpt(locale))
    .under(locale, visit.text("nav.home"), "home")
    .under(locale, visit.text("nav.stories"), "stories");
    meta.picture = Some(urls::social_picture(locale, OwnerKind::Story, &story.slug));
    visit.page("storefront/story.html", meta, &page)
}
