//! `cargo xtask bench`: runs the programs that measure and puts their figures side by side.
//!
//! Each is an example or bench of the crate that it measures, builds its own material, and ends
//! with a paragraph of figures; that paragraph is repeated here.

use crate::needs;
use crate::process::{cargo, command, npm, run, run_kept, shown};
use crate::workspace::Workspace;

/// A program that measures.
struct Bench {
    name: &'static str,
    package: &'static str,
    /// `examples`, below the crate, or `src` where it is the crate; `window` for what watches the real window.
    folder: &'static str,
    measures: &'static str,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "figures_speed",
        package: "app",
        folder: "examples",
        measures: "every figure of a county's year, a breakdown, the records behind one",
    },
    Bench {
        name: "import_speed",
        package: "app",
        folder: "examples",
        measures: "import of 100,000 rows of 20 columns beside reading and inserting them raw",
    },
    Bench {
        name: "office_speed",
        package: "app",
        folder: "examples",
        measures: "list, search, one edit and rebuild at 150,000 deputies",
    },
    Bench {
        name: "books_speed",
        package: "app",
        folder: "examples",
        measures: "a page, a filter, a search, what is due and one visitor saved, up to a million rows",
    },
    Bench {
        name: "history_speed",
        package: "store",
        folder: "examples",
        measures: "the history of one record in a log of a million changes",
    },
    Bench {
        name: "million_speed",
        package: "store",
        folder: "examples",
        measures: "a book of a million visits: pinyin, filters, an order by deputies, one visit saved",
    },
    Bench {
        name: "package_speed",
        package: "app",
        folder: "examples",
        measures: "packages of up to 200,000 changes: made, taken in, taken in again, beside raw inserts",
    },
    Bench {
        name: "register",
        package: "register_speed",
        folder: "src",
        measures: "a register of 10,000 rows as PDF beside the same layout drawn by krilla",
    },
    Bench {
        name: "search_speed",
        package: "domain",
        folder: "examples",
        measures: "a scan of 150,000 search texts; the cost of a sort key",
    },
    Bench {
        name: "submission_speed",
        package: "app",
        folder: "examples",
        measures: "a province's year: 1,946 townships' submissions taken in and added up",
    },
    Bench {
        name: "window",
        package: "lvzhi-window",
        folder: "window",
        measures: "start to usable window and memory, beside hello-world in Chromium",
    },
];

/// Runs the named programs, or all that are there.
///
/// # Errors
/// The names of those that failed or broke their promise.
pub fn figures(workspace: &Workspace, arguments: &[String]) -> Result<(), String> {
    if let Some(unknown) = arguments
        .iter()
        .find(|name| !BENCHES.iter().any(|b| b.name == **name))
    {
        let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        return Err(format!(
            "bench knows no {unknown}; there are {}",
            names.join(", ")
        ));
    }
    needs::packages(workspace, &[needs::PROGRAM])?;
    let chosen = BENCHES
        .iter()
        .filter(|b| arguments.is_empty() || arguments.contains(&b.name.into()));
    let (mut page, mut failed) = (String::new(), Vec::new());
    for bench in chosen {
        let said = measure(workspace, bench).unwrap_or_else(|sentence| {
            failed.push(bench.name);
            vec![sentence]
        });
        page.push_str(&format!("\n{}: {}\n", bench.name, bench.measures));
        said.iter()
            .for_each(|line| page.push_str(&format!("    {line}\n")));
    }
    println!("\nFigures{page}");
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!(
        "missing, failed or beyond what is promised: {}",
        failed.join(", ")
    ))
}

fn measure(workspace: &Workspace, bench: &Bench) -> Result<Vec<String>, String> {
    if bench.folder == "window" {
        return window(workspace);
    }
    let file = format!(
        "src-tauri/crates/{}/{}/{}.rs",
        bench.package, bench.folder, bench.name
    );
    if !workspace.root().join(&file).exists() {
        return Err(format!("{file} is not there yet"));
    }
    let sort = match bench.folder {
        "src" => "--bin",
        _ => "--example",
    };
    let mut command = cargo(
        workspace,
        &[
            "run",
            "--locked",
            "--release",
            "-p",
            bench.package,
            sort,
            bench.name,
        ],
    );
    let lines = run_kept(&mut command)?;
    let mut said = vec![format!("$ {}", shown(&command))];
    said.extend(last_paragraph(&lines));
    Ok(said)
}

/// The window as it is delivered, watched from outside.
fn window(workspace: &Workspace) -> Result<Vec<String>, String> {
    needs::packages(workspace, &[needs::WINDOW, needs::DRIVING, needs::BROWSER])?;
    needs::pages(workspace)?;
    run(&mut npm(workspace, &["run", "--silent", "build"]))?;
    let bins = ["--bin", "lvzhi", "--bin", "presidium"];
    let mut build = cargo(
        workspace,
        &["build", "--locked", "--release", "--workspace"],
    );
    run(build.args(bins))?;
    let mut watch = command(workspace, "node");
    watch.arg("tests/window/measure.mjs");
    watch.env("LVZHI_WINDOW", workspace.target().join("release/lvzhi"));
    let mut said = vec![format!("$ {}", shown(&watch))];
    said.extend(last_paragraph(&run_kept(&mut watch)?));
    Ok(said)
}

/// The lines after the last empty one, Cargo's own left out.
fn last_paragraph(lines: &[String]) -> Vec<String> {
    let cargos = [
        "Compiling ",
        "Finished ",
        "Running ",
        "Downloading ",
        "Downloaded ",
        "Blocking ",
    ];
    let own = |line: &&String| {
        !cargos
            .iter()
            .any(|mark| line.trim_start().starts_with(mark))
    };
    let mut paragraph: Vec<String> = lines
        .iter()
        .filter(own)
        .rev()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty())
        .cloned()
        .collect();
    paragraph.reverse();
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_the_last_paragraph() {
        let lines = [
            "   Compiling app v0.1.0",
            "warming up",
            "",
            "ratio 1.20",
            "peak 80 MB",
            "",
        ];
        assert_eq!(
            last_paragraph(&lines.map(String::from)),
            ["ratio 1.20", "peak 80 MB"],
            "neither Cargo's lines nor earlier words are figures"
        );
    }
}
