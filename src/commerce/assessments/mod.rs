//! Criteria of the decisions on places that sell OCOP goods, the sheets that are filled in for a place, and its papers.
//! The operator keeps the criteria; a sheet copies their words, so that it says later what it said then. What is known
//! of the decisions, and what is not, stands with each criterion.

mod criteria;
mod papers;
mod sheets;

pub use criteria::{BLOCKS, Criterion, CriterionRefusal, Version, Wish, active, every, find, mark, put};
pub use papers::{
    FORGET_PLACE_PAPERS_JOB, MOST_PAPERS, Paper, PaperRefusal, attach, detach, expect, forget_files,
    of_place, paper,
};
pub use sheets::{Answer as RowAnswer, CONCLUSIONS, Filled, Refused, Row, Sheet, fill, history, rows, sheet};
