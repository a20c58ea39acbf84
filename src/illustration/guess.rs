//! From a Vietnamese name to a subject: words first, then the product set, then the group.
//!
//! Texts come folded: lower case, no marks, words separated by single spaces. The entry that stands
//! first in the text wins, the longer one at the same place: Vietnamese puts the thing before what is
//! said about it ("trà cà gai leo" is a tea).
use super::subject::{Fruit, Instrument, Mushroom, Scene, Subject as S, Vegetable as V, Work};

const CRAFTS: &[(&str, S)] = &[
    ("to he", S::DoughFigures),
    ("non la", S::ConicalHat),
    ("non chuong", S::ConicalHat),
    ("lam non", S::ConicalHat),
    ("dan ty ba", S::Instrument(Instrument::PearLute)),
    ("dan nguyet", S::Instrument(Instrument::MoonLute)),
    ("dan bau", S::Instrument(Instrument::Monochord)),
    ("dan tranh", S::Instrument(Instrument::Zither)),
    ("dan nhi", S::Instrument(Instrument::Fiddle)),
    ("dan day", S::Instrument(Instrument::LongLute)),
    ("dan tam", S::Instrument(Instrument::ThreeStrings)),
    ("nhac cu", S::Instrument(Instrument::MoonLute)),
    ("huong vong", S::IncenseCoil),
    ("nu tram", S::IncenseCones),
    ("nu que", S::IncenseCones),
    ("thap tram", S::IncenseCones),
    ("tranh", S::Picture(Scene::Village)),
    ("tam huong", S::IncenseSticks),
    ("nen huong", S::IncenseSticks),
    ("huong thom", S::IncenseSticks),
    ("dua go", S::Chopsticks),
    ("dua", S::Chopsticks),
    ("kit ghep", S::PictureKit),
    ("tranh ghep", S::Picture(Scene::Village)),
    ("van mieu", S::Picture(Scene::Gate)),
    ("chua mot cot", S::Picture(Scene::Pagoda)),
    ("hoa huong duong", S::Picture(Scene::Sunflowers)),
    ("thien sen", S::Picture(Scene::Lotus)),
    ("tranh theu", S::Picture(Scene::Lotus)),
    ("tranh theu tay van mieu", S::Picture(Scene::Gate)),
    ("tranh theu tay chua mot cot", S::Picture(Scene::Pagoda)),
    ("tranh theu tay hoa huong duong", S::Picture(Scene::Sunflowers)),
    ("theu tay", S::Picture(Scene::Lotus)),
    ("tranh dia", S::Tray),
    ("chu phuc", S::RoundPlaque),
    ("tranh chu", S::Clock),
    ("dong ho", S::Clock),
    ("hoanh phi", S::Plaque),
    ("cau doi", S::Plaque),
    ("loc lich", S::RoundPlaque),
    ("tranh vinh quy", S::Picture(Scene::Village)),
    ("ca rong", S::Carp),
    ("song ngu", S::Carp),
    ("thiem thu", S::Toad),
    ("chau lan", S::Orchid),
    ("trong dong dat", S::BronzeDrum),
    ("quan am", S::ManyArmedStatue),
    ("lon phu quy", S::Pig),
    ("te giac", S::Rhino),
    ("meo", S::Cat),
    ("voi", S::Elephant),
    ("sen ech", S::Toad),
    ("chu tieu", S::Novices),
    ("tuong", S::Statue),
    ("tuong tran quoc tuan", S::General),
    ("tuong go voi", S::Elephant),
    ("tuong go meo", S::Cat),
    ("tuong go te giac", S::Rhino),
    ("tuong go lon", S::Pig),
    ("tuong quan am", S::ManyArmedStatue),
    ("quat xoe", S::FoldingFan),
    ("quat la", S::LeafFan),
    ("quat", S::FoldingFan),
    ("but nghien", S::Brushes),
    ("luoc", S::Comb),
    ("den tre", S::RattanLamp),
    ("den may", S::SpiralLamp),
    ("den long", S::RattanLamp),
    ("doi den", S::AltarSet),
    ("dai nen", S::AltarSet),
    ("guong may", S::RattanMirror),
    ("guong", S::RattanMirror),
    ("tham", S::Mat),
    ("chieu", S::Mat),
    ("gio may", S::Basket),
    ("gio tre", S::Basket),
    ("lang gio", S::Basket),
    ("khay luc giac", S::HexagonTray),
    ("dia tron", S::RattanTray),
    ("hop vuong dan", S::Basket),
    ("khay tra", S::Tray),
    ("dia phong thuy", S::Tray),
    ("la sen", S::Tray),
    ("hop da nang", S::LacquerBox),
    ("hop son mai", S::LacquerBox),
    ("son mai", S::LacquerBox),
    ("kham trai", S::LacquerBox),
    ("luc binh", S::Vase),
    ("lo luc binh", S::Vase),
    ("choe", S::LiddedJars),
    ("chum", S::LiddedJars),
    ("hut loc", S::LiddedJars),
    ("bat bao", S::LiddedJars),
    ("nam ruou", S::WineGourd),
    ("am chen", S::Teapot),
    ("bo am", S::Teapot),
    ("men suoi ngoc", S::Teapot),
    ("bat dia", S::Bowls),
    ("binh", S::Vase),
    ("binh hut loc", S::LiddedJars),
    ("lo song ngu", S::Carp),
    ("lo hoa", S::Vase),
    ("hoa sen men", S::Vase),
    ("lo", S::Vase),
    ("truong ky", S::Bench),
    ("sap tho", S::AltarBed),
    ("don", S::Stool),
    ("ban ghe", S::Bench),
    ("do go", S::Bench),
    ("qua mit", S::Fruit(Fruit::Jackfruit)),
    ("chuon chuon", S::Dragonfly),
    ("dieu", S::Kite),
    ("khan mat", S::Towels),
    ("khan tam", S::Towels),
    ("chan", S::Towels),
    ("goi", S::Pillow),
    ("khan", S::Scarf),
    ("ao phong", S::Shirt),
    ("ao dai", S::AoDai),
    ("vai lua", S::SilkRolls),
    ("lua", S::SilkRolls),
    ("to tam", S::SilkRolls),
    ("tui vai dinh cuom", S::BeadedBag),
    ("tui soi dan moc", S::KnittedBag),
    ("tui dan moc", S::KnittedBag),
    ("dinh cuom", S::BeadedBag),
    ("dan moc", S::KnittedBag),
    ("tui", S::ClothBag),
    ("hoa lan", S::Orchid),
    ("hoa dao", S::PeachBlossom),
    ("cay canh", S::Bonsai),
    ("bonsai", S::Bonsai),
    ("green park", S::Landscape),
    ("sinh thai", S::Landscape),
    ("du lich", S::Landscape),
    ("ong hut", S::Straws),
];

const FOODS: &[(&str, S)] = &[
    ("mat ong", S::Honey),
    ("sua ong chua", S::Pills),
    ("vien", S::Pills),
    ("tinh bot nghe", S::Turmeric),
    ("bot nghe", S::Turmeric),
    ("muoi", S::Salt),
    ("cao gung", S::Jam),
    ("cao", S::Jam),
    ("bot gung", S::Ginger),
    ("gung", S::Ginger),
    ("tra sen", S::LotusTea),
    ("tra hoa vang", S::FlowerTea),
    ("la tra vang", S::FlowerTea),
    ("che kho", S::BeanCake),
    ("che lam", S::PeanutCandy),
    ("cha com", S::RicePatties),
    ("gio", S::PorkRoll),
    ("xuc xich", S::Sausages),
    ("nem chay", S::SpringRolls),
    ("nem", S::SpringRolls),
    ("cha bo", S::SpringRolls),
    ("cha rong", S::Patties),
    ("cha ca", S::Patties),
    ("cha muc", S::Patties),
    ("cha", S::Patties),
    ("ca kho", S::BraisedFish),
    ("that lat", S::Fish),
    ("ca", S::Fish),
    ("thit kho", S::BraisedMeat),
    ("thit ga", S::BlackHen),
    ("ga den", S::BlackHen),
    ("thit", S::Meat),
    ("trung ga", S::Eggs),
    ("trung vit", S::Eggs),
    ("nuoc cot", S::Broth),
    ("xi dau", S::Sauce),
    ("tuong", S::Sauce),
    ("nuoc mam", S::Sauce),
    ("ruou", S::Wine),
    ("sua chua nep cam", S::PurpleYoghurt),
    ("sua chua", S::Yoghurt),
    ("caramen", S::Caramel),
    ("banh sua", S::Tofu),
    ("sua", S::Milk),
    ("keo lac", S::PeanutCandy),
    ("keo doi", S::RollCandy),
    ("keo vung", S::SesameRings),
    ("keo", S::PeanutCandy),
    ("granola", S::Granola),
    ("banh ke", S::PeanutCandy),
    ("banh chung", S::BanhChung),
    ("banh deo", S::WhiteMooncake),
    ("banh nuong", S::Mooncake),
    ("banh trung thu", S::Mooncake),
    ("banh com", S::BanhCom),
    ("banh xu xe", S::BanhCom),
    ("banh bao", S::Buns),
    ("banh cuon", S::RiceRolls),
    ("banh vung", S::SesameRings),
    ("banh gao", S::SesameRings),
    ("banh", S::Mooncake),
    ("xoi", S::YoungRice),
    ("com xao", S::YoungRice),
    ("com", S::YoungRice),
    ("mien", S::Noodles),
    ("bun kho", S::Noodles),
    ("bun", S::FreshNoodles),
    ("gao", S::Rice),
    ("dau phu", S::Tofu),
    ("nam kim cham", S::Mushroom(Mushroom::Enoki)),
    ("nam ngoc cham", S::Mushroom(Mushroom::Enoki)),
    ("nam so", S::Mushroom(Mushroom::Oyster)),
    ("nam huong", S::Mushroom(Mushroom::Shiitake)),
    ("nam dui ga", S::Mushroom(Mushroom::King)),
    ("linh chi", S::Mushroom(Mushroom::Lingzhi)),
    ("nam linh chi", S::Mushroom(Mushroom::Lingzhi)),
    ("dong trung", S::Mushroom(Mushroom::Cordyceps)),
    ("nam", S::Mushroom(Mushroom::Oyster)),
    ("rau mam", S::Vegetable(V::Sprouts)),
    ("gia do", S::Vegetable(V::Sprouts)),
    ("rau muong", S::Vegetable(V::Stems)),
    ("rau can", S::Vegetable(V::Stems)),
    ("rau ngot", S::Vegetable(V::Stems)),
    ("bap cai", S::Vegetable(V::Cabbage)),
    ("sup lo", S::Vegetable(V::Cauliflower)),
    ("su hao", S::Vegetable(V::Kohlrabi)),
    ("ca chua", S::Vegetable(V::Tomato)),
    ("ca tim", S::Vegetable(V::Aubergine)),
    ("khoai tay", S::Vegetable(V::Potato)),
    ("mang tay", S::Vegetable(V::Asparagus)),
    ("bi xanh", S::Vegetable(V::Gourd)),
    ("muop", S::Vegetable(V::Gourd)),
    ("cai", S::Vegetable(V::Leafy)),
    ("rau an la", S::Vegetable(V::Leafy)),
    ("rau", S::Vegetable(V::Mixed)),
    ("buoi", S::Fruit(Fruit::Pomelo)),
    ("cam", S::Fruit(Fruit::Orange)),
    ("chuoi", S::Fruit(Fruit::Banana)),
    ("oi", S::Fruit(Fruit::Guava)),
    ("du du", S::Fruit(Fruit::Papaya)),
    ("dua say", S::Fruit(Fruit::Coconut)),
    ("say", S::DriedFruit),
    ("tra", S::Tea),
    ("che", S::Tea),
    ("thao duoc", S::Herbs),
    ("thuoc nam", S::Herbs),
];

/// Trades of villages and makers, as their records name them.
const TRADES: &[(&str, S)] = &[
    ("gom", S::Workshop(Work::Pottery)),
    ("quy vang", S::RoundPlaque),
    ("dat vang", S::RoundPlaque),
    ("det", S::SilkRolls),
    ("may tre", S::Basket),
    ("dan may", S::Basket),
    ("guot", S::Basket),
    ("tre", S::RattanTray),
    ("giay da", S::ClothBag),
    ("may", S::AoDai),
    ("cham khac", S::Workshop(Work::Carving)),
    ("dieu khac", S::Workshop(Work::Carving)),
    ("tac tuong", S::Statue),
    ("tien go", S::AltarSet),
    ("do tho", S::AltarSet),
    ("moc", S::Bench),
    ("go", S::Workshop(Work::Carving)),
    ("long chim", S::RattanLamp),
    ("theu", S::Workshop(Work::Cloth)),
    ("huong", S::IncenseSticks),
    ("duc dong", S::BronzeDrum),
    ("kim hoan", S::Comb),
    ("rau", S::Workshop(Work::Farming)),
    ("lua gao", S::Workshop(Work::Farming)),
    ("bo", S::Milk),
    ("co te", S::Basket),
    ("nau", S::Workshop(Work::Cooking)),
    ("che bien", S::Workshop(Work::Cooking)),
    ("hoa", S::PeachBlossom),
    ("dac san", S::VillageGate),
];

impl S {
    /// The subject for a product. `group` is 1 to 6, `set` 1 to 26 (0 when unknown); texts are folded.
    pub fn guess(group: u8, set: u8, folded_name: &str, folded_tags: &[&str]) -> Self {
        let tables: &[&[(&str, Self)]] = if group == 4 { &[CRAFTS] } else { &[FOODS, CRAFTS] };
        let texts = std::iter::once(folded_name).chain(folded_tags.iter().copied());
        for text in texts {
            if let Some(found) = earliest(tables, text) {
                return found;
            }
        }
        Self::of_set(group, set)
    }

    /// The subject for a maker or a village, by its trade and name (both folded).
    pub fn guess_trade(folded_trade: &str, folded_name: &str) -> Self {
        let tables = [TRADES, FOODS, CRAFTS];
        [folded_trade, folded_name]
            .into_iter()
            .find_map(|text| earliest(&tables, text))
            .unwrap_or(Self::VillageGate)
    }

    fn of_set(group: u8, set: u8) -> Self {
        match (group, set) {
            (_, 1) => Self::Vegetable(V::Mixed),
            (_, 2) => Self::Meat,
            (_, 3) => Self::Rice,
            (_, 4) => Self::Honey,
            (_, 5) => Self::PeanutCandy,
            (_, 6) => Self::Noodles,
            (_, 7) => Self::DriedFruit,
            (_, 8) => Self::PorkRoll,
            (_, 9) => Self::Sauce,
            (_, 10) => Self::Ginger,
            (_, 11..=13) => Self::Tea,
            (2, _) | (_, 14..=17) => Self::Wine,
            (3, _) | (_, 18..=20) => Self::Herbs,
            (_, 22) => Self::SilkRolls,
            (5, _) | (_, 23..=25) => Self::Orchid,
            (6, _) | (_, 26) => Self::Landscape,
            (4, _) | (_, 21) => Self::Vase,
            _ => Self::FullBasket,
        }
    }
}

/// The entry that stands first in the text, the longest of those.
fn earliest(tables: &[&[(&str, S)]], text: &str) -> Option<S> {
    let entries = tables.iter().flat_map(|table| table.iter());
    let found = entries
        .filter_map(|(words, subject)| Some((position(text, words)?, usize::MAX - words.len(), *subject)));
    found
        .min_by_key(|(at, shortness, _)| (*at, *shortness))
        .map(|(_, _, subject)| subject)
}

/// Where `words` stand in `text` as whole words.
fn position(text: &str, words: &str) -> Option<usize> {
    text.match_indices(words).map(|(at, _)| at).find(|at| {
        let (before, after) = (text.get(..*at), text.get(at + words.len()..));
        let bounded = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        bounded(before.and_then(|t| t.chars().next_back())) && bounded(after.and_then(|t| t.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_what_they_name() {
        let cases = [
            (4, 21, "bo bat dia gom su hoa sen do", S::Bowls),
            (4, 21, "binh ty ba", S::Vase),
            (4, 21, "tuong go voi me con", S::Elephant),
            (4, 22, "khan lua to sen", S::Scarf),
            (1, 1, "ca chua an phat", S::Vegetable(V::Tomato)),
            (1, 1, "ca tim dai huu co thanh xuan", S::Vegetable(V::Aubergine)),
            (1, 8, "ca kho dac biet huyen ca kho", S::BraisedFish),
            (1, 8, "thit kho tau huyen ca kho", S::BraisedMeat),
            (1, 11, "che sach ba trai", S::Tea),
            (1, 5, "che kho dai dong", S::BeanCake),
            (1, 9, "tuong viet hung", S::Sauce),
            (1, 12, "tra ca gai leo", S::Tea),
            (
                1,
                1,
                "nam kim cham kinoko thanh cao",
                S::Mushroom(Mushroom::Enoki),
            ),
            (4, 22, "tui vai tho ghep lua", S::ClothBag),
            (4, 22, "khan to tam theu tay", S::Scarf),
            (6, 26, "diem du lich dich vu lang que hong van", S::Landscape),
            (1, 6, "cái gì đó", S::Noodles),
        ];
        for (group, set, name, subject) in cases {
            assert_eq!(S::guess(group, set, name, &[]), subject, "{name}");
        }
    }

    #[test]
    fn words_match_whole_and_the_main_trade_comes_first() {
        assert_eq!(position("ba be", "be"), Some(3));
        assert_eq!(position("cham", "ca"), None);
        assert_eq!(S::guess_trade("det khan, to tam, to sen", ""), S::SilkRolls);
        assert_eq!(S::guess_trade("tam huong, huong", ""), S::IncenseSticks);
        assert_eq!(S::guess_trade("", "lang khong ro"), S::VillageGate);
    }
}
