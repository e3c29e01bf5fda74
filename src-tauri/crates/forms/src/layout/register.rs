//! Registers on pages: their groups and entries, and the end of the table.

use crate::font::FaceSet;
use crate::register::{Closing, Register};

use super::cell::Cell;
use super::composer::{Composer, Look, ROW, UNDER};
use super::page::{Bookmark, Layout};
use super::setting::{Setter, clean};

/// Lays out all pages; tells `each` how many rows stand.
pub(crate) fn compose<E>(
    register: &Register,
    faces: &FaceSet,
    each: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<Layout, E> {
    let mut composer = Composer::new(register, Setter { faces });
    composer.start_page();
    if let Some(bound) = &register.bound {
        return composer.bind(bound, each);
    }
    let sections = register.sections.len();
    let mut placed = 0;
    for (index, section) in register.sections.iter().enumerate() {
        composer.section(section.title.as_deref());
        let last_section = index + 1 == sections;
        for (number, row) in section.rows.iter().enumerate() {
            let last = number + 1 == section.rows.len();
            let mut after = 0.0;
            if last {
                after += section
                    .total
                    .as_ref()
                    .map_or(0.0, |t| composer.spanning_height(t));
            }
            if last && last_section && register.closing == Closing::Blank {
                after += register
                    .total
                    .as_ref()
                    .map_or(0.0, |t| composer.spanning_height(t));
                after += composer.tail_height();
            }
            composer.row(row, after);
            placed += 1;
            each(placed)?;
        }
        if let Some(total) = &section.total {
            composer.spanning(total);
        }
    }
    composer.heading = None;
    if let Some(total) = &register.total {
        composer.spanning(total);
    }
    composer.close();
    Ok(composer.finish())
}

impl Composer<'_> {
    /// Begins a group: its heading never stands alone at the foot of a page.
    fn section(&mut self, title: Option<&str>) {
        self.heading = None;
        let Some(title) = title.map(clean).filter(|t| !t.is_empty()) else {
            return;
        };
        if self.y + self.spanning_height(&title) + ROW > self.bottom {
            self.next_page();
        }
        self.bookmarks.push(Bookmark {
            title: title.replace('\n', " "),
            page: self.pages.len(),
            top: self.y,
            nested: false,
        });
        self.put_spanning(&title);
        self.heading = Some(title);
    }

    /// Ends the table and writes what stands under it.
    fn close(&mut self) {
        if let Closing::BlankRows(count) = self.register.closing {
            let empty = vec![Cell::default(); self.register.columns.len()];
            let none = vec![0..0; empty.len()];
            for left in (0..count).rev() {
                let after = if left == 0 { self.tail_height() } else { 0.0 };
                if self.y + ROW + after > self.bottom && self.y > self.body {
                    self.next_page();
                }
                self.put_cells(&empty, &none, ROW, Look::default());
            }
        }
        self.whole_sum();
        if self.y + self.tail_height() > self.bottom && self.y > self.body {
            self.next_page();
        }
        if self.register.closing == Closing::Blank {
            self.strike_rest();
        }
        let (under, signing) = (self.y + UNDER, self.register.signing);
        self.furniture
            .put_tail(&self.setter, &mut self.page, under, signing);
        self.end_page();
    }
}
