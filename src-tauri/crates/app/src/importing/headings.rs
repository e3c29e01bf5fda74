//! The headings over a block that was pasted into the entry grid, matched as those of a sheet.

use workbook::layout::{Shape, detect};
use workbook::read::{Cell, CellValue, Row};

use crate::importing::remembering::Matched;
use crate::importing::specs::Specs;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{MatchHeadings, MatchedHeadings, UserError};

/// The heading of a pasted block stands among its first rows: a title may stand over it.
const FIRST_ROWS: u32 = 3;
/// Rows that say whether a text is a heading or a value.
const ROWS_LOOKED_AT: usize = 30;

pub(crate) fn match_headings(
    app: &mut App,
    request: MatchHeadings,
) -> Result<MatchedHeadings, UserError> {
    let kind = kind_of(app, &request.register)?;
    let ledger = app.ledger()?;
    let specs = Specs::of(&kind, ledger.registry());
    let rows: Vec<Row> = (1..)
        .zip(request.rows.iter().take(ROWS_LOOKED_AT))
        .map(|(number, texts)| Row {
            number,
            cells: texts.iter().map(|it| cell(it)).collect(),
            ..Row::default()
        })
        .collect();
    let Some(mut layout) = detect(&rows, "", "", &specs.specs)
        .filter(|it| it.header_row <= FIRST_ROWS && (it.header_row as usize) < request.rows.len())
    else {
        return Ok(MatchedHeadings::default());
    };
    for column in &mut layout.columns {
        let bare = column.header.trim_matches(['*', '＊', ' ']).to_owned();
        column.header = bare;
    }
    Matched::before(ledger, &kind, &layout)?.apply(&kind, &specs, &mut layout);
    let width = request.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut found = MatchedHeadings {
        rows: layout.header_row,
        fields: vec![None; width],
        unused: Vec::new(),
    };
    for column in &layout.columns {
        let field = match column.shape {
            // Made of several columns: the grid has a cell for each value, so a person writes it.
            Shape::Ticks(_) | Shape::Joined(_) | Shape::Part | Shape::Section | Shape::Unheaded => {
                None
            }
            Shape::Plain => specs
                .field(column)
                .filter(|_| specs.two_in_one(&kind, column).is_none() && column.index < width),
        };
        match field {
            Some(at) => found.fields[column.index] = Some(kind.fields[at].key.to_string()),
            // Numbers that the program gives by itself are left out without a word.
            None if specs.is_numbering(&kind, column) => {}
            None if column.shape != Shape::Section => found.unused.push(column.header.clone()),
            None => {}
        }
    }
    // One column alone names a table only where the record has no other.
    let taken = found.fields.iter().flatten().count();
    if taken < 2 {
        return Ok(MatchedHeadings::default());
    }
    Ok(found)
}

fn cell(text: &str) -> Cell {
    let text = text.trim();
    Cell::of(if text.is_empty() {
        CellValue::Empty
    } else {
        CellValue::Text(text.into())
    })
}
