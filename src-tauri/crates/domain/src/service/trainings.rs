//! 学习培训 outside the office's own activities, and 立法征求意见.

use crate::book;
use crate::record::{Field, FieldType, RecordType, SearchAs};
use crate::roster::DEPUTY;
use crate::service::{LEGISLATION, TRAINING};

/// A training that deputies took part in, organised by others or on the net. The office's own
/// ones are activities (学习培训) and stand in 簿二.
#[must_use]
pub fn training_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "培训主题")
            .section("培训")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&[
                "培训内容",
                "学习内容",
                "主题",
                "培训名称",
                "学习主题",
                "班次",
            ])
            .width(56.0),
        Field::date("held_on", "日期")
            .expected()
            .open()
            .aliases(&["时间", "培训时间", "学习时间", "培训日期"])
            .width(24.0),
        Field::date("ended_on", "结束日期").open().page_only(),
        book::station().open(),
        Field::text("organiser", "组织者")
            .open()
            .aliases(&["组织单位", "主办单位", "培训单位"])
            .width(34.0),
        Field::choice("way", "方式", &["线下", "线上", "线上线下结合", "自学"])
            .open()
            .aliases(&["培训方式", "学习方式", "形式"])
            .choice_aliases(&[
                ("网络", "线上"),
                ("网络培训", "线上"),
                ("集中培训", "线下"),
                ("集中学习", "线下"),
                ("现场", "线下"),
            ])
            .width(18.0),
        Field::int("class_hours", "学时").open().aliases(&["课时"]),
        Field::to_many("deputies", "参加代表", DEPUTY)
            .expected()
            .open()
            .aliases(&["代表", "参训代表", "参训人员", "姓名"])
            .width(40.0),
        Field::int("people", "参训人数")
            .summed()
            .open()
            .aliases(&["人数", "参加人数"]),
        Field::text("teacher", "授课人")
            .open()
            .aliases(&["主讲人", "讲师"])
            .page_only(),
        Field::text("certificate", "结业证书").open().page_only(),
        Field::new("notes", "学习体会", FieldType::LongText)
            .open()
            .page_only(),
        Field::money("cost", "费用（元）")
            .open()
            .aliases(&["费用", "经费"])
            .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it =
        RecordType::new(TRAINING, "学习培训", fields).register("trainings", "代表学习培训登记", "");
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "held_on"]);
    it.order = vec!["held_on".into(), "number".into()];
    it.serial = Some(book::serial("held_on"));
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "ended_on", "held_on")
            .into_iter()
            .collect()
    });
    it
}

/// An opinion on a bill, gathered at a 基层立法联系点 (石拐).
#[must_use]
pub fn legislation_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("bill", "法规名称")
            .section("征求意见")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&["法规", "草案名称", "征求意见稿", "法律法规名称"])
            .width(50.0),
        Field::text("article", "条款")
            .open()
            .aliases(&["条文", "涉及条款"])
            .width(20.0),
        Field::date("asked_on", "征求日期")
            .expected()
            .open()
            .aliases(&["征求时间", "日期", "时间"]),
        book::station().open(),
        Field::text("asked_by", "征求机关")
            .open()
            .aliases(&["来文机关", "征求单位"])
            .page_only(),
        Field::long_text("opinion", "意见建议")
            .expected()
            .open()
            .aliases(&["意见", "修改意见", "建议", "反馈意见"])
            .width(60.0),
        Field::text("proposer", "提出人")
            .open()
            .aliases(&["提出单位或个人", "意见提出人"])
            .width(20.0),
        Field::to_many("deputies", "提出代表", DEPUTY)
            .open()
            .aliases(&["代表"]),
        Field::int("people", "参加人次").summed().open().page_only(),
        Field::date("reported_on", "上报日期")
            .section("反馈和采纳")
            .open()
            .aliases(&["反馈日期", "上报时间", "反馈时间"]),
        Field::choice(
            "adopted",
            "采纳情况",
            &["已采纳", "部分采纳", "未采纳", "待反馈"],
        )
        .open()
        .aliases(&["是否采纳", "采纳"])
        .choice_aliases(&[("是", "已采纳"), ("采纳", "已采纳"), ("否", "未采纳")])
        .width(18.0),
        Field::new("reply", "反馈说明", FieldType::LongText)
            .open()
            .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(LEGISLATION, "立法征求意见", fields).register(
        "legislations",
        "立法征求意见登记",
        "",
    );
    it.name_field = "bill".into();
    it.matching = book::same_by(&["bill", "article", "opinion"]);
    it.order = vec!["asked_on".into(), "number".into()];
    it.serial = Some(book::serial("asked_on"));
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "reported_on", "asked_on")
            .into_iter()
            .collect()
    });
    it
}
