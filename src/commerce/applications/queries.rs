//! Applications as pages read them.

use std::collections::HashSet;

use entity::{
    ApplicationStatus, application, application_document, application_event, application_tick, user,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::requirements::{Requirement, applicable, every};
use super::{Application, Paper};
use foundation::kernel::error::Result;

/// An application with everything that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The row.
    pub application: Application,
    /// Name of who applies.
    pub person: String,
    /// Their e-mail address.
    pub person_email: Option<String>,
    /// What is asked of it: what is asked now, and what a paper was sent for.
    pub requirements: Vec<Requirement>,
    /// Its papers, in the order they came.
    pub papers: Vec<Paper>,
    /// Requirements that the office has seen.
    pub ticked: HashSet<i64>,
}

/// An application in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The row.
    pub application: Application,
    /// Name of who applies.
    pub person: String,
}

/// How many wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nobody has looked at them.
    pub applied: u64,
    /// Somebody looks at them.
    pub in_review: u64,
    /// Their applicants have to change something.
    pub changes_asked: u64,
}

/// A person's open application.
pub async fn open_of_person(db: &impl ConnectionTrait, user_id: i64) -> Result<Option<Application>> {
    Ok(application::Entity::find()
        .filter(application::Column::OpenOf.eq(user_id))
        .one(db)
        .await?)
}

/// A person's open application, or else the last one.
pub async fn last_of_person(db: &impl ConnectionTrait, user_id: i64) -> Result<Option<Application>> {
    if let Some(open) = open_of_person(db, user_id).await? {
        return Ok(Some(open));
    }
    Ok(application::Entity::find()
        .filter(application::Column::UserId.eq(user_id))
        .order_by_desc(application::Column::Id)
        .one(db)
        .await?)
}

/// All applications of a person with everything, the oldest first, `most` at the most.
pub async fn of_person(db: &impl ConnectionTrait, user_id: i64, most: u64) -> Result<Vec<Whole>> {
    let rows = application::Entity::find()
        .filter(application::Column::UserId.eq(user_id))
        .order_by_asc(application::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(whole_of(db, row).await?);
    }
    Ok(all)
}

/// An application with everything, by its key: for the office.
pub async fn whole(db: &impl ConnectionTrait, id: i64) -> Result<Option<Whole>> {
    match application::Entity::find_by_id(id).one(db).await? {
        Some(row) => Ok(Some(whole_of(db, row).await?)),
        None => Ok(None),
    }
}

/// The same for a row that was looked up.
pub async fn whole_of(db: &impl ConnectionTrait, row: Application) -> Result<Whole> {
    let papers = application_document::Entity::find()
        .filter(application_document::Column::ApplicationId.eq(row.id))
        .order_by_asc(application_document::Column::Id)
        .all(db)
        .await?;
    let ticked: Vec<i64> = application_tick::Entity::find()
        .select_only()
        .column(application_tick::Column::RequirementId)
        .filter(application_tick::Column::ApplicationId.eq(row.id))
        .into_tuple()
        .all(db)
        .await?;
    let mut requirements = applicable(db, row.legal_form).await?;
    let shown: HashSet<i64> = requirements.iter().map(|one| one.id).collect();
    if papers.iter().any(|paper| !shown.contains(&paper.requirement_id)) {
        // What was asked for when it was sent, and is not any more: shown, and not demanded.
        let older = every(db).await?.into_iter().filter(|one| {
            !shown.contains(&one.id) && papers.iter().any(|paper| paper.requirement_id == one.id)
        });
        requirements.extend(older.map(|one| Requirement {
            required: false,
            ..one
        }));
    }
    let person = user::Entity::find_by_id(row.user_id).one(db).await?;
    Ok(Whole {
        person: person.as_ref().map(|user| user.name.clone()).unwrap_or_default(),
        person_email: person.and_then(|user| user.email),
        requirements,
        papers,
        ticked: ticked.into_iter().collect(),
        application: row,
    })
}

/// Applications in a state, those that wait longest first.
pub async fn listed(
    db: &impl ConnectionTrait,
    status: ApplicationStatus,
    (skip, most): (u64, u64),
) -> Result<Vec<Listed>> {
    let rows = application::Entity::find()
        .filter(application::Column::Status.eq(status))
        .order_by_asc(application::Column::SubmittedAt)
        .order_by_asc(application::Column::Id)
        .offset(skip)
        .limit(most)
        .all(db)
        .await?;
    let users = user::Entity::find()
        .filter(user::Column::Id.is_in(rows.iter().map(|row| row.user_id)))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|application| Listed {
            person: users
                .iter()
                .find(|user| user.id == application.user_id)
                .map(|user| user.name.clone())
                .unwrap_or_default(),
            application,
        })
        .collect())
}

/// How many wait, and for whom.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Counts> {
    let of = |status: ApplicationStatus| {
        application::Entity::find()
            .filter(application::Column::Status.eq(status))
            .count(db)
    };
    Ok(Counts {
        applied: of(ApplicationStatus::Applied).await?,
        in_review: of(ApplicationStatus::InReview).await?,
        changes_asked: of(ApplicationStatus::ChangesAsked).await?,
    })
}

/// The moves of an application, oldest first.
pub async fn events(db: &impl ConnectionTrait, id: i64) -> Result<Vec<application_event::Model>> {
    Ok(application_event::Entity::find()
        .filter(application_event::Column::ApplicationId.eq(id))
        .order_by_asc(application_event::Column::Id)
        .all(db)
        .await?)
}
