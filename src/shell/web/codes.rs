//! Reading the QR codes on a photograph that was sent. Whoever calls this has looked who sends; nothing is kept.

use std::time::Duration;

use actix_web::web;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::private_pictures::Refused;
use super::upload::UploadedFile;
use foundation::kernel::error::{Answer, Context};
use foundation::media::{Limits, MediaRefusal, read_codes};

/// Photographs looked through at once. A turn of its own: one that takes long holds up no other upload.
static ONE: Semaphore = Semaphore::const_new(1);
/// How long somebody waits for a turn, and for what was found. A label takes a tenth of a second; a picture full of
/// what looks like codes can take minutes.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the codes on a photograph say; an empty list when none was found.
pub async fn read(file: &UploadedFile) -> Answer<Vec<String>, Refused> {
    let limits = Limits::default();
    let Some(bytes) = file.bytes.clone() else {
        let why = MediaRefusal::TooLarge {
            bytes: file.size,
            max_bytes: limits.max_bytes,
        };
        return Ok(Err(Refused { place: 0, why }));
    };
    let Ok(turn) = timeout(PATIENCE, ONE.acquire()).await else {
        return Ok(Ok(Vec::new()));
    };
    let turn = turn.context("a turn to look for codes")?;
    // The turn lasts as long as the work, also when nobody waits for it any more.
    let work = web::block(move || {
        let found = read_codes(&bytes, &limits);
        drop(turn);
        found
    });
    Ok(match timeout(PATIENCE, work).await {
        Ok(Ok(Ok(texts))) => Ok(texts),
        Ok(Ok(Err(why))) => Err(Refused { place: 0, why }),
        // The search gave up on a picture it was not made for: there is no code that anybody could read.
        Ok(Err(_)) | Err(_) => Ok(Vec::new()),
    })
}
