//! Columns that a person matched by hand, remembered for the layout of the sheet: the next sheet
//! with the same headings is read the same way. Remembered once an import is applied, so that a
//! match tried out and given up leaves no trace.

use domain::record::RecordType;
use store::ledger::Ledger;
use workbook::layout::{Layout, normalised};

use crate::importing::specs::{Specs, match_by_hand};
use crate::wire::{ColumnChoice, PlanImport, UserError};

/// What was matched by hand for a layout, before and now.
pub(super) struct Matched {
    key: String,
    before: Vec<ColumnChoice>,
    now: Vec<ColumnChoice>,
    /// The heading itself was pointed at: worth remembering without any choice.
    pointed_at: bool,
}

impl Matched {
    pub(super) fn of(
        ledger: &Ledger,
        kind: &RecordType,
        layout: &Layout,
        request: &PlanImport,
    ) -> Result<Self, UserError> {
        let key = key_of(kind, layout);
        let known = ledger.remembered(&key)?;
        let before = match known.as_deref() {
            Some(json) if !request.afresh => serde_json::from_str(json).unwrap_or_default(),
            _ => Vec::new(),
        };
        Ok(Self {
            key,
            before,
            now: request.map.clone(),
            pointed_at: request.header_row.is_some(),
        })
    }

    /// What was matched for a layout when such a sheet came in.
    pub(super) fn before(
        ledger: &Ledger,
        kind: &RecordType,
        layout: &Layout,
    ) -> Result<Self, UserError> {
        let key = key_of(kind, layout);
        let known = ledger.remembered(&key)?;
        Ok(Self {
            before: known
                .and_then(|json| serde_json::from_str(&json).ok())
                .unwrap_or_default(),
            key,
            now: Vec::new(),
            pointed_at: false,
        })
    }

    /// Whether something was remembered for this layout.
    pub(super) fn is_known(
        ledger: &Ledger,
        kind: &RecordType,
        layout: &Layout,
    ) -> Result<bool, UserError> {
        Ok(ledger.remembered(&key_of(kind, layout))?.is_some())
    }

    /// Matches the columns as before; says whether anything was. A field that the office does
    /// without by now is passed over.
    pub(super) fn apply(&self, kind: &RecordType, specs: &Specs, layout: &mut Layout) -> bool {
        let mut any = false;
        for choice in &self.before {
            any |= match_by_hand(kind, specs, layout, std::slice::from_ref(choice)).is_ok();
        }
        any
    }

    /// Remembers them for the next sheet of this layout.
    pub(super) fn keep(&self, ledger: &Ledger) -> Result<(), UserError> {
        let mut all = self.before.clone();
        for choice in &self.now {
            let column = normalised(&choice.column);
            all.retain(|it| normalised(&it.column) != column);
            all.push(choice.clone());
        }
        if all.is_empty() && !self.pointed_at {
            ledger.remember(&self.key, None)?;
            return Ok(());
        }
        let json = serde_json::to_string(&all).unwrap_or_default();
        ledger.remember(&self.key, Some(&json))?;
        Ok(())
    }
}

/// Matches of columns are remembered under names that begin with this.
pub(crate) const COLUMNS_MATCHED: &str = "columns:";

fn key_of(kind: &RecordType, layout: &Layout) -> String {
    let hash = blake3::hash(layout.signature().as_bytes());
    format!("{COLUMNS_MATCHED}{}:{}", kind.key, hash.to_hex())
}
