//! Rows inside a matter: each is a record of its own, written by the step of its name.

use crate::matter::Transfer;
use crate::record::{Field, FieldFault, FieldType, ParentLink, RecordType, Value};
use crate::station::UNIT;

use super::{ExtensionOutcome, Satisfaction};

/// 转办
pub const TRANSFER: &str = "transfer";
/// 退件
pub const GIVING_BACK: &str = "giving_back";
/// 面商
pub const CONSULTATION: &str = "matter_consultation";
/// 进度
pub const PROGRESS: &str = "progress";
/// 延期
pub const EXTENSION: &str = "extension";
/// 督办
pub const SUPERVISION: &str = "matter_supervision";
/// 测评
pub const EVALUATION: &str = "evaluation";
/// The 测评 in which who raised the matter says what they think of the reply (反馈).
pub const ASKING_ROUND: &str = "征询意见表";
/// 重新办理
pub const REWORK: &str = "rework";
/// 回头看
pub const RECHECK: &str = "recheck";

/// The record types of rows inside matters.
#[must_use]
pub fn inside_types() -> Vec<RecordType> {
    let unit = || FieldType::Ref(UNIT.into());
    let choice = |words: &[&str]| FieldType::choice(words);
    vec![
        row(
            TRANSFER,
            "转办",
            vec![
                Field::new("reason", "转办理由", FieldType::LongText),
                Field::new("on", "转办日期", FieldType::Date),
                Field::new("from", "原主办单位", unit()),
                Field::new("to", "转给单位", unit()),
            ],
        ),
        row(
            GIVING_BACK,
            "退件",
            vec![
                Field::new("reason", "退件理由", FieldType::LongText),
                Field::new("on", "退件日期", FieldType::Date),
                Field::new("unit", "退件单位", unit()),
                Field::new("outcome", "退件处理", choice(&["同意改派", "不同意"])),
            ],
        ),
        row(
            CONSULTATION,
            "面商",
            vec![
                Field::new("view", "代表（反映人）意见", FieldType::LongText),
                Field::new("on", "面商日期", FieldType::Date),
                Field::new("way", "面商方式", choice(&["见面", "电话", "书面"])),
                Field::new("by", "面商人", FieldType::Text),
            ],
        ),
        progress(),
        row(
            EXTENSION,
            "延期",
            vec![
                Field::new("reason", "延期理由", FieldType::LongText),
                Field::new("on", "申请日期", FieldType::Date),
                Field::new("unit", "申请单位", unit()),
                Field::new("asker", "申请人", FieldType::Text),
                Field::new("asked_until", "申请延至", FieldType::Date)
                    .hint("要比现在的办理期限晚；不填按规则推算"),
                Field::new("outcome", "审批结果", choice(&ExtensionOutcome::WORDS)).by_decision(),
                Field::new("decided_on", "审批日期", FieldType::Date).by_decision(),
                Field::new("until", "延至日期", FieldType::Date)
                    .by_decision()
                    .hint("不填按规则推算"),
                Field::new("approver", "批准人", FieldType::Text)
                    .by_decision()
                    .hint("谁批准的，写姓名，如 周志国；由交办的一方批准（山东条例第19条、青岛条例第25条）"),
                Field::new("told_on", "告知代表（反映人）日期", FieldType::Date),
            ],
        ),
        row(
            SUPERVISION,
            "督办",
            vec![
                Field::new("demand", "督办要求", FieldType::LongText),
                Field::new("on", "督办日期", FieldType::Date),
                Field::new(
                    "way",
                    "督办方式",
                    choice(&[
                        "电话催办",
                        "书面催办单",
                        "现场督办",
                        "领衔督办",
                        "代表视察",
                        "会议听取",
                    ]),
                ),
                Field::new("by", "督办人", FieldType::Text),
                Field::new(
                    "level",
                    "督办层级",
                    choice(&["主席", "副主席", "主席团成员", "代表", "工作人员", "人代会"]),
                ),
                Field::new("result", "督办结果", FieldType::LongText),
            ],
        ),
        row(EVALUATION, "测评", evaluation(&choice)),
        row(
            REWORK,
            "重新办理记录",
            vec![
                Field::new("reason", "重新办理原因", FieldType::LongText),
                Field::new("round", "第几次", FieldType::Int),
                Field::new("on", "重新交办日期", FieldType::Date),
                Field::new("reply_before", "原答复", FieldType::LongText),
                Field::new("replied_before", "原答复日期", FieldType::Date),
                Field::new("satisfaction_before", "原评价", FieldType::Text),
            ],
        ),
        row(
            RECHECK,
            "回头看",
            vec![
                Field::new("situation", "回头看情况", FieldType::LongText),
                Field::new("on", "回头看日期", FieldType::Date),
                Field::new("by", "回访人", FieldType::Text),
                Field::new("relapsed", "是否反弹", FieldType::Bool),
            ],
        ),
    ]
}

/// The five dimensions and the whole (襄城县).
fn evaluation(choice: &dyn Fn(&[&str]) -> FieldType) -> Vec<Field> {
    let mut fields = vec![
        Field::new(
            "round",
            "评价方式",
            choice(&[
                ASKING_ROUND,
                "年中答复",
                "全年办理",
                "现场视察评议",
                "电话回访",
            ]),
        ),
        Field::new("on", "测评日期", FieldType::Date),
        Field::new("by", "测评人", FieldType::Text),
    ];
    for (key, label) in [
        ("leadership", "领导重视"),
        ("attitude", "办理态度"),
        ("talking", "面商沟通"),
        ("quality", "答复质量"),
        ("result", "落实情况"),
        ("overall", "总体评价"),
    ] {
        fields.push(Field::new(key, label, choice(&Satisfaction::WORDS)));
    }
    fields.push(Field::new("opinion", "具体意见", FieldType::LongText));
    fields
}

fn row(key: &str, title: &str, mut fields: Vec<Field>) -> RecordType {
    fields.push(of_matter());
    let mut it = RecordType::new(key, title, fields);
    it.parent = Some(under_matter());
    it
}

fn progress() -> RecordType {
    let mut it = row(
        PROGRESS,
        "进度",
        vec![
            Field::new("content", "进展情况", FieldType::LongText),
            Field::new("on", "进展日期", FieldType::Date),
            Field::new("percent", "完成百分比", FieldType::Int),
        ],
    );
    it.check = Some(|kind, row, _| {
        let percent = row.get(kind, "percent").and_then(Value::as_int);
        let wrong = percent.is_some_and(|it| !(0..=100).contains(&it));
        let field = kind.field("percent").filter(|_| wrong);
        let fault = |it| FieldFault::error(it, "完成百分比要在 0 到 100 之间", "请核对");
        field.map(fault).into_iter().collect()
    });
    it
}

/// The matter in which a row stands.
pub(crate) fn of_matter() -> Field {
    Field::new("parent", "所属事项", FieldType::Text)
        .page_only()
        .out_of_sight()
}

/// A matter is an opinion or a suggestion, so its rows name it by its id alone.
pub(crate) fn under_matter() -> ParentLink {
    ParentLink {
        kind: None,
        field: Transfer::PARENT.into(),
    }
}
