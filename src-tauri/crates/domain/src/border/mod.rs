//! What goes between this office and those above and below it: 上报件, 下发件, and whom they are from
//! and for. Each office keeps a log of its own; these records tell of signed files that went between.

mod columns;
mod words;

pub use columns::{HandDown, HandDownItem, Partner, Received, SentAnswer, SentFigure, Submission};
pub use words::{Expected, HandDownSort, HandDownState, ItemSort, Standing, SubmissionState};

use crate::record::{Field, FieldType, Home, ParentLink, RecordType, SearchAs, Shelf};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        partner_type().on(Shelf::Lists, 10),
        submission_type().on(Shelf::Meetings, 7),
        received_type().on(Shelf::Meetings, 8),
        sent_figure_type(),
        sent_answer_type(),
        handdown_type().on(Shelf::Meetings, 9),
        handdown_item_type(),
    ]
}

/// The record type of offices above and below.
pub const PARTNER: &str = "partner";
/// The record type of submissions made here.
pub const SUBMISSION: &str = "submission";
/// The record type of submissions taken in here.
pub const RECEIVED: &str = "received";
/// The record type of figures in a submission taken in here.
pub const SENT_FIGURE: &str = "sent_figure";
/// The record type of answers to tasks in a submission taken in here.
pub const SENT_ANSWER: &str = "sent_answer";
/// The record type of what was handed down, from here or to here.
pub const HANDDOWN: &str = "handdown";
/// The record type of what a task package asks to be filled in.
pub const HANDDOWN_ITEM: &str = "handdown_item";

/// Written by the program alone, and of no interest in a list.
fn machine(key: &str, label: &str) -> Field {
    Field::text(key, label).page_only()
}

/// Offices above and below (上下级单位): whose signed files are taken, and who is expected to send.
#[must_use]
pub fn partner_type() -> RecordType {
    let mut it = RecordType::new(
        PARTNER,
        "上下级单位",
        vec![
            Field::text("name", "单位名称")
                .section("单位")
                .blocking()
                .search(SearchAs::Text)
                .aliases(&["乡镇", "乡镇名称", "单位"])
                .hint("如：柳河镇人大主席团")
                .width(50.0),
            Field::text("area", "行政区划代码")
                .aliases(&["区划代码", "代码"])
                .hint("6 位（到县）或 9 位（到乡镇），如 130822101"),
            Field::choice("standing", "上级或下级", &Standing::WORDS)
                .hint("向它上报的是上级，向本单位上报的是下级"),
            Field::choice("expected", "是否应报", &Expected::WORDS)
                .hint("应报而没有报的，汇总时列在“未报”里"),
            Field::text("fingerprint", "识别码").hint("由程序填写，在电话里核对过，如 9ZV77YR6"),
            Field::date("confirmed_on", "核对日期")
                .hint("在电话里核对识别码的那一天，如 2026-03-05"),
            Field::text("remark", "备注").full_line().page_only(),
            machine("card", "收件卡").out_of_sight(),
        ],
    )
    .register("partners", "上下级单位", "");
    it.home = Home::Township;
    it.matching = crate::book::same_by(&["name"]);
    it.order = vec!["area".into(), "name".into()];
    it
}

/// 上报件 made here: a frozen, signed copy that lies beside it as an attachment.
#[must_use]
pub fn submission_type() -> RecordType {
    let mut it = RecordType::new(
        SUBMISSION,
        "上报件",
        vec![
            Field::text("number", "编号")
                .section("上报")
                .blocking()
                .search(SearchAs::Text)
                .hint("由程序编号，如 柳河镇〔2026〕上报第3号")
                .width(44.0),
            Field::int("year", "年度").hint("上报的是哪一年，如 2026"),
            Field::int("serial", "年内序号").page_only(),
            Field::text("content", "上报内容").width(50.0),
            Field::to("partner", "收件单位", PARTNER),
            Field::date("made_on", "制作日期"),
            Field::text("sensitive", "敏感信息").page_only(),
            Field::text("replaces", "更正哪一号")
                .hint("代替以前的哪一份，如 柳河镇〔2026〕上报第2号"),
            Field::choice("state", "收件情况", &SubmissionState::WORDS).section("答复"),
            Field::date("answered_on", "答复日期").page_only(),
            Field::new("answer", "批复或退回原因", FieldType::LongText).width(50.0),
            machine("check", "核对码"),
            machine("hash", "内容摘要"),
        ],
    )
    .register("submissions", "上报件", "");
    it.home = Home::Township;
    it.order = vec!["year".into(), "serial".into()];
    it
}

/// 上报件 taken in here. The rows that were sent lie beside it as an attachment, as they were signed.
#[must_use]
pub fn received_type() -> RecordType {
    let mut it = RecordType::new(
        RECEIVED,
        "收到的上报件",
        vec![
            Field::text("number", "编号")
                .section("来件")
                .blocking()
                .search(SearchAs::Text)
                .hint("上报单位的编号，如 柳河镇〔2026〕上报第3号")
                .width(44.0),
            Field::to("partner", "上报单位", PARTNER),
            Field::int("year", "年度").hint("上报的是哪一年，如 2026"),
            Field::int("serial", "年内序号").page_only(),
            Field::text("content", "上报内容").width(50.0),
            Field::date("made_on", "制作日期"),
            Field::date("received_on", "收件日期"),
            Field::text("replaces", "更正哪一号")
                .hint("代替以前的哪一份，如 柳河镇〔2026〕上报第2号"),
            machine("replaced_hash", "更正的内容摘要"),
            Field::choice("state", "收件情况", &SubmissionState::WORDS).section("答复"),
            Field::date("answered_on", "答复日期").page_only(),
            Field::new("answer", "批复或退回原因", FieldType::LongText).width(50.0),
            machine("check", "核对码"),
            machine("hash", "内容摘要"),
        ],
    )
    .register("received", "收到的上报件", "");
    it.home = Home::Township;
    it.order = vec!["year".into(), "partner".into(), "serial".into()];
    it
}

/// A figure of a submission: numerator and denominator as they were counted there.
#[must_use]
pub fn sent_figure_type() -> RecordType {
    let mut it = RecordType::new(
        SENT_FIGURE,
        "上报数字",
        vec![
            Field::text("title", "指标").width(50.0),
            Field::to("received", "上报件", RECEIVED),
            Field::text("key", "指标代号").page_only(),
            Field::int("turn", "次序").page_only(),
            Field::text("unit", "单位"),
            Field::int("top", "分子"),
            Field::int("bottom", "分母"),
        ],
    );
    it.parent = Some(ParentLink {
        kind: Some(RECEIVED.into()),
        field: "received".into(),
    });
    it.order = vec!["turn".into()];
    it
}

/// What a township filled in of a task package.
#[must_use]
pub fn sent_answer_type() -> RecordType {
    let mut it = RecordType::new(
        SENT_ANSWER,
        "任务填报",
        vec![
            Field::text("title", "填报项").width(50.0),
            Field::to("received", "上报件", RECEIVED),
            Field::text("handdown", "下发件摘要").page_only(),
            Field::int("turn", "次序").page_only(),
            Field::choice("sort", "填报类型", &ItemSort::WORDS),
            Field::text("unit", "单位"),
            Field::new("value", "填报内容", FieldType::LongText).width(50.0),
        ],
    );
    it.parent = Some(ParentLink {
        kind: Some(RECEIVED.into()),
        field: "received".into(),
    });
    it.order = vec!["handdown".into(), "turn".into()];
    it
}

/// 下发件: a month's theme, rules, holidays or tasks, handed down from here or to here.
#[must_use]
pub fn handdown_type() -> RecordType {
    let mut it = RecordType::new(
        HANDDOWN,
        "下发件",
        vec![
            Field::text("title", "标题")
                .section("下发")
                .blocking()
                .search(SearchAs::Text)
                .hint("如：防汛备汛联动监督")
                .width(50.0),
            Field::choice("sort", "下发类别", &HandDownSort::WORDS)
                .hint("任务包要填报，其余收下就生效"),
            Field::to("partner", "下发单位", PARTNER).hint("从上级收下的才有，自己下发的空着"),
            Field::text("number", "编号").hint("由程序编号，如 青禾县〔2026〕下发第2号"),
            Field::int("year", "年度")
                .page_only()
                .hint("编号的年份，如 2026"),
            Field::int("serial", "年内序号").page_only(),
            Field::date("month", "年月").hint("哪个月的主题，如 2026年3月"),
            Field::date("due_on", "报送期限").hint("最晚哪一天报上来，如 2026-06-30"),
            Field::new("body", "内容", FieldType::LongText).width(60.0),
            Field::date("made_on", "下发日期"),
            Field::choice("state", "办理情况", &HandDownState::WORDS),
            machine("check", "核对码"),
            machine("hash", "内容摘要"),
        ],
    )
    .register("handdowns", "下发件", "");
    it.home = Home::Township;
    it.order = vec!["year".into(), "serial".into()];
    it
}

/// A line of a task package that is to be filled in.
#[must_use]
pub fn handdown_item_type() -> RecordType {
    let mut it = RecordType::new(
        HANDDOWN_ITEM,
        "填报项",
        vec![
            Field::text("title", "填报项").blocking().width(50.0),
            Field::to("handdown", "下发件", HANDDOWN),
            Field::int("turn", "次序").page_only(),
            Field::choice("sort", "填报类型", &ItemSort::WORDS)
                .hint("数字在县里相加，文字逐份列出"),
            Field::text("unit", "单位").hint("数字的单位，如 件"),
            Field::new("value", "填报内容", FieldType::LongText).width(50.0),
        ],
    );
    it.parent = Some(ParentLink {
        kind: Some(HANDDOWN.into()),
        field: "handdown".into(),
    });
    it.order = vec!["turn".into()];
    it
}
