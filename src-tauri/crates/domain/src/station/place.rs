//! 站点登记 and 建站自查.

use crate::record::{
    Children, Field, FieldKey, FieldType, Home, ParentLink, RecordType, Row, SearchAs, Value,
};
use crate::roster::DEPUTY;
use crate::station::{CONDITION, Condition, STATION, Station, StationState};

/// 十有: the conditions of a station unless the office keeps a list of its own. Neither 八有 nor
/// 10有 is listed in any source; this one is assembled from what the articles describe.
pub const CONDITIONS: [&str; 10] = [
    "有场所",
    "有标牌",
    "有设施",
    "有人员",
    "有制度",
    "有计划",
    "有台账",
    "有活动",
    "有经费",
    "有公示",
];

const SORTS: [&str; 13] = [
    "代表之家",
    "代表联络站",
    "代表联络点",
    "县中心站",
    "镇联络站",
    "村级代表之家",
    "企业之家",
    "专业特色站",
    "流动站",
    "驻部门站",
    "代表接待岗",
    "代表工作室",
    "基层立法联系点",
];

/// Sorts of which a township has its own, unless they stand below another station.
const TOWNSHIP_SORTS: [&str; 4] = ["代表之家", "县中心站", "镇联络站", "驻部门站"];

/// Whether a station keeps books of its own (a village's), and is not the township's own top station.
/// One of which nothing but the name is known is a village's: what it keeps then lies apart, and the
/// township reads it all the same.
#[must_use]
pub fn is_village(kind: &RecordType, row: &Row) -> bool {
    let sort = row.read(kind, Station::SORT);
    let is_below = row.has(kind, Station::ABOVE);
    is_below || !sort.is_some_and(|it| TOWNSHIP_SORTS.contains(&it))
}

const STARS: [&str; 6] = ["未评", "一星", "二星", "三星", "四星", "五星"];

/// A station, with every field of 站点登记.
#[must_use]
pub fn station_type() -> RecordType {
    let mut fields = place();
    fields.extend(people());
    fields.extend(opening());
    fields.extend(standing());
    let mut it = RecordType::new(STATION, "站点", fields).register("stations", "代表联络站点", "");
    it.home = Home::Published;
    it.made_by_naming = true;
    it.children = Some(Children {
        kind: CONDITION.into(),
        shown: count_conditions,
        version: 1,
        set: |_, _, _| Vec::new(),
    });
    it
}

fn place() -> Vec<Field> {
    vec![
        Field::text("name", "站点名称")
            .called("名称")
            .section("站点")
            .blocking()
            .open()
            .search(SearchAs::Name)
            .aliases(&["名称", "联络站", "联络站名称", "站名", "代表之家名称"])
            .width(60.0),
        Field::new("sort", "类别", FieldType::choice(&SORTS))
            .called("类型")
            .office_list("站点类别")
            .open()
            .aliases(&["类型", "站点类型"])
            .choice_aliases(&[
                ("联络站", "代表联络站"),
                ("联络点", "代表联络点"),
                ("联系点", "代表联络点"),
                ("移动站", "流动站"),
                ("移动联络站", "流动站"),
                ("特色站", "专业特色站"),
            ])
            .width(24.0),
        Field::text("code", "站点编码")
            .open()
            .aliases(&["编码", "编号", "站点编号"])
            .hint("12 位区划代码加 2 位顺序号，如 130822101000-01")
            .width(40.0),
        Field::to("above", "上级站", STATION)
            .open()
            .aliases(&["所属站"])
            .page_only(),
        Field::text("address", "地址")
            .expected()
            .open()
            .aliases(&["地点", "详细地址"])
            .width(50.0),
        Field::int("area", "面积（平方米）")
            .open()
            .aliases(&["面积", "建筑面积"])
            .page_only(),
        Field::date("opened_on", "挂牌日期")
            .open()
            .aliases(&["挂牌时间", "建站时间", "成立时间"]),
    ]
}

fn people() -> Vec<Field> {
    vec![
        Field::text("head", "站长")
            .section("人员")
            .expected()
            .open()
            .aliases(&["站长姓名"])
            .width(20.0),
        Field::text("deputy_head", "副站长").open().page_only(),
        Field::text("keeper", "联络员")
            .expected()
            .open()
            .aliases(&["负责人", "专职联络员"])
            .width(20.0),
        Field::new("keeper_phone", "联络员电话", FieldType::Phone).page_only(),
        Field::new("phone", "公示电话", FieldType::Phone)
            .called("热线电话")
            .open()
            .aliases(&["热线电话", "电话", "联系电话"])
            .width(26.0),
        Field::to_many("deputies", "进站代表", DEPUTY)
            .open()
            .aliases(&["编组代表"])
            .full_line()
            .page_only(),
        Field::text("helpers", "协作人员")
            .open()
            .hint("网格员、志愿者、村“两委”成员等")
            .full_line()
            .page_only(),
    ]
}

fn opening() -> Vec<Field> {
    vec![
        Field::text("reception", "接待日规则")
            .section("开放和保障")
            .open()
            .aliases(&["接待日", "接待时间"])
            .hint("如：每月26日；按规则排全年的日子在“接待日规则”里")
            .width(30.0),
        Field::text("hours", "开放时间").open().page_only(),
        Field::text("route", "流动路线和停靠点")
            .open()
            .hint("流动站填")
            .full_line()
            .page_only(),
        Field::money("yearly_money", "年度经费（元）")
            .aliases(&["运行经费", "年度经费"])
            .page_only(),
        Field::new("equipment", "设备清单", FieldType::LongText).page_only(),
        Field::new("rules_on_wall", "制度上墙清单", FieldType::LongText)
            .open()
            .page_only(),
        Field::text("qr", "编号牌二维码").open().page_only(),
    ]
}

fn standing() -> Vec<Field> {
    vec![
        Field::int("conditions_met", "自查达标项")
            .section("评价")
            .counted()
            .open(),
        Field::int("conditions", "自查项数")
            .counted()
            .open()
            .page_only(),
        Field::int("self_score", "自查得分")
            .counted()
            .open()
            .page_only(),
        Field::choice("stars", "星级", &STARS)
            .open()
            .aliases(&["星级评定"])
            .width(16.0),
        Field::date("stars_year", "评定年度").open().page_only(),
        Field::int("score", "评定得分").open().page_only(),
        Field::new("extras", "创新板块", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .aliases(&["特色做法", "特色"])
            .page_only(),
        Field::choice("state", "状态", &StationState::WORDS)
            .open()
            .page_only(),
        Field::text("remark", "备注").full_line(),
        Field::new("other_columns", "原表其它栏", FieldType::LongText)
            .raw()
            .page_only(),
    ]
}

fn count_conditions(
    _: (&RecordType, &Row),
    kind: &RecordType,
    rows: &[Row],
) -> Vec<(FieldKey, Value)> {
    if rows.is_empty() {
        return Vec::new();
    }
    let met = rows
        .iter()
        .filter(|row| row.yes(kind, Condition::MET))
        .count();
    let score: i64 = rows
        .iter()
        .filter_map(|row| row.read(kind, Station::SCORE))
        .sum();
    let count = |number: usize| Value::Int(i64::try_from(number).unwrap_or(i64::MAX));
    vec![
        (Station::CONDITIONS_MET.into(), count(met)),
        (Station::CONDITIONS.into(), count(rows.len())),
        (Station::SELF_SCORE.into(), Value::Int(score)),
    ]
}

/// One line of the self-examination of a station.
#[must_use]
pub fn condition_type() -> RecordType {
    let mut it = RecordType::new(
        CONDITION,
        "建站自查",
        vec![
            Field::text("title", "自查项目")
                .blocking()
                .open()
                .hint("如：有场所")
                .width(40.0),
            Field::to("station", "站点", STATION).open(),
            Field::int("turn", "次序").open(),
            Field::new("met", "是否达标", FieldType::Bool)
                .expected()
                .open(),
            Field::int("score", "得分").open(),
            Field::text("proof", "佐证").open().width(40.0),
            Field::text("to_mend", "整改").open().width(40.0),
            Field::date("checked_on", "自查日期").open(),
        ],
    );
    it.home = Home::Published;
    it.parent = Some(ParentLink {
        kind: Some(STATION.into()),
        field: "station".into(),
    });
    it
}
