//! To be written: media.
