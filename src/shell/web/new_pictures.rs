//! Pictures that are meant for the public, on their way in. Whoever calls this has looked who sends. What is not
//! kept by a row afterwards is a file under the hash of its content, which no page names.

use actix_web::web;

use super::private_pictures::{AT_ONCE, Refused, each};
use super::upload::UploadedFile;
use crate::services::Services;
use domain::gallery::{self, Made};
use foundation::kernel::error::{Answer, Context, Result};
use foundation::media::{Limits, MediaKey, Reshape, reshaped};

/// Makes pictures of files, all of them or none; nothing is stored yet.
pub async fn make(files: &[UploadedFile]) -> Answer<Vec<Made>, Refused> {
    each(files, gallery::make).await
}

/// Keeps the files of pictures. Rows that name them come afterwards.
pub async fn keep(services: &Services, pictures: &[Made]) -> Result<()> {
    for file in pictures.iter().flat_map(|made| &made.processed.renditions) {
        services
            .store
            .put(&file.key, file.bytes.clone())
            .await
            .context("storing a picture")?;
    }
    Ok(())
}

/// Keeps those files of pictures again that are not there: called once rows name them, since a picture that nothing
/// showed may have been removed between the two.
pub async fn keep_on(services: &Services, pictures: &[Made]) -> Result<()> {
    for file in pictures.iter().flat_map(|made| &made.processed.renditions) {
        let there = services
            .store
            .exists(&file.key)
            .await
            .context("the store of pictures")?;
        if !there {
            services
                .store
                .put(&file.key, file.bytes.clone())
                .await
                .context("storing a picture")?;
        }
    }
    Ok(())
}

/// A kept picture turned or cut, with its files kept; `None` when its file is lost or damaged.
pub async fn reshape(services: &Services, picture: &gallery::Picture, how: Reshape) -> Result<Option<Made>> {
    let Some(key) = picture
        .renditions
        .last()
        .and_then(|largest| MediaKey::parse(&largest.jpeg))
    else {
        return Ok(None);
    };
    let Some(bytes) = services.store.get(&key).await.context("reading a picture")? else {
        return Ok(None);
    };
    let turn = AT_ONCE.acquire().await.context("a turn to turn a picture")?;
    let limits = Limits::default();
    let made =
        web::block(move || reshaped(&bytes, &limits, how).and_then(|jpeg| gallery::make(&jpeg, &limits)))
            .await
            .context("turning a picture")?;
    drop(turn);
    let Ok(made) = made else {
        return Ok(None);
    };
    keep(services, std::slice::from_ref(&made)).await?;
    Ok(Some(made))
}
