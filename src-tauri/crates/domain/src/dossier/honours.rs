//! 表彰奖励与宣传报道 (代表法 第58条: what a deputy does is recorded and made public).

use crate::book;
use crate::dossier::HONOUR;
use crate::record::{Field, RecordType, SearchAs};
use crate::roster::{DEPUTY, Level};

/// An honour given to deputies, or a report about them.
#[must_use]
pub fn honour_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "名称")
            .section("表彰或报道")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&[
                "荣誉名称",
                "表彰名称",
                "奖项",
                "奖励名称",
                "称号",
                "报道标题",
                "内容",
            ])
            .hint("如：优秀人大代表、《人民代表报》报道")
            .width(56.0),
        Field::choice("sort", "类别", &["表彰", "奖励", "通报表扬", "宣传报道"])
            .expected()
            .open()
            .aliases(&["类型", "种类"])
            .width(20.0),
        Field::date("given_on", "日期")
            .blocking()
            .open()
            .aliases(&[
                "表彰时间",
                "授予日期",
                "获奖时间",
                "时间",
                "刊发日期",
                "报道日期",
            ])
            .width(24.0),
        book::station().open(),
        Field::to_many("deputies", "代表", DEPUTY)
            .expected()
            .open()
            .aliases(&["获奖代表", "受表彰代表", "姓名", "代表姓名"])
            .width(36.0),
        Field::choice("level", "级别", &Level::WORDS)
            .open()
            .aliases(&["表彰级别", "层级"])
            .choice_aliases(&[
                ("镇", "乡镇"),
                ("乡", "乡镇"),
                ("区", "县"),
                ("市", "设区市"),
                ("国家", "全国"),
            ])
            .width(18.0),
        Field::text("given_by", "授予单位或媒体")
            .open()
            .aliases(&["授予单位", "表彰单位", "颁奖单位", "媒体", "刊发媒体"])
            .width(40.0),
        Field::text("paper", "文号或版面")
            .open()
            .aliases(&["文号", "证书编号", "版面"])
            .width(28.0),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(HONOUR, "表彰奖励", fields).register(
        "honours",
        "代表表彰奖励和宣传报道登记",
        "",
    );
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "given_on"]);
    it.order = vec!["given_on".into(), "number".into()];
    it.serial = Some(book::serial("given_on"));
    it
}
