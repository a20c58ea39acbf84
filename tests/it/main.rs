//! The house as a whole, from outside: one binary, so that it links once.
//!
//! Every test has a database and a server of its own, on SQLite, or on PostgreSQL where
//! `TEST_POSTGRES_URL` names a server on which databases may be made.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod accounts_data;
#[cfg(test)]
mod accounts_factor;
#[cfg(test)]
mod accounts_security;
#[cfg(test)]
mod api_description;
#[cfg(test)]
mod api_reads;
#[cfg(test)]
mod api_refusals;
#[cfg(test)]
mod api_search;
#[cfg(test)]
mod applications;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod audit_log;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod buying;
#[cfg(test)]
mod buying_races;
#[cfg(test)]
mod buying_rules;
#[cfg(test)]
mod certificates_import;
#[cfg(test)]
mod certificates_office;
#[cfg(test)]
mod certificates_revoked;
#[cfg(test)]
mod certificates_undo;
#[cfg(test)]
mod cod;
#[cfg(test)]
mod complaints;
#[cfg(test)]
mod constraints;
#[cfg(test)]
mod desk_money;
#[cfg(test)]
mod desk_orders;
#[cfg(test)]
mod desk_stock;
#[cfg(test)]
mod enquiries;
#[cfg(test)]
mod enquiries_kept;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod figures_views;
#[cfg(test)]
mod generate_orders;
#[cfg(test)]
mod hiding;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod keepers;
#[cfg(test)]
mod keepers_hours;
#[cfg(test)]
mod keepers_office;
#[cfg(test)]
mod keepers_shelf;
#[cfg(test)]
mod legal_texts;
#[cfg(test)]
mod life_cycle;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod listing_papers;
#[cfg(test)]
mod listing_pictures;
#[cfg(test)]
mod listing_tables;
#[cfg(test)]
mod listing_tables_refused;
#[cfg(test)]
mod listing_terms;
#[cfg(test)]
mod listings;
#[cfg(test)]
mod listings_packs;
#[cfg(test)]
mod mail_ways;
#[cfg(test)]
mod mails;
#[cfg(test)]
mod map_layer;
#[cfg(test)]
mod membership;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod office;
#[cfg(test)]
mod office_criteria;
#[cfg(test)]
mod office_events;
#[cfg(test)]
mod office_jobs;
#[cfg(test)]
mod office_money;
#[cfg(test)]
mod office_place_files;
#[cfg(test)]
mod office_places;
#[cfg(test)]
mod office_staff;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod payments_bank;
#[cfg(test)]
mod payments_books;
#[cfg(test)]
mod payments_card;
#[cfg(test)]
mod payments_notices;
#[cfg(test)]
mod picture_files;
#[cfg(test)]
mod print;
#[cfg(test)]
mod printed_labels;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod reminders;
#[cfg(test)]
mod report_figures;
#[cfg(test)]
mod report_files;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod returns;
#[cfg(test)]
mod returns_forgotten;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod schema_drift;
#[cfg(test)]
mod seo_machines;
#[cfg(test)]
mod site_settings;
#[cfg(test)]
mod story_desk;
#[cfg(test)]
mod support;
#[cfg(test)]
mod withdrawing;
#[cfg(test)]
mod words;
