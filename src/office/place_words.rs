//! What the form of a place says and shows: its sheet in words.

use chrono::NaiveDate;
use entity::show_phone;
use serde::Serialize;

use super::places::Choice;
use commerce::sites::{FACILITIES, FIELDS, Fault, LANGUAGES, PAYMENTS, Sheet, Wrong};
use foundation::i18n::format;
use foundation::kernel::fold::slug;
use shell::web::{Form, Visit};

/// A field that holds several keys, with what it may hold and the name of each one's words.
type ListField = (&'static str, &'static [&'static str], fn(&str) -> String);

/// Fields that hold several keys.
const LISTS: [ListField; 3] = [
    ("payment_methods", &PAYMENTS, |key| format!("point.pay_{key}")),
    ("facilities", &FACILITIES, |key| format!("point.has_{key}")),
    ("languages", &LANGUAGES, |key| format!("point.speaks_{key}")),
];

#[derive(Serialize)]
pub(super) struct ListView {
    pub(super) name: &'static str,
    pub(super) legend: String,
    pub(super) items: Vec<Choice>,
}

#[derive(Serialize)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
}

/// Characters of an address part that is made.
const SLUG: usize = 80;

/// An address part made of a name, and shown in the form from now on: who finds it taken sees which one is.
pub(super) fn with_slug(sheet: &mut Sheet, form: &mut Form) {
    if !sheet.get("slug").is_empty() {
        return;
    }
    let whole = slug(sheet.get("name_vi"));
    let mut made: String = whole.chars().take(SLUG).collect();
    if made.len() < whole.len()
        && let Some(end) = made.rfind('-')
    {
        made.truncate(end);
    }
    form.set("slug", made.clone());
    sheet.set("slug", made);
}

/// A fault in words.
pub(super) fn fault(visit: &Visit, fault: Fault) -> String {
    visit.text(&format!("sites.fault_{}", fault.word()))
}

/// Refuses what is wrong with a sheet beside its fields. An address part is missing only where a name is.
pub(super) fn refuse(visit: &Visit, form: &mut Form, sheet: &Sheet, wrong: Vec<Wrong>) {
    for one in wrong {
        let unnamed = one.field == "slug" && sheet.get("slug").is_empty() && sheet.get("name_vi").is_empty();
        if !unnamed {
            form.refuse(one.field, fault(visit, one.fault));
        }
    }
}

/// What a form says.
pub(super) fn typed(form: &Form) -> Sheet {
    let mut sheet = Sheet::default();
    for field in FIELDS {
        if LISTS.iter().any(|(name, ..)| *name == field) {
            let keys: Vec<&str> = form
                .pairs()
                .filter(|(name, _)| *name == field)
                .map(|(_, value)| value.trim())
                .collect();
            sheet.set(field, keys.join(","));
        } else {
            sheet.set(field, form.get(field));
        }
    }
    sheet
}

/// A form that says what a sheet says, with names for people where the sheet has address parts.
pub(super) fn filled(visit: &Visit, sheet: &Sheet) -> Form {
    Form::new(FIELDS.map(|field| (field, shown(visit, sheet, field))))
}

/// What a form shows of a field: a name where the sheet has an address part, a telephone number as people write it.
pub(super) fn shown(visit: &Visit, sheet: &Sheet, field: &str) -> String {
    people_write(visit, field, sheet.get(field))
}

fn people_write(visit: &Visit, field: &str, text: &str) -> String {
    match field {
        "commune" => visit
            .edition
            .taxonomy
            .commune_by_slug(text)
            .map_or_else(|| text.to_owned(), |commune| commune.name.clone()),
        "phone" => show_phone(text),
        _ => text.to_owned(),
    }
}

/// A day of a sheet, as people write it.
pub(super) fn day(visit: &Visit, text: &str) -> String {
    let day: Option<NaiveDate> = text.parse().ok();
    day.map_or_else(|| text.to_owned(), |day| format::date(day, visit.locale))
}

/// A field with its value in words, for who only reads.
pub(super) fn told(visit: &Visit, sheet: &Sheet, field: &'static str) -> Option<Fact> {
    let text = sheet.get(field);
    (!text.is_empty()).then(|| Fact {
        label: visit.text(&format!("sites.f_{field}")),
        value: worded(visit, field, text),
    })
}

/// A value in words; nothing for nothing.
pub(super) fn worded(visit: &Visit, field: &str, text: &str) -> String {
    match field {
        _ if text.is_empty() => String::new(),
        "kind" => visit.text(&format!("sites.kind_{text}")),
        "status" => visit.text(&format!("sites.status_{text}")),
        "precision" => visit.text(&format!("sites.precision_{text}")),
        "location_type" => visit.text(&format!("sites.location_{text}")),
        "criteria" => visit.text(&format!("sites.version_{text}")),
        "last_confirmed_on" | "opened_on" => day(visit, text),
        _ => match LISTS.iter().find(|(name, ..)| *name == field) {
            Some((_, known, word)) => {
                let words = text.split(',').map(|key| {
                    if known.contains(&key) {
                        visit.text(&word(key))
                    } else {
                        key.to_owned()
                    }
                });
                words.collect::<Vec<_>>().join(", ")
            }
            None => people_write(visit, field, text),
        },
    }
}

/// Words of a column to choose from; `beginning` is how the names of their texts begin.
pub(super) fn choices(visit: &Visit, words: &[&str], beginning: &str, chosen: &str) -> Vec<Choice> {
    words
        .iter()
        .map(|word| Choice {
            value: (*word).to_owned(),
            label: visit.text(&format!("{beginning}{word}")),
            chosen: *word == chosen,
        })
        .collect()
}

/// The fields that hold several keys, with what is chosen.
pub(super) fn lists(visit: &Visit, sheet: &Sheet) -> Vec<ListView> {
    LISTS
        .into_iter()
        .map(|(name, known, word)| {
            let have: Vec<&str> = sheet.get(name).split(',').filter(|key| !key.is_empty()).collect();
            let others = have.iter().filter(|key| !known.contains(key));
            ListView {
                name,
                legend: visit.text(&format!("sites.f_{name}")),
                items: known
                    .iter()
                    .map(|key| (key, visit.text(&word(key))))
                    .chain(others.map(|key| (key, (*key).to_owned())))
                    .map(|(key, label)| Choice {
                        value: (*key).to_owned(),
                        label,
                        chosen: have.contains(key),
                    })
                    .collect(),
            }
        })
        .collect()
}
