//! 簿三 群众意见建议办理簿: one record per matter that people raised.

mod columns;
mod words;

use crate::calendar::Today;
use crate::matter::MatterStage;
use crate::matter::{
    Sort, answer_fields, assignment_fields, check, class_in_reply, closing_fields, derive,
    handling_fields, inner_fields, list, open_fields, refusals, several, two_in_one, workflow,
};
use crate::reception::{CATEGORIES, VISITOR};
use crate::record::{
    Beginning, Field, FieldKey, FieldType, Offer, RecordType, Row, SearchAs, Serial, Shelf, Value,
};
use crate::roster::DEPUTY;
use crate::station::STATION;
pub use columns::{OPINION, Opinion};
pub use words::{OpinionLevel, OpinionSort, OpinionSource};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![opinion_type().on(Shelf::Opinions, 0)]
}

/// A title made of the content has at most so many characters.
const TITLE_LENGTH: usize = 24;

/// The record type of opinions, with every field of 簿三 in its order.
#[must_use]
pub fn opinion_type() -> RecordType {
    let mut fields = origin();
    fields.extend(matter());
    fields.extend(acceptance());
    fields.extend(assignment_fields());
    fields.extend(handling_fields());
    fields.extend(answer_fields());
    fields.extend(closing_fields());
    fields.extend(open_fields());
    fields.extend(inner_fields(OPINION));
    let mut it = RecordType::new(OPINION, "群众意见建议", fields).register(
        "opinions",
        "群众意见建议办理簿",
        "簿三",
    );
    it.name_field = "title".into();
    it.matching = vec![vec!["received_on".into(), "content".into()]];
    it.order = vec!["received_on".into(), "number".into()];
    it.mirrors = vec![crate::matter::told_to_visit()];
    it.serial = Some(Serial {
        field: "number".into(),
        series: "series".into(),
        year_of: "received_on".into(),
        station: "station".into(),
    });
    it.workflow = Some(workflow(Sort::Opinion));
    it.foremost = [
        "number",
        "received_on",
        "title",
        "lead",
        "due_on",
        "state",
        "left",
    ]
    .map(Into::into)
    .to_vec();
    it.check = Some(check);
    it.begin = Some(begin);
    it.complete = Some(complete);
    it.two_in_one = two_in_one();
    it.several = several();
    it
}

fn origin() -> Vec<Field> {
    let sources = list(&OpinionSource::WORDS);
    vec![
        Field::new("number", "序号", FieldType::Int)
            .called("编号")
            .section("来源")
            .hint("保存时自动编号，一经编出不再变动")
            .aliases(&["编号"])
            .width(11.0),
        Field::new("series", "机号", FieldType::Text)
            .page_only()
            .out_of_sight(),
        Field::new("received_on", "收到日期", FieldType::Date)
            .offers(Offer::Today)
            .blocking()
            .decided_by_person()
            .aliases(&[
                "收到时间",
                "登记日期",
                "登记时间",
                "反映日期",
                "反映时间",
                "受理时间",
                "日期",
                "时间",
            ])
            .width(21.0),
        Field::new("station", "站点", FieldType::Ref(STATION.into()))
            .aliases(&["联络站", "站点名称", "所在站点"])
            .screen_only(),
        Field::new("source", "来源", FieldType::Choice(sources))
            .expected()
            .aliases(&["来源渠道", "渠道", "收集方式"])
            .choice_aliases(&[
                ("接待", "接待登记"),
                ("接待日", "接待登记"),
                ("入户走访", "走访"),
                ("扫码留言", "扫码"),
                ("电话", "热线"),
                ("信箱", "意见箱"),
            ])
            .screen_only(),
        Field::new("visitor", "来源登记", FieldType::Ref(VISITOR.into())).page_only(),
        Field::new("raised_by", "反映人", FieldType::Text)
            .expected()
            .aliases(&[
                "反映人/代表",
                "反映群众",
                "来访人",
                "提出人",
                "群众姓名",
                "姓名",
            ])
            .hint("不愿留名的填“匿名”")
            .search(SearchAs::Text)
            .width(18.0),
        Field::new("phone", "联系电话", FieldType::Phone)
            .aliases(&["电话", "联系方式"])
            .page_only(),
        Field::new("deputies", "收集代表", FieldType::Refs(DEPUTY.into()))
            .aliases(&["代表", "接待代表", "代表姓名"])
            .screen_only(),
        Field::new("village", "所在村组", FieldType::Text)
            .aliases(&["村组", "村", "村（社区）", "所属村", "选区"])
            .screen_only(),
    ]
}

fn matter() -> Vec<Field> {
    let sorts = list(&OpinionSort::WORDS);
    vec![
        Field::new("title", "标题", FieldType::Text)
            .section("内容")
            .full_line()
            .aliases(&["事项", "事由", "问题名称"])
            .hint("不填取内容的前几个字")
            .search(SearchAs::Text)
            .screen_only(),
        Field::new("content", "内容", FieldType::LongText)
            .blocking()
            .aliases(&[
                "意见建议内容",
                "反映内容",
                "反映问题",
                "反映的问题",
                "主要内容",
                "意见建议",
                "问题内容",
                "诉求",
                "反映的主要问题",
            ])
            .hint("一事一议")
            .search(SearchAs::Text)
            .width(48.0),
        Field::new("category", "问题类别", FieldType::Choice(list(&CATEGORIES)))
            .expected()
            .aliases(&["类别", "分类"])
            .screen_only(),
        Field::new(
            "level",
            "分级",
            FieldType::Choice(list(&OpinionLevel::WORDS)),
        )
        .expected()
        .hint("一级村站即办，二级乡镇办理，三级上报县级")
        .choice_aliases(&[("村级", "一级"), ("乡镇", "二级"), ("县级", "三级")])
        .screen_only(),
        Field::new("sort", "性质", FieldType::Choice(sorts)).page_only(),
        Field::new(
            "urgency",
            "紧急程度",
            FieldType::Choice(list(&["一般", "急", "特急"])),
        )
        .page_only(),
        Field::new("confidential", "保密要求", FieldType::Bool).page_only(),
    ]
}

fn acceptance() -> Vec<Field> {
    vec![
        Field::new("accepted_on", "受理日期", FieldType::Date)
            .section("受理")
            .step_first()
            .width(21.0),
        Field::new("accepted_by", "受理人", FieldType::Text)
            .step_first()
            .page_only(),
        Field::new("refusal", "不受理理由", FieldType::Choice(refusals()))
            .step_first()
            .page_only(),
        Field::new("told_on", "告知日期", FieldType::Date)
            .step_first()
            .page_only(),
    ]
}

/// The beginning of the content, as a title.
#[must_use]
pub fn title_of(content: &str) -> String {
    let line: String = content
        .chars()
        .take_while(|c| !matches!(c, '。' | '；' | ';' | '\n' | '！' | '？'))
        .collect();
    if line.chars().count() <= TITLE_LENGTH {
        return line.trim().to_owned();
    }
    let short: String = line.chars().take(TITLE_LENGTH).collect();
    format!("{}…", short.trim())
}

/// A title, and that it is an old matter where the entry tells how it went on.
fn begin(kind: &RecordType, row: &Row, _: &Beginning<'_>) -> Vec<(FieldKey, Value)> {
    let content = row.read(kind, Opinion::CONTENT);
    let mut values = match (row.of(kind, Opinion::TITLE), content) {
        (None, Some(content)) => vec![(Opinion::TITLE.into(), Value::Text(title_of(content)))],
        _ => Vec::new(),
    };
    values.extend(old_matter(kind, row));
    values
}

fn complete(kind: &RecordType, row: &Row, _: &Today) -> Vec<(FieldKey, Value)> {
    class_in_reply(kind, row).into_iter().collect()
}

/// 历史补录: a new matter with anything that a step would have filled.
pub(crate) fn old_matter(kind: &RecordType, row: &Row) -> Option<(FieldKey, Value)> {
    let told = kind.fields.iter().zip(&row.values).any(|(field, value)| {
        field.written_by == crate::record::WrittenBy::StepFirst && value.is_some()
    });
    told.then(|| (Opinion::BACKFILL.into(), Value::Bool(true)))
}

/// Where an opinion stands that came in from an old ledger.
#[must_use]
pub fn stage_of(kind: &RecordType, row: &Row) -> Option<MatterStage> {
    let workflow = kind.workflow.as_ref()?;
    MatterStage::of_word(workflow.state_of(kind, row))
        .or_else(|| MatterStage::of_word(derive(kind, row)))
}
