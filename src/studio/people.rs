//! The people of a producer, for its owners: who works here, who is invited, and what each may do.

use actix_web::HttpResponse;
use entity::{Locale, MemberRole};
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::typed::require;
use commerce::membership::{self, Acting, InviteRefusal, MemberRefusal};
use domain::producers;
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use shell::web::{Failure, Form, urls};

#[derive(Serialize)]
struct PersonView {
    id: i64,
    name: String,
    email: String,
    owner: bool,
    since: String,
    /// Whether it is who looks.
    own: bool,
    /// Whether nobody else is an owner: such a person stays.
    last: bool,
}

#[derive(Serialize)]
struct InvitedView {
    id: i64,
    email: String,
    owner: bool,
    until: String,
}

#[derive(Serialize)]
struct PeoplePage {
    people: Vec<PersonView>,
    invited: Vec<InvitedView>,
    role: String,
    remove: String,
    invite: String,
    withdraw: String,
}

/// Name of the producer one works for, in a language.
pub(super) async fn named(desk: &Desk, locale: Locale) -> Result<String, Failure> {
    let db = &desk.shopper.visit.state.services.db;
    let names = producers::names(db, &[desk.producer], locale).await?;
    Ok(names.get(&desk.producer).cloned().unwrap_or_default())
}

/// Who sits at the desk.
pub(super) fn own_id(desk: &Desk) -> Result<i64, Failure> {
    Ok(desk.shopper.signed_in()?.id)
}

async fn form_page(desk: &mut Desk, form: &Form) -> Result<HttpResponse, Failure> {
    let own = own_id(desk)?;
    let visit = &desk.shopper.visit;
    let (locale, services) = (visit.locale, &visit.state.services);
    let day = |at| format::date(vietnam_day(at), locale);
    let members = membership::list(&services.db, desk.producer).await?;
    let owners = members
        .iter()
        .filter(|member| member.role == MemberRole::Owner)
        .count();
    let invited = membership::pending(&services.db, services.clock.now(), desk.producer).await?;
    let content = PeoplePage {
        people: members
            .into_iter()
            .map(|member| {
                let owner = member.role == MemberRole::Owner;
                PersonView {
                    id: member.user_id,
                    name: member.name,
                    email: member.email.unwrap_or_default(),
                    owner,
                    since: day(member.since),
                    own: member.user_id == own,
                    last: owner && owners == 1,
                }
            })
            .collect(),
        invited: invited
            .into_iter()
            .map(|row| InvitedView {
                id: row.id,
                email: row.email,
                owner: row.role == MemberRole::Owner,
                until: day(row.expires_at),
            })
            .collect(),
        role: urls::studio(locale, "people_role"),
        remove: urls::studio(locale, "people_remove"),
        invite: urls::studio(locale, "people_invite"),
        withdraw: urls::studio(locale, "people_withdraw"),
    };
    let title = visit.text("people.title");
    frame::page(
        desk,
        ("studio/people.html", "people", &[], "people"),
        title,
        form,
        &content,
    )
    .await
}

/// Back to the list, which says what was done.
fn done(desk: &mut Desk, what: &str) -> HttpResponse {
    let list = urls::studio(desk.shopper.visit.locale, "people");
    let to = format!("{list}{}", urls::query(&[("done", what)]));
    desk.shopper.see(&to)
}

/// A role as it is chosen.
fn role(form: &Form) -> Option<MemberRole> {
    match form.get("role") {
        "owner" => Some(MemberRole::Owner),
        "staff" => Some(MemberRole::Staff),
        _ => None,
    }
}

/// `GET /nguoi-ban/thanh-vien`
pub(super) async fn show(desk: OwnersDesk) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let form = Form::new([("role", "staff".to_owned())]);
    form_page(&mut desk, &form).await
}

/// `POST /nguoi-ban/thanh-vien/moi`
pub(super) async fn invite(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    require(&desk.shopper.visit, &mut form, &["email", "role"]);
    let role = role(&form);
    if role.is_none() {
        form.refuse("role", desk.shopper.visit.text("apply.choose"));
    }
    if let (Some(role), true) = (role, form.is_fine()) {
        let named = named(&desk, desk.shopper.visit.locale).await?;
        let visit = &desk.shopper.visit;
        let services = &visit.state.services;
        let acting = Acting {
            producer_id: desk.producer,
            user_id: own_id(&desk)?,
            actor: &desk.actor,
        };
        let outcome = membership::invite(
            (&services.db, services.clock.now(), &services.secrets),
            acting,
            (form.get("email"), role),
            visit.locale,
            &named,
            |locale, token| urls::studio_at(locale, "invitation", &[token]),
        )
        .await?;
        match outcome {
            Ok(()) => return Ok(done(&mut desk, "invited")),
            Err(InviteRefusal::NotOwner) => return Err(Failure::NotFound),
            Err(refusal) => {
                let words = match refusal {
                    InviteRefusal::Slowed(seconds) => {
                        let minutes = ((seconds + 59) / 60).to_string();
                        visit.text_with("people.slowed", &[("n", &minutes)])
                    }
                    InviteRefusal::Member => visit.text("people.member_already"),
                    _ => visit.text("form.bad_email"),
                };
                form.refuse("email", words);
            }
        }
    }
    form_page(&mut desk, &form).await
}

/// `POST /nguoi-ban/thanh-vien/thu-hoi`
pub(super) async fn withdraw(desk: OwnersDesk, form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let id = form.number("id").ok_or(Failure::NotFound)?;
    let services = &desk.shopper.visit.state.services;
    let acting = Acting {
        producer_id: desk.producer,
        user_id: own_id(&desk)?,
        actor: &desk.actor,
    };
    match membership::withdraw(&services.db, services.clock.now(), acting, id).await? {
        Ok(()) => Ok(done(&mut desk, "withdrawn")),
        Err(_) => Err(Failure::NotFound),
    }
}

/// `POST /nguoi-ban/thanh-vien/vai-tro`
pub(super) async fn update(desk: OwnersDesk, form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let (Some(id), Some(role)) = (form.number("id"), role(&form)) else {
        return Err(Failure::NotFound);
    };
    let services = &desk.shopper.visit.state.services;
    let acting = Acting {
        producer_id: desk.producer,
        user_id: own_id(&desk)?,
        actor: &desk.actor,
    };
    let outcome = membership::change_role(&services.db, services.clock.now(), acting, id, role).await?;
    answer(&mut desk, outcome, (id, role != MemberRole::Owner), "saved").await
}

/// `POST /nguoi-ban/thanh-vien/xoa`
pub(super) async fn destroy(desk: OwnersDesk, form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let id = form.number("id").ok_or(Failure::NotFound)?;
    let services = &desk.shopper.visit.state.services;
    let acting = Acting {
        producer_id: desk.producer,
        user_id: own_id(&desk)?,
        actor: &desk.actor,
    };
    let outcome = membership::remove(&services.db, services.clock.now(), acting, id).await?;
    answer(&mut desk, outcome, (id, true), "removed").await
}

/// The list again, or the account for somebody who has no business here any more: whoever gave up their own role
/// has lost it with this answer.
async fn answer(
    desk: &mut Desk,
    outcome: Result<(), MemberRefusal>,
    (id, loses): (i64, bool),
    what: &str,
) -> Result<HttpResponse, Failure> {
    match outcome {
        Ok(()) if loses && own_id(desk)? == id => {
            let to = urls::own(desk.shopper.visit.locale, "account");
            Ok(desk.shopper.see(to))
        }
        Ok(()) => Ok(done(desk, what)),
        Err(MemberRefusal::LastOwner) => {
            let mut form = Form::new([("role", "staff".to_owned())]);
            let words = desk.shopper.visit.text("people.last_owner");
            form.refuse(&format!("person-{id}"), words);
            form_page(desk, &form).await
        }
        Err(MemberRefusal::Missing | MemberRefusal::NotOwner) => Err(Failure::NotFound),
    }
}
