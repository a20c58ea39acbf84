//! Pictures that are not for everybody, on their way in and out. Whoever calls this has looked who asks: a
//! purchase's token, a producer's desk. `pictures` beside it is for those that anybody may see.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use tokio::sync::Semaphore;

use super::failure::Failure;
use super::upload::UploadedFile;
use super::visit::Visit;
use crate::services::Services;
use foundation::kernel::error::{Answer, Context, Result};
use foundation::media::private::{self, PrivatePicture, Size, new_key, process_private};
use foundation::media::{Limits, MediaKey, MediaRefusal};

/// Pictures that are worked on at once: decoded, one of a good phone takes 150 MB.
pub(super) static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A picture that is ready to be kept, with the name it will have.
pub struct NewPicture {
    /// Its name in the private store.
    pub key: MediaKey,
    picture: PrivatePicture,
}

/// A file that is no picture we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which of the files, from 0.
    pub place: usize,
    /// What is wrong with it.
    pub why: MediaRefusal,
}

impl Refused {
    /// Which and why, in the visitor's language: people know their files by the order they chose them in, and
    /// the name they gave them is not repeated.
    pub fn words(&self, visit: &Visit) -> String {
        let n = (self.place + 1).to_string();
        let which = match self.place {
            0..5 => visit.text(&format!("media.place_{n}")),
            _ => visit.text_with("media.place_further", &[("n", &n)]),
        };
        let why = match self.why {
            MediaRefusal::TooLarge { max_bytes, .. } => {
                visit.text_with(self.why.key(), &[("n", &megabytes(max_bytes))])
            }
            MediaRefusal::UnsupportedFormat(format) => {
                visit.text_with(self.why.key(), &[("name", format.name())])
            }
            _ => visit.text(self.why.key()),
        };
        format!("{which}: {why}")
    }
}

/// Bytes as people say them.
fn megabytes(bytes: usize) -> String {
    (bytes >> 20).to_string()
}

/// Makes pictures of files, all of them or none; nothing is stored yet.
pub async fn make(services: &Services, files: &[UploadedFile]) -> Answer<Vec<NewPicture>, Refused> {
    let made = match each(files, process_private).await? {
        Ok(made) => made,
        Err(refused) => return Ok(Err(refused)),
    };
    let pictures: Result<Vec<NewPicture>> = made
        .into_iter()
        .map(|picture| {
            Ok(NewPicture {
                key: new_key(&services.secrets, "jpg")?,
                picture,
            })
        })
        .collect();
    Ok(Ok(pictures?))
}

/// Works on each of the files in its turn, and stops at the first that is refused.
pub(super) async fn each<T: Send + 'static>(
    files: &[UploadedFile],
    work: fn(&[u8], &Limits) -> std::result::Result<T, MediaRefusal>,
) -> Answer<Vec<T>, Refused> {
    let limits = Limits::default();
    let mut made = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let Some(bytes) = file.bytes.clone() else {
            let why = MediaRefusal::TooLarge {
                bytes: file.size,
                max_bytes: limits.max_bytes,
            };
            return Ok(Err(Refused { place, why }));
        };
        let turn = AT_ONCE.acquire().await.context("a turn to make a picture")?;
        let outcome = web::block(move || work(&bytes, &limits))
            .await
            .context("making a picture")?;
        drop(turn);
        match outcome {
            Ok(picture) => made.push(picture),
            Err(why) => return Ok(Err(Refused { place, why })),
        }
    }
    Ok(Ok(made))
}

/// Keeps the files of pictures. Rows that name them come afterwards.
pub async fn keep(services: &Services, pictures: &[NewPicture]) -> Result<()> {
    for new in pictures {
        private::put(services.files.as_ref(), &new.key, &new.picture)
            .await
            .context("keeping a picture")?;
    }
    Ok(())
}

/// Removes the files of pictures again that nobody wants after all.
pub async fn discard(services: &Services, pictures: &[NewPicture]) {
    for new in pictures {
        if let Err(error) = private::remove(services.files.as_ref(), &new.key).await {
            // The job that was put down before they were written tries again.
            tracing::warn!(error = %error, "a picture that was refused could not be removed");
        }
    }
}

/// Answers with one of a picture's files; `called` is how it is named when it is saved, without its ending.
pub async fn show(services: &Services, key: &str, size: Size, called: &str) -> Result<HttpResponse, Failure> {
    let key = MediaKey::parse(key).ok_or(Failure::NotFound)?;
    let bytes = private::get(services.files.as_ref(), &key, size)
        .await
        .context("the store of private files")?
        .ok_or(Failure::NotFound)?;
    let ending = key.as_str().rsplit('.').next().unwrap_or_default();
    let disposition = format!("inline; filename=\"{called}.{ending}\"");
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, key.content_type()))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .body(bytes))
}
