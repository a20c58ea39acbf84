//! A message as it goes out: its parts, the name by which a repeat is recognised, and its MIME form.

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

use super::transport::SendError;
use crate::kernel::secrets::hash;

/// Longest subject: what no list of messages shows is cut.
const LONGEST_SUBJECT: usize = 160;

/// A picture inside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The name the HTML calls it by: `cid:{name}`. Letters, digits and hyphens.
    pub name: String,
    /// PNG.
    pub png: Vec<u8>,
}

/// A message that is ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it is about; the same for every attempt.
    pub key: String,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// The site's host, for the message's own name.
    pub host: String,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// All it says, as text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Pictures of the HTML.
    pub pictures: Vec<Picture>,
}

/// One line without control characters: what people type must not begin a header of its own.
pub fn one_line(text: &str, longest: usize) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect()
}

impl Message {
    /// A name that is the same for the same key and says nothing of it: names of files, addresses.
    pub fn id(&self) -> String {
        let mut id = hash(&self.key);
        id.truncate(32);
        id
    }

    /// The `Message-ID`: a repeat after a crash carries the same one, so that mail servers and people see
    /// that it is one message.
    pub fn message_id(&self) -> String {
        format!("<{}@{}>", self.id(), self.host)
    }

    /// The message in MIME: text, and beside it HTML with its pictures. An address that is none is a
    /// failure for good.
    pub fn mime(&self) -> Result<lettre::Message, SendError> {
        let mailbox = |address: &str| {
            address
                .parse::<Mailbox>()
                .map_err(|error| SendError::Never(format!("an address that is none ({error})")))
        };
        let mut related = MultiPart::related().singlepart(SinglePart::html(self.html.clone()));
        for picture in &self.pictures {
            let kind = ContentType::parse("image/png")
                .map_err(|error| SendError::Never(format!("a kind of file that is none ({error})")))?;
            related = related
                .singlepart(Attachment::new_inline(picture.name.clone()).body(picture.png.clone(), kind));
        }
        let mut message = lettre::Message::builder()
            .from(mailbox(&self.from)?)
            .to(mailbox(&self.to)?)
            .subject(one_line(&self.subject, LONGEST_SUBJECT))
            .message_id(Some(self.message_id()))
            .date(self.at.into())
            .multipart(
                MultiPart::alternative()
                    .singlepart(SinglePart::plain(self.text.clone()))
                    .multipart(related),
            )
            .map_err(|error| SendError::Never(format!("a message that cannot be put together ({error})")))?;
        // So that a holiday notice does not answer (RFC 3834).
        message.headers_mut().insert_raw(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
        Ok(message)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn sample() -> Message {
        Message {
            key: "order_placed:12".to_owned(),
            at: DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
            host: "cholang.example".to_owned(),
            from: "Chợ Làng <no-reply@cholang.example>".to_owned(),
            to: "lan@example.com".to_owned(),
            subject: "Đơn hàng CL2K7QD4".to_owned(),
            text: "Xin chào chị Lan,\n3.000.000.000 ₫".to_owned(),
            html: "Xin chào (cid:qr-1)".to_owned(),
            pictures: vec![Picture {
                name: "qr-1".to_owned(),
                png: vec![1, 2, 3],
            }],
        }
    }

    fn headers(message: &Message) -> String {
        let bytes = message.mime().unwrap().formatted();
        let text = String::from_utf8(bytes).unwrap();
        text.split("\r\n\r\n").next().unwrap().to_owned()
    }

    #[test]
    fn the_same_key_gives_the_same_name() {
        let (first, mut again) = (sample(), sample());
        again.subject = "another".to_owned();
        assert_eq!(first.message_id(), again.message_id());
        again.key = "order_placed:13".to_owned();
        assert_ne!(first.message_id(), again.message_id());
        assert!(headers(&first).contains(&format!("Message-ID: {}", first.message_id())));
        assert!(headers(&first).contains("Auto-Submitted: auto-generated"));
    }

    #[test]
    fn nobody_types_a_header() {
        for evil in [
            "Đơn hàng\r\nBcc: everybody@example.com",
            "Order\nBcc: everybody@example.com",
            "Order\rBcc: everybody@example.com",
            "Order\u{2028}Bcc: everybody@example.com\0",
        ] {
            let mut message = sample();
            message.subject = evil.to_owned();
            let head = headers(&message);
            assert!(
                !head.lines().any(|line| line.to_lowercase().starts_with("bcc")),
                "{head}"
            );
            message = sample();
            message.to = evil.to_owned();
            assert!(matches!(message.mime(), Err(SendError::Never(_))), "{evil:?}");
            message.to = format!("lan@example.com\r\nBcc: a@example.com, {evil}");
            assert!(matches!(message.mime(), Err(SendError::Never(_))), "{evil:?}");
            message = sample();
            message.key = evil.to_owned();
            assert!(!headers(&message).contains("everybody"));
        }
    }

    #[test]
    fn one_address_is_not_two() {
        let mut message = sample();
        message.to = "lan@example.com, hoa@example.com".to_owned();
        assert!(matches!(message.mime(), Err(SendError::Never(_))));
    }
}
