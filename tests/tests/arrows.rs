//! Which crate may depend on which (`docs/architecture.md`), checked in manifests and sources: what may
//! name what, where SQL and the window may be named, and that every dependency has its reason.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// Who may know whom, the tests' own needs left aside. A crate that is missing here fails a test.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("workbook", &["domain"]),
    ("forms", &["domain"]),
    ("sync", &["domain"]),
    ("app", &["domain", "forms", "store", "sync", "workbook"]),
    ("webhost", &["app"]),
    ("cli", &["app", "webhost"]),
    ("lvzhi-window", &["app"]),
    ("xtask", &[]),
    ("register_speed", &["forms"]),
];

/// Crates that run without a window.
const BELOW_THE_WINDOW: &[&str] = &[
    "domain", "store", "sync", "workbook", "forms", "app", "cli", "webhost",
];

/// Crates whose public items must all be documented.
const DOCUMENTED: &[&str] = &["domain", "store", "sync", "forms", "app"];

/// Folders that are made, not written.
const MADE: &[&str] = &["target", "node_modules", "dist", ".git", "test-results"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lie in the top folder")
        .into()
}

fn table(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.parse()
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A member of the workspace: where it lies, and its manifest.
struct Member {
    folder: PathBuf,
    manifest: Table,
}

impl Member {
    fn depends_on(&self, sections: &[&str]) -> BTreeSet<String> {
        let anywhere = std::iter::once(&self.manifest).chain(
            self.manifest
                .get("target")
                .and_then(Value::as_table)
                .into_iter()
                .flat_map(|targets| targets.values().filter_map(Value::as_table)),
        );
        anywhere
            .flat_map(|table| sections.iter().filter_map(|section| table.get(*section)))
            .filter_map(Value::as_table)
            .flat_map(|dependencies| dependencies.keys().cloned())
            .collect()
    }
}

fn members() -> BTreeMap<String, Member> {
    let root = root();
    let workspace = table(&root.join("Cargo.toml"));
    let listed = workspace["workspace"]["members"]
        .as_array()
        .expect("members are listed");
    listed
        .iter()
        .map(|folder| {
            let folder = root.join(folder.as_str().expect("a member is a folder"));
            let manifest = table(&folder.join("Cargo.toml"));
            let name = manifest["package"]["name"]
                .as_str()
                .expect("a crate has a name")
                .to_owned();
            (name, Member { folder, manifest })
        })
        .collect()
}

/// Everything that a crate brings along, by the lock file; what only its tests need is included.
fn brought_along(name: &str) -> BTreeSet<String> {
    let lock = table(&root().join("Cargo.lock"));
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().expect("packages are listed") {
        let entry = needs
            .entry(package["name"].as_str().expect("a package has a name"))
            .or_default();
        for need in package
            .get("dependencies")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            // `name` or `name version`.
            entry.extend(need.as_str().and_then(|need| need.split(' ').next()));
        }
    }
    let mut found = BTreeSet::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        for need in needs.get(next).into_iter().flatten() {
            if found.insert((*need).to_owned()) {
                open.push(need);
            }
        }
    }
    found
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("an entry is readable").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if MADE.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Lines of the files in which one of the words stands, as `file:line: text`.
fn lines_with(files: &[PathBuf], holds: impl Fn(&str) -> bool) -> Vec<String> {
    let root = root();
    let mut found = Vec::new();
    for path in files {
        // Pictures and faces are not text and name nothing.
        let Ok(text) = fs::read_to_string(path) else {
            continue;
        };
        for (at, line) in text.lines().enumerate().filter(|(_, line)| holds(line)) {
            let name = path.strip_prefix(&root).unwrap_or(path).display();
            found.push(format!("{name}:{}: {}", at + 1, line.trim()));
        }
    }
    found
}

#[test]
fn arrows_between_crates_point_down() {
    let members = members();
    for (name, member) in &members {
        if name == "scenarios" {
            continue;
        }
        let (_, may) = ARROWS
            .iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("{name} has no place in the house yet: add its arrows"));
        for other in member.depends_on(&["dependencies", "build-dependencies"]) {
            assert!(
                !members.contains_key(&other) || may.contains(&other.as_str()),
                "{name} knows {other}, but may only know {may:?}"
            );
        }
    }
}

#[test]
fn nothing_below_the_window_brings_along_a_window() {
    let windows = ["tauri", "wry", "tao", "gtk", "webkit2gtk", "webview2-com"];
    for name in BELOW_THE_WINDOW {
        let along = brought_along(name);
        assert!(!along.is_empty(), "{name} stands in the lock file");
        let bad: Vec<_> = windows
            .iter()
            .filter(|window| along.contains(**window))
            .collect();
        assert!(
            bad.is_empty(),
            "{name} would need a desktop to build: {bad:?}"
        );
    }
}

#[test]
fn nothing_that_runs_brings_along_a_client_of_the_network() {
    let clients = [
        "reqwest",
        "ureq",
        "isahc",
        "curl",
        "native-tls",
        "rustls",
        "tungstenite",
    ];
    for name in BELOW_THE_WINDOW {
        let along = brought_along(name);
        let bad: Vec<_> = clients
            .iter()
            .filter(|client| along.contains(**client))
            .collect();
        assert!(
            bad.is_empty(),
            "no request leaves the PC, but {name} brings along {bad:?}"
        );
    }
}

#[test]
fn sql_stands_in_the_store_alone() {
    let members = members();
    let words = [
        "SELECT ",
        "INSERT INTO ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "ALTER TABLE ",
        "DROP TABLE ",
        "PRAGMA ",
        "rusqlite",
    ];
    for (name, member) in members.iter().filter(|(name, _)| *name != "store") {
        let direct = member.depends_on(&["dependencies", "build-dependencies"]);
        assert!(
            !direct.contains("rusqlite"),
            "{name} reaches past the store to the database"
        );
        let sources = member.folder.join("src");
        let bad = lines_with(&files(&sources, &[".rs"]), |line| {
            words.iter().any(|word| line.contains(word))
                || line.contains("UPDATE ") && line.contains(" SET ")
        });
        assert!(bad.is_empty(), "SQL outside the store:\n{}", bad.join("\n"));
        let scripts = files(&sources, &[".sql"]);
        assert!(scripts.is_empty(), "SQL outside the store: {scripts:?}");
    }
}

#[test]
fn pages_know_the_window_in_one_place_only() {
    let platform = root().join("ui/src/platform");
    let pages: Vec<PathBuf> = files(&root().join("ui/src"), &[".ts", ".vue", ".js", ".mjs"])
        .into_iter()
        .filter(|path| !path.starts_with(&platform))
        .collect();
    assert!(!pages.is_empty(), "there are pages to look at");
    let bad = lines_with(&pages, |line| {
        line.contains("@tauri-apps") || line.contains("__TAURI")
    });
    assert!(
        bad.is_empty(),
        "only ui/src/platform knows the host:\n{}",
        bad.join("\n")
    );
}

#[test]
fn pages_fetch_nothing_from_elsewhere() {
    let pages = files(&root().join("ui/src"), &[".ts", ".vue", ".css"]);
    // Names of XML vocabularies look like addresses and are not fetched; nor are comments.
    let bad = lines_with(&pages, |line| {
        ["http://", "https://"]
            .iter()
            .any(|scheme| line.contains(scheme))
            && !line.trim_start().starts_with("//")
            && !line.contains("http://www.w3.org/")
            && !line.contains("http://127.0.0.1")
    });
    assert!(
        bad.is_empty(),
        "no request leaves the PC:\n{}",
        bad.join("\n")
    );
}

#[test]
fn no_file_names_a_place_on_some_machine() {
    // Written in halves, so that this file does not name them itself.
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/tmp", "/h/"),
        concat!("/tmp", "/t-"),
        concat!("shared", "/notes"),
        concat!("shared", "/fixtures"),
        concat!("shared", "/design"),
    ];
    let bad = lines_with(&files(&root(), &[]), |line| {
        places.iter().any(|place| line.contains(place))
    });
    assert!(
        bad.is_empty(),
        "a clone elsewhere has no such place:\n{}",
        bad.join("\n")
    );
}

#[test]
fn lock_files_name_no_registry_but_the_public_ones() {
    let root = root();
    let lock = table(&root.join("Cargo.lock"));
    for package in lock["package"].as_array().expect("packages are listed") {
        let source = package
            .get("source")
            .and_then(Value::as_str)
            .unwrap_or_default();
        assert!(
            source.is_empty() || source == "registry+https://github.com/rust-lang/crates.io-index",
            "{:?} comes from {source}, which others cannot reach",
            package["name"]
        );
    }
    let npm = lines_with(&[root.join("ui/package-lock.json")], |line| {
        line.contains("\"resolved\": \"http") && !line.contains("https://registry.npmjs.org/")
    });
    assert!(
        npm.is_empty(),
        "packages of the pages come from elsewhere:\n{}",
        npm.join("\n")
    );
}

#[test]
fn every_dependency_has_its_reason() {
    let members = members();
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let mut used: BTreeSet<String> = members
        .values()
        .flat_map(|member| member.depends_on(&sections))
        .collect();

    let pages =
        fs::read_to_string(root().join("ui/package.json")).expect("the pages have a manifest");
    let pages: serde_json::Value = serde_json::from_str(&pages).expect("it is JSON");
    for section in ["dependencies", "devDependencies"] {
        used.extend(
            pages[section]
                .as_object()
                .into_iter()
                .flat_map(|names| names.keys().cloned()),
        );
    }
    used.retain(|name| !members.contains_key(name));

    let text =
        fs::read_to_string(root().join("docs/dependencies.md")).expect("reasons are written");
    let reasons: BTreeSet<String> = text.lines().filter_map(named).flatten().collect();
    let unexplained: Vec<_> = used.difference(&reasons).collect();
    assert!(
        unexplained.is_empty(),
        "docs/dependencies.md gives no reason for {unexplained:?}"
    );
    let gone: Vec<_> = reasons.difference(&used).collect();
    assert!(
        gone.is_empty(),
        "docs/dependencies.md explains what is no longer used: {gone:?}"
    );
}

#[test]
fn the_workspace_lists_no_dependency_that_nobody_takes() {
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let members = members();
    let taken: BTreeSet<String> = members
        .values()
        .flat_map(|member| member.depends_on(&sections))
        .collect();
    let workspace = table(&root().join("Cargo.toml"));
    let listed = workspace["workspace"]["dependencies"]
        .as_table()
        .expect("they are listed");
    let idle: Vec<_> = listed
        .keys()
        .filter(|name| !taken.contains(*name) && !members.contains_key(*name))
        .collect();
    assert!(
        idle.is_empty(),
        "the root manifest lists what no crate takes: {idle:?}"
    );
}

/// The names in the first cell of a line of a table: `` | `serde`, `serde_json` | … ``.
fn named(line: &str) -> Option<Vec<String>> {
    let cell = line.strip_prefix("| `")?.split(" |").next()?;
    Some(
        cell.split(',')
            .map(|name| name.trim().trim_matches('`').to_owned())
            .collect(),
    )
}

#[test]
fn what_is_public_is_documented() {
    let members = members();
    for name in DOCUMENTED {
        let lib =
            fs::read_to_string(members[*name].folder.join("src/lib.rs")).expect("it is a library");
        assert!(
            lib.contains("#![deny(missing_docs)]"),
            "{name} would build with public items that nobody explained"
        );
    }
    for (name, member) in &members {
        let inherits = member
            .manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"));
        assert_eq!(
            inherits.and_then(Value::as_bool),
            Some(true),
            "{name} does not follow the workspace's lints"
        );
    }
}
