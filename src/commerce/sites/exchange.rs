//! Places as files: a table and a map, out and in again unchanged. What comes in is only read here; `staging` says what
//! it would change.

use entity::{place, place_text};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde_json::{Map, Value, json};
use tabular::{UPLOAD, Unreadable, Value as Cell};

use super::save::{lookups, sheet_of};
use super::sheet::{FIELDS, Sheet};
use foundation::kernel::error::Result;

/// Places a file may hold.
pub const MOST_LINES: usize = 2_000;
/// The column that says which revision a line was made from.
const REVISION: &str = "revision";

/// A place as it goes out.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it says.
    pub sheet: Sheet,
    /// Its revision: a file that comes back with another one was made from what stands there no more.
    pub revision: i64,
}

/// A place as it came in: only the fields the file has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// Line of the table, or number of the feature, from 1.
    pub line: u32,
    /// What the file says.
    pub said: Vec<(&'static str, String)>,
    /// The revision it was made from, where the file says one.
    pub revision: Option<i64>,
}

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// No table.
    Table(Unreadable),
    /// No GeoJSON (RFC 7946) feature collection.
    Map,
    /// A feature that is no point, by its number.
    Shape(u32),
    /// A column or property nobody knows.
    Column(String),
    /// No column `slug`, by which places are known.
    NoSlug,
    /// More places than a file may hold.
    TooMany,
}

/// Every place, whatever the public sees of it.
pub async fn every(db: &impl ConnectionTrait) -> Result<Vec<Record>> {
    let lookups = lookups(db).await?;
    let mut texts: std::collections::HashMap<i64, Vec<place_text::Model>> = std::collections::HashMap::new();
    for text in place_text::Entity::find().all(db).await? {
        texts.entry(text.place_id).or_default().push(text);
    }
    let rows = place::Entity::find()
        .order_by_asc(place::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .iter()
        .map(|row| Record {
            sheet: sheet_of(row, texts.get(&row.id).map_or(&[], Vec::as_slice), &lookups),
            revision: row.revision,
        })
        .collect())
}

/// A table with a column for each field.
pub fn table(records: &[Record]) -> Vec<u8> {
    let number = |field: &str| matches!(field, "lat" | "lon");
    let sheet = tabular::Sheet {
        name: "places".to_owned(),
        header: FIELDS.into_iter().chain([REVISION]).map(str::to_owned).collect(),
        rows: records
            .iter()
            .map(|record| {
                let cells = FIELDS.into_iter().map(|field| {
                    let text = record.sheet.get(field);
                    match text.parse::<f64>() {
                        _ if text.is_empty() => Cell::Empty,
                        Ok(degrees) if number(field) => Cell::Number(degrees),
                        _ => Cell::Text(text.to_owned()),
                    }
                });
                cells.chain([Cell::Integer(record.revision)]).collect()
            })
            .collect(),
    };
    tabular::csv(&sheet)
}

/// A map: each place a point, or nothing where its position is not known.
pub fn geojson(records: &[Record]) -> Value {
    let features: Vec<Value> = records
        .iter()
        .map(|record| {
            let degrees = |field: &str| record.sheet.get(field).parse::<f64>().ok();
            let geometry = degrees("lon")
                .zip(degrees("lat"))
                .map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }));
            let mut properties: Map<String, Value> = FIELDS
                .into_iter()
                .filter(|field| !matches!(*field, "lat" | "lon"))
                .map(|field| (field.to_owned(), Value::from(record.sheet.get(field))))
                .collect();
            properties.insert(REVISION.to_owned(), record.revision.into());
            json!({ "type": "Feature", "geometry": geometry, "properties": properties })
        })
        .collect();
    json!({ "type": "FeatureCollection", "features": features })
}

/// What a column or a property holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Field(&'static str),
    Revision,
}

/// The column of a name.
fn column(name: &str) -> Option<Column> {
    let name = name.trim().to_lowercase();
    if name == REVISION {
        return Some(Column::Revision);
    }
    FIELDS.into_iter().find(|field| *field == name).map(Column::Field)
}

/// Reads a table.
pub fn read_table(bytes: &[u8]) -> std::result::Result<Vec<Came>, FileFault> {
    let limits = tabular::Limits {
        rows: MOST_LINES,
        ..UPLOAD
    };
    let table = tabular::read(bytes, limits).map_err(|fault| match fault {
        Unreadable::TooManyRows { .. } => FileFault::TooMany,
        other => FileFault::Table(other),
    })?;
    let columns = table
        .header
        .iter()
        .map(|name| column(name).ok_or_else(|| FileFault::Column(name.clone())))
        .collect::<std::result::Result<Vec<_>, _>>()?;
    if !columns.contains(&Column::Field("slug")) {
        return Err(FileFault::NoSlug);
    }
    Ok(table
        .rows
        .into_iter()
        .map(|row| {
            let mut came = Came {
                line: row.line,
                said: Vec::new(),
                revision: None,
            };
            for (column, cell) in columns.iter().zip(row.cells) {
                match column {
                    Column::Field(field) => came.said.push((*field, cell)),
                    Column::Revision => came.revision = cell.parse().ok(),
                }
            }
            came
        })
        .collect())
}

/// Reads a map.
pub fn read_geojson(bytes: &[u8]) -> std::result::Result<Vec<Came>, FileFault> {
    let max = UPLOAD.bytes;
    if bytes.len() > max {
        return Err(FileFault::Table(Unreadable::TooLong { max }));
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|_no_json| FileFault::Map)?;
    let features = value.get("features").and_then(Value::as_array);
    let features = features.ok_or(FileFault::Map)?;
    if features.len() > MOST_LINES {
        return Err(FileFault::TooMany);
    }
    features
        .iter()
        .zip(1..)
        .map(|(feature, line)| read_feature(feature, line))
        .collect()
}

fn read_feature(feature: &Value, line: u32) -> std::result::Result<Came, FileFault> {
    let properties = feature.get("properties").and_then(Value::as_object);
    let properties = properties.ok_or(FileFault::Shape(line))?;
    let mut came = Came {
        line,
        said: Vec::new(),
        revision: None,
    };
    for (name, value) in properties {
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => return Err(FileFault::Shape(line)),
        };
        match column(name) {
            Some(Column::Field(field)) => came.said.push((field, text)),
            Some(Column::Revision) => came.revision = text.parse().ok(),
            None => return Err(FileFault::Column(name.clone())),
        }
    }
    if !came.said.iter().any(|(field, _)| *field == "slug") {
        return Err(FileFault::NoSlug);
    }
    came.said.retain(|(field, _)| !matches!(*field, "lat" | "lon"));
    let (lat, lon) = match feature.get("geometry") {
        None | Some(Value::Null) => (String::new(), String::new()),
        Some(geometry) => {
            let point = geometry.get("type").and_then(Value::as_str) == Some("Point");
            let place = geometry.get("coordinates").and_then(Value::as_array);
            // A third number is a height, which is not kept.
            match place.map(Vec::as_slice) {
                Some([lon, lat] | [lon, lat, _]) if point => {
                    let (lat, lon) = (lat.as_f64(), lon.as_f64());
                    let (lat, lon) = lat.zip(lon).ok_or(FileFault::Shape(line))?;
                    (lat.to_string(), lon.to_string())
                }
                _ => return Err(FileFault::Shape(line)),
            }
        }
    };
    came.said.extend([("lat", lat), ("lon", lon)]);
    Ok(came)
}
