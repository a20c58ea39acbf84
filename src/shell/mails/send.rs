//! The job that sends a message.

use chrono::TimeDelta;

use super::render;
use crate::services::Services;
use crate::web::Views;
use foundation::jobs::JobError;
use foundation::kernel::error::Error;
use foundation::mail::{self, SendError};

/// How long a message is tried for: a mail server may be away over a weekend, and an order's message is worth
/// nothing a week later.
const PATIENCE: TimeDelta = TimeDelta::days(3);
/// Attempts that many days need, and some: the twelve first ones take two hours, then there is one every 68
/// minutes.
pub const ATTEMPTS: i32 = 100;

/// Sends the message of a key, if it still waits: asked twice, it goes once.
pub async fn send(services: &Services, views: &Views, key: &str) -> Result<(), JobError> {
    let (db, now) = (&services.db, services.clock.now());
    let Some(row) = mail::waiting(db, key).await? else {
        return Ok(());
    };
    let outcome = match render::message(services, views, &row).await {
        Ok(Ok(message)) => services.mail.send(&message).await,
        Ok(Err(why)) => Err(SendError::Never(why)),
        Err(error) => Err(SendError::Later(error.to_string())),
    };
    match outcome {
        Ok(()) => Ok(mail::mark_sent(db, row.id, services.clock.now()).await?),
        Err(SendError::Never(why)) => buried(services, row.id, &why).await,
        Err(SendError::Later(why)) if now - row.created_at >= PATIENCE => {
            buried(services, row.id, &format!("tried for three days: {why}")).await
        }
        Err(SendError::Later(why)) => {
            mail::mark_failed(db, row.id, &why).await?;
            Err(JobError::Retry(Error::new(why)))
        }
    }
}

async fn buried(services: &Services, id: i64, why: &str) -> Result<(), JobError> {
    mail::bury(&services.db, id, services.clock.now(), why).await?;
    Err(JobError::GiveUp(why.to_owned()))
}
