//! When a row of a table or grid is split over pages, and how many of its lines stand on each.

use std::ops::Range;

/// Lines that must stand on each side of a split.
pub(super) const KEPT: usize = 2;
/// A row higher than this part of a page splits; a lower one moves to the next page whole.
pub(super) const TALL: f32 = 0.4;

/// The lines of a cell behind those that are done for which there is room.
pub(super) fn fitting(room: f32, leading: f32, done: usize, lines: usize) -> Range<usize> {
    let fitting = (room / leading).floor().max(0.0) as usize;
    done..lines.min(done + fitting)
}
