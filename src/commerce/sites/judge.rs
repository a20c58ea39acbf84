//! What a sheet says, judged and turned into a row with its texts. Every fault is found at once.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, PhoneError, PlaceKind, PlaceStatus, Precision, parse_phone, place, place_text};
use url::Url;

use super::fault::{Fault, Wrong};
use super::position;
use super::reading::{Judge, LINE, PARAGRAPH};
use super::sheet::{FACILITIES, LANGUAGES, PAYMENTS, Sheet};
use domain::places::opening_hours::Hours;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::collate::Collation;
use foundation::kernel::fold::fold;

/// A thing that is named by its address part or by its name.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) name: String,
}

/// Communes and villages that a sheet may name.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookups {
    pub(super) communes: Vec<Named>,
    pub(super) villages: Vec<Named>,
}

impl Lookups {
    /// The one of an address part, or the only one of a name.
    fn find(all: &[Named], text: &str) -> Option<i64> {
        if let Some(found) = all.iter().find(|one| one.slug == text) {
            return Some(found.id);
        }
        let wanted = fold(text);
        let mut named = all.iter().filter(|one| fold(&one.name) == wanted);
        let first = named.next()?;
        named.next().is_none().then_some(first.id)
    }

    /// The address part of a key; empty for none.
    pub(super) fn slug(all: &[Named], id: Option<i64>) -> &str {
        let found = id.and_then(|id| all.iter().find(|one| one.id == id));
        found.map_or("", |one| one.slug.as_str())
    }
}

/// A place as it is to be written; `texts` carry no key yet if the place has none.
pub(super) struct Judged {
    pub(super) row: place::Model,
    pub(super) texts: Vec<place_text::Model>,
}

impl Judged {
    /// What stands in for a sheet that was refused.
    pub(super) fn nothing(now: DateTime<Utc>) -> Self {
        Self {
            row: new_place(now),
            texts: Vec::new(),
        }
    }
}

/// A place that the office makes: it knows of it, and nobody has confirmed it yet.
fn new_place(now: DateTime<Utc>) -> place::Model {
    place::Model {
        verified: true,
        ..place::Model::blank(now)
    }
}

/// Judges a sheet; the address part's freeness is the caller's to look at.
pub(super) fn judge(
    sheet: &Sheet,
    before: Option<&place::Model>,
    lookups: &Lookups,
    now: DateTime<Utc>,
) -> Result<Judged, Vec<Wrong>> {
    let mut judge = Judge::new(sheet);
    let mut row = before.cloned().unwrap_or_else(|| new_place(now));
    identity(&mut judge, &mut row, before);
    whereabouts(&mut judge, &mut row, lookups);
    state(&mut judge, &mut row, vietnam_day(now));
    particulars(&mut judge, &mut row, before);
    let texts = texts(&mut judge, row.id);
    if judge.wrong.is_empty() {
        Ok(Judged { row, texts })
    } else {
        Err(judge.wrong)
    }
}

fn identity(judge: &mut Judge<'_>, row: &mut place::Model, before: Option<&place::Model>) {
    row.slug = judge.slug(before.map(|before| before.slug.as_str()));
    match judge.word::<PlaceKind>("kind") {
        Some(kind) => {
            let village = |kind| kind == PlaceKind::CraftVillage;
            if before.is_some_and(|before| village(before.kind) != village(kind)) {
                judge.refuse("kind", Fault::KindFixed);
            }
            row.kind = kind;
        }
        None if judge.sheet.get("kind").is_empty() => judge.refuse("kind", Fault::Required),
        None => {}
    }
}

fn whereabouts(judge: &mut Judge<'_>, row: &mut place::Model, lookups: &Lookups) {
    let sheet = judge.sheet;
    let commune = sheet.get("commune");
    row.commune_id = (!commune.is_empty())
        .then(|| Lookups::find(&lookups.communes, commune))
        .flatten();
    if !commune.is_empty() && row.commune_id.is_none() {
        judge.refuse("commune", Fault::UnknownCommune);
    }
    let village = sheet.get("village");
    row.village_id = (!village.is_empty())
        .then(|| Lookups::find(&lookups.villages, village))
        .flatten()
        .filter(|id| *id != row.id);
    if !village.is_empty() && row.village_id.is_none() {
        judge.refuse("village", Fault::UnknownVillage);
    }
    row.former_district = judge.text("former_district", LINE);
    row.location_type = judge
        .number("location_type", 1, 8)
        .and_then(|number| i16::try_from(number).ok());
    let precision = judge.word::<Precision>("precision");
    match position::read(sheet.get("lat"), sheet.get("lon")) {
        Ok(None) => (row.lat, row.lon, row.precision) = (None, None, None),
        Ok(Some(position)) => {
            if sheet.get("precision").is_empty() {
                judge.refuse("precision", Fault::HalfPosition);
            }
            (row.lat, row.lon) = (Some(position.lat()), Some(position.lon()));
            row.precision = precision;
        }
        Err(fault) => {
            let field = if sheet.get("lat").is_empty() { "lon" } else { "lat" };
            judge.refuse(field, fault);
        }
    }
}

fn state(judge: &mut Judge<'_>, row: &mut place::Model, today: NaiveDate) {
    row.status = judge
        .word::<PlaceStatus>("status")
        .unwrap_or(PlaceStatus::Unverified);
    row.last_confirmed_on = judge.day("last_confirmed_on");
    if row.last_confirmed_on.is_some_and(|day| day > today) {
        judge.refuse("last_confirmed_on", Fault::Future);
    }
    row.confirmed_by = judge.text("confirmed_by", LINE);
    row.opening_hours = judge.text("opening_hours", 500);
    if row
        .opening_hours
        .as_deref()
        .is_some_and(|hours| Hours::parse(hours).is_err())
    {
        judge.refuse("opening_hours", Fault::BadHours);
    }
    let days = judge.sheet.get("lunar_days").replace([' ', ';'], ",");
    let days: Vec<&str> = days.split(',').filter(|day| !day.is_empty()).collect();
    let plain = |day: &&str| day.parse::<u8>().is_ok_and(|day| (1..=30).contains(&day));
    if !days.iter().all(plain) {
        judge.refuse("lunar_days", Fault::BadLunarDays);
    }
    row.lunar_days = (!days.is_empty()).then(|| days.join(","));
}

fn particulars(judge: &mut Judge<'_>, row: &mut place::Model, before: Option<&place::Model>) {
    let phone = judge.sheet.get("phone").to_owned();
    row.phone = None;
    if !phone.is_empty() {
        match parse_phone(&phone) {
            Ok(number) => row.phone = Some(number),
            Err(PhoneError::Malformed | PhoneError::OldPrefix(_)) => judge.refuse("phone", Fault::BadPhone),
        }
    }
    row.website = judge.text("website", 300);
    let web = |text: &str| {
        Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
            && !text.contains(char::is_whitespace)
    };
    if row.website.as_deref().is_some_and(|text| !web(text)) {
        judge.refuse("website", Fault::BadAddress);
    }
    row.operator = judge.text("operator", LINE);
    row.opened_on = judge.day("opened_on");
    row.recognised_by = judge.text("recognised_by", LINE);
    row.decision_no = judge.text("decision_no", LINE);
    row.criteria = judge.text("criteria", 10);
    if row
        .criteria
        .as_deref()
        .is_some_and(|version| !matches!(version, "920" | "950" | "6385"))
    {
        judge.refuse("criteria", Fault::UnknownWord);
    }
    row.floor_area_m2 = judge.number("floor_area_m2", 1, 1_000_000);
    let old = |pick: fn(&place::Model) -> &String| before.map_or("", |before| pick(before).as_str());
    row.payment_methods = judge.keys("payment_methods", &PAYMENTS, old(|row| &row.payment_methods));
    row.facilities = judge.keys("facilities", &FACILITIES, old(|row| &row.facilities));
    row.languages = judge.keys("languages", &LANGUAGES, old(|row| &row.languages));
    row.source = judge.text("source", PARAGRAPH).unwrap_or_default();
}

/// The fields of a language: name, address, craft, what to do, getting there, best season, notes.
const VI: [&str; 7] = [
    "name_vi",
    "address_vi",
    "craft_vi",
    "what_to_do_vi",
    "getting_there_vi",
    "best_season_vi",
    "notes_vi",
];
const EN: [&str; 7] = [
    "name_en",
    "address_en",
    "craft_en",
    "what_to_do_en",
    "getting_there_en",
    "best_season_en",
    "notes_en",
];

fn texts(judge: &mut Judge<'_>, place_id: i64) -> Vec<place_text::Model> {
    let collation = Collation::vietnamese();
    let mut texts = Vec::new();
    for (locale, fields) in [(Locale::Vi, VI), (Locale::En, EN)] {
        let [name, address, craft, what, way, season, notes] = fields;
        let said = fields.iter().any(|field| !judge.sheet.get(field).is_empty());
        if locale == Locale::En && !said {
            continue;
        }
        let named = judge.text(name, LINE);
        if named.is_none() {
            judge.refuse(name, Fault::Required);
        }
        let named = named.unwrap_or_default();
        let address = judge.text(address, PARAGRAPH);
        let craft = judge.text(craft, LINE);
        let words = [Some(named.as_str()), address.as_deref(), craft.as_deref()];
        texts.push(place_text::Model {
            place_id,
            locale,
            sort_key: collation.key(&named),
            search_key: fold(&words.into_iter().flatten().collect::<Vec<_>>().join(" ")),
            what_to_do: judge.text(what, PARAGRAPH),
            getting_there: judge.text(way, PARAGRAPH),
            best_season: judge.text(season, PARAGRAPH),
            notes: judge.text(notes, PARAGRAPH),
            name: named,
            address,
            craft,
        });
    }
    texts
}
