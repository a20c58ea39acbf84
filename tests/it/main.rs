//! The house as a whole, from outside: one binary, so that it links once.
//!
//! Every test has a database and a server of its own, on SQLite, or on PostgreSQL where
//! `TEST_POSTGRES_URL` names a server on which databases may be made.

#[cfg(test)]
mod api_description;
#[cfg(test)]
mod api_reads;
#[cfg(test)]
mod api_refusals;
#[cfg(test)]
mod api_search;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod constraints;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod life_cycle;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod map_layer;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod schema_drift;
#[cfg(test)]
mod seo_machines;
#[cfg(test)]
mod support;
#[cfg(test)]
mod words;
