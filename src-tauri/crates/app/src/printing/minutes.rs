//! 主席团会议记录 and 人代会会议档案: who was there, what was on the agenda, what was
//! decided by how many, who was elected.

use domain::meeting::{CONGRESS, CONGRESS_VOTE, DECISION, ELECTION, MEETING, SITTING, heads_of};
use forms::Paper;
use forms::Width::{Mm, Share};

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
        Line::Whole(field!("title")),
        Line::Pair(field!("term"), field!("ordinal")),
        Line::Pair(
            fields(&["held_on", "hours"], " ").called("时间"),
            field!("place"),
        ),
        Line::Pair(field!("host"), field!("recorder")),
        Line::Long(field!("members").called("应到成员"), 14.0),
        Line::Whole(field!("away").called("请假、缺席")),
        Line::Pair(
            made(&["expected", "present"], |it| Ok(heads(it))).called("应到、实到"),
            field!("quorate").called("法定人数"),
        ),
        Line::Whole(field!("guests")),
        Line::Long(field!("agenda"), 20.0),
        Line::Long(field!("deliberation"), 40.0),
        Line::Long(field!("decisions"), 28.0),
    ]),
    Part::Table(&DECISIONS),
    Part::Lines(&[
        Line::Pair(field!("minutes"), field!("next_on").called("下次会议")),
        Line::Signing(by_hand("主持人"), SIGNED, 18.0),
        Line::Signing(by_hand("记录人"), SIGNED, 18.0),
    ]),
];

const CONGRESS_PARTS: &[Part] = &[
    Part::Lines(&[
        Line::Whole(field!("title")),
        Line::Pair(field!("term"), field!("ordinal").called("会议次数")),
        Line::Pair(
            fields(&["begins_on", "ends_on"], " — ").called("起止日期"),
            field!("place"),
        ),
        Line::Pair(field!("sort"), field!("host")),
        Line::Pair(
            made(&["expected", "present"], |it| Ok(heads(it))).called("应到、实到"),
            field!("quorate").called("法定人数"),
        ),
        Line::Whole(field!("on_leave")),
        Line::Whole(field!("absent")),
        Line::Whole(field!("guests")),
        Line::Long(field!("agenda"), 34.0),
        Line::Long(field!("speeches"), 34.0),
        Line::Long(field!("resolutions"), 28.0),
        Line::Pair(
            made(&["motions"], |it| Ok(counted(it, "motions"))).called("议案"),
            made(&["suggestions"], |it| Ok(counted(it, "suggestions"))).called("建议"),
        ),
        Line::Whole(field!("elected")),
        Line::Pair(field!("oath_on").called("宪法宣誓"), field!("oath_takers")),
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
        first(&["title"]),
        value(&["held_on"], 26.0),
        value(&["expected"], 18.0).called("应到"),
        value(&["present"], 18.0).called("实到"),
        value(&["quorate"], 34.0).called("法定人数"),
    ],
);
static ELECTIONS: Table = list(
    ELECTION,
    "选举",
    &[
        first(&["candidate"]),
        value(&["post"], 32.0),
        value(&["in_favour"], 16.0),
        value(&["against"], 16.0),
        value(&["abstained"], 16.0),
        value(&["others"], 16.0).called("另选"),
        value(&["elected"], 16.0),
    ],
);

const VOTE_COLUMNS: &[TableColumn] = &[
    first(&["title"]).called("事项"),
    value(&["way"], 24.0).called("方式"),
    value(&["all"], 18.0),
    value(&["in_favour"], 15.0),
    value(&["against"], 15.0),
    value(&["abstained"], 15.0),
    value(&["result"], 18.0),
];

fn counted(it: &Subject<'_>, key: &str) -> String {
    match it.text(key).as_str() {
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
        None => (it.text("expected"), it.text("present")),
    };
    if expected.is_empty() && present.is_empty() {
        return String::new();
    }
    format!("应到 {expected} 人，实到 {present} 人")
}
