//! The command line. `cho-lang` with no command serves.

mod admin;
pub mod backup;
mod commands;
mod data;
mod serve;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use foundation::config::{self, Settings};
use foundation::kernel::error::{Context, Result};

/// Chợ Làng: the public marketplace and map of the OCOP programme.
#[derive(Parser)]
#[command(name = "cho-lang", version, about)]
struct Line {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the site (and works off jobs, unless told otherwise).
    Serve {
        /// Leaves the jobs to `cho-lang work`.
        #[arg(long)]
        no_worker: bool,
    },
    /// Works off jobs without serving.
    Work,
    /// Brings the database up to date.
    Migrate,
    /// Imports a data set; may be repeated.
    Import {
        /// Folder with the CSV files.
        folder: PathBuf,
        /// Checks and reports, and writes nothing.
        #[arg(long)]
        dry_run: bool,
        /// Draws no pictures.
        #[arg(long)]
        no_pictures: bool,
    },
    /// Makes up data for scale tests: the same seed gives the same rows.
    Generate {
        /// How many products.
        #[arg(long, default_value_t = 1_000)]
        products: usize,
        /// How many producers.
        #[arg(long, default_value_t = 200)]
        producers: usize,
        /// How many places.
        #[arg(long, default_value_t = 200)]
        places: usize,
        /// How many orders, spread over five years.
        #[arg(long, default_value_t = 0)]
        orders: usize,
        /// Seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Draws no pictures.
        #[arg(long)]
        no_pictures: bool,
    },
    /// Builds the search index anew; searching goes on meanwhile.
    Reindex,
    /// Judges the search by a list of queries with their right answers.
    SearchEval {
        /// CSV of query, kind, relevant_slugs, comment.
        #[arg(long)]
        judgments: PathBuf,
        /// Which engine to judge.
        #[arg(long, value_enum)]
        engine: Option<Engine>,
        /// Also lists the queries that were answered worst.
        #[arg(long)]
        worst: bool,
    },
    /// Proves that the data, templates and texts hold together; fails otherwise.
    Check,
    /// Writes database, pictures and private files into one archive (.tar.gz); the site may run meanwhile.
    Backup {
        /// The archive to make. It holds what people told the site: keep it as you keep the database.
        file: PathBuf,
        /// Puts the site's own key in, which signs links and opens second factors; without it keep it apart.
        #[arg(long)]
        with_secrets: bool,
    },
    /// Reads an archive back into an empty data folder and database, and proves it.
    Restore {
        /// The archive.
        file: PathBuf,
    },
    /// The people of the programme office: makes the first operator of a production site.
    Admin {
        #[command(subcommand)]
        act: admin::Act,
    },
}

/// A search engine, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// The one inside.
    Embedded,
    /// A Meilisearch server.
    Meilisearch,
}

/// Reads the line, runs the command, says in the exit code whether it went well.
pub fn main() -> ExitCode {
    let line = match line() {
        Ok(line) => line,
        Err(error) => {
            eprintln!("cho-lang: {error}");
            return ExitCode::FAILURE;
        }
    };
    start_logging(line.settings.log_json);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("cho-lang: no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(line)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("cho-lang: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(line: Line) -> Result<ExitCode> {
    let settings = line.settings;
    match line.command.unwrap_or(Command::Serve { no_worker: false }) {
        Command::Serve { no_worker } => serve::serve(settings, !no_worker).await,
        Command::Work => serve::work(settings).await,
        Command::Migrate => commands::migrate(settings).await,
        Command::Import {
            folder,
            dry_run,
            no_pictures,
        } => commands::import(settings, folder, dry_run, !no_pictures).await,
        Command::Generate {
            products,
            producers,
            places,
            orders,
            seed,
            no_pictures,
        } => {
            let counts = commands::Amounts {
                products,
                producers,
                places,
                orders,
            };
            commands::generate(settings, counts, seed, !no_pictures).await
        }
        Command::Reindex => commands::reindex(settings).await,
        Command::SearchEval {
            judgments,
            engine,
            worst,
        } => {
            let meilisearch = engine.map(|engine| engine == Engine::Meilisearch);
            commands::search_eval(settings, judgments, meilisearch, worst).await
        }
        Command::Check => commands::check(settings).await,
        Command::Backup { file, with_secrets } => backup::write(settings, &file, with_secrets).await,
        Command::Restore { file } => backup::read(settings, &file).await,
        Command::Admin { act } => admin::run(settings, act).await,
    }
}

/// The line, with `cho-lang.toml` standing in for what neither flags nor environment say.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn line() -> Result<Line> {
    let path = std::env::var("CHO_LANG_CONFIG").unwrap_or_else(|_| "cho-lang.toml".to_owned());
    let settings =
        config::file_into_environment(std::path::Path::new(&path), |name| std::env::var(name).is_ok())
            .context("the settings file")?;
    // Settings of the file become flags in front of the real ones, which therefore win.
    let mut arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let flags = settings.into_iter().flat_map(|(name, value)| {
        let flag = name
            .trim_start_matches("CHO_LANG_")
            .to_lowercase()
            .replace('_', "-");
        match value.as_str() {
            "true" => vec![format!("--{flag}")],
            "false" => Vec::new(),
            _ => vec![format!("--{flag}={value}")],
        }
    });
    arguments.splice(1..1, flags.map(Into::into));
    Ok(Line::parse_from(arguments))
}

/// Logs go to stderr: text for people, JSON lines for programs. `RUST_LOG` narrows or widens them.
fn start_logging(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        tracing_subscriber::EnvFilter::new("info,sqlx=warn,tantivy=warn,tiny_skia=error")
    });
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        builder.json().flatten_event(true).init();
    } else {
        builder
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
            .init();
    }
}
