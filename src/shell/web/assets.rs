//! The files of the browser: built ones under hashed names, and the map's base layer.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Serialize;

use super::compress::{self, Encoding};
use super::failure::Failure;
use super::state::State;
use foundation::config::Settings;
use foundation::kernel::error::{Context, Result};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../public/dist"]
#[allow_missing = true]
struct Built;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../public/map"]
struct Ground;

/// A file by its path below `public`.
fn public(path: &str) -> Option<EmbeddedFile> {
    match path.split_once('/')? {
        ("dist", name) => Built::get(name),
        ("map", name) => Ground::get(name),
        _ => None,
    }
}

/// A year, and never asked again.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The built files of the browser.
#[derive(Debug)]
pub struct Assets {
    manifest: HashMap<String, String>,
    compressed: Mutex<HashMap<(String, Encoding), Bytes>>,
}

impl Assets {
    /// Reads the manifest. Without one (nothing was built) the site is plain HTML.
    pub fn load() -> Result<Self> {
        let manifest = match Built::get("manifest.json") {
            Some(file) => serde_json::from_slice(&file.data).context("the manifest of built files")?,
            None => HashMap::new(),
        };
        Ok(Self {
            manifest,
            compressed: Mutex::default(),
        })
    }

    /// Whether nothing was built.
    pub fn is_empty(&self) -> bool {
        self.manifest.is_empty()
    }

    /// The address of a built file by its plain name; empty when it was not built.
    pub fn url(&self, name: &str) -> String {
        self.manifest
            .get(name)
            .map_or_else(String::new, |file| format!("/assets/{file}"))
    }

    /// The built fonts, for pictures with words.
    pub fn fonts(&self) -> Vec<Vec<u8>> {
        let fonts = self.manifest.values().filter(|file| {
            std::path::Path::new(file)
                .extension()
                .is_some_and(|kind| kind == "woff2")
        });
        fonts
            .filter_map(|file| Built::get(file))
            .map(|file| file.data.into_owned())
            .collect()
    }

    fn answer(&self, request: &HttpRequest, path: &str, caching: &'static str) -> Option<HttpResponse> {
        let file = public(path)?;
        let kind = content_type(path);
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CONTENT_TYPE, kind));
        response.insert_header((header::CACHE_CONTROL, caching));
        if !compress::worthwhile(kind) {
            return Some(response.body(file.data.into_owned()));
        }
        response.insert_header((header::VARY, "Accept-Encoding"));
        let encoding = Encoding::accepted(request.headers());
        if let Some(name) = encoding.name() {
            response.insert_header((header::CONTENT_ENCODING, name));
        }
        // Built names carry a hash of the content, so the name is enough of a key.
        let key = (path.to_owned(), encoding);
        let mut kept = self.compressed.lock().unwrap_or_else(PoisonError::into_inner);
        let body = kept
            .entry(key)
            .or_insert_with(|| compress::compress(&file.data, encoding))
            .clone();
        Some(response.body(body))
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json" | "geojson") => "application/json",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// `/assets/{file}`.
pub async fn show(
    request: HttpRequest,
    file: web::Path<String>,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    if file.contains("..") || file.contains('/') || file.as_str() == "manifest.json" {
        return Err(Failure::NotFound);
    }
    let path = format!("dist/{file}");
    state
        .views
        .assets()
        .answer(&request, &path, IMMUTABLE)
        .ok_or(Failure::NotFound)
}

/// What kind of layer the operator's own file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorLayer {
    /// Polygons (RFC 7946), drawn over the schematic.
    Areas,
    /// Vector tiles (PMTiles 3), drawn instead of it.
    Archive,
}

impl OperatorLayer {
    /// By the ending of the file's name; anything else is no layer.
    pub fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()? {
            "geojson" | "json" => Some(Self::Areas),
            "pmtiles" => Some(Self::Archive),
            _ => None,
        }
    }

    /// Its address.
    pub const fn url(self) -> &'static str {
        match self {
            Self::Areas => "/map/operator/areas.geojson",
            Self::Archive => "/map/operator/archive.pmtiles",
        }
    }
}

/// Raster tiles that the operator allows, asked for on a click.
#[derive(Clone, Debug, Serialize)]
pub struct Tiles {
    url: String,
    attribution: String,
}

/// What a map may lay under its pins besides the schematic.
#[derive(Clone, Debug, Serialize)]
pub struct MapGround {
    /// Raster tiles of somebody else.
    tiles: Option<Tiles>,
    /// The address of the operator's polygons.
    areas: Option<&'static str>,
    /// The address of the operator's vector tiles.
    archive: Option<&'static str>,
}

impl MapGround {
    /// As the settings say.
    pub fn of(settings: &Settings) -> Self {
        let layer = settings.map_layer_file.as_deref().and_then(OperatorLayer::of);
        let at = |wanted| layer.filter(|layer| *layer == wanted).map(OperatorLayer::url);
        Self {
            tiles: (!settings.map_tile_url.is_empty()).then(|| Tiles {
                url: settings.map_tile_url.clone(),
                attribution: settings.map_tile_attribution.clone(),
            }),
            areas: at(OperatorLayer::Areas),
            archive: at(OperatorLayer::Archive),
        }
    }
}

/// The operator's own layer, in parts where a part is asked for: an archive is far too large to send whole.
pub async fn operator_layer(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Failure> {
    let file = state.services.settings.map_layer_file.as_deref();
    let file = file.filter(|file| OperatorLayer::of(file).is_some_and(|layer| layer.url() == request.path()));
    let Some(file) = file else {
        return Err(Failure::NotFound);
    };
    let opened = actix_files::NamedFile::open_async(file).await;
    let opened = opened.context(format!("opening {}", file.display()))?;
    let mut response = opened
        .use_last_modified(true)
        .prefer_utf8(true)
        .disable_content_disposition()
        .into_response(&request);
    let caching = header::HeaderValue::from_static("public, max-age=3600");
    response.headers_mut().insert(header::CACHE_CONTROL, caching);
    Ok(response)
}

/// `/map/{file}`: the base layer. Its name carries no hash, so it is asked for again each hour.
pub async fn base_layer(
    request: HttpRequest,
    file: web::Path<String>,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    if file.contains("..") || file.contains('/') {
        return Err(Failure::NotFound);
    }
    let path = format!("map/{file}");
    state
        .views
        .assets()
        .answer(&request, &path, "public, max-age=3600")
        .ok_or(Failure::NotFound)
}
