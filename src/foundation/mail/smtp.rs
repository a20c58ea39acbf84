//! The way out by SMTP. A connection is encrypted and its certificate holds, or nothing is sent: only a server
//! on the machine itself may be spoken to in the clear.

use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::message::Message;
use super::transport::{SendError, Transport};
use crate::kernel::error::{Context, Error, Result};

/// How long a connection may take, and a whole message.
const CONNECTING: Duration = Duration::from_secs(15);
const SENDING: Duration = Duration::from_mins(1);

/// An SMTP server.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    /// Host and port, for the operator; never the password.
    name: String,
    patience: Duration,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Smtp({})", self.name)
    }
}

impl Smtp {
    /// From `smtp://user:password@host:port` (STARTTLS) or `smtps://…` (TLS from the first byte). A server on
    /// this machine is spoken to in the clear under `smtp://`, unless `?tls=required` is said. `hello` is the
    /// name the site gives itself.
    pub fn new(address: &str, hello: &str) -> Result<Self> {
        // The address holds a password: no error repeats it.
        let url = url::Url::parse(address).map_err(|_secret| Error::new("SMTP_URL is no address"))?;
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or_else(|| Error::new("SMTP_URL names no host"))?
            .trim_matches(['[', ']'])
            .to_owned();
        let here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let insisted = url
            .query_pairs()
            .any(|(name, value)| name == "tls" && value == "required");
        let checked = || TlsParameters::new(host.clone()).context("SMTP_URL: setting up TLS");
        let (tls, usual) = match url.scheme() {
            "smtps" => (Tls::Wrapper(checked()?), 465),
            "smtp" if here && !insisted => (Tls::None, 25),
            "smtp" => (Tls::Required(checked()?), 587),
            _ => return Err(Error::new("SMTP_URL must begin with smtp:// or smtps://")),
        };
        let port = url.port().unwrap_or(usual);
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host.as_str())
            .port(port)
            .tls(tls)
            .timeout(Some(CONNECTING))
            .hello_name(ClientId::Domain(hello.to_owned()))
            .pool_config(
                PoolConfig::new()
                    .max_size(2)
                    .idle_timeout(Duration::from_secs(30)),
            );
        if !url.username().is_empty() {
            let plain = |text: &str| -> Result<String> {
                let pair = format!("x={}", text.replace('+', "%2B"));
                url::form_urlencoded::parse(pair.as_bytes())
                    .next()
                    .map(|(_, value)| value.into_owned())
                    .ok_or_else(|| Error::new("SMTP_URL: user and password"))
            };
            let password = plain(url.password().unwrap_or_default())?;
            server = server.credentials(Credentials::new(plain(url.username())?, password));
        }
        Ok(Self {
            server: server.build(),
            name: format!("{host}:{port}"),
            patience: SENDING,
        })
    }

    /// With another limit for a whole message.
    #[must_use]
    pub const fn patient_for(mut self, limit: Duration) -> Self {
        self.patience = limit;
        self
    }

    fn told(&self, error: &lettre::transport::smtp::Error) -> SendError {
        let name = &self.name;
        let mut said = error.to_string();
        let mut cause = std::error::Error::source(error);
        let mut certificate = error.is_tls();
        while let Some(inner) = cause {
            let text = inner.to_string();
            if !said.contains(&text) {
                said.push_str(": ");
                said.push_str(&text);
            }
            certificate |= inner
                .downcast_ref::<std::io::Error>()
                .and_then(std::io::Error::get_ref)
                .and_then(|inner| inner.downcast_ref::<rustls::Error>())
                .is_some();
            cause = inner.source();
        }
        if certificate {
            return SendError::Later(format!(
                "the mail server {name} cannot be trusted, so nothing was sent: {said}. Its certificate must be \
                 in date and for the host that SMTP_URL names"
            ));
        }
        // A refused password is not the fault of the message: it goes out once the setting is right.
        let code = error.status().map(u16::from);
        let ours = matches!(code, Some(530 | 534 | 535 | 538));
        if ours {
            return SendError::Later(format!(
                "the mail server {name} refuses user and password of SMTP_URL: {said}"
            ));
        }
        if error.is_permanent() {
            SendError::Never(format!("the mail server {name} refuses the message: {said}"))
        } else {
            SendError::Later(format!(
                "the mail server {name} cannot take the message now: {said}"
            ))
        }
    }
}

#[async_trait]
impl Transport for Smtp {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let mime = message.mime()?;
        // A server that answers a byte a minute must not hold up the others.
        match tokio::time::timeout(self.patience, self.server.send(mime)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.told(&error)),
            Err(_too_long) => Err(SendError::Later(format!(
                "the mail server {} did not answer within {} seconds",
                self.name,
                self.patience.as_secs()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn addresses_that_are_none_are_refused_and_secrets_not_repeated() {
        for bad in [
            "mail.example.com",
            "http://mail.example.com",
            "smtp://",
            "smtp://:p4ss@:25",
        ] {
            let error = Smtp::new(bad, "x.vn").unwrap_err().to_string();
            assert!(
                error.contains("SMTP_URL") && !error.contains("p4ss"),
                "{bad}: {error}"
            );
        }
        let smtp = Smtp::new("smtp://lan%40x.vn:p4%2Bss@mail.example.com", "x.vn").unwrap();
        assert_eq!(smtp.name, "mail.example.com:587");
        assert_eq!(
            Smtp::new("smtps://mail.example.com", "x.vn").unwrap().name,
            "mail.example.com:465"
        );
        assert_eq!(Smtp::new("smtp://[::1]", "x.vn").unwrap().name, "::1:25");
    }
}
