//! What steps write beside the values given: into the matter, and into the row of their name.

use crate::dates::PartialDate;
use crate::matter::inside::{ASKING_ROUND, REWORK};
use crate::matter::{
    Evaluation, GivingBack, Matter, MatterSupervision, MatterView, Rework, Transfer, cited,
};
use crate::opinion::Opinion;
use crate::reception::Visitor;
use crate::record::{Column, FieldKey, Mirror, Reads, Value};
use crate::rules::RuleKey;
use crate::service::{Promise, PromiseState, Promiser};
use crate::workflow::{Done, Effects};

pub(super) fn put(key: &str, value: Value) -> (FieldKey, Option<Value>) {
    (key.into(), Some(value))
}

fn cleared(keys: &[&str]) -> Vec<(FieldKey, Option<Value>)> {
    keys.iter().map(|key| ((*key).into(), None)).collect()
}

/// 转办 changes the unit and keeps the clock.
pub(super) fn moves_to_unit(done: &Done<'_>) -> Effects {
    Effects {
        record: vec![(Matter::LEAD.into(), done.inside(Transfer::TO).cloned())],
        inside: vec![(
            Transfer::FROM.into(),
            done.value(Matter::LEAD.key()).cloned(),
        )],
    }
}

pub(super) fn names_its_unit(done: &Done<'_>) -> Effects {
    Effects {
        inside: vec![(
            GivingBack::UNIT.into(),
            done.value(Matter::LEAD.key()).cloned(),
        )],
        ..Effects::default()
    }
}

/// An accepted 退件 ends the clock; the next 交办 starts it anew.
pub(super) fn clears_assignment(_: &Done<'_>) -> Effects {
    Effects {
        record: cleared(&[
            Matter::LEAD.key(),
            Matter::CO.key(),
            Matter::ASSIGNED_ON.key(),
            Matter::ASSIGN_NO.key(),
            Matter::DUE_ON.key(),
            Matter::TAKEN_UP_ON.key(),
            Matter::EXTENSION_ASKED.key(),
        ]),
        ..Effects::default()
    }
}

/// What is answered waits for no later day.
pub(super) fn answered(_: &Done<'_>) -> Effects {
    Effects {
        record: cleared(&[Matter::EXTENSION_ASKED.key()]),
        ..Effects::default()
    }
}

/// What came to its end waits for no decision.
pub(super) fn ended(_: &Done<'_>) -> Effects {
    Effects {
        record: cleared(&[Matter::EXTENSION_ASKED.key(), Matter::KEY_ASKED.key()]),
        ..Effects::default()
    }
}

/// The book has one column for all of them: 2026-03-05 电话催办；2026-04-01 现场督办.
pub(super) fn notes_urging(done: &Done<'_>) -> Effects {
    let day = done.inside(MatterSupervision::ON).and_then(Value::as_date);
    let way = done
        .inside(MatterSupervision::WAY)
        .and_then(Value::as_text)
        .unwrap_or_default();
    let new = format!(
        "{} {way}",
        day.map_or_else(String::new, |it| it.to_string())
    );
    let all = match done.read(Matter::URGED) {
        Some(earlier) => format!("{earlier}；{}", new.trim()),
        None => new.trim().to_owned(),
    };
    Effects {
        record: vec![put(Matter::URGED.key(), Value::Text(all))],
        ..Effects::default()
    }
}

/// The line in 承诺事项台账 says who promised and in which matter.
pub(super) fn fills_ledger(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let of = |key: &str| before.row.get(before.kind, key).cloned();
    Effects {
        inside: vec![
            put(Promise::BY.key(), Value::Text(Promiser::Unit.word().into())),
            put(
                Promise::STATE.key(),
                Value::Text(PromiseState::UnderWay.word().into()),
            ),
            (Promise::UNIT.into(), of(Matter::LEAD.key())),
            (Promise::STATION.into(), of(Opinion::STATION.key())),
            (
                Promise::MATTER.into(),
                cited(before.kind, before.row).map(Value::Text),
            ),
        ],
        ..Effects::default()
    }
}

pub(super) fn fills_evaluation(done: &Done<'_>) -> Effects {
    Effects {
        inside: vec![
            put(Evaluation::ROUND.key(), Value::Text(ASKING_ROUND.into())),
            (
                Evaluation::ON.into(),
                done.value(Matter::FEEDBACK_ON.key()).cloned(),
            ),
            (
                Evaluation::OVERALL.into(),
                done.value(Matter::SATISFACTION.key()).cloned(),
            ),
            (
                Evaluation::OPINION.into(),
                done.value(Matter::FEEDBACK.key()).cloned(),
            ),
        ],
        ..Effects::default()
    }
}

/// The second reply has its own period; the first one is kept in the row.
pub(super) fn begins_again(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let round = i64::try_from(before.inside.count(REWORK)).unwrap_or(0) + 1;
    let on = done.inside(Rework::ON).and_then(Value::as_date);
    let due = on.and_then(|on| {
        let rules = before.rules;
        rules.deadline(before.almanac, RuleKey::Again, on.last_day())
    });
    let mut record = cleared(&[
        Matter::REPLY.key(),
        Matter::REPLIED_ON.key(),
        Matter::REPLY_RECEIVED_ON.key(),
        Matter::REPLY_NO.key(),
        Matter::REPLY_WAY.key(),
        Matter::RESULT.key(),
        Matter::SATISFACTION.key(),
        Matter::FEEDBACK.key(),
        Matter::FEEDBACK_ON.key(),
        Matter::FEEDBACK_WAY.key(),
        Matter::CLOSE_APPLICANT.key(),
        Matter::REVIEWER.key(),
        Matter::CLOSED_ON.key(),
        Matter::CLOSE_BASIS.key(),
    ]);
    record.push(put(
        Matter::EARLIER_ROUNDS.key(),
        Value::Text(rounds_so_far(done, round)),
    ));
    record.push((
        Matter::DUE_ON.into(),
        due.map(|it| Value::Date(it.due.into())),
    ));
    // A reply that came late stays late, whenever the second one comes.
    if MatterView::of(before.kind, done.after).is_punctual() == Some(false) {
        record.push(put(Matter::LATE_BEFORE.key(), Value::Bool(true)));
    }
    if !done.has(Matter::ASSIGNED_ON) {
        record.push((Matter::ASSIGNED_ON.into(), on.map(Value::Date)));
    }
    Effects {
        record,
        inside: vec![
            put(Rework::ROUND.key(), Value::Int(round)),
            (
                Rework::REPLY_BEFORE.into(),
                done.value(Matter::REPLY.key()).cloned(),
            ),
            (
                Rework::REPLIED_BEFORE.into(),
                done.value(Matter::REPLIED_ON.key()).cloned(),
            ),
            (
                Rework::SATISFACTION_BEFORE.into(),
                done.value(Matter::SATISFACTION.key()).cloned(),
            ),
        ],
    }
}

/// Copies the reply, why nothing is done, and that the visitor was told of it from the matter to the visit (簿一) that it came
/// from, with every round of handling.
pub(crate) fn told_to_visit() -> Mirror {
    Mirror {
        through: Matter::VISITOR.into(),
        fields: vec![
            (Matter::REPLY.into(), Visitor::RESULT.into()),
            (Matter::REFUSAL.into(), Visitor::REFUSAL.into()),
            (Matter::FEEDBACK_ON.into(), Visitor::FEEDBACK_ON.into()),
            (Matter::SATISFACTION.into(), Visitor::SATISFACTION.into()),
            (
                Matter::EARLIER_ROUNDS.into(),
                Visitor::EARLIER_ROUNDS.into(),
            ),
        ],
    }
}

/// So much of a reply stands in the line about its round; the whole is kept in the round's own row.
const QUOTED: usize = 60;

/// The round that ends, in one line after those before it: 第1次：2026-03-10答复“装了两盏”；2026-03-12评价
/// “不满意”（还差一盏）.
fn rounds_so_far(done: &Done<'_>, round: i64) -> String {
    let day = |column: Column<PartialDate>| {
        done.read(column)
            .map_or_else(String::new, |it| it.to_string())
    };
    let mut told = Vec::new();
    if let Some(reply) = done.read(Matter::REPLY) {
        let mut quoted: String = reply.chars().take(QUOTED).collect();
        if quoted.len() < reply.len() {
            quoted.push_str("……");
        }
        told.push(format!("{}答复“{quoted}”", day(Matter::REPLIED_ON)));
    }
    if let Some(judged) = done.read(Matter::SATISFACTION) {
        let on = day(Matter::FEEDBACK_ON);
        let why = done.read(Matter::FEEDBACK);
        let why = why.map_or_else(String::new, |it| format!("（{it}）"));
        told.push(format!("{on}评价“{}”{why}", judged.word()));
    }
    if done.has(Matter::CLOSED_ON) {
        told.push(format!("{}销号", day(Matter::CLOSED_ON)));
    }
    let line = format!("第{round}次：{}", told.join("；"));
    match done.read(Matter::EARLIER_ROUNDS) {
        Some(earlier) => format!("{earlier}\n{line}"),
        None => line,
    }
}
