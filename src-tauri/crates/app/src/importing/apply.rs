//! Applying a plan as one operation.

use std::collections::HashMap;
use std::sync::Arc;

use domain::record::{FieldKey, RecordId, RecordType, Value};
use domain::trace::{FINDING, OPEN};
use store::ledger::{Committed, Ledger, NewOperation, Tx};

use crate::commands::{correct_findings, parent_text, write_row};
use crate::importing::plan::{Clinging, Fate, Plan};
use crate::naming::{Meaning, Resolver, name_value, referred, replaced, unresolved};
use crate::wire::{Decision, ImportReport, RowDecision, UserError};

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
) -> Result<ImportReport, UserError> {
    let decided: HashMap<u32, Decision> = decisions
        .iter()
        .map(|it| (it.row, it.decision.clone()))
        .collect();
    let committed = ledger.write::<_, UserError>(operation, |tx| {
        let mut work = Work {
            plan,
            decided,
            resolver: Resolver::default(),
            rows: HashMap::new(),
            made: 0,
            updated: 0,
        };
        let mut at = 0;
        plan.spool.for_each(|values| {
            let (number, fate) = plan.fates.get(at).copied().unwrap_or((0, Fate::Unchanged));
            at += 1;
            work.row(tx, number, fate, values)
        })?;
        let register = plan
            .kind
            .register
            .as_ref()
            .map_or("", |it| it.title.as_str());
        tx.rename(&format!(
            "导入{register}（新增 {}，更新 {}）",
            work.made, work.updated
        ));
        Ok((work.made, work.updated))
    })?;
    Ok(report(plan, &committed, decisions))
}

fn report(
    plan: &Plan,
    committed: &Committed<(u32, u32)>,
    decisions: &[RowDecision],
) -> ImportReport {
    let mut report = plan.report.clone();
    report.token = None;
    (report.new, report.updated) = committed.value;
    report.operation = committed.operation.map(|it| it.to_string());
    report.changed = committed.kinds.iter().map(ToString::to_string).collect();
    report.duplicates.retain(|line| {
        !decisions
            .iter()
            .any(|it| it.row == line.row && it.decision != Decision::Skip)
    });
    report
}

struct Work<'a> {
    plan: &'a Plan,
    decided: HashMap<u32, Decision>,
    resolver: Resolver,
    /// Records made of rows that later rows may be the same as.
    rows: HashMap<u32, RecordId>,
    made: u32,
    updated: u32,
}

impl Work<'_> {
    fn row(
        &mut self,
        tx: &mut Tx<'_>,
        number: u32,
        fate: Fate,
        values: Vec<(FieldKey, Value)>,
    ) -> Result<(), UserError> {
        let kind = Arc::clone(&self.plan.kind);
        let step = self.step(number, fate);
        let findings = self
            .plan
            .findings
            .get(&number)
            .map_or(&[][..], Vec::as_slice);
        match step {
            Step::Leave => Ok(()),
            Step::Make => {
                let values = self.with_named(tx, values)?;
                let edits = values
                    .into_iter()
                    .map(|(key, it)| (key, Some(it)))
                    .collect();
                let id = write_row(tx, &kind, None, edits)?;
                if !self.plan.report.duplicates.is_empty() {
                    self.rows.insert(number, id);
                }
                self.made += 1;
                cling(tx, self.plan, id, findings)
            }
            Step::Update(id) => {
                let values = self.with_named(tx, values)?;
                let edits: Vec<_> = values
                    .into_iter()
                    .map(|(key, it)| (key, Some(it)))
                    .collect();
                write_row(tx, &kind, Some(id), edits.clone())?;
                correct_findings(tx, id, &edits)?;
                self.rows.insert(number, id);
                self.updated += 1;
                cling(tx, self.plan, id, findings)
            }
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
            | (Fate::Unchanged | Fate::Rejected, _) => Step::Leave,
        }
    }

    /// Groups, constituencies and units that a row names are made on the way, each once.
    fn with_named(
        &mut self,
        tx: &mut Tx<'_>,
        values: Vec<(FieldKey, Value)>,
    ) -> Result<Vec<(FieldKey, Value)>, UserError> {
        let mut result = Vec::with_capacity(values.len());
        for (key, value) in values {
            let target = self
                .plan
                .kind
                .field(key.as_str())
                .and_then(|it| referred(tx.registry(), it));
            let Some(target) = target.filter(|it| it.made_by_naming) else {
                result.push((key, value));
                continue;
            };
            let mut means = HashMap::new();
            for name in unresolved(&value) {
                let id = self.named(tx, &target, name)?;
                means.insert(name.to_owned(), id);
            }
            result.push((key, replaced(value, &means)));
        }
        Ok(result)
    }

    fn named(
        &mut self,
        tx: &mut Tx<'_>,
        target: &RecordType,
        name: &str,
    ) -> Result<RecordId, UserError> {
        if let Some(Meaning::Record(id)) = self.resolver.known(target, name) {
            return Ok(id);
        }
        if let Meaning::Record(id) = self.resolver.find(&tx.read()?, target, name)? {
            return Ok(id);
        }
        let value = name_value(target, name).unwrap_or_else(|| Value::Text(name.trim().to_owned()));
        let id = tx.create(
            target.key.as_str(),
            vec![(target.name_field.clone(), value)],
        )?;
        self.resolver.learn(target, name, id);
        Ok(id)
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
                ("state".into(), text(OPEN)),
            ],
        )?;
    }
    Ok(())
}
