//! An item of what is to be done: what its day and words are reckoned from.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::{Almanac, Deadline};
use domain::inspection::Judge;
use domain::matter::{Light, left_in_words, light};
use domain::record::RecordId;
use domain::rules::{RuleKey, Rules};

use crate::periods::{almanac, rules};
use crate::session::App;
use crate::wire::{DueItem, Target, UserError};

/// What every source needs: the day, who works when, which periods hold.
pub(crate) struct DueOn {
    pub(crate) today: NaiveDate,
    pub(crate) almanac: Arc<Almanac>,
    pub(crate) rules: Rules,
}

impl DueOn {
    pub(crate) fn of(app: &mut App) -> Result<Self, UserError> {
        Ok(Self {
            today: app.today(),
            almanac: almanac(app)?,
            rules: rules(app)?,
        })
    }

    /// What an inspection of a year rests on.
    pub(super) fn judge(&self, year: i32) -> Judge {
        Judge {
            today: self.today,
            year,
            almanac: self.almanac.clone(),
            rules: self.rules.clone(),
        }
    }

    /// The days of a rule that says how long before something is listed.
    pub(super) fn days(&self, key: RuleKey) -> i64 {
        self.rules.days(key, self.today)
    }

    /// An item with its light and words.
    pub(crate) fn item(
        &self,
        register: &str,
        id: RecordId,
        title: String,
        sort: &str,
        deadline: &Deadline,
    ) -> DueItem {
        let due = deadline.due;
        let level = match light(self.today, due, self.days(RuleKey::Warning)) {
            Light::Red => "red",
            Light::Yellow => "yellow",
            Light::Green => "green",
        };
        DueItem {
            register: register.into(),
            id: id.to_string(),
            title,
            sort: sort.into(),
            due: Some(due.to_string()),
            days_left: Some((due - self.today).num_days()),
            words: left_in_words(&self.almanac, self.today, due),
            level: level.into(),
            unrolled: deadline.moved_from().map(|it| it.to_string()),
            remark: remark_of(deadline),
            ..DueItem::default()
        }
    }
}

/// What is said beside a deadline: that a holiday moved it, that a year's holidays are not known.
fn remark_of(deadline: &Deadline) -> Option<String> {
    let said: Vec<String> = deadline
        .moved_in_words()
        .into_iter()
        .chain(deadline.remark())
        .collect();
    (!said.is_empty()).then(|| said.join("；"))
}

impl DueItem {
    /// Something without a day: a list to look through.
    pub(crate) fn note(sort: &str, title: impl Into<String>) -> Self {
        Self {
            sort: sort.into(),
            title: title.into(),
            level: "note".into(),
            ..Self::default()
        }
    }

    /// Something that wants doing by a day of the calendar; listed from now on.
    pub(crate) fn by(
        sort: &str,
        title: impl Into<String>,
        due: NaiveDate,
        today: NaiveDate,
    ) -> Self {
        let days = (due - today).num_days();
        let (words, level) = match days {
            ..0 => (format!("已逾期 {} 天", -days), "red"),
            0 => ("今天到期".into(), "yellow"),
            _ => (format!("还有 {days} 天"), "yellow"),
        };
        Self {
            due: Some(due.to_string()),
            days_left: Some(days),
            words,
            level: level.into(),
            ..Self::note(sort, title)
        }
    }

    /// Opens this record.
    #[must_use]
    pub(crate) fn opens(mut self, register: &str, id: impl std::fmt::Display) -> Self {
        self.register = register.into();
        self.id = id.to_string();
        self
    }

    /// Leads to this.
    #[must_use]
    pub(crate) fn leads_to(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// May be put off under this name.
    #[must_use]
    pub(crate) fn later(mut self, name: &str) -> Self {
        self.later = name.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_decides_how_urgent_something_is() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let item = |due: &str| DueItem::by("备份", "U 盘", day(due), day("2026-11-21"));
        assert_eq!(item("2026-11-20").level, "red", "yesterday is late");
        assert_eq!(
            item("2026-11-21").words,
            "今天到期",
            "today is not late yet"
        );
        assert_eq!(item("2026-11-26").words, "还有 5 天");
    }
}
