//! Pictures of a listing, from a phone: many at once, put into order, described, turned, cut. They belong to the draft.

use actix_web::{HttpResponse, web};
use entity::Locale;
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listing::at_most;
use super::listings::{Own, Tab, at, done, editor, own, tabs, words};
use domain::gallery;
use domain::listings::{self, MOST_PICTURES, Move};
use foundation::media::{Keep, Limits, Reshape};
use shell::web::{Failure, Form, Picture, Upload, UploadLimits, new_pictures};

/// Files that are taken at once: they are held in memory.
const AT_ONCE: usize = 8;
/// Characters of what a picture is said to show.
const ALT: usize = 250;

#[derive(Serialize)]
struct PicturesPage {
    tabs: Vec<Tab>,
    name: String,
    shots: Vec<ShotView>,
    /// Where order and words are sent.
    arrange: String,
    most: usize,
    at_once: usize,
    megabytes: usize,
}

#[derive(Serialize)]
struct ShotView {
    id: i64,
    picture: Option<Picture>,
}

/// `GET /nguoi-ban/san-pham/{id}/anh`
pub async fn show(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let form = form_of(&own);
    page(&mut desk, &own, &form).await
}

fn form_of(own: &Own) -> Form {
    let mut form = Form::default();
    for shot in &own.content().pictures {
        form.set(&format!("alt_vi_{}", shot.media_id), shot.alt_vi.clone());
        form.set(&format!("alt_en_{}", shot.media_id), shot.alt_en.clone());
    }
    form.set("revision", own.revision().to_string());
    form
}

async fn page(desk: &mut Desk, own: &Own, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let shown = shots(visit, own).await?;
    let page = PicturesPage {
        tabs: tabs(visit, own.id, "pictures"),
        name: own.name(visit.locale),
        shots: own
            .content()
            .pictures
            .iter()
            .zip(shown)
            .map(|(shot, picture)| ShotView {
                id: shot.media_id,
                picture,
            })
            .collect(),
        arrange: at(visit.locale, "pictures_order", own.id),
        most: MOST_PICTURES,
        at_once: AT_ONCE,
        megabytes: limits().file_bytes >> 20,
    };
    let (id, title) = (own.id.to_string(), visit.text("listing.pictures_title"));
    frame::page(
        desk,
        ("studio/pictures.html", "pictures", &[&id], "listings"),
        title,
        form,
        &page,
    )
    .await
}

/// The pictures of a listing in their order; `None` for one that is lost.
pub(super) async fn shots(visit: &shell::web::Visit, own: &Own) -> Result<Vec<Option<Picture>>, Failure> {
    let wanted: Vec<(i64, String, String)> = own
        .content()
        .pictures
        .iter()
        .map(|shot| (shot.media_id, shot.alt_vi.clone(), shot.alt_en.clone()))
        .collect();
    let found = gallery::by_keys(&visit.state.services.db, &wanted).await?;
    Ok(wanted
        .iter()
        .map(|(id, ..)| found.get(id).map(|picture| Picture::small(picture, visit.locale)))
        .collect())
}

fn limits() -> UploadLimits {
    UploadLimits {
        files: AT_ONCE,
        file_bytes: Limits::default().max_bytes,
    }
}

/// `POST /nguoi-ban/san-pham/{id}/anh`: more pictures. Nothing is read of what is sent to a product that is not
/// the sender's.
pub async fn create(
    desk: OwnersDesk,
    id: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let came = upload.read(limits()).await?;
    let mut form = form_of(&own);
    let visit = &desk.shopper.visit;
    if came.too_many {
        let text = visit.text_with("media.too_many", &[("n", &AT_ONCE.to_string())]);
        form.refuse("pictures", text);
    } else if came.files.is_empty() {
        form.refuse("pictures", visit.text("listing.no_file"));
    } else if own.content().pictures.len() + came.files.len() > MOST_PICTURES {
        let text = visit.text_with("media.too_many", &[("n", &MOST_PICTURES.to_string())]);
        form.refuse("pictures", text);
    }
    if form.is_fine() {
        let services = visit.state.services.clone();
        match new_pictures::make(&came.files).await? {
            Ok(pictures) => {
                let (db, now) = (&services.db, services.clock.now());
                new_pictures::keep(&services, &pictures).await?;
                let begun = listings::begin(db, now, editor(&desk), own.id).await?;
                let added = match begun {
                    Ok(_) => listings::attach(db, now, editor(&desk), own.id, &pictures).await?,
                    Err(refusal) => Err(refusal),
                };
                match added {
                    Ok(()) => new_pictures::keep_on(&services, &pictures).await?,
                    Err(refusal) => {
                        let text = words(visit, refusal)?;
                        form.refuse("pictures", text);
                    }
                }
            }
            Err(refused) => form.refuse("pictures", refused.words(visit)),
        }
    }
    if form.is_fine() {
        let to = done(visit.locale, "pictures", own.id, "saved");
        return Ok(desk.shopper.see(&to));
    }
    page(&mut desk, &own, &form).await
}

/// What a button does to which picture: `up-7`.
enum Button {
    Save,
    Step(Move),
    Make(i64, Reshape),
}

fn button(form: &Form) -> Option<Button> {
    let (what, id) = match form.get("do").split_once('-') {
        Some((what, id)) => (what, id.parse().ok()?),
        None => (form.get("do"), 0),
    };
    Some(match what {
        "save" => Button::Save,
        "up" => Button::Step(Move::Up(id)),
        "down" => Button::Step(Move::Down(id)),
        "out" => Button::Step(Move::Out(id)),
        "turn" => Button::Make(id, Reshape::Turn),
        "square" => Button::Make(id, Reshape::Cut(1, 1, keep(form, id))),
        "wide" => Button::Make(id, Reshape::Cut(4, 3, keep(form, id))),
        "tall" => Button::Make(id, Reshape::Cut(3, 4, keep(form, id))),
        _ => return None,
    })
}

/// Which part of a picture is kept that is cut.
fn keep(form: &Form, id: i64) -> Keep {
    match form.get(&format!("keep_{id}")) {
        "start" => Keep::Start,
        "end" => Keep::End,
        _ => Keep::Middle,
    }
}

/// `POST /nguoi-ban/san-pham/{id}/anh/sap-xep`: words of all pictures, and what was done to one of them. One form,
/// so that moving a picture loses nothing that was typed.
pub async fn arrange(
    desk: OwnersDesk,
    id: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let visit = &desk.shopper.visit;
    let shots = &own.content().pictures;
    for locale in Locale::ALL {
        for shot in shots {
            at_most(
                visit,
                &mut form,
                &format!("alt_{}_{}", locale.tag(), shot.media_id),
                ALT,
            );
        }
    }
    let (pressed, seen) = (button(&form), form.number("revision"));
    if pressed.is_none() || seen.is_none() {
        form.refuse("save", visit.text("listing.refused_act"));
    }
    let typed: Vec<(i64, String, String)> = shots
        .iter()
        .map(|shot| {
            let text = |tag: &str| form.get(&format!("alt_{tag}_{}", shot.media_id)).to_owned();
            (shot.media_id, text("vi"), text("en"))
        })
        .collect();
    if let (Some(pressed), Some(seen), true) = (pressed, seen, form.is_fine()) {
        match apply(&desk, &own, &typed, (pressed, seen)).await? {
            Ok(()) => {
                let to = done(desk.shopper.visit.locale, "pictures", own.id, "saved");
                return Ok(desk.shopper.see(&to));
            }
            Err(text) => form.refuse("save", text),
        }
    }
    let own = super::listings::own(&desk, &id).await?;
    form.set("revision", own.revision().to_string());
    page(&mut desk, &own, &form).await
}

/// Keeps the words and does what the button says; what cannot be done comes back in words.
async fn apply(
    desk: &Desk,
    own: &Own,
    typed: &[(i64, String, String)],
    (pressed, seen): (Button, i64),
) -> Result<Result<(), String>, Failure> {
    let visit = &desk.shopper.visit;
    let services = &visit.state.services;
    let (db, now, editor) = (&services.db, services.clock.now(), editor(desk));
    let mut seen = seen;
    if seen == 0 {
        match listings::begin(db, now, editor, own.id).await? {
            Ok(draft) => seen = draft.revision,
            Err(refusal) => return Ok(Err(words(visit, refusal)?)),
        }
    }
    let step = match pressed {
        Button::Step(step) => Some(step),
        Button::Save | Button::Make(..) => None,
    };
    if let Err(refusal) = listings::rearrange(db, now, editor, (own.id, seen), typed, step).await? {
        return Ok(Err(words(visit, refusal)?));
    }
    let Button::Make(media, how) = pressed else {
        return Ok(Ok(()));
    };
    let wanted = [(media, String::new(), String::new())];
    let known = own.content().pictures.iter().any(|shot| shot.media_id == media);
    let found = if known {
        gallery::by_keys(db, &wanted).await?.remove(&media)
    } else {
        None
    };
    let picture = found.ok_or(Failure::NotFound)?;
    let Some(made) = new_pictures::reshape(services, &picture, how).await? else {
        return Ok(Err(visit.text("listing.not_turned")));
    };
    match listings::swap(db, now, editor, (own.id, media), &made).await? {
        Ok(()) => {
            new_pictures::keep_on(services, std::slice::from_ref(&made)).await?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(words(visit, refusal)?)),
    }
}
