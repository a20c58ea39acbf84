//! The archive: a `.tar.gz` of files with names of ours, and at its end a manifest with the length and SHA-256 of
//! each. Nothing of it is ever unpacked by name: a name says what a file is, and we say where it goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write as _};
use std::path::Path;

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use foundation::kernel::error::{Context, Error, Result};
use foundation::media::MediaKey;

/// What this version writes, and the only thing it reads.
pub const FORMAT: u32 = 1;

/// Name of the manifest.
const MANIFEST: &str = "manifest.json";
/// Longest manifest that is read, in bytes: a million files.
const LONGEST_MANIFEST: u64 = 256 << 20;
/// Longest picture or key that is read into memory, in bytes.
pub(super) const LONGEST_FILE: u64 = 256 << 20;

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Make of the archive.
    pub format: u32,
    /// Version of the program that made it.
    pub version: String,
    /// When (UTC).
    pub made_at: DateTime<Utc>,
    /// `sqlite` or `postgres`: it goes back into the same.
    pub database: String,
    /// The migrations that had run, in order.
    pub migrations: Vec<String>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// Pictures that anybody may see.
    pub media: u64,
    /// Private files.
    pub files: u64,
    /// Whether the site's own key is in it.
    pub secrets: bool,
    /// Every file.
    pub entries: Vec<Entry>,
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name in the archive.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
}

/// What a file of an archive is. Names that are none of these are refused, so that no name leads out of where we
/// put things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The SQLite file.
    Sqlite,
    /// The rows of a table, a JSON object a line.
    Table(String),
    /// A picture that anybody may see.
    Media(MediaKey),
    /// A private file.
    Private(MediaKey),
    /// The site's own key.
    Secret,
}

impl Part {
    /// The name in the archive.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Sqlite => "database/cho-lang.sqlite".to_owned(),
            Self::Table(table) => format!("database/{table}.jsonl"),
            Self::Media(key) => format!("media/{key}"),
            Self::Private(key) => format!("files/{key}"),
            Self::Secret => "secrets/secret.key".to_owned(),
        }
    }

    /// What a name says.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let part = match name.split_once('/')? {
            ("database", "cho-lang.sqlite") => Self::Sqlite,
            ("database", file) => {
                Self::Table(file.strip_suffix(".jsonl").filter(|t| is_table(t))?.to_owned())
            }
            ("media", key) => Self::Media(MediaKey::parse(key)?),
            ("files", key) => Self::Private(MediaKey::parse(key)?),
            ("secrets", "secret.key") => Self::Secret,
            _ => return None,
        };
        Some(part)
    }
}

/// Whether a text may be the name of a table: it is put into statements.
pub(super) fn is_table(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Takes a file for one user alone; one that is there is not written over.
pub(super) fn create_closed(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).context(format!("making {}", path.display()))
}

/// An archive that is being written.
pub(super) struct Writer {
    tar: tar::Builder<GzEncoder<BufWriter<File>>>,
    entries: Vec<Entry>,
}

impl Writer {
    /// Begins one.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file = BufWriter::new(create_closed(path)?);
        Ok(Self {
            // Pictures are packed already, and rows are packed well enough at any level.
            tar: tar::Builder::new(GzEncoder::new(file, Compression::fast())),
            entries: Vec::new(),
        })
    }

    /// Adds bytes.
    pub(super) fn add(&mut self, part: &Part, bytes: &[u8]) -> Result<()> {
        self.append(&part.name(), bytes.len() as u64, bytes)
    }

    /// Adds a file.
    pub(super) fn add_file(&mut self, part: &Part, path: &Path) -> Result<()> {
        let file = File::open(path).context(format!("opening {}", path.display()))?;
        let length = file.metadata()?.len();
        self.append(&part.name(), length, BufReader::new(file))
    }

    fn append(&mut self, name: &str, length: u64, from: impl Read) -> Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(length);
        header.set_mode(0o600);
        header.set_entry_type(tar::EntryType::Regular);
        let mut from = Hashed::new(from);
        self.tar
            .append_data(&mut header, name, &mut from)
            .context(format!("writing {name}"))?;
        let (bytes, sha256) = from.end();
        if bytes != length {
            return Err(Error::new(format!("{name} changed while it was read")));
        }
        self.entries.push(Entry {
            name: name.to_owned(),
            bytes,
            sha256,
        });
        Ok(())
    }

    /// Ends it with its manifest, and sees to it that it is on the disk.
    pub(super) fn finish(mut self, mut manifest: Manifest) -> Result<Manifest> {
        manifest.entries = std::mem::take(&mut self.entries);
        let text = serde_json::to_vec(&manifest)?;
        self.append(MANIFEST, text.len() as u64, text.as_slice())?;
        let packed = self.tar.into_inner().context("ending the archive")?;
        let mut file = packed.finish().context("ending the archive")?;
        file.flush()?;
        let file = file
            .into_inner()
            .map_err(|error| Error::new(format!("ending the archive: {error}")))?;
        file.sync_all()?;
        Ok(manifest)
    }
}

/// Bytes that are counted and hashed as they are read.
pub(super) struct Hashed<R> {
    from: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Hashed<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// How many there were, and their hash.
    pub(super) fn end(self) -> (u64, String) {
        (self.bytes, hex::encode(self.hash.finalize()))
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.hash.update(buffer.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }
}

/// An archive that is read.
pub(super) type Reader = tar::Archive<GzDecoder<BufReader<File>>>;

/// Opens one.
pub(super) fn open(path: &Path) -> Result<Reader> {
    let file = File::open(path).context(format!("opening {}", path.display()))?;
    Ok(tar::Archive::new(GzDecoder::new(BufReader::new(file))))
}

/// The name of an entry that is a plain file.
pub(super) fn name_of(entry: &tar::Entry<'_, impl Read>) -> Result<String> {
    let name = String::from_utf8(entry.path_bytes().into_owned()).context("a name in the archive")?;
    if entry.header().entry_type().is_file() {
        Ok(name)
    } else {
        Err(Error::new(format!("{name} in the archive is no plain file")))
    }
}

/// Reads an archive from its beginning to its end and holds every file against the manifest. Nothing is written.
pub(super) fn verify(path: &Path) -> Result<Manifest> {
    let mut archive = open(path)?;
    let mut found: BTreeMap<String, Entry> = BTreeMap::new();
    let mut manifest: Option<Manifest> = None;
    for entry in archive.entries().context("reading the archive")? {
        let mut entry = entry.context("reading the archive")?;
        let name = name_of(&entry)?;
        if name == MANIFEST {
            if manifest.is_some() {
                return Err(Error::new("two manifests in the archive"));
            }
            let mut text = Vec::new();
            entry
                .by_ref()
                .take(LONGEST_MANIFEST)
                .read_to_end(&mut text)
                .context("reading the manifest")?;
            manifest = Some(serde_json::from_slice(&text).context("the manifest of the archive")?);
            continue;
        }
        if Part::parse(&name).is_none() {
            return Err(Error::new(format!(
                "{name} is no name that belongs into an archive"
            )));
        }
        let mut read = Hashed::new(&mut entry);
        std::io::copy(&mut read, &mut std::io::sink()).context(format!("reading {name}"))?;
        let (bytes, sha256) = read.end();
        let entry = Entry {
            name: name.clone(),
            bytes,
            sha256,
        };
        if found.insert(name.clone(), entry).is_some() {
            return Err(Error::new(format!("{name} stands twice in the archive")));
        }
    }
    let manifest = manifest.ok_or_else(|| Error::new("no manifest: the archive was not finished"))?;
    if manifest.format != FORMAT {
        return Err(Error::new(format!(
            "the archive is of make {}, and this program reads make {FORMAT}",
            manifest.format
        )));
    }
    let wanted: BTreeSet<&str> = manifest.entries.iter().map(|entry| entry.name.as_str()).collect();
    if let Some(strange) = found.keys().find(|name| !wanted.contains(name.as_str())) {
        return Err(Error::new(format!("{strange} is not in the manifest")));
    }
    for entry in &manifest.entries {
        match found.get(&entry.name) {
            None => return Err(Error::new(format!("{} is missing in the archive", entry.name))),
            Some(there) if there != entry => {
                return Err(Error::new(format!(
                    "{} is damaged: its SHA-256 differs",
                    entry.name
                )));
            }
            Some(_) => {}
        }
    }
    Ok(manifest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out() {
        for name in [
            "media/../../etc/passwd",
            "/etc/passwd",
            "database/../x.jsonl",
            "database/users;drop.jsonl",
            "database/cho-lang.sqlite/x",
            "media/ab/0123456789abcdef.svg",
            "secrets/other.key",
            "manifest.json/x",
            "",
        ] {
            assert_eq!(Part::parse(name), None, "{name}");
        }
        for name in [
            "database/cho-lang.sqlite",
            "database/order_lines.jsonl",
            "media/ab/0123456789abcdef-640.webp",
            "files/ab/0123456789abcdef.jpg",
            "secrets/secret.key",
        ] {
            assert_eq!(Part::parse(name).unwrap().name(), name);
        }
    }
}
