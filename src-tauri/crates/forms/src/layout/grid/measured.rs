//! The cells of a grid in their places, their lines known, and the height that each row needs.

use std::ops::Range;

use crate::font::Typeface;
use crate::layout::cell::{Cell, HEAD_PAD_X, Manner, PAD_X, PAD_Y, set_cell, sizes, spread_name};
use crate::layout::columns;
use crate::layout::flow::Flow;
use crate::layout::setting::{Setter, clean};
use crate::layout::sheet::MM;
use crate::paper::{Align, Kind};
use crate::picture::Picture;
use crate::sheet::{Content, Grid, GridCell, Tick};

/// Size of text where the grid says none.
pub(super) const TEXT: f32 = 11.0;
/// What was entered is made smaller down to this before its row grows.
const LEAST: f32 = 9.0;
/// A row that has to grow is set in this size: the one that reads well.
const GROWN: f32 = 10.5;
/// Height of a line to sign on, in ems.
pub(super) const SIGN_LEADING: f32 = 1.9;
/// Side of a box to tick, and the space behind it and behind its words, in ems.
pub(super) const BOX: f32 = 0.86;
pub(super) const BOX_GAP: f32 = 0.3;
const TICK_GAP: f32 = 1.2;
pub(super) const TICK_LEADING: f32 = 1.6;

/// A cell in its place, measured.
pub(super) struct MeasuredCell<'g> {
    pub cell: &'g GridCell,
    pub row: usize,
    pub rows: usize,
    pub left: f32,
    pub right: f32,
    pub set: Setting<'g>,
}

/// The content of a cell, its lines known.
pub(super) enum Setting<'g> {
    Text {
        text: Cell,
        typeface: Typeface,
        align: Align,
        top: bool,
        label: bool,
    },
    Photo(Option<&'g Picture>),
    Signing {
        text: Cell,
        lines: &'g [String],
        size: f32,
    },
    Ticks {
        rows: Vec<Vec<(f32, &'g Tick)>>,
        size: f32,
    },
}

/// A grid whose rows have their heights.
pub(super) struct Measured<'g> {
    pub grid: &'g Grid,
    pub edges: Vec<f32>,
    pub cells: Vec<MeasuredCell<'g>>,
    pub heights: Vec<f32>,
}

impl Measured<'_> {
    /// Whether somebody signs in these rows.
    pub fn is_signed(&self, rows: &Range<usize>) -> bool {
        let rows = self.grid.rows.get(rows.clone()).unwrap_or_default();
        let mut cells = rows.iter().flat_map(|it| &it.cells);
        cells.any(|it| matches!(it.content, Content::Signing { .. }))
    }

    /// Whether these rows are one head over all columns.
    pub fn is_head(&self, rows: &Range<usize>) -> bool {
        let cells = self.grid.rows.get(rows.start).map(|it| it.cells.as_slice());
        rows.len() == 1 && matches!(cells, Some([one]) if matches!(one.content, Content::Head(_)))
    }
}

impl MeasuredCell<'_> {
    /// The lines that may go on over the page.
    pub fn lines(&self) -> usize {
        match &self.set {
            Setting::Text {
                text, label: false, ..
            } => text.lines.len(),
            _ => 0,
        }
    }

    pub fn leading(&self) -> f32 {
        match &self.set {
            Setting::Text { text, .. } => text.leading(),
            _ => 1.0,
        }
    }

    /// Height of the content with its padding.
    pub fn needs(&self) -> f32 {
        let content = match &self.set {
            Setting::Text { text, .. } => text.height(),
            Setting::Photo(_) => 0.0,
            Setting::Signing { text, lines, size } => {
                text.height() + lines.len() as f32 * size * SIGN_LEADING
            }
            Setting::Ticks { rows, size } => rows.len() as f32 * size * TICK_LEADING,
        };
        content + 2.0 * PAD_Y
    }
}

/// Finds the place of each cell and the height of each row.
pub(super) fn measure<'g>(flow: &Flow<'_>, grid: &'g Grid) -> Measured<'g> {
    let whole = flow.sheet.right - flow.sheet.left;
    let mut edges = vec![flow.sheet.left];
    for width in columns::widths_of(&grid.columns, whole) {
        edges.push(edges.last().copied().unwrap_or(0.0) + width);
    }
    let count = grid.columns.len();
    let size = if grid.size > 0.0 { grid.size } else { TEXT };
    let mut taken = vec![vec![false; count]; grid.rows.len()];
    let mut cells = Vec::new();
    for (row, line) in grid.rows.iter().enumerate() {
        let mut column = 0;
        for cell in &line.cells {
            while column < count && taken[row][column] {
                column += 1;
            }
            if column >= count {
                break;
            }
            let columns = cell.columns.clamp(1, count - column);
            let rows = cell.rows.clamp(1, grid.rows.len() - row);
            for covered in taken.iter_mut().skip(row).take(rows) {
                covered[column..column + columns].fill(true);
            }
            let (left, right) = (edges[column], edges[column + columns]);
            let least: f32 = grid.rows[row..row + rows]
                .iter()
                .map(|it| it.height * MM)
                .sum();
            let set = set(flow.setter, &cell.content, right - left, least, size);
            cells.push(MeasuredCell {
                cell,
                row,
                rows,
                left,
                right,
                set,
            });
            column += columns;
        }
    }
    let mut heights: Vec<f32> = grid.rows.iter().map(|it| it.height * MM).collect();
    for cell in cells.iter().filter(|it| it.rows == 1) {
        heights[cell.row] = heights[cell.row].max(cell.needs());
    }
    // What spans several rows stretches the last of them.
    for cell in cells.iter().filter(|it| it.rows > 1) {
        let rows = cell.row..cell.row + cell.rows;
        let missing = cell.needs() - heights[rows.clone()].iter().sum::<f32>();
        if missing > 0.0 {
            heights[rows.end - 1] += missing;
        }
    }
    Measured {
        grid,
        edges,
        cells,
        heights,
    }
}

fn set<'g>(
    setter: &Setter<'_>,
    content: &'g Content,
    width: f32,
    least: f32,
    size: f32,
) -> Setting<'g> {
    let manner = |align, kind, typeface, padding| Manner {
        width,
        align,
        kind,
        typeface,
        padding,
        size,
    };
    let label = |text: &str, typeface| Setting::Text {
        text: set_label(
            setter,
            text,
            manner(Align::Center, Kind::Plain, typeface, HEAD_PAD_X),
        ),
        typeface,
        align: Align::Center,
        top: false,
        label: true,
    };
    match content {
        Content::Label(text) => label(text, Typeface::Regular),
        Content::Head(text) => label(text, Typeface::Bold),
        Content::Value { text, align, kind } => Setting::Text {
            text: fit(
                setter,
                text,
                manner(*align, *kind, Typeface::Regular, PAD_X),
                least,
            ),
            typeface: Typeface::Regular,
            align: *align,
            top: false,
            label: false,
        },
        Content::Long(text) => Setting::Text {
            text: fit(
                setter,
                text,
                manner(Align::Left, Kind::Plain, Typeface::Regular, PAD_X),
                least,
            ),
            typeface: Typeface::Regular,
            align: Align::Left,
            top: true,
            label: false,
        },
        Content::Photo(picture) => Setting::Photo(picture.as_ref()),
        Content::Signing { text, lines } => Setting::Signing {
            text: fit(
                setter,
                text,
                manner(Align::Left, Kind::Plain, Typeface::Regular, PAD_X),
                least - lines.len() as f32 * size * SIGN_LEADING,
            ),
            lines,
            size,
        },
        Content::Ticks(ticks) => Setting::Ticks {
            rows: set_ticks(setter, ticks, width - 2.0 * PAD_X, size),
            size,
        },
    }
}

/// A label of two characters is spread to three squares where there is room.
fn set_label(setter: &Setter<'_>, text: &str, manner: Manner) -> Cell {
    let spread = spread_name(&clean(text));
    let room = manner.width - 2.0 * manner.padding;
    if setter.width(manner.typeface, &spread) * manner.size <= room && spread != text {
        let cell = set_cell(setter, &spread, manner);
        return Cell { name: true, ..cell };
    }
    set_cell(setter, text, manner)
}

/// What was entered, in the largest size that leaves its row as it is; where none does, in the
/// size that reads well, and the row grows.
fn fit(setter: &Setter<'_>, text: &str, manner: Manner, least: f32) -> Cell {
    let room = least - 2.0 * PAD_Y;
    let at = |size: f32| set_cell(setter, text, Manner { size, ..manner });
    sizes(manner.size, LEAST)
        .map(at)
        .find(|cell| cell.height() <= room + 0.1)
        .unwrap_or_else(|| at(GROWN.min(manner.size)))
}

fn set_ticks<'g>(
    setter: &Setter<'_>,
    ticks: &'g [Tick],
    room: f32,
    size: f32,
) -> Vec<Vec<(f32, &'g Tick)>> {
    let mut rows: Vec<Vec<(f32, &Tick)>> = vec![Vec::new()];
    let mut x = 0.0;
    for tick in ticks {
        let words = setter.width(Typeface::Regular, &tick.label);
        let own = (BOX + BOX_GAP + words) * size;
        if x > 0.0 && x + own > room {
            rows.push(Vec::new());
            x = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((x, tick));
        }
        x += own + TICK_GAP * size;
    }
    rows
}
