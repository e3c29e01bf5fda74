//! What is wrong with a record as it would be saved.

use chrono::Datelike;
use domain::calendar::Today;
use domain::record::{
    Conflict, FieldFault, FieldKey, FieldType, RecordType, Row, Severity, Value, WrittenBy,
    validate,
};
use store::error::StoreFault;

use crate::records::completing::Lookup;
use crate::records::reading::Edit;

/// Offices plan no further ahead, in years: a term lasts five.
const PLANNED_AHEAD: i32 = 6;

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
    faults.extend(nameless(kind, before, row).filter(|it| {
        let known = faults.iter().any(|known| known.field == it.field);
        !known
    }));
    faults.extend(before_its_step(kind, before, row, edits));
    faults.extend(far_days(kind, edits, today));
    faults
}

/// Days whose year is most likely a slip of the keys (2062 for 2026). They are kept: a person looks.
fn far_days<'a>(
    kind: &'a RecordType,
    edits: &'a [Edit],
    today: &'a Today,
) -> impl Iterator<Item = FieldFault> + 'a {
    let latest = today.date.year() + PLANNED_AHEAD;
    edits.iter().filter_map(move |(key, value)| {
        let Some(Value::Date(day)) = value else {
            return None;
        };
        let field = kind.field(key.as_str())?;
        let year = day.year_part();
        (year > latest).then(|| FieldFault {
            field: field.key.clone(),
            reason: format!("“{}”写的是 {year} 年，离今天很远", field.label),
            hint: "请看看年份有没有写错".into(),
            severity: Severity::Warning,
        })
    })
}

/// A record is called by its name field, whether or not the type asks for it first of all.
fn nameless(kind: &RecordType, before: Option<&Row>, row: &Row) -> Option<FieldFault> {
    let name = kind.name_field.as_str();
    let had = before.is_none_or(|it| it.get(kind, name).is_some());
    let field = kind.field(name)?;
    (had && row.get(kind, name).is_none()).then(|| {
        let reason = format!("没有填“{}”", field.label);
        FieldFault::error(field, reason, format!("请先填“{}”", field.label))
    })
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
        .filter(|field| field.written_by == WrittenBy::StepFirst)
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

/// Fields that tell who somebody is and that two devices filled in differently: until somebody who
/// decides for the office has chosen, no other edit changes them.
pub(crate) fn frozen(
    look: &mut impl Lookup,
    kind: &RecordType,
    before: &Row,
    edits: &[Edit],
) -> Result<Vec<FieldFault>, StoreFault> {
    let identity = |(key, _): &&Edit| kind.conflict_of(key) == Conflict::Identity;
    let touched: Vec<&FieldKey> = edits.iter().filter(identity).map(|(key, _)| key).collect();
    if touched.is_empty() {
        return Ok(Vec::new());
    }
    let contested = look.contested(kind.key.as_str(), before.id)?;
    let doubtful = touched.into_iter().filter(|it| contested.contains(it));
    let fields = doubtful.filter_map(|it| kind.field(it.as_str()));
    Ok(fields
        .map(|field| {
            FieldFault::error(
                field,
                format!("“{}”有两种不同的填写，还没有裁定", field.label),
                "请先到“冲突裁定”里选定一个，或另写一个",
            )
        })
        .collect())
}

/// What contradicts the other rows inside the same record.
pub(crate) fn beside(
    look: &mut impl Lookup,
    kind: &RecordType,
    row: &Row,
) -> Result<Vec<FieldFault>, StoreFault> {
    let (Some(check), Some(link)) = (kind.check_beside, &kind.parent) else {
        return Ok(Vec::new());
    };
    let parent = row.get(kind, link.field.as_str()).and_then(Value::as_id);
    let kept = look.registry().get(kind.key.as_str()).cloned();
    let (Some(parent), Some(kept)) = (parent, kept) else {
        return Ok(Vec::new());
    };
    let others = look.inside(&kept, parent)?;
    Ok(check(kind, row, &others))
}

/// The fields whose value one record alone may hold: a person's identity number.
pub(crate) fn of_one_alone(kind: &RecordType) -> impl Iterator<Item = &FieldKey> {
    let alone = kind.matching.iter().filter_map(|key| match key.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    alone.filter(|only| {
        kind.field(only.as_str())
            .is_some_and(|it| it.field_type == FieldType::IdNumber)
    })
}

/// A value that one record alone may hold and that another has already.
pub(crate) fn taken(
    look: &mut impl Lookup,
    kind: &RecordType,
    row: &Row,
) -> Result<Option<FieldFault>, StoreFault> {
    for only in of_one_alone(kind) {
        let key = std::slice::from_ref(only);
        let rows = look.alike(kind.key.as_str(), key, row)?;
        if let Some(other) = rows.iter().find(|it| it.id != row.id && it.is_live()) {
            return Ok(borne_by(kind, only, &kind.name_of(other)));
        }
    }
    Ok(None)
}

/// The refusal of a value that another record has.
pub(crate) fn borne_by(kind: &RecordType, key: &FieldKey, name: &str) -> Option<FieldFault> {
    let field = kind.field(key.as_str())?;
    Some(FieldFault::error(
        field,
        format!("这个{}已经登记在“{name}”名下", field.label),
        "请核对号码；是同一个人的，请打开原来那条登记修改，不用再登记一次",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::activity::Activity;
    use domain::dates::PartialDate;

    #[test]
    fn a_year_that_was_mistyped_is_asked_about_and_kept() {
        let kind = domain::types()
            .into_iter()
            .find(|it| it.key.as_str() == domain::activity::ACTIVITY)
            .expect("activities are kept");
        let today = Today::of(NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"));
        let said = |year: i32| {
            let day = PartialDate::day(year, 3, 1).map(Value::Date);
            let edits = vec![(Activity::HELD_ON.key().into(), day)];
            far_days(&kind, &edits, &today).collect::<Vec<_>>()
        };
        assert!(said(2026).is_empty() && said(2032).is_empty());
        let faults = said(2062);
        assert!(faults[0].reason.contains("2062"));
        assert_eq!(faults[0].severity, Severity::Warning, "it is kept");
    }
}
