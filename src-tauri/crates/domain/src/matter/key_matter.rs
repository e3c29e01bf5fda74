//! 重点督办: somebody proposes a matter, whoever decides for the office says whether the presidium
//! supervises it itself. Source: 代表法 第51条 (the presidium supervises how suggestions are handled).

use crate::matter::{Matter, MatterStage};
use crate::record::Need::{Blocking, Optional};
use crate::record::{FieldKey, Reads, Value};
use crate::workflow::{Done, Effects, Petition, Refusal, Situation, Step};

/// A proposal on which nobody has decided.
const PROPOSING: Petition = Petition {
    sort: "提请重点督办",
    asked_by: "propose_key",
    column: Matter::KEY_ASKED.key(),
};

/// What the steps of 重点督办 look at and set.
const KEY_RESTS: [&str; 2] = [Matter::KEY_MATTER.key(), Matter::KEY_ASKED.key()];

/// A proposal and the answer to it, in these states.
pub(super) fn steps(open: &[MatterStage]) -> Vec<Step> {
    vec![
        Step::new("propose_key", "提请重点督办")
            .seldom()
            .from(open)
            .opinion(Blocking)
            .basis(Optional)
            .rests_on(&KEY_RESTS)
            .guard(not_proposed_yet)
            .effect(proposes),
        Step::new("confirm_key", "确定重点督办")
            .seldom()
            .decides_on(PROPOSING)
            .from(open)
            .opinion(Optional)
            .basis(Optional)
            .rests_on(&KEY_RESTS)
            .guard(is_not_key)
            .effect(becomes_key),
        Step::new("not_key", "不列重点督办")
            .decides_on(PROPOSING)
            .from(open)
            .opinion(Blocking)
            .rests_on(&KEY_RESTS)
            .guard(is_proposed)
            .effect(stays_ordinary),
    ]
}

fn is_not_key(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.yes(Matter::KEY_MATTER) {
        return Err(Refusal::guard(
            "已经是重点督办件",
            "要催的办“督办”；不再重点督办的，在登记里把“重点督办”改成“否”",
        ));
    }
    Ok(())
}

fn not_proposed_yet(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.yes(Matter::KEY_ASKED) {
        return Err(Refusal::guard(
            "已经提请重点督办，还在等审批",
            "请先办“确定重点督办”或“不列重点督办”",
        ));
    }
    is_not_key(situation)
}

fn is_proposed(situation: &Situation<'_>) -> Result<(), Refusal> {
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

fn proposes(_: &Done<'_>) -> Effects {
    Effects {
        record: vec![set(true)],
        ..Effects::default()
    }
}

fn becomes_key(_: &Done<'_>) -> Effects {
    Effects {
        record: vec![
            set(false),
            (Matter::KEY_MATTER.into(), Some(Value::Bool(true))),
        ],
        ..Effects::default()
    }
}

fn stays_ordinary(_: &Done<'_>) -> Effects {
    Effects {
        record: vec![set(false)],
        ..Effects::default()
    }
}
