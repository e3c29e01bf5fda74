//! Guards, checks and warnings of steps: why a step is not possible, what is wrong with its values, and
//! what a person should know before taking it.

use crate::matter::inside::CONSULTATION;
use crate::matter::{Evaluation, Matter, MatterStage, MatterView, Satisfaction, Transfer};
use crate::record::{Column, FieldFault, Reads, RecordType, Row, Value};
use crate::suggestion::SUGGESTION;
use crate::workflow::{Done, Refusal, Situation, Stage};

pub(super) fn to_another_unit(done: &Done<'_>) -> Vec<FieldFault> {
    let same = done.inside(Transfer::TO).is_some()
        && done.inside(Transfer::TO) == done.value(Matter::LEAD.key());
    match done.before.kind.field(Matter::LEAD.key()) {
        Some(field) if same => vec![FieldFault::error(
            field,
            "转给的就是现在的主办单位",
            "请填另一个单位；只是催办的，用“督办”",
        )],
        _ => Vec::new(),
    }
}

/// A missing 面商 on a deputies' suggestion is warned about and printed as 未面商; it refuses nothing.
pub(super) fn without_consultation(situation: &Situation<'_>) -> Vec<String> {
    let asked = situation.kind.key == *SUGGESTION;
    if !asked || situation.inside.count(CONSULTATION) > 0 {
        return Vec::new();
    }
    vec![
        "还没有面商记录（代表法第51条：应当与代表联系沟通，充分听取意见），纸上会印“未面商”".into(),
    ]
}

/// 山东条例第23条、重庆条例第27条: who is not content says what with.
pub(super) fn says_why_not_content(done: &Done<'_>) -> Vec<FieldFault> {
    let judged = done.read(Matter::SATISFACTION);
    let silent = judged == Some(Satisfaction::Discontent) && !done.has(Matter::FEEDBACK);
    match done.before.kind.field(Matter::FEEDBACK.key()) {
        Some(field) if silent => vec![FieldFault::error(
            field,
            "评价“不满意”，没有写具体意见",
            "请写明对什么不满意",
        )],
        _ => Vec::new(),
    }
}

/// Where the result (落实情况) satisfies nobody, the whole cannot be 满意.
pub(super) fn whole_follows_result(done: &Done<'_>) -> Vec<FieldFault> {
    let judged = |column: Column<Satisfaction>| {
        let word = done.inside(column).and_then(Value::as_text)?;
        Satisfaction::of_word(word)
    };
    let contradicts = judged(Evaluation::RESULT) == Some(Satisfaction::Discontent)
        && judged(Evaluation::OVERALL) == Some(Satisfaction::Content);
    match done.before.kind.field(Matter::SATISFACTION.key()) {
        Some(field) if contradicts => vec![FieldFault::error(
            field,
            "“落实情况”不满意，总体评价不能是“满意”",
            "请核对总体评价",
        )],
        _ => Vec::new(),
    }
}

pub(super) fn not_content(situation: &Situation<'_>) -> Result<(), Refusal> {
    if MatterView::of(situation.kind, situation.row).is_discontent() {
        return Ok(());
    }
    let word = situation
        .value(Matter::SATISFACTION.key())
        .and_then(Value::as_text)
        .unwrap_or("未评价");
    Err(Refusal::guard(
        format!("评价是“{word}”，不用重新办理"),
        "评价“不满意”的才重新办理",
    ))
}

pub(super) fn was_answered(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.has(Matter::REPLIED_ON) || situation.has(Matter::REPLY) {
        return Ok(());
    }
    Err(Refusal::guard("这件没有办过，谈不上反弹", "请另登记一件"))
}

/// Who is not content is overruled by a decision of the presidium alone; where nobody said anything
/// (an anonymous visitor, a slip that never came back: 重庆条例第29条), it is said how they were asked.
pub(super) fn rests_on_something(done: &Done<'_>) -> Vec<FieldFault> {
    let judged = done.read(Matter::SATISFACTION);
    let (sentence, hint) = match judged {
        Some(Satisfaction::Discontent) => (
            "评价是“不满意”，销号要有主席团的决定",
            "请在“销号依据”里写明主席团会议的决定，或先“重新办理”",
        ),
        Some(Satisfaction::Content | Satisfaction::Mostly) => return Vec::new(),
        None => (
            "还没有反馈，销号要写明依据",
            "请先办理“反馈”；联系不上或没有返回评价的，在“销号依据”里写明何时怎样联系过",
        ),
    };
    match done.before.kind.field(Matter::CLOSE_BASIS.key()) {
        Some(field) if !done.has(Matter::CLOSE_BASIS) => {
            vec![FieldFault::error(field, sentence, hint)]
        }
        _ => Vec::new(),
    }
}

/// Where somebody is not content, 重新办理 follows the feedback, and 申请销号 only a decision.
pub(super) fn is_handled_again(kind: &RecordType, row: &Row) -> Option<&'static str> {
    MatterView::of(kind, row).is_discontent().then_some(
        "评价是“不满意”，办到“反馈”为止，没有申请销号。请接着办“重新办理”；主席团决定销号的，再办“申请销号”，写明依据",
    )
}

pub(super) fn has_feedback(situation: &Situation<'_>) -> Result<(), Refusal> {
    let told = situation.has(Matter::SATISFACTION)
        || situation.has(Matter::FEEDBACK_ON)
        || situation.has(Matter::CLOSE_BASIS);
    if told {
        return Ok(());
    }
    Err(Refusal::guard(
        "还没有向反映人反馈，不能销号",
        "请先办理“反馈”",
    ))
}

/// A second name and a signature on paper; in an office of one clerk that is enough.
pub(super) fn second_person(done: &Done<'_>) -> Vec<FieldFault> {
    let reviewer = done.read(Matter::REVIEWER);
    let same = [
        done.read(Matter::HANDLER),
        done.read(Matter::CLOSE_APPLICANT),
    ]
    .iter()
    .any(|it| it.is_some() && *it == reviewer);
    match done.before.kind.field(Matter::REVIEWER.key()) {
        Some(field) if same => vec![FieldFault::error(
            field,
            "销号审核人不能是承办人或申请人自己",
            "请填主席、副主席或另一位同志",
        )],
        _ => Vec::new(),
    }
}

/// A matter goes on in another only where that one still goes on itself.
pub(super) fn into_one_that_goes_on(done: &Done<'_>) -> Vec<FieldFault> {
    let into = done.other(Matter::MERGED_INTO.key());
    let field = done.before.kind.field(Matter::MERGED_INTO.key());
    let (Some(into), Some(field)) = (into, field) else {
        return Vec::new();
    };
    if into.id == done.after.id {
        return vec![FieldFault::error(
            field,
            "不能并入自己",
            "请选择要并入的另一件",
        )];
    }
    let state = match into.live() {
        None => Some("已作废"),
        Some(_) => into
            .state()
            .and_then(MatterStage::of_word)
            .filter(|it| it.is_end())
            .map(Stage::word),
    };
    let fault = state.map(|state| {
        FieldFault::error(
            field,
            format!("要并入的那件是“{state}”，不会再办下去"),
            "请并入还在办理的那一件",
        )
    });
    fault.into_iter().collect()
}
