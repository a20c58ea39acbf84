//! Keeping the search index true to the database: documents made from an edition, applied by jobs,
//! rebuilt beside the old index when need be.
//!
//! An embedded index belongs to one process, which follows every edition by itself. A Meilisearch
//! index is shared: the job of each change brings it up, whichever process works it off.

mod documents;
mod fallback;
pub mod finding;
mod follow;

use std::path::PathBuf;
use std::sync::Arc;

use foundation::config::Settings;
use foundation::kernel::error::{Context, Error, Result};
use search::SearchEngine;
use search::embedded::Embedded;
use search::meili::Meili;

pub use follow::Indexer;

/// Folder of the embedded index within the data folder.
fn folder(settings: &Settings) -> PathBuf {
    settings.data_dir.join("index")
}

/// Whether the index belongs to this process alone.
pub fn is_local(settings: &Settings) -> bool {
    settings.meili_url.is_none()
}

/// Opens the engine that the settings name. An embedded index whose files are damaged is thrown away:
/// it can always be made again.
pub async fn open(settings: &Settings) -> Result<Arc<dyn SearchEngine>> {
    if let Some(url) = &settings.meili_url {
        let engine = Meili::connect(url, settings.meili_key.as_deref(), "cho-lang").await;
        return Ok(Arc::new(engine.context("connecting to Meilisearch")?));
    }
    let folder = folder(settings);
    std::fs::create_dir_all(&folder).context(format!("making {}", folder.display()))?;
    match Embedded::open(&folder) {
        Ok(engine) => Ok(Arc::new(engine)),
        Err(error) => {
            tracing::warn!(error = %error, "the index cannot be read and is made anew");
            std::fs::remove_dir_all(&folder).context(format!("removing {}", folder.display()))?;
            std::fs::create_dir_all(&folder).context(format!("making {}", folder.display()))?;
            Embedded::open(&folder)
                .map(|engine| Arc::new(engine) as Arc<dyn SearchEngine>)
                .map_err(|error| Error::because("opening the embedded index", error))
        }
    }
}
