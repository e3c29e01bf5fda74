//! 台账方案: fields renamed, hidden, added and moved by the office.

use domain::record::{FieldKey, Row, SCHEME_KIND, SchemeEntry, SchemeFault, Value};
use uuid::Uuid;

use crate::commands::edits::saved;
use crate::commands::registers::{field_of, kind_of};
use crate::session::App;
use crate::wire::{ErrorCode, Saved, SchemeField, UserError};
use store::query::{Filter, ListQuery};

impl From<SchemeFault> for UserError {
    fn from(fault: SchemeFault) -> Self {
        Self::new(ErrorCode::Invalid, fault.to_string(), "")
    }
}

pub(crate) fn set_scheme(app: &mut App, request: SchemeField) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let (field, added) = match &request.field {
        Some(name) => (field_of(&kind, name)?.key.clone(), false),
        None => (
            FieldKey::from(format!("x.{}", Uuid::now_v7().simple())),
            true,
        ),
    };
    let scheme = app.ledger()?.registry().get(SCHEME_KIND).cloned();
    let Some(scheme) = scheme else {
        return Err(UserError::new(
            ErrorCode::Internal,
            "本机程序不支持台账方案",
            "",
        ));
    };
    let filters = vec![
        Filter::Is("record_type".into(), Value::Text(kind.key.to_string())),
        Filter::Is("field".into(), Value::Text(field.to_string())),
    ];
    let query = ListQuery {
        filters,
        ..ListQuery::all()
    };
    let known = app
        .ledger()?
        .read()
        .list(SCHEME_KIND, &query)?
        .rows
        .into_iter()
        .next();
    let row = entry_row(
        &scheme,
        known.as_ref(),
        &kind.key.to_string(),
        &field,
        &request,
    );
    let entry = SchemeEntry::from_row(&scheme, &row);
    entry
        .as_ref()
        .map_or(Ok(()), |entry| entry.validate(&kind))?;

    let label = request
        .label
        .clone()
        .or_else(|| kind.field(field.as_str()).map(|it| it.label.clone()))
        .unwrap_or_default();
    let verb = match (added, request.hidden) {
        (true, _) => "增加栏目",
        (false, Some(true)) => "隐藏栏目",
        (false, Some(false)) => "显示栏目",
        (false, None) => "修改栏目",
    };
    let title = format!("{verb}“{label}”（{}）", kind.title);
    let operation = app.operation("scheme.set", title.clone())?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let values: Vec<_> = scheme
            .fields
            .iter()
            .zip(&row.values)
            .map(|(field, value)| (field.key.clone(), value.clone()))
            .collect();
        Ok(match &known {
            Some(known) => {
                tx.edit(SCHEME_KIND, known.id, values)?;
                known.id
            }
            None => {
                let filled = values
                    .into_iter()
                    .filter_map(|(key, it)| it.map(|it| (key, it)));
                tx.create(SCHEME_KIND, filled.collect())?
            }
        })
    })?;
    Ok(saved(committed, title))
}

/// The entry's record as it will stand.
fn entry_row(
    scheme: &domain::record::RecordType,
    known: Option<&Row>,
    record_type: &str,
    field: &FieldKey,
    request: &SchemeField,
) -> Row {
    let mut row = known
        .cloned()
        .unwrap_or_else(|| Row::empty(domain::record::RecordId::new(), scheme));
    let text = |value: &str| Some(Value::Text(value.trim().to_owned()));
    row.put(scheme, &"record_type".into(), text(record_type));
    row.put(scheme, &"field".into(), text(field.as_str()));
    if let Some(label) = &request.label {
        row.put(scheme, &"label".into(), text(label));
    }
    if let Some(hidden) = request.hidden {
        row.put(scheme, &"hidden".into(), Some(Value::Bool(hidden)));
    }
    if let Some(position) = request.position {
        row.put(
            scheme,
            &"position".into(),
            Some(Value::Int(i64::from(position))),
        );
    }
    if let Some(sort) = &request.sort {
        row.put(scheme, &"sort".into(), text(sort));
    }
    if !request.choices.is_empty() {
        row.put(scheme, &"choices".into(), text(&request.choices.join("、")));
    }
    if let Some(hint) = &request.hint {
        row.put(scheme, &"hint".into(), text(hint));
    }
    row
}
