//! What a task needs beside Rust and Node: installed when possible, named when not.
//!
//! System packages come by apt when this runs as root; else the command is printed. Programs that
//! come by Cargo go to `target/tools`, pages' packages to `ui/node_modules`: nothing of the
//! developer's own is touched.

use std::path::Path;
use std::process::Command;

use crate::process::{answers, cargo, command, installed, npm, output, run};
use crate::workspace::Workspace;

/// To build `presidium`: SQLCipher and its OpenSSL are compiled from source.
pub const PROGRAM: &[&str] = &["build-essential", "pkg-config", "perl", "make"];
/// To build the window.
pub const WINDOW: &[&str] = &["libwebkit2gtk-4.1-dev"];
/// To read printed pages back in tests.
pub const PAPER: &[&str] = &["poppler-utils", "mupdf-tools", "qpdf"];
/// To open packages by the programs of which their format is made.
pub const PACKAGES: &[&str] = &["age", "tar", "zstd"];
/// To drive the real window without a display.
pub const DRIVING: &[&str] = &[
    "xvfb",
    "xauth",
    "webkit2gtk-driver",
    "dbus",
    "fonts-noto-cjk",
    "imagemagick",
];
/// To try the pages in a browser without a display.
pub const BROWSER: &[&str] = &["chromium", "fonts-noto-cjk"];
/// To make the tables and faces in `assets` anew.
pub const DATA: &[&str] = &["unicode-data", "bzip2", "python3-venv"];
/// To cross-build for Windows.
pub const MINGW: &[&str] = &[
    "gcc-mingw-w64-x86-64",
    "g++-mingw-w64-x86-64",
    "perl",
    "make",
];
/// To run what was cross-built.
pub const WINE: &[&str] = &["wine64"];

/// The runner of tests; its version is fixed so that every machine reports alike.
const NEXTEST: &str = "cargo-nextest@0.9.143";
/// Between a WebDriver client and the webview of the window.
const TAURI_DRIVER: &str = "tauri-driver@2.1.0";
const NODE_AT_LEAST: u32 = 20;

/// Installs the system packages that are missing.
///
/// # Errors
/// The command to type, when this is not root; what apt said, when it failed.
pub fn packages(workspace: &Workspace, sets: &[&[&str]]) -> Result<(), String> {
    let wanted = sets.concat();
    if !answers(Command::new("dpkg-query").arg("--version")) {
        println!("no dpkg here: the counterparts of these are taken to be installed: {wanted:?}");
        return Ok(());
    }
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|package| !present(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!(
        "apt-get install --no-install-recommends -y {}",
        missing.join(" ")
    );
    if output(Command::new("id").arg("-u"))?.trim() != "0" {
        return Err(format!(
            "system packages are missing. Type:\n  sudo {install}"
        ));
    }
    run(command(workspace, "apt-get").args(["update", "-q"]))?;
    run(command(workspace, "apt-get")
        .args(["install", "--no-install-recommends", "-y", "-q"])
        .args(missing)
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

fn present(package: &str) -> bool {
    let asked = ["--show", "--showformat", "${db:Status-Abbrev}", package];
    output(Command::new("dpkg-query").args(asked)).is_ok_and(|state| state.starts_with("ii"))
}

/// rustfmt and clippy of the toolchain in use.
///
/// # Errors
/// The command to type, when they cannot be added.
pub fn rust_components(workspace: &Workspace) -> Result<(), String> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !answers(&mut cargo(workspace, &[tool, "--version"])) {
            run(command(workspace, "rustup").args(["component", "add", component])).map_err(
                |error| format!("{component} is missing and could not be added: {error}"),
            )?;
        }
    }
    Ok(())
}

/// How tests are run: with nextest, or, where that cannot be had, with Cargo alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    /// `cargo nextest run`.
    Nextest,
    /// `cargo test`.
    Cargo,
}

/// Finds the runner of tests, installing it when it is missing.
pub fn runner(workspace: &Workspace) -> Runner {
    let found = |workspace| answers(&mut cargo(workspace, &["nextest", "--version"]));
    if found(workspace) || install_nextest(workspace).is_ok() && found(workspace) {
        return Runner::Nextest;
    }
    println!("cargo-nextest cannot be had; `cargo test` takes its place");
    Runner::Cargo
}

fn install_nextest(workspace: &Workspace) -> Result<(), String> {
    // Unoptimised: it waits for tests most of the time, and builds in half the time.
    run(cargo(
        workspace,
        &["install", "--locked", "--debug", NEXTEST, "--root"],
    )
    .arg(workspace.tools()))
}

/// The driver of the real window.
///
/// # Errors
/// What Cargo said, when it cannot be installed.
pub fn window_driver(workspace: &Workspace) -> Result<(), String> {
    let own = workspace.tools().join("bin/tauri-driver");
    if own.exists() || installed("tauri-driver") {
        return Ok(());
    }
    let install = ["install", "--locked", "--debug", TAURI_DRIVER, "--root"];
    run(cargo(workspace, &install).arg(workspace.tools()))
}

/// Node, and the packages of the pages as the lock file names them.
///
/// # Errors
/// A sentence when Node is missing or too old, or when npm fails.
pub fn pages(workspace: &Workspace) -> Result<(), String> {
    let version = output(command(workspace, "node").arg("--version")).unwrap_or_default();
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    if major.parse::<u32>().unwrap_or(0) < NODE_AT_LEAST {
        return Err(format!(
            "Node {NODE_AT_LEAST} or later is needed (nodejs.org); found: {version:?}"
        ));
    }
    let wanted = workspace.ui().join("package-lock.json");
    let had = workspace.ui().join("node_modules/.package-lock.json");
    if is_newer(&had, &wanted) {
        return Ok(());
    }
    run(&mut npm(workspace, &["ci", "--no-audit", "--no-fund"]))
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let time = |path: &Path| path.metadata().and_then(|found| found.modified()).ok();
    matches!((time(made), time(source)), (Some(made), Some(source)) if made >= source)
}

/// The standard library for a target.
///
/// # Errors
/// A sentence, when it is not there and cannot be fetched.
pub fn target(workspace: &Workspace, triple: &str) -> Result<(), String> {
    let asked = ["--print", "target-libdir", "--target", triple];
    let folder = output(command(workspace, "rustc").args(asked))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    if !installed("rustup") {
        return Err(format!(
            "this toolchain has no standard library for {triple}, and no rustup"
        ));
    }
    run(command(workspace, "rustup").args(["target", "add", triple]))
}
