//! `cargo xtask windows`: both programs cross-built for Windows, and the command line tried.
//!
//! The target is `x86_64-pc-windows-gnu` with Debian's mingw, which compiles SQLCipher and its
//! OpenSSL as well. `--check` runs `presidium.exe` under Wine: an office is founded, a roster comes
//! in and is listed. The window cannot be tried so, because WebView2 does not run under Wine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::needs;
use crate::process::{cargo, command, installed, npm, output, run as start};
use crate::workspace::Workspace;

const TARGET: &str = "x86_64-pc-windows-gnu";
/// Wine 8 has no such library, Windows has: the one function that Rust's random numbers ask for.
const STAND_IN: &str = include_str!("../../../tests/windows/bcryptprimitives.c");
const ROSTER: &str = "fixtures/代表名册-两行表头.xlsx";
/// The folder of a check, below `target`.
const CHECK: &str = "windows-check";
/// Where Debian's `wine64` lies, which puts nothing on the path.
const DEBIAN_WINE: &str = "/usr/lib/wine/wine64";

/// Builds both programs and gathers them in `target/windows`.
///
/// # Errors
/// A sentence naming what is missing, what failed to build, or what went wrong under Wine.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<(), String> {
    let (mut check, mut window) = (false, true);
    for word in arguments {
        match word.as_str() {
            "--check" => check = true,
            "--no-window" => window = false,
            other => return Err(format!("windows knows no {other}")),
        }
    }
    let mut sets = vec![needs::MINGW];
    if check {
        sets.push(needs::WINE);
    }
    needs::packages(workspace, &sets)?;
    needs::target(workspace, TARGET)?;

    let mut build = cargo(
        workspace,
        &["build", "--locked", "--release", "--target", TARGET],
    );
    build.args(["--package", "cli"]);
    if window {
        needs::pages(workspace)?;
        start(&mut npm(workspace, &["run", "build"]))?;
        build.args(["--package", "lvzhi-window"]);
    }
    start(&mut build)?;
    let folder = gather(workspace, window)?;
    if check {
        try_under_wine(workspace, &folder)
    } else {
        Ok(())
    }
}

/// Puts what belongs on a PC into one folder and says how large it is.
fn gather(workspace: &Workspace, window: bool) -> Result<PathBuf, String> {
    let built = workspace.target().join(TARGET).join("release");
    let folder = workspace.target().join("windows");
    fs::create_dir_all(&folder).map_err(|error| failed("making", &folder, &error))?;
    let mut names = vec!["presidium.exe"];
    if window {
        // The loader finds the WebView2 of the PC; it must lie beside the program.
        names.extend(["lvzhi.exe", "WebView2Loader.dll"]);
    }
    for name in names {
        let bytes = copy(&built.join(name), &folder.join(name))?;
        println!("{:<20} {:>6} kB", name, bytes / 1024);
    }
    println!("gathered in {}", folder.display());
    Ok(folder)
}

fn try_under_wine(workspace: &Workspace, programs: &Path) -> Result<(), String> {
    let wine = if installed("wine64") {
        "wine64"
    } else {
        DEBIAN_WINE
    };
    let desk = workspace.target().join(CHECK);
    if desk.exists() {
        fs::remove_dir_all(&desk).map_err(|error| failed("clearing", &desk, &error))?;
    }
    // On drive C of Wine's own, so that the place looks like a PC's disk.
    let desk = desk.join("wine/drive_c/desk");
    fs::create_dir_all(&desk).map_err(|error| failed("making", &desk, &error))?;
    copy(&programs.join("presidium.exe"), &desk.join("presidium.exe"))?;
    copy(&workspace.root().join(ROSTER), &desk.join("roster.xlsx"))?;
    let source = desk.join("bcryptprimitives.c");
    fs::write(&source, STAND_IN).map_err(|error| failed("writing", &source, &error))?;
    start(
        command(workspace, "x86_64-w64-mingw32-gcc")
            .args([
                "-shared",
                "-O2",
                "-o",
                "bcryptprimitives.dll",
                "bcryptprimitives.c",
                "-ladvapi32",
            ])
            .current_dir(&desk),
    )?;

    let presidium = |arguments: &[&str]| -> Result<String, String> {
        println!("> presidium.exe {}", arguments.join(" "));
        let said = output(
            under(workspace, wine, &desk)
                .arg("presidium.exe")
                .args(arguments),
        )?;
        said.lines()
            .take(3)
            .for_each(|line| println!("  {line:.160}"));
        Ok(said)
    };
    presidium(&["--version"])?;
    let office = [
        "--office",
        "青禾镇人大主席团",
        "--area",
        "110000",
        "--term",
        "第十九届",
    ];
    let founding = [
        &["--store", "store", "--json", "init", "--no-password"],
        &office[..],
    ]
    .concat();
    presidium(&founding)?;
    // An import with findings ends with 3; what counts is what the list shows afterwards.
    if let Err(sentence) = presidium(&[
        "--store",
        "store",
        "--json",
        "import",
        "roster",
        "roster.xlsx",
    ]) && !sentence.contains("exit status: 3")
    {
        return Err(sentence);
    }
    let listed = presidium(&[
        "--store", "store", "--json", "list", "roster", "--limit", "3",
    ])?;
    if !listed.contains("姓名") {
        return Err(format!("the imported roster is not listed: {listed}"));
    }
    encrypted(&desk.join("store").join("store.db"))?;
    println!("presidium.exe founded an office, took in a roster and listed it under Wine");
    Ok(())
}

/// Wine with a drive of its own, quiet, without a display.
fn under(workspace: &Workspace, wine: &str, desk: &Path) -> Command {
    let prefix = workspace.target().join(CHECK).join("wine");
    let mut command = command(workspace, wine);
    command
        .current_dir(desk)
        .env("WINEPREFIX", prefix)
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all")
        .env("LANG", "C.UTF-8")
        .env_remove("DISPLAY");
    command
}

/// A database that is not encrypted begins with SQLite's own words.
fn encrypted(database: &Path) -> Result<(), String> {
    let bytes = fs::read(database).map_err(|error| failed("reading", database, &error))?;
    if bytes.starts_with(b"SQLite format 3") {
        return Err(format!("{} is not encrypted", database.display()));
    }
    println!(
        "{} is encrypted ({} kB)",
        database.display(),
        bytes.len() / 1024
    );
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<u64, String> {
    fs::copy(from, to).map_err(|error| failed("copying", from, &error))
}

fn failed(doing: &str, path: &Path, error: &std::io::Error) -> String {
    format!("{doing} {}: {error}", path.display())
}
