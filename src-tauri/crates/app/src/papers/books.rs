//! The books as offices rule them on A4 landscape: title, columns and place in an inspection set of
//! each. A register that is not named here prints the fields of its definition.

use domain::activity::{ACTIVITY, Activity, AttendanceState};
use domain::contact::{CONTACT, Contact, ELECTOR, Elector};
use domain::dossier::DOSSIER;
use domain::figures::SUMMARY;
use domain::meeting::{CONGRESS, Congress, MEETING, PresidiumMeeting};
use domain::office::{BUDGET, BYLAW, TERM, USER};
use domain::opinion::{OPINION, Opinion};
use domain::plan::{PLAN, SUPERVISION, Supervision, TASK, Task};
use domain::reception::{DAY, ReceptionDay, VISITOR, Visitor};
use domain::record::RecordType;
use domain::roster::{CONSTITUENCY, GROUP};
use domain::service::{
    DISPUTE, Dispute, GOOD_WORK, GoodWork, PROMISE, Promise, SMALL_WORK, SmallWork,
};
use domain::station::{STATION, Station, UNIT};
use domain::suggestion::{SUGGESTION, Suggestion};

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

    /// The fields that print, under a title that says of what.
    const fn called(kind: &'static str, title: &'static str) -> Self {
        Self {
            kind,
            title,
            columns: &[],
            at_the_desk: false,
            place: None,
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
    Book::called(CONSTITUENCY, "选区划分表"),
    Book::called(GROUP, "代表小组名册"),
    Book::called(TERM, "届次一览表"),
    Book::called(USER, "使用人员名册"),
    Book {
        columns: STATIONS,
        ..Book::called(STATION, "代表联络站点一览表")
    },
    Book::called(UNIT, "承办单位名录"),
    Book::called(BUDGET, "经费预算表"),
    Book::called(BYLAW, "制度目录"),
    Book::of(DISPUTE, DISPUTES, None),
    Book::of(SMALL_WORK, SMALL_WORKS, None),
    Book::of(GOOD_WORK, GOOD_WORKS, None),
    Book::of(PROMISE, PROMISES, None),
];

const VISITS: &[Ruled] = &[
    col(Visitor::NUMBER, Mm(9.0)),
    col(Visitor::RECEIVED_ON, Mm(18.0)),
    col(Visitor::VISITOR, Mm(17.0)),
    col(Visitor::SEX, Mm(9.0)),
    two(
        Visitor::VILLAGE,
        Visitor::ADDRESS,
        "住址\n（村组）",
        Mm(22.0),
    ),
    col(Visitor::PHONE, Mm(24.0)),
    called(Visitor::CONTENT, "反映的主要问题\n和意见建议", Share(1.0)),
    col(Visitor::DEPUTIES, Mm(18.0)),
    called(Visitor::HANDLING, "当场答复或\n处理意见", Mm(25.0)),
    col(Visitor::MATTER, Mm(12.0)),
    col(Visitor::RESULT, Mm(20.0)),
    two(
        Visitor::FEEDBACK_ON,
        Visitor::SATISFACTION,
        "反馈时间\n及满意度",
        Mm(21.0),
    ),
    pen("来访人\n签名", Mm(16.0)),
];

const DAYS: &[Ruled] = &[
    col(ReceptionDay::NUMBER, Mm(10.0)),
    called(ReceptionDay::HELD_ON, "接待日期", Mm(22.0)),
    col(ReceptionDay::HOURS, Mm(24.0)),
    called(ReceptionDay::TITLE, "名称", Mm(24.0)),
    col(ReceptionDay::PLACE, Mm(34.0)),
    col(ReceptionDay::DEPUTIES, Share(1.0)),
    col(ReceptionDay::THEME, Mm(34.0)),
    col(ReceptionDay::NOTICE_ON, Mm(20.0)),
    col(ReceptionDay::VISITORS, Mm(12.0)),
    called(ReceptionDay::MATTERS, "意见\n件数", Mm(12.0)),
    col(ReceptionDay::STATE, Mm(16.0)),
];

const ACTIVITIES: &[Ruled] = &[
    col(Activity::NUMBER, Mm(10.0)),
    called(Activity::HELD_ON, "活动\n时间", Mm(20.0)),
    called(Activity::TITLE, "活动名称（主题）", Share(1.0)),
    col(Activity::SORT, Mm(22.0)),
    col(Activity::PLACE, Mm(24.0)),
    col(Activity::HOST, Mm(16.0)),
    called(Activity::PRESENT, "实到\n人数", Mm(11.0)),
    called(
        Activity::ON_LEAVE,
        AttendanceState::OnLeave.word(),
        Mm(10.0),
    ),
    called(Activity::ABSENT, AttendanceState::Absent.word(), Mm(10.0)),
    col(Activity::CONTENT, Share(2.0)),
    called(Activity::RESULT, "成果和意见建议", Share(1.2)),
    col(Activity::RECORDER, Mm(16.0)),
];

/// 簿三: what people brought, who handles it until when, what came of it.
const OPINIONS: &[Ruled] = &[
    col(Opinion::NUMBER, Mm(9.0)),
    called(Opinion::RECEIVED_ON, "收到\n时间", Mm(18.0)),
    called(Opinion::RAISED_BY, "反映人\n/代表", Mm(16.0)),
    col(Opinion::CONTENT, Share(1.2)),
    two(Opinion::ACCEPTED_ON, Opinion::ACCEPTED_BY, "受理", Mm(18.0)),
    ASSIGNED,
    DUE,
    HANDLED,
    REPLIED,
    col(Opinion::URGED, Mm(20.0)),
    VALUED,
    CLOSED,
    ENDED,
];

const SUGGESTIONS: &[Ruled] = &[
    col(Suggestion::NO, Mm(18.0)),
    called(Suggestion::SUBMITTED_ON, "收到\n时间", Mm(18.0)),
    called(Suggestion::LEADER_DEPUTY, "反映人\n/代表", Mm(16.0)),
    called(Suggestion::TITLE, "内容", Share(1.2)),
    two(
        Suggestion::ACCEPTED_ON,
        Suggestion::ACCEPTED_BY,
        "受理",
        Mm(18.0),
    ),
    ASSIGNED,
    DUE,
    HANDLED,
    REPLIED,
    col(Suggestion::URGED, Mm(20.0)),
    VALUED,
    CLOSED,
    ENDED,
];

const ASSIGNED: Ruled = two(
    Opinion::ASSIGNED_ON,
    Opinion::LEAD,
    "交办（转办）时间\n及承办单位",
    Mm(26.0),
);
const DUE: Ruled = called(Opinion::DUE_ON, "办理\n时限", Mm(18.0));
const HANDLED: Ruled = called(Opinion::REPLY, "办理情况", Share(1.0));
const REPLIED: Ruled = called(Opinion::REPLIED_ON, "答复\n时间", Mm(18.0));
const VALUED: Ruled = two(
    Opinion::FEEDBACK_ON,
    Opinion::SATISFACTION,
    "反馈及\n满意度",
    Mm(18.0),
);
const CLOSED: Ruled = called(Opinion::CLOSED_ON, "销号\n时间", Mm(18.0));
const ENDED: Ruled = two(Opinion::ENDED, Opinion::REMARK, "备注", Mm(16.0));

const ELECTORS: &[Ruled] = &[
    col(Elector::NAME, Mm(20.0)),
    col(Elector::SEX, Mm(11.0)),
    col(Elector::BORN, Mm(20.0)),
    col(Elector::SORT, Mm(20.0)),
    col(Elector::VILLAGE, Mm(32.0)),
    col(Elector::ADDRESS, Share(1.0)),
    col(Elector::PHONE, Mm(28.0)),
    col(Elector::DEPUTIES, Mm(24.0)),
    col(Elector::PAIRED_ON, Mm(22.0)),
    col(Elector::NEEDS, Share(1.0)),
];

const CONTACTS: &[Ruled] = &[
    col(Contact::NUMBER, Mm(10.0)),
    col(Contact::CONTACTED_ON, Mm(20.0)),
    col(Contact::DEPUTIES, Mm(20.0)),
    col(Contact::ELECTORS, Mm(30.0)),
    called(Contact::WAY, "方式", Mm(14.0)),
    col(Contact::CONTENT, Share(2.0)),
    col(Contact::HANDLING, Mm(20.0)),
    col(Contact::MATTER, Mm(16.0)),
    col(Contact::RESULT, Share(1.0)),
    col(Contact::RECORDER, Mm(16.0)),
];

const TASKS: &[Ruled] = &[
    called(Task::PLAN, "年月", Mm(16.0)),
    col(Task::TITLE, Share(1.2)),
    col(Task::STANDARD, Share(1.5)),
    col(Task::RESPONSIBLE, Mm(20.0)),
    col(Task::PARTNERS, Mm(24.0)),
    called(Task::DUE_ON, "完成\n时限", Mm(21.0)),
    col(Task::STATE, Mm(16.0)),
    col(Task::OUTCOME, Share(1.2)),
    col(Task::WHY_LATE, Mm(26.0)),
];

const SUPERVISIONS: &[Ruled] = &[
    col(Supervision::TOPIC, Share(1.5)),
    col(Supervision::FORMS, Mm(30.0)),
    called(Supervision::MONTH, "时间", Mm(20.0)),
    col(Supervision::RESPONSIBLE, Mm(20.0)),
    col(Supervision::DEPARTMENTS, Mm(32.0)),
    col(Supervision::STATE, Mm(18.0)),
    col(Supervision::RESULT, Share(1.0)),
    col(Supervision::FOLLOW_UP, Share(1.0)),
];

const MEETINGS: &[Ruled] = &[
    col(PresidiumMeeting::TITLE, Mm(40.0)),
    called(PresidiumMeeting::HELD_ON, "日期", Mm(21.0)),
    col(PresidiumMeeting::HOST, Mm(16.0)),
    called(PresidiumMeeting::QUORATE, "法定人数", Mm(24.0)),
    col(PresidiumMeeting::AGENDA, Share(1.0)),
    col(PresidiumMeeting::DECISIONS, Share(1.2)),
    col(PresidiumMeeting::MINUTES, Mm(26.0)),
];

const CONGRESSES: &[Ruled] = &[
    col(Congress::TITLE, Mm(44.0)),
    called(Congress::BEGINS_ON, "开始", Mm(21.0)),
    called(Congress::ENDS_ON, "结束", Mm(21.0)),
    called(Congress::QUORATE, "法定人数", Mm(26.0)),
    col(Congress::AGENDA, Share(1.2)),
    col(Congress::RESOLUTIONS, Share(1.0)),
    col(Congress::ELECTED, Share(0.8)),
];

const STATIONS: &[Ruled] = &[
    col(Station::NAME, Mm(34.0)),
    col(Station::SORT, Mm(22.0)),
    col(Station::CODE, Mm(30.0)),
    col(Station::ADDRESS, Share(1.0)),
    col(Station::OPENED_ON, Mm(20.0)),
    col(Station::HEAD, Mm(16.0)),
    col(Station::KEEPER, Mm(16.0)),
    col(Station::PHONE, Mm(25.0)),
    col(Station::RECEPTION, Mm(26.0)),
    col(Station::STARS, Mm(12.0)),
];

const DISPUTES: &[Ruled] = &[
    col(Dispute::NUMBER, Mm(10.0)),
    col(Dispute::RECEIVED_ON, Mm(20.0)),
    col(Dispute::PARTIES, Mm(30.0)),
    called(Dispute::SORT, "类型", Mm(20.0)),
    col(Dispute::CONTENT, Share(1.5)),
    col(Dispute::DEPUTIES, Mm(20.0)),
    col(Dispute::WAY, Mm(20.0)),
    called(Dispute::STATE, "结果", Mm(18.0)),
    col(Dispute::SETTLED_ON, Mm(20.0)),
    col(Dispute::AGREEMENT, Share(1.0)),
];

const SMALL_WORKS: &[Ruled] = &[
    col(SmallWork::NUMBER, Mm(10.0)),
    col(SmallWork::TITLE, Share(1.0)),
    col(SmallWork::VILLAGE, Mm(24.0)),
    col(SmallWork::CONTENT, Share(1.2)),
    col(SmallWork::DEPUTIES, Mm(20.0)),
    called(SmallWork::SUBSIDY, "补贴\n（元）", Mm(22.0)),
    called(SmallWork::RAISED, "自筹\n（元）", Mm(22.0)),
    called(SmallWork::TOTAL, "合计\n（元）", Mm(24.0)),
    col(SmallWork::HOUSEHOLDS, Mm(12.0)),
    col(SmallWork::STATE, Mm(16.0)),
    col(SmallWork::DONE_ON, Mm(20.0)),
];

const GOOD_WORKS: &[Ruled] = &[
    col(GoodWork::NUMBER, Mm(10.0)),
    col(GoodWork::DONE_ON, Mm(20.0)),
    col(GoodWork::DEPUTIES, Mm(20.0)),
    col(GoodWork::TITLE, Share(1.5)),
    col(GoodWork::SORT, Mm(20.0)),
    col(GoodWork::MONEY, Mm(24.0)),
    col(GoodWork::GOODS, Mm(30.0)),
    col(GoodWork::HELPED, Share(1.0)),
    col(GoodWork::PEOPLE, Mm(12.0)),
];

const PROMISES: &[Ruled] = &[
    col(Promise::NUMBER, Mm(10.0)),
    col(Promise::TITLE, Share(1.5)),
    col(Promise::BY, Mm(18.0)),
    called(Promise::DEPUTY, "代表", Mm(18.0)),
    called(Promise::UNIT, "单位", Mm(26.0)),
    col(Promise::MADE_ON, Mm(20.0)),
    called(Promise::DUE_ON, "完成\n期限", Mm(20.0)),
    col(Promise::STATE, Mm(16.0)),
    col(Promise::KEPT_ON, Mm(20.0)),
    col(Promise::OUTCOME, Share(1.0)),
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
