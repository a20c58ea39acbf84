//! Text with separators: which encoding, which separator, then RFC 4180.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};

use super::{Limits, Row, Table, Unreadable};

/// How much is looked at to tell UTF-16 without a mark from other text.
const SAMPLE: usize = 4096;

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Table, Unreadable> {
    let text = decode(bytes)?;
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(Unreadable::UnclosedQuote);
    }
    let (separator, text) = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut seen = 0;
    let mut line = 1_u32;
    let rows = reader.records().map(|record| {
        let record = record.map_err(|_broken| Unreadable::Unknown)?;
        // The reader's own count is taken before the blank lines that precede a row.
        let begin = record
            .position()
            .map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        let gone = text.get(seen..begin).unwrap_or_default();
        let blank = text.get(begin..).unwrap_or_default();
        let skipped = blank.len() - blank.trim_start_matches(['\r', '\n']).len();
        seen = begin + skipped;
        let ends =
            gone.matches('\n').count() + blank.get(..skipped).unwrap_or_default().matches('\n').count();
        line = line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        Ok(Row {
            line,
            cells: record.iter().map(str::to_owned).collect(),
        })
    });
    Table::lay(rows, limits)
}

/// Text from bytes: by its mark; else UTF-16 when every other byte is mostly zero, UTF-8 when it is valid, and else
/// Windows-1258, which is what old Vietnamese office programs save.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => (guess(bytes), bytes),
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    // A file of another kind decodes to something; letters that no table holds give it away.
    let strange = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\r' | '\n' | '\0');
    if broken || text.chars().any(strange) {
        return Err(Unreadable::Unknown);
    }
    Ok(text.into_owned())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    let zeros = |odd: usize| {
        let places = sample.iter().skip(odd).step_by(2);
        places.filter(|byte| **byte == 0).count() * 3
    };
    if sample.len() >= 4 && zeros(1) > sample.len() / 2 {
        UTF_16LE
    } else if sample.len() >= 4 && zeros(0) > sample.len() / 2 {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1258
    }
}

/// The separator and the text to read: what a first line `sep=;` says, else the one that stands most often in the
/// header outside quotes.
fn separator(text: &str) -> (u8, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(named) = first.trim_end().strip_prefix("sep=")
        && let [separator] = named.as_bytes()
    {
        return (*separator, rest);
    }
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    let header = text.trim_start_matches(['\r', '\n']);
    for byte in header.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            byte => {
                for (separator, count) in &mut counts {
                    *count += usize::from(*separator == byte);
                }
            }
        }
    }
    let [first, others @ ..] = counts;
    let best = others
        .into_iter()
        .fold(first, |best, next| if next.1 > best.1 { next } else { best });
    (best.0, text)
}
