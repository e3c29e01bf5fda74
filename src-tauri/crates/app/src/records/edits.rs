//! Edits by form and command line: validated alike, logged alike.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::calendar::Today;
use domain::operation::Operation;
use domain::record::{
    ChildWrite, FieldFault, FieldKey, FieldType, Hand, Item, RecordId, RecordType, Row, Severity,
    Value, Written, read_written, validate,
};
use domain::suggestion::SUGGESTION;
use domain::trace::{FINDING, FindingState};
use store::ledger::{Committed, Tx};

use crate::faults::{fault_at, not_found, refused};
use crate::naming::{Meaning, Resolver, name_value, referred, replaced, unresolved};
use crate::periods;
use crate::records::registers::{field_of, kind_of};
use crate::records::rows::{find_row, is_open};
use crate::session::App;
use crate::wire::{ErrorCode, OfRecord, Save, Saved, SettleFinding, UserError, VoidRecord};

/// A field and what it becomes.
pub(crate) type Edit = (FieldKey, Option<Value>);

pub(crate) fn save(app: &mut App, request: Save) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let before = match &request.id {
        Some(id) => Some(find_row(app, &kind, id)?),
        None => None,
    };
    if let Some(reason) = before.as_ref().and_then(|row| row.voided.as_ref()) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("这条{}已作废（{reason}），不能修改", kind.title),
            "要修改请先恢复",
        ));
    }
    let (mut edits, mut faults) = read_values(&kind, &request.values)?;
    let named = resolve(app, &kind, &mut edits, &mut faults)?;
    if before.is_none() {
        inherit(app, &kind, &mut edits)?;
        begin(app, &kind, &mut edits)?;
    }
    let row = changed(&kind, before.as_ref(), &edits);
    faults.extend(new_faults(
        &kind,
        before.as_ref(),
        &row,
        &edits,
        &periods::today(app)?,
    ));
    faults.extend(taken(app, &kind, &row, &edits)?);
    faults.dedup_by(|a, b| a.field == b.field);
    // A warning is said with the answer; only errors keep a record out.
    let (errors, warnings): (Vec<FieldFault>, Vec<FieldFault>) = faults
        .into_iter()
        .partition(|it| it.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(refused(&kind, &errors));
    }

    let name = kind.name_of(&row);
    let parent = parent_name(app, &kind, &edits, before.as_ref())?;
    let (kind, name, parent) = (&kind, name.as_str(), parent.as_deref());
    let operation = app.operation(match before {
        Some(_) => Operation::Edit { kind, name, parent },
        None => Operation::Make { kind, name, parent },
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let mut edits = edits;
        make_named(tx, &mut edits, &named, &mut Made::default())?;
        let id = write_row(tx, kind, before.as_ref().map(|row| row.id), edits.clone())?;
        correct_findings(tx, id, &edits)?;
        Ok(id)
    })?;
    Ok(Saved {
        warnings: warnings.iter().map(|it| fault_at(kind, it)).collect(),
        ..saved(committed, title)
    })
}

/// What a new record takes from another that it refers to, as far as nobody wrote it.
pub(crate) fn inherit(
    app: &mut App,
    kind: &RecordType,
    edits: &mut Vec<Edit>,
) -> Result<(), UserError> {
    let Some(inherits) = &kind.inherits else {
        return Ok(());
    };
    let written = |edits: &[Edit], key: &FieldKey| {
        edits
            .iter()
            .find(|(it, value)| it == key && value.is_some())
            .and_then(|(_, value)| value.clone())
    };
    let from = written(edits, &inherits.from).and_then(|it| it.as_id());
    let ledger = app.ledger()?;
    let other = kind
        .field(inherits.from.as_str())
        .and_then(|field| referred(ledger.registry(), field));
    let (Some(id), Some(other)) = (from, other) else {
        return Ok(());
    };
    let Some(row) = ledger.read().get(other.key.as_str(), id)? else {
        return Ok(());
    };
    let theirs = inherits
        .fields
        .iter()
        .map(|(theirs, own)| (own, row.get(&other, theirs.as_str()).cloned()));
    let fixed = inherits
        .fixed
        .iter()
        .map(|(own, value)| (own, Some(value.clone())));
    for (own, value) in theirs.chain(fixed) {
        if written(edits, own).is_none() {
            edits.retain(|(key, _)| key != own);
            edits.push((own.clone(), value));
        }
    }
    Ok(())
}

/// What a new record gets by itself: the current term, and what its type says.
pub(crate) fn begin(
    app: &mut App,
    kind: &RecordType,
    edits: &mut Vec<Edit>,
) -> Result<(), UserError> {
    if kind.key == *SUGGESTION
        && !edits
            .iter()
            .any(|(key, value)| *key == "term" && value.is_some())
        && let Some((_, term)) = app.term()?
    {
        edits.push(("term".into(), Some(Value::Text(term))));
    }
    if let Some(begin) = kind.begin {
        let row = changed(kind, None, edits);
        for (key, value) in begin(kind, &row) {
            if row.get(kind, key.as_str()).is_none() {
                edits.push((key, Some(value)));
            }
        }
    }
    Ok(())
}

/// What the record is called in which this row stands; `None` for a record of its own.
fn parent_name(
    app: &mut App,
    kind: &RecordType,
    edits: &[Edit],
    before: Option<&Row>,
) -> Result<Option<String>, UserError> {
    let Some(link) = &kind.parent else {
        return Ok(None);
    };
    let given = edits
        .iter()
        .find(|(key, _)| *key == link.field)
        .and_then(|(_, value)| value.as_ref())
        .or_else(|| before.and_then(|row| row.get(kind, link.field.as_str())));
    let parent = link.kind.as_ref().zip(given.and_then(Value::as_id));
    match parent {
        Some((parent, id)) => Ok(app.ledger()?.read().name_of(parent.as_str(), id)?),
        None => Ok(None),
    }
}

/// A new identity number that somebody else has already: it belongs to one person alone.
fn taken(
    app: &mut App,
    kind: &RecordType,
    row: &Row,
    edits: &[Edit],
) -> Result<Vec<FieldFault>, UserError> {
    let reader = app.ledger()?.read();
    let mut faults = Vec::new();
    for key in &kind.matching {
        let [only] = key.as_slice() else { continue };
        let field = kind.field(only.as_str());
        let Some(field) = field.filter(|it| it.field_type == FieldType::IdNumber) else {
            continue;
        };
        if !edits.iter().any(|(edited, _)| edited == only) {
            continue;
        }
        let rows = reader.alike(kind.key.as_str(), key, row)?;
        let other = rows.iter().find(|it| it.id != row.id && it.is_live());
        faults.extend(other.map(|other| {
            FieldFault::error(
                field,
                format!("这个{}已经登记在“{}”名下", field.label, kind.name_of(other)),
                "请核对号码；是同一个人的，请打开原来那条登记修改，不用再登记一次",
            )
        }));
    }
    Ok(faults)
}

/// What is wrong with a row after its edits: not what was wrong before and is left as it is.
pub(crate) fn new_faults(
    kind: &RecordType,
    before: Option<&Row>,
    row: &Row,
    edits: &[Edit],
    today: &Today,
) -> Vec<FieldFault> {
    let known = before
        .map(|row| validate(kind, row, today))
        .unwrap_or_default();
    let mut faults = validate(kind, row, today);
    faults.retain(|fault| {
        let touched = edits.iter().any(|(key, _)| *key == fault.field);
        before.is_none() || touched || !known.contains(fault)
    });
    faults.extend(before_its_step(kind, before, row, edits));
    faults
}

/// Reads what was written into values; unknown and computed fields are refused at once.
pub(crate) fn read_values(
    kind: &RecordType,
    values: &BTreeMap<String, String>,
) -> Result<(Vec<Edit>, Vec<FieldFault>), UserError> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut faults = Vec::new();
    for (name, written) in values {
        let field = field_of(kind, name)?;
        let serial = kind.serial.as_ref().is_some_and(|it| it.field == field.key);
        if !field.is_editable() || serial {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{}”由程序自动产生，不能填写", field.label),
                "请去掉这一栏再保存",
            ));
        }
        match read_written(field, Written::Text(written), None) {
            Ok(value) => edits.push((field.key.clone(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((edits, faults))
}

/// Fields that a step of the workflow fills first: before it, only an entry from an old ledger has
/// them.
fn before_its_step(
    kind: &RecordType,
    before: Option<&Row>,
    after: &Row,
    edits: &[Edit],
) -> Vec<FieldFault> {
    let Some(workflow) = &kind.workflow else {
        return Vec::new();
    };
    if workflow.is_backfill(kind, after) {
        return Vec::new();
    }
    let early = |(key, value): &&Edit| {
        value.is_some() && before.is_none_or(|row| row.get(kind, key.as_str()).is_none())
    };
    edits
        .iter()
        .filter(early)
        .filter_map(|(key, _)| kind.field(key.as_str()))
        .filter(|field| field.hand == Hand::StepFirst)
        .map(|field| {
            let step = workflow.filled_by(&field.key).map_or("办理", |it| it.title);
            FieldFault::error(
                field,
                format!("“{}”在“{step}”这一步填写", field.label),
                format!("请办理“{step}”；补录旧事请把“历史补录”填“是”"),
            )
        })
        .collect()
}

/// Names that mean records yet to be made, by field.
pub(crate) type Named = Vec<(FieldKey, Arc<RecordType>, String)>;

/// 这位代表, 这个站点.
pub(crate) fn measure(kind: &RecordType) -> &'static str {
    let name = kind.field(kind.name_field.as_str());
    match name.map(|it| &it.field_type) {
        Some(FieldType::Name) => "位",
        _ => "个",
    }
}

/// Replaces names by the records they mean. Groups, constituencies, stations and units that do not
/// exist yet are made with the record; anybody else must exist.
pub(crate) fn resolve(
    app: &mut App,
    kind: &RecordType,
    edits: &mut [Edit],
    faults: &mut Vec<FieldFault>,
) -> Result<Named, UserError> {
    let ledger = app.ledger()?;
    let registry = ledger.registry().clone();
    let mut resolver = Resolver::default();
    let mut named = Named::new();
    for (key, value) in edits {
        let Some(field) = kind.field(key.as_str()) else {
            continue;
        };
        let (Some(target), Some(given)) = (referred(&registry, field), value.as_ref()) else {
            continue;
        };
        let mut means = HashMap::new();
        for name in unresolved(given) {
            if let Some(id) = RecordId::parse(name)
                && ledger.read().get(target.key.as_str(), id)?.is_some()
            {
                means.insert(name.to_owned(), id);
                continue;
            }
            match resolver.find(&ledger.read(), &target, name)? {
                Meaning::Record(id) => drop(means.insert(name.to_owned(), id)),
                Meaning::Nobody if target.made_by_naming => {
                    named.push((key.clone(), Arc::clone(&target), name.to_owned()));
                }
                Meaning::Nobody => faults.push(FieldFault::error(
                    field,
                    format!("没有叫“{name}”的{}", target.title),
                    format!("请核对名字，或先登记这{}{}", measure(&target), target.title),
                )),
                Meaning::Several(several) => faults.push(FieldFault::error(
                    field,
                    format!("有 {} 位叫“{name}”的{}", several.len(), target.title),
                    "请从列表里选定一位",
                )),
            }
        }
        *value = value.take().map(|it| replaced(it, &means));
    }
    Ok(named)
}

/// Records made on the way in one operation, by kind and name.
pub(crate) type Made = HashMap<(String, String), RecordId>;

/// Makes the records that names on the way mean, each once, and puts them in place.
pub(crate) fn make_named(
    tx: &mut Tx<'_>,
    edits: &mut [Edit],
    named: &Named,
    made: &mut Made,
) -> Result<(), UserError> {
    for (key, target, name) in named {
        let place = (target.key.to_string(), name.clone());
        let id = match made.get(&place) {
            Some(id) => *id,
            None => {
                let value = name_value(target, name).unwrap_or_else(|| Value::Text(name.clone()));
                let id = tx.create(
                    target.key.as_str(),
                    vec![(target.name_field.clone(), value)],
                )?;
                made.insert(place, id);
                id
            }
        };
        for (_, value) in edits.iter_mut().filter(|(it, _)| it == key) {
            let means = HashMap::from([(name.clone(), id)]);
            *value = value.take().map(|it| replaced(it, &means));
        }
    }
    Ok(())
}

/// The row as it would stand after the edits.
pub(crate) fn changed(kind: &RecordType, before: Option<&Row>, edits: &[Edit]) -> Row {
    let mut row = before
        .cloned()
        .unwrap_or_else(|| Row::empty(RecordId::new(), kind));
    for (key, value) in edits {
        row.put(kind, key, value.clone());
    }
    row
}

/// Writes a row and what its shown fields mean for its children; answers its id.
pub(crate) fn write_row(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    id: Option<RecordId>,
    edits: Vec<Edit>,
) -> Result<RecordId, UserError> {
    let Some(id) = id else {
        let mut values = vec![None; kind.fields.len()];
        for (key, value) in edits {
            if let Some(at) = kind.position(key.as_str()) {
                values[at] = value;
            }
        }
        return make_row(tx, kind, values);
    };
    let logged = |key: &FieldKey| kind.field(key.as_str()).is_some_and(|it| it.is_logged());
    let (own, shown): (Vec<Edit>, Vec<Edit>) = edits.into_iter().partition(|(key, _)| logged(key));
    tx.edit(kind.key.as_str(), id, own)?;
    set_shown(tx, kind, id, &shown)?;
    Ok(id)
}

/// Makes a record of values by the places of their fields, and the children that its shown fields
/// mean; answers its id.
pub(crate) fn make_row(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    mut values: Vec<Option<Value>>,
) -> Result<RecordId, UserError> {
    let mut shown: Vec<Edit> = Vec::new();
    for (field, place) in kind.fields.iter().zip(&mut values) {
        if !field.is_logged()
            && let Some(value) = place.take()
        {
            shown.push((field.key.clone(), Some(value)));
        }
    }
    let id = tx.create_row(kind, values)?;
    set_shown(tx, kind, id, &shown)?;
    Ok(id)
}

/// Does to a record's children what setting its shown fields means.
fn set_shown(
    tx: &mut Tx<'_>,
    kind: &RecordType,
    id: RecordId,
    shown: &[Edit],
) -> Result<(), UserError> {
    let Some(children) = kind.children.as_ref().filter(|_| !shown.is_empty()) else {
        return Ok(());
    };
    let child = tx.kind(children.kind.as_str())?;
    let mut rows = tx.children(&child, id)?;
    rows.retain(Row::is_live);
    let link = child.parent.as_ref().map(|it| it.field.clone());
    for write in (children.set)(&child, &rows, shown) {
        match write {
            ChildWrite::Create(mut values) => {
                values.extend(link.clone().map(|link| (link, Value::Ref(Item::Id(id)))));
                tx.create(child.key.as_str(), values)?;
            }
            ChildWrite::Edit(child_id, values) => tx.edit(child.key.as_str(), child_id, values)?,
            ChildWrite::Void(child_id, reason) => tx.void(child.key.as_str(), child_id, &reason)?,
        }
    }
    Ok(())
}

/// Findings about fields that were just written are settled.
pub(crate) fn correct_findings(
    tx: &mut Tx<'_>,
    id: RecordId,
    edits: &[Edit],
) -> Result<(), UserError> {
    let kind = tx.kind(FINDING)?;
    let open: Vec<RecordId> = tx
        .children(&kind, id)?
        .iter()
        .filter(|row| is_open(&kind, row))
        .filter(|row| {
            let field = row.get(&kind, "field").and_then(Value::as_text);
            edits.iter().any(|(key, _)| field == Some(key.as_str()))
        })
        .map(|row| row.id)
        .collect();
    for finding in open {
        let state = Some(Value::Text(FindingState::Corrected.word().into()));
        tx.edit(FINDING, finding, vec![("state".into(), state)])?;
    }
    Ok(())
}

pub(crate) fn void_record(app: &mut App, request: VoidRecord) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let reason = request.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有写作废的原因",
            "请写明原因，如：重复登记",
        ));
    }
    if let Some(known) = &row.voided {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("这条{}已经作废（{known}）", kind.title),
            "",
        ));
    }
    let operation = app.operation(Operation::Void {
        kind: &kind,
        name: &kind.name_of(&row),
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        tx.void(kind.key.as_str(), row.id, &reason)?;
        Ok(row.id)
    })?;
    Ok(saved(committed, title))
}

pub(crate) fn restore_record(app: &mut App, request: OfRecord) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    if row.voided.is_none() {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("这条{}没有作废，不用恢复", kind.title),
            "",
        ));
    }
    let operation = app.operation(Operation::Restore {
        kind: &kind,
        name: &kind.name_of(&row),
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        tx.restore(kind.key.as_str(), row.id)?;
        Ok(row.id)
    })?;
    Ok(saved(committed, title))
}

pub(crate) fn settle_finding(app: &mut App, request: SettleFinding) -> Result<Saved, UserError> {
    let missing = || {
        not_found(
            "待核实的问题",
            &request.id,
            "它可能已经处理过了，请刷新后再看",
        )
    };
    let id = RecordId::parse(&request.id).ok_or_else(missing)?;
    let ledger = app.ledger()?;
    let kind = ledger
        .registry()
        .get(FINDING)
        .cloned()
        .ok_or_else(missing)?;
    let row = ledger.read().get(FINDING, id)?.ok_or_else(missing)?;
    let reason = row
        .get(&kind, "reason")
        .and_then(Value::as_text)
        .unwrap_or_default();
    let operation = app.operation(Operation::DismissFinding { reason })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let state = Some(Value::Text(FindingState::Dismissed.word().into()));
        tx.edit(FINDING, id, vec![("state".into(), state)])?;
        Ok(id)
    })?;
    Ok(saved(committed, title))
}

pub(crate) fn saved(committed: Committed<RecordId>, title: String) -> Saved {
    Saved {
        id: committed.value.to_string(),
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings: Vec::new(),
    }
}
