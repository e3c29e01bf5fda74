//! 矛盾纠纷登记.

use crate::activity::ACTIVITY;
use crate::book;
use crate::record::{Field, FieldType, RecordType, SearchAs};
use crate::roster::DEPUTY;
use crate::service::{DISPUTE, DisputeState};

/// A dispute that deputies help to settle.
#[must_use]
pub fn dispute_type() -> RecordType {
    let sorts = [
        "邻里",
        "婚姻家庭",
        "土地山林",
        "劳资",
        "合同债务",
        "损害赔偿",
        "征地拆迁",
        "物业",
        "村务",
        "其他",
    ];
    let ways = [
        "代表调解",
        "村调解委员会",
        "司法所",
        "派出所",
        "法庭",
        "法律援助",
        "多方联合",
        "其他",
    ];
    let states = DisputeState::WORDS;
    let mut fields = book::numbered();
    fields.extend([
        Field::date("received_on", "受理日期")
            .section("纠纷")
            .expected()
            .aliases(&[
                "登记日期",
                "日期",
                "时间",
                "排查时间",
                "受理时间",
                "发生时间",
            ])
            .width(24.0),
        book::station(),
        Field::text("parties", "当事方")
            .blocking()
            .sensitive()
            .search(SearchAs::Text)
            .aliases(&["当事人", "双方当事人", "纠纷当事人", "当事人姓名"])
            .width(34.0),
        Field::text("village", "村组")
            .search(SearchAs::Text)
            .aliases(&["所在村", "村"])
            .width(26.0),
        Field::choice("sort", "纠纷类型", &sorts)
            .expected()
            .aliases(&["类型", "纠纷类别", "矛盾类型"])
            .choice_aliases(&[
                ("邻里纠纷", "邻里"),
                ("婚姻家庭纠纷", "婚姻家庭"),
                ("婚姻", "婚姻家庭"),
                ("家庭", "婚姻家庭"),
                ("土地", "土地山林"),
                ("土地纠纷", "土地山林"),
                ("劳动", "劳资"),
                ("赔偿", "损害赔偿"),
                ("债务", "合同债务"),
            ])
            .width(22.0),
        Field::long_text("content", "纠纷情况")
            .expected()
            .aliases(&[
                "主要情况",
                "纠纷内容",
                "矛盾纠纷情况",
                "矛盾内容",
                "简要情况",
            ])
            .width(60.0),
        Field::int("people", "涉及人数").summed().page_only(),
        Field::to_many("deputies", "化解代表", DEPUTY)
            .section("化解")
            .expected()
            .aliases(&["代表", "包联代表", "调解代表", "责任代表"]),
        Field::text("helpers", "参加化解的单位和人员")
            .aliases(&["调解人", "参与单位", "责任单位"])
            .page_only(),
        Field::text("referred_by", "引调单位")
            .hint("由哪里引来的，如法庭、信访办")
            .page_only(),
        Field::choice("way", "化解方式", &ways)
            .aliases(&["调解方式", "方式"])
            .width(22.0),
        Field::choice("state", "化解结果", &states)
            .expected()
            .aliases(&["结果", "状态", "是否化解", "调解结果"])
            .choice_aliases(&[
                ("化解", "已化解"),
                ("是", "已化解"),
                ("成功", "已化解"),
                ("调解成功", "已化解"),
                ("否", "未化解"),
                ("正在调解", "调解中"),
            ])
            .width(20.0),
        Field::date("settled_on", "化解日期").aliases(&["化解时间", "调解时间", "办结时间"]),
        Field::new("agreement", "化解情况", FieldType::LongText)
            .search(SearchAs::Text)
            .aliases(&["调解情况", "协议内容", "处理情况"])
            .width(40.0),
        Field::money("money", "涉及金额（元）")
            .aliases(&["涉及金额", "金额"])
            .page_only(),
        Field::date("visited_on", "回访日期")
            .section("回访")
            .page_only(),
        Field::text("visit", "回访情况").page_only(),
        Field::new("relapsed", "是否反复", FieldType::Bool).page_only(),
        Field::to("activity", "关联活动", ACTIVITY).page_only(),
        Field::text("matter", "来源编号")
            .hint("由接待或意见转来的，写编号")
            .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it =
        RecordType::new(DISPUTE, "矛盾纠纷", fields).register("disputes", "矛盾纠纷登记", "");
    it.name_field = "parties".into();
    it.matching = book::same_by(&["parties", "received_on"]);
    it.order = vec!["received_on".into(), "number".into()];
    it.serial = Some(book::serial("received_on"));
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "settled_on", "received_on")
            .into_iter()
            .collect()
    });
    it
}
