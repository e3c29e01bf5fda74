//! What is wrong with one field of a record, in words that a clerk can act on.

use serde::Serialize;

use crate::record::FieldKey;

/// How grave a fault is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The value does not enter its field.
    Error,
    /// The value enters; a person should look.
    Warning,
}

/// A fault of one field: what is wrong and what to do.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldFault {
    /// The field at fault. Where two contradict each other it is the derived one.
    pub field: FieldKey,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub hint: String,
    /// How grave.
    pub severity: Severity,
}
