//! The columns of 簿三 on A4 landscape, and of the book of suggestions.

use domain::record::RecordType;
use domain::suggestion::SUGGESTION;

use crate::papers::columns::{PrintColumn, pair};

/// The book's own columns.
pub(crate) fn own_columns(kind: &RecordType) -> Vec<PrintColumn> {
    let field = |key: &str| PrintColumn::of(kind, key);
    let suggestions = kind.key == *SUGGESTION;
    let (number, received, raised_by, content) = if suggestions {
        ("no", "submitted_on", "leader_deputy", "title")
    } else {
        ("number", "received_on", "raised_by", "content")
    };
    let width = if suggestions { 18.0 } else { 9.0 };
    [
        field(number).map(|it| it.wide(width)),
        field(received).map(|it| it.titled("收到\n时间").wide(18.0)),
        field(raised_by).map(|it| it.titled("反映人\n/代表").wide(16.0)),
        field(content).map(|it| it.titled("内容").sharing(1.2)),
        pair(kind, "accepted_on", "accepted_by", "受理", 18.0),
        pair(
            kind,
            "assigned_on",
            "lead",
            "交办（转办）时间\n及承办单位",
            26.0,
        ),
        field("due_on").map(|it| it.titled("办理\n时限").wide(18.0)),
        field("reply").map(|it| it.titled("办理情况").sharing(1.0)),
        field("replied_on").map(|it| it.titled("答复\n时间").wide(18.0)),
        field("urged").map(|it| it.titled("督办情况").wide(20.0)),
        pair(kind, "feedback_on", "satisfaction", "反馈及\n满意度", 18.0),
        field("closed_on").map(|it| it.titled("销号\n时间").wide(18.0)),
        pair(kind, "ended", "remark", "备注", 16.0),
    ]
    .into_iter()
    .flatten()
    .collect()
}
