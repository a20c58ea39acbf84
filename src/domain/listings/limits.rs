//! What a listing and its packs may hold: the same for a form and for a table.

/// Characters of a name.
pub const NAME: usize = 120;
/// Characters of a description.
pub const SUMMARY: usize = 2_000;
/// Characters of the further words: ingredients, care.
pub const FURTHER: usize = 600;
/// Characters of the size of a pack as it is written.
pub const PACK: usize = 60;
/// Characters of what a piece is called.
pub const UNIT: usize = 30;
/// The set of services, which are no goods; every other set is of goods.
pub const SERVICES: i64 = 26;
/// The lowest price that is taken, đồng.
pub const CHEAPEST: i64 = 500;
/// The highest price that is taken, đồng.
pub const DEAREST: i64 = 2_000_000_000;
/// Rates of value-added tax in hundredths of a per cent.
pub const RATES: [i32; 4] = [0, 500, 800, 1_000];
/// Pieces one order may have.
pub const MOST_PIECES: i64 = 999;
/// Pieces that are counted.
pub const MOST_COUNTED: i64 = 1_000_000;
/// Grams or millilitres of a pack.
pub const MOST_CONTENT: i64 = 1_000_000;

/// Whether a text can be a stock keeping unit: plain letters and digits with `-`, `_` and `.`, at most 40.
pub fn is_sku(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=40).contains(&text.len()) && text.bytes().all(plain)
}
