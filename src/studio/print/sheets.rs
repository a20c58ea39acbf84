//! How cards, posters and labels lie on sheets of paper, and the finished file.

use entity::Locale;

use super::choice::{Choice, Kind};
use super::item::Item;
use super::layout;
use foundation::i18n::Texts;
use foundation::kernel::error::{Answer, Result};
use shell::paper::{About, Code, Faces, Ink, NoFonts, Pages, Stamp, mm};
use shell::web::Views;

/// A sheet of A4, upright.
const A4: (f32, f32) = (mm(210.0), mm(297.0));
/// A shelf card: A6 on its side.
const CARD: (f32, f32) = (mm(148.0), mm(105.0));
/// A label of the usual sheets of 24.
const LABEL: (f32, f32) = (mm(70.0), mm(37.0));
/// Columns and rows of labels.
const LABELS: (usize, usize) = (3, 8);
/// Where the first label begins: what eight rows leave of the sheet, in halves.
const LABELS_TOP: f32 = mm(0.5);

/// What is to be drawn.
pub(super) struct Job {
    /// Words and fonts.
    pub views: Views,
    /// Whose file it is.
    pub author: String,
    /// The products.
    pub items: Vec<Item>,
    /// What is printed of them.
    pub choice: Choice,
}

/// The words on paper.
pub(super) struct Words<'a> {
    texts: &'a Texts,
    pub locale: Locale,
    pub both: bool,
}

impl Words<'_> {
    /// A text in the language of the paper.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.texts.text(self.locale, key, arguments)
    }

    /// The same with English beside it, where both are wanted.
    pub fn say_twice(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let first = self.say(key, arguments);
        if !self.both {
            return first;
        }
        format!("{first} · {}", self.texts.text(Locale::En, key, arguments))
    }
}

/// Draws the file: up to a second of work for the largest. Call it where blocking is allowed.
pub(super) fn pdf(job: &Job) -> Answer<Vec<u8>, NoFonts> {
    let Some(faces) = Faces::load(job.views.assets()) else {
        return Ok(Err(NoFonts));
    };
    let words = Words {
        texts: job.views.texts(),
        locale: job.choice.locale,
        both: job.choice.both,
    };
    let mut pages = Pages::new(&faces);
    let drawn: Result<Vec<(&Item, Option<Code>)>> = job
        .items
        .iter()
        .map(|item| {
            let code = item
                .proof
                .as_ref()
                .map(|proof| Code::new(&proof.qr))
                .transpose()?;
            Ok((item, code))
        })
        .collect();
    let drawn = drawn?;
    match job.choice.kind {
        Kind::Card => {
            for (item, code) in &drawn {
                pages.begin(CARD.0, CARD.1);
                layout::card(&mut pages, &words, (0.0, 0.0), CARD, (item, code.as_ref()));
            }
        }
        Kind::Cards => four_cards(&mut pages, &words, &drawn),
        Kind::Poster => {
            for (item, code) in &drawn {
                pages.begin(A4.0, A4.1);
                layout::poster(&mut pages, &words, A4, (item, code.as_ref()));
            }
        }
        Kind::Label => labels(&mut pages, &words, &drawn, job.choice.count),
    }
    let kind = words.say(&format!("print.paper_title_{}", job.choice.kind.word()), &[]);
    let title = match job.items.as_slice() {
        [one] => format!("{kind}: {}", one.name),
        _ => format!("{kind}: {}", job.author),
    };
    let about = About {
        title,
        author: job.author.clone(),
        locale: job.choice.locale,
    };
    pages.finish(about).map(Ok)
}

/// Four cards on a sheet that lies on its side, with lines to cut along.
fn four_cards(pages: &mut Pages<'_>, words: &Words<'_>, drawn: &[(&Item, Option<Code>)]) {
    let (width, height) = (A4.1, A4.0);
    let cell = (width / 2.0, height / 2.0);
    for four in drawn.chunks(4) {
        pages.begin(width, height);
        pages.fill((cell.0 - 0.15, 0.0), (0.3, height), Ink::Line);
        pages.fill((0.0, cell.1 - 0.15), (width, 0.3), Ink::Line);
        let corners = [(0.0, 0.0), (cell.0, 0.0), (0.0, cell.1), cell];
        for ((item, code), corner) in four.iter().zip(corners) {
            layout::card(pages, words, corner, cell, (item, code.as_ref()));
        }
    }
}

/// Labels of one product after the other, each sheet filled before the next.
fn labels(pages: &mut Pages<'_>, words: &Words<'_>, drawn: &[(&Item, Option<Code>)], count: usize) {
    let stamps: Vec<Stamp> = drawn
        .iter()
        .map(|(item, code)| pages.stamp(|pages| layout::label(pages, words, LABEL, (item, code.as_ref()))))
        .collect();
    let all: Vec<&Stamp> = stamps
        .iter()
        .flat_map(|stamp| std::iter::repeat_n(stamp, count))
        .collect();
    let cells = (0..LABELS.1)
        .flat_map(|row| (0..LABELS.0).map(move |column| (column, row)))
        .collect::<Vec<_>>();
    for sheet in all.chunks(cells.len()) {
        pages.begin(A4.0, A4.1);
        for (stamp, (column, row)) in sheet.iter().zip(&cells) {
            let down = LABEL.1.mul_add(steps(*row), LABELS_TOP);
            pages.press(stamp, (LABEL.0 * steps(*column), down));
        }
    }
}

/// A small count as a length.
fn steps(count: usize) -> f32 {
    f32::from(u8::try_from(count).unwrap_or_default())
}
