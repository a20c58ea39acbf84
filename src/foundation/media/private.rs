//! Pictures that are not for everybody: what a buyer sends with a return, papers of a producer.
//!
//! They are made like public ones (told by their bytes, measured before they are decoded, turned upright and
//! encoded anew, without what the camera wrote down) and lie in a store of their own that no address leads
//! into. Their names are random: nobody can guess one, and two people who send the same picture share nothing.

use std::collections::HashSet;

use bytes::Bytes;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;

use super::key::MediaKey;
use super::pipeline::{Limits, decode, encode_jpeg, shrunk};
use super::sniff::MediaRefusal;
use super::store::{BlobStore, StoreError};
use crate::jobs::JobError;
use crate::kernel::db::Db;
use crate::kernel::error::{Context, Error, Result};
use crate::kernel::secrets::Secrets;

/// Pixels along the longer side of the large file: a crack in a glaze can be seen.
const LARGE: u32 = 1600;
/// Pixels along the longer side of the small one.
const SMALL: u32 = 400;
/// Bytes of a name: 160 random bits.
const NAME_BYTES: usize = 20;

/// Which file of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// To look at: at most 1600 pixels along the longer side.
    Large,
    /// To stand on a page beside others: at most 400.
    Small,
}

/// A picture as it is kept: two JPEG files.
#[derive(Clone, Debug)]
pub struct PrivatePicture {
    /// To look at.
    pub large: Bytes,
    /// To stand on a page.
    pub small: Bytes,
}

/// Makes both files of a picture, or says why it is refused. JPEG, because such pictures are passed on to
/// carriers and offices, which open nothing else.
pub fn process_private(bytes: &[u8], limits: &Limits) -> Result<PrivatePicture, MediaRefusal> {
    let large = shrunk(&decode(bytes, limits)?, LARGE)?;
    let small = shrunk(&large, SMALL)?;
    Ok(PrivatePicture {
        large: encode_jpeg(&large)?.into(),
        small: encode_jpeg(&small)?.into(),
    })
}

/// A new name in the private store, with nothing in it of what the sender called the file.
pub fn new_key(secrets: &Secrets, extension: &str) -> Result<MediaKey> {
    let mut random = [0; NAME_BYTES];
    secrets.fill(&mut random)?;
    let name = hex::encode(random);
    let (folder, stem) = name.split_at(2);
    MediaKey::parse(&format!("{folder}/{stem}.{extension}"))
        .ok_or_else(|| Error::new(format!("no file of a store ends in .{extension}")))
}

/// The name of one of a picture's files. The large one bears the picture's own.
fn sized(key: &MediaKey, size: Size) -> Option<MediaKey> {
    match size {
        Size::Large => Some(key.clone()),
        Size::Small => {
            let (name, extension) = key.as_str().rsplit_once('.')?;
            MediaKey::parse(&format!("{name}-{SMALL}.{extension}"))
        }
    }
}

/// Writes both files of a picture.
pub async fn put(files: &dyn BlobStore, key: &MediaKey, picture: &PrivatePicture) -> Result<(), StoreError> {
    for (size, bytes) in [(Size::Large, &picture.large), (Size::Small, &picture.small)] {
        if let Some(key) = sized(key, size) {
            files.put(&key, bytes.clone()).await?;
        }
    }
    Ok(())
}

/// Whether a file is a PDF, by its first bytes. What is in it is not looked at: such a file is kept as it came and
/// handed out to be saved, never to be shown.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Writes a file as it came.
pub async fn put_whole(files: &dyn BlobStore, key: &MediaKey, bytes: Bytes) -> Result<(), StoreError> {
    files.put(key, bytes).await
}

/// Reads one of a picture's files, if it is there.
pub async fn get(files: &dyn BlobStore, key: &MediaKey, size: Size) -> Result<Option<Bytes>, StoreError> {
    match sized(key, size) {
        Some(key) => files.get(&key).await,
        None => Ok(None),
    }
}

/// Removes whatever files there are of this name.
pub async fn remove(files: &dyn BlobStore, key: &MediaKey) -> Result<(), StoreError> {
    for size in [Size::Small, Size::Large] {
        if let Some(key) = sized(key, size) {
            files.delete(&key).await?;
        }
    }
    Ok(())
}

/// Removes those files of a job (`{"keys": [name, …]}`) that no row names (any more); `column` is where rows name them.
/// Doing it twice does it once.
pub async fn forget_unnamed<E: EntityTrait>(
    db: &Db,
    files: &dyn BlobStore,
    payload: &Value,
    column: E::Column,
) -> Result<(), JobError> {
    let keys = payload.get("keys").and_then(Value::as_array);
    let keys = keys.ok_or_else(|| JobError::GiveUp("a job without its files".to_owned()))?;
    let keys: Vec<MediaKey> = keys
        .iter()
        .filter_map(Value::as_str)
        .filter_map(MediaKey::parse)
        .collect();
    let named: Vec<String> = E::find()
        .select_only()
        .column(column)
        .filter(column.is_in(keys.iter().map(MediaKey::as_str)))
        .into_tuple()
        .all(db)
        .await
        .map_err(Error::from)?;
    let named: HashSet<&str> = named.iter().map(String::as_str).collect();
    for key in keys.iter().filter(|key| !named.contains(key.as_str())) {
        remove(files, key).await.context("removing a file")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::store::ObjectBlobs;

    #[test]
    fn names_are_new_each_time_and_fit_the_store() {
        let secrets = Secrets::new("one");
        let (one, two) = (
            new_key(&secrets, "jpg").unwrap(),
            new_key(&secrets, "jpg").unwrap(),
        );
        assert_ne!(one, two);
        assert_eq!(one.as_str().len(), 2 * NAME_BYTES + "/.jpg".len());
        assert_eq!(one.content_type(), "image/jpeg");
        let small = sized(&one, Size::Small).unwrap();
        assert!(small.as_str().ends_with("-400.jpg"), "{small}");
        assert_eq!(
            new_key(&secrets, "pdf").unwrap().content_type(),
            "application/pdf"
        );
        assert!(is_pdf(b"%PDF-1.7\n") && !is_pdf(b"<html>%PDF-"));
        assert!(new_key(&secrets, "svg").is_err());
        assert!(new_key(&secrets, "../x").is_err());
    }

    #[tokio::test]
    async fn both_files_come_and_go_together() {
        let files = ObjectBlobs::in_memory();
        let key = new_key(&Secrets::new("one"), "jpg").unwrap();
        let picture = PrivatePicture {
            large: Bytes::from_static(b"large"),
            small: Bytes::from_static(b"small"),
        };
        assert_eq!(get(&files, &key, Size::Large).await.unwrap(), None);
        put(&files, &key, &picture).await.unwrap();
        for (size, bytes) in [(Size::Large, &picture.large), (Size::Small, &picture.small)] {
            assert_eq!(get(&files, &key, size).await.unwrap().as_ref(), Some(bytes));
        }
        for _ in 0..2 {
            remove(&files, &key).await.unwrap();
            assert_eq!(get(&files, &key, Size::Large).await.unwrap(), None);
            assert_eq!(get(&files, &key, Size::Small).await.unwrap(), None);
        }
    }
}
