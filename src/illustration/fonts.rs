//! Fonts for the cards, handed in as bytes: TTF, or the WOFF2 subsets that the asset build makes.
//!
//! A web font comes in pieces (latin, vietnamese) under one name, and a renderer that falls back from
//! one to the other splits words in the wrong places. So each piece gets a name of its own here, and
//! every character is given to a piece that has it.
use std::{path::Path, sync::Arc};

use resvg::usvg::{self, fontdb};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

const MAX_FILES: usize = 64;

/// Who speaks: the serif of headings or the sans of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Lora, bold.
    Title,
    /// Be Vietnam Pro, medium.
    Text,
}

impl Voice {
    const fn family(self) -> &'static str {
        match self {
            Self::Title => "Lora",
            Self::Text => "Be Vietnam Pro",
        }
    }

    const fn weight(self) -> u16 {
        match self {
            Self::Title => 700,
            Self::Text => 500,
        }
    }
}

#[derive(Debug)]
struct Face {
    /// Unique name under which the renderer finds it.
    name: String,
    family: String,
    weight: u16,
    upright: bool,
    data: Arc<Vec<u8>>,
    index: u32,
}

/// A set of fonts; empty by default.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    database: Arc<fontdb::Database>,
    faces: Arc<Vec<Face>>,
}

impl Fonts {
    /// Takes font files: TTF, OTF, WOFF or WOFF2. What cannot be read is left out.
    pub fn from_files(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut database = fontdb::Database::new();
        let mut faces = Vec::new();
        for data in files.into_iter().filter_map(unpack).map(Arc::new) {
            for id in database.load_font_source(fontdb::Source::Binary(Arc::<Vec<u8>>::clone(&data))) {
                let Some(mut info) = database.face(id).cloned() else {
                    continue;
                };
                database.remove_face(id);
                let name = format!("face-{}", faces.len());
                let Some((family, language)) = info.families.first().cloned() else {
                    continue;
                };
                faces.push(Face {
                    name: name.clone(),
                    family,
                    weight: info.weight.0,
                    upright: info.style == fontdb::Style::Normal,
                    data: Arc::clone(&data),
                    index: info.index,
                });
                // The face is found by its name alone, whatever weight the text asks for.
                info.families = vec![(name, language)];
                database.push_face_info(info);
            }
        }
        Self {
            database: Arc::new(database),
            faces: Arc::new(faces),
        }
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

    pub(super) fn options(&self) -> usvg::Options<'static> {
        usvg::Options {
            fontdb: Arc::clone(&self.database),
            ..usvg::Options::default()
        }
    }

    /// The text cut into runs, each with the name of a face that has its characters.
    pub(super) fn runs(&self, voice: Voice, text: &str) -> Vec<(&str, String)> {
        let faces = self.parsed(voice);
        let mut runs: Vec<(&str, String)> = Vec::new();
        for c in text.chars() {
            let Some((face, _)) = faces.iter().find(|(_, font)| font.charmap().map(c).is_some()) else {
                continue;
            };
            match runs.last_mut() {
                Some((name, run)) if *name == face.name => run.push(c),
                _ => runs.push((&face.name, c.to_string())),
            }
        }
        runs
    }

    /// Width of a text at size 1, without kerning.
    pub(super) fn width(&self, voice: Voice, text: &str) -> f32 {
        let faces = self.parsed(voice);
        let advance = |c| {
            faces.iter().find_map(|(_, font)| {
                let glyph = font.charmap().map(c)?;
                font.glyph_metrics(Size::new(1.0), LocationRef::default())
                    .advance_width(glyph)
            })
        };
        text.chars().filter_map(advance).sum()
    }

    /// Faces in the order in which a voice prefers them: family, upright, weight.
    fn parsed(&self, voice: Voice) -> Vec<(&Face, FontRef<'_>)> {
        let mut faces: Vec<&Face> = self.faces.iter().collect();
        faces.sort_by_key(|face| {
            (
                !face.family.starts_with(voice.family()),
                !face.upright,
                face.weight.abs_diff(voice.weight()),
            )
        });
        faces
            .into_iter()
            .filter_map(|face| Some((face, FontRef::from_index(&face.data, face.index).ok()?)))
            .collect()
    }
}

fn unpack(file: Vec<u8>) -> Option<Vec<u8>> {
    if file.starts_with(b"wOF2") {
        wuff::decompress_woff2(&file).ok()
    } else {
        Some(file)
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
        assert!(fonts.runs(Voice::Title, "Chợ Làng").is_empty());
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
            let runs = fonts.runs(voice, text);
            assert_eq!(runs.iter().map(|(_, run)| run.as_str()).collect::<String>(), text);
            assert!(runs.len() > 1, "latin and vietnamese come from two files");
            assert!((10.0..40.0).contains(&fonts.width(voice, text)));
        }
    }
}
