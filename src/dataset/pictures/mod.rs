//! Pictures for what has none: drawn by subject and seed, put through the same media pipeline as an upload,
//! labelled as illustrations.
//!
//! Runs outside the transactions of the import, so that the site serves while it draws. Whatever is
//! already there is skipped: stopped and started again, it goes on where it was.

mod drawing;
mod wanted;

use std::sync::Arc;

use entity::{OwnerKind, event, media_asset, media_link, place, producer, product};
use futures_util::{StreamExt as _, stream};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::progress::Progress;
use super::store;
use domain::gallery;
use drawing::Drawn;
use foundation::jobs;
use foundation::kernel::clock::Clock;
use foundation::kernel::db::{Db, Txn, write_txn};
use foundation::kernel::error::{Context, Result};
use foundation::media::BlobStore;
use foundation::publication;
use wanted::Wanted;

/// Kind of the job that draws what has no picture. Its payload is not read.
pub const PICTURES_JOB: &str = "draw_pictures";

/// Pictures that are drawn at the same time: both cores of a small machine.
const AT_ONCE: usize = 2;
/// Pictures that become public together: each step moves the version of the public content.
const STEP: usize = 48;

/// How it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Pictures drawn and linked.
    pub drawn: usize,
    /// Pictures that could not be drawn; the log says why.
    pub failed: usize,
}

/// Asks for the pictures within a transaction; asking twice draws once.
pub async fn request_pictures(conn: &impl ConnectionTrait, clock: &Clock) -> Result<()> {
    jobs::enqueue(conn, PICTURES_JOB, &json!({}), Some("all"), clock.now()).await
}

/// Draws pictures for published things of the data set that have none, `most` at the most. A picture that cannot be
/// drawn is logged and skipped; it fails when the store or the database does.
pub async fn draw_pictures(
    db: &Db,
    clock: &Clock,
    blobs: &Arc<dyn BlobStore>,
    most: usize,
    progress: &dyn Progress,
) -> Result<Drawing> {
    let mut wanted = wanted::missing(db).await?;
    wanted.truncate(most);
    progress.begin("pictures", wanted.len() as u64);
    let mut drawing = Drawing::default();
    let mut at_work = stream::iter(wanted)
        .map(|wanted| async move {
            let brief = wanted.brief;
            let drawn = tokio::task::spawn_blocking(move || drawing::draw(&brief)).await;
            (wanted, drawn)
        })
        .buffer_unordered(AT_ONCE);
    let mut finished = Vec::with_capacity(STEP);
    while let Some((wanted, drawn)) = at_work.next().await {
        progress.advance(1);
        match drawn.context("the drawing thread")? {
            Ok(drawn) => {
                keep_files(blobs, &drawn).await?;
                finished.push((wanted, drawn.asset));
            }
            Err(error) => {
                tracing::warn!(slug = wanted.slug, error = %error, "a picture could not be drawn");
                drawing.failed += 1;
            }
        }
        if finished.len() >= STEP {
            drawing.drawn += publish(db, clock, std::mem::take(&mut finished)).await?;
        }
    }
    drawing.drawn += publish(db, clock, finished).await?;
    progress.end();
    Ok(drawing)
}

/// Draws pictures that many things share; returns their keys.
pub(super) async fn draw_pool(
    db: &Db,
    clock: &Clock,
    blobs: &Arc<dyn BlobStore>,
    progress: &dyn Progress,
) -> Result<Vec<i64>> {
    let briefs = wanted::pool();
    progress.begin("pictures", briefs.len() as u64);
    let mut at_work = stream::iter(briefs)
        .map(|brief| tokio::task::spawn_blocking(move || drawing::draw(&brief)))
        .buffered(AT_ONCE);
    let mut keys = Vec::new();
    while let Some(drawn) = at_work.next().await {
        let drawn = drawn.context("the drawing thread")??;
        keep_files(blobs, &drawn).await?;
        let txn = write_txn(db).await?;
        keys.push(asset_id(&txn, clock, drawn.asset).await?);
        txn.commit().await?;
        progress.advance(1);
    }
    progress.end();
    Ok(keys)
}

async fn keep_files(blobs: &Arc<dyn BlobStore>, drawn: &Drawn) -> Result<()> {
    for (key, bytes) in &drawn.files {
        blobs.put(key, bytes.clone()).await.context("storing a picture")?;
    }
    Ok(())
}

/// Links finished pictures and moves the public content on; says how many.
async fn publish(db: &Db, clock: &Clock, finished: Vec<(Wanted, media_asset::Model)>) -> Result<usize> {
    if finished.is_empty() {
        return Ok(0);
    }
    let count = finished.len();
    let txn = write_txn(db).await?;
    let revision = publication::bump(&txn).await?;
    for (wanted, asset) in finished {
        let media_id = asset_id(&txn, clock, asset).await?;
        let taken = media_link::Entity::find()
            .select_only()
            .column(media_link::Column::Id)
            .filter(media_link::Column::OwnerKind.eq(wanted.kind))
            .filter(media_link::Column::OwnerId.eq(wanted.id))
            .filter(media_link::Column::Position.eq(wanted.position))
            .into_tuple::<i64>()
            .one(&txn)
            .await?;
        // Somebody may have uploaded a photograph meanwhile.
        if taken.is_some() {
            continue;
        }
        let link = media_link::Model {
            id: 0,
            owner_kind: wanted.kind,
            owner_id: wanted.id,
            position: wanted.position,
            media_id,
            alt_vi: format!("Ảnh minh họa: {}", wanted.name_vi),
            alt_en: format!("Illustration: {}", wanted.name_en),
        };
        store::add(&txn, link, media_link::Column::Id).await?;
        touch(&txn, wanted.kind, wanted.id, revision).await?;
    }
    txn.commit().await?;
    Ok(count)
}

/// The key of a picture, which is inserted unless the same one is there.
async fn asset_id(txn: &Txn, clock: &Clock, asset: media_asset::Model) -> Result<i64> {
    let known = media_asset::Entity::find()
        .filter(media_asset::Column::SourceHash.eq(asset.source_hash.as_str()))
        .one(txn)
        .await?;
    if let Some(known) = known {
        return Ok(known.id);
    }
    let asset = media_asset::Model {
        created_at: clock.now(),
        ..asset
    };
    Ok(store::add(txn, asset, media_asset::Column::Id).await?.id)
}

/// Marks the owner as changed, so that readers load it with its picture.
async fn touch(txn: &Txn, kind: OwnerKind, id: i64, revision: i64) -> Result<()> {
    let revision = Expr::value(revision);
    match kind {
        OwnerKind::Product => {
            product::Entity::update_many()
                .col_expr(product::Column::Revision, revision)
                .filter(product::Column::Id.eq(id))
                .exec(txn)
                .await?;
        }
        OwnerKind::Producer => {
            producer::Entity::update_many()
                .col_expr(producer::Column::Revision, revision)
                .filter(producer::Column::Id.eq(id))
                .exec(txn)
                .await?;
        }
        OwnerKind::Place => {
            place::Entity::update_many()
                .col_expr(place::Column::Revision, revision)
                .filter(place::Column::Id.eq(id))
                .exec(txn)
                .await?;
        }
        OwnerKind::Event => {
            event::Entity::update_many()
                .col_expr(event::Column::Revision, revision)
                .filter(event::Column::Id.eq(id))
                .exec(txn)
                .await?;
        }
        OwnerKind::Story => {}
    }
    Ok(())
}

/// The renditions of a picture as the gallery reads them.
fn renditions(list: &[gallery::Rendition]) -> Result<String> {
    Ok(serde_json::to_string(list)?)
}
