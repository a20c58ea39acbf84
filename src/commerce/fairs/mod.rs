//! Fairs and promotion events as the office keeps them: what they say, their numbered booths with who stands there and
//! with which products, and what they brought.

mod booths;
mod numbers;
mod results;
mod save;

pub use crate::sites::{Edit, SaveRefusal};
pub use booths::{BoothRefusal, Change, Shown, add, change, mark, of_producer, own};
pub use numbers::{MOST_BOOTHS, NumberFault, expand};
pub use results::{
    BoothResult, Brought, FairResult, ResultRefusal, Written, booth_results, put_result, result,
};
pub use save::{FIELDS, Listed, REGIONS, Stored, find, list, save};
