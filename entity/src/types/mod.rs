//! Column types: money, languages, states and grades. Every enum is stored as a snake_case string,
//! so that SQLite and PostgreSQL hold the same text and a new value needs no migration of types.

mod account;
mod application;
mod certificate;
mod certificate_import;
mod complaint;
mod contact;
mod enquiry;
mod import;
mod locale;
mod notice;
mod order;
mod payment;
mod place;
mod producer;
mod product;
mod reach;
mod remittance;
mod report;
mod review;
mod site;
mod tax_code;
mod vnd;

pub use account::{MemberRole, StaffRole, TokenPurpose};
pub use application::ApplicationStatus;
pub use certificate::{CertificateDay, EvidenceGrade, IssuerLevel, Stars};
pub use certificate_import::{ImportStatus, ImportVerdict};
pub use complaint::{ComplaintStatus, ComplaintTopic};
pub use contact::{PhoneError, email_key, parse_email, parse_phone, show_phone};
pub use enquiry::EnquiryStatus;
pub use import::{ImportKind, ImportOutcome};
pub use locale::Locale;
pub use notice::{NoticeKind, NoticeOutcome};
pub use order::{
    CouponKind, DeliveryMethod, MovementKind, OrderStatus, ReservationState, ReturnStatus, Zone,
};
pub use payment::{
    BankLineState, Custody, LedgerAccount, PaymentMethod, PaymentStatus, PayoutStatus, RefundStatus,
};
pub use place::{PlaceKind, PlaceStatus, Precision};
pub use producer::{LegalForm, PublicStatus};
pub use product::{OwnerKind, ProductKind};
pub use reach::DeliveryReach;
pub use remittance::RemittanceState;
pub use report::{Measure, ReportFormat, ReportKind, ReportState, SalesRunState};
pub use review::ReviewState;
pub use site::{Badge, LegalPage};
pub use tax_code::parse_tax_code;
pub use vnd::{Vnd, VndError};
