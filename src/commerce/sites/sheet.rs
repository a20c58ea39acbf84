//! A place as named texts: the same in a form, a table and on a map.

use std::collections::BTreeMap;

use entity::{Locale, place, place_text};
use sea_orm::ActiveEnum;
use serde::{Deserialize, Serialize};

/// The fields in the order of forms and tables.
pub const FIELDS: [&str; 40] = [
    "slug",
    "kind",
    "name_vi",
    "name_en",
    "address_vi",
    "address_en",
    "commune",
    "former_district",
    "lat",
    "lon",
    "precision",
    "location_type",
    "status",
    "last_confirmed_on",
    "confirmed_by",
    "opening_hours",
    "lunar_days",
    "phone",
    "website",
    "operator",
    "opened_on",
    "recognised_by",
    "decision_no",
    "criteria",
    "floor_area_m2",
    "payment_methods",
    "facilities",
    "languages",
    "village",
    "craft_vi",
    "craft_en",
    "what_to_do_vi",
    "what_to_do_en",
    "getting_there_vi",
    "getting_there_en",
    "best_season_vi",
    "best_season_en",
    "notes_vi",
    "notes_en",
    "source",
];

/// What a place may have, as keys.
pub const FACILITIES: [&str; 10] = [
    "parking",
    "coach_access",
    "toilets",
    "wheelchair",
    "restaurant",
    "tasting",
    "demonstration",
    "workshop",
    "wifi",
    "delivery",
];

/// How one may pay there, as keys.
pub const PAYMENTS: [&str; 4] = ["cash", "vietqr", "card", "wallet"];

/// What is spoken there, as BCP 47 tags.
pub const LANGUAGES: [&str; 7] = ["vi", "en", "fr", "zh", "ja", "ko", "ru"];

/// A place as named texts; what is not there is empty. Numbers have a decimal point, days are year-month-day, lists
/// are keys between commas, commune and village are address parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet(BTreeMap<String, String>);

impl Sheet {
    /// The text of a field.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |text| text.trim())
    }

    /// Sets the text of a field.
    pub fn set(&mut self, field: &str, text: impl Into<String>) {
        self.0.insert(field.to_owned(), text.into());
    }

    /// Those of some fields that differ, in their order.
    pub fn differs_in(&self, other: &Self, fields: &[&'static str]) -> Vec<&'static str> {
        fields
            .iter()
            .copied()
            .filter(|field| self.get(field) != other.get(field))
            .collect()
    }

    /// The fields of a list as JSON: what the audit keeps.
    pub fn part(&self, fields: &[&str]) -> serde_json::Value {
        let pairs = fields
            .iter()
            .map(|field| ((*field).to_owned(), self.get(field).into()));
        serde_json::Value::Object(pairs.collect())
    }

    /// A row with its texts, and the address parts of its commune and village.
    pub(super) fn of(row: &place::Model, texts: &[place_text::Model], commune: &str, village: &str) -> Self {
        let mut sheet = Self::default();
        let some = |text: Option<&String>| text.cloned().unwrap_or_default();
        let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let degrees = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
        sheet.set("slug", row.slug.clone());
        sheet.set("kind", row.kind.to_value());
        sheet.set("commune", commune);
        sheet.set("village", village);
        sheet.set("former_district", some(row.former_district.as_ref()));
        sheet.set("lat", degrees(row.lat));
        sheet.set("lon", degrees(row.lon));
        let precision = row.precision.map(|precision| precision.to_value());
        sheet.set("precision", precision.unwrap_or_default());
        let kind = row.location_type.map(|kind| kind.to_string());
        sheet.set("location_type", kind.unwrap_or_default());
        sheet.set("status", row.status.to_value());
        sheet.set("last_confirmed_on", day(row.last_confirmed_on));
        sheet.set("confirmed_by", some(row.confirmed_by.as_ref()));
        sheet.set("opening_hours", some(row.opening_hours.as_ref()));
        sheet.set("lunar_days", some(row.lunar_days.as_ref()));
        sheet.set("phone", some(row.phone.as_ref()));
        sheet.set("website", some(row.website.as_ref()));
        sheet.set("operator", some(row.operator.as_ref()));
        sheet.set("opened_on", day(row.opened_on));
        sheet.set("recognised_by", some(row.recognised_by.as_ref()));
        sheet.set("decision_no", some(row.decision_no.as_ref()));
        sheet.set("criteria", some(row.criteria.as_ref()));
        let area = row.floor_area_m2.map(|area| area.to_string());
        sheet.set("floor_area_m2", area.unwrap_or_default());
        sheet.set("payment_methods", row.payment_methods.clone());
        sheet.set("facilities", row.facilities.clone());
        sheet.set("languages", row.languages.clone());
        sheet.set("source", row.source.clone());
        for text in texts {
            let tag = match text.locale {
                Locale::Vi => "vi",
                Locale::En => "en",
            };
            sheet.set(&format!("name_{tag}"), text.name.clone());
            for (field, value) in [
                ("address", text.address.as_ref()),
                ("craft", text.craft.as_ref()),
                ("what_to_do", text.what_to_do.as_ref()),
                ("getting_there", text.getting_there.as_ref()),
                ("best_season", text.best_season.as_ref()),
                ("notes", text.notes.as_ref()),
            ] {
                sheet.set(&format!("{field}_{tag}"), some(value));
            }
        }
        sheet
    }
}
