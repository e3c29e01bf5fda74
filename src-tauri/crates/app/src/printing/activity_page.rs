//! 活动记录页: one activity on its page, with who was there, what was said, what came of it and the
//! photos; of a council also what it settled.

use domain::activity::{ACTIVITY, ATTENDANCE};
use forms::Paper;

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
                Line::Long(field!("content"), 56.0),
                SPEECHES,
                Line::Long(field!("result"), 24.0),
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
    Line::Whole(field!("title")),
    Line::Pair(field!("sort"), field!("organiser")),
    Line::Pair(
        made(&["held_on", "ended_on", "hours"], when).called("时间"),
        field!("place"),
    ),
    Line::Pair(field!("host"), field!("group")),
    Line::Pair(field!("plan"), field!("notified_on")),
    Line::Long(field!("expected"), 14.0),
    Line::Pair(
        made(&["stated_expected"], expected).called("应到"),
        made(&["present", "rate"], present).called("实到"),
    ),
    Line::Where(
        |it| Ok(it.is_blank() || !away(it)?.is_empty()),
        &[Line::Whole(made(&[], away).called("请假、缺席"))],
    ),
    Line::Whole(field!("others").called("列席和其他\n参加人员")),
];

/// Who said what, a line each.
const SPEECHES: Line = Line::Where(
    |it| Ok(!speeches(it)?.is_empty()),
    &[Line::Long(made(&[], speeches).called("发言要点"), 16.0)],
);

/// What a council talked about and settled.
const SETTLED: &[Line] = &[
    Line::Long(field!("content"), 20.0),
    SPEECHES,
    Line::Long(field!("topics"), 14.0),
    Line::Whole(
        made(
            &["cadres", "villagers", "department_heads", "experts"],
            guests,
        )
        .called("参加人员"),
    ),
    Line::Long(field!("discussion"), 18.0),
    Line::Long(field!("agreed"), 18.0),
    Line::Long(field!("dissent"), 12.0),
    Line::Pair(field!("responsible"), field!("deadline")),
];

const END: &[Line] = &[
    Line::Where(
        |it| Ok(!it.text("handed_to").is_empty()),
        &[
            Line::Pair(
                fields(&["handed_to", "handed_on"], " ").called("转交机关"),
                field!("feedback_on"),
            ),
            Line::Long(field!("feedback"), 14.0),
        ],
    ),
    Line::Pair(field!("spent").called("经费支出"), field!("original")),
    Line::Signing(field!("recorder"), SIGNED, 18.0),
    Line::Signing(
        fields(&["reviewer", "reviewed_on"], " ").called("审核人"),
        SIGNED,
        18.0,
    ),
];

/// Sorts of which the record of a council is kept.
const COUNCIL: &str = "议事日";

fn is_council(it: &Subject<'_>) -> bool {
    it.text("sort").starts_with(COUNCIL)
}

fn when(it: &Subject<'_>) -> Result<String, UserError> {
    let days = it.known.joined(&["held_on", "ended_on"], " — ");
    Ok(format!("{days} {}", it.text("hours")).trim().to_owned())
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
    let count = match it.text("expected") {
        names if names.is_empty() => it.text("stated_expected"),
        names => names.split('、').count().to_string(),
    };
    Ok(people(it, &count))
}

fn present(it: &Subject<'_>) -> Result<String, UserError> {
    let present = people(it, &it.text("present"));
    Ok(match it.text("rate").as_str() {
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
        let state = known.text("state");
        if state.is_empty() || state == "出席" {
            continue;
        }
        let why = known.text("reason");
        let why = match why.as_str() {
            "" => String::new(),
            why => format!("（{why}）"),
        };
        away.push(format!("{} {state}{why}", known.text("deputy")));
    }
    Ok(away.join("；"))
}

fn speeches(it: &Subject<'_>) -> Result<String, UserError> {
    let (kind, rows) = it.inside(ATTENDANCE)?;
    let said: Vec<String> = rows
        .iter()
        .map(|row| it.of(&kind, row))
        .filter(|known| !known.text("speech").is_empty())
        .map(|known| format!("{}：{}", known.text("deputy"), known.text("speech")))
        .collect();
    Ok(said.join("\n"))
}

/// How many others took part, by who they are.
fn guests(it: &Subject<'_>) -> Result<String, UserError> {
    const HEADS: [(&str, &str); 4] = [
        ("村干部", "cadres"),
        ("村民代表", "villagers"),
        ("部门", "department_heads"),
        ("专业人士", "experts"),
    ];
    let others: Vec<String> = HEADS
        .iter()
        .filter(|(_, key)| !it.text(key).is_empty())
        .map(|(word, key)| format!("{word} {} 人", it.text(key)))
        .collect();
    Ok(others.join("、"))
}
