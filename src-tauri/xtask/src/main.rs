//! The workbench of this repository: `cargo xtask run|test|bench|screens|data|windows`.
//!
//! It needs the standard library alone, so that it is built in seconds, and it installs or names
//! whatever else a task needs. Everything that continuous integration does is done here.
#![allow(clippy::print_stdout, reason = "it talks to the person who called it")]

mod bench;
mod data;
mod needs;
mod patches;
mod process;
mod run;
mod screens;
mod snapshot;
mod steps;
mod test;
mod windows;
mod workspace;

use std::process::ExitCode;

use workspace::Workspace;

const USAGE: &str = "\
cargo xtask run [--dev] [-- ARGUMENT…]     build and open the window; without a display, serve pages
cargo xtask test [--fast] [--keep-going] [STEP…]
                                           everything that must hold; --fast leaves the window out
cargo xtask test --list                    the steps by name
cargo xtask bench [NAME…]                  the figures of docs/benchmarks.md
cargo xtask screens [NAME…]                pictures of every page, into docs/screens
cargo xtask data [--check] [fonts|names]   make the tables and faces in assets anew
cargo xtask windows [--check]              cross-build for Windows; --check runs it under Wine";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return ExitCode::from(2);
    };
    let done = Workspace::find().and_then(|workspace| match task.as_str() {
        "run" => run::run(&workspace, rest),
        "test" => test::run(&workspace, rest),
        "bench" => bench::figures(&workspace, rest),
        "screens" => screens::take(&workspace, rest),
        "data" => data::run(&workspace, rest),
        "windows" => windows::run(&workspace, rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("unknown task {other}\n{USAGE}")),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nxtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
