//! 主席团会议记录 and 人代会会议档案: who was there, what was on the agenda, what was
//! decided by how many, who was elected.

use domain::meeting::{
    CONGRESS, CONGRESS_VOTE, Congress, DECISION, Decision, ELECTION, Election, MEETING, MotionSort,
    PresidiumMeeting, SITTING, Sitting, heads_of,
};
use domain::record::Column;
use domain::suggestion::SuggestionSort;
use forms::Paper;
use forms::Width::{Mm, Share};

use crate::papers::columns::keys;
use crate::papers::lines::{Line, SIGNED, by_hand, field, fields, made};
use crate::papers::subject::Subject;
use crate::papers::tables::{Set, Table, TableColumn, cells};
use crate::printing::form::{Form, Made, Over, Take};
use crate::printing::page::{Head, Note, Part, RecordPaper};

const TAKES: &[Take] = &[
    Take::Record,
    Take::Year,
    Take::Month,
    Take::Blank,
    Take::Rows,
];

pub(super) const PRESIDIUM: Form = Form {
    key: "meeting_minutes",
    title: "主席团会议记录",
    over: Over::Register("meetings"),
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::Pages(&PRESIDIUM_PAGE),
};

pub(super) const CONGRESS_FILE: Form = Form {
    key: "congress_file",
    title: "人代会会议档案",
    over: Over::Register("congresses"),
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::Pages(&CONGRESS_PAGE),
};

pub(super) const PRESIDIUM_PAGE: RecordPaper = RecordPaper {
    kind: MEETING,
    title: "人大主席团会议记录",
    paper: Paper::A4Portrait,
    head: Head::Station,
    holds: |_| true,
    parts: PRESIDIUM_PARTS,
    notes: &[Note::Text("决定须经主席团全体成员过半数通过。")],
};

pub(super) const CONGRESS_PAGE: RecordPaper = RecordPaper {
    kind: CONGRESS,
    title: "人民代表大会会议档案",
    parts: CONGRESS_PARTS,
    notes: &[Note::Text(
        "须有全体代表三分之二以上出席；表决和选举以全体代表过半数通过。",
    )],
    ..PRESIDIUM_PAGE
};

/// Height of a row of a list, millimetres.
const LINE: f32 = 9.0;
/// Lines left for writing on a blank page.
const BLANK_LINES: usize = 3;

const PRESIDIUM_PARTS: &[Part] = &[
    Part::Lines(&[
        Line::Whole(field!(PresidiumMeeting::TITLE)),
        Line::Pair(
            field!(PresidiumMeeting::TERM),
            field!(PresidiumMeeting::ORDINAL),
        ),
        Line::Pair(
            fields(
                keys![PresidiumMeeting::HELD_ON, PresidiumMeeting::HOURS],
                " ",
            )
            .called("时间"),
            field!(PresidiumMeeting::PLACE),
        ),
        Line::Pair(
            field!(PresidiumMeeting::HOST),
            field!(PresidiumMeeting::RECORDER),
        ),
        Line::Long(field!(PresidiumMeeting::MEMBERS).called("应到成员"), 12.0),
        Line::Whole(field!(PresidiumMeeting::AWAY).called("请假、缺席")),
        Line::Pair(
            made(
                keys![PresidiumMeeting::EXPECTED, PresidiumMeeting::PRESENT],
                |it| Ok(heads(it)),
            )
            .called("应到、实到"),
            field!(PresidiumMeeting::QUORATE).called("法定人数"),
        ),
        Line::Whole(field!(PresidiumMeeting::GUESTS)),
        Line::Long(field!(PresidiumMeeting::AGENDA), 16.0),
        Line::Long(field!(PresidiumMeeting::DELIBERATION), 26.0),
        Line::Long(field!(PresidiumMeeting::DECISIONS), 20.0),
    ]),
    Part::Table(&DECISIONS),
    Part::Lines(&[
        Line::Pair(
            field!(PresidiumMeeting::MINUTES),
            field!(PresidiumMeeting::NEXT_ON).called("下次会议"),
        ),
        Line::Signing(by_hand("主持人"), SIGNED, 16.0),
        Line::Signing(by_hand("记录人"), SIGNED, 16.0),
    ]),
];

const CONGRESS_PARTS: &[Part] = &[
    Part::Lines(&[
        Line::Whole(field!(Congress::TITLE)),
        Line::Pair(
            field!(Congress::TERM),
            field!(Congress::ORDINAL).called("会议次数"),
        ),
        Line::Pair(
            fields(keys![Congress::BEGINS_ON, Congress::ENDS_ON], " — ").called("起止日期"),
            field!(Congress::PLACE),
        ),
        Line::Pair(field!(Congress::SORT), field!(Congress::HOST)),
        Line::Pair(
            made(keys![Congress::EXPECTED, Congress::PRESENT], |it| {
                Ok(heads(it))
            })
            .called("应到、实到"),
            field!(Congress::QUORATE).called("法定人数"),
        ),
        Line::Whole(field!(Congress::ON_LEAVE)),
        Line::Whole(field!(Congress::ABSENT)),
        Line::Whole(field!(Congress::GUESTS)),
        Line::Long(field!(Congress::AGENDA), 34.0),
        Line::Long(field!(Congress::SPEECHES), 34.0),
        Line::Long(field!(Congress::RESOLUTIONS), 28.0),
        Line::Pair(
            made(keys![Congress::MOTIONS], |it| {
                Ok(counted(it, Congress::MOTIONS))
            })
            .called(MotionSort::Motion.word()),
            made(keys![Congress::SUGGESTIONS], |it| {
                Ok(counted(it, Congress::SUGGESTIONS))
            })
            .called(SuggestionSort::Suggestion.word()),
        ),
        Line::Whole(field!(Congress::ELECTED)),
        Line::Pair(
            field!(Congress::OATH_ON).called("宪法宣誓"),
            field!(Congress::OATH_TAKERS),
        ),
    ]),
    Part::Table(&SITTINGS),
    Part::Table(&VOTES),
    Part::Table(&ELECTIONS),
];

const fn value(key: &'static [&'static str], millimetres: f32) -> TableColumn {
    cells(key, "", Set::Value, Mm(millimetres))
}

const fn first(key: &'static [&'static str]) -> TableColumn {
    cells(key, "", Set::Left, Share(1.0))
}

const fn list(kind: &'static str, heading: &'static str, columns: &'static [TableColumn]) -> Table {
    Table {
        kind,
        heading,
        columns,
        row: LINE,
        least: BLANK_LINES,
        room: false,
        order: &[],
    }
}

static DECISIONS: Table = list(DECISION, "表决", VOTE_COLUMNS);
static VOTES: Table = list(CONGRESS_VOTE, "表决", VOTE_COLUMNS);
static SITTINGS: Table = list(
    SITTING,
    "全体会议",
    &[
        first(keys![Sitting::TITLE]),
        value(keys![Sitting::HELD_ON], 26.0),
        value(keys![Sitting::EXPECTED], 18.0).called("应到"),
        value(keys![Sitting::PRESENT], 18.0).called("实到"),
        value(keys![Sitting::QUORATE], 34.0).called("法定人数"),
    ],
);
static ELECTIONS: Table = list(
    ELECTION,
    "选举",
    &[
        first(keys![Election::CANDIDATE]),
        value(keys![Election::POST], 32.0),
        value(keys![Election::IN_FAVOUR], 16.0),
        value(keys![Election::AGAINST], 16.0),
        value(keys![Election::ABSTAINED], 16.0),
        value(keys![Election::OTHERS], 16.0).called("另选"),
        value(keys![Election::ELECTED], 16.0),
    ],
);

const VOTE_COLUMNS: &[TableColumn] = &[
    first(keys![Decision::TITLE]).called("事项"),
    value(keys![Decision::WAY], 24.0).called("方式"),
    value(keys![Decision::ALL], 18.0),
    value(keys![Decision::IN_FAVOUR], 15.0),
    value(keys![Decision::AGAINST], 15.0),
    value(keys![Decision::ABSTAINED], 15.0),
    value(keys![Decision::RESULT], 18.0),
];

fn counted<T>(it: &Subject<'_>, column: Column<T>) -> String {
    match it.text(column).as_str() {
        "" => String::new(),
        count => format!("{count} 件"),
    }
}

/// 应到 and 实到, as the quorum is judged by; one of them alone, as it was written.
fn heads(it: &Subject<'_>) -> String {
    let known = it.known;
    let counted = known.row.and_then(|row| heads_of(known.kind, row));
    let (expected, present) = match counted {
        Some((expected, present)) => (expected.to_string(), present.to_string()),
        None => (it.text(Congress::EXPECTED), it.text(Congress::PRESENT)),
    };
    match (expected.as_str(), present.as_str()) {
        ("", "") => String::new(),
        ("", present) => format!("未记应到，实到 {present} 人"),
        (expected, "") => format!("应到 {expected} 人，未记实到"),
        (expected, present) => format!("应到 {expected} 人，实到 {present} 人"),
    }
}
