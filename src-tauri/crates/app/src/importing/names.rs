//! Names in a sheet become records while it is read, by the meaning that all ways in share. One that
//! means nobody stays as text with a finding.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::names::handing::noted;
use domain::record::{Item, RecordType, Severity, Value, Written, read_written};
use store::error::StoreFault;
use workbook::read::{Cell, CellValue};

use crate::importing::cells::names_nobody;
use crate::importing::rows::{Found, ReadRow, RowReader, found_of};
use crate::records::names::{Meant, Names, first_of_several};

impl RowReader<'_> {
    /// Names become the records they mean.
    pub(super) fn resolve(
        &self,
        names: &mut Names,
        at: usize,
        header: &str,
        value: Value,
        it: &mut ReadRow,
    ) -> Result<Value, StoreFault> {
        let Some(target) = self.fields[at].target.clone() else {
            return Ok(value);
        };
        Ok(match value {
            Value::Ref(Item::Text(text)) => {
                let several = self.several(names, at, &target, &text)?;
                let first = several.first().cloned().unwrap_or_else(|| text.clone());
                if several.len() > 1 {
                    self.put_others(names, at, header, (&text, &several[1..]), it)?;
                }
                Value::Ref(self.one(names, at, header, &target, &first, it)?)
            }
            Value::Set(items) => {
                let mut read = BTreeSet::new();
                for one in items {
                    match one {
                        Item::Text(name) if names_nobody(&CellValue::Text(name.clone())) => {}
                        Item::Text(name) => {
                            read.insert(self.one(names, at, header, &target, &name, it)?);
                        }
                        id @ Item::Id(_) => {
                            read.insert(id);
                        }
                    }
                }
                Value::Set(read)
            }
            other => other,
        })
    }

    /// The names in the cell of a field for one record, where the others have a field to go to.
    fn several(
        &self,
        names: &mut Names,
        at: usize,
        target: &RecordType,
        text: &str,
    ) -> Result<Vec<String>, StoreFault> {
        let key = self.kind.fields[at].key.as_str();
        if !self.kind.several.iter().any(|it| it.first == key) {
            return Ok(Vec::new());
        }
        let mut parts = names.parts(self.reader, target, text)?;
        parts.retain(|part| !names_nobody(&CellValue::Text(part.clone())));
        Ok(parts)
    }

    fn put_others(
        &self,
        names: &mut Names,
        at: usize,
        header: &str,
        (text, others): (&str, &[String]),
        it: &mut ReadRow,
    ) -> Result<(), StoreFault> {
        let field = &self.kind.fields[at];
        let mut pairs = self.kind.several.iter();
        let pair = pairs.find(|it| it.first == field.key.as_str());
        let Some(other) = pair.and_then(|it| self.kind.position(it.others)) else {
            return Ok(());
        };
        let cell = Cell::of(CellValue::Text(text.to_owned()));
        let fault = first_of_several(field, &self.kind.fields[other], others.len() + 1);
        it.found.push(found_of(header, &cell, fault));
        if let Ok(Some(value)) = read_written(
            &self.kind.fields[other],
            Written::Text(&others.join("、")),
            self.year,
        ) {
            let value = self.resolve(names, other, header, value, it)?;
            it.besides.push((other, value));
        }
        Ok(())
    }

    /// What one name means.
    fn one(
        &self,
        names: &mut Names,
        at: usize,
        header: &str,
        target: &Arc<RecordType>,
        name: &str,
        it: &mut ReadRow,
    ) -> Result<Item, StoreFault> {
        let mut doubts = Vec::new();
        let field = &self.kind.fields[at];
        let meant = names.mean(self.reader, field, target, name, &mut doubts)?;
        if target.made_by_naming && noted(name).is_some() && !doubts.is_empty() {
            it.note(header, name);
        }
        for fault in doubts {
            let cell = Cell::of(CellValue::Text(name.to_owned()));
            it.found.push(found_of(header, &cell, fault));
        }
        Ok(match meant {
            Meant::Record(id) => Item::Id(id),
            Meant::Unknown {
                called,
                fault,
                several,
            } => {
                it.found.push(Found {
                    field: fault.field,
                    column: header.to_owned(),
                    value: name.to_owned(),
                    reason: fault.reason,
                    hint: fault.hint,
                    // The name is kept as text.
                    severity: Severity::Warning,
                    several,
                });
                Item::Text(called)
            }
        })
    }
}
