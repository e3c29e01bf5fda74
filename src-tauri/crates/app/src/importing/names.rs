//! Names in a sheet become records once, while it is read: known ones by their id, groups and the like
//! that are still to be made by an id that stands for them until the plan is applied.

use std::collections::HashMap;
use std::sync::Arc;

use domain::names::several::{apart, person};
use domain::record::{
    FieldKey, FieldType, Item, RecordId, RecordType, Severity, Value, Written, read_written, split,
};
use store::error::StoreFault;

use crate::importing::people::doubt;
use crate::importing::rows::{Found, ReadRow, RowReader, found_of};
use crate::naming::{Meaning, Resolver, name_value};
use crate::records::measure;
use workbook::read::{Cell, CellValue};

/// A record that a plan makes on the way, once a row that comes in names it.
#[derive(Clone)]
pub(crate) struct Planned {
    pub(crate) kind: Arc<RecordType>,
    pub(crate) name: String,
}

impl Planned {
    /// Its name as its record holds it.
    pub(crate) fn value(&self) -> Value {
        name_value(&self.kind, &self.name)
            .unwrap_or_else(|| Value::Text(self.name.trim().to_owned()))
    }
}

/// What the names of a sheet mean.
#[derive(Default)]
pub(super) struct Names {
    pub(super) resolver: Resolver,
    pub(super) planned: HashMap<RecordId, Planned>,
    /// Planned since they were taken note of.
    pub(super) fresh: Vec<RecordId>,
}

/// A name, and what it turned out to mean.
enum Read {
    Id(RecordId),
    Text(String),
}

impl Names {
    /// Names become the records they mean. One that means nobody stays as text, with a finding.
    pub(super) fn resolve(
        &mut self,
        rows: &RowReader<'_>,
        at: usize,
        header: &str,
        value: Value,
        it: &mut ReadRow,
    ) -> Result<Value, StoreFault> {
        let Some(target) = rows.fields[at].target.clone() else {
            return Ok(value);
        };
        let item = |read: Read| match read {
            Read::Id(id) => Item::Id(id),
            Read::Text(text) => Item::Text(text),
        };
        Ok(match value {
            Value::Ref(Item::Text(text)) => {
                let several = self.several(rows, at, &target, &text);
                let first = several
                    .first()
                    .map_or(text.as_str(), |it| it.as_str())
                    .to_owned();
                if several.len() > 1 {
                    self.put_others(rows, at, header, (&text, &several[1..]), it)?;
                }
                Value::Ref(item(self.one(rows, at, header, &target, &first, it)?))
            }
            Value::Set(items) => {
                let mut read = std::collections::BTreeSet::new();
                for one in items {
                    match one {
                        Item::Text(name)
                            if super::cells::says_nothing(&CellValue::Text(name.clone())) => {}
                        Item::Text(name) => {
                            read.insert(item(self.one(rows, at, header, &target, &name, it)?));
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
        &mut self,
        rows: &RowReader<'_>,
        at: usize,
        target: &RecordType,
        text: &str,
    ) -> Vec<String> {
        let key = rows.kind.fields[at].key.as_str();
        if !rows.kind.several.iter().any(|it| it.first == key) {
            return Vec::new();
        }
        let of_people = target
            .field(target.name_field.as_str())
            .is_some_and(|it| it.field_type == FieldType::Name);
        split(text)
            .flat_map(|part| if of_people { apart(part) } else { vec![part] })
            .filter(|part| !super::cells::says_nothing(&CellValue::Text((*part).to_owned())))
            .map(str::to_owned)
            .collect()
    }

    fn put_others(
        &mut self,
        rows: &RowReader<'_>,
        at: usize,
        header: &str,
        (text, others): (&str, &[String]),
        it: &mut ReadRow,
    ) -> Result<(), StoreFault> {
        let field = &rows.kind.fields[at];
        let pair = rows
            .kind
            .several
            .iter()
            .find(|it| it.first == field.key.as_str());
        let Some(other) = pair.and_then(|it| rows.kind.position(it.others)) else {
            return Ok(());
        };
        let label = &rows.kind.fields[other].label;
        let cell = Cell::of(CellValue::Text(text.to_owned()));
        let reason = format!(
            "写了 {} 个，第一个记为{}，其余记为{label}",
            others.len() + 1,
            field.label
        );
        it.found.push(found_of(
            header,
            &cell,
            doubt(field, reason, "请核对哪一个在前"),
        ));
        if let Ok(Some(value)) = read_written(
            &rows.kind.fields[other],
            Written::Text(&others.join("、")),
            rows.year,
        ) {
            let value = self.resolve(rows, other, header, value, it)?;
            it.besides.push((other, value));
        }
        Ok(())
    }

    /// What one name means.
    fn one(
        &mut self,
        rows: &RowReader<'_>,
        at: usize,
        header: &str,
        target: &Arc<RecordType>,
        name: &str,
        it: &mut ReadRow,
    ) -> Result<Read, StoreFault> {
        let field = &rows.kind.fields[at];
        let of_people = target
            .field(target.name_field.as_str())
            .is_some_and(|it| it.field_type == FieldType::Name);
        let mut meaning = self.resolver.find(rows.reader, target, name)?;
        let mut called = name.to_owned();
        if meaning == Meaning::Nobody && of_people {
            let written = person(name);
            if written.name != name && !written.name.is_empty() {
                meaning = self.resolver.find(rows.reader, target, &written.name)?;
                called.clone_from(&written.name);
            }
            if written.among.is_some() {
                let cell = Cell::of(CellValue::Text(name.to_owned()));
                let reason = format!("“{name}”没有把人写全");
                it.found.push(found_of(
                    header,
                    &cell,
                    doubt(field, reason, "请核对后补上其余各位"),
                ));
            }
        }
        let (reason, hint, several) = match meaning {
            Meaning::Record(id) => return Ok(Read::Id(id)),
            Meaning::Nobody if target.made_by_naming => {
                let id = RecordId::new();
                self.resolver.learn(target, name, id);
                self.fresh.push(id);
                self.planned.insert(
                    id,
                    Planned {
                        kind: Arc::clone(target),
                        name: name.to_owned(),
                    },
                );
                return Ok(Read::Id(id));
            }
            Meaning::Nobody => (
                format!("没有找到叫“{called}”的{}", target.title),
                format!(
                    "请核对名字；确实有的，先登记这{}{}再来改正",
                    measure(target),
                    target.title
                ),
                Vec::new(),
            ),
            Meaning::Several(several) => (
                format!(
                    "有 {} 位叫“{called}”的{}，分不清是哪一位",
                    several.len(),
                    target.title
                ),
                "请打开这条登记选定一位".to_owned(),
                several,
            ),
        };
        it.found.push(Found {
            field: FieldKey::clone(&field.key),
            column: header.to_owned(),
            value: name.to_owned(),
            reason,
            hint,
            severity: Severity::Warning,
            several,
        });
        Ok(Read::Text(called))
    }
}
