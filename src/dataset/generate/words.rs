//! Words that synthetic records are put together from. All of it is made up in the manner of the delta;
//! no real person or firm is meant.

/// A kind of goods.
#[derive(Debug)]
pub struct Goods {
    /// Product set, 1 to 26.
    pub set: i64,
    /// Vietnamese and English name.
    pub name: [&'static str; 2],
    /// What one piece is called.
    pub unit: &'static str,
    /// Pack as written.
    pub pack: Option<&'static str>,
    /// Cheapest and dearest, thousands of đồng.
    pub price: (i64, i64),
    /// Ingredients or materials.
    pub of: &'static str,
    /// First and last month of the season.
    pub season: Option<(i16, i16)>,
}

const fn goods(
    set: i64,
    name: [&'static str; 2],
    unit: &'static str,
    pack: Option<&'static str>,
    price: (i64, i64),
    of: &'static str,
    season: Option<(i16, i16)>,
) -> Goods {
    Goods {
        set,
        name,
        unit,
        pack,
        price,
        of,
        season,
    }
}

/// What is made and grown.
#[rustfmt::skip]
pub const GOODS: [Goods; 48] = [
    goods(1, ["Bưởi Diễn", "Diễn pomelo"], "quả", None, (25, 60), "bưởi", Some((11, 2))),
    goods(1, ["Nhãn chín muộn", "Late longan"], "kg", None, (30, 80), "nhãn", Some((8, 9))),
    goods(1, ["Cải ngọt", "Mustard greens"], "kg", None, (15, 40), "cải", Some((10, 3))),
    goods(1, ["Chuối tiêu", "Dwarf banana"], "nải", None, (20, 50), "chuối", None),
    goods(1, ["Ổi găng", "Guava"], "kg", None, (18, 40), "ổi", Some((8, 12))),
    goods(2, ["Thịt lợn thảo dược", "Herb-fed pork"], "kg", None, (130, 240), "thịt lợn", None),
    goods(2, ["Trứng gà đồi", "Hill hen eggs"], "hộp", Some("10 quả"), (35, 60), "trứng gà", None),
    goods(3, ["Gạo nếp cái hoa vàng", "Golden flower sticky rice"], "túi", Some("2 kg"), (70, 120), "gạo nếp", Some((10, 1))),
    goods(3, ["Gạo tám thơm", "Fragrant rice"], "túi", Some("5 kg"), (120, 190), "gạo tẻ", None),
    goods(4, ["Mật ong hoa nhãn", "Longan honey"], "chai", Some("500 ml"), (120, 260), "mật ong", Some((3, 5))),
    goods(4, ["Mật ong hoa rừng", "Forest honey"], "chai", Some("650 ml"), (180, 380), "mật ong", None),
    goods(5, ["Kẹo lạc", "Peanut brittle"], "gói", Some("300 g"), (30, 60), "lạc, mạch nha", Some((11, 2))),
    goods(5, ["Chè lam", "Ginger rice sweet"], "hộp", Some("400 g"), (40, 75), "bột nếp, gừng, mật", None),
    goods(6, ["Miến dong", "Canna noodles"], "gói", Some("500 g"), (35, 80), "bột dong", Some((10, 2))),
    goods(6, ["Bánh đa nem", "Rice paper"], "gói", Some("250 g"), (15, 35), "gạo", None),
    goods(6, ["Bánh chưng", "Tết rice cake"], "chiếc", None, (55, 120), "gạo nếp, đậu xanh, thịt lợn", Some((12, 2))),
    goods(7, ["Mít sấy", "Dried jackfruit"], "gói", Some("200 g"), (45, 90), "mít", None),
    goods(7, ["Dưa cải muối", "Pickled mustard"], "lọ", Some("500 g"), (25, 50), "cải bẹ, muối", None),
    goods(8, ["Giò lụa", "Pork roll"], "kg", None, (150, 220), "thịt lợn", None),
    goods(8, ["Chả cá", "Fish cake"], "gói", Some("500 g"), (80, 160), "cá", None),
    goods(8, ["Nem chua", "Fermented pork"], "chục", None, (50, 90), "thịt lợn, thính", None),
    goods(9, ["Tương nếp", "Soy paste"], "chai", Some("500 ml"), (30, 60), "đỗ tương, gạo nếp", None),
    goods(9, ["Mắm cáy", "Crab sauce"], "chai", Some("500 ml"), (60, 110), "cáy, muối", None),
    goods(10, ["Tỏi tía", "Purple garlic"], "kg", None, (80, 160), "tỏi", Some((1, 4))),
    goods(11, ["Chè xanh", "Green tea"], "gói", Some("200 g"), (70, 200), "búp chè", None),
    goods(11, ["Trà ướp sen", "Lotus-scented tea"], "hộp", Some("100 g"), (300, 1200), "chè, hoa sen", Some((6, 8))),
    goods(12, ["Trà gừng", "Ginger tea"], "hộp", Some("150 g"), (50, 110), "gừng", None),
    goods(12, ["Trà hoa cúc", "Chrysanthemum tea"], "hộp", Some("100 g"), (80, 180), "hoa cúc", Some((11, 1))),
    goods(13, ["Cà phê rang mộc", "Plain roasted coffee"], "gói", Some("250 g"), (70, 150), "cà phê", None),
    goods(14, ["Rượu nếp trắng", "Sticky rice spirit"], "chai", Some("500 ml"), (60, 150), "gạo nếp, men", None),
    goods(15, ["Rượu mơ", "Apricot wine"], "chai", Some("750 ml"), (110, 240), "mơ, rượu nếp", None),
    goods(16, ["Nước khoáng", "Mineral water"], "lốc", Some("3 l"), (30, 50), "nước khoáng", None),
    goods(17, ["Nước ép ổi", "Guava juice"], "chai", Some("300 ml"), (20, 45), "ổi", None),
    goods(18, ["Tinh bột nghệ", "Turmeric powder"], "lọ", Some("250 g"), (120, 240), "nghệ", None),
    goods(19, ["Xà phòng bồ kết", "Soapberry soap"], "bánh", Some("100 g"), (35, 80), "bồ kết, dầu dừa", None),
    goods(20, ["Tinh dầu sả", "Lemongrass oil"], "lọ", Some("10 ml"), (60, 140), "sả", None),
    goods(21, ["Bình gốm men rạn", "Crackle-glaze vase"], "chiếc", None, (350, 2800), "đất sét, men", None),
    goods(21, ["Bộ ấm chén", "Tea set"], "bộ", None, (280, 1800), "đất sét, men", None),
    goods(21, ["Giỏ mây đan", "Rattan basket"], "chiếc", None, (120, 420), "mây", None),
    goods(21, ["Tranh sơn mài", "Lacquer painting"], "bức", None, (900, 8500), "sơn ta, gỗ", None),
    goods(21, ["Sập gụ", "Rosewood bed"], "chiếc", None, (9000, 26000), "gỗ gụ", None),
    goods(22, ["Khăn lụa", "Silk scarf"], "chiếc", None, (250, 1200), "tơ tằm", None),
    goods(22, ["Áo dài thêu tay", "Embroidered áo dài"], "chiếc", None, (900, 4200), "lụa, chỉ thêu", None),
    goods(23, ["Hoa đào cành", "Peach blossom branch"], "cành", None, (150, 900), "hoa đào", Some((1, 2))),
    goods(23, ["Hoa cúc chậu", "Potted chrysanthemum"], "chậu", None, (80, 260), "hoa cúc", Some((12, 2))),
    goods(24, ["Cây quất bonsai", "Kumquat bonsai"], "chậu", None, (350, 4500), "cây quất", Some((12, 2))),
    goods(25, ["Cá chép cảnh", "Ornamental carp"], "con", None, (60, 900), "cá chép", None),
    goods(26, ["Một ngày ở làng", "A day in the village"], "lượt", None, (80, 450), "", None),
];

/// What goods are called besides, in both languages.
pub const MANNERS: [[&str; 2]; 20] = [
    ["truyền thống", "Traditional"],
    ["thượng hạng", "Choice"],
    ["nhà làm", "Home-made"],
    ["loại một", "First-grade"],
    ["chọn lọc", "Selected"],
    ["làm tay", "Handmade"],
    ["gia truyền", "Heirloom"],
    ["ven sông", "Riverside"],
    ["đầu mùa", "Early-season"],
    ["cuối vụ", "Late-harvest"],
    ["đặc biệt", "Special"],
    ["cổ truyền", "Old-style"],
    ["hữu cơ", "Organic"],
    ["chuẩn vị", "True-taste"],
    ["hạng quà", "Gift-grade"],
    ["quê", "Country"],
    ["bãi bồi", "Floodplain"],
    ["chân núi", "Foothill"],
    ["phơi nắng", "Sun-dried"],
    ["mộc", "Plain"],
];

/// Hamlets that are in no gazetteer.
pub const HAMLETS: [&str; 36] = [
    "Đồng Mít",
    "Bãi Thượng",
    "Gò Sỏi",
    "Đầm Vạc",
    "Xóm Chùa",
    "Cầu Đá",
    "Bến Nứa",
    "Ao Sen",
    "Núi Trọc",
    "Đình Hạ",
    "Vườn Dâu",
    "Cổng Đồng",
    "Giếng Ngọc",
    "Bờ Đê",
    "Ngõ Trúc",
    "Lò Vôi",
    "Đồi Chè",
    "Mả Lim",
    "Trại Mới",
    "Đường Cày",
    "Hồ Bạc",
    "Quán Gạo",
    "Chợ Mơ",
    "Đống Đất",
    "Kênh Đào",
    "Sân Kho",
    "Bãi Cát",
    "Rặng Tre",
    "Cây Gạo",
    "Đò Ngang",
    "Làng Trên",
    "Ô Cách",
    "Ứng Thượng",
    "Ấp Hạ",
    "Yên Bãi",
    "Đức Thịnh",
];

/// Family names, by how often they are met.
pub const FAMILIES: [&str; 14] = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ",
    "Ngô",
];

/// Middle names.
pub const MIDDLES: [&str; 12] = [
    "Văn", "Thị", "Đức", "Minh", "Hữu", "Ngọc", "Thanh", "Quang", "Xuân", "Bích", "Thu", "Đình",
];

/// Given names.
pub const GIVEN: [&str; 30] = [
    "An", "Bình", "Chiến", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hòa", "Hùng",
    "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Oanh", "Phúc", "Quyên", "Sơn", "Tâm",
    "Thủy", "Tuấn", "Vân", "Yến",
];

/// Fields of work: Vietnamese, English.
pub const FIELDS: [[&str; 2]; 10] = [
    ["nông sản", "farm produce"],
    ["chế biến thực phẩm", "food processing"],
    ["gốm sứ", "ceramics"],
    ["mây tre đan", "rattan and bamboo"],
    ["dệt lụa", "silk weaving"],
    ["trồng rau an toàn", "safe vegetables"],
    ["nuôi ong", "bee-keeping"],
    ["chè và trà thảo mộc", "tea and herbal tea"],
    ["đồ gỗ", "woodwork"],
    ["hoa cây cảnh", "flowers and plants"],
];

/// Weekly hours in OSM syntax.
pub const HOURS: [&str; 9] = [
    "Mo-Su 07:30-18:00",
    "Mo-Su 08:00-12:00,13:30-17:30",
    "Mo-Sa 08:00-17:00",
    "Mo-Fr 07:30-11:30,13:00-17:00; Sa 08:00-11:30",
    "Tu-Su 08:30-18:30",
    "Mo-Su 06:00-11:00",
    "Mo-Th 08:00-18:00; Fr-Su 08:00-21:00",
    "Fr-Su 17:00-23:30",
    "Th-Su 18:00-02:00",
];
