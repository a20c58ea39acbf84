//! Names of stored pictures and of downloads.
//!
//! A public picture is named after the hash of its source, a private one by chance, and both by us; what the
//! sender called it plays no part (AC-73). Anything that does not have the exact shape of such a name is no key (AC-74).
use std::fmt;

use unicode_normalization::UnicodeNormalization;

const MAX_KEY_BYTES: usize = 96;

/// Name of a stored file, for example `ab/cdef…-640.webp`. Only checked names exist as this type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MediaKey(String);

impl MediaKey {
    /// Takes `folder/name.ext`: folder of 2 to 16 and name of 8 to 64 characters from `a-z 0-9`, the
    /// name with an optional `-width`; `webp`, `jpg`, `png` or, in the private store, `pdf`, `csv` or `xlsx`.
    /// Anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_KEY_BYTES {
            return None;
        }
        let (folder, file) = text.split_once('/')?;
        let (name, extension) = file.split_once('.')?;
        let (stem, width) = name
            .split_once('-')
            .map_or((name, None), |(stem, width)| (stem, Some(width)));
        let plain = |part: &str| {
            part.bytes()
                .all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        };
        let sound = plain(folder)
            && (2..=16).contains(&folder.len())
            && plain(stem)
            && (8..=64).contains(&stem.len())
            && width.is_none_or(|digits| {
                (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
            })
            && matches!(extension, "webp" | "jpg" | "png" | "pdf" | "csv" | "xlsx");
        sound.then(|| Self(text.to_owned()))
    }

    /// The key as text, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Media type by the extension, which this code wrote itself.
    pub fn content_type(&self) -> &'static str {
        match self.0.rsplit('.').next() {
            Some("webp") => "image/webp",
            Some("png") => "image/png",
            Some("pdf") => "application/pdf",
            Some("csv") => "text/csv; charset=utf-8",
            Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "image/jpeg",
        }
    }
}

impl fmt::Display for MediaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path under which a stored file is served. It never changes for the same content.
pub fn media_url(key: &MediaKey) -> String {
    format!("/media/{key}")
}

/// A harmless name for a download, made from what a person called the file (AC-73).
///
/// Vietnamese letters stay (NFC). Folders, control and direction characters, reserved punctuation,
/// leading dots and the device names of Windows go; at most 80 characters, and `fallback` when
/// nothing is left. `extension` is ours, without the dot.
pub fn download_name(wanted: &str, fallback: &str, extension: &str) -> String {
    let last = wanted.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let kept: String = stem
        .nfc()
        .filter(|c| !c.is_control() && !is_invisible(*c) && !r#"<>:"|?*%"#.contains(*c))
        .take(80)
        .collect();
    let trimmed = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let name = if trimmed.is_empty() || is_device(trimmed) {
        fallback
    } else {
        trimmed
    };
    format!("{name}.{extension}")
}

/// Direction overrides, joiners and other characters that show nothing and deceive.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}

fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim_end()
        .to_ascii_lowercase();
    match stem.as_str() {
        "con" | "prn" | "aux" | "nul" => true,
        other => other
            .strip_prefix("com")
            .or_else(|| other.strip_prefix("lpt"))
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_its_own_shape() {
        for good in [
            "ab/0123456789abcdef-640.webp",
            "ab/0123456789abcdef-1600.jpg",
            "social/0123456789abcdef.png",
        ] {
            assert_eq!(
                MediaKey::parse(good).map(|key| media_url(&key)),
                Some(format!("/media/{good}"))
            );
        }
        let long = format!("ab/{}-640.webp", "a".repeat(4096));
        for bad in [
            "..%2f..%2fetc/passwd",
            "%252e%252e/%252e",
            "/etc/passwd",
            "ab/../../../etc/passwd",
            "../ab/0123456789.webp",
            "ab/0123456789abcdef-640.webp/..",
            "ab//0123456789abcdef.webp",
            "AB/0123456789ABCDEF-640.webp",
            "ab/0123456789abcdef-640.svg",
            "ab/0123456789abcdef-640.webp\0.jpg",
            "ab/0123456789abcdef-.webp",
            "ab/c.webp",
            "C:\\x\\0123456789.webp",
            "",
            "ab",
            "ab/",
            "ab/0123456789abcdef-64a.webp",
            "áb/0123456789abcdef-640.webp",
            &long,
        ] {
            assert_eq!(MediaKey::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn download_names_are_sane() {
        let name = |wanted: &str| download_name(wanted, "tai-lieu", "jpg");
        assert_eq!(name("../../x.png"), "x.jpg");
        assert_eq!(name("C:\\x"), "x.jpg");
        assert_eq!(name("con.jpg"), "tai-lieu.jpg");
        assert_eq!(name("LPT1"), "tai-lieu.jpg");
        assert_eq!(name("\0\u{202e}gpj.exe"), "gpj.jpg");
        assert_eq!(name("Go\u{302}\u{301}m sứ.heic"), "Gốm sứ.jpg");
        assert_eq!(name(&"x".repeat(4096)).len(), 84);
        assert_eq!(name("...."), "tai-lieu.jpg");
    }
}
