//! The columns that a register's sheets may have.

use domain::record::{Field, Need, RecordType};
use workbook::layout::{ColumnMatch, ColumnSpec, Layout, normalised};

use crate::records::field_of;
use crate::wire::{ColumnChoice, ErrorCode, UserError};

/// Columns that every ledger has and no record needs.
const RUNNING_NUMBER: &str = "序号";

/// A spec per field that a sheet may fill, and the field (`None`: known and left out).
pub(super) struct Specs {
    pub(super) specs: Vec<ColumnSpec>,
    fields: Vec<Option<usize>>,
}

impl Specs {
    pub(super) fn of(kind: &RecordType) -> Self {
        let mut it = Self {
            specs: Vec::new(),
            fields: Vec::new(),
        };
        for (at, field) in kind.fields.iter().enumerate() {
            if field.hidden || field.key == *"other_columns" || field.key == *"series" {
                continue;
            }
            it.specs.push(spec(kind, field));
            it.fields.push(fills(kind, field).then_some(at));
        }
        if !it.specs.iter().any(|spec| spec.label == RUNNING_NUMBER) {
            it.specs.push(ColumnSpec {
                key: "_running_number".into(),
                label: RUNNING_NUMBER.into(),
                aliases: vec!["编号".into(), "No".into(), "行号".into()],
                required: false,
            });
            it.fields.push(None);
        }
        it
    }

    /// The field that a column of the sheet fills; `None` where it is left out or not understood.
    pub(super) fn field(&self, column: &ColumnMatch) -> Option<usize> {
        column
            .spec
            .and_then(|spec| self.fields.get(spec).copied().flatten())
    }

    /// The fields of a column that holds a date and something else; one matched by hand to another
    /// field holds that.
    pub(super) fn two_in_one(
        &self,
        kind: &RecordType,
        column: &ColumnMatch,
    ) -> Option<(usize, usize)> {
        let heading = normalised(&column.header);
        let it = kind
            .two_in_one
            .iter()
            .find(|it| it.headings.iter().any(|one| normalised(one) == heading))?;
        let (date, rest) = kind.position(it.date).zip(kind.position(it.rest))?;
        self.field(column)
            .is_none_or(|at| at == rest)
            .then_some((date, rest))
    }

    /// Whether a column is left out because the program numbers by itself.
    pub(super) fn is_numbering(&self, kind: &RecordType, column: &ColumnMatch) -> bool {
        let Some(spec) = column.spec.and_then(|at| self.specs.get(at)) else {
            return false;
        };
        let serial = kind.serial.as_ref().map(|it| it.field.as_str());
        spec.label == RUNNING_NUMBER || spec.key == "no" || Some(spec.key.as_str()) == serial
    }

    /// The column of a sheet that fills a field.
    pub(super) fn column<'a>(&self, layout: &'a Layout, field: usize) -> Option<&'a ColumnMatch> {
        layout
            .columns
            .iter()
            .find(|column| self.field(column) == Some(field))
    }
}

/// Whether a sheet's column may fill a field: computed and numbered ones are known and left out.
fn fills(kind: &RecordType, field: &Field) -> bool {
    let numbered = kind.serial.as_ref().is_some_and(|it| it.field == field.key);
    field.is_editable() && !numbered
}

fn spec(kind: &RecordType, field: &Field) -> ColumnSpec {
    let mut aliases = field.aliases.clone();
    if field.own_label != field.label {
        aliases.push(field.own_label.clone());
    }
    ColumnSpec {
        key: field.key.to_string(),
        label: field.label.clone(),
        aliases,
        required: field.need == Need::Blocking || kind.name_field == field.key,
    }
}

/// Columns matched by hand stand over what the headings say.
pub(super) fn match_by_hand(
    kind: &RecordType,
    specs: &Specs,
    layout: &mut Layout,
    choices: &[ColumnChoice],
) -> Result<(), UserError> {
    for choice in choices {
        let wanted = normalised(&choice.column);
        let column = layout
            .columns
            .iter()
            .position(|it| it.header == choice.column || normalised(&it.header) == wanted);
        let Some(column) = column else {
            let headers: Vec<&str> = layout.columns.iter().map(|it| it.header.as_str()).collect();
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("表里没有“{}”这一列", choice.column),
                format!("表里的列：{}", headers.join("、")),
            ));
        };
        let spec = if choice.field.trim().is_empty() {
            None
        } else {
            let field = field_of(kind, &choice.field)?;
            specs
                .specs
                .iter()
                .position(|spec| field.key == *spec.key.as_str())
        };
        for other in &mut layout.columns {
            if spec.is_some() && other.spec == spec {
                other.spec = None;
            }
        }
        layout.columns[column].spec = spec;
    }
    Ok(())
}
