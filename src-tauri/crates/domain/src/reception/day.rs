//! 接待日安排: reception days, the rules they follow, the teams that take turns.

use crate::book;
use crate::calendar::Today;
use crate::reception::DayStage;
use crate::reception::stages::workflow;
use crate::reception::{
    DAY, DayRule, OnHoliday, RULE, ReceptionDay, ReceptionRule, Route, TEAM, Visitor, heads_at,
};
use crate::record::{
    Children, Field, FieldFault, FieldKey, FieldType, Home, RecordType, Row, SearchAs, Value,
};
use crate::roster::DEPUTY;
use crate::workflow::{SHOWN_STATE, Workflow, shown_state};

/// What a reception day is called.
pub const DAY_TITLES: [&str; 7] = [
    "选民接待日",
    "代表接待日",
    "代表进站活动日",
    "代表活动日",
    "代表议事日",
    "局长·代表面对面",
    "其他",
];

/// How a notice is made known.
const NOTICE_WAYS: [&str; 5] = ["张贴", "广播", "微信群", "网站", "入户"];

/// A rule for reception days (接待日制度).
#[must_use]
pub fn rule_type() -> RecordType {
    let mut it = RecordType::new(
        RULE,
        "接待日规则",
        vec![
            Field::text("name", "规则名称")
                .section("什么时候接待")
                .blocking()
                .open()
                .search(SearchAs::Text)
                .hint("如：北营房镇代表之家每月26日接待选民")
                .width(50.0),
            book::station(),
            Field::text("pattern", "固定规则")
                .blocking()
                .open()
                .aliases(&["接待日规则", "接待时间规则"])
                .hint("每月26日；每月6、16、26日；每周一；单月15日；每月最后一天；每月第二个周五")
                .width(40.0),
            Field::choice("on_holiday", "遇节假日", &OnHoliday::WORDS)
                .open()
                .choice_aliases(&[
                    ("顺延至工作日", "顺延"),
                    ("提前至工作日", "提前"),
                    ("照常", "不调整"),
                ])
                .hint("不填为顺延到下一个工作日"),
            Field::new("hours", "起止时间", FieldType::Time)
                .open()
                .hint("如 9:00-11:00")
                .width(26.0),
            Field::text("place", "地点").open().hint("不填用站点的地址"),
            Field::choice("title", "接待日名称", &DAY_TITLES)
                .section("怎样接待")
                .open(),
            Field::text("theme", "活动主题").page_only(),
            Field::text("scope", "受理范围").full_line().page_only(),
            Field::text("recorder", "记录人")
                .aliases(&["联络员"])
                .page_only(),
            Field::int("notice_days", "提前公告天数")
                .hint("不填为{reception_notice}")
                .page_only(),
            Field::date("from", "执行起日").section("执行").page_only(),
            Field::date("to", "执行止日").page_only(),
            Field::text("basis", "依据").full_line().page_only(),
            Field::text("remark", "备注").full_line().page_only(),
        ],
    )
    .register("reception_rules", "接待日规则", "");
    it.home = Home::Published;
    it.check = Some(check_rule);
    it
}

fn check_rule(kind: &RecordType, row: &Row, _: &Today) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let pattern = row.read(kind, DayRule::PATTERN);
    if let (Some(pattern), Some(field)) = (pattern, kind.field(DayRule::PATTERN.key()))
        && let Err(fault) = ReceptionRule::parse(pattern)
    {
        faults.push(FieldFault::error(field, fault.to_string(), fault.hint()));
    }
    faults.extend(book::before(
        kind,
        row,
        DayRule::TO.key(),
        DayRule::FROM.key(),
    ));
    faults
}

/// A team that receives in turn (轮值组).
#[must_use]
pub fn team_type() -> RecordType {
    let mut it = RecordType::new(
        TEAM,
        "轮值组",
        vec![
            Field::text("name", "轮值组")
                .blocking()
                .open()
                .search(SearchAs::Text)
                .aliases(&["组别", "接待组", "值班组"])
                .hint("如：第一轮值组")
                .width(30.0),
            book::station(),
            Field::int("turn", "次序").open().hint("第几个轮到"),
            Field::to_many("deputies", "接待代表", DEPUTY)
                .expected()
                .open()
                .aliases(&["代表", "成员", "组员", "值班代表"])
                .hint("县代表和镇代表可以混编"),
            Field::to("leader", "召集人", DEPUTY)
                .open()
                .aliases(&["组长"]),
            Field::text("remark", "备注").full_line(),
        ],
    )
    .register("rota_teams", "接待轮值组", "");
    it.home = Home::Published;
    it.matching = book::same_by(&["name", "station"]);
    it.order = vec!["station".into(), "turn".into(), "name".into()];
    it
}

/// A reception day, with every field of 接待日安排表.
#[must_use]
pub fn day_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend(when_and_where());
    fields.extend(arranged());
    fields.extend(announced());
    fields.extend(held());
    fields.extend(book::closing());
    let mut it =
        RecordType::new(DAY, "接待日", fields).register("reception_days", "接待日安排表", "簿一");
    it.home = Home::Published;
    it.name_field = "held_on".into();
    it.foremost = ["held_on", "hours", "station", "deputies", "state"]
        .map(Into::into)
        .to_vec();
    it.matching = book::same_by(&["held_on", "station", "title"]);
    it.order = vec!["held_on".into(), "number".into()];
    it.serial = Some(book::serial("held_on"));
    it.children = Some(Children {
        kind: super::VISITOR.into(),
        shown: count_visitors,
        version: 1,
        set: |_, _, _| Vec::new(),
    });
    it.workflow = Some(workflow());
    it.check = Some(check_day);
    it
}

fn when_and_where() -> Vec<Field> {
    vec![
        Field::date("held_on", "日期")
            .section("时间和地点")
            .blocking()
            .open()
            .decided_by_person()
            .aliases(&["接待日期", "接待日", "接待时间", "时间", "活动日期"])
            .width(24.0),
        Field::new("hours", "起止时间", FieldType::Time)
            .expected()
            .open()
            .aliases(&["时段", "接待时段", "时间段"])
            .hint("如 9:00-11:00、上午9点半")
            .width(26.0),
        book::station().open(),
        Field::choice("title", "接待日名称", &DAY_TITLES)
            .expected()
            .open()
            .aliases(&["名称", "类型", "活动名称"])
            .choice_aliases(&[
                ("代表接待选民日", "选民接待日"),
                ("接待选民日", "选民接待日"),
                ("代表接待选民（群众）日", "选民接待日"),
                ("议事日", "代表议事日"),
                ("局长•代表面对面", "局长·代表面对面"),
                ("专题接待", "局长·代表面对面"),
            ])
            .width(28.0),
        Field::text("place", "地点")
            .expected()
            .open()
            .aliases(&["接待地点"])
            .hint("不填用站点的地址")
            .width(34.0),
        Field::to("rule", "固定规则", RULE).page_only(),
        Field::date("ruled_on", "原定日期")
            .hint("因节假日调整过的，原来是哪一天")
            .page_only(),
    ]
}

fn arranged() -> Vec<Field> {
    vec![
        Field::to("team", "轮值组", TEAM)
            .section("谁来接待")
            .open()
            .aliases(&["组别", "值班组"])
            .page_only(),
        Field::to_many("deputies", "接待代表", DEPUTY)
            .expected()
            .open()
            .aliases(&["参加代表", "值班代表", "轮值代表", "代表"])
            .width(46.0),
        Field::text("departments", "参加部门和负责人")
            .open()
            .aliases(&["参加部门", "进站部门", "参加单位"])
            .full_line()
            .page_only(),
        Field::text("theme", "活动主题")
            .open()
            .aliases(&["主题", "接待主题"])
            .search(SearchAs::Text)
            .width(34.0),
        Field::text("scope", "受理范围")
            .open()
            .full_line()
            .page_only(),
        Field::text("recorder", "记录人")
            .aliases(&["联络员"])
            .page_only(),
    ]
}

fn announced() -> Vec<Field> {
    vec![
        Field::date("notice_on", "公告日期")
            .section("公告")
            .open()
            .aliases(&["公告时间"])
            .hint("提前{reception_notice}公告"),
        Field::new(
            "notice_ways",
            "公告方式",
            FieldType::choices_of(&NOTICE_WAYS),
        )
        .open()
        .page_only(),
        Field::new("notice", "公告内容", FieldType::LongText)
            .open()
            .hint("可由程序起草，再修改")
            .page_only(),
    ]
}

fn held() -> Vec<Field> {
    vec![
        Field::new(
            "state",
            "状态",
            FieldType::Choice(Workflow::words::<DayStage>()),
        )
        .section("接待情况")
        .kept(shown_state, SHOWN_STATE)
        .open()
        .width(18.0),
        Field::text("cancelled_because", "取消原因").step_only(),
        Field::text("stage", "环节状态").step_only(),
        Field::int("visitors", "接待人数").summed().counted().open(),
        Field::int("matters", "收集意见件数")
            .summed()
            .counted()
            .open(),
        Field::int("answered", "当场答复件数")
            .summed()
            .counted()
            .open()
            .page_only(),
        Field::int("stated_visitors", "原册接待人数")
            .aliases(&["接待人次", "接待选民人数", "接待群众人数"])
            .hint("没有逐人登记的旧册子，把人数记在这里")
            .page_only(),
        Field::int("stated_matters", "原册意见件数")
            .aliases(&["意见建议件数", "收集意见", "收集意见建议"])
            .page_only(),
    ]
}

/// 接待人数, 收集意见件数 and 当场答复件数 of a day, from its visitors.
fn count_visitors(
    _: (&RecordType, &Row),
    kind: &RecordType,
    visitors: &[Row],
) -> Vec<(FieldKey, Value)> {
    if visitors.is_empty() {
        return Vec::new();
    }
    let heads: i64 = visitors
        .iter()
        .map(|row| heads_at(row.read(kind, Visitor::HEADS)))
        .sum();
    let count = |test: &dyn Fn(&Row) -> bool| {
        i64::try_from(visitors.iter().filter(|row| test(row)).count()).unwrap_or(i64::MAX)
    };
    let matters = count(&|row| row.has(kind, Visitor::CONTENT));
    let answered = count(&|row| row.read(kind, Visitor::ROUTE) == Some(Route::OnTheSpot));
    vec![
        (ReceptionDay::VISITORS.into(), Value::Int(heads)),
        (ReceptionDay::MATTERS.into(), Value::Int(matters)),
        (ReceptionDay::ANSWERED.into(), Value::Int(answered)),
    ]
}

fn check_day(kind: &RecordType, row: &Row, _: &Today) -> Vec<FieldFault> {
    let late = book::before(
        kind,
        row,
        ReceptionDay::HELD_ON.key(),
        ReceptionDay::NOTICE_ON.key(),
    );
    late.map(|it| FieldFault {
        field: ReceptionDay::NOTICE_ON.into(),
        reason: "公告日期晚于接待日".into(),
        ..it
    })
    .into_iter()
    .collect()
}
