//! To be written: search.
