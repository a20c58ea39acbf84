//! Fonts for the cards, handed in as bytes: TTF, or the WOFF2 subsets that the asset build makes. Words are drawn as
//! outlines, letter by letter: a web font comes in pieces (latin, vietnamese), and each letter is taken from the first
//! piece that has it.
use std::cmp::Ordering;
use std::path::Path;

use skrifa::attribute::Style;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::outline::pen::SvgPen;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

const MAX_FILES: usize = 64;

/// Who speaks: the serif of headings or the sans of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Lora, bold.
    Title,
    /// Be Vietnam Pro, regular.
    Text,
}

impl Voice {
    const fn family(self) -> &'static str {
        match self {
            Self::Title => "Lora",
            Self::Text => "Be Vietnam Pro",
        }
    }

    const fn weight(self) -> f32 {
        match self {
            Self::Title => 700.0,
            Self::Text => 400.0,
        }
    }
}

/// One font with what it says of itself.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its family.
    pub family: String,
    /// How heavy it is: 400 is regular, 700 bold.
    pub weight: f32,
    /// Not slanted.
    pub upright: bool,
    /// The font, unpacked.
    pub data: Vec<u8>,
}

/// A set of fonts; empty by default.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// Takes font files: TTF, OTF or WOFF2. What cannot be read is left out.
    pub fn from_files(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let faces = files.into_iter().filter_map(Face::read).collect();
        Self { faces }
    }

    /// Reads the font files in a folder, at most 64, not in folders below it.
    pub fn from_folder(folder: &Path) -> Self {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Self::default();
        };
        let known = |path: &Path| {
            path.extension()
                .is_some_and(|kind| ["woff2", "ttf", "otf"].iter().any(|k| kind == *k))
        };
        let mut paths: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| known(path))
            .collect();
        paths.sort();
        paths.truncate(MAX_FILES);
        Self::from_files(paths.into_iter().filter_map(|path| std::fs::read(path).ok()))
    }

    /// Whether there is nothing to write with.
    pub fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    /// The outline of a text from the left, its base line at 0, as SVG path data for each letter with how far to the
    /// right it stands. Up is positive, as fonts have it. Characters that no face has are left out.
    pub(super) fn outlines(&self, voice: Voice, text: &str, size: f32) -> Vec<(f32, String)> {
        let mut letters = Vec::new();
        let mut x = 0.0;
        self.each(voice, text, |font, glyph, advance| {
            let mut pen = SvgPen::with_precision(2);
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            let drawn = font
                .outline_glyphs()
                .get(glyph)
                .map(|outline| outline.draw(settings, &mut pen));
            if let Some(Ok(_)) = drawn {
                letters.push((x, pen.as_ref().to_owned()));
            }
            x += advance * size;
        });
        letters
    }

    /// Width of a text at size 1, without kerning.
    pub(super) fn width(&self, voice: Voice, text: &str) -> f32 {
        let mut width = 0.0;
        self.each(voice, text, |_, _, advance| width += advance);
        width
    }

    /// Every character that some face has, with how wide it is at size 1.
    fn each(&self, voice: Voice, text: &str, mut take: impl FnMut(&FontRef<'_>, GlyphId, f32)) {
        let faces = self.parsed(voice);
        for c in text.chars() {
            let found = faces.iter().find_map(|font| Some((font, font.charmap().map(c)?)));
            if let Some((font, glyph)) = found {
                let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
                take(font, glyph, metrics.advance_width(glyph).unwrap_or_default());
            }
        }
    }

    #[cfg(test)]
    fn weights(&self, voice: Voice, text: &str) -> Vec<f32> {
        let mut weights = Vec::new();
        self.each(voice, text, |font, _, _| {
            weights.push(font.attributes().weight.value());
        });
        weights
    }

    /// Faces in the order in which a voice prefers them.
    fn parsed(&self, voice: Voice) -> Vec<FontRef<'_>> {
        let wanted = (voice.family(), voice.weight());
        let mut faces: Vec<&Face> = self.faces.iter().collect();
        faces.sort_by(|one, other| one.nearer(other, wanted));
        faces
            .into_iter()
            .filter_map(|face| FontRef::new(&face.data).ok())
            .collect()
    }
}

impl Face {
    /// Reads a font file: TTF, OTF or WOFF2.
    pub fn read(file: Vec<u8>) -> Option<Self> {
        let data = if file.starts_with(b"wOF2") {
            wuff::decompress_woff2(&file).ok()?
        } else {
            file
        };
        let font = FontRef::new(&data).ok()?;
        let named = |id| font.localized_strings(id).english_or_first();
        let family = named(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| named(StringId::FAMILY_NAME))?;
        let attributes = font.attributes();
        Some(Self {
            family: family.to_string(),
            weight: attributes.weight.value(),
            upright: attributes.style == Style::Normal,
            data,
        })
    }

    /// Which of two is nearer to a family and weight, upright ones first.
    pub fn nearer(&self, other: &Self, (family, weight): (&str, f32)) -> Ordering {
        let apart = |face: &Self| (!face.family.starts_with(family), !face.upright);
        let off = |face: &Self| (face.weight - weight).abs();
        apart(self)
            .cmp(&apart(other))
            .then(off(self).total_cmp(&off(other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_font_files_are_left_out() {
        let fonts = Fonts::from_files([b"wOF2 broken".to_vec(), b"nonsense".to_vec(), Vec::new()]);
        assert!(fonts.is_empty());
        assert!(Fonts::from_folder(Path::new("no/such/folder")).is_empty());
        assert!(fonts.outlines(Voice::Title, "Chợ Làng", 40.0).is_empty());
    }

    /// The web fonts come with the asset build; without it there is nothing to test against.
    #[test]
    fn subsets_complete_each_other_within_a_word() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join("public/dist");
        let fonts = Fonts::from_folder(&folder);
        if fonts.is_empty() {
            eprintln!("skipped: no fonts in {}", folder.display());
            return;
        }
        let text = "Gốm sứ Bát Tràng – Nghề quỳ vàng Kiêu Kỵ";
        for voice in [Voice::Title, Voice::Text] {
            let letters = fonts.outlines(voice, text, 40.0);
            let written = letters.iter().filter(|(_, path)| path.contains('M')).count();
            let visible = text.chars().filter(|c| !c.is_whitespace()).count();
            assert_eq!(written, visible, "latin and vietnamese come from two files");
            assert!(letters.windows(2).all(|pair| pair[0].0 < pair[1].0));
            let weights = fonts.weights(voice, text);
            assert!(
                weights.windows(2).all(|pair| pair[0].total_cmp(&pair[1]).is_eq()),
                "{weights:?}"
            );
            assert!((10.0..40.0).contains(&fonts.width(voice, text)));
        }
    }
}
