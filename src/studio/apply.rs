//! Applying to sell: where it stands, what is left to do, and sending it. Each step is a page of its own; what was
//! written is kept after every one, so that people can leave and come back.

use actix_web::HttpResponse;
use entity::{Locale, show_phone};
use serde::Serialize;

use commerce::accounts::Person;
use commerce::applications::{self, Application, ApplyRefusal, Missing, Part, WithdrawRefusal};
use commerce::payments::vietqr::bank_name;
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use shell::web::{Failure, Form, Meta, Shopper, urls};

/// The steps in their order, with what is missing until they are done.
const STEPS: [(&str, Missing); 4] = [
    ("apply_who", Missing::Who),
    ("apply_contact", Missing::Contact),
    ("apply_bank", Missing::Bank),
    ("apply_papers", Missing::Paper),
];

#[derive(Serialize)]
struct StepView {
    key: &'static str,
    url: String,
    done: bool,
    current: bool,
}

#[derive(Serialize)]
struct Framed<'a, T: Serialize> {
    steps: Vec<StepView>,
    overview: String,
    form: &'a Form,
    #[serde(flatten)]
    page: &'a T,
}

/// A page of an application; status 422 when its form was refused.
pub(super) async fn page(
    shopper: &mut Shopper,
    row: Option<&Application>,
    (template, key): (&str, &str),
    form: &Form,
    page: &impl Serialize,
) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let missing = match row {
        Some(row) => applications::missing(&shopper.visit.state.services.db, row).await?,
        None => STEPS.iter().map(|(_, missing)| *missing).collect(),
    };
    let framed = Framed {
        steps: STEPS
            .iter()
            .map(|(step, lacks)| StepView {
                key: step,
                url: urls::studio(locale, step),
                done: !missing.contains(lacks),
                current: *step == key,
            })
            .collect(),
        overview: urls::studio(locale, "apply"),
        form,
        page,
    };
    let meta = Meta::new(
        shopper.visit.text("apply.title"),
        urls::studio(Locale::Vi, key),
        urls::studio(Locale::En, key),
    );
    if form.is_fine() {
        shopper.page(template, meta, &framed)
    } else {
        shopper.refused(template, meta, &framed)
    }
}

/// The application that a step writes into: the person's open one, which may not be there yet. `Err` with the way
/// back to the overview when the office has it.
pub(super) async fn writable(
    shopper: &mut Shopper,
    person: &Person,
) -> Result<Result<Option<Application>, HttpResponse>, Failure> {
    let db = &shopper.visit.state.services.db;
    let row = applications::open_of_person(db, person.id).await?;
    Ok(match row {
        Some(row) if !row.status.is_writable() => Err(overview(shopper)),
        row => Ok(row),
    })
}

/// The way to the overview.
pub(super) fn overview(shopper: &mut Shopper) -> HttpResponse {
    let to = urls::studio(shopper.visit.locale, "apply");
    shopper.see(&to)
}

/// Writes a step; leads to the next one, or back to the overview when the office has the application meanwhile.
pub(super) async fn save(
    shopper: &mut Shopper,
    person: &Person,
    part: &Part,
    next: &str,
) -> Result<HttpResponse, Failure> {
    let services = shopper.visit.state.services.clone();
    let locale = shopper.visit.locale;
    let saved = applications::save(&services.db, services.clock.now(), (person.id, locale), part).await?;
    let next = if saved.is_ok() { next } else { "apply" };
    let to = urls::studio(locale, next);
    Ok(shopper.see(&to))
}

#[derive(Serialize)]
struct OverviewPage {
    /// The state's word; `none` for who has not begun.
    status: &'static str,
    writable: bool,
    answer: Option<String>,
    /// The day on which it was sent.
    sent: Option<String>,
    /// What the office wants to see of everybody.
    wanted: Vec<String>,
    /// The page to go on with.
    next: String,
    desk: String,
    action: String,
    /// Where it is taken back; none when it was not sent, or is decided.
    withdraw: Option<String>,
    /// Whether it was taken back just now.
    withdrawn: bool,
}

/// `GET /nguoi-ban/dang-ky-ban`
pub(super) async fn show(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    overview_page(&mut shopper, &person, &Form::default()).await
}

/// `POST /nguoi-ban/dang-ky-ban/rut`: takes back an application that is not decided, if the box is ticked.
pub(super) async fn withdraw(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    if !form.ticked("sure") {
        form.refuse("sure", shopper.visit.text("withdraw.tick"));
        return overview_page(&mut shopper, &person, &form).await;
    }
    let services = shopper.visit.state.services.clone();
    match applications::withdraw(&services.db, services.clock.now(), person.id).await? {
        Ok(()) => {
            let here = urls::studio(shopper.visit.locale, "apply");
            Ok(shopper.see(&format!("{here}{}", urls::query(&[("done", "withdrawn")]))))
        }
        Err(WithdrawRefusal::Closed) => {
            form.refuse("sure", shopper.visit.text("withdraw.closed"));
            overview_page(&mut shopper, &person, &form).await
        }
    }
}

async fn overview_page(shopper: &mut Shopper, person: &Person, form: &Form) -> Result<HttpResponse, Failure> {
    let locale = shopper.visit.locale;
    let db = &shopper.visit.state.services.db;
    let row = applications::last_of_person(db, person.id).await?;
    let missing = match &row {
        Some(row) => applications::missing(db, row).await?,
        None => Vec::new(),
    };
    let wanted = match &row {
        None => applications::applicable(db, None).await?,
        Some(_) => Vec::new(),
    };
    let next = STEPS
        .iter()
        .find(|(_, lacks)| missing.contains(lacks))
        .map_or("apply_send", |(step, _)| *step);
    let status = row.as_ref().map_or("none", |row| row.status.word());
    let content = OverviewPage {
        status,
        writable: row.as_ref().is_some_and(|row| row.status.is_writable()),
        answer: row.as_ref().and_then(|row| row.answer.clone()),
        sent: row
            .as_ref()
            .and_then(|row| row.submitted_at)
            .map(|at| format::date(vietnam_day(at), locale)),
        wanted: wanted
            .into_iter()
            .map(|one| {
                if locale == Locale::Vi {
                    one.label_vi
                } else {
                    one.label_en
                }
            })
            .collect(),
        next: urls::studio(locale, next),
        desk: urls::studio(locale, "home"),
        action: urls::studio(locale, "apply"),
        withdraw: row
            .as_ref()
            .filter(|row| applications::may_withdraw(row.status))
            .map(|_| urls::studio(locale, "apply_withdraw")),
        withdrawn: row.is_none() && shopper.visit.params.get("done") == Some("withdrawn"),
    };
    page(
        shopper,
        row.as_ref(),
        ("studio/apply.html", "apply"),
        form,
        &content,
    )
    .await
}

/// `POST /nguoi-ban/dang-ky-ban`: begins an application.
pub(super) async fn begin(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    save(&mut shopper, &person, &Part::Begin, "apply_who").await
}

/// A fact of an application.
#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct ReviewPage {
    facts: Vec<Fact>,
    /// Papers by what they show.
    papers: Vec<Fact>,
    ready: bool,
    action: String,
}

async fn review_page(shopper: &mut Shopper, row: &Application, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &shopper.visit;
    let db = &visit.state.services.db;
    let gazetteer = visit.state.gazetteer().await?;
    let commune = row.commune_id.and_then(|id| gazetteer.commune(id));
    let form_name = row
        .legal_form
        .map(|form| visit.text(&format!("apply.form_{}", form.word())));
    let facts = [
        ("apply.legal_form", form_name),
        ("apply.name_vi", row.name_vi.clone()),
        ("apply.name_en", row.name_en.clone()),
        ("apply.tax_code", row.tax_code.clone()),
        ("apply.commune", commune.map(|commune| commune.name.clone())),
        ("apply.phone", row.phone.as_deref().map(show_phone)),
        ("apply.email", row.email.clone()),
        (
            "people.bank",
            row.bank_bin.as_deref().and_then(bank_name).map(str::to_owned),
        ),
        ("people.account", row.bank_account.clone()),
        ("people.holder", row.bank_holder.clone()),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(label, value)| {
            Some(Fact {
                label: visit.text(label),
                value: value?,
            })
        })
        .collect();
    let whole = applications::whole(db, row.id).await?.ok_or(Failure::NotFound)?;
    let papers = whole
        .requirements
        .iter()
        .map(|one| {
            let count = whole
                .papers
                .iter()
                .filter(|paper| paper.requirement_id == one.id)
                .count();
            let label = if visit.locale == Locale::Vi {
                &one.label_vi
            } else {
                &one.label_en
            };
            Fact {
                label: label.clone(),
                value: visit.text_with("apply.papers_sent", &[("n", &count.to_string())]),
            }
        })
        .collect();
    let content = ReviewPage {
        facts,
        papers,
        ready: applications::missing(db, row).await?.is_empty(),
        action: urls::studio(visit.locale, "apply_send"),
    };
    page(
        shopper,
        Some(row),
        ("studio/apply_send.html", "apply_send"),
        form,
        &content,
    )
    .await
}

/// `GET /nguoi-ban/dang-ky-ban/gui`
pub(super) async fn review(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    match writable(&mut shopper, &person).await? {
        Ok(Some(row)) => review_page(&mut shopper, &row, &Form::default()).await,
        Ok(None) => Ok(overview(&mut shopper)),
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /nguoi-ban/dang-ky-ban/gui`: sends it to the office. Sent twice it is sent once.
pub(super) async fn send(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let person = shopper.signed_in()?;
    let row = match writable(&mut shopper, &person).await? {
        Ok(Some(row)) => row,
        Ok(None) => return Ok(overview(&mut shopper)),
        Err(elsewhere) => return Ok(elsewhere),
    };
    let services = shopper.visit.state.services.clone();
    let url = urls::studio(row.locale, "apply");
    match applications::submit(&services.db, services.clock.now(), person.id, &url).await? {
        Ok(()) | Err(ApplyRefusal::Closed) => Ok(overview(&mut shopper)),
        Err(ApplyRefusal::Incomplete(missing)) => {
            let mut form = Form::default();
            for (step, _) in STEPS.iter().filter(|(_, lacks)| missing.contains(lacks)) {
                let words = shopper.visit.text(&format!("apply.missing_{step}"));
                form.refuse(step, words);
            }
            review_page(&mut shopper, &row, &form).await
        }
    }
}
