//! 簿一 代表接待选民（群众）登记簿: reception days and visitors received.

mod category;
mod columns;
mod day;
mod line;
mod notice;
mod rota;
mod rule;
mod stages;
mod words;

pub use category::category_of;
pub use columns::{DayRule, ReceptionDay, RotaTeam, Visitor};
pub use day::{DAY_TITLES, day_type, rule_type, team_type};
pub use line::{Doubt, Known, Line};
pub use notice::{NoticeParts, notice_text};
pub use rota::{Dealt, deal_teams, turns};
pub use rule::{ReceptionRule, RuleFault, RuledDay};
pub use stages::{announce_by, short_of_notice};
pub use words::{Acceptance, DayStage, OnHoliday, Route};

use crate::calendar::Today;
use crate::codes;
use crate::dates::PartialDate;
use crate::record::{
    Column, Field, FieldFault, FieldType, Inherits, Offer, ParentLink, RecordType, Row, SearchAs,
    Serial, Severity, Shelf, TwoInOne, Value,
};
use crate::roster::DEPUTY;
use crate::station::STATION;

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        visitor_type().on(Shelf::Receptions, 0),
        day_type().on(Shelf::Receptions, 1),
        rule_type().on(Shelf::Receptions, 3),
        team_type().on(Shelf::Receptions, 2),
    ]
}

/// Who comes without giving a name, in the place of the name.
pub const NAMELESS: &str = "匿名";

/// How many people came on one visit (接待选民人次): as it is written, one where it is not.
///
/// ```
/// assert_eq!(domain::reception::heads_at(Some(13)), 13);
/// assert_eq!(domain::reception::heads_at(None), 1);
/// ```
#[must_use]
pub fn heads_at(written: Option<i64>) -> i64 {
    written.filter(|it| *it > 0).unwrap_or(1)
}

/// The record type of visitors received.
pub const VISITOR: &str = "visitor";
/// The record type of reception days.
pub const DAY: &str = "reception_day";
/// The record type of rules for reception days.
pub const RULE: &str = "reception_rule";
/// The record type of teams that receive in turn.
pub const TEAM: &str = "rota_team";

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// How a visitor came.
const WAYS: [&str; 12] = [
    "接待日来站",
    "日常来站",
    "入户走访",
    "电话",
    "扫码留言",
    "来信",
    "意见箱",
    "微信群",
    "联系卡",
    "流动站",
    "座谈",
    "代办转入",
];

/// The default list of problem categories.
pub const CATEGORIES: [&str; 20] = [
    "农业农村",
    "道路交通",
    "水利饮水",
    "环境卫生",
    "住房建设",
    "土地山林",
    "教育",
    "医疗卫生",
    "社会保障",
    "就业创业",
    "供电通信",
    "物业供暖",
    "营商环境",
    "社会治安",
    "矛盾纠纷",
    "村务公开",
    "文化体育",
    "生态保护",
    "防灾救灾",
    "其他",
];

/// The visitor's record type, with every field of 簿一.
#[must_use]
pub fn visitor_type() -> RecordType {
    let mut fields = vec![
        Field::new("number", "序号", FieldType::Int)
            .hint("保存时自动编号，一经编出不再变动")
            .width(11.0),
        Field::new("series", "机号", FieldType::Text)
            .page_only()
            .out_of_sight(),
    ];
    fields.extend(meeting());
    fields.extend(person());
    fields.extend(matter());
    fields.extend(outcome());
    let mut it =
        RecordType::new(VISITOR, "来访登记", fields).register("receptions", "接待登记簿", "簿一");
    it.name_field = "visitor".into();
    it.matching = vec![vec![
        "received_on".into(),
        "visitor".into(),
        "content".into(),
    ]];
    it.order = vec!["received_on".into(), "number".into()];
    it.foremost = [
        "number",
        "received_on",
        "visitor",
        "content",
        "deputies",
        "handling",
        "category",
    ]
    .map(Into::into)
    .to_vec();
    it.serial = Some(Serial {
        field: "number".into(),
        series: "series".into(),
        year_of: "received_on".into(),
        station: "station".into(),
    });
    it.heads = Some("heads");
    it.two_in_one = vec![TwoInOne {
        headings: &["反馈时间及满意度", "反馈及满意度"],
        date: "feedback_on",
        rest: "satisfaction",
    }];
    it.parent = Some(ParentLink {
        kind: Some(DAY.into()),
        field: "day".into(),
    });
    it.inherits = Some(Inherits {
        from: "day".into(),
        fields: [
            ("held_on", "received_on"),
            ("station", "station"),
            ("place", "place"),
            ("deputies", "deputies"),
            ("recorder", "recorder"),
        ]
        .map(|(theirs, own)| (theirs.into(), own.into()))
        .to_vec(),
        fixed: vec![("way".into(), Value::Text(WAYS[0].into()))],
    });
    it.check = Some(check);
    it
}

fn meeting() -> Vec<Field> {
    vec![
        Field::new("received_on", "接待时间", FieldType::Date)
            .offers(Offer::Today)
            .section("接待")
            .blocking()
            .decided_by_person()
            .aliases(&[
                "接待日期",
                "来访时间",
                "来访日期",
                "日期",
                "时间",
                "登记时间",
            ])
            .width(24.0),
        Field::to("day", "所属接待日", DAY)
            .hint("选了接待日，时间、地点、代表、记录人都从那一天带来")
            .page_only(),
        Field::new("station", "站点", FieldType::Ref(STATION.into()))
            .aliases(&["接待站点", "联络站", "站点名称", "所在站点"])
            .width(30.0)
            .screen_only(),
        Field::new("way", "接待方式", FieldType::Choice(list(&WAYS)))
            .offers(Offer::Word(WAYS[1]))
            .office_list("接待方式")
            .expected()
            .aliases(&["方式", "来访方式"])
            .page_only(),
        Field::new("place", "接待地点", FieldType::Text)
            .expected()
            .aliases(&["地点"])
            .page_only(),
        Field::new("recorder", "记录人", FieldType::Text)
            .offers(Offer::User)
            .expected()
            .aliases(&["登记人", "联络员"])
            .page_only(),
    ]
}

fn person() -> Vec<Field> {
    let standings = list(&["选民", "村民代表", "网格员", "企业", "其他"]);
    vec![
        Field::new("visitor", "来访人", FieldType::Name)
            .called("来访人姓名")
            .section("来访人")
            .blocking()
            .aliases(&[
                "来访人姓名",
                "来访群众",
                "选民姓名",
                "姓名",
                "接待对象",
                "来访选民",
            ])
            .hint("不愿留名的填“匿名”")
            .width(18.0),
        Field::new("sex", "性别", FieldType::Code(&codes::SEX))
            .identity()
            .width(11.0),
        Field::new("heads", "来访人数", FieldType::Int)
            .summed()
            .aliases(&["人数"])
            .hint("5 人以上为集体来访")
            .page_only(),
        Field::new("standing", "身份", FieldType::Choice(standings))
            .office_list("来访人身份")
            .page_only(),
        Field::new("village", "选区/村组", FieldType::Text)
            .aliases(&["村组", "村"])
            .page_only(),
        Field::new("address", "住址", FieldType::Text)
            .sensitive()
            .aliases(&[
                "住址（村组）",
                "住址(村组)",
                "家庭住址",
                "地址",
                "单位或住址",
            ])
            .search(SearchAs::Text)
            .width(28.0),
        Field::new("phone", "联系电话", FieldType::Phone)
            .aliases(&["电话", "手机", "联系方式", "手机号"])
            .width(26.0),
        Field::new("id_number", "身份证号", FieldType::IdNumber)
            .aliases(&["身份证号码"])
            .hint("不是必须，能不填就不填（个人信息保护法第6条）")
            .page_only(),
    ]
}

fn matter() -> Vec<Field> {
    let sorts = list(&[
        "建议",
        "意见",
        "批评",
        "求助",
        "咨询",
        "投诉",
        "矛盾纠纷",
        "信访代办",
        "表扬",
    ]);
    let urgency = list(&["一般", "急", "特急"]);
    vec![
        Field::new("sort", "反映类型", FieldType::Choice(sorts))
            .section("反映的问题")
            .office_list("反映类型")
            .expected()
            .page_only(),
        Field::new("category", "问题类别", FieldType::Choice(list(&CATEGORIES)))
            .office_list("问题类别")
            .expected()
            .aliases(&["类别"])
            .screen_only(),
        Field::new("content", "反映内容", FieldType::LongText)
            .blocking()
            .aliases(&[
                "反映的主要问题和意见建议",
                "反映问题",
                "反映的问题",
                "主要问题",
                "意见建议",
                "反映的主要问题",
                "来访事由",
                "反映情况",
                "问题和建议",
            ])
            .hint("保持被接待选民的原话和原意，不加主观判断")
            .search(SearchAs::Text)
            .width(62.0),
        Field::new("people", "涉及人数或范围", FieldType::Text)
            .called("涉及人数/范围")
            .page_only(),
        Field::new("urgency", "紧急程度", FieldType::Choice(urgency))
            .expected()
            .page_only(),
        Field::new(
            "accepted",
            "是否受理",
            FieldType::Choice(list(&Acceptance::WORDS)),
        )
        .expected()
        .page_only(),
        Field::new(
            "refusal",
            "不予受理原因",
            FieldType::Choice(crate::matter::refusals()),
        )
        .page_only(),
        Field::new("deputies", "接待代表", FieldType::Refs(DEPUTY.into()))
            .blocking()
            .aliases(&["接待人", "值班代表", "代表", "接待的代表"])
            .width(24.0),
    ]
}

fn outcome() -> Vec<Field> {
    let routes = list(&Route::WORDS);
    let satisfied = list(&["满意", "基本满意", "不满意", "未表态"]);
    let ways = list(&["当面", "电话", "书面", "短信", "入户"]);
    vec![
        Field::new("handling", "处理意见", FieldType::LongText)
            .called("当场处理情况")
            .section("处理和反馈")
            .expected()
            .aliases(&[
                "当场处理情况",
                "当场答复/处理意见",
                "当场答复或处理意见",
                "当场答复",
                "处理情况",
                "拟处理意见",
            ])
            .hint("写转给谁、怎么办；当场能答复的写明怎样答复")
            .width(30.0),
        Field::new("route", "拟办意见", FieldType::Choice(routes)).page_only(),
        Field::new("matter", "转办编号", FieldType::Text)
            .called("转入办理编号")
            .width(16.0),
        Field::new("result", "办理结果", FieldType::LongText)
            .aliases(&["结果", "办理情况"])
            .search(SearchAs::Text)
            .width(24.0),
        Field::new("feedback_wanted", "是否需要反馈", FieldType::Bool).page_only(),
        Field::new("feedback_on", "反馈时间", FieldType::Date)
            .aliases(&["反馈日期", "答复时间"])
            .width(21.0),
        Field::new("feedback_way", "反馈方式", FieldType::Choice(ways))
            .office_list("反馈方式")
            .page_only(),
        Field::new("feedback_by", "反馈人", FieldType::Text).page_only(),
        Field::new("satisfaction", "满意度", FieldType::Choice(satisfied))
            .called("来访人满意度")
            .aliases(&["来访人满意度", "满意程度", "是否满意", "群众满意度"])
            .width(17.0),
        Field::new("earlier_rounds", "以前各次办理", FieldType::LongText)
            .hint(
                "转办的意见重新办理时，自动记上以前的答复和评价，如 第1次：2026-03-05 答复，不满意",
            )
            .page_only(),
        Field::new("confidential", "保密要求", FieldType::Bool)
            .aliases(&["是否保密"])
            .page_only(),
        Field::new("original", "原件位置", FieldType::Text)
            .section("原件和备注")
            .hint("第_盒第_页")
            .page_only(),
        Field::new("late_entry", "补录", FieldType::Bool).page_only(),
        Field::new("remark", "备注", FieldType::Text).page_only(),
        Field::new("other_columns", "原表其它栏", FieldType::LongText)
            .raw()
            .page_only(),
    ]
}

/// A visitor cannot have come, nor been answered, on a day that is still ahead.
fn check(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let date = |column: Column<PartialDate>| row.read(kind, column);
    if let (Some(received), Some(field)) = (
        date(Visitor::RECEIVED_ON),
        kind.field(Visitor::RECEIVED_ON.key()),
    ) && received.first_day() > today.date
    {
        faults.push(FieldFault::error(
            field,
            format!("接待时间“{received}”还没有到"),
            "请改成实际接待的日期",
        ));
    }
    if let (Some(received), Some(answered), Some(field)) = (
        date(Visitor::RECEIVED_ON),
        date(Visitor::FEEDBACK_ON),
        kind.field(Visitor::FEEDBACK_ON.key()),
    ) && answered.first_day() < received.first_day()
        && !answered.agrees_with(received)
    {
        faults.push(FieldFault {
            severity: Severity::Error,
            ..FieldFault::error(
                field,
                format!("反馈时间“{answered}”早于接待时间“{received}”"),
                "请核对两个日期",
            )
        });
    }
    faults
}
