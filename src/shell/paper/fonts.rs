//! The site's own fonts for paper. They come in pieces (latin, vietnamese), so every character is given to a
//! piece that has it; what none has is shown as a question mark rather than left out.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::ink::{Ink, Style};
use crate::web::assets::Assets;
use illustration::fonts::Face;

/// How something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Lora: headings.
    Title,
    /// Be Vietnam Pro.
    Text,
    /// Be Vietnam Pro, semibold.
    Strong,
}

impl Voice {
    const fn wants(self) -> (&'static str, f32) {
        match self {
            Self::Title => ("Lora", 600.0),
            Self::Text => ("Be Vietnam Pro", 400.0),
            Self::Strong => ("Be Vietnam Pro", 600.0),
        }
    }
}

/// A font as the printer takes it, and what it says of itself.
struct Printed {
    font: Font,
    face: Face,
}

/// All faces.
pub struct Faces(Vec<Printed>);

/// A part of a text in one face. Letters stand one by one, without kerning: a run is then exactly as wide as it
/// says, and the next one joins it without a gap that a reader takes for a space.
pub struct Run {
    /// The face.
    pub font: Font,
    /// The words.
    pub text: String,
    /// A glyph for each letter.
    pub glyphs: Vec<KrillaGlyph>,
    /// Width at size 1.
    pub width: f32,
}

impl Faces {
    /// Those of the built assets; nothing when they were not built.
    pub fn load(assets: &Assets) -> Option<Self> {
        let faces: Vec<Printed> = assets.fonts().into_iter().filter_map(printed).collect();
        (!faces.is_empty()).then_some(Self(faces))
    }

    /// The text cut into runs.
    pub fn runs(&self, voice: Voice, text: &str) -> Vec<Run> {
        let mut faces: Vec<&Printed> = self.0.iter().collect();
        faces.sort_by(|one, other| one.face.nearer(&other.face, voice.wants()));
        let parsed: Vec<(usize, &Printed, FontRef<'_>)> = faces
            .into_iter()
            .enumerate()
            .filter_map(|(index, one)| Some((index, one, FontRef::new(&one.face.data).ok()?)))
            .collect();
        let find = |c: char| {
            parsed.iter().find_map(|(index, face, font)| {
                let glyph = font.charmap().map(c)?;
                let width = font
                    .glyph_metrics(Size::new(1.0), LocationRef::default())
                    .advance_width(glyph)?;
                Some((*index, *face, GlyphId::new(glyph.to_u32()), width))
            })
        };
        let mut runs: Vec<(usize, Run)> = Vec::new();
        for c in text.chars() {
            let (c, found) = match find(c) {
                Some(found) => (c, Some(found)),
                None => ('?', find('?')),
            };
            let Some((index, face, glyph_id, width)) = found else {
                continue;
            };
            if runs.last().is_none_or(|(last, _)| *last != index) {
                let run = Run {
                    font: face.font.clone(),
                    text: String::new(),
                    glyphs: Vec::new(),
                    width: 0.0,
                };
                runs.push((index, run));
            }
            if let Some((_, run)) = runs.last_mut() {
                let from = run.text.len();
                run.text.push(c);
                run.width += width;
                run.glyphs.push(KrillaGlyph {
                    glyph_id,
                    text_range: from..run.text.len(),
                    x_advance: width,
                    x_offset: 0.0,
                    y_offset: 0.0,
                    y_advance: 0.0,
                    location: None,
                });
            }
        }
        runs.into_iter().map(|(_, run)| run).collect()
    }

    /// Width of a text at a size.
    pub fn width(&self, voice: Voice, size: f32, text: &str) -> f32 {
        self.runs(voice, text).iter().map(|run| run.width).sum::<f32>() * size
    }

    /// A text in at most so many lines that fit into a width and height: the largest size of those that hold all of
    /// it, and at the smallest one as much as fits, with an ellipsis. Also says the size.
    pub fn fit(
        &self,
        voice: Voice,
        (largest, smallest): (f32, f32),
        (width, height): (f32, f32),
        most: usize,
        text: &str,
    ) -> (f32, Vec<String>) {
        let mut size = largest;
        loop {
            let last = size <= smallest;
            let leading = Style::new(voice, size, Ink::Black).leading();
            let room = (1..=most)
                .take_while(|count| {
                    f32::from(u8::try_from(*count).unwrap_or(u8::MAX)) * leading <= height + 0.01
                })
                .count();
            let mut lines = self.lines(voice, size, width, text);
            if lines.len() <= room {
                return self.without_orphan(voice, (size, smallest), width, text, lines);
            }
            if last {
                lines.truncate(room);
                if let Some(line) = lines.last_mut() {
                    *line = self.shortened(voice, size, width, line);
                }
                return (size, lines);
            }
            size = (size * 0.92).max(smallest);
        }
    }

    /// A word that stands alone on the last line is drawn in where letters a little smaller do that.
    fn without_orphan(
        &self,
        voice: Voice,
        (size, smallest): (f32, f32),
        width: f32,
        text: &str,
        lines: Vec<String>,
    ) -> (f32, Vec<String>) {
        let alone = lines.len() > 1 && lines.last().is_some_and(|line| !line.contains(' '));
        if alone {
            for part in [0.96, 0.92, 0.88, 0.84, 0.8] {
                let smaller = (size * part).max(smallest);
                let fewer = self.lines(voice, smaller, width, text);
                if fewer.len() < lines.len() {
                    return (smaller, fewer);
                }
            }
        }
        (size, lines)
    }

    /// A line with an ellipsis that still fits.
    fn shortened(&self, voice: Voice, size: f32, width: f32, line: &str) -> String {
        let mut kept = line.to_owned();
        loop {
            let shown = format!("{}…", kept.trim_end_matches([' ', ',', '.', '–']));
            if self.width(voice, size, &shown) <= width || kept.pop().is_none() {
                return shown;
            }
        }
    }

    /// A text broken into lines no wider than `width`. A word that is wider alone is cut.
    pub fn lines(&self, voice: Voice, size: f32, width: f32, text: &str) -> Vec<String> {
        let fits = |line: &str| self.width(voice, size, line) <= width;
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if fits(&longer) {
                    *line = longer;
                    continue;
                }
            }
            if fits(word) {
                lines.push(word.to_owned());
                continue;
            }
            let mut piece = String::new();
            for c in word.chars() {
                piece.push(c);
                if !fits(&piece) {
                    piece.pop();
                    if !piece.is_empty() {
                        lines.push(std::mem::take(&mut piece));
                    }
                    piece.push(c);
                }
            }
            lines.push(piece);
        }
        lines
    }
}

fn printed(file: Vec<u8>) -> Option<Printed> {
    let face = Face::read(file)?;
    let font = Font::new(face.data.clone().into(), 0)?;
    Some(Printed { font, face })
}
