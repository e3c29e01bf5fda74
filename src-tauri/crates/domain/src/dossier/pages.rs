//! Signed pages of books: what stood on them, so that they can be printed again as they were.

use serde::{Deserialize, Serialize};

use crate::book;
use crate::dossier::SIGNED_PAGE;
use crate::record::{Field, FieldType, Home, RecordType, WrittenBy};

/// An entry as it stood on a signed page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedRow {
    /// The record.
    pub id: String,
    /// The text of each column, in the order of [`SignedContent::columns`].
    pub cells: Vec<String>,
    /// It was struck when the page was signed, and counts in no sum of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub void: bool,
}

/// What stood on a signed page. Kept as JSON: a page is a whole, never edited field by field.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SignedContent {
    /// What the columns were made of.
    pub columns: Vec<String>,
    /// The entries in their order.
    pub rows: Vec<SignedRow>,
    /// 合计 at the end of the book, a cell per column, where it was signed as its end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub total: Vec<String>,
}

/// A page of a book that was signed. Its entries stay on it: later ones go on behind them, and
/// corrections show as corrections.
#[must_use]
pub fn signed_page_type() -> RecordType {
    let by_signing = |mut field: Field| {
        field.written_by = WrittenBy::StepOnly;
        field.open()
    };
    let mut it = RecordType::new(
        SIGNED_PAGE,
        "簿页",
        vec![
            by_signing(
                Field::text("title", "簿页")
                    .section("签字的一页")
                    .blocking()
                    .hint("簿页在“簿页签字”里签，不在这里新增")
                    .width(50.0),
            ),
            by_signing(Field::text("book", "登记簿代号"))
                .page_only()
                .out_of_sight(),
            by_signing(book::station()),
            by_signing(Field::int("year", "年份")),
            by_signing(Field::int("page", "页码")),
            by_signing(Field::int("pages", "页数")).page_only(),
            by_signing(Field::text("first", "起号")).width(14.0),
            by_signing(Field::text("last", "止号")).width(14.0),
            by_signing(Field::int("entries", "登记数")),
            by_signing(Field::new("closed", "以下空白", FieldType::Bool))
                .hint("填“是”的，余下的空行已划去，不再续打"),
            Field::date("signed_on", "签字日期").expected().open(),
            Field::text("signed_by", "签字人").expected().open(),
            by_signing(Field::long_text("content", "当时内容"))
                .page_only()
                .out_of_sight(),
            Field::text("original", "原件位置")
                .section("原件和备注")
                .hint("签了字的这一页在哪里：第_盒第_页")
                .page_only(),
            Field::text("remark", "备注").full_line().page_only(),
        ],
    )
    .belonging(Home::Township)
    .register("signed_pages", "登记簿签字页", "");
    it.matching = Vec::new();
    it.order = vec!["year".into(), "title".into()];
    it
}
