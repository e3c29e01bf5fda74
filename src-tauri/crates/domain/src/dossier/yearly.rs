//! The dossier of one deputy and one year: its cover, its statements, and what was frozen.

use crate::dossier::{DOSSIER, Dossier, DossierState, Retention};
use crate::record::{Field, FieldType, RecordType, Row, SearchAs, Value, WrittenBy};
use crate::roster::DEPUTY;

/// A dossier of one year. Its thirteen sections are put together from the books when it is looked
/// at; what is written here are cover and statements. 定稿 keeps the sections as they stood.
#[must_use]
pub fn dossier_type() -> RecordType {
    let by_freezing = |mut field: Field| {
        field.written_by = WrittenBy::StepOnly;
        field
    };
    let mut it = RecordType::new(
        DOSSIER,
        "履职档案",
        vec![
            Field::text("title", "档案名称")
                .section("封面")
                .blocking()
                .open()
                .search(SearchAs::Name)
                .hint("如：曹娟 2026年度")
                .width(46.0),
            Field::to("deputy", "代表", DEPUTY)
                .blocking()
                .open()
                .width(24.0),
            Field::int("year", "年份").blocking().open(),
            Field::text("number", "档案编号")
                .open()
                .aliases(&["编号", "档号"])
                .hint("本单位的档号；没有的可以空着")
                .width(34.0),
            Field::date("opened_on", "建档日期").open().width(24.0),
            Field::new(
                "retention",
                "保管期限",
                FieldType::choice(&Retention::WORDS),
            )
            .open()
            .hint("一般选永久（乡镇档案工作办法附表 1.3 没有列履职档案，照同类的推定）")
            .width(18.0),
            Field::long_text("report", "年度履职报告")
                .section("年度履职报告与主席团鉴定意见")
                .open()
                .aliases(&["履职报告", "本人总结"])
                .page_only(),
            Field::date("signed_on", "本人签字日期").open().page_only(),
            Field::long_text("opinion", "主席团鉴定意见")
                .open()
                .aliases(&["鉴定意见", "主席团意见"])
                .page_only(),
            Field::date("opinion_on", "鉴定日期").open().page_only(),
            Field::new("state", "状态", FieldType::choice(&DossierState::WORDS))
                .section("定稿")
                .kept(shown_dossier_state, 1)
                .open(),
            by_freezing(Field::date("frozen_on", "定稿日期").open()),
            by_freezing(Field::text("frozen_by", "定稿人").open()),
            by_freezing(Field::long_text("content", "定稿内容"))
                .page_only()
                .out_of_sight(),
            Field::text("original", "原件位置")
                .section("原件和备注")
                .hint("签了字的档案在哪里：第_盒第_页")
                .page_only(),
            Field::text("remark", "备注").full_line().page_only(),
        ],
    )
    .register("dossiers", "代表履职档案", "一档");
    it.matching = vec![vec!["deputy".into(), "year".into()]];
    it.order = vec!["year".into(), "title".into()];
    it
}

/// 已定稿 from the day on which the content was kept.
#[must_use]
pub fn shown_dossier_state(kind: &RecordType, row: &Row) -> Option<Value> {
    let word = if row.has(kind, Dossier::FROZEN_ON) {
        "已定稿"
    } else {
        "未定稿"
    };
    Some(Value::Text(word.into()))
}
