//! 工作小结: 周调度, 月小结, 季报告, 年度报告 (石拐区). The program drafts the text from
//! the figures; the office edits and keeps it.

use crate::book;
use crate::figures::{SummarySort, SummaryState};
use crate::record::{Field, FieldType, RecordType, SearchAs};

/// The record type of summaries.
pub const SUMMARY: &str = "summary";

/// A summary, kept with the figures as they stood when it was drafted.
#[must_use]
pub fn summary_type() -> RecordType {
    let mut fields = vec![
        Field::text("title", "标题")
            .section("小结")
            .full_line()
            .blocking()
            .search(SearchAs::Text)
            .width(60.0),
        Field::choice("sort", "种类", &SummarySort::WORDS)
            .expected()
            .width(22.0),
        book::station(),
        Field::date("from", "开始日期").expected(),
        Field::date("to", "结束日期").expected(),
        Field::text("addressee", "报送").hint("报给谁，如：县人大常委会；打印成公文时写在开头").page_only(),
        Field::long_text("text", "正文")
            .section("正文")
            .hint("程序按簿册里的数字起草，可以随便改；一段一行，“一、”“（一）”开头的打印时自动用黑体、楷体")
            .page_only(),
        Field::new("figures", "起草时的数字", FieldType::LongText)
            .section("依据")
            .hint("起草那天从簿册数出来的分子、分母；簿册以后再改，这里不变")
            .page_only(),
        Field::date("day", "数字截至").width(24.0),
        Field::text("author", "起草人").width(18.0),
        Field::choice("state", "状态", &SummaryState::WORDS).width(18.0),
        Field::date("sent_on", "定稿（报送）日期")
            .hint("打印成公文时写在落款下面；空着写数字截至那天")
            .page_only(),
    ];
    fields.extend(book::closing());
    let mut it =
        RecordType::new(SUMMARY, "工作小结", fields).register("summaries", "工作小结和报告", "");
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "from"]);
    it.order = vec!["from".into(), "title".into()];
    it.check = Some(|kind, row, _| book::before(kind, row, "to", "from").into_iter().collect());
    it
}
