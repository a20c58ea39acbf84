//! The columns of a table of listings, and what stands in them now.

use serde::{Deserialize, Serialize};
use tabular::Value;

use crate::listings::{Listing, NewPack, Whole, WholePack};
use foundation::kernel::fold::nfc;

/// A column. Their order is that of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Key of the product; empty for a new one.
    Product,
    /// Address part.
    Slug,
    /// Product set, 1 to 26.
    Set,
    /// Name in Vietnamese.
    NameVi,
    /// Name in English.
    NameEn,
    /// Description in Vietnamese.
    SummaryVi,
    /// Description in English.
    SummaryEn,
    /// Ingredients or materials in Vietnamese.
    MaterialsVi,
    /// Ingredients or materials in English.
    MaterialsEn,
    /// Storage or care in Vietnamese.
    CareVi,
    /// Storage or care in English.
    CareEn,
    /// First month of the season.
    SeasonFrom,
    /// Last month of the season.
    SeasonTo,
    /// How far it travels by parcel.
    Reach,
    /// Pieces that can be made in a week.
    Capacity,
    /// Stock keeping unit: which pack it is.
    Sku,
    /// Size of the pack.
    Pack,
    /// What a piece is called.
    Unit,
    /// Price of a piece, đồng, tax included.
    Price,
    /// Net weight in grams.
    WeightG,
    /// Net volume in millilitres.
    VolumeMl,
    /// GTIN.
    Gtin,
    /// Rate of value-added tax in per cent.
    Vat,
    /// Pieces one order may have.
    Max,
    /// Made when it is ordered: 1 or 0.
    MadeToOrder,
    /// Pieces in the house.
    Pieces,
}

impl Column {
    /// Every column in its order.
    pub const ALL: [Self; 26] = [
        Self::Product,
        Self::Slug,
        Self::Set,
        Self::NameVi,
        Self::NameEn,
        Self::SummaryVi,
        Self::SummaryEn,
        Self::MaterialsVi,
        Self::MaterialsEn,
        Self::CareVi,
        Self::CareEn,
        Self::SeasonFrom,
        Self::SeasonTo,
        Self::Reach,
        Self::Capacity,
        Self::Sku,
        Self::Pack,
        Self::Unit,
        Self::Price,
        Self::WeightG,
        Self::VolumeMl,
        Self::Gtin,
        Self::Vat,
        Self::Max,
        Self::MadeToOrder,
        Self::Pieces,
    ];

    /// The word its name is kept under; also taken as its name in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Slug => "slug",
            Self::Set => "set",
            Self::NameVi => "name_vi",
            Self::NameEn => "name_en",
            Self::SummaryVi => "summary_vi",
            Self::SummaryEn => "summary_en",
            Self::MaterialsVi => "materials_vi",
            Self::MaterialsEn => "materials_en",
            Self::CareVi => "care_vi",
            Self::CareEn => "care_en",
            Self::SeasonFrom => "season_from",
            Self::SeasonTo => "season_to",
            Self::Reach => "reach",
            Self::Capacity => "capacity",
            Self::Sku => "sku",
            Self::Pack => "pack",
            Self::Unit => "unit",
            Self::Price => "price",
            Self::WeightG => "weight_g",
            Self::VolumeMl => "volume_ml",
            Self::Gtin => "gtin",
            Self::Vat => "vat",
            Self::Max => "max",
            Self::MadeToOrder => "made_to_order",
            Self::Pieces => "pieces",
        }
    }

    /// Whether it says something of the product, apart from which one it is.
    pub fn is_of_product(self) -> bool {
        self > Self::Product && self < Self::Sku
    }

    /// Whether it applies at once, though it is about the product: it is no word that the office looks at.
    pub fn is_of_terms(self) -> bool {
        matches!(self, Self::Reach | Self::Capacity)
    }

    /// Whether it says something of a pack, apart from which one it is.
    pub fn is_of_pack(self) -> bool {
        self > Self::Sku
    }
}

/// Text as it is kept: NFC, one kind of line end, nothing around it.
pub(super) fn tidy(text: &str) -> String {
    nfc(&text.replace("\r\n", "\n")).trim().to_owned()
}

/// Whether a cell says what stands there. An apostrophe in front is what keeps a cell from being a formula, and is
/// taken away on the way in.
pub(super) fn same(cell: &str, there: &str) -> bool {
    fn plain(text: &str) -> &str {
        text.strip_prefix('\'').unwrap_or(text).trim()
    }
    plain(cell) == plain(&tidy(there))
}

fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// What stands in a column of a product; empty for a column that is not about it.
pub(super) fn of_product(whole: &Whole, column: Column) -> String {
    match column {
        Column::Reach => whole.terms.reach.word().to_owned(),
        Column::Capacity => number(whole.terms.weekly_capacity),
        _ => of_listing(&whole.listing, column),
    }
}

/// What a listing says in a column; empty for a column that is not about it.
fn of_listing(listing: &Listing, column: Column) -> String {
    match column {
        Column::Slug => listing.slug.clone(),
        Column::Set => listing.set_id.to_string(),
        Column::NameVi => listing.vi.name.clone(),
        Column::NameEn => listing.en.name.clone(),
        Column::SummaryVi => listing.vi.summary.clone(),
        Column::SummaryEn => listing.en.summary.clone(),
        Column::MaterialsVi => listing.vi.materials.clone(),
        Column::MaterialsEn => listing.en.materials.clone(),
        Column::CareVi => listing.vi.care.clone(),
        Column::CareEn => listing.en.care.clone(),
        Column::SeasonFrom => number(listing.season.map(|(from, _)| from)),
        Column::SeasonTo => number(listing.season.map(|(_, to)| to)),
        _ => String::new(),
    }
}

/// Hundredths of a per cent as they are written: `8.5`.
pub(super) fn percent(bps: i32) -> String {
    let (whole, part) = (bps / 100, bps % 100);
    if part == 0 {
        return whole.to_string();
    }
    let written = format!("{whole}.{part:02}");
    written.trim_end_matches('0').to_owned()
}

/// What a pack says in a column; empty for a column that is not about it.
pub(super) fn of_pack(is: &NewPack, on_hand: i64, column: Column) -> String {
    match column {
        Column::Sku => is.sku.clone(),
        Column::Pack => is.pack.clone().unwrap_or_default(),
        Column::Unit => is.unit.clone(),
        Column::Price => is.price.dong().to_string(),
        Column::WeightG => number(is.weight_g),
        Column::VolumeMl => number(is.volume_ml),
        Column::Gtin => is.gtin.clone().unwrap_or_default(),
        Column::Vat => is.vat_bps.map(percent).unwrap_or_default(),
        Column::Max => number(is.max_per_order),
        Column::MadeToOrder => i32::from(is.made_to_order).to_string(),
        Column::Pieces => on_hand.to_string(),
        _ => String::new(),
    }
}

/// The rows of some products: one a pack, and one for a product that has none yet.
pub fn rows(wholes: &[Whole]) -> Vec<Vec<Value>> {
    wholes
        .iter()
        .flat_map(|whole| {
            let none = whole.packs.is_empty().then_some(None);
            whole.packs.iter().map(Some).chain(none).map(move |pack| {
                Column::ALL
                    .iter()
                    .map(|column| cell(whole, pack, *column))
                    .collect()
            })
        })
        .collect()
}

fn cell(whole: &Whole, pack: Option<&WholePack>, column: Column) -> Value {
    let text = match (column, pack) {
        (Column::Product, _) => return Value::Integer(whole.id),
        // Nothing is counted of what is made to order.
        (Column::Pieces, Some(pack)) if pack.is.made_to_order => String::new(),
        (_, Some(pack)) if column >= Column::Sku => of_pack(&pack.is, pack.on_hand, column),
        _ => of_product(whole, column),
    };
    let is_number = matches!(
        column,
        Column::Set
            | Column::SeasonFrom
            | Column::SeasonTo
            | Column::Capacity
            | Column::Price
            | Column::WeightG
            | Column::VolumeMl
            | Column::Max
            | Column::MadeToOrder
            | Column::Pieces
    );
    match text.parse() {
        Ok(number) if is_number => Value::Integer(number),
        _ if text.is_empty() => Value::Empty,
        _ => Value::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_what_stands_there_however_it_was_saved() {
        for (cell, there) in [
            ("Trà", "Tra\u{300}"),
            ("=1+1", "=1+1"),
            ("=1+1", "'=1+1"),
            ("'tis", "'tis"),
            ("a\nb", "a\r\nb "),
        ] {
            assert!(same(cell, there), "{cell:?} {there:?}");
        }
        assert!(!same("", "a"));
        assert_eq!(percent(850), "8.5");
        assert_eq!(percent(1_000), "10");
    }
}
