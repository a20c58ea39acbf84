//! VietQR: what a banking app reads from the square, so that a transfer goes to the right account with the
//! right amount and words (NAPAS 247, after EMVCo's merchant-presented QR codes). ASCII throughout; each field
//! is a tag of two digits, a length of two digits, and the value.

use entity::{PaymentStatus, Vnd, payment};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::statement::plain_account;
use foundation::kernel::error::{Error, Result};

/// Digits of an account at most.
const LONGEST_ACCOUNT: usize = 19;
/// Characters of the words that go with a transfer at most.
const LONGEST_MEMO: usize = 25;
/// Digits of an amount at most.
const LONGEST_AMOUNT: usize = 13;
/// NAPAS among the schemes of payment.
const NAPAS: &str = "A000000727";
/// A transfer to an account.
const TO_ACCOUNT: &str = "QRIBFTTA";
/// Side of the picture at least, in its own units.
const SIDE: u32 = 240;

/// Banks by their number with NAPAS (BIN), with the name people know them by.
pub const BANKS: &[(&str, &str)] = &[
    ("970436", "Vietcombank"),
    ("970418", "BIDV"),
    ("970415", "VietinBank"),
    ("970405", "Agribank"),
    ("970407", "Techcombank"),
    ("970422", "MB Bank"),
    ("970416", "ACB"),
    ("970432", "VPBank"),
    ("970423", "TPBank"),
    ("970403", "Sacombank"),
];

/// The name of a bank, if it is one of those listed.
pub fn bank_name(bin: &str) -> Option<&'static str> {
    BANKS
        .iter()
        .find(|(known, _)| *known == bin)
        .map(|(_, name)| *name)
}

/// Why no code can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QrRefusal {
    /// The bank's number has not exactly six digits.
    Bank,
    /// The account is empty, too long, or has other signs than letters and digits.
    Account,
    /// The amount is nothing, negative or too long.
    Amount,
    /// The words are too long or have other signs than `A–Z`, `0–9` and blanks.
    Memo,
}

/// A code for a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferQr {
    bank: String,
    account: String,
    amount: Option<String>,
    memo: Option<String>,
}

impl TransferQr {
    /// A code for an account. Without an amount the payer types it; an empty memo is left out.
    pub fn new(
        bank: &str,
        account: &str,
        amount: Option<Vnd>,
        memo: &str,
    ) -> std::result::Result<Self, QrRefusal> {
        if bank.len() != 6 || !bank.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(QrRefusal::Bank);
        }
        let whole = !account.is_empty() && account.len() <= LONGEST_ACCOUNT;
        if !whole || !account.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(QrRefusal::Account);
        }
        let amount = match amount {
            Some(amount) if amount <= Vnd::ZERO => return Err(QrRefusal::Amount),
            Some(amount) => Some(amount.dong().to_string()),
            None => None,
        };
        if amount
            .as_ref()
            .is_some_and(|digits| digits.len() > LONGEST_AMOUNT)
        {
            return Err(QrRefusal::Amount);
        }
        let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ';
        if memo.len() > LONGEST_MEMO || !memo.bytes().all(plain) {
            return Err(QrRefusal::Memo);
        }
        Ok(Self {
            bank: bank.to_owned(),
            account: account.to_owned(),
            amount,
            memo: Some(memo.to_owned()).filter(|memo| !memo.is_empty()),
        })
    }

    /// The code for what is still open of a payment by transfer, with its number as the words that find it again.
    /// `None` where nothing is open or the account is none that a code can name.
    pub fn of(payment: &payment::Model) -> Option<Self> {
        let open = payment.amount.minus(payment.received).ok()?;
        let wanted = matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Partial);
        let (bank, account) = (payment.bank_bin.as_deref()?, payment.bank_account.as_deref()?);
        let code = Self::new(bank, &plain_account(account), Some(open), &payment.reference);
        code.ok().filter(|_| wanted)
    }

    /// What the square says.
    pub fn payload(&self) -> String {
        payload(
            (&self.bank, &self.account),
            self.amount.as_deref(),
            &self
                .memo
                .iter()
                .map(|memo| ("08", memo.as_str()))
                .collect::<Vec<_>>(),
        )
    }

    /// The square as SVG, with the quiet zone that scanners need, without an XML declaration so that it can
    /// stand inside a page.
    pub fn svg(&self) -> Result<String> {
        let code = QrCode::with_error_correction_level(self.payload().as_bytes(), EcLevel::M)
            .map_err(|error| Error::because("drawing a QR code", error))?;
        let drawn = code
            .render::<svg::Color<'_>>()
            .quiet_zone(true)
            .min_dimensions(SIDE, SIDE)
            .build();
        let start = drawn
            .find("<svg")
            .ok_or_else(|| Error::new("a QR code that is no SVG"))?;
        Ok(drawn.get(start..).unwrap_or_default().to_owned())
    }
}

/// One field. Every value that comes here is shorter than a hundred characters.
fn field(tag: &str, value: &str) -> String {
    format!("{tag}{:02}{value}", value.len())
}

/// The whole text: account, amount if there is one, and what else is said (tags below 62).
fn payload((bank, account): (&str, &str), amount: Option<&str>, additional: &[(&str, &str)]) -> String {
    let to = field("00", bank) + &field("01", account);
    let merchant = field("00", NAPAS) + &field("01", &to) + &field("02", TO_ACCOUNT);
    let mut text = field("00", "01");
    text += &field("01", if amount.is_some() { "12" } else { "11" });
    text += &field("38", &merchant);
    text += &field("53", "704");
    if let Some(amount) = amount {
        text += &field("54", amount);
    }
    text += &field("58", "VN");
    if !additional.is_empty() {
        let said: String = additional.iter().map(|(tag, value)| field(tag, value)).collect();
        text += &field("62", &said);
    }
    text += "6304";
    let check = crc(text.as_bytes());
    text + &format!("{check:04X}")
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, beginning with 0xFFFF, nothing reflected.
fn crc(bytes: &[u8]) -> u16 {
    let mut sum: u16 = 0xFFFF;
    for byte in bytes {
        sum ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            sum = if sum & 0x8000 == 0 {
                sum << 1
            } else {
                (sum << 1) ^ 0x1021
            };
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Reads fields one after the other, as a banking app does.
    fn fields(mut text: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        while !text.is_empty() {
            let length: usize = text[2..4].parse().unwrap();
            found.insert(text[..2].to_owned(), text[4..4 + length].to_owned());
            text = &text[4 + length..];
        }
        found
    }

    fn read(text: &str) -> BTreeMap<String, String> {
        let (body, check) = text.split_at(text.len() - 4);
        assert_eq!(format!("{:04X}", crc(body.as_bytes())), check, "{text}");
        fields(text)
    }

    #[test]
    fn the_check_is_the_published_one() {
        assert_eq!(crc(b"123456789"), 0x29B1);
    }

    #[test]
    fn worked_examples_come_out_to_the_letter() {
        let qr = |amount, memo| {
            TransferQr::new("970436", "0123456789", amount, memo)
                .unwrap()
                .payload()
        };
        assert_eq!(
            qr(Some(Vnd::new(1_250_000)), "OCOP HN2611000042"),
            "00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA\
             5303704540712500005802VN62210817OCOP HN261100004263048B81"
        );
        assert_eq!(
            qr(None, ""),
            "00020101021138540010A00000072701240006970436011001234567890208QRIBFTTA53037045802VN63046A15"
        );
    }

    #[test]
    fn the_examples_of_napas_come_out_to_the_letter() {
        let to = ("970403", "0011012345678");
        assert_eq!(
            payload(to, None, &[]),
            "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
        );
        let printed = "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA\
                       530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E";
        let said = [("01", "NPS6869"), ("08", "thanh toan don hang")];
        assert_eq!(payload(to, Some("180000"), &said), printed);
        // Two that others have printed.
        let said = [("01", "NPS6869"), ("08", "TRANSFER TO SOMEONE")];
        assert_eq!(
            payload(("970416", "224528479"), Some("10000"), &said),
            "00020101021238530010A0000007270123000697041601092245284790208QRIBFTTA\
             53037045405100005802VN62340107NPS68690819TRANSFER TO SOMEONE6304AC13"
        );
        assert_eq!(
            payload(
                ("970415", "0011001932418"),
                Some("120000"),
                &[("08", "ung ho lu lut")]
            ),
            "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA\
             530370454061200005802VN62170813ung ho lu lut6304C15C"
        );
    }

    #[test]
    fn what_no_bank_would_take_is_refused() {
        let qr = |bank: &str, account: &str, amount: i64, memo: &str| {
            TransferQr::new(bank, account, Some(Vnd::new(amount)), memo).map(|_| ())
        };
        assert_eq!(qr("970436", "0123456789", 1, "A"), Ok(()));
        for bank in ["", "97043", "9704366", "97043a", "９７０４３６"] {
            assert_eq!(qr(bank, "1", 1, ""), Err(QrRefusal::Bank), "{bank}");
        }
        for account in ["", "12345678901234567890", "12 34", "12-34", "một"] {
            assert_eq!(qr("970436", account, 1, ""), Err(QrRefusal::Account), "{account}");
        }
        for amount in [0, -1, 10_000_000_000_000] {
            assert_eq!(qr("970436", "1", amount, ""), Err(QrRefusal::Amount), "{amount}");
        }
        for memo in ["a", "A.B", "MẬT ONG", "A\n", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] {
            assert_eq!(qr("970436", "1", 1, memo), Err(QrRefusal::Memo), "{memo}");
        }
    }

    #[test]
    fn the_square_has_a_quiet_zone_and_stands_in_a_page() {
        let qr = TransferQr::new("970436", "0123456789", Some(Vnd::new(1)), "CL123").unwrap();
        let svg = qr.svg().unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"), "{svg}");
        // Nothing dark in the four modules at the edge: the path begins further in.
        let side: u32 = svg
            .split("width=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let code = QrCode::with_error_correction_level(qr.payload().as_bytes(), EcLevel::M).unwrap();
        let module = side / u32::try_from(code.width() + 8).unwrap();
        let first = svg.split("d=\"M").nth(1).unwrap();
        let left: u32 = first.split(' ').next().unwrap().parse().unwrap();
        assert_eq!(left, 4 * module);
    }

    #[test]
    fn banks_have_one_name_each() {
        assert_eq!(bank_name("970436"), Some("Vietcombank"));
        assert_eq!(bank_name("000000"), None);
        let bins: std::collections::BTreeSet<_> = BANKS.iter().map(|(bin, _)| bin).collect();
        assert_eq!(bins.len(), BANKS.len());
        assert!(
            BANKS
                .iter()
                .all(|(bin, _)| TransferQr::new(bin, "1", None, "").is_ok())
        );
    }

    proptest! {
        #[test]
        fn whatever_is_taken_is_read_back(
            bank in "[0-9]{6}",
            account in "[0-9A-Z]{1,19}",
            amount in prop::option::of(1_i64..10_000_000_000_000),
            memo in "[A-Z0-9 ]{0,25}",
        ) {
            let qr = TransferQr::new(&bank, &account, amount.map(Vnd::new), &memo).unwrap();
            let text = qr.payload();
            prop_assert!(text.is_ascii());
            let all = read(&text);
            prop_assert_eq!(&all["01"], if amount.is_some() { "12" } else { "11" });
            prop_assert_eq!(all.get("54").cloned(), amount.map(|amount| amount.to_string()));
            prop_assert_eq!(&all["53"], "704");
            let merchant = fields(&all["38"]);
            prop_assert_eq!(&merchant["00"], NAPAS);
            let to = fields(&merchant["01"]);
            prop_assert_eq!((&to["00"], &to["01"]), (&bank, &account));
            let said = all.get("62").map(|text| fields(text)["08"].clone()).unwrap_or_default();
            prop_assert_eq!(said, memo);
        }

        #[test]
        fn nothing_makes_it_panic(bank in ".{0,8}", account in ".{0,24}", amount: i64, memo in ".{0,30}") {
            if let Ok(qr) = TransferQr::new(&bank, &account, Some(Vnd::new(amount)), &memo) {
                read(&qr.payload());
            }
        }
    }
}
