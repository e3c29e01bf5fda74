//! 重点督办: somebody proposes a matter, whoever decides for the office says whether the presidium
//! supervises it itself. Source: 代表法 第51条 (the presidium supervises how suggestions are handled).

use crate::matter::Matter;
use crate::record::{FieldKey, Reads, Value};
use crate::workflow::{Done, Effects, Petition, Refusal, Situation};

/// A proposal on which nobody has decided.
pub(super) const PROPOSING: Petition = Petition {
    sort: "提请重点督办",
    asked_by: "propose_key",
    column: Matter::KEY_ASKED.key(),
};

pub(super) fn is_not_key(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.yes(Matter::KEY_MATTER) {
        return Err(Refusal::guard(
            "已经是重点督办件",
            "要催的办“督办”；不再重点督办的，在登记里把“重点督办”改成“否”",
        ));
    }
    Ok(())
}

pub(super) fn not_proposed_yet(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.yes(Matter::KEY_ASKED) {
        return Err(Refusal::guard(
            "已经提请重点督办，还在等审批",
            "请先办“确定重点督办”或“不列重点督办”",
        ));
    }
    is_not_key(situation)
}

pub(super) fn is_proposed(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.yes(Matter::KEY_ASKED) {
        return Ok(());
    }
    Err(Refusal::guard(
        "没有等着审批的重点督办",
        "要列为重点的，先办“提请重点督办”",
    ))
}

fn set(asked: bool) -> (FieldKey, Option<Value>) {
    (Matter::KEY_ASKED.into(), asked.then_some(Value::Bool(true)))
}

pub(super) fn proposes(_: &Done<'_>) -> Effects {
    Effects {
        record: vec![set(true)],
        ..Effects::default()
    }
}

pub(super) fn becomes_key(_: &Done<'_>) -> Effects {
    Effects {
        record: vec![
            set(false),
            (Matter::KEY_MATTER.into(), Some(Value::Bool(true))),
        ],
        ..Effects::default()
    }
}

pub(super) fn stays_ordinary(_: &Done<'_>) -> Effects {
    Effects {
        record: vec![set(false)],
        ..Effects::default()
    }
}
