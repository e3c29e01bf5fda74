//! `cargo xtask run`: from a bare clone to the program on the screen.

use std::env;

use crate::needs;
use crate::process::{cargo, npm, run as start};
use crate::workspace::Workspace;

/// Builds what is missing and opens the window; without a display, serves the pages to a browser.
///
/// # Errors
/// A sentence naming what is missing or what failed.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<(), String> {
    let split = arguments
        .iter()
        .position(|word| word == "--")
        .unwrap_or(arguments.len());
    let (own, passed) = arguments.split_at(split);
    let passed = passed.get(1..).unwrap_or_default();
    let mut profile = vec!["--release"];
    for word in own {
        match word.as_str() {
            "--dev" => profile.clear(),
            other => return Err(format!("run does not know {other}")),
        }
    }
    let display = has_display();
    let mut sets = vec![needs::PROGRAM];
    if display {
        sets.push(needs::WINDOW);
    }
    needs::packages(workspace, &sets)?;
    needs::pages(workspace)?;
    start(&mut npm(workspace, &["run", "build"]))?;

    let mut program = cargo(workspace, &["run", "--locked"]);
    program.args(profile);
    if display {
        program
            .args(["--package", "lvzhi-window", "--"])
            .args(passed);
    } else {
        println!("no display here: the pages are served to a browser on this PC instead");
        // Options that hold for every command stand before it.
        program
            .args(["--package", "cli", "--bin", "presidium", "--"])
            .args(passed)
            .arg("serve");
    }
    start(&mut program)
}

/// Whether a window can open: always where a desktop belongs to the system, else by the variables
/// that a session sets.
fn has_display() -> bool {
    let session = ["DISPLAY", "WAYLAND_DISPLAY"];
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || session.into_iter().any(set)
}
