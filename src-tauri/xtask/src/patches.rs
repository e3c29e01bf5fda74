//! What the usual additions touch: each is done by a script in a copy of the sources, its files are
//! counted, and what was added is built and used there.
//!
//! A script (`tests/patches/*.patch`) is plain text. A line that begins with `@@` says what to do with
//! the lines below it, up to the next one:
//!
//! - `@@ touches 2`: so many files of the product change, a test of its own left aside;
//! - `@@ new PATH`: a file with these lines;
//! - `@@ in PATH`: what follows is about this file;
//! - `@@ after LINE`: these lines come below the first line that says this;
//! - `@@ replace TEXT`: every occurrence of the text becomes this line;
//! - `@@ arms`: what follows answers the compiler, which has to ask for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{cargo, run_kept};
use crate::workspace::Workspace;

/// What is copied: all that the core is built and tested of.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "assets",
    "docs",
    "fixtures",
    "src-tauri",
    "tests",
];

/// What is made, not written.
const MADE: &[&str] = &["target", "node_modules", "gen", "test-results"];

/// The crates whose compiler has to ask for the arms of a new state, the lower first.
const ASKING: &[(&str, &str)] = &[
    ("domain", "src-tauri/crates/domain/"),
    ("app", "src-tauri/crates/app/"),
];

/// One thing that a script does.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Act {
    New { lines: String },
    After { line: String, lines: String },
    Replace { text: String, by: String },
}

/// A script.
#[derive(Debug)]
struct Script {
    name: String,
    touches: usize,
    /// What is done to which file; the last says whether it answers the compiler.
    acts: Vec<(String, Act, bool)>,
}

/// Runs every script and what was added by them.
///
/// # Errors
/// A script that does not fit the sources, touches more than it says, does not build, or is not
/// asked for by the compiler where it should be.
pub fn prove(workspace: &Workspace, packages: &[&str]) -> Result<Vec<String>, String> {
    let scripts = scripts(&workspace.root().join("tests/patches"))?;
    let copy = workspace.target().join("patches");
    let originals = originals(workspace.root())?;
    let mut said = Vec::new();
    for script in &scripts {
        let touched = script.files(&originals);
        if touched.len() != script.touches {
            return Err(format!(
                "{} touches {} files instead of {}: {}",
                script.name,
                touched.len(),
                script.touches,
                touched.into_iter().collect::<Vec<_>>().join(", ")
            ));
        }
        said.push(format!("{}: {} files", script.name, touched.len()));
    }

    for (crate_name, folder) in ASKING {
        let arms: BTreeSet<&str> = scripts
            .iter()
            .flat_map(|it| &it.acts)
            .filter(|(path, _, arm)| *arm && path.starts_with(folder))
            .map(|(path, ..)| path.as_str())
            .collect();
        if arms.is_empty() {
            continue;
        }
        // The crates below have their arms, this one has none.
        let asked = |path: &str, arm: bool| !arm || !path.starts_with(folder);
        write(&copy, &patched(&originals, &scripts, asked)?)?;
        let mut check = cargo(workspace, &["check", "--locked", "-p", crate_name]);
        check
            .current_dir(&copy)
            .env("CARGO_TARGET_DIR", workspace.target());
        let output = check
            .output()
            .map_err(|error| format!("cargo does not start: {error}"))?;
        let errors = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            return Err(format!(
                "{crate_name} builds without the arms of a new state"
            ));
        }
        let silent: Vec<&str> = arms
            .iter()
            .copied()
            .filter(|path| !errors.contains(&format!("--> {path}")))
            .collect();
        if !silent.is_empty() {
            return Err(format!(
                "the compiler does not ask for the new state in {}:\n{errors}",
                silent.join(", ")
            ));
        }
        said.push(format!("{crate_name}: asked in {} files", arms.len()));
    }

    write(&copy, &patched(&originals, &scripts, |_, _| true)?)?;
    let mut test = cargo(workspace, &["test", "--locked", "--test", "added"]);
    test.args(packages)
        .current_dir(&copy)
        .env("CARGO_TARGET_DIR", workspace.target());
    let lines = run_kept(&mut test)?;
    said.extend(
        lines
            .iter()
            .filter(|line| line.starts_with("test result: "))
            .cloned(),
    );
    Ok(said)
}

impl Script {
    /// The files of the product that it changes or makes; a test of what is added is none of them,
    /// nor is what the compiler asks for.
    fn files(&self, originals: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
        self.acts
            .iter()
            .filter(|(path, _, arm)| !arm && !path.starts_with("tests/"))
            .filter(|(path, act, _)| originals.contains_key(path) || matches!(act, Act::New { .. }))
            .map(|(path, ..)| path.clone())
            .collect()
    }
}

/// The scripts of a folder by name.
fn scripts(folder: &Path) -> Result<Vec<Script>, String> {
    let mut scripts = Vec::new();
    let mut paths = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| cannot("read", folder, &error))?;
    for entry in entries {
        paths.push(
            entry
                .map_err(|error| cannot("read", folder, &error))?
                .path(),
        );
    }
    paths.retain(|path| path.extension().is_some_and(|it| it == "patch"));
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| cannot("read", &path, &error))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        scripts.push(parse(&name, &text)?);
    }
    Ok(scripts)
}

fn parse(name: &str, text: &str) -> Result<Script, String> {
    let mut script = Script {
        name: name.to_owned(),
        touches: 0,
        acts: Vec::new(),
    };
    let (mut file, mut arm) = (String::new(), false);
    for block in text.split("\n@@ ").skip(1) {
        let (head, lines) = block.split_once('\n').unwrap_or((block, ""));
        let (word, rest) = head.split_once(' ').unwrap_or((head, ""));
        let mut lines = lines.to_owned();
        if !lines.is_empty() && !lines.ends_with('\n') {
            lines.push('\n');
        }
        let act = match word {
            "touches" => {
                script.touches = rest
                    .parse()
                    .map_err(|_| format!("{name}: “{rest}” is no number of files"))?;
                continue;
            }
            "arms" => {
                arm = true;
                continue;
            }
            "in" => {
                rest.clone_into(&mut file);
                continue;
            }
            "new" => {
                rest.clone_into(&mut file);
                Act::New { lines }
            }
            "after" => Act::After {
                line: rest.to_owned(),
                lines,
            },
            "replace" => Act::Replace {
                text: rest.to_owned(),
                by: lines.trim_end_matches('\n').to_owned(),
            },
            other => return Err(format!("{name}: no script knows “{other}”")),
        };
        script.acts.push((file.clone(), act, arm));
    }
    Ok(script)
}

/// The sources with the acts that are wanted.
fn patched(
    originals: &BTreeMap<String, Vec<u8>>,
    scripts: &[Script],
    wanted: impl Fn(&str, bool) -> bool,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = originals.clone();
    for script in scripts {
        for (path, act, arm) in &script.acts {
            if !wanted(path, *arm) {
                continue;
            }
            let done = match act {
                Act::New { lines } => Some(lines.clone()),
                _ => files
                    .get(path)
                    .and_then(|bytes| done(&String::from_utf8_lossy(bytes), act)),
            };
            let Some(text) = done else {
                return Err(format!(
                    "{} finds no place for {act:?} in {path}",
                    script.name
                ));
            };
            files.insert(path.clone(), text.into_bytes());
        }
    }
    Ok(files)
}

/// A text after an act; `None` where the act finds no place in it.
fn done(text: &str, act: &Act) -> Option<String> {
    match act {
        Act::New { lines } => Some(lines.clone()),
        Act::After { line, lines } => {
            let mut out = String::new();
            let mut found = false;
            for it in text.split_inclusive('\n') {
                out.push_str(it);
                if !found && it.trim() == line.trim() {
                    out.push_str(lines);
                    found = true;
                }
            }
            found.then_some(out)
        }
        Act::Replace { text: old, by } => text.contains(old).then(|| text.replace(old, by)),
    }
}

/// The sources by their paths in the repository.
fn originals(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    for name in SOURCES {
        let path = root.join(name);
        if path.exists() {
            gather(root, &path, &mut files)?;
        }
    }
    Ok(files)
}

fn gather(root: &Path, path: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| cannot("read", path, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| cannot("read", path, &error))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !MADE.contains(&name.as_ref()) {
                gather(root, &path, files)?;
            }
        }
        return Ok(());
    }
    let name = path.strip_prefix(root).unwrap_or(path);
    let bytes = fs::read(path).map_err(|error| cannot("read", path, &error))?;
    files.insert(name.display().to_string().replace('\\', "/"), bytes);
    Ok(())
}

/// Makes the folder say just this. What says it already keeps its date, so that Cargo builds only
/// what changed.
fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let mut there = BTreeMap::new();
    if folder.exists() {
        gather(folder, folder, &mut there)?;
    }
    for name in there.keys().filter(|name| !files.contains_key(*name)) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|error| cannot("remove", &path, &error))?;
    }
    for (name, bytes) in files {
        if there.get(name) == Some(bytes) {
            continue;
        }
        let path: PathBuf = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| cannot("make", parent, &error))?;
        }
        fs::write(&path, bytes).map_err(|error| cannot("write", &path, &error))?;
    }
    Ok(())
}

fn cannot(verb: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {verb} {}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "A book.\n@@ touches 2\n@@ new a/book.rs\npub fn book() {}\n@@ in a/mod.rs\n\
        @@ after mod air;\nmod book;\n@@ arms\n@@ in a/states.rs\n@@ replace | Held\n| Held | Lost\n";

    #[test]
    fn a_script_says_which_files_it_touches_and_what_the_compiler_asks_for() {
        let script = parse("book", SCRIPT).unwrap();
        let originals = ["a/mod.rs", "a/states.rs"];
        let text = "mod air;\nmod sky;\nmatch it { Gone | Held => 1 }\n";
        let originals: BTreeMap<String, Vec<u8>> = originals
            .iter()
            .map(|it| ((*it).to_owned(), text.as_bytes().to_vec()))
            .collect();
        let touched = script.files(&originals);
        assert_eq!(touched.len(), script.touches, "arms are not counted");
        let scripts = [script];
        let all = patched(&originals, &scripts, |_, _| true).unwrap();
        let of = |name: &str| String::from_utf8(all[name].clone()).unwrap();
        assert_eq!(of("a/mod.rs").lines().nth(1), Some("mod book;"));
        assert!(of("a/states.rs").contains("Gone | Held | Lost =>"));
        let bare = patched(&originals, &scripts, |_, arm| !arm).unwrap();
        assert_eq!(bare["a/states.rs"], originals["a/states.rs"]);
    }

    #[test]
    fn a_script_that_no_longer_fits_is_refused() {
        let script = parse("book", SCRIPT).unwrap();
        let none = BTreeMap::new();
        let refused = patched(&none, &[script], |_, _| true);
        assert!(refused.is_err_and(|it| it.contains("a/mod.rs")));
    }

    #[test]
    fn temporarily() {
        println!(
            "{:?}",
            prove(&Workspace::find().unwrap(), &["-p", "scenarios"])
        );
    }
}
