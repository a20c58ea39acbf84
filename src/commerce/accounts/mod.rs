//! People with accounts: who they are, how they come in, what they may do, what they keep. Every operation
//! opens one transaction, starts from the person's own key and answers with a [`Refusal`] what a person can
//! act on.

pub mod addresses;
pub mod data;
pub mod demo;
mod export;
mod ground;
pub mod keepsakes;
mod letters;
pub mod password;
mod people;
pub mod profile;
pub mod recovery;
mod refusal;
pub mod register;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod staff;
mod tokens;

use crate::throttle;

pub use export::export;
pub use ground::Ground;
pub use letters::Paths;
pub use people::{Person, person};
pub use refusal::Refusal;
