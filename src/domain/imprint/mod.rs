//! Who runs the site and what its legal pages say: kept by the operator on screen, beside what the settings file says
//! and what comes with the software. Footer, pages, letters and time limits all read it from here.

mod particulars;
mod texts;
mod words;

use chrono::NaiveDate;
use entity::{LegalPage, Locale};
use sea_orm::ConnectionTrait;

use foundation::config::Operator;
use foundation::kernel::error::Result;

pub use particulars::{Limits, Particulars, Saved, SettingsRefusal, is_official, limits, saved, store};
pub use texts::{Period, Text, TextRefusal, every, one, periods, publish, wording};
pub use words::{PLACEHOLDERS, Spoken, strangers, to_html};

/// Who runs the site and which texts hold, as of one version and one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Revision of the particulars; 0 while nothing was saved on screen.
    pub revision: i64,
    /// How long the operator takes for a complaint.
    pub limits: Limits,
    said: Particulars,
    texts: Vec<Text>,
    coming: Vec<Text>,
}

impl Imprint {
    /// Reads everything as it holds on a day in Việt Nam.
    pub async fn load(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Self> {
        let Saved {
            revision,
            particulars,
            limits,
        } = saved(db).await?;
        let (texts, coming) = texts::standing(db, day).await?;
        Ok(Self {
            revision,
            limits,
            said: particulars,
            texts,
            coming,
        })
    }

    /// Who runs the site: what was saved on screen beats the settings file, where it says something.
    pub fn particulars(&self, file: &Operator) -> Particulars {
        self.said.beside(file)
    }

    /// The operator's own text of a page in a language, where one holds today.
    pub fn text(&self, page: LegalPage, locale: Locale) -> Option<&Text> {
        of(&self.texts, page, locale)
    }

    /// The text of a page in a language that is published and waits for its day.
    pub fn coming(&self, page: LegalPage, locale: Locale) -> Option<&Text> {
        of(&self.coming, page, locale)
    }
}

fn of(texts: &[Text], page: LegalPage, locale: Locale) -> Option<&Text> {
    texts
        .iter()
        .find(|text| text.page == page && text.locale == locale)
}
