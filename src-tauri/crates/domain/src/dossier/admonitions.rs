//! 提醒约谈、处分、暂停和终止. For the office alone; never in the public version.

use crate::book;
use crate::dossier::ADMONITION;
use crate::record::{Field, FieldType, Home, RecordType, SearchAs};
use crate::roster::DEPUTY;

/// A reminder, a talk, a disciplinary matter, a suspension or an end of a mandate (代表法 第61条、第62条).
#[must_use]
pub fn admonition_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::choice(
            "sort",
            "类别",
            &[
                "提醒",
                "约谈",
                "通报批评",
                "处分",
                "暂停执行职务",
                "资格终止",
                "恢复执行职务",
            ],
        )
        .section("事由")
        .expected()
        .aliases(&["类型", "方式"])
        .width(24.0),
        Field::text("title", "事由")
            .blocking()
            .search(SearchAs::Text)
            .aliases(&["原因", "情况", "提醒事由", "约谈事由"])
            .width(60.0),
        Field::date("given_on", "日期")
            .blocking()
            .aliases(&["时间", "提醒日期", "约谈日期"])
            .width(24.0),
        book::station(),
        Field::to_many("deputies", "代表", DEPUTY)
            .expected()
            .aliases(&["姓名", "代表姓名", "被约谈代表"])
            .width(30.0),
        Field::text("given_by", "办理单位或人")
            .aliases(&["约谈人", "提醒人", "办理单位"])
            .width(30.0),
        Field::text("basis", "依据")
            .aliases(&["依据文号", "文号"])
            .hint("法律条款、制度或文号")
            .width(40.0),
        Field::new("statement", "本人说明", FieldType::LongText).page_only(),
        Field::new("outcome", "整改和结果", FieldType::LongText)
            .aliases(&["结果", "整改情况"])
            .width(40.0),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(ADMONITION, "提醒约谈", fields)
        .belonging(Home::Township)
        .register("admonitions", "代表提醒约谈登记", "");
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "given_on"]);
    it.order = vec!["given_on".into(), "number".into()];
    it.serial = Some(book::serial("given_on"));
    it
}
