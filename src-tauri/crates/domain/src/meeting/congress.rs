//! 人代会会议档案.

use crate::book;
use crate::calendar::Today;
use crate::dates::PartialDate;
use crate::meeting::{
    CONGRESS, CONGRESS_VOTE, Congress, CongressSort, ELECTION, MOTION, Motion, MotionSort, SITTING,
    VOTES, VoteSort, check_quorum, check_votes, joint_signers, number, quorate, result_by,
    vote_type, warning,
};
use crate::office::TERM;
use crate::record::{
    Column, Field, FieldFault, FieldType, Home, Offer, ParentLink, RecordType, Row, SearchAs, Value,
};
use crate::roster::DEPUTY;
use crate::rules::{RuleKey, Rules};

/// A session of the township's people's congress. At least one a year, generally two
/// (地方组织法 第14条).
#[must_use]
pub fn congress_type() -> RecordType {
    let mut fields = vec![
        Field::text("title", "会议名称")
            .section("会议")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&["名称", "届次、会议次数", "会议"])
            .hint("如：第十九届人民代表大会第三次会议")
            .width(56.0),
        Field::to("term", "届次", TERM)
            .offers(Offer::Term)
            .open()
            .page_only(),
        Field::int("ordinal", "第几次会议")
            .open()
            .aliases(&["次数"])
            .page_only(),
        Field::choice("sort", "会议性质", &CongressSort::WORDS)
            .open()
            .page_only(),
        Field::date("begins_on", "开始日期")
            .blocking()
            .open()
            .decided_by_person()
            .aliases(&["日期", "召开时间", "开幕日期", "会议日期", "时间"])
            .width(24.0),
        Field::date("ends_on", "结束日期")
            .open()
            .aliases(&["闭幕日期"])
            .width(24.0),
        Field::date("notified_on", "通知日期")
            .open()
            .hint("会前 {session_notice}通知代表（{session_notice.basis}）")
            .page_only(),
        Field::text("place", "地点")
            .open()
            .aliases(&["会议地点"])
            .page_only(),
        Field::text("host", "主持人").open().page_only(),
        Field::to_many("expected_deputies", "应到代表", DEPUTY)
            .section("出席")
            .open()
            .full_line()
            .page_only(),
        Field::to_many("on_leave", "请假代表", DEPUTY)
            .open()
            .aliases(&["请假"])
            .full_line()
            .page_only(),
        Field::to_many("absent", "缺席代表", DEPUTY)
            .open()
            .aliases(&["缺席"])
            .full_line()
            .page_only(),
        Field::int("expected", "应到人数")
            .open()
            .aliases(&["应到", "代表总数"])
            .hint("选了代表的不用填"),
        Field::int("present", "实到人数")
            .open()
            .aliases(&["实到", "到会代表", "出席代表"])
            .hint("选了代表的不用填"),
        Field::text("quorate", "是否达到法定人数")
            .by_day(quorate)
            .reads(&PRESENCE)
            .open()
            .width(24.0),
        Field::new("guests", "列席人员", FieldType::LongText)
            .open()
            .page_only(),
        Field::long_text("agenda", "议程")
            .section("议程和结果")
            .expected()
            .open()
            .aliases(&["会议议程", "主要议程"])
            .width(60.0),
        Field::new("speeches", "审议发言", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .page_only(),
        Field::new("resolutions", "决议决定", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .width(40.0),
        Field::new("elected", "选举结果", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .width(30.0),
        Field::date("oath_on", "宪法宣誓日期").open().page_only(),
        Field::text("oath_takers", "宣誓人员")
            .open()
            .full_line()
            .page_only(),
        Field::int("motions", "收到议案件数").open().page_only(),
        Field::int("suggestions", "收到建议件数").open().page_only(),
        Field::date("budget_published_on", "预算公开日期")
            .open()
            .hint("批准后 {budget_publication}内公开（{budget_publication.basis}）")
            .page_only(),
        Field::date("adjustment_published_on", "预算调整公开日期")
            .open()
            .hint("批准后 {budget_publication}内公开（{budget_publication.basis}）")
            .page_only(),
        Field::date("accounts_published_on", "决算公开日期")
            .open()
            .hint("批准后 {budget_publication}内公开（{budget_publication.basis}）")
            .page_only(),
        book::station().open().page_only(),
    ];
    fields.extend(book::closing());
    let mut it = RecordType::new(CONGRESS, "人代会", fields)
        .belonging(Home::Township)
        .register("congresses", "人民代表大会会议", "");
    it.matching = book::same_by(&["title", "begins_on"]);
    it.order = vec!["begins_on".into()];
    it.check = Some(check);
    it
}

/// What the column 是否达到法定人数 is computed from.
const PRESENCE: [&str; 6] = [
    "begins_on",
    "expected_deputies",
    "on_leave",
    "absent",
    "expected",
    "present",
];

/// What is made public after the session approved it (预算法 第14条): the budget, its adjustment, the
/// final accounts.
const PUBLISHED: [&str; 3] = [
    "budget_published_on",
    "adjustment_published_on",
    "accounts_published_on",
];

fn check(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let mut faults: Vec<FieldFault> = book::before(
        kind,
        row,
        Congress::ENDS_ON.key(),
        Congress::BEGINS_ON.key(),
    )
    .into_iter()
    .collect();
    faults.extend(check_quorum(kind, row, today, RuleKey::CongressQuorum));
    faults.extend(short_notice(kind, row, today));
    for key in PUBLISHED {
        faults.extend(published_late(kind, row, today, key));
    }
    faults
}

/// The deputies were told of the session later than the rule says.
fn short_notice(kind: &RecordType, row: &Row, today: &Today) -> Option<FieldFault> {
    let date = |column: Column<PartialDate>| row.read(kind, column)?.exact();
    let (told, begins) = (date(Congress::NOTIFIED_ON)?, date(Congress::BEGINS_ON)?);
    let rule = today.rules.on(RuleKey::SessionNotice, begins)?;
    let ahead = (begins - told).num_days();
    let wanted = today.rules.days(RuleKey::SessionNotice, begins);
    (ahead < wanted).then(|| {
        let field = kind.field(Congress::NOTIFIED_ON.key())?;
        let usual = rule.written(RuleKey::SessionNotice);
        Some(warning(
            field,
            format!(
                "会前 {} 天通知，应提前 {usual}（{}）",
                ahead.max(0),
                rule.cited()
            ),
            "请核对通知日期；确是这样的，可以照存",
        ))
    })?
}

/// Something was made public later than the rule allows after the session approved it.
fn published_late(kind: &RecordType, row: &Row, today: &Today, key: &str) -> Option<FieldFault> {
    let date = |key: &str| row.get(kind, key).and_then(Value::as_date)?.exact();
    let published = date(key)?;
    let approved = date(Congress::ENDS_ON.key()).or_else(|| date(Congress::BEGINS_ON.key()))?;
    let rules: &Rules = &today.rules;
    let rule = rules.on(RuleKey::BudgetPublication, approved)?;
    let until = rules.deadline(&today.almanac, RuleKey::BudgetPublication, approved)?;
    (published > until.due).then(|| {
        let field = kind.field(key)?;
        let within = rule.written(RuleKey::BudgetPublication);
        Some(warning(
            field,
            format!(
                "{}“{published}”晚于批准后 {within}（{}，{}）",
                field.label,
                until.due,
                rule.cited()
            ),
            "请核对日期；确是这样的，可以照存",
        ))
    })?
}

/// A plenary sitting (全体会议), signed in for by itself.
#[must_use]
pub fn sitting_type() -> RecordType {
    let mut it = RecordType::new(
        SITTING,
        "全体会议",
        vec![
            Field::text("title", "会议")
                .blocking()
                .open()
                .hint("如：第一次全体会议")
                .width(40.0),
            Field::to("congress", "人代会", CONGRESS).open(),
            Field::date("held_on", "日期").expected().open(),
            Field::new("hours", "起止时间", FieldType::Time).open(),
            Field::to_many("expected_deputies", "应到代表", DEPUTY)
                .open()
                .full_line(),
            Field::to_many("on_leave", "请假代表", DEPUTY)
                .open()
                .full_line(),
            Field::to_many("absent", "缺席代表", DEPUTY)
                .open()
                .full_line(),
            Field::int("expected", "应到人数").open(),
            Field::int("present", "实到人数").open(),
            Field::text("quorate", "是否达到法定人数")
                .by_day(quorate)
                .reads(&[
                    "held_on",
                    "expected_deputies",
                    "on_leave",
                    "absent",
                    "expected",
                    "present",
                ])
                .open(),
            Field::new("agenda", "内容", FieldType::LongText).open(),
        ],
    );
    it.parent = Some(ParentLink {
        kind: Some(CONGRESS.into()),
        field: "congress".into(),
    });
    it.check = Some(|kind, row, today| {
        check_quorum(kind, row, today, RuleKey::CongressQuorum)
            .into_iter()
            .collect()
    });
    it
}

/// What a congress voted on; it passes by more than half of all deputies.
#[must_use]
pub fn congress_vote_type() -> RecordType {
    let mut it = vote_type(
        CONGRESS_VOTE,
        "大会表决",
        "全体代表",
        |kind, row, today| {
            let needed = today.rules.part(RuleKey::CongressMajority, today.date);
            result_by(kind, row, needed)
        },
        Field::to("congress", "人代会", CONGRESS),
    );
    it.fields.insert(
        1,
        Field::choice("sort", "事项类别", &VoteSort::WORDS)
            .open()
            .aliases(&["类别"])
            .hint("一个民生实事项目一行，统计时计入票决项目")
            .width(24.0),
    );
    it.index();
    it
}

/// A candidate in an election of the congress.
#[must_use]
pub fn election_type() -> RecordType {
    let posts = [
        "人大主席",
        "人大副主席",
        "乡镇长",
        "副乡镇长",
        "主席团成员",
        "其他",
    ];
    let mut it = RecordType::new(
        ELECTION,
        "选举",
        vec![
            Field::new("candidate", "候选人", FieldType::Name)
                .blocking()
                .open()
                .width(20.0),
            Field::to("congress", "人代会", CONGRESS).open(),
            Field::choice("post", "职务", &posts).expected().open(),
            Field::choice("nominated_by", "提名", &["主席团提名", "代表联合提名"]).open(),
            Field::int("nominators", "联名人数")
                .open()
                .hint("代表联合提名的，填联名的代表人数"),
            Field::int("all", "全体代表")
                .open()
                .hint("全体人数，不是到会人数"),
            Field::int("in_favour", "赞成").open(),
            Field::int("against", "反对").open(),
            Field::int("abstained", "弃权").open(),
            Field::int("others", "另选他人").open(),
            Field::text("result", "结果")
                .by_day(|kind, row, today| {
                    let needed = today.rules.part(RuleKey::CongressMajority, today.date);
                    let passed = result_by(kind, row, needed)?;
                    let word = match passed.as_text() {
                        Some("通过") => "过半数",
                        Some("未通过") => "未过半数",
                        _ => "票数不符",
                    };
                    Some(Value::Text(word.into()))
                })
                .reads(&VOTES)
                .open(),
            Field::new("elected", "当选", FieldType::Bool).open(),
            Field::date("oath_on", "宪法宣誓日期").open(),
            Field::text("remark", "备注").open(),
        ],
    );
    it.parent = Some(ParentLink {
        kind: Some(CONGRESS.into()),
        field: "congress".into(),
    });
    it.check = Some(|kind, row, today| {
        let nominated = too_few(kind, row, today, "提名", "nominators", 0);
        check_votes(kind, row)
            .into_iter()
            .chain(nominated)
            .collect()
    });
    it
}

/// Fewer deputies signed together than the rule says. Warned about: the paper decides.
fn too_few(
    kind: &RecordType,
    row: &Row,
    today: &Today,
    sort: &str,
    key: &str,
    deputies: u32,
) -> Option<FieldFault> {
    let named = match row.get(kind, key) {
        // The leader is not among the signers.
        Some(Value::Set(items)) => u32::try_from(items.len()).ok()? + 1,
        Some(Value::Int(number)) => u32::try_from(*number).ok()?,
        _ => number(kind, row, Motion::STATED_SIGNERS.key())?,
    };
    let day = row
        .read(kind, Motion::SUBMITTED_ON)
        .map_or(today.date, |it| it.first_day());
    let (least, source) = joint_signers(&today.rules, day, sort, deputies)?;
    let field = kind.field(key)?;
    (named < least).then(|| {
        warning(
            field,
            format!("{sort}须有 {least} 名以上代表联名，这里只有 {named} 名（{source}）"),
            "请核对联名代表；人数不够的可转为建议",
        )
    })
}

/// A motion: 议案, 质询案, 罢免案.
#[must_use]
pub fn motion_type() -> RecordType {
    let mut fields = vec![
        Field::text("title", "案由")
            .section("议案")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&["标题", "题目", "议案题目", "议案名称", "议案标题"])
            .width(60.0),
        Field::choice("sort", "种类", &MotionSort::WORDS)
            .expected()
            .open()
            .aliases(&["类别", "类型"])
            .width(16.0),
        Field::text("code", "编号")
            .open()
            .aliases(&["议案编号", "议案号"])
            .width(18.0),
        Field::to("congress", "人代会", CONGRESS)
            .open()
            .aliases(&["会议", "届次会议"])
            .width(40.0)
            .screen_only(),
        Field::to("lead", "领衔代表", DEPUTY)
            .expected()
            .open()
            .aliases(&["领衔人", "提出人", "第一提案人"])
            .width(20.0),
        Field::to_many("signers", "联名代表", DEPUTY)
            .open()
            .aliases(&["附议代表", "附议人", "联名人", "联名"])
            .hint("不含领衔代表")
            .width(30.0),
        Field::int("stated_signers", "联名人数")
            .open()
            .aliases(&["附议人数"])
            .hint("没有名单的，写总人数（含领衔）")
            .page_only(),
        Field::int("deputies", "代表总数")
            .open()
            .hint("质询案、罢免案按比例联名的，填本级代表总数")
            .page_only(),
        Field::date("submitted_on", "提出日期")
            .expected()
            .open()
            .aliases(&["提交日期", "日期", "提交时间"]),
        Field::text("target", "对象")
            .open()
            .hint("质询、罢免的对象")
            .page_only(),
        Field::long_text("content", "内容")
            .open()
            .aliases(&["案据", "议案内容", "方案"])
            .page_only(),
        Field::choice(
            "review",
            "审查意见",
            &[
                "列入本次会议议程",
                "转主席团闭会期间处理",
                "转为建议批评和意见",
                "不作为议案处理",
            ],
        )
        .section("处理")
        .open()
        .aliases(&["处理意见", "处理方式"])
        .width(34.0),
        Field::text("handling_unit", "承办单位").open().width(30.0),
        Field::new("result", "处理结果", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .aliases(&["办理结果", "结果"])
            .width(40.0),
        Field::date("answered_on", "答复日期").open().page_only(),
        book::station().open().page_only(),
    ];
    fields.extend(book::closing());
    let mut it = RecordType::new(MOTION, "议案", fields)
        .belonging(Home::Township)
        .register("motions", "议案登记", "");
    it.matching = book::same_by(&["title", "submitted_on"]);
    it.order = vec!["submitted_on".into()];
    it.check = Some(check_motion);
    it
}

fn check_motion(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let sort = row
        .of(kind, Motion::SORT)
        .and_then(Value::as_text)
        .unwrap_or_default();
    let deputies = number(kind, row, Motion::DEPUTIES.key()).unwrap_or(0);
    book::before(
        kind,
        row,
        Motion::ANSWERED_ON.key(),
        Motion::SUBMITTED_ON.key(),
    )
    .into_iter()
    .chain(too_few(
        kind,
        row,
        today,
        sort,
        Motion::SIGNERS.key(),
        deputies,
    ))
    .collect()
}
