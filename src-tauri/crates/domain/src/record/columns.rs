//! The fields of the record types in this folder, each with what it holds.

use crate::record::column::{Text, columns};

columns! {
    /// The fields of “台账方案”.
    Scheme of "scheme";
    LABEL: Text = "label",
    RECORD_TYPE: Text = "record_type",
    FIELD: Text = "field",
    HIDDEN: bool = "hidden",
    POSITION: i64 = "position",
    SORT: Text = "sort",
    CHOICES: Text = "choices",
    HINT: Text = "hint",
    SECTION: Text = "section",
    RENAMED: Text = "renamed",
}
