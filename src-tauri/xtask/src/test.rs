//! `cargo xtask test`: everything that must hold, what fails cheaply first.
//!
//! One profile and one choice of packages for all steps, so that Cargo builds nothing twice.

use std::path::PathBuf;

use crate::needs::{self, Runner};
use crate::patches;
use crate::process::{cargo, npm, run_kept};
use crate::snapshot::{self, Snapshot};
use crate::steps::Steps;
use crate::workspace::{PRODUCT, Workspace};

/// A step: its name, what it proves, how it is done.
struct Step {
    name: &'static str,
    meaning: &'static str,
    /// Whether it needs the window, which `--fast` leaves out.
    window: bool,
    work: fn(&Bench) -> Result<Vec<String>, String>,
}

/// In this order: seconds first, the window last.
const STEPS: &[Step] = &[
    Step {
        name: "format",
        meaning: "the code is laid out alike",
        window: false,
        work: format,
    },
    Step {
        name: "types",
        meaning: "the pages fit their types and rules",
        window: false,
        work: types,
    },
    Step {
        name: "pages",
        meaning: "the pages' own tests",
        window: false,
        work: pages,
    },
    Step {
        name: "bundle",
        meaning: "the pages build",
        window: false,
        work: bundle,
    },
    Step {
        name: "clippy",
        meaning: "no warning in any target",
        window: false,
        work: clippy,
    },
    Step {
        name: "tests",
        meaning: "units, scenarios, arrows",
        window: false,
        work: tests,
    },
    Step {
        name: "bindings",
        meaning: "the TypeScript is what the commands say",
        window: false,
        work: bindings,
    },
    Step {
        name: "doctests",
        meaning: "the examples in the documentation run",
        window: false,
        work: doctests,
    },
    Step {
        name: "patches",
        meaning: "the usual additions touch few files, and the compiler asks for the rest",
        window: false,
        work: patches,
    },
    Step {
        name: "browser",
        meaning: "every page works in a browser, over the real core",
        window: true,
        work: browser,
    },
    Step {
        name: "window",
        meaning: "the real window does an office's first hour",
        window: true,
        work: window,
    },
];

/// What comes before every step, whichever is named.
const NEEDS: &str = "needs";

/// What steps share.
struct Bench<'a> {
    workspace: &'a Workspace,
    runner: Runner,
    fast: bool,
    /// The bindings as they lay here before any test wrote them anew.
    bindings: Snapshot,
}

impl Bench<'_> {
    /// The packages that are built and run: all of the product, or all that need no WebKit.
    fn packages(&self) -> &'static [&'static str] {
        if self.fast { &[] } else { PRODUCT }
    }
}

/// Runs the steps that were named, or all.
///
/// # Errors
/// A sentence naming what is missing, or the steps that failed and how each is run alone.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<(), String> {
    let (mut fast, mut keep_going, mut named) = (false, false, Vec::new());
    for word in arguments {
        match word.as_str() {
            "--fast" => fast = true,
            "--keep-going" => keep_going = true,
            "--list" => {
                STEPS
                    .iter()
                    .for_each(|step| println!("{:<10} {}", step.name, step.meaning));
                return Ok(());
            }
            name if name == NEEDS || STEPS.iter().any(|step| step.name == name) => named.push(name),
            other => return Err(format!("test knows no {other}; `--list` names the steps")),
        }
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| !(fast && step.window))
        .filter(|step| named.is_empty() || named.contains(&step.name))
        .collect();

    let again = if fast {
        "cargo xtask test --fast"
    } else {
        "cargo xtask test"
    };
    let mut steps = Steps::default();
    let mut runner = Runner::Cargo;
    let ready = steps.take(NEEDS, "what the steps need is here", || {
        runner = prepare(workspace, fast)?;
        Ok(Vec::new())
    });
    if !ready {
        return steps.close(again);
    }
    let bench = Bench {
        workspace,
        runner,
        fast,
        bindings: snapshot::take(&workspace.bindings())?,
    };
    for step in chosen {
        let holds = steps.take(step.name, step.meaning, || (step.work)(&bench));
        if !holds && !keep_going {
            break;
        }
    }
    steps.close(again)
}

fn prepare(workspace: &Workspace, fast: bool) -> Result<Runner, String> {
    let mut sets = vec![needs::PROGRAM, needs::PAPER, needs::PACKAGES];
    if !fast {
        sets.extend([needs::WINDOW, needs::DRIVING, needs::BROWSER]);
    }
    needs::packages(workspace, &sets)?;
    needs::rust_components(workspace)?;
    needs::pages(workspace)?;
    if !fast {
        needs::window_driver(workspace)?;
    }
    Ok(needs::runner(workspace))
}

fn format(bench: &Bench) -> Result<Vec<String>, String> {
    run_kept(&mut cargo(bench.workspace, &["fmt", "--all", "--check"]))?;
    run_kept(&mut npm(
        bench.workspace,
        &["run", "--silent", "format:check"],
    ))
    .map(|_| Vec::new())
}

fn types(bench: &Bench) -> Result<Vec<String>, String> {
    run_kept(&mut npm(bench.workspace, &["run", "--silent", "check"])).map(|_| Vec::new())
}

fn pages(bench: &Bench) -> Result<Vec<String>, String> {
    let lines = run_kept(&mut npm(bench.workspace, &["run", "--silent", "test"]))?;
    Ok(having(&lines, &["Test Files ", "     Tests "]))
}

fn bundle(bench: &Bench) -> Result<Vec<String>, String> {
    let lines = run_kept(&mut npm(bench.workspace, &["run", "--silent", "build"]))?;
    Ok(having(&lines, &["built in"]))
}

fn clippy(bench: &Bench) -> Result<Vec<String>, String> {
    let mut command = cargo(
        bench.workspace,
        &["clippy", "--locked", "--all-targets", "--keep-going"],
    );
    // What only measures is read here and built nowhere else.
    let all: &[&str] = if bench.fast { &[] } else { &["--workspace"] };
    command
        .args(all)
        .args(["--features", "store/beside,workbook/beside"])
        .args(["--", "--deny", "warnings"]);
    run_kept(&mut command).map(|_| Vec::new())
}

/// Property tests draw the same cases in each run, so that a change which fails is the change at
/// fault. Others are drawn by setting the variable, more by `PROPTEST_CASES`.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20260101");

fn tests(bench: &Bench) -> Result<Vec<String>, String> {
    let mut command = match bench.runner {
        Runner::Nextest => cargo(
            bench.workspace,
            &["nextest", "run", "--locked", "--no-fail-fast"],
        ),
        Runner::Cargo => cargo(
            bench.workspace,
            &["test", "--locked", "--no-fail-fast", "--all-targets"],
        ),
    };
    if std::env::var_os(SEED.0).is_none() {
        command.env(SEED.0, SEED.1);
    }
    let lines = run_kept(command.args(bench.packages()))?;
    Ok(having(&lines, &["Summary [", "test result: "]))
}

/// Compares what lies here with what the tests of `app`, which write it, have made of it.
fn bindings(bench: &Bench) -> Result<Vec<String>, String> {
    let mut command = match bench.runner {
        Runner::Nextest => cargo(
            bench.workspace,
            &["nextest", "run", "--locked", "-E", "package(app)"],
        ),
        Runner::Cargo => cargo(bench.workspace, &["test", "--locked", "--lib"]),
    };
    run_kept(command.args(bench.packages()))?;
    let made = snapshot::take(&bench.workspace.bindings())?;
    let stale = snapshot::changed(&bench.bindings, &made);
    if stale.is_empty() {
        return Ok(vec![format!("{} files up to date", made.len())]);
    }
    Err(format!(
        "{} lagged behind the commands and were made anew; commit them: {}",
        bench.workspace.bindings().display(),
        stale.join(", ")
    ))
}

fn patches(bench: &Bench) -> Result<Vec<String>, String> {
    patches::prove(bench.workspace, bench.packages())
}

fn doctests(bench: &Bench) -> Result<Vec<String>, String> {
    let mut command = cargo(bench.workspace, &["test", "--locked", "--doc"]);
    let lines = run_kept(command.args(bench.packages()))?;
    let passed: u32 = lines.iter().filter_map(|line| passed(line)).sum();
    Ok(vec![format!("{passed} examples passed")])
}

/// The number in `test result: ok. 3 passed; …`.
fn passed(line: &str) -> Option<u32> {
    let rest = line.strip_prefix("test result: ok. ")?;
    rest.split(' ').next()?.parse().ok()
}

/// Both programs as the tests have built them; answers where they lie.
fn programs(bench: &Bench) -> Result<PathBuf, String> {
    // Examples draw in the same features of dependencies as tests do; without them Cargo would
    // build half of the workspace a second time.
    let mut build = cargo(
        bench.workspace,
        &["build", "--locked", "--bins", "--examples"],
    );
    run_kept(build.args(PRODUCT))?;
    Ok(bench.workspace.target().join("debug"))
}

fn browser(bench: &Bench) -> Result<Vec<String>, String> {
    let folder = programs(bench)?;
    let mut command = npm(bench.workspace, &["run", "--silent", "test:browser"]);
    command.env("LVZHI_PROGRAM", folder.join("presidium"));
    Ok(node_counts(&run_kept(&mut command)?))
}

fn window(bench: &Bench) -> Result<Vec<String>, String> {
    let folder = programs(bench)?;
    let mut command = npm(bench.workspace, &["run", "--silent", "test:window"]);
    command.env("LVZHI_WINDOW", folder.join("lvzhi"));
    Ok(node_counts(&run_kept(&mut command)?))
}

/// What Node's runner counts at its end.
fn node_counts(lines: &[String]) -> Vec<String> {
    having(
        lines,
        &[
            "# tests ",
            "# pass ",
            "# fail ",
            "ℹ tests ",
            "ℹ pass ",
            "ℹ fail ",
        ],
    )
}

fn having(lines: &[String], marks: &[&str]) -> Vec<String> {
    lines
        .iter()
        .filter(|line| marks.iter().any(|mark| line.contains(mark)))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_of_runners_are_found() {
        let lines = [
            "   Compiling a",
            "     Summary [   1.0s] 12 tests run: 12 passed",
            " Tests ",
        ];
        let lines: Vec<String> = lines.map(Into::into).into();
        assert_eq!(
            having(&lines, &["Summary ["]),
            ["     Summary [   1.0s] 12 tests run: 12 passed"],
            "only the closing line is repeated at the end"
        );
        assert_eq!(
            passed("test result: ok. 3 passed; 0 failed; 0 ignored"),
            Some(3),
            "doctests are counted over all crates"
        );
    }

    #[test]
    fn step_names_are_unlike() {
        let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "a step is run alone by its name");
    }
}
