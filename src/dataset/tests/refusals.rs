//! Broken files: what is refused, where, and that nothing of the file is written.

use entity::{Locale, product};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{World, counts, only, real, real_but, report};
use crate::{DataFile, FileReport, Source, Table};

/// Line, column and key of each refusal.
fn refusals(report: &FileReport) -> Vec<(u64, &str, &str)> {
    report
        .refused
        .iter()
        .map(|refusal| (refusal.line, refusal.column.as_str(), refusal.reason.key()))
        .collect()
}

/// Replaces a value of the first row.
fn first_row(column: usize, value: &'static str) -> impl Fn(String) -> String {
    move |text: String| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut writer = csv::Writer::from_writer(Vec::new());
        for (at, record) in reader.records().enumerate() {
            let record = record.unwrap();
            let fields = record.iter().enumerate();
            writer
                .write_record(fields.map(|(field, old)| if (at, field) == (1, column) { value } else { old }))
                .unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }
}

#[tokio::test]
async fn a_broken_file_harms_nothing() {
    let world = World::new().await;
    world.import(real()).await;
    let before = product::Entity::find().all(&world.db).await.unwrap();
    let version = world.version().await;
    // One wrong row among 256; another row changed, which must not be written either.
    let broken = |text: String| {
        text.replace("Trà sen Hiền Xiêm,", "Trà sen khác,")
            .replace("\r\n", "\n")
            .replace(",180000\n", ",miễn phí\n")
    };
    let reports = world.import(real_but(DataFile::Products, broken)).await;
    let products = report(&reports, DataFile::Products);
    assert!(
        refusals(products)
            .iter()
            .all(|(_, column, key)| (*column, *key) == ("demo_price_vnd", "bad_number"))
    );
    assert!(!products.refused.is_empty());
    assert_eq!((products.inserted, products.changed), (0, 0));
    assert_eq!(product::Entity::find().all(&world.db).await.unwrap(), before);
    assert_eq!(world.version().await, version);
    assert_eq!(counts(&reports)[5], (0, 0, 29, 0), "other files go on");
}

#[tokio::test]
async fn every_kind_of_refusal_names_its_line_and_column() {
    let world = World::new().await;
    world.import(real()).await;
    let communes = |column, value| only(DataFile::Communes, first_row(column, value));
    let products = |column, value| only(DataFile::Products, first_row(column, value));
    let events = |column, value| only(DataFile::Events, first_row(column, value));
    for (file, source, expected) in [
        (
            DataFile::Communes,
            communes(0, "Phuong-Ba-Dinh"),
            (2, "slug", "bad_slug"),
        ),
        (
            DataFile::Communes,
            communes(0, "phuong-bach-mai"),
            (3, "slug", "duplicate_slug"),
        ),
        (DataFile::Communes, communes(1, ""), (2, "name_vi", "required")),
        (
            DataFile::Communes,
            communes(2, "quan"),
            (2, "kind", "unknown_word"),
        ),
        (
            DataFile::Communes,
            communes(4, "105.8"),
            (2, "lat", "outside_vietnam"),
        ),
        (
            DataFile::Communes,
            communes(5, "21.0"),
            (2, "lon", "outside_vietnam"),
        ),
        (DataFile::Communes, communes(5, "x"), (2, "lon", "bad_coordinate")),
        (
            DataFile::Communes,
            communes(7, "ftp://a.vn/x"),
            (2, "source", "bad_url"),
        ),
        (
            DataFile::Communes,
            communes(8, "maybe"),
            (2, "verified", "unknown_word"),
        ),
        (
            DataFile::Products,
            products(1, "khong-co"),
            (2, "producer_slug", "unknown_producer"),
        ),
        (
            DataFile::Products,
            products(2, "a\u{0}b"),
            (2, "name_vi", "control_character"),
        ),
        (
            DataFile::Products,
            products(4, "1"),
            (2, "subgroup", "set_of_other_group"),
        ),
        (DataFile::Products, products(4, "7"), (2, "group", "bad_number")),
        (
            DataFile::Events,
            events(4, "xa-khong-co"),
            (2, "commune_slug", "unknown_commune"),
        ),
        (
            DataFile::Events,
            events(5, "21/11/2026"),
            (2, "starts_on", "bad_date"),
        ),
        (
            DataFile::Events,
            events(6, "2020-01-01"),
            (2, "ends_on", "end_before_start"),
        ),
        (DataFile::Events, events(7, "0"), (2, "booths", "bad_number")),
    ] {
        let reports = world.import(source).await;
        let found = refusals(report(&reports, file));
        assert_eq!(found, [expected], "{file:?}");
    }
}

#[tokio::test]
async fn stars_sets_and_shapes_are_judged() {
    let world = World::new().await;
    world.import(real()).await;
    let stars = |value: &'static str| {
        only(DataFile::Products, move |text| {
            text.replacen(",5,2020,,,bộ,", &format!(",{value},2020,,,bộ,"), 1)
        })
    };
    for value in ["1", "2", "6", "0", "-4", "4.5", "năm"] {
        let reports = world.import(stars(value)).await;
        let found = refusals(report(&reports, DataFile::Products));
        assert_eq!(found, [(2, "stars", "impossible_stars")], "{value}");
    }
    let year = only(DataFile::Products, |text| {
        text.replacen(",5,2020,,,bộ,", ",5,2030,,,bộ,", 1)
    });
    let reports = world.import(year).await;
    assert_eq!(
        refusals(report(&reports, DataFile::Products)),
        [(2, "recognised_year", "bad_number")]
    );
    let set = only(DataFile::Products, |text| {
        text.replacen("\"21 Thủ", "\"27 Thủ", 1)
    });
    let reports = world.import(set).await;
    assert_eq!(
        refusals(report(&reports, DataFile::Products)),
        [(2, "subgroup", "unknown_set")]
    );
    let long = only(DataFile::Communes, |text| {
        text.replacen("Phường Ba Đình", &"ệ".repeat(161), 1)
    });
    let reports = world.import(long).await;
    assert_eq!(
        refusals(report(&reports, DataFile::Communes)),
        [(2, "name_vi", "too_long")]
    );
    let ragged = only(DataFile::Communes, |text| text + "xa-la,Xã Lạ,xa\n");
    let reports = world.import(ragged).await;
    assert_eq!(
        refusals(report(&reports, DataFile::Communes)),
        [(128, "", "ragged")]
    );
}

#[tokio::test]
async fn swapped_coordinates_are_called_by_their_name() {
    let world = World::new().await;
    let swapped = real_but(DataFile::Communes, |text| {
        text.replacen("21.0386,105.838", "105.838,21.0386", 1)
    });
    let reports = world.import(swapped).await;
    let communes = report(&reports, DataFile::Communes);
    assert_eq!(refusals(communes), [(2, "lat", "swapped_coordinates")]);
    let vi = Table::new(&reports, Locale::Vi, false).to_string();
    let en = Table::new(&reports, Locale::En, false).to_string();
    assert!(
        vi.contains("communes.csv:2: vĩ độ và kinh độ bị đổi chỗ [lat = “105.838”]"),
        "{vi}"
    );
    assert!(
        en.contains("communes.csv:2: latitude and longitude have changed places"),
        "{en}"
    );
    // Without communes, what points to them is refused and says so.
    let producers = report(&reports, DataFile::Producers);
    assert!(
        refusals(producers)
            .iter()
            .all(|(_, column, key)| (*column, *key) == ("commune_slug", "unknown_commune"))
    );
    let products = report(&reports, DataFile::Products);
    assert_eq!(refusals(products)[0], (2, "producer_slug", "unknown_producer"));
    assert_eq!(product::Entity::find().count(&world.db).await.unwrap(), 0);
}

#[tokio::test]
async fn shelves_point_to_what_is_there_and_slugs_keep_their_kind() {
    let world = World::new().await;
    world.import(real()).await;
    let points = |from: &'static str, to: &'static str| {
        only(DataFile::SalesPoints, move |text| text.replacen(from, to, 1))
    };
    for (source, expected) in [
        (
            points("tranh-ghep-vai-lua;", "tranh-khac;"),
            (2, "products_on_display", "unknown_product"),
        ),
        (
            points("vun-art;", "ai-do;"),
            (2, "producers_on_display", "unknown_producer"),
        ),
        (
            points("lang-lua-van-phuc", "lang-khac"),
            (2, "linked_craft_village_slug", "unknown_village"),
        ),
        (
            points("\ndiem-ocop-van-phuc,", "\nlang-lua-van-phuc,"),
            (2, "slug", "taken_slug"),
        ),
    ] {
        let reports = world.import(source).await;
        assert_eq!(refusals(report(&reports, DataFile::SalesPoints)), [expected]);
    }
    // A story stands under its owner's slug, so a village cannot take a producer's.
    let taken = only(DataFile::CraftVillages, |text| {
        text.replacen("\nlang-gom-kim-lan,", "\ngom-su-tan-thinh,", 1)
    });
    let reports = world.import(taken).await;
    assert_eq!(
        refusals(report(&reports, DataFile::CraftVillages)),
        [(3, "slug", "taken_slug")]
    );
}

#[tokio::test]
async fn another_encoding_is_refused_with_its_byte() {
    let world = World::new().await;
    let mut bytes = b"slug,name_vi\n".to_vec();
    bytes.extend_from_slice(&[b'x', b',', 0xd0, 0xff, b'\n']);
    let reports = world
        .import(Source::Files(vec![("events.csv".to_owned(), bytes)]))
        .await;
    let events = report(&reports, DataFile::Events);
    assert_eq!(refusals(events), [(2, "", "not_utf8")]);
    assert!(
        Table::new(&reports, Locale::En, false)
            .to_string()
            .contains("byte 15")
    );
}
