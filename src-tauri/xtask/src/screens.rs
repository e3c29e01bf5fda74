//! `cargo xtask screens`: pictures of every page, for the README and for whoever looks after the
//! looks.

use crate::needs;
use crate::process::{cargo, command, npm, run};
use crate::workspace::{PRODUCT, Workspace};

/// Takes the pictures whose names begin as asked, or all of them, into `docs/screens`.
///
/// # Errors
/// The pages that did not come to stand.
pub fn take(workspace: &Workspace, names: &[String]) -> Result<(), String> {
    needs::packages(
        workspace,
        &[needs::PROGRAM, needs::BROWSER, &["imagemagick"]],
    )?;
    needs::pages(workspace)?;
    run(&mut npm(workspace, &["run", "--silent", "build"]))?;
    let mut build = cargo(workspace, &["build", "--locked", "--bins", "--examples"]);
    run(build.args(PRODUCT))?;
    let mut camera = command(workspace, "node");
    camera.arg("tests/browser/screens.mjs").args(names);
    run(camera.env("LVZHI_PROGRAM", workspace.target().join("debug/presidium")))
}
