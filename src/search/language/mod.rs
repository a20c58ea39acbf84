//! What a query means: words, readings of misspelt words, synonyms, and what kind of thing is asked.
//!
//! [`read`] turns typed text into a [`Reading`] that both engines use to find candidates and that
//! `scoring` ranks by. Literal first; slips are tried only when the literal reading finds nothing.

mod lexicon;
mod reading;
mod slips;
mod steering;
mod synonyms;
mod thesaurus;

pub use reading::{Class, Form, Guess, Reading, Sequence, Slot, Stage, Where, read};
