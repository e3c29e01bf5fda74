//! The row that every step writes inside the record: all steps taken, from the first one on.

use crate::record::{Field, FieldType, ParentLink, RecordType};

/// The record type of steps done.
pub const STEP: &str = "step";

/// A step done: which, from where to where, when, by whom, by which paper, with what opinion.
#[must_use]
pub fn step_type() -> RecordType {
    let mut it = RecordType::new(
        STEP,
        "办理环节",
        vec![
            Field::new("title", "环节", FieldType::Text).width(18.0),
            Field::new("parent", "登记", FieldType::Text)
                .page_only()
                .out_of_sight(),
            Field::new("step", "环节代号", FieldType::Text)
                .page_only()
                .out_of_sight(),
            Field::new("on", "日期", FieldType::Date).width(24.0),
            Field::new("by", "操作人", FieldType::Text).width(18.0),
            Field::new("from", "原状态", FieldType::Text).width(18.0),
            Field::new("to", "现状态", FieldType::Text).width(18.0),
            Field::new("basis", "依据或文号", FieldType::Text).width(36.0),
            Field::new("opinion", "意见", FieldType::LongText).width(60.0),
            Field::new("inside", "所记内容", FieldType::Text)
                .page_only()
                .out_of_sight(),
        ],
    );
    it.parent = Some(ParentLink {
        kind: None,
        field: "parent".into(),
    });
    it
}
