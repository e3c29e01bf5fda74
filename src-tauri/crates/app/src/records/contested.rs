//! What stands beside each other in a record, as people read it: each value with who wrote it, when,
//! on which device and in which operation, and what was there before.

use chrono::NaiveDate;
use domain::record::{
    ConflictId, DeviceId, Field, FieldKey, FieldType, Life, RecordType, Rival, Row, Value,
    WrittenBy,
};
use similar::{Algorithm, ChangeTag, TextDiff};
use store::ledger::{Ledger, Writing};

use crate::naming::NameBook;
use crate::records::contest::sort_of;
use crate::records::histories::{device_name, who, written_at};
use crate::session::App;
use crate::wire::{
    ContestSort, ContestedField, ContestedValue, ErrorCode, Right, TextPart, UserError,
};

/// A device whose clock shows an earlier day than this lost its battery.
const EARLIEST: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 1, 1);
/// Clocks of two devices differ by less than this, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Takes the record as it stands, or as it was voided.
pub(crate) const KEEP: u32 = 1;
pub(crate) const VOID: u32 = 2;

/// Whether the person at the keyboard may decide a question of this sort.
///
/// # Errors
/// Whoever may not is told who may.
pub(crate) fn check_may_decide(
    app: &mut App,
    sort: ContestSort,
    label: &str,
) -> Result<(), UserError> {
    app.check_role(Right::Write)?;
    if !matches!(sort, ContestSort::Void | ContestSort::Identity) {
        return Ok(());
    }
    app.check_role(Right::Decide)
        .map_err(|error| match error.code {
            ErrorCode::Precondition => UserError::new(
                ErrorCode::Precondition,
                format!("“{label}”要由审核或主席裁定"),
                error.hint.unwrap_or_default(),
            ),
            _ => error,
        })
}

/// Everything that stands beside the values of a record.
pub(crate) fn contested_fields(
    app: &mut App,
    kind: &RecordType,
    row: &Row,
) -> Result<Vec<ContestedField>, UserError> {
    let mut contested = app.ledger()?.read().conflicts(kind.key.as_str(), row.id)?;
    // That a voided record has two reasons stands in its history.
    contested.retain(|(field, _)| *field != *Life::VOID);
    told(app, kind, row, &contested)
}

/// The same of what a list has found already.
pub(crate) fn told(
    app: &mut App,
    kind: &RecordType,
    row: &Row,
    contested: &[(FieldKey, Vec<Rival>)],
) -> Result<Vec<ContestedField>, UserError> {
    let now = app.now().and_utc().timestamp_millis();
    let mut fields = Vec::new();
    for (key, rivals) in contested {
        let sort = sort_of(kind, row, key, rivals);
        let ledger: &Ledger = app.ledger()?;
        let teller = Teller {
            ledger,
            book: NameBook::new(ledger.read()),
            kind,
            now,
        };
        let mut field = match sort {
            ContestSort::Void => teller.dispute(row, key)?,
            _ => teller.contest(row, key, sort)?,
        };
        field.forbidden = check_may_decide(app, sort, &field.label)
            .err()
            .map(|it| it.message);
        fields.push(field);
    }
    fields.sort_by_key(|it| it.sort);
    Ok(fields)
}

struct Teller<'a> {
    ledger: &'a Ledger,
    book: NameBook<'a>,
    kind: &'a RecordType,
    now: i64,
}

impl Teller<'_> {
    fn contest(
        &self,
        row: &Row,
        key: &FieldKey,
        sort: ContestSort,
    ) -> Result<ContestedField, UserError> {
        let contest = self.ledger.contest(self.kind.key.as_str(), row.id, key)?;
        let field = self.kind.field(key.as_str());
        let mut values: Vec<(Option<Value>, ContestedValue)> = Vec::new();
        for writing in contest.writings {
            let side = writing.device.0.simple().to_string();
            if let Some((_, known)) = values.iter_mut().find(|(it, _)| *it == writing.value) {
                if !known.sides.contains(&side) {
                    known.sides.push(side);
                }
                continue;
            }
            let take = u32::try_from(values.len())
                .unwrap_or(u32::MAX)
                .saturating_add(1);
            let text = self.text(field, writing.value.as_ref());
            let told = self.value(take, text, &writing)?;
            values.push((writing.value, told));
        }
        let mut values: Vec<ContestedValue> = values.into_iter().map(|(_, it)| it).collect();
        if field.is_some_and(|it| matches!(it.field_type, FieldType::LongText)) {
            compare(&mut values);
        }
        let before = contest.before.as_ref();
        Ok(ContestedField {
            id: ConflictId::of(row.id, key.as_str()).to_string(),
            field: key.to_string(),
            label: match field {
                Some(field) => field.label.clone(),
                None => key.to_string(),
            },
            sort,
            values,
            before: before.map_or_else(String::new, |it| self.text(field, Some(it))),
            writable: field.is_some_and(|it| {
                let stepped = it.written_by == WrittenBy::StepOnly;
                it.is_editable() && !it.hidden && !stepped
            }),
            forbidden: None,
        })
    }

    fn dispute(&self, row: &Row, key: &FieldKey) -> Result<ContestedField, UserError> {
        let dispute = self
            .ledger
            .dispute(self.kind.key.as_str(), row.id, key.as_str())?;
        let made = *key == *Life::RETRACTION_DISPUTED;
        let mut edited: Vec<String> = Vec::new();
        for writing in dispute.beside.iter().filter(|it| !Life::is_mark(&it.field)) {
            if let Some(field) = self
                .kind
                .field(writing.field.as_str())
                .filter(|it| !it.hidden)
            {
                let text = self.text(Some(field), writing.value.as_ref());
                let said = format!("{} → {text}", field.label);
                if !edited.contains(&said) {
                    edited.push(said);
                }
            }
        }
        let keep = match (edited.is_empty(), made) {
            (false, _) => format!("保留，另一方修改了：{}", edited.join("；")),
            (true, true) => "保留，另一方没有撤销新增".into(),
            (true, false) => "保留，另一方没有作废".into(),
        };
        let reason = dispute.set.first().and_then(|it| it.value.as_ref());
        let void = match (made, reason.and_then(Value::as_text)) {
            (true, _) => "作废，一方撤销了这条的新增".to_owned(),
            (false, reason) => format!("作废：{}", reason.unwrap_or_default()),
        };
        let mut values = Vec::new();
        for (take, text, writings) in [(KEEP, keep, &dispute.beside), (VOID, void, &dispute.set)] {
            let Some(newest) = writings.iter().max_by_key(|it| it.operation.wall_ms) else {
                continue;
            };
            let mut told = self.value(take, text, newest)?;
            told.sides = sides(writings.iter().map(|it| it.device));
            values.push(told);
        }
        Ok(ContestedField {
            id: ConflictId::of(row.id, key.as_str()).to_string(),
            field: key.to_string(),
            label: if made {
                "一方撤销新增、一方修改"
            } else {
                "一方作废、一方修改"
            }
            .into(),
            sort: ContestSort::Void,
            values,
            before: String::new(),
            writable: false,
            forbidden: None,
        })
    }

    fn value(&self, take: u32, value: String, by: &Writing) -> Result<ContestedValue, UserError> {
        Ok(ContestedValue {
            take,
            value,
            parts: Vec::new(),
            who: who(self.ledger, &by.operation)?,
            when: written_at(by.operation.wall_ms),
            clock_doubted: self.doubts_clock(by),
            device: device_name(self.ledger, Some(by.device)),
            sides: sides([by.device]),
            title: by.operation.title.clone(),
            source: by.operation.source.title().into(),
        })
    }

    fn text(&self, field: Option<&Field>, value: Option<&Value>) -> String {
        match (field, value) {
            (_, None) => "（空）".into(),
            (Some(field), value) => self.book.shown(field, value),
            (None, Some(value)) => value.as_text().unwrap_or_default().to_owned(),
        }
    }

    /// Whether the time that stands at a value cannot be right: before there was such a program,
    /// tomorrow, or before what its writer had seen.
    fn doubts_clock(&self, by: &Writing) -> bool {
        let wrote = by.operation.wall_ms;
        let earliest = EARLIEST.and_then(|it| it.and_hms_opt(0, 0, 0));
        let earliest = earliest.map_or(0, |it| it.and_utc().timestamp_millis());
        let latest = self.now.saturating_add(DAY);
        let seen = by.seen_ms.iter().filter(|it| **it <= latest).max();
        wrote < earliest || wrote > latest || seen.is_some_and(|it| wrote < it - DAY)
    }
}

fn sides(devices: impl IntoIterator<Item = DeviceId>) -> Vec<String> {
    let mut sides: Vec<String> = Vec::new();
    for device in devices {
        let side = device.0.simple().to_string();
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    sides
}

/// Marks in each text what the first does not have, and in the first what the second does not.
fn compare(values: &mut [ContestedValue]) {
    let Some((first, others)) = values.split_first_mut() else {
        return;
    };
    for other in others {
        let diff = TextDiff::configure()
            .algorithm(Algorithm::Patience)
            .timeout(std::time::Duration::from_millis(200))
            .diff_chars(&first.value, &other.value);
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        for change in diff.iter_all_changes() {
            let text = change.value();
            match change.tag() {
                ChangeTag::Equal => {
                    add(&mut mine, text, false);
                    add(&mut theirs, text, false);
                }
                ChangeTag::Delete => add(&mut mine, text, true),
                ChangeTag::Insert => add(&mut theirs, text, true),
            }
        }
        if first.parts.is_empty() {
            first.parts = mine;
        }
        other.parts = theirs;
    }
}

fn add(parts: &mut Vec<TextPart>, text: &str, differs: bool) {
    match parts.last_mut().filter(|it| it.differs == differs) {
        Some(last) => last.text.push_str(text),
        None => parts.push(TextPart {
            text: text.to_owned(),
            differs,
        }),
    }
}
