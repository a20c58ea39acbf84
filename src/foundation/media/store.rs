//! Where files lie: a folder of the data directory, an S3 bucket, or memory in tests. There are two stores:
//! `media`, whose files anybody may ask for by key, and `files`, whose files are given out only by handlers
//! that have looked who asks.
//!
//! A port of six calls over the `object_store` crate. A public file is named after its content, so a second
//! `put` of the same key writes the same bytes; a private one has a name nobody else draws. Neither needs a
//! lock.
use std::{fmt, path::Path as FsPath, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem, memory::InMemory,
    path::Path, prefix::PrefixStore,
};

use super::key::MediaKey;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address in this setting is not one that we know; only `s3://bucket[/prefix]` is.
    #[error("{0} must be s3://bucket or s3://bucket/prefix")]
    Address(&'static str),
    /// The folder cannot be made.
    #[error("cannot make the folder of the store")]
    Folder(#[source] std::io::Error),
    /// Disk or service refused.
    #[error("the store failed")]
    Backend(#[from] object_store::Error),
}

/// Keeps finished files under their keys.
#[async_trait]
pub trait BlobStore: fmt::Debug + Send + Sync {
    /// Writes a file, whole or not at all.
    async fn put(&self, key: &MediaKey, bytes: Bytes) -> Result<(), StoreError>;
    /// Reads a file; `None` when there is none.
    async fn get(&self, key: &MediaKey) -> Result<Option<Bytes>, StoreError>;
    /// Whether a file is there.
    async fn exists(&self, key: &MediaKey) -> Result<bool, StoreError>;
    /// Removes a file; removing what is not there is no error.
    async fn delete(&self, key: &MediaKey) -> Result<(), StoreError>;
    /// The keys of all files, in no order: for backups.
    async fn list(&self) -> Result<Vec<MediaKey>, StoreError>;
    /// Writes, reads and removes a small file: for `/readyz` and for the refusal at start-up.
    async fn probe_writable(&self) -> Result<(), StoreError>;
}

/// [`BlobStore`] over any backend of `object_store`.
#[derive(Debug)]
pub struct ObjectBlobs {
    inner: Arc<dyn ObjectStore>,
}

/// Opens the store that `MEDIA_URL` names, or the folder `media` under the data directory.
///
/// For S3 the credentials, region and endpoint come from the usual `AWS_*` variables
/// (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, …).
pub fn open(media_url: Option<&str>, data_dir: &FsPath) -> Result<Arc<dyn BlobStore>, StoreError> {
    match media_url {
        None => Ok(Arc::new(ObjectBlobs::on_disk(&data_dir.join("media"))?)),
        Some(url) => Ok(Arc::new(ObjectBlobs::on_s3("MEDIA_URL", url)?)),
    }
}

/// Opens the store of private files: the one that `FILES_URL` names, or the folder `files` under the data
/// directory, which nobody but the site's own user may look into.
pub fn open_private(files_url: Option<&str>, data_dir: &FsPath) -> Result<Arc<dyn BlobStore>, StoreError> {
    match files_url {
        None => {
            let folder = data_dir.join("files");
            make_closed(&folder).map_err(StoreError::Folder)?;
            Ok(Arc::new(ObjectBlobs::on_disk(&folder)?))
        }
        Some(url) => Ok(Arc::new(ObjectBlobs::on_s3("FILES_URL", url)?)),
    }
}

/// Makes a folder for one user alone; one that is there stays as it is.
fn make_closed(folder: &FsPath) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

impl ObjectBlobs {
    /// Files in a folder, which is made if it is missing.
    pub fn on_disk(folder: &FsPath) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
        Ok(Self {
            inner: Arc::new(LocalFileSystem::new_with_prefix(folder)?),
        })
    }

    /// Files in memory, gone with the value; for tests.
    pub fn in_memory() -> Self {
        Self {
            inner: Arc::new(InMemory::new()),
        }
    }

    /// Files in an S3 bucket, `s3://bucket` or `s3://bucket/prefix`; `setting` is where that stands.
    pub fn on_s3(setting: &'static str, url: &str) -> Result<Self, StoreError> {
        let (bucket, prefix) = bucket_and_prefix(url).ok_or(StoreError::Address(setting))?;
        // The HTTP client of the S3 backend takes the process-wide TLS provider. An error only says
        // that one has been installed already, and ring is the only one in the tree.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let store = AmazonS3Builder::from_env().with_bucket_name(bucket).build()?;
        let inner: Arc<dyn ObjectStore> = if prefix.is_empty() {
            Arc::new(store)
        } else {
            Arc::new(PrefixStore::new(store, prefix))
        };
        Ok(Self { inner })
    }
}

/// Splits `s3://bucket/some/prefix`; `None` when it is something else.
fn bucket_and_prefix(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("s3://")?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    let prefix = prefix.trim_matches('/');
    let segments_are_plain = prefix.split('/').all(|part| part != "." && part != "..");
    ((3..=63).contains(&bucket.len()) && bucket.chars().all(sound) && segments_are_plain)
        .then_some((bucket, prefix))
}

fn path(key: &MediaKey) -> Path {
    Path::from(key.as_str())
}

#[async_trait]
impl BlobStore for ObjectBlobs {
    async fn put(&self, key: &MediaKey, bytes: Bytes) -> Result<(), StoreError> {
        self.inner.put(&path(key), bytes.into()).await?;
        Ok(())
    }

    async fn get(&self, key: &MediaKey) -> Result<Option<Bytes>, StoreError> {
        match self.inner.get(&path(key)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn exists(&self, key: &MediaKey) -> Result<bool, StoreError> {
        match self.inner.head(&path(key)).await {
            Ok(_meta) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn delete(&self, key: &MediaKey) -> Result<(), StoreError> {
        match self.inner.delete(&path(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn list(&self) -> Result<Vec<MediaKey>, StoreError> {
        let found: Vec<ObjectMeta> = self.inner.list(None).try_collect().await?;
        // What has another shape is a probe, or being written just now.
        let keys = found
            .iter()
            .filter_map(|file| MediaKey::parse(file.location.as_ref()));
        Ok(keys.collect())
    }

    async fn probe_writable(&self) -> Result<(), StoreError> {
        // No key has this shape, so it can never be served or overwrite a picture. Nodes that probe at
        // the same moment may remove each other's file; only the write decides.
        let probe = Path::from("probe");
        self.inner.put(&probe, Bytes::from_static(b"ok").into()).await?;
        match self.inner.delete(&probe).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn contract(store: &dyn BlobStore) {
        let key = MediaKey::parse("ab/0123456789abcdef-640.webp").unwrap();
        assert!(!store.exists(&key).await.unwrap());
        assert_eq!(store.get(&key).await.unwrap(), None);
        store.put(&key, Bytes::from_static(b"one")).await.unwrap();
        store.put(&key, Bytes::from_static(b"two")).await.unwrap();
        assert_eq!(store.get(&key).await.unwrap().as_deref(), Some(b"two".as_slice()));
        assert!(store.exists(&key).await.unwrap());
        assert_eq!(store.list().await.unwrap(), std::slice::from_ref(&key));
        store.delete(&key).await.unwrap();
        assert!(store.list().await.unwrap().is_empty());
        store.delete(&key).await.unwrap();
        assert!(!store.exists(&key).await.unwrap());
        store.probe_writable().await.unwrap();
    }

    #[tokio::test]
    async fn memory_keeps_the_contract() {
        contract(&ObjectBlobs::in_memory()).await;
    }

    #[tokio::test]
    async fn disk_keeps_the_contract_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(None, folder.path()).unwrap();
        contract(store.as_ref()).await;
        let files = |dir: &FsPath| {
            std::fs::read_dir(dir)
                .unwrap()
                .filter(|entry| entry.as_ref().unwrap().path().is_file())
                .count()
        };
        assert_eq!(files(&folder.path().join("media")), 0);
        assert_eq!(files(&folder.path().join("media/ab")), 0);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_found_out() {
        let folder = tempfile::tempdir().unwrap();
        let store = ObjectBlobs::on_disk(&folder.path().join("media")).unwrap();
        std::fs::remove_dir_all(folder.path().join("media")).unwrap();
        std::fs::write(folder.path().join("media"), b"in the way").unwrap();
        assert!(store.probe_writable().await.is_err());
        std::fs::write(folder.path().join("files"), b"in the way").unwrap();
        assert!(matches!(
            open_private(None, folder.path()),
            Err(StoreError::Folder(_))
        ));
    }

    #[test]
    fn only_s3_addresses_are_taken() {
        assert_eq!(bucket_and_prefix("s3://cho-lang"), Some(("cho-lang", "")));
        assert_eq!(
            bucket_and_prefix("s3://cho-lang/anh/vn/"),
            Some(("cho-lang", "anh/vn"))
        );
        for bad in [
            "",
            "s3://",
            "s3://a",
            "https://cho-lang",
            "s3://Chợ",
            "s3://cho-lang/../x",
            "file:///etc",
        ] {
            assert_eq!(bucket_and_prefix(bad), None, "{bad}");
        }
        assert!(matches!(
            open(Some("ftp://x"), FsPath::new("unused")),
            Err(StoreError::Address("MEDIA_URL"))
        ));
        assert!(matches!(
            open_private(Some("ftp://x"), FsPath::new("unused")),
            Err(StoreError::Address("FILES_URL"))
        ));
    }

    #[tokio::test]
    async fn private_files_lie_apart_and_for_one_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (public, private) = (
            open(None, folder.path()).unwrap(),
            open_private(None, folder.path()).unwrap(),
        );
        contract(private.as_ref()).await;
        let key = MediaKey::parse("ab/0123456789abcdef.jpg").unwrap();
        private.put(&key, Bytes::from_static(b"one")).await.unwrap();
        assert!(!public.exists(&key).await.unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let meta = std::fs::metadata(folder.path().join("files")).unwrap();
            assert_eq!(meta.permissions().mode() & 0o077, 0);
        }
    }
}
