//! `cho-lang.toml`: the same settings as the environment, under the names of the variables.

use std::path::Path;

use crate::kernel::error::{Context, Result};

/// Reads the file, if there is one, and returns its settings as pairs of variable and value, for
/// variables that the environment does not set itself.
pub fn file_into_environment(path: &Path, is_set: impl Fn(&str) -> bool) -> Result<Vec<(String, String)>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).context(format!("reading {}", path.display())),
    };
    let table: toml::Table = text.parse().context(format!("{} is no TOML", path.display()))?;
    Ok(table
        .into_iter()
        .filter(|(name, _)| !is_set(name))
        .map(|(name, value)| {
            let value = match value {
                toml::Value::String(text) => text,
                other => other.to_string(),
            };
            (name, value)
        })
        .collect())
}
