//! Words that steer a query instead of being searched: function words, praise, kinds, stars, places.

use super::super::document::Kind;
use super::reading::Class;

/// Words that carry hardly any meaning; written with the marks they have, since `ở` is one and `ô` is not.
const FUNCTION: &[&str] = &[
    "ở", "o", "tại", "tai", "gần", "gan", "của", "cua", "và", "va", "cho", "với", "voi", "các", "cac",
    "những", "nhung", "là", "từ", "có", "thì", "mà", "để", "trong", "in", "near", "at", "of", "the", "and",
    "from", "for", "with", "by", "a", "an", "to", "on", "around", "nearby", "made", "where", "what", "quanh",
    "đâu", "nào", "nơi", "noi", "the", "is", "are", "i", "can", "me", "my", "some", "any", "làm", "con",
    "cái", "chiếc", "bằng", "như",
];

/// Praise, selling words and what is true of everything here.
const QUALIFIER: &[&str] = &[
    "ngon",
    "đẹp",
    "dep",
    "tốt",
    "tot",
    "rẻ",
    "re",
    "giá",
    "gia",
    "mua",
    "bán",
    "ban",
    "xịn",
    "chuẩn",
    "nhất",
    "uy",
    "tín",
    "chính",
    "hiệu",
    "hãng",
    "loại",
    "ocop",
    "hà",
    "nội",
    "hanoi",
    "ha",
    "noi",
    "thủ",
    "đô",
    "online",
    "buy",
    "best",
    "good",
    "cheap",
    "price",
    "beautiful",
    "nice",
    "famous",
    "traditional",
    "handmade",
    "authentic",
    "product",
    "sản",
    "phẩm",
    "san",
    "pham",
    "đặc",
    "dac",
    "việt",
    "viet",
    "nam",
    "vietnam",
    "vietnamese",
    "specialty",
    "speciality",
    "order",
    "đặt",
    "đồ",
    "do",
    "hàng",
    "hang",
    "thành",
    "phố",
    "tp",
    "quận",
    "quan",
    "huyện",
    "huyen",
    "phường",
    "phuong",
    "xã",
    "xa",
    "thị",
    "trấn",
    "cũ",
    "district",
    "commune",
    "ward",
    "village",
    "nổi",
    "tiếng",
    "truyền",
    "thống",
    "bộ",
    "set",
    "thủ",
    "công",
    "nhà",
    "local",
    "genuine",
];

/// Word groups that ask for a kind of thing, longest first. `true`: nothing else is wanted.
const KINDS: &[(&str, Kind, bool)] = &[
    ("điểm giới thiệu và bán sản phẩm", Kind::SalesPoint, true),
    ("điểm bán sản phẩm ocop", Kind::SalesPoint, true),
    ("điểm bán sản phẩm", Kind::SalesPoint, true),
    ("điểm giới thiệu sản phẩm", Kind::SalesPoint, true),
    ("điểm bán hàng", Kind::SalesPoint, true),
    ("điểm bán ocop", Kind::SalesPoint, true),
    ("cửa hàng ocop", Kind::SalesPoint, true),
    ("trung tâm thiết kế sáng tạo", Kind::SalesPoint, true),
    ("creative design center", Kind::SalesPoint, true),
    ("creative design centre", Kind::SalesPoint, true),
    ("creative centre", Kind::SalesPoint, true),
    ("creative center", Kind::SalesPoint, true),
    ("where to buy", Kind::SalesPoint, false),
    ("mua ở đâu", Kind::SalesPoint, false),
    ("điểm giới thiệu", Kind::SalesPoint, true),
    ("điểm bán", Kind::SalesPoint, true),
    ("điểm ocop", Kind::SalesPoint, true),
    ("cửa hàng", Kind::SalesPoint, true),
    ("cửa hiệu", Kind::SalesPoint, true),
    ("ocop point", Kind::SalesPoint, true),
    ("ocop shop", Kind::SalesPoint, true),
    ("ocop store", Kind::SalesPoint, true),
    ("sales point", Kind::SalesPoint, true),
    ("siêu thị", Kind::SalesPoint, true),
    ("phòng trưng bày", Kind::SalesPoint, true),
    ("showroom", Kind::SalesPoint, true),
    ("supermarket", Kind::SalesPoint, true),
    ("shop", Kind::SalesPoint, true),
    ("store", Kind::SalesPoint, true),
    ("làng nghề truyền thống", Kind::Village, false),
    ("làng nghề", Kind::Village, false),
    ("craft village", Kind::Village, false),
    ("village", Kind::Village, false),
    ("làng", Kind::Village, false),
    ("hợp tác xã", Kind::Producer, false),
    ("htx", Kind::Producer, false),
    ("công ty", Kind::Producer, false),
    ("cơ sở sản xuất", Kind::Producer, false),
    ("cơ sở", Kind::Producer, false),
    ("nhà sản xuất", Kind::Producer, false),
    ("hộ kinh doanh", Kind::Producer, false),
    ("hộ sản xuất", Kind::Producer, false),
    ("nghệ nhân", Kind::Producer, false),
    ("cooperative", Kind::Producer, false),
    ("company", Kind::Producer, false),
    ("producer", Kind::Producer, false),
    ("workshop", Kind::Producer, false),
    ("artisan", Kind::Producer, false),
    ("hội chợ", Kind::Event, true),
    ("sự kiện", Kind::Event, true),
    ("triển lãm", Kind::Event, true),
    ("festival", Kind::Event, true),
    ("lễ hội", Kind::Event, true),
    ("tuần hàng", Kind::Event, true),
    ("exhibition", Kind::Event, true),
    ("fair", Kind::Event, true),
    ("event", Kind::Event, true),
    ("câu chuyện", Kind::Story, false),
    ("story", Kind::Story, false),
];

/// Numbers that are written out before `sao` and `star`.
const NUMBERS: &[(&str, i64)] = &[
    ("3", 3),
    ("4", 4),
    ("5", 5),
    ("ba", 3),
    ("bon", 4),
    ("nam", 5),
    ("three", 3),
    ("four", 4),
    ("five", 5),
];

/// The class of a single word, by its exact form.
pub fn class_of(exact: &str) -> Class {
    if FUNCTION.contains(&exact) {
        Class::Function
    } else if QUALIFIER.contains(&exact) {
        Class::Qualifier
    } else {
        Class::Content
    }
}

/// Kinds of things with the words that ask for them, longest first.
pub fn kinds() -> &'static [(&'static str, Kind, bool)] {
    KINDS
}

/// The number of stars that `{word} sao` or `{word} star` asks for.
pub fn stars(number: &str, unit: &str) -> Option<i64> {
    if !matches!(unit, "sao" | "star") {
        return None;
    }
    NUMBERS
        .iter()
        .find(|(name, _)| *name == number)
        .map(|(_, stars)| *stars)
}

/// `4star`, `5sao` written together.
pub fn stars_together(word: &str) -> Option<i64> {
    let digits = word.strip_suffix("sao").or_else(|| word.strip_suffix("star"))?;
    NUMBERS
        .iter()
        .find(|(name, _)| *name == digits)
        .map(|(_, stars)| *stars)
}
