//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::record::{Text, columns};

columns! {
    /// The fields of “办理环节”.
    StepRow of "step";
    TITLE: Text = "title",
    PARENT: Text = "parent",
    STEP: Text = "step",
    ON: PartialDate = "on",
    BY: Text = "by",
    FROM: Text = "from",
    TO: Text = "to",
    BASIS: Text = "basis",
    OPINION: Text = "opinion",
    INSIDE: Text = "inside",
}
