//! The questions that wait: those for a person, those only noted, and records that may be of one
//! person.

use domain::record::DeviceId;
use uuid::Uuid;

use crate::conflicts::questions::{Contested, called, contested, every_kind};
use crate::conflicts::twins;
use crate::records::contested::told;
use crate::records::histories::device_name;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{
    ConflictCounts, ConflictSide, Conflicts, ConflictsRequest, ContestSort, ContestedRecord,
    Nothing, UserError,
};

/// So many records are told at once; the next come up as these are decided.
const NAMED: usize = 100;

pub(crate) fn conflict_counts(app: &mut App, _: Nothing) -> Result<ConflictCounts, UserError> {
    let ledger = app.ledger()?;
    let found = contested(ledger, &every_kind(ledger))?;
    Ok(ConflictCounts {
        twins: number(twins::pairs(ledger)?.len()),
        ..counted(&found)
    })
}

fn counted(found: &[Contested]) -> ConflictCounts {
    let mut counts = ConflictCounts::default();
    for it in found {
        for (field, rivals) in &it.fields {
            match it.sort(field, rivals) {
                ContestSort::Noted => counts.noted += 1,
                _ => counts.open += 1,
            }
        }
    }
    counts
}

pub(crate) fn conflicts(app: &mut App, request: ConflictsRequest) -> Result<Conflicts, UserError> {
    let kinds = match &request.register {
        Some(register) => vec![kind_of(app, register)?],
        None => every_kind(app.ledger()?),
    };
    let mut found = contested(app.ledger()?, &kinds)?;
    let mut counts = counted(&found);
    let hardest = |it: &Contested| {
        let sorts = it
            .fields
            .iter()
            .map(|(field, rivals)| it.sort(field, rivals));
        sorts.min()
    };
    found.sort_by_key(hardest);
    let (mut open, mut noted) = (Vec::new(), Vec::new());
    for it in found {
        let is_noted = hardest(&it) == Some(ContestSort::Noted);
        let into = if is_noted { &mut noted } else { &mut open };
        if into.len() < NAMED {
            into.push(record(app, &it)?);
        }
    }
    let pairs = twins::pairs(app.ledger()?)?;
    let pairs = pairs
        .into_iter()
        .filter(|(kind, _)| kinds.iter().any(|it| it.key == kind.key));
    let pairs: Vec<_> = pairs.collect();
    counts.twins = number(pairs.len());
    Ok(Conflicts {
        counts,
        records: open,
        noted,
        twins: twins::told(app, pairs.into_iter().take(NAMED))?,
    })
}

fn record(app: &mut App, it: &Contested) -> Result<ContestedRecord, UserError> {
    let fields = told(app, &it.kind, &it.row, &it.fields)?;
    let ledger = app.ledger()?;
    let (title, page) = called(ledger, &it.kind, &it.row)?;
    let mut sides: Vec<DeviceId> = Vec::new();
    for value in fields.iter().flat_map(|it| &it.values) {
        let devices = value.sides.iter().filter_map(|it| Uuid::try_parse(it).ok());
        for device in devices.map(DeviceId) {
            if !sides.contains(&device) {
                sides.push(device);
            }
        }
    }
    let own = ledger.device();
    sides.sort_by_key(|it| (*it != own, *it));
    Ok(ContestedRecord {
        register: it.kind.register_key().to_owned(),
        book: it.kind.register_title().to_owned(),
        record: it.row.id.to_string(),
        title,
        page,
        sides: sides
            .into_iter()
            .map(|device| ConflictSide {
                name: device_name(ledger, Some(device)),
                device: device.0.simple().to_string(),
            })
            .collect(),
        fields,
    })
}

pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
