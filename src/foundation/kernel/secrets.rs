//! Randomness and keys: tokens nobody can guess, signatures only this site can make, and small secrets
//! that are stored sealed. One place, so that the source of randomness is a parameter like the clock.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};

use super::error::{Context, Error, Result};
use super::signing::SigningKey;

/// Bytes of a token: 256 bits, so that guessing is no way in.
const TOKEN_BYTES: usize = 32;
/// Bytes of a signature in an address: 160 bits of HMAC-SHA256.
const TAG_BYTES: usize = 20;

/// The key of the site and its source of randomness.
#[derive(Clone)]
pub struct Secrets {
    key: Arc<[u8]>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secrets")
    }
}

/// SHA-256 of a text, hex: how tokens are stored.
pub fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

impl Secrets {
    /// From the site's secret.
    pub fn new(secret: &str) -> Self {
        Self {
            key: Arc::from(Sha256::digest(secret.as_bytes()).as_slice()),
        }
    }

    /// Random bytes from the system.
    pub fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(|error| Error::new(format!("the system gives no randomness: {error}")))
    }

    /// A new token for a cookie or a link: letters that need no escaping.
    pub fn token(&self) -> Result<String> {
        let mut bytes = [0; TOKEN_BYTES];
        self.fill(&mut bytes)?;
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A random number below `bound`, every one as likely.
    pub fn below(&self, bound: u32) -> Result<u32> {
        let limit = u32::MAX - u32::MAX % bound.max(1);
        loop {
            let mut bytes = [0; 4];
            self.fill(&mut bytes)?;
            let number = u32::from_le_bytes(bytes);
            if number < limit {
                return Ok(number % bound.max(1));
            }
        }
    }

    /// The signature of a message for one purpose, short enough for an address.
    pub fn sign(&self, purpose: &str, message: &str) -> Result<String> {
        let tag = self.mac(purpose, message)?.finalize().into_bytes();
        let short = tag.get(..TAG_BYTES).unwrap_or(&tag);
        Ok(URL_SAFE_NO_PAD.encode(short))
    }

    /// Whether a signature was made here for this purpose and message. An empty one never is.
    pub fn verify(&self, purpose: &str, message: &str, signature: &str) -> bool {
        let Ok(tag) = URL_SAFE_NO_PAD.decode(signature) else {
            return false;
        };
        tag.len() == TAG_BYTES
            && self
                .mac(purpose, message)
                .is_ok_and(|mac| mac.verify_truncated_left(&tag).is_ok())
    }

    /// Seals a small secret for storage; `about` binds it to its row.
    pub fn seal(&self, about: &str, secret: &[u8]) -> Result<String> {
        let mut nonce = [0; 12];
        self.fill(&mut nonce)?;
        let payload = Payload {
            msg: secret,
            aad: about.as_bytes(),
        };
        let sealed = self
            .cipher()?
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_opaque| Error::new("sealing a secret"))?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Opens what [`Self::seal`] made for the same row.
    pub fn open(&self, about: &str, sealed: &str) -> Result<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD
            .decode(sealed)
            .context("a sealed secret that is no Base64")?;
        let (nonce, body) = bytes
            .split_at_checked(12)
            .ok_or_else(|| Error::new("a sealed secret that is too short"))?;
        let nonce: [u8; 12] = nonce.try_into().context("a nonce")?;
        let payload = Payload {
            msg: body,
            aad: about.as_bytes(),
        };
        self.cipher()?
            .decrypt(&Nonce::from(nonce), payload)
            .map_err(|_opaque| Error::new("a sealed secret that does not open: the site's key has changed"))
    }

    /// A key that signs for one purpose so that others can check it: always the same one.
    pub fn signing_key(&self, purpose: &str) -> Result<SigningKey> {
        let seed = self.mac("ed25519", purpose)?.finalize().into_bytes();
        SigningKey::from_seed(&seed.into())
    }

    fn mac(&self, purpose: &str, message: &str) -> Result<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).context("the key of the site")?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message.as_bytes());
        Ok(mac)
    }

    fn cipher(&self) -> Result<ChaCha20Poly1305> {
        let key = self.mac("seal", "")?.finalize().into_bytes();
        let key: [u8; 32] = key.into();
        Ok(ChaCha20Poly1305::new(&Key::from(key)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_purpose_and_message_only() {
        let secrets = Secrets::new("one");
        let tag = secrets.sign("order", "A1").unwrap();
        assert!(secrets.verify("order", "A1", &tag));
        for (purpose, message, tag) in [
            ("order", "A2", tag.as_str()),
            ("reset", "A1", tag.as_str()),
            ("order", "A1", ""),
            ("order", "A1", &tag[..10]),
            ("order", "A1", "!!!"),
        ] {
            assert!(
                !secrets.verify(purpose, message, tag),
                "{purpose} {message} {tag}"
            );
        }
        assert!(!Secrets::new("two").verify("order", "A1", &tag));
    }

    #[test]
    fn what_is_sealed_opens_for_its_row_only() {
        let secrets = Secrets::new("one");
        let sealed = secrets.seal("user:1", b"JBSWY3DP").unwrap();
        assert_eq!(secrets.open("user:1", &sealed).unwrap(), b"JBSWY3DP");
        assert!(secrets.open("user:2", &sealed).is_err());
        assert!(Secrets::new("two").open("user:1", &sealed).is_err());
        assert!(secrets.open("user:1", "AAAA").is_err());
    }

    #[test]
    fn tokens_differ_and_numbers_stay_below() {
        let secrets = Secrets::new("one");
        assert_ne!(secrets.token().unwrap(), secrets.token().unwrap());
        assert!((0..200).all(|_| secrets.below(31).unwrap() < 31));
    }
}
