//! Signatures that anybody can check, also without us: Ed25519 (RFC 8032). Each purpose has a key of its own,
//! derived from the site's secret, so that nothing more has to be configured or kept safe.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};

use super::error::{Error, Result};

/// Bytes of a key's id: enough to tell a handful of keys apart.
const ID_BYTES: usize = 8;

/// A key of this site that signs.
pub struct SigningKey(Ed25519KeyPair);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SigningKey({})", self.id())
    }
}

/// Why a signed text is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsigned {
    /// It has not the shape of a signed text.
    Garbled,
    /// It was changed, is about something else, or was signed with another key.
    Forged,
}

impl SigningKey {
    /// From 32 secret bytes.
    pub(super) fn from_seed(seed: &[u8; 32]) -> Result<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed)
            .map(Self)
            .map_err(|rejected| Error::new(format!("a key to sign with: {rejected}")))
    }

    /// The public half as base64url without padding (43 characters).
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key())
    }

    /// A short name of the key: the beginning of the SHA-256 of its public half, in hex.
    pub fn id(&self) -> String {
        let hash = Sha256::digest(self.0.public_key());
        hex::encode(hash.get(..ID_BYTES).unwrap_or_default())
    }

    /// A payload with its signature: `base64url(payload).base64url(signature)`. `about` is signed before the
    /// payload and stands elsewhere, so that the text is worth nothing anywhere else.
    pub fn signed(&self, about: &str, payload: &[u8]) -> String {
        let signature = self.0.sign(&message(about, payload));
        format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(payload),
            URL_SAFE_NO_PAD.encode(signature.as_ref())
        )
    }

    /// The payload of what [`Self::signed`] made about the same thing.
    pub fn opened(&self, about: &str, text: &str) -> std::result::Result<Vec<u8>, Unsigned> {
        let (payload, signature) = text.split_once('.').ok_or(Unsigned::Garbled)?;
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
        let (Some(payload), Some(signature)) = (decoded(payload), decoded(signature)) else {
            return Err(Unsigned::Garbled);
        };
        let public = UnparsedPublicKey::new(&ED25519, self.0.public_key());
        match public.verify(&message(about, &payload), &signature) {
            Ok(()) => Ok(payload),
            Err(_unspecified) => Err(Unsigned::Forged),
        }
    }
}

/// What is signed: what it is about, a line feed, the payload.
fn message(about: &str, payload: &[u8]) -> Vec<u8> {
    let mut message = about.as_bytes().to_vec();
    message.push(b'\n');
    message.extend_from_slice(payload);
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::secrets::Secrets;

    fn key(secret: &str, purpose: &str) -> SigningKey {
        Secrets::new(secret).signing_key(purpose).unwrap()
    }

    #[test]
    fn what_was_signed_opens_about_the_same_thing_only() {
        let key = key("one", "labels");
        let text = key.signed("HN-1", "bốn sao".as_bytes());
        assert_eq!(key.opened("HN-1", &text).unwrap(), "bốn sao".as_bytes());
        assert_eq!(key.opened("HN-2", &text), Err(Unsigned::Forged));
        assert_eq!(text, key.signed("HN-1", "bốn sao".as_bytes()), "the same, always");
    }

    #[test]
    fn no_changed_letter_opens() {
        let key = key("one", "labels");
        let text = key.signed("HN-1", b"four stars");
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(key.opened("HN-1", &changed).is_err(), "{changed}");
        }
        for garbled in ["", ".", "a", "a.b", "!!.!!", &text[..40], &format!("{text}=")] {
            assert!(key.opened("HN-1", garbled).is_err(), "{garbled}");
        }
    }

    #[test]
    fn another_secret_and_another_purpose_are_other_keys() {
        let text = key("one", "labels").signed("HN-1", b"x");
        assert_eq!(key("two", "labels").opened("HN-1", &text), Err(Unsigned::Forged));
        assert_eq!(key("one", "tickets").opened("HN-1", &text), Err(Unsigned::Forged));
        assert_ne!(key("one", "labels").id(), key("two", "labels").id());
        assert_eq!(key("one", "labels").public().len(), 43);
    }
}
