//! Reading a few columns of a register. The books have more columns than any one question asks for;
//! reading and decoding all of them would take most of the time.

use std::ops::ControlFlow;

use domain::record::{FieldKey, RecordId, Row};

use crate::error::{Result, StoreFault};
use crate::projection::{column, from_sql};
use crate::query::{ListQuery, Reader};

impl Reader<'_> {
    /// Gives every live row that the query finds with these fields alone, in its order; the
    /// other places are empty. Fields that the type does not have, or that are computed for a
    /// day, are passed over. The row is the same one each time: what is to be kept is copied.
    ///
    /// # Errors
    /// An unknown kind; what the database or `each` answers.
    pub fn for_each_of(
        &self,
        kind: &str,
        query: &ListQuery,
        fields: &[FieldKey],
        mut each: impl FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        let kind = self.kind(kind)?;
        self.prepare(&kind, query)?;
        let mut places: Vec<usize> = fields
            .iter()
            .filter_map(|key| kind.position(key.as_str()))
            .filter(|at| kind.fields[*at].has_column())
            .collect();
        places.sort_unstable();
        places.dedup();
        let mut columns = vec!["id".to_owned(), "_void".to_owned()];
        columns.extend(places.iter().map(|at| column(&kind.fields[*at])));
        let condition = self.condition(&kind, query)?;
        let mut row = Row::empty(RecordId::new(), &kind);
        let columns = columns.join(", ");
        for stretch in self.stretches(&kind, query, false)? {
            let _ = self.scan(&kind, &columns, &condition, &stretch, false, |cells| {
                row.id = RecordId::from_slice(cells.get_ref(0)?.as_blob().unwrap_or_default())
                    .ok_or_else(|| StoreFault::Log("登记编号读不出来".into()))?;
                row.voided = cells.get(1)?;
                for (cell, at) in places.iter().enumerate() {
                    row.values[*at] =
                        from_sql(&kind.fields[*at].field_type, cells.get_ref(cell + 2)?)?;
                }
                each(&row)?;
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(())
    }
}
