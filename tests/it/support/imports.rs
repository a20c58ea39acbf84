//! Which module names which, read from the source: the eyes of the architecture test.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{below, root};

/// Crates that hold several modules; every other crate below `src` is one module.
pub const GROUPS: &[&str] = &["foundation", "domain", "commerce", "shell"];

/// The module a file below `src` belongs to: `src/domain/places/trip.rs` to `places`, `src/search/query.rs`
/// to `search`, `src/app.rs` to `app`. The first file of a group only lists its modules.
pub fn module(path: &str) -> String {
    let mut parts = path.strip_prefix("src/").unwrap().split(['/', '.']);
    let first = parts.next().unwrap();
    let name = if GROUPS.contains(&first) {
        parts.next().unwrap()
    } else {
        first
    };
    name.to_owned()
}

/// Whether a module is a crate of its own, so that `crate::` means itself.
fn is_crate(module: &str) -> bool {
    root().join("src").join(module).join("Cargo.toml").exists()
}

/// The source without comments and without the unit tests at its foot, which may use the whole house.
pub fn code(text: &str) -> String {
    let body = match text.find("\n#[cfg(test)]\nmod ") {
        Some(foot) if text[foot..].contains("{\n") => &text[..foot],
        _ => text,
    };
    body.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Files that are compiled for tests only.
pub fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("_tests.rs") || path.ends_with("/tests.rs")
}

/// The words that code names after a prefix such as `crate::`, also those in braces.
fn named_after(prefix: &str, code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, word) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':') {
            continue;
        }
        let rest = &code[at + word.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(heads(group));
        } else {
            let end = rest
                .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .unwrap_or(rest.len());
            found.insert(rest[..end].to_owned());
        }
    }
    found.remove("");
    found
}

/// The first word of each path in a group of imports, up to its closing brace.
fn heads(group: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut depth = 0;
    let mut word = String::new();
    let mut head = true;
    for letter in group.chars() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.insert(std::mem::take(&mut word));
                head = true;
            }
            ':' => head = false,
            _ if depth == 0 && head && (letter.is_alphanumeric() || letter == '_') => word.push(letter),
            _ => {}
        }
    }
    found.insert(word);
    found
}

/// The modules that code of one module names, by way of its own crate or of another.
pub fn used(modules: &[&str], module: &str, code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if !is_crate(module) {
        found.extend(named_after("crate::", code));
    }
    for group in GROUPS {
        found.extend(named_after(&format!("{group}::"), code));
    }
    for name in modules {
        if is_crate(name) && !named_after(&format!("{name}::"), code).is_empty() {
            found.insert((*name).to_owned());
        }
    }
    found
}

/// Which module uses which, and in which file.
pub fn edges(modules: &[&str]) -> BTreeMap<(String, String), String> {
    let mut edges = BTreeMap::new();
    for (path, text) in below("src", &[".rs"]) {
        if is_test(&path) || GROUPS.iter().any(|group| path == format!("src/{group}/lib.rs")) {
            continue;
        }
        let from = module(&path);
        for to in used(modules, &from, &code(&text)) {
            if to != from && to != "kernel" {
                edges.insert((from.clone(), to), path.clone());
            }
        }
    }
    edges
}
