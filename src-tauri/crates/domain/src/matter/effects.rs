//! What steps write beside the values given: into the matter, and into the row of their name.

use crate::matter::inside::{ASKING_ROUND, REWORK};
use crate::matter::{MatterView, cited};
use crate::record::{FieldKey, Value};
use crate::rules::RuleKey;
use crate::workflow::{AfterStep, Done, Effects, OnOther};

pub(super) fn put(key: &str, value: Value) -> (FieldKey, Option<Value>) {
    (key.into(), Some(value))
}

fn cleared(keys: &[&str]) -> Vec<(FieldKey, Option<Value>)> {
    keys.iter().map(|key| ((*key).into(), None)).collect()
}

/// 转办 changes the unit and keeps the clock.
pub(super) fn moves_to_unit(done: &Done<'_>) -> Effects {
    Effects {
        record: vec![("lead".into(), done.inside("to").cloned())],
        inside: vec![("from".into(), done.value("lead").cloned())],
    }
}

pub(super) fn names_its_unit(done: &Done<'_>) -> Effects {
    Effects {
        inside: vec![("unit".into(), done.value("lead").cloned())],
        ..Effects::default()
    }
}

/// An accepted 退件 ends the clock; the next 交办 starts it anew.
pub(super) fn clears_assignment(_: &Done<'_>) -> Effects {
    Effects {
        record: cleared(&["lead", "co", "assigned_on", "assign_no", "due_on"]),
        ..Effects::default()
    }
}

/// The book has one column for all of them: 2026-03-05 电话催办；2026-04-01 现场督办.
pub(super) fn notes_urging(done: &Done<'_>) -> Effects {
    let day = done.inside("on").and_then(Value::as_date);
    let way = done
        .inside("way")
        .and_then(Value::as_text)
        .unwrap_or_default();
    let new = format!(
        "{} {way}",
        day.map_or_else(String::new, |it| it.to_string())
    );
    let all = match done.text("urged") {
        Some(earlier) => format!("{earlier}；{}", new.trim()),
        None => new.trim().to_owned(),
    };
    Effects {
        record: vec![put("urged", Value::Text(all))],
        ..Effects::default()
    }
}

/// The line in 承诺事项台账 says who promised and in which matter.
pub(super) fn fills_ledger(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let of = |key: &str| before.row.get(before.kind, key).cloned();
    Effects {
        inside: vec![
            put("by", Value::Text("承办单位".into())),
            put("state", Value::Text("落实中".into())),
            ("unit".into(), of("lead")),
            ("station".into(), of("station")),
            (
                "matter".into(),
                cited(before.kind, before.row).map(Value::Text),
            ),
        ],
        ..Effects::default()
    }
}

pub(super) fn fills_evaluation(done: &Done<'_>) -> Effects {
    Effects {
        inside: vec![
            put("round", Value::Text(ASKING_ROUND.into())),
            ("on".into(), done.value("feedback_on").cloned()),
            ("overall".into(), done.value("satisfaction").cloned()),
            ("opinion".into(), done.value("feedback").cloned()),
        ],
        ..Effects::default()
    }
}

/// The second reply has its own period; the first one is kept in the row.
pub(super) fn begins_again(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let round = i64::try_from(before.inside.count(REWORK)).unwrap_or(0) + 1;
    let on = done.inside("on").and_then(Value::as_date);
    let due = on.and_then(|on| {
        let rules = before.rules;
        rules.deadline(before.almanac, RuleKey::Again, on.last_day())
    });
    let mut record = cleared(&[
        "reply",
        "replied_on",
        "reply_received_on",
        "reply_no",
        "reply_way",
        "result",
        "satisfaction",
        "feedback",
        "feedback_on",
        "feedback_way",
        "close_applicant",
        "reviewer",
        "closed_on",
        "close_basis",
    ]);
    record.push(("due_on".into(), due.map(|it| Value::Date(it.due.into()))));
    // A reply that came late stays late, whenever the second one comes.
    if MatterView::of(before.kind, done.after).is_punctual() == Some(false) {
        record.push(put("late_before", Value::Bool(true)));
    }
    if done.value("assigned_on").is_none() {
        record.push(("assigned_on".into(), on.map(Value::Date)));
    }
    Effects {
        record,
        inside: vec![
            put("round", Value::Int(round)),
            ("reply_before".into(), done.value("reply").cloned()),
            ("replied_before".into(), done.value("replied_on").cloned()),
            (
                "satisfaction_before".into(),
                done.value("satisfaction").cloned(),
            ),
        ],
    }
}

/// What came of a visit, and that the visitor was told, is known in 簿一 as well; what stands there
/// already stays.
pub(super) fn tells_visit(after: &AfterStep<'_>) -> Vec<OnOther> {
    let Some(visit) = after.other("visitor") else {
        return Vec::new();
    };
    let Some(row) = visit.live() else {
        return Vec::new();
    };
    let told = [
        ("reply", "result"),
        ("feedback_on", "feedback_on"),
        ("satisfaction", "satisfaction"),
    ];
    let values: Vec<_> = told
        .iter()
        .filter(|(_, own)| row.get(&visit.kind, own).is_none())
        .filter_map(|(theirs, own)| Some(put(own, after.value(theirs)?.clone())))
        .collect();
    if values.is_empty() {
        return Vec::new();
    }
    vec![visit.change(values)]
}
