//! Stations (站、家、点) where deputies meet people, and the units that handle matters.

use crate::record::{Field, FieldType, Partition, RecordType, SearchAs};

/// The record type of stations.
pub const STATION: &str = "station";
/// The record type of handling units (承办单位).
pub const UNIT: &str = "unit";

/// A station: 代表之家, 联络站 or 联络点.
#[must_use]
pub fn station_type() -> RecordType {
    let sorts = ["代表之家", "代表联络站", "代表联络点"]
        .map(String::from)
        .to_vec();
    let mut it = RecordType::new(
        STATION,
        "站点",
        vec![
            Field::new("name", "站点名称", FieldType::Text)
                .blocking()
                .open()
                .search(SearchAs::Text)
                .aliases(&["名称", "联络站", "联络站名称", "站名"])
                .width(60.0),
            Field::new("sort", "类别", FieldType::Choice(sorts)).open(),
            Field::new("code", "站点编码", FieldType::Text)
                .open()
                .hint("12 位区划代码加 2 位顺序号，如 130822101000-01")
                .width(40.0),
            Field::new("address", "地址", FieldType::Text)
                .open()
                .width(50.0),
            Field::new("phone", "公示电话", FieldType::Phone).open(),
            Field::new("keeper", "联络员", FieldType::Text)
                .open()
                .aliases(&["站长", "负责人"]),
            Field::new("remark", "备注", FieldType::Text),
        ],
    )
    .register("stations", "代表联络站点", "");
    it.partition = Partition::Published;
    it.made_by_naming = true;
    it
}

/// A handling unit (承办单位).
#[must_use]
pub fn unit_type() -> RecordType {
    let mut it = RecordType::new(
        UNIT,
        "承办单位",
        vec![
            Field::new("name", "单位名称", FieldType::Text)
                .blocking()
                .open()
                .search(SearchAs::Text)
                .aliases(&["名称", "承办单位"])
                .width(60.0),
            Field::new("leader", "负责人", FieldType::Text).open(),
            Field::new("contact", "联系人", FieldType::Text).open(),
            Field::new("phone", "联系电话", FieldType::Phone).open(),
            Field::new("remark", "备注", FieldType::Text),
        ],
    )
    .register("units", "承办单位", "");
    it.partition = Partition::Published;
    it.made_by_naming = true;
    it
}
