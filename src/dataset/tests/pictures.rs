//! Pictures: drawn once, linked, stored, and never twice.

use std::sync::Arc;

use entity::{OwnerKind, media_asset, media_link};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{DataFile, World, only, real};
use crate::{GenerateOptions, Silent, draw_pictures, generate};
use domain::gallery;
use foundation::media::store::ObjectBlobs;
use foundation::media::{BlobStore, MediaKey};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_are_drawn_linked_and_not_drawn_again() {
    let world = World::new().await;
    world.import(only(DataFile::Communes, |text| text)).await;
    let events = world.import(only(DataFile::Events, |text| text)).await;
    assert_eq!(events[5].inserted, 29);
    let store: Arc<dyn BlobStore> = Arc::new(ObjectBlobs::in_memory());
    let version = world.version().await;
    let first = draw_pictures(&world.db, &world.clock, &store, 4, &Silent)
        .await
        .unwrap();
    assert_eq!((first.drawn, first.failed), (4, 0));
    assert_eq!(world.version().await, version + 1);
    let second = draw_pictures(&world.db, &world.clock, &store, 2, &Silent)
        .await
        .unwrap();
    assert_eq!(second.drawn, 2, "goes on where it was");
    let links = media_link::Entity::find().all(&world.db).await.unwrap();
    assert_eq!(links.len(), 6);
    assert!(
        links.iter().all(
            |link| link.alt_vi.starts_with("Ảnh minh họa: ") && link.alt_en.starts_with("Illustration: ")
        )
    );
    let pictures = gallery::pictures(&world.db, OwnerKind::Event, None, true)
        .await
        .unwrap();
    assert_eq!(pictures.len(), 6);
    for picture in pictures.values().flatten() {
        assert!(picture.illustration && picture.renditions.len() >= 3);
        for rendition in &picture.renditions {
            for key in [&rendition.webp, &rendition.jpeg] {
                assert!(
                    store.exists(&MediaKey::parse(key).unwrap()).await.unwrap(),
                    "{key}"
                );
            }
        }
    }
    let event = entity::event::Entity::find_by_id(links[0].owner_id)
        .one(&world.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(event.revision, version + 1, "readers load it with its picture");
    // The next import leaves pictures and records alone.
    let again = world.import(only(DataFile::Events, |text| text)).await;
    assert_eq!(again[5].unchanged, 29);
}

#[tokio::test]
async fn synthetic_products_share_their_pictures() {
    let world = World::new().await;
    world.import(real()).await;
    let store: Arc<dyn BlobStore> = Arc::new(ObjectBlobs::in_memory());
    let options = GenerateOptions {
        products: 100,
        producers: 5,
        places: 10,
        orders: 0,
        seed: 3,
    };
    generate(&world.db, &world.clock, &options, Some(&store), &Silent)
        .await
        .unwrap();
    assert_eq!(media_link::Entity::find().count(&world.db).await.unwrap(), 110);
    assert!(media_asset::Entity::find().count(&world.db).await.unwrap() <= 40);
}
