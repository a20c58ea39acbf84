//! Column types: money, languages, states and grades. Every enum is stored as a snake_case string,
//! so that SQLite and PostgreSQL hold the same text and a new value needs no migration of types.

mod certificate;
mod locale;
mod place;
mod producer;
mod product;
mod vnd;

pub use certificate::{CertificateDay, EvidenceGrade, IssuerLevel, Stars};
pub use locale::Locale;
pub use place::{PlaceKind, PlaceStatus, Precision};
pub use producer::{LegalForm, PublicStatus};
pub use product::{OwnerKind, ProductKind};
pub use vnd::{Vnd, VndError};
