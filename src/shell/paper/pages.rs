//! Pages with what stands on them, kept until all are known and then drawn in order.

use entity::Locale;
use krilla::Document;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;

use super::code::Code;
use super::fonts::Faces;
use super::ink::{At, Ink, Style};
use foundation::kernel::error::{Error, Result};

/// What the file says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Title.
    pub title: String,
    /// Whose it is.
    pub author: String,
    /// Its language.
    pub locale: Locale,
}

#[derive(Clone)]
enum Mark {
    Text(f32, f32, Style, String),
    /// Rectangles: left, top, width, height.
    Fill(Vec<[f32; 4]>, Ink),
    /// A closed line.
    Shape(Vec<(f32, f32)>, Ink),
}

impl Mark {
    /// The same at another place.
    fn moved(&self, (right, down): (f32, f32)) -> Self {
        match self {
            Self::Text(x, y, style, words) => Self::Text(x + right, y + down, *style, words.clone()),
            Self::Fill(rectangles, ink) => {
                let moved = rectangles
                    .iter()
                    .map(|[x, y, width, height]| [x + right, y + down, *width, *height]);
                Self::Fill(moved.collect(), *ink)
            }
            Self::Shape(corners, ink) => {
                let moved = corners.iter().map(|(x, y)| (x + right, y + down));
                Self::Shape(moved.collect(), *ink)
            }
        }
    }
}

/// Something that is laid out once and put down many times.
pub struct Stamp(Vec<Mark>);

struct Page {
    width: f32,
    height: f32,
    marks: Vec<Mark>,
}

/// Pages that are being filled.
pub struct Pages<'a> {
    faces: &'a Faces,
    pages: Vec<Page>,
    current: usize,
}

impl<'a> Pages<'a> {
    /// None yet.
    pub fn new(faces: &'a Faces) -> Self {
        Self {
            faces,
            pages: Vec::new(),
            current: 0,
        }
    }

    /// The fonts.
    pub fn faces(&self) -> &'a Faces {
        self.faces
    }

    /// Begins a page.
    pub fn begin(&mut self, width: f32, height: f32) {
        self.current = self.pages.len();
        self.pages.push(Page {
            width,
            height,
            marks: Vec::new(),
        });
    }

    /// Goes back to a page, from 0.
    pub fn turn_to(&mut self, page: usize) {
        self.current = page;
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Lays something out beside the pages, with its upper left corner at 0.
    pub fn stamp(&mut self, draw: impl FnOnce(&mut Self)) -> Stamp {
        let back = self.current;
        self.begin(0.0, 0.0);
        draw(self);
        let drawn = self.pages.pop().map(|page| page.marks);
        self.current = back;
        Stamp(drawn.unwrap_or_default())
    }

    /// Puts it down, with its corner here.
    pub fn press(&mut self, stamp: &Stamp, corner: (f32, f32)) {
        for mark in &stamp.0 {
            self.put(mark.moved(corner));
        }
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.get_mut(self.current) {
            page.marks.push(mark);
        }
    }

    /// Writes on a base line.
    pub fn write(&mut self, at: At, y: f32, style: Style, text: &str) {
        let wide = || self.faces.width(style.voice, style.size, text);
        let x = match at {
            At::Left(x) => x,
            At::Middle(x) => x - wide() / 2.0,
            At::Right(x) => x - wide(),
        };
        self.put(Mark::Text(x, y, style, text.to_owned()));
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), ink: Ink) {
        self.put(Mark::Fill(vec![[x, y, width, height]], ink));
    }

    /// A frame of a thin line inside a rectangle.
    pub fn frame(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), (thick, ink): (f32, Ink)) {
        let sides = vec![
            [x, y, width, thick],
            [x, y + height - thick, width, thick],
            [x, y + thick, thick, height - 2.0 * thick],
            [x + width - thick, y + thick, thick, height - 2.0 * thick],
        ];
        self.put(Mark::Fill(sides, ink));
    }

    /// A star of five points about its middle.
    pub fn star(&mut self, (x, y): (f32, f32), radius: f32, ink: Ink) {
        // The inner corners of a pentagram lie at this part of the radius.
        const INNER: f32 = 0.382;
        let corners = (0_u8..10)
            .map(|corner| {
                let angle = f32::from(corner) * std::f32::consts::PI / 5.0;
                let far = if corner % 2 == 0 { radius } else { radius * INNER };
                (x + far * angle.sin(), y - far * angle.cos())
            })
            .collect();
        self.put(Mark::Shape(corners, ink));
    }

    /// A code; `side` is without the quiet zone, which the paper around it has to be.
    pub fn code(&mut self, (x, y): (f32, f32), side: f32, code: &Code) {
        let step = side / code.modules();
        let rectangles = code
            .dark()
            .map(|(column, row, length)| [x + column * step, y + row * step, length * step, step])
            .collect();
        self.put(Mark::Fill(rectangles, Ink::Code));
    }

    /// The finished document: the same pages make the same bytes.
    pub fn finish(self, about: About) -> Result<Vec<u8>> {
        let mut document = Document::new();
        let metadata = Metadata::new()
            .title(about.title)
            .authors(vec![about.author])
            .language(about.locale.tag().to_owned());
        document.set_metadata(metadata);
        for content in &self.pages {
            let size = PageSettings::from_wh(content.width, content.height)
                .ok_or_else(|| Error::new("a page of no size"))?;
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            for mark in &content.marks {
                match mark {
                    Mark::Text(x, y, style, words) => {
                        let mut x = *x;
                        surface.set_fill(Some(style.ink.fill()));
                        for run in self.faces.runs(style.voice, words) {
                            let (at, wide) = (Point::from_xy(x, *y), run.width * style.size);
                            surface.draw_glyphs(at, &run.glyphs, run.font, &run.text, style.size, false);
                            x += wide;
                        }
                    }
                    Mark::Fill(rectangles, ink) => {
                        if let Some(path) = filled(rectangles) {
                            surface.set_fill(Some(ink.fill()));
                            surface.draw_path(&path);
                        }
                    }
                    Mark::Shape(corners, ink) => {
                        if let Some(path) = closed(corners) {
                            surface.set_fill(Some(ink.fill()));
                            surface.draw_path(&path);
                        }
                    }
                }
            }
            surface.finish();
            page.finish();
        }
        document
            .finish()
            .map_err(|error| Error::new(format!("a PDF that cannot be put together: {error:?}")))
    }
}

/// One path of all rectangles, so that neighbours show no seam.
fn filled(rectangles: &[[f32; 4]]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for [x, y, width, height] in rectangles {
        if let Some(rectangle) = Rect::from_xywh(*x, *y, *width, *height) {
            path.push_rect(rectangle);
        }
    }
    path.finish()
}

fn closed(corners: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (index, (x, y)) in corners.iter().enumerate() {
        if index == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
    path.close();
    path.finish()
}
