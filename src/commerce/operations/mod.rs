//! What the operator's office does with the house itself: reads the audit log, looks after jobs and messages that
//! did not go, takes records away within the hour and hands over what is kept of a producer. Every change is one
//! transaction with its line in the audit log.

pub mod dossier;
pub mod queue;
pub mod shown;
pub mod trail;
