//! Which rows of a grid stand on which page.

use std::ops::Range;

use crate::layout::cell::PAD_Y;
use crate::layout::flow::Flow;
use crate::layout::sheet::MM;
use crate::layout::splitting::{KEPT, TALL, fitting};

use super::measured::{Measured, MeasuredCell};

/// What the grid may take of the page on which it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::layout) enum Room {
    /// All but this height, for what stands under the form.
    Last(f32),
    /// All: the page ends behind the grid.
    Whole,
    /// No more than it needs.
    Shared,
}

/// A piece of the grid on one page: whole rows, or some lines of one row.
pub(super) struct Piece {
    pub rows: Range<usize>,
    pub height: f32,
    /// Of a split row: the lines per cell, and whether it goes on from the page before.
    pub part: Option<(Vec<Range<usize>>, bool)>,
}

/// Rows that no cell ties together.
fn groups(measured: &Measured<'_>) -> Vec<Range<usize>> {
    let count = measured.heights.len();
    let mut tied = vec![false; count + 1];
    for cell in &measured.cells {
        tied[cell.row + 1..cell.row + cell.rows].fill(true);
    }
    let mut groups = Vec::new();
    let mut start = 0;
    for (end, tied) in tied.iter().enumerate().skip(1) {
        if !tied {
            groups.push(start..end);
            start = end;
        }
    }
    groups
}

/// Height under a head within the grid that is enough to begin with.
const KEPT_BELOW: f32 = 30.0 * MM;

/// Which rows stand on which page.
pub(super) fn divide(flow: &Flow<'_>, measured: &Measured<'_>, room: Room) -> Vec<Vec<Piece>> {
    let head: f32 = measured.heights.iter().take(measured.grid.head).sum();
    let next = flow.next_body() + head;
    let mut pages: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut y = flow.y;
    let mut fresh = flow.is_fresh();
    let groups = groups(measured);
    let count = groups.len();
    for (index, rows) in groups.into_iter().enumerate() {
        let height: f32 = measured.heights[rows.clone()].iter().sum();
        let after = match room {
            Room::Last(tail) if index + 1 == count => tail,
            _ => 0.0,
        };
        let whole = flow.bottom - next;
        // A head within the grid stands with the row under it.
        let below = match measured.is_head(&rows) {
            true => measured.heights.get(rows.end).copied().unwrap_or(0.0),
            false => 0.0,
        };
        let after = after.max(below.min(KEPT_BELOW));
        if y + height + after > flow.bottom + 0.1 {
            let tall = height > TALL * whole;
            let one = rows.len() == 1;
            let splits = one && (height + after > whole || (tall && y + height > flow.bottom));
            if splits {
                let parts = split(flow, measured, rows.start, y, next, fresh);
                for (number, (piece, bottom)) in parts.into_iter().enumerate() {
                    if number > 0 || piece.is_none() {
                        if !(fresh && pages.last().is_some_and(Vec::is_empty)) || number > 0 {
                            pages.push(Vec::new());
                        }
                        y = next;
                    }
                    if let (Some(piece), Some(page)) = (piece, pages.last_mut()) {
                        page.push(piece);
                        y = bottom;
                    }
                }
                fresh = false;
                continue;
            }
            if !fresh {
                pages.push(Vec::new());
                y = next;
            }
        }
        if let Some(page) = pages.last_mut() {
            page.push(Piece {
                rows,
                height,
                part: None,
            });
        }
        y += height;
        fresh = false;
    }
    keep_company(measured, &mut pages, (flow.bottom - next) / 2.0);
    pages
}

/// Rows that stand alone on the last page, or are only there to be signed, take those before them
/// along, as far as half a page holds them.
fn keep_company(measured: &Measured<'_>, pages: &mut [Vec<Piece>], room: f32) {
    let [.., before, last] = pages else {
        return;
    };
    let whole = |piece: &Piece| piece.part.is_none();
    let signed = |piece: &Piece| measured.is_signed(&piece.rows);
    let least = measured.grid.head + 2;
    while last.iter().all(whole) && (last.len() < 2 || last.iter().all(signed)) {
        let used: f32 = last.iter().map(|it| it.height).sum();
        let fits = |piece: &Piece| whole(piece) && used + piece.height <= room;
        if before.len() < least || !before.last().is_some_and(fits) {
            break;
        }
        before.pop().into_iter().for_each(|it| last.insert(0, it));
    }
    // No head stays behind without its row.
    while before.len() >= least && before.last().is_some_and(|it| measured.is_head(&it.rows)) {
        before.pop().into_iter().for_each(|it| last.insert(0, it));
    }
}

/// Divides one row; each part with the height at which it ends. An empty first part means that
/// the row begins on the next page.
fn split(
    flow: &Flow<'_>,
    measured: &Measured<'_>,
    row: usize,
    top: f32,
    next: f32,
    fresh: bool,
) -> Vec<(Option<Piece>, f32)> {
    let cells: Vec<&MeasuredCell<'_>> = measured.cells.iter().filter(|it| it.row == row).collect();
    let mut done = vec![0_usize; cells.len()];
    let mut parts = Vec::new();
    let (mut y, mut fresh) = (top, fresh);
    loop {
        let room = flow.bottom - y - 2.0 * PAD_Y;
        let mut taken: Vec<Range<usize>> = cells
            .iter()
            .zip(&done)
            .map(|(cell, done)| fitting(room, cell.leading(), *done, cell.lines()))
            .collect();
        let left = cells
            .iter()
            .zip(&done)
            .map(|(cell, done)| cell.lines().saturating_sub(*done))
            .max()
            .unwrap_or(0);
        let most = taken.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        if most < KEPT.min(left) && !fresh {
            parts.push((None, y));
            (y, fresh) = (next, true);
            continue;
        }
        if most == 0 && left > 0 {
            // No line fits even a page of its own. One is then drawn over the foot, so that no text
            // is lost.
            for (part, cell) in taken.iter_mut().zip(&cells) {
                part.end = cell.lines().min(part.start + 1);
            }
        }
        let finished = taken
            .iter()
            .zip(&cells)
            .all(|(part, cell)| part.end == cell.lines());
        let lines = taken
            .iter()
            .zip(&cells)
            .map(|(part, cell)| part.len() as f32 * cell.leading())
            .fold(0.0, f32::max);
        let others = cells
            .iter()
            .filter(|it| it.lines() == 0)
            .map(|it| it.needs())
            .fold(0.0, f32::max);
        let height = (lines + 2.0 * PAD_Y).max(others.min(flow.bottom - y));
        let begun = done.iter().any(|it| *it > 0);
        done = taken.iter().map(|it| it.end).collect();
        parts.push((
            Some(Piece {
                rows: row..row + 1,
                height,
                part: Some((taken, begun)),
            }),
            y + height,
        ));
        if finished {
            return parts;
        }
        (y, fresh) = (next, true);
    }
}

/// Gives what the page leaves to the rows that may take it.
pub(super) fn grow(flow: &Flow<'_>, measured: &mut Measured<'_>, pieces: &[Piece], room: Room) {
    let tail = match room {
        Room::Last(tail) => tail,
        Room::Whole => 0.0,
        Room::Shared => return,
    };
    let used: f32 = pieces.iter().map(|it| it.height).sum();
    let free = flow.bottom - tail - flow.y - used;
    let growing: Vec<usize> = pieces
        .iter()
        .filter(|it| it.part.is_none())
        .flat_map(|it| it.rows.clone())
        .filter(|row| measured.grid.rows[*row].grows)
        .collect();
    if free > 0.0 && !growing.is_empty() {
        let share = free / growing.len() as f32;
        for row in growing {
            measured.heights[row] += share;
        }
    }
}
