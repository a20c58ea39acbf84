//! Who runs the site and how long a complaint takes, as the operator sets them; and the way to the legal pages.

use actix_web::HttpResponse;
use chrono::NaiveDate;
use entity::{Badge, LegalPage, Locale, parse_email, parse_tax_code};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use domain::imprint::{self, Limits, Particulars, Saved, SettingsRefusal};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Visit, urls};

/// Characters of a particular.
const LONGEST: usize = 200;
/// The fields of text, in the order of the form.
const TEXTS: [&str; 9] = [
    "name",
    "address",
    "representative",
    "title",
    "tax_code",
    "issued_by",
    "phone",
    "email",
    "domain",
];

#[derive(Serialize)]
struct TextRow {
    title: String,
    language: String,
    url: String,
    version: Option<i32>,
}

#[derive(Serialize)]
struct SettingsPage {
    action: String,
    badges: [&'static str; 3],
    /// Whether the site still calls itself an unregistered try-out.
    unregistered: bool,
    /// Whether the settings file says something of who runs the site.
    from_file: bool,
    most_hours: i32,
    most_days: i32,
    today: String,
    texts: Vec<TextRow>,
}

/// `GET /quan-tri/cau-hinh`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let saved = imprint::saved(&officer.shopper.visit.state.services.db).await?;
    let form = filled(&saved);
    page(&mut officer, &form, &saved)
}

/// `POST /quan-tri/cau-hinh`: saves what the form says, if nobody else has saved since it was opened.
pub(super) async fn update(Operator(mut officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    let now = services.clock.now();
    let mut saved = imprint::saved(&services.db).await?;
    if let Some(wanted) = judged(visit, &mut form, vietnam_day(now)) {
        match imprint::store(&services.db, now, &officer.actor, &wanted).await? {
            Ok(_) => {
                // The page that is looked at next says it, and this process shows it at once.
                visit.state.editions.refresh().await?;
                let here = urls::office(visit.locale, "site");
                let to = format!("{here}{}", urls::query(&[("done", "saved")]));
                return Ok(officer.shopper.see(&to));
            }
            Err(SettingsRefusal::Stale) => {
                form.refuse("name", visit.text("imprint.refused_stale"));
                // Sent once more, the form stands over what the other one saved: the words say so.
                saved = imprint::saved(&services.db).await?;
                form.set("revision", saved.revision.to_string());
            }
        }
    }
    page(&mut officer, &form, &saved)
}

fn filled(saved: &Saved) -> Form {
    let who = &saved.particulars;
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    Form::new([
        ("revision", saved.revision.to_string()),
        ("name", text(who.name.as_ref())),
        ("address", text(who.address.as_ref())),
        ("representative", text(who.representative.as_ref())),
        ("title", text(who.title.as_ref())),
        ("tax_code", text(who.tax_code.as_ref())),
        (
            "issued_on",
            who.issued_on.map(|day| day.to_string()).unwrap_or_default(),
        ),
        ("issued_by", text(who.issued_by.as_ref())),
        ("phone", text(who.phone.as_ref())),
        ("email", text(who.email.as_ref())),
        ("domain", text(who.domain.as_ref())),
        ("badge", who.badge.word().to_owned()),
        ("badge_url", text(who.badge_url.as_ref())),
        ("hours", saved.limits.acknowledge_hours.to_string()),
        ("days", saved.limits.answer_days.to_string()),
    ])
}

/// Judges the form: what is to be saved, or words beside the fields.
fn judged(visit: &Visit, form: &mut Form, today: NaiveDate) -> Option<Saved> {
    for name in TEXTS {
        if form.get(name).chars().count() > LONGEST {
            let most = LONGEST.to_string();
            form.refuse(name, visit.text_with("account.refused_length", &[("n", &most)]));
        }
    }
    let refuse = |form: &mut Form, name: &str, key: &str| form.refuse(name, visit.text(key));
    // Ten digits, thirteen with a branch: those of a person run no marketplace.
    let tax_code = form.some("tax_code").map(parse_tax_code);
    let tax_code = match tax_code {
        Some(Some(code)) if code.len() != 12 => Some(code),
        Some(_) => {
            refuse(form, "tax_code", "imprint.refused_tax_code");
            None
        }
        None => None,
    };
    let issued_on = form.some("issued_on").map(str::parse::<NaiveDate>);
    let issued_on = match issued_on {
        Some(Ok(day)) if day <= today => Some(day),
        Some(_) => {
            refuse(form, "issued_on", "imprint.refused_issued");
            None
        }
        None => None,
    };
    let is_issued = form.some("issued_on").or(form.some("issued_by")).is_some();
    if is_issued && form.some("tax_code").is_none() {
        refuse(form, "tax_code", "form.required");
    }
    if form.some("title").is_some() && form.some("representative").is_none() {
        refuse(form, "representative", "form.required");
    }
    if form.some("phone").is_some_and(|typed| !is_phone(typed)) {
        refuse(form, "phone", "form.bad_phone");
    }
    if form
        .some("email")
        .is_some_and(|typed| parse_email(typed).is_none())
    {
        refuse(form, "email", "account.refused_email");
    }
    if form.some("domain").is_some_and(|typed| !is_domain(typed)) {
        refuse(form, "domain", "imprint.refused_domain");
    }
    let badge = Badge::parse(form.get("badge"));
    match badge {
        None => refuse(form, "badge", "form.required"),
        Some(Badge::None) => {
            if form.some("badge_url").is_some() {
                refuse(form, "badge", "imprint.refused_no_badge");
            }
        }
        Some(_) => {
            if !imprint::is_official(form.get("badge_url")) {
                refuse(form, "badge_url", "imprint.refused_badge_url");
            }
        }
    }
    let within = |form: &Form, name: &str, range: std::ops::RangeInclusive<i32>| {
        let number = form.number(name).and_then(|number| i32::try_from(number).ok());
        number.filter(|number| range.contains(number))
    };
    let (hours, days) = (
        within(form, "hours", Limits::HOURS),
        within(form, "days", Limits::DAYS),
    );
    if hours.is_none() {
        refuse(form, "hours", "imprint.refused_hours");
    }
    if days.is_none() {
        refuse(form, "days", "imprint.refused_days");
    }
    let revision = form.number("revision");
    if revision.is_none() {
        refuse(form, "name", "imprint.refused_stale");
    }
    let (revision, hours, days, badge) = (revision?, hours?, days?, badge?);
    let text = |name: &str| form.some(name).map(|text| clean(text, LONGEST));
    form.is_fine().then(|| Saved {
        revision,
        limits: Limits {
            acknowledge_hours: hours,
            answer_days: days,
        },
        particulars: Particulars {
            name: text("name"),
            address: text("address"),
            representative: text("representative"),
            title: text("title"),
            tax_code,
            issued_on,
            issued_by: text("issued_by"),
            phone: text("phone"),
            email: form.some("email").and_then(parse_email),
            domain: form.some("domain").map(str::to_lowercase),
            badge,
            badge_url: form.some("badge_url").map(str::to_owned),
        },
    })
}

/// A number as it is shown: also 1900 and 1800 numbers, which the other forms do not take.
fn is_phone(typed: &str) -> bool {
    let digits = typed.bytes().filter(u8::is_ascii_digit).count();
    let plain = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '.' | '-' | '+' | '(' | ')');
    (8..=15).contains(&digits) && typed.chars().all(plain)
}

fn is_domain(typed: &str) -> bool {
    let part = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    typed.contains('.') && typed.split('.').all(part)
}

fn page(officer: &mut Officer, form: &Form, saved: &Saved) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let file = &visit.state.services.settings.operator;
    let languages = Locale::ALL
        .into_iter()
        .flat_map(|language| LegalPage::ALL.into_iter().map(move |page| (page, language)));
    let content = SettingsPage {
        action: urls::office(locale, "site"),
        badges: Badge::ALL.map(Badge::word),
        unregistered: !saved.particulars.beside(file).is_complete(),
        from_file: *file != foundation::config::Operator::default(),
        most_hours: *Limits::HOURS.end(),
        most_days: *Limits::DAYS.end(),
        today: vietnam_day(visit.state.services.clock.now()).to_string(),
        texts: languages
            .map(|(page, language)| TextRow {
                title: visit.text(&format!("footer.{}", page.word())),
                language: visit.text(&format!("imprint.language_{}", language.tag())),
                url: urls::office_at(locale, "legal", &[page.word(), language.tag()]),
                version: visit
                    .edition
                    .imprint
                    .text(page, language)
                    .map(|text| text.version),
            })
            .collect(),
    };
    let title = visit.text("imprint.title");
    frame::page(
        officer,
        ("office/site.html", "site", &[], "site"),
        title,
        form,
        &content,
    )
}
