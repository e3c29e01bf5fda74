//! What is to be done: deadlines, lists to look through, things put off. One list of sources, each
//! looking over its own records for a day; nothing of it is kept.

mod books;
mod copy;
mod deputies;
mod matters;
mod meetings;
mod proxies;
mod put_off;
mod term;
mod unsettled;

use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::{Almanac, Deadline};
use domain::inspection::Judge;
use domain::matter::{Light, left_in_words, light};
use domain::record::RecordId;
use domain::rules::{RuleKey, Rules};

use crate::periods::{almanac, rules};
use crate::session::App;
use crate::wire::{DueItem, DueItems, Nothing, UserError};

/// What every source needs: the day, who works when, which periods hold.
pub(crate) struct DueOn {
    pub(crate) today: NaiveDate,
    pub(crate) almanac: Arc<Almanac>,
    pub(crate) rules: Rules,
}

/// Looks over one sort of records.
type Source = fn(&mut App, &DueOn, &mut Vec<DueItem>) -> Result<(), UserError>;

/// Every source.
const SOURCES: &[Source] = &[
    matters::matters,
    matters::promises,
    matters::relapsed,
    proxies::due,
    books::reception_days,
    books::tasks,
    meetings::presidium,
    meetings::congress,
    deputies::due,
    copy::due,
    term::due,
    unsettled::due,
    put_off::due,
];

/// What says until when a reminder is put off is remembered under names that begin like this.
pub(crate) const LATER: &str = "later.";

impl DueOn {
    pub(crate) fn of(app: &mut App) -> Result<Self, UserError> {
        Ok(Self {
            today: app.today(),
            almanac: almanac(app)?,
            rules: rules(app)?,
        })
    }

    /// What an inspection of a year rests on.
    fn judge(&self, year: i32) -> Judge {
        Judge {
            today: self.today,
            year,
            almanac: self.almanac.clone(),
            rules: self.rules.clone(),
        }
    }

    /// The days of a rule that says how long before something is listed.
    fn days(&self, key: RuleKey) -> i64 {
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
pub(crate) fn remark_of(deadline: &Deadline) -> Option<String> {
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

    /// Opens this page.
    #[must_use]
    pub(crate) fn opens_page(mut self, page: &str) -> Self {
        self.page = page.into();
        self
    }

    /// May be put off under this name.
    #[must_use]
    pub(crate) fn later(mut self, name: &str) -> Self {
        self.later = name.into();
        self
    }
}

/// What is late, what is due within the office's days of warning, and what has no day; without
/// what was put off.
pub(crate) fn due(app: &mut App, _: Nothing) -> Result<DueItems, UserError> {
    let on = DueOn::of(app)?;
    let mut items = Vec::new();
    for source in SOURCES {
        source(app, &on, &mut items)?;
    }
    let kept = app.ledger()?.all_remembered()?;
    items.retain(|it| {
        let until = kept
            .get(&format!("{LATER}{}", it.later))
            .and_then(|it| it.parse::<NaiveDate>().ok());
        it.level != "green" && (it.later.is_empty() || until.is_none_or(|day| day <= on.today))
    });
    items.sort_by(|a, b| {
        let key = |it: &DueItem| (it.days_left.is_none(), it.days_left);
        (key(a), &a.title).cmp(&(key(b), &b.title))
    });
    Ok(DueItems { items })
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
