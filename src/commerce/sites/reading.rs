//! Values of a sheet, read one by one. Every getter notes what is wrong and goes on, so that all faults are found at
//! once; what it returns then does not count.

use chrono::NaiveDate;
use sea_orm::ActiveEnum;

use super::fault::{Fault, Wrong};
use super::sheet::Sheet;
use foundation::kernel::fold::nfc;

/// Characters of a line.
pub(crate) const LINE: usize = 160;
/// Characters of a paragraph.
pub(crate) const PARAGRAPH: usize = 2_000;
/// Bytes of an address part.
const SLUG: usize = 80;

/// A sheet under judgement.
pub(crate) struct Judge<'a> {
    /// What it says.
    pub(crate) sheet: &'a Sheet,
    /// What was found to be wrong.
    pub(crate) wrong: Vec<Wrong>,
}

impl<'a> Judge<'a> {
    /// Begins.
    pub(crate) fn new(sheet: &'a Sheet) -> Self {
        Self {
            sheet,
            wrong: Vec::new(),
        }
    }

    /// Notes what is wrong with a field.
    pub(crate) fn refuse(&mut self, field: &'static str, fault: Fault) {
        self.wrong.push(Wrong { field, fault });
    }

    /// Text of at most so many characters; nothing where nothing stands.
    pub(crate) fn text(&mut self, field: &'static str, most: usize) -> Option<String> {
        let text = nfc(&self.sheet.get(field).replace("\r\n", "\n"))
            .trim()
            .to_owned();
        if text.chars().count() > most {
            self.refuse(field, Fault::TooLong);
        }
        (!text.is_empty()).then_some(text)
    }

    /// An address part; one that was there before the rule may stay as it is.
    pub(crate) fn slug(&mut self, before: Option<&str>) -> String {
        let slug = self.sheet.get("slug").to_owned();
        let shaped = slug.len() <= SLUG
            && slug.split('-').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            });
        if !shaped && before != Some(slug.as_str()) {
            self.refuse("slug", Fault::BadSlug);
        }
        slug
    }

    /// One of the words of a column.
    pub(super) fn word<T: ActiveEnum<Value = String>>(&mut self, field: &'static str) -> Option<T> {
        let text = self.sheet.get(field).to_owned();
        if text.is_empty() {
            return None;
        }
        let found = T::try_from_value(&text).ok();
        if found.is_none() {
            self.refuse(field, Fault::UnknownWord);
        }
        found
    }

    /// A day written year-month-day.
    pub(crate) fn day(&mut self, field: &'static str) -> Option<NaiveDate> {
        let text = self.sheet.get(field);
        if text.is_empty() {
            return None;
        }
        let day = text.parse::<NaiveDate>().ok();
        if day.is_none() {
            self.refuse(field, Fault::BadDay);
        }
        day
    }

    /// A whole number within bounds.
    pub(crate) fn number(&mut self, field: &'static str, least: i32, most: i32) -> Option<i32> {
        let text = self.sheet.get(field);
        if text.is_empty() {
            return None;
        }
        let number = text
            .parse::<i32>()
            .ok()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.refuse(field, Fault::BadNumber);
        }
        number
    }

    /// Keys between commas; what the place had before and nobody knows any more may stay.
    pub(super) fn keys(&mut self, field: &'static str, known: &[&str], before: &str) -> String {
        let sheet = self.sheet;
        let mut keys: Vec<&str> = Vec::new();
        for key in sheet.get(field).split([',', ';']).map(str::trim) {
            if key.is_empty() || keys.contains(&key) {
                continue;
            }
            if !known.contains(&key) && !before.split(',').any(|old| old == key) {
                self.refuse(field, Fault::UnknownWord);
            }
            keys.push(key);
        }
        let order = |key: &&str| known.iter().position(|one| one == key).unwrap_or(known.len());
        keys.sort_by_key(order);
        keys.join(",")
    }
}
