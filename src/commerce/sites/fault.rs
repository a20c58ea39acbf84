//! What can be wrong with a sheet.

/// Why a value is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has to be there.
    Required,
    /// More characters than fit.
    TooLong,
    /// No address part: small letters, digits and hyphens.
    BadSlug,
    /// Another place has or had this address part.
    TakenSlug,
    /// None of the words that are known.
    UnknownWord,
    /// A village stays a village, and nothing else becomes one: their addresses differ.
    KindFixed,
    /// No such commune, or several of that name.
    UnknownCommune,
    /// No such craft village.
    UnknownVillage,
    /// Latitude and longitude are swapped.
    Swapped,
    /// Not in Việt Nam.
    Outside,
    /// One of the two numbers, or how exact they are, is missing.
    HalfPosition,
    /// No number of degrees.
    BadCoordinate,
    /// Not OSM `opening_hours` that can be evaluated.
    BadHours,
    /// No days of the lunar month, 1 to 30.
    BadLunarDays,
    /// No telephone number.
    BadPhone,
    /// No web address.
    BadAddress,
    /// No day.
    BadDay,
    /// A day that is still to come.
    Future,
    /// No whole number within its bounds.
    BadNumber,
    /// A last day before the first.
    EndsBeforeItStarts,
}

impl Fault {
    /// The word of its text.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too_long",
            Self::BadSlug => "bad_slug",
            Self::TakenSlug => "taken_slug",
            Self::UnknownWord => "unknown_word",
            Self::KindFixed => "kind_fixed",
            Self::UnknownCommune => "unknown_commune",
            Self::UnknownVillage => "unknown_village",
            Self::Swapped => "swapped",
            Self::Outside => "outside",
            Self::HalfPosition => "half_position",
            Self::BadCoordinate => "bad_coordinate",
            Self::BadHours => "bad_hours",
            Self::BadLunarDays => "bad_lunar_days",
            Self::BadPhone => "bad_phone",
            Self::BadAddress => "bad_address",
            Self::BadDay => "bad_day",
            Self::Future => "future",
            Self::BadNumber => "bad_number",
            Self::EndsBeforeItStarts => "ends_before",
        }
    }
}

/// A field with what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field.
    pub field: &'static str,
    /// What.
    pub fault: Fault,
}
