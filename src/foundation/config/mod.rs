//! Settings: flags beat the environment, the environment beats `cho-lang.toml`, that beats the
//! defaults. Read once at start; nothing else asks the environment.

mod file;
mod operator;
mod payments;
mod secret;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub use file::file_into_environment;
pub use operator::Operator;
pub use payments::Payments;

/// Whether this is a try-out or the real thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Loads the data set on first start and says that prices are for demonstration.
    Demo,
    /// Refuses to start on missing or weak secrets; loads nothing by itself.
    Production,
}

/// Every setting of the site. The table in README.md is the reference.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Address to listen on; port 0 picks a free one and prints it.
    #[arg(
        long,
        env = "CHO_LANG_LISTEN",
        default_value = "127.0.0.1:8080",
        global = true
    )]
    pub listen: SocketAddr,
    /// Folder for database, pictures and index; made when missing.
    #[arg(long, env = "CHO_LANG_DATA_DIR", default_value = "./var", global = true)]
    pub data_dir: PathBuf,
    /// Demonstration or production.
    #[arg(
        long,
        env = "CHO_LANG_MODE",
        value_enum,
        default_value = "demo",
        global = true
    )]
    pub mode: Mode,
    /// `postgres://…` or `sqlite://…`; empty: SQLite in the data folder.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Meilisearch server; empty: the embedded engine.
    #[arg(long, env = "MEILI_URL", global = true)]
    pub meili_url: Option<String>,
    /// Key of the Meilisearch server.
    #[arg(long, env = "MEILI_KEY", global = true, hide_env_values = true)]
    pub meili_key: Option<String>,
    /// Where pictures are kept: empty for the data folder, or `s3://bucket/prefix`.
    #[arg(long, env = "MEDIA_URL", global = true)]
    pub media_url: Option<String>,
    /// Where private files are kept (pictures of returns, papers): empty for the data folder, or
    /// `s3://bucket/prefix`, which must be no part of MEDIA_URL and is needed beside it.
    #[arg(long, env = "FILES_URL", global = true)]
    pub files_url: Option<String>,
    /// The way out for messages: `smtp://user:password@host:port` (STARTTLS) or `smtps://…`; empty: files in the
    /// data folder.
    #[arg(long, env = "SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// From whom messages come, `Name <address>` or an address; empty: the operator's, or no-reply at the site's
    /// host.
    #[arg(long, env = "MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// The site's own address as visitors see it, without a slash at the end.
    #[arg(long, env = "PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Key for signatures, 32 characters or more; generated in demonstration mode.
    #[arg(long, env = "SECRET_KEY", global = true, hide_env_values = true)]
    pub secret_key: Option<String>,
    /// The one password of the people that demonstration mode makes.
    #[arg(
        long,
        env = "CHO_LANG_DEMO_PASSWORD",
        default_value = "demo-cho-lang",
        global = true
    )]
    pub demo_password: String,
    /// Raster tiles offered on a click: an OSM-style address with {z}, {x} and {y}.
    #[arg(
        long,
        env = "MAP_TILE_URL",
        default_value = "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        global = true
    )]
    pub map_tile_url: String,
    /// Whom to name for the tiles.
    #[arg(
        long,
        env = "MAP_TILE_ATTRIBUTION",
        default_value = "© OpenStreetMap contributors",
        global = true
    )]
    pub map_tile_attribution: String,
    /// A file of the operator's that the map draws under the places: ward polygons (`.geojson`) or an archive
    /// of vector tiles (`.pmtiles`). Empty: our own schematic alone.
    #[arg(long, env = "MAP_LAYER_FILE", global = true)]
    pub map_layer_file: Option<PathBuf>,
    /// Requests a minute one address may make before it is asked to wait (429).
    #[arg(
        long,
        env = "CHO_LANG_RATE_PER_MINUTE",
        default_value_t = 1_200,
        global = true
    )]
    pub rate_per_minute: u32,
    /// Addresses of proxies whose X-Forwarded-For is believed, separated by commas.
    #[arg(long, env = "CHO_LANG_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Logs as JSON lines instead of text.
    #[arg(long, env = "CHO_LANG_LOG_JSON", default_value_t = false, global = true)]
    pub log_json: bool,
    /// Turns the page cache off: for benchmarks and for people who write templates.
    #[arg(long, env = "CHO_LANG_NO_PAGE_CACHE", default_value_t = false, global = true)]
    pub no_page_cache: bool,
    /// Threads that answer requests; 0 means one a core.
    #[arg(long, env = "CHO_LANG_WORKERS", default_value_t = 0, global = true)]
    pub workers: usize,
    /// Card company and bank messenger.
    #[command(flatten)]
    pub payments: Payments,
    /// Who runs the site: shown in the footer and on the legal pages.
    #[command(flatten)]
    pub operator: Operator,
}

/// A setting that keeps the site from starting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Production without a secret, or with one that can be guessed.
    #[error("SECRET_KEY must be set to 32 characters or more in production mode")]
    WeakSecret,
    /// Production without an address of its own.
    #[error("PUBLIC_URL must be set in production mode, and begin with https://")]
    NoPublicUrl,
    /// Pictures where every node finds them, and private files on the disk of one.
    #[error("FILES_URL must be set where MEDIA_URL is: other nodes do not see this one's disk")]
    NoFilesUrl,
    /// Private files among those that anybody may see.
    #[error("FILES_URL must be no part of MEDIA_URL, nor the other way round")]
    FilesAmongMedia,
    /// The address of the site is no web address.
    #[error("PUBLIC_URL must be an http or https address without a path")]
    BadPublicUrl,
    /// One of the two secrets of Stripe without the other.
    #[error("STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET must be set together")]
    HalfStripe,
    /// Real money on prices that are for demonstration.
    #[error("STRIPE_SECRET_KEY is a live key, and prices in demo mode are for demonstration: use a test key")]
    LiveKeyInDemo,
    /// The key would travel in the open.
    #[error("STRIPE_API_BASE must begin with https://, or be an http address of this machine")]
    BadStripeBase,
    /// A secret of the bank's messenger that can be guessed.
    #[error("BANK_WEBHOOK_SECRET must have 16 characters or more")]
    WeakBankSecret,
}

impl Settings {
    /// Refuses what production must not run on.
    pub fn check(&self) -> Result<(), SettingsError> {
        if let Some(address) = &self.public_url {
            let url = url::Url::parse(address).map_err(|_not_a_url| SettingsError::BadPublicUrl)?;
            if !matches!(url.scheme(), "http" | "https") || url.path() != "/" || url.host().is_none() {
                return Err(SettingsError::BadPublicUrl);
            }
        }
        if self.mode == Mode::Production {
            let secret = self.secret_key.as_deref().unwrap_or_default();
            let distinct: std::collections::BTreeSet<char> = secret.chars().collect();
            if secret.chars().count() < 32 || distinct.len() < 8 {
                return Err(SettingsError::WeakSecret);
            }
            if !self
                .public_url
                .as_deref()
                .is_some_and(|url| url.starts_with("https://"))
            {
                return Err(SettingsError::NoPublicUrl);
            }
        }
        match (&self.media_url, &self.files_url) {
            (Some(_), None) => return Err(SettingsError::NoFilesUrl),
            (Some(media), Some(files)) if overlap(media, files) => {
                return Err(SettingsError::FilesAmongMedia);
            }
            _ => {}
        }
        self.payments.check(self.mode)
    }

    /// The site's own address without a slash at the end, given the address it really listens on.
    pub fn origin(&self, listening: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{listening}"),
        }
    }
}

/// Whether one of two places in S3 is the other, or lies in it.
fn overlap(one: &str, other: &str) -> bool {
    let parts = |url: &str| -> Vec<String> {
        let plain = url.trim_start_matches("s3://").split('/');
        plain.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (one, other) = (parts(one), parts(other));
    one.starts_with(&other) || other.starts_with(&one)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    fn settings(flags: &[&str]) -> Settings {
        Line::parse_from(std::iter::once(&"cho-lang").chain(flags)).settings
    }

    #[test]
    fn production_refuses_weak_secrets_and_plain_http() {
        let strong = "k3Yw0rd-with-many-different-letters!";
        let production = |flags: &[&str]| {
            let all: Vec<&str> = ["--mode", "production"].iter().chain(flags).copied().collect();
            settings(&all).check()
        };
        assert_eq!(production(&[]), Err(SettingsError::WeakSecret));
        let same = "a".repeat(40);
        assert_eq!(
            production(&["--secret-key", &same]),
            Err(SettingsError::WeakSecret)
        );
        assert_eq!(
            production(&["--secret-key", strong]),
            Err(SettingsError::NoPublicUrl)
        );
        let plain = ["--secret-key", strong, "--public-url", "http://x.vn"];
        assert_eq!(production(&plain), Err(SettingsError::NoPublicUrl));
        assert_eq!(
            production(&["--secret-key", strong, "--public-url", "https://x.vn"]),
            Ok(())
        );
        assert_eq!(
            settings(&["--public-url", "ftp://x.vn"]).check(),
            Err(SettingsError::BadPublicUrl)
        );
        assert_eq!(settings(&[]).check(), Ok(()));
    }

    #[test]
    fn private_files_do_not_lie_among_public_ones() {
        let check = |flags: &[&str]| settings(flags).check();
        let media = ["--media-url", "s3://cho-lang/media"];
        assert_eq!(check(&media), Err(SettingsError::NoFilesUrl));
        assert_eq!(check(&["--files-url", "s3://cho-lang/files"]), Ok(()));
        for (files, wanted) in [
            ("s3://cho-lang/files", Ok(())),
            ("s3://cho-lang-private", Ok(())),
            ("s3://cho-lang/media-2", Ok(())),
            ("s3://cho-lang/media", Err(SettingsError::FilesAmongMedia)),
            ("s3://cho-lang//media/", Err(SettingsError::FilesAmongMedia)),
            ("s3://cho-lang/media/files", Err(SettingsError::FilesAmongMedia)),
            ("s3://cho-lang", Err(SettingsError::FilesAmongMedia)),
        ] {
            let flags = [media[0], media[1], "--files-url", files];
            assert_eq!(check(&flags), wanted, "{files}");
        }
    }
}
