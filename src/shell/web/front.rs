//! The front: the one middleware every request passes. It answers from the page cache, limits who
//! asks too often, turns failures into pages, compresses, puts the headers on and counts.
//!
//! One and not eight, because a cached page costs fifteen microseconds and every layer would cost one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, web};
use bytes::Bytes;

use super::agents;
use super::compress::{self, Encoding};
use super::cross_site::{self, Source};
use super::error_pages;
use super::failure::Failure;
use super::limits::Limits;
use super::metrics::Metrics;
use super::page_cache::{CachedPage, PageCache};
use super::security::SecurityHeaders;
use super::state::State;
use super::visit::{Shared, Viewed};
use commerce::figures::Tally;
use foundation::config::Settings;

/// How shared pages may be kept by others: a browser asks each time, a proxy keeps them a minute.
const SHARED: HeaderValue =
    HeaderValue::from_static("public, max-age=0, s-maxage=60, stale-while-revalidate=600");
const VARY: HeaderValue = HeaderValue::from_static("Accept-Encoding");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Memory for pages.
const CACHE_BYTES: u64 = 256 * 1024 * 1024;
/// Longest address that is worked on; pages have none half as long.
const LONGEST_ADDRESS: usize = 4 * 1024;
/// Addresses longer than this are answered but not kept.
const LONGEST_KEPT: usize = 512;

/// What the middleware keeps between requests.
pub struct Front {
    pages: PageCache,
    limits: Limits,
    /// Figures.
    pub metrics: Metrics,
    /// How often products were looked at and that is not written down yet.
    pub views: Tally,
    security: SecurityHeaders,
    /// Beginning of request ids: differs from process to process.
    node: u32,
    count: AtomicU64,
}

impl Front {
    /// From the settings; `node` tells this process from others in request ids.
    pub fn new(settings: &Settings, node: u32) -> Self {
        Self {
            pages: PageCache::new((!settings.no_page_cache).then_some(CACHE_BYTES)),
            limits: Limits::new(settings),
            metrics: Metrics::new(),
            views: Tally::default(),
            security: SecurityHeaders::new(settings),
            node,
            count: AtomicU64::new(0),
        }
    }

    /// Forgets what nobody needs: called now and then.
    pub fn tidy(&self) {
        self.limits.tidy();
    }

    /// The network a request comes from, shortened so that it names a household and not a person.
    pub fn network(&self, request: &actix_web::HttpRequest) -> String {
        self.limits.network(request)
    }

    fn request_id(&self) -> String {
        format!(
            "{:08x}-{:x}",
            self.node,
            self.count.fetch_add(1, Ordering::Relaxed)
        )
    }
}

/// The middleware.
pub async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let front = &state.front;
    // The codec leaves out the body of an answer to HEAD by itself.
    let head = request.method() == Method::HEAD;
    if head {
        request.head_mut().method = Method::GET;
    }
    let reading = request.method() == Method::GET;
    let edition = state.editions.serial();
    let encoding = Encoding::accepted(request.headers());
    let not_changed = request.headers().get(header::IF_NONE_MATCH).cloned();
    if reading
        && let Some(address) = request.uri().path_and_query()
        && let Some(page) = front.pages.get(edition, address.as_str())
        && page.is_true(&state.services.clock)
    {
        front.metrics.hit();
        let seen = page.is_counted() && !head && agents::is_person(request.headers());
        let mut response = kept(&page, encoding, not_changed.as_ref(), seen);
        front.security.put(response.headers_mut());
        return Ok(request.into_response(response));
    }

    // In a box, so that the page from the cache above is not carried in a future of that size.
    let seen = reading && !head && agents::is_person(request.headers());
    Box::pin(worked(state, request, next, encoding, (not_changed, seen))).await
}

/// The same for what is not in the cache.
async fn worked(
    state: web::Data<State>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    encoding: Encoding,
    (not_changed, seen): (Option<HeaderValue>, bool),
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let front = &state.front;
    let started = Instant::now();
    let id = front.request_id();
    let path = request.path().to_owned();
    let address = request
        .uri()
        .path_and_query()
        .map(ToString::to_string)
        .unwrap_or_default();
    let source = if cross_site::is_unsafe(request.method()) {
        cross_site::source(request.headers(), &state.services.origin)
    } else {
        Source::Own
    };
    if source == Source::Untold {
        // It may act, but in nobody's name.
        request.headers_mut().remove(header::COOKIE);
    }
    let refused = if source == Source::Foreign && !path.starts_with("/webhooks/") {
        Some(Failure::Forbidden)
    } else if address.len() > LONGEST_ADDRESS && !has_long_query_only(&address) {
        Some(Failure::NotFound)
    } else if counts(&path) {
        front.limits.wait(&request).map(Failure::TooMany)
    } else {
        None
    };
    let (request, response) = match refused {
        Some(failure) => {
            let response = HttpResponse::from_error(failure);
            let (request, _) = request.into_parts();
            (request, response)
        }
        None => next.call(request).await?.map_into_boxed_body().into_parts(),
    };
    let mut response = finish(
        &state,
        response,
        (&path, &address),
        encoding,
        not_changed.as_ref(),
        &id,
        seen,
    );
    front.security.put(response.headers_mut());
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    front.metrics.worked(status, seconds);
    // The path alone: a query may hold a position or what somebody looks for.
    tracing::info!(
        http.method = %request.method(),
        http.path = %path,
        http.status = status,
        duration_ms = started.elapsed().as_millis(),
        request_id = %id,
        "request"
    );
    Ok(ServiceResponse::new(request, response))
}

/// Assets and pictures are immutable and health checks must not starve: they do not count.
fn counts(path: &str) -> bool {
    !["/assets/", "/media/", "/map/", "/healthz", "/readyz", "/metrics"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// A long query is cut by the handler that reads it; a long path is no page.
fn has_long_query_only(address: &str) -> bool {
    address
        .split('?')
        .next()
        .is_some_and(|path| path.len() <= LONGEST_ADDRESS / 2)
}

/// The answer from a kept page. `seen`: somebody looks at it, and not a machine; who has it already is not sent it
/// and is not counted again.
fn kept(page: &Arc<CachedPage>, encoding: Encoding, known: Option<&HeaderValue>, seen: bool) -> HttpResponse {
    let coded = page.coded(encoding);
    let same = known.is_some_and(|known| matches_etag(known, &coded.etag));
    if seen && !same {
        page.count();
    }
    let mut response = if same {
        HttpResponse::NotModified().finish()
    } else {
        HttpResponse::with_body(StatusCode::OK, coded.body.clone()).map_into_boxed_body()
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, coded.etag.clone());
    headers.insert(header::CACHE_CONTROL, SHARED);
    headers.insert(header::VARY, VARY);
    for (name, value) in &page.headers {
        headers.insert(name.clone(), value.clone());
    }
    if let (Some(name), false) = (encoding.name(), same) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

fn matches_etag(known: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(known), Ok(etag)) = (known.to_str(), etag.to_str()) else {
        return false;
    };
    known == "*"
        || known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == etag)
}

/// Everything between a handler's answer and the wire.
fn finish(
    state: &web::Data<State>,
    response: HttpResponse,
    (path, address): (&str, &str),
    encoding: Encoding,
    known: Option<&HeaderValue>,
    id: &str,
    seen: bool,
) -> HttpResponse {
    let response = match failed(state, &response, path, id) {
        Some(page) => page,
        None => response,
    };
    let shared = response.extensions().get::<Shared>().copied();
    let viewed = response.extensions().get::<Viewed>().copied();
    let (head, body) = response.into_parts();
    let body = match body.try_into_bytes() {
        Ok(body) => body,
        // A stream: it goes out as it comes.
        Err(stream) => return head.set_body(stream),
    };
    match shared {
        Some(shared) => {
            let headers = head
                .headers()
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            let views = viewed.map(|viewed| state.front.views.counter(viewed.product, viewed.day));
            let page = Arc::new(CachedPage::new(body, headers, shared.until).counted(views));
            if address.len() <= LONGEST_KEPT {
                state.front.pages.put(shared.edition, address, page.clone());
            }
            kept(&page, encoding, known, seen)
        }
        None => compressed(head.set_body(BoxBody::new(Bytes::new())), body, encoding),
    }
}

/// The page for a failure, if the answer is one.
fn failed(state: &web::Data<State>, response: &HttpResponse, path: &str, id: &str) -> Option<HttpResponse> {
    let status = response.status();
    let failure = response.error().and_then(|error| error.as_error::<Failure>());
    if matches!(failure, Some(Failure::Moved(_) | Failure::SignIn(_))) {
        return None;
    }
    let unanswered = status.is_client_error() && !response.headers().contains_key(header::CONTENT_TYPE);
    if response.error().is_none() && !unanswered {
        return None;
    }
    if status.is_server_error() {
        let cause = response.error().map(ToString::to_string).unwrap_or_default();
        tracing::error!(error = %cause, http.path = %path, request_id = %id, "a request failed");
    }
    Some(error_pages::answer(state, path, status, failure, id))
}

/// Compresses what is made for one visitor, if it is worth it.
fn compressed(mut response: HttpResponse, body: Bytes, encoding: Encoding) -> HttpResponse {
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let shrinks = kind.is_some_and(compress::worthwhile) && body.len() > 860;
    let coded = response.headers().contains_key(header::CONTENT_ENCODING);
    match encoding.name() {
        Some(name) if shrinks && !coded => {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            response.headers_mut().insert(header::VARY, VARY);
            response.set_body(BoxBody::new(compress::compress(&body, encoding)))
        }
        _ => response.set_body(BoxBody::new(body)),
    }
}
