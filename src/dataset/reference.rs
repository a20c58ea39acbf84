//! The six groups and 26 product sets of QĐ 26/2026/QĐ-TTg (Phụ lục I; the structure of QĐ 148/QĐ-TTg)
//! and the group names of the older generations (QĐ 490/QĐ-TTg, QĐ 919/QĐ-TTg) with where they went.

use std::collections::HashMap;

use entity::{product_group, product_set, product_set_alias};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::store;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// A product set as the law has it.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// 1 to 26.
    pub id: i64,
    /// Group it belongs to.
    pub group: i64,
    slug: &'static str,
    vi: &'static str,
    en: &'static str,
    class: &'static str,
    ministry: &'static str,
}

const fn of(
    id: i64,
    group: i64,
    slug: &'static str,
    [vi, en]: [&'static str; 2],
    class: &'static str,
    ministry: &'static str,
) -> Set {
    Set {
        id,
        group,
        slug,
        vi,
        en,
        class,
        ministry,
    }
}

const FARM: &str = "Bộ Nông nghiệp và Môi trường";
const TRADE: &str = "Bộ Công Thương";
const HEALTH: &str = "Bộ Y tế";
const FARM_TRADE: &str = "Bộ Nông nghiệp và Môi trường; Bộ Công Thương";
const TRADE_FARM: &str = "Bộ Công Thương; Bộ Nông nghiệp và Môi trường";
const HEALTH_TRADE: &str = "Bộ Y tế; Bộ Công Thương";
const CULTURE_FARM: &str = "Bộ Văn hóa, Thể thao và Du lịch; Bộ Nông nghiệp và Môi trường";

/// Id, roman number, slug, Vietnamese and English name.
const GROUPS: [(i64, &str, &str, &str, &str); 6] = [
    (1, "I", "thuc-pham", "Thực phẩm", "Food"),
    (2, "II", "do-uong", "Đồ uống", "Drinks"),
    (
        3,
        "III",
        "duoc-lieu",
        "Dược liệu và sản phẩm từ dược liệu",
        "Medicinal plants and what is made of them",
    ),
    (
        4,
        "IV",
        "thu-cong-my-nghe",
        "Hàng thủ công mỹ nghệ",
        "Handicrafts",
    ),
    (
        5,
        "V",
        "sinh-vat-canh",
        "Sinh vật cảnh",
        "Ornamental plants and animals",
    ),
    (
        6,
        "VI",
        "dich-vu-du-lich",
        "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
        "Community tourism, eco-tourism and visitor sites",
    ),
];

#[rustfmt::skip]
const SETS: [Set; 26] = [
    of(1, 1, "rau-cu-qua-hat-tuoi", ["Rau, củ, quả, hạt tươi", "Fresh vegetables, roots, fruit and seeds"], "Tươi sống", FARM),
    of(2, 1, "thit-thuy-san-trung-sua-tuoi", ["Thịt, thủy sản, trứng, sữa tươi", "Fresh meat, fish, eggs and milk"], "Tươi sống", FARM),
    of(3, 1, "gao-ngu-coc", ["Gạo, ngũ cốc, hạt sơ chế khác", "Rice, cereals and other cleaned grains"], "Thô, sơ chế", FARM),
    of(4, 1, "mat-ong-nong-san-khac", ["Mật ong, mật khác và nông sản thực phẩm khác", "Honey, syrups and other farm foods"], "Thô, sơ chế", FARM),
    of(5, 1, "do-an-nhanh", ["Đồ ăn nhanh", "Snacks and ready-to-eat food"], "Chế biến", TRADE),
    of(6, 1, "che-bien-tu-gao-ngu-coc", ["Chế biến từ gạo, ngũ cốc", "Foods made of rice and cereals"], "Chế biến", FARM_TRADE),
    of(7, 1, "che-bien-tu-rau-cu-qua", ["Chế biến từ rau, củ, quả, hạt", "Foods made of vegetables, roots, fruit and seeds"], "Chế biến", FARM),
    of(8, 1, "che-bien-tu-thit-trung-sua-thuy-san", ["Chế biến từ thịt, trứng, sữa, thủy sản, mật ong, nông sản khác", "Foods made of meat, eggs, milk, fish, honey and other farm goods"], "Chế biến", FARM_TRADE),
    of(9, 1, "tuong-nuoc-mam", ["Tương, nước mắm, gia vị dạng lỏng khác", "Soy paste, fish sauce and other liquid seasonings"], "Gia vị", FARM),
    of(10, 1, "gia-vi-khac", ["Gia vị khác (muối, hành, tỏi, tiêu)", "Other seasonings: salt, onion, garlic, pepper"], "Gia vị", FARM),
    of(11, 1, "che", ["Chè tươi, chè chế biến", "Tea, fresh and processed"], "Chè", FARM),
    of(12, 1, "tra-thao-moc", ["Sản phẩm trà từ thực vật khác", "Herbal teas"], "Chè", FARM),
    of(13, 1, "ca-phe-ca-cao", ["Cà phê, ca cao", "Coffee and cocoa"], "Cà phê, ca cao", FARM),
    of(14, 2, "ruou-trang", ["Rượu trắng", "Clear rice spirits"], "Đồ uống có cồn", TRADE),
    of(15, 2, "do-uong-co-con-khac", ["Đồ uống có cồn khác", "Other alcoholic drinks"], "Đồ uống có cồn", TRADE),
    of(16, 2, "nuoc-khoang-nuoc-dong-chai", ["Nước khoáng thiên nhiên, nước uống đóng chai", "Mineral and bottled water"], "Đồ uống không cồn", HEALTH),
    of(17, 2, "do-uong-khong-con", ["Đồ uống không cồn khác", "Other soft drinks"], "Đồ uống không cồn", TRADE),
    of(18, 3, "thuc-pham-chuc-nang-thuoc", ["Thực phẩm chức năng, thuốc dược liệu, thuốc cổ truyền", "Food supplements, herbal and traditional medicines"], "Dược liệu", HEALTH),
    of(19, 3, "my-pham", ["Mỹ phẩm có thành phần từ dược liệu", "Cosmetics with medicinal plants"], "Dược liệu", HEALTH),
    of(20, 3, "tinh-dau-duoc-lieu-khac", ["Tinh dầu và dược liệu khác", "Essential oils and other medicinal plants"], "Dược liệu", HEALTH_TRADE),
    of(21, 4, "gia-dung-trang-tri", ["Thủ công mỹ nghệ gia dụng, trang trí", "Crafts for the home and for decoration"], "Thủ công mỹ nghệ", TRADE_FARM),
    of(22, 4, "vai-may-mac", ["Vải, may mặc", "Textiles and clothing"], "Thủ công mỹ nghệ", TRADE),
    of(23, 5, "hoa", ["Hoa", "Flowers"], "Sinh vật cảnh", FARM),
    of(24, 5, "cay-canh", ["Cây cảnh", "Ornamental plants"], "Sinh vật cảnh", FARM),
    of(25, 5, "dong-vat-canh", ["Động vật cảnh", "Ornamental animals"], "Sinh vật cảnh", FARM),
    of(26, 6, "du-lich-cong-dong-sinh-thai", ["Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch", "Community tourism, eco-tourism and visitor sites"], "Dịch vụ", CULTURE_FARM),
];

/// Generation, older group name, group and (where one takes it all) set of today.
const ALIASES: [(i16, &str, i64, Option<i64>); 12] = [
    (1, "Thực phẩm", 1, None),
    (1, "Đồ uống", 2, None),
    (1, "Thảo dược", 3, None),
    (1, "Vải và may mặc", 4, Some(22)),
    (1, "Lưu niệm – nội thất – trang trí", 4, Some(21)),
    (1, "Dịch vụ du lịch nông thôn, bán hàng", 6, Some(26)),
    (2, "Thực phẩm", 1, None),
    (2, "Đồ uống", 2, None),
    (2, "Dược liệu và sản phẩm từ dược liệu", 3, None),
    (2, "Hàng thủ công mỹ nghệ", 4, None),
    (2, "Sinh vật cảnh", 5, None),
    (
        2,
        "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
        6,
        Some(26),
    ),
];

/// The product set of a number.
pub fn set(id: i64) -> Option<Set> {
    SETS.into_iter().find(|set| set.id == id)
}

impl Set {
    /// Goods travel by parcel, but for living animals and services (QĐ 26/2026; animals: transport law).
    const fn parcel(self) -> bool {
        !matches!(self.id, 25 | 26)
    }
}

/// Writes groups, sets and older names where they are missing or differ.
pub async fn ensure(conn: &impl ConnectionTrait) -> Result<()> {
    let known: HashMap<i64, product_group::Model> = product_group::Entity::find()
        .all(conn)
        .await?
        .into_iter()
        .map(|group| (group.id, group))
        .collect();
    for (id, roman, slug, vi, en) in GROUPS {
        let group = product_group::Model {
            id,
            slug: slug.to_owned(),
            roman: roman.to_owned(),
            name_vi: vi.to_owned(),
            name_en: en.to_owned(),
        };
        store::keep(conn, known.get(&id), group).await?;
    }
    let known: HashMap<i64, product_set::Model> = product_set::Entity::find()
        .all(conn)
        .await?
        .into_iter()
        .map(|set| (set.id, set))
        .collect();
    for set in SETS {
        let row = product_set::Model {
            id: set.id,
            group_id: set.group,
            slug: set.slug.to_owned(),
            name_vi: set.vi.to_owned(),
            name_en: set.en.to_owned(),
            class_vi: set.class.to_owned(),
            ministry: set.ministry.to_owned(),
            parcel: set.parcel(),
        };
        store::keep(conn, known.get(&set.id), row).await?;
    }
    let known = product_set_alias::Entity::find().all(conn).await?;
    for (generation, name, group, set) in ALIASES {
        let same = known
            .iter()
            .any(|alias| alias.generation == generation && alias.name_vi == name);
        if !same {
            let row = product_set_alias::Model {
                id: 0,
                generation,
                name_vi: name.to_owned(),
                search_key: fold(name),
                group_id: group,
                set_id: set,
            };
            store::add(conn, row, product_set_alias::Column::Id).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_are_26_sets_in_six_groups_and_tea_is_food() {
        let ids: Vec<i64> = SETS.iter().map(|set| set.id).collect();
        assert_eq!(ids, (1..=26).collect::<Vec<_>>());
        let slugs: HashSet<_> = SETS.iter().map(|set| set.slug).collect();
        assert_eq!(slugs.len(), 26);
        assert!(
            SETS.iter()
                .all(|set| GROUPS.iter().any(|group| group.0 == set.group))
        );
        assert_eq!(set(11).map(|tea| tea.group), Some(1));
        assert_eq!(set(12).map(|tea| tea.group), Some(1));
        assert!(set(0).is_none() && set(27).is_none());
    }
}
