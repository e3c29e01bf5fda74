//! 请假条.

use crate::activity::{ACTIVITY, LEAVE, Leave, LeaveDecision, LeaveSort};
use crate::book;
use crate::calendar::Today;
use crate::meeting::{CONGRESS, MEETING};
use crate::record::{Field, FieldFault, FieldType, RecordType, Row};
use crate::roster::DEPUTY;

/// A leave: for an activity, a presidium meeting or a session of the congress. For the congress it
/// is asked for in writing where local law says so (重庆市乡镇人民代表大会工作条例 第48条, 北京市乡、民族
/// 乡、镇人民代表大会组织条例 第34条, 浙江省实施代表法办法 第46条; 代表法 第13条 says only 按照规定请假).
#[must_use]
pub fn leave_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::to("deputy", "请假代表", DEPUTY)
            .called("代表")
            .section("请假")
            .blocking()
            .aliases(&["代表", "姓名", "请假人", "代表姓名"])
            .width(22.0),
        Field::to("activity", "活动", ACTIVITY)
            .aliases(&["请假活动", "会议/活动", "会议或活动", "会议、活动"])
            .hint("为哪次活动请假；会议请假填下面两栏")
            .width(40.0),
        Field::to("meeting", "主席团会议", MEETING).page_only(),
        Field::to("congress", "人代会", CONGRESS)
            .hint("人代会请假按规定办理（代表法第13条）；重庆、北京、浙江的条例要求书面请假")
            .page_only(),
        book::station(),
        Field::choice("sort", "请假类型", &LeaveSort::WORDS)
            .aliases(&["类型", "假别"])
            .choice_aliases(&[
                ("病", "病假"),
                ("事", "事假"),
                ("因公", "公务"),
                ("公假", "公务"),
                ("公", "公务"),
            ])
            .width(18.0),
        Field::new("reason", "请假理由", FieldType::LongText)
            .called("理由")
            .expected()
            .aliases(&["事由", "请假原因", "理由", "原因"])
            .width(50.0),
        Field::new("written", "是否书面", FieldType::Bool).width(16.0),
        Field::date("submitted_on", "提交日期")
            .called("提交时间")
            .expected()
            .aliases(&["请假时间", "请假日期", "提交时间", "日期"]),
        Field::text("approver", "批准人")
            .by_decision()
            .section("批准")
            .aliases(&["审批人"]),
        Field::choice("decision", "批准结果", &LeaveDecision::WORDS)
            .by_decision()
            .expected()
            .aliases(&["审批结果", "是否批准"])
            .choice_aliases(&[
                ("同意", "批准"),
                ("不同意", "不批准"),
                ("是", "批准"),
                ("否", "不批准"),
            ])
            .width(18.0),
        Field::date("decided_on", "批准日期")
            .by_decision()
            .called("批准时间")
            .aliases(&["批准时间", "审批时间"]),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(LEAVE, "请假", fields).register("leaves", "请假登记", "簿二");
    it.name_field = "deputy".into();
    it.matching = book::same_by(&["deputy", "submitted_on", "activity"]);
    it.order = vec!["submitted_on".into(), "number".into()];
    it.serial = Some(book::serial("submitted_on"));
    it.check = Some(check);
    it
}

fn check(kind: &RecordType, row: &Row, _: &Today) -> Vec<FieldFault> {
    book::before(
        kind,
        row,
        Leave::DECIDED_ON.key(),
        Leave::SUBMITTED_ON.key(),
    )
    .into_iter()
    .collect()
}
