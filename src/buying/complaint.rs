//! Complaining: a form for anybody, and the page on which one reads what became of it.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::cart_view::Notice;
use super::checkout_form as typed;
use super::form_key;
use commerce::complaints::{self, Complaint, ComplaintRefusal, LONGEST_MESSAGE, Paths, Wish};
use entity::{ComplaintTopic, Locale, show_phone};
use foundation::i18n::format;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Meta, Shopper, Visit, urls};

/// Characters of a name, and of what is meant.
const LONG_NAME: usize = 100;
const LONG_ABOUT: usize = 300;

#[derive(Serialize)]
struct FormPage {
    form: Form,
    key: String,
    notice: Option<Notice>,
    action: String,
    topics: [&'static str; 6],
    longest: usize,
    hours: i32,
    days: i32,
}

#[derive(Serialize)]
struct ComplaintPage {
    number: String,
    topic: &'static str,
    about: Option<String>,
    message: Option<String>,
    status: &'static str,
    at: String,
    acknowledge_by: Option<String>,
    answer_by: Option<String>,
    acknowledged_at: Option<String>,
    answered_at: Option<String>,
    answer: Option<String>,
    new: bool,
    mailed: bool,
}

/// `GET /khieu-nai/gui`; `?about=` names the page that is meant.
pub async fn ask(mut shopper: Shopper) -> Result<HttpResponse, Failure> {
    let about = shopper.visit.params.get("about").unwrap_or_default().to_owned();
    let person = shopper.person.clone();
    let phone = person
        .as_ref()
        .and_then(|person| person.phone.as_deref())
        .map(show_phone);
    let form = Form::new([
        ("about", about),
        (
            "name",
            person
                .as_ref()
                .map(|person| person.name.clone())
                .unwrap_or_default(),
        ),
        ("tel", phone.unwrap_or_default()),
        (
            "email",
            person.and_then(|person| person.email).unwrap_or_default(),
        ),
    ]);
    page(&mut shopper, form, None)
}

/// `POST /khieu-nai/gui`
pub async fn create(mut shopper: Shopper, mut form: Form) -> Result<HttpResponse, Failure> {
    if form.get("key").is_empty() {
        // A form without its key is none of ours: it is shown again with one.
        judge(&shopper, &mut form, String::new());
        let words = shopper.visit.text("complaint.key_used");
        return page(&mut shopper, form, Some(Notice::bad(words)));
    }
    let key = form_key::sent(&shopper, &form)?;
    let Some(wish) = judge(&shopper, &mut form, key) else {
        return page(&mut shopper, form, None);
    };
    let services = shopper.visit.state.services.clone();
    let operator = shopper.visit.operator();
    let paths = Paths {
        page: &urls::complaint_with,
        office: &|number: &str| urls::office_at(Locale::Vi, "complaint", &[number]),
        operator: operator.email.as_deref(),
    };
    let now = services.clock.now();
    let outcome = complaints::lodge(&services.db, now, &services.secrets, &paths, &wish).await?;
    let words = match outcome {
        Ok(lodged) => {
            let token = complaints::token(&services.secrets, &lodged.number)?;
            let to = urls::complaint_with(shopper.visit.locale, &lodged.number, &token);
            return Ok(shopper.see(&format!("{to}&new=1")));
        }
        Err(ComplaintRefusal::KeyUsed) => {
            form.forget("key");
            shopper.visit.text("complaint.key_used")
        }
        Err(ComplaintRefusal::Slowed(seconds)) => {
            let minutes = ((seconds + 59) / 60).to_string();
            shopper.visit.text_with("complaint.slowed", &[("n", &minutes)])
        }
    };
    page(&mut shopper, form, Some(Notice::bad(words)))
}

/// `GET /khieu-nai/{number}?t=`: for who has the token, and for nobody else.
pub async fn show(mut shopper: Shopper, number: web::Path<String>) -> Result<HttpResponse, Failure> {
    let visit = &shopper.visit;
    let services = &visit.state.services;
    let token = visit.params.get("t").unwrap_or_default();
    let found = complaints::opened(&services.db, &services.secrets, &number, token).await?;
    let complaint = found.ok_or(Failure::NotFound)?;
    let content = view(visit, complaint);
    let title = visit.text_with("complaint.page_title", &[("number", &content.number)]);
    let meta = Meta {
        lost: true,
        ..Meta::new(
            title,
            urls::complaint(Locale::Vi, &content.number),
            urls::complaint(Locale::En, &content.number),
        )
    };
    shopper.page("buying/complaint_page.html", meta, &content)
}

fn view(visit: &Visit, complaint: Complaint) -> ComplaintPage {
    let tell = |at| format::moment(at, visit.locale);
    let open = complaint.answered_at.is_none() && complaint.closed_at.is_none();
    ComplaintPage {
        number: complaint.number,
        topic: complaint.topic.word(),
        about: complaint.about,
        message: Some(complaint.message).filter(|text| !text.is_empty()),
        status: complaint.status.word(),
        at: tell(complaint.created_at),
        acknowledge_by: complaint
            .acknowledged_at
            .is_none()
            .then(|| tell(complaint.acknowledge_by))
            .filter(|_| open),
        answer_by: open.then(|| tell(complaint.answer_by)),
        acknowledged_at: complaint.acknowledged_at.map(tell),
        answered_at: complaint.answered_at.map(tell),
        answer: complaint.answer,
        new: visit.params.ticked("new"),
        mailed: complaint.email.is_some(),
    }
}

fn page(shopper: &mut Shopper, form: Form, notice: Option<Notice>) -> Result<HttpResponse, Failure> {
    let refused = notice.is_some() || !form.is_fine();
    let limits = shopper.visit.edition.imprint.limits;
    let content = FormPage {
        key: form_key::made(shopper, &form)?,
        form,
        notice,
        action: urls::own(shopper.visit.locale, "complaint").to_owned(),
        topics: ComplaintTopic::ALL.map(ComplaintTopic::word),
        longest: LONGEST_MESSAGE,
        hours: limits.acknowledge_hours,
        days: limits.answer_days,
    };
    let meta = Meta::own(shopper.visit.text("complaint.title"), "complaint");
    if refused {
        shopper.refused("buying/complaint.html", meta, &content)
    } else {
        shopper.page("buying/complaint.html", meta, &content)
    }
}

/// Judges the form: what is complained of, or words beside the fields.
fn judge(shopper: &Shopper, form: &mut Form, key: String) -> Option<Wish> {
    let visit = &shopper.visit;
    for (name, longest, needed) in [
        ("message", LONGEST_MESSAGE, true),
        ("about", LONG_ABOUT, false),
        ("name", LONG_NAME, true),
    ] {
        let length = form.get(name).chars().count();
        if length == 0 && needed {
            form.refuse(name, visit.text("form.required"));
        } else if length > longest {
            let most = format::number(i64::try_from(longest).unwrap_or(i64::MAX), visit.locale);
            form.refuse(name, visit.text_with("account.refused_length", &[("n", &most)]));
        }
    }
    let topic = ComplaintTopic::parse(form.get("topic"));
    if topic.is_none() {
        form.refuse("topic", visit.text("form.required"));
    }
    let (has_phone, has_email) = (form.some("tel").is_some(), form.some("email").is_some());
    if !has_phone && !has_email {
        form.refuse("tel", visit.text("complaint.no_way"));
    }
    let phone = has_phone.then(|| typed::phone(visit, form)).flatten();
    let email = typed::email(visit, form);
    let topic = topic.filter(|_| form.is_fine())?;
    Some(Wish {
        key,
        network: shopper.address.clone(),
        topic,
        about: form.some("about").map(|text| clean(text, LONG_ABOUT)),
        name: clean(form.get("name"), LONG_NAME),
        phone,
        email,
        message: form.get("message").to_owned(),
        locale: visit.locale,
    })
}
