//! Where the demo's records are written by the labels and words that a clerk would type.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::record::{FieldKey, Item, KindKey, RecordId, RecordType, Value, Written, read_written};
use store::ledger::Tx;

use crate::records::Entries;
use crate::wire::{ErrorCode, UserError};

/// Where records are written by the labels and words that a clerk would type.
pub(super) struct Desk<'a, 'b> {
    pub(super) tx: &'a mut Tx<'b>,
    entries: Entries,
    pub(super) known: HashMap<(KindKey, String), RecordId>,
    pub(super) counts: BTreeMap<String, u32>,
}

impl<'a, 'b> Desk<'a, 'b> {
    pub(super) fn new(tx: &'a mut Tx<'b>, entries: Entries) -> Self {
        Self {
            tx,
            entries,
            known: HashMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// One record of a kind: field keys with what stands in them. Names in references mean records
    /// entered before, `#` and an id those that have no name of their own.
    pub(super) fn enter(
        &mut self,
        kind: &str,
        cells: &[(&str, String)],
    ) -> Result<RecordId, UserError> {
        let kind = self.tx.kind(kind)?;
        let mut edits = Vec::with_capacity(cells.len());
        for (key, text) in cells.iter().filter(|(_, text)| !text.is_empty()) {
            let value = self.value(&kind, key, text)?;
            edits.push((FieldKey::from(*key), value));
        }
        let id = self.entries.put(self.tx, kind.key.as_str(), None, edits)?;
        let name = cells
            .iter()
            .find(|(key, _)| kind.name_field == **key)
            .map(|(_, text)| text.clone());
        if let Some(name) = name {
            self.known.insert((kind.key.clone(), name), id);
        }
        let register = kind.register_key().to_owned();
        *self.counts.entry(register).or_default() += 1;
        Ok(id)
    }

    fn value(
        &self,
        kind: &Arc<RecordType>,
        key: &str,
        text: &str,
    ) -> Result<Option<Value>, UserError> {
        let broken = |why: String| {
            UserError::new(
                ErrorCode::Internal,
                format!("演示数据里的“{text}”放不进{}：{why}", kind.title),
                "请更新程序",
            )
        };
        let field = kind
            .field(key)
            .ok_or_else(|| broken(format!("没有 {key} 这一栏")))?;
        let value =
            read_written(field, Written::Text(text), None).map_err(|it| broken(it.reason))?;
        let Some(target) = field.field_type.refers_to() else {
            return Ok(value);
        };
        let item = |item: Item| match item {
            Item::Text(name) => name
                .strip_prefix('#')
                .and_then(RecordId::parse)
                .or_else(|| self.known.get(&(target.clone(), name.clone())).copied())
                .map_or(Item::Text(name), Item::Id),
            known => known,
        };
        Ok(value.map(|value| match value {
            Value::Ref(it) => Value::Ref(item(it)),
            Value::Set(items) => Value::Set(items.into_iter().map(item).collect()),
            other => other,
        }))
    }
}

/// A record as a reference names it that has no name of its own.
pub(super) fn named(id: RecordId) -> String {
    format!("#{id}")
}
