//! One file per family of subjects; each draws on the table between [`super::ground::HORIZON`] and the
//! foot of the picture.
pub mod ceramics;
pub mod craft;
pub mod fruit;
pub mod greens;
pub mod jars;
pub mod music;
pub mod places;
pub mod savoury;
pub mod sweets;
pub mod textile;
pub mod weave;
pub mod wood;
