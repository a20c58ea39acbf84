//! What the programme office reports: figures of sales by month, targets of the plan, and large files.
//!
//! No page reads a million orders. [`ask_figures`] begins a run that works the figures out month by month, each month
//! a job with one short read and one short write, so that neither buyers nor SQLite's one writer wait; pages read what
//! is there and say of when it is. What cannot be read that way is a file made in the background ([`ask_file`]),
//! for who asked alone.

mod calendar;
mod files;
mod gather;
mod lines;
mod national;
mod overview;
mod rollup;
mod runs;
mod sales;
mod targets;

pub use files::{REPORT_JOB, Say, make_file};
pub use national::{COLUMNS, commune_codes, stars_word};
pub use overview::{Attendance, attendance, last_sales};
pub use rollup::{
    Asked, OPEN_MONTHS, Progress, Running, SALES_JOB, ask_figures, figure_month, nightly, progress,
};
pub use runs::{
    AskRefusal, FILES_KEPT, FileView, FileWish, MOST_FILES, ask_file, file_of, files_of, forget_files,
};
pub use sales::{GroupMonth, by_group, net_of_products};
pub use targets::{Target, TargetRefusal, TargetWish, remove_target, save_target, target, targets};

/// What counts as sold, in SQL over the alias `o` of `orders`: everything but what waits for money or a word, what was
/// called off and what was not taken at the door. Written as what is left out, so that SQLite looks the days up and
/// not the states, of which one holds nearly all orders.
const SOLD: &str = "o.status NOT IN ('awaiting_payment', 'awaiting_confirmation', 'cancelled', 'refused')";
