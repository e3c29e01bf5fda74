//! 活动记录页: one activity on its page, with who was there, what was said, what came of it and the
//! photos; of a council also what it settled.

use domain::activity::{ACTIVITY, ATTENDANCE, Activity, Attendance, AttendanceState};
use domain::record::Column;
use forms::Paper;

use crate::papers::columns::keys;
use crate::papers::lines::{Line, SIGNED, field, fields, made};
use crate::papers::subject::Subject;
use crate::printing::form::{Form, Made, Over, Take};
use crate::printing::page::{Head, Part, RecordPaper};
use crate::wire::UserError;

pub(super) const FORM: Form = Form {
    key: "activity_page",
    title: "活动记录页",
    over: Over::Register("activities"),
    takes: &[
        Take::Record,
        Take::Station,
        Take::Year,
        Take::Month,
        Take::Blank,
        Take::Rows,
    ],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::Pages(&PAGE),
};

/// 代表议事日（圆桌会议）记录.
pub(super) const COUNCIL_FORM: Form = Form {
    key: "council_page",
    title: "代表议事日（圆桌会议）记录",
    step: "",
    place: None,
    made: Made::Pages(&COUNCIL_PAGE),
    ..FORM
};

pub(super) const PAGE: RecordPaper = RecordPaper {
    kind: ACTIVITY,
    title: "人大代表活动记录",
    paper: Paper::A4Portrait,
    head: Head::Station,
    holds: |_| true,
    parts: PARTS,
    notes: &[],
};

pub(super) const COUNCIL_PAGE: RecordPaper = RecordPaper {
    title: "代表议事日（圆桌会议）记录",
    holds: is_council,
    parts: COUNCIL_PARTS,
    ..PAGE
};

const PARTS: &[Part] = &[
    Part::Lines(&[
        Line::All(BEGINNING),
        Line::Where(|it| Ok(is_council(it)), SETTLED),
        Line::Where(
            |it| Ok(!is_council(it)),
            &[
                Line::Long(field!(Activity::CONTENT), 56.0),
                SPEECHES,
                Line::Long(field!(Activity::RESULT), 24.0),
            ],
        ),
        Line::All(END),
    ]),
    Part::Photos(PHOTOS),
];

const COUNCIL_PARTS: &[Part] = &[
    Part::Lines(&[Line::All(BEGINNING), Line::All(SETTLED), Line::All(END)]),
    Part::Photos(PHOTOS),
];

const PHOTOS: &str = "活动照片";

const BEGINNING: &[Line] = &[
    Line::Whole(field!(Activity::TITLE)),
    Line::Pair(field!(Activity::SORT), field!(Activity::ORGANISER)),
    Line::Pair(
        made(
            keys![Activity::HELD_ON, Activity::ENDED_ON, Activity::HOURS],
            when,
        )
        .called("时间"),
        field!(Activity::PLACE),
    ),
    Line::Pair(field!(Activity::HOST), field!(Activity::GROUP)),
    Line::Pair(field!(Activity::PLAN), field!(Activity::NOTIFIED_ON)),
    Line::Long(field!(Activity::EXPECTED), 14.0),
    Line::Pair(
        made(keys![Activity::STATED_EXPECTED], expected).called("应到"),
        made(keys![Activity::PRESENT, Activity::RATE], present).called("实到"),
    ),
    Line::Where(
        |it| Ok(it.is_blank() || !away(it)?.is_empty()),
        &[Line::Whole(made(&[], away).called("请假、缺席"))],
    ),
    Line::Whole(field!(Activity::OTHERS).called("列席和其他\n参加人员")),
];

/// Who said what, a line each.
const SPEECHES: Line = Line::Where(
    |it| Ok(!speeches(it)?.is_empty()),
    &[Line::Long(made(&[], speeches).called("发言要点"), 16.0)],
);

/// What a council talked about and settled.
const SETTLED: &[Line] = &[
    Line::Long(field!(Activity::CONTENT), 14.0),
    SPEECHES,
    Line::Long(field!(Activity::TOPICS), 12.0),
    Line::Whole(
        made(
            keys![
                Activity::CADRES,
                Activity::VILLAGERS,
                Activity::DEPARTMENT_HEADS,
                Activity::EXPERTS
            ],
            guests,
        )
        .called("参加人员"),
    ),
    Line::Long(field!(Activity::DISCUSSION), 14.0),
    Line::Long(field!(Activity::AGREED), 14.0),
    Line::Long(field!(Activity::DISSENT), 12.0),
    Line::Pair(field!(Activity::RESPONSIBLE), field!(Activity::DEADLINE)),
];

const END: &[Line] = &[
    Line::Where(
        |it| Ok(!it.text(Activity::HANDED_TO).is_empty()),
        &[
            Line::Pair(
                fields(keys![Activity::HANDED_TO, Activity::HANDED_ON], " ").called("转交机关"),
                field!(Activity::FEEDBACK_ON),
            ),
            Line::Long(field!(Activity::FEEDBACK), 14.0),
        ],
    ),
    Line::Pair(
        field!(Activity::SPENT).called("经费支出"),
        field!(Activity::ORIGINAL),
    ),
    Line::Signing(field!(Activity::RECORDER), SIGNED, 18.0),
    Line::Signing(
        fields(keys![Activity::REVIEWER, Activity::REVIEWED_ON], " ").called("审核人"),
        SIGNED,
        18.0,
    ),
];

/// Sorts of which the record of a council is kept.
const COUNCIL: &str = "议事日";

fn is_council(it: &Subject<'_>) -> bool {
    it.text(Activity::SORT).starts_with(COUNCIL)
}

fn when(it: &Subject<'_>) -> Result<String, UserError> {
    let days = it
        .known
        .joined(keys![Activity::HELD_ON, Activity::ENDED_ON], " — ");
    Ok(format!("{days} {}", it.text(Activity::HOURS))
        .trim()
        .to_owned())
}

fn people(it: &Subject<'_>, count: &str) -> String {
    match count {
        "" if it.is_blank() => "　　　人".to_owned(),
        "" => String::new(),
        _ => format!("{count} 人"),
    }
}

/// By the names, else as an old book says it.
fn expected(it: &Subject<'_>) -> Result<String, UserError> {
    let count = match it.text(Activity::EXPECTED) {
        names if names.is_empty() => it.text(Activity::STATED_EXPECTED),
        names => names.split('、').count().to_string(),
    };
    if count.is_empty() && !it.text(Activity::PRESENT).is_empty() {
        return Ok("未记应到".to_owned());
    }
    Ok(people(it, &count))
}

fn present(it: &Subject<'_>) -> Result<String, UserError> {
    let present = people(it, &it.text(Activity::PRESENT));
    Ok(match it.text(Activity::RATE).as_str() {
        "" => present,
        rate => format!("{present}（出席率 {rate}）"),
    })
}

/// Who was away and why.
fn away(it: &Subject<'_>) -> Result<String, UserError> {
    let (kind, exceptions) = it.inside(ATTENDANCE)?;
    let mut away: Vec<String> = Vec::new();
    for row in &exceptions {
        let known = it.of(&kind, row);
        let state = known.text(Attendance::STATE);
        if state.is_empty() || state == AttendanceState::Present.word() {
            continue;
        }
        let why = known.text(Attendance::REASON);
        let why = match why.as_str() {
            "" => String::new(),
            why => format!("（{why}）"),
        };
        away.push(format!("{} {state}{why}", known.text(Attendance::DEPUTY)));
    }
    Ok(away.join("；"))
}

fn speeches(it: &Subject<'_>) -> Result<String, UserError> {
    let (kind, rows) = it.inside(ATTENDANCE)?;
    let said: Vec<String> = rows
        .iter()
        .map(|row| it.of(&kind, row))
        .filter(|known| !known.text(Attendance::SPEECH).is_empty())
        .map(|known| {
            format!(
                "{}：{}",
                known.text(Attendance::DEPUTY),
                known.text(Attendance::SPEECH)
            )
        })
        .collect();
    Ok(said.join("\n"))
}

/// How many others took part, by who they are.
fn guests(it: &Subject<'_>) -> Result<String, UserError> {
    const HEADS: [(&str, Column<i64>); 4] = [
        ("村干部", Activity::CADRES),
        ("村民代表", Activity::VILLAGERS),
        ("部门", Activity::DEPARTMENT_HEADS),
        ("专业人士", Activity::EXPERTS),
    ];
    let others: Vec<String> = HEADS
        .iter()
        .filter(|(_, column)| !it.text(*column).is_empty())
        .map(|(word, column)| format!("{word} {} 人", it.text(*column)))
        .collect();
    Ok(others.join("、"))
}
