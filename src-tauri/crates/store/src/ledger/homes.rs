//! To which partition a new record belongs.

use std::sync::Arc;

use domain::record::{Partition, RecordId, RecordType, Row, Surroundings};
use domain::station::{STATION, is_village};

use crate::error::Result;
use crate::ledger::Tx;
use crate::projection;

impl Tx<'_> {
    /// The home of a record that is about to be made. Rows inside another record go where that one
    /// went, also when it has moved to another station since.
    pub(super) fn home_of(&mut self, kind: &Arc<RecordType>, row: &Row) -> Result<Partition> {
        let parent = match projection::parent_of(kind, row) {
            Some(parent) if kind.is_inside() => self.home_of_parent(kind, parent)?,
            _ => None,
        };
        let village = match kind.station_of(row) {
            Some(station) if self.is_village(station)? => Some(station),
            _ => self.state.confined,
        };
        Ok(kind.home_of(&Surroundings { parent, village }))
    }

    fn home_of_parent(&mut self, kind: &RecordType, parent: RecordId) -> Result<Option<Partition>> {
        if let Some(held) = self.pending.get(parent) {
            return Ok(Some(held.home.clone()));
        }
        self.let_land(parent)?;
        let named = kind.parent.as_ref().and_then(|it| it.kind.as_ref());
        if let Some(named) = named {
            return match self.state.registry.get(named.as_str()) {
                Some(kind) => projection::home(self.conn, self.state, kind, parent),
                None => Ok(None),
            };
        }
        for kind in self.state.registry.iter() {
            if let Some(home) = projection::home(self.conn, self.state, kind, parent)? {
                return Ok(Some(home));
            }
        }
        Ok(None)
    }

    /// Whether a station is a village's. One that has not arrived here yet is none of the
    /// township's own.
    fn is_village(&mut self, id: RecordId) -> Result<bool> {
        if let Some(known) = self.villages.get(&id) {
            return Ok(*known);
        }
        let kind = self.state.registry.get(STATION).cloned();
        let known = match kind {
            Some(kind) => {
                let row = self.get(STATION, id)?;
                row.is_none_or(|row| is_village(&kind, &row))
            }
            None => true,
        };
        self.villages.insert(id, known);
        Ok(known)
    }
}
