//! What an account's operations may answer instead of doing what was asked. Surfaces put it in words.

use super::password::Weakness;

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The password, or address and password together, are wrong.
    Wrong,
    /// The code is wrong, or was used before.
    WrongCode,
    /// Too many tries: wait so many seconds.
    Slowed(i64),
    /// The link is used up, too old, for something else, or was never made.
    Link,
    /// The link is for another person than the one who is signed in.
    Foreign,
    /// The new password is not good enough.
    Weak(Weakness),
    /// No e-mail address.
    Email,
    /// Somebody else has it.
    Taken,
    /// No province of Việt Nam.
    Province,
    /// No more fit.
    Full,
    /// There is no such thing, or it is somebody else's.
    Missing,
    /// The person is the last owner of a producer.
    LastOwner,
}
