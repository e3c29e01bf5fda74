//! What was written for a record by field names, read into values.

use std::collections::BTreeMap;

use domain::record::{
    FieldFault, FieldKey, RecordId, RecordType, Row, Value, Written, read_written,
};

use crate::records::registers::field_of;
use crate::wire::{ErrorCode, UserError};

/// A field and what it becomes.
pub(crate) type Edit = (FieldKey, Option<Value>);

/// Reads what was written into values; unknown and computed fields are refused at once.
pub(crate) fn read_values(
    kind: &RecordType,
    values: &BTreeMap<String, String>,
) -> Result<(Vec<Edit>, Vec<FieldFault>), UserError> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut faults = Vec::new();
    for (name, written) in values {
        let field = field_of(kind, name)?;
        let serial = kind.serial.as_ref().is_some_and(|it| it.field == field.key);
        if !field.is_editable() || serial {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{}”由程序自动产生，不能填写", field.label),
                "请去掉这一栏再保存",
            ));
        }
        match read_written(field, Written::Text(written), None) {
            Ok(value) => edits.push((field.key.clone(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((edits, faults))
}

/// The row as it would stand after the edits.
pub(crate) fn changed(kind: &RecordType, before: Option<&Row>, edits: &[Edit]) -> Row {
    let mut row = before
        .cloned()
        .unwrap_or_else(|| Row::empty(RecordId::new(), kind));
    for (key, value) in edits {
        row.put(kind, key, value.clone());
    }
    row
}

/// Values as edits.
pub(crate) fn filled(values: Vec<(FieldKey, Value)>) -> Vec<Edit> {
    let edit = |(key, value)| (key, Some(value));
    values.into_iter().map(edit).collect()
}
