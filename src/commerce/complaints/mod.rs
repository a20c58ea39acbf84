//! Complaints to the operator: a form for anybody, a number, a page that a token opens, time limits that the pages
//! tell, and the office's answer. A person decides every one of them.

mod desk;
mod limits;
mod lodge;

use chrono::{DateTime, Utc};
use entity::complaint;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use foundation::kernel::error::Result;
use foundation::kernel::secrets::Secrets;

pub use desk::{Step, StepRefusal, Waiting, forget, list, step, waiting};
pub use limits::answer_by;
pub use lodge::{ComplaintRefusal, LONGEST_MESSAGE, Lodged, Paths, Wish, lodge};

/// A complaint as pages read it.
pub type Complaint = complaint::Model;

/// What the token of a complaint's page signs.
const PURPOSE: &str = "complaint";

/// The token that opens a complaint's page: a signature of its number, so that nothing is stored for it.
pub fn token(secrets: &Secrets, number: &str) -> Result<String> {
    secrets.sign(PURPOSE, number)
}

/// The complaint of a number, for who has its token.
pub async fn opened(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    number: &str,
    token: &str,
) -> Result<Option<Complaint>> {
    if secrets.verify(PURPOSE, number, token) {
        find(db, number).await
    } else {
        Ok(None)
    }
}

/// The complaint of a number, for the office.
pub async fn find(db: &impl ConnectionTrait, number: &str) -> Result<Option<Complaint>> {
    Ok(complaint::Entity::find()
        .filter(complaint::Column::Number.eq(number))
        .one(db)
        .await?)
}

/// Whether a time limit of a complaint has passed without what it demands.
pub fn is_late(complaint: &Complaint, now: DateTime<Utc>) -> bool {
    let open = complaint.closed_at.is_none() && complaint.answered_at.is_none();
    open && (now > complaint.answer_by
        || (complaint.acknowledged_at.is_none() && now > complaint.acknowledge_by))
}
