//! To be written: illustration.
