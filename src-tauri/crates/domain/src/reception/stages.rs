//! The way of a reception day: 计划 → 已公告 → 已接待 → 已归档, or 取消.

use chrono::{Days, Months, NaiveDate};

use crate::calendar::{Almanac, Unit};
use crate::reception::{DayStage, ReceptionDay};
use crate::record::{FieldFault, Need, Reads, RecordType, Row};
use crate::rules::{RuleKey, Rules};
use crate::workflow::{Done, Fill, Refusal, Situation, Step, Workflow};

/// The last day on which a reception day is announced in time: by the days that its own
/// rule for reception days names, else by the office's period. A later notice is warned about,
/// and the step is not refused.
///
/// ```
/// use domain::calendar::Almanac;
/// use domain::reception::announce_by;
/// use domain::rules::Rules;
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
/// let by = |own| announce_by(&Rules::default(), Almanac::delivered(), own, day("2026-11-26"));
/// assert_eq!(by(None), day("2026-11-23"));
/// assert_eq!(by(Some(7)), day("2026-11-19"));
/// ```
#[must_use]
pub fn announce_by(
    rules: &Rules,
    almanac: &Almanac,
    own_days: Option<i64>,
    held_on: NaiveDate,
) -> NaiveDate {
    let own = own_days.map(|days| (u32::try_from(days).unwrap_or(0), Unit::Day));
    let period = own.or_else(|| rules.period(RuleKey::ReceptionNotice, held_on));
    let Some((value, unit)) = period else {
        return held_on;
    };
    let days_before = |days: u32| held_on.checked_sub_days(Days::new(u64::from(days)));
    let by = match unit {
        Unit::Day => days_before(value),
        Unit::Month => held_on.checked_sub_months(Months::new(value)),
        Unit::Quarter => held_on.checked_sub_months(Months::new(value.saturating_mul(3))),
        Unit::Workday => (0..=value.saturating_mul(4))
            .filter_map(days_before)
            .filter(|it| *it < held_on && almanac.is_workday(*it))
            .nth(
                usize::try_from(value)
                    .unwrap_or(usize::MAX)
                    .saturating_sub(1),
            ),
    };
    by.unwrap_or(held_on)
}

/// Where a day stands that no step has touched: visitors were received, or a notice was posted.
fn derive(kind: &RecordType, row: &Row) -> &'static str {
    let has = |key: &str| row.get(kind, key).is_some();
    if has(ReceptionDay::VISITORS.key()) || has(ReceptionDay::STATED_VISITORS.key()) {
        DayStage::Held.word()
    } else if has(ReceptionDay::NOTICE_ON.key()) {
        DayStage::Announced.word()
    } else {
        DayStage::Planned.word()
    }
}

/// The steps of a reception day.
pub(super) fn workflow() -> Workflow {
    let steps = vec![
        Step::new("announce", "公告")
            .from(&[DayStage::Planned, DayStage::Announced])
            .to(DayStage::Announced)
            .offers(ReceptionDay::NOTICE_ON.key(), Need::Blocking, Fill::Today)
            .asks(ReceptionDay::NOTICE_WAYS.key(), Need::Expected)
            .asks(ReceptionDay::NOTICE.key(), Need::Optional)
            .dated_by(ReceptionDay::NOTICE_ON.key())
            .warn(short_notice)
            .check(announced_before),
        Step::new("hold", "接待")
            .from(&[DayStage::Planned, DayStage::Announced])
            .to(DayStage::Held)
            .asks(ReceptionDay::DEPUTIES.key(), Need::Expected)
            .asks(ReceptionDay::RECORDER.key(), Need::Expected)
            .guard(not_ahead),
        Step::new("file", "归档")
            .from(&[DayStage::Held])
            .to(DayStage::Filed)
            .asks(ReceptionDay::ORIGINAL.key(), Need::Expected),
        Step::new("cancel", "取消这次接待")
            .from(&[DayStage::Planned, DayStage::Announced])
            .to(DayStage::Cancelled)
            .asks(ReceptionDay::CANCELLED_BECAUSE.key(), Need::Blocking)
            .guard(nobody_came),
    ];
    Workflow::over::<DayStage>(ReceptionDay::STAGE.key(), derive, steps)
}

fn short_notice(situation: &Situation<'_>) -> Vec<String> {
    let Some(held_on) = situation
        .read(ReceptionDay::HELD_ON)
        .and_then(|it| it.exact())
    else {
        return Vec::new();
    };
    let by = announce_by(situation.rules, situation.almanac, None, held_on);
    if situation.today <= by {
        return Vec::new();
    }
    vec![short_of_notice(situation.rules, situation.today, held_on)]
}

/// 离接待日只有 1 天，一般提前 3 日公告
#[must_use]
pub fn short_of_notice(rules: &Rules, posted: NaiveDate, held_on: NaiveDate) -> String {
    let usual = rules
        .on(RuleKey::ReceptionNotice, held_on)
        .map_or_else(String::new, |it| {
            format!("，一般提前 {}公告", it.written(RuleKey::ReceptionNotice))
        });
    let ahead = (held_on - posted).num_days().max(0);
    format!("离接待日只有 {ahead} 天{usual}")
}

fn announced_before(done: &Done<'_>) -> Vec<FieldFault> {
    let (Some(notice), Some(held)) = (
        done.read(ReceptionDay::NOTICE_ON),
        done.read(ReceptionDay::HELD_ON),
    ) else {
        return Vec::new();
    };
    let late = notice.first_day() > held.first_day();
    match done.before.kind.field(ReceptionDay::NOTICE_ON.key()) {
        Some(field) if late => vec![FieldFault::error(
            field,
            format!("公告日期{notice}晚于接待日{held}"),
            "请改成实际公告的日期",
        )],
        _ => Vec::new(),
    }
}

fn not_ahead(situation: &Situation<'_>) -> Result<(), Refusal> {
    match situation.read(ReceptionDay::HELD_ON) {
        Some(held) if held.first_day() > situation.today => Err(Refusal::guard(
            format!("接待日{held}还没有到"),
            "到了那一天再登记接待情况",
        )),
        _ => Ok(()),
    }
}

fn nobody_came(situation: &Situation<'_>) -> Result<(), Refusal> {
    let came = situation.row.read(situation.kind, ReceptionDay::VISITORS);
    match came {
        Some(count) if count > 0 => Err(Refusal::guard(
            format!("这一天已经登记了 {count} 人来访，不能取消"),
            "登记错了的，先作废那几条来访登记",
        )),
        _ => Ok(()),
    }
}
