//! Composing pages: title and head on each, rows that find their place or split, the end of the
//! table, and last the page numbers, when their total is known.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::bound::Label;
use crate::font::{FaceSet, Weight};
use crate::register::{Align, Closing, Kind, Register, Row, Signing};

use super::breaking::break_lines;
use super::cell::{Cell, HEAD_PAD_X, LEADING, Manner, PAD_X, PAD_Y, TEXT, set_cell};
use super::furniture::Furniture;
use super::setting::{Place, Setter, clean};
use super::table::{Band, Grid};
use super::{Bookmark, Layout, MM, Page, Properties, Rule, Sheet, columns};

/// A row is at least so high, to be written in by hand.
const ROW: f32 = 12.0 * MM;
/// So is the head of the table.
const HEAD: f32 = 11.0 * MM;
/// So is a heading or total.
const SPANNING: f32 = 10.0 * MM;
/// A row higher than this part of the page splits; a lower one moves to the next page whole.
const TALL: f32 = 0.4;
/// Lines that must stand on each side of a split.
const KEPT: usize = 2;
/// Space between table and what stands under it.
const UNDER: f32 = 4.0 * MM;
/// Pages per entry of the outline.
const STEP: usize = 10;

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
    /// Lowest edge of the table.
    pub(super) bottom: f32,
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
    fn new(register: &'a Register, setter: Setter<'a>) -> Self {
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
                    weight: Weight::Bold,
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
            weight: Weight::Bold,
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
        let under = if self.open { self.bottom } else { self.y };
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
        self.end_page();
        self.start_page();
    }

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

    /// Places one entry, with room below it for what must follow on the same page.
    pub(super) fn row(&mut self, row: &Row, after: f32) {
        let mut cells = self.set_row(&row.cells);
        let mut notes = row.notes.clone();
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
            weight: Weight::Regular,
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
                .map(|(cell, done)| {
                    let fitting = (room / cell.leading()).floor().max(0.0) as usize;
                    *done..cell.lines.len().min(done + fitting)
                })
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
                // Not even one line fits a fresh page: the head has eaten it. Lines then run on
                // over the foot rather than vanish.
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
                weight: Weight::Regular,
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
        self.page_notes.extend(notes);
        let number = self.label.number();
        self.entry_pages.push((number, number));
    }

    fn note_first(&mut self, cells: &[Cell]) {
        if let (Some(slot @ None), Some(cell)) = (self.first_cells.last_mut(), cells.first()) {
            *slot = Some(cell.text.replace('\n', ""));
        }
    }

    /// Draws the given lines of each cell as one band of the table.
    fn put_cells(&mut self, cells: &[Cell], parts: &[Range<usize>], height: f32, look: Look) {
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
                let x = match align {
                    Align::Left => left + PAD_X,
                    Align::Center => (left + right - width) / 2.0,
                    Align::Right => right - PAD_X - width,
                };
                let baseline = Setter::baseline(y, cell.leading(), cell.size);
                let place = Place {
                    name: cell.name,
                    ..Place::at(x, baseline, cell.size)
                };
                self.setter
                    .put(&mut self.page, place.weight(look.weight), text);
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

    fn band(&mut self, height: f32, columns: bool) {
        self.y += height;
        self.grid.bands.push(Band {
            bottom: self.y,
            columns,
        });
    }

    fn spanning_lines(&self, text: &str) -> Vec<super::breaking::TextLine> {
        let room = (self.sheet.right - self.sheet.left - 2.0 * PAD_X) / TEXT;
        break_lines(text, room, |c| self.setter.advance(Weight::Bold, c))
    }

    fn spanning_height(&self, text: &str) -> f32 {
        let lines = self.spanning_lines(&clean(text)).len() as f32;
        (lines * TEXT * LEADING + 2.0 * PAD_Y).max(SPANNING)
    }

    /// A bold line over all columns: a total.
    fn spanning(&mut self, text: &str) {
        let text = clean(text);
        if self.y + self.spanning_height(&text) > self.bottom && self.y > self.body {
            self.next_page();
        }
        self.put_spanning(&text);
    }

    fn put_spanning(&mut self, text: &str) {
        let lines = self.spanning_lines(text);
        let height = self.spanning_height(text);
        let mut y = self.y + (height - lines.len() as f32 * TEXT * LEADING) / 2.0;
        for line in &lines {
            let baseline = Setter::baseline(y, TEXT * LEADING, TEXT);
            let place = Place::at(self.sheet.left + PAD_X, baseline, TEXT).weight(Weight::Bold);
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
    fn tail_height(&self) -> f32 {
        self.furniture.tail_height(self.register.signing)
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

    /// 以下空白, where there is room for it.
    pub(super) fn strike_rest(&mut self) {
        if self.y + ROW + self.tail_height() > self.bottom {
            return;
        }
        let (text, spacing) = ("以下空白", 0.5 * TEXT);
        let width = self.setter.width(Weight::Regular, text) * TEXT + 3.0 * spacing;
        let x = (self.sheet.left + self.sheet.right - width) / 2.0;
        let place = Place::at(x, Setter::baseline(self.y, ROW, TEXT), TEXT).spacing(spacing);
        self.setter.put(&mut self.page, place, text);
        self.band(ROW, false);
    }

    pub(super) fn finish(mut self) -> Layout {
        let total = self.pages.len();
        if self.register.bound.is_some() {
            self.put_feet();
        } else {
            for (index, page) in self.pages.iter_mut().enumerate() {
                self.furniture
                    .put_foot(&self.setter, page, index + 1, total);
            }
        }
        self.bookmark_pages();
        let register = self.register;
        Layout {
            width: self.sheet.width,
            height: self.sheet.height,
            pages: self.pages,
            bookmarks: self.bookmarks,
            properties: Properties {
                title: clean(&register.title).replace('\n', " "),
                author: register.author.clone(),
                subject: register.subject.clone(),
                keywords: register.keywords.clone(),
                day: register.printed_on,
            },
            voices: BTreeSet::from([Weight::Title]),
            entry_pages: self.entry_pages,
        }
    }

    /// Entries of the outline for every ten pages of a long register.
    fn bookmark_pages(&mut self) {
        let total = self.pages.len();
        if total <= STEP {
            return;
        }
        let grouped = !self.bookmarks.is_empty();
        if grouped {
            self.bookmarks.push(Bookmark {
                title: "按页".into(),
                page: 0,
                top: 0.0,
                nested: false,
            });
        }
        for first in (0..total).step_by(STEP) {
            let last = (first + STEP).min(total);
            let from = self.first_cells.get(first).cloned().flatten();
            let from = from
                .map(|cell| format!("（{cell} 起）"))
                .unwrap_or_default();
            let title = match (self.labels.get(first), self.labels.get(last - 1)) {
                (Some(Label::Page(a)), Some(Label::Page(b))) => format!("第 {a}—{b} 页{from}"),
                _ => format!("第 {}—{last} 页{from}", first + 1),
            };
            self.bookmarks.push(Bookmark {
                title,
                page: first,
                top: 0.0,
                nested: grouped,
            });
        }
    }
}

/// How a band of cells is drawn.
#[derive(Debug, Clone, Copy)]
struct Look {
    weight: Weight,
    /// Centred whatever the column says: the head.
    centred: bool,
    void: bool,
    /// An entry, some of whose cells may be struck.
    entry: bool,
    /// From the top instead of around the middle: parts of a split entry.
    top: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            weight: Weight::Regular,
            centred: false,
            void: false,
            entry: false,
            top: false,
        }
    }
}

pub(super) fn row_height(cells: &[Cell]) -> f32 {
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
