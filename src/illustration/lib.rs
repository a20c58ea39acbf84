//! Illustrations drawn by the program itself, in the manner of a printed guide to craft villages.
//!
//! There are no photographs that may be shipped, so each product, maker, village and fair of the
//! demonstration data gets a picture of what it is, varied by a seed and labelled as an illustration.
pub mod fonts;
mod ground;
mod guess;
mod motif;
mod ornament;
mod palette;
mod path;
mod pen;
pub mod raster;
mod scenes;
pub mod social;
mod subject;

pub use ornament::Ornament;
pub use subject::{Fruit, Instrument, Mushroom, Scene, Subject, Vegetable, Work};

/// What to draw and how to vary it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Brief {
    /// What is seen.
    pub subject: Subject,
    /// What is painted on it; `None` leaves it to the seed.
    pub ornament: Option<Ornament>,
    /// What it is made of or covered with.
    pub finish: Finish,
    /// Palette, composition and details.
    pub variation: Variation,
}

/// What pots and figures are made of or covered with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Finish {
    /// What the subject usually is.
    #[default]
    Natural,
    /// Gold leaf.
    Gilded,
    /// Wood.
    Wooden,
}

impl Finish {
    fn guess(folded: &str) -> Self {
        if folded.contains("dat vang") {
            Self::Gilded
        } else if folded.split_whitespace().any(|word| word == "go") {
            Self::Wooden
        } else {
            Self::Natural
        }
    }
}

/// Where one picture stands among its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variation {
    owner: u64,
    place: u64,
}

impl Variation {
    /// The `place`-th picture of an owner (a maker's slug, for example).
    ///
    /// Twelve pictures in a row of one owner have twelve palettes and twelve backgrounds.
    pub fn new(owner: &str, place: u64) -> Self {
        // FNV-1a: stable across releases, which the names of the finished files depend on.
        let owner = owner.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self { owner, place }
    }

    const fn palette(self) -> u64 {
        (self.owner % palette::PALETTES) + (self.place % palette::PALETTES) * 5
    }

    const fn motif(self) -> u64 {
        ((self.owner >> 17) % ground::MOTIFS) + (self.place % ground::MOTIFS) * 7
    }

    const fn strokes(self) -> u64 {
        self.owner ^ self.place.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl Brief {
    /// The brief for a product: group 1 to 6, set 1 to 26 (0 when unknown), folded name and tags.
    pub fn for_product(
        group: u8,
        set: u8,
        folded_name: &str,
        folded_tags: &[&str],
        variation: Variation,
    ) -> Self {
        Self {
            subject: Subject::guess(group, set, folded_name, folded_tags),
            ornament: Ornament::guess(folded_name),
            finish: Finish::guess(folded_name),
            variation,
        }
    }

    /// The brief for a maker or a village: folded trade and name.
    pub fn for_trade(folded_trade: &str, folded_name: &str, variation: Variation) -> Self {
        Self {
            subject: Subject::guess_trade(folded_trade, folded_name),
            ornament: Ornament::guess(folded_name),
            finish: Finish::guess(folded_trade),
            variation,
        }
    }

    /// The brief for a given subject.
    pub const fn of(subject: Subject, variation: Variation) -> Self {
        Self {
            subject,
            ornament: None,
            finish: Finish::Natural,
            variation,
        }
    }
}

/// Draws a picture as SVG, 800 × 600; the same brief gives the same bytes.
pub fn draw(brief: &Brief) -> String {
    let variation = brief.variation;
    let mut pen = pen::Pen::new(variation.strokes(), palette::palette(variation.palette()));
    let ornament = brief.ornament.unwrap_or_else(|| pen.pick(&Ornament::ALL));
    brief
        .subject
        .draw(&mut pen, variation.motif(), ornament, brief.finish);
    pen.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use resvg::usvg;

    use super::*;
    use foundation::kernel::fold::fold;

    fn products() -> Vec<(String, String, Brief)> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join("data/products.csv");
        let mut places: HashMap<String, u64> = HashMap::new();
        let mut briefs = Vec::new();
        for record in csv::Reader::from_path(path).unwrap().records() {
            let record = record.unwrap();
            let (owner, name) = (record[1].to_owned(), record[2].to_owned());
            let place = places.entry(owner.clone()).or_default();
            let set = record[5]
                .get(..2)
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(0);
            let tags: Vec<String> = record[15].split(';').map(fold).collect();
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            let variation = Variation::new(&owner, *place);
            *place += 1;
            briefs.push((
                owner,
                name.clone(),
                Brief::for_product(record[4].parse().unwrap(), set, &fold(&name), &tags, variation),
            ));
        }
        briefs
    }

    #[test]
    fn every_product_has_a_sound_picture_without_letters() {
        for (_, name, brief) in products() {
            let svg = draw(&brief);
            assert!(
                usvg::Tree::from_str(&svg, &usvg::Options::default()).is_ok(),
                "{name}"
            );
            assert!(
                !svg.contains("<text")
                    && !svg.contains("<image")
                    && !svg.contains("NaN")
                    && !svg.contains("inf"),
                "{name}"
            );
            assert_eq!(svg, draw(&brief), "{name}");
        }
    }

    #[test]
    fn siblings_are_told_apart_at_a_glance() {
        let mut seen: HashMap<String, HashSet<(u64, u64)>> = HashMap::new();
        for (owner, name, brief) in products() {
            let look = (
                brief.variation.palette() % palette::PALETTES,
                brief.variation.motif() % ground::MOTIFS,
            );
            let siblings = seen.entry(owner).or_default();
            // The thirteenth picture starts the round of palettes again.
            assert!(siblings.insert(look) || siblings.len() >= 12, "{name}");
        }
    }

    #[test]
    fn subjects_of_the_data_set_are_many() {
        let subjects: HashSet<Subject> = products()
            .into_iter()
            .map(|(_, _, brief)| brief.subject)
            .collect();
        assert!(subjects.len() >= 80, "{}", subjects.len());
    }
}
