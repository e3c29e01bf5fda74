//! What a judgement rests on and what it comes to.

use std::sync::Arc;

use chrono::{Datelike, Months, NaiveDate};

use crate::calendar::{Almanac, Unit};
use crate::inspection::{Objection, Virtue, objection};
use crate::record::{FieldKey, Need, RecordType, Row};
use crate::rules::{RuleKey, Rules};

/// The day, the year looked at, and the periods of the office.
#[derive(Clone, Debug)]
pub struct Judge {
    /// The day of the inspection.
    pub today: NaiveDate,
    /// The year whose books are looked at.
    pub year: i32,
    /// Who works when.
    pub almanac: Arc<Almanac>,
    /// The periods in force.
    pub rules: Rules,
}

/// A part of a year in which something is to happen once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// 第一季度, 上半年, 1—4月, 3月.
    pub title: String,
}

/// Findings and attachments of a record, as far as it is judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Traces {
    /// Something waits as 待核实.
    pub in_doubt: bool,
    /// Any file is attached.
    pub files: bool,
    /// The signed sheet is attached as a scan.
    pub scan: bool,
    /// A photo is attached.
    pub photo: bool,
}

/// An objection that holds against one thing.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// Which.
    pub objection: &'static Objection,
    /// What makes it so, e.g. the blank columns; empty where there is nothing to add.
    pub detail: String,
    /// Worth a look, and not counted against the share.
    pub advice: bool,
}

/// What was asked of one thing, and what was found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Verdict {
    asked: [bool; 3],
    /// The objections, in the order they were found.
    pub found: Vec<Found>,
}

impl Verdict {
    /// Asks for these virtues.
    #[must_use]
    pub fn asking(virtues: &[Virtue]) -> Self {
        let mut it = Self::default();
        for virtue in virtues {
            it.asked[*virtue as usize] = true;
        }
        it
    }

    /// Something that should be there and is not: it is asked for what it lacks.
    #[must_use]
    pub fn missing(objection: &'static Objection, detail: impl Into<String>) -> Self {
        let mut it = Self::asking(&[objection.virtue]);
        it.object(objection, detail);
        it
    }

    /// Whether the virtue is asked of this thing at all.
    #[must_use]
    pub fn asks(&self, virtue: Virtue) -> bool {
        self.asked[virtue as usize]
    }

    /// Whether the virtue is kept: nothing counted was found against it.
    #[must_use]
    pub fn keeps(&self, virtue: Virtue) -> bool {
        !self
            .found
            .iter()
            .any(|it| it.objection.virtue == virtue && !it.advice)
    }

    /// Raises an objection.
    pub fn object(&mut self, objection: &'static Objection, detail: impl Into<String>) {
        self.found.push(Found {
            objection,
            detail: detail.into(),
            advice: objection.advice,
        });
    }

    /// Makes what was found advice, where the rule behind it does not bind (参照).
    #[must_use]
    pub fn as_binding(mut self, judge: &Judge) -> Self {
        for found in &mut self.found {
            found.advice |= !judge.binds(found.objection);
        }
        self
    }

    /// Raises an objection where the condition holds.
    pub fn object_if(&mut self, holds: bool, objection: &'static Objection) {
        if holds {
            self.object(objection, "");
        }
    }

    /// What every record is asked: no blank columns, nothing in doubt. `known` columns have an
    /// objection of their own.
    pub(super) fn look_over(
        &mut self,
        kind: &RecordType,
        row: &Row,
        traces: Traces,
        known: &[&str],
    ) {
        let blank: Vec<&str> = kind
            .fields
            .iter()
            .filter(|it| it.need == Need::Expected && !it.hidden && it.has_column())
            .filter(|it| !known.contains(&it.key.as_str()))
            .filter(|it| row.get(kind, it.key.as_str()).is_none())
            .map(|it| it.label.as_str())
            .collect();
        if !blank.is_empty() {
            self.object(&objection::BLANK, blank.join("、"));
        }
        self.object_if(traces.in_doubt, &objection::IN_DOUBT);
    }
}

impl Judge {
    /// Whether the rule behind an objection binds; what rests on no rule does.
    #[must_use]
    pub fn binds(&self, objection: &Objection) -> bool {
        let rule = objection
            .rule
            .and_then(|key| self.rules.on(key, self.until()));
        rule.is_none_or(|it| it.binding)
    }

    /// Whether a period that began on a day is over.
    #[must_use]
    pub fn is_over(&self, key: RuleKey, from: NaiveDate) -> bool {
        self.rules
            .deadline(&self.almanac, key, from)
            .is_some_and(|it| it.due < self.today)
    }

    /// How many months lie between two occasions that a rule wants; 1 to 12.
    #[must_use]
    pub fn months(&self, key: RuleKey) -> u32 {
        let (first, _) = self.ends();
        let period = self.rules.period(key, first);
        let months = period.map_or(3, |(value, unit)| match unit {
            Unit::Month => value,
            Unit::Quarter => value.saturating_mul(3),
            // Offices that write 90日 or 65个工作日 mean a quarter.
            Unit::Day => value / 30,
            Unit::Workday => value / 21,
        });
        months.clamp(1, 12)
    }

    /// The first and the last day of the year looked at.
    #[must_use]
    pub fn ends(&self) -> (NaiveDate, NaiveDate) {
        let day = |month, day| NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or(self.today);
        (day(1, 1), day(12, 31))
    }

    /// The last day that can be judged: the year's, or today.
    #[must_use]
    pub fn until(&self) -> NaiveDate {
        self.ends().1.min(self.today)
    }

    /// The parts of the year in each of which a rule wants something once, up to the one that today
    /// lies in.
    #[must_use]
    pub fn stretches(&self, key: RuleKey) -> Vec<Stretch> {
        let months = self.months(key);
        let (mut from, last) = self.ends();
        let mut stretches = Vec::new();
        while from <= last && from <= self.today {
            let next = from
                .checked_add_months(Months::new(months))
                .filter(|it| it.year() == self.year);
            let to = next.and_then(|it| it.pred_opt()).unwrap_or(last);
            stretches.push(Stretch {
                from,
                to,
                title: title_of(months, from, to),
            });
            match next {
                Some(next) => from = next,
                None => break,
            }
        }
        stretches
    }

    /// How often something wanted once in each of these parts is due by today: the parts over.
    #[must_use]
    pub fn due_so_far(&self, key: RuleKey) -> usize {
        self.stretches(key)
            .iter()
            .filter(|it| it.to < self.today)
            .count()
    }
}

fn title_of(months: u32, from: NaiveDate, to: NaiveDate) -> String {
    match (months, from.month()) {
        (1, month) => format!("{month}月"),
        (3, 1) => "第一季度".into(),
        (3, 4) => "第二季度".into(),
        (3, 7) => "第三季度".into(),
        (3, 10) => "第四季度".into(),
        (6, 1) => "上半年".into(),
        (6, 7) => "下半年".into(),
        (12, _) => "全年".into(),
        (_, month) => format!("{month}—{}月", to.month()),
    }
}

/// The columns that a judgement reads: its own, the expected ones, and what the record is called.
#[must_use]
pub fn columns_for(kind: &RecordType, own: &[&str]) -> Vec<FieldKey> {
    let expected = kind
        .fields
        .iter()
        .filter(|it| it.need == Need::Expected && !it.hidden)
        .map(|it| it.key.clone());
    let mut keys: Vec<FieldKey> = own.iter().map(|key| FieldKey::from(*key)).collect();
    keys.push(kind.name_field.clone());
    keys.extend(kind.serial.iter().map(|it| it.field.clone()));
    keys.extend(expected);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(year: i32, today: &str) -> Judge {
        Judge {
            today: today.parse().unwrap(),
            year,
            almanac: Almanac::delivered().clone(),
            rules: Rules::default(),
        }
    }

    #[test]
    fn a_year_is_parted_as_the_rule_says_and_no_further_than_today() {
        let titles = |judge: &Judge| -> Vec<String> {
            let stretches = judge.stretches(RuleKey::GroupActivity);
            stretches.into_iter().map(|it| it.title).collect()
        };
        let under_way = judge(2026, "2026-08-03");
        assert_eq!(
            titles(&under_way),
            ["第一季度", "第二季度", "第三季度"],
            "the quarter that today lies in is the last"
        );
        assert_eq!(
            under_way.due_so_far(RuleKey::GroupActivity),
            2,
            "two are over"
        );
        let past = judge(2025, "2026-08-03");
        assert_eq!(titles(&past).len(), 4, "a past year is looked at whole");
        assert_eq!(past.due_so_far(RuleKey::GroupActivity), 4);
        assert_eq!(
            titles(&judge(2027, "2026-08-03")).len(),
            0,
            "nothing is due next year"
        );
        let mut beijing = judge(2026, "2026-08-03");
        beijing.rules = Rules::of_preset("北京");
        assert_eq!(
            titles(&beijing),
            ["上半年", "下半年"],
            "twice a year in Beijing"
        );
    }

    #[test]
    fn advice_is_named_and_harms_no_share() {
        let mut verdict = Verdict::asking(&[Virtue::Full]);
        verdict.object(&objection::NO_ORIGINAL, "");
        assert!(verdict.keeps(Virtue::Full), "advice alone harms nothing");
        verdict.object(&objection::BLANK, "地点");
        assert!(!verdict.keeps(Virtue::Full), "a blank column does");
        assert!(
            !verdict.asks(Virtue::Timely),
            "what is not asked is not counted"
        );
    }
}
