//! What comments, hints and pages cite can be looked up: no code of somebody's own notes stands in the
//! sources, and every article and standard that they name has its line in `docs/sources.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests stand outside test functions"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: &[&str] = &[
    "target",
    "node_modules",
    "dist",
    "generated",
    "test-results",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below these folders that ends so, with its text.
fn texts(folders: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    let mut open: Vec<PathBuf> = folders.iter().map(|it| root().join(it)).collect();
    let mut texts = Vec::new();
    while let Some(path) = open.pop() {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            if !MADE.contains(&name.as_str()) {
                let inside = fs::read_dir(&path).expect("a folder of ours");
                open.extend(inside.map(|it| it.unwrap().path()));
            }
        } else if endings.iter().any(|it| name.ends_with(it)) {
            let text = fs::read_to_string(&path).expect("a text of ours");
            texts.push((path.display().to_string(), text));
        }
    }
    assert!(!texts.is_empty(), "{folders:?} hold texts");
    texts
}

const RUST: &[&str] = &["src-tauri", "tests/tests", "tests/src"];

/// Everything in which something is cited.
fn cited_in() -> Vec<(String, String)> {
    let mut all = texts(RUST, &[".rs", ".sql"]);
    all.extend(texts(&["ui/src"], &[".ts", ".vue"]));
    all.extend(texts(&["docs"], &[".md"]));
    all.extend(texts(&["assets/rules"], &[".json"]));
    all.retain(|(path, _)| !path.ends_with("citations.rs") && !path.ends_with("sources.md"));
    all
}

/// A code of somebody's notes in a line: `R-JY-9`, a letter of `letters` with one or two digits.
fn code_in(line: &str, letters: &str) -> Option<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for token in line.split(|c: char| !(word(c) || c == '-')) {
        let parts: Vec<&str> = token.split('-').collect();
        if let ["R", name, number] = parts[..]
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_uppercase())
            && number.chars().all(|c| c.is_ascii_digit())
        {
            return Some(token.to_owned());
        }
        for part in parts {
            let mut chars = part.chars();
            let first = chars.next().is_some_and(|c| letters.contains(c));
            let digits = chars.as_str();
            if first
                && (1..=2).contains(&digits.len())
                && digits.chars().all(|c| c.is_ascii_digit())
            {
                return Some(part.to_owned());
            }
        }
    }
    None
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "/*", "*", "<!--"]
        .iter()
        .any(|it| line.starts_with(it))
}

#[test]
fn codes_are_told_from_words() {
    assert_eq!(code_in("// form F5", "FWSM").as_deref(), Some("F5"));
    assert_eq!(code_in("(R-JY-9)", "").as_deref(), Some("R-JY-9"));
    assert_eq!(
        code_in("UTF-8, A4, R-2, F500, sha256, GB/T 9704", "FWSM"),
        None
    );
}

#[test]
fn no_code_of_somebodys_notes_stands_in_the_sources() {
    let mut found = Vec::new();
    let mut look = |path: &str, text: &str, letters: &str, comments: bool| {
        for (at, line) in text.lines().enumerate() {
            let letters = if comments && !is_comment(line) {
                ""
            } else {
                letters
            };
            if let Some(code) = code_in(line, letters) {
                found.push(format!("{path}:{}: {code}", at + 1));
            }
            for words in ["handbook", "domain.md", "design.md", "findings/"] {
                if line.contains(words) {
                    found.push(format!("{path}:{}: {words}", at + 1));
                }
            }
        }
    };
    for (path, text) in texts(RUST, &[".rs", ".sql", ".toml"]) {
        if !path.ends_with("citations.rs") {
            look(&path, &text, "FWSM", false);
        }
    }
    for (path, text) in texts(&["docs"], &[".md"]) {
        look(&path, &text, "FWSM", false);
    }
    // Pages speak of the keys F1 to F12.
    for (path, text) in texts(
        &["ui/src", "tests/browser", "tests/window"],
        &[".ts", ".vue", ".mjs"],
    ) {
        look(&path, &text, "WSM", true);
    }
    assert!(
        found.is_empty(),
        "say the thing itself:\n{}",
        found.join("\n")
    );
}

/// The names in the first columns of the tables in `docs/sources.md`.
fn legend() -> Vec<String> {
    let text = fs::read_to_string(root().join("docs/sources.md")).unwrap();
    let mut names = Vec::new();
    for line in text.lines().filter(|it| it.starts_with('|')) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (short, title) = (cells.next().unwrap(), cells.next().unwrap_or(""));
        let all = short.split(", ").chain(title.split(": "));
        names.extend(all.filter(|it| !it.is_empty()).map(str::to_owned));
    }
    assert!(names.iter().any(|it| it == "代表法"), "{names:?}");
    names
}

/// A text with its comments' line breaks taken out, so that no citation is torn.
fn joined(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line = line.trim();
            line.trim_start_matches(['/', '!', '*', '-']).trim_start()
        })
        .collect()
}

const NUMERALS: &str = "〇零一二三四五六七八九十百0123456789";
const LAWS: [&str; 8] = ["法", "条例", "办法", "规定", "意见", "典", "决定", "规则"];

/// What stands before each 第…条 of a text.
fn before_articles(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('第') {
        let rest = &text[at + '第'.len_utf8()..];
        let number =
            rest.trim_start_matches(|c: char| NUMERALS.contains(c) || "、，,–~至和".contains(c));
        if number.len() < rest.len() && number.starts_with('条') {
            found.push(text[..at].trim_end());
        }
    }
    found
}

/// The law that a text ends with, without the year of its version.
fn law_at_end(text: &str) -> Option<&str> {
    let text = text
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')
        .trim_end();
    let text = match text.strip_suffix("年修正）") {
        Some(it) => it
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .strip_suffix('（')?,
        None => text,
    };
    LAWS.iter().any(|it| text.ends_with(it)).then_some(text)
}

#[test]
fn every_article_is_of_an_instrument_in_the_legend() {
    let names = legend();
    let mut found = Vec::new();
    let mut cited = 0;
    for (path, text) in cited_in() {
        let text = joined(&text);
        for before in before_articles(&text) {
            let Some(law) = law_at_end(before) else {
                continue;
            };
            cited += 1;
            let start = law
                .char_indices()
                .rev()
                .find(|(_, c)| !('\u{4e00}'..='\u{9fff}').contains(c))
                .map_or(0, |(at, c)| at + c.len_utf8());
            let word = &law[start..];
            let known = names.iter().any(|it| {
                law.ends_with(it.as_str()) || (word.chars().count() > 3 && it.ends_with(word))
            });
            if !known {
                found.push(format!("{path}: {word}"));
            }
        }
    }
    assert!(cited > 60, "articles are found: {cited}");
    assert!(
        found.is_empty(),
        "not in docs/sources.md:\n{}",
        found.join("\n")
    );
}

#[test]
fn every_title_in_brackets_is_in_the_legend() {
    let names = legend();
    let mut found = Vec::new();
    for (path, text) in cited_in() {
        let text = joined(&text);
        for part in text.split('《').skip(1) {
            let Some((title, _)) = part.split_once('》') else {
                continue;
            };
            let is_law = LAWS.iter().any(|it| title.ends_with(it)) && title.chars().count() < 40;
            if is_law && !names.iter().any(|it| it == title) {
                found.push(format!("{path}: 《{title}》"));
            }
        }
    }
    assert!(
        found.is_empty(),
        "not in docs/sources.md:\n{}",
        found.join("\n")
    );
}

#[test]
fn every_standard_is_in_the_legend() {
    let names = legend();
    let mut found = Vec::new();
    for (path, text) in cited_in() {
        for body in [
            "GB/T ", "GB ", "GB", "GF ", "DA/T ", "ISO ", "RFC ", "ECMA-", "UAX #", "BIP-",
        ] {
            for (at, _) in text.match_indices(body) {
                let torn = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
                let number: String = text[at + body.len()..]
                    .chars()
                    .take_while(|c| c.is_ascii_digit() || *c == '.')
                    .collect();
                let number = number.trim_end_matches('.');
                if torn || number.is_empty() {
                    continue;
                }
                let body = if body == "GB" { "GB " } else { body };
                let name = format!("{body}{number}");
                let is = |it: &String| {
                    it.strip_prefix(&name)
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
                };
                if !names.iter().any(is) {
                    found.push(format!("{path}: {name}"));
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "not in docs/sources.md:\n{}",
        found.join("\n")
    );
}

#[test]
fn every_folder_stands_in_the_architecture() {
    let text = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let mut missing = Vec::new();
    let mut look = |folder: &str| {
        for it in fs::read_dir(root().join(folder)).expect("a folder of ours") {
            let path = it.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // `{figures,inspection}` names several at once.
            let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)));
            if path.is_dir()
                && !MADE.contains(&name.as_str())
                && !words.into_iter().any(|it| it == name)
            {
                missing.push(format!("{folder}/{name}"));
            }
        }
    };
    for name in [
        "domain", "store", "workbook", "forms", "app", "cli", "webhost",
    ] {
        look(&format!("src-tauri/crates/{name}/src"));
    }
    for folder in [
        "src-tauri/crates",
        "ui/src",
        "ui/src/features",
        "assets",
        "tests",
    ] {
        look(folder);
    }
    assert!(
        missing.is_empty(),
        "docs/architecture.md does not name:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_register_stands_in_the_glossary() {
    let text = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let named: Vec<&str> = text
        .lines()
        .filter(|it| it.starts_with('|'))
        .filter_map(|it| it.split('|').nth(2))
        .flat_map(|it| it.split(['/', '、', ',']))
        .map(str::trim)
        .collect();
    let missing: Vec<String> = domain::record::Registry::builtin()
        .iter()
        .map(|kind| (kind.key.to_string(), kind.title.clone()))
        .filter(|(key, _)| !named.contains(&key.as_str()))
        .map(|(key, title)| format!("{title} {key}"))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/glossary.md has no line for:\n{}",
        missing.join("\n")
    );
}
