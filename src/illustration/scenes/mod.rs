//! One file per family of subjects; each draws on the table between [`super::ground::HORIZON`] and the
//! foot of the picture.
pub mod bottles;
pub mod ceramics;
pub mod craft;
pub mod dairy;
pub mod figures;
pub mod flora;
pub mod fruit;
pub mod garden;
pub mod greens;
pub mod jars;
pub mod light;
pub mod mushrooms;
pub mod music;
pub mod pictures;
pub mod places;
pub mod rice;
pub mod savoury;
pub mod sweets;
pub mod tableware;
pub mod tea;
pub mod textile;
pub mod weave;
pub mod wood;
pub mod workshop;
