//! 主席团会议记录.

use crate::book;
use crate::calendar::Today;
use crate::meeting::{
    DECISION, MEETING, PresidiumMeeting, check_quorum, quorate, result_by, vote_type,
};
use crate::office::TERM;
use crate::record::{Field, FieldFault, FieldType, Home, Offer, RecordType, Row, SearchAs};
use crate::roster::DEPUTY;
use crate::rules::{RuleKey, Share};

/// A meeting of the presidium. How often it meets in recess is a rule of the province.
#[must_use]
pub fn meeting_type() -> RecordType {
    let mut fields = vec![
        Field::text("title", "会议名称")
            .section("会议")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&["名称", "会议", "届次/第几次", "会次"])
            .hint("如：第十九届人大主席团第七次会议")
            .width(50.0),
        Field::to("term", "届次", TERM)
            .offers(Offer::Term)
            .open()
            .page_only(),
        Field::int("ordinal", "第几次")
            .open()
            .aliases(&["次数"])
            .page_only(),
        Field::date("held_on", "会议日期")
            .called("日期")
            .blocking()
            .open()
            .decided_by_person()
            .aliases(&["日期", "时间", "会议时间", "召开时间"])
            .width(24.0),
        Field::new("hours", "起止时间", FieldType::Time)
            .open()
            .page_only(),
        Field::text("place", "地点")
            .open()
            .aliases(&["会议地点"])
            .width(30.0)
            .screen_only(),
        Field::text("host", "主持人").expected().open().width(18.0),
        Field::text("recorder", "记录人")
            .offers(Offer::User)
            .expected()
            .page_only(),
        Field::to_many("members", "应到主席团成员", DEPUTY)
            .section("出席")
            .open()
            .aliases(&["主席团成员"])
            .full_line()
            .page_only(),
        Field::to_many("away", "缺席和请假成员", DEPUTY)
            .open()
            .aliases(&["缺席人员", "请假人员", "缺席"])
            .hint("只填没有到会的")
            .full_line()
            .page_only(),
        Field::int("expected", "应到人数")
            .open()
            .aliases(&["应到"])
            .hint("选了成员的不用填"),
        Field::int("present", "实到人数")
            .called("实到")
            .open()
            .aliases(&["实到", "到会人数", "出席人数"])
            .hint("选了成员的不用填"),
        Field::choice("quorum", "法定人数", &Share::QUORUM_WORDS)
            .open()
            .hint("不填为全体成员的{presidium_quorum}（{presidium_quorum.basis}）")
            .page_only(),
        Field::text("quorate", "是否达到法定人数")
            .by_day(quorate)
            .reads(&[
                "held_on", "members", "away", "expected", "present", "quorum",
            ])
            .open()
            .width(20.0),
        Field::new("guests", "列席人员", FieldType::LongText)
            .called("列席")
            .open()
            .aliases(&["列席"])
            .page_only(),
        Field::long_text("agenda", "议题")
            .section("议题和决定")
            .expected()
            .open()
            .aliases(&["会议议题", "议程", "会议内容"])
            .width(50.0),
        Field::new("deliberation", "审议情况", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .page_only(),
        Field::long_text("decisions", "决定事项")
            .called("决定")
            .open()
            .aliases(&["决定", "议定事项", "会议决定"])
            .hint("要记票数的，在下面逐项登记表决")
            .width(50.0),
        Field::text("minutes", "纪要文号")
            .open()
            .aliases(&["文号"])
            .width(24.0),
        Field::date("next_on", "下次会议日期").open().page_only(),
        book::station().open().page_only(),
    ];
    fields.extend(book::closing());
    let mut it = RecordType::new(MEETING, "主席团会议", fields)
        .belonging(Home::Township)
        .register("meetings", "主席团会议记录", "");
    it.matching = book::same_by(&["held_on", "title"]);
    it.order = vec!["held_on".into()];
    it.check = Some(check);
    it
}

fn check(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let mut faults: Vec<FieldFault> = book::before(
        kind,
        row,
        PresidiumMeeting::NEXT_ON.key(),
        PresidiumMeeting::HELD_ON.key(),
    )
    .into_iter()
    .collect();
    faults.extend(check_quorum(kind, row, today, RuleKey::PresidiumQuorum));
    faults
}

/// What a presidium meeting voted on; it passes by more than half of all members.
#[must_use]
pub fn decision_type() -> RecordType {
    vote_type(
        DECISION,
        "表决",
        "全体成员",
        |kind, row, today| {
            let needed = today.rules.part(RuleKey::PresidiumMajority, today.date);
            result_by(kind, row, needed)
        },
        Field::to("meeting", "会议", MEETING),
    )
}
