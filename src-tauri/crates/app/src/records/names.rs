//! What the names in records mean, worked out once for an operation. A known record stands by its
//! id; one that is to be made with the operation by an id that stands for it until it is written,
//! the same for every row that names it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::names::handing::{self, noted};
use domain::names::several::{apart, person};
use domain::record::{
    Field, FieldFault, FieldType, Item, RecordId, RecordType, Severity, Value, Written,
    read_written, split,
};
use store::error::StoreFault;
use store::ledger::Tx;
use store::query::Reader;

use crate::naming::{Meaning, Resolver, name_value, referred, replaced, unresolved};
use crate::records::reading::Edit;
use crate::wire::UserError;

/// A record that is made on the way, once a row that comes in names it.
#[derive(Clone)]
pub(crate) struct Planned {
    pub(crate) kind: Arc<RecordType>,
    pub(crate) name: String,
}

/// What the names of an operation mean.
#[derive(Clone, Default)]
pub(crate) struct Names {
    pub(crate) resolver: Resolver,
    pub(crate) planned: HashMap<RecordId, Planned>,
    /// Planned since they were last taken note of.
    pub(crate) fresh: Vec<RecordId>,
    /// The records made, by the ids that stood for them.
    made: HashMap<RecordId, RecordId>,
}

/// What one name turned out to mean.
pub(crate) enum Meant {
    /// This record, known or planned.
    Record(RecordId),
    /// None that is certain.
    Unknown {
        /// The name without its notes.
        called: String,
        /// What is wrong with it.
        fault: FieldFault,
        /// Records that it may mean.
        several: Vec<RecordId>,
    },
}

/// 这位代表, 这个站点.
fn measure(kind: &RecordType) -> &'static str {
    if names_people(kind) { "位" } else { "个" }
}

/// Whether records of a type go by the names of people.
pub(crate) fn names_people(kind: &RecordType) -> bool {
    kind.field(kind.name_field.as_str())
        .is_some_and(|it| it.field_type == FieldType::Name)
}

/// Whether what was written as one name lists several; brackets and numbering part nothing.
fn lists_several(written: &str) -> bool {
    let mut depth = 0_u32;
    let mut parts = vec![String::new()];
    for sign in written.chars() {
        match sign {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' | '\n' if depth == 0 => parts.push(String::new()),
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.push(sign);
                }
            }
        }
    }
    let says = |it: &&String| {
        it.chars()
            .any(|c| !c.is_whitespace() && !c.is_ascii_digit())
    };
    parts.iter().filter(says).count() > 1
}

impl Names {
    /// What one name in a field means. `doubts` takes what a person should look at.
    pub(crate) fn mean(
        &mut self,
        reader: &Reader<'_>,
        field: &Field,
        target: &Arc<RecordType>,
        name: &str,
        doubts: &mut Vec<FieldFault>,
    ) -> Result<Meant, StoreFault> {
        let mut meaning = self.resolver.find(reader, target, name)?;
        let mut called = name.to_owned();
        if meaning == Meaning::Nobody && names_people(target) {
            let written = person(name);
            if written.name != name && !written.name.is_empty() {
                meaning = self.resolver.find(reader, target, &written.name)?;
                called.clone_from(&written.name);
            }
            if written.among.is_some() {
                let reason = format!("“{name}”没有把人写全");
                doubts.push(doubt(field, reason, "请核对后补上其余各位"));
            }
        }
        let one = matches!(field.field_type, FieldType::Ref(_));
        let (reason, hint, several) = match meaning {
            Meaning::Record(id) => return Ok(Meant::Record(id)),
            Meaning::Nobody if one && lists_several(name) => (
                format!("“{}”只能填一个，这里写了“{name}”", field.label),
                "请只留一个；几个都有关的，请分开登记".to_owned(),
                Vec::new(),
            ),
            Meaning::Nobody if target.made_by_naming && noted(name).is_some() => {
                // 县水利局（县转）: the unit is the one before the brackets.
                let (bare, note) = noted(name).unwrap_or((name, ""));
                let reason = format!("记为“{bare}”，括号里的“{note}”不是名称");
                doubts.push(doubt(field, reason, "要留下的请写在备注里"));
                return self.mean(reader, field, target, bare, doubts);
            }
            Meaning::Nobody if target.made_by_naming => {
                let id = RecordId::new();
                self.resolver.learn(target, name, id);
                self.fresh.push(id);
                let kind = Arc::clone(target);
                let name = name.to_owned();
                self.planned.insert(id, Planned { kind, name });
                return Ok(Meant::Record(id));
            }
            Meaning::Nobody => (
                format!("没有叫“{called}”的{}", target.title),
                format!("请核对名字，或先登记这{}{}", measure(target), target.title),
                Vec::new(),
            ),
            Meaning::Several(several) => (
                format!("有 {} 位叫“{called}”的{}", several.len(), target.title),
                "请打开这条登记，从列表里选定一位".to_owned(),
                several,
            ),
        };
        Ok(Meant::Unknown {
            called,
            fault: FieldFault::error(field, reason, hint),
            several,
        })
    }

    /// Replaces the names in edits by the records they mean; a name that means none is at fault.
    pub(crate) fn resolve(
        &mut self,
        reader: &Reader<'_>,
        kind: &RecordType,
        edits: &mut Vec<Edit>,
        faults: &mut Vec<FieldFault>,
    ) -> Result<(), StoreFault> {
        self.part_several(reader, kind, edits, faults)?;
        let registry = reader.registry();
        for (key, value) in edits {
            let Some(field) = kind.field(key.as_str()) else {
                continue;
            };
            let (Some(target), Some(given)) = (referred(registry, field), value.as_ref()) else {
                continue;
            };
            let mut means = HashMap::new();
            for name in unresolved(given) {
                match self.mean(reader, field, &target, name, faults)? {
                    Meant::Record(id) => drop(means.insert(name.to_owned(), id)),
                    Meant::Unknown { fault, .. } => faults.push(fault),
                }
            }
            *value = value.take().map(|it| replaced(it, &means));
        }
        Ok(())
    }

    /// Of several names in a field for one, the first stays and the others go to their own field.
    fn part_several(
        &mut self,
        reader: &Reader<'_>,
        kind: &RecordType,
        edits: &mut Vec<Edit>,
        faults: &mut Vec<FieldFault>,
    ) -> Result<(), StoreFault> {
        for pair in &kind.several {
            let at = edits.iter().position(|(key, _)| *key == *pair.first);
            let (Some(at), Some(field), Some(other)) =
                (at, kind.field(pair.first), kind.field(pair.others))
            else {
                continue;
            };
            let Some(Value::Ref(Item::Text(text))) = &edits[at].1 else {
                continue;
            };
            let Some(target) = referred(reader.registry(), field) else {
                continue;
            };
            let text = text.clone();
            let parts = self.parts(reader, &target, &text)?;
            let [first, rest @ ..] = parts.as_slice() else {
                continue;
            };
            if rest.is_empty() {
                continue;
            }
            edits[at].1 = Some(Value::Ref(Item::Text(first.clone())));
            faults.push(first_of_several(field, other, parts.len()));
            let more = match read_written(other, Written::Text(&rest.join("、")), None) {
                Ok(Some(Value::Set(more))) => more,
                _ => BTreeSet::new(),
            };
            match edits.iter_mut().find(|(key, _)| *key == other.key) {
                Some((_, Some(Value::Set(known)))) => known.extend(more),
                Some((_, value)) => *value = Some(Value::Set(more)),
                None => edits.push((other.key.clone(), Some(Value::Set(more)))),
            }
        }
        Ok(())
    }

    /// The names that a text for one record lists; the text alone where a record is called so.
    pub(crate) fn parts(
        &mut self,
        reader: &Reader<'_>,
        target: &RecordType,
        text: &str,
    ) -> Result<Vec<String>, StoreFault> {
        if self.resolver.find(reader, target, text)? != Meaning::Nobody {
            return Ok(vec![text.to_owned()]);
        }
        let people = names_people(target);
        let parts = split(text).flat_map(|part| match people {
            true => apart(part),
            false => handing::apart(part),
        });
        Ok(parts.map(str::to_owned).collect())
    }

    /// The records of a value that are still to be made, with the ids that stand for them.
    pub(crate) fn planned_in(&self, value: Option<&Value>) -> Vec<(RecordId, &Planned)> {
        let items: Vec<&Item> = match value {
            Some(Value::Ref(item)) => vec![item],
            Some(Value::Set(items)) => items.iter().collect(),
            _ => Vec::new(),
        };
        let planned = |item: &Item| match item {
            Item::Id(id) => self.planned.get(id).map(|it| (*id, it)),
            Item::Text(_) => None,
        };
        items.into_iter().filter_map(planned).collect()
    }

    /// Puts records in the place of the ids that stand for them; each is made once.
    pub(crate) fn make(&mut self, tx: &mut Tx<'_>, value: Value) -> Result<Value, UserError> {
        if self.planned.is_empty() {
            return Ok(value);
        }
        Ok(match value {
            Value::Ref(item) => Value::Ref(self.made_of(tx, item)?),
            Value::Set(items) => {
                let mut made = BTreeSet::new();
                for item in items {
                    made.insert(self.made_of(tx, item)?);
                }
                Value::Set(made)
            }
            other => other,
        })
    }

    fn made_of(&mut self, tx: &mut Tx<'_>, item: Item) -> Result<Item, UserError> {
        let Item::Id(id) = item else {
            return Ok(item);
        };
        if let Some(made) = self.made.get(&id) {
            return Ok(Item::Id(*made));
        }
        let Some(planned) = self.planned.get(&id) else {
            return Ok(item);
        };
        let value = name_value(&planned.kind, &planned.name)
            .unwrap_or_else(|| Value::Text(planned.name.trim().to_owned()));
        let name = (planned.kind.name_field.clone(), value);
        let made = tx.create(planned.kind.key.as_str(), vec![name])?;
        self.made.insert(id, made);
        Ok(Item::Id(made))
    }
}

/// A doubt that keeps its value.
pub(crate) fn doubt(field: &Field, reason: String, hint: &str) -> FieldFault {
    FieldFault {
        severity: Severity::Warning,
        ..FieldFault::error(field, reason, hint)
    }
}

/// Says that of several names the first was taken for the field.
pub(crate) fn first_of_several(field: &Field, others: &Field, count: usize) -> FieldFault {
    let reason = format!(
        "写了 {count} 个，第一个记为{}，其余记为{}",
        field.label, others.label
    );
    doubt(field, reason, "请核对哪一个在前")
}

#[cfg(test)]
mod tests {
    use super::lists_several;

    #[test]
    fn brackets_and_numbering_list_nothing() {
        assert!(lists_several("甲小组、乙小组") && lists_several("城建办,水利站"));
        assert!(!lists_several("教育办（学前、小学）") && !lists_several("1、水利站"));
        assert!(
            !lists_several("水利站；"),
            "a mark at the end parts nothing"
        );
    }
}
