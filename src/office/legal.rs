//! The words of a legal page in a language: written as Markdown, looked at before they are published, published from a
//! day on. Versions that were published stay as they are.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use entity::{LegalPage, Locale};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use commerce::operations::trail;
use domain::imprint::{self, TextRefusal};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, operator, urls};

/// Characters of a text: twenty pages.
const LONGEST: usize = 15_000;
/// A form with a long text and no files; sent in parts, since as one string Vietnamese takes nine bytes a letter.
const LIMITS: UploadLimits = UploadLimits {
    files: 0,
    file_bytes: 0,
};

#[derive(Serialize)]
struct VersionRow {
    version: i32,
    from: String,
    at: String,
    by: String,
    url: String,
}

#[derive(Serialize)]
struct LegalEditor {
    name: String,
    language: String,
    text_lang: &'static str,
    action: String,
    back: String,
    public_url: String,
    longest: usize,
    today: String,
    placeholders: Vec<Placeholder>,
    preview: Option<String>,
    versions: Vec<VersionRow>,
}

#[derive(Serialize)]
struct Placeholder {
    name: String,
    says: String,
}

type Asked = web::Path<(String, String)>;

fn named(asked: &Asked) -> Result<(LegalPage, Locale), Failure> {
    let (page, tag) = &**asked;
    let page = LegalPage::parse(page).ok_or(Failure::NotFound)?;
    let locale = Locale::ALL.into_iter().find(|locale| locale.tag() == tag);
    Ok((page, locale.ok_or(Failure::NotFound)?))
}

/// `GET /quan-tri/cau-hinh/{page}/{lang}`: the newest version to write on from.
pub(super) async fn show(mut officer: Officer, asked: Asked) -> Result<HttpResponse, Failure> {
    let (page, language) = named(&asked)?;
    let services = &officer.shopper.visit.state.services;
    let today = vietnam_day(services.clock.now());
    let last = imprint::every(&services.db, page, language)
        .await?
        .into_iter()
        .next();
    let form = Form::new([
        ("seen", last.as_ref().map_or(0, |text| text.version).to_string()),
        ("from", today.to_string()),
        ("body", last.map(|text| text.body).unwrap_or_default()),
    ]);
    edit(&mut officer, (page, language), &form, None).await
}

/// `POST /quan-tri/cau-hinh/{page}/{lang}`: shows how it will look, or publishes it.
pub(super) async fn update(
    Operator(mut officer): Operator,
    asked: Asked,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let (page, language) = named(&asked)?;
    let mut form = upload.read(LIMITS).await?.form;
    let visit = &officer.shopper.visit;
    let body = form.get("body").to_owned();
    if body.is_empty() {
        form.refuse("body", visit.text("form.required"));
    } else if body.chars().count() > LONGEST {
        let most = format::number(i64::try_from(LONGEST).unwrap_or(i64::MAX), visit.locale);
        form.refuse("body", visit.text_with("account.refused_length", &[("n", &most)]));
    }
    let strangers = imprint::strangers(&body);
    if !strangers.is_empty() {
        let names: Vec<String> = strangers.iter().map(|name| format!("{{{name}}}")).collect();
        let names = names.join(", ");
        form.refuse(
            "body",
            visit.text_with("imprint.refused_names", &[("names", &names)]),
        );
    }
    let from = form.get("from").parse::<NaiveDate>();
    if from.is_err() {
        form.refuse("from", visit.text("trust.refused_day"));
    }
    let preview = form
        .is_fine()
        .then(|| operator::legal_html(&visit.state, language, &visit.edition.imprint, &body));
    if form.get("verb") == "publish"
        && let (Ok(from), true) = (from, form.is_fine())
    {
        let services = visit.state.services.clone();
        let seen = form
            .number("seen")
            .and_then(|seen| i32::try_from(seen).ok())
            .unwrap_or(-1);
        let now = services.clock.now();
        let actor = officer.actor.clone();
        let wanted = (body.as_str(), from);
        match imprint::publish(&services.db, now, &actor, (page, language, seen), wanted).await? {
            Ok(_) => {
                // The page that is looked at next says it, and this process shows it at once.
                visit.state.editions.refresh().await?;
                let here = address(visit.locale, page, language);
                let to = format!("{here}{}", urls::query(&[("done", "published")]));
                return Ok(officer.shopper.see(&to));
            }
            Err(refusal) => {
                let (field, key) = match refusal {
                    TextRefusal::Stale => ("body", "imprint.refused_version"),
                    TextRefusal::Same => ("body", "imprint.refused_same"),
                    TextRefusal::Past => ("from", "imprint.refused_past"),
                    TextRefusal::FarAhead => ("from", "imprint.refused_ahead"),
                };
                let words = visit.text(key);
                form.refuse(field, words);
            }
        }
    }
    edit(&mut officer, (page, language), &form, preview).await
}

fn address(locale: Locale, page: LegalPage, language: Locale) -> String {
    urls::office_at(locale, "legal", &[page.word(), language.tag()])
}

async fn edit(
    officer: &mut Officer,
    (page, language): (LegalPage, Locale),
    form: &Form,
    preview: Option<String>,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (locale, state) = (visit.locale, &visit.state);
    let every = imprint::every(&state.services.db, page, language).await?;
    let actors: Vec<&str> = every.iter().map(|text| text.published_by.as_str()).collect();
    let people = trail::people(&state.services.db, &actors).await?;
    let held: Vec<i32> = imprint::periods(&every)
        .iter()
        .map(|period| period.version)
        .collect();
    let content = LegalEditor {
        name: visit.text(&format!("footer.{}", page.word())),
        language: language_name(visit, language),
        text_lang: language.tag(),
        action: address(locale, page, language),
        back: urls::office(locale, "site"),
        public_url: urls::fixed(language, page.word()).to_owned(),
        longest: LONGEST,
        today: vietnam_day(state.services.clock.now()).to_string(),
        placeholders: imprint::PLACEHOLDERS
            .iter()
            .zip(operator::spoken(state, language, &visit.edition.imprint))
            .map(|(name, says)| Placeholder {
                name: format!("{{{name}}}"),
                says,
            })
            .collect(),
        preview,
        versions: every
            .iter()
            .map(|text| VersionRow {
                version: text.version,
                from: format::date(text.effective_from, locale),
                at: format::moment(text.published_at, locale),
                by: people
                    .get(&text.published_by)
                    .unwrap_or(&text.published_by)
                    .clone(),
                url: if held.contains(&text.version) {
                    urls::legal_version(language, page.word(), &text.version.to_string())
                } else {
                    String::new()
                },
            })
            .collect(),
    };
    let title = format!("{} · {}", content.name, content.language);
    frame::page(
        officer,
        (
            "office/legal.html",
            "legal",
            &[page.word(), language.tag()],
            "site",
        ),
        title,
        form,
        &content,
    )
}

fn language_name(visit: &Visit, language: Locale) -> String {
    visit.text(&format!("imprint.language_{}", language.tag()))
}
