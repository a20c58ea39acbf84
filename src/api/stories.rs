//! Stories for programs, whole and in both languages.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, OwnerKind};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::answer::{json, language, linked, missing};
use super::paging::{List, Paging};
use super::reading::{Language, word};
use super::shapes::{Link, Names};
use domain::stories::{self, Story};
use shell::web::{Failure, Visit};

const KINDS: [(&str, OwnerKind); 3] = [
    ("product", OwnerKind::Product),
    ("producer", OwnerKind::Producer),
    ("village", OwnerKind::Place),
];

/// A story as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryItem {
    /// Its title (as `name`), page and resource.
    #[serde(flatten)]
    pub link: Link,
    /// Its title in both languages.
    pub titles: Names,
    /// What it is about: `product`, `producer` or `village`.
    #[schema(example = "village")]
    pub kind: &'static str,
    /// What it is about.
    pub owner: Option<Link>,
    /// Its first words.
    pub excerpt: String,
    /// Who told it.
    pub told_by: Option<String>,
    /// When it was told.
    pub told_on: Option<NaiveDate>,
    /// Where the facts come from.
    pub source: String,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
}

/// A story with its whole text.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryDetail {
    /// As in lists.
    #[serde(flatten)]
    pub item: StoryItem,
    /// The text in each language it is told in.
    pub texts: Texts,
}

/// The whole text by language; null where it is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Texts {
    /// Vietnamese.
    pub vi: Option<Body>,
    /// English.
    pub en: Option<Body>,
}

/// A whole text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Body {
    /// As written, in CommonMark.
    pub markdown: String,
    /// As shown: cleaned by an allow-list, headings from level 2 on.
    pub html: String,
}

/// The filters of the list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read where they are used; described here")]
pub struct StoryFilters {
    /// `product`, `producer` or `village`.
    #[param(pattern = "^(product|producer|village)$")]
    kind: Option<String>,
}

impl StoryItem {
    fn new(visit: &Visit, story: &Story) -> Self {
        let edition = &visit.edition;
        let owner = match story.owner_kind {
            OwnerKind::Product => edition
                .catalogue
                .by_id(story.owner_id)
                .map(|product| Link::product(visit, product)),
            OwnerKind::Producer => edition
                .producer(story.owner_id)
                .map(|producer| Link::producer(visit, producer)),
            OwnerKind::Place => edition
                .places
                .by_id(story.owner_id)
                .map(|place| Link::place(visit, place)),
            OwnerKind::Event | OwnerKind::Story => None,
        };
        Self {
            link: Link::story(visit, story),
            titles: Names::new(|locale| story.title(locale)),
            kind: KINDS
                .iter()
                .find(|(_, kind)| *kind == story.owner_kind)
                .map_or("product", |(word, _)| word),
            owner,
            excerpt: story.excerpt(visit.locale).to_owned(),
            told_by: story.told_by.clone(),
            told_on: story.told_on,
            source: story.source.clone(),
            updated_at: story.updated_at,
        }
    }
}

/// Stories, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/stories",
    tag = "stories",
    params(StoryFilters, Paging, Language),
    responses((status = 200, description = "A page of stories", body = List<StoryItem>))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let paging = Paging::read(&visit)?;
    let kind = word(&visit.params, "kind", &KINDS)?;
    let stories: Vec<_> = visit
        .edition
        .newest_stories()
        .iter()
        .filter(|story| kind.is_none_or(|kind| story.owner_kind == kind))
        .collect();
    let (items, next) = paging.cut(&visit, "newest", &stories, |story| story.id)?;
    let list = List {
        data: items.iter().map(|story| StoryItem::new(&visit, story)).collect(),
        total: stories.len(),
        as_of: visit.edition.day,
        next,
    };
    Ok(linked(json(&visit, &list)?, list.next.as_deref()))
}

/// One story, whole, as Markdown and HTML in each language it is told in.
#[utoipa::path(
    get,
    path = "/api/v1/stories/{slug}",
    tag = "stories",
    params(("slug" = String, Path, description = "Slug of the story: that of what it is about"), Language),
    responses((status = 200, description = "The story", body = StoryDetail))
)]
pub async fn show(mut visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let edition = visit.edition.clone();
    let Some(story) = edition.story_by_slug(&slug) else {
        return Err(missing(&visit, "stories", OwnerKind::Story, &slug));
    };
    if !edition.is_told(story) {
        return Err(Failure::NotFound);
    }
    let mut texts = Texts { vi: None, en: None };
    for locale in Locale::ALL.into_iter().filter(|locale| story.speaks(*locale)) {
        let body = stories::body(&visit.state.services.db, story.id, locale).await?;
        let body = body.map(|body| Body {
            html: stories::to_html(&body.markdown),
            markdown: body.markdown,
        });
        match locale {
            Locale::Vi => texts.vi = body,
            Locale::En => texts.en = body,
        }
    }
    json(
        &visit,
        &StoryDetail {
            item: StoryItem::new(&visit, story),
            texts,
        },
    )
}
