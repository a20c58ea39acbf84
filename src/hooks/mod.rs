//! What other programs ask: health and figures.

pub mod health;
