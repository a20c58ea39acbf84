//! What the rest of the house stands on, and what knows no feature: time, the database, settings, texts,
//! jobs, messages, the audit log, the version of the public content, and pictures.

pub mod audit;
pub mod config;
pub mod i18n;
pub mod jobs;
pub mod kernel;
pub mod mail;
pub mod media;
pub mod publication;
