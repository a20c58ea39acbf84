//! Stories of the producer and of its products: Markdown in two languages, with a preview, versions that were
//! public, and the same review as listings.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use entity::Locale;
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listing::at_most;
use super::listings::{done, editor, words};
use domain::listings::{self, StoryDraft, Subject, Told};
use domain::stories::to_html;
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, urls};

/// Characters of a title, of a story, of who told it.
const TITLE: usize = 150;
const BODY: usize = 15_000;
const TELLER: usize = 150;
/// The key in the address that stands for the producer itself.
const PRODUCER: &str = "0";

/// What an address is about, with what is public of it and what is being written.
struct OwnStory {
    subject: Subject,
    id: String,
    public: Option<Told>,
    draft: Option<StoryDraft>,
}

impl OwnStory {
    fn told(&self) -> Told {
        let draft = self.draft.as_ref().map(|draft| draft.told.clone());
        draft.or_else(|| self.public.clone()).unwrap_or_default()
    }

    fn revision(&self) -> i64 {
        self.draft.as_ref().map_or(0, |draft| draft.revision)
    }

    /// Its number in addresses.
    fn number(&self) -> i64 {
        match self.subject {
            Subject::Producer => 0,
            Subject::Product(id) => id,
        }
    }
}

async fn own_story(desk: &Desk, id: &str) -> Result<OwnStory, Failure> {
    let subject = if id == PRODUCER {
        Subject::Producer
    } else {
        Subject::Product(id.parse().map_err(|_no_number| Failure::NotFound)?)
    };
    let db = &desk.shopper.visit.state.services.db;
    let (public, draft) = listings::story(db, desk.producer, subject)
        .await?
        .ok_or(Failure::NotFound)?;
    Ok(OwnStory {
        subject,
        id: id.to_owned(),
        public,
        draft,
    })
}

#[derive(Serialize)]
struct StoriesPage {
    own: String,
    products: Vec<Link>,
}

#[derive(Serialize)]
struct Link {
    url: String,
    label: String,
}

/// `GET /nguoi-ban/cau-chuyen`
pub async fn index(desk: OwnersDesk) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let visit = &desk.shopper.visit;
    let locale = visit.locale;
    let products = listings::own_products(&visit.state.services.db, desk.producer, locale).await?;
    let page = StoriesPage {
        own: urls::studio_at(locale, "story", &[PRODUCER]),
        products: products
            .into_iter()
            .map(|(id, label)| Link {
                url: urls::studio_at(locale, "story", &[&id.to_string()]),
                label,
            })
            .collect(),
    };
    let title = visit.text("story_desk.title");
    frame::page(
        &mut desk,
        ("studio/stories.html", "stories", &[], "stories"),
        title,
        &Form::default(),
        &page,
    )
    .await
}

#[derive(Serialize)]
struct StoryPage {
    state: Option<&'static str>,
    reason: Option<String>,
    lacks: Vec<String>,
    /// The story as it will look, where that was asked for.
    previews: Vec<Preview>,
    versions: Vec<Link>,
    today: String,
    has_draft: bool,
}

#[derive(Serialize)]
struct Preview {
    lang: &'static str,
    title: String,
    html: String,
}

/// `GET /nguoi-ban/cau-chuyen/{id}`; `?version=` fills the form with one that was public.
pub async fn show(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own_story(&desk, &id).await?;
    let visit = &desk.shopper.visit;
    let told = match visit.params.number("version") {
        None => own.told(),
        Some(version) => {
            let db = &visit.state.services.db;
            listings::story_version(db, desk.producer, own.subject, version)
                .await?
                .ok_or(Failure::NotFound)?
        }
    };
    let mut form = typed(&told);
    form.set("revision", own.revision().to_string());
    page(&mut desk, &own, &form, None).await
}

fn typed(told: &Told) -> Form {
    Form::new([
        ("title_vi", told.title_vi.clone()),
        ("body_vi", told.body_vi.clone()),
        ("title_en", told.title_en.clone()),
        ("body_en", told.body_en.clone()),
        ("told_by", told.told_by.clone()),
        (
            "told_on",
            told.told_on.map(|day| day.to_string()).unwrap_or_default(),
        ),
    ])
}

async fn page(
    desk: &mut Desk,
    own: &OwnStory,
    form: &Form,
    preview: Option<&Told>,
) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let locale = visit.locale;
    let versions = listings::story_versions(&visit.state.services.db, desk.producer, own.subject).await?;
    let link = urls::studio_at(locale, "story", &[&own.id]);
    let page = StoryPage {
        state: own.draft.as_ref().map(|draft| draft.state.word()),
        reason: own.draft.as_ref().and_then(|draft| draft.reason.clone()),
        lacks: preview
            .map_or_else(|| own.told().lacks(), Told::lacks)
            .into_iter()
            .map(|lack| visit.text(&format!("story_desk.lack_{}", lack.word())))
            .collect(),
        previews: preview.map(previews).unwrap_or_default(),
        versions: versions
            .into_iter()
            .map(|(id, when, title)| Link {
                url: format!("{link}{}", urls::query(&[("version", &id.to_string())])),
                label: match when {
                    Some(when) => format!("{} · {title}", format::moment(when, locale)),
                    None => title,
                },
            })
            .collect(),
        today: vietnam_day(visit.state.services.clock.now()).to_string(),
        has_draft: own.draft.is_some(),
    };
    let title = visit.text("story_desk.title");
    frame::page(
        desk,
        ("studio/story.html", "story", &[&own.id], "stories"),
        title,
        form,
        &page,
    )
    .await
}

/// Both languages through the renderer of the public page, as far as they are there.
fn previews(told: &Told) -> Vec<Preview> {
    Locale::ALL
        .into_iter()
        .map(|locale| (locale, told.text(locale)))
        .filter(|(_, (title, body))| !title.is_empty() || !body.is_empty())
        .map(|(locale, (title, body))| Preview {
            lang: locale.tag(),
            title: title.to_owned(),
            html: to_html(body),
        })
        .collect()
}

/// `POST /nguoi-ban/cau-chuyen/{id}`: shows what it will look like, saves, hands in, takes back, throws away. Sent
/// in parts, because three bytes in each of a form's letters would be too many for a long story.
pub async fn update(
    desk: OwnersDesk,
    id: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own_story(&desk, &id).await?;
    let no_files = UploadLimits {
        files: 0,
        file_bytes: 0,
    };
    let mut form = upload.read(no_files).await?.form;
    let told = parse(&desk.shopper.visit, &mut form);
    let wish = form.get("do").to_owned();
    let keeps = matches!(wish.as_str(), "withdraw" | "discard");
    if wish == "preview" || (!keeps && !form.is_fine()) {
        return page(&mut desk, &own, &form, Some(&told)).await;
    }
    let services = desk.shopper.visit.state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let editor = editor(&desk);
    let seen = form.number("revision").unwrap_or(-1);
    let outcome = match wish.as_str() {
        "withdraw" => listings::withdraw_story(db, now, editor, own.subject)
            .await?
            .map(|()| "back"),
        "discard" => listings::discard_story(db, now, editor, own.subject)
            .await?
            .map(|()| "saved"),
        _ => match listings::save_story(db, now, editor, (own.subject, seen), &told).await? {
            Ok(draft) if wish == "submit" => {
                listings::submit_story(db, now, editor, (own.subject, draft.revision))
                    .await?
                    .map(|()| "handed_in")
            }
            Ok(_) => Ok("saved"),
            Err(refusal) => Err(refusal),
        },
    };
    match outcome {
        Ok(what) => {
            let to = done(desk.shopper.visit.locale, "story", own.number(), what);
            Ok(desk.shopper.see(&to))
        }
        Err(refusal) => {
            let text = words(&desk.shopper.visit, refusal)?;
            let mut form = if keeps { typed(&own.told()) } else { form };
            form.refuse("submit", text);
            let own = own_story(&desk, &id).await?;
            form.set("revision", own.revision().to_string());
            page(&mut desk, &own, &form, None).await
        }
    }
}

fn parse(visit: &Visit, form: &mut Form) -> Told {
    if form.get("title_vi").is_empty() {
        form.refuse("title_vi", visit.text("form.required"));
    }
    for (name, most) in [
        ("title_vi", TITLE),
        ("title_en", TITLE),
        ("body_vi", BODY),
        ("body_en", BODY),
        ("told_by", TELLER),
    ] {
        at_most(visit, form, name, most);
    }
    let today = vietnam_day(visit.state.services.clock.now());
    let told_on = form
        .get("told_on")
        .parse::<NaiveDate>()
        .ok()
        .filter(|day| *day <= today && day.to_string().len() == 10);
    if !form.get("told_on").is_empty() && told_on.is_none() {
        form.refuse("told_on", visit.text("story_desk.wrong_day"));
    }
    let text = |name: &str| form.get(name).to_owned();
    Told {
        title_vi: text("title_vi"),
        body_vi: text("body_vi"),
        title_en: text("title_en"),
        body_en: text("body_en"),
        told_by: text("told_by"),
        told_on,
    }
}
