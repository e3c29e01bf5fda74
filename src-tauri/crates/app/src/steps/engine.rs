//! Steps of a workflow: what is possible for a record, and doing it.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::office::User;
use domain::operation::Operation;
use domain::record::{
    Field, FieldFault, Item, Need, Reads, RecordId, RecordType, Row, Severity, Value, validate,
};
use domain::workflow::{
    Ask, Done, Fill, Place, Refusal, RowsInside, STEP, Situation, Step, Workflow,
};
use store::ledger::Tx;

use crate::faults::{not_found, refused};
use crate::naming::NameBook;
use crate::periods::{almanac, rules};
use crate::records::entry::{Entries, Entry};
use crate::records::reading::{Edit, changed, read_typed};
use crate::records::registers::kind_of;
use crate::records::rows::{find_row, parent_text};
use crate::records::schema::{field_schema, need_word};
use crate::records::writing::correct_findings;
use crate::session::App;
use crate::steps::others::{load, tell};
use crate::wire::{Act, ActMany, Acted, ActedMany, ErrorCode, NotActed, StepView, UserError};

impl From<Refusal> for UserError {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::Unknown { .. } => ErrorCode::NotFound,
            _ => ErrorCode::Precondition,
        };
        Self::new(code, refusal.to_string(), refusal.hint())
    }
}

/// The steps of a record: possible ones first, the others with the reason.
pub(crate) fn steps_of(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
) -> Result<Vec<StepView>, UserError> {
    let Some(workflow) = &kind.workflow else {
        return Ok(Vec::new());
    };
    let inside = rows_inside(app, kind, row.id)?;
    let (user, _) = at_the_keyboard(app)?;
    let today = app.today();
    let (almanac, rules) = (almanac(app)?, rules(app)?);
    let registry = app.ledger()?.registry().clone();
    let ledger = app.ledger()?;
    let reader = ledger.read();
    let book = NameBook::new(ledger.read());
    let mut views = Vec::new();
    for step in &workflow.steps {
        let others = load(&registry, step, kind, row, |kind, id| reader.get(kind, id))?;
        let situation = Situation {
            kind,
            row,
            inside: &inside,
            others: &others,
            user: &user,
            today,
            almanac: &almanac,
            rules: &rules,
        };
        let possible = workflow.possible(step, &situation);
        let possible = possible.and_then(|to| step.by_itself().map(|()| to));
        let places = Places::of(&registry, kind, step)?;
        let mut fields = Vec::new();
        let mut values = BTreeMap::new();
        for ask in &step.asks {
            let (of, field) = places.field(ask)?;
            let mut schema = field_schema(&registry, of, field);
            schema.hint = rules.fill(&schema.hint, today);
            schema.need = need_word(ask.need).into();
            schema.editable = true;
            schema.hidden = false;
            if let Some(value) = offered(&situation, ask) {
                values.insert(schema.key.clone(), book.shown(field, Some(&value)));
            }
            fields.push(schema);
        }
        let refusal = possible.as_ref().err();
        views.push(StepView {
            key: step.key.into(),
            title: step.title.into(),
            possible: possible.is_ok(),
            leads_on: false,
            reason: refusal.map(ToString::to_string),
            hint: refusal.map(Refusal::hint),
            to: possible.as_ref().ok().map(|it| (*it).to_owned()),
            warnings: match (step.warn, &possible) {
                (Some(warn), Ok(_)) => warn(&situation),
                _ => Vec::new(),
            },
            fields,
            values,
        });
    }
    let reached = |word: &str| workflow.state(word).map(|it| it.reached);
    let here = reached(workflow.state_of(kind, row));
    let leads = |it: &&mut StepView| it.to.as_deref().and_then(reached) > here;
    if let Some(it) = views.iter_mut().find(leads) {
        it.leads_on = true;
    }
    views.sort_by_key(|it| !it.possible);
    Ok(views)
}

pub(crate) fn act(app: &mut App, request: Act) -> Result<Acted, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let mut entries = Entries::open(app)?;
    let prepared = prepare(
        app,
        &mut entries,
        &kind,
        &row,
        &request.step,
        &request.values,
    )?;
    prepared.step.by_itself()?;
    let operation = app.operation(Operation::Step {
        kind: &kind,
        step: prepared.step.key,
        title: prepared.step.title,
        name: &kind.name_of(&row),
    })?;
    let title = operation.title.clone();
    let (state, warnings) = (prepared.to.clone(), prepared.warnings.clone());
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| take(tx, &kind, prepared, &mut entries))?;
    Ok(Acted {
        id: row.id.to_string(),
        state,
        operation: committed.operation.map(|it| it.to_string()),
        title,
        warnings,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

pub(crate) fn act_many(app: &mut App, request: ActMany) -> Result<ActedMany, UserError> {
    let kind = kind_of(app, &request.register)?;
    let workflow = workflow_of(&kind)?;
    let step = workflow.step(&request.step)?;
    let (key, title) = (step.key, step.title);
    let mut left = Vec::new();
    let mut prepared = Vec::new();
    let mut seen = Vec::new();
    let mut first = None;
    let mut warnings = Vec::new();
    let mut entries = Entries::open(app)?;
    for id in &request.ids {
        let row = find_row(app, &kind, id)?;
        if seen.contains(&row.id) {
            continue;
        }
        seen.push(row.id);
        match prepare(
            app,
            &mut entries,
            &kind,
            &row,
            &request.step,
            &request.values,
        ) {
            Ok(it) => {
                it.step.by_itself()?;
                let name = kind.name_of(&row);
                warnings.extend(it.warnings.iter().map(|said| format!("“{name}”{said}")));
                prepared.push(it);
            }
            Err(error) if matches!(error.code, ErrorCode::Precondition | ErrorCode::Invalid) => {
                left.push(NotActed {
                    id: row.id.to_string(),
                    record: kind.name_of(&row),
                    reason: error.to_string(),
                });
                first.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    if let Some(error) = first.filter(|_| prepared.is_empty()) {
        return Err(error);
    }
    if seen.is_empty() {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("没有选择要{title}的登记"),
            "请先在列表里勾选",
        ));
    }
    let operation = app.operation(Operation::StepMany {
        kind: &kind,
        step: key,
        title,
        records: prepared.len(),
    })?;
    let title = operation.title.clone();
    let done: Vec<String> = prepared.iter().map(|it| it.id.to_string()).collect();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for it in prepared {
            take(tx, &kind, it, &mut entries)?;
        }
        Ok(())
    })?;
    Ok(ActedMany {
        done,
        left,
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings,
    })
}

/// A step ready to be written.
pub(crate) struct Prepared {
    id: RecordId,
    step: Step,
    to: String,
    warnings: Vec<String>,
    record: Vec<Edit>,
    inside: Option<(Arc<RecordType>, Entry)>,
    /// The values of the step's own row.
    trace: Vec<Edit>,
}

/// The types whose fields a step asks for.
struct Places<'a> {
    record: &'a Arc<RecordType>,
    inside: Option<Arc<RecordType>>,
    step: Arc<RecordType>,
}

impl<'a> Places<'a> {
    fn of(
        registry: &domain::record::Registry,
        record: &'a Arc<RecordType>,
        step: &Step,
    ) -> Result<Self, UserError> {
        let get = |key: &str| registry.get(key).cloned().ok_or_else(|| undeclared(key));
        Ok(Self {
            record,
            inside: step
                .inside
                .as_ref()
                .map(|it| get(it.as_str()))
                .transpose()?,
            step: get(STEP)?,
        })
    }

    fn field(&self, ask: &Ask) -> Result<(&RecordType, &Field), UserError> {
        let kind: &RecordType = match (ask.place, &self.inside) {
            (Place::Record, _) => self.record,
            (Place::Step, _) => &self.step,
            (Place::Inside, Some(inside)) => inside,
            (Place::Inside, None) => return Err(undeclared(ask.field.as_str())),
        };
        kind.field(ask.field.as_str())
            .map(|field| (kind, field))
            .ok_or_else(|| undeclared(ask.field.as_str()))
    }
}

fn undeclared(what: &str) -> UserError {
    UserError::new(
        ErrorCode::Internal,
        format!("办理环节用到了没有定义的“{what}”"),
        "请重新安装程序",
    )
}

fn workflow_of(kind: &RecordType) -> Result<&Workflow, UserError> {
    kind.workflow.as_ref().ok_or_else(|| {
        UserError::new(
            ErrorCode::BadRequest,
            format!("{}没有办理环节", kind.title),
            "请用修改",
        )
    })
}

/// The name and role of the person at the keyboard.
pub(crate) fn at_the_keyboard(app: &mut App) -> Result<(String, String), UserError> {
    let user = app.user()?;
    let kind = app.ledger()?.registry().get(domain::office::USER).cloned();
    Ok(user.zip(kind).map_or_else(Default::default, |(row, kind)| {
        let role = row.of(&kind, User::ROLE).and_then(Value::as_text);
        (kind.name_of(&row), role.unwrap_or_default().to_owned())
    }))
}

/// The live rows inside a record: of types that belong to its own, and of those its steps write.
pub(crate) fn rows_inside(
    app: &mut App,
    kind: &RecordType,
    id: RecordId,
) -> Result<RowsInside, UserError> {
    let ledger = app.ledger()?;
    let mut inside = RowsInside::default();
    let written = |child: &RecordType| {
        kind.workflow.as_ref().is_some_and(|it| {
            let mut steps = it.steps.iter();
            steps.any(|step| step.inside.as_ref() == Some(&child.key))
        })
    };
    for child in ledger.registry().iter() {
        let belongs = child
            .parent
            .as_ref()
            .is_some_and(|it| it.kind.as_ref() == Some(&kind.key));
        if belongs || written(child) || child.key == *STEP {
            let rows = ledger.read().children(child, id)?;
            inside.add(Arc::clone(child), rows);
        }
    }
    Ok(inside)
}

/// What stands in an asked field before the clerk writes.
fn offered(situation: &Situation<'_>, ask: &Ask) -> Option<Value> {
    let standing = match ask.place {
        Place::Record if ask.fill != Fill::Nothing => {
            situation.row.get(situation.kind, ask.field.as_str())
        }
        _ => None,
    };
    if let Some(value) = standing {
        return Some(value.clone());
    }
    match ask.fill {
        Fill::Nothing | Fill::Standing => None,
        Fill::Today => Some(Value::Date(situation.today.into())),
        Fill::User if situation.user.is_empty() => None,
        Fill::User => Some(Value::Text(situation.user.to_owned())),
        Fill::Word(word) => Some(Value::Text(word.to_owned())),
    }
}

/// Works out what a step would write, or why it cannot be done.
pub(crate) fn prepare(
    app: &mut App,
    entries: &mut Entries,
    kind: &Arc<RecordType>,
    row: &Row,
    name: &str,
    values: &BTreeMap<String, String>,
) -> Result<Prepared, UserError> {
    let workflow = workflow_of(kind)?;
    let step = workflow.step(name)?;
    let inside = rows_inside(app, kind, row.id)?;
    let (user, _) = at_the_keyboard(app)?;
    let today = app.today();
    let (almanac, rules) = (almanac(app)?, rules(app)?);
    let registry = app.ledger()?.registry().clone();
    let reader = app.ledger()?.read();
    let others = load(&registry, step, kind, row, |kind, id| reader.get(kind, id))?;
    let situation = Situation {
        kind,
        row,
        inside: &inside,
        others: &others,
        user: &user,
        today,
        almanac: &almanac,
        rules: &rules,
    };
    let to = workflow.possible(step, &situation)?;
    let mut warnings = step.warn.map_or_else(Vec::new, |warn| warn(&situation));
    let places = Places::of(&registry, kind, step)?;
    let mut given = Given::default();
    given.read(&places, &situation, step, values)?;
    let Given {
        mut record,
        inside: mut inside_edits,
        step: mut step_edits,
        mut faults,
    } = given;
    let reader = app.ledger()?.read();
    let names = &mut entries.names;
    names.resolve(&reader, kind, &mut record, &mut faults)?;
    if let Some(child) = &places.inside {
        names.resolve(&reader, child, &mut inside_edits, &mut faults)?;
    }
    let written = record.iter().chain(&inside_edits);
    warnings.extend(
        written
            .flat_map(|(_, value)| names.planned_in(value.as_ref()))
            .map(|(_, it)| {
                let (title, name) = (&it.kind.title, &it.name);
                format!("新登记了{title}“{name}”；名称写错了的，请撤销后改正")
            }),
    );
    let doubts = faults.extract_if(.., |it| it.severity == Severity::Warning);
    warnings.extend(doubts.map(|it| it.reason));
    let mut after = changed(kind, Some(row), &record);
    let reader = app.ledger()?.read();
    let others_after = load(&registry, step, kind, &after, |kind, id| {
        reader.get(kind, id)
    })?;
    let done = Done {
        before: situation,
        after: &after,
        others: &others_after,
        inside: &inside_edits,
        step: &step_edits,
    };
    faults.extend(step.check.map_or_else(Vec::new, |check| check(&done)));
    let effects = step.effect.map(|effect| effect(&done)).unwrap_or_default();
    let on = dated(step, &done);
    let dated_by = step.dated_by.as_ref();
    let ask = dated_by.and_then(|it| step.asks.iter().find(|ask| ask.field == *it));
    if let Some((_, field)) = ask.and_then(|ask| places.field(ask).ok()) {
        faults.extend(workflow.before_it_began(kind, row, field, on.as_ref()));
    }
    record.extend(effects.record);
    inside_edits.extend(effects.inside);
    let from = workflow.state_of(kind, row);
    if from != to || row.get(kind, workflow.stage.as_str()).is_none() {
        let word = Some(Value::Text(to.to_owned()));
        record.push((workflow.stage.clone(), word));
        if let Some(held) = &workflow.held {
            record.push((held.clone(), Some(Value::Text(from.to_owned()))));
        }
    }
    after = changed(kind, Some(row), &record);
    let the_day = entries.today.clone();
    let known = validate(kind, row, &the_day);
    faults.extend(
        validate(kind, &after, &the_day)
            .into_iter()
            .filter(|fault| {
                fault.severity == Severity::Error
                    && (record.iter().any(|(key, _)| *key == fault.field) || !known.contains(fault))
            }),
    );
    let inside = match places.inside.clone() {
        Some(child) => {
            let reader = app.ledger()?.read();
            let entry = entries.complete(&mut &reader, &child, None, inside_edits, Vec::new())?;
            let errors = entry.faults.iter();
            faults.extend(errors.filter(|it| it.severity == Severity::Error).cloned());
            Some((child, entry))
        }
        None => None,
    };
    if !faults.is_empty() {
        let mut error = refused(kind, &faults);
        for at in error.faults.iter_mut().filter(|it| it.label.is_empty()) {
            let asked = step.asks.iter().find(|it| it.field == *at.field.as_str());
            if let Some((_, field)) = asked.and_then(|ask| places.field(ask).ok()) {
                at.label.clone_from(&field.label);
            }
        }
        let sentences: Vec<&str> = faults.iter().map(|it| it.reason.as_str()).collect();
        error.message = format!("没有{}：{}", step.title, sentences.join("；"));
        return Err(error);
    }
    let text = |value: &str| Some(Value::Text(value.to_owned()));
    step_edits.extend([
        ("title".into(), text(step.title)),
        ("parent".into(), Some(parent_text(row.id))),
        ("step".into(), text(step.key)),
        ("on".into(), on),
        ("by".into(), text(&user)),
        ("from".into(), text(from)),
        ("to".into(), text(to)),
    ]);
    Ok(Prepared {
        id: row.id,
        step: step.clone(),
        to: to.to_owned(),
        warnings,
        record,
        inside,
        trace: step_edits,
    })
}

/// The day of a step.
fn dated(step: &Step, done: &Done<'_>) -> Option<Value> {
    let today = Value::Date(done.before.today.into());
    let Some(field) = &step.dated_by else {
        return Some(today);
    };
    let value = done
        .inside_by_key(field.as_str())
        .or_else(|| done.value(field.as_str()));
    Some(value.cloned().unwrap_or(today))
}

/// The values of a step, by the place where they are kept.
#[derive(Default)]
struct Given {
    record: Vec<Edit>,
    inside: Vec<Edit>,
    step: Vec<Edit>,
    faults: Vec<FieldFault>,
}

impl Given {
    /// Reads what was written; what was left out stands as offered.
    fn read(
        &mut self,
        places: &Places<'_>,
        situation: &Situation<'_>,
        step: &Step,
        values: &BTreeMap<String, String>,
    ) -> Result<(), UserError> {
        let mut used = Vec::new();
        for ask in &step.asks {
            let (_, field) = places.field(ask)?;
            let written = values
                .iter()
                .find(|(name, _)| field.answers_to(name.trim()));
            let value = match written {
                Some((name, text)) => {
                    used.push(name.as_str());
                    match read_typed(field, text, situation.today) {
                        Ok(value) => value,
                        Err(fault) => {
                            self.faults.push(fault);
                            continue;
                        }
                    }
                }
                None => offered(situation, ask),
            };
            if ask.need == Need::Blocking && value.is_none() {
                self.faults.push(FieldFault::error(
                    field,
                    format!("没有填“{}”", field.label),
                    format!("请填上{}再{}", field.label, step.title),
                ));
                continue;
            }
            let edit = (ask.field.clone(), value);
            match ask.place {
                Place::Record => self.record.push(edit),
                Place::Inside => self.inside.push(edit),
                Place::Step => self.step.push(edit),
            }
        }
        match values.keys().find(|name| !used.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => {
                let mut labels = Vec::new();
                for ask in &step.asks {
                    labels.push(places.field(ask)?.1.label.as_str());
                }
                let hint = format!("可填：{}", labels.join("、"));
                Err(not_found(
                    &format!("“{}”这一步里的栏目", step.title),
                    name,
                    &hint,
                ))
            }
        }
    }
}

/// Writes a step: the record, the row inside it, the step's own row.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    mut it: Prepared,
    entries: &mut Entries,
) -> Result<RecordId, UserError> {
    entries.make(tx, &mut it.record)?;
    tx.edit(kind.key.as_str(), it.id, it.record.clone())?;
    correct_findings(tx, it.id, &it.record)?;
    if let Some((child, mut entry)) = it.inside {
        if let Some(link) = &child.parent {
            let parent = match &link.kind {
                Some(_) => Value::Ref(Item::Id(it.id)),
                None => parent_text(it.id),
            };
            entry.edits.push((link.field.clone(), Some(parent)));
        }
        let made = entries.write(tx, &child, &entry)?;
        it.trace.push(("inside".into(), Some(parent_text(made))));
    }
    tx.create(STEP, filled(it.trace))?;
    tell(tx, entries, kind, it.id, &it.step)?;
    Ok(it.id)
}

fn filled(edits: Vec<Edit>) -> Vec<(domain::record::FieldKey, Value)> {
    edits
        .into_iter()
        .filter_map(|(key, value)| value.map(|value| (key, value)))
        .collect()
}
