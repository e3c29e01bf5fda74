//! The record of a year that an office entered, after the notice for it came out.

use crate::calendar::{HolidayYear, Today, YearFault};
use crate::record::{Field, FieldFault, FieldType, Home, RecordType, Row, Value};

/// The record type of years that an office entered.
pub const HOLIDAY_YEAR: &str = "holiday_year";

impl HolidayYear {
    /// From an office's record; `None` while it names no year.
    #[must_use]
    pub fn from_row(kind: &RecordType, row: &Row) -> Option<Result<Self, YearFault>> {
        let text = |key: &str| row.get(kind, key).and_then(Value::as_text).unwrap_or("");
        let year = row.get(kind, "year").and_then(Value::as_int)?;
        let year = i32::try_from(year).ok()?;
        Some(Self::written(
            year,
            text("notice"),
            text("rest"),
            text("work"),
        ))
    }
}

/// The record type of years that an office entered, after the notice for them came out.
#[must_use]
pub fn holiday_year_type() -> RecordType {
    let mut it = RecordType::new(
        HOLIDAY_YEAR,
        "放假安排",
        vec![
            Field::new("year", "年份", FieldType::Int)
                .blocking()
                .open()
                .hint("如：2027"),
            Field::new("notice", "通知文号", FieldType::Text)
                .expected()
                .open()
                .hint("如：国办发明电〔2026〕×号")
                .width(50.0),
            Field::new("rest", "放假日期", FieldType::LongText)
                .blocking()
                .open()
                .hint("如：元旦 1月1日至3日；春节 2月5日至11日")
                .width(90.0),
            Field::new("work", "调休上班日期", FieldType::LongText)
                .open()
                .hint("如：1月30日、2月14日")
                .width(60.0),
        ],
    )
    .register("holiday_years", "放假安排", "");
    it.home = Home::Published;
    it.order = vec!["year".into()];
    it.check = Some(check);
    it
}

fn check(kind: &RecordType, row: &Row, _: &Today) -> Vec<FieldFault> {
    let Some(Err(fault)) = HolidayYear::from_row(kind, row) else {
        return Vec::new();
    };
    let at = match fault {
        YearFault::Year(_) => "year",
        YearFault::NotWeekend(_) => "work",
        YearFault::Shape(_)
        | YearFault::Nothing(_)
        | YearFault::Day(_)
        | YearFault::Backwards(_)
        | YearFault::OtherYear { .. } => "rest",
    };
    kind.field(at)
        .map(|field| FieldFault::error(field, fault.to_string(), "请对照国务院办公厅的通知改正"))
        .into_iter()
        .collect()
}
