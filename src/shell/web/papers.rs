//! Papers that somebody shows (of an application, a product, a certificate, a place) on their way in and out:
//! pictures, made anew like all of them, and PDF files as they came. Whoever calls this has looked who asks. They are
//! handed out to be saved and never to be shown: a PDF may hold scripts.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Bytes;

use super::failure::Failure;
use super::private_pictures::{self, NewPicture};
use super::upload::UploadedFile;
use super::visit::Visit;
use crate::services::Services;
use foundation::kernel::error::{Answer, Context, Result};
use foundation::media::MediaKey;
use foundation::media::private::{self, Size, is_pdf, new_key};

/// Bytes of a paper at most.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

/// A paper that is ready to be kept.
pub struct NewPaper {
    /// Its name in the private store.
    pub key: MediaKey,
    content: Content,
}

enum Content {
    Picture(Vec<NewPicture>),
    Pdf(Bytes),
}

/// Makes a paper of a file, or says in words why it is refused; nothing is stored yet.
pub async fn make(visit: &Visit, file: UploadedFile) -> Answer<NewPaper, String> {
    let services = &visit.state.services;
    let Some(bytes) = file.bytes.as_ref().filter(|bytes| bytes.len() <= MOST_BYTES) else {
        let megabytes = (MOST_BYTES >> 20).to_string();
        return Ok(Err(visit.text_with("apply.paper_too_large", &[("n", &megabytes)])));
    };
    if is_pdf(bytes) {
        let key = new_key(&services.secrets, "pdf")?;
        let content = Content::Pdf(bytes.clone());
        return Ok(Ok(NewPaper { key, content }));
    }
    let pictures = private_pictures::make(services, &[file])
        .await?
        .unwrap_or_default();
    Ok(match pictures.first().map(|picture| picture.key.clone()) {
        Some(key) => Ok(NewPaper {
            key,
            content: Content::Picture(pictures),
        }),
        None => Err(visit.text("apply.paper_refused")),
    })
}

/// Keeps a paper's files. The row that names it comes afterwards.
pub async fn keep(services: &Services, paper: &NewPaper) -> Result<()> {
    match &paper.content {
        Content::Picture(pictures) => private_pictures::keep(services, pictures).await,
        Content::Pdf(bytes) => private::put_whole(services.files.as_ref(), &paper.key, bytes.clone())
            .await
            .context("keeping a paper"),
    }
}

/// Removes a paper's files again that nobody wants after all.
pub async fn discard(services: &Services, paper: &NewPaper) {
    if let Err(error) = private::remove(services.files.as_ref(), &paper.key).await {
        // The job that was put down before they were written tries again.
        tracing::warn!(error = %error, "a paper that was refused could not be removed");
    }
}

/// Answers with a paper, to be saved under a name of ours, given without its ending.
pub async fn give(
    services: &Services,
    key: &str,
    called: &str,
) -> std::result::Result<HttpResponse, Failure> {
    let key = MediaKey::parse(key).ok_or(Failure::NotFound)?;
    let bytes = private::get(services.files.as_ref(), &key, Size::Large)
        .await
        .context("the store of private files")?
        .ok_or(Failure::NotFound)?;
    let ending = key.as_str().rsplit('.').next().unwrap_or_default();
    let disposition = format!("attachment; filename=\"{called}.{ending}\"");
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, key.content_type()))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .body(bytes))
}
