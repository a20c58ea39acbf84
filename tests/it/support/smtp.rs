//! A real SMTP server (npm `smtp-server`) beside a test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::files::root;

/// The server; it ends with the test.
pub struct Smtp {
    child: Child,
    /// Its port.
    pub port: u16,
    lines: Receiver<String>,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Smtp {
    /// Starts one that speaks `plain`, `secure` or `starttls`, on a port or a free one (0). Nothing, said loudly,
    /// where Node or the package is missing; under CI that is a failure.
    pub fn start(mode: &str, port: u16) -> Option<Self> {
        let there = root().join("node_modules/smtp-server").is_dir();
        let started = there
            .then(|| {
                Command::new("node")
                    .arg(root().join("tests/it/support/smtp.mjs"))
                    .args([mode, &port.to_string()])
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .spawn()
                    .ok()
            })
            .flatten();
        let Some(mut child) = started else {
            missing("node with node_modules/smtp-server (npm ci)");
            return None;
        };
        let out = child.stdout.take().unwrap();
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
        let port = lines
            .recv_timeout(Duration::from_secs(20))
            .expect("the mail server starts");
        Some(Self {
            child,
            port: port.parse().unwrap(),
            lines,
        })
    }

    /// The next message it took.
    pub fn taken(&self) -> serde_json::Value {
        let line = self
            .lines
            .recv_timeout(Duration::from_secs(10))
            .expect("a message comes");
        serde_json::from_str(&line).unwrap()
    }

    /// Whether it took nothing more.
    pub fn is_idle(&self) -> bool {
        self.lines.recv_timeout(Duration::from_millis(300)).is_err()
    }
}

/// Says that something is missing and a test was left out; under CI nothing may be missing.
pub fn missing(what: &str) {
    #[expect(clippy::disallowed_methods, reason = "tests have no settings")]
    let ci = std::env::var("CI").is_ok_and(|ci| !ci.is_empty());
    assert!(!ci, "{what} is missing");
    eprintln!("SKIPPED: {what} is missing");
}
