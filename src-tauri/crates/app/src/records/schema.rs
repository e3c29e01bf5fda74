//! Which registers there are and what their records look like.

use std::collections::BTreeMap;

use domain::names::reading::syllables;
use domain::record::{Field, Need, Offer, Partition, RecordType, Registry, WrittenBy};
use store::query::ListQuery;

use crate::records::deciding::decided_how;
use crate::records::parts::{child_types, part_schemas};
use crate::records::registers::{kind_of, year_field};
use crate::session::App;
use crate::wire::{FieldSchema, Nothing, OfRegister, RegisterInfo, Schema, Taken, UserError};

pub(crate) fn registers(app: &mut App, _: Nothing) -> Result<Vec<RegisterInfo>, UserError> {
    let ledger = app.ledger()?;
    let own = ledger.confined().map(|it| Partition::Village(it.0));
    let mut infos = Vec::new();
    for kind in ledger.registry().iter() {
        let Some(register) = &kind.register else {
            continue;
        };
        let info = RegisterInfo {
            key: register.key.clone(),
            title: register.title.clone(),
            book: register.book.clone(),
            fields: kind.fields.iter().filter(|field| !field.hidden).count(),
            records: ledger.read().count(kind.key.as_str(), &ListQuery::all())?,
            shelf: register.shelf.key().into(),
            shelf_word: register.shelf.word().into(),
            shelf_group: register.shelf.group().into(),
            kind: kind.key.to_string(),
            kinds: shown_kinds(ledger.registry(), kind),
            kept_here: own
                .as_ref()
                .is_none_or(|it| ledger.registry().may_live_in(kind, it)),
        };
        infos.push((register.shelf, register.turn, info));
    }
    infos.sort_by_key(|(shelf, turn, info)| (*shelf, *turn, info.key.clone()));
    Ok(infos.into_iter().map(|(_, _, info)| info).collect())
}

/// The kinds of records that are seen in a list or a record's page of this type: its own, those
/// that its fields name, and the rows that stand inside it with what they name.
fn shown_kinds(registry: &Registry, kind: &RecordType) -> Vec<String> {
    let named = |kind: &RecordType| {
        kind.fields
            .iter()
            .filter_map(|field| field.field_type.refers_to().map(ToString::to_string))
            .collect::<Vec<_>>()
    };
    let mut kinds = vec![kind.key.to_string()];
    kinds.extend(named(kind));
    let own = child_types(registry, kind);
    // Steps of matters, findings and attachments stand in records of several types.
    let of_any = registry
        .iter()
        .filter(|it| it.parent.as_ref().is_some_and(|link| link.kind.is_none()));
    for child in own.iter().chain(of_any) {
        kinds.push(child.key.to_string());
        kinds.extend(named(child));
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

pub(crate) fn schema(app: &mut App, request: OfRegister) -> Result<Schema, UserError> {
    let kind = kind_of(app, &request.register)?;
    let registry = app.ledger()?.registry().clone();
    let today = crate::periods::today(app)?;
    let fields = kind
        .fields
        .iter()
        .map(|field| {
            let mut schema = field_schema(&registry, &kind, field);
            schema.hint = today.rules.fill(&schema.hint, today.date);
            schema
        })
        .collect();
    Ok(Schema {
        register: request.register,
        title: kind
            .register
            .as_ref()
            .map_or_else(|| kind.title.clone(), |it| it.title.clone()),
        one: kind.title.clone(),
        name_field: kind.name_field.to_string(),
        foremost: kind.foremost.iter().map(ToString::to_string).collect(),
        fields,
        parts: part_schemas(&registry, &kind),
        portrait: kind.key == *domain::roster::DEPUTY,
        offered: offered(app, &kind)?,
        taken: kind.inherits.as_ref().map(|it| Taken {
            from: it.from.to_string(),
            fields: (it.fields.iter().map(|(_, own)| own))
                .chain(it.fixed.iter().map(|(own, _)| own))
                .map(ToString::to_string)
                .collect(),
        }),
        steps: kind.workflow.is_some(),
        paged: year_field(&kind).is_some(),
    })
}

/// What an empty form of this type has in it already.
fn offered(app: &mut App, kind: &RecordType) -> Result<BTreeMap<String, String>, UserError> {
    let mut known = BTreeMap::new();
    for field in &kind.fields {
        let text = match field.offer {
            Some(Offer::Today) => app.today().to_string(),
            Some(Offer::User) => app.user_name()?,
            Some(Offer::Term) => app.term()?.map(|(_, name)| name).unwrap_or_default(),
            Some(Offer::Word(word)) => word.to_owned(),
            None => continue,
        };
        if !text.is_empty() {
            known.insert(field.key.to_string(), text);
        }
    }
    Ok(known)
}

/// One field as a form draws it.
pub(crate) fn field_schema(registry: &Registry, kind: &RecordType, field: &Field) -> FieldSchema {
    let serial = kind.serial.as_ref();
    FieldSchema {
        key: field.key.to_string(),
        label: field.label.clone(),
        called: Some(field.called)
            .filter(|it| !it.is_empty())
            .map(String::from),
        sort: field.field_type.key().into(),
        choices: field.field_type.choices(),
        register: field
            .field_type
            .refers_to()
            .and_then(|it| registry.get(it.as_str()))
            .and_then(|it| it.register.as_ref())
            .map(|it| it.key.clone()),
        need: need_word(field.need).into(),
        sensitive: field.privacy == domain::record::Privacy::Sensitive,
        hint: field.hint.clone(),
        listed: field.listed,
        printed: field.printed,
        hidden: field.hidden,
        raw: field.raw,
        editable: field.is_editable()
            && serial.is_none_or(|it| it.field != field.key && it.series != field.key),
        step_first: field.written_by == WrittenBy::StepFirst,
        decided: decided_how(kind, field),
        section: field.section.clone(),
        full_line: field.full_line,
        summed: field.summed,
        serial: serial.is_some_and(|it| it.field == field.key),
        offered: None,
        makes: field
            .field_type
            .refers_to()
            .and_then(|it| registry.get(it.as_str()))
            .is_some_and(|it| it.made_by_naming),
        readings: field
            .field_type
            .choices()
            .iter()
            .map(|it| readings(it))
            .collect(),
    }
}

/// How urgently a field wants a value, as screens know it.
pub(crate) fn need_word(need: Need) -> &'static str {
    match need {
        Need::Optional => "optional",
        Need::Expected => "expected",
        Need::Blocking => "blocking",
    }
}

/// Pinyin in full and initials of a choice.
fn readings(choice: &str) -> String {
    let syllables = syllables(choice);
    let first = |it: &Vec<&'static str>| it.first().copied().unwrap_or_default();
    let full: String = syllables.iter().map(first).collect();
    let initials: String = syllables
        .iter()
        .filter_map(|it| first(it).chars().next())
        .collect();
    format!("{full} {initials}")
}
