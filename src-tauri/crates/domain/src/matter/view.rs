//! What is asked of a matter everywhere, answered once: 逾期, 快到期, 按期, 答复, 办结, 满意. Lists, the
//! clock, figures, inspection, what is due, dossiers and papers all ask here.
//!
//! A date that is only a month or a year is held against nobody before its last day has passed: a
//! matter due in 2026年6月 is late from the first of July, and a reply dated 2026年6月 is late only
//! where even its first day lies after the deadline.

use chrono::NaiveDate;

use crate::dates::PartialDate;
use crate::matter::{Light, MatterStage, light};
use crate::record::{RecordType, Row, Value};
use crate::suggestion::{IN_RECESS, IN_SESSION};
use crate::workflow::Stage;

/// How content those are who raised a matter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Satisfaction {
    /// 满意
    Content,
    /// 基本满意
    Mostly,
    /// 不满意
    Discontent,
}

impl Satisfaction {
    /// Every judgement, the best first.
    pub const ALL: [Self; 3] = [Self::Content, Self::Mostly, Self::Discontent];

    /// On screen, on paper and in the log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Content => "满意",
            Self::Mostly => "基本满意",
            Self::Discontent => "不满意",
        }
    }

    /// By its word; `None` for 未表态 and any other, which are no judgement.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

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
        "state",
        "held",
        "due_on",
        "replied_on",
        "late_before",
        "satisfaction",
        "closed_on",
    ];

    /// Of a row of opinions or suggestions.
    #[must_use]
    pub fn of(kind: &RecordType, row: &Row) -> Self {
        let text = |key: &str| row.get(kind, key).and_then(Value::as_text);
        let date = |key: &str| row.get(kind, key).and_then(Value::as_date);
        Self {
            stage: text("state").and_then(MatterStage::of_word),
            before: text("held").and_then(MatterStage::of_word),
            due_on: date("due_on"),
            replied_on: date("replied_on"),
            late_before: row.get(kind, "late_before") == Some(&Value::Bool(true)),
            satisfaction: text("satisfaction").and_then(Satisfaction::of_word),
            closed_on: date("closed_on"),
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
    match row.get(kind, "occasion").and_then(Value::as_text) {
        Some(IN_SESSION) => false,
        Some(IN_RECESS) => true,
        _ => row.get(kind, "session").is_none() && row.get(kind, "session_closed_on").is_none(),
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
