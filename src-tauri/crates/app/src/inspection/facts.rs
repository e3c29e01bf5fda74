//! What judgements need besides the record itself, gathered once: its findings and attachments, which
//! matters came from which visit, who was away, which stations and groups there are.

use std::collections::{HashMap, HashSet};

use domain::activity::{ATTENDANCE, Attendance, away as attendance_away};
use domain::inspection::Traces;
use domain::matter::{CONSULTATION, Consultation, Matter};
use domain::opinion::OPINION;
use domain::record::{Column, FieldKey, RecordId, Reference, Row, Value};
use domain::roster::{GROUP, Group as GroupRow};
use domain::station::{STATION, Station, StationState};
use domain::suggestion::SUGGESTION;
use domain::trace::{ATTACHMENT, Attachment, AttachmentSort};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::records::open_findings;
use crate::session::App;
use crate::wire::UserError;

/// A group of deputies.
pub(super) struct Group {
    pub(super) id: RecordId,
    pub(super) name: String,
    pub(super) station: Option<RecordId>,
}

/// Everything gathered.
pub(super) struct Facts {
    traces: HashMap<RecordId, Traces>,
    /// Matters with a recorded consultation.
    pub(super) consulted: HashSet<RecordId>,
    /// Visits from which a matter came.
    pub(super) passed_on: HashSet<RecordId>,
    /// Who was not there: activity and deputy.
    pub(super) away: HashSet<(RecordId, RecordId)>,
    /// Stations in operation.
    pub(super) stations: Vec<(RecordId, String)>,
    pub(super) groups: Vec<Group>,
}

fn keys(names: &[&str]) -> Vec<FieldKey> {
    names.iter().map(|it| FieldKey::from(*it)).collect()
}

/// Who was not there: activity and deputy.
pub(super) fn away(ledger: &Ledger) -> Result<HashSet<(RecordId, RecordId)>, UserError> {
    let Some(kind) = ledger.registry().get(ATTENDANCE) else {
        return Ok(HashSet::new());
    };
    let mut said = Vec::new();
    let columns = keys(&[
        Attendance::ACTIVITY.key(),
        Attendance::DEPUTY.key(),
        Attendance::STATE.key(),
    ]);
    let read = ledger.read();
    read.for_each_of(ATTENDANCE, &ListQuery::all(), &columns, |row| {
        let id = |column: Column<Reference>| row.link(kind, column);
        let state = row.of(kind, Attendance::STATE).and_then(Value::as_text);
        if let (Some(activity), Some(deputy)) = (id(Attendance::ACTIVITY), id(Attendance::DEPUTY)) {
            said.push((activity, deputy, state.map(String::from)));
        }
        Ok(())
    })?;
    Ok(attendance_away(said).into_iter().collect())
}

impl Facts {
    pub(super) fn gather(app: &mut App) -> Result<Self, UserError> {
        let ledger = app.ledger()?;
        let registry = ledger.registry().clone();
        let mut traces: HashMap<RecordId, Traces> = HashMap::new();
        for (record, _) in open_findings(ledger)? {
            traces.entry(record).or_default().in_doubt = true;
        }
        let mut it = Self {
            traces,
            consulted: HashSet::new(),
            passed_on: HashSet::new(),
            away: away(ledger)?,
            stations: Vec::new(),
            groups: Vec::new(),
        };
        let read = ledger.read();
        let all = ListQuery::all();
        let parent = |kind: &domain::record::RecordType, row: &Row| {
            row.read(kind, Attachment::PARENT).and_then(RecordId::parse)
        };
        if let Some(kind) = registry.get(ATTACHMENT) {
            read.for_each_of(
                ATTACHMENT,
                &all,
                &keys(&[Attachment::PARENT.key(), Attachment::SORT.key()]),
                |row| {
                    if let Some(record) = parent(kind, row) {
                        let traces = it.traces.entry(record).or_default();
                        traces.files = true;
                        let sort = row.read(kind, Attachment::SORT);
                        traces.scan |= sort == Some(AttachmentSort::Scan);
                        traces.photo |=
                            matches!(sort, Some(AttachmentSort::Photo | AttachmentSort::Portrait));
                    }
                    Ok(())
                },
            )?;
        }
        if let Some(kind) = registry.get(CONSULTATION) {
            read.for_each_of(
                CONSULTATION,
                &all,
                &keys(&[Consultation::PARENT.key()]),
                |row| {
                    it.consulted.extend(parent(kind, row));
                    Ok(())
                },
            )?;
        }
        let passed = ListQuery {
            filters: vec![Filter::Filled(Matter::VISITOR.into())],
            ..ListQuery::all()
        };
        for key in [OPINION, SUGGESTION] {
            let Some(kind) = registry.get(key) else {
                continue;
            };
            read.for_each_of(key, &passed, &keys(&[Matter::VISITOR.key()]), |row| {
                it.passed_on.extend(row.link(kind, Matter::VISITOR));
                Ok(())
            })?;
        }
        if let Some(kind) = registry.get(STATION) {
            read.for_each_of(
                STATION,
                &all,
                &keys(&[Station::NAME.key(), Station::STATE.key()]),
                |row| {
                    let state = row.read(kind, Station::STATE);
                    if state.is_none_or(StationState::is_open) {
                        it.stations.push((row.id, kind.name_of(row)));
                    }
                    Ok(())
                },
            )?;
        }
        if let Some(kind) = registry.get(GROUP) {
            read.for_each_of(
                GROUP,
                &all,
                &keys(&[GroupRow::NAME.key(), GroupRow::STATION.key()]),
                |row| {
                    it.groups.push(Group {
                        id: row.id,
                        name: kind.name_of(row),
                        station: row.link(kind, GroupRow::STATION),
                    });
                    Ok(())
                },
            )?;
        }
        Ok(it)
    }

    /// Findings and attachments of a record.
    pub(super) fn traces(&self, record: RecordId) -> Traces {
        self.traces.get(&record).copied().unwrap_or_default()
    }

    /// The station of a group.
    pub(super) fn station_of(&self, group: Option<RecordId>) -> Option<RecordId> {
        let group = group?;
        self.groups.iter().find(|it| it.id == group)?.station
    }
}
