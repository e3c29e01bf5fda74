//! 群众监督员 and what they report. Each station has two or three (石拐).

use crate::activity::ACTIVITY;
use crate::book;
use crate::matter::Satisfaction;
use crate::record::{Field, FieldType, Home, RecordType, SearchAs};
use crate::roster::DEPUTY;
use crate::station::{OVERSEER, OVERSIGHT};

/// Somebody who watches over a station.
#[must_use]
pub fn overseer_type() -> RecordType {
    let mut it = RecordType::new(
        OVERSEER,
        "群众监督员",
        vec![
            Field::new("name", "姓名", FieldType::Name)
                .section("监督员")
                .blocking()
                .open()
                .aliases(&["监督员姓名", "监督员"])
                .width(20.0),
            book::station().expected().open(),
            Field::text("village", "村组")
                .open()
                .search(SearchAs::Text)
                .aliases(&["所在村", "村"])
                .width(30.0),
            Field::text("post", "单位及职务")
                .open()
                .aliases(&["职务", "工作单位", "身份"])
                .width(40.0),
            Field::new("phone", "联系电话", FieldType::Phone)
                .aliases(&["电话", "手机", "联系方式"])
                .width(26.0),
            Field::date("from", "聘任日期")
                .open()
                .aliases(&["聘任时间"]),
            Field::date("to", "聘期至").open(),
            Field::text("remark", "备注").full_line(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .page_only(),
        ],
    )
    .register("overseers", "群众监督员名册", "");
    it.home = Home::Published;
    it.matching = vec![vec!["name".into(), "station".into()]];
    it.check = Some(|kind, row, _| book::before(kind, row, "to", "from").into_iter().collect());
    it
}

/// What an overseer reports: 群众监督员反馈表.
#[must_use]
pub fn oversight_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::date("reported_on", "日期")
            .section("监督反馈")
            .blocking()
            .aliases(&["反馈日期", "时间", "监督时间"])
            .width(24.0),
        book::station(),
        Field::to("overseer", "监督员", OVERSEER)
            .expected()
            .aliases(&["群众监督员", "姓名"])
            .width(20.0),
        Field::to_many("deputies", "被监督代表", DEPUTY).aliases(&["代表", "被评议代表"]),
        Field::to("activity", "被监督活动", ACTIVITY)
            .aliases(&["活动"])
            .width(34.0),
        Field::choice("verdict", "评价", &Satisfaction::WORDS)
            .expected()
            .aliases(&["评价结果", "满意度"])
            .width(18.0),
        Field::long_text("opinion", "意见")
            .aliases(&["意见建议", "监督意见"])
            .width(60.0),
        Field::new("handling", "处理", FieldType::LongText)
            .search(SearchAs::Text)
            .aliases(&["处理情况", "整改情况"])
            .width(40.0),
        Field::date("handled_on", "处理日期").page_only(),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(OVERSIGHT, "监督反馈", fields).register(
        "oversights",
        "群众监督员反馈表",
        "",
    );
    it.name_field = "reported_on".into();
    it.matching = book::same_by(&["reported_on", "overseer", "opinion"]);
    it.order = vec!["reported_on".into(), "number".into()];
    it.serial = Some(book::serial("reported_on"));
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "handled_on", "reported_on")
            .into_iter()
            .collect()
    });
    it
}
