//! The steps of a matter, from 受理 to 归档. Source: 代表法 第51条; the local
//! regulations named at each guard.

use crate::matter::deadlines::begun;
use crate::matter::deadlines::{
    late_to_give_back, moved_by_days_held, moves_by_days_held, sets_county_due, sets_due,
};
use crate::matter::effects::{
    answered, begins_again, clears_assignment, ended, fills_evaluation, fills_ledger,
    moves_to_unit, names_its_unit, notes_urging,
};
use crate::matter::guards::{
    has_feedback, into_one_that_goes_on, is_handled_again, not_content, rests_on_something,
    says_why_not_content, second_person, to_another_unit, was_answered, whole_follows_result,
    without_consultation,
};
use crate::matter::inside::{
    CONSULTATION, EVALUATION, GIVING_BACK, PROGRESS, RECHECK, REWORK, SUPERVISION, TRANSFER,
};
use crate::matter::likeness::alike;
use crate::matter::stage::MatterStage as At;
use crate::matter::{Matter, derive, extension, key_matter, list};
use crate::record::Need::{Blocking, Expected, Optional};
use crate::service::PROMISE;
use crate::workflow::{Fill, Stage, Step, Workflow};

/// Opinions come from people, suggestions from deputies: the latter's papers have numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    Opinion,
    Suggestion,
}

/// The step with which an opinion goes on as a suggestion.
pub const RAISE: &str = "raise";

/// The step with which somebody urges the unit (督办).
pub const URGE: &str = "supervise";

/// States in which a unit has the matter.
const WITH_UNIT: [At; 3] = [At::Assigned, At::Handling, At::Again];

pub(crate) fn workflow(sort: Sort) -> Workflow {
    let mut steps = beginning(sort);
    steps.extend(with_unit());
    steps.extend(answering(sort));
    steps.extend(ending());
    steps.extend(aside(sort));
    Workflow::over::<At>("stage", derive, steps)
        .held_in("held")
        .backfilled_by("backfill")
        .begins_on(begun)
        .alike_by(alike)
        .together(&["accept", "assign"])
        .together(&["reply", "feedback", "ask_close"])
}

fn beginning(sort: Sort) -> Vec<Step> {
    let number = match sort {
        Sort::Opinion => Optional,
        Sort::Suggestion => Expected,
    };
    vec![
        Step::new("accept", "受理")
            .from(&[At::Registered])
            .to(At::Accepted)
            .offers("accepted_on", Blocking, Fill::Today)
            .offers("accepted_by", Expected, Fill::User)
            .opinion(Optional)
            .dated_by("accepted_on"),
        Step::new("reject", "不予受理")
            .from(&[At::Registered])
            .to(At::Rejected)
            .asks("refusal", Blocking)
            .offers("accepted_on", Blocking, Fill::Today)
            .offers("accepted_by", Expected, Fill::User)
            .offers("told_on", Expected, Fill::Nothing)
            .opinion(Optional)
            .dated_by("accepted_on")
            .effect(ended),
        Step::new("assign", "交办")
            .from(&[At::Accepted, At::BackFromCounty])
            .to(At::Assigned)
            .offers("lead", Blocking, Fill::Alike)
            .asks("co", Optional)
            .offers("assigned_on", Blocking, Fill::Today)
            .offers("assigned_by", Expected, Fill::Word("主席团"))
            .asks("assign_no", number)
            .offers("due_on", Optional, Fill::Nothing)
            .asks("demand", Optional)
            .asks("key_matter", Optional)
            .opinion(Optional)
            .dated_by("assigned_on")
            .effect(sets_due),
    ]
}

fn with_unit() -> Vec<Step> {
    let mut steps = vec![
        Step::new("take_up", "承办")
            .from(&[At::Assigned])
            .to(At::Handling)
            .offers("taken_up_on", Expected, Fill::Today)
            .asks("handler", Expected)
            .asks("handler_phone", Optional)
            .asks("leader", Optional)
            .dated_by("taken_up_on"),
        Step::new("transfer", "转办")
            .seldom()
            .from(&WITH_UNIT)
            .writes(TRANSFER)
            .row("to", Blocking, Fill::Nothing)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .check(to_another_unit)
            .effect(moves_to_unit),
        Step::new("give_back", "退件")
            .seldom()
            .from(&[At::Assigned, At::Handling])
            .to(At::GivenBack)
            .writes(GIVING_BACK)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .dated_by("on")
            .warn(late_to_give_back)
            .effect(names_its_unit),
        Step::new("take_back", "同意退件")
            .decides()
            .from(&[At::GivenBack])
            .to(At::Accepted)
            .opinion(Optional)
            .effect(clears_assignment),
        Step::new("keep_with", "不同意退件")
            .decides()
            .from(&[At::GivenBack])
            .back()
            .opinion(Blocking),
        Step::new("consult", "面商")
            .from(&WITH_UNIT)
            .writes(CONSULTATION)
            .row("on", Blocking, Fill::Today)
            .row("way", Blocking, Fill::Nothing)
            .row("by", Expected, Fill::Nothing)
            .row("view", Expected, Fill::Nothing)
            .dated_by("on"),
        Step::new("progress", "进度")
            .from(&WITH_UNIT)
            .writes(PROGRESS)
            .row("on", Blocking, Fill::Today)
            .row("content", Blocking, Fill::Nothing)
            .row("percent", Optional, Fill::Nothing)
            .dated_by("on"),
    ];
    steps.extend(extension::steps());
    steps.extend([
        Step::new(URGE, "督办")
            .from(&[
                At::Assigned,
                At::GivenBack,
                At::Handling,
                At::Again,
                At::Replied,
            ])
            .writes(SUPERVISION)
            .row("on", Blocking, Fill::Today)
            .row("way", Blocking, Fill::Nothing)
            .row("by", Expected, Fill::User)
            .row("level", Optional, Fill::Nothing)
            .row("demand", Blocking, Fill::Nothing)
            .row("result", Optional, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .effect(notes_urging),
        Step::new("promise", "承诺")
            .seldom()
            .from(&[
                At::Assigned,
                At::Handling,
                At::Again,
                At::Replied,
                At::Evaluated,
            ])
            .writes(PROMISE)
            .row("title", Blocking, Fill::Nothing)
            .row("made_on", Blocking, Fill::Today)
            .row("due_on", Blocking, Fill::Nothing)
            .row("responsible", Expected, Fill::Nothing)
            .dated_by("made_on")
            .effect(fills_ledger),
    ]);
    steps
}

fn answering(sort: Sort) -> Vec<Step> {
    let (number, signer) = match sort {
        Sort::Opinion => (Optional, Optional),
        Sort::Suggestion => (Blocking, Expected),
    };
    let reply = |key, title| {
        Step::new(key, title)
            .offers("replied_on", Blocking, Fill::Today)
            .offers("reply_way", Expected, Fill::Lately)
            .offers("reply_no", number, Fill::Nothing)
            .offers("signed_by", signer, Fill::Nothing)
            .offers("reply_received_on", Optional, Fill::Nothing)
            .offers("reply", Blocking, Fill::Nothing)
            .offers("result", Expected, Fill::Nothing)
            .dated_by("replied_on")
    };
    vec![
        reply("reply", "答复")
            .from(&WITH_UNIT)
            .to(At::Replied)
            .warn(without_consultation)
            .rests_on(&[Matter::DUE_ON.key()])
            .effect(answered),
        reply("county_reply", "县级答复")
            .from(&[At::AtCounty])
            .to(At::Replied),
        reply("answer_each", "分别答复").from(&[At::Merged]),
        Step::new("feedback", "反馈")
            .from(&[At::Replied])
            .to(At::Evaluated)
            .writes(EVALUATION)
            .offers("satisfaction", Blocking, Fill::Nothing)
            .offers("feedback_on", Blocking, Fill::Today)
            .offers("feedback_way", Expected, Fill::Lately)
            .offers("feedback", Optional, Fill::Nothing)
            .row("leadership", Optional, Fill::Nothing)
            .row("attitude", Optional, Fill::Nothing)
            .row("talking", Optional, Fill::Nothing)
            .row("quality", Optional, Fill::Nothing)
            .row("result", Optional, Fill::Nothing)
            .dated_by("feedback_on")
            .check(says_why_not_content)
            .effect(fills_evaluation),
        Step::new("evaluate", "测评")
            .from(&[At::Evaluated, At::ToClose, At::Closed, At::Archived])
            .writes(EVALUATION)
            .row("round", Blocking, Fill::Nothing)
            .row("on", Blocking, Fill::Today)
            .row("by", Expected, Fill::Nothing)
            .row("leadership", Optional, Fill::Nothing)
            .row("attitude", Optional, Fill::Nothing)
            .row("talking", Optional, Fill::Nothing)
            .row("quality", Optional, Fill::Nothing)
            .row("result", Optional, Fill::Nothing)
            .row("overall", Blocking, Fill::Nothing)
            .row("opinion", Optional, Fill::Nothing)
            .dated_by("on")
            .check(whole_follows_result),
        Step::new("again", "重新办理")
            .from(&[At::Evaluated])
            .to(At::Again)
            .writes(REWORK)
            .asks("lead", Blocking)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .rests_on(&[
                Matter::SATISFACTION.key(),
                Matter::FEEDBACK.key(),
                Matter::REPLY.key(),
            ])
            .guard(not_content)
            .effect(begins_again),
    ]
}

fn ending() -> Vec<Step> {
    vec![
        Step::new("ask_close", "申请销号")
            .from(&[At::Replied, At::Evaluated])
            .to(At::ToClose)
            .offers("close_applicant", Blocking, Fill::User)
            .asks("close_basis", Optional)
            .opinion(Optional)
            .rests_on(&[Matter::SATISFACTION.key()])
            .check(rests_on_something)
            .ends_before(is_handled_again),
        Step::new("close", "销号")
            .decides()
            .from(&[At::ToClose])
            .to(At::Closed)
            .offers("reviewer", Blocking, Fill::Decider)
            .offers("closed_on", Blocking, Fill::Today)
            .asks("close_basis", Optional)
            .asks("recheck_wanted", Optional)
            .opinion(Optional)
            .dated_by("closed_on")
            .rests_on(&[
                Matter::HANDLER.key(),
                Matter::CLOSE_APPLICANT.key(),
                Matter::SATISFACTION.key(),
                Matter::FEEDBACK_ON.key(),
            ])
            .guard(has_feedback)
            .check(second_person)
            .effect(ended),
        Step::new("not_close", "不同意销号")
            .decides()
            .from(&[At::ToClose])
            .back()
            .opinion(Blocking),
        Step::new("recheck", "回头看")
            .from(&[At::Closed, At::Archived])
            .writes(RECHECK)
            .row("on", Blocking, Fill::Today)
            .row("by", Expected, Fill::User)
            .row("situation", Blocking, Fill::Nothing)
            .row("relapsed", Optional, Fill::Nothing)
            .dated_by("on"),
        Step::new("reopen", "反弹重开")
            .from(&[At::Closed, At::Archived])
            .to(At::Again)
            .writes(REWORK)
            .asks("lead", Blocking)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .dated_by("on")
            .guard(was_answered)
            .effect(begins_again),
        Step::new("archive", "归档")
            .from(&[
                At::Closed,
                At::Rejected,
                At::Merged,
                At::Withdrawn,
                At::Raised,
            ])
            .to(At::Archived)
            .offers("archived_on", Blocking, Fill::Today)
            .asks("original", Optional)
            .dated_by("archived_on"),
    ]
}

fn aside(sort: Sort) -> Vec<Step> {
    let withdrawal = match sort {
        Sort::Opinion => Optional,
        // In writing (山东省建议办理工作条例 第9条, 重庆市建议工作条例 第12条).
        Sort::Suggestion => Expected,
    };
    let open: Vec<At> = At::ALL.iter().copied().filter(|it| !it.is_end()).collect();
    let mut steps = vec![
        Step::new("merge", "合并办理")
            .seldom()
            .from(&[At::Registered, At::Accepted, At::Assigned, At::Handling])
            .to(At::Merged)
            .asks("merged_into", Blocking)
            .opinion(Optional)
            .loads("merged_into")
            .offers_where("merged_into", Matter::STATE.key(), &open)
            .check(into_one_that_goes_on)
            .effect(ended),
        Step::new("withdraw", "撤回")
            .seldom()
            .from(&[
                At::Registered,
                At::Accepted,
                At::Assigned,
                At::GivenBack,
                At::Handling,
                At::Again,
                At::AtCounty,
                At::BackFromCounty,
                At::Held,
            ])
            .to(At::Withdrawn)
            .opinion(Blocking)
            .basis(withdrawal)
            .effect(ended),
        Step::new("to_county", "上报县级")
            .seldom()
            .from(&[At::Registered, At::Accepted, At::Assigned, At::Handling])
            .to(At::AtCounty)
            .offers("county_on", Blocking, Fill::Today)
            .offers("due_on", Optional, Fill::Nothing)
            .basis(Optional)
            .opinion(Optional)
            .dated_by("county_on")
            .effect(sets_county_due),
        Step::new("from_county", "县级退回")
            .seldom()
            .from(&[At::AtCounty])
            .to(At::BackFromCounty)
            .opinion(Blocking)
            .basis(Optional),
        Step::new("hold", "暂缓办理")
            .seldom()
            .from(&[At::Accepted, At::Assigned, At::Handling, At::Again])
            .to(At::Held)
            .opinion(Blocking)
            .basis(Blocking),
        Step::new("resume", "恢复办理")
            .from(&[At::Held, At::Raised])
            .back()
            .opinion(Optional)
            .rests_on(&[Matter::DUE_ON.key()])
            .warn(moved_by_days_held)
            .effect(moves_by_days_held),
    ];
    steps.extend(key_matter::steps(&open));
    if sort == Sort::Opinion {
        // The suggestion and the end of the opinion are one operation.
        steps.push(
            Step::new(RAISE, "转为代表建议")
                .seldom()
                .from(&open)
                .to(At::Raised)
                .only_within("转为代表建议要同时立一件建议", "请用“转入办理”一栏里的按钮")
                .effect(ended),
        );
    }
    steps
}

/// Reasons for not taking a matter up, as 接待选民制度 of several offices name them.
pub(crate) fn refusals() -> Vec<String> {
    list(&[
        "已或应通过诉讼、复议、仲裁解决",
        "涉法涉诉",
        "个人诉求非公益",
        "人事案件",
        "应走信访",
        "超出人大职权",
        "重复反映",
        "没有实际内容",
    ])
}
