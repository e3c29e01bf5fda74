//! F16: 信访代办单. The deadlines belong to the petition organ (信访工作条例 第22、34条); they are
//! only followed here.

use chrono::{Days, NaiveDate};

use crate::book;
use crate::dates::PartialDate;
use crate::record::{Field, FieldType, RecordType, Row, SearchAs, Value};
use crate::roster::DEPUTY;
use crate::service::PROXY;

/// Within so many days of receiving it the organ says whether it accepts (信访工作条例 第22条).
pub const TOLD_WITHIN_DAYS: u64 = 15;
/// Within so many days of accepting it the matter ends (第34条; 30 more when extended).
pub const ENDS_WITHIN_DAYS: u64 = 60;
const EXTENSION_DAYS: u64 = 30;

/// A petition that a deputy carries for somebody.
#[must_use]
pub fn proxy_type() -> RecordType {
    let states = ["代办中", "已化解", "部分化解", "未化解", "撤回"];
    let mut fields = book::numbered();
    fields.extend([
        Field::new("client", "委托群众", FieldType::Name)
            .section("委托")
            .blocking()
            .sensitive()
            .aliases(&["委托人", "群众姓名", "信访人", "姓名"])
            .width(20.0),
        Field::new("phone", "联系电话", FieldType::Phone)
            .aliases(&["电话"])
            .width(26.0),
        Field::text("village", "村组")
            .search(SearchAs::Text)
            .aliases(&["住址", "村"])
            .page_only(),
        Field::to_many("deputies", "代办代表", DEPUTY)
            .expected()
            .aliases(&["代表", "代办人"]),
        book::station(),
        Field::long_text("demand", "诉求")
            .sensitive()
            .expected()
            .aliases(&["信访事项", "诉求内容", "反映问题", "主要诉求"])
            .width(60.0),
        Field::new("petitioned", "是否已走信访", FieldType::Bool).page_only(),
        Field::date("received_on", "代办受理日期")
            .expected()
            .aliases(&["受理日期", "受理时间", "日期", "登记日期"]),
        Field::text("organ", "送达机关")
            .section("办理")
            .aliases(&["受理机关", "转送单位"])
            .width(30.0),
        Field::date("delivered_on", "送达日期").aliases(&["送达时间"]),
        Field::date("told_by", "告知期限")
            .kept(told_by, 1)
            .hint("送达后 15 日（信访工作条例第22条）"),
        Field::date("accepted_on", "机关受理日期").page_only(),
        Field::new("extended", "是否延期", FieldType::Bool)
            .hint("可延 30 日")
            .page_only(),
        Field::date("ends_by", "办理期限")
            .kept(ends_by, 1)
            .hint("受理后 60 日（信访工作条例第34条）"),
        Field::new("result", "办理结果", FieldType::LongText)
            .section("结果")
            .search(SearchAs::Text)
            .aliases(&["结果", "处理结果"])
            .width(40.0),
        Field::date("ended_on", "办结日期").aliases(&["办结时间"]),
        Field::choice("state", "化解情况", &states)
            .expected()
            .aliases(&["状态", "是否化解"])
            .choice_aliases(&[("化解", "已化解"), ("办理中", "代办中")])
            .width(18.0),
        Field::date("visited_on", "回访日期").page_only(),
        Field::text("visit", "回访情况").full_line().page_only(),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(PROXY, "信访代办", fields).register("proxies", "信访代办登记", "");
    it.name_field = "client".into();
    it.matching = book::same_by(&["client", "received_on"]);
    it.order = vec!["received_on".into(), "number".into()];
    it.serial = Some(book::serial("received_on"));
    it.check = Some(|kind, row, _| {
        [("delivered_on", "received_on"), ("ended_on", "received_on")]
            .iter()
            .filter_map(|(later, earlier)| book::before(kind, row, later, earlier))
            .collect()
    });
    it
}

fn after(kind: &RecordType, row: &Row, key: &str, days: u64) -> Option<Value> {
    use chrono::Datelike;
    let day: NaiveDate = row.get(kind, key).and_then(Value::as_date)?.exact()?;
    let end = day.checked_add_days(Days::new(days))?;
    PartialDate::day(
        end.year(),
        u8::try_from(end.month()).ok()?,
        u8::try_from(end.day()).ok()?,
    )
    .map(Value::Date)
}

fn told_by(kind: &RecordType, row: &Row) -> Option<Value> {
    after(kind, row, "delivered_on", TOLD_WITHIN_DAYS)
}

fn ends_by(kind: &RecordType, row: &Row) -> Option<Value> {
    let extended = row.get(kind, "extended") == Some(&Value::Bool(true));
    let days = if extended {
        ENDS_WITHIN_DAYS + EXTENSION_DAYS
    } else {
        ENDS_WITHIN_DAYS
    };
    after(kind, row, "accepted_on", days)
}
