//! Starting, killing and checking the program.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Where a database and the data folders of its servers are.
pub struct World {
    pub folder: tempfile::TempDir,
    pub database: String,
}

#[expect(clippy::disallowed_methods, reason = "tests have no settings")]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn program() -> PathBuf {
    setting("CHO_LANG_BIN").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_cho-lang")), PathBuf::from)
}

/// The program with the settings of a node.
fn command(world: &World, node: &str) -> Command {
    let data = world.folder.path().join(node);
    let mut command = Command::new(program());
    command
        .env("CHO_LANG_DATA_DIR", data)
        .env("DATABASE_URL", &world.database)
        .env("SECRET_KEY", "processes-of-one-site-share-their-key")
        .env("CHO_LANG_RATE_PER_MINUTE", "0")
        .env("CHO_LANG_LISTEN", "127.0.0.1:0")
        .env("RUST_LOG", "error");
    command
}

impl World {
    /// A database with the data set of Hà Nội: a file, or one on the PostgreSQL server of this run.
    pub fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = match setting("TEST_POSTGRES_URL") {
            Some(server) => on_postgres(&server, name),
            None => format!(
                "sqlite://{}?mode=rwc",
                folder.path().join("shared.sqlite").display()
            ),
        };
        let world = Self { folder, database };
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let done = command(&world, "a")
            .args(["import", "--no-pictures"])
            .arg(data)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(done.success(), "the import failed");
        world
    }

    /// Starts a server and waits until it answers.
    pub fn serve(&self, node: &str) -> Server {
        let mut command = command(self, node);
        command.arg("serve");
        started(command)
    }

    /// Starts a server none of whose files may grow beyond so many kilobytes: to it the disk is full.
    pub fn serve_on_full_disk(&self, node: &str, kilobytes: u64) -> Server {
        let plain = command(self, node);
        let mut shell = Command::new("bash");
        shell.args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" serve"),
        ]);
        shell.arg(plain.get_program());
        for (name, value) in plain.get_envs() {
            shell.env(name, value.unwrap_or_default());
        }
        started(shell)
    }

    /// Runs `cho-lang check`; its words if it found something.
    pub fn check(&self) -> Result<(), String> {
        let said = command(self, "a").arg("check").output().unwrap();
        if said.status.success() {
            return Ok(());
        }
        Err(format!(
            "{}{}",
            String::from_utf8_lossy(&said.stdout),
            String::from_utf8_lossy(&said.stderr)
        ))
    }
}

/// Starts a program that serves and waits for its address.
fn started(mut command: Command) -> Server {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut base = String::new();
    while !base.contains("http://") {
        base.clear();
        let read = lines.read_line(&mut base).unwrap();
        assert!(read > 0, "the server ended before it served");
    }
    let base = base.trim().split_once("http://").unwrap().1.trim_end_matches('/');
    Server {
        base: format!("http://{base}"),
        child,
    }
}

fn on_postgres(server: &str, name: &str) -> String {
    let name = format!("cho_lang_processes_{}_{name}", std::process::id());
    let made = Command::new("psql")
        .arg(server)
        .args(["-q", "-c", &format!("CREATE DATABASE \"{name}\"")])
        .status()
        .unwrap();
    assert!(made.success());
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(&name);
    url.into()
}

/// A server that runs until it is killed.
pub struct Server {
    pub base: String,
    child: Child,
}

impl Server {
    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
