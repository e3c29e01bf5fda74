use std::ops::ControlFlow;

use super::{ColumnSpec, HEADER_SEARCH_ROWS, Layout, data_rows, detect, tables};
use crate::read::{Book, ReadFault, Row};

/// Rows read to find further tables and lines over sections; a longer sheet is an export of one.
const ROWS_OF_TABLES: usize = 2_000;
/// Bytes of texts in them.
const BYTES_OF_TABLES: usize = 8 << 20;
/// Rows counted of a sheet that is not read.
const MOST_COUNTED: u32 = 10_000;

/// All tables of a sheet, from the top and from left to right; empty where it holds none.
pub fn sheet_tables(
    book: &mut Book,
    sheet: usize,
    specs: &[ColumnSpec],
) -> Result<Vec<Layout>, ReadFault> {
    let Some(name) = book.sheets().get(sheet).map(|it| it.name.clone()) else {
        return Err(ReadFault::NoSuchSheet(sheet + 1));
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut bytes = 0;
    book.read_sheet(sheet, &mut |row| {
        bytes += row.bytes();
        rows.push(row.clone());
        if rows.len() < ROWS_OF_TABLES && bytes < BYTES_OF_TABLES {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    let file_name = book.file_name().to_owned();
    Ok(tables(&rows, &name, &file_name, specs))
}

/// Records in the tables of a sheet, as far as they are worth counting: at most 10,000 a table.
pub fn count_records(book: &mut Book, sheet: usize, tables: &[Layout]) -> Result<u32, ReadFault> {
    let mut count = 0;
    for table in tables {
        let mut own = 0;
        data_rows(book, sheet, table, &mut |_| {
            own += 1;
            if own < MOST_COUNTED {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        count += own;
    }
    Ok(count)
}

/// Rows read to find the heading, and some below it for what the contents say.
const ROWS_LOOKED_AT: usize = HEADER_SEARCH_ROWS as usize + 20;

/// The sheet whose heading answers best, hidden ones only where no other does, with its index in
/// [`Book::sheets`]. None where no sheet holds such a table.
pub fn choose_sheet(
    book: &mut Book,
    specs: &[ColumnSpec],
) -> Result<Option<(usize, Layout)>, ReadFault> {
    let mut best: Option<(usize, Layout)> = None;
    let mut fault = None;
    for index in 0..book.sheets().len() {
        let sheet = book.sheets()[index].clone();
        if sheet.hidden && best.is_some() {
            break;
        }
        let rows = match book.first_rows(index, ROWS_LOOKED_AT) {
            Ok(rows) => rows,
            // Another sheet may still be whole.
            Err(found) => {
                fault.get_or_insert(found);
                continue;
            }
        };
        let file_name = book.file_name().to_owned();
        if let Some(layout) = detect(&rows, &sheet.name, &file_name, specs)
            && best
                .as_ref()
                .is_none_or(|(_, known)| layout.score > known.score)
        {
            best = Some((index, layout));
        }
    }
    match (best, fault) {
        (None, Some(fault)) => Err(fault),
        (best, _) => Ok(best),
    }
}
