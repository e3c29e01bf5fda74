//! The books as offices rule them on A4 landscape: title, columns and place in an inspection set of
//! each. A register that is not named here prints the fields of its definition.

use domain::activity::ACTIVITY;
use domain::contact::{CONTACT, ELECTOR};
use domain::dossier::DOSSIER;
use domain::figures::SUMMARY;
use domain::meeting::{CONGRESS, MEETING};
use domain::opinion::OPINION;
use domain::plan::{PLAN, SUPERVISION, TASK};
use domain::reception::{DAY, VISITOR};
use domain::record::RecordType;
use domain::service::{DISPUTE, GOOD_WORK, PROMISE, SMALL_WORK};
use domain::suggestion::SUGGESTION;

use crate::papers::columns::Wide::{Mm, Share};
use crate::papers::columns::{PrintColumn, Ruled, called, col, pen, plain, ruled, two};
use crate::papers::volume::{Place, Volume};

/// A register as a book on paper.
pub(crate) struct Book {
    /// Key of its record type.
    kind: &'static str,
    /// Title over the table where the paper has one of its own; empty for the register's title.
    pub(crate) title: &'static str,
    /// Its columns; empty for the fields that print.
    columns: &'static [Ruled],
    /// Filled in while visitors wait: every page is signed, also of an extract.
    pub(crate) at_the_desk: bool,
    /// Its place in an inspection set.
    pub(crate) place: Option<Place>,
}

impl Book {
    const fn of(kind: &'static str, columns: &'static [Ruled], place: Option<Place>) -> Self {
        Self {
            kind,
            title: "",
            columns,
            at_the_desk: false,
            place,
        }
    }
}

static BOOKS: &[Book] = &[
    Book {
        kind: VISITOR,
        title: "代表接待选民登记簿",
        columns: VISITS,
        at_the_desk: true,
        place: Place::always(Volume::Receptions, 0),
    },
    Book::of(DAY, DAYS, Place::of(Volume::Receptions, 1)),
    Book::of(ACTIVITY, ACTIVITIES, Place::always(Volume::Activities, 0)),
    Book::of(OPINION, OPINIONS, Place::always(Volume::Matters, 0)),
    Book::of(SUGGESTION, SUGGESTIONS, Place::of(Volume::Matters, 1)),
    Book::of(ELECTOR, ELECTORS, Place::always(Volume::Electors, 0)),
    Book::of(CONTACT, CONTACTS, Place::always(Volume::Electors, 1)),
    Book::of(DOSSIER, &[], Place::of(Volume::Dossiers, 0)),
    Book::of(PLAN, &[], Place::of(Volume::Meetings, 0)),
    Book::of(TASK, TASKS, Place::of(Volume::Meetings, 1)),
    Book::of(MEETING, MEETINGS, Place::of(Volume::Meetings, 2)),
    Book::of(CONGRESS, CONGRESSES, Place::of(Volume::Meetings, 3)),
    Book::of(SUPERVISION, SUPERVISIONS, Place::of(Volume::Meetings, 4)),
    Book::of(SUMMARY, &[], Place::of(Volume::Meetings, 5)),
    Book::of(DISPUTE, DISPUTES, None),
    Book::of(SMALL_WORK, SMALL_WORKS, None),
    Book::of(GOOD_WORK, GOOD_WORKS, None),
    Book::of(PROMISE, PROMISES, None),
];

const VISITS: &[Ruled] = &[
    col("number", Mm(9.0)),
    col("received_on", Mm(18.0)),
    col("visitor", Mm(17.0)),
    col("sex", Mm(9.0)),
    two("village", "address", "住址\n（村组）", Mm(22.0)),
    col("phone", Mm(24.0)),
    called("content", "反映的主要问题\n和意见建议", Share(1.0)),
    col("deputies", Mm(18.0)),
    called("handling", "当场答复或\n处理意见", Mm(25.0)),
    col("matter", Mm(12.0)),
    col("result", Mm(20.0)),
    two(
        "feedback_on",
        "satisfaction",
        "反馈时间\n及满意度",
        Mm(21.0),
    ),
    pen("来访人\n签名", Mm(16.0)),
];

const DAYS: &[Ruled] = &[
    col("number", Mm(10.0)),
    called("held_on", "接待日期", Mm(22.0)),
    col("hours", Mm(24.0)),
    called("title", "名称", Mm(24.0)),
    col("place", Mm(34.0)),
    col("deputies", Share(1.0)),
    col("theme", Mm(34.0)),
    col("notice_on", Mm(20.0)),
    col("visitors", Mm(12.0)),
    called("matters", "意见\n件数", Mm(12.0)),
    col("state", Mm(16.0)),
];

const ACTIVITIES: &[Ruled] = &[
    col("number", Mm(10.0)),
    called("held_on", "活动\n时间", Mm(20.0)),
    called("title", "活动名称（主题）", Share(1.0)),
    col("sort", Mm(22.0)),
    col("place", Mm(24.0)),
    col("host", Mm(16.0)),
    called("present", "实到\n人数", Mm(11.0)),
    called("on_leave", "请假", Mm(10.0)),
    called("absent", "缺席", Mm(10.0)),
    col("content", Share(2.0)),
    called("result", "成果和意见建议", Share(1.2)),
    col("recorder", Mm(16.0)),
];

/// 簿三: what people brought, who handles it until when, what came of it.
const OPINIONS: &[Ruled] = &[
    col("number", Mm(9.0)),
    called("received_on", "收到\n时间", Mm(18.0)),
    called("raised_by", "反映人\n/代表", Mm(16.0)),
    col("content", Share(1.2)),
    two("accepted_on", "accepted_by", "受理", Mm(18.0)),
    ASSIGNED,
    DUE,
    HANDLED,
    REPLIED,
    col("urged", Mm(20.0)),
    VALUED,
    CLOSED,
    ENDED,
];

const SUGGESTIONS: &[Ruled] = &[
    col("no", Mm(18.0)),
    called("submitted_on", "收到\n时间", Mm(18.0)),
    called("leader_deputy", "反映人\n/代表", Mm(16.0)),
    called("title", "内容", Share(1.2)),
    two("accepted_on", "accepted_by", "受理", Mm(18.0)),
    ASSIGNED,
    DUE,
    HANDLED,
    REPLIED,
    col("urged", Mm(20.0)),
    VALUED,
    CLOSED,
    ENDED,
];

const ASSIGNED: Ruled = two(
    "assigned_on",
    "lead",
    "交办（转办）时间\n及承办单位",
    Mm(26.0),
);
const DUE: Ruled = called("due_on", "办理\n时限", Mm(18.0));
const HANDLED: Ruled = called("reply", "办理情况", Share(1.0));
const REPLIED: Ruled = called("replied_on", "答复\n时间", Mm(18.0));
const VALUED: Ruled = two("feedback_on", "satisfaction", "反馈及\n满意度", Mm(18.0));
const CLOSED: Ruled = called("closed_on", "销号\n时间", Mm(18.0));
const ENDED: Ruled = two("ended", "remark", "备注", Mm(16.0));

const ELECTORS: &[Ruled] = &[
    col("name", Mm(20.0)),
    col("sex", Mm(11.0)),
    col("born", Mm(20.0)),
    col("sort", Mm(20.0)),
    col("village", Mm(32.0)),
    col("address", Share(1.0)),
    col("phone", Mm(28.0)),
    col("deputies", Mm(24.0)),
    col("paired_on", Mm(22.0)),
    col("needs", Share(1.0)),
];

const CONTACTS: &[Ruled] = &[
    col("number", Mm(10.0)),
    col("contacted_on", Mm(20.0)),
    col("deputies", Mm(20.0)),
    col("electors", Mm(30.0)),
    called("way", "方式", Mm(14.0)),
    col("content", Share(2.0)),
    col("handling", Mm(20.0)),
    col("matter", Mm(16.0)),
    col("result", Share(1.0)),
    col("recorder", Mm(16.0)),
];

const TASKS: &[Ruled] = &[
    called("plan", "年月", Mm(16.0)),
    col("title", Share(1.2)),
    col("standard", Share(1.5)),
    col("responsible", Mm(20.0)),
    col("partners", Mm(24.0)),
    called("due_on", "完成\n时限", Mm(21.0)),
    col("state", Mm(16.0)),
    col("outcome", Share(1.2)),
    col("why_late", Mm(26.0)),
];

const SUPERVISIONS: &[Ruled] = &[
    col("topic", Share(1.5)),
    col("forms", Mm(30.0)),
    called("month", "时间", Mm(20.0)),
    col("responsible", Mm(20.0)),
    col("departments", Mm(32.0)),
    col("state", Mm(18.0)),
    col("result", Share(1.0)),
    col("follow_up", Share(1.0)),
];

const MEETINGS: &[Ruled] = &[
    col("title", Mm(40.0)),
    called("held_on", "日期", Mm(21.0)),
    col("host", Mm(16.0)),
    called("quorate", "法定人数", Mm(24.0)),
    col("agenda", Share(1.0)),
    col("decisions", Share(1.2)),
    col("minutes", Mm(26.0)),
];

const CONGRESSES: &[Ruled] = &[
    col("title", Mm(44.0)),
    called("begins_on", "开始", Mm(21.0)),
    called("ends_on", "结束", Mm(21.0)),
    called("quorate", "法定人数", Mm(26.0)),
    col("agenda", Share(1.2)),
    col("resolutions", Share(1.0)),
    col("elected", Share(0.8)),
];

const DISPUTES: &[Ruled] = &[
    col("number", Mm(10.0)),
    col("received_on", Mm(20.0)),
    col("parties", Mm(30.0)),
    called("sort", "类型", Mm(20.0)),
    col("content", Share(1.5)),
    col("deputies", Mm(20.0)),
    col("way", Mm(20.0)),
    called("state", "结果", Mm(18.0)),
    col("settled_on", Mm(20.0)),
    col("agreement", Share(1.0)),
];

const SMALL_WORKS: &[Ruled] = &[
    col("number", Mm(10.0)),
    col("title", Share(1.0)),
    col("village", Mm(24.0)),
    col("content", Share(1.2)),
    col("deputies", Mm(20.0)),
    called("subsidy", "补贴\n（元）", Mm(22.0)),
    called("raised", "自筹\n（元）", Mm(22.0)),
    called("total", "合计\n（元）", Mm(24.0)),
    col("households", Mm(12.0)),
    col("state", Mm(16.0)),
    col("done_on", Mm(20.0)),
];

const GOOD_WORKS: &[Ruled] = &[
    col("number", Mm(10.0)),
    col("done_on", Mm(20.0)),
    col("deputies", Mm(20.0)),
    col("title", Share(1.5)),
    col("sort", Mm(20.0)),
    col("money", Mm(24.0)),
    col("goods", Mm(30.0)),
    col("helped", Share(1.0)),
    col("people", Mm(12.0)),
];

const PROMISES: &[Ruled] = &[
    col("number", Mm(10.0)),
    col("title", Share(1.5)),
    col("by", Mm(18.0)),
    called("deputy", "代表", Mm(18.0)),
    called("unit", "单位", Mm(26.0)),
    col("made_on", Mm(20.0)),
    called("due_on", "完成\n期限", Mm(20.0)),
    col("state", Mm(16.0)),
    col("kept_on", Mm(20.0)),
    col("outcome", Share(1.0)),
];

/// How a record type's register stands on paper; `None` for the plain print.
pub(crate) fn book_of(kind: &RecordType) -> Option<&'static Book> {
    BOOKS.iter().find(|it| kind.key == *it.kind)
}

/// The columns of a register on paper.
pub(crate) fn columns_of(kind: &RecordType) -> Vec<PrintColumn> {
    match book_of(kind) {
        Some(book) if !book.columns.is_empty() => ruled(kind, book.columns),
        _ => plain(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::record::Registry;

    #[test]
    fn ruled_columns_are_fields_and_leave_room_for_text() {
        let registry = Registry::builtin();
        for book in BOOKS {
            let kind = registry.get(book.kind).unwrap();
            if book.columns.is_empty() {
                continue;
            }
            for column in book.columns {
                for key in column.keys() {
                    assert!(kind.field(key).is_some(), "{}: no field {key}", kind.key);
                }
            }
            let fixed: f32 = columns_of(kind)
                .iter()
                .map(|it| match it.column.width {
                    forms::Width::Mm(millimetres) => millimetres,
                    forms::Width::Share(_) => 0.0,
                })
                .sum();
            assert!(fixed < 212.0, "{}: {fixed} mm leave no room", kind.key);
        }
    }
}
