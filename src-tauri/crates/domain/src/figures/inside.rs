//! Rows inside matters, counted by matter.

use std::collections::HashMap;

use crate::dates::PartialDate;
use crate::figures::Cells;
use crate::matter::{CONSULTATION, EXTENSION, GIVING_BACK, REWORK, SUPERVISION, TRANSFER};
use crate::record::RecordId;

/// What stands inside one matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Inside {
    /// 面商
    pub consultations: u32,
    /// 督办
    pub supervisions: u32,
    /// The last day of 督办.
    pub urged_on: Option<PartialDate>,
    /// 转办
    pub transfers: u32,
    /// 退件
    pub returns: u32,
    /// 延期
    pub extensions: u32,
    /// 重新办理
    pub reworks: u32,
}

/// A kind of row inside a matter.
pub struct InsideSource {
    /// Record type.
    pub kind: &'static str,
    /// Columns that are read; the first is the matter.
    pub fields: &'static [&'static str],
    count: fn(&mut Inside, &mut Cells<'_>),
}

impl InsideSource {
    /// Puts one row down to its matter.
    pub fn note(&self, mut cells: Cells<'_>, of: &mut HashMap<RecordId, Inside>) {
        if let Some(parent) = cells.text("parent").as_deref().and_then(RecordId::parse) {
            (self.count)(of.entry(parent).or_default(), &mut cells);
        }
    }
}

/// Every kind of row that figures look at.
#[must_use]
pub fn inside_sources() -> &'static [InsideSource] {
    &[
        InsideSource {
            kind: CONSULTATION,
            fields: &["parent"],
            count: |it, _| it.consultations += 1,
        },
        InsideSource {
            kind: SUPERVISION,
            fields: &["parent", "on"],
            count: |it, cells| {
                it.supervisions += 1;
                it.urged_on = it.urged_on.max(cells.date("on"));
            },
        },
        InsideSource {
            kind: TRANSFER,
            fields: &["parent"],
            count: |it, _| it.transfers += 1,
        },
        InsideSource {
            kind: GIVING_BACK,
            fields: &["parent"],
            count: |it, _| it.returns += 1,
        },
        InsideSource {
            kind: EXTENSION,
            fields: &["parent"],
            count: |it, _| it.extensions += 1,
        },
        InsideSource {
            kind: REWORK,
            fields: &["parent"],
            count: |it, _| it.reworks += 1,
        },
    ]
}
