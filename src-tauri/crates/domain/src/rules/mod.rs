//! What law and practice count by, as data: periods, numbers of people, quorums, majorities, each with
//! its legal basis, the region in which it holds, whether it binds a township or is only followed
//! (参照), and the day from which it holds. What began earlier keeps the rule of its time.

mod amount;
mod columns;
mod key;
mod preset;
mod record;
mod rule;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::calendar::{Almanac, Deadline, Unit};

pub use amount::{Amount, Share};
pub use columns::RuleRecord;
pub use key::{Begin, RuleKey, RuleKind};
pub use preset::{Preset, preset_notes, preset_titles};
pub use record::{RULE, rule_type};
pub use rule::Rule;

/// Every rule in force for an office: a preset, and over it what the office changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Rules {
    preset: BTreeMap<RuleKey, Vec<Rule>>,
    own: BTreeMap<RuleKey, Vec<Rule>>,
}

impl Rules {
    /// The rules of a preset by its title; the national ones where it is not known.
    #[must_use]
    pub fn of_preset(title: &str) -> Self {
        Self {
            preset: Preset::titled(title).rules(),
            own: BTreeMap::new(),
        }
    }

    /// What an office changed.
    pub fn add(&mut self, key: RuleKey, rule: Rule) {
        self.own.entry(key).or_default().push(rule);
    }

    /// The rule that holds for what begins on a day: the office's own newest one, else the
    /// preset's newest, else the oldest known.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use domain::rules::{RuleKey, Rules};
    ///
    /// let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    /// let rules = Rules::of_preset("重庆");
    /// let rule = rules.on(RuleKey::Reply, on).unwrap();
    /// assert_eq!(rule.written(RuleKey::Reply), "2个月");
    /// ```
    #[must_use]
    pub fn on(&self, key: RuleKey, day: NaiveDate) -> Option<&Rule> {
        let newest = |rules: Option<&'_ Vec<Rule>>| -> Option<NaiveDate> {
            rules?
                .iter()
                .map(|it| it.from)
                .filter(|it| *it <= day)
                .max()
        };
        for rules in [self.own.get(&key), self.preset.get(&key)] {
            if let (Some(from), Some(rules)) = (newest(rules), rules) {
                return rules.iter().rev().find(|it| it.from == from);
            }
        }
        self.preset.get(&key)?.iter().min_by_key(|it| it.from)
    }

    /// The last day of a period that begins on a day.
    #[must_use]
    pub fn deadline(&self, almanac: &Almanac, key: RuleKey, from: NaiveDate) -> Option<Deadline> {
        let (value, unit) = self.period(key, from)?;
        Some(almanac.after(from, value, unit))
    }

    /// How long a period is for what begins on a day.
    #[must_use]
    pub fn period(&self, key: RuleKey, day: NaiveDate) -> Option<(u32, Unit)> {
        self.on(key, day)?.period()
    }

    /// The days of a period, for what is counted in days before an event: a month is 30, a
    /// quarter 90, a working day one.
    #[must_use]
    pub fn days(&self, key: RuleKey, day: NaiveDate) -> i64 {
        let (value, unit) = self.period(key, day).unwrap_or((0, Unit::Day));
        i64::from(value)
            * match unit {
                Unit::Day | Unit::Workday => 1,
                Unit::Month => 30,
                Unit::Quarter => 90,
            }
    }

    /// How many; 0 where the rule is of another kind.
    #[must_use]
    pub fn count(&self, key: RuleKey, day: NaiveDate) -> u32 {
        match self.on(key, day).map(|it| it.amount) {
            Some(Amount::Count(value) | Amount::Score(value)) => value,
            Some(Amount::Period(..) | Amount::Part(_) | Amount::Money(_)) | None => 0,
        }
    }

    /// Which part of a whole; more than a half where the rule is of another kind.
    #[must_use]
    pub fn part(&self, key: RuleKey, day: NaiveDate) -> Share {
        match self.on(key, day).map(|it| it.amount) {
            Some(Amount::Part(share)) => share,
            Some(Amount::Period(..) | Amount::Count(_) | Amount::Money(_) | Amount::Score(_))
            | None => Share::MoreThanHalf,
        }
    }

    /// By which law the rule of a day stands: 参照 is said where it does not bind.
    #[must_use]
    pub fn basis(&self, key: RuleKey, day: NaiveDate) -> String {
        self.on(key, day).map(Rule::cited).unwrap_or_default()
    }

    /// 3个月; empty where there is no such rule.
    #[must_use]
    pub fn written(&self, key: RuleKey, day: NaiveDate) -> String {
        self.on(key, day)
            .map(|it| it.written(key))
            .unwrap_or_default()
    }

    /// A text with the rules of a day in place of their keys.
    ///
    /// ```
    /// use domain::rules::Rules;
    /// let day = "2026-03-02".parse().unwrap();
    /// let text = Rules::default().fill("送达后 {petition_notice}（{petition_notice.basis}）", day);
    /// assert_eq!(text, "送达后 15日（信访工作条例第二十三条第二款、第三款）");
    /// ```
    #[must_use]
    pub fn fill(&self, text: &str, day: NaiveDate) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        let mut filled = text.to_owned();
        for key in RuleKey::ALL {
            let place = format!("{{{}}}", key.key());
            if filled.contains(&place) {
                filled = filled.replace(&place, &self.written(*key, day));
            }
            let place = format!("{{{}.basis}}", key.key());
            if filled.contains(&place) {
                filled = filled.replace(&place, &self.basis(*key, day));
            }
        }
        filled
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            preset: Preset::national().rules(),
            own: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests;
