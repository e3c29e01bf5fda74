//! 主席团会议记录 and 人代会会议档案: who was there, what was on the agenda, what was
//! decided by how many, who was elected.

use domain::meeting::{CONGRESS, CONGRESS_VOTE, DECISION, ELECTION, MEETING, SITTING};
use forms::{Block, Grid, GridCell, GridRow, Paper, Width};

use crate::papers::form_rows::{grid, long, pair, signing, whole};
use crate::printing::form::{Form, Take};
use crate::printing::record_pages::{RecordPaper, Subject, compose};
use crate::wire::UserError;

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
    register: "meetings",
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    compose: |app, request| compose(app, request, &PRESIDIUM_PAPER),
};

pub(super) const CONGRESS_FILE: Form = Form {
    key: "congress_file",
    title: "人代会会议档案",
    register: "congresses",
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    compose: |app, request| compose(app, request, &CONGRESS_PAPER),
};

const PRESIDIUM_PAPER: RecordPaper = RecordPaper {
    kind: MEETING,
    title: "人大主席团会议记录",
    paper: Paper::A4Portrait,
    holds: |_| true,
    blocks: presidium,
    notes: &["决定须经主席团全体成员过半数通过。"],
};

const CONGRESS_PAPER: RecordPaper = RecordPaper {
    kind: CONGRESS,
    title: "人民代表大会会议档案",
    paper: Paper::A4Portrait,
    holds: |_| true,
    blocks: congress,
    notes: &["须有全体代表三分之二以上出席；表决和选举以全体代表过半数通过。"],
};

/// Height of a row of a list, millimetres.
const LINE: f32 = 9.0;
/// Lines left for writing on a blank page.
const BLANK_LINES: usize = 3;

fn presidium(it: &Subject<'_>) -> Result<Vec<Block>, UserError> {
    let text = |key: &str| it.text(key);
    let when = [text("held_on"), text("hours")].join(" ");
    let rows = vec![
        whole("会议名称", &text("title")),
        pair(("届次", &text("term")), ("第几次", &text("ordinal"))),
        pair(("时间", when.trim()), ("地点", &text("place"))),
        pair(("主持人", &text("host")), ("记录人", &text("recorder"))),
        long("应到成员", &text("members"), 14.0),
        whole("请假、缺席", &text("away")),
        pair(
            ("应到、实到", &heads(it, "members", &["away"])),
            ("法定人数", &text("quorate")),
        ),
        whole("列席人员", &text("guests")),
        long("议题", &text("agenda"), 20.0),
        long("审议情况", &text("deliberation"), 40.0),
        long("决定事项", &text("decisions"), 28.0),
    ];
    let mut blocks = vec![grid(rows)];
    blocks.extend(votes(it, DECISION, "全体成员")?);
    blocks.push(grid(vec![
        pair(
            ("纪要文号", &text("minutes")),
            ("下次会议", &text("next_on")),
        ),
        signing("主持人", "", "签名：　　　　　　　　", 18.0),
        signing("记录人", "", "签名：　　　　　　　　", 18.0),
    ]));
    Ok(blocks)
}

fn congress(it: &Subject<'_>) -> Result<Vec<Block>, UserError> {
    let text = |key: &str| it.text(key);
    let counted = |key: &str| match text(key).as_str() {
        "" => String::new(),
        count => format!("{count} 件"),
    };
    let rows = vec![
        whole("会议名称", &text("title")),
        pair(("届次", &text("term")), ("会议次数", &text("ordinal"))),
        pair(
            ("起止日期", &it.span("begins_on", "ends_on")),
            ("地点", &text("place")),
        ),
        pair(("会议性质", &text("sort")), ("主持人", &text("host"))),
        pair(
            (
                "应到、实到",
                &heads(it, "expected_deputies", &["on_leave", "absent"]),
            ),
            ("法定人数", &text("quorate")),
        ),
        whole("请假代表", &text("on_leave")),
        whole("缺席代表", &text("absent")),
        whole("列席人员", &text("guests")),
        long("议程", &text("agenda"), 34.0),
        long("审议发言", &text("speeches"), 34.0),
        long("决议决定", &text("resolutions"), 28.0),
        pair(
            ("议案", &counted("motions")),
            ("建议", &counted("suggestions")),
        ),
        whole("选举结果", &text("elected")),
        pair(
            ("宪法宣誓", &text("oath_on")),
            ("宣誓人员", &text("oath_takers")),
        ),
    ];
    let mut blocks = vec![grid(rows)];
    blocks.extend(list(
        it,
        SITTING,
        "全体会议",
        &[
            ("会议", "title", Width::Share(1.0)),
            ("日期", "held_on", Width::Mm(26.0)),
            ("应到", "expected", Width::Mm(18.0)),
            ("实到", "present", Width::Mm(18.0)),
            ("法定人数", "quorate", Width::Mm(34.0)),
        ],
    )?);
    blocks.extend(votes(it, CONGRESS_VOTE, "全体代表")?);
    blocks.extend(list(
        it,
        ELECTION,
        "选举",
        &[
            ("候选人", "candidate", Width::Share(1.0)),
            ("职务", "post", Width::Mm(32.0)),
            ("赞成", "in_favour", Width::Mm(16.0)),
            ("反对", "against", Width::Mm(16.0)),
            ("弃权", "abstained", Width::Mm(16.0)),
            ("另选", "others", Width::Mm(16.0)),
            ("当选", "elected", Width::Mm(16.0)),
        ],
    )?);
    Ok(blocks)
}

/// 应到 and 实到 by the names where they are chosen, else by the numbers written down.
fn heads(it: &Subject<'_>, members: &str, away: &[&str]) -> String {
    let count = |names: String| match names.as_str() {
        "" => 0,
        names => names.split('、').count(),
    };
    let named = count(it.text(members));
    let (expected, present) = if named > 0 {
        let missing: usize = away.iter().map(|key| count(it.text(key))).sum();
        let missing = missing.min(named);
        (named.to_string(), (named - missing).to_string())
    } else {
        (it.text("expected"), it.text("present"))
    };
    if expected.is_empty() && present.is_empty() {
        return String::new();
    }
    format!("应到 {expected} 人，实到 {present} 人")
}

fn votes(it: &Subject<'_>, key: &str, all: &str) -> Result<Vec<Block>, UserError> {
    list(
        it,
        key,
        "表决",
        &[
            ("事项", "title", Width::Share(1.0)),
            ("方式", "way", Width::Mm(24.0)),
            (all, "all", Width::Mm(18.0)),
            ("赞成", "in_favour", Width::Mm(15.0)),
            ("反对", "against", Width::Mm(15.0)),
            ("弃权", "abstained", Width::Mm(15.0)),
            ("结果", "result", Width::Mm(18.0)),
        ],
    )
}

/// The rows inside as a list under its own heading; nothing where there are none.
fn list(
    it: &Subject<'_>,
    key: &str,
    title: &str,
    columns: &[(&str, &str, Width)],
) -> Result<Vec<Block>, UserError> {
    let (kind, inside) = it.inside(key)?;
    let blank = it.known.row.is_none();
    if inside.is_empty() && !blank {
        return Ok(Vec::new());
    }
    let head = columns.iter().map(|(word, ..)| GridCell::head(word));
    let mut rows = vec![GridRow::new(LINE, head.collect())];
    for row in &inside {
        let known = it.of(&kind, row);
        let cells = columns.iter().enumerate().map(|(at, (_, field, _))| {
            let text = known.text(field);
            match at {
                0 => GridCell::left(&text),
                _ => GridCell::value(&text),
            }
        });
        rows.push(GridRow::new(LINE, cells.collect()));
    }
    while blank && rows.len() <= BLANK_LINES {
        rows.push(GridRow::new(LINE, vec![GridCell::value(""); columns.len()]));
    }
    Ok(vec![
        Block::Heading(title.into()),
        Block::Grid(Grid {
            columns: columns.iter().map(|(.., width)| *width).collect(),
            rows,
            head: 1,
            ..Grid::default()
        }),
        Block::Gap(3.0),
    ])
}
