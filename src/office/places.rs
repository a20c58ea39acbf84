//! Places in a list: what nobody has confirmed comes first, then what was confirmed longest ago.

use actix_web::{HttpResponse, web};
use entity::{Locale, PlaceKind, PlaceStatus, PublicStatus};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::queue::page_number;
use commerce::sites::{self, Listed, SaveRefusal, Wanted};
use foundation::i18n::format;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Visit, urls};

/// Places on a page.
const ROWS: u64 = 20;

/// States as they are asked for.
pub(super) const STATUSES: [(&str, PlaceStatus); 4] = [
    ("unverified", PlaceStatus::Unverified),
    ("open", PlaceStatus::Open),
    ("temporarily_closed", PlaceStatus::TemporarilyClosed),
    ("closed", PlaceStatus::Closed),
];

/// Kinds as they are asked for.
pub(super) const KINDS: [(&str, PlaceKind); 3] = [
    ("sales_point", PlaceKind::SalesPoint),
    ("creative_centre", PlaceKind::CreativeCentre),
    ("craft_village", PlaceKind::CraftVillage),
];

/// One of several values.
#[derive(Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

#[derive(Serialize)]
struct Row {
    url: String,
    confirm: String,
    revision: i64,
    name: String,
    kind: String,
    status: String,
    commune: Option<String>,
    confirmed: String,
    unplaced: bool,
    hidden: bool,
}

#[derive(Serialize)]
struct PlacesPage {
    q: String,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    communes: Vec<Choice>,
    rows: Vec<Row>,
    total: String,
    next: Option<String>,
    here: String,
    new: String,
    csv: String,
    geojson: String,
    import: String,
}

/// Words of a kind.
pub(super) fn kind_label(visit: &Visit, kind: PlaceKind) -> String {
    let word = KINDS.iter().find(|(_, known)| *known == kind);
    visit.text(&format!(
        "sites.kind_{}",
        word.map_or("sales_point", |word| word.0)
    ))
}

fn status_label(visit: &Visit, status: PlaceStatus) -> String {
    let word = STATUSES.iter().find(|(_, known)| *known == status);
    visit.text(&format!(
        "sites.status_{}",
        word.map_or("unverified", |word| word.0)
    ))
}

fn chosen<T: Copy + PartialEq>(
    visit: &Visit,
    all: &[(&str, T)],
    wanted: Option<T>,
    prefix: &str,
) -> Vec<Choice> {
    all.iter()
        .map(|(word, one)| Choice {
            value: (*word).to_owned(),
            label: visit.text(&format!("{prefix}{word}")),
            chosen: wanted == Some(*one),
        })
        .collect()
}

fn row(visit: &Visit, listed: Listed) -> Row {
    let id = listed.id.to_string();
    let commune = listed
        .commune_id
        .and_then(|id| visit.edition.taxonomy.commune(id));
    Row {
        url: urls::office_at(visit.locale, "place", &[&id]),
        confirm: urls::office_at(visit.locale, "place_confirm", &[&id]),
        revision: listed.revision,
        kind: kind_label(visit, listed.kind),
        status: status_label(visit, listed.status),
        commune: commune.map(|commune| commune.name.clone()),
        confirmed: match listed.last_confirmed_on {
            None => visit.text("sites.never_confirmed"),
            Some(day) => visit.text_with("sites.confirmed_on", &[("day", &format::date(day, visit.locale))]),
        },
        unplaced: listed.precision.is_none(),
        hidden: listed.public != PublicStatus::Published,
        name: listed.name,
    }
}

/// `GET /quan-tri/dia-diem`
pub(super) async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (locale, db) = (visit.locale, &visit.state.services.db);
    let typed = |name: &str| visit.params.get(name).unwrap_or_default();
    let q = clean(typed("q"), 100);
    let find = |word: &str| {
        KINDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, one)| *one)
    };
    let kind = find(typed("kind"));
    let status = STATUSES
        .iter()
        .find(|(word, _)| *word == typed("status"))
        .map(|(_, one)| *one);
    let commune = visit.edition.taxonomy.commune_by_slug(typed("commune"));
    let wanted = Wanted {
        q: &q,
        kind,
        status,
        commune: commune.map(|commune| commune.id),
    };
    let page = page_number(visit);
    let mut found = sites::list(db, wanted, ((page - 1) * ROWS, ROWS + 1)).await?;
    let total = sites::count(db, wanted).await?;
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let here = urls::office(locale, "places");
    let next = (page + 1).to_string();
    let pairs = [
        ("q", q.as_str()),
        ("kind", typed("kind")),
        ("status", typed("status")),
        ("commune", typed("commune")),
        ("page", &next),
    ];
    let content = PlacesPage {
        kinds: chosen(visit, &KINDS, kind, "sites.kind_"),
        statuses: chosen(visit, &STATUSES, status, "sites.status_"),
        communes: visit
            .edition
            .taxonomy
            .communes()
            .map(|one| Choice {
                value: one.slug.clone(),
                label: one.name.clone(),
                chosen: commune.is_some_and(|commune| commune.id == one.id),
            })
            .collect(),
        rows: found.into_iter().map(|listed| row(visit, listed)).collect(),
        total: format::number(i64::try_from(total).unwrap_or(i64::MAX), locale),
        next: more.then(|| format!("{here}{}", urls::query(&pairs))),
        new: urls::office(locale, "place_new"),
        csv: urls::office(locale, "places_csv"),
        geojson: urls::office(locale, "places_geojson"),
        import: urls::office(locale, "places_import"),
        here,
        q,
    };
    let title = visit.text("office.menu_places");
    frame::page(
        &mut officer,
        ("office/places.html", "places", &[], "places"),
        title,
        &Form::default(),
        &content,
    )
}

/// `POST /quan-tri/dia-diem/{id}/xac-nhan`: today it is as its record says.
pub(super) async fn confirm(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    // The name stands in the record, for readers of both languages.
    let who = visit.state.views.texts().text(Locale::Vi, "sites.office", &[]);
    let seen = form.number("revision").unwrap_or(-1);
    let now = services.clock.now();
    let locale = visit.locale;
    match sites::confirm(&services.db, now, &officer.actor, &who, (id, seen)).await? {
        Ok(()) => {
            visit.state.editions.refresh().await?;
            let to = if form.get("from") == "list" {
                urls::office(locale, "places")
            } else {
                urls::office_at(locale, "place", &[&id.to_string()])
            };
            let to = format!("{to}{}", urls::query(&[("done", "confirmed")]));
            Ok(officer.shopper.see(&to))
        }
        Err(SaveRefusal::Missing) => Err(Failure::NotFound),
        Err(_) => super::place_edit::changed_meanwhile(&mut officer, id).await,
    }
}

/// The key in an address.
pub(super) fn key(asked: &str) -> Result<i64, Failure> {
    asked.parse().map_err(|_no_number| Failure::NotFound)
}
