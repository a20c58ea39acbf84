//! Who may use whom. Rust does not forbid cycles between modules; this test does, and with them every
//! edge that the table in `support/layers.rs` does not list. ARCHITECTURE.md gives the reasons.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::files::{below, root};
use crate::support::imports::{GROUPS, code, edges, is_test, module, used};
use crate::support::layers::MAY_USE;

/// Files that may be longer than 400 lines, each with its reason.
const LONG: &[(&str, &str)] = &[
    (
        "templates/locales/vi/site.toml",
        "one table of words; halves would hide doubles",
    ),
    (
        "templates/locales/en/site.toml",
        "one table of words; halves would hide doubles",
    ),
];

/// Where markup may be written in Rust, each file or folder with its reason.
const MARKUP: &[(&str, &str)] = &[
    ("src/illustration", "drawings are SVG, made of numbers"),
    ("src/domain/places/trip_files.rs", "GPX is XML"),
    ("src/seo", "sitemaps and feeds are XML, written as they stream"),
];

const LONGEST: usize = 400;

fn names() -> Vec<&'static str> {
    MAY_USE.iter().map(|(name, ..)| *name).collect()
}

#[test]
fn imports_go_down_only() {
    let rows: BTreeMap<&str, (u8, &[&str])> = MAY_USE
        .iter()
        .map(|(name, layer, uses)| (*name, (*layer, *uses)))
        .collect();
    let mut wrong = Vec::new();
    for (name, (layer, uses)) in &rows {
        for used in uses.iter().filter(|used| **used != "*") {
            match rows.get(used) {
                None => wrong.push(format!("the table lets {name} use {used}, which does not exist")),
                Some((below, _)) if below > layer => {
                    wrong.push(format!("the table lets {name} use {used} of a higher layer"));
                }
                Some(_) => {}
            }
        }
    }
    for ((from, to), path) in edges(&names()) {
        match rows.get(from.as_str()) {
            None => wrong.push(format!("{path}: the module {from} is not in the table")),
            Some((_, uses)) if !uses.contains(&"*") && !uses.contains(&to.as_str()) => {
                wrong.push(format!("{path}: {from} may not use {to}"));
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_module_uses_itself_by_a_roundabout_way() {
    let edges = edges(&names());
    // `app` and `worker` may know each other's neighbours; a cycle is one whatever the layer.
    let mut reach: BTreeSet<(String, String)> = edges.keys().cloned().collect();
    loop {
        let longer: Vec<_> = reach
            .iter()
            .flat_map(|(from, middle)| {
                edges
                    .keys()
                    .filter(move |(start, _)| start == middle)
                    .map(move |(_, to)| (from.clone(), to.clone()))
            })
            .filter(|pair| !reach.contains(pair))
            .collect();
        if longer.is_empty() {
            break;
        }
        reach.extend(longer);
    }
    let cycles: Vec<_> = reach
        .iter()
        .filter(|(from, to)| from == to)
        .map(|(name, _)| name)
        .collect();
    assert!(cycles.is_empty(), "in a cycle: {cycles:?}");
}

#[test]
fn no_path_climbs_out_of_its_module_by_super() {
    let mut wrong = Vec::new();
    for (path, text) in below("src", &[".rs"]) {
        // `src/a/b.rs` may say `super::` once, `src/a/b/mod.rs` too, `src/a/mod.rs` and `src/a.rs` never.
        let group = usize::from(
            GROUPS
                .iter()
                .any(|group| path.starts_with(&format!("src/{group}/"))),
        );
        let folders = path.matches('/').count() - 1 - group;
        let first = usize::from(path.ends_with("/mod.rs") || path.ends_with("/lib.rs"));
        let depth = folders.saturating_sub(first);
        let climb = "super::".repeat(depth + 1);
        if !is_test(&path) && code(&text).contains(&climb) {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "say crate:: in {wrong:?}");
}

#[test]
fn delivery_knows_no_sql() {
    let layer_4: Vec<&str> = MAY_USE
        .iter()
        .filter(|(_, layer, _)| *layer == 4)
        .map(|(name, _, _)| *name)
        .collect();
    let mut wrong = Vec::new();
    for (path, text) in below("src", &[".rs"]) {
        let code = code(&text);
        if layer_4.contains(&module(&path).as_str())
            && ["sea_orm", "sqlx", "::Entity", "sea_query"]
                .iter()
                .any(|word| code.contains(word))
        {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "SQL in delivery: {wrong:?}");
}

#[test]
fn html_stands_in_templates() {
    const ELEMENTS: [&str; 22] = [
        "<div", "<p>", "<p ", "<span", "<a ", "<ul", "<li", "<h1", "<h2", "<h3", "<br", "<img", "<table",
        "<section", "<article", "<button", "<form", "<input", "<html", "<body", "<script", "</",
    ];
    let mut wrong = Vec::new();
    for (path, text) in below("src", &[".rs"]) {
        if is_test(&path) || MARKUP.iter().any(|(listed, _)| path.starts_with(listed)) {
            continue;
        }
        for (number, line) in code(&text).lines().enumerate() {
            if line.contains('"') && ELEMENTS.iter().any(|element| line.contains(element)) {
                wrong.push(format!("{path}, code line {}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    let mut long = BTreeSet::new();
    let endings = &[".rs", ".mjs", ".ts", ".css", ".html", ".toml", ".sh"];
    for folder in [
        "src",
        "entity",
        "migration",
        "tests",
        "templates",
        "public",
        "scripts",
    ] {
        for (path, text) in below(folder, endings) {
            if text.lines().count() > LONGEST {
                long.insert(path);
            }
        }
    }
    let listed: BTreeSet<String> = LONG.iter().map(|(path, _)| (*path).to_owned()).collect();
    let new: Vec<_> = long.difference(&listed).collect();
    assert!(
        new.is_empty(),
        "longer than {LONGEST} lines without a stated reason: {new:?}"
    );
    for (path, reason) in LONG.iter().chain(MARKUP) {
        assert!(root().join(path).exists(), "{path} is listed and does not exist");
        assert!(!reason.is_empty());
    }
}

#[test]
fn history_does_not_know_the_present() {
    for (path, text) in below("migration/src", &[".rs"]) {
        let code = code(&text);
        assert!(!code.contains("entity::"), "{path} imports entity");
    }
    for (path, text) in below("entity/src", &[".rs"]) {
        let code = code(&text);
        assert!(
            !code.contains("async fn") && !code.contains("cho_lang"),
            "{path} does more than describe"
        );
    }
}

#[test]
fn the_scanner_sees_every_way_to_name_a_module() {
    let found = used(
        &names(),
        "app",
        "use crate::{cli, worker::{a, b}}; foundation::jobs::x(); use domain::places; use search::Query; web::Data; media::x;",
    );
    let names: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(names, ["cli", "jobs", "places", "search", "worker"]);
}
