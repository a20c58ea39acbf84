//! What a handler may fail with. Handlers say what happened; the front turns it into a page in the
//! visitor's language, or into problem+json below `/api`.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};

use foundation::kernel::error::Error;

/// A refusal or an accident.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such page.
    #[error("not found")]
    NotFound,
    /// There was such a page, and it will not come back.
    #[error("gone")]
    Gone,
    /// The page has another address now.
    #[error("moved to {0}")]
    Moved(String),
    /// The request makes no sense; the text says which part, as a parameter's name.
    #[error("bad request: {0}")]
    Bad(String),
    /// The page is for somebody who is signed in; this is the way in.
    #[error("sign in first")]
    SignIn(String),
    /// More was sent than is read.
    #[error("too large")]
    TooLarge,
    /// Another site asks in the visitor's name.
    #[error("forbidden")]
    Forbidden,
    /// Too many requests; wait so many seconds.
    #[error("too many requests")]
    TooMany(u64),
    /// Something is away for a while.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Everything else: logged once with its cause, shown as one plain page.
    #[error("{0}")]
    Internal(#[from] Error),
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Moved(_) => StatusCode::MOVED_PERMANENTLY,
            Self::SignIn(_) => StatusCode::SEE_OTHER,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(error) if error.is_away() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Self::SignIn(to) = self {
            response
                .insert_header((header::LOCATION, to.as_str()))
                .insert_header((header::CACHE_CONTROL, "private, no-store"));
        }
        if let Self::Moved(to) = self {
            response.insert_header((header::LOCATION, to.as_str()));
            if to.starts_with("/api/") {
                // A script of another origin must be able to follow.
                response.insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
            }
        }
        response.finish()
    }
}
