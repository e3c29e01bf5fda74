//! What judgements need besides the record itself, gathered once: what clings to records, which
//! matters came from which visit, who was away, which stations and groups there are.

use std::collections::{HashMap, HashSet};

use domain::activity::{ATTENDANCE, away as attendance_away};
use domain::inspection::Traces;
use domain::matter::CONSULTATION;
use domain::opinion::OPINION;
use domain::record::{FieldKey, RecordId, Row, Value};
use domain::roster::GROUP;
use domain::station::STATION;
use domain::suggestion::SUGGESTION;
use domain::trace::{ATTACHMENT, AttachmentSort};
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
    let columns = keys(&["activity", "deputy", "state"]);
    let read = ledger.read();
    read.for_each_of(ATTENDANCE, &ListQuery::all(), &columns, |row| {
        let id = |key: &str| row.get(kind, key).and_then(Value::as_id);
        let state = row.get(kind, "state").and_then(Value::as_text);
        if let (Some(activity), Some(deputy)) = (id("activity"), id("deputy")) {
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
            row.get(kind, "parent")
                .and_then(Value::as_text)
                .and_then(RecordId::parse)
        };
        if let Some(kind) = registry.get(ATTACHMENT) {
            read.for_each_of(ATTACHMENT, &all, &keys(&["parent", "sort"]), |row| {
                if let Some(record) = parent(kind, row) {
                    let traces = it.traces.entry(record).or_default();
                    traces.files = true;
                    let sort = row.get(kind, "sort").and_then(Value::as_text);
                    traces.scan |= sort == Some(AttachmentSort::Scan.word());
                    traces.photo |= matches!(
                        sort,
                        Some(AttachmentSort::Photo.word() | AttachmentSort::Portrait.word())
                    );
                }
                Ok(())
            })?;
        }
        if let Some(kind) = registry.get(CONSULTATION) {
            read.for_each_of(CONSULTATION, &all, &keys(&["parent"]), |row| {
                it.consulted.extend(parent(kind, row));
                Ok(())
            })?;
        }
        let passed = ListQuery {
            filters: vec![Filter::Filled("visitor".into())],
            ..ListQuery::all()
        };
        for key in [OPINION, SUGGESTION] {
            let Some(kind) = registry.get(key) else {
                continue;
            };
            read.for_each_of(key, &passed, &keys(&["visitor"]), |row| {
                it.passed_on
                    .extend(row.get(kind, "visitor").and_then(Value::as_id));
                Ok(())
            })?;
        }
        if let Some(kind) = registry.get(STATION) {
            read.for_each_of(STATION, &all, &keys(&["name", "state"]), |row| {
                let state = row.get(kind, "state").and_then(Value::as_text);
                if !matches!(state, Some("筹建" | "停用")) {
                    it.stations.push((row.id, kind.name_of(row)));
                }
                Ok(())
            })?;
        }
        if let Some(kind) = registry.get(GROUP) {
            read.for_each_of(GROUP, &all, &keys(&["name", "station"]), |row| {
                it.groups.push(Group {
                    id: row.id,
                    name: kind.name_of(row),
                    station: row.get(kind, "station").and_then(Value::as_id),
                });
                Ok(())
            })?;
        }
        Ok(it)
    }

    /// What clings to a record.
    pub(super) fn traces(&self, record: RecordId) -> Traces {
        self.traces.get(&record).copied().unwrap_or_default()
    }

    /// The station of a group.
    pub(super) fn station_of(&self, group: Option<RecordId>) -> Option<RecordId> {
        let group = group?;
        self.groups.iter().find(|it| it.id == group)?.station
    }
}
