//! The operator's particulars and time limits: one row, each change with its revision and its line in the audit.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{Badge, site_particular};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use foundation::audit::{self, Act};
use foundation::config::Operator;
use foundation::kernel::db::{Db, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::publication;

/// The key of the one row.
const ROW: i64 = 1;

/// Who runs the site (NĐ 248/2026/NĐ-CP, Điều 4 wants these in the footer).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// Full name of the owner of the platform.
    pub name: Option<String>,
    /// Registered office.
    pub address: Option<String>,
    /// Legal representative.
    pub representative: Option<String>,
    /// What the representative is there.
    pub title: Option<String>,
    /// Business code, which is the tax code.
    pub tax_code: Option<String>,
    /// When the code was issued.
    pub issued_on: Option<NaiveDate>,
    /// By whom.
    pub issued_by: Option<String>,
    /// Telephone as it is shown.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Registered domain.
    pub domain: Option<String>,
    /// What the Ministry of Industry and Trade knows of the site.
    pub badge: Badge,
    /// Where the ministry says so; there exactly when there is a badge.
    pub badge_url: Option<String>,
}

impl Particulars {
    /// Whether the site may stop calling itself an unregistered try-out: name, office, code and registration are told.
    pub fn is_complete(&self) -> bool {
        self.name.is_some() && self.address.is_some() && self.tax_code.is_some() && self.badge != Badge::None
    }

    /// These, and what they leave open from the settings file. What belongs together comes from one of the two.
    #[must_use]
    pub fn beside(&self, file: &Operator) -> Self {
        let mut all = self.clone();
        all.name = all.name.or_else(|| file.name.clone());
        all.address = all.address.or_else(|| file.address.clone());
        all.phone = all.phone.or_else(|| file.phone.clone());
        all.email = all.email.or_else(|| file.email.clone());
        if all.representative.is_none() {
            all.representative.clone_from(&file.representative);
            all.title = None;
        }
        if all.tax_code.is_none() {
            all.tax_code.clone_from(&file.tax_code);
            (all.issued_on, all.issued_by) = (None, None);
        }
        if all.badge == Badge::None && file.registration_url.is_some() {
            all.badge = Badge::Registered;
            all.badge_url.clone_from(&file.registration_url);
        }
        all
    }

    fn said(&self) -> Value {
        json!({
            "name": self.name, "address": self.address, "representative": self.representative,
            "title": self.title, "tax_code": self.tax_code, "issued_on": self.issued_on,
            "issued_by": self.issued_by, "phone": self.phone, "email": self.email,
            "domain": self.domain, "badge": self.badge.word(), "badge_url": self.badge_url,
        })
    }
}

/// Whether an address is a page of the state, which is what a badge leads to: `https://…gov.vn/…`.
pub fn is_official(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
    host.ends_with(".gov.vn")
        && host.bytes().all(plain)
        && address.len() <= 300
        && address.bytes().all(|b| b.is_ascii_graphic())
}

/// How long the operator takes for a complaint. Our own promise, told on the form and on every complaint's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Within so many hours it is acknowledged.
    pub acknowledge_hours: i32,
    /// Within so many working days it is answered.
    pub answer_days: i32,
}

impl Limits {
    /// Hours an operator may promise.
    pub const HOURS: std::ops::RangeInclusive<i32> = 1..=168;
    /// Working days an operator may promise.
    pub const DAYS: std::ops::RangeInclusive<i32> = 1..=60;

    /// The time in which a complaint is acknowledged.
    pub fn acknowledge_within(self) -> TimeDelta {
        TimeDelta::hours(i64::from(self.acknowledge_hours))
    }
}

impl Default for Limits {
    /// 24 hours and 7 working days.
    fn default() -> Self {
        Self {
            acknowledge_hours: 24,
            answer_days: 7,
        }
    }
}

/// What was saved on screen; nothing and revision 0 before that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Grows with every change.
    pub revision: i64,
    /// Who runs the site.
    pub particulars: Particulars,
    /// How long a complaint takes.
    pub limits: Limits,
}

/// Why nothing was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsRefusal {
    /// Somebody else saved meanwhile.
    Stale,
}

/// What was saved on screen.
pub async fn saved(db: &impl ConnectionTrait) -> Result<Saved> {
    let row = site_particular::Entity::find_by_id(ROW).one(db).await?;
    Ok(row.map(from_row).unwrap_or_default())
}

/// How long the operator takes for a complaint.
pub async fn limits(db: &impl ConnectionTrait) -> Result<Limits> {
    Ok(saved(db).await?.limits)
}

fn from_row(row: site_particular::Model) -> Saved {
    Saved {
        revision: row.revision,
        limits: Limits {
            acknowledge_hours: row.acknowledge_hours,
            answer_days: row.answer_days,
        },
        particulars: Particulars {
            name: row.name,
            address: row.address,
            representative: row.representative,
            title: row.representative_title,
            tax_code: row.tax_code,
            issued_on: row.issued_on,
            issued_by: row.issued_by,
            phone: row.phone,
            email: row.email,
            domain: row.domain,
            badge: row.badge,
            badge_url: row.badge_url,
        },
    }
}

/// Saves particulars and limits over the revision that `wanted` carries, under a new version of the public content:
/// footer and pages change together on every node. Returns the new revision.
pub async fn store(db: &Db, now: DateTime<Utc>, actor: &str, wanted: &Saved) -> Answer<i64, SettingsRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let before = saved(&txn).await?;
        if before.revision != wanted.revision {
            return Ok(Err(SettingsRefusal::Stale));
        }
        if before == *wanted && before.revision > 0 {
            return Ok(Ok(before.revision));
        }
        let revision = before.revision + 1;
        let row = row(now, actor, revision, wanted);
        if before.revision == 0 {
            match site_particular::Entity::insert(row)
                .exec_without_returning(&txn)
                .await
            {
                Ok(_) => {}
                Err(error) if is_duplicate(&error) => return Ok(Err(SettingsRefusal::Stale)),
                Err(error) => return Err(error.into()),
            }
        } else {
            let moved = site_particular::Entity::update_many()
                .set(row)
                .filter(site_particular::Column::Id.eq(ROW))
                .filter(site_particular::Column::Revision.eq(before.revision))
                .exec(&txn)
                .await?;
            if moved.rows_affected != 1 {
                return Ok(Err(SettingsRefusal::Stale));
            }
        }
        let told = |saved: &Saved| {
            json!({
                "particulars": saved.particulars.said(),
                "acknowledge_hours": saved.limits.acknowledge_hours,
                "answer_days": saved.limits.answer_days,
            })
        };
        let act = Act {
            actor,
            action: "site.particulars",
            subject_kind: "site",
            subject_id: Some(ROW),
            before: (before.revision > 0).then(|| told(&before)),
            after: Some(told(wanted)),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        publication::announce(&txn, now).await?;
        txn.commit().await?;
        Ok(Ok(revision))
    })
    .await
}

fn row(now: DateTime<Utc>, actor: &str, revision: i64, wanted: &Saved) -> site_particular::ActiveModel {
    let Saved {
        particulars, limits, ..
    } = wanted.clone();
    site_particular::ActiveModel {
        id: Set(ROW),
        revision: Set(revision),
        name: Set(particulars.name),
        address: Set(particulars.address),
        representative: Set(particulars.representative),
        representative_title: Set(particulars.title),
        tax_code: Set(particulars.tax_code),
        issued_on: Set(particulars.issued_on),
        issued_by: Set(particulars.issued_by),
        phone: Set(particulars.phone),
        email: Set(particulars.email),
        domain: Set(particulars.domain),
        badge: Set(particulars.badge),
        badge_url: Set(particulars.badge_url),
        acknowledge_hours: Set(limits.acknowledge_hours),
        answer_days: Set(limits.answer_days),
        updated_at: Set(now),
        updated_by: Set(actor.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_leads_to_the_state_and_nowhere_else() {
        for (address, wanted) in [
            ("https://online.gov.vn/Home/WebDetails/1", true),
            ("https://dichvucong.moit.gov.vn", true),
            ("http://online.gov.vn/1", false),
            ("https://online.gov.vn.evil.example/", false),
            ("https://evil.example/.gov.vn", false),
            ("https://evil.example\\.gov.vn/", false),
            ("https://a@evil.example#.gov.vn", false),
            ("https://online.gov.vn/ \"onclick=x", false),
            ("javascript:alert(1)//.gov.vn", false),
            ("", false),
        ] {
            assert_eq!(is_official(address), wanted, "{address}");
        }
    }

    #[test]
    fn the_screen_beats_the_file_piece_by_piece() {
        let file = Operator {
            name: Some("Tệp".to_owned()),
            tax_code: Some("0100109106, cấp ngày 1/1/2020".to_owned()),
            registration_url: Some("https://online.gov.vn/1".to_owned()),
            ..Operator::default()
        };
        let nothing = Particulars::default().beside(&file);
        assert_eq!(nothing.name.as_deref(), Some("Tệp"));
        assert_eq!(nothing.badge, Badge::Registered);
        assert!(!nothing.is_complete(), "the office is not told");
        let screen = Particulars {
            name: Some("Màn hình".to_owned()),
            address: Some("Hà Nội".to_owned()),
            // Without its code, a date of issue says nothing: it is not put beside the file's code.
            issued_by: Some("Sở".to_owned()),
            ..Particulars::default()
        };
        let both = screen.beside(&file);
        assert_eq!(both.name.as_deref(), Some("Màn hình"));
        assert_eq!(both.issued_by, None);
        assert!(both.is_complete());
        assert!(!screen.beside(&Operator::default()).is_complete());
    }
}
