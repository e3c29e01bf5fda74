//! A ruled grid with spanned cells: measured, divided over pages, drawn.

mod division;
mod drawing;
mod measured;

use crate::sheet::Grid;

use super::flow::Flow;
use super::sheet::MM;
use super::splitting::TALL;

pub(super) use division::Room;
use division::{divide, grow};
use drawing::draw_page;
use measured::measure;

/// Minimum height of a split row's first part below a head on the same page.
const LEAD: f32 = 24.0 * MM;

/// A grid lower than this part of a page is not divided under its heading.
const WHOLE: f32 = 0.3;

/// Height of what a heading over the grid has on its page: its head with the first row, or all of a
/// low one.
pub(super) fn lead(flow: &Flow<'_>, grid: &Grid) -> f32 {
    let heights = measure(flow, grid).heights;
    let page = flow.bottom - flow.next_body();
    let whole: f32 = heights.iter().sum();
    if whole <= WHOLE * page {
        return whole;
    }
    let first: f32 = heights.iter().take(grid.head.max(1) + 1).sum();
    first.min(LEAD)
}

/// Puts a grid on as many pages as it needs.
pub(super) fn put(flow: &mut Flow<'_>, grid: &Grid, room: Room) {
    let mut measured = measure(flow, grid);
    // A head never stands alone at the foot of a page.
    let lead: f32 = measured.heights.iter().take(grid.head).sum();
    let first = measured.heights.get(grid.head).copied().unwrap_or(0.0);
    let tall = first > TALL * (flow.bottom - flow.next_body());
    let below = if tall { LEAD } else { first };
    if grid.head > 0 && !flow.is_fresh() && flow.y + lead + below > flow.bottom {
        flow.next_page();
    }
    let pages = divide(flow, &measured, room);
    let last = pages.len().saturating_sub(1);
    for (index, pieces) in pages.iter().enumerate() {
        if index > 0 {
            flow.next_page();
        }
        let room = if index == last { room } else { Room::Whole };
        grow(flow, &mut measured, pieces, room);
        draw_page(flow, &measured, pieces, index > 0);
    }
}
