//! The deputies in office, and records named by id or name.

use std::collections::HashMap;

use domain::record::{FieldKey, Item, RecordId, RecordType, Row, Value};
use domain::roster::{DEPUTY, Deputy, GROUP, Level};
use store::ledger::Ledger;
use store::query::{ListQuery, Order, Reader};

use crate::faults::not_found;
use crate::naming::{Meaning, Resolver};
use crate::session::App;
use crate::wire::{ErrorCode, UserError};

/// A deputy in office.
pub(crate) struct Member {
    pub(crate) id: RecordId,
    pub(crate) name: String,
    /// The levels of active mandates, 0 for the township.
    pub(crate) levels: Vec<usize>,
    pub(crate) group: Option<RecordId>,
    pub(crate) stations: Vec<RecordId>,
}

impl Member {
    /// The highest level held; the township's where none is entered.
    pub(crate) fn level(&self) -> usize {
        self.levels.iter().copied().max().unwrap_or(0)
    }
}

/// Whether a deputy is in office, also while the office is suspended.
pub(crate) fn is_in_office(kind: &RecordType, row: &Row) -> bool {
    let status = row.of(kind, Deputy::STATUS).and_then(Value::as_text);
    domain::roster::in_office(status)
}

/// Gives every deputy in office by id, in no order.
pub(crate) fn each_in_office(
    ledger: &Ledger,
    mut each: impl FnMut(RecordId),
) -> Result<(), UserError> {
    let Some(kind) = ledger.registry().get(DEPUTY) else {
        return Ok(());
    };
    let query = ListQuery {
        order: Order::AsFound,
        ..ListQuery::all()
    };
    let columns = [FieldKey::from(Deputy::STATUS.key())];
    ledger.read().for_each_of(DEPUTY, &query, &columns, |row| {
        if is_in_office(kind, row) {
            each(row.id);
        }
        Ok(())
    })?;
    Ok(())
}

/// The deputies in office, by name.
pub(crate) struct Roll {
    pub(crate) members: Vec<Member>,
    groups: HashMap<RecordId, String>,
}

impl Roll {
    /// These people in the order of the roll; who does not stand on it comes last.
    pub(crate) fn in_order(&self, mut people: Vec<Item>) -> Vec<Item> {
        people.sort_by_cached_key(|who| {
            let place = self.members.iter().position(|it| *who == Item::Id(it.id));
            (place.unwrap_or(usize::MAX), who.clone())
        });
        people
    }

    /// How a sheet of names calls somebody: the id, else the name as it was written; the name; the group.
    pub(crate) fn called(
        &self,
        reader: &Reader<'_>,
        who: &Item,
    ) -> Result<(String, String, String), UserError> {
        let id = match who {
            Item::Text(name) => return Ok((name.clone(), name.clone(), String::new())),
            Item::Id(id) => *id,
        };
        Ok(match self.member(id) {
            Some(member) => (id.to_string(), member.name.clone(), self.group_of(member)),
            None => {
                let name = reader.name_of(DEPUTY, id)?.unwrap_or_default();
                (id.to_string(), name, String::new())
            }
        })
    }

    pub(crate) fn call(app: &mut App) -> Result<Self, UserError> {
        let ledger = app.ledger()?;
        let registry = ledger.registry().clone();
        let Some(kind) = registry.get(DEPUTY) else {
            return Ok(Self {
                members: Vec::new(),
                groups: HashMap::new(),
            });
        };
        let columns = [
            Deputy::NAME.key(),
            Deputy::STATUS.key(),
            Deputy::LEVEL.key(),
            Deputy::GROUP.key(),
            Deputy::STATIONS.key(),
        ]
        .map(FieldKey::from);
        let mut members = Vec::new();
        let read = ledger.read();
        read.for_each_of(DEPUTY, &ListQuery::all(), &columns, |row| {
            if !is_in_office(kind, row) {
                return Ok(());
            }
            let levels = match row.of(kind, Deputy::LEVEL) {
                Some(Value::Set(items)) => items
                    .iter()
                    .filter_map(|item| match item {
                        Item::Text(word) => Level::WORDS.iter().position(|it| it == word),
                        Item::Id(_) => None,
                    })
                    .collect(),
                _ => Vec::new(),
            };
            members.push(Member {
                id: row.id,
                name: kind.name_of(row),
                levels,
                group: row.link(kind, Deputy::GROUP),
                stations: domain::contact::ids_of(row.of(kind, Deputy::STATIONS)),
            });
            Ok(())
        })?;
        let mut groups = HashMap::new();
        if let Some(kind) = registry.get(GROUP) {
            for row in ledger.read().list(GROUP, &ListQuery::all())?.rows {
                groups.insert(row.id, kind.name_of(&row));
            }
        }
        Ok(Self { members, groups })
    }

    pub(crate) fn member(&self, id: RecordId) -> Option<&Member> {
        self.members.iter().find(|it| it.id == id)
    }

    pub(crate) fn group_of(&self, member: &Member) -> String {
        member
            .group
            .and_then(|it| self.groups.get(&it).cloned())
            .unwrap_or_default()
    }

    /// Everybody of a group, by its id or name.
    pub(crate) fn of_group(&self, app: &mut App, group: &str) -> Result<Vec<RecordId>, UserError> {
        let id = find(app, GROUP, group)?;
        let found = self.members.iter().filter(|it| it.group == Some(id));
        Ok(found.map(|it| it.id).collect())
    }

    /// Everybody of a level, by its word.
    pub(crate) fn of_level(&self, level: &str) -> Result<Vec<RecordId>, UserError> {
        let word = level.trim().trim_end_matches('级');
        let Some(wanted) = Level::WORDS.iter().position(|it| *it == word) else {
            return Err(not_found(
                "代表层级",
                level,
                &format!("可选：{}", Level::WORDS.join("、")),
            ));
        };
        let holds =
            |it: &&Member| it.levels.contains(&wanted) || (it.levels.is_empty() && wanted == 0);
        Ok(self.members.iter().filter(holds).map(|it| it.id).collect())
    }
}

/// A record by its id or name.
pub(crate) fn find(app: &mut App, kind: &str, written: &str) -> Result<RecordId, UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(kind).cloned() else {
        return Err(not_found("登记种类", kind, ""));
    };
    match Resolver::default().find(&ledger.read(), &kind, written)? {
        Meaning::Record(id) => Ok(id),
        Meaning::Nobody => Err(not_found(
            &kind.title,
            written,
            "请核对名称；还没有登记的，先登记",
        )),
        Meaning::Several(several) => Err(UserError::new(
            ErrorCode::Invalid,
            format!(
                "有 {} 条叫“{written}”的{}，分不清是哪一条",
                several.len(),
                kind.title
            ),
            "请从列表里选定一条",
        )),
    }
}

/// A live record of a kind; voided ones are refused by their reason.
pub(crate) fn live(app: &mut App, kind: &str, written: &str) -> Result<Row, UserError> {
    let id = find(app, kind, written)?;
    let ledger = app.ledger()?;
    let known = ledger.registry().get(kind);
    let title = known.map(|it| it.title.clone()).unwrap_or_default();
    let this_one = known.map(|it| it.this_one()).unwrap_or_default();
    let row = ledger
        .read()
        .get(kind, id)?
        .ok_or_else(|| not_found(&title, written, "请回到列表重新选择"))?;
    match &row.voided {
        Some(reason) => Err(UserError::new(
            ErrorCode::Precondition,
            format!("{this_one}已作废（{reason}）"),
            "要用它请先恢复",
        )),
        None => Ok(row),
    }
}

/// A reference to these records.
pub(crate) fn refs(ids: &[RecordId]) -> Value {
    Value::Set(ids.iter().map(|id| Item::Id(*id)).collect())
}

/// A record type of ours.
pub(crate) fn kind(
    app: &mut App,
    key: &str,
) -> Result<std::sync::Arc<domain::record::RecordType>, UserError> {
    app.ledger()?
        .registry()
        .get(key)
        .cloned()
        .ok_or_else(|| not_found("登记种类", key, ""))
}
