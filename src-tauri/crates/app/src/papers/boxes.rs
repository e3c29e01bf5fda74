//! A grid of boxes that a form measures out itself: labels with what stands behind them, a photo, room to
//! sign. Labels are those in force, unless the paper has a title of its own for the box.

use domain::record::Column;
use forms::{Content, Grid, GridCell, GridRow, Picture, Width};

use crate::papers::form_rows::DAY;
use crate::papers::lines::Slot;
use crate::papers::subject::Subject;
use crate::papers::tables::Set;
use crate::wire::UserError;

/// A grid of boxes as a form declares it.
pub(crate) struct Boxes {
    pub(crate) columns: &'static [Width],
    pub(crate) rows: &'static [BoxRow],
}

/// A row of boxes.
pub(crate) struct BoxRow {
    /// Millimetres.
    pub(crate) height: f32,
    /// It takes what the page leaves.
    pub(crate) grows: bool,
    pub(crate) boxes: &'static [Put],
}

/// What is put into a row.
#[derive(Clone, Copy)]
pub(crate) enum Put {
    /// A label, and what stands behind it over so many columns.
    Text(Slot, Set, usize),
    /// A label, and the choices of a field as boxes over so many columns.
    Ticks(Slot, usize),
    /// The portrait, over so many rows.
    Portrait(usize),
    /// A label, and room for an opinion with who signs it and the day.
    Signing(&'static str, &'static str),
}

/// A row of boxes of this height.
pub(crate) const fn row(height: f32, boxes: &'static [Put]) -> BoxRow {
    BoxRow {
        height,
        grows: false,
        boxes,
    }
}

/// A row that takes what the page leaves.
pub(crate) const fn growing(height: f32, boxes: &'static [Put]) -> BoxRow {
    BoxRow {
        height,
        grows: true,
        boxes,
    }
}

/// A field under its label.
pub(crate) const fn put<T>(column: Column<T>, set: Set, across: usize) -> Put {
    Put::Text(Slot::of(column), set, across)
}

/// The choices of a field.
pub(crate) const fn choices<T>(column: Column<T>, across: usize) -> Put {
    Put::Ticks(Slot::of(column), across)
}

impl Boxes {
    /// For tests. The boxes of fields.
    #[cfg(test)]
    pub(crate) fn slots(&self) -> Vec<Slot> {
        let boxes = self.rows.iter().flat_map(|row| row.boxes);
        let slot = |put: &Put| match put {
            Put::Text(slot, ..) | Put::Ticks(slot, _) => Some(*slot),
            Put::Portrait(_) | Put::Signing(..) => None,
        };
        boxes.filter_map(slot).collect()
    }

    /// The grid over a record, or the blank one.
    pub(crate) fn grid(
        &self,
        it: &Subject<'_>,
        portrait: Option<&Picture>,
    ) -> Result<Grid, UserError> {
        let mut rows = Vec::new();
        for row in self.rows {
            let mut cells = Vec::new();
            for put in row.boxes {
                cells.extend(put.cells(it, portrait)?);
            }
            let cells = GridRow::new(row.height, cells);
            rows.push(if row.grows { cells.growing() } else { cells });
        }
        Ok(Grid {
            columns: self.columns.to_vec(),
            rows,
            ..Grid::default()
        })
    }
}

impl Put {
    fn cells(
        self,
        it: &Subject<'_>,
        portrait: Option<&Picture>,
    ) -> Result<Vec<GridCell>, UserError> {
        let over = |cell: GridCell, across: usize| match across {
            0 | 1 => cell,
            several => cell.across(several),
        };
        Ok(match self {
            Self::Text(slot, set, across) => vec![
                GridCell::label(&slot.label(it)),
                over(set.cell(&slot.text(it)?), across),
            ],
            Self::Ticks(slot, across) => {
                let ticks = slot.ticks(it);
                let cell = GridCell::new(Content::Ticks(ticks));
                vec![GridCell::label(&slot.label(it)), over(cell, across)]
            }
            Self::Portrait(down) => {
                vec![GridCell::new(Content::Photo(portrait.cloned())).down(down)]
            }
            Self::Signing(label, who) => {
                let content = Content::Signing {
                    text: String::new(),
                    lines: vec![who.to_owned(), DAY.to_owned()],
                };
                vec![GridCell::label(label), GridCell::new(content)]
            }
        })
    }
}
