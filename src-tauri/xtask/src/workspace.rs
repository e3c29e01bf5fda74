//! Where things lie in this repository.

use std::env;
use std::path::{Path, PathBuf};

/// Every package but the one that measures beside a library of its own.
pub const PRODUCT: &[&str] = &["--workspace", "--exclude", "register_speed"];

/// The folders that tasks work in.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The repository that this program was built from.
    ///
    /// # Errors
    /// When the folder was moved away after the build.
    pub fn find() -> Result<Self, String> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest
            .ancestors()
            .nth(2)
            .filter(|root| root.join("Cargo.lock").exists())
            .ok_or_else(|| format!("{} is not inside the repository", manifest.display()))?
            .to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |named| root.join(named));
        Ok(Self { root, target })
    }

    /// The top folder of the repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where Cargo builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The pages.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The TypeScript types and client that are made from the commands.
    pub fn bindings(&self) -> PathBuf {
        self.root.join("ui/src/platform/generated")
    }

    /// Programs that tasks installed for themselves; nothing outside the repository is changed.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }
}
