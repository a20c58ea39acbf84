//! The reasons a file, row or value is refused for, with a stable key and words in both languages.

use entity::Locale;

/// What is wrong. The fields are what a person needs to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The bytes are not UTF-8 from this offset on.
    NotUtf8 {
        /// Offset of the first wrong byte, from 0.
        byte: usize,
    },
    /// The file is longer than any file of the set may be.
    FileTooLong {
        /// Bytes allowed.
        max: usize,
    },
    /// A quotation mark is opened and never closed.
    UnclosedQuote,
    /// There is not even a header.
    Empty,
    /// A column of the header is missing.
    MissingColumn,
    /// A column stands twice in the header.
    DuplicateColumn,
    /// A column that the file does not have.
    UnknownColumn,
    /// The row has more or fewer fields than the header.
    Ragged {
        /// Fields of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// Nothing stands where something must.
    Required,
    /// The text has too many characters.
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// NUL, a control character, or one that hides or turns text around.
    ControlCharacter,
    /// Not a slug: lower-case letters and digits, single hyphens between.
    BadSlug,
    /// The slug stands on an earlier line of the file too.
    DuplicateSlug {
        /// The earlier line.
        line: u64,
    },
    /// Another record has that address part.
    TakenSlug,
    /// Not one of the words that may stand here.
    UnknownWord {
        /// What may stand here.
        allowed: &'static str,
    },
    /// Not a whole number within its bounds.
    BadNumber {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// Not a date written year-month-day.
    BadDate,
    /// The end lies before the start, or there is no start.
    EndBeforeStart,
    /// Not degrees.
    BadCoordinate,
    /// One of latitude, longitude and precision without the others.
    HalfPosition,
    /// Latitude and longitude changed places.
    SwappedCoordinates,
    /// Outside Việt Nam.
    OutsideVietnam,
    /// Stars that no certificate carries.
    ImpossibleStars,
    /// Not one of the 26 product sets.
    UnknownSet,
    /// The set belongs to another group.
    SetOfOtherGroup {
        /// Group the set belongs to.
        group: i64,
    },
    /// Not an http or https address.
    BadUrl,
    /// No commune of that slug.
    UnknownCommune,
    /// No producer of that slug.
    UnknownProducer,
    /// No product of that slug.
    UnknownProduct,
    /// No craft village of that slug.
    UnknownVillage,
}

impl Reason {
    /// A name that does not change with the language, for logs and machines.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "not_utf8",
            Self::FileTooLong { .. } => "file_too_long",
            Self::UnclosedQuote => "unclosed_quote",
            Self::Empty => "empty",
            Self::MissingColumn => "missing_column",
            Self::DuplicateColumn => "duplicate_column",
            Self::UnknownColumn => "unknown_column",
            Self::Ragged { .. } => "ragged",
            Self::Required => "required",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
            Self::BadSlug => "bad_slug",
            Self::DuplicateSlug { .. } => "duplicate_slug",
            Self::TakenSlug => "taken_slug",
            Self::UnknownWord { .. } => "unknown_word",
            Self::BadNumber { .. } => "bad_number",
            Self::BadDate => "bad_date",
            Self::EndBeforeStart => "end_before_start",
            Self::BadCoordinate => "bad_coordinate",
            Self::HalfPosition => "half_position",
            Self::SwappedCoordinates => "swapped_coordinates",
            Self::OutsideVietnam => "outside_vietnam",
            Self::ImpossibleStars => "impossible_stars",
            Self::UnknownSet => "unknown_set",
            Self::SetOfOtherGroup { .. } => "set_of_other_group",
            Self::BadUrl => "bad_url",
            Self::UnknownCommune => "unknown_commune",
            Self::UnknownProducer => "unknown_producer",
            Self::UnknownProduct => "unknown_product",
            Self::UnknownVillage => "unknown_village",
        }
    }

    /// The reason in words.
    pub fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::Vi => self.vietnamese(),
            Locale::En => self.english(),
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::NotUtf8 { byte } => format!("tệp không phải UTF-8, sai từ byte {byte}"),
            Self::FileTooLong { max } => format!("tệp dài quá {max} byte"),
            Self::UnclosedQuote => "dấu ngoặc kép mở mà không đóng".into(),
            Self::Empty => "tệp trống, không có dòng tiêu đề".into(),
            Self::MissingColumn => "thiếu cột".into(),
            Self::DuplicateColumn => "cột lặp lại".into(),
            Self::UnknownColumn => "cột lạ".into(),
            Self::Ragged { expected, found } => format!("dòng có {found} trường, phải là {expected}"),
            Self::Required => "không được để trống".into(),
            Self::TooLong { max } => format!("dài quá {max} ký tự"),
            Self::ControlCharacter => "có ký tự điều khiển hoặc ký tự ẩn".into(),
            Self::BadSlug => "slug chỉ gồm chữ thường không dấu, số và dấu gạch nối đơn".into(),
            Self::DuplicateSlug { line } => format!("slug đã có ở dòng {line}"),
            Self::TakenSlug => "slug đã thuộc về bản ghi khác".into(),
            Self::UnknownWord { allowed } => format!("chỉ nhận: {allowed}"),
            Self::BadNumber { min, max } => format!("phải là số nguyên từ {min} đến {max}"),
            Self::BadDate => "ngày phải viết năm-tháng-ngày, ví dụ 2026-11-21".into(),
            Self::EndBeforeStart => "ngày kết thúc trước ngày bắt đầu hoặc thiếu ngày bắt đầu".into(),
            Self::BadCoordinate => "tọa độ phải là số độ".into(),
            Self::HalfPosition => "vĩ độ, kinh độ và độ chính xác phải có đủ cả ba".into(),
            Self::SwappedCoordinates => "vĩ độ và kinh độ bị đổi chỗ".into(),
            Self::OutsideVietnam => "điểm nằm ngoài Việt Nam".into(),
            Self::ImpossibleStars => "chứng nhận chỉ có 3, 4 hoặc 5 sao".into(),
            Self::UnknownSet => "phải bắt đầu bằng số của bộ sản phẩm, 01 đến 26".into(),
            Self::SetOfOtherGroup { group } => format!("bộ sản phẩm này thuộc nhóm {group}"),
            Self::BadUrl => "không phải địa chỉ http hoặc https".into(),
            Self::UnknownCommune => "không có xã, phường này".into(),
            Self::UnknownProducer => "không có nhà sản xuất này".into(),
            Self::UnknownProduct => "không có sản phẩm này".into(),
            Self::UnknownVillage => "không có làng nghề này".into(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotUtf8 { byte } => format!("the file is not UTF-8 from byte {byte} on"),
            Self::FileTooLong { max } => format!("the file is longer than {max} bytes"),
            Self::UnclosedQuote => "a quotation mark is opened and never closed".into(),
            Self::Empty => "the file is empty, there is no header row".into(),
            Self::MissingColumn => "a column is missing".into(),
            Self::DuplicateColumn => "the column stands there twice".into(),
            Self::UnknownColumn => "nobody knows this column".into(),
            Self::Ragged { expected, found } => format!("the row has {found} fields, not {expected}"),
            Self::Required => "something must stand here".into(),
            Self::TooLong { max } => format!("longer than {max} characters"),
            Self::ControlCharacter => "there is a control or invisible character".into(),
            Self::BadSlug => {
                "a slug has lower-case ASCII letters, digits and single hyphens between them".into()
            }
            Self::DuplicateSlug { line } => format!("the slug stands on line {line} already"),
            Self::TakenSlug => "the slug belongs to another record".into(),
            Self::UnknownWord { allowed } => format!("one of these is expected: {allowed}"),
            Self::BadNumber { min, max } => format!("a whole number from {min} to {max} is expected"),
            Self::BadDate => "a date is written year-month-day, such as 2026-11-21".into(),
            Self::EndBeforeStart => "the end lies before the start, or there is no start".into(),
            Self::BadCoordinate => "a coordinate is a number of degrees".into(),
            Self::HalfPosition => "latitude, longitude and precision come together or not at all".into(),
            Self::SwappedCoordinates => "latitude and longitude have changed places".into(),
            Self::OutsideVietnam => "the point lies outside Vietnam".into(),
            Self::ImpossibleStars => "a certificate has 3, 4 or 5 stars".into(),
            Self::UnknownSet => "begins with the number of a product set, 01 to 26".into(),
            Self::SetOfOtherGroup { group } => format!("this product set belongs to group {group}"),
            Self::BadUrl => "not an http or https address".into(),
            Self::UnknownCommune => "there is no such commune".into(),
            Self::UnknownProducer => "there is no such producer".into(),
            Self::UnknownProduct => "there is no such product".into(),
            Self::UnknownVillage => "there is no such craft village".into(),
        }
    }
}
