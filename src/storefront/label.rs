//! What a printed label says, and what became of it: on the check page of its certificate, and for a text that was
//! read off a label by any means. What holds today is said beside what was printed, never instead of it.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use entity::Locale;
use serde::Serialize;

use super::cards::{Fact, Facts};
use domain::labels::{self, Broken, Label, Today};
use domain::ratings::{self, Certificate};
use foundation::i18n::format;
use shell::web::{Failure, Form, Meta, Params, Visit, urls};

/// Longest text that is read off a label, in bytes: an address, whatever the site is called.
const LONGEST: usize = 1_000;

/// A label in words.
#[derive(Serialize)]
pub struct LabelView {
    /// How a note about it looks: `is-good` or `is-bad`.
    pub kind: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Whether it is one of ours, and what became of it.
    pub title: String,
    /// The same in a sentence.
    pub text: String,
    /// What is printed; nothing for what is not ours.
    pub facts: Vec<Fact>,
    /// Where its certificate stands.
    pub url: Option<String>,
    /// The certificate that holds now instead.
    pub newer: Option<Newer>,
}

/// A certificate that took the place of another.
#[derive(Serialize)]
pub struct Newer {
    label: String,
    url: String,
}

/// Whether a text may be the code of a certificate at all.
pub fn is_code(code: &str) -> bool {
    (4..=40).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The signed text of an address, if it has one; what is longer than any is no text at all.
pub fn signed(params: &Params) -> Option<&str> {
    params.get("s").filter(|text| text.len() <= labels::LONGEST_TEXT)
}

impl LabelView {
    /// What a signed text says of a certificate, beside what holds today. `all` are those of its product.
    pub fn new(
        visit: &Visit,
        code: &str,
        text: &str,
        (certificate, all): (Option<&Certificate>, &[Certificate]),
    ) -> Result<Self, Failure> {
        let key = labels::key(&visit.state.services.secrets)?;
        Ok(match Label::read(&key, code, text) {
            Ok(label) => Self::of(visit, &label, certificate, all),
            Err(broken) => {
                let word = match broken {
                    Broken::Forged => "forged",
                    Broken::Unreadable => "unreadable",
                };
                Self::bad(visit, word)
            }
        })
    }

    /// Whether it is one of ours.
    pub fn is_ours(&self) -> bool {
        !self.facts.is_empty()
    }

    fn bad(visit: &Visit, word: &str) -> Self {
        Self {
            kind: "is-bad",
            icon: "alert",
            title: visit.text(&format!("label.title_{word}")),
            text: visit.text(&format!("label.text_{word}")),
            facts: Vec::new(),
            url: None,
            newer: None,
        }
    }

    fn of(visit: &Visit, label: &Label, certificate: Option<&Certificate>, all: &[Certificate]) -> Self {
        let locale = visit.locale;
        let today = certificate.map(|certificate| Today::new(label, certificate, all, visit.edition.day));
        let word = today.map_or("unknown", |today| today.change.word());
        let now = certificate.map_or_else(String::new, |certificate| certificate.stars.get().to_string());
        let until = certificate.and_then(|certificate| certificate.revoked_on);
        let (day, printed) = (
            format::date(visit.edition.day, locale),
            format::date(label.printed, locale),
        );
        let (stars, last) = (
            label.stars.get().to_string(),
            format::date(label.valid_until, locale),
        );
        let revoked = until.map_or_else(String::new, |day| format::date(day, locale));
        let words = [
            ("printed", printed.as_str()),
            ("stars", stars.as_str()),
            ("until", last.as_str()),
            ("day", day.as_str()),
            ("now", now.as_str()),
            ("revoked", revoked.as_str()),
        ];
        let good = word == "same";
        let newer = today.and_then(|today| today.newer).map(|newer| {
            let stars = newer.stars.get().to_string();
            Newer {
                label: visit.text_with("label.newer", &[("stars", &stars), ("code", &newer.code)]),
                url: urls::certificate(locale, &newer.code),
            }
        });
        Self {
            kind: if good { "is-good" } else { "is-bad" },
            icon: if good { "check" } else { "alert" },
            title: visit.text(&format!("label.title_{word}")),
            text: visit.text_with(&format!("label.text_{word}"), &words),
            facts: facts(visit, label),
            url: certificate.map(|_| urls::certificate(locale, &label.code)),
            newer,
        }
    }
}

/// What is printed, line by line.
fn facts(visit: &Visit, label: &Label) -> Vec<Fact> {
    let locale = visit.locale;
    let (earliest, latest) = label.issued;
    let issued = if earliest == latest {
        format::date(earliest, locale)
    } else {
        format::date_range(earliest, Some(latest), locale)
    };
    let stars = label.stars.get().to_string();
    let grade = if label.confirmed {
        "confirmed"
    } else {
        "unconfirmed"
    };
    let mut facts = Facts::default();
    facts
        .add(visit, "label.product", Some(label.name.clone()))
        .add(visit, "label.code", Some(label.code.clone()))
        .add(
            visit,
            "label.stars",
            Some(visit.text_with("label.stars_of", &[("stars", &stars)])),
        )
        .add(visit, "label.decision", Some(label.decision.clone()))
        .add(
            visit,
            "label.evidence",
            Some(visit.text(&format!("label.grade_{grade}"))),
        )
        .add(visit, "label.issued", Some(issued))
        .add(
            visit,
            "label.until",
            Some(format::date(label.valid_until, locale)),
        )
        .add(visit, "label.printed", Some(format::date(label.printed, locale)));
    facts.list()
}

#[derive(Serialize)]
struct CheckPage<'a> {
    form: &'a Form,
    label: Option<LabelView>,
    action: &'static str,
    longest: usize,
    /// The public half of the key, for the script that checks without us.
    key: String,
    /// Where it stands for everybody.
    keys_url: &'static str,
}

fn page(visit: &Visit, form: &Form, label: Option<LabelView>) -> Result<HttpResponse, Failure> {
    let meta = Meta::new(
        visit.text("label.title"),
        urls::fixed(Locale::Vi, "label_check"),
        urls::fixed(Locale::En, "label_check"),
    )
    .about(visit.text("label.meta"))
    .under(visit.locale, visit.text("nav.home"), "home");
    let template = "storefront/label_check.html";
    let asked = label.is_some() || !form.is_fine();
    let page = CheckPage {
        form,
        label,
        action: urls::fixed(visit.locale, "label_check"),
        longest: LONGEST,
        key: labels::key(&visit.state.services.secrets)?.public(),
        keys_url: urls::LABEL_KEYS,
    };
    if !asked {
        return visit.page(template, meta, &page);
    }
    let mut response = visit.private_page(template, meta, &page)?;
    if !form.is_fine() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// `GET /chung-nhan/kiem-tra`: where a text is put that was read off a label.
pub async fn ask(visit: Visit) -> Result<HttpResponse, Failure> {
    page(&visit, &Form::default(), None)
}

/// `POST /chung-nhan/kiem-tra`: what the text says, and whether it is ours.
pub async fn check(visit: Visit, mut form: Form) -> Result<HttpResponse, Failure> {
    let typed = form.get("text").to_owned();
    let Some((code, signed)) = parts(&typed) else {
        let word = if typed.is_empty() { "empty" } else { "not_a_label" };
        form.refuse("text", visit.text(&format!("label.refused_{word}")));
        return page(&visit, &form, None);
    };
    let db = &visit.state.services.db;
    let certificate = ratings::by_code(db, &code).await?;
    let Some(signed) = signed else {
        // The code alone was typed off a label: it proves nothing, but it leads to what holds.
        if certificate.is_some() {
            let to = urls::certificate(visit.locale, &code);
            return Ok(HttpResponse::SeeOther()
                .insert_header((header::LOCATION, to))
                .insert_header((header::CACHE_CONTROL, "private, no-store"))
                .finish());
        }
        form.refuse("text", visit.text("label.refused_no_code"));
        return page(&visit, &form, None);
    };
    let all = match &certificate {
        Some(certificate) => ratings::of_product(db, certificate.product_id).await?,
        None => Vec::new(),
    };
    let view = LabelView::new(&visit, &code, &signed, (certificate.as_ref(), &all))?;
    page(&visit, &form, Some(view))
}

/// Code and signed text of what was read off a label: the whole address, its end, or the code alone.
fn parts(text: &str) -> Option<(String, Option<String>)> {
    if text.len() > LONGEST {
        return None;
    }
    // Programs that read codes break long addresses into lines.
    let text: String = text.split_whitespace().collect();
    let text = text.split('#').next().unwrap_or_default();
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let code = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()?
        .to_ascii_uppercase();
    let signed = signed(&Params::parse(query)).map(str::to_owned);
    is_code(&code).then_some((code, signed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_scanners_and_people_give_it() {
        let found = |code: &str, signed: Option<&str>| Some((code.to_owned(), signed.map(str::to_owned)));
        for (text, wanted) in [
            (
                "https://cho.vn/chung-nhan/HN-1A2B?s=ab.cd",
                found("HN-1A2B", Some("ab.cd")),
            ),
            (
                "/en/certificates/hn-1a2b?s=ab.cd#x",
                found("HN-1A2B", Some("ab.cd")),
            ),
            (
                "https://cho.vn/chung-nhan/HN-1A2B?s=ab\n.cd",
                found("HN-1A2B", Some("ab.cd")),
            ),
            ("HN-1A2B?s=ab.cd&s=x", found("HN-1A2B", Some("ab.cd"))),
            ("  hn-1a2b ", found("HN-1A2B", None)),
            ("https://cho.vn/chung-nhan/HN-1A2B/", found("HN-1A2B", None)),
            ("", None),
            ("https://cho.vn/?s=ab.cd", None),
            ("mật ong", None),
            (
                "00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA",
                None,
            ),
        ] {
            assert_eq!(parts(text), wanted, "{text}");
        }
        assert_eq!(parts(&format!("HN-1A2B?s={}", "a".repeat(5_000))), None);
        assert_eq!(
            parts(&format!("HN-1A2B?s={}", "a".repeat(900))),
            found("HN-1A2B", None)
        );
    }
}
