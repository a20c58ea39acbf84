//! Places: craft villages (`craft_villages.csv`) and sales points (`sales_points.csv`).

use chrono::NaiveDate;
use entity::{PlaceKind, PlaceStatus};

use super::{Both, Row};
use crate::fields::{Fields, LINE, PARAGRAPH, Position, STORY};
use crate::source::DataFile;
use foundation::kernel::fold::fold;

/// What all places have.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// Line in the file.
    pub line: u64,
    /// Address part.
    pub slug: String,
    /// What stands there.
    pub kind: PlaceKind,
    /// Name.
    pub name: Both,
    /// Slug of the present commune.
    pub commune: Option<String>,
    /// District before July 2025.
    pub former_district: Option<String>,
    /// Where it is.
    pub position: Option<Position>,
    /// Where this is said.
    pub source: String,
    /// Whether a source names the record.
    pub verified: bool,
}

impl PlaceRow {
    fn read(fields: &mut Fields<'_>, kind: PlaceKind) -> Self {
        Self {
            line: fields.line(),
            slug: fields.slug("slug"),
            kind,
            name: Both::read(fields, "name_vi", "name_en", LINE),
            commune: fields.optional_slug("commune_slug"),
            former_district: fields.optional("former_district", LINE),
            position: fields.position(),
            source: fields.source(),
            verified: fields.yes("verified"),
        }
    }
}

/// A craft village.
#[derive(Clone, Debug, PartialEq)]
pub struct VillageRow {
    /// What all places have.
    pub place: PlaceRow,
    /// Its craft.
    pub craft: Both,
    /// What a visitor can do.
    pub what_to_do: Option<Both>,
    /// How to get there.
    pub getting_there: Option<Both>,
    /// When to come, in Vietnamese.
    pub best_season: Option<String>,
    /// Its story.
    pub story: Option<Both>,
}

impl Row for VillageRow {
    const FILE: DataFile = DataFile::CraftVillages;

    fn read(fields: &mut Fields<'_>, _today: NaiveDate) -> Self {
        Self {
            place: PlaceRow::read(fields, PlaceKind::CraftVillage),
            craft: Both::read(fields, "craft_vi", "craft_en", LINE),
            what_to_do: both(fields, "what_to_do_vi", "what_to_do_en", PARAGRAPH),
            getting_there: both(fields, "getting_there_vi", "getting_there_en", PARAGRAPH),
            best_season: fields.optional("best_season", PARAGRAPH),
            story: both(fields, "story_vi", "story_en", STORY),
        }
    }

    fn line(&self) -> u64 {
        self.place.line
    }

    fn slug(&self) -> &str {
        &self.place.slug
    }
}

/// A sales point or a creative centre.
#[derive(Clone, Debug, PartialEq)]
pub struct SalesPointRow {
    /// What all places have.
    pub place: PlaceRow,
    /// Kind of location of QĐ 950/QĐ-BCT, where the name leaves no doubt.
    pub location_type: Option<i16>,
    /// Open where a source tells of the opening, else unverified.
    pub status: PlaceStatus,
    /// Address as the source writes it.
    pub address: Option<String>,
    /// Who runs it.
    pub operator: Option<String>,
    /// Day of opening.
    pub opened_on: Option<NaiveDate>,
    /// Weekly hours.
    pub opening_hours: Option<String>,
    /// Slugs of products on the shelf.
    pub products: Vec<String>,
    /// Slugs of producers on show.
    pub producers: Vec<String>,
    /// Slug of the craft village it belongs to.
    pub village: Option<String>,
    /// Anything else.
    pub notes: Option<Both>,
}

impl Row for SalesPointRow {
    const FILE: DataFile = DataFile::SalesPoints;

    fn read(fields: &mut Fields<'_>, _today: NaiveDate) -> Self {
        let name = fold(fields.raw("name_vi"));
        let centre =
            fields.raw("slug").starts_with("trung-tam-") || name.contains("trung tam thiet ke sang tao");
        let kind = if centre {
            PlaceKind::CreativeCentre
        } else {
            PlaceKind::SalesPoint
        };
        let village = fields.optional_slug("linked_craft_village_slug");
        let opened_on = fields.date("opened_on");
        Self {
            place: PlaceRow::read(fields, kind),
            location_type: location_type(&name, village.is_some()),
            status: if opened_on.is_some() {
                PlaceStatus::Open
            } else {
                PlaceStatus::Unverified
            },
            address: fields.optional("address_vi", PARAGRAPH),
            operator: fields.optional("operator", LINE),
            opened_on,
            opening_hours: fields.optional("opening_hours", PARAGRAPH),
            products: fields.slugs("products_on_display"),
            producers: fields.slugs("producers_on_display"),
            village,
            notes: both(fields, "notes_vi", "notes_en", PARAGRAPH),
        }
    }

    fn line(&self) -> u64 {
        self.place.line
    }

    fn slug(&self) -> &str {
        &self.place.slug
    }
}

fn both(fields: &mut Fields<'_>, vi: &str, en: &str, max: usize) -> Option<Both> {
    let vi = fields.optional(vi, max)?;
    let en = fields.optional(en, max);
    Some(Both { vi, en })
}

/// Kinds of location 3 (markets and supermarkets) and 5 (craft villages) are told by the name.
fn location_type(folded_name: &str, in_village: bool) -> Option<i16> {
    const MARKETS: [&str; 4] = ["sieu thi", "mart", "market", "cho"];
    let name = format!(" {folded_name} ");
    let named = |word: &str| name.contains(&format!(" {word} "));
    // "phường Ô Chợ Dừa" is a ward, not a market.
    if MARKETS.into_iter().any(named) && !named("o cho dua") {
        Some(3)
    } else {
        in_village.then_some(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_location_is_only_told_where_it_is_plain() {
        for (name, in_village, kind) in [
            ("Điểm OCOP Siêu thị Hoàng Cầu", false, Some(3)),
            ("Điểm OCOP chợ Đồng Xuân", false, Some(3)),
            ("Điểm OCOP phường Ô Chợ Dừa", false, None),
            ("Điểm OCOP làng may Vân Từ", true, Some(5)),
            ("Điểm OCOP 183 Ngô Gia Tự", false, None),
        ] {
            assert_eq!(location_type(&fold(name), in_village), kind, "{name}");
        }
    }
}
