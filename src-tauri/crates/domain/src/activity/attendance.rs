//! Who was there. Everybody expected was, unless a row says otherwise: only exceptions and what
//! somebody said are written down, as attendance sheets are read.

use std::collections::{BTreeMap, BTreeSet};

use crate::activity::{ACTIVITY, ATTENDANCE, Activity, Attendance, AttendanceState};
use crate::amounts::Hours;
use crate::dates::PartialDate;
use crate::record::{Column, Field, FieldKey, FieldType, Item, ParentLink, RecordType, Row, Value};
use crate::roster::DEPUTY;

/// Whether a state counts as being there: late and early leavers were.
#[must_use]
pub fn is_present(state: &str) -> bool {
    AttendanceState::of_word(state).is_none_or(AttendanceState::is_present)
}

/// Who was not there, of rows of attendance in the order they were written: activity, deputy, state.
/// The last word about somebody at an activity stands, and no word is 出席.
pub fn away<A, D>(
    rows: impl IntoIterator<Item = (A, D, Option<String>)>,
) -> std::collections::BTreeSet<(A, D)>
where
    A: Ord,
    D: Ord,
{
    let mut away = std::collections::BTreeSet::new();
    for (activity, deputy, state) in rows {
        if is_present(state.as_deref().unwrap_or(AttendanceState::Present.word())) {
            away.remove(&(activity, deputy));
        } else {
            away.insert((activity, deputy));
        }
    }
    away
}

/// Attendance of one deputy at one activity, where there is something to say about it.
#[must_use]
pub fn attendance_type() -> RecordType {
    let mut it = RecordType::new(
        ATTENDANCE,
        "签到",
        vec![
            Field::to("deputy", "代表", DEPUTY)
                .blocking()
                .open()
                .width(22.0),
            Field::to("activity", "活动", ACTIVITY).open(),
            Field::choice("state", "出席情况", &AttendanceState::WORDS)
                .open()
                .choice_aliases(&[
                    ("批准请假", "请假"),
                    ("未到", "缺席"),
                    ("到会", "出席"),
                    ("实到", "出席"),
                ])
                .width(18.0),
            Field::new("signed_at", "签到时间", FieldType::Time),
            Field::choice("way", "签到方式", &["手签", "扫码", "代录"]),
            Field::text("reason", "请假原因")
                .aliases(&["原因"])
                .width(30.0),
            Field::text("approver", "批准人"),
            Field::new("speech", "发言要点", FieldType::LongText)
                .hint("发言的记在这里；没有发言的不用填"),
        ],
    );
    it.parent = Some(ParentLink {
        kind: Some(ACTIVITY.into()),
        field: "activity".into(),
    });
    it
}

/// How many were there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// 应到
    pub expected: u32,
    /// 实到, with those who came late or left early.
    pub present: u32,
    /// 请假
    pub on_leave: u32,
    /// 缺席
    pub absent: u32,
}

impl Tally {
    /// 出席率 in hundredths of one per cent; `None` where nobody was expected.
    #[must_use]
    pub fn rate(&self) -> Option<i64> {
        (self.expected > 0).then(|| share(i64::from(self.present), i64::from(self.expected)))
    }
}

/// A part of a whole that is not nothing, in hundredths of one per cent, rounded.
fn share(part: i64, whole: i64) -> i64 {
    (part * 10_000 + whole / 2) / whole
}

/// Counts attendance from who was expected and the exceptions. A deputy with several rows counts
/// by the last one; rows about somebody who was not expected do not count.
#[must_use]
pub fn tally<D: Ord>(expected: &[D], exceptions: &[(D, &str)]) -> Tally {
    let states: BTreeMap<&D, &str> = exceptions.iter().map(|(who, it)| (who, *it)).collect();
    let mut tally = Tally {
        expected: u32::try_from(expected.len()).unwrap_or(u32::MAX),
        ..Tally::default()
    };
    for deputy in expected {
        let state = states
            .get(deputy)
            .copied()
            .unwrap_or(AttendanceState::Present.word());
        if is_present(state) {
            tally.present += 1;
        } else if state == AttendanceState::OnLeave.word() {
            tally.on_leave += 1;
        } else {
            tally.absent += 1;
        }
    }
    tally
}

/// Half days that an activity took, for allowances (误工补贴, 代表法第41条).
///
/// `None` where its day is not known.
#[must_use]
pub fn half_days_of(kind: &RecordType, activity: &Row) -> Option<i64> {
    let date = |column: Column<PartialDate>| activity.read(kind, column).and_then(|it| it.exact());
    let from = date(Activity::HELD_ON)?;
    let hours = activity
        .read(kind, Activity::HOURS)
        .and_then(|it| Hours::parse(it).ok());
    match date(Activity::ENDED_ON) {
        Some(to) if to > from => Some(((to - from).num_days() + 1) * 2),
        _ => Some(hours.map_or(1, |it| it.half_days().into())),
    }
}

/// 请假 and 缺席 of an activity, from its exceptions: of those expected, where they are named.
pub(super) fn count_exceptions(
    activity: (&RecordType, &Row),
    kind: &RecordType,
    rows: &[Row],
) -> Vec<(FieldKey, Value)> {
    let said: Vec<(&Item, &str)> = rows
        .iter()
        .filter_map(|row| {
            let Some(Value::Ref(deputy)) = row.of(kind, Attendance::DEPUTY) else {
                return None;
            };
            let state = row.of(kind, Attendance::STATE).and_then(Value::as_text);
            Some((deputy, state.unwrap_or(AttendanceState::Present.word())))
        })
        .collect();
    let expected: Vec<&Item> = match activity.1.get(activity.0, "expected") {
        Some(Value::Set(items)) => items.iter().collect(),
        _ => said
            .iter()
            .map(|(deputy, _)| *deputy)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    };
    let counted = tally(&expected, &said);
    [("on_leave", counted.on_leave), ("absent", counted.absent)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| (FieldKey::from(key), Value::Int(count.into())))
        .collect()
}

/// 应到 and 实到; an old book may tell no more than who came.
fn counts(kind: &RecordType, row: &Row) -> Option<(Option<i64>, i64)> {
    let count = |column: Column<i64>| row.read(kind, column);
    match row.of(kind, Activity::EXPECTED) {
        Some(Value::Set(items)) => {
            let expected = i64::try_from(items.iter().filter(|it| is_somebody(it)).count())
                .unwrap_or(i64::MAX);
            let away =
                count(Activity::ON_LEAVE).unwrap_or(0) + count(Activity::ABSENT).unwrap_or(0);
            Some((Some(expected), (expected - away).max(0)))
        }
        _ => {
            let present = count(Activity::STATED_PRESENT)?;
            Some((count(Activity::STATED_EXPECTED), present))
        }
    }
}

fn is_somebody(item: &Item) -> bool {
    match item {
        Item::Id(_) => true,
        Item::Text(text) => !text.is_empty(),
    }
}

/// 实到代表数: those expected less those away; of an old book the number written there.
pub(super) fn present_column(kind: &RecordType, row: &Row) -> Option<Value> {
    counts(kind, row).map(|(_, present)| Value::Int(present))
}

/// 出席率; none where it is not known how many were expected.
pub(super) fn rate_column(kind: &RecordType, row: &Row) -> Option<Value> {
    let (Some(expected), present) = counts(kind, row)? else {
        return None;
    };
    (expected > 0).then(|| Value::Int(share(present, expected)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::activity_type;
    use crate::record::RecordId;

    #[test]
    fn everybody_expected_was_there_but_for_the_exceptions() {
        let deputies: Vec<RecordId> = (0..10).map(|_| RecordId::new()).collect();
        let stranger = RecordId::new();
        let exceptions = [
            (deputies[0], "请假"),
            (deputies[1], "缺席"),
            (deputies[2], "迟到"),
            (deputies[3], "请假"),
            (deputies[3], "出席"),
            (stranger, "缺席"),
        ];
        let counted = tally(&deputies, &exceptions);
        assert_eq!(
            counted,
            Tally {
                expected: 10,
                present: 8,
                on_leave: 1,
                absent: 1
            },
            "counted"
        );
        assert_eq!(counted.rate(), Some(8_000), "late ones were there");
        assert_eq!(
            tally::<RecordId>(&[], &[]).rate(),
            None,
            "nobody expected, no rate"
        );
    }

    #[test]
    fn an_activity_takes_half_days_by_its_hours_or_whole_days_by_its_dates() {
        let kind = activity_type();
        let mut row = Row::empty(RecordId::new(), &kind);
        assert_eq!(half_days_of(&kind, &row), None, "no day, no allowance");
        let date = |day| PartialDate::day(2026, 3, day).map(Value::Date);
        row.put(&kind, &"held_on".into(), date(3));
        assert_eq!(
            half_days_of(&kind, &row),
            Some(1),
            "a morning unless more is written"
        );
        row.put(&kind, &"hours".into(), Some(Value::Text("全天".into())));
        assert_eq!(half_days_of(&kind, &row), Some(2), "a day");
        row.put(&kind, &"ended_on".into(), date(5));
        assert_eq!(half_days_of(&kind, &row), Some(6), "three days");
    }

    #[test]
    fn numbers_of_an_old_book_stand_where_there_are_no_names() {
        let kind = activity_type();
        let mut row = Row::empty(RecordId::new(), &kind);
        assert_eq!(present_column(&kind, &row), None, "nothing is known");
        row.put(&kind, &"stated_present".into(), Some(Value::Int(15)));
        assert_eq!(
            present_column(&kind, &row),
            Some(Value::Int(15)),
            "as written"
        );
        assert_eq!(
            rate_column(&kind, &row),
            None,
            "nobody knows how many were expected"
        );
        row.put(&kind, &"stated_expected".into(), Some(Value::Int(20)));
        assert_eq!(
            rate_column(&kind, &row),
            Some(Value::Int(7_500)),
            "three quarters"
        );
    }
}
