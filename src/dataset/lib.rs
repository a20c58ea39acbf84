//! The Hà Nội data set: reading it, judging it, writing it, drawing its pictures; and synthetic data of
//! any size for scale tests.
//!
//! `table` and `rows` judge files without a database; `apply` writes them; `import` puts both together.
//! What the gaps of the data mean is decided in `certificates`, `stock`, `seasons` and `provenance`.

mod apply;
mod certificates;
mod fields;
mod generate;
mod import;
mod phrases;
mod pictures;
mod progress;
mod provenance;
mod reason;
mod reference;
mod report;
mod rows;
mod seasons;
mod source;
mod stock;
mod store;
mod table;
#[cfg(test)]
mod tests;

pub use generate::{GenerateOptions, Generated, generate};
pub use import::{Options, import};
pub use pictures::{Drawing, PICTURES_JOB, draw_pictures, request_pictures};
pub use progress::{Bar, Progress, Silent};
pub use provenance::SEPARATOR as SOURCE_SEPARATOR;
pub use reason::Reason;
pub use report::{FileReport, Refusal, Table};
pub use source::{DataFile, Source};
