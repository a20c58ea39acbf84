//! Headers that every answer carries.

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use foundation::config::{Mode, Settings};

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
/// What a page may ask the person's device for.
const ASKED: HeaderValue =
    HeaderValue::from_static("geolocation=(self), camera=(), microphone=(), payment=(), usb=()");
const ASKED_WITH_CAMERA: HeaderValue =
    HeaderValue::from_static("geolocation=(self), camera=(self), microphone=(), payment=(), usb=()");

/// The same page, which may ask for the camera: for the one that reads codes, and for no other.
#[must_use]
pub fn with_camera(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(PERMISSIONS, ASKED_WITH_CAMERA);
    response
}

/// The headers, worked out once at start.
#[derive(Clone, Debug)]
pub struct SecurityHeaders(Vec<(HeaderName, HeaderValue)>);

impl SecurityHeaders {
    /// For these settings. The only foreign host a page may show is that of the map tiles, and
    /// only after a click does the browser ask it.
    pub fn new(settings: &Settings) -> Self {
        let tiles = url::Url::parse(&settings.map_tile_url.replace(['{', '}'], ""))
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .map(|url| format!(" {}", url.origin().ascii_serialization().replace("//s.", "//*.")))
            .unwrap_or_default();
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; \
             font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        let mut headers = vec![
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
            // Tile servers want to know the site; `no-referrer` and `same-origin` get refused there.
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("strict-origin-when-cross-origin"),
            ),
            (PERMISSIONS, ASKED),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderValue::from_static("same-origin"),
            ),
        ];
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.push((header::CONTENT_SECURITY_POLICY, policy));
        }
        if settings.mode == Mode::Production {
            headers.push((
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=31536000; includeSubDomains"),
            ));
        }
        Self(headers)
    }

    /// Puts them on an answer. One that brings a policy of its own keeps it: what it shows is not a page of ours, or
    /// it may ask for the camera.
    pub fn put(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.0 {
            let policy = *name == header::CONTENT_SECURITY_POLICY || *name == PERMISSIONS;
            if policy && headers.contains_key(name) {
                continue;
            }
            headers.insert(name.clone(), value.clone());
        }
    }
}
