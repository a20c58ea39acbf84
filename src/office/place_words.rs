//! What the form of a place says and shows: its sheet in words.

use serde::Serialize;

use super::places::Choice;
use commerce::sites::{FACILITIES, FIELDS, LANGUAGES, PAYMENTS, Sheet};
use shell::web::{Form, Visit};

/// A field that holds several keys, with what it may hold and the name of each one's words.
type ListField = (&'static str, &'static [&'static str], fn(&str) -> String);

/// Fields that hold several keys.
const LISTS: [ListField; 3] = [
    ("payment_methods", &PAYMENTS, |key| format!("sites.payment_{key}")),
    ("facilities", &FACILITIES, |key| format!("sites.facility_{key}")),
    ("languages", &LANGUAGES, |key| format!("sites.language_{key}")),
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

/// What a form shows of a field: a name where the sheet has an address part.
pub(super) fn shown(visit: &Visit, sheet: &Sheet, field: &str) -> String {
    let text = sheet.get(field);
    let commune = (field == "commune")
        .then(|| visit.edition.taxonomy.commune_by_slug(text))
        .flatten();
    commune.map_or_else(|| text.to_owned(), |commune| commune.name.clone())
}

/// A value in words, for who only reads.
pub(super) fn told(visit: &Visit, sheet: &Sheet, field: &'static str) -> Option<Fact> {
    let text = shown(visit, sheet, field);
    if text.is_empty() {
        return None;
    }
    let value = match field {
        "kind" => visit.text(&format!("sites.kind_{text}")),
        "status" => visit.text(&format!("sites.status_{text}")),
        "precision" => visit.text(&format!("sites.precision_{text}")),
        "location_type" => visit.text(&format!("sites.location_{text}")),
        "criteria" => visit.text(&format!("sites.version_{text}")),
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
            None => text,
        },
    };
    Some(Fact {
        label: visit.text(&format!("sites.f_{field}")),
        value,
    })
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
