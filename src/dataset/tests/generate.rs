//! Synthetic data: the same seed gives the same rows, and all standings occur.

use entity::{
    EvidenceGrade, certificate, event_booth, hours_exception, place, place_stock, product, product_text,
    story,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::{World, real};
use crate::{GenerateOptions, Generated, Silent, generate};

const SMALL: GenerateOptions = GenerateOptions {
    products: 2_500,
    producers: 60,
    places: 80,
    orders: 0,
    seed: 7,
};

async fn make(world: &World, options: &GenerateOptions) -> Generated {
    generate(&world.db, &world.clock, options, None, &Silent)
        .await
        .unwrap()
}

async fn rows(
    world: &World,
) -> (
    Vec<product::Model>,
    Vec<product_text::Model>,
    Vec<certificate::Model>,
) {
    let products = product::Entity::find()
        .order_by_asc(product::Column::Id)
        .all(&world.db)
        .await
        .unwrap();
    let texts = product_text::Entity::find()
        .order_by_asc(product_text::Column::ProductId)
        .order_by_asc(product_text::Column::Locale)
        .all(&world.db)
        .await
        .unwrap();
    let certificates = certificate::Entity::find()
        .order_by_asc(certificate::Column::Id)
        .all(&world.db)
        .await
        .unwrap();
    (products, texts, certificates)
}

#[tokio::test]
async fn the_same_seed_gives_the_same_rows() {
    let (one, two) = (World::new().await, World::new().await);
    let made = make(&one, &SMALL).await;
    assert_eq!(
        (made.products, made.producers, made.places, made.events),
        (2_500, 60, 80, 6)
    );
    make(&two, &SMALL).await;
    // An empty database gets the communes first: everything lies somewhere.
    let lost = place::Entity::find().filter(place::Column::Lat.is_null());
    assert_eq!(lost.count(&one.db).await.unwrap(), 0);
    let rows_of_one = rows(&one).await;
    assert_eq!(rows_of_one, rows(&two).await);
    let other = World::new().await;
    make(&other, &GenerateOptions { seed: 8, ..SMALL }).await;
    assert_ne!(rows_of_one.1, rows(&other).await.1);
}

#[tokio::test]
async fn every_standing_and_every_part_occurs() {
    let world = World::new().await;
    world.import(real()).await;
    make(&world, &SMALL).await;
    let today = world.clock.today();
    let (products, _, certificates) = rows(&world).await;
    assert_eq!(products.len(), 256 + 2_500);
    let ours: Vec<_> = certificates
        .iter()
        .filter(|row| row.code.starts_with("GN-"))
        .collect();
    for grade in [EvidenceGrade::A, EvidenceGrade::B, EvidenceGrade::C] {
        assert!(ours.iter().any(|row| row.grade == grade), "{grade:?}");
    }
    assert!(ours.iter().any(|row| row.revoked_on.is_some()));
    assert!(ours.iter().any(|row| row.potential_five));
    assert!(ours.iter().any(|row| row.issued_earliest.is_none()));
    assert!(
        ours.iter()
            .any(|row| row.expires_latest.is_some_and(|day| day < today))
    );
    assert!(
        ours.iter()
            .any(|row| row.expires_earliest.is_some_and(|day| day >= today))
    );
    let places = place::Entity::find().all(&world.db).await.unwrap();
    let hours: Vec<_> = places
        .iter()
        .filter_map(|place| place.opening_hours.as_deref())
        .collect();
    assert!(hours.len() > 20);
    for hours in hours {
        assert!(hours.parse::<opening_hours::OpeningHours>().is_ok(), "{hours}");
    }
    let communes: std::collections::HashSet<_> = places.iter().filter_map(|place| place.commune_id).collect();
    assert!(communes.len() > 60, "places are spread over the communes");
    for count in [
        place_stock::Entity::find().count(&world.db).await.unwrap(),
        event_booth::Entity::find().count(&world.db).await.unwrap(),
        hours_exception::Entity::find().count(&world.db).await.unwrap(),
        story::Entity::find().count(&world.db).await.unwrap() - 155,
    ] {
        assert!(count > 10, "{count}");
    }
    // The real set still goes in unchanged beside it.
    let again = world.import(real()).await;
    assert!(
        again
            .iter()
            .all(|report| report.inserted + report.changed == 0 && report.refused.is_empty())
    );
    assert_eq!(again[2].missing, 2_500);
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_in_words() {
    let world = World::new().await;
    let refused = async |options: GenerateOptions| {
        generate(&world.db, &world.clock, &options, None, &Silent)
            .await
            .unwrap_err()
            .to_string()
    };
    let none = GenerateOptions {
        products: 1,
        producers: 1,
        places: 0,
        orders: 0,
        seed: 1,
    };
    let only_orders = GenerateOptions {
        products: 0,
        producers: 0,
        orders: 5,
        ..none
    };
    assert!(refused(only_orders).await.contains("orders need goods"));
    assert!(
        refused(GenerateOptions { producers: 0, ..none })
            .await
            .contains("producers")
    );
    make(&world, &none).await;
    assert!(refused(none).await.contains("already"));
}
