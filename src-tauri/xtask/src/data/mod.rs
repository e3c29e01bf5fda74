//! `cargo xtask data`: the tables and faces in `assets`, made anew from their published sources.
//!
//! They are committed, so that a bare clone builds and prints without a network.

pub mod fonts;
pub mod names;

use std::path::Path;

use crate::needs;
use crate::snapshot;
use crate::workspace::Workspace;

/// A set of files: its name, its folder below `assets`, how it is made.
struct Set {
    name: &'static str,
    folder: &'static str,
    make: fn(&Path) -> Result<(), String>,
}

const SETS: &[Set] = &[
    Set {
        name: "names",
        folder: "assets/tables",
        make: names::run,
    },
    Set {
        name: "fonts",
        folder: "assets/fonts",
        make: fonts::run,
    },
];

/// Makes the sets that were named, or all, and says what changed; `--check` fails when anything
/// did.
///
/// # Errors
/// A sentence naming the source that cannot be had, or with `--check` the files that changed.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<(), String> {
    let (mut check, mut named) = (false, Vec::new());
    for word in arguments {
        match word.as_str() {
            "--check" => check = true,
            name if SETS.iter().any(|set| set.name == name) => named.push(name),
            other => return Err(format!("data knows no {other}; it makes names and fonts")),
        }
    }
    needs::packages(workspace, &[needs::DATA])?;
    let mut all_changed = Vec::new();
    for set in SETS
        .iter()
        .filter(|set| named.is_empty() || named.contains(&set.name))
    {
        let folder = workspace.root().join(set.folder);
        let before = snapshot::take(&folder)?;
        (set.make)(workspace.root())?;
        let changed = snapshot::changed(&before, &snapshot::take(&folder)?);
        println!(
            "{}: {} of {} files changed",
            set.folder,
            changed.len(),
            before.len()
        );
        for name in changed {
            println!("  {name}");
            all_changed.push(format!("{}/{name}", set.folder));
        }
    }
    if check && !all_changed.is_empty() {
        return Err(format!(
            "not as their sources make them: {}",
            all_changed.join(", ")
        ));
    }
    Ok(())
}
