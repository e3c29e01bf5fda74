//! From a book in which somebody was heard onward: the matter becomes an opinion or a suggestion.

use std::collections::BTreeMap;

use domain::contact::{CONTACT, Contact};
use domain::matter::{Matter, MatterStage, RAISE, cited};
use domain::operation::Operation;
use domain::opinion::{OPINION, Opinion};
use domain::reception::{Acceptance, VISITOR, Visitor};
use domain::record::{FieldKey, Item, RecordId, RecordType, Row, Value};
use domain::suggestion::{SUGGESTION, Suggestion, TopicFrom};
use domain::workflow::Stage;

use crate::faults::fault_at;
use crate::matters::onward::{RAISED, Route, route};
use crate::matters::origins::{Origin, origin};
use crate::naming::NameBook;
use crate::records::entry::Entries;
use crate::records::reading::{Edit, read_typed};
use crate::records::registers::{field_of, kind_of};
use crate::records::rows::find_row;
use crate::session::App;
use crate::steps::{prepare, take};
use crate::wire::{ErrorCode, PassOn, PassedOn, UserError};

pub(crate) fn pass_on(app: &mut App, request: PassOn) -> Result<PassedOn, UserError> {
    let from = kind_of(app, &request.register)?;
    let row = find_row(app, &from, &request.id)?;
    // Where people came or were called on: the entry keeps the number of what came of it.
    let origin = origin(from.key.as_str());
    let heard = origin.is_some();
    if !heard && from.key != *OPINION {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("{}不能转办", from.title),
            "可以转办的有：接待登记、联系选民记录、热线值班接听登记、代表活动记录、群众意见建议",
        ));
    }
    if let Some(reason) = &row.voided {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}已作废（{reason}），不能转办", from.this_one()),
            "要办理请先恢复",
        ));
    }
    if row.read(&from, Visitor::ACCEPTED) == Some(Acceptance::Refused) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这条来访写的是“不予受理”，不能转办",
            "要转办，请先把“是否受理”改成“受理”",
        ));
    }
    let state = from.workflow.as_ref().map(|it| it.state_of(&from, &row));
    // An activity ends in a way of its own; what came up there goes on all the same.
    let ends = origin.is_none_or(|it| it.kept.is_some());
    let at = state.and_then(MatterStage::of_word).filter(|_| ends);
    if let Some(state) = at.filter(|it| it.is_end()) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("这件{}的状态是“{}”，不能再转", from.title, state.word()),
            "请另登记一件代表建议",
        ));
    }
    if let Some(number) = row.read(&from, Visitor::MATTER).filter(|_| heard) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}已经转办（{number}）", from.this_one()),
            "要改请先撤销那次转办",
        ));
    }
    if let Some(known) = became(app, &from, row.id)? {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}已经转办（{known}）", from.this_one()),
            "要另转请先作废那一件",
        ));
    }
    let default = origin.map_or(Some(RAISED), |it| it.default);
    let written = row.of(&from, Visitor::ROUTE).and_then(Value::as_text);
    let word = request.route.as_deref().map(str::trim);
    let Some(word) = word.filter(|it| !it.is_empty()).or(written).or(default) else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "还没有填“拟办意见”",
            "请先选怎么办：村（社区）办理、乡镇主席团交政府办理、上报县人大、转为代表建议、转为议案线索、信访代办",
        ));
    };
    let word = word.to_owned();
    let route = route(&word)
        .filter(|it| heard || it.kind == SUGGESTION)
        .ok_or_else(|| {
            UserError::new(
                ErrorCode::Precondition,
                format!("“{word}”不用转入办理"),
                "可以转办的拟办意见：村（社区）办理、乡镇主席团交政府办理、上报县人大、转为代表建议、转为议案线索、信访代办",
            )
        })?;
    let kind = kind_of(app, route.kind)?;
    let mut edits = carried(&from, &row, &kind, route);
    if from.key == *CONTACT && kind.key == *OPINION {
        let book = NameBook::new(app.ledger()?.read());
        let said = [Contact::ELECTORS.key(), Contact::OTHERS.key()];
        let said = said.into_iter().filter_map(|key| {
            let text = book.shown(from.field(key)?, row.get(&from, key));
            (!text.is_empty()).then_some(text)
        });
        let who = book.checked(said.collect::<Vec<_>>().join("、"))?;
        edits
            .extend((!who.is_empty()).then(|| (Opinion::RAISED_BY.into(), Some(Value::Text(who)))));
    }
    let mut faults = Vec::new();
    for (name, written) in &request.values {
        let field = field_of(&kind, name)?;
        match read_typed(field, written, app.today()) {
            Ok(value) => {
                edits.retain(|(key, _)| *key != field.key);
                edits.push((field.key.clone(), value));
            }
            Err(fault) => faults.push(fault),
        }
    }
    let mut entries = Entries::open(app)?;
    let entry = entries.entry(app.ledger()?, &kind, None, edits, faults)?;
    let warnings = entry.ready(&kind)?;
    // An opinion that goes on as a suggestion is not waited for beside it.
    let raising = match state.filter(|_| !heard) {
        Some(_) => Some(prepare(
            app,
            &mut entries,
            &from,
            &row,
            RAISE,
            &BTreeMap::new(),
        )?),
        None => None,
    };
    let operation = app.operation(Operation::PassOn {
        kind: &from,
        route: &word,
        name: &from.name_of(&row),
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let id = entries.write(tx, &kind, &entry)?;
        let made = tx.get(kind.key.as_str(), id)?;
        let number = made.map_or_else(String::new, |made| number_of(&kind, &made));
        if let Some(origin) = origin {
            if let Some((field, said)) = origin.kept {
                let said = said.unwrap_or(&word);
                let values = vec![
                    (field.into(), Some(Value::Text(said.to_owned()))),
                    (Visitor::MATTER.into(), Some(Value::Text(number.clone()))),
                ];
                tx.edit(from.key.as_str(), row.id, values)?;
            }
        } else if let Some(step) = raising {
            take(tx, &from, step, &mut entries)?;
        }
        Ok((id, number))
    })?;
    let register = kind.register_key();
    Ok(PassedOn {
        register: register.to_owned(),
        id: committed.value.0.to_string(),
        number: committed.value.1,
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings: warnings.iter().map(|it| fault_at(&kind, it)).collect(),
    })
}

/// The matter that names this one as its source, whoever entered it.
fn became(app: &mut App, from: &RecordType, id: RecordId) -> Result<Option<String>, UserError> {
    let (kinds, field): (&[&str], &str) = match from.key.as_str() {
        VISITOR => (&[OPINION, SUGGESTION], Matter::VISITOR.key()),
        OPINION => (&[SUGGESTION], Suggestion::OPINION.key()),
        _ => return Ok(None),
    };
    let ledger = app.ledger()?;
    for key in kinds {
        let Some(kind) = ledger.registry().get(key) else {
            continue;
        };
        let rows = ledger.read().with(key, field, &Value::Ref(Item::Id(id)))?;
        if let Some(row) = rows.iter().find(|row| row.is_live()) {
            return Ok(Some(kind.name_of(row)));
        }
    }
    Ok(None)
}

/// What goes along from one book to the next; the source stays named.
fn carried(from: &RecordType, row: &Row, to: &RecordType, route: &Route) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut put = |key: &str, value: Option<Value>| {
        if to.field(key).is_some() && value.is_some() {
            edits.push((FieldKey::from(key), value));
        }
    };
    for key in [
        Opinion::STATION.key(),
        Opinion::CATEGORY.key(),
        Opinion::VILLAGE.key(),
        Opinion::URGENCY.key(),
        Opinion::CONFIDENTIAL.key(),
    ] {
        put(key, row.get(from, key).cloned());
    }
    let origin = origin(from.key.as_str());
    let content = origin.map_or(Opinion::CONTENT.key(), |it| it.content);
    put(Matter::CONTENT.key(), row.get(from, content).cloned());
    let came = origin.map_or(Opinion::RECEIVED_ON.key(), |it| it.came);
    let received = row.get(from, came).cloned();
    if to.key == *OPINION {
        put(Opinion::RECEIVED_ON.key(), received);
        let source = origin.map(|it| Value::Text(it.source.into()));
        put(Opinion::SOURCE.key(), source);
        let field = |name: fn(&Origin) -> &'static str| row.get(from, origin.map_or("", name));
        put(Opinion::RAISED_BY.key(), field(|it| it.raised_by).cloned());
        put(Opinion::PHONE.key(), row.of(from, Opinion::PHONE).cloned());
        put(
            Opinion::DEPUTIES.key(),
            field(|it| it.deputies).map(several),
        );
    } else {
        put(Suggestion::SUBMITTED_ON.key(), received);
        // A voter raised it. Whoever heard it may lead; who else puts a name to it is asked of them.
        let topic_from = Value::Text(TopicFrom::People.word().into());
        put(Suggestion::TOPIC_FROM.key(), Some(topic_from));
        put(
            Suggestion::TITLE.key(),
            row.of(from, Suggestion::TITLE).cloned(),
        );
        let deputies = origin.map_or(Opinion::DEPUTIES.key(), |it| it.deputies);
        let heard = match row.get(from, deputies) {
            Some(Value::Set(items)) => items.iter().next().cloned(),
            Some(Value::Ref(one)) => Some(one.clone()),
            _ => None,
        };
        put(Suggestion::LEADER_DEPUTY.key(), heard.map(Value::Ref));
    }
    let source = Some(Value::Ref(Item::Id(row.id)));
    if from.key == *VISITOR {
        put(Matter::VISITOR.key(), source);
    } else if from.key == *OPINION {
        put(Suggestion::OPINION.key(), source);
        put(
            Suggestion::VISITOR.key(),
            row.of(from, Opinion::VISITOR).cloned(),
        );
    }
    for (key, word) in route.values {
        put(key, Some(Value::Text((*word).into())));
    }
    edits
}

/// One deputy as a set of one.
fn several(value: &Value) -> Value {
    match value {
        Value::Ref(one) => Value::Set([one.clone()].into_iter().collect()),
        other => other.clone(),
    }
}

/// A matter's number as other books write it.
pub(super) fn number_of(kind: &RecordType, row: &Row) -> String {
    let number = cited(kind, row).unwrap_or_default();
    if kind.key == *SUGGESTION || number.is_empty() {
        return number;
    }
    format!("簿三{number}")
}
