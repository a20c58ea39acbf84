//! The real set, row by row where the rules decide.

use chrono::NaiveDate;
use entity::{
    EvidenceGrade, IssuerLevel, Locale, OwnerKind, PlaceKind, PlaceStatus, ProductKind, certificate, commune,
    commune_predecessor, event, event_text, job, place, place_producer, place_stock, place_text, producer,
    producer_text, product, product_group, product_set, product_text, stock_item, story, story_text, variant,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::{World, counts, real};
use foundation::publication::INDEX_JOB;

async fn count<E>(world: &World) -> u64
where
    E: EntityTrait,
    E::Model: sea_orm::ModelTrait<Entity = E> + Send + Sync,
{
    E::find().count(&world.db).await.unwrap()
}

async fn certificates_of(world: &World, slug: &str) -> Vec<certificate::Model> {
    let product = world.product(slug).await;
    certificate::Entity::find()
        .filter(certificate::Column::ProductId.eq(product.id))
        .all(&world.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_real_set_is_taken_whole() {
    let world = World::new().await;
    let reports = world.import(real()).await;
    assert_eq!(
        counts(&reports),
        [126, 107, 256, 48, 47, 29].map(|rows| (rows, 0, 0, 0)),
        "{reports:?}"
    );
    assert_eq!(count::<commune::Entity>(&world).await, 126);
    assert!(count::<commune_predecessor::Entity>(&world).await > 126);
    assert_eq!(count::<product_group::Entity>(&world).await, 6);
    assert_eq!(count::<product_set::Entity>(&world).await, 26);
    assert_eq!(count::<producer::Entity>(&world).await, 107);
    assert_eq!(count::<producer_text::Entity>(&world).await, 2 * 107);
    assert_eq!(count::<product::Entity>(&world).await, 256);
    assert_eq!(count::<product_text::Entity>(&world).await, 2 * 256);
    assert_eq!(count::<variant::Entity>(&world).await, 256);
    assert_eq!(count::<stock_item::Entity>(&world).await, 254, "two services");
    assert_eq!(
        count::<certificate::Entity>(&world).await,
        148,
        "108 have no stars"
    );
    assert_eq!(count::<place::Entity>(&world).await, 95);
    assert_eq!(count::<place_text::Entity>(&world).await, 2 * 95);
    assert!(count::<place_stock::Entity>(&world).await > 40);
    assert!(count::<place_producer::Entity>(&world).await > 20);
    assert_eq!(count::<event::Entity>(&world).await, 29);
    assert_eq!(count::<event_text::Entity>(&world).await, 2 * 29);
    assert_eq!(count::<story::Entity>(&world).await, 107 + 48);
    assert_eq!(count::<story_text::Entity>(&world).await, 2 * (107 + 48));
    let state = foundation::publication::state(&world.db).await.unwrap();
    assert_eq!((state.version, state.demo_data), (7, true), "one version a file");
    let jobs = job::Entity::find().all(&world.db).await.unwrap();
    assert_eq!(jobs.len(), 1, "the index is brought up to date once");
    assert_eq!(
        (jobs[0].kind.as_str(), jobs[0].payload.as_str()),
        (INDEX_JOB, r#"{"from":2}"#)
    );
}

#[tokio::test]
async fn stars_come_from_unconfirmed_dated_certificates() {
    let world = World::new().await;
    world.import(real()).await;
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);

    let signed = &certificates_of(&world, "tranh-ghep-vai-lua").await[0];
    assert_eq!(signed.grade, EvidenceGrade::B);
    assert_eq!(signed.decision_no.as_deref(), Some("813/QĐ-UBND"));
    assert_eq!(
        (signed.issued_earliest, signed.issued_latest),
        (day(2020, 2, 19), day(2020, 2, 19))
    );
    assert_eq!(signed.expires_latest, day(2023, 2, 19));
    assert_eq!(
        (signed.generation, signed.issuer_level),
        (Some(1), Some(IssuerLevel::Province))
    );

    let national = &certificates_of(&world, "bo-san-pham-gom-men-suoi-ngoc").await[0];
    assert_eq!(national.issued_earliest, day(2023, 6, 20));
    assert_eq!(
        (national.generation, national.issuer_level),
        (Some(2), Some(IssuerLevel::National))
    );

    let undated = &certificates_of(&world, "khan-lua-to-sen").await[0];
    assert!(undated.potential_five && undated.stars.get() == 4);
    assert_eq!(
        (
            undated.issued_earliest,
            undated.expires_latest,
            undated.generation
        ),
        (None, None, None)
    );

    assert!(certificates_of(&world, "bot-gung").await.is_empty());
    assert_eq!(world.product("bot-gung").await.assessed_year, Some(2022));
    assert!(certificates_of(&world, "tinh-bot-nghe-ba-be").await.is_empty());

    let tagged = product::Entity::find()
        .filter(product::Column::Tags.contains("sao"))
        .all(&world.db)
        .await
        .unwrap();
    assert!(
        tagged.is_empty(),
        "a star is a certificate, not a tag: {tagged:?}"
    );
}

#[tokio::test]
async fn gaps_stay_gaps() {
    let world = World::new().await;
    world.import(real()).await;
    let places = place::Entity::find().all(&world.db).await.unwrap();
    assert!(
        places
            .iter()
            .all(|place| place.opening_hours.is_none() && place.last_confirmed_on.is_none())
    );
    assert_eq!(places.iter().filter(|place| place.lat.is_none()).count(), 4);
    for place in &places {
        let told = place.opened_on.is_some();
        assert_eq!(place.status == PlaceStatus::Open, told, "{}", place.slug);
        assert!(!place.source.contains(".txt"), "{}", place.source);
    }
    let of_kind = |kind| places.iter().filter(|place| place.kind == kind).count();
    assert_eq!(of_kind(PlaceKind::CraftVillage), 48);
    assert_eq!(
        of_kind(PlaceKind::SalesPoint) + of_kind(PlaceKind::CreativeCentre),
        47
    );
    assert_eq!(of_kind(PlaceKind::CreativeCentre), 14);
    let bat_trang = places
        .iter()
        .find(|place| place.slug == "diem-ocop-bat-trang")
        .unwrap();
    let village = places
        .iter()
        .find(|place| Some(place.id) == bat_trang.village_id)
        .unwrap();
    assert_eq!(village.slug, "lang-gom-bat-trang");
    assert!(bat_trang.source.starts_with("Kế hoạch 100/KH-UBND"));

    let services = product::Entity::find()
        .filter(product::Column::Kind.eq(ProductKind::Service))
        .all(&world.db)
        .await
        .unwrap();
    assert_eq!(services.len(), 2);
    assert!(services.iter().all(|service| service.set_id == 26));
    let stock = stock_item::Entity::find().all(&world.db).await.unwrap();
    assert!(stock.iter().all(|item| item.demo && item.reserved == 0));
    assert!(stock.iter().any(|item| item.on_hand == 0 && !item.made_to_order));
    assert!(stock.iter().any(|item| item.made_to_order));
    let variants = variant::Entity::find().all(&world.db).await.unwrap();
    assert!(variants.iter().all(|variant| variant.demo_price));
}

#[tokio::test]
async fn stories_belong_to_their_owner_and_names_sort_as_vietnamese() {
    let world = World::new().await;
    world.import(real()).await;
    let told = story::Entity::find()
        .filter(story::Column::Slug.eq("lang-gom-bat-trang"))
        .one(&world.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(told.owner_kind, OwnerKind::Place);
    let texts = story_text::Entity::find()
        .filter(story_text::Column::StoryId.eq(told.id))
        .order_by_asc(story_text::Column::Locale)
        .all(&world.db)
        .await
        .unwrap();
    assert_eq!(texts[1].title, "Chuyện làng gốm Bát Tràng");
    assert_eq!(texts[0].title, "The story of Bát Tràng Pottery Village");
    let communes = commune::Entity::find()
        .order_by_asc(commune::Column::SortKey)
        .all(&world.db)
        .await
        .unwrap();
    let at = |name: &str| communes.iter().position(|commune| commune.name == name).unwrap();
    assert!(at("Xã Dân Hòa") < at("Xã Đông Anh") && at("Xã Đông Anh") < at("Xã Gia Lâm"));
    assert!(
        at("Xã Ô Diên") < at("Xã Phú Xuyên"),
        "byte order would put Ô last"
    );
    let english = product_text::Entity::find()
        .filter(product_text::Column::Locale.eq(Locale::En))
        .filter(product_text::Column::Care.is_not_null())
        .count(&world.db)
        .await
        .unwrap();
    assert!(english > 250, "care instructions are translated: {english}");
}
