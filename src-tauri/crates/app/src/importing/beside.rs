//! Possible duplicates beside whom they may be, field by field, for a person to decide.

use std::collections::{HashMap, HashSet};

use domain::record::{FieldKey, RecordId, RecordType, Row, Value};
use store::ledger::Ledger;

use crate::importing::cells::begun;
use crate::importing::plan::{Fate, Plan};
use crate::naming::NameBook;
use crate::wire::{SideBySide, UserError};

/// Duplicates that are set beside each other; a sheet with more is hardly a roster.
const MOST: usize = 200;
/// Characters shown of each value.
const SHOWN: usize = 300;

type Values = HashMap<FieldKey, Value>;

pub(super) fn fill(ledger: &Ledger, book: &NameBook<'_>, plan: &mut Plan) -> Result<(), UserError> {
    let doubtful: Vec<u32> = plan
        .report
        .duplicates
        .iter()
        .take(MOST)
        .map(|it| it.at)
        .collect();
    if doubtful.is_empty() {
        return Ok(());
    }
    let fates: HashMap<u32, Fate> = plan.fates.iter().copied().collect();
    let mut wanted: HashSet<u32> = doubtful.iter().copied().collect();
    for row in &doubtful {
        if let Some(Fate::TwinOf(of)) = fates.get(row) {
            wanted.insert(*of);
        }
    }
    let mut rows: HashMap<u32, Values> = HashMap::new();
    let mut at = 0;
    let kind = plan.kind.clone();
    plan.spool.for_each(kind.fields.len(), |values| {
        if let Some((number, _)) = plan.fates.get(at)
            && wanted.contains(number)
        {
            let values = values.iter_mut().map(Option::take).collect();
            rows.insert(*number, by_key(&kind, values));
        }
        at += 1;
        Ok(())
    })?;
    for line in plan.report.duplicates.iter_mut().take(MOST) {
        let here = rows.get(&line.at).cloned().unwrap_or_default();
        let there = match fates.get(&line.at) {
            Some(Fate::Perhaps(id)) => record(ledger, &kind, *id)?,
            // Of a row that updates a record only the difference is kept; the record is the rest.
            Some(Fate::TwinOf(of)) => {
                let mut values = match fates.get(of) {
                    Some(Fate::Update(id) | Fate::Unchanged(id)) => record(ledger, &kind, *id)?,
                    _ => Values::new(),
                };
                values.extend(rows.get(of).cloned().unwrap_or_default());
                values
            }
            _ => Values::new(),
        };
        line.beside = kind
            .fields
            .iter()
            .filter(|field| !field.hidden && field.is_editable())
            .map(|field| SideBySide {
                field: field.label.clone(),
                here: begun(&book.shown(field, here.get(&field.key)), SHOWN),
                there: begun(&book.shown(field, there.get(&field.key)), SHOWN),
            })
            .filter(|it| !it.here.is_empty() || !it.there.is_empty())
            .collect();
    }
    Ok(())
}

fn record(ledger: &Ledger, kind: &RecordType, id: RecordId) -> Result<Values, UserError> {
    let row: Option<Row> = ledger.read().get(kind.key.as_str(), id)?;
    Ok(row.map_or_else(Values::new, |row| by_key(kind, row.values)))
}

fn by_key(kind: &RecordType, values: Vec<Option<Value>>) -> Values {
    kind.fields
        .iter()
        .zip(values)
        .filter_map(|(field, value)| value.map(|it| (field.key.clone(), it)))
        .collect()
}
