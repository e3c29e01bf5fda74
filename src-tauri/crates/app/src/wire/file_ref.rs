//! How requests name files.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{ErrorCode, UserError};

/// A file chosen by a person. No path from a page reaches the disk: the window passes what its own
/// dialog gave, the browser host what was uploaded.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum FileRef {
    /// A path chosen in the window's dialog or given on the command line.
    Path(String),
    /// An upload or download of the browser host, by its handle.
    Handle(String),
}

impl FileRef {
    /// Whether its name has this ending, in letters of either size.
    pub(crate) fn ends_in(&self, ending: &str) -> bool {
        let (Self::Path(name) | Self::Handle(name)) = self;
        let extension = std::path::Path::new(name).extension();
        extension.is_some_and(|it| it.eq_ignore_ascii_case(ending))
    }

    /// Refuses a name that would say something else than what is written; one without an ending
    /// says nothing.
    pub(crate) fn check_ending(&self, endings: &[&str]) -> Result<(), UserError> {
        let (Self::Path(name) | Self::Handle(name)) = self;
        let path = std::path::Path::new(name);
        let Some(ending) = path.extension().and_then(|it| it.to_str()) else {
            return Ok(());
        };
        if endings.iter().any(|it| it.eq_ignore_ascii_case(ending)) {
            return Ok(());
        }
        let offered: Vec<String> = endings.iter().map(|it| format!(".{it}")).collect();
        Err(UserError::new(
            ErrorCode::BadRequest,
            format!("不能写成 .{ending} 文件"),
            format!("文件名请以 {} 结尾", offered.join(" 或 ")),
        ))
    }
}
