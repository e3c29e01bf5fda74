//! What the entries of every book have in common: a running number per station and year, the
//! station, where the signed original lies.

use crate::record::{Field, FieldFault, FieldKey, FieldType, RecordType, Row, Serial, Value};
use crate::station::STATION;

/// The running number and the letter of the device that issued it; first in every numbered book.
#[must_use]
pub fn numbered() -> Vec<Field> {
    vec![
        Field::int("number", "序号")
            .hint("保存时自动编号，一经编出不再变动")
            .width(11.0),
        Field::text("series", "机号").page_only().out_of_sight(),
    ]
}

/// The station whose book the entry stands in.
#[must_use]
pub fn station() -> Field {
    Field::to("station", "站点", STATION)
        .aliases(&["联络站", "站点名称", "所在站点", "代表之家", "所属站点"])
        .width(30.0)
        .screen_only()
}

/// What closes every form: the signed original, late entries, remarks, and what a sheet had beyond
/// our columns.
#[must_use]
pub fn closing() -> Vec<Field> {
    vec![
        Field::text("original", "原件位置")
            .section("原件和备注")
            .hint("签了字的原件在哪里：第_盒第_页")
            .page_only(),
        Field::new("late_entry", "补录", FieldType::Bool)
            .hint("事后补记的填“是”")
            .page_only(),
        Field::text("remark", "备注")
            .aliases(&["说明"])
            .full_line()
            .page_only(),
        Field::new("other_columns", "原表其它栏", FieldType::LongText)
            .raw()
            .page_only(),
    ]
}

/// Numbers run per station and per year of this date.
#[must_use]
pub fn serial(year_of: &str) -> Serial {
    Serial {
        field: "number".into(),
        series: "series".into(),
        year_of: year_of.into(),
        station: "station".into(),
    }
}

/// The fault of a date that lies before another which it must follow.
#[must_use]
pub fn before(kind: &RecordType, row: &Row, later: &str, earlier: &str) -> Option<FieldFault> {
    let date = |key: &str| row.get(kind, key).and_then(Value::as_date);
    let (second, first) = (date(later)?, date(earlier)?);
    let wrong = second.first_day() < first.first_day() && !second.agrees_with(first);
    let (field, other) = (kind.field(later)?, kind.field(earlier)?);
    wrong.then(|| {
        FieldFault::error(
            field,
            format!("“{}”{second}早于“{}”{first}", field.label, other.label),
            "请核对两个日期",
        )
    })
}

/// Two rows with the same values here are the same entry.
#[must_use]
pub fn same_by(keys: &[&str]) -> Vec<Vec<FieldKey>> {
    vec![keys.iter().map(|key| FieldKey::from(*key)).collect()]
}
