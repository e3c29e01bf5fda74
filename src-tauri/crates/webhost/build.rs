//! Says whether the built pages are there to be carried inside the program. A bare clone has none
//! and builds all the same.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(has_pages)");
    // As Cargo says it now, not where this script was compiled once.
    let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let ui = std::path::Path::new(&own).join("../../../ui");
    let pages = ui.join("dist");
    // A path that is missing counts as changed, and everything would be linked anew each time.
    let watched = if pages.is_dir() { &pages } else { &ui };
    println!("cargo::rerun-if-changed={}", watched.display());
    if pages.join("index.html").is_file() {
        println!("cargo::rustc-cfg=has_pages");
    }
}
