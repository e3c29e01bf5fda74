//! The fields that a step asks for: where they are kept, what stands in them beforehand, what was written.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{Field, FieldFault, Need, RecordType, Registry, Value};
use domain::workflow::{Ask, Fill, Place, STEP, Situation, Step};

use crate::faults::not_found;
use crate::records::reading::{Edit, read_typed};
use crate::wire::{ErrorCode, UserError};

/// The types whose fields a step asks for.
pub(super) struct Places<'a> {
    record: &'a Arc<RecordType>,
    pub(super) inside: Option<Arc<RecordType>>,
    step: Arc<RecordType>,
}

impl<'a> Places<'a> {
    pub(super) fn of(
        registry: &Registry,
        record: &'a Arc<RecordType>,
        step: &Step,
    ) -> Result<Self, UserError> {
        let get = |key: &str| registry.get(key).cloned().ok_or_else(|| undeclared(key));
        Ok(Self {
            record,
            inside: step
                .inside
                .as_ref()
                .map(|it| get(it.as_str()))
                .transpose()?,
            step: get(STEP)?,
        })
    }

    pub(super) fn field(&self, ask: &Ask) -> Result<(&RecordType, &Field), UserError> {
        let kind: &RecordType = match (ask.place, &self.inside) {
            (Place::Record, _) => self.record,
            (Place::Step, _) => &self.step,
            (Place::Inside, Some(inside)) => inside,
            (Place::Inside, None) => return Err(undeclared(ask.field.as_str())),
        };
        kind.field(ask.field.as_str())
            .map(|field| (kind, field))
            .ok_or_else(|| undeclared(ask.field.as_str()))
    }
}

fn undeclared(what: &str) -> UserError {
    UserError::new(
        ErrorCode::Internal,
        format!("办理环节用到了没有定义的“{what}”"),
        "请重新安装程序",
    )
}

/// What stands in an asked field before the clerk writes.
pub(super) fn offered(situation: &Situation<'_>, ask: &Ask) -> Option<Value> {
    let standing = match ask.place {
        Place::Record if !matches!(ask.fill, Fill::Nothing | Fill::Lately) => {
            situation.row.get(situation.kind, ask.field.as_str())
        }
        _ => None,
    };
    if let Some(value) = standing {
        return Some(value.clone());
    }
    match ask.fill {
        Fill::Nothing | Fill::Standing | Fill::Alike | Fill::Lately => None,
        Fill::Decider if situation.decider.is_empty() => None,
        Fill::Decider => Some(Value::Text(situation.decider.to_owned())),
        Fill::Today => Some(Value::Date(situation.today.into())),
        Fill::User if situation.user.is_empty() => None,
        Fill::User => Some(Value::Text(situation.user.to_owned())),
        Fill::Word(word) => Some(Value::Text(word.to_owned())),
    }
}

/// The values of a step, by the place where they are kept.
#[derive(Default)]
pub(super) struct Given {
    pub(super) record: Vec<Edit>,
    pub(super) inside: Vec<Edit>,
    pub(super) step: Vec<Edit>,
    pub(super) faults: Vec<FieldFault>,
}

impl Given {
    /// Reads what was written; what was left out stands as offered.
    pub(super) fn read(
        &mut self,
        places: &Places<'_>,
        situation: &Situation<'_>,
        step: &Step,
        values: &BTreeMap<String, String>,
    ) -> Result<(), UserError> {
        let mut used = Vec::new();
        for ask in &step.asks {
            let (_, field) = places.field(ask)?;
            let written = values
                .iter()
                .find(|(name, _)| field.answers_to(name.trim()));
            let value = match written {
                Some((name, text)) => {
                    used.push(name.as_str());
                    match read_typed(field, text, situation.today) {
                        Ok(value) => value,
                        Err(fault) => {
                            self.faults.push(fault);
                            continue;
                        }
                    }
                }
                None => offered(situation, ask),
            };
            if ask.need == Need::Blocking && value.is_none() {
                self.faults.push(FieldFault::error(
                    field,
                    format!("没有填“{}”", field.label),
                    match field.is_typed() {
                        true => format!("请先填“{}”", field.label),
                        false => format!("请先选“{}”", field.label),
                    },
                ));
                continue;
            }
            let edit = (ask.field.clone(), value);
            match ask.place {
                Place::Record => self.record.push(edit),
                Place::Inside => self.inside.push(edit),
                Place::Step => self.step.push(edit),
            }
        }
        match values.keys().find(|name| !used.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => {
                let mut labels = Vec::new();
                for ask in &step.asks {
                    labels.push(places.field(ask)?.1.label.as_str());
                }
                let hint = format!("可填：{}", labels.join("、"));
                Err(not_found(
                    &format!("“{}”这一步里的栏目", step.title),
                    name,
                    &hint,
                ))
            }
        }
    }
}
