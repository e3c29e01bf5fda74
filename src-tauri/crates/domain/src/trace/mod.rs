//! Findings (待核实) and attachments of records, and which records are not of one person.

mod columns;
mod words;

use crate::record::{Field, FieldType, Home, ParentLink, RecordType};
pub use columns::{Apart, Attachment, Finding};
pub use words::{AttachmentSort, FindingState};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![finding_type(), attachment_type(), apart_type()]
}

/// The record type of findings.
pub const FINDING: &str = "finding";
/// The record type of attachments.
pub const ATTACHMENT: &str = "attachment";
/// The record type of pairs that were told apart.
pub const APART: &str = "apart";

/// A finding: a cell that did not enter its field, kept with its raw value until a person corrects
/// the field or dismisses it, also over a re-import. Its raw value may be an identity number, and what
/// is said about it may repeat it: these lie aside.
#[must_use]
pub fn finding_type() -> RecordType {
    let mut it = RecordType::new(
        FINDING,
        "待核实",
        vec![
            Field::new("reason", "原因", FieldType::Text).raw(),
            Field::new("parent", "登记", FieldType::Text),
            Field::new("field", "栏目", FieldType::Text),
            Field::new("column", "原表列名", FieldType::Text),
            Field::new("row", "原表行号", FieldType::Int),
            Field::new("file", "原表", FieldType::Text),
            Field::new("raw", "原值", FieldType::Text).raw(),
            Field::new("hint", "怎么办", FieldType::Text).raw(),
            Field::new("severity", "轻重", FieldType::Text),
            // Settled either way, a finding is settled.
            Field::new("state", "状态", FieldType::choice(&FindingState::WORDS)).later_stands(),
        ],
    );
    it.parent = Some(ParentLink {
        kind: None,
        field: "parent".into(),
    });
    it
}

/// An attachment of any record: its content lies by hash in the store.
#[must_use]
pub fn attachment_type() -> RecordType {
    let mut it = RecordType::new(
        ATTACHMENT,
        "附件",
        vec![
            Field::new("name", "文件名", FieldType::Text).blocking(),
            Field::new("parent", "登记", FieldType::Text),
            Field::new("hash", "内容摘要", FieldType::Text).page_only(),
            Field::new("bytes", "大小", FieldType::Int).page_only(),
            Field::new("sort", "类别", FieldType::choice(&AttachmentSort::WORDS)),
            Field::new("place", "原件位置", FieldType::Text).hint("第_盒第_页"),
        ],
    );
    it.parent = Some(ParentLink {
        kind: None,
        field: "parent".into(),
    });
    it
}

/// Two records that look like one person's and are of two: somebody said so, and nobody is asked
/// again. Whoever has the records gets to know it.
#[must_use]
pub fn apart_type() -> RecordType {
    RecordType::new(
        APART,
        "不是同一人",
        vec![
            Field::new("apart_register", "簿册", FieldType::Text),
            Field::new("apart_one", "一条登记", FieldType::Text),
            Field::new("apart_other", "另一条登记", FieldType::Text),
        ],
    )
    .belonging(Home::Published)
}
