//! What every surface stands in: the outside world handed down, the search index kept up, and the web.

pub mod indexing;
pub mod mails;
pub mod paper;
pub mod receipt;
pub mod services;
pub mod web;
