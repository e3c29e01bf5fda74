//! Files attached to records.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use crate::wire::FileRef;

/// Attaches a file to a record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Attach {
    /// The register's key.
    pub register: String,
    /// The record.
    pub id: String,
    /// The file.
    pub file: FileRef,
    /// 照片, 扫描原件, 文件 or 登记照 (a deputy's portrait); by its content when `None`.
    #[serde(default)]
    pub sort: Option<String>,
    /// Where the paper lies: 第_盒第_页.
    #[serde(default)]
    pub place: Option<String>,
}

/// What attaching did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Attached {
    /// The attachment.
    pub id: String,
    /// The operation.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
    /// The file's name as it is kept.
    pub name: String,
    /// Bytes chosen.
    #[cfg_attr(test, ts(type = "number"))]
    pub chosen: u64,
    /// Bytes kept: pictures are reduced.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
}

/// An attachment as the record's page shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AttachmentView {
    /// Its own id; its fields are saved and voided under the type `attachment`.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// 照片, 扫描原件, 文件 or 登记照.
    pub sort: String,
    /// The photo of the person in the form's own place (登记照).
    pub portrait: bool,
    /// Where the paper lies.
    pub place: String,
    /// Bytes kept.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// A picture that a page can show.
    pub picture: bool,
    /// The content is in this store; a package may bring the record before the file.
    pub here: bool,
    /// Why it was voided.
    pub voided: Option<String>,
}

/// Asks for an attachment's content: into a file, or for display.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfAttachment {
    /// The attachment.
    pub id: String,
    /// Where to put it; `None` gives the content of a picture for display.
    #[serde(default)]
    pub out: Option<FileRef>,
}

/// An attachment's content.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AttachmentContent {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Where it was put.
    pub path: Option<String>,
    /// For display: a `data:` address.
    pub data: Option<String>,
}
