//! Running numbers of books: issued once, never again.

use std::sync::Arc;

use domain::record::{FieldKey, RecordType, Value};

use crate::error::Result;
use crate::ledger::Tx;

impl Tx<'_> {
    /// Gives a new record its running number: continuous per station, year and device series;
    /// numbers of voided and taken-back records are never given again.
    pub(super) fn issue_number(
        &mut self,
        kind: &Arc<RecordType>,
        values: &mut [Option<Value>],
    ) -> Result<()> {
        let Some(serial) = &kind.serial else {
            return Ok(());
        };
        let place = |key: &FieldKey| kind.position(key.as_str());
        let get = |key: &FieldKey| place(key).and_then(|at| values[at].as_ref());
        if get(&serial.field).is_some() {
            return Ok(());
        }
        let year = get(&serial.year_of)
            .and_then(Value::as_date)
            .map(|it| it.year_part());
        let station = get(&serial.station).cloned();
        let series = self.state.series.clone();
        let book = (kind.key.clone(), format!("{year:?}|{station:?}|{series}"));
        let number = match self.serials.get(&book) {
            Some(last) => last + 1,
            None => {
                let reader = self.read()?;
                reader.last_number(kind, serial, year, station.as_ref(), &series)? + 1
            }
        };
        self.serials.insert(book, number);
        if let Some(at) = place(&serial.field) {
            values[at] = Some(Value::Int(number));
        }
        if let Some(at) = place(&serial.series).filter(|_| !series.is_empty()) {
            values[at] = Some(Value::Text(series));
        }
        Ok(())
    }
}
