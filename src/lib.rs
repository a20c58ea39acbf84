//! Chợ Làng: the public marketplace and map of Vietnam's OCOP programme.
//!
//! The house put together. Its rooms are crates below `src`, so that a change builds only what it
//! touches; imports go down only, and `tests/it/support/layers.rs` holds the table of who may use whom.

/// Pages are thousands of short strings: this allocator makes them a tenth cheaper than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

// 4 delivery: what machines ask for
pub mod hooks;
pub mod seo;

// 5 the whole
pub mod app;
pub mod cli;
pub mod sweeper;
pub mod worker;
