//! Applying a plan as one operation.

use std::collections::HashMap;

use domain::operation::Operation;
use domain::record::{FieldKey, RecordId, Row, Value};
use domain::trace::{FINDING, FindingState};
use store::ledger::{Committed, Ledger, NewOperation, Tx};

use crate::importing::plan::{Fate, Plan};
use crate::importing::planned::{KeptFinding, row_of};
use crate::records::checking::{of_one_alone, taken};
use crate::records::names::Names;
use crate::records::{correct_findings, make_row, parent_text, write_row};
use crate::wire::{Decision, FindingLine, ImportReport, RowDecision, UserError};
use crate::work::Underway;

/// What a row's fate and the decision about it come to.
enum Step {
    Make,
    Update(RecordId),
}

/// Applies a plan; answers its report with what was done.
pub(super) fn apply(
    ledger: &mut Ledger,
    plan: &Plan,
    names: &mut Names,
    decisions: &[RowDecision],
    operation: NewOperation,
    underway: &Underway,
) -> Result<ImportReport, UserError> {
    let total = u64::from(plan.report.read);
    let decided: HashMap<u32, Decision> = decisions
        .iter()
        .map(|it| (it.row, it.decision.clone()))
        .collect();
    let committed = ledger.write::<_, UserError>(operation, |tx| {
        let mut work = Work {
            plan,
            decided,
            names,
            rows: HashMap::new(),
            held: HashMap::new(),
            withheld: Vec::new(),
            made: 0,
            updated: 0,
        };
        let mut at = 0;
        plan.spool.for_each(plan.kind.fields.len(), |values| {
            let (number, fate) = plan.fates.get(at).copied().unwrap_or((0, Fate::Rejected));
            at += 1;
            underway.step(at as u64, total)?;
            work.row(tx, number, fate, values)
        })?;
        plan.findings
            .for_each_packed(|finding| match work.held.get(&finding.line.at) {
                Some(id) => keep(tx, &plan.file, *id, finding),
                None => Ok(()),
            })?;
        tx.rename(&Operation::Import {
            kind: &plan.kind,
            made: work.made,
            updated: work.updated,
        });
        Ok(Applied {
            made: work.made,
            updated: work.updated,
            held: work.held,
            withheld: work.withheld,
        })
    })?;
    Ok(report(plan, committed, decisions))
}

fn report(plan: &Plan, committed: Committed<Applied>, decisions: &[RowDecision]) -> ImportReport {
    let mut report = plan.report.clone();
    report.token = None;
    let applied = committed.value;
    (report.new, report.updated) = (applied.made, applied.updated);
    for finding in &mut report.findings {
        finding.record = applied.held.get(&finding.at).map(ToString::to_string);
    }
    for (id, line) in applied.withheld {
        report.findings.push(FindingLine {
            record: Some(id.to_string()),
            ..line
        });
    }
    report.operation = committed.operation.map(|it| it.to_string());
    report.changed = committed.kinds.iter().map(ToString::to_string).collect();
    report.duplicates.retain(|line| {
        !decisions
            .iter()
            .any(|it| it.row == line.at && it.decision != Decision::Skip)
    });
    report
}

/// What applying came to.
struct Applied {
    made: u32,
    updated: u32,
    held: HashMap<u32, RecordId>,
    withheld: Vec<(RecordId, FindingLine)>,
}

struct Work<'a> {
    plan: &'a Plan,
    decided: HashMap<u32, Decision>,
    names: &'a mut Names,
    /// Records made of rows that later rows may be the same as.
    rows: HashMap<u32, RecordId>,
    /// Records that findings of a row stay with.
    held: HashMap<u32, RecordId>,
    /// Findings that came up only by a person's decision, with their records.
    withheld: Vec<(RecordId, FindingLine)>,
    made: u32,
    updated: u32,
}

impl Work<'_> {
    fn row(
        &mut self,
        tx: &mut Tx<'_>,
        number: u32,
        fate: Fate,
        given: &mut [Option<Value>],
    ) -> Result<(), UserError> {
        let kind = &self.plan.kind;
        let Some(step) = self.step(number, fate) else {
            if let Fate::Unchanged(id) = fate {
                self.rows.insert(number, id);
            }
            return Ok(());
        };
        let mut values = tx.empty_row(kind);
        for (value, given) in values.iter_mut().zip(given) {
            *value = given.take();
        }
        let id = match step {
            Step::Make => {
                let withheld = match fate {
                    Fate::New => Vec::new(),
                    _ => self.withhold_taken(tx, number, &mut values)?,
                };
                self.make(tx, &mut values)?;
                self.made += 1;
                let id = make_row(tx, kind, values)?;
                for finding in &withheld {
                    keep(tx, &self.plan.file, id, finding)?;
                }
                self.withheld
                    .extend(withheld.into_iter().map(|it| (id, it.line)));
                id
            }
            Step::Update(id) => {
                for key in self.plan.derived.get(&number).into_iter().flatten() {
                    if let Some(at) = kind.position(key.as_str()) {
                        values[at] = None;
                    }
                }
                self.make(tx, &mut values)?;
                self.updated += 1;
                let filled = kind.fields.iter().zip(values);
                let edits: Vec<_> = filled
                    .filter(|(_, value)| value.is_some())
                    .map(|(field, value)| (field.key.clone(), value))
                    .collect();
                correct_findings(tx, id, &edits)?;
                write_row(tx, kind, Some(id), edits)?
            }
        };
        if !self.plan.report.duplicates.is_empty() {
            self.rows.insert(number, id);
        }
        if !self.plan.findings.has(number) {
            return Ok(());
        }
        self.held.insert(number, id);
        let mut listed = self.plan.findings.listed(number).iter();
        listed.try_for_each(|finding| keep(tx, &self.plan.file, id, finding))
    }

    /// Puts records in the place of the ids that stand for them.
    fn make(&mut self, tx: &mut Tx<'_>, values: &mut [Option<Value>]) -> Result<(), UserError> {
        if self.names.planned.is_empty() {
            return Ok(());
        }
        for value in values {
            if let Some(it) = value.take() {
                *value = Some(self.names.make(tx, it)?);
            }
        }
        Ok(())
    }

    /// Takes out of a row that a person decided to add as somebody new what one record alone may hold and
    /// another has: which of the two is wrong is seen on paper only. It stays with the row as a finding.
    fn withhold_taken(
        &self,
        tx: &mut Tx<'_>,
        number: u32,
        values: &mut [Option<Value>],
    ) -> Result<Vec<KeptFinding>, UserError> {
        let kind = &self.plan.kind;
        let mut withheld = Vec::new();
        let alone: Vec<&FieldKey> = of_one_alone(kind).collect();
        while alone.iter().any(|key| {
            kind.position(key.as_str())
                .is_some_and(|at| values[at].is_some())
        }) {
            let row = Row {
                values: values.to_vec(),
                ..Row::empty(RecordId::new(), kind)
            };
            let Some(fault) = taken(tx, kind, &row)? else {
                break;
            };
            let Some(at) = kind.position(fault.field.as_str()) else {
                break;
            };
            let Some(raw) = values[at].take() else { break };
            // What was read off the number is as doubtful as the number.
            for key in self.plan.derived.get(&number).into_iter().flatten() {
                if let Some(at) = kind.position(key.as_str()) {
                    values[at] = None;
                }
            }
            withheld.push(KeptFinding {
                line: FindingLine {
                    row: row_of(number),
                    at: number,
                    sheet: None,
                    column: kind.fields[at].label.clone(),
                    value: raw.as_text().unwrap_or_default().to_owned(),
                    reason: fault.reason,
                    hint: "请对照两个人的身份证原件，错的那一个改正".into(),
                    severity: "error".into(),
                    record: None,
                },
                field: fault.field,
            });
        }
        Ok(withheld)
    }

    /// `None` for a row that is left out.
    fn step(&self, number: u32, fate: Fate) -> Option<Step> {
        let decision = self.decided.get(&number).unwrap_or(&Decision::Skip);
        match (fate, decision) {
            (Fate::New, _) | (Fate::TwinOf(_) | Fate::Perhaps(_), Decision::New) => {
                Some(Step::Make)
            }
            (Fate::Update(id), _) | (Fate::Perhaps(id), Decision::Update) => Some(Step::Update(id)),
            (Fate::TwinOf(of), Decision::Update) => self.rows.get(&of).map(|id| Step::Update(*id)),
            (Fate::TwinOf(_) | Fate::Perhaps(_), Decision::Skip)
            | (Fate::Unchanged(_) | Fate::Rejected, _) => None,
        }
    }
}

/// A finding stays with its record until a person corrects or dismisses it.
fn keep(tx: &mut Tx<'_>, file: &str, id: RecordId, finding: &KeptFinding) -> Result<(), UserError> {
    let text = |value: &str| Value::Text(value.to_owned());
    let line = &finding.line;
    tx.create(
        FINDING,
        vec![
            ("reason".into(), text(&line.reason)),
            ("parent".into(), parent_text(id)),
            ("field".into(), text(finding.field.as_str())),
            ("column".into(), text(&line.column)),
            ("row".into(), Value::Int(i64::from(line.row))),
            ("file".into(), text(file)),
            ("raw".into(), text(&line.value)),
            ("hint".into(), text(&line.hint)),
            ("severity".into(), text(&line.severity)),
            ("state".into(), text(FindingState::Open.word())),
        ],
    )?;
    Ok(())
}
