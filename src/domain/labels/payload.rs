//! The bytes of a label: few, since every one makes the code on paper finer.

use chrono::{Days, NaiveDate};
use entity::{EvidenceGrade, Stars};

use crate::ratings::Certificate;
use foundation::kernel::signing::{SigningKey, Unsigned};

/// The form of the bytes, which is also their first one.
const VERSION: u8 = 1;
/// Bytes before the number of the decision.
const HEAD: usize = 11;
/// Most bytes in all.
const MOST: usize = 84;
/// Longest number of a decision; a longer one is left out, since half a number is a wrong one.
const DECISION: usize = 36;
/// Bytes of the name that are worth their place.
const NAME: usize = 40;
/// Letters of a signature with its dot.
const SIGNATURE: usize = 87;
/// Longest signed text, in letters: three bytes make four, and the signature.
pub const LONGEST_TEXT: usize = MOST.div_ceil(3) * 4 + SIGNATURE;

/// A certificate as a label says it stood on the day of printing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Public code of the check page: it stands in the address, and is signed with the rest.
    pub code: String,
    /// Stars.
    pub stars: Stars,
    /// Whether it had been matched with the signed decision.
    pub confirmed: bool,
    /// Day of printing, in Việt Nam.
    pub printed: NaiveDate,
    /// First and last day it can have been signed; the same where the day is known.
    pub issued: (NaiveDate, NaiveDate),
    /// Last day on which it certainly held.
    pub valid_until: NaiveDate,
    /// Number of the decision; empty where none is named.
    pub decision: String,
    /// The product, as much of its name as there was room for.
    pub name: String,
}

/// Why a text is no label of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is none at all, or of a form that is not known here.
    Unreadable,
    /// The signature is not that of this site over these words.
    Forged,
}

impl Label {
    /// What a label says of a certificate on a day; nothing while it may not show its stars.
    pub fn new(certificate: &Certificate, name: &str, today: NaiveDate) -> Option<Self> {
        let standing = certificate.standing(today);
        let issued = (certificate.issued_earliest?, certificate.issued_latest?);
        let valid_until = certificate.shown_until()?;
        let decision = certificate.decision_no.clone().unwrap_or_default();
        standing.state.shows_stars().then(|| Self {
            code: certificate.code.clone(),
            stars: standing.stars,
            confirmed: certificate.grade == EvidenceGrade::A,
            printed: today,
            issued,
            valid_until,
            decision: if decision.len() <= DECISION {
                decision
            } else {
                String::new()
            },
            name: name.to_owned(),
        })
    }

    /// The signed text. `room` is how many letters it may have: the name gives way first.
    pub fn signed(&self, key: &SigningKey, room: usize) -> String {
        let bytes = room.saturating_sub(SIGNATURE) * 3 / 4;
        let left = bytes.min(MOST).saturating_sub(HEAD + self.decision.len());
        key.signed(&about(&self.code), &self.bytes(left.min(NAME)))
    }

    fn bytes(&self, room: usize) -> Vec<u8> {
        let stars = u8::try_from(self.stars.get()).unwrap_or_default();
        let mut bytes = vec![VERSION, stars | (u8::from(self.confirmed) << 3)];
        for day in [self.printed, self.issued.0, self.issued.1, self.valid_until] {
            bytes.extend(number(day).to_be_bytes());
        }
        bytes.push(u8::try_from(self.decision.len()).unwrap_or_default());
        bytes.extend(self.decision.bytes());
        bytes.extend(cut(&self.name, room).bytes());
        bytes
    }

    /// Reads the signed text that stands behind a code. Nothing of what it says is believed before the signature is.
    pub fn read(key: &SigningKey, code: &str, text: &str) -> Result<Self, Broken> {
        if text.len() > LONGEST_TEXT {
            return Err(Broken::Unreadable);
        }
        let bytes = key
            .opened(&about(code), text)
            .map_err(|unsigned| match unsigned {
                Unsigned::Garbled => Broken::Unreadable,
                Unsigned::Forged => Broken::Forged,
            })?;
        Self::parse(code, &bytes).ok_or(Broken::Unreadable)
    }

    fn parse(code: &str, bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<HEAD>()?;
        let [version, facts, days @ .., length] = head;
        if *version != VERSION || facts >> 4 != 0 {
            return None;
        }
        let mut days = days.chunks_exact(2).filter_map(|two| {
            let two: [u8; 2] = two.try_into().ok()?;
            day(u16::from_be_bytes(two))
        });
        let (printed, earliest, latest, valid_until) =
            (days.next()?, days.next()?, days.next()?, days.next()?);
        let (decision, name) = rest.split_at_checked(usize::from(*length))?;
        let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        Some(Self {
            code: code.to_owned(),
            stars: Stars::new(i16::from(facts & 7))?,
            confirmed: facts & 8 != 0,
            printed,
            issued: (earliest, latest),
            valid_until,
            decision: words(decision)?,
            name: words(name)?,
        })
    }
}

/// What the signature is about: the form, and the certificate.
fn about(code: &str) -> String {
    format!("cho-lang-qr/{VERSION}/{code}")
}

/// Day 0 of the format: 1 January 2000.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default()
}

/// Days since the first one, held within what two bytes can say.
fn number(day: NaiveDate) -> u16 {
    let days = (day - first_day()).num_days().clamp(0, i64::from(u16::MAX));
    u16::try_from(days).unwrap_or_default()
}

fn day(number: u16) -> Option<NaiveDate> {
    first_day().checked_add_days(Days::new(u64::from(number)))
}

/// The beginning of a name within so many bytes; one that had to be cut ends in an ellipsis.
fn cut(name: &str, room: usize) -> String {
    if name.len() <= room {
        return name.to_owned();
    }
    let mut cut = String::new();
    for letter in name.chars() {
        if cut.len() + letter.len_utf8() + '…'.len_utf8() > room {
            break;
        }
        cut.push(letter);
    }
    if cut.is_empty() {
        return cut;
    }
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use foundation::kernel::secrets::Secrets;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn key(secret: &str) -> SigningKey {
        crate::labels::key(&Secrets::new(secret)).unwrap()
    }

    fn label() -> Label {
        Label {
            code: "HN-7F3KQ2MW".to_owned(),
            stars: Stars::new(4).unwrap(),
            confirmed: true,
            printed: date("2026-11-21"),
            issued: (date("2024-12-30"), date("2024-12-31")),
            valid_until: date("2027-12-30"),
            decision: "6768/QĐ-UBND".to_owned(),
            name: "Trà sen Hiền Xiêm".to_owned(),
        }
    }

    #[test]
    fn a_label_comes_back_as_it_was_printed() {
        let key = key("one");
        let mut label = label();
        let text = label.signed(&key, LONGEST_TEXT);
        assert_eq!(Label::read(&key, &label.code, &text), Ok(label.clone()));
        label.confirmed = false;
        label.decision = String::new();
        label.stars = Stars::new(5).unwrap();
        let text = label.signed(&key, LONGEST_TEXT);
        assert_eq!(Label::read(&key, &label.code, &text), Ok(label));
    }

    #[test]
    fn no_other_certificate_no_other_key_and_no_changed_byte_is_believed() {
        let (ours, label) = (key("one"), label());
        let text = label.signed(&ours, LONGEST_TEXT);
        assert_eq!(Label::read(&ours, "HN-OTHER", &text), Err(Broken::Forged));
        assert_eq!(Label::read(&key("two"), &label.code, &text), Err(Broken::Forged));
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(Label::read(&ours, &label.code, &changed).is_err(), "{changed}");
        }
        for text in ["", "a", "..", "AAAA.AAAA", &"A".repeat(100_000)] {
            assert!(Label::read(&ours, &label.code, text).is_err());
        }
    }

    #[test]
    fn bytes_of_another_form_are_not_read_though_they_are_signed() {
        let key = key("one");
        let good = label().bytes(40);
        for (at, byte) in [(0, 2), (1, 7), (1, 2), (1, 0x84), (10, 200)] {
            let mut bytes = good.clone();
            bytes[at] = byte;
            let text = key.signed(&about("HN-1"), &bytes);
            assert_eq!(Label::read(&key, "HN-1", &text), Err(Broken::Unreadable));
        }
        for end in 0..HEAD {
            let text = key.signed(&about("HN-1"), &good[..end]);
            assert_eq!(Label::read(&key, "HN-1", &text), Err(Broken::Unreadable));
        }
    }

    #[test]
    fn a_long_name_gives_way_and_nothing_else_does() {
        let key = key("one");
        let mut label = label();
        label.name = "Bánh chưng gấc nhân đậu xanh thịt lợn mẹt tre làng Ước Lễ ".repeat(4);
        for room in [0, 90, 120, 150, 180, 199, 1_000] {
            let text = label.signed(&key, room);
            assert!(text.len() <= LONGEST_TEXT && LONGEST_TEXT < 200, "{}", text.len());
            assert!(room < 150 || text.len() <= room, "{} in {room}", text.len());
            let read = Label::read(&key, &label.code, &text).unwrap();
            assert_eq!(read.decision, label.decision);
            let kept = read.name.trim_end_matches('…');
            assert!(label.name.starts_with(kept), "{}", read.name);
        }
        assert_eq!(cut("Trà sen", 7), "Trà…");
        assert_eq!(cut("Trà sen", 100), "Trà sen");
        assert_eq!(cut("Trà sen", 2), "");
    }
}
