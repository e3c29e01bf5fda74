//! The office's own lists (名称表): options renamed, added, put in order, and offered no more.

use std::collections::BTreeMap;

use domain::operation::Operation;
use domain::record::{
    Field, FieldKey, FieldType, Item, LIST_ENTRY, RecordId, RecordType, Scheme, Value,
    check_choices,
};
use store::query::{Filter, ListQuery};

use crate::faults::not_found;
use crate::office::schemes::{entry_of, entry_row, scheme_kind, write_entry};
use crate::session::App;
use crate::wire::{
    AmendList, ListAmended, ListChanged, ListOption, Nothing, OfficeList, OptionChange,
    SchemeField, SetList, UserError,
};

/// A field of a list, with its record type.
type User = (std::sync::Arc<RecordType>, Field);

pub(crate) fn office_lists(app: &mut App, _: Nothing) -> Result<Vec<OfficeList>, UserError> {
    let lists = users_of_lists(app)?;
    let ledger = app.ledger()?;
    let mut result = Vec::new();
    for (name, users) in lists {
        let mut options = Vec::new();
        let words = users
            .first()
            .map_or_else(Vec::new, |(_, it)| it.field_type.choices());
        for word in words {
            let mut records = 0;
            for (kind, field) in &users {
                let query = saying(field, &word);
                records += ledger.read().count(kind.key.as_str(), &query)?;
            }
            options.push(ListOption {
                name: word,
                records,
            });
        }
        let used_in = users
            .iter()
            .map(|(kind, field)| format!("{}的“{}”", kind.register_title(), field.label))
            .collect();
        result.push(OfficeList {
            name,
            used_in,
            options,
        });
    }
    Ok(result)
}

pub(crate) fn set_list(app: &mut App, request: SetList) -> Result<ListChanged, UserError> {
    let lists = users_of_lists(app)?;
    let Some(users) = lists.get(&request.name) else {
        let names: Vec<&str> = lists.keys().map(String::as_str).collect();
        let hint = format!("可以改的：{}", names.join("、"));
        return Err(not_found("名称表", &request.name, &hint));
    };
    let words: Vec<String> = request
        .options
        .iter()
        .map(|it| it.name.trim().to_owned())
        .collect();
    check_choices(&words)?;
    let renamed: Vec<(String, String)> = request
        .options
        .iter()
        .filter_map(|it| Some((it.was.clone()?, it.name.trim().to_owned())))
        .filter(|(was, now)| !was.is_empty() && was != now)
        .collect();
    let scheme = scheme_kind(app)?;
    let field = FieldKey::from(request.name.clone());
    let known = entry_of(app, LIST_ENTRY, field.as_str())?;
    let change = SchemeField {
        choices: words,
        ..SchemeField::default()
    };
    let mut row = entry_row(&scheme, known.as_ref(), LIST_ENTRY, &field, &change);
    let mut pairs = row
        .read(&scheme, Scheme::RENAMED)
        .map(|it| it.split('、').map(str::to_owned).collect::<Vec<_>>())
        .unwrap_or_default();
    pairs.extend(renamed.iter().map(|(was, now)| format!("{was}={now}")));
    if !pairs.is_empty() {
        let text = Value::Text(pairs.join("、"));
        row.put(&scheme, &Scheme::RENAMED.into(), Some(text));
    }
    let operation = app.operation(Operation::EditList {
        list: &request.name,
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        write_entry(tx, &scheme, known.as_ref(), &row)?;
        let mut records = 0;
        // All are looked up before any is changed: two options may change places.
        let mut edits: Vec<(&RecordType, RecordId, FieldKey, Value)> = Vec::new();
        for (kind, field) in users {
            let mut meant: BTreeMap<RecordId, Value> = BTreeMap::new();
            for (was, _) in &renamed {
                let rows = tx
                    .read()?
                    .list(kind.key.as_str(), &saying(field, was))?
                    .rows;
                for row in rows {
                    if let Some(value) = row.get(kind, field.key.as_str()) {
                        meant.insert(row.id, said_anew(value, &renamed));
                    }
                }
            }
            let found = meant.into_iter();
            edits.extend(found.map(|(id, value)| (&**kind, id, field.key.clone(), value)));
        }
        for (kind, id, key, value) in edits {
            tx.edit(kind.key.as_str(), id, vec![(key, Some(value))])?;
            records += 1;
        }
        Ok(records)
    })?;
    Ok(ListChanged {
        operation: committed.operation.map(|it| it.to_string()),
        title,
        records: committed.value,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

/// Adds and removes options, or says them anew without losing what records still say.
pub(crate) fn amend_list(app: &mut App, request: AmendList) -> Result<ListAmended, UserError> {
    let mut lists = office_lists(app, Nothing {})?;
    let names: Vec<String> = lists.iter().map(|it| it.name.clone()).collect();
    lists.retain(|it| it.name == request.name);
    let Some(list) = lists.pop() else {
        let hint = format!("可以改的：{}", names.join("、"));
        return Err(not_found("名称表", &request.name, &hint));
    };
    let known = |name: &str| list.options.iter().any(|it| it.name == name);
    let renamed = |it: &&OptionChange| it.was.as_ref().is_some_and(|was| *was != it.name);
    let from = request.options.iter().filter(renamed);
    let gone = from.filter_map(|it| it.was.clone());
    let gone = gone.chain(request.remove.iter().cloned());
    if let Some(missing) = gone.into_iter().find(|it| !known(it)) {
        let there: Vec<&str> = list.options.iter().map(|it| it.name.as_str()).collect();
        let hint = format!("现有的选项：{}", there.join("、"));
        return Err(not_found("选项", &missing, &hint));
    }
    let same = |name: &str| OptionChange {
        name: name.to_owned(),
        was: Some(name.to_owned()),
    };
    let mut options = request.options;
    let mut kept = Vec::new();
    if options.is_empty() {
        options = list.options.iter().map(|it| same(&it.name)).collect();
    } else {
        for it in &list.options {
            let said = |change: &OptionChange| change.was.as_ref() == Some(&it.name);
            if it.records > 0 && !options.iter().any(said) {
                options.push(same(&it.name));
                kept.push(it.clone());
            }
        }
    }
    options.retain(|it| !request.remove.contains(&it.name));
    kept.retain(|it| !request.remove.contains(&it.name));
    let removed = |it: &&ListOption| it.records > 0 && request.remove.contains(&it.name);
    let still: Vec<ListOption> = list.options.iter().filter(removed).cloned().collect();
    for name in request.add {
        if !options.iter().any(|it| it.name == name.trim()) {
            options.push(OptionChange { name, was: None });
        }
    }
    let request = SetList {
        name: request.name,
        options,
    };
    let changed = set_list(app, request)?;
    Ok(ListAmended {
        operation: changed.operation,
        title: changed.title,
        records: changed.records,
        kept,
        still,
        changed: changed.changed,
    })
}

/// Records in force that say this.
fn saying(field: &Field, word: &str) -> ListQuery {
    let filter = match field.field_type {
        FieldType::Choices(_) => Filter::Has(field.key.clone(), Item::Text(word.to_owned())),
        _ => Filter::Is(field.key.clone(), Value::Text(word.to_owned())),
    };
    ListQuery {
        filters: vec![filter],
        ..ListQuery::all()
    }
}

fn said_anew(value: &Value, renamed: &[(String, String)]) -> Value {
    let anew = |word: &String| {
        let pair = renamed.iter().find(|(was, _)| was == word);
        pair.map_or_else(|| word.clone(), |(_, now)| now.clone())
    };
    match value {
        Value::Text(word) => Value::Text(anew(word)),
        Value::Set(items) => Value::Set(
            items
                .iter()
                .map(|it| match it {
                    Item::Text(word) => Item::Text(anew(word)),
                    other => other.clone(),
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

/// The fields of each list.
fn users_of_lists(app: &mut App) -> Result<BTreeMap<String, Vec<User>>, UserError> {
    let mut lists: BTreeMap<String, Vec<User>> = BTreeMap::new();
    for kind in app.ledger()?.registry().iter() {
        for field in kind.fields.iter().filter(|it| it.is_logged() && !it.hidden) {
            if let Some(name) = &field.list {
                let user = (kind.clone(), field.clone());
                lists.entry(name.clone()).or_default().push(user);
            }
        }
    }
    Ok(lists)
}
