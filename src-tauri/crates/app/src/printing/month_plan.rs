//! 月工作计划及任务推进表: a page for each month of a station, its tasks and how far they are.

use domain::plan::{PLAN, TASK};
use domain::record::{Row, Value};
use forms::{Block, Grid, GridCell, GridRow, Paper, Width};

use crate::printing::form::{Form, Take};
use crate::printing::record_pages::{RecordPaper, Subject, compose};
use crate::wire::UserError;

pub(super) const FORM: Form = Form {
    key: "month_plan",
    title: "月工作计划及任务推进表",
    register: "plans",
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
    compose: |app, request| compose(app, request, &PAPER),
};

const PAPER: RecordPaper = RecordPaper {
    kind: PLAN,
    title: "人大工作月计划及任务推进表",
    paper: Paper::A4Landscape,
    holds: |_| true,
    blocks,
    notes: &["推进状态：未启动、推进中、已完成、延期、取消；延期的写明原因和延期至哪天。"],
};

/// Height of a row, millimetres.
const LINE: f32 = 11.0;
/// Lines of a blank page.
const BLANK_LINES: usize = 8;

fn blocks(it: &Subject<'_>) -> Result<Vec<Block>, UserError> {
    let (kind, mut tasks) = it.inside(TASK)?;
    let turn = |row: &Row| row.get(&kind, "turn").and_then(Value::as_int);
    let due = |row: &Row| row.get(&kind, "due_on").and_then(Value::as_date);
    tasks.sort_by_key(|row| (turn(row).unwrap_or(i64::MAX), due(row)));
    let theme = match (it.text("theme"), it.text("theme_by")) {
        (theme, by) if by.is_empty() => theme,
        (theme, by) => format!("{theme}（{by}）"),
    };
    let top = Grid {
        columns: vec![
            Width::Mm(22.0),
            Width::Mm(34.0),
            Width::Mm(26.0),
            Width::Share(1.0),
            Width::Mm(22.0),
            Width::Mm(44.0),
        ],
        rows: vec![GridRow::new(
            LINE,
            vec![
                GridCell::label("年月"),
                GridCell::value(&month(it)),
                GridCell::label("月活动主题"),
                GridCell::left(&theme),
                GridCell::label("完成率"),
                GridCell::value(&rate(it)),
            ],
        )],
        ..Grid::default()
    };
    let heads = [
        "序号",
        "工作任务",
        "具体内容和标准",
        "责任代表、责任人",
        "配合单位",
        "计划完成",
        "推进状态",
        "完成情况",
        "未完成原因\n延期至",
    ];
    let mut rows = vec![GridRow::new(LINE, heads.map(GridCell::head).to_vec())];
    for (at, row) in tasks.iter().enumerate() {
        let known = it.of(&kind, row);
        let joined = |a: &str, b: &str, between: &str| {
            let both = [known.text(a), known.text(b)];
            let both: Vec<&str> = both
                .iter()
                .map(String::as_str)
                .filter(|it| !it.is_empty())
                .collect();
            both.join(between)
        };
        rows.push(GridRow::new(
            LINE,
            vec![
                GridCell::number(&(at + 1).to_string()),
                GridCell::left(&known.text("title")),
                GridCell::left(&known.text("standard")),
                GridCell::value(&joined("deputies", "responsible", "、")),
                GridCell::value(&known.text("partners")),
                GridCell::number(&known.text("due_on")),
                GridCell::value(&known.text("state")),
                GridCell::left(&joined("outcome", "done_on", "\n")),
                GridCell::left(&joined("why_late", "put_off_to", "\n")),
            ],
        ));
    }
    while it.known.row.is_none() && rows.len() <= BLANK_LINES {
        rows.push(GridRow::new(LINE, vec![GridCell::value(""); heads.len()]));
    }
    let table = Grid {
        columns: vec![
            Width::Mm(11.0),
            Width::Share(1.2),
            Width::Share(1.4),
            Width::Mm(28.0),
            Width::Mm(24.0),
            Width::Mm(23.0),
            Width::Mm(18.0),
            Width::Share(1.2),
            Width::Mm(28.0),
        ],
        rows,
        head: 1,
        ..Grid::default()
    };
    let foot = Grid {
        columns: vec![
            Width::Mm(22.0),
            Width::Share(1.0),
            Width::Mm(22.0),
            Width::Mm(44.0),
        ],
        rows: vec![GridRow::new(
            16.0,
            vec![
                GridCell::label("月小结"),
                GridCell::long(&it.text("summary")),
                GridCell::label("审核人"),
                GridCell::value(&it.text("reviewer")),
            ],
        )],
        ..Grid::default()
    };
    Ok(vec![
        Block::Grid(top),
        Block::Gap(2.0),
        Block::Grid(table),
        Block::Gap(2.0),
        Block::Grid(foot),
    ])
}

/// 2026年3月.
fn month(it: &Subject<'_>) -> String {
    let written = it.known.row.and_then(|row| {
        let date = row.get(it.known.kind, "month").and_then(Value::as_date)?;
        Some(date.written())
    });
    written.unwrap_or_else(|| "　　　　年　　月".into())
}

/// 75%（3/4）.
fn rate(it: &Subject<'_>) -> String {
    match it.text("rate") {
        rate if rate.is_empty() => rate,
        rate => format!("{rate}（{}/{}）", it.text("done"), it.text("tasks")),
    }
}
