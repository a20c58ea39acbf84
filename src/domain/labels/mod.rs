//! What the code on a printed card or label carries, so that it can be checked without us: the certificate as it
//! stood on the day of printing, signed. And what has become of that certificate since.
//!
//! Format, key and offline check are described in `docs/qr.md`.

mod payload;
mod today;

use foundation::kernel::error::Result;
use foundation::kernel::secrets::Secrets;
use foundation::kernel::signing::SigningKey;

pub use payload::{Broken, LONGEST_TEXT, Label};
pub use today::{Change, Today};

/// The key that signs labels.
pub fn key(secrets: &Secrets) -> Result<SigningKey> {
    secrets.signing_key("labels")
}
