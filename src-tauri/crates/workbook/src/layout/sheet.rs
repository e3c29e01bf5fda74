use super::{ColumnSpec, HEADER_SEARCH_ROWS, Layout, detect};
use crate::read::{Book, ReadFault};

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
