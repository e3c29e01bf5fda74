//! Last month's plan again.

use domain::dates::PartialDate;
use domain::operation::Operation;
use domain::plan::{PLAN, TASK, TaskState, month_of};
use domain::record::{FieldKey, Item, RecordId, Row, Value};

use crate::books::roll::{kind, live};
use crate::records::Entries;
use crate::records::reading::filled;
use crate::session::App;
use crate::wire::{CopiedPlan, CopyPlan, ErrorCode, UserError};

/// What a copied task takes along; how it went stays behind.
const TAKEN: [&str; 7] = [
    "title",
    "turn",
    "station",
    "standard",
    "deputies",
    "responsible",
    "partners",
];

pub(crate) fn copy_plan(app: &mut App, request: CopyPlan) -> Result<CopiedPlan, UserError> {
    let plans = kind(app, PLAN)?;
    let tasks = kind(app, TASK)?;
    let plan = live(app, PLAN, &request.plan)?;
    let from = plan
        .get(&plans, "month")
        .and_then(Value::as_date)
        .and_then(month_of);
    let Some(from) = from else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这份计划没有写月份",
            "请先填上年月",
        ));
    };
    let to = match request
        .month
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        Some(written) => match domain::dates::parse_written(written) {
            Ok(domain::dates::WrittenDate::Full(date)) => month_of(date),
            _ => None,
        }
        .ok_or_else(|| {
            UserError::new(
                ErrorCode::Invalid,
                format!("“{written}”不是月份"),
                "请填如 2026年4月",
            )
        })?,
        None => later(from, 1).unwrap_or(from),
    };
    if to == from {
        return Err(UserError::new(
            ErrorCode::Invalid,
            format!("{}就是这份计划自己的月份", from.written()),
            "请选另一个月份",
        ));
    }
    let station = plan.get(&plans, "station").cloned();
    let ledger = app.ledger()?;
    let standing = ledger.read().with(PLAN, "month", &Value::Date(to))?;
    let known = standing
        .into_iter()
        .find(|row| row.is_live() && row.get(&plans, "station").cloned() == station);
    let there: Vec<Row> = match &known {
        Some(row) => ledger.read().children(&tasks, row.id)?,
        None => Vec::new(),
    };
    let is_there = |row: &Row| {
        there
            .iter()
            .any(|it| it.is_live() && it.get(&tasks, "title") == row.get(&tasks, "title"))
    };
    let mut copied: Vec<Vec<(FieldKey, Value)>> = Vec::new();
    let mut carried_over = 0;
    let by = months_between(from, to);
    let mut rows = ledger.read().children(&tasks, plan.id)?;
    rows.sort_by_key(|row| row.get(&tasks, "turn").and_then(Value::as_int));
    for row in rows.iter().filter(|row| row.is_live() && !is_there(row)) {
        let state = row.get(&tasks, "state").and_then(Value::as_text);
        if state == Some("取消") {
            continue;
        }
        if state != Some("已完成") {
            carried_over += 1;
        }
        copied.push(task(&tasks, row, by));
    }
    let operation = app.operation(Operation::CopyPlan {
        from: &from.written(),
        to: &to.written(),
    })?;
    let made = u32::try_from(copied.len()).unwrap_or(u32::MAX);
    let mut entries = Entries::open(app)?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let id: RecordId = match &known {
            Some(row) => row.id,
            None => {
                let mut values = vec![("month".into(), Value::Date(to))];
                values.extend(station.map(|it| (FieldKey::from("station"), it)));
                entries.put(tx, PLAN, None, filled(values))?
            }
        };
        for mut values in copied {
            values.push(("plan".into(), Value::Ref(Item::Id(id))));
            entries.put(tx, TASK, None, filled(values))?;
        }
        Ok(id)
    })?;
    Ok(CopiedPlan {
        id: committed.value.to_string(),
        month: to.to_string(),
        tasks: made,
        carried_over,
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

fn task(kind: &domain::record::RecordType, row: &Row, by: i32) -> Vec<(FieldKey, Value)> {
    let mut values: Vec<(FieldKey, Value)> = TAKEN
        .iter()
        .filter_map(|key| {
            row.get(kind, key)
                .map(|it| (FieldKey::from(*key), it.clone()))
        })
        .collect();
    for key in ["begins_on", "due_on"] {
        let moved = row
            .get(kind, key)
            .and_then(Value::as_date)
            .and_then(|it| later(it, by));
        values.extend(moved.map(|it| (FieldKey::from(key), Value::Date(it))));
    }
    values.push((
        "state".into(),
        Value::Text(TaskState::NotBegun.word().into()),
    ));
    values
}

fn months_between(from: PartialDate, to: PartialDate) -> i32 {
    let months = |it: PartialDate| it.year_part() * 12 + i32::from(it.month_part().unwrap_or(1));
    months(to) - months(from)
}

/// The same day so many months later; the last day where that month is shorter.
fn later(date: PartialDate, by: i32) -> Option<PartialDate> {
    let months = date.year_part() * 12 + i32::from(date.month_part()?) - 1 + by;
    let (year, month) = (
        months.div_euclid(12),
        u8::try_from(months.rem_euclid(12) + 1).ok()?,
    );
    match date.day_part() {
        None => PartialDate::month(year, month),
        Some(day) => (28..=day)
            .rev()
            .chain([day.min(28)])
            .find_map(|day| PartialDate::day(year, month, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_move_by_whole_months() {
        for (from, by, to) in [
            ("2026-03-31", 1, "2026-04-30"),
            ("2026-01-30", 1, "2026-02-28"),
            ("2025-12-15", 1, "2026-01-15"),
            ("2026-03-05", 12, "2027-03-05"),
            ("2026-12", 1, "2027-01"),
            ("2026-03-31", -1, "2026-02-28"),
        ] {
            let moved = PartialDate::parse_iso(from).and_then(|it| later(it, by));
            assert_eq!(moved, PartialDate::parse_iso(to), "{from} by {by}");
        }
    }
}
