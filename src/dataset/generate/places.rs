//! Synthetic places over all communes: hours in OSM syntax for many, Tết closures, shelves and makers.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use entity::{
    Locale, OwnerKind, PlaceKind, PlaceStatus, Precision, PublicStatus, hours_exception, place,
    place_producer, place_stock, place_text, story, story_text,
};
use rand::RngExt as _;

use super::rows::{insert, next_id};
use super::text::{pair, word};
use super::words::{FIELDS, HAMLETS, HOURS};
use super::{Maker, SOURCE, text};
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::kernel::fold::{fold, slug};

/// Tết Đinh Mùi: the last day of the old year to the fifth of the new one.
const TET: [Option<NaiveDate>; 2] = [
    NaiveDate::from_ymd_opt(2027, 2, 5),
    NaiveDate::from_ymd_opt(2027, 2, 10),
];

/// Everything a chunk of places inserts.
#[derive(Default)]
struct Rows {
    places: Vec<place::Model>,
    texts: Vec<place_text::Model>,
    exceptions: Vec<hours_exception::Model>,
    shelves: Vec<place_stock::Model>,
    shows: Vec<place_producer::Model>,
    stories: Vec<story::Model>,
    story_texts: Vec<story_text::Model>,
}

/// Makes `count` places from number `from` on.
pub async fn make(txn: &Txn, maker: &mut Maker, revision: i64, from: u64, count: u64) -> Result<()> {
    let mut id = next_id::<place::Entity>(txn, place::Column::Id).await?;
    let mut exception_id = next_id::<hours_exception::Entity>(txn, hours_exception::Column::Id).await?;
    let mut story_id = next_id::<story::Entity>(txn, story::Column::Id).await?;
    let mut rows = Rows::default();
    for number in from + 1..=from + count {
        let hamlet = word(&mut maker.rng, &HAMLETS);
        let field = pair(&mut maker.rng, &FIELDS);
        let (kind, names) = name(maker, field, hamlet, number);
        let hours = (kind != PlaceKind::CraftVillage && maker.rng.random_ratio(3, 5))
            .then(|| word(&mut maker.rng, &HOURS).to_owned());
        let place = place(maker, id, kind, &slug(&names[0]), hours, number);
        if let (true, [Some(first), Some(last)]) = (
            place.opening_hours.is_some() && maker.rng.random_ratio(7, 10),
            TET,
        ) {
            rows.exceptions.push(hours_exception::Model {
                id: exception_id,
                place_id: id,
                date_from: first,
                date_to: last,
                hours: None,
                note_vi: Some("Nghỉ Tết Nguyên đán".to_owned()),
                note_en: Some("Closed for Tết".to_owned()),
            });
            exception_id += 1;
        }
        if kind == PlaceKind::CraftVillage {
            tell(maker, &mut rows, story_id, &place, &names, field, hamlet);
            story_id += 1;
        } else {
            fill(maker, &mut rows, id);
        }
        rows.places.push(place::Model { revision, ..place });
        for story in &mut rows.stories {
            story.revision = revision;
        }
        for ((locale, name), craft) in Locale::ALL.into_iter().zip(names).zip(field) {
            let address = format!("Số {}, thôn {hamlet}", number % 200 + 1);
            rows.texts.push(place_text::Model {
                place_id: id,
                locale,
                sort_key: maker.keys.key(&name),
                search_key: fold(&format!("{name} {address} {craft}")),
                name,
                address: Some(address),
                craft: (kind == PlaceKind::CraftVillage).then(|| craft.to_owned()),
                what_to_do: None,
                getting_there: None,
                best_season: None,
                notes: None,
            });
        }
        id += 1;
    }
    insert(txn, rows.places).await?;
    insert(txn, rows.texts).await?;
    insert(txn, rows.exceptions).await?;
    insert(txn, rows.shelves).await?;
    insert(txn, rows.shows).await?;
    insert(txn, rows.stories).await?;
    insert(txn, rows.story_texts).await
}

fn name(maker: &mut Maker, field: [&str; 2], hamlet: &str, number: u64) -> (PlaceKind, [String; 2]) {
    let [vi, en] = field;
    match maker.rng.random_range(0..20) {
        0 => (
            PlaceKind::CreativeCentre,
            [
                format!("Trung tâm thiết kế sáng tạo {hamlet} {number}"),
                format!("{hamlet} creative centre {number}"),
            ],
        ),
        1..6 => (
            PlaceKind::CraftVillage,
            [
                format!("Làng nghề {vi} {hamlet} {number}"),
                format!("{hamlet} {en} village {number}"),
            ],
        ),
        _ => (
            PlaceKind::SalesPoint,
            [
                format!("Điểm OCOP {hamlet} {number}"),
                format!("{hamlet} OCOP point {number}"),
            ],
        ),
    }
}

fn place(
    maker: &mut Maker,
    id: i64,
    kind: PlaceKind,
    base: &str,
    hours: Option<String>,
    number: u64,
) -> place::Model {
    let commune = maker.commune();
    let (north, east) = (
        maker.rng.random_range(-0.03..0.03),
        maker.rng.random_range(-0.03..0.03),
    );
    let precision = match maker.rng.random_range(0..4) {
        0 => Precision::Door,
        1 => Precision::Approximate,
        _ => Precision::Centroid,
    };
    let confirmed = maker
        .rng
        .random_ratio(1, 2)
        .then(|| {
            maker
                .today
                .checked_sub_days(Days::new(maker.rng.random_range(0..500)))
        })
        .flatten();
    let status = match (confirmed, maker.rng.random_range(0..30)) {
        (None, _) => PlaceStatus::Unverified,
        (Some(_), 0) => PlaceStatus::TemporarilyClosed,
        (Some(_), 1) => PlaceStatus::Closed,
        (Some(_), _) => PlaceStatus::Open,
    };
    place::Model {
        id,
        slug: maker.slug(base, number),
        kind,
        location_type: (kind == PlaceKind::SalesPoint).then(|| maker.rng.random_range(1..=8)),
        commune_id: commune.as_ref().map(|commune| commune.id),
        former_district: None,
        lat: commune.as_ref().map(|commune| commune.lat + north),
        lon: commune.as_ref().map(|commune| commune.lon + east),
        precision: commune.map(|_| precision),
        operator: None,
        opened_on: None,
        opening_hours: hours,
        lunar_days: (kind == PlaceKind::CraftVillage && number.is_multiple_of(9))
            .then(|| "4,9,14,19,24,29".to_owned()),
        status,
        last_confirmed_on: confirmed,
        confirmed_by: confirmed.map(|_| "UBND xã".to_owned()),
        criteria: None,
        decision_no: None,
        floor_area_m2: None,
        phone: None,
        website: None,
        facilities: if number.is_multiple_of(3) {
            "parking,toilets"
        } else {
            ""
        }
        .to_owned(),
        languages: "vi".to_owned(),
        payment_methods: if number.is_multiple_of(2) {
            "cash,vietqr"
        } else {
            "cash"
        }
        .to_owned(),
        village_id: None,
        public: PublicStatus::Published,
        source: SOURCE.to_owned(),
        verified: false,
        created_at: maker.now,
        updated_at: maker.now,
        revision: 0,
        recognised_by: None,
        edited_at: None,
    }
}

/// Puts products onto the shelf and producers on show.
fn fill(maker: &mut Maker, rows: &mut Rows, place_id: i64) {
    let products = some(maker, maker.products, 24);
    for product_id in products {
        let seen = maker.rng.random_ratio(2, 3);
        rows.shelves.push(place_stock::Model {
            place_id,
            product_id,
            last_confirmed_on: seen
                .then(|| {
                    maker
                        .today
                        .checked_sub_days(Days::new(maker.rng.random_range(0..300)))
                })
                .flatten(),
        });
    }
    for producer_id in some(maker, maker.producers, 6) {
        rows.shows.push(place_producer::Model {
            place_id,
            producer_id,
            last_confirmed_on: None,
        });
    }
}

/// Up to `most` different keys of a range of keys.
pub fn some(maker: &mut Maker, (first, count): (i64, u64), most: usize) -> BTreeSet<i64> {
    if count == 0 {
        return BTreeSet::new();
    }
    let wanted = maker.rng.random_range(1..=most);
    (0..wanted)
        .map(|_| first + i64::try_from(maker.rng.random_range(0..count)).unwrap_or(0))
        .collect()
}

fn tell(
    maker: &mut Maker,
    rows: &mut Rows,
    id: i64,
    place: &place::Model,
    names: &[String; 2],
    field: [&str; 2],
    hamlet: &str,
) {
    rows.stories.push(story::Model {
        id,
        slug: place.slug.clone(),
        owner_kind: OwnerKind::Place,
        owner_id: place.id,
        status: PublicStatus::Published,
        told_by: None,
        told_on: None,
        source: SOURCE.to_owned(),
        verified: false,
        created_at: maker.now,
        updated_at: maker.now,
        revision: 0,
    });
    let told = text::story(&mut maker.rng, [&names[0], &names[1]], field, hamlet);
    for ((locale, title), body) in Locale::ALL.into_iter().zip(names).zip(told) {
        rows.story_texts.push(story_text::Model {
            story_id: id,
            locale,
            title: title.clone(),
            body,
            search_key: fold(title),
        });
    }
}
