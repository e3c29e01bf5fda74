//! The two commands of an import: plan, apply.

use std::collections::HashSet;

use domain::operation::Operation;
use store::vault::backup::Reason;

use crate::importing::plan::{Fate, Plan};
use crate::importing::planned::row_of;
use crate::importing::{apply, plan};
use crate::records::{Entries, kind_of};
use crate::session::{App, PreviewedImport};
use crate::wire::{
    ApplyImport, ErrorCode, ImportReport, PeekSheet, PlanImport, RowDecision, SheetTop, TopRow,
    UserError,
};

pub(crate) fn plan_import(app: &mut App, request: PlanImport) -> Result<ImportReport, UserError> {
    app.plan = None;
    let kind = kind_of(app, &request.register)?;
    let (name, content) = app.host.read(&request.file)?;
    let entries = Entries::open(app)?;
    let underway = app.work().begin(&format!("读取“{name}”"));
    let ledger = app.ledger()?;
    let plan = plan::make(
        ledger,
        &kind,
        (&name, content),
        &request,
        entries,
        &underway,
    )?;
    let report = plan.report.clone();
    app.plan = Some(Box::new(plan));
    Ok(report)
}

pub(crate) fn apply_import(app: &mut App, request: ApplyImport) -> Result<ImportReport, UserError> {
    let plan = app.plan.take();
    let Some(plan) = plan.filter(|plan| plan.token() == request.token) else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这次预览已经过期",
            "请重新选择文件预览一次",
        ));
    };
    plan.apply(app, &request)
}

impl PreviewedImport for Plan {
    fn token(&self) -> &str {
        &self.token
    }

    fn apply(
        self: Box<Self>,
        app: &mut App,
        request: &ApplyImport,
    ) -> Result<ImportReport, UserError> {
        apply_plan(app, self, request)
    }
}

fn apply_plan(
    app: &mut App,
    plan: Box<Plan>,
    request: &ApplyImport,
) -> Result<ImportReport, UserError> {
    if app.ledger()?.version() != plan.version {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "预览之后台账又有改动，预览的内容可能不准了",
            "请重新预览一次再导入",
        ));
    }
    if let Err(error) = are_in_doubt(&plan, &request.decisions) {
        app.plan = Some(plan);
        return Err(error);
    }
    let now = app.now();
    let operation = app.operation(Operation::Import {
        kind: &plan.kind,
        made: 0,
        updated: 0,
    })?;
    let underway = app.work().begin("导入以前先备份");
    let ledger = app.ledger()?;
    ledger.back_up_cancellable(None, now, Reason::BeforeImport, &underway.cancellation())?;
    underway.word("导入");
    // What is made on the way is made anew by each attempt.
    let mut names = plan.entries.names.clone();
    let report = apply::apply(
        ledger,
        &plan,
        &mut names,
        &request.decisions,
        operation,
        &underway,
    );
    match report {
        Ok(report) => {
            plan.matched.keep(ledger)?;
            Ok(report)
        }
        Err(error) => {
            if matches!(error.code, ErrorCode::Cancelled | ErrorCode::Invalid) {
                // Nothing came in: what was seen before can still be applied.
                app.plan = Some(plan);
            }
            Err(error)
        }
    }
}

/// Refuses a decision about a row that needs none: it would change nothing without a word.
fn are_in_doubt(plan: &Plan, decisions: &[RowDecision]) -> Result<(), UserError> {
    let doubtful: HashSet<u32> = plan
        .fates
        .iter()
        .filter(|(_, fate)| matches!(fate, Fate::TwinOf(_) | Fate::Perhaps(_)))
        .map(|(at, _)| *at)
        .collect();
    let Some(idle) = decisions.iter().find(|it| !doubtful.contains(&it.row)) else {
        return Ok(());
    };
    let mut rows: Vec<u32> = doubtful.into_iter().collect();
    rows.sort_unstable();
    let rows: Vec<String> = rows.iter().take(20).map(ToString::to_string).collect();
    let hint = match rows.is_empty() {
        true => "这张表没有疑似重复的行，不用决定".to_owned(),
        false => format!("要决定的是第 {} 行", rows.join("、")),
    };
    Err(UserError::new(
        ErrorCode::Invalid,
        format!("第 {} 行不是疑似重复，没有什么要决定", row_of(idle.row)),
        hint,
    ))
}

/// Rows and cells shown for a person to point at the headings.
const TOP_ROWS: usize = 30;
const TOP_CELLS: usize = 30;
/// Of a cell's text.
const TOP_CHARACTERS: usize = 40;

pub(crate) fn peek_sheet(app: &mut App, request: PeekSheet) -> Result<SheetTop, UserError> {
    let (name, content) = app.host.read(&request.file)?;
    let mut book = workbook::read::open(content, &name)?;
    let sheets: Vec<String> = book.sheets().iter().map(|it| it.name.clone()).collect();
    let index = match &request.sheet {
        Some(wanted) => sheets.iter().position(|it| it == wanted).unwrap_or(0),
        None => 0,
    };
    let rows = book
        .first_rows(index, TOP_ROWS)?
        .into_iter()
        .map(|row| TopRow {
            row: row.number,
            cells: (0..row.cells.len().min(TOP_CELLS))
                .map(|at| {
                    row.value(at)
                        .shown()
                        .trim()
                        .chars()
                        .take(TOP_CHARACTERS)
                        .collect()
                })
                .collect(),
        })
        .collect();
    Ok(SheetTop {
        sheet: sheets.get(index).cloned().unwrap_or_default(),
        sheets,
        rows,
    })
}
