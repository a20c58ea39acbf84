//! A row of a table as it was judged: what it changes, and what is wrong with it.

use entity::ImportKind;
use serde::{Deserialize, Serialize};

use super::column::Column;
use foundation::kernel::fold::truncate_chars;

/// Characters of a wrong cell that are kept to be shown.
const SHOWN: usize = 200;

/// Why a cell or a row is refused. Two arguments fill its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It must not be empty.
    Required,
    /// Longer than so many characters.
    TooLong,
    /// No whole number between two bounds.
    Number,
    /// None of the 26 sets.
    Set,
    /// No address can be made of it.
    Slug,
    /// One month of the season without the other.
    Season,
    /// No reach of parcels.
    Reach,
    /// No stock keeping unit.
    Sku,
    /// Digits that do not check themselves.
    Gtin,
    /// A rate of tax that nobody has.
    Rate,
    /// Neither 1 nor 0.
    YesNo,
    /// Another pack has it.
    Taken,
    /// It stands in an earlier line already.
    Twice,
    /// The producer has no such product.
    UnknownProduct,
    /// The pack is one of another product.
    OtherProduct,
    /// An earlier line about the same product says something else.
    SaysTwo,
    /// The line that makes the product is refused.
    With,
    /// The row that shows how a table is filled in.
    Example,
    /// So many pieces are promised to orders.
    Promised,
    /// It was changed meanwhile: so it stands now.
    Stale,
    /// It is not there any more.
    Gone,
}

impl Why {
    /// The word its sentence is kept under.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too_long",
            Self::Number => "number",
            Self::Set => "set",
            Self::Slug => "slug",
            Self::Season => "season",
            Self::Reach => "reach",
            Self::Sku => "sku",
            Self::Gtin => "gtin",
            Self::Rate => "rate",
            Self::YesNo => "yes_no",
            Self::Taken => "taken",
            Self::Twice => "twice",
            Self::UnknownProduct => "unknown_product",
            Self::OtherProduct => "other_product",
            Self::SaysTwo => "says_two",
            Self::With => "with",
            Self::Example => "example",
            Self::Promised => "promised",
            Self::Stale => "stale",
            Self::Gone => "gone",
        }
    }
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The column; `None` when it is the whole row.
    pub column: Option<Column>,
    /// Why.
    pub why: Why,
    /// Fills `{n}` of the sentence.
    pub n: String,
    /// Fills `{m}` of the sentence.
    pub m: String,
    /// What stood in the cell.
    pub found: String,
}

impl Problem {
    pub(super) fn new(column: impl Into<Option<Column>>, why: Why) -> Self {
        Self {
            column: column.into(),
            why,
            n: String::new(),
            m: String::new(),
            found: String::new(),
        }
    }

    pub(super) fn with(mut self, n: &impl ToString) -> Self {
        self.n = n.to_string();
        self
    }

    pub(super) fn and(mut self, m: &impl ToString) -> Self {
        self.m = m.to_string();
        self
    }

    pub(super) fn found(mut self, found: &str) -> Self {
        truncate_chars(found, SHOWN).clone_into(&mut self.found);
        self
    }
}

/// A change of one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The column.
    pub column: Column,
    /// What stands there; empty for something new.
    pub before: String,
    /// What is to stand there.
    pub after: String,
}

/// A row as it was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file or row of the sheet, the first being 1.
    pub line: u32,
    /// Rows about one product share it.
    pub place: i32,
    /// What it comes to.
    pub kind: ImportKind,
    /// The product, where it is there.
    pub product: Option<i64>,
    /// The pack, where it is there.
    pub variant: Option<i64>,
    /// Revision of the product's draft when it was judged.
    pub revision: i64,
    /// Name of the product, for people.
    pub name: String,
    /// Stock keeping unit, for people.
    pub sku: String,
    /// What it changes; none where it is refused.
    pub changes: Vec<Change>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// What of a row is kept as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it changes.
    pub changes: Vec<Change>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}
