//! 月工作计划及任务推进表: a page for each month of a station, its tasks and how far they are.

use domain::plan::{MonthPlan, PLAN, TASK, Task};
use forms::Paper;
use forms::Width::{Mm, Share};

use crate::papers::columns::keys;
use crate::papers::lines::{field, made};
use crate::papers::subject::Subject;
use crate::papers::tables::{Set, Table, cells, running};
use crate::printing::form::{Form, Made, Over, Take};
use crate::printing::page::{Band, Head, Note, Part, RecordPaper};
use crate::wire::UserError;

pub(super) const FORM: Form = Form {
    key: "month_plan",
    title: "月工作计划及任务推进表",
    over: Over::Register("plans"),
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

pub(super) const PAGE: RecordPaper = RecordPaper {
    kind: PLAN,
    title: "人大工作月计划及任务推进表",
    paper: Paper::A4Landscape,
    head: Head::Station,
    holds: |_| true,
    parts: &[
        Part::Band(&TOP),
        Part::Gap(2.0),
        Part::Table(&TASKS),
        Part::Gap(2.0),
        Part::Band(&FOOT),
    ],
    notes: &[Note::Text(
        "推进状态：未启动、推进中、已完成、延期、取消；延期的写明原因和延期至哪天。",
    )],
};

/// Height of a row, millimetres.
const LINE: f32 = 11.0;
/// Lines of a blank page.
const BLANK_LINES: usize = 8;

static TOP: Band = Band {
    height: LINE,
    slots: &[
        (
            Mm(22.0),
            made(keys![MonthPlan::MONTH], month),
            Mm(34.0),
            Set::Value,
        ),
        (
            Mm(26.0),
            made(keys![MonthPlan::THEME], theme),
            Share(1.0),
            Set::Left,
        ),
        (
            Mm(22.0),
            made(keys![MonthPlan::RATE], rate),
            Mm(44.0),
            Set::Value,
        ),
    ],
};

static FOOT: Band = Band {
    height: 16.0,
    slots: &[
        (Mm(22.0), field!(MonthPlan::SUMMARY), Share(1.0), Set::Long),
        (Mm(22.0), field!(MonthPlan::REVIEWER), Mm(44.0), Set::Value),
    ],
};

static TASKS: Table = Table {
    kind: TASK,
    heading: "",
    columns: &[
        running(11.0),
        cells(keys![Task::TITLE], "", Set::Left, Share(1.2)),
        cells(keys![Task::STANDARD], "", Set::Left, Share(1.4)),
        cells(
            keys![Task::DEPUTIES, Task::RESPONSIBLE],
            "、",
            Set::Value,
            Mm(28.0),
        ),
        cells(keys![Task::PARTNERS], "", Set::Value, Mm(24.0)),
        cells(keys![Task::DUE_ON], "", Set::Number, Mm(23.0)).called("计划完成"),
        cells(keys![Task::STATE], "", Set::Value, Mm(18.0)),
        cells(
            keys![Task::OUTCOME, Task::DONE_ON],
            "\n",
            Set::Left,
            Share(1.2),
        )
        .called("完成情况"),
        cells(
            keys![Task::WHY_LATE, Task::PUT_OFF_TO],
            "\n",
            Set::Left,
            Mm(28.0),
        )
        .called("未完成原因\n延期至"),
    ],
    row: LINE,
    least: BLANK_LINES,
    room: false,
    order: keys![Task::TURN, Task::DUE_ON],
};

/// 2026年3月.
fn month(it: &Subject<'_>) -> Result<String, UserError> {
    let written = it.known.row.and_then(|row| {
        let date = row.read(it.known.kind, MonthPlan::MONTH)?;
        Some(date.written())
    });
    Ok(written.unwrap_or_else(|| "　　　　年　　月".into()))
}

/// 春耕和水利（县定）.
fn theme(it: &Subject<'_>) -> Result<String, UserError> {
    Ok(
        match (it.text(MonthPlan::THEME), it.text(MonthPlan::THEME_BY)) {
            (theme, by) if by.is_empty() => theme,
            (theme, by) => format!("{theme}（{by}）"),
        },
    )
}

/// 75%（3/4）.
fn rate(it: &Subject<'_>) -> Result<String, UserError> {
    Ok(match it.text(MonthPlan::RATE) {
        rate if rate.is_empty() => rate,
        rate => format!(
            "{rate}（{}/{}）",
            it.text(MonthPlan::DONE),
            it.text(MonthPlan::TASKS)
        ),
    })
}
