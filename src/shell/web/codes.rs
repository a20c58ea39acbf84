//! Reading the QR codes on a photograph that was sent. Whoever calls this has looked who sends; nothing is kept.

use actix_web::web;
use tokio::sync::Semaphore;

use super::private_pictures::Refused;
use super::upload::UploadedFile;
use foundation::kernel::error::{Answer, Context};
use foundation::media::{Limits, MediaRefusal, read_codes};

/// Photographs looked through at once. A turn of its own: one that takes long holds up no other upload.
static ONE: Semaphore = Semaphore::const_new(1);

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
    let turn = ONE.acquire().await.context("a turn to look for codes")?;
    let outcome = web::block(move || read_codes(&bytes, &limits)).await;
    drop(turn);
    Ok(match outcome {
        Ok(Ok(texts)) => Ok(texts),
        Ok(Err(why)) => Err(Refused { place: 0, why }),
        // The search gave up on a picture it was not made for: there is no code that anybody could read.
        Err(_panicked) => Ok(Vec::new()),
    })
}
