//! One Vietnamese syllable: where its tone stands, and what keystrokes meant it.
//!
//! `hòa` and `hoà`, `thủy` and `thuỷ` are both right; [`exact`] brings them to one form so that
//! marks can be compared. [`telex`] and [`vni`] read keystrokes that an input method left over.

use unicode_normalization::UnicodeNormalization;

/// Tone marks in the order of the VNI keys 1 to 5: sắc, huyền, hỏi, ngã, nặng.
const TONES: [char; 5] = ['\u{0301}', '\u{0300}', '\u{0309}', '\u{0303}', '\u{0323}'];

/// The diacritic-exact canonical form of one word: lower case NFC, the tone where the older
/// spelling puts it (`hoà` gives `hòa`, `hòan` gives `hoàn`), `mỹ` as `mĩ`, `đăk` as `đắk`.
pub fn exact(word: &str) -> String {
    let (mut letters, tone) = split_tone(word);
    let bare: String = letters.iter().collect();
    if bare == "đăk" {
        return "đắk".to_owned();
    }
    if writes_y_for_i(&bare) {
        letters.pop();
        letters.push('i');
    }
    with_tone(&letters, tone)
}

/// Do the marks that were typed stand in the found word? Unmarked letters agree with any letter,
/// a missing tone with any tone; both words are taken to have the same folded key.
pub fn marks_agree(typed: &str, found: &str) -> bool {
    let (typed, typed_tone) = split_tone(typed);
    let (found, found_tone) = split_tone(found);
    if typed_tone.is_some() && typed_tone != found_tone {
        return false;
    }
    typed.len() == found.len()
        && typed
            .iter()
            .zip(&found)
            .all(|(t, f)| t == f || plain(*f) == *t || matches!((t, f), ('i', 'y') | ('y', 'i')))
}

/// Reads a word as Telex keystrokes (`goosm` is `gốm`, `ddaf` is `đà`); `None` if it holds none.
pub fn telex(word: &str) -> Option<String> {
    let typed: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let mut letters: Vec<char> = Vec::new();
    let mut tone = None;
    let mut changed = false;
    for (at, c) in typed.iter().copied().enumerate() {
        let vowel_before = letters.iter().any(|l| is_vowel(*l));
        let last = letters.last().copied();
        match (c, last) {
            ('s' | 'f' | 'r' | 'x' | 'j', _) if vowel_before && !is_digraph_tail(&typed, at) => {
                tone = "sfrxj".find(c).and_then(|i| TONES.get(i).copied());
                changed = true;
            }
            ('a', Some('a')) | ('e', Some('e')) | ('o', Some('o')) => {
                changed = true;
                replace_last(&mut letters, circumflex(c));
            }
            ('d', Some('d')) => {
                changed = true;
                replace_last(&mut letters, 'đ');
            }
            ('w', _) if vowel_before => changed |= horn_or_breve(&mut letters, true),
            ('w', _) if !letters.is_empty() => {
                changed = true;
                letters.push('ư');
            }
            _ => letters.push(c),
        }
    }
    (changed && letters.iter().any(|l| is_vowel(*l))).then(|| with_tone(&letters, tone))
}

/// Reads a word as VNI keystrokes (`go61m` is `gốm`, `d9en` is `đen`); `None` if it holds none.
pub fn vni(word: &str) -> Option<String> {
    let mut letters: Vec<char> = Vec::new();
    let mut tone = None;
    let mut changed = false;
    for c in word.chars().flat_map(char::to_lowercase) {
        let vowel_before = letters.iter().any(|l| is_vowel(*l));
        match c {
            '1'..='5' if vowel_before => {
                let key = usize::try_from(c.to_digit(10)?).ok()?;
                tone = TONES.get(key.checked_sub(1)?).copied();
                changed = true;
            }
            '6' if vowel_before => {
                let at = letters.iter().rposition(|l| matches!(l, 'a' | 'e' | 'o'))?;
                let slot = letters.get_mut(at)?;
                *slot = circumflex(*slot);
                changed = true;
            }
            '7' if vowel_before => changed |= horn_or_breve(&mut letters, false),
            '8' if vowel_before => {
                let at = letters.iter().rposition(|l| *l == 'a')?;
                *letters.get_mut(at)? = 'ă';
                changed = true;
            }
            '9' => {
                let at = letters.iter().position(|l| *l == 'd')?;
                *letters.get_mut(at)? = 'đ';
                changed = true;
            }
            _ => letters.push(c),
        }
    }
    (changed && letters.iter().all(|l| !l.is_ascii_digit())).then(|| with_tone(&letters, tone))
}

/// An open syllable of one consonant (h k l m s t v) and `y`, which many write with `i`.
pub(super) fn writes_y_for_i(bare: &str) -> bool {
    let mut chars = bare.chars();
    matches!(
        (chars.next(), chars.next(), chars.next()),
        (Some('h' | 'k' | 'l' | 'm' | 's' | 't' | 'v'), Some('y'), None)
    )
}

/// `h` after `s` is English, not a tone: keep words such as `fresh` out of the tone keys.
fn is_digraph_tail(typed: &[char], at: usize) -> bool {
    matches!(typed.get(at + 1), Some('h'))
}

fn replace_last(letters: &mut Vec<char>, with: char) {
    letters.pop();
    letters.push(with);
}

fn circumflex(c: char) -> char {
    match c {
        'a' => 'â',
        'e' => 'ê',
        'o' => 'ô',
        other => other,
    }
}

/// Horn on `uo`, `o` or `u`, or (Telex only) breve on `a`: whichever vowel comes last.
fn horn_or_breve(letters: &mut [char], breve: bool) -> bool {
    let Some(at) = letters
        .iter()
        .rposition(|l| matches!(l, 'u' | 'o') || (breve && *l == 'a'))
    else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|b| letters.get(b).copied());
    if letters.get(at) == Some(&'o')
        && before == Some('u')
        && let Some(slot) = letters.get_mut(at - 1)
    {
        *slot = 'ư';
    }
    let Some(slot) = letters.get_mut(at) else {
        return false;
    };
    *slot = match *slot {
        'u' => 'ư',
        'o' => 'ơ',
        _ => 'ă',
    };
    true
}

/// Letters with their quality marks, in lower case, and the tone taken off.
fn split_tone(word: &str) -> (Vec<char>, Option<char>) {
    let mut tone = None;
    let bare: String = word
        .nfd()
        .filter(|c| {
            let is_tone = TONES.contains(c);
            if is_tone {
                tone = Some(*c);
            }
            !is_tone
        })
        .collect();
    (bare.nfc().flat_map(char::to_lowercase).collect(), tone)
}

fn with_tone(letters: &[char], tone: Option<char>) -> String {
    let mut out = String::new();
    let at = tone.and_then(|_| tone_position(letters));
    for (i, letter) in letters.iter().enumerate() {
        out.push(*letter);
        if Some(i) == at {
            out.extend(tone);
        }
    }
    out.nfc().collect()
}

/// The vowel that carries the tone, in the older spelling.
fn tone_position(letters: &[char]) -> Option<usize> {
    let mut first = letters.iter().position(|l| is_vowel(*l))?;
    // `qu` and `gi` are onsets when another vowel follows.
    let onset = (
        first.checked_sub(1).and_then(|i| letters.get(i)),
        letters.get(first),
    );
    let glides = matches!(onset, (Some('q'), Some('u')) | (Some('g'), Some('i')));
    if glides && letters.get(first + 1).is_some_and(|l| is_vowel(*l)) {
        first += 1;
    }
    let vowels = letters.iter().skip(first).take_while(|l| is_vowel(**l)).count();
    let marked = (first..first + vowels).rev().find(|i| {
        letters
            .get(*i)
            .is_some_and(|l| matches!(l, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'))
    });
    let closed = letters.len() > first + vowels;
    Some(match (marked, vowels) {
        (Some(at), _) => at,
        (None, 2) if closed => first + 1,
        (None, 3) => first + 1,
        _ => first,
    })
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y'
    )
}

fn plain(c: char) -> char {
    match c {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tone_placements_are_one_form() {
        for (new, old) in [
            ("hoà", "hòa"),
            ("thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("hoàn", "hoàn"),
            ("quý", "quý"),
            ("giỏ", "giỏ"),
            ("nguyễn", "nguyễn"),
            ("chương", "chương"),
            ("mỹ", "mĩ"),
            ("Kỹ", "kĩ"),
            ("Đăk", "đắk"),
            ("loại", "loại"),
        ] {
            assert_eq!(exact(new), exact(old), "{new}");
        }
        assert_eq!(exact("hoà"), "hòa");
        assert_eq!(exact("quý"), "quý");
        assert_ne!(exact("tương"), exact("tượng"));
    }

    #[test]
    fn typed_marks_must_stand() {
        assert!(marks_agree("gom", "gốm"));
        assert!(marks_agree("gôm", "gốm"));
        assert!(marks_agree("góm", "gốm"));
        assert!(!marks_agree("gồm", "gốm"));
        assert!(!marks_agree("dừa", "dứa"));
        assert!(marks_agree("hoà", "hòa"));
    }

    #[test]
    fn reads_telex() {
        for (typed, meant) in [
            ("goosm", "gốm"),
            ("gosm", "góm"),
            ("trangf", "tràng"),
            ("ddaf", "đà"),
            ("nangx", "nãng"),
            ("nuowcs", "nước"),
            ("dduwowngf", "đường"),
            ("ruwowuj", "rượu"),
            ("banhs", "bánh"),
        ] {
            assert_eq!(telex(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(telex("trang"), None);
        assert_eq!(telex("fresh"), None);
        assert_eq!(telex("sen"), None);
    }

    #[test]
    fn reads_vni() {
        for (typed, meant) in [
            ("go61m", "gốm"),
            ("tra2", "trà"),
            ("d9en", "đen"),
            ("nu7o71c", "nước"),
            ("ba81c", "bắc"),
            ("ru7o7u5", "rượu"),
        ] {
            assert_eq!(vni(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(vni("j02"), None);
        assert_eq!(vni("21b"), None);
        assert_eq!(vni("trang"), None);
    }
}
