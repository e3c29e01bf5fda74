//! Other programs: started, shown, their last words kept.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::workspace::Workspace;

/// A program with plain output, started in the top folder, that finds the tools of this
/// repository before those of the PC.
pub fn command(workspace: &Workspace, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    let tools = workspace.tools().join("bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tools).chain(std::env::split_paths(&path));
    if let Ok(joined) = std::env::join_paths(paths) {
        command.env("PATH", joined);
    }
    command
        .current_dir(workspace.root())
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR");
    command
}

/// Cargo with its arguments.
pub fn cargo(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = command(workspace, "cargo");
    command.args(arguments);
    command
}

/// npm in the folder of the pages.
pub fn npm(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = command(workspace, "npm");
    command.args(arguments).current_dir(workspace.ui());
    command
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let mut words = vec![word(command.get_program())];
    words.extend(command.get_args().map(word));
    words.join(" ")
}

fn word(text: &OsStr) -> String {
    let text = text.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,+@".contains(c);
    if text.chars().all(plain) && !text.is_empty() {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// Runs to the end, its output passed through.
///
/// # Errors
/// A sentence, when it cannot be started or fails.
pub fn run(command: &mut Command) -> Result<(), String> {
    println!("$ {}", shown(command));
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    judged(command, status)
}

/// Runs to the end, its output passed through; answers with every line it wrote.
///
/// # Errors
/// A sentence, when it cannot be started or fails.
pub fn run_kept(command: &mut Command) -> Result<Vec<String>, String> {
    println!("$ {}", shown(command));
    let (lines, status) = follow(command)?;
    judged(command, status).map(|()| lines)
}

/// What a program writes to its standard output, shown to nobody.
///
/// # Errors
/// A sentence with what it wrote to its error output.
pub fn output(command: &mut Command) -> Result<String, String> {
    let done = command
        .output()
        .map_err(|error| not_started(command, &error))?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let (words, status) = (String::from_utf8_lossy(&done.stderr), done.status);
    Err(format!(
        "`{}` ended with {status}: {}",
        shown(command),
        words.trim()
    ))
}

/// Whether a program is there and answers.
pub fn answers(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a file of this name lies in a folder of `PATH`.
pub fn installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| is_file(&folder.join(program)))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file())
}

fn follow(command: &mut Command) -> Result<(Vec<String>, ExitStatus), String> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let (sender, lines) = channel();
    if let Some(stdout) = child.stdout.take() {
        forward(stdout, sender.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        forward(stderr, sender);
    }
    let mut kept = Vec::new();
    for line in lines {
        println!("{line}");
        kept.push(line);
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    Ok((kept, status))
}

fn forward(stream: impl Read + Send + 'static, sender: Sender<String>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while reader
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            line.clear();
            if sender.send(text).is_err() {
                return;
            }
        }
    });
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}", shown(command))
}

fn judged(command: &Command, status: ExitStatus) -> Result<(), String> {
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` ended with {status}", shown(command)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("cargo");
        command.args(["nextest", "run", "-E", "package(app)"]);
        assert_eq!(
            shown(&command),
            "cargo nextest run -E 'package(app)'",
            "what is not plain stands in quotes, so that it can be pasted"
        );
    }

    #[test]
    fn a_failing_command_is_named() {
        let sentence = run(&mut Command::new("false")).expect_err("false fails");
        assert!(
            sentence.contains("`false`"),
            "the sentence names it: {sentence}"
        );
    }
}
