//! Again, differently, and not really: second runs, changes, BOM and CRLF, dry runs.

use chrono::TimeDelta;
use entity::{
    EvidenceGrade, PlaceStatus, PublicStatus, certificate, place, place_stock, product, product_text,
    stock_item, variant,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

use super::{World, counts, only, real, real_but, report};
use crate::{DataFile, Source};

const SAME: [(usize, usize, usize, usize); 6] = [
    (0, 0, 126, 0),
    (0, 0, 107, 0),
    (0, 0, 256, 0),
    (0, 0, 48, 0),
    (0, 0, 47, 0),
    (0, 0, 29, 0),
];

#[tokio::test]
async fn the_second_run_touches_nothing() {
    let world = World::new().await;
    world.import(real()).await;
    let before = product::Entity::find().all(&world.db).await.unwrap();
    let version = world.version().await;
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(counts(&world.import(real()).await), SAME);
    assert_eq!(world.version().await, version);
    assert_eq!(product::Entity::find().all(&world.db).await.unwrap(), before);
}

#[tokio::test]
async fn bom_crlf_and_nfd_are_the_same_set() {
    use unicode_normalization::UnicodeNormalization;
    let world = World::new().await;
    world.import(real()).await;
    let windows = |text: String| {
        let decomposed: String = text.replace("\r\n", "\n").nfd().collect();
        format!("\u{feff}{}", decomposed.replace('\n', "\r\n"))
    };
    let unix = |text: String| text.replace("\r\n", "\n");
    for (file, same) in DataFile::ALL.into_iter().zip(SAME) {
        for source in [only(file, windows), only(file, unix)] {
            let reports = world.import(source).await;
            assert!(counts(&reports).contains(&same), "{file:?}: {reports:?}");
        }
    }
}

#[tokio::test]
async fn one_changed_row_changes_one_record() {
    let world = World::new().await;
    world.import(real()).await;
    let version = world.version().await;
    let untouched = world.product("bot-gung").await;
    world.clock.advance(TimeDelta::hours(1));
    let source = || {
        real_but(DataFile::Products, |text| {
            text.replace("Trà sen Hiền Xiêm,", "Trà sen Hiền Xiêm mới,")
        })
    };
    let reports = world.import(source()).await;
    assert_eq!(counts(&reports)[2], (0, 1, 255, 0));
    assert_eq!(world.version().await, version + 1);
    let changed = world.product("tra-sen-hien-xiem").await;
    assert_eq!(changed.revision, version + 1);
    assert_eq!(changed.updated_at, world.clock.now());
    assert!(changed.created_at < changed.updated_at);
    assert_eq!(world.product("bot-gung").await, untouched);
    let named = product_text::Entity::find()
        .filter(product_text::Column::Name.eq("Trà sen Hiền Xiêm mới"))
        .count(&world.db)
        .await
        .unwrap();
    assert_eq!(named, 1);
    assert_eq!(counts(&world.import(source()).await), SAME);
}

#[tokio::test]
async fn a_corrected_year_replaces_the_imported_certificate_only() {
    let world = World::new().await;
    world.import(real()).await;
    let product = world.product("tra-sen-hien-xiem").await;
    let of_product = || {
        certificate::Entity::find()
            .filter(certificate::Column::ProductId.eq(product.id))
            .all(&world.db)
    };
    let first = of_product().await.unwrap().remove(0);
    // What an operator recorded stays, whatever the file says.
    let mut own = first.clone().into_active_model();
    own.not_set(certificate::Column::Id);
    own.code = Set("HN-OPERATOR".to_owned());
    own.grade = Set(EvidenceGrade::C);
    own.insert(&world.db).await.unwrap();
    let source = real_but(DataFile::Products, |text| {
        text.lines()
            .map(|line| {
                if line.starts_with("tra-sen-hien-xiem,") {
                    line.replace(",4,2024,", ",4,2023,")
                } else {
                    line.to_owned()
                }
            })
            .collect::<Vec<_>>()
            .join("\n")
    });
    assert_eq!(counts(&world.import(source).await)[2], (0, 1, 255, 0));
    let now = of_product().await.unwrap();
    assert_eq!(now.len(), 2);
    assert!(now.iter().any(|row| row.code == "HN-OPERATOR"));
    assert!(now.iter().all(|row| row.code != first.code));
}

#[tokio::test]
async fn what_people_did_survives_an_import() {
    let world = World::new().await;
    world.import(real()).await;
    let product = world.product("tra-sen-hien-xiem").await;
    let mut hidden = product.clone().into_active_model();
    hidden.status = Set(PublicStatus::Hidden);
    hidden.update(&world.db).await.unwrap();
    let pack = variant::Entity::find()
        .filter(variant::Column::ProductId.eq(product.id))
        .one(&world.db)
        .await
        .unwrap()
        .unwrap();
    let mut priced = pack.clone().into_active_model();
    priced.demo_price = Set(false);
    priced.price = Set(entity::Vnd::new(1_234_000));
    priced.update(&world.db).await.unwrap();
    stock_item::ActiveModel {
        variant_id: Set(pack.id),
        on_hand: Set(3),
        ..Default::default()
    }
    .update(&world.db)
    .await
    .unwrap();
    let point = place::Entity::find()
        .filter(place::Column::Slug.eq("diem-ocop-van-phuc"))
        .one(&world.db)
        .await
        .unwrap()
        .unwrap();
    let mut confirmed = point.clone().into_active_model();
    confirmed.status = Set(PlaceStatus::TemporarilyClosed);
    confirmed.opening_hours = Set(Some("Mo-Su 08:00-17:00".to_owned()));
    confirmed.last_confirmed_on = Set(Some(world.clock.today()));
    confirmed.lat = Set(Some(20.97));
    confirmed.update(&world.db).await.unwrap();
    let rice = world.product("gao-huu-co-dong-phu").await;
    place_stock::Entity::insert(place_stock::ActiveModel {
        place_id: Set(point.id),
        product_id: Set(rice.id),
        last_confirmed_on: Set(Some(world.clock.today())),
    })
    .exec_without_returning(&world.db)
    .await
    .unwrap();

    assert_eq!(counts(&world.import(real()).await), SAME);
    assert_eq!(
        world.product("tra-sen-hien-xiem").await.status,
        PublicStatus::Hidden
    );
    let after = place::Entity::find_by_id(point.id)
        .one(&world.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(after.status, PlaceStatus::TemporarilyClosed);
    assert_eq!(after.lat, Some(20.97));
    let stock = stock_item::Entity::find_by_id(pack.id)
        .one(&world.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stock.on_hand, 3);
}

#[tokio::test]
async fn a_dry_run_sees_everything_and_leaves_nothing() {
    let world = World::new().await;
    let reports = world.run(real(), true).await;
    assert_eq!(
        counts(&reports),
        [126, 107, 256, 48, 47, 29].map(|rows| (rows, 0, 0, 0)),
        "rows of earlier files are there for later ones"
    );
    assert_eq!(product::Entity::find().count(&world.db).await.unwrap(), 0);
    assert_eq!(world.version().await, 1);
}

#[tokio::test]
async fn records_that_vanish_from_a_file_stay_and_are_counted() {
    let world = World::new().await;
    world.import(real()).await;
    let without_last = |text: String| {
        let end = text.trim_end().rfind('\n').unwrap();
        text[..=end].to_owned()
    };
    let reports = world.import(real_but(DataFile::Events, without_last)).await;
    let events = report(&reports, DataFile::Events);
    assert_eq!((events.unchanged, events.missing), (28, 1));
    assert_eq!(entity::event::Entity::find().count(&world.db).await.unwrap(), 29);
}

#[tokio::test]
async fn a_folder_without_the_set_is_an_error_and_one_file_alone_is_fine() {
    let world = World::new().await;
    let options = super::Options {
        source: Source::Files(Vec::new()),
        dry_run: false,
    };
    let failed = super::import(&world.db, &world.clock, &options, &super::Silent).await;
    assert!(failed.is_err());
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("data");
    let communes = std::fs::read(folder.join("communes.csv")).unwrap();
    let reports = world
        .import(Source::Files(vec![("communes.csv".to_owned(), communes)]))
        .await;
    assert_eq!(reports[0].inserted, 126);
    assert!(reports[1..].iter().all(|report| !report.found));
}
