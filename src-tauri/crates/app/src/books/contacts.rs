//! 册二: one visit ticked for many electors, and who is short of electors or contacts.

use std::collections::BTreeMap;

use chrono::Datelike;
use domain::contact::{
    CONTACT, Contact, ELECTOR, Elector, ElectorState, Standing, Talk, ids_of, standing,
};
use domain::operation::Operation;
use domain::record::{FieldKey, Item, RecordId, RecordType, Severity};
use domain::rules::RuleKey;
use store::query::{Filter, ListQuery};

use crate::books::expected::meant;
use crate::books::roll::{Roll, kind, refs};
use crate::faults::{fault_at, refused};
use crate::naming::NameBook;
use crate::records::entry::Entry;
use crate::records::{Entries, read_values};
use crate::session::App;
use crate::wire::{
    ContactStanding, ContactStandings, ErrorCode, FaultAt, OfYear, TickContacts, TickedContacts,
    UserError,
};

/// The electors of each deputy, those no longer kept left out.
fn electors_by_deputy(app: &mut App) -> Result<BTreeMap<RecordId, Vec<RecordId>>, UserError> {
    let kind = kind(app, ELECTOR)?;
    let mut electors: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    let columns = [Elector::STATE.key(), Elector::DEPUTIES.key()].map(FieldKey::from);
    app.ledger()?
        .read()
        .for_each_of(ELECTOR, &ListQuery::all(), &columns, |row| {
            if row.read(&kind, Elector::STATE) != Some(ElectorState::Ended) {
                for deputy in ids_of(row.of(&kind, Elector::DEPUTIES)) {
                    electors.entry(deputy).or_default().push(row.id);
                }
            }
            Ok(())
        })?;
    Ok(electors)
}

/// Who keeps contact with whom, and who met whom in a year.
pub(crate) struct Bonds {
    /// Electors that the office wants for each deputy.
    pub(crate) wanted: i64,
    /// How often a year each of them is to be spoken to.
    pub(crate) times: i64,
    electors: BTreeMap<RecordId, Vec<RecordId>>,
    talks: BTreeMap<RecordId, Vec<Talk>>,
    /// 联系人次 of the year; a contact of several deputies counts once.
    people: i64,
}

/// How many electors a deputy keeps, and how often each is spoken to, by the rules at the year's end
/// or today's.
pub(crate) fn wanted(app: &mut App, year: i32) -> Result<(i64, i64), UserError> {
    let rules = crate::periods::rules(app)?;
    let last = chrono::NaiveDate::from_ymd_opt(year, 12, 31);
    let day = last.map_or(app.today(), |it| it.min(app.today()));
    let count = |key| i64::from(rules.count(key, day));
    Ok((count(RuleKey::Electors), count(RuleKey::Contacts)))
}

impl Bonds {
    pub(crate) fn of(app: &mut App, year: i32) -> Result<Self, UserError> {
        let (wanted, times) = wanted(app, year)?;
        let electors = electors_by_deputy(app)?;
        let contacts = kind(app, CONTACT)?;
        let mut talks: BTreeMap<RecordId, Vec<Talk>> = BTreeMap::new();
        let mut people = 0;
        let of_year = ListQuery {
            filters: vec![Filter::In(Contact::CONTACTED_ON.into(), year, None)],
            ..ListQuery::all()
        };
        let columns = [
            Contact::DEPUTIES.key(),
            Contact::ELECTORS.key(),
            Contact::OTHERS.key(),
        ]
        .map(FieldKey::from);
        let read = app.ledger()?.read();
        read.for_each_of(CONTACT, &of_year, &columns, |row| {
            let talk = Talk::of(&contacts, row);
            people += talk.people;
            for deputy in ids_of(row.of(&contacts, Contact::DEPUTIES)) {
                talks.entry(deputy).or_default().push(talk.clone());
            }
            Ok(())
        })?;
        Ok(Self {
            wanted,
            times,
            electors,
            talks,
            people,
        })
    }

    /// Whether any elector is kept at all.
    pub(crate) fn any(&self) -> bool {
        !self.electors.is_empty()
    }

    /// How a deputy stands, where each elector is to have been spoken to so many times.
    pub(crate) fn standing(&self, deputy: RecordId, times: i64) -> Standing {
        let own = self.electors.get(&deputy).map_or(&[][..], Vec::as_slice);
        let talks = self.talks.get(&deputy).map_or(&[][..], Vec::as_slice);
        standing(own, talks, self.wanted, times)
    }
}

pub(crate) fn tick_contacts(
    app: &mut App,
    request: TickContacts,
) -> Result<TickedContacts, UserError> {
    let contacts = kind(app, CONTACT)?;
    let (mut shared, mut faults) = read_values(&contacts, &request.values, app.today())?;
    let mut entries = Entries::open(app)?;
    let reader = app.ledger()?.read();
    entries
        .names
        .resolve(&reader, &contacts, &mut shared, &mut faults)?;
    faults.retain(|it| it.severity == Severity::Error);
    if !faults.is_empty() {
        return Err(refused(&contacts, &faults));
    }
    let roll = Roll::call(app)?;
    let all = electors_by_deputy(app)?;
    let mut visits: Vec<(RecordId, Vec<RecordId>)> = Vec::new();
    let mut skipped = Vec::new();
    for visit in &request.visits {
        let place = (&*contacts, Contact::DEPUTIES.key());
        let deputies = meant(app, &mut entries, place, &[&visit.deputy], &[])?;
        let electors: Vec<&str> = visit.electors.iter().map(String::as_str).collect();
        let place = (&*contacts, Contact::ELECTORS.key());
        let named = records(&meant(app, &mut entries, place, &electors, &[])?);
        for deputy in records(&deputies) {
            let electors = match visit.electors.is_empty() {
                true => all.get(&deputy).cloned().unwrap_or_default(),
                false => named.clone(),
            };
            visits.push((deputy, electors));
        }
    }
    let mut rounds: Vec<RecordId> = match &request.group {
        Some(group) => roll.of_group(app, group)?,
        None => Vec::new(),
    };
    if request.everybody {
        rounds.extend(roll.members.iter().map(|it| it.id));
    }
    for deputy in rounds {
        if !visits.iter().any(|(it, _)| *it == deputy) {
            visits.push((deputy, all.get(&deputy).cloned().unwrap_or_default()));
        }
    }
    visits.retain(|(deputy, electors)| {
        if electors.is_empty() {
            skipped.extend(roll.member(*deputy).map(|it| it.name.clone()));
        }
        !electors.is_empty()
    });
    if visits.is_empty() {
        return Err(UserError::new(
            ErrorCode::Precondition,
            if skipped.is_empty() {
                "没有选代表".to_owned()
            } else {
                format!("{}还没有固定联系选民", skipped.join("、"))
            },
            "请先选代表；没有联系选民的，先在“固定联系选民名册”里登记",
        ));
    }
    let reader = app.ledger()?.read();
    let mut rows: Vec<Entry> = Vec::new();
    let mut warnings: Vec<FaultAt> = Vec::new();
    for (deputy, electors) in &visits {
        let mut edits = shared.clone();
        edits.retain(|(key, _)| {
            *key != *Contact::DEPUTIES.key() && *key != *Contact::ELECTORS.key()
        });
        edits.push((Contact::DEPUTIES.into(), Some(refs(&[*deputy]))));
        edits.push((Contact::ELECTORS.into(), Some(refs(electors))));
        let entry = entries.complete(&mut &reader, &contacts, None, edits, Vec::new())?;
        let found = entry.ready(&contacts)?;
        warnings.extend(found.iter().map(|it| fault_at(&contacts, it)));
        rows.push(entry);
    }
    already_there(app, &contacts, &rows)?;
    let people: usize = visits.iter().map(|(_, electors)| electors.len()).sum();
    let operation = app.operation(Operation::TickVisits {
        deputies: visits.len(),
        visits: people,
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for entry in &rows {
            entries.write(tx, &contacts, entry)?;
        }
        Ok(())
    })?;
    Ok(TickedContacts {
        made: u32::try_from(visits.len()).unwrap_or(u32::MAX),
        people: u32::try_from(people).unwrap_or(u32::MAX),
        skipped,
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings,
    })
}

/// The records among names that were resolved.
fn records(people: &[Item]) -> Vec<RecordId> {
    let id = |it: &Item| match it {
        Item::Id(id) => Some(*id),
        Item::Text(_) => None,
    };
    people.iter().filter_map(id).collect()
}

/// The same visit ticked a second time would count twice.
fn already_there(app: &mut App, kind: &RecordType, rows: &[Entry]) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let mut known = Vec::new();
    for entry in rows {
        let value = |key: &str| entry.row.get(kind, key).cloned();
        let Some(day) = value(Contact::CONTACTED_ON.key()) else {
            continue;
        };
        let same = ledger
            .read()
            .with(CONTACT, Contact::CONTACTED_ON.key(), &day)?;
        let twice = same.iter().find(|row| {
            let alike = |key: &str| row.get(kind, key) == value(key).as_ref();
            row.is_live()
                && [
                    Contact::DEPUTIES.key(),
                    Contact::ELECTORS.key(),
                    Contact::CONTENT.key(),
                    Contact::WAY.key(),
                ]
                .into_iter()
                .all(alike)
        });
        if let Some(row) = twice {
            let book = NameBook::new(ledger.read());
            let deputies = kind.field(Contact::DEPUTIES.key());
            known.push(deputies.map_or_else(String::new, |it| {
                book.shown(it, row.of(kind, Contact::DEPUTIES))
            }));
        }
    }
    if known.is_empty() {
        return Ok(());
    }
    Err(UserError::new(
        ErrorCode::Precondition,
        format!(
            "{}这一天的同一次走访已经登记过，没有再登记",
            known.join("、")
        ),
        "请核对日期和代表；确实又去了一次的，请写上不同的反映内容或联系方式",
    ))
}

pub(crate) fn contact_standings(
    app: &mut App,
    request: OfYear,
) -> Result<ContactStandings, UserError> {
    let year = request.year.unwrap_or_else(|| app.today().year());
    let bonds = Bonds::of(app, year)?;
    let roll = Roll::call(app)?;
    let mut rows: Vec<ContactStanding> = roll
        .members
        .iter()
        .map(|member| {
            let it = bonds.standing(member.id, bonds.times);
            ContactStanding {
                deputy: member.id.to_string(),
                name: member.name.clone(),
                group: roll.group_of(member),
                electors: it.electors,
                short_of: it.short_of,
                seldom: it.seldom,
                contacts: it.contacts,
            }
        })
        .collect();
    rows.sort_by_key(|it| std::cmp::Reverse(it.short_of));
    let short = rows.iter().filter(|it| it.short_of > 0).count();
    Ok(ContactStandings {
        year,
        wanted: bonds.wanted,
        times: bonds.times,
        short: u32::try_from(short).unwrap_or(u32::MAX),
        contacts: bonds.people,
        rows,
    })
}
