//! The printing faces in `assets/fonts`: Noto Serif SC in three weights, cut to what forms print.
//!
//! The cut copies are committed, so that a bare clone builds and prints; this task makes them anew
//! from the published package. It needs `npm`, Python 3 with `venv`, and the Unihan tables of the
//! Debian package `unicode-data`.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The package that publishes the uncut faces (14.8 MB each, OFL-1.1).
const PACKAGE: &str = "@expo-google-fonts/noto-serif-sc@0.4.3";
/// The file that `npm pack` writes for it.
const TARBALL: &str = "expo-google-fonts-noto-serif-sc-0.4.3.tgz";
/// The version of fonttools with which the committed copies were cut.
const FONTTOOLS: &str = "fonttools==4.68.0";
/// Unihan's table with kTGH, the level and number in the General Standard Chinese Characters.
const UNIHAN: &str = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2";
/// Folder in the package and name of our copy.
const WEIGHTS: [(&str, &str); 3] = [
    ("400Regular", "Regular"),
    ("700Bold", "Bold"),
    ("900Black", "Black"),
];

/// Fetches the published faces, cuts them and replaces those in `assets/fonts` below `root`.
///
/// # Errors
/// A sentence naming the step that failed: a missing program, no Unihan table, a failed download.
pub fn run(root: &Path) -> Result<(), String> {
    if !Path::new(UNIHAN).exists() {
        return Err(format!(
            "{UNIHAN} is missing; install the Debian package unicode-data"
        ));
    }
    let work = root.join("target").join("fonts");
    let assets = root.join("assets").join("fonts");
    for dir in [&work, &assets] {
        fs::create_dir_all(dir).map_err(|e| format!("creating {}: {e}", dir.display()))?;
    }
    step(
        Command::new("npm")
            .args(["pack", "--silent", PACKAGE])
            .current_dir(&work),
    )?;
    step(
        Command::new("tar")
            .args(["xzf", TARBALL])
            .current_dir(&work),
    )?;
    step(
        Command::new("python3")
            .args(["-m", "venv", "venv"])
            .current_dir(&work),
    )?;
    step(
        Command::new("venv/bin/pip")
            .args(["install", "-q", FONTTOOLS])
            .current_dir(&work),
    )?;

    let script = work.join("cut_fonts.py");
    fs::write(&script, include_str!("cut_fonts.py"))
        .map_err(|e| format!("writing {}: {e}", script.display()))?;
    for (folder, weight) in WEIGHTS {
        let source = work.join(format!("package/{folder}/NotoSerifSC_{folder}.ttf"));
        let target = assets.join(format!("NotoSerifSC-{weight}.ttf"));
        step(
            Command::new("venv/bin/python")
                .arg("cut_fonts.py")
                .args([source.as_path(), target.as_path(), Path::new(UNIHAN)])
                .current_dir(&work),
        )?;
    }
    let licence = work.join("package/LICENSE_FONT");
    fs::copy(&licence, assets.join("OFL.txt"))
        .map_err(|e| format!("copying {}: {e}", licence.display()))?;
    Ok(())
}

/// Runs one step and turns its failure into a sentence.
fn step(command: &mut Command) -> Result<(), String> {
    let shown = format!("{command:?}");
    let status = command
        .status()
        .map_err(|e| format!("starting {shown}: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{shown} ended with {status}"))
    }
}
