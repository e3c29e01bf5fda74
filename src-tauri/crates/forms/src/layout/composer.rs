//! The pages of a register while they are composed: title and head on each, the bands of the table
//! one below the other, and what stands under them.

use std::ops::Range;

use crate::bound::Label;
use crate::font::Typeface;
use crate::paper::{Align, Kind};
use crate::register::{Register, Signing};

use super::breaking::{TextLine, break_lines};
use super::cell::{Cell, HEAD_PAD_X, LEADING, Manner, PAD_X, PAD_Y, TEXT, set_cell, start_of_line};
use super::columns;
use super::furniture::Furniture;
use super::page::{Bookmark, Page, Rule};
use super::running::Running;
use super::setting::{LinePlacement, Setter, clean};
use super::sheet::{MM, Sheet};
use super::table::{Band, Grid};

/// A row is at least so high, to be written in by hand.
pub(super) const ROW: f32 = 12.0 * MM;
/// So is the head of the table.
const HEAD: f32 = 11.0 * MM;
/// So is a heading or total.
const SPANNING: f32 = 10.0 * MM;
/// Space between table and what stands under it.
pub(super) const UNDER: f32 = 4.0 * MM;

/// A register on its way down its pages.
pub(super) struct Composer<'a> {
    pub(super) register: &'a Register,
    pub(super) setter: Setter<'a>,
    pub(super) sheet: Sheet,
    pub(super) furniture: Furniture,
    /// Column edges, the outer ones included.
    pub(super) edges: Vec<f32>,
    pub(super) head: Vec<Cell>,
    pub(super) pages: Vec<Page>,
    /// Text of the first cell that begins on each page.
    pub(super) first_cells: Vec<Option<String>>,
    pub(super) page: Page,
    pub(super) grid: Grid,
    pub(super) y: f32,
    /// Where the first band under the head begins.
    pub(super) body: f32,
    /// Lowest edge of the entries.
    pub(super) bottom: f32,
    /// Lowest edge of the table with its sums.
    pub(super) floor: f32,
    pub(super) running: Running,
    /// Heading of the group, repeated where the group goes on.
    pub(super) heading: Option<String>,
    pub(super) bookmarks: Vec<Bookmark>,
    /// What each finished page says of its number.
    pub(super) labels: Vec<Label>,
    /// The same of this page.
    pub(super) label: Label,
    /// The last page that the signed stretch being laid out may take.
    pub(super) signed_to: Option<u32>,
    /// Said under this page.
    pub(super) page_notes: Vec<String>,
    /// What found no room under its page.
    pub(super) left_over: Vec<String>,
    /// Signatures stand at the foot of this page: its table may go on.
    pub(super) open: bool,
    /// This page is printed onto a sheet that has its title and foot already.
    pub(super) bare: bool,
    pub(super) entry_pages: Vec<(u32, u32)>,
    /// Cells of the entry being placed that are struck.
    pub(super) struck: Vec<usize>,
}

impl<'a> Composer<'a> {
    pub(super) fn new(register: &'a Register, setter: Setter<'a>) -> Self {
        let sheet = Sheet::of(register.paper);
        let mut edges = vec![sheet.left];
        for width in columns::widths(&register.columns, sheet.right - sheet.left) {
            edges.push(edges.last().copied().unwrap_or(0.0) + width);
        }
        if let (Some(last), true) = (edges.last_mut(), register.columns.is_empty()) {
            *last = sheet.right;
        }
        let head = register
            .columns
            .iter()
            .zip(edges.windows(2))
            .map(|(column, edge)| {
                let manner = Manner {
                    width: edge[1] - edge[0],
                    align: Align::Center,
                    kind: Kind::Plain,
                    typeface: Typeface::Bold,
                    padding: HEAD_PAD_X,
                    size: TEXT,
                };
                set_cell(&setter, &column.title, manner)
            })
            .collect();
        let furniture = Furniture::new(register, &setter, sheet);
        let mut bottom = sheet.bottom;
        if register.signing == Signing::EveryPage {
            bottom -= furniture.signatures_height();
        }
        Self {
            register,
            setter,
            sheet,
            furniture,
            edges,
            head,
            pages: Vec::new(),
            first_cells: Vec::new(),
            page: Page::default(),
            grid: Grid::default(),
            y: 0.0,
            body: 0.0,
            bottom,
            floor: bottom,
            running: Running::default(),
            heading: None,
            bookmarks: Vec::new(),
            labels: Vec::new(),
            label: Label::Page(1),
            signed_to: None,
            page_notes: Vec::new(),
            left_over: Vec::new(),
            open: false,
            bare: false,
            entry_pages: Vec::new(),
            struck: Vec::new(),
        }
    }

    pub(super) fn start_page(&mut self) {
        self.turn_sums();
        self.first_cells.push(None);
        self.y = self.furniture.put_top(&self.setter, &mut self.page);
        self.grid = Grid {
            top: self.y,
            bands: Vec::new(),
        };
        let head = std::mem::take(&mut self.head);
        let height = head.iter().map(Cell::height).fold(0.0, f32::max) + 2.0 * PAD_Y;
        let lines: Vec<_> = head.iter().map(|c| 0..c.lines.len()).collect();
        let look = Look {
            typeface: Typeface::Bold,
            centred: true,
            ..Look::default()
        };
        self.put_cells(&head, &lines, height.max(HEAD), look);
        self.head = head;
        self.body = self.y;
        if let Some(heading) = self.heading.clone() {
            self.put_spanning(&format!("{heading}（续）"));
        }
    }

    pub(super) fn end_page(&mut self) {
        self.grid.rule(&mut self.page, &self.edges);
        let under = if self.open { self.floor } else { self.y };
        if self.register.signing == Signing::EveryPage && !self.bare {
            self.furniture
                .put_signatures(&self.setter, &mut self.page, under + UNDER);
        }
        let mut notes = std::mem::take(&mut self.page_notes);
        if self.bare {
            // The sheet may bear notes there already.
            self.left_over.append(&mut notes);
        }
        let left_over =
            self.furniture
                .put_page_notes(&self.setter, &mut self.page, under + UNDER * 0.7, notes);
        self.left_over.extend(left_over);
        self.pages.push(std::mem::take(&mut self.page));
        self.labels.push(if std::mem::take(&mut self.bare) {
            Label::OnPaper(self.label.number())
        } else {
            self.label
        });
        self.label = match (self.label, self.signed_to) {
            (Label::Page(number) | Label::Continued(number), Some(last)) if number >= last => {
                Label::Continued(number)
            }
            (Label::Page(number) | Label::Continued(number), _) => Label::Page(number + 1),
            (Label::Annex(number) | Label::OnPaper(number), _) => Label::Annex(number + 1),
        };
    }

    pub(super) fn next_page(&mut self) {
        self.page_sum();
        self.end_page();
        self.start_page();
    }

    /// Draws the given lines of each cell as one band of the table.
    pub(super) fn put_cells(
        &mut self,
        cells: &[Cell],
        parts: &[Range<usize>],
        height: f32,
        look: Look,
    ) {
        let top = self.y;
        for (index, (cell, part)) in cells.iter().zip(parts).enumerate() {
            let (Some(left), Some(right)) = (self.edges.get(index), self.edges.get(index + 1))
            else {
                continue;
            };
            let align = match self.register.columns.get(index) {
                Some(column) if !look.centred => column.align,
                _ => Align::Center,
            };
            let block = part.len() as f32 * cell.leading();
            let mut y = if look.top {
                top + PAD_Y
            } else {
                top + (height - block) / 2.0
            };
            for line in part.clone() {
                let Some((text, width)) = cell.line(line) else {
                    continue;
                };
                let x = start_of_line(align, (*left, *right), width);
                let baseline = Setter::baseline(y, cell.leading(), cell.size);
                let place = LinePlacement {
                    name: cell.name,
                    ..LinePlacement::at(x, baseline, cell.size)
                };
                self.setter
                    .put(&mut self.page, place.typeface(look.typeface), text);
                let strike = look.void || (look.entry && self.struck.contains(&index));
                if strike && !text.is_empty() {
                    let middle = y + cell.leading() / 2.0;
                    let (from, to) = ((x, middle), (x + width, middle));
                    self.page.rules.push(Rule::black(from, to, 0.6));
                }
                y += cell.leading();
            }
        }
        self.band(height, true);
    }

    pub(super) fn band(&mut self, height: f32, columns: bool) {
        self.y += height;
        self.grid.bands.push(Band {
            bottom: self.y,
            columns,
        });
    }

    fn spanning_lines(&self, text: &str) -> Vec<TextLine> {
        let room = (self.sheet.right - self.sheet.left - 2.0 * PAD_X) / TEXT;
        break_lines(text, room, |c| self.setter.advance(Typeface::Bold, c))
    }

    pub(super) fn spanning_height(&self, text: &str) -> f32 {
        let lines = self.spanning_lines(&clean(text)).len() as f32;
        (lines * TEXT * LEADING + 2.0 * PAD_Y).max(SPANNING)
    }

    /// A bold line over all columns: a total.
    pub(super) fn spanning(&mut self, text: &str) {
        let text = clean(text);
        if self.y + self.spanning_height(&text) > self.bottom && self.y > self.body {
            self.next_page();
        }
        self.put_spanning(&text);
    }

    pub(super) fn put_spanning(&mut self, text: &str) {
        let lines = self.spanning_lines(text);
        let height = self.spanning_height(text);
        let mut y = self.y + (height - lines.len() as f32 * TEXT * LEADING) / 2.0;
        for line in &lines {
            let baseline = Setter::baseline(y, TEXT * LEADING, TEXT);
            let place =
                LinePlacement::at(self.sheet.left + PAD_X, baseline, TEXT).typeface(Typeface::Bold);
            self.setter.put(
                &mut self.page,
                place,
                text.get(line.range.clone()).unwrap_or(""),
            );
            y += TEXT * LEADING;
        }
        self.band(height, false);
    }

    /// Height of notes and signatures under the end of the table.
    pub(super) fn tail_height(&self) -> f32 {
        self.furniture.tail_height(self.register.signing)
    }

    /// 以下空白, where there is room for it.
    pub(super) fn strike_rest(&mut self) {
        if self.y + ROW + self.tail_height() > self.bottom {
            return;
        }
        let (text, spacing) = ("以下空白", 0.5 * TEXT);
        let width = self.setter.width(Typeface::Regular, text) * TEXT + 3.0 * spacing;
        let x = (self.sheet.left + self.sheet.right - width) / 2.0;
        let place =
            LinePlacement::at(x, Setter::baseline(self.y, ROW, TEXT), TEXT).spacing(spacing);
        self.setter.put(&mut self.page, place, text);
        self.band(ROW, false);
    }
}

/// How a band of cells is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) typeface: Typeface,
    /// Centred whatever the column says: the head.
    pub(super) centred: bool,
    pub(super) void: bool,
    /// An entry, some of whose cells may be struck.
    pub(super) entry: bool,
    /// From the top instead of around the middle: parts of a split entry.
    pub(super) top: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            typeface: Typeface::Regular,
            centred: false,
            void: false,
            entry: false,
            top: false,
        }
    }
}
