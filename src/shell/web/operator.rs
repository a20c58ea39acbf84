//! Who runs the site, as pages say it: in the footer, on the built-in legal pages, and in the operator's own texts.

use entity::{Badge, LegalPage, Locale};
use serde::Serialize;

use super::state::State;
use domain::imprint::{self, Imprint, Particulars, Spoken};
use foundation::i18n::format;

/// Who runs the site, for templates.
#[derive(Debug, Serialize)]
pub(super) struct OperatorView {
    name: String,
    address: Option<String>,
    representative: Option<String>,
    tax_code: Option<String>,
    issued: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    domain: Option<String>,
    /// Whether the site may stop calling itself an unregistered try-out.
    registered: bool,
    /// `notified` or `registered`; none without a badge.
    badge: Option<&'static str>,
    registration_url: Option<String>,
}

impl OperatorView {
    pub(super) fn new(state: &State, locale: Locale, imprint: &Imprint) -> Self {
        let who = imprint.particulars(&state.services.settings.operator);
        let unnamed = || state.views.texts().text(locale, "footer.no_operator", &[]);
        Self {
            representative: representative(&who),
            issued: issued(state, locale, &who),
            registered: who.is_complete(),
            badge: (who.badge != Badge::None).then(|| who.badge.word()),
            name: who.name.unwrap_or_else(unnamed),
            address: who.address,
            tax_code: who.tax_code,
            phone: who.phone,
            email: who.email,
            domain: who.domain,
            registration_url: who.badge_url,
        }
    }
}

/// The representative with the title.
fn representative(who: &Particulars) -> Option<String> {
    let name = who.representative.as_deref()?;
    Some(match &who.title {
        Some(title) => format!("{name}, {title}"),
        None => name.to_owned(),
    })
}

/// When and by whom the code was issued, as far as that is told.
fn issued(state: &State, locale: Locale, who: &Particulars) -> Option<String> {
    let texts = state.views.texts();
    let day = who.issued_on.map(|day| format::date(day, locale));
    match (day, &who.issued_by) {
        (Some(day), Some(by)) => {
            Some(texts.text(locale, "imprint.issued_on_by", &[("date", &day), ("name", by)]))
        }
        (Some(day), None) => Some(texts.text(locale, "imprint.issued_on_date", &[("date", &day)])),
        (None, Some(by)) => Some(texts.text(locale, "imprint.issued_by_name", &[("name", by)])),
        (None, None) => None,
    }
}

/// What the placeholders of legal pages say in a language.
pub fn spoken(state: &State, locale: Locale, imprint: &Imprint) -> Spoken {
    let texts = state.views.texts();
    let who = imprint.particulars(&state.services.settings.operator);
    let said = |value: Option<String>| value.unwrap_or_else(|| texts.text(locale, "footer.no_operator", &[]));
    let registration = match who.badge {
        Badge::None => texts.text(locale, "imprint.not_registered", &[]),
        badge => format!(
            "{}: {}",
            texts.text(locale, &format!("imprint.badge_{}", badge.word()), &[]),
            who.badge_url.clone().unwrap_or_default()
        ),
    };
    let (representative, issued) = (representative(&who), issued(state, locale, &who));
    [
        said(who.name),
        said(who.address),
        said(representative),
        said(who.tax_code),
        said(issued),
        said(who.phone),
        said(who.email),
        said(who.domain),
        registration,
        imprint.limits.acknowledge_hours.to_string(),
        imprint.limits.answer_days.to_string(),
    ]
}

/// The operator's own words as HTML, with the placeholders filled in.
pub fn legal_html(state: &State, locale: Locale, imprint: &Imprint, body: &str) -> String {
    imprint::to_html(body, &spoken(state, locale, imprint))
}

/// Title of a legal page.
pub fn legal_title(state: &State, locale: Locale, page: LegalPage) -> String {
    state
        .views
        .texts()
        .text(locale, &format!("footer.{}", page.word()), &[])
}
