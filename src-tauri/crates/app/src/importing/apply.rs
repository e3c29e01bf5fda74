//! Applying a plan as one operation.

use std::collections::HashMap;
use std::sync::Arc;

use domain::record::{RecordId, RecordType, Registry, Value};
use domain::trace::{FINDING, OPEN};
use store::ledger::{Committed, Ledger, NewOperation, Tx};

use crate::importing::plan::{Clinging, Fate, Plan};
use crate::naming::{Meaning, Resolver, name_value, referred, replaced, unresolved};
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
            naming: Naming::of(&plan.kind, tx.registry()),
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
        let register = plan
            .kind
            .register
            .as_ref()
            .map_or("", |it| it.title.as_str());
        tx.rename(&format!(
            "导入{register}（新增 {}，更新 {}）",
            work.made, work.updated
        ));
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
        finding.record = held.get(&finding.row).map(ToString::to_string);
    }
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
    naming: Naming,
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
                self.naming.resolve(tx, &mut values)?;
                self.made += 1;
                make_row(tx, kind, values)?
            }
            Step::Update(id) => {
                self.naming.resolve(tx, &mut values)?;
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
struct Naming {
    /// Fields whose names may have to be made, by their places.
    fields: Vec<NamingField>,
    resolver: Resolver,
}

struct NamingField {
    at: usize,
    target: Arc<RecordType>,
    /// What names, as they are written, were found to mean.
    means: HashMap<String, RecordId>,
}

impl Naming {
    fn of(kind: &RecordType, registry: &Registry) -> Self {
        let fields = kind.fields.iter().enumerate().filter_map(|(at, field)| {
            let target = referred(registry, field).filter(|it| it.made_by_naming)?;
            Some(NamingField {
                at,
                target,
                means: HashMap::new(),
            })
        });
        Self {
            fields: fields.collect(),
            resolver: Resolver::default(),
        }
    }

    /// Puts records in the place of names.
    fn resolve(&mut self, tx: &mut Tx<'_>, values: &mut [Option<Value>]) -> Result<(), UserError> {
        for field in &mut self.fields {
            let Some(place) = values.get_mut(field.at) else {
                continue;
            };
            let Some(value) = place.take() else { continue };
            for name in unresolved(&value) {
                if !field.means.contains_key(name)
                    && let Some(id) = named(tx, &mut self.resolver, &field.target, name)?
                {
                    field.means.insert(name.to_owned(), id);
                }
            }
            *place = Some(replaced(value, &field.means));
        }
        Ok(())
    }
}

/// The record that a name means, made where there is none; `None` where several bear it, which the
/// plan has found already.
fn named(
    tx: &mut Tx<'_>,
    resolver: &mut Resolver,
    target: &RecordType,
    name: &str,
) -> Result<Option<RecordId>, UserError> {
    let meaning = match resolver.known(target, name) {
        Some(known) => known,
        None => resolver.find(&tx.read()?, target, name)?,
    };
    match meaning {
        Meaning::Record(id) => return Ok(Some(id)),
        Meaning::Several(_) => return Ok(None),
        Meaning::Nobody => {}
    }
    let value = name_value(target, name).unwrap_or_else(|| Value::Text(name.trim().to_owned()));
    let id = tx.create(
        target.key.as_str(),
        vec![(target.name_field.clone(), value)],
    )?;
    resolver.learn(target, name, id);
    Ok(Some(id))
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
