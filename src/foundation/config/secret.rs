//! The site's key. In demonstration mode it is made up once and kept in the data folder, so that cookies and
//! links hold when the server starts again; in production it is given.

use std::io::Write as _;

use super::Settings;
use crate::kernel::error::{Context, Error, Result};

impl Settings {
    /// The key for signatures.
    pub fn secret(&self) -> Result<String> {
        if let Some(secret) = &self.secret_key {
            return Ok(secret.clone());
        }
        let path = self.data_dir.join("secret.key");
        if let Ok(secret) = std::fs::read_to_string(&path) {
            return Ok(secret);
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::new(format!("the system gives no randomness: {error}")))?;
        let secret = hex::encode(bytes);
        // Two processes may start at once: whoever creates the file first has made the key.
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(secret.as_bytes())
                    .context("writing the site's key")?;
                Ok(secret)
            }
            Err(_) => std::fs::read_to_string(&path).context("reading the site's key"),
        }
    }
}
