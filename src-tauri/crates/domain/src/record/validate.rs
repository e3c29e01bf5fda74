//! Looking over a row before it is saved.

use crate::calendar::Today;
use crate::record::{Field, FieldFault, Need, RecordType, Row, Severity};

impl FieldFault {
    /// A fault that keeps the value out.
    #[must_use]
    pub fn error(field: &Field, reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            field: field.key.clone(),
            reason: reason.into(),
            hint: hint.into(),
            severity: Severity::Error,
        }
    }
}

/// Looks over a whole row as it would be saved: what is missing that blocks, what contradicts.
#[must_use]
pub fn validate(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let mut faults: Vec<FieldFault> = kind
        .fields
        .iter()
        .zip(&row.values)
        .filter(|(field, value)| field.need == Need::Blocking && value.is_none())
        .map(|(field, _)| {
            let reason = format!("没有填“{}”", field.label);
            FieldFault::error(field, reason, format!("请先填“{}”", field.label))
        })
        .collect();
    if let Some(check) = kind.check {
        faults.extend(check(kind, row, today));
    }
    faults
}
