//! How far long work has come: bars on a terminal, nothing in tests and under a server.

use indicatif::{ProgressBar, ProgressStyle};

/// Is told of long work. One task at a time.
pub trait Progress: Send + Sync {
    /// A task begins; `total` is its number of steps, 0 when it is not known.
    fn begin(&self, task: &str, total: u64);
    /// Some steps are done.
    fn advance(&self, steps: u64);
    /// The task is done.
    fn end(&self);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _task: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
    fn end(&self) {}
}

/// A bar on stderr; invisible when that is no terminal.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that shows from the first task on.
    pub fn new() -> Self {
        let bar = ProgressBar::no_length();
        if let Ok(style) = ProgressStyle::with_template("{msg:<24} [{bar:32}] {pos}/{len} {elapsed_precise}")
        {
            bar.set_style(style.progress_chars("=> "));
        }
        Self(bar)
    }
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress for Bar {
    fn begin(&self, task: &str, total: u64) {
        self.0.reset();
        self.0.set_message(task.to_owned());
        self.0.set_length(total);
    }

    fn advance(&self, steps: u64) {
        self.0.inc(steps);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}
