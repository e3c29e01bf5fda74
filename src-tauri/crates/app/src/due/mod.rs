//! What is due or late: one list of sources, each looking over its own records.

mod books;
mod matters;

use chrono::NaiveDate;
use domain::calendar::{Almanac, Deadline};
use domain::matter::{Light, WARNING_DAYS, left_in_words, light};
use domain::record::RecordId;
use domain::rules::{RuleKey, Rules};

use crate::periods::{almanac, rules};
use crate::session::App;
use crate::wire::{DueItem, DueItems, Nothing, UserError};

/// What every source needs: the day, who works when, which periods hold.
pub(crate) struct DueOn {
    pub(crate) today: NaiveDate,
    pub(crate) almanac: Almanac,
    pub(crate) rules: Rules,
}

/// Looks over one sort of records.
type Source = fn(&mut App, &DueOn, &mut Vec<DueItem>) -> Result<(), UserError>;

/// Every source.
const SOURCES: &[Source] = &[
    matters::matters,
    matters::promises,
    books::reception_days,
    books::tasks,
];

impl DueOn {
    pub(crate) fn of(app: &mut App) -> Result<Self, UserError> {
        Ok(Self {
            today: app.today(),
            almanac: almanac(app)?,
            rules: rules(app)?,
        })
    }

    /// From how many days before its end a matter is yellow.
    fn warning_days(&self) -> i64 {
        self.rules
            .on(RuleKey::Warning, self.today)
            .map_or(WARNING_DAYS, |it| i64::from(it.value))
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
        let level = match light(self.today, due, self.warning_days()) {
            Light::Red => "red",
            Light::Yellow => "yellow",
            Light::Green => "green",
        };
        DueItem {
            register: register.into(),
            id: id.to_string(),
            title,
            sort: sort.into(),
            due: due.to_string(),
            days_left: (due - self.today).num_days(),
            words: left_in_words(&self.almanac, self.today, due),
            level: level.into(),
            remark: deadline.remark(),
        }
    }
}

/// What is late, and what is due within the office's days of warning.
pub(crate) fn due(app: &mut App, _: Nothing) -> Result<DueItems, UserError> {
    let on = DueOn::of(app)?;
    let mut items = Vec::new();
    for source in SOURCES {
        source(app, &on, &mut items)?;
    }
    items.retain(|it| it.level != "green");
    items.sort_by(|a, b| (a.days_left, &a.title).cmp(&(b.days_left, &b.title)));
    Ok(DueItems { items })
}
