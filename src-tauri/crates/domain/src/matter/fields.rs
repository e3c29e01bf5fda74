//! Fields that opinions and suggestions share, in the order of the paper form from 受理 on.

use chrono::NaiveDate;

use crate::calendar::Today;
use crate::matter::MatterStage;
use crate::matter::clock::{left, light_column};
use crate::matter::{Light, Matter, ReplyClass, Satisfaction};
use crate::opinion::Opinion;
use crate::record::{
    Column, Field, FieldFault, FieldKey, FieldType, Foremost, RecordType, Row, SearchAs, Text,
    TwoInOne, Value,
};
use crate::station::UNIT;
use crate::suggestion::Suggestion;
use crate::workflow::{SHOWN_STATE, Workflow, shown_state};

pub(crate) fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn choice(words: &[&str]) -> FieldType {
    FieldType::Choice(list(words))
}

/// 交办, with what the unit is told.
pub(crate) fn assignment_fields() -> Vec<Field> {
    vec![
        Field::new("assigned_on", "交办日期", FieldType::Date)
            .section("交办")
            .step_first()
            .decided_by_person()
            .aliases(&[
                "交办时间",
                "交办（转办）时间",
                "交办(转办)时间",
                "转办时间",
                "转办日期",
            ])
            .hint("期限从这一天的次日起算")
            .width(21.0),
        Field::new("assigned_by", "交办机关", FieldType::Text)
            .step_first()
            .page_only(),
        Field::new("assign_no", "交办文号", FieldType::Text)
            .step_first()
            .aliases(&["文号"])
            .page_only(),
        Field::new("lead", "主办单位", FieldType::Ref(UNIT.into()))
            .step_first()
            .decided_by_person()
            .aliases(&["承办单位", "办理单位", "责任单位", "交办单位", "主办"])
            .width(24.0),
        Field::new("co", "协办单位", FieldType::Refs(UNIT.into()))
            .step_first()
            .aliases(&["协办", "会办单位"])
            .page_only(),
        Field::new("due_on", "办理期限", FieldType::Date)
            .called("办理时限")
            .step_first()
            .decided_by_person()
            .aliases(&["办理时限", "答复期限", "限办日期", "办结时限"])
            .hint("不填按期限规则推算")
            .width(21.0),
        Field::new("demand", "办理要求", FieldType::Text)
            .full_line()
            .step_first()
            .page_only(),
        Field::new("key_matter", "重点督办", FieldType::Bool)
            .by_decision()
            .hint("要列为重点的，办理“提请重点督办”")
            .page_only(),
        Field::new("left", "剩余时间", FieldType::Text)
            .called("剩余天数")
            .by_day(left)
            .reads(&["state", "due_on", "replied_on"])
            .grows_with("due_on")
            .screen_only(),
        Field::new(
            "light",
            "红黄绿灯",
            choice(&[Light::Green, Light::Yellow, Light::Red].map(Light::word)),
        )
        .by_day(light_column)
        .reads(&["state", "due_on", "replied_on"])
        .screen_only(),
    ]
}

/// 承办.
pub(crate) fn handling_fields() -> Vec<Field> {
    vec![
        Field::new("handler", "承办人", FieldType::Text)
            .section("承办")
            .step_first()
            .aliases(&["经办人", "责任人"])
            .page_only(),
        Field::new("handler_phone", "承办人电话", FieldType::Phone)
            .step_first()
            .page_only(),
        Field::new("taken_up_on", "承办日期", FieldType::Date)
            .step_first()
            .hint("承办单位接手的那一天，如 2026-03-06")
            .page_only(),
        Field::new("leader", "分管领导", FieldType::Text)
            .step_first()
            .aliases(&["领办领导"])
            .page_only(),
        Field::new("urged", "督办情况", FieldType::LongText)
            .step_first()
            .aliases(&["督办", "催办情况", "督办（催办）情况"])
            .hint("办理“督办”时自动记上日期和方式")
            .page_only(),
    ]
}

/// 答复. `numbered` where the paper has a number of its own.
pub(crate) fn answer_fields() -> Vec<Field> {
    let results = choice(&ReplyClass::WORDS);
    vec![
        Field::new("reply", "答复内容", FieldType::LongText)
            .section("答复")
            .step_first()
            .aliases(&["办理情况", "办理结果", "答复情况", "处理结果", "答复意见"])
            .search(SearchAs::Text)
            .width(40.0),
        Field::new("replied_on", "答复日期", FieldType::Date)
            .step_first()
            .decided_by_person()
            .aliases(&["答复时间", "办结时间", "办结日期"])
            .width(21.0),
        Field::new(
            "reply_way",
            "答复方式",
            choice(&["当面", "书面", "当面+书面", "电话"]),
        )
        .step_first()
        .page_only(),
        Field::new("reply_received_on", "收到答复日期", FieldType::Date)
            .step_first()
            .aliases(&["收到答复时间"])
            .hint("代表收到答复的日子，反馈的期限从这天起算；不填按答复日期算")
            .page_only(),
        Field::new("reply_no", "答复文号", FieldType::Text)
            .step_first()
            .page_only(),
        Field::new("signed_by", "签发人", FieldType::Text)
            .step_first()
            .page_only(),
        Field::new("result", "办理结果类别", results)
            .step_first()
            .aliases(&["结果类别", "办理类别", "办理结果标识"])
            .choice_aliases(&[
                ("A", ReplyClass::Solved.word()),
                ("A类", ReplyClass::Solved.word()),
                ("已解决", ReplyClass::Solved.word()),
                ("已解决或采纳", ReplyClass::Solved.word()),
                ("B", ReplyClass::UnderWay.word()),
                ("B类", ReplyClass::UnderWay.word()),
                ("正在解决", ReplyClass::UnderWay.word()),
                ("C", ReplyClass::Planned.word()),
                ("C类", ReplyClass::Planned.word()),
                ("D", ReplyClass::Noted.word()),
                ("D类", ReplyClass::Noted.word()),
                ("留作参考", ReplyClass::Noted.word()),
            ])
            .screen_only(),
    ]
}

/// 反馈, 销号.
pub(crate) fn closing_fields() -> Vec<Field> {
    vec![
        Field::new("satisfaction", "满意度", choice(&Satisfaction::WORDS))
            .section("反馈与销号")
            .step_first()
            .aliases(&["满意程度", "是否满意", "评价", "代表评价", "群众满意度"])
            .choice_aliases(&[
                ("非常满意", Satisfaction::Content.word()),
                ("很满意", Satisfaction::Content.word()),
                ("较满意", Satisfaction::Mostly.word()),
                ("比较满意", Satisfaction::Mostly.word()),
                ("一般", Satisfaction::Mostly.word()),
            ])
            .width(16.0),
        Field::new("feedback_on", "反馈日期", FieldType::Date)
            .step_first()
            .aliases(&["反馈时间", "回访时间"])
            .page_only(),
        Field::new(
            "feedback_way",
            "反馈方式",
            choice(&["当面", "电话", "书面", "短信", "入户"]),
        )
        .step_first()
        .page_only(),
        Field::new("feedback", "反馈意见", FieldType::LongText)
            .step_first()
            .page_only(),
        Field::new("earlier_rounds", "以前各次办理", FieldType::LongText)
            .step_first()
            .hint("办理“重新办理”时自动记上那一次的答复和评价，如 第1次：2026-03-05 答复，不满意")
            .page_only(),
        Field::new("close_applicant", "销号申请人", FieldType::Text)
            .step_first()
            .page_only(),
        Field::new("reviewer", "销号审核人", FieldType::Text)
            .called("审核人")
            .step_first()
            .by_decision()
            .hint("主席或副主席；不能是承办人")
            .page_only(),
        Field::new("closed_on", "销号日期", FieldType::Date)
            .step_first()
            .by_decision()
            .aliases(&["销号时间"])
            .width(21.0),
        Field::new("close_basis", "销号依据", FieldType::Text)
            .step_first()
            .page_only(),
        Field::new("recheck_wanted", "是否回头看", FieldType::Bool)
            .step_first()
            .page_only(),
    ]
}

/// 公开, 原件, 备注.
pub(crate) fn open_fields() -> Vec<Field> {
    vec![
        Field::new(
            "public",
            "公开属性",
            choice(&["公开", "部分公开", "不公开"]),
        )
        .section("其他")
        .hint("能不能向社会公开；办理情况应当公开，不公开的写明理由（代表法第51条）")
        .page_only(),
        Field::new("not_public", "不公开理由", FieldType::Text).page_only(),
        Field::new("original", "原件位置", FieldType::Text)
            .hint("第_盒第_页")
            .page_only(),
        Field::new("remark", "备注", FieldType::Text).page_only(),
        Field::new("backfill", "历史补录", FieldType::Bool)
            .aliases(&["补录"])
            .hint("以前办过的事，按旧台账补录，不另补手续")
            .page_only(),
        Field::new("other_columns", "原表其它栏", FieldType::LongText)
            .raw()
            .page_only(),
        Field::new(
            "state",
            "状态",
            FieldType::Choice(Workflow::words::<MatterStage>()),
        )
        .kept(shown_state, SHOWN_STATE)
        .screen_only(),
        Field::new("ended", "终结情况", FieldType::Text)
            .kept(ended, 1)
            .page_only(),
    ]
}

/// Why a matter went no further, as the book's last column says it; nothing for those that go on or
/// were closed.
fn ended(kind: &RecordType, row: &Row) -> Option<Value> {
    let text = |column: Column<Text>| row.read(kind, column);
    let workflow = kind.workflow.as_ref()?;
    let stage = MatterStage::of_word(workflow.state_of(kind, row))?;
    let ended = match stage {
        MatterStage::Archived => row.read(kind, Matter::HELD)?,
        other => other,
    };
    let words = match ended {
        MatterStage::Rejected => match text(Matter::REFUSAL) {
            Some(reason) => format!("不予受理：{reason}"),
            None => "不予受理".into(),
        },
        MatterStage::Merged => "并入另一件办理".into(),
        MatterStage::Withdrawn => "已撤回".into(),
        MatterStage::Raised => "转为代表建议".into(),
        MatterStage::AtCounty => "上报县级".into(),
        MatterStage::Held => "暂缓办理".into(),
        MatterStage::Registered
        | MatterStage::Accepted
        | MatterStage::Assigned
        | MatterStage::GivenBack
        | MatterStage::Handling
        | MatterStage::Replied
        | MatterStage::Evaluated
        | MatterStage::Again
        | MatterStage::ToClose
        | MatterStage::Closed
        | MatterStage::Archived
        | MatterStage::BackFromCounty => return None,
    };
    Some(Value::Text(words))
}

/// Columns of the printed book, which offices keep as sheets: a date and who or what.
pub(crate) fn two_in_one() -> Vec<TwoInOne> {
    vec![
        TwoInOne {
            headings: &["受理", "受理时间及受理人", "受理时间、受理人"],
            date: "accepted_on",
            rest: "accepted_by",
        },
        TwoInOne {
            headings: &[
                "交办（转办）时间及承办单位",
                "交办时间及承办单位",
                "交办时间及单位",
                "交办时间、承办单位",
            ],
            date: "assigned_on",
            rest: "lead",
        },
        TwoInOne {
            headings: &["反馈及满意度", "反馈时间及满意度", "反馈时间、满意度"],
            date: "feedback_on",
            rest: "satisfaction",
        },
    ]
}

/// Units in the column of the one that leads.
pub(crate) fn several() -> Vec<Foremost> {
    vec![Foremost {
        first: "lead",
        others: "co",
    }]
}

/// What an old ledger says in a column that means another: class A in 办理结果, which is where many
/// write the reply.
pub(crate) fn class_in_reply(kind: &RecordType, row: &Row) -> Option<(FieldKey, Value)> {
    let reply = row.read(kind, Matter::REPLY)?;
    let class = reply.trim().trim_end_matches('类');
    let results = kind.field(Matter::RESULT.key())?.field_type.choices();
    let word = results.into_iter().find(|it| {
        let own = it.split(' ').next().unwrap_or_default();
        own.eq_ignore_ascii_case(class)
    })?;
    let vacant = row.of(kind, Matter::RESULT).is_none();
    vacant.then(|| (Matter::RESULT.into(), Value::Text(word)))
}

/// Whether a column 办理情况 only says that it is being worked on.
fn is_under_way(reply: &str) -> bool {
    let reply = reply.trim();
    ["正在", "在办", "办理中", "未办", "未答复", "待办"]
        .iter()
        .any(|it| reply.starts_with(it))
}

/// Fields that steps alone write.
pub(crate) fn inner_fields(of: &str) -> Vec<Field> {
    vec![
        Field::new("merged_into", "并入事项", FieldType::Ref(of.into())).step_only(),
        Field::new("county_on", "上报县级日期", FieldType::Date).step_only(),
        Field::new("archived_on", "归档日期", FieldType::Date).step_only(),
        Field::new("stage", "环节状态", FieldType::Text).step_only(),
        Field::new("held", "原状态", FieldType::Text).step_only(),
        Field::new("late_before", "以前的答复逾期", FieldType::Bool).step_only(),
        Field::new("extension_asked", "申请延期，等审批", FieldType::Bool).step_only(),
        Field::new("key_asked", "提请重点督办，等审批", FieldType::Bool).step_only(),
    ]
}

/// Where a matter stands that no step has touched: at the beginning, or, brought in from an old
/// ledger, where its columns say.
pub(crate) fn derive(kind: &RecordType, row: &Row) -> &'static str {
    let backfill = row.yes(kind, Matter::BACKFILL);
    let has = |key: &str| row.get(kind, key).is_some();
    let reply = row.read(kind, Matter::REPLY);
    let replied = reply.is_some_and(|it| !is_under_way(it));
    let stage = if !backfill {
        MatterStage::Registered
    } else if has(Matter::CLOSED_ON.key()) {
        MatterStage::Closed
    } else if has(Matter::SATISFACTION.key()) || has(Matter::FEEDBACK_ON.key()) {
        MatterStage::Evaluated
    } else if has(Matter::REPLIED_ON.key()) || replied {
        MatterStage::Replied
    } else if has(Matter::LEAD.key()) || has(Matter::ASSIGNED_ON.key()) {
        MatterStage::Assigned
    } else if has(Matter::REFUSAL.key()) {
        MatterStage::Rejected
    } else if has(Matter::ACCEPTED_ON.key()) {
        MatterStage::Accepted
    } else {
        MatterStage::Registered
    };
    stage.word()
}

/// Fields without which a matter cannot stand there.
pub(super) fn needs(stage: MatterStage) -> &'static [&'static str] {
    const WITH_UNIT: &[&str] = &[Matter::LEAD.key(), Matter::ASSIGNED_ON.key()];
    const REPLIED: &[&str] = &[Matter::REPLY.key(), Matter::REPLIED_ON.key()];
    const EVALUATED: &[&str] = &[
        Matter::REPLY.key(),
        Matter::REPLIED_ON.key(),
        Matter::SATISFACTION.key(),
    ];
    const CLOSED: &[&str] = &[
        Matter::REPLY.key(),
        Matter::REPLIED_ON.key(),
        Matter::REVIEWER.key(),
        Matter::CLOSED_ON.key(),
    ];
    const MERGED: &[&str] = &[Matter::MERGED_INTO.key()];
    const REJECTED: &[&str] = &[Matter::REFUSAL.key()];
    match stage {
        MatterStage::Assigned
        | MatterStage::GivenBack
        | MatterStage::Handling
        | MatterStage::Again => WITH_UNIT,
        MatterStage::Replied | MatterStage::ToClose => REPLIED,
        MatterStage::Evaluated => EVALUATED,
        MatterStage::Closed => CLOSED,
        MatterStage::Merged => MERGED,
        MatterStage::Rejected => REJECTED,
        MatterStage::Registered
        | MatterStage::Accepted
        | MatterStage::Archived
        | MatterStage::Withdrawn
        | MatterStage::Raised
        | MatterStage::AtCounty
        | MatterStage::BackFromCounty
        | MatterStage::Held => &[],
    }
}

/// What a matter cannot lack where it stands, and days in their order.
pub(crate) fn check(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let stage = row.read(kind, Matter::STAGE);
    let backfill = row.yes(kind, Matter::BACKFILL);
    if let Some(stage) = stage.filter(|_| !backfill) {
        let missing = needs(stage)
            .iter()
            .filter(|key| row.get(kind, key).is_none());
        faults.extend(missing.filter_map(|key| kind.field(key)).map(|field| {
            FieldFault::error(
                field,
                format!("“{}”时“{}”不能空着", stage.word(), field.label),
                "要改派请用“转办”，办错了请撤销那一步",
            )
        }));
    }
    let days: Vec<(&FieldKey, NaiveDate)> = [
        Opinion::RECEIVED_ON.key(),
        Suggestion::SUBMITTED_ON.key(),
        Matter::ACCEPTED_ON.key(),
    ]
    .iter()
    .chain(&[
        Matter::ASSIGNED_ON.key(),
        Matter::REPLIED_ON.key(),
        Matter::FEEDBACK_ON.key(),
        Matter::CLOSED_ON.key(),
    ])
    .filter_map(|key| kind.field(key))
    .filter_map(|field| {
        let date = row.get(kind, field.key.as_str()).and_then(Value::as_date)?;
        Some((&field.key, date.exact()?))
    })
    .collect();
    let label = |key: &FieldKey| kind.field(key.as_str()).map_or("", |it| it.label.as_str());
    for (at, (key, day)) in days.iter().enumerate() {
        let Some(field) = kind.field(key.as_str()) else {
            continue;
        };
        if *day > today.date {
            let sentence = format!("{}“{day}”还没有到", field.label);
            faults.push(FieldFault::error(field, sentence, "请改成实际的日期"));
        } else if let Some((earlier, before)) = days[..at].iter().find(|(_, it)| it > day) {
            faults.push(FieldFault::error(
                field,
                format!("{}“{day}”早于{}“{before}”", field.label, label(earlier)),
                "请核对两个日期",
            ));
        }
    }
    faults
}
