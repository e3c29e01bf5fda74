//! What is asked of a matter everywhere, answered once: 逾期, 快到期, 按期, 答复, 办结, 满意. Lists, the
//! clock, figures, inspection, what is due, dossiers and papers all ask here.
//!
//! A date that is only a month or a year is held against nobody before its last day has passed: a
//! matter due in 2026年6月 is late from the first of July, and a reply dated 2026年6月 is late only
//! where even its first day lies after the deadline.

use chrono::NaiveDate;

use crate::dates::PartialDate;
use crate::matter::{Light, Matter, MatterStage, Satisfaction, light};
use crate::record::{Column, RecordType, Row};
use crate::suggestion::{Occasion, Suggestion};

/// The columns of a matter from which these questions are answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MatterView {
    /// 状态; a matter without one is registered.
    pub stage: Option<MatterStage>,
    /// To which state it had come before it was laid aside or filed away.
    pub before: Option<MatterStage>,
    /// 办理期限, with its 延期.
    pub due_on: Option<PartialDate>,
    /// 答复日期
    pub replied_on: Option<PartialDate>,
    /// A reply before 重新办理 came late.
    pub late_before: bool,
    /// 满意度
    pub satisfaction: Option<Satisfaction>,
    /// 销号日期
    pub closed_on: Option<PartialDate>,
}

impl MatterView {
    /// The columns that [`Self::of`] reads.
    pub const READS: [&'static str; 7] = [
        Matter::STATE.key(),
        Matter::HELD.key(),
        Matter::DUE_ON.key(),
        Matter::REPLIED_ON.key(),
        Matter::LATE_BEFORE.key(),
        Matter::SATISFACTION.key(),
        Matter::CLOSED_ON.key(),
    ];

    /// Of a row of opinions or suggestions.
    #[must_use]
    pub fn of(kind: &RecordType, row: &Row) -> Self {
        let date = |column: Column<PartialDate>| row.read(kind, column);
        Self {
            stage: row.read(kind, Matter::STATE),
            before: row.read(kind, Matter::HELD),
            due_on: date(Matter::DUE_ON),
            replied_on: date(Matter::REPLIED_ON),
            late_before: row.yes(kind, Matter::LATE_BEFORE),
            satisfaction: row.read(kind, Matter::SATISFACTION),
            closed_on: date(Matter::CLOSED_ON),
        }
    }

    /// The last day on which an answer is in time, while one is waited for: a unit has the matter,
    /// it is not answered, and it has a deadline.
    #[must_use]
    pub fn waits_until(&self) -> Option<NaiveDate> {
        let waits = self.stage.is_some_and(MatterStage::is_with_unit) && self.replied_on.is_none();
        self.due_on.filter(|_| waits).map(PartialDate::last_day)
    }

    /// 逾期: the deadline has passed and nobody answered.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.waits_until().is_some_and(|due| due < today)
    }

    /// Days past the deadline of what is overdue.
    #[must_use]
    pub fn days_overdue(&self, today: NaiveDate) -> Option<i64> {
        let days = (today - self.waits_until()?).num_days();
        (days > 0).then_some(days)
    }

    /// 红黄绿灯, while an answer is waited for: 逾期 is red, 快到期 yellow.
    #[must_use]
    pub fn light(&self, today: NaiveDate, warning_days: i64) -> Option<Light> {
        Some(light(today, self.waits_until()?, warning_days))
    }

    /// 答复: it was answered, by its date or by where it stands.
    #[must_use]
    pub fn is_replied(&self) -> bool {
        let stage = match self.stage {
            Some(MatterStage::Archived) => self.before,
            other => other,
        };
        self.replied_on.is_some()
            || matches!(
                stage,
                Some(
                    MatterStage::Replied
                        | MatterStage::Evaluated
                        | MatterStage::ToClose
                        | MatterStage::Closed
                )
            )
    }

    /// 按期: answered by the deadline, and so were the rounds before 重新办理. `None` where there is
    /// no reply or no deadline to hold it against.
    #[must_use]
    pub fn is_punctual(&self) -> Option<bool> {
        let (replied, due) = (self.replied_on?, self.due_on?);
        Some(!self.late_before && replied.first_day() <= due.last_day())
    }

    /// Days by which the reply missed the deadline; `None` for one in time, 0 where an earlier
    /// round alone was late.
    #[must_use]
    pub fn days_late(&self) -> Option<i64> {
        if self.is_punctual()? {
            return None;
        }
        let (replied, due) = (self.replied_on?, self.due_on?);
        Some((replied.first_day() - due.last_day()).num_days().max(0))
    }

    /// 到期应答复: its deadline has come, answered or not. What waits without a deadline, is on
    /// hold, withdrawn or merged is not due.
    #[must_use]
    pub fn is_due(&self, today: NaiveDate) -> bool {
        match (self.replied_on, self.due_on) {
            (Some(_), Some(due)) => due.last_day() <= today,
            _ => self.is_overdue(today),
        }
    }

    /// 办结: it was closed (销号), also when it was filed away since.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed_on.is_some()
            || self.stage == Some(MatterStage::Closed)
            || self.stage == Some(MatterStage::Archived) && self.before == Some(MatterStage::Closed)
    }

    /// 满意: who raised it said so, in this very word.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.satisfaction == Some(Satisfaction::Content)
    }

    /// 不满意
    #[must_use]
    pub fn is_discontent(&self) -> bool {
        self.satisfaction == Some(Satisfaction::Discontent)
    }
}

/// Whether a suggestion was raised in recess: as it says, else by whether it names a session.
#[must_use]
pub fn raised_in_recess(kind: &RecordType, row: &Row) -> bool {
    match row.read(kind, Suggestion::OCCASION) {
        Some(Occasion::InSession) => false,
        Some(Occasion::InRecess) => true,
        None => {
            row.of(kind, Suggestion::SESSION).is_none()
                && row.of(kind, Suggestion::SESSION_CLOSED_ON).is_none()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(due: &str, replied: Option<&str>) -> MatterView {
        MatterView {
            stage: Some(match replied {
                Some(_) => MatterStage::Replied,
                None => MatterStage::Handling,
            }),
            due_on: PartialDate::parse_iso(due),
            replied_on: replied.and_then(PartialDate::parse_iso),
            ..MatterView::default()
        }
    }

    #[test]
    fn a_month_is_late_after_its_last_day_alone() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (due, today, overdue) in [
            ("2026-06-15", "2026-06-15", false),
            ("2026-06-15", "2026-06-16", true),
            ("2026-06", "2026-06-02", false),
            ("2026-06", "2026-06-30", false),
            ("2026-06", "2026-07-01", true),
            ("2026", "2026-12-31", false),
            ("2026", "2027-01-01", true),
        ] {
            assert_eq!(
                view(due, None).is_overdue(day(today)),
                overdue,
                "{due} on {today}"
            );
        }
        for (due, replied, punctual) in [
            ("2026-06-15", "2026-06-15", true),
            ("2026-06-15", "2026-06-16", false),
            ("2026-06-15", "2026-06", true),
            ("2026-06", "2026-06-30", true),
            ("2026-06", "2026-07-01", false),
            ("2026-06", "2026-07", false),
        ] {
            let it = view(due, Some(replied));
            assert_eq!(it.is_punctual(), Some(punctual), "{due} answered {replied}");
            assert_eq!(
                it.days_late().is_none(),
                punctual,
                "{due} answered {replied}"
            );
        }
    }

    #[test]
    fn a_round_that_was_late_stays_late() {
        let it = MatterView {
            late_before: true,
            ..view("2026-06-15", Some("2026-06-10"))
        };
        assert_eq!(it.is_punctual(), Some(false));
        assert_eq!(it.days_late(), Some(0), "this reply itself came in time");
    }
}
