//! 册一, 册二 and 一档: deputies, electors and contacts, and what stands in a deputy's dossier.

use chrono::{Datelike, NaiveDate};

use crate::contact::{Contact, ContactHandling, Elector, ElectorState, Standing};
use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::record::{Reads, RecordType, Row, TypedRow};
use crate::rules::RuleKey;

/// What the judgement of an elector reads.
pub const ELECTOR_FIELDS: &[&str] = &[Elector::STATE.key(), Elector::DEPUTIES.key()];

/// What the judgement of a contact reads.
pub const CONTACT_FIELDS: &[&str] = &[
    Contact::CONTACTED_ON.key(),
    Contact::HANDLING.key(),
    Contact::MATTER.key(),
    Contact::DEPUTIES.key(),
    Contact::ELECTORS.key(),
];

/// A deputy in the roster.
#[must_use]
pub fn deputy(kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    verdict.look_over(kind, row, traces, &[]);
    verdict.object_if(!traces.photo, &NO_PORTRAIT);
    verdict
}

/// An elector kept in contact with; `None` for one no longer kept.
#[must_use]
pub fn elector(kind: &RecordType, row: &Row, traces: Traces) -> Option<Verdict> {
    let said = TypedRow { kind, row };
    if said.read(Elector::STATE) == Some(ElectorState::Ended) {
        return None;
    }
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    verdict.look_over(kind, row, traces, &[]);
    Some(verdict)
}

/// A contact with electors.
#[must_use]
pub fn contact(kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let said = TypedRow { kind, row };
    let mut verdict = Verdict::asking(&[Virtue::Full, Virtue::Clear]);
    verdict.look_over(kind, row, traces, &[]);
    let on_its_way = said.read(Contact::HANDLING) == Some(ContactHandling::PassedOn);
    verdict.object_if(
        on_its_way && !said.has(Contact::MATTER),
        &CONTACT_NOT_PASSED_ON,
    );
    verdict
}

/// How often each elector is to have been spoken to by a day of the year, of so many times a year:
/// twice a year is once by the end of June.
#[must_use]
pub fn kept(year: i32, day: NaiveDate, times: i64) -> i64 {
    let months = match year.cmp(&day.year()) {
        std::cmp::Ordering::Less => 12,
        std::cmp::Ordering::Greater => 0,
        std::cmp::Ordering::Equal => {
            let over = day.succ_opt().is_none_or(|it| it.month() != day.month());
            i64::from(day.month0()) + i64::from(over)
        }
    };
    times * months / 12
}

/// What a deputy did in the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Service {
    /// Activities attended.
    pub activities: usize,
    /// Days on which people were received.
    pub receptions: usize,
    /// The deputy's electors and contacts.
    pub contacts: Standing,
    /// Electors that the office wants; 10 unless it says otherwise.
    pub electors_wanted: i64,
    /// How often each is to have been spoken to by now.
    pub times_wanted: i64,
}

impl Service {
    /// 册二: enough electors, spoken to often enough.
    #[must_use]
    pub fn as_contact(&self) -> Verdict {
        let it = &self.contacts;
        let mut verdict = if it.electors > 0 && self.times_wanted > 0 {
            Verdict::asking(&[Virtue::Full, Virtue::Timely])
        } else {
            Verdict::asking(&[Virtue::Full])
        };
        if it.short_of > 0 {
            let detail = format!("{} 名，应有 {} 名", it.electors, self.electors_wanted);
            verdict.object(&SHORT_OF_ELECTORS, detail);
        }
        if it.seldom > 0 && self.times_wanted > 0 {
            let detail = format!("{} 名选民联系不足 {} 次", it.seldom, self.times_wanted);
            verdict.object(&SELDOM, detail);
        }
        verdict
    }
}

/// 一档: what stands in a deputy's dossier of the year.
#[must_use]
pub fn dossier(judge: &Judge, service: &Service) -> Verdict {
    // Before the first part of the year is over an empty dossier says nothing.
    if judge.due_so_far(RuleKey::GroupActivity) == 0 {
        return Verdict::default();
    }
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    if service.activities == 0 && service.receptions == 0 && service.contacts.contacts == 0 {
        verdict.object(&DOSSIER_EMPTY, "");
        return verdict;
    }
    for (count, key, objection) in [
        (service.activities, RuleKey::GroupActivity, &FEW_ACTIVITIES),
        (
            service.receptions,
            RuleKey::DeputyReception,
            &FEW_RECEPTIONS,
        ),
    ] {
        let wanted = judge.due_so_far(key);
        if count < wanted {
            verdict.object(objection, format!("{count} 次，到这时应有 {wanted} 次"));
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_come_due_over_the_year() {
        let by = |day: &str, times| kept(2026, day.parse().unwrap(), times);
        assert_eq!(by("2026-06-29", 2), 0, "the first half year is not over");
        assert_eq!(by("2026-06-30", 2), 1, "its last day counts");
        assert_eq!(by("2026-11-25", 2), 1);
        assert_eq!(by("2026-12-31", 2), 2);
        assert_eq!(by("2027-01-01", 2), 2, "a past year is due whole");
        assert_eq!(by("2025-12-31", 2), 0, "nothing of next year");
        assert_eq!(by("2026-03-31", 4), 1);
    }
}
