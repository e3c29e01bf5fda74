//! Entries of a register: each finds its place whole, or is split over pages.

use std::ops::Range;

use crate::font::Typeface;
use crate::paper::{Align, Kind};
use crate::register::Row;

use super::cell::{Cell, Manner, PAD_X, PAD_Y, TEXT, set_cell};
use super::composer::{Composer, Look, ROW};
use super::splitting::{KEPT, TALL, fitting};

impl Composer<'_> {
    /// Places one entry, with room below it for what must follow on the same page.
    pub(super) fn row(&mut self, row: &Row, after: f32) {
        let mut cells = self.set_row(&row.cells);
        let mut notes = row.notes.clone();
        self.count(row);
        self.add_later(row, &mut cells, &mut notes);
        self.struck.clone_from(&row.struck);
        let void = row.void;
        let height = row_height(&cells);
        let tall = height > TALL * (self.bottom - self.body);
        if self.y + height + after > self.bottom {
            let fits_alone = self.y + height <= self.bottom;
            let fits_fresh = self.body + height + after <= self.bottom;
            if tall && !fits_alone {
                return self.split_row(cells, void, notes);
            }
            if (!fits_alone || fits_fresh) && self.y > self.body {
                self.next_page();
                if self.y + height > self.bottom {
                    return self.split_row(cells, void, notes);
                }
            }
        }
        self.begins(&cells, notes);
        let lines: Vec<_> = cells.iter().map(|c| 0..c.lines.len()).collect();
        self.put_cells(
            &cells,
            &lines,
            height,
            Look {
                void,
                entry: true,
                ..Look::default()
            },
        );
    }

    fn set_row(&self, texts: &[String]) -> Vec<Cell> {
        (0..self.register.columns.len())
            .map(|index| self.set_text(index, texts.get(index).map_or("", String::as_str)))
            .collect()
    }

    /// A text set for a column.
    pub(super) fn set_text(&self, index: usize, text: &str) -> Cell {
        let column = self.register.columns.get(index);
        let edge = self.edges.get(index).zip(self.edges.get(index + 1));
        let manner = Manner {
            width: edge.map_or(0.0, |(left, right)| right - left),
            align: column.map_or_else(Align::default, |it| it.align),
            kind: column.map_or_else(Kind::default, |it| it.kind),
            typeface: Typeface::Regular,
            padding: PAD_X,
            size: TEXT,
        };
        set_cell(&self.setter, text, manner)
    }

    /// Places an entry over as many pages as it needs. Its first cell is marked 续 where it goes on.
    fn split_row(&mut self, mut cells: Vec<Cell>, void: bool, notes: Vec<String>) {
        let mut notes = Some(notes);
        let mut done: Vec<usize> = vec![0; cells.len()];
        let mut begun = false;
        loop {
            let room = self.bottom - self.y - 2.0 * PAD_Y;
            let mut parts: Vec<Range<usize>> = cells
                .iter()
                .zip(&done)
                .map(|(cell, done)| fitting(room, cell.leading(), *done, cell.lines.len()))
                .collect();
            keep_company(&cells, &mut parts);
            let left = cells
                .iter()
                .zip(&done)
                .map(|(c, d)| c.lines.len() - d)
                .max()
                .unwrap_or(0);
            let taken = parts.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
            let fresh = self.y <= self.body || self.grid.bands.len() <= 2;
            if taken < KEPT.min(left) && !fresh {
                self.next_page();
                continue;
            }
            if taken == 0 && left > 0 {
                // The head takes the whole page, so that no line fits even there. One line is then
                // drawn over the foot, so that no text is lost.
                for (part, cell) in parts.iter_mut().zip(&cells) {
                    part.end = cell.lines.len().min(part.start + 1);
                }
            }
            let finished = parts
                .iter()
                .zip(&cells)
                .all(|(p, c)| p.end == c.lines.len());
            let height = parts
                .iter()
                .zip(&cells)
                .map(|(part, cell)| part.len() as f32 * cell.leading())
                .fold(0.0, f32::max);
            match notes.take() {
                Some(notes) => self.begins(&cells, notes),
                None => self.note_first(&cells),
            }
            let height = (height + 2.0 * PAD_Y).max(ROW);
            self.put_cells(
                &cells,
                &parts,
                height,
                Look {
                    void,
                    entry: true,
                    top: true,
                    ..Look::default()
                },
            );
            if finished {
                if let Some(it) = self.entry_pages.last_mut() {
                    it.1 = self.label.number();
                }
                return;
            }
            done = parts.iter().map(|p| p.end).collect();
            self.next_page();
            self.mark_continued(&mut cells, &mut done, begun);
            begun = true;
        }
    }

    /// Repeats a number or other short first cell on the next page, with 续 below it.
    fn mark_continued(&self, cells: &mut [Cell], done: &mut [usize], marked: bool) {
        let (Some(cell), Some(done)) = (cells.first_mut(), done.first_mut()) else {
            return;
        };
        if !marked && cell.lines.len() == 1 {
            let width = self
                .edges
                .get(1)
                .zip(self.edges.first())
                .map_or(0.0, |(b, a)| b - a);
            let manner = Manner {
                width,
                align: Align::Center,
                kind: Kind::Plain,
                typeface: Typeface::Regular,
                padding: PAD_X,
                size: TEXT,
            };
            *cell = set_cell(&self.setter, &format!("{}\n续", cell.text), manner);
        }
        if cell.text.ends_with("\n续") {
            // Where a head leaves no room for the mark, the entry must still come to its end.
            let room = self.bottom - self.y - 2.0 * PAD_Y;
            *done = if cell.height() <= room {
                0
            } else {
                cell.lines.len()
            };
        }
    }

    /// Takes note of where an entry begins, and of what its page says about it.
    fn begins(&mut self, cells: &[Cell], notes: Vec<String>) {
        self.note_first(cells);
        self.add_up();
        self.page_notes.extend(notes);
        let number = self.label.number();
        self.entry_pages.push((number, number));
    }

    fn note_first(&mut self, cells: &[Cell]) {
        if let (Some(slot @ None), Some(cell)) = (self.first_cells.last_mut(), cells.first()) {
            *slot = Some(cell.text.replace('\n', ""));
        }
    }

    /// Fills cells that were empty when the page was signed, as far as the rows stay as high.
    fn add_later(&self, row: &Row, cells: &mut [Cell], notes: &mut Vec<String>) {
        if row.later.is_empty() {
            return;
        }
        let height = row_height(cells);
        for later in &row.later {
            let Some(place) = cells.get_mut(later.cell) else {
                continue;
            };
            let filled = self.set_text(later.cell, &later.text);
            if row_height(std::slice::from_ref(&filled)) <= height + 0.01 {
                *place = filled;
            } else {
                notes.push(later.note.clone());
            }
        }
    }
}

fn row_height(cells: &[Cell]) -> f32 {
    let text = cells.iter().map(Cell::height).fold(0.0, f32::max);
    (text + 2.0 * PAD_Y).max(ROW)
}

/// Keeps a paragraph's last line from standing alone on the next page.
fn keep_company(cells: &[Cell], parts: &mut [Range<usize>]) {
    for (cell, part) in cells.iter().zip(parts) {
        let left = cell.lines.len() - part.end;
        if left > 0 && left < KEPT && part.len() >= 2 * KEPT {
            part.end -= KEPT - left;
        }
    }
}
