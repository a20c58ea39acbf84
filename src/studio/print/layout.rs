//! What stands where on a card, a poster and a label. The proof keeps its place; names shrink, then wrap, then end in
//! an ellipsis, so that nothing leaves its paper. What is not known is left out.

use foundation::i18n::format;
use shell::paper::{Code, Column, Ink, Pages, Voice, mm};

use super::item::{Item, Proof};
use super::sheets::Words;

const TITLE: (Voice, Ink) = (Voice::Title, Ink::Black);
const STRONG: (Voice, Ink) = (Voice::Strong, Ink::Black);
const TEXT: (Voice, Ink) = (Voice::Text, Ink::Black);
const QUIET: (Voice, Ink) = (Voice::Text, Ink::Quiet);
const PROUD: (Voice, Ink) = (Voice::Strong, Ink::Red);

/// A corner or the size of something.
type Pair = (f32, f32);
/// A product with its code, if its certificate holds.
type Drawn<'a> = (&'a Item, Option<&'a Code>);

/// A row of stars; answers how wide it is.
fn stars(pages: &mut Pages<'_>, proof: &Proof, (x, y): Pair, radius: f32) -> f32 {
    let step = radius * 2.2;
    let mut at = x + radius;
    for _ in 0..proof.label.stars.get() {
        pages.star((at, y + radius), radius, Ink::Gold);
        at += step;
    }
    at - radius - x
}

/// "OCOP 4 stars".
fn rank(words: &Words<'_>, proof: &Proof) -> String {
    let stars = proof.label.stars.get().to_string();
    words.say_twice("print.paper_stars", &[("stars", &stars)])
}

fn until(words: &Words<'_>, proof: &Proof) -> String {
    let last = format::date(proof.label.valid_until, words.locale);
    words.say("print.paper_until", &[("until", &last)])
}

/// What is known of the decision, on one line; that none was seen is said as well.
fn decision(words: &Words<'_>, proof: &Proof) -> String {
    let label = &proof.label;
    let (earliest, latest) = label.issued;
    let day = if earliest == latest {
        format::date(latest, words.locale)
    } else {
        format::date_range(earliest, Some(latest), words.locale)
    };
    let mut parts = Vec::new();
    if !label.decision.is_empty() {
        parts.push(words.say("print.paper_decision", &[("decision", &label.decision)]));
    }
    parts.push(words.say("print.paper_issued", &[("issued", &day)]));
    if !label.confirmed {
        parts.push(words.say("print.paper_unconfirmed", &[]));
    }
    parts.join(" · ")
}

/// The same as shortly as it can be said.
fn short_decision(words: &Words<'_>, proof: &Proof) -> String {
    let label = &proof.label;
    if !label.confirmed {
        return words.say("print.paper_unconfirmed", &[]);
    }
    let issued = format::date(label.issued.1, words.locale);
    match label.decision.as_str() {
        "" => words.say("print.paper_issued", &[("issued", &issued)]),
        number => words.say("print.paper_short", &[("decision", number), ("issued", &issued)]),
    }
}

fn lookup(words: &Words<'_>, proof: &Proof) -> String {
    let printed = format::date(proof.label.printed, words.locale);
    format!(
        "{} · {}",
        words.say("print.paper_code", &[("code", &proof.label.code)]),
        words.say("print.paper_printed", &[("printed", &printed)])
    )
}

fn net(words: &Words<'_>, pack: &str) -> String {
    words.say("print.paper_net", &[("pack", pack)])
}

/// A shelf card within a frame of this size.
pub(super) fn card(
    pages: &mut Pages<'_>,
    words: &Words<'_>,
    (x, y): Pair,
    (width, height): Pair,
    (item, code): Drawn<'_>,
) {
    const EDGE: f32 = mm(9.0);
    const SIDE: f32 = mm(36.0);
    const GAP: f32 = mm(6.0);
    const PROOF: f32 = 66.0;
    let thin = mm(4.5);
    pages.frame(
        (x + thin, y + thin),
        (width - 2.0 * thin, height - 2.0 * thin),
        (0.8, Ink::Line),
    );
    let proof = item.proof.as_ref().zip(code);
    let full = width - 2.0 * EDGE;
    let left = if proof.is_some() { full - SIDE - GAP } else { full };
    let bottom = y + height - EDGE;
    // Words alone stand somewhat above the middle.
    let top = y + if proof.is_some() { EDGE } else { height * 0.27 };
    let mut column = Column {
        x: x + EDGE,
        width: left,
        top,
        bottom: if proof.is_some() {
            bottom - PROOF - 4.0
        } else {
            bottom
        },
        centred: false,
    };
    column.text(pages, TITLE, (24.0, 11.0), 6, &item.name);
    if let Some(second) = &item.second {
        column.text(pages, QUIET, (12.0, 8.5), 2, second);
    }
    column.down(3.0);
    column.text(pages, STRONG, (11.0, 8.0), 2, &item.maker);
    column.text(pages, QUIET, (9.0, 7.0), 2, &item.address);
    if let Some(pack) = &item.pack {
        column.text(pages, TEXT, (9.0, 7.0), 1, &net(words, pack));
    }
    let Some((proof, code)) = proof else {
        return;
    };
    let right = x + width - EDGE - SIDE;
    pages.code((right, y + EDGE), SIDE, code);
    let mut caption = Column {
        x: right,
        width: SIDE,
        top: y + EDGE + SIDE + code.quiet(SIDE),
        bottom: bottom - PROOF - 4.0,
        centred: true,
    };
    caption.text(
        pages,
        QUIET,
        (7.5, 6.0),
        3,
        &words.say_twice("print.paper_scan", &[]),
    );
    let top = bottom - PROOF;
    let wide = stars(pages, proof, (x + EDGE, top), 8.0);
    let mut rank_line = Column {
        x: x + EDGE + wide + 8.0,
        width: full - wide - 8.0,
        top: top - 1.0,
        bottom: top + 19.0,
        centred: false,
    };
    rank_line.text(pages, PROUD, (12.0, 8.0), 1, &rank(words, proof));
    let mut facts = Column {
        x: x + EDGE,
        width: full,
        top: top + 20.0,
        bottom,
        centred: false,
    };
    facts.text(pages, STRONG, (9.0, 7.0), 1, &until(words, proof));
    facts.text(pages, QUIET, (8.0, 6.0), 1, &decision(words, proof));
    facts.text(pages, QUIET, (8.0, 6.0), 1, &lookup(words, proof));
}

/// A poster on a page of its own.
pub(super) fn poster(
    pages: &mut Pages<'_>,
    words: &Words<'_>,
    (width, height): Pair,
    (item, code): Drawn<'_>,
) {
    const EDGE: f32 = mm(20.0);
    const SIDE: f32 = mm(72.0);
    const CAPTIONS: f32 = 74.0;
    const STARS: f32 = 98.0;
    let thin = mm(9.0);
    pages.frame(
        (thin, thin),
        (width - 2.0 * thin, height - 2.0 * thin),
        (1.6, Ink::Line),
    );
    let proof = item.proof.as_ref().zip(code);
    let below = proof.map_or(0.0, |_| SIDE + CAPTIONS + STARS);
    let mut column = Column {
        x: EDGE,
        width: width - 2.0 * EDGE,
        top: if proof.is_some() { EDGE } else { height * 0.24 },
        bottom: height - EDGE - below,
        centred: true,
    };
    column.text(pages, TITLE, (42.0, 16.0), 5, &item.name);
    if let Some(second) = &item.second {
        column.text(pages, QUIET, (20.0, 12.0), 2, second);
    }
    column.down(6.0);
    let maker = words.say("print.paper_made_by", &[("name", &item.maker)]);
    column.text(pages, STRONG, (17.0, 11.0), 2, &maker);
    column.text(pages, QUIET, (13.0, 10.0), 2, &item.address);
    if let Some(story) = &item.story {
        column.down(8.0);
        column.text(pages, TEXT, (14.0, 10.5), 9, story);
    }
    let Some((proof, code)) = proof else {
        return;
    };
    let top = height - EDGE - below;
    let radius = 18.0;
    let row = radius * 2.2 * f32::from(proof.label.stars.get()) - radius * 0.2;
    stars(pages, proof, ((width - row) / 2.0, top + 6.0), radius);
    let mut facts = Column {
        x: EDGE,
        width: width - 2.0 * EDGE,
        top: top + 6.0 + 2.0 * radius + 2.0,
        bottom: top + STARS,
        centred: true,
    };
    facts.text(pages, PROUD, (15.0, 10.0), 1, &rank(words, proof));
    facts.text(pages, STRONG, (11.0, 9.0), 1, &until(words, proof));
    pages.code(((width - SIDE) / 2.0, top + STARS), SIDE, code);
    let mut captions = Column {
        x: EDGE,
        width: width - 2.0 * EDGE,
        top: top + STARS + SIDE + code.quiet(SIDE),
        bottom: height - EDGE + 6.0,
        centred: true,
    };
    captions.text(
        pages,
        STRONG,
        (11.0, 8.0),
        1,
        &words.say_twice("print.paper_scan", &[]),
    );
    captions.text(pages, QUIET, (9.0, 7.0), 1, &decision(words, proof));
    captions.text(pages, QUIET, (9.0, 7.0), 1, &lookup(words, proof));
    captions.text(pages, QUIET, (9.0, 6.0), 1, &proof.address);
}

/// A label with its upper left corner at 0. Printers leave some four millimetres blank at the edge of the paper.
pub(super) fn label(
    pages: &mut Pages<'_>,
    words: &Words<'_>,
    (width, height): Pair,
    (item, code): Drawn<'_>,
) {
    const EDGE: f32 = mm(4.2);
    /// The least at which phones read the code.
    const SIDE: f32 = mm(25.0);
    const GAP: f32 = mm(2.2);
    const PACK: f32 = 8.0;
    const PROOF: f32 = 34.5;
    let proof = item.proof.as_ref().zip(code);
    let full = width - 2.0 * EDGE;
    let left = if proof.is_some() { full - SIDE - GAP } else { full };
    let bottom = height - EDGE;
    let top = if proof.is_some() { bottom - PROOF } else { bottom };
    let at = |top: f32, bottom: f32| Column {
        x: EDGE,
        width: left,
        top,
        bottom,
        centred: false,
    };
    let mut column = at(EDGE, if item.pack.is_some() { top - PACK } else { top });
    match &item.second {
        Some(second) => {
            // A long name takes two lines rather than lose its end, where no pack needs the room.
            let long = pages.faces().width(Voice::Strong, 5.5, &item.name) > left;
            let (sizes, most) = match (long, &item.pack) {
                (true, None) => ((5.8, 5.0), 2),
                (true, Some(_)) => ((5.5, 4.8), 1),
                (false, _) => ((7.8, 5.5), 1),
            };
            column.text(pages, STRONG, sizes, most, &item.name);
            column.text(pages, QUIET, (5.5, 4.6), 1, second);
        }
        None => column.text(pages, STRONG, (7.8, 5.5), 2, &item.name),
    }
    let made = match item.address.as_str() {
        "" => item.maker.clone(),
        address => format!("{}, {address}", item.maker),
    };
    column.text(pages, TEXT, (5.5, 4.6), 3, &made);
    if let Some(pack) = &item.pack {
        at(top - PACK, top).text(pages, TEXT, (5.3, 4.6), 1, &net(words, pack));
    }
    let Some((proof, code)) = proof else {
        return;
    };
    pages.code((width - EDGE - SIDE, (height - SIDE) / 2.0), SIDE, code);
    let wide = stars(pages, proof, (EDGE, top + 1.0), 3.4);
    let mut rank_line = Column {
        x: EDGE + wide + 2.0,
        width: left - wide - 2.0,
        ..at(top, top + 10.0)
    };
    let number = proof.label.stars.get().to_string();
    let said = words.say("print.paper_stars", &[("stars", &number)]);
    rank_line.text(pages, PROUD, (6.5, 5.0), 1, &said);
    let mut facts = at(top + 10.0, bottom);
    facts.text(pages, STRONG, (6.0, 4.8), 1, &until(words, proof));
    facts.text(pages, QUIET, (5.0, 4.2), 1, &short_decision(words, proof));
    let code = words.say("print.paper_code", &[("code", &proof.label.code)]);
    facts.text(pages, QUIET, (5.0, 4.2), 1, &code);
}
