//! Who is expected at a gathering, and the words for who came.

use domain::activity::Tally;
use domain::amounts::show_percent;
use domain::record::{FieldFault, Item, RecordType, Row, Severity, Value};

use crate::books::roll::Roll;
use crate::faults::refused;
use crate::records::{Edit, Entries};
use crate::session::App;
use crate::wire::{AttendanceRow, AttendanceSheet, ErrorCode, SetAttendance, UserError};

/// The people of a field, in the order of their ids; those of old books by their name alone.
pub(super) fn people_in(value: Option<&Value>) -> Vec<Item> {
    match value {
        Some(Value::Set(items)) => items.iter().cloned().collect(),
        Some(Value::Ref(item)) => vec![item.clone()],
        _ => Vec::new(),
    }
}

/// The sheet of names of a record, as far as every sort of gathering has it; `day` is the field of its day.
pub(super) fn counted_sheet(
    (kind, row): (&RecordType, &Row),
    day: &str,
    rows: Vec<AttendanceRow>,
    counted: &Tally,
) -> AttendanceSheet {
    let held_on = row.get(kind, day).and_then(Value::as_date);
    AttendanceSheet {
        activity: row.id.to_string(),
        title: kind.name_of(row),
        held_on: held_on.map(|it| it.to_string()).unwrap_or_default(),
        states: Vec::new(),
        tells_more: false,
        rows,
        expected: counted.expected,
        present: counted.present,
        on_leave: counted.on_leave,
        absent: counted.absent,
        rate: counted.rate().map(show_percent).unwrap_or_default(),
        operation: None,
        changed: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Whom names written for a field mean, as the form reads them. A name in `standing` means who
/// stands there by that name alone.
///
/// # Errors
/// The refusal of a name that means nobody for certain.
pub(super) fn meant(
    app: &mut App,
    entries: &mut Entries,
    (kind, field): (&RecordType, &str),
    names: &[&str],
    standing: &[Item],
) -> Result<Vec<Item>, UserError> {
    let written = names.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
    let (mut people, unknown): (Vec<Item>, Vec<Item>) = written
        .map(|it| Item::Text(it.to_owned()))
        .partition(|it| standing.contains(it));
    if unknown.is_empty() {
        return Ok(people);
    }
    let set = Value::Set(unknown.into_iter().collect());
    let mut edits: Vec<Edit> = vec![(field.into(), Some(set))];
    let mut faults: Vec<FieldFault> = Vec::new();
    let reader = app.ledger()?.read();
    entries
        .names
        .resolve(&reader, kind, &mut edits, &mut faults)?;
    faults.retain(|it| it.severity == Severity::Error);
    if !faults.is_empty() {
        return Err(refused(kind, &faults));
    }
    for (_, value) in &edits {
        people.extend(people_in(value.as_ref()));
    }
    Ok(people)
}

/// Who is expected after this.
pub(super) fn expected(
    app: &mut App,
    entries: &mut Entries,
    field: (&RecordType, &str),
    request: &SetAttendance,
    before: &[Item],
) -> Result<Vec<Item>, UserError> {
    let mut expected = before.to_vec();
    if let Some(named) = &request.expected {
        // Who stands there by name alone is still expected.
        expected.retain(|it| matches!(it, Item::Text(_)));
        let names: Vec<&str> = named.iter().map(String::as_str).collect();
        for who in meant(app, entries, field, &names, before)? {
            if !expected.contains(&who) {
                expected.push(who);
            }
        }
    }
    let roll = Roll::call(app)?;
    let mut more = Vec::new();
    for group in &request.groups {
        more.extend(roll.of_group(app, group)?);
    }
    for level in &request.levels {
        more.extend(roll.of_level(level)?);
    }
    if request.everybody {
        more.extend(roll.members.iter().map(|it| it.id));
    }
    for who in more.into_iter().map(Item::Id) {
        if !expected.contains(&who) {
            expected.push(who);
        }
    }
    Ok(expected)
}

pub(super) fn not_expected(deputy: &str) -> UserError {
    UserError::new(
        ErrorCode::Invalid,
        format!("“{deputy}”不在应到代表里"),
        "请先把他加进应到代表",
    )
}

/// One of these words; nothing written means the first.
pub(super) fn state_among<'a>(written: &str, states: &[&'a str]) -> Result<&'a str, UserError> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(states[0]);
    }
    states
        .iter()
        .find(|it| **it == written)
        .copied()
        .ok_or_else(|| {
            UserError::new(
                ErrorCode::Invalid,
                format!("没有“{written}”这种出席情况"),
                format!("可选：{}", states.join("、")),
            )
        })
}
