//! 代表建议、批评和意见: one record per suggestion or motion of deputies.

mod columns;
mod words;

use crate::calendar::Today;
use crate::matter::{
    Sort, answer_fields, assignment_fields, check, class_in_reply, closing_fields, handling_fields,
    inner_fields, list, open_fields, refusals, several, two_in_one, workflow,
};
use crate::opinion::{OPINION, old_matter, title_of};
use crate::reception::{CATEGORIES, VISITOR};
use crate::record::{
    Beginning, Column, Field, FieldKey, FieldType, Foremost, Offer, RecordType, Row, SearchAs,
    Serial, Shelf, Text, Value,
};
use crate::roster::DEPUTY;
pub use columns::{SUGGESTION, Suggestion};
pub use words::{Occasion, SuggestionSort, TopicFrom};

mod number;

pub use number::{is_own_number, numeral, suggestion_number};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![suggestion_type().on(Shelf::Opinions, 1)]
}

/// The record type of suggestions, in the order of the paper form.
#[must_use]
pub fn suggestion_type() -> RecordType {
    let mut fields = heading();
    fields.extend(content());
    fields.extend(examination());
    fields.extend(assignment_fields());
    fields.extend(handling_fields());
    fields.extend(answer_fields());
    fields.extend(closing_fields());
    fields.extend(open_fields());
    fields.extend(inner_fields(SUGGESTION));
    let mut it = RecordType::new(SUGGESTION, "代表建议", fields).register(
        "suggestions",
        "代表建议、批评和意见办理簿",
        "簿三",
    );
    it.name_field = "title".into();
    it.matching = vec![vec!["submitted_on".into(), "title".into()]];
    it.order = vec!["submitted_on".into(), "number".into()];
    it.mirrors = vec![crate::matter::told_to_visit()];
    it.serial = Some(Serial {
        field: "number".into(),
        series: "series".into(),
        // Numbers run through a session or a term's recess, not through a year.
        year_of: "no_year".into(),
        station: "batch".into(),
    });
    it.workflow = Some(workflow(Sort::Suggestion));
    it.foremost = [
        "no",
        "title",
        "lead",
        "due_on",
        "state",
        "leader_deputy",
        "left",
    ]
    .map(Into::into)
    .to_vec();
    it.check = Some(check);
    it.begin = Some(begin);
    it.complete = Some(complete);
    it.two_in_one = two_in_one();
    it.several = several();
    it.several.push(Foremost {
        first: "leader_deputy",
        others: "deputies",
    });
    it
}

fn heading() -> Vec<Field> {
    vec![
        Field::new("no", "编号", FieldType::Text)
            .section("基本情况")
            .kept(suggestion_number, 1)
            .search(SearchAs::Text)
            .width(22.0),
        Field::new("number", "顺序号", FieldType::Int)
            .page_only()
            .out_of_sight(),
        Field::new("series", "机号", FieldType::Text)
            .page_only()
            .out_of_sight(),
        Field::new("batch", "编号组", FieldType::Text).step_only(),
        Field::new("no_year", "编号年", FieldType::Date).step_only(),
        Field::new("term", "届次", FieldType::Text)
            .expected()
            .hint("如：第十九届")
            .offers(Offer::Term)
            .page_only(),
        Field::new(
            "occasion",
            "提出时间",
            FieldType::Choice(list(&Occasion::WORDS)),
        )
        .expected()
        .choice_aliases(&[
            ("会议", Occasion::InSession.word()),
            ("闭会", Occasion::InRecess.word()),
            ("大会", Occasion::InSession.word()),
        ])
        .screen_only(),
        Field::new("session", "会议次数", FieldType::Text)
            .called("会议")
            .aliases(&["次会议", "届次/会议"])
            .hint("会议期间提出的填，如：第三次会议")
            .page_only(),
        Field::new("session_closed_on", "闭会日期", FieldType::Date)
            .hint("会议期间提出的填大会闭会那天；山东等地从这一天起算答复期限")
            .page_only(),
        Field::new(
            "sort",
            "种类",
            FieldType::Choice(list(&SuggestionSort::WORDS)),
        )
        .page_only(),
        Field::new("submitted_on", "提交日期", FieldType::Date)
            .blocking()
            .decided_by_person()
            .aliases(&["提出日期", "收到日期", "收到时间", "日期"])
            .width(21.0),
        Field::new("title", "标题", FieldType::Text)
            .full_line()
            .aliases(&["建议标题", "题目", "建议名称", "案由"])
            .search(SearchAs::Text)
            .width(50.0),
        Field::new("category", "类别", FieldType::Choice(list(&CATEGORIES)))
            .expected()
            .aliases(&["问题类别", "建议类别"])
            .screen_only(),
        Field::new("leader_deputy", "领衔代表", FieldType::Ref(DEPUTY.into()))
            .blocking()
            .aliases(&[
                "提出人",
                "代表",
                "代表姓名",
                "提建议代表",
                "领衔人",
                "建议人",
            ])
            .width(18.0),
        Field::new("deputies", "附议代表", FieldType::Refs(DEPUTY.into()))
            .called("联名代表")
            .aliases(&["联名代表", "附议人", "联名（附议）代表"])
            .page_only(),
        Field::new("phone", "代表联系电话", FieldType::Phone)
            .called("代表联系方式")
            .aliases(&["联系电话", "联系方式"])
            .page_only(),
    ]
}

fn content() -> Vec<Field> {
    vec![
        Field::new("content", "情况和问题", FieldType::LongText)
            .called("内容")
            .section("内容")
            .expected()
            .aliases(&["内容", "建议内容", "主要内容", "情况问题"])
            .search(SearchAs::Text)
            .page_only(),
        Field::new("analysis", "分析", FieldType::LongText).page_only(),
        Field::new("proposal", "具体建议", FieldType::LongText)
            .expected()
            .aliases(&["建议", "意见建议"])
            .search(SearchAs::Text)
            .page_only(),
        Field::new("wanted_unit", "建议承办单位", FieldType::Text).page_only(),
        Field::new(
            "topic_from",
            "题目来源",
            FieldType::Choice(list(&TopicFrom::WORDS)),
        )
        .page_only(),
        Field::new("may_publish", "是否同意公开", FieldType::Bool).page_only(),
        Field::new("wants_talk", "是否希望面商", FieldType::Bool).page_only(),
        Field::new("repeated", "是否多年多次提出", FieldType::Bool).page_only(),
        Field::new("from_motion", "由议案转来", FieldType::Bool).page_only(),
        Field::new("visitor", "来源登记", FieldType::Ref(VISITOR.into())).page_only(),
        Field::new("opinion", "来源意见", FieldType::Ref(OPINION.into())).page_only(),
    ]
}

/// 形式审查.
fn examination() -> Vec<Field> {
    vec![
        Field::new("accepted_on", "审查日期", FieldType::Date)
            .section("形式审查")
            .step_first()
            .aliases(&["受理日期", "立案日期"])
            .page_only(),
        Field::new("accepted_by", "审查人", FieldType::Text)
            .step_first()
            .aliases(&["受理人"])
            .page_only(),
        Field::new(
            "refusal",
            "不作为建议处理的理由",
            FieldType::Choice(refusals()),
        )
        .step_first()
        .hint("为什么不作为建议处理，选一项；作为建议的空着（山东条例第6条、重庆条例第9条）")
        .page_only(),
        Field::new("told_on", "告知代表日期", FieldType::Date)
            .step_first()
            .page_only(),
    ]
}

/// What a new suggestion gets by itself: a title, and the run of numbers it stands in.
fn begin(kind: &RecordType, row: &Row, beginning: &Beginning<'_>) -> Vec<(FieldKey, Value)> {
    let text = |column: Column<Text>| row.read(kind, column);
    let mut values = Vec::new();
    let term = text(Suggestion::TERM).or(beginning.term.map(|(_, name)| name));
    if let (None, Some(term)) = (text(Suggestion::TERM), term) {
        values.push((Suggestion::TERM.into(), Value::Text(term.to_owned())));
    }
    if let (None, Some(content)) = (
        text(Suggestion::TITLE),
        text(Suggestion::CONTENT).or(text(Suggestion::PROPOSAL)),
    ) {
        values.push((Suggestion::TITLE.into(), Value::Text(title_of(content))));
    }
    let occasion = row
        .of(kind, Suggestion::OCCASION)
        .and_then(Value::as_text)
        .unwrap_or(if text(Suggestion::SESSION).is_some() {
            Occasion::InSession.word()
        } else {
            Occasion::InRecess.word()
        });
    if !row.has(kind, Suggestion::OCCASION) {
        values.push((Suggestion::OCCASION.into(), Value::Text(occasion.into())));
    }
    if text(Suggestion::BATCH).is_none() {
        let run = number::run(term, occasion, text(Suggestion::SESSION));
        values.push((Suggestion::BATCH.into(), Value::Text(run)));
    }
    values.extend(old_matter(kind, row));
    values
}

fn complete(kind: &RecordType, row: &Row, _: &Today) -> Vec<(FieldKey, Value)> {
    class_in_reply(kind, row).into_iter().collect()
}
