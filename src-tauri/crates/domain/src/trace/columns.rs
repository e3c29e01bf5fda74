//! The fields of the record types in this folder, each with what it holds.

use crate::record::{Text, columns};
use crate::trace::words::{AttachmentSort, FindingState};

columns! {
    /// The fields of “待核实”.
    Finding of "finding";
    REASON: Text = "reason",
    PARENT: Text = "parent",
    FIELD: Text = "field",
    COLUMN: Text = "column",
    ROW: i64 = "row",
    FILE: Text = "file",
    RAW: Text = "raw",
    HINT: Text = "hint",
    SEVERITY: Text = "severity",
    STATE: FindingState = "state",
}

columns! {
    /// The fields of “附件”.
    Attachment of "attachment";
    NAME: Text = "name",
    PARENT: Text = "parent",
    HASH: Text = "hash",
    BYTES: i64 = "bytes",
    SORT: AttachmentSort = "sort",
    PLACE: Text = "place",
}

columns! {
    /// The fields of “不是同一人”.
    Apart of "apart";
    REGISTER: Text = "apart_register",
    ONE: Text = "apart_one",
    OTHER: Text = "apart_other",
}
