//! The one way in. Whatever was written (in a form, a grid, a batch, a sheet, a line, a tick, a step,
//! when a matter is passed on) becomes a record here: names are resolved, a new record inherits and
//! begins, what follows for certain is filled in, the whole is checked, and only what is ready is
//! written. So the same values give the same record and the same faults whichever way they came.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::calendar::Today;
use domain::record::{
    Beginning, FieldFault, FieldKey, KindKey, RecordId, RecordType, Row, Severity, Value,
};
use store::error::StoreFault;
use store::ledger::{Ledger, Tx};

use crate::faults::refused;
use crate::periods;
use crate::records::checking::{beside, borne_by, frozen, new_faults, of_one_alone, taken};
use crate::records::completing::{Lookup, begin, complete};
use crate::records::deciding::{decisions_in, may_not_decide};
use crate::records::names::Names;
use crate::records::reading::{Edit, changed};
use crate::records::writing::{correct_findings, write_row};
use crate::session::App;
use crate::wire::UserError;

/// What the entries of one operation share: the day, the term, what names mean, and the numbers
/// that belong to one person alone.
pub(crate) struct Entries {
    pub(crate) today: Today,
    pub(crate) term: Option<(RecordId, String)>,
    /// The office's own level.
    pub(crate) level: String,
    /// The village station whose PC this is.
    pub(crate) station: Option<RecordId>,
    pub(crate) names: Names,
    /// Whether the person at the keyboard may write what is decided for the office.
    pub(crate) may_decide: bool,
    /// Somebody decides between values: what is frozen until then may be written.
    deciding: bool,
    /// Which record has them among the entries of this operation.
    alone: HashMap<(KindKey, FieldKey, String), (RecordId, String)>,
}

/// A record as it would be saved.
pub(crate) struct Entry {
    /// The record that changes; `None` for a new one.
    pub(crate) id: Option<RecordId>,
    /// What changes, or everything of a new record.
    pub(crate) edits: Vec<Edit>,
    /// Fields that nobody wrote and that follow from the others.
    pub(crate) derived: BTreeSet<FieldKey>,
    /// The row afterwards.
    pub(crate) row: Row,
    /// What is wrong with it that was not wrong before. Errors keep a value out, warnings do not.
    pub(crate) faults: Vec<FieldFault>,
    /// The fault that keeps the whole record out: a number that another record has.
    pub(crate) taken: Option<FieldFault>,
}

impl Entries {
    pub(crate) fn open(app: &mut App) -> Result<Self, UserError> {
        Ok(Self {
            today: periods::today(app)?,
            term: app.term()?,
            level: app.level()?,
            station: app.ledger()?.confined(),
            names: Names::default(),
            may_decide: may_not_decide(app)?.is_none(),
            deciding: false,
            alone: HashMap::new(),
        })
    }

    /// The same for a decision between values that stand beside each other.
    pub(crate) fn deciding(app: &mut App) -> Result<Self, UserError> {
        Ok(Self {
            deciding: true,
            ..Self::open(app)?
        })
    }

    /// What a new record may begin with.
    pub(crate) fn beginning(&self) -> Beginning<'_> {
        Beginning {
            term: self.term.as_ref().map(|(id, name)| (*id, name.as_str())),
            level: Some(self.level.as_str()),
            station: self.station,
        }
    }

    /// Brings what was written to what would be saved. `faults` are those of the reading; a field
    /// at fault has no edit.
    pub(crate) fn entry(
        &mut self,
        ledger: &Ledger,
        kind: &RecordType,
        before: Option<&Row>,
        mut edits: Vec<Edit>,
        mut faults: Vec<FieldFault>,
    ) -> Result<Entry, UserError> {
        let reader = ledger.read();
        self.names.resolve(&reader, kind, &mut edits, &mut faults)?;
        Ok(self.complete(&mut &reader, kind, before, edits, faults)?)
    }

    /// The same where names are resolved already.
    pub(crate) fn complete(
        &mut self,
        look: &mut impl Lookup,
        kind: &RecordType,
        before: Option<&Row>,
        edits: Vec<Edit>,
        mut faults: Vec<FieldFault>,
    ) -> Result<Entry, StoreFault> {
        if !self.may_decide {
            faults.extend(decisions_in(kind, before, &edits));
        }
        self.complete_allowed(look, kind, before, edits, faults)
    }

    /// The same where the person may write each of these values, or the program works them out.
    pub(crate) fn complete_allowed(
        &mut self,
        look: &mut impl Lookup,
        kind: &RecordType,
        before: Option<&Row>,
        mut edits: Vec<Edit>,
        mut faults: Vec<FieldFault>,
    ) -> Result<Entry, StoreFault> {
        if let Some(before) = before.filter(|_| !self.deciding) {
            let frozen = frozen(look, kind, before, &edits)?;
            edits.retain(|(key, _)| frozen.iter().all(|it| it.field != *key));
            faults.extend(frozen);
        }
        let mut row = changed(kind, before, &edits);
        let held = |key: &FieldKey| {
            let mut faults = faults.iter();
            faults.any(|it| it.severity == Severity::Error && it.field == *key)
        };
        let mut derived = Vec::new();
        if before.is_none() {
            edits.retain(|(_, value)| value.is_some());
            derived = begin(look, kind, &mut row, &self.beginning(), held)?;
        }
        let cleared = |key: &FieldKey| {
            before.is_some() && edits.iter().any(|(it, value)| it == key && value.is_none())
        };
        let kept_out = |key: &FieldKey| held(key) || cleared(key);
        derived.extend(complete(kind, &mut row, before, &self.today, kept_out));
        for key in &derived {
            edits.retain(|(it, _)| it != key);
            edits.push((key.clone(), row.get(kind, key.as_str()).cloned()));
        }
        let mut found = new_faults(kind, before, &row, &edits, &self.today);
        found.extend(beside(look, kind, &row)?);
        found.retain(|it| !held(&it.field));
        let touched = |key: &FieldKey| edits.iter().any(|(it, _)| it == key);
        let taken = if of_one_alone(kind).any(touched) {
            self.taken(look, kind, &row)?
        } else {
            None
        };
        faults.extend(found);
        faults.extend(taken.clone());
        Ok(Entry {
            id: before.map(|row| row.id),
            edits,
            derived: derived.into_iter().collect(),
            row,
            faults,
            taken,
        })
    }

    /// A number that another record has, saved or of this operation.
    fn taken(
        &mut self,
        look: &mut impl Lookup,
        kind: &RecordType,
        row: &Row,
    ) -> Result<Option<FieldFault>, StoreFault> {
        if let Some(fault) = taken(look, kind, row)? {
            return Ok(Some(fault));
        }
        for key in of_one_alone(kind) {
            let Some(value) = row.get(kind, key.as_str()).and_then(Value::as_text) else {
                continue;
            };
            let place = (kind.key.clone(), key.clone(), value.to_owned());
            match self.alone.get(&place) {
                Some((id, name)) if *id != row.id => return Ok(borne_by(kind, key, name)),
                _ => {}
            }
            if row.get(kind, kind.name_field.as_str()).is_some() {
                self.alone.insert(place, (row.id, kind.name_of(row)));
            }
        }
        Ok(None)
    }

    /// Writes an entry, with the records that its names mean; findings about its fields are settled.
    pub(crate) fn write(
        &mut self,
        tx: &mut Tx<'_>,
        kind: &Arc<RecordType>,
        entry: &Entry,
    ) -> Result<RecordId, UserError> {
        let mut edits = entry.edits.clone();
        self.make(tx, &mut edits)?;
        let written = write_row(tx, kind, entry.id, edits)?;
        if entry.id.is_some() {
            correct_findings(tx, written, &entry.edits)?;
        }
        Ok(written)
    }

    /// Makes the records that names in these edits mean and that are not there yet.
    pub(crate) fn make(&mut self, tx: &mut Tx<'_>, edits: &mut [Edit]) -> Result<(), UserError> {
        for (_, value) in edits {
            if let Some(it) = value.take() {
                *value = Some(self.names.make(tx, it)?);
            }
        }
        Ok(())
    }

    /// Writes a record of values that the program works out inside an operation.
    pub(crate) fn put(
        &mut self,
        tx: &mut Tx<'_>,
        kind: &str,
        before: Option<&Row>,
        edits: Vec<Edit>,
    ) -> Result<RecordId, UserError> {
        let kind = tx.kind(kind)?;
        let entry = self.complete_allowed(tx, &kind, before, edits, Vec::new())?;
        entry.ready(&kind)?;
        self.write(tx, &kind, &entry)
    }
}

impl Entry {
    /// Refuses an entry with errors; answers what a person should look at.
    pub(crate) fn ready(&self, kind: &RecordType) -> Result<Vec<FieldFault>, UserError> {
        let (errors, warnings): (Vec<FieldFault>, Vec<FieldFault>) = self
            .faults
            .iter()
            .cloned()
            .partition(|it| it.severity == Severity::Error);
        if errors.is_empty() {
            Ok(warnings)
        } else {
            Err(refused(kind, &errors))
        }
    }
}
