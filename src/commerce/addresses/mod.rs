//! Addresses of buyers. Since 1 July 2025 an address has two levels, province and commune; people go on
//! typing three. What was typed is kept; a commune we know is put beside it, never in its place.

mod provinces;

use std::collections::HashMap;
use std::sync::Arc;

use entity::{Zone, commune, commune_predecessor};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;
use foundation::kernel::geo::Position;

pub use provinces::{PROVINCES, Province, province};

/// A commune-level unit of today.
#[derive(Clone, Debug)]
pub struct Commune {
    /// Key.
    pub id: i64,
    /// Name with its kind: "Phường Ba Đình".
    pub name: String,
    /// Whether it is a ward (phường).
    pub ward: bool,
    /// Its middle.
    pub middle: Option<Position>,
}

/// The communes of today with the names of before, read once and kept: they change by law, not by the hour.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    communes: Arc<Vec<Commune>>,
    /// Folded name, with and without its kind, to places in `communes`.
    by_name: Arc<HashMap<String, Vec<usize>>>,
    /// Folded "former commune, former district" to places in `communes`.
    by_former: Arc<HashMap<(String, String), Vec<usize>>>,
}

/// An address as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// House number, hamlet, street.
    pub street: String,
    /// Ward or commune.
    pub ward: String,
    /// District, as before July 2025.
    pub district: String,
    /// Province or city.
    pub province: String,
}

/// Kinds that stand before a name, folded; the longest first.
const KINDS: [&str; 12] = [
    "thanh pho",
    "thi tran",
    "dac khu",
    "phuong",
    "thi xa",
    "huyen",
    "quan",
    "tinh",
    "xa",
    "tp",
    "tx",
    "tt",
];

/// A name without its kind, folded: "Phường Ba Đình" and "P. Ba Đình" give "ba dinh".
fn bare(name: &str) -> String {
    let folded = fold(name);
    let short = [("p ", 2), ("q ", 2), ("h ", 2), ("x ", 2)];
    for kind in KINDS {
        if let Some(rest) = folded.strip_prefix(kind)
            && let Some(rest) = rest.strip_prefix(' ')
        {
            return rest.to_owned();
        }
    }
    for (prefix, length) in short {
        if folded.starts_with(prefix) {
            return folded.get(length..).unwrap_or_default().to_owned();
        }
    }
    folded
}

impl Gazetteer {
    /// Reads the communes in force and what lay where before.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let rows = commune::Entity::find()
            .filter(commune::Column::ValidTo.is_null())
            .order_by_asc(commune::Column::SortKey)
            .all(db)
            .await?;
        let before = commune_predecessor::Entity::find().all(db).await?;
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut at: HashMap<i64, usize> = HashMap::new();
        let mut communes = Vec::with_capacity(rows.len());
        for (index, row) in rows.into_iter().enumerate() {
            at.insert(row.id, index);
            by_name.entry(bare(&row.name)).or_default().push(index);
            communes.push(Commune {
                id: row.id,
                ward: row.kind == "phuong",
                middle: Position::new(row.lat, row.lon),
                name: row.name,
            });
        }
        let mut by_former: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for row in before {
            if let (Some(index), Some(former)) = (at.get(&row.commune_id), &row.former_commune) {
                let key = (bare(former), bare(&row.former_district));
                by_former.entry(key).or_default().push(*index);
            }
        }
        Ok(Self {
            communes: Arc::new(communes),
            by_name: Arc::new(by_name),
            by_former: Arc::new(by_former),
        })
    }

    /// All communes, in Vietnamese order.
    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }

    /// A commune by key.
    pub fn commune(&self, id: i64) -> Option<&Commune> {
        self.communes.iter().find(|commune| commune.id == id)
    }

    /// The commune an address names, if it names exactly one. A former commune counts only together with
    /// its district, and only if all of it went into one of today's: names alone never decide.
    pub fn find(&self, typed: &Typed) -> Option<&Commune> {
        if province(&typed.province)?.code != "01" {
            return None;
        }
        let ward = bare(&typed.ward);
        let places = if typed.district.trim().is_empty() {
            self.by_name.get(&ward)
        } else {
            self.by_former.get(&(ward, bare(&typed.district)))
        };
        match places.map(Vec::as_slice) {
            Some([only]) => self.communes.get(*only),
            _ => None,
        }
    }

    /// How far a parcel to this address goes. Within Hà Nội an address whose commune is unknown is taken for
    /// the outer city when it says "xã" or "huyện", and for the inner city otherwise.
    pub fn zone(&self, typed: &Typed, commune: Option<&Commune>) -> Option<Zone> {
        let province = province(&typed.province)?;
        if province.code != "01" {
            return Some(if province.north { Zone::North } else { Zone::Nation });
        }
        let ward = commune.map_or_else(
            || {
                let says = |text: &str, kind: &str| fold(text).split(' ').next() == Some(kind);
                !says(&typed.ward, "xa") && !says(&typed.district, "huyen")
            },
            |commune| commune.ward,
        );
        Some(if ward { Zone::InnerHanoi } else { Zone::OuterHanoi })
    }
}

impl Typed {
    /// On one line, as typed.
    pub fn line(&self) -> String {
        [&self.street, &self.ward, &self.district, &self.province]
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(ward: &str, district: &str, province: &str) -> Typed {
        Typed {
            street: "1".to_owned(),
            ward: ward.to_owned(),
            district: district.to_owned(),
            province: province.to_owned(),
        }
    }

    #[test]
    fn the_zone_goes_by_province_and_kind_of_commune() {
        let none = Gazetteer::default();
        for (ward, district, province, zone) in [
            ("Phường Ba Đình", "", "Hà Nội", Some(Zone::InnerHanoi)),
            (
                "xã Bát Tràng",
                "huyện Gia Lâm",
                "TP Hà Nội",
                Some(Zone::OuterHanoi),
            ),
            (
                "Phường Bến Thành",
                "Quận 1",
                "TP. Hồ Chí Minh",
                Some(Zone::Nation),
            ),
            ("x", "", "Tỉnh Bắc Giang", Some(Zone::North)),
            ("x", "", "hai phong", Some(Zone::North)),
            ("x", "", "Sài Gòn", Some(Zone::Nation)),
            ("x", "", "Atlantis", None),
        ] {
            let typed = typed(ward, district, province);
            assert_eq!(none.zone(&typed, None), zone, "{}", typed.line());
        }
    }

    #[test]
    fn kinds_do_not_matter_for_a_name() {
        for name in ["Phường Ba Đình", "P. Ba Đình", "ba dinh", "phường  BA ĐÌNH"] {
            assert_eq!(bare(name), "ba dinh", "{name}");
        }
        assert_eq!(bare("Xã Xuân Phú"), "xuan phu");
        assert_eq!(bare("Thị trấn Văn Điển"), "van dien");
    }
}
