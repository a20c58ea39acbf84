//! The program as it runs: several processes on one database, and processes that are killed in the middle of
//! their work. Everything is done over HTTP and judged by `cho-lang check`.
//!
//! `CHO_LANG_CRASHES` says how often the server is killed (a few times when it says nothing),
//! `CHO_LANG_BIN` which program is run.

#[cfg(test)]
mod buyers;
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod server;
#[cfg(test)]
mod two;
