//! Rows inside matters, counted by matter.

use crate::figures::{Cells, Inside};
use crate::matter::{
    CONSULTATION, Consultation, EXTENSION, Extension, GIVING_BACK, GivingBack, MatterSupervision,
    REWORK, Rework, SUPERVISION, TRANSFER, Transfer, is_granted,
};
use crate::record::{Reads, RecordId};
use std::collections::HashMap;

/// A kind of row inside a matter.
pub struct InsideSource {
    /// Record type.
    pub kind: &'static str,
    /// Columns that are read; the first is the matter.
    pub fields: &'static [&'static str],
    count: fn(&mut Inside, &Cells<'_>),
}

impl InsideSource {
    /// Puts one row down to its matter.
    pub fn note(&self, cells: &Cells<'_>, of: &mut HashMap<RecordId, Inside>) {
        if let Some(parent) = cells.read(Transfer::PARENT).and_then(RecordId::parse) {
            (self.count)(of.entry(parent).or_default(), cells);
        }
    }
}

/// Every kind of row that figures look at.
#[must_use]
pub fn inside_sources() -> &'static [InsideSource] {
    SOURCES
}

const SOURCES: &[InsideSource] = &[
    InsideSource {
        kind: CONSULTATION,
        fields: &[Consultation::PARENT.key()],
        count: |it, _| it.consultations += 1,
    },
    InsideSource {
        kind: SUPERVISION,
        fields: &[MatterSupervision::PARENT.key(), MatterSupervision::ON.key()],
        count: |it, cells| {
            it.supervisions += 1;
            it.urged_on = it.urged_on.max(cells.read(MatterSupervision::ON));
        },
    },
    InsideSource {
        kind: TRANSFER,
        fields: &[Transfer::PARENT.key()],
        count: |it, _| it.transfers += 1,
    },
    InsideSource {
        kind: GIVING_BACK,
        fields: &[GivingBack::PARENT.key()],
        count: |it, _| it.returns += 1,
    },
    InsideSource {
        kind: EXTENSION,
        fields: &[
            Extension::PARENT.key(),
            Extension::OUTCOME.key(),
            Extension::APPROVER.key(),
        ],
        count: |it, cells| it.extensions += u32::from(is_granted(cells)),
    },
    InsideSource {
        kind: REWORK,
        fields: &[Rework::PARENT.key()],
        count: |it, _| it.reworks += 1,
    },
];
