//! Applying a plan as one operation.

use std::collections::HashMap;

use domain::operation::Operation;
use domain::record::{Field, Item, RecordId, Registry, Value};
use domain::trace::{FINDING, FindingState};
use store::ledger::{Committed, Ledger, NewOperation, Tx};

use crate::importing::names::Planned;
use crate::importing::plan::{Clinging, Fate, Plan};
use crate::naming::referred;
use crate::records::{correct_findings, make_row, parent_text, write_row};
use crate::wire::{Decision, ImportReport, RowDecision, UserError};
use crate::work::Underway;

/// What a row's fate and the decision about it come to.
enum Step {
    Make,
    Update(RecordId),
    Leave,
}

/// Applies a plan; answers its report with what was done.
pub(super) fn apply(
    ledger: &mut Ledger,
    plan: &Plan,
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
            making: Making::of(plan, tx.registry()),
            rows: HashMap::new(),
            held: HashMap::new(),
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
        tx.rename(&Operation::Import {
            kind: &plan.kind,
            made: work.made,
            updated: work.updated,
        });
        Ok((work.made, work.updated, work.held))
    })?;
    Ok(report(plan, committed, decisions))
}

fn report(
    plan: &Plan,
    committed: Committed<(u32, u32, HashMap<u32, RecordId>)>,
    decisions: &[RowDecision],
) -> ImportReport {
    let mut report = plan.report.clone();
    report.token = None;
    let held;
    (report.new, report.updated, held) = committed.value;
    for finding in &mut report.findings {
        finding.record = held.get(&finding.at).map(ToString::to_string);
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

struct Work<'a> {
    plan: &'a Plan,
    decided: HashMap<u32, Decision>,
    making: Making<'a>,
    /// Records made of rows that later rows may be the same as.
    rows: HashMap<u32, RecordId>,
    /// Records that findings of a row stay with.
    held: HashMap<u32, RecordId>,
    made: u32,
    updated: u32,
}

impl Work<'_> {
    fn row(
        &mut self,
        tx: &mut Tx<'_>,
        number: u32,
        fate: Fate,
        mut values: Vec<Option<Value>>,
    ) -> Result<(), UserError> {
        let kind = &self.plan.kind;
        let id = match self.step(number, fate) {
            Step::Leave => {
                if let Fate::Unchanged(id) = fate {
                    self.rows.insert(number, id);
                }
                return Ok(());
            }
            Step::Make => {
                self.making.make(tx, &mut values)?;
                self.made += 1;
                make_row(tx, kind, values)?
            }
            Step::Update(id) => {
                self.making.make(tx, &mut values)?;
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
        match self.plan.findings.get(&number) {
            Some(findings) => {
                self.held.insert(number, id);
                cling(tx, self.plan, id, findings)
            }
            None => Ok(()),
        }
    }

    fn step(&self, number: u32, fate: Fate) -> Step {
        let decision = self.decided.get(&number).unwrap_or(&Decision::Skip);
        match (fate, decision) {
            (Fate::New, _) | (Fate::TwinOf(_) | Fate::Perhaps(_), Decision::New) => Step::Make,
            (Fate::Update(id), _) | (Fate::Perhaps(id), Decision::Update) => Step::Update(id),
            (Fate::TwinOf(of), Decision::Update) => self
                .rows
                .get(&of)
                .map_or(Step::Leave, |id| Step::Update(*id)),
            (Fate::TwinOf(_) | Fate::Perhaps(_), Decision::Skip)
            | (Fate::Unchanged(_) | Fate::Rejected, _) => Step::Leave,
        }
    }
}

/// Groups, constituencies and units that a row names are made on the way, each once.
struct Making<'a> {
    /// Fields whose records may have to be made, by their places.
    fields: Vec<usize>,
    planned: &'a HashMap<RecordId, Planned>,
    /// The records made, by the ids that stood for them.
    made: HashMap<RecordId, RecordId>,
}

impl<'a> Making<'a> {
    fn of(plan: &'a Plan, registry: &Registry) -> Self {
        let made_by_naming =
            |field: &Field| referred(registry, field).is_some_and(|it| it.made_by_naming);
        let fields = plan.kind.fields.iter().enumerate();
        Self {
            fields: fields
                .filter(|(_, field)| made_by_naming(field))
                .map(|(at, _)| at)
                .collect(),
            planned: &plan.planned,
            made: HashMap::new(),
        }
    }

    /// Puts records in the place of the ids that stand for them.
    fn make(&mut self, tx: &mut Tx<'_>, values: &mut [Option<Value>]) -> Result<(), UserError> {
        if self.planned.is_empty() {
            return Ok(());
        }
        for at in self.fields.clone() {
            match values.get_mut(at).and_then(Option::as_mut) {
                Some(Value::Ref(item)) => *item = self.item(tx, item)?,
                Some(Value::Set(items)) => {
                    let mut made = std::collections::BTreeSet::new();
                    for item in items.iter() {
                        made.insert(self.item(tx, item)?);
                    }
                    *items = made;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn item(&mut self, tx: &mut Tx<'_>, item: &Item) -> Result<Item, UserError> {
        let Item::Id(id) = item else {
            return Ok(item.clone());
        };
        if let Some(made) = self.made.get(id) {
            return Ok(Item::Id(*made));
        }
        let Some(planned) = self.planned.get(id) else {
            return Ok(item.clone());
        };
        let name = (planned.kind.name_field.clone(), planned.value());
        let made = tx.create(planned.kind.key.as_str(), vec![name])?;
        self.made.insert(*id, made);
        Ok(Item::Id(made))
    }
}

/// Findings stay with their record until a person corrects or dismisses them.
fn cling(
    tx: &mut Tx<'_>,
    plan: &Plan,
    id: RecordId,
    findings: &[Clinging],
) -> Result<(), UserError> {
    for finding in findings {
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
                ("file".into(), text(&plan.file)),
                ("raw".into(), text(&line.value)),
                ("hint".into(), text(&line.hint)),
                ("severity".into(), text(&line.severity)),
                ("state".into(), text(FindingState::Open.word())),
            ],
        )?;
    }
    Ok(())
}
