//! Folding of Vietnamese text to one comparable key (`domain.md` rules).
