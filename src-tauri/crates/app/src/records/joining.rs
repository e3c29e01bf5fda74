//! Two records of one person made one: the record that stays takes what it lacks and what was chosen
//! from the other, everything that refers to the other refers to it, and the other is voided. It is
//! one operation; taking that operation back parts them again, at any later time.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{
    Conflict, ConflictId, FieldKey, FieldType, Item, KindKey, Life, RecordId, RecordType, Registry,
    Row, Severity, Shelf, Value, validate,
};
use domain::trace::{APART, Apart};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery, Order};

use crate::faults::refused;
use crate::naming::NameBook;
use crate::records::histories::reverse;
use crate::records::reading::{Edit, changed};
use crate::records::registers::{field_of, kind_of};
use crate::records::rows::{find_row, parent_text};
use crate::session::App;
use crate::wire::{
    DuplicatePair, ErrorCode, JoinField, JoinRecords, Joined, Moved, OfRecord, OfRegister,
    PairSide, Undone, UserError,
};

/// So many pairs are offered at once.
const OFFERED: u32 = 50;

/// What a voided record's reason begins with once it was joined to another.
const INTO: &str = "并入 ";

/// What a join would write.
struct Plan {
    kind: Arc<RecordType>,
    keep: Row,
    other: Row,
    edits: Vec<Edit>,
    fields: Vec<JoinField>,
    moves: Vec<(KindKey, RecordId, Vec<Edit>)>,
    /// Rows that say again what a row of the record that stays says.
    doubled: Vec<(KindKey, RecordId)>,
    moved: Vec<Moved>,
}

pub(crate) fn join_records(app: &mut App, request: JoinRecords) -> Result<Joined, UserError> {
    let plan = plan(app, &request)?;
    let name = plan.kind.name_of(&plan.keep);
    let operation = Operation::Join {
        kind: &plan.kind,
        name: &name,
    };
    let mut joined = Joined {
        title: operation.title(),
        fields: plan.fields,
        moved: plan.moved,
        doubled: u32::try_from(plan.doubled.len()).unwrap_or(u32::MAX),
        operation: None,
        changed: Vec::new(),
    };
    if request.dry_run {
        return Ok(joined);
    }
    let operation = app.operation(operation)?;
    let kind = plan.kind.key.as_str();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for (of, id) in &plan.doubled {
            tx.void(of.as_str(), *id, "两条并成一条，内容重复")?;
        }
        for (of, id, edits) in plan.moves {
            tx.edit(of.as_str(), id, edits)?;
        }
        tx.void(kind, plan.other.id, &format!("{INTO}{name}"))?;
        tx.edit(kind, plan.keep.id, plan.edits)?;
        Ok(())
    })?;
    joined.operation = committed.operation.map(|it| it.to_string());
    joined.changed = committed.kinds.iter().map(ToString::to_string).collect();
    Ok(joined)
}

/// Parts a record again from the one it was joined to.
pub(crate) fn part_records(app: &mut App, request: OfRecord) -> Result<Undone, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let sort = Operation::Join {
        kind: &kind,
        name: "",
    }
    .sort();
    let history = app.ledger()?.history(kind.key.as_str(), row.id)?;
    let voided = history.iter().rev().find(|it| it.field == *Life::VOID);
    match voided {
        Some(it) if row.voided.is_some() && it.operation.sort == sort => {
            let (of, user) = (it.operation.id, app.writer()?);
            reverse(app, of, user)
        }
        _ => Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}没有并入别的登记，不用拆开", kind.this_one()),
            "",
        )),
    }
}

fn plan(app: &mut App, request: &JoinRecords) -> Result<Plan, UserError> {
    let kind = kind_of(app, &request.register)?;
    of_people(&kind)?;
    let keep = find_row(app, &kind, &request.keep)?;
    let other = find_row(app, &kind, &request.other)?;
    let calm =
        |sentence: String, hint: &str| UserError::new(ErrorCode::Precondition, sentence, hint);
    if keep.id == other.id {
        return Err(calm("选的是同一条登记".into(), "请选两条不同的"));
    }
    if let Some(gone) = [&keep, &other].into_iter().find(|it| it.voided.is_some()) {
        let name = kind.name_of(gone);
        return Err(calm(format!("“{name}”已经作废"), "请先恢复，再并成一条"));
    }
    for name in &request.take {
        field_of(&kind, name)?;
    }
    let today = crate::periods::today(app)?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let (mut edits, mut fields) = (Vec::new(), Vec::new());
    for field in kind.fields.iter().filter(|it| it.is_logged()) {
        let (mine, theirs) = (
            keep.get(&kind, field.key.as_str()),
            other.get(&kind, field.key.as_str()),
        );
        if theirs.is_none() || mine == theirs || !field.is_editable() {
            continue;
        }
        let chosen = request.take.iter().any(|it| field.answers_to(it.trim()));
        let taken = mine.is_none() || chosen;
        if taken {
            edits.push((field.key.clone(), theirs.cloned()));
        }
        fields.push(JoinField {
            field: field.key.to_string(),
            label: field.label.clone(),
            keep: book.shown(field, mine),
            other: book.shown(field, theirs),
            taken,
        });
    }
    book.checked(())?;
    let after = changed(&kind, Some(&keep), &edits);
    let known = validate(&kind, &keep, &today);
    let mut faults = validate(&kind, &after, &today);
    faults.retain(|it| it.severity == Severity::Error && !known.contains(it));
    if !faults.is_empty() {
        return Err(refused(&kind, &faults));
    }
    let mut plan = Plan {
        kind,
        keep,
        other,
        edits,
        fields,
        moves: Vec::new(),
        doubled: Vec::new(),
        moved: Vec::new(),
    };
    plan.references(app.ledger()?)?;
    Ok(plan)
}

fn is_own(kind: &RecordType, key: &FieldKey) -> bool {
    kind.field(key.as_str()).is_some_and(|it| it.is_logged())
}

/// Only people are joined: what else is entered twice is voided.
fn of_people(kind: &RecordType) -> Result<(), UserError> {
    let shelf = kind.register.as_ref().map(|it| it.shelf);
    if kind.is_of_people() && shelf.is_some_and(|it| it != Shelf::Settings) {
        return Ok(());
    }
    Err(UserError::new(
        ErrorCode::Precondition,
        format!("{}不能并成一条", kind.title),
        "重复登记的，请把多的那条作废",
    ))
}

impl Plan {
    /// Everything that refers to the other record, as it will refer to the one that stays.
    fn references(&mut self, ledger: &Ledger) -> Result<(), UserError> {
        let registry: Registry = ledger.registry().clone();
        let mut edits: BTreeMap<(KindKey, RecordId), Vec<Edit>> = BTreeMap::new();
        for user in registry.iter() {
            let mut count = 0;
            for field in user.fields.iter().filter(|it| it.is_logged()) {
                if field.field_type.refers_to() != Some(&self.kind.key) {
                    continue;
                }
                for row in naming(ledger, user, &field.key, self.other.id)? {
                    if let Some((beside, fills)) = self.beside(ledger, user, &field.key, &row)? {
                        self.doubled.push((user.key.clone(), row.id));
                        let place = (user.key.clone(), beside);
                        edits.entry(place).or_default().extend(fills);
                        continue;
                    }
                    let value = row.get(user, field.key.as_str()).cloned();
                    let value = value.map(|it| self.renamed(it));
                    let place = (user.key.clone(), row.id);
                    edits
                        .entry(place)
                        .or_default()
                        .push((field.key.clone(), value));
                    count += 1;
                }
            }
            // Rows of types that stand inside records of any type: attachments, findings.
            if let Some(link) = user.parent.as_ref().filter(|link| link.kind.is_none()) {
                for row in ledger.read().children(user, self.other.id)? {
                    let value = Some(parent_text(self.keep.id));
                    let place = (user.key.clone(), row.id);
                    edits
                        .entry(place)
                        .or_default()
                        .push((link.field.clone(), value));
                    count += 1;
                }
            }
            if count > 0 {
                self.moved.push(Moved {
                    title: user.register_title().to_owned(),
                    count,
                });
            }
        }
        self.moves = edits
            .into_iter()
            .map(|((kind, id), edits)| (kind, id, edits))
            .collect();
        Ok(())
    }

    /// A value with the record that stays in the place of the other.
    fn renamed(&self, value: Value) -> Value {
        let rename = |item: Item| match item {
            Item::Id(id) if id == self.other.id => Item::Id(self.keep.id),
            it => it,
        };
        match value {
            Value::Ref(item) => Value::Ref(rename(item)),
            Value::Set(items) => Value::Set(items.into_iter().map(rename).collect()),
            it => it,
        }
    }

    /// The row beside this one that already stands for the record that stays, with what it lacks of
    /// this one: the attendance of both at one activity, or a row inside both that nowhere says
    /// something else (the same mandate).
    fn beside(
        &self,
        ledger: &Ledger,
        kind: &Arc<RecordType>,
        field: &FieldKey,
        row: &Row,
    ) -> Result<Option<(RecordId, Vec<Edit>)>, UserError> {
        let single = kind
            .field(field.as_str())
            .is_some_and(|it| matches!(it.field_type, FieldType::Ref(_)));
        let Some(link) = kind.parent.as_ref().filter(|_| single && row.is_live()) else {
            return Ok(None);
        };
        if link.field != *field {
            let Some(parent) = row.get(kind, link.field.as_str()).and_then(Value::as_id) else {
                return Ok(None);
            };
            let names = |it: &Row| it.get(kind, field.as_str()).and_then(Value::as_id);
            let rows = ledger.read().children(kind, parent)?;
            let known = rows
                .iter()
                .find(|it| it.is_live() && names(it) == Some(self.keep.id));
            return Ok(known.map(|it| (it.id, Vec::new())));
        }
        for known in ledger.read().children(kind, self.keep.id)? {
            let (mut common, mut contradicts, mut fills) = (0, false, Vec::new());
            for own in kind.fields.iter().filter(|it| it.is_logged()) {
                let said = row.get(kind, own.key.as_str());
                match (known.get(kind, own.key.as_str()), said) {
                    _ if own.key == link.field => {}
                    (Some(one), Some(other)) if one == other => common += 1,
                    (Some(_), Some(_)) => contradicts = true,
                    (None, Some(_)) => fills.push((own.key.clone(), said.cloned())),
                    (_, None) => {}
                }
            }
            if known.is_live() && common > 0 && !contradicts {
                return Ok(Some((known.id, fills)));
            }
        }
        Ok(None)
    }
}

/// The rows of a type that name a record in this field, voided ones as well.
fn naming(
    ledger: &Ledger,
    kind: &RecordType,
    field: &FieldKey,
    id: RecordId,
) -> Result<Vec<Row>, UserError> {
    let query = ListQuery {
        filters: vec![Filter::Has(field.clone(), Item::Id(id))],
        order: Order::AsFound,
        voided: true,
        ..ListQuery::all()
    };
    let mut rows = Vec::new();
    ledger.read().for_each(kind.key.as_str(), &query, |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok(rows)
}

/// Records of one register that may be of one person.
pub(crate) fn duplicates(
    app: &mut App,
    request: OfRegister,
) -> Result<Vec<DuplicatePair>, UserError> {
    let kind = kind_of(app, &request.register)?;
    let pairs = pairs_of(app.ledger()?, &kind)?;
    let mut offered = Vec::new();
    for pair in pairs {
        offered.extend(told(app.ledger()?, &kind, &pair)?);
    }
    app.all_read()?;
    Ok(offered)
}

/// Two records that may be of one person, the earlier one first, and what speaks for it.
pub(crate) struct Pair {
    pub(crate) one: RecordId,
    pub(crate) other: RecordId,
    pub(crate) why: String,
}

/// Pairs of a register's records that may be of one person: by a number of identity, and by name and
/// date of birth, or what else tells its people apart. Pairs of which somebody said that they are of
/// two people are left out.
pub(crate) fn pairs_of(ledger: &Ledger, kind: &RecordType) -> Result<Vec<Pair>, UserError> {
    let mut pairs: Vec<Pair> = Vec::new();
    if of_people(kind).is_err() {
        return Ok(pairs);
    }
    let apart = told_apart(ledger)?;
    for key in keys_of_people(kind) {
        let labels = key.iter().filter_map(|it| kind.field(it.as_str()));
        let labels: Vec<&str> = labels.map(|it| it.label.as_str()).collect();
        let why = format!("{}相同", labels.join("、"));
        for group in ledger.read().doubles(kind.key.as_str(), &key, OFFERED)? {
            let Some((one, others)) = group.split_first() else {
                continue;
            };
            for other in others {
                let known = pairs.iter().any(|it| (it.one, it.other) == (*one, *other));
                if !known && !apart.contains(&ConflictId::of_pair(*one, *other)) {
                    let (one, other, why) = (*one, *other, why.clone());
                    pairs.push(Pair { one, other, why });
                }
            }
        }
    }
    Ok(pairs)
}

/// What tells people of this type apart: what recognises the rows of a sheet, their numbers of
/// identity, name and date of birth.
fn keys_of_people(kind: &RecordType) -> Vec<Vec<FieldKey>> {
    // What shown columns say of rows inside tells a mandate apart, not a person.
    let own = |key: &Vec<FieldKey>| -> Vec<FieldKey> {
        key.iter().filter(|it| is_own(kind, it)).cloned().collect()
    };
    let mut keys: Vec<Vec<FieldKey>> = kind.matching.iter().map(own).collect();
    let identity = |it: &&domain::record::Field| {
        it.is_logged() && kind.conflict_of(&it.key) == Conflict::Identity
    };
    for field in kind.fields.iter().filter(identity) {
        match field.field_type {
            FieldType::IdNumber => keys.push(vec![field.key.clone()]),
            FieldType::Date => keys.push(vec![kind.name_field.clone(), field.key.clone()]),
            _ => {}
        }
    }
    // A name alone is borne by many.
    keys.retain(|it| !it.is_empty() && *it != [kind.name_field.clone()]);
    let mut known: Vec<Vec<FieldKey>> = Vec::new();
    for key in keys {
        if !known.contains(&key) {
            known.push(key);
        }
    }
    known
}

/// The pairs of which somebody said that they are of two people.
fn told_apart(ledger: &Ledger) -> Result<HashSet<ConflictId>, UserError> {
    let mut apart = HashSet::new();
    let Some(kind) = ledger.registry().get(APART) else {
        return Ok(apart);
    };
    ledger.read().for_each(APART, &ListQuery::all(), |row| {
        let id = |column| row.read(kind, column).and_then(RecordId::parse);
        if let Some((one, other)) = id(Apart::ONE).zip(id(Apart::OTHER)) {
            apart.insert(ConflictId::of_pair(one, other));
        }
        Ok(())
    })?;
    Ok(apart)
}

/// A pair as people read it; `None` where one of the two is gone.
pub(crate) fn told(
    ledger: &Ledger,
    kind: &RecordType,
    pair: &Pair,
) -> Result<Option<DuplicatePair>, UserError> {
    let book = NameBook::new(ledger.read());
    let side = |id: RecordId| -> Result<Option<PairSide>, UserError> {
        let row = ledger.read().get(kind.key.as_str(), id)?;
        Ok(row.map(|row| {
            let told = kind.foremost.iter().chain(kind.matching.iter().flatten());
            let mut said: Vec<String> = Vec::new();
            for field in told.filter_map(|it| kind.field(it.as_str())) {
                let word = book.shown(field, row.get(kind, field.key.as_str()));
                if !word.is_empty() && field.key != kind.name_field && !said.contains(&word) {
                    said.push(word);
                }
            }
            PairSide {
                id: id.to_string(),
                name: kind.name_of(&row),
                told: said.into_iter().take(5).collect::<Vec<_>>().join("　"),
            }
        }))
    };
    let both = side(pair.one)?.zip(side(pair.other)?);
    Ok(both.map(|(one, other)| DuplicatePair {
        one,
        other,
        why: pair.why.clone(),
    }))
}
