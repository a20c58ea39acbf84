//! What a bank's messenger tells: signed JSON about one line of an account. Signature first, over the bytes as
//! they came; only then is anything read.

use chrono::{DateTime, Utc};
use entity::Vnd;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

use super::statement::{Credit, plain_account};

/// How far the messenger's clock may be from ours, seconds: what is older was recorded and sent again.
const TOLERANCE: i64 = 300;

/// Why a notice is not believed or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeRefusal {
    /// The signature is missing or another one.
    Signature,
    /// It was signed too long ago, or in the future.
    Time,
    /// It is not what it should be.
    Content,
}

/// A line as told. A debit is told as well, and is nobody's payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankNotice {
    /// The messenger's own number.
    pub id: String,
    /// What came in; `None` for a debit.
    pub credit: Option<Credit>,
}

/// Whether `X-Signature: sha256=<hex>` is the HMAC-SHA256 of `<X-Timestamp>.<body>` with our secret. Compared in
/// constant time; the time is judged last, so that a stranger learns nothing from it.
pub fn verify(
    secret: &str,
    now: DateTime<Utc>,
    (timestamp, signature): (&str, &str),
    body: &[u8],
) -> Result<(), NoticeRefusal> {
    let told = signature
        .strip_prefix("sha256=")
        .and_then(|digits| hex::decode(digits).ok())
        .ok_or(NoticeRefusal::Signature)?;
    if secret.is_empty() {
        return Err(NoticeRefusal::Signature);
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map_err(|_any_length_will_do| NoticeRefusal::Signature)?;
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(&told)
        .map_err(|_differs| NoticeRefusal::Signature)?;
    let sent: i64 = timestamp.parse().map_err(|_no_number| NoticeRefusal::Time)?;
    if now.timestamp().saturating_sub(sent).saturating_abs() > TOLERANCE {
        return Err(NoticeRefusal::Time);
    }
    Ok(())
}

/// Reads `{"id", "account", "amount", "memo", "booked_at"}`. The amount is whole đồng, the moment RFC 3339.
pub fn read(body: &str) -> Result<BankNotice, NoticeRefusal> {
    let value: Value = serde_json::from_str(body).map_err(|_no_json| NoticeRefusal::Content)?;
    let text = |name: &str, most: usize| {
        value
            .get(name)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| text.len() <= most && !text.contains('\0'))
            .ok_or(NoticeRefusal::Content)
    };
    let id = text("id", 200)?;
    let account = plain_account(text("account", 40)?);
    let amount = value
        .get("amount")
        .and_then(Value::as_i64)
        .ok_or(NoticeRefusal::Content)?;
    let memo = text("memo", 1_000)?;
    let booked_at = DateTime::parse_from_rfc3339(text("booked_at", 40)?)
        .map_err(|_no_moment| NoticeRefusal::Content)?
        .to_utc();
    if id.is_empty() || account.is_empty() {
        return Err(NoticeRefusal::Content);
    }
    Ok(BankNotice {
        id: id.to_owned(),
        credit: (amount > 0).then(|| Credit {
            account,
            reference: id.to_owned(),
            amount: Vnd::new(amount),
            memo: memo.to_owned(),
            booked_at,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(secret: &str, timestamp: &str, body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{timestamp}.{body}").as_bytes());
        format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
    }

    #[test]
    fn only_our_secret_over_these_bytes_at_this_time_is_believed() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let good = sign("s3cret", "1800000000", "{}");
        let check = |secret: &str, timestamp: &str, signature: &str, body: &str| {
            verify(secret, now, (timestamp, signature), body.as_bytes())
        };
        assert_eq!(check("s3cret", "1800000000", &good, "{}"), Ok(()));
        for (secret, timestamp, signature, body) in [
            ("other", "1800000000", good.as_str(), "{}"),
            ("s3cret", "1800000001", good.as_str(), "{}"),
            ("s3cret", "1800000000", good.as_str(), "{} "),
            ("s3cret", "1800000000", "", "{}"),
            ("s3cret", "1800000000", "sha256=", "{}"),
            ("s3cret", "1800000000", "sha256=zz", "{}"),
            ("", "1800000000", good.as_str(), "{}"),
        ] {
            let answer = check(secret, timestamp, signature, body);
            assert_eq!(
                answer,
                Err(NoticeRefusal::Signature),
                "{secret} {timestamp} {signature}"
            );
        }
        let empty = sign("", "1800000000", "{}");
        assert_eq!(
            check("", "1800000000", &empty, "{}"),
            Err(NoticeRefusal::Signature)
        );
        for timestamp in ["1799999699", "1800000301", "soon"] {
            let signature = sign("s3cret", timestamp, "{}");
            assert_eq!(
                check("s3cret", timestamp, &signature, "{}"),
                Err(NoticeRefusal::Time),
                "{timestamp}"
            );
        }
        let edge = sign("s3cret", "1799999700", "{}");
        assert_eq!(check("s3cret", "1799999700", &edge, "{}"), Ok(()));
    }

    #[test]
    fn a_notice_has_all_its_fields() {
        let full = r#"{"id":"T1","account":"0123 456","amount":50000,"memo":"x","booked_at":"2026-11-21T10:00:00+07:00"}"#;
        let notice = read(full).unwrap();
        let credit = notice.credit.unwrap();
        assert_eq!(
            (credit.account.as_str(), credit.amount),
            ("0123456", Vnd::new(50_000))
        );
        assert_eq!(read(&full.replace("50000", "-50000")).unwrap().credit, None);
        for wrong in [
            "",
            "[]",
            "{}",
            "null",
            &full.replace("50000", "50000.5"),
            &full.replace("50000", "\"50000\""),
            &full.replace("T1", ""),
            &full.replace("2026-11-21T", "21/11/2026 "),
            &full.replace("\"memo\"", "\"memos\""),
            &full.replace("T1", &"x".repeat(201)),
        ] {
            assert_eq!(read(wrong), Err(NoticeRefusal::Content), "{wrong}");
        }
    }
}
