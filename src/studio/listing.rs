//! What a listing says, in Vietnamese and English side by side. The public goes on reading the old words until the
//! office has approved the new ones.

use actix_web::{HttpResponse, web};
use entity::{Locale, ProductKind, PublicStatus};
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listings::{Own, Tab, at, done, editor, form_of, own, tabs, words};
use super::print;
use domain::compliance;
use domain::listings::{self, FURTHER, Listing, NAME, Refusal, SERVICES, SUMMARY, Words};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::fold::slug;
use shell::web::{Failure, Form, Visit, urls};

/// The 26 sets by group, and the months: what one chooses from.
#[derive(Serialize)]
pub(super) struct Classes {
    groups: Vec<Group>,
    months: Vec<Choice>,
}

#[derive(Serialize)]
struct Group {
    name: String,
    sets: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// What one chooses from, in the visit's language.
pub(super) fn classes(visit: &Visit) -> Classes {
    let taxonomy = &visit.edition.taxonomy;
    let groups = taxonomy.groups().iter().map(|group| Group {
        name: group.name(visit.locale).to_owned(),
        sets: taxonomy
            .sets()
            .iter()
            .filter(|set| set.group == group.id)
            .map(|set| Choice {
                value: set.id.to_string(),
                label: format!("{}. {}", set.id, set.name(visit.locale)),
            })
            .collect(),
    });
    Classes {
        groups: groups.collect(),
        months: (1..=12)
            .map(|month: u32| Choice {
                value: month.to_string(),
                label: visit.text(&format!("months.m{month}")),
            })
            .collect(),
    }
}

#[derive(Serialize)]
struct ListingPage {
    tabs: Vec<Tab>,
    classes: Classes,
    name: String,
    /// Where the draft stands; nothing while there is none.
    state: Option<&'static str>,
    reason: Option<String>,
    /// Whether the public reads an older one meanwhile.
    public: Option<String>,
    /// Where cards and labels of it are printed.
    print: Option<String>,
    /// What has to be filled in before it is handed in.
    lacks: Vec<String>,
    /// Whether there is a draft that can be thrown away.
    may_discard: bool,
    act: String,
}

/// `GET /nguoi-ban/san-pham/{id}`
pub async fn show(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    page(&mut desk, &own, &form_of(&own)).await
}

async fn page(desk: &mut Desk, own: &Own, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let locale = visit.locale;
    let packs = listings::packs(&visit.state.services.db, own.id).await?;
    let lacks = own.content().lacks(packs.len());
    let services = &visit.state.services;
    let asked = compliance::asked(&services.db, own.id, own.content().set_id).await?;
    let today = vietnam_day(services.clock.now());
    let papers = asked
        .iter()
        .filter(|one| one.required && !one.is_met(today))
        .map(|one| visit.text_with("papers.lack", &[("name", one.label(locale))]));
    let page = ListingPage {
        tabs: tabs(visit, own.id, "listing"),
        classes: classes(visit),
        name: own.name(locale),
        state: own.draft.as_ref().map(|draft| draft.state.word()),
        reason: own.draft.as_ref().and_then(|draft| draft.reason.clone()),
        public: (own.status == PublicStatus::Published).then(|| urls::product(locale, &own.live.slug)),
        print: (own.status == PublicStatus::Published).then(|| print::with(locale, own.id)),
        lacks: lacks
            .into_iter()
            .map(|lack| visit.text(&format!("listing.lack_{}", lack.word())))
            .chain(papers)
            .collect(),
        may_discard: own.draft.is_some() && own.status != PublicStatus::Draft,
        act: at(locale, "listing_act", own.id),
    };
    let (id, title) = (own.id.to_string(), page.name.clone());
    frame::page(
        desk,
        ("studio/listing.html", "listing", &[&id], "listings"),
        title,
        form,
        &page,
    )
    .await
}

/// `POST /nguoi-ban/san-pham/{id}`: saves, and hands in where that is wanted.
pub async fn update(
    desk: OwnersDesk,
    id: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let before = own(&desk, &id).await?;
    let content = parse(&desk.shopper.visit, &mut form, before.content());
    let Some(seen) = form.number("revision").filter(|_| form.is_fine()) else {
        if form.is_fine() {
            let text = desk.shopper.visit.text("listing.refused_stale");
            form.refuse("submit", text);
        }
        form.set("revision", before.revision().to_string());
        return page(&mut desk, &before, &form).await;
    };
    let services = desk.shopper.visit.state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let saved = listings::save(db, now, editor(&desk), (before.id, seen), &content).await?;
    let outcome = match saved {
        Ok(draft) if form.get("do") == "submit" => {
            listings::submit(db, now, editor(&desk), (before.id, draft.revision))
                .await?
                .map(|()| "handed_in")
        }
        Ok(_) => Ok("saved"),
        Err(refusal) => Err(refusal),
    };
    let locale = desk.shopper.visit.locale;
    match outcome {
        Ok(what) => {
            let to = done(locale, "listing", before.id, what);
            Ok(desk.shopper.see(&to))
        }
        Err(refusal) => {
            let field = if refusal == Refusal::TakenSlug {
                "slug"
            } else {
                "submit"
            };
            let text = words(&desk.shopper.visit, refusal)?;
            form.refuse(field, text);
            // What was typed stays; pressing the button again puts it over what somebody else saved.
            let now_there = own(&desk, &id).await?;
            form.set("revision", now_there.revision().to_string());
            page(&mut desk, &now_there, &form).await
        }
    }
}

/// A listing as the fields of its form.
pub(super) fn typed(listing: &Listing) -> Form {
    let kind = match listing.kind {
        ProductKind::Goods => "goods",
        ProductKind::Service => "service",
    };
    let mut form = Form::new([
        ("set", listing.set_id.to_string()),
        ("kind", kind.to_owned()),
        ("slug", listing.slug.clone()),
    ]);
    if let Some((from, to)) = listing.season {
        form.set("season_from", from.to_string());
        form.set("season_to", to.to_string());
    }
    for locale in Locale::ALL {
        let (words, tag) = (listing.words(locale), locale.tag());
        for (field, text) in [
            ("name", &words.name),
            ("summary", &words.summary),
            ("materials", &words.materials),
            ("care", &words.care),
        ] {
            form.set(&format!("{field}_{tag}"), text.clone());
        }
    }
    form
}

/// Reads a listing from its form and says beside the fields what is wrong. What it does not hold, pictures, stays
/// as before.
pub(super) fn parse(visit: &Visit, form: &mut Form, before: &Listing) -> Listing {
    if form.get("name_vi").is_empty() {
        form.refuse("name_vi", visit.text("form.required"));
    }
    for locale in Locale::ALL {
        for (field, most) in [
            ("name", NAME),
            ("summary", SUMMARY),
            ("materials", FURTHER),
            ("care", FURTHER),
        ] {
            at_most(visit, form, &format!("{field}_{}", locale.tag()), most);
        }
    }
    let set_id = form.number("set").unwrap_or(0);
    if visit.edition.taxonomy.set(set_id).is_none() {
        form.refuse("set", visit.text("listing.wrong_set"));
    }
    let kind = match form.get("kind") {
        "service" => ProductKind::Service,
        _ => ProductKind::Goods,
    };
    if (set_id == SERVICES) != (kind == ProductKind::Service) {
        form.refuse("kind", visit.text("listing.wrong_kind"));
    }
    let season = season(visit, form);
    let address = if form.get("slug").is_empty() {
        before.slug.clone()
    } else {
        slug(form.get("slug"))
    };
    if !form.get("slug").is_empty() && !urls::is_slug(&address) {
        form.refuse("slug", visit.text("listing.wrong_slug"));
    }
    let words_in = |locale: Locale| {
        let text = |field: &str| form.get(&format!("{field}_{}", locale.tag())).to_owned();
        Words {
            name: text("name"),
            summary: text("summary"),
            materials: text("materials"),
            care: text("care"),
        }
    };
    Listing {
        slug: address,
        set_id,
        kind,
        season,
        vi: words_in(Locale::Vi),
        en: words_in(Locale::En),
        pictures: before.pictures.clone(),
    }
}

fn season(visit: &Visit, form: &mut Form) -> Option<(i16, i16)> {
    let month = |name: &str| {
        let number = form.number(name).and_then(|month| i16::try_from(month).ok());
        number.filter(|month| (1..=12).contains(month))
    };
    let (from, to) = (month("season_from"), month("season_to"));
    let typed = !form.get("season_from").is_empty() || !form.get("season_to").is_empty();
    let season = from.zip(to);
    if typed && season.is_none() {
        form.refuse("season_from", visit.text("listing.wrong_season"));
    }
    season
}

/// Refuses what is longer than anybody reads.
pub(super) fn at_most(visit: &Visit, form: &mut Form, name: &str, most: usize) {
    if form.get(name).chars().count() > most {
        let text = visit.text_with("listing.too_long", &[("n", &most.to_string())]);
        form.refuse(name, text);
    }
}
