//! 承诺事项台账: what deputies and units promised, by when, and what came of it.

use crate::book;
use crate::matter::inside::{of_matter, under_matter};
use crate::record::{Field, FieldType, RecordType, SearchAs};
use crate::roster::DEPUTY;
use crate::service::{PROMISE, PromiseState, Promiser};
use crate::station::UNIT;

/// A promise: a deputy's to the electors (承诺践诺), or a handling unit's in its answer. What a unit
/// promised in the course of a matter stands under that matter as well.
#[must_use]
pub fn promise_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "承诺事项")
            .called("承诺内容")
            .section("承诺")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&["事项", "内容"])
            .full_line()
            .width(60.0),
        Field::choice("by", "承诺方", &Promiser::WORDS)
            .expected()
            .open()
            .width(18.0),
        Field::to("deputy", "承诺代表", DEPUTY)
            .open()
            .aliases(&["代表", "代表姓名"])
            .width(20.0),
        Field::to("unit", "承诺单位", UNIT)
            .open()
            .aliases(&["承办单位", "责任单位"])
            .width(30.0),
        book::station().open(),
        Field::date("made_on", "承诺日期")
            .expected()
            .open()
            .aliases(&["承诺时间", "日期", "时间"]),
        Field::date("due_on", "承诺完成日期")
            .expected()
            .open()
            .aliases(&["完成时限", "承诺完成时间", "计划完成时间"]),
        Field::text("responsible", "责任人").open().width(20.0),
        Field::text("matter", "关联编号")
            .open()
            .hint("答复里承诺的，写意见或建议的编号")
            .page_only(),
        Field::choice("state", "落实状态", &PromiseState::WORDS)
            .section("落实")
            .open()
            .aliases(&["状态", "落实情况", "完成情况"])
            .choice_aliases(&[
                ("已完成", "已落实"),
                ("完成", "已落实"),
                ("进行中", "落实中"),
                ("兑现", "已落实"),
                ("已兑现", "已落实"),
            ])
            .width(18.0),
        Field::date("kept_on", "落实日期").open().aliases(&[
            "落实时间",
            "兑现时间",
            "实际完成时间",
        ]),
        Field::new("outcome", "落实结果", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .aliases(&["兑现情况"])
            .width(40.0),
        Field::date("answered_again_on", "再答复日期")
            .open()
            .page_only(),
        Field::date("rechecked_on", "回头看日期").open().page_only(),
        Field::text("recheck", "回头看情况")
            .open()
            .full_line()
            .page_only(),
    ]);
    fields.extend(book::closing());
    fields.push(of_matter());
    let mut it = RecordType::new(PROMISE, "承诺", fields).register("promises", "承诺事项台账", "");
    it.parent = Some(under_matter());
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "made_on", "deputy"]);
    it.order = vec!["made_on".into(), "number".into()];
    it.serial = Some(book::serial("made_on"));
    it.check = Some(|kind, row, _| {
        ["due_on", "kept_on"]
            .iter()
            .filter_map(|later| book::before(kind, row, later, "made_on"))
            .collect()
    });
    it
}
