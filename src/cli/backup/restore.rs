//! Reading an archive back: judged whole before anything is written, and only where nothing stands.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::ConnectionTrait;

use super::archive::{self, LONGEST_FILE, Manifest, Part, create_closed};
use super::database::{self, Rules};
use dataset::Progress;
use foundation::config::Settings;
use foundation::kernel::db::{self, Db, Txn, write_txn};
use foundation::kernel::error::{Context, Error, Result};
use foundation::media::{self, BlobStore};
use migration::Migrator;

/// Length of rows that go into one statement, in bytes.
const AT_ONCE: usize = 2 << 20;

/// Where what comes out of an archive goes.
struct Ground<'a> {
    settings: &'a Settings,
    media: std::sync::Arc<dyn BlobStore>,
    files: std::sync::Arc<dyn BlobStore>,
}

/// Reads the archive into the data folder and database of these settings, and brings them up to date. Refuses what is
/// damaged, what is from a newer version, and a place where something stands.
pub async fn restore(settings: &Settings, file: &Path, progress: &dyn Progress) -> Result<Manifest> {
    settings.check().context("these settings")?;
    progress.begin("proving the archive", 0);
    let manifest = archive::verify(file)?;
    progress.end();
    let steps = steps(&manifest.migrations)?;
    let sqlite = sqlite_path(settings);
    let here = if sqlite.is_some() { "sqlite" } else { "postgres" };
    if manifest.database != here {
        return Err(Error::new(format!(
            "the archive is of {}, and the settings name {here}: it goes back into the same",
            manifest.database
        )));
    }
    insist_on_empty_folder(&settings.data_dir)?;
    std::fs::create_dir_all(&settings.data_dir).context(format!("making {}", settings.data_dir.display()))?;
    let ground = Ground {
        settings,
        media: media::store::open(settings.media_url.as_deref(), &settings.data_dir)
            .context("opening the store of pictures")?,
        files: media::store::open_private(settings.files_url.as_deref(), &settings.data_dir)
            .context("opening the store of private files")?,
    };
    for (what, store) in [("pictures", &ground.media), ("private files", &ground.files)] {
        if !store
            .list()
            .await
            .context(format!("listing the {what}"))?
            .is_empty()
        {
            return Err(Error::new(format!("the store of {what} is not empty")));
        }
    }
    let db = if let Some(path) = &sqlite {
        if path.exists() {
            return Err(Error::new(format!("{} is there already", path.display())));
        }
        // What breaks off leaves a folder that is not empty: nobody takes it for whole at the next try.
        read_files(&ground, file, &manifest, None, progress).await?;
        db::connect(&url(settings)).await?
    } else {
        let db = db::connect(&url(settings)).await?;
        insist_on_empty_database(&db).await?;
        make_tables(&db, steps).await?;
        let txn = write_txn(&db).await?;
        let rules = Rules::drop_all(&txn).await?;
        for table in database::tables(&txn).await? {
            // What migrations wrote: it comes out of the archive too.
            txn.execute_unprepared(&format!("DELETE FROM \"{table}\""))
                .await?;
        }
        read_files(&ground, file, &manifest, Some(&txn), progress).await?;
        rules.set_all(&txn).await?;
        database::set_sequences(&txn).await?;
        txn.commit().await?;
        db::analyze(&db).await?;
        db
    };
    insist_on_rows(&db, &manifest).await?;
    Migrator::up(&db, None)
        .await
        .context("bringing the tables up to date")?;
    db.close().await.context("closing the database")?;
    Ok(manifest)
}

/// How many migrations make the tables of the archive: its own have to be the first ones of ours.
fn steps(theirs: &[String]) -> Result<u32> {
    let ours: Vec<String> = Migrator::migrations()
        .iter()
        .map(|one| one.name().to_owned())
        .collect();
    if theirs.is_empty() || !ours.starts_with(theirs) {
        return Err(Error::new(
            "the archive has other tables than this program knows: restore it with the version that made it, or a newer one",
        ));
    }
    Ok(u32::try_from(theirs.len()).unwrap_or(u32::MAX))
}

fn url(settings: &Settings) -> String {
    match &settings.database_url {
        Some(url) => url.clone(),
        None => db::sqlite_url(&settings.data_dir),
    }
}

/// The file of the database, where it is one.
fn sqlite_path(settings: &Settings) -> Option<PathBuf> {
    let url = url(settings);
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    Some(PathBuf::from(rest.split('?').next().unwrap_or(rest)))
}

/// The key of the site may be there: it is kept apart from archives.
fn insist_on_empty_folder(folder: &Path) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let name = entry
            .context(format!("reading {}", folder.display()))?
            .file_name();
        if name != "secret.key" {
            return Err(Error::new(format!(
                "{} is not empty ({}): an archive is restored into an empty data folder",
                folder.display(),
                name.to_string_lossy()
            )));
        }
    }
    Ok(())
}

/// Tables may be there, as migrations leave them; a database in which somebody lives is left alone.
async fn insist_on_empty_database(db: &Db) -> Result<()> {
    const LIVED_IN: [&str; 9] = [
        "audit_entries",
        "jobs",
        "mails",
        "orders",
        "places",
        "producers",
        "products",
        "purchases",
        "users",
    ];
    let tables = database::tables(db).await?;
    let told: Vec<String> = tables
        .into_iter()
        .filter(|name| LIVED_IN.contains(&name.as_str()))
        .collect();
    for (table, rows) in database::counts(db, &told).await? {
        if rows > 0 {
            return Err(Error::new(format!(
                "the database is not empty: {table} has {rows} rows"
            )));
        }
    }
    Ok(())
}

/// Makes the tables as the archive has them; later migrations run over its rows.
async fn make_tables(db: &Db, steps: u32) -> Result<()> {
    let begun = "SELECT COUNT(*) FROM pg_class WHERE relname = 'seaql_migrations' \
         AND relnamespace = current_schema()::regnamespace";
    let begun: Option<i64> = database::one(db, begun).await?;
    let there = if begun == Some(1) {
        u32::try_from(database::migrations(db).await?.len()).unwrap_or(u32::MAX)
    } else {
        0
    };
    match steps.checked_sub(there) {
        None => Err(Error::new(
            "the database has newer tables than the archive: give it an empty database",
        )),
        Some(0) => Ok(()),
        Some(more) => Migrator::up(db, Some(more)).await.context("making the tables"),
    }
}

async fn insist_on_rows(db: &Db, manifest: &Manifest) -> Result<()> {
    let names: Vec<String> = manifest.rows.keys().cloned().collect();
    let found = database::counts(db, &names).await?;
    if let Some((table, rows)) = manifest
        .rows
        .iter()
        .find(|(table, rows)| found.get(*table) != Some(*rows))
    {
        return Err(Error::new(format!(
            "{table} should have {rows} rows and has {}",
            found.get(table).copied().unwrap_or(0)
        )));
    }
    Ok(())
}

/// Takes every file out of the archive and puts it where it belongs.
async fn read_files(
    ground: &Ground<'_>,
    file: &Path,
    manifest: &Manifest,
    txn: Option<&Txn>,
    progress: &dyn Progress,
) -> Result<()> {
    progress.begin("restoring", manifest.entries.len() as u64);
    let mut archive = archive::open(file)?;
    for entry in archive.entries().context("reading the archive")? {
        let mut entry = entry.context("reading the archive")?;
        let name = archive::name_of(&entry)?;
        // The manifest itself; every other name was judged.
        let Some(part) = Part::parse(&name) else {
            continue;
        };
        match part {
            Part::Sqlite => {
                let path =
                    sqlite_path(ground.settings).ok_or_else(|| Error::new("a database of another kind"))?;
                write_file(&path, &mut entry)?;
            }
            Part::Table(table) => {
                let txn = txn.ok_or_else(|| Error::new("a database of another kind"))?;
                put_back(txn, &table, &mut entry).await?;
            }
            Part::Media(key) => {
                let bytes = whole(&name, &mut entry)?;
                ground
                    .media
                    .put(&key, bytes)
                    .await
                    .context(format!("writing {name}"))?;
            }
            Part::Private(key) => {
                let bytes = whole(&name, &mut entry)?;
                ground
                    .files
                    .put(&key, bytes)
                    .await
                    .context(format!("writing {name}"))?;
            }
            Part::Secret => {
                let path = ground.settings.data_dir.join("secret.key");
                if !path.exists() {
                    write_file(&path, &mut entry)?;
                }
            }
        }
        progress.advance(1);
    }
    progress.end();
    Ok(())
}

fn whole(name: &str, from: &mut impl Read) -> Result<Bytes> {
    let mut bytes = Vec::new();
    from.take(LONGEST_FILE)
        .read_to_end(&mut bytes)
        .context(format!("reading {name}"))?;
    Ok(bytes.into())
}

/// Writes a file under another name first, so that half a file is never taken for it.
fn write_file(path: &Path, from: &mut impl Read) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let unfinished = PathBuf::from(name);
    let mut out: File = create_closed(&unfinished)?;
    std::io::copy(from, &mut out).context(format!("writing {}", path.display()))?;
    out.sync_all()?;
    std::fs::rename(&unfinished, path).context(format!("naming {}", path.display()))
}

async fn put_back(txn: &Txn, table: &str, from: &mut impl Read) -> Result<()> {
    let (mut some, mut length) = (Vec::new(), 0);
    for line in BufReader::new(from).lines() {
        let line = line.context(format!("reading the rows of {table}"))?;
        length += line.len();
        some.push(line);
        if length >= AT_ONCE {
            database::put_back(txn, table, &some).await?;
            some.clear();
            length = 0;
        }
    }
    database::put_back(txn, table, &some).await
}
