//! Where goods can be fetched: at the sales points that show a producer's goods, and where there is none yet at
//! the nearest ones.

use std::collections::{BTreeMap, HashMap};

use entity::{Locale, PlaceKind, PlaceStatus, PublicStatus, place, place_producer, place_text};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
};

use super::quote::Want;
use foundation::kernel::error::Result;
use foundation::kernel::geo::Position;

/// Sales points offered for fetching, when none shows the producer's goods yet: the nearest so many.
const NEAREST: usize = 3;

/// How far around a producer they are looked for, degrees; the next step is taken when too few are found.
const AROUND: [f64; 4] = [0.1, 0.4, 2.0, 20.0];
/// Metres in a degree, at least, in either direction between the latitudes of Việt Nam.
const DEGREE: f64 = 100_000.0;

/// A sales point goods can be fetched from.
#[derive(Clone, Debug, PartialEq)]
pub struct PickupPlace {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: Option<String>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct Point {
    id: i64,
    slug: String,
    lat: Option<f64>,
    lon: Option<f64>,
}

impl Point {
    fn position(&self) -> Option<Position> {
        Position::new(self.lat?, self.lon?)
    }
}

/// Where the goods of each producer can be fetched. Closed places are left out.
pub(super) async fn pickup_places(
    db: &impl ConnectionTrait,
    wants: &[Want<'_>],
) -> Result<HashMap<i64, Vec<PickupPlace>>> {
    let producers: BTreeMap<i64, Option<Position>> = wants
        .iter()
        .map(|want| {
            let at = want.item.producer_lat.zip(want.item.producer_lon);
            (
                want.item.producer_id,
                at.and_then(|(lat, lon)| Position::new(lat, lon)),
            )
        })
        .collect();
    let shown = place_producer::Entity::find()
        .filter(place_producer::Column::ProducerId.is_in(producers.keys().copied()))
        .all(db)
        .await?;
    let ids = shown.iter().map(|row| row.place_id);
    let points = open_points(Condition::all().add(place::Column::Id.is_in(ids)), db).await?;
    let mut chosen: HashMap<i64, Vec<Point>> = HashMap::new();
    for (producer, at) in &producers {
        let mut own: Vec<Point> = shown
            .iter()
            .filter(|row| row.producer_id == *producer)
            .filter_map(|row| points.iter().find(|point| point.id == row.place_id).cloned())
            .collect();
        if let (true, Some(at)) = (own.is_empty(), at) {
            own = nearest(db, *at).await?;
        }
        chosen.insert(*producer, own);
    }
    let texts = place_text::Entity::find()
        .filter(place_text::Column::PlaceId.is_in(chosen.values().flatten().map(|point| point.id)))
        .filter(place_text::Column::Locale.eq(Locale::Vi))
        .all(db)
        .await?;
    let view = |point: Point| {
        let text = texts.iter().find(|text| text.place_id == point.id)?;
        Some(PickupPlace {
            id: point.id,
            slug: point.slug,
            name: text.name.clone(),
            address: text.address.clone(),
        })
    };
    Ok(chosen
        .into_iter()
        .map(|(producer, points)| (producer, points.into_iter().filter_map(view).collect()))
        .collect())
}

/// Sales points that take visitors, as far as a condition holds.
async fn open_points(condition: Condition, db: &impl ConnectionTrait) -> Result<Vec<Point>> {
    Ok(place::Entity::find()
        .select_only()
        .columns([
            place::Column::Id,
            place::Column::Slug,
            place::Column::Lat,
            place::Column::Lon,
        ])
        .filter(place::Column::Kind.ne(PlaceKind::CraftVillage))
        .filter(place::Column::Public.eq(PublicStatus::Published))
        .filter(place::Column::Status.is_in([PlaceStatus::Open, PlaceStatus::Unverified]))
        .filter(condition)
        .into_model::<Point>()
        .all(db)
        .await?)
}

/// The nearest ones: looked for in a box around, and in a larger one when it holds too few.
async fn nearest(db: &impl ConnectionTrait, at: Position) -> Result<Vec<Point>> {
    let mut near = Vec::new();
    for around in AROUND {
        let inside = Condition::all()
            .add(place::Column::Lat.between(at.lat() - around, at.lat() + around))
            .add(place::Column::Lon.between(at.lon() - around, at.lon() + around));
        near = open_points(inside, db)
            .await?
            .into_iter()
            .filter_map(|point| Some((at.metres_to(point.position()?), point)))
            .collect::<Vec<(f64, Point)>>();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.truncate(NEAREST);
        // What lies outside of the box is farther away than its half side.
        if near.len() == NEAREST && near.iter().all(|(metres, _)| *metres <= around * DEGREE) {
            break;
        }
    }
    Ok(near.into_iter().map(|(_, point)| point).collect())
}
