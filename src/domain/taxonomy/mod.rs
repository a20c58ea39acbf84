//! The fixed points everything else refers to: communes, the six groups and their 26 sets.

use std::collections::HashMap;

use entity::{Locale, commune, commune_predecessor, product_group, product_set};
use sea_orm::{EntityTrait, QueryOrder};

use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// A commune-level unit with the districts it came from.
#[derive(Clone, Debug)]
pub struct Commune {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Full Vietnamese name with its kind.
    pub name: String,
    /// Latitude of its middle, degrees.
    pub lat: f64,
    /// Longitude of its middle, degrees.
    pub lon: f64,
    /// Districts it lay in before July 2025.
    pub former_districts: Vec<String>,
    sort_key: String,
}

/// A group or a set, in both languages.
#[derive(Clone, Debug)]
pub struct Class {
    /// The number the law gives it.
    pub id: i64,
    /// Its group; for a group itself, the same number.
    pub group: i64,
    /// Address part.
    pub slug: String,
    names: [String; 2],
    /// Whether goods of it may travel by parcel.
    pub parcel: bool,
}

impl Class {
    /// Its name in a language.
    pub fn name(&self, locale: Locale) -> &str {
        self.names.get(locale.index()).map_or("", String::as_str)
    }
}

/// All of it, loaded once an edition.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    communes: HashMap<i64, Commune>,
    order: Vec<i64>,
    groups: Vec<Class>,
    sets: Vec<Class>,
}

impl Taxonomy {
    /// Reads the tables.
    pub async fn load(db: &Db) -> Result<Self> {
        let mut former: HashMap<i64, Vec<String>> = HashMap::new();
        for row in commune_predecessor::Entity::find()
            .order_by_asc(commune_predecessor::Column::Id)
            .all(db)
            .await?
        {
            let districts = former.entry(row.commune_id).or_default();
            if !districts.contains(&row.former_district) {
                districts.push(row.former_district);
            }
        }
        let communes: HashMap<i64, Commune> = commune::Entity::find()
            .all(db)
            .await?
            .into_iter()
            .map(|row| {
                let commune = Commune {
                    id: row.id,
                    slug: row.slug,
                    name: row.name,
                    lat: row.lat,
                    lon: row.lon,
                    former_districts: former.remove(&row.id).unwrap_or_default(),
                    sort_key: row.sort_key,
                };
                (commune.id, commune)
            })
            .collect();
        let mut sorted: Vec<&Commune> = communes.values().collect();
        sorted.sort_by(|a, b| a.sort_key.cmp(&b.sort_key).then(a.id.cmp(&b.id)));
        let order = sorted.into_iter().map(|commune| commune.id).collect();
        let groups = product_group::Entity::find()
            .order_by_asc(product_group::Column::Id)
            .all(db)
            .await?
            .into_iter()
            .map(|row| Class {
                id: row.id,
                group: row.id,
                slug: row.slug,
                names: [row.name_vi, row.name_en],
                parcel: true,
            })
            .collect();
        let sets = product_set::Entity::find()
            .order_by_asc(product_set::Column::Id)
            .all(db)
            .await?
            .into_iter()
            .map(|row| Class {
                id: row.id,
                group: row.group_id,
                slug: row.slug,
                names: [row.name_vi, row.name_en],
                parcel: row.parcel,
            })
            .collect();
        Ok(Self {
            communes,
            order,
            groups,
            sets,
        })
    }

    /// A commune by key.
    pub fn commune(&self, id: i64) -> Option<&Commune> {
        self.communes.get(&id)
    }

    /// A commune by address part.
    pub fn commune_by_slug(&self, slug: &str) -> Option<&Commune> {
        self.communes.values().find(|commune| commune.slug == slug)
    }

    /// All communes, in Vietnamese order.
    pub fn communes(&self) -> impl Iterator<Item = &Commune> {
        self.order.iter().filter_map(|id| self.communes.get(id))
    }

    /// The six groups in the order of the law.
    pub fn groups(&self) -> &[Class] {
        &self.groups
    }

    /// The 26 sets in the order of the law.
    pub fn sets(&self) -> &[Class] {
        &self.sets
    }

    /// A group by number.
    pub fn group(&self, id: i64) -> Option<&Class> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// A set by number.
    pub fn set(&self, id: i64) -> Option<&Class> {
        self.sets.iter().find(|set| set.id == id)
    }
}
