//! Places as the office keeps them: found, edited, confirmed, sent out as tables and maps and taken in again.
//!
//! A place is read and written as a [`Sheet`] of named texts: the form, a row of CSV and a feature of GeoJSON are the
//! same sheet, judged by the same rules. Who writes says which revision was read; what the office edited is marked, so
//! that a data set that is imported again leaves it alone.

mod exchange;
mod fault;
mod judge;
mod list;
mod position;
mod reading;
mod save;
mod sheet;
mod staging;

pub use exchange::{Came, FileFault, MOST_LINES, Record, every, geojson, read_geojson, read_table, table};
pub use fault::{Fault, Wrong};
pub use list::{Listed, Wanted, count, list};
pub use position::read as read_position;
pub(crate) use reading::{Judge, LINE, PARAGRAPH};
pub use save::{Edit, SaveRefusal, Stored, confirm, find, save};
pub use sheet::{FACILITIES, FIELDS, LANGUAGES, PAYMENTS, Sheet};
pub use staging::{Applied, Change, LineFault, Preview, apply, preview, stage, staged};
