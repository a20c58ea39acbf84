//! To be written: places.
