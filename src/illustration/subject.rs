//! What a picture shows, and which hand draws it.
pub use super::scenes::{
    fruit::Fruit, greens::Vegetable, mushrooms::Mushroom, music::Instrument, pictures::Scene, workshop::Work,
};
use super::{
    Finish, ground,
    ornament::Ornament,
    palette::{BRICK, CREAM, Hue, LACQUER, LEAF, LOTUS, MULBERRY, OCHRE, RICE, STRAW, WOOD},
    pen::Pen,
    scenes::{
        bottles, ceramics, craft, dairy, figures, flora, fruit, greens, jars, light, mushrooms, music,
        pictures, places, rice, savoury, sweets, tableware, tea, textile, weave, wood, workshop,
    },
};

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the names say it; a sentence each would only repeat them"
)]
pub enum Subject {
    Vase,
    Bowls,
    Teapot,
    WineGourd,
    LiddedJars,
    Elephant,
    Pig,
    Cat,
    Rhino,
    Statue,
    ManyArmedStatue,
    General,
    Novices,
    Bench,
    AltarBed,
    Stool,
    AltarSet,
    Plaque,
    RoundPlaque,
    LacquerBox,
    Chopsticks,
    Tray,
    Clock,
    Brushes,
    Comb,
    DoughFigures,
    BronzeDrum,
    Carp,
    Toad,
    Instrument(Instrument),
    SilkRolls,
    Scarf,
    AoDai,
    Shirt,
    Picture(Scene),
    PictureKit,
    ClothBag,
    KnittedBag,
    BeadedBag,
    Towels,
    Pillow,
    ConicalHat,
    Basket,
    FullBasket,
    RattanLamp,
    SpiralLamp,
    RattanTray,
    HexagonTray,
    RattanMirror,
    FoldingFan,
    LeafFan,
    Mat,
    Dragonfly,
    IncenseSticks,
    IncenseCones,
    IncenseCoil,
    Kite,
    Rice,
    Noodles,
    FreshNoodles,
    RiceRolls,
    BanhChung,
    BanhCom,
    YoungRice,
    Mooncake,
    WhiteMooncake,
    Buns,
    PeanutCandy,
    RollCandy,
    SesameRings,
    BeanCake,
    Caramel,
    Tofu,
    Honey,
    Turmeric,
    Ginger,
    Pills,
    Salt,
    Jam,
    Granola,
    Sauce,
    Broth,
    Wine,
    Tea,
    LotusTea,
    FlowerTea,
    Herbs,
    Milk,
    Yoghurt,
    PurpleYoghurt,
    Vegetable(Vegetable),
    Fruit(Fruit),
    DriedFruit,
    Mushroom(Mushroom),
    Orchid,
    Bonsai,
    PeachBlossom,
    PorkRoll,
    Sausages,
    Meat,
    BraisedMeat,
    BraisedFish,
    Fish,
    RicePatties,
    Patties,
    SpringRolls,
    Eggs,
    BlackHen,
    Straws,
    Workshop(Work),
    VillageGate,
    Landscape,
    MarketStall,
    Fair,
}

impl Subject {
    /// Whether the scene brings its own ground instead of a table.
    const fn outdoors(self) -> bool {
        matches!(
            self,
            Self::VillageGate | Self::Landscape | Self::Fair | Self::Workshop(Work::Farming) | Self::Kite
        )
    }

    /// Motifs that stay quiet behind places and people.
    const fn motif(self, number: u64) -> u64 {
        const QUIET: [u64; 4] = [0, 1, 3, 9];
        match self {
            Self::Workshop(_)
            | Self::MarketStall
            | Self::VillageGate
            | Self::Landscape
            | Self::Fair
            | Self::Kite => match number % 4 {
                0 => QUIET[0],
                1 => QUIET[1],
                2 => QUIET[2],
                _ => QUIET[3],
            },
            _ => number,
        }
    }

    /// Draws ground and subject.
    pub(super) fn draw(self, pen: &mut Pen, motif: u64, what: Ornament, finish: Finish) {
        if self.outdoors() {
            ground::backdrop(pen, self.motif(motif));
        } else {
            ground::draw(pen, self.motif(motif));
        }
        if !self.draw_craft(pen, what, finish) {
            self.draw_food(pen, what, finish);
        }
    }

    fn draw_craft(self, pen: &mut Pen, what: Ornament, finish: Finish) -> bool {
        let gilded = finish == Finish::Gilded;
        match self {
            Self::Vase => ceramics::vase(pen, what, finish),
            Self::Bowls => tableware::bowls(pen, what, finish),
            Self::Teapot => tableware::teapot(pen, what, finish),
            Self::WineGourd => ceramics::gourd(pen, what, finish),
            Self::LiddedJars => ceramics::jars(pen, what, finish),
            Self::Elephant => wood::elephant(pen),
            Self::Pig => wood::pig(pen),
            Self::Cat => wood::cat(pen),
            Self::Rhino => wood::rhino(pen),
            Self::Statue => wood::statue(pen, gilded, false),
            Self::ManyArmedStatue => wood::statue(pen, gilded, true),
            Self::General => wood::general(pen, gilded),
            Self::Novices => wood::novices(pen),
            Self::Bench => wood::furniture(pen, 0),
            Self::AltarBed => wood::furniture(pen, 1),
            Self::Stool => wood::furniture(pen, 2),
            Self::AltarSet => wood::altar_set(pen, gilded),
            Self::Plaque => wood::plaque(pen, what, false),
            Self::RoundPlaque => wood::plaque(pen, what, true),
            Self::LacquerBox => craft::lacquer_box(pen, what),
            Self::Chopsticks => craft::chopsticks(pen),
            Self::Tray => craft::tray(pen, what),
            Self::Clock => craft::clock(pen),
            Self::Brushes => craft::brushes(pen, what),
            Self::Comb => craft::comb(pen),
            Self::DoughFigures => figures::dough_figures(pen),
            Self::BronzeDrum => figures::bronze_drum(pen, gilded),
            Self::Carp => figures::gilded_carp(pen, gilded),
            Self::Toad => figures::gilded_toad(pen),
            Self::Instrument(which) => music::draw(pen, which),
            Self::SilkRolls => textile::rolls(pen, what),
            Self::Scarf => textile::scarf(pen, what),
            Self::AoDai => pictures::clothes(pen, what, false),
            Self::Shirt => pictures::clothes(pen, what, true),
            Self::Picture(scene) => pictures::picture(pen, scene, false),
            Self::PictureKit => pictures::picture(pen, Scene::Village, true),
            Self::ClothBag => textile::bag(pen, false, false),
            Self::KnittedBag => textile::bag(pen, true, false),
            Self::BeadedBag => textile::bag(pen, false, true),
            Self::Towels => textile::folded(pen, what, false),
            Self::Pillow => textile::folded(pen, what, true),
            Self::ConicalHat => weave::hats(pen),
            Self::Basket => weave::basket(pen, false),
            Self::FullBasket => weave::basket(pen, true),
            Self::RattanLamp => light::lamps(pen, false),
            Self::SpiralLamp => light::lamps(pen, true),
            Self::RattanTray => weave::trays(pen, 0, false),
            Self::HexagonTray => weave::trays(pen, 6, false),
            Self::RattanMirror => weave::trays(pen, 0, true),
            Self::FoldingFan => weave::fans(pen, what, false),
            Self::LeafFan => weave::fans(pen, what, true),
            Self::Mat => weave::mats(pen),
            Self::Dragonfly => light::dragonflies(pen),
            Self::IncenseSticks => light::incense(pen, 0),
            Self::IncenseCones => light::incense(pen, 1),
            Self::IncenseCoil => light::incense(pen, 2),
            Self::Kite => light::kite(pen),
            Self::Workshop(work) => workshop::workshop(pen, work),
            Self::VillageGate => places::gate(pen),
            Self::Landscape => places::landscape(pen),
            Self::MarketStall => places::stall(pen),
            Self::Fair => places::fair(pen),
            _ => return false,
        }
        true
    }

    fn draw_food(self, pen: &mut Pen, what: Ornament, finish: Finish) {
        match self {
            Self::Rice => rice::rice(pen),
            Self::FreshNoodles => rice::noodles(pen, true),
            Self::RiceRolls => sweets::rolls(pen, CREAM.dark(0.02), 6, true),
            Self::SpringRolls => sweets::rolls(pen, OCHRE.dark(0.05), 6, true),
            Self::BanhChung => rice::banh_chung(pen),
            Self::BanhCom => rice::young_rice(pen, true),
            Self::YoungRice => rice::young_rice(pen, false),
            Self::Mooncake => sweets::mooncakes(pen, true),
            Self::WhiteMooncake => sweets::mooncakes(pen, false),
            Self::Buns => rice::buns(pen),
            Self::PeanutCandy => sweets::candy(pen, 0),
            Self::RollCandy => sweets::candy(pen, 1),
            Self::SesameRings => sweets::candy(pen, 2),
            Self::BeanCake => sweets::moulded(pen, 0),
            Self::Caramel => sweets::moulded(pen, 1),
            Self::Tofu => sweets::moulded(pen, 2),
            Self::Honey => jars::honey(pen),
            Self::Turmeric => jars::powder(pen, OCHRE, BRICK.mix(OCHRE, 0.4), false),
            Self::Ginger => jars::powder(pen, OCHRE.light(0.55), Hue(0x00d2_a96a), false),
            Self::Pills => jars::powder(pen, OCHRE.dark(0.05), BRICK.mix(OCHRE, 0.4), true),
            Self::Salt => jars::powder(pen, CREAM, Hue(0x00d2_a96a), false),
            Self::Jam => {
                jars::jar(
                    pen,
                    290.0,
                    ground::FLOOR,
                    1.15,
                    LACQUER.dark(0.35),
                    0.82,
                    what,
                    true,
                );
                jars::jar(
                    pen,
                    520.0,
                    ground::FLOOR + 8.0,
                    0.84,
                    OCHRE.dark(0.2),
                    0.8,
                    Ornament::Blossoms,
                    false,
                );
                jars::root(pen, 400.0, ground::FLOOR + 48.0, Hue(0x00d2_a96a));
            }
            Self::Granola => {
                jars::jar(
                    pen,
                    300.0,
                    ground::FLOOR,
                    1.15,
                    STRAW.dark(0.12),
                    0.84,
                    Ornament::Blossoms,
                    true,
                );
                jars::jar(
                    pen,
                    540.0,
                    ground::FLOOR + 8.0,
                    0.84,
                    BRICK.mix(STRAW, 0.4),
                    0.8,
                    what,
                    false,
                );
                sweets::leaf_mat(pen, 420.0, ground::FLOOR + 56.0, 90.0, LEAF);
            }
            Self::Sauce => {
                let soy = pen.pick(&[Hue(0x004a_2a1c), Hue(0x007a_4420), Hue(0x0096_5a24)]);
                bottles::bottles(pen, soy, false, what);
            }
            Self::Broth => {
                let broth = pen.pick(&[Hue(0x00b8_7434), OCHRE.dark(0.15), BRICK.dark(0.1)]);
                bottles::bottles(pen, broth, false, what);
            }
            Self::Wine => {
                let wine = pen.pick(&[CREAM.mix(OCHRE, 0.35), LEAF.light(0.4), OCHRE.light(0.2)]);
                bottles::bottles(pen, wine, true, Ornament::Blossoms);
            }
            Self::Tea => tea::tea(pen, what, None),
            Self::LotusTea => tea::tea(pen, Ornament::Lotus, Some(LOTUS)),
            Self::FlowerTea => tea::tea(pen, Ornament::Blossoms, Some(OCHRE.light(0.1))),
            Self::Herbs => tea::herbs(pen),
            Self::Milk => dairy::milk(pen),
            Self::Yoghurt => dairy::yoghurt(pen, false),
            Self::PurpleYoghurt => dairy::yoghurt(pen, true),
            Self::Vegetable(which) => greens::vegetable(pen, which),
            Self::Fruit(which) => fruit::fruit(pen, which),
            Self::DriedFruit => {
                let tone = pen.pick(&[OCHRE, BRICK, MULBERRY, WOOD.light(0.2)]);
                fruit::dried_fruit(pen, tone);
            }
            Self::Mushroom(which) => mushrooms::mushroom(pen, which),
            Self::Orchid => flora::orchid(pen, finish == Finish::Gilded),
            Self::Bonsai => flora::bonsai(pen, false),
            Self::PeachBlossom => flora::bonsai(pen, true),
            Self::PorkRoll => savoury::pork_roll(pen),
            Self::Sausages => savoury::sausages(pen),
            Self::Meat => savoury::meat(pen),
            Self::BraisedMeat => savoury::clay_pot(pen, false),
            Self::BraisedFish => savoury::clay_pot(pen, true),
            Self::Fish => savoury::fish(pen),
            Self::RicePatties => savoury::patties(pen, RICE),
            Self::Patties => savoury::patties(pen, CREAM),
            Self::Eggs => savoury::eggs(pen),
            Self::BlackHen => savoury::hen(pen, true),
            Self::Straws => savoury::straws(pen),
            _ => rice::noodles(pen, false),
        }
    }
}
