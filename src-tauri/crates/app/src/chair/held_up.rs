//! What is late or soon due, and with whom.

use std::collections::BTreeMap;

use crate::due::{DueOn, WithUnit, each_waiting};
use crate::session::App;
use crate::wire::{DueItem, HeldUp, UserError};

/// So many matters of a unit are named.
const NAMED: usize = 10;

/// What no unit has yet.
const OFFICE: &str = "本办公室";

pub(super) fn held_up(app: &mut App, on: &DueOn) -> Result<Vec<HeldUp>, UserError> {
    let mut by_unit: BTreeMap<WithUnit, Vec<DueItem>> = BTreeMap::new();
    each_waiting(app, on, |item, unit| {
        if item.level != "green" {
            by_unit.entry(unit).or_default().push(item);
        }
    })?;
    let mut units: Vec<HeldUp> = by_unit
        .into_iter()
        .map(|(unit, it)| one(unit, it))
        .collect();
    units.sort_by(|a, b| {
        let weight = |it: &HeldUp| (it.late, it.longest, it.soon);
        weight(b).cmp(&weight(a)).then_with(|| a.unit.cmp(&b.unit))
    });
    Ok(units)
}

fn one(unit: WithUnit, mut items: Vec<DueItem>) -> HeldUp {
    let days = |it: &DueItem| it.days_left.unwrap_or(0);
    items.sort_by(|a, b| (days(a), &a.title).cmp(&(days(b), &b.title)));
    let is_late = |it: &&DueItem| days(it) < 0;
    let late = items.iter().filter(is_late).count();
    let longest = items.first().map_or(0, |it| (-days(it)).max(0));
    let counted = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let soon = counted(items.len() - late);
    items.truncate(NAMED);
    HeldUp {
        unit: unit.name.unwrap_or_else(|| OFFICE.to_owned()),
        late: counted(late),
        soon,
        longest,
        items,
    }
}
