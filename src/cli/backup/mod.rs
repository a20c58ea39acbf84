//! `backup` and `restore`: database, pictures and private files in one archive, made while the site runs, and read
//! back where nothing stands.
//!
//! The copy of the database is made first, then the files: a picture is written before the row that names it, so
//! every row of the copy finds its files. The site's own key is left out unless it is asked for, since who has both
//! can open everything.

mod archive;
mod database;
mod restore;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::commands::{check, open, say};
use archive::{FORMAT, Part, Writer};
use dataset::{Bar, Progress};
use foundation::config::Settings;
use foundation::kernel::error::{Context, Error, Result};
use foundation::media::{BlobStore, MediaKey};
use shell::services::Services;

pub use archive::{Entry, Manifest};
pub use restore::restore;

/// `backup FILE`
pub(super) async fn write(settings: Settings, file: &Path, with_secrets: bool) -> Result<ExitCode> {
    let services = open(settings).await?;
    let manifest = make(&services, file, with_secrets, &Bar::new()).await?;
    say(&format!("{}: {}", file.display(), summary(&manifest)));
    say(match (with_secrets, manifest.secrets) {
        (_, true) => {
            "The site's own key is in the archive: who has it can sign links and open second factors."
        }
        (true, false) => {
            "The site's own key is not in the archive: it is no file here, it comes by SECRET_KEY."
        }
        (false, false) => "The site's own key is not in the archive: keep it apart, or use --with-secrets.",
    });
    Ok(ExitCode::SUCCESS)
}

/// `restore FILE`
pub(super) async fn read(settings: Settings, file: &Path) -> Result<ExitCode> {
    let manifest = restore(&settings, file, &Bar::new()).await?;
    say(&summary(&manifest));
    check(settings).await
}

fn summary(manifest: &Manifest) -> String {
    let rows: u64 = manifest.rows.values().sum();
    format!(
        "{rows} rows of {} tables, {} pictures, {} private files, made at {} by version {}",
        manifest.rows.len(),
        manifest.media,
        manifest.files,
        manifest.made_at.to_rfc3339(),
        manifest.version
    )
}

/// A folder for what is under way, gone when it goes.
struct Work(PathBuf);

impl Work {
    fn beside(file: &Path) -> Result<Self> {
        let mut name = file.as_os_str().to_owned();
        name.push(".work");
        let folder = PathBuf::from(name);
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&folder)
            .context(format!("making {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes the archive. It gets its name when it is whole; one that is there is not written over.
pub async fn make(
    services: &Services,
    file: &Path,
    with_secrets: bool,
    progress: &dyn Progress,
) -> Result<Manifest> {
    if file.exists() {
        return Err(Error::new(format!("{} is there already", file.display())));
    }
    let work = Work::beside(file)?;
    progress.begin("database", 0);
    let copy = database::copy(&services.db, &work.0).await?;
    progress.end();
    let unfinished = work.0.join("archive");
    let mut writer = Writer::create(&unfinished)?;
    progress.begin("tables", copy.files.len() as u64);
    for (table, path) in &copy.files {
        let part = match table {
            Some(table) => Part::Table(table.clone()),
            None => Part::Sqlite,
        };
        writer.add_file(&part, path)?;
        progress.advance(1);
    }
    progress.end();
    let media = store(
        &mut writer,
        services.store.as_ref(),
        Part::Media,
        ("pictures", progress),
    )
    .await?;
    let files = store(
        &mut writer,
        services.files.as_ref(),
        Part::Private,
        ("private files", progress),
    )
    .await?;
    let key = services.settings.data_dir.join("secret.key");
    let secrets = with_secrets && services.settings.secret_key.is_none() && key.exists();
    if secrets {
        writer.add_file(&Part::Secret, &key)?;
    }
    let manifest = Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: services.clock.now(),
        database: copy.database.to_owned(),
        migrations: copy.migrations,
        rows: copy.rows,
        media,
        files,
        secrets,
        entries: Vec::new(),
    };
    let manifest = writer.finish(manifest)?;
    std::fs::rename(&unfinished, file).context(format!("naming {}", file.display()))?;
    Ok(manifest)
}

/// Adds every file of a store.
async fn store(
    writer: &mut Writer,
    blobs: &dyn BlobStore,
    part: impl Fn(MediaKey) -> Part,
    (task, progress): (&str, &dyn Progress),
) -> Result<u64> {
    let mut keys = blobs.list().await.context(format!("listing the {task}"))?;
    keys.sort();
    progress.begin(task, keys.len() as u64);
    let mut count = 0;
    for key in keys {
        // What was removed since it was listed is no longer anybody's.
        if let Some(bytes) = blobs.get(&key).await.context(format!("reading {key}"))? {
            writer.add(&part(key), &bytes)?;
            count += 1;
        }
        progress.advance(1);
    }
    progress.end();
    Ok(count)
}
