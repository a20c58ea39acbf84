//! When well-known goods of the Red River delta are in season. The data set does not say, and the home
//! page asks; these are months everybody in Hà Nội knows. Goods that are not here are there all year.

use foundation::kernel::fold::fold;

/// Words of the folded name, first and last month. The first entry that fits decides; an entry without
/// months says that the name only looks like one further down.
const SEASONS: &[(&str, Option<(i16, i16)>)] = &[
    ("bot ", None),
    ("tinh bot", None),
    ("ca chua huu co", Some((10, 4))),
    ("buoi", Some((10, 2))),
    ("cam canh", Some((11, 1))),
    ("nhan chin", Some((7, 9))),
    ("nhan long", Some((7, 9))),
    ("oi kim", Some((8, 12))),
    ("du du", Some((8, 12))),
    ("phat thu", Some((11, 1))),
    ("chuoi tieu hong", Some((11, 2))),
    ("khoai tay", Some((12, 3))),
    ("su hao", Some((10, 3))),
    ("bap cai", Some((10, 3))),
    ("sup lo", Some((10, 3))),
    ("ca chua", Some((10, 4))),
    ("cai canh", Some((10, 3))),
    ("rau can", Some((10, 3))),
    ("rau muong", Some((4, 10))),
    ("rau ngot", Some((3, 11))),
    ("muop", Some((4, 9))),
    ("bi xanh", Some((4, 9))),
    ("ca tim", Some((4, 10))),
    ("mang tay", Some((2, 10))),
    ("com ngoc", Some((8, 11))),
    ("com tuoi", Some((8, 11))),
    ("com xao", Some((8, 11))),
    ("xoi com", Some((8, 11))),
    ("tra sen bong", Some((6, 8))),
    ("tra sen", Some((6, 8))),
    ("banh deo", Some((8, 9))),
    ("banh nuong", Some((8, 9))),
    ("to he mua lan", Some((8, 9))),
    ("to he hang nga", Some((8, 9))),
    ("banh chung", Some((12, 2))),
    ("mien dong", Some((10, 2))),
    ("lan ho diep", Some((12, 2))),
    ("loc lich", Some((11, 2))),
    ("chuoi", None),
];

/// First and last month of a product's season, from its Vietnamese name and its tags.
pub fn season(name: &str, tags: &[String]) -> Option<(i16, i16)> {
    // A space behind lets an entry ask for the end of a word.
    let name = format!("{} ", fold(name));
    if let Some((_, months)) = SEASONS.iter().find(|(words, _)| name.starts_with(words)) {
        return *months;
    }
    tags.iter().any(|tag| fold(tag) == "tet").then_some((12, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_are_those_of_the_delta() {
        for (name, tags, months) in [
            ("Bưởi Diễn Hòa Xá", "Tết", Some((10, 2))),
            ("Trà sen Hiền Xiêm", "", Some((6, 8))),
            ("Bánh dẻo thập cẩm Bảo Phương", "", Some((8, 9))),
            ("Bánh chưng Tranh Khúc", "Tết", Some((12, 2))),
            ("Giò tai nấm Thảo Nguyên", "Tết", Some((12, 2))),
            ("Chuối Vân Nam", "", None),
            ("Bột gừng", "", None),
            ("Gốm sứ", "", None),
        ] {
            assert_eq!(season(name, &[tags.to_owned()]), months, "{name}");
        }
        for (_, months) in SEASONS {
            assert!(months.is_none_or(|(from, to)| (1..=12).contains(&from) && (1..=12).contains(&to)));
        }
    }
}
