//! Demo data: an invented township's plausible year, to try the program with. It comes in as one
//! operation, so that one step takes all of it away again; the screen says that it is there.

mod material;
mod people;
mod suggestions;
mod year;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::record::{
    FieldKey, Item, KindKey, RecordId, RecordType, Row, Value, Written, read_written,
};
use domain::roster::DEPUTY;
use store::ledger::Tx;
use store::query::ListQuery;

use crate::commands::write_row;
use crate::session::App;
use crate::wire::{Demo, ErrorCode, Nothing, UndoRequest, Undone, UserError};

/// The sort by which the operation is found again.
const SORT: &str = "demo";
const TITLE: &str = "载入演示数据（青禾镇，虚构）";

/// Fills a store that has no deputies yet.
///
/// # Errors
/// A calm refusal where the office's own roster is already there.
pub(crate) fn fill(app: &mut App, _: Nothing) -> Result<Demo, UserError> {
    let today = app.today();
    if app.ledger()?.read().count(DEPUTY, &ListQuery::all())? > 0 {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "台账里已经有代表名册，演示数据没有载入",
            "演示数据只能放进空的台账，免得和真的混在一起；可以另建一本台账来试",
        ));
    }
    let term = app.term()?.map(|(id, _)| id);
    let operation = app.operation(SORT, TITLE.into())?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let mut desk = Desk::new(tx);
        people::enter(&mut desk, term.map(named).unwrap_or_default())?;
        year::enter(&mut desk, today)?;
        Ok(desk.counts)
    })?;
    Ok(Demo {
        records: committed.value,
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

/// Takes the demo data away in one step; what was changed since is named and stays.
///
/// # Errors
/// A calm refusal where there is none.
pub(crate) fn clear(app: &mut App, _: Nothing) -> Result<Undone, UserError> {
    let Some(operation) = standing(app)? else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "台账里没有演示数据",
            "不用清除，可以直接登记自己的",
        ));
    };
    let operation = Some(operation);
    crate::commands::undo(app, UndoRequest { operation })
}

/// The operation that brought the demo data in, while it stands.
pub(crate) fn standing(app: &mut App) -> Result<Option<String>, UserError> {
    let standing = app.ledger()?.standing(SORT)?;
    Ok(standing.map(|it| it.to_string()))
}

/// Where records are written by the labels and words that a clerk would type.
struct Desk<'a, 'b> {
    tx: &'a mut Tx<'b>,
    known: HashMap<(KindKey, String), RecordId>,
    counts: BTreeMap<String, u32>,
}

impl<'a, 'b> Desk<'a, 'b> {
    fn new(tx: &'a mut Tx<'b>) -> Self {
        Self {
            tx,
            known: HashMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// One record of a kind: field keys with what stands in them. Names in references mean records
    /// entered before, `#` and an id those that have no name of their own.
    fn enter(&mut self, kind: &str, cells: &[(&str, String)]) -> Result<RecordId, UserError> {
        let kind = self.tx.kind(kind)?;
        let mut edits = Vec::with_capacity(cells.len());
        for (key, text) in cells.iter().filter(|(_, text)| !text.is_empty()) {
            let value = self.value(&kind, key, text)?;
            edits.push((FieldKey::from(*key), value));
        }
        if let Some(complete) = kind.complete {
            let mut row = Row::empty(RecordId::new(), &kind);
            for (key, value) in &edits {
                row.put(&kind, key, value.clone());
            }
            let derived = complete(&kind, &row).into_iter();
            edits.extend(derived.map(|(key, value)| (key, Some(value))));
        }
        let id = write_row(self.tx, &kind, None, edits)?;
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
fn named(id: RecordId) -> String {
    format!("#{id}")
}
