//! Passwords: argon2id at the parameters of OWASP, off the threads that answer requests, as slow for nobody
//! as for somebody.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use foundation::kernel::error::{Context, Result};
use foundation::kernel::fold::{fold, nfc};
use foundation::kernel::secrets::Secrets;

/// Memory of one hash, KiB (OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane).
pub const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over the memory.
pub const PASSES: u32 = 2;
/// Lanes.
pub const LANES: u32 = 1;

/// Shortest password, in characters.
pub const SHORTEST: usize = 10;
/// Longest password, in characters: a whole sentence fits.
pub const LONGEST: usize = 200;
/// Different characters a password has at least.
const MOST_ALIKE: usize = 5;

/// Hashes made at once: each takes [`MEMORY_KIB`], and a flood of sign-ins must not take the machine.
static TURNS: Semaphore = Semaphore::const_new(4);

/// Passwords that everybody tries first, folded.
const COMMON: &[&str] = &[
    "1234567890",
    "0123456789",
    "0987654321",
    "qwertyuiop",
    "1q2w3e4r5t",
    "password123",
    "password1234",
    "matkhau123",
    "matkhau1234",
    "iloveyou123",
    "anhyeuem123",
    "emyeuanh123",
    "abcdefghij",
    "abc1234567",
    "admin12345",
    "vietnam123",
];

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`SHORTEST`] characters.
    Short,
    /// More than [`LONGEST`] characters.
    Long,
    /// One that is tried first, or the person's own name or address.
    Guessable,
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).context("the parameters of argon2")?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What is wrong with a new password; `about` are words that stand for the person.
pub fn weakness(password: &str, about: &[&str]) -> Option<Weakness> {
    let length = nfc(password).chars().count();
    if length < SHORTEST {
        return Some(Weakness::Short);
    }
    if length > LONGEST {
        return Some(Weakness::Long);
    }
    let folded = fold(password);
    let letters: std::collections::BTreeSet<char> = password.chars().collect();
    let own = about.iter().any(|word| {
        let word = fold(word);
        let stem = folded.trim_end_matches(char::is_numeric).trim_end();
        word.chars().count() >= 5 && (folded == word || stem == word)
    });
    (letters.len() < MOST_ALIKE || COMMON.contains(&folded.as_str()) || own).then_some(Weakness::Guessable)
}

/// The PHC string of a new password.
pub async fn hash(secrets: &Secrets, password: &str) -> Result<String> {
    let mut salt = [0; 16];
    secrets.fill(&mut salt)?;
    let password = nfc(password);
    apart(move || {
        let hash: PasswordHash = argon2()?
            .hash_password_with_salt(password.as_bytes(), &salt)
            .context("hashing a password")?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password is the one of a PHC string. Without one it takes as long and is wrong.
pub async fn verify(password: &str, phc: Option<&str>) -> Result<bool> {
    let password: String = nfc(password).chars().take(LONGEST + 1).collect();
    let phc = phc.filter(|phc| !phc.is_empty()).map(str::to_owned);
    apart(move || {
        let argon2 = argon2()?;
        let Some(phc) = phc else {
            let _: PasswordHash = argon2
                .hash_password_with_salt(password.as_bytes(), b"a salt of nobody")
                .context("the time of a password")?;
            return Ok(false);
        };
        let hash = PasswordHash::new(&phc).context("a password's hash")?;
        Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

/// Runs slow work on a thread that may be slow, a few at once.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _turn = TURNS.acquire().await.context("waiting for one's turn")?;
    tokio::task::spawn_blocking(work)
        .await
        .context("the thread of a password")?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_in_any_normal_form() {
        let secrets = Secrets::new("one");
        let made = hash(&secrets, "chợ làng Vạn Phúc").await.unwrap();
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{made}");
        let nfd = "cho\u{323}\u{31b} la\u{300}ng Va\u{323}n Phu\u{301}c";
        assert!(verify("chợ làng Vạn Phúc", Some(&made)).await.unwrap());
        assert!(verify(nfd, Some(&made)).await.unwrap());
        assert!(!verify("chợ làng Vạn Phuc", Some(&made)).await.unwrap());
        assert!(!verify("", Some(&made)).await.unwrap());
        assert!(!verify("anything", None).await.unwrap());
        assert!(!verify("", Some("")).await.unwrap());
        assert_ne!(made, hash(&secrets, "chợ làng Vạn Phúc").await.unwrap());
    }

    #[test]
    fn weak_ones_are_refused() {
        for (password, weakness_of) in [
            ("ngắn", Some(Weakness::Short)),
            ("1234567890", Some(Weakness::Guessable)),
            ("aaaaaaaaaaaaaa", Some(Weakness::Guessable)),
            ("Nguyễn Văn Lan 1990", Some(Weakness::Guessable)),
            ("demo-cho-lang", None),
            ("tám chữ thì đủ", None),
        ] {
            assert_eq!(weakness(password, &["Nguyễn Văn Lan"]), weakness_of, "{password}");
        }
        assert_eq!(weakness(&"ab cd ef ".repeat(40), &[]), Some(Weakness::Long));
    }
}
